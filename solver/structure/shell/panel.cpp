#include "solver/structure/shell/panel.hpp"

#include <cmath>

namespace tektite::structure::shell {
namespace {

constexpr std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

/// Three entries of a column of unknowns: displacement (0) or rotation (1) of a corner.
Column<3> part(const Column<unknowns>& all, int corner, int which) {
  const int first = 6 * corner + 3 * which;
  return {{all[first], all[first + 1], all[first + 2]}};
}

void set_part(Column<unknowns>& all, int corner, int which, const Column<3>& value) {
  for (int i = 0; i < 3; ++i) all[6 * corner + 3 * which + i] = value[i];
}

/// Σ BᵀCB A/3: stiffness in the panel's axes.
PanelStiffness local_stiffness(const StrainDisplacement& B, double area,
                               const std::array<SectionAnswer, points>& section) {
  PanelStiffness out;
  for (int p = 0; p < points; ++p) {
    add_transposed_product(B[at(p)], section[at(p)].tangent * B[at(p)], area / points, out);
  }
  return out;
}

PanelForce local_force(const StrainDisplacement& B, double area,
                       const std::array<Resultant, points>& resultant) {
  PanelForce out;
  for (int p = 0; p < points; ++p) {
    add_transposed_product(B[at(p)], resultant[at(p)], area / points, out);
  }
  return out;
}

std::array<Resultant, points> resultants(const std::array<SectionAnswer, points>& section) {
  return {section[0].resultant, section[1].resultant, section[2].resultant};
}

/// Area at the start: the quadrature is over the panel as it was, strains are small.
double start_area(const PanelStrain& panel) {
  return 0.5 / (panel.slope_x[0] * panel.slope_y[1] - panel.slope_x[1] * panel.slope_y[0]);
}

/// From the panel's axes into the vehicle's, three rows at a time.
PanelForce turned(const Matrix3& axes, const PanelForce& local) {
  PanelForce out;
  for (int i = 0; i < 3; ++i) {
    for (int k = 0; k < 2; ++k) set_part(out, i, k, axes * part(local, i, k));
  }
  return out;
}

/// E K Eᵀ, block by block.
PanelStiffness turned(const Matrix3& axes, const PanelStiffness& local) {
  const Matrix3 back = transposed(axes);
  PanelStiffness out;
  for (int r = 0; r < unknowns; r += 3) {
    for (int c = 0; c < unknowns; c += 3) {
      Matrix3 block;
      for (int i = 0; i < 9; ++i) block[i] = local(r + i / 3, c + i % 3);
      block = axes * block * back;
      for (int i = 0; i < 9; ++i) out(r + i / 3, c + i % 3) = block[i];
    }
  }
  return out;
}

/// The rigid motions taken out of small motions about the deformed panel.
struct Projection {
  Matrix<3, unknowns> spin_of;         ///< G: spin of the panel's axes per motion
  Matrix<unknowns, unknowns> project;  ///< P
};

Projection projection(const PanelStrain& panel) {
  const Triangle& t = panel.now.shape;
  Projection out;
  double trace = 0.0;
  for (int i = 0; i < 3; ++i) {
    trace += panel.slope_x[at(i)] * t.x[at(i)] + panel.slope_y[at(i)] * t.y[at(i)];
  }
  for (int i = 0; i < 3; ++i) {
    const int j = (i + 1) % 3, k = (i + 2) % 3;
    out.spin_of(0, 6 * i + 2) = 0.5 * (t.x[at(k)] - t.x[at(j)]) / t.area;
    out.spin_of(1, 6 * i + 2) = -0.5 * (t.y[at(j)] - t.y[at(k)]) / t.area;
    out.spin_of(2, 6 * i) = -panel.slope_y[at(i)] / trace;
    out.spin_of(2, 6 * i + 1) = panel.slope_x[at(i)] / trace;
  }
  for (int i = 0; i < 3; ++i) {
    const Matrix3 lever = spin({{t.x[at(i)], t.y[at(i)], 0.0}});
    for (int c = 0; c < unknowns; ++c) {
      for (int r = 0; r < 3; ++r) {
        double moved = 0.0;
        for (int k = 0; k < 3; ++k) moved += lever(r, k) * out.spin_of(k, c);
        out.project(6 * i + r, c) = moved;
        out.project(6 * i + 3 + r, c) = -out.spin_of(r, c);
      }
    }
    for (int r = 0; r < 3; ++r) {
      for (int n = 0; n < 3; ++n) out.project(6 * i + r, 6 * n + r) -= 1.0 / 3.0;
      out.project(6 * i + r, 6 * i + r) += 1.0;
      out.project(6 * i + 3 + r, 6 * i + 3 + r) += 1.0;
    }
  }
  return out;
}

/// HᵀKH + L: from rotation vectors to spins. `force` becomes Hᵀ force.
void per_spin(const Column<unknowns>& deformation, PanelStiffness& K, PanelForce& force) {
  Matrix<unknowns, unknowns> H = identity<unknowns>();
  Matrix<unknowns, unknowns> L;
  for (int i = 0; i < 3; ++i) {
    const Column<3> vector = part(deformation, i, 1), moment = part(force, i, 1);
    const Matrix3 h = vector_per_spin(vector), l = moment_derivative(vector, moment);
    for (int n = 0; n < 9; ++n) {
      H(6 * i + 3 + n / 3, 6 * i + 3 + n % 3) = h[n];
      L(6 * i + 3 + n / 3, 6 * i + 3 + n % 3) = l[n];
    }
    set_part(force, i, 1, transposed_product(h, moment));
  }
  K = transposed_product(H, K * H);
  K += L;
}

}  // namespace

PanelAnswer linear_panel(const PlacedTriangle& start, const Section& section) {
  const StrainDisplacement B = strain_displacement(start.shape, section.drilling);
  const SectionAnswer at_rest = {-1.0 * section.thermal, section.stiffness};
  const std::array<SectionAnswer, points> all = {at_rest, at_rest, at_rest};
  return {turned(start.axes, local_force(B, start.shape.area, resultants(all))),
          turned(start.axes, local_stiffness(B, start.shape.area, all))};
}

PlacedTriangle follow(const PlacedTriangle& start,
                      const std::array<Vec3<VehicleAxes>, 3>& position) {
  PlacedTriangle out = place(position);
  Triangle& t = out.shape;
  const Triangle& s = start.shape;
  double skew = 0.0, trace = 0.0;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t j = (i + 1) % 3, k = (i + 2) % 3;
    const double bx = s.y[j] - s.y[k], by = s.x[k] - s.x[j];
    skew += t.y[i] * bx - t.x[i] * by;
    trace += t.x[i] * bx + t.y[i] * by;
  }
  const double length = std::hypot(skew, trace);
  const double cosine = trace / length, sine = skew / length;
  const Matrix3 axes = out.axes;
  for (int r = 0; r < 3; ++r) {
    out.axes(r, 0) = cosine * axes(r, 0) + sine * axes(r, 1);
    out.axes(r, 1) = cosine * axes(r, 1) - sine * axes(r, 0);
  }
  for (std::size_t i = 0; i < 3; ++i) {
    const double x = t.x[i], y = t.y[i];
    t.x[i] = cosine * x + sine * y;
    t.y[i] = cosine * y - sine * x;
  }
  return out;
}

PanelStrain strain_of(const PlacedTriangle& start, const PanelMotion& now, double drilling) {
  PanelStrain out;
  out.from_local = strain_displacement(start.shape, drilling);
  out.now = follow(start, now.position);
  const Triangle& s = start.shape;
  for (int i = 0; i < 3; ++i) {
    const auto j = at((i + 1) % 3), k = at((i + 2) % 3);
    out.slope_x[at(i)] = 0.5 * (s.y[j] - s.y[k]) / s.area;
    out.slope_y[at(i)] = 0.5 * (s.x[k] - s.x[j]) / s.area;
    out.deformation[6 * i] = out.now.shape.x[at(i)] - s.x[at(i)];
    out.deformation[6 * i + 1] = out.now.shape.y[at(i)] - s.y[at(i)];
    const Matrix3 local = transposed_product(out.now.axes, now.rotation[at(i)] * start.axes);
    set_part(out.deformation, i, 1, rotation_vector(local));
  }
  for (int p = 0; p < points; ++p) out.strain[at(p)] = out.from_local[at(p)] * out.deformation;
  return out;
}

PanelAnswer answer(const PanelStrain& panel, const std::array<SectionAnswer, points>& section) {
  const double area = start_area(panel);
  PanelForce force = local_force(panel.from_local, area, resultants(section));
  PanelStiffness K = local_stiffness(panel.from_local, area, section);
  per_spin(panel.deformation, K, force);
  const Projection rigid = projection(panel);
  // moments of the forces before and after projection turn with the panel
  Matrix<unknowns, 3> turning, levers;
  const PanelForce projected = transposed_product(rigid.project, force);
  for (int i = 0; i < 3; ++i) {
    const Matrix3 n = spin(part(projected, i, 0)), m = spin(part(projected, i, 1));
    const Matrix3 before = spin(part(force, i, 0));
    for (int k = 0; k < 9; ++k) {
      turning(6 * i + k / 3, k % 3) = n[k];
      turning(6 * i + 3 + k / 3, k % 3) = m[k];
      levers(6 * i + k / 3, k % 3) = before[k];
    }
  }
  K = transposed_product(rigid.project, K * rigid.project);
  K -= turning * rigid.spin_of;
  K -= transposed_product(rigid.spin_of, transposed_product(levers, rigid.project));
  K = 0.5 * (K + transposed(K));
  return {turned(panel.now.axes, projected), turned(panel.now.axes, K)};
}

PanelForce force_of(const PanelStrain& panel, const std::array<Resultant, points>& resultant) {
  PanelForce force = local_force(panel.from_local, start_area(panel), resultant);
  for (int i = 0; i < 3; ++i) {
    const Matrix3 h = vector_per_spin(part(panel.deformation, i, 1));
    set_part(force, i, 1, transposed_product(h, part(force, i, 1)));
  }
  return turned(panel.now.axes, transposed_product(projection(panel).project, force));
}

PanelAnswer corotational_panel(const PlacedTriangle& start, const Section& section,
                               const PanelMotion& now) {
  const PanelStrain panel = strain_of(start, now, section.drilling);
  std::array<SectionAnswer, points> all;
  for (int p = 0; p < points; ++p) {
    all[at(p)] = {section.stiffness * panel.strain[at(p)] - section.thermal, section.stiffness};
  }
  return answer(panel, all);
}

}  // namespace tektite::structure::shell
