#include "solver/thermal/column.hpp"

#include "solver/thermal/surface.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {

template <int W>
void Column<W>::resize(int rows) {
  rows_ = rows;
  const auto count = static_cast<std::size_t>(rows);
  row.resize(count);
  link.resize(count > 0 ? count - 1 : 0);
  for (auto* values : {&mass, &start, &source, &enthalpy, &temperature, &conductivity, &net, &heat_,
                       &conductivity_slope_, &outer_slope_, &inner_slope_, &residual_, &pivot_,
                       &shift_, &origin_}) {
    values->resize(count * W);
  }
}

template <int W>
void Column<W>::look_up() {
  for (int i = 0; i < rows_; ++i) {
    const CaloricTable& table = *row[static_cast<std::size_t>(i)].table;
    const std::size_t at = static_cast<std::size_t>(i) * W;
    for (std::size_t l = 0; l < W; ++l) {
      const Caloric found = table(enthalpy[at + l]);
      temperature[at + l] = found.temperature;
      heat_[at + l] = found.heat;
      conductivity[at + l] = found.conductivity;
      conductivity_slope_[at + l] = found.conductivity_slope;
    }
  }
}

/// Fluxes through all faces, and their slopes by the temperatures of the cells on either side.
template <int W>
void Column<W>::exchange(const Solver& solver) {
  const double* __restrict T = temperature.data();
  const double* __restrict k = conductivity.data();
  const double* __restrict dk = conductivity_slope_.data();
  double* __restrict into = net.data();
  std::fill(net.begin(), net.end(), 0.0);
  std::fill_n(outer_slope_.end() - W, W, 0.0);  // nothing lies below the last row
  for (int i = 0; i + 1 < rows_; ++i) {
    const Row& above = row[static_cast<std::size_t>(i)];
    const Row& below = row[static_cast<std::size_t>(i) + 1];
    const Link& between = link[static_cast<std::size_t>(i)];
    const std::size_t a = static_cast<std::size_t>(i) * W;
    const std::size_t b = a + W;
    if (!between.is_open) {
      for (std::size_t l = 0; l < W; ++l) {
        // Two half cells in series: G = 1 / (reach_a / k_a + reach_b / k_b).
        const double ka = k[a + l], kb = k[b + l];
        const double inverse = 1.0 / (above.reach_in * kb + below.reach_out * ka);
        const double share_a = kb * inverse, share_b = ka * inverse;
        const double conductance = ka * share_a;
        const double drop = T[a + l] - T[b + l];
        const double flux = conductance * drop;
        outer_slope_[a + l] = conductance + drop * above.reach_in * share_a * share_a * dk[a + l];
        inner_slope_[a + l] = conductance - drop * below.reach_out * share_b * share_b * dk[b + l];
        into[a + l] -= flux;
        into[b + l] += flux;
      }
      continue;
    }
    for (std::size_t l = 0; l < W; ++l) {
      const double area = between.area;
      const GapHeat gap = heat_gap(*above.table, *below.table, T[a + l], T[b + l],
                                   k[a + l] / (above.reach_in * area),
                                   k[b + l] / (below.reach_out * area), between.shields);
      outer_slope_[a + l] = area * gap.by_outer;
      inner_slope_[a + l] = -area * gap.by_inner;
      into[a + l] -= area * gap.flux;
      into[b + l] += area * gap.flux;
    }
  }
  for (std::size_t side = 0; side < 2; ++side) {
    End<W>& face = end[side];
    const std::size_t at = side == 0 ? 0 : static_cast<std::size_t>(rows_ - 1) * W;
    const Row& last = row[side == 0 ? 0 : static_cast<std::size_t>(rows_ - 1)];
    const double reach = (side == 0 ? last.reach_out : last.reach_in) * face.area;
    for (std::size_t l = 0; l < W; ++l) {
      if (face.exposed[l] == 0) continue;
      if (converged[l] == 0) {  // else the values stand: nothing they depend on has changed
        const FaceHeat heat = heat_face({face.film[l], face.recovery[l], solver.environment},
                                        k[at + l] / reach, T[at + l], face.wall[l], *last.table);
        face.wall[l] = heat.wall;
        face.convected[l] = face.area * heat.convected;
        face.radiated[l] = face.area * heat.radiated;
        face.by_cell[l] = face.area * (heat.by_cell + heat.by_conductance * dk[at + l] / reach);
      }
      into[at + l] += face.convected[l] - face.radiated[l];
    }
  }
}

/// What a residual must fall below: the tolerance, or what cancellation between large fluxes
/// leaves.
template <int W>
void Column<W>::find_residual(double step, const Solver& solver) {
  constexpr double round_off = 2e-15;
  std::array<std::uint8_t, W> good;
  good.fill(1);
  for (std::size_t c = 0; c < static_cast<std::size_t>(rows_) * W; c += W) {
    for (std::size_t l = 0; l < W; ++l) {
      const std::size_t i = c + l;
      residual_[i] = mass[i] * (enthalpy[i] - start[i]) - step * net[i] - source[i];
      const double coupling = outer_slope_[i] + (c > 0 ? inner_slope_[i - W] : outer_slope_[i]);
      const double allowed = solver.tolerance * mass[i] * heat_[i] +
                             round_off * step * std::abs(coupling * temperature[i]);
      // Written so that a NaN is not good.
      good[l] = static_cast<std::uint8_t>(good[l] & (std::abs(residual_[i]) <= allowed ? 1 : 0));
    }
  }
  converged = good;
}

/// One Newton step. Unknown: the change of temperature t; that of enthalpy is heat * t.
template <int W>
void Column<W>::update(double step) {
  const auto rows = static_cast<std::size_t>(rows_);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t at = i * W;
    for (std::size_t l = 0; l < W; ++l) {
      double diagonal = mass[at + l] * heat_[at + l];
      double right = -residual_[at + l];
      if (i + 1 < rows) diagonal += step * outer_slope_[at + l];
      if (i == 0 && end[0].exposed[l] != 0) diagonal -= step * end[0].by_cell[l];
      if (i + 1 == rows && end[1].exposed[l] != 0) diagonal -= step * end[1].by_cell[l];
      if (i > 0) {
        const std::size_t up = at - W + l;
        // The row above reads pivot * t_up - step * inner_slope * t = shift.
        const double share = step * outer_slope_[up] * pivot_[up];
        diagonal += step * inner_slope_[up] - share * step * inner_slope_[up];
        right += share * shift_[up];
      }
      pivot_[at + l] = 1.0 / diagonal;
      shift_[at + l] = right;
    }
  }
  for (std::size_t i = rows; i-- > 0;) {
    const std::size_t at = i * W;
    for (std::size_t l = 0; l < W; ++l) {
      double right = shift_[at + l];
      if (i + 1 < rows) right += step * inner_slope_[at + l] * shift_[at + W + l];
      shift_[at + l] = right * pivot_[at + l];
    }
  }
}

/// Adds `length` times the step of temperature that update() has left in shift_ to the temperatures
/// of `origin_`, in lanes that have not converged. Where the cell stays within its phase the slope
/// of h(T) at the origin will do, else the table says.
template <int W>
void Column<W>::move(double length) {
  for (int i = 0; i < rows_; ++i) {
    const materials::Material& material = row[static_cast<std::size_t>(i)].table->material();
    const std::size_t at = static_cast<std::size_t>(i) * W;
    for (std::size_t l = 0; l < W; ++l) {
      if (converged[l] != 0) continue;
      enthalpy[at + l] = material.enthalpy(origin_[at + l] + length * shift_[at + l]);
    }
  }
}

/// Residual times step: the slope, along the step, of the convex function whose minimum is the
/// solution (were conductivities constant).
template <int W>
double Column<W>::slope_along() const {
  double sum = 0.0;
  for (std::size_t i = 0; i < residual_.size(); ++i) sum += residual_[i] * shift_[i];
  return sum;
}

template <int W>
void Column<W>::solve(double step, const Solver& solver, bool careful) {
  converged.fill(0);
  for (End<W>& face : end) {
    face.convected.fill(0.0);
    face.radiated.fill(0.0);
  }
  const auto evaluate = [&] {
    look_up();
    exchange(solver);
    find_residual(step, solver);
    return std::all_of(converged.begin(), converged.end(),
                       [](std::uint8_t one) { return one != 0; });
  };
  bool done = evaluate();
  for (int iteration = 0; !done && iteration < solver.iterations; ++iteration) {
    update(step);
    if (!careful) {
      for (std::size_t c = 0; c < enthalpy.size(); c += W) {
        for (std::size_t l = 0; l < W; ++l) {
          if (converged[l] == 0) enthalpy[c + l] += heat_[c + l] * shift_[c + l];
        }
      }
      done = evaluate();
      continue;
    }
    origin_ = temperature;
    const double falls = slope_along();
    move(1.0);
    done = evaluate();
    double low = 0.0, high = 1.0, low_slope = falls, high_slope = slope_along();
    for (int cut = 0; !done && cut < 12 && high_slope > 0.1 * std::abs(falls); ++cut) {
      // The minimum lies between: where the straight line through both slopes says, but inside.
      const double guess = low - low_slope * (high - low) / (high_slope - low_slope);
      const double length = std::clamp(guess, low + 0.1 * (high - low), high - 0.1 * (high - low));
      move(length);
      done = evaluate();
      const double slope = slope_along();
      if (slope > 0.0) {
        high = length, high_slope = slope;
      } else {
        low = length, low_slope = slope;
        if (std::abs(slope) <= 0.5 * std::abs(falls)) break;
      }
    }
  }
}

template class Column<1>;
template class Column<8>;

}  // namespace tektite::thermal
