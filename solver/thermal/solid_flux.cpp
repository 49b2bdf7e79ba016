#include "solver/thermal/solid_flux.hpp"

#include "solver/base/error.hpp"
#include "solver/thermal/surface.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {

void BareFaces::resize(std::size_t count) {
  cell.resize(count);
  kind.resize(count);
  load.resize(count);
  offset.resize(count);
  normal.resize(count);
  for (auto* values : {&area, &distance, &reach, &wall, &entered, &radiated, &by_cell, &rise,
                       &share, &cell_then}) {
    values->resize(count);
  }
}

Fluxes::Fluxes(const Domain& domain, std::span<const BorderKind> border, double environment)
    : domain_(&domain), border_(border.begin(), border.end()), environment_(environment) {
  expect(border_.size() == domain.outer.cell.size(), "a border's kind for each outer face");
  const auto local = static_cast<std::size_t>(domain.local);
  for (auto* values : {&temperature, &heat, &conductivity, &net, &diagonal}) values->resize(local);
  const std::size_t faces = domain.inner.a.size();
  coupling.resize(faces);
  kept_place_.assign(faces, -1);
  if (domain.is_skewed) {
    gradient_.resize(local);
    for (std::size_t f = 0; f < faces; ++f) {
      if (domain.inner.kind[f] == FaceKind::inside) continue;
      kept_place_[f] = static_cast<std::int32_t>(kept_.size());
      kept_.emplace_back();
    }
  }
}

void Fluxes::refresh(std::span<const double> mass, const Inheritance& left) {
  const Domain& domain = *domain_;
  std::vector<std::uint8_t> now(mass.size());
  for (std::size_t c = 0; c < mass.size(); ++c) now[c] = mass[c] > 0.0 ? 1 : 0;
  if (now == present_) return;
  present_ = std::move(now);
  is_open_.resize(domain.inner.a.size());
  for (std::size_t f = 0; f < is_open_.size(); ++f) {
    const auto a = static_cast<std::size_t>(domain.inner.a[f]);
    const auto b = static_cast<std::size_t>(domain.inner.b[f]);
    is_open_[f] = present_[a] != 0 && present_[b] != 0 ? 1 : 0;
    if (is_open_[f] == 0) coupling[f] = 0.0;
  }
  list_bare(left);
  if (domain.is_skewed) prepare_gradients();
}

/// Outer faces first, then what has been uncovered, each in the domain's order.
void Fluxes::list_bare(const Inheritance& left) {
  const Domain& domain = *domain_;
  const auto owned = static_cast<std::size_t>(domain.owned);
  bare.resize(0);
  const auto add = [&](std::size_t cell, BorderKind kind, std::int32_t place, double seen,
                       double area, double reach, const Point& offset, const Point& normal) {
    bare.cell.push_back(static_cast<std::int32_t>(cell));
    bare.kind.push_back(kind);
    bare.load.push_back(place);
    bare.area.push_back(seen);
    bare.distance.push_back(reach * area);
    bare.reach.push_back(reach);
    bare.offset.push_back(offset);
    bare.normal.push_back(normal);
  };
  const Domain::Outer& outer = domain.outer;
  for (std::size_t f = 0; f < outer.cell.size(); ++f) {
    const auto cell = static_cast<std::size_t>(outer.cell[f]);
    if (present_[cell] == 0) continue;
    add(cell, border_[f], static_cast<std::int32_t>(f), outer.area[f], outer.area[f],
        outer.reach[f], outer.offset[f], outer.normal[f]);
  }
  const Domain::Inner& inner = domain.inner;
  for (std::size_t f = 0; f < inner.a.size(); ++f) {
    const auto a = static_cast<std::size_t>(inner.a[f]);
    const auto b = static_cast<std::size_t>(inner.b[f]);
    if (is_open_[f] != 0 || (present_[a] == 0 && present_[b] == 0)) continue;
    const bool is_a = present_[a] != 0;
    const std::size_t cell = is_a ? a : b;
    if (cell >= owned) continue;
    const Point normal = is_a ? inner.normal[f] : -inner.normal[f];
    std::int32_t place = -1;
    double seen = 1e-6;  // a face at right angles to all loads meets none
    for (const auto& loads : left.load) {
      const std::int32_t one = loads[is_a ? b : a];
      if (one < 0) continue;
      const double cosine = dot(normal, left.direction[static_cast<std::size_t>(one)]);
      if (cosine > seen) seen = cosine, place = one;
    }
    const bool is_met = place >= 0;
    add(cell, is_met ? BorderKind::exposed : BorderKind::insulated, is_met ? place : 0,
        is_met ? inner.area[f] * seen : inner.area[f], inner.area[f],
        is_a ? inner.reach_a[f] : inner.reach_b[f], is_a ? inner.offset_a[f] : inner.offset_b[f],
        normal);
  }
  bare.resize(bare.cell.size());
}

void Fluxes::look_up(std::span<const double> enthalpy, std::size_t from, std::size_t to) {
  const Domain& domain = *domain_;
  for (std::size_t c = from; c < to; ++c) {
    const Caloric found = domain.table(c)(enthalpy[c]);
    temperature[c] = found.temperature;
    heat[c] = found.heat;
    conductivity[c] = found.conductivity;
  }
}

void Fluxes::forget() {
  std::fill(gradient_.begin(), gradient_.end(), Point{});
  std::fill(kept_.begin(), kept_.end(), Kept{});
  std::fill(bare.wall.begin(), bare.wall.end(), -1.0);
  std::fill(bare.rise.begin(), bare.rise.end(), 0.0);
  std::fill(bare.share.begin(), bare.share.end(), 0.0);
  std::fill(bare.cell_then.begin(), bare.cell_then.end(), 0.0);
}

/// Two half cells in series; what is kept open only.
template <bool Skewed>
void Fluxes::cross_inner() {
  const Domain::Inner& inner = domain_->inner;
  const std::size_t faces = inner.a.size();
  for (std::size_t f = 0; f < faces; ++f) {
    if (is_open_[f] == 0) continue;
    const FaceKind kind = inner.kind[f];
    if (kind == FaceKind::gap) {
      cross_gap(f);
      continue;
    }
    const auto a = static_cast<std::size_t>(inner.a[f]);
    const auto b = static_cast<std::size_t>(inner.b[f]);
    const double ka = conductivity[a], kb = conductivity[b];
    double resistance = inner.reach_a[f] * kb + inner.reach_b[f] * ka;
    if (kind == FaceKind::touching) resistance += inner.extra[f] * ka * kb;
    const double conductance = ka * (kb / resistance);
    double drop = temperature[a] - temperature[b];
    if constexpr (Skewed) {
      drop += dot(inner.offset_a[f], gradient_[a]) - dot(inner.offset_b[f], gradient_[b]);
    }
    const double flux = conductance * drop;
    net[a] -= flux;
    net[b] += flux;
    diagonal[a] += conductance;
    diagonal[b] += conductance;
    coupling[f] = conductance;
    if constexpr (Skewed) {
      if (kind == FaceKind::touching) keep_for_gradient(f, flux, conductance, conductance);
    }
  }
}

void Fluxes::cross_gap(std::size_t face) {
  const Domain::Inner& inner = domain_->inner;
  const auto a = static_cast<std::size_t>(inner.a[face]);
  const auto b = static_cast<std::size_t>(inner.b[face]);
  const double area = inner.area[face];
  double warm_a = temperature[a], warm_b = temperature[b];
  if (domain_->is_skewed) {
    warm_a += dot(inner.offset_a[face], gradient_[a]);
    warm_b += dot(inner.offset_b[face], gradient_[b]);
  }
  const GapHeat<1> gap =
      heat_gap<1>(domain_->table(a), domain_->table(b), {warm_a}, {warm_b},
                  {conductivity[a] / (inner.reach_a[face] * area)},
                  {conductivity[b] / (inner.reach_b[face] * area)}, inner.extra[face]);
  const double flux = area * gap.flux.v;
  net[a] -= flux;
  net[b] += flux;
  // The matrix is symmetric: the stiffer of both slopes stands for both.
  const double slope = area * std::max(gap.by_outer.v, -gap.by_inner.v);
  diagonal[a] += slope;
  diagonal[b] += slope;
  coupling[face] = slope;
  if (domain_->is_skewed) {
    keep_for_gradient(face, flux, area * gap.by_outer.v, -area * gap.by_inner.v);
  }
}

/// The gradient of a cell beside a face that is not inside needs the temperature of its own side of
/// the face: it falls from the foot by flux * reach / conductivity.
void Fluxes::keep_for_gradient(std::size_t face, double flux, double by_a, double by_b) {
  const Domain::Inner& inner = domain_->inner;
  Kept& kept = kept_[static_cast<std::size_t>(kept_place_[face])];
  const auto a = static_cast<std::size_t>(inner.a[face]);
  const auto b = static_cast<std::size_t>(inner.b[face]);
  const double resist_a = inner.reach_a[face] / conductivity[a];
  const double resist_b = inner.reach_b[face] / conductivity[b];
  kept.share[0] = by_a * resist_a;
  kept.other[0] = by_b * resist_a;
  kept.share[1] = by_b * resist_b;
  kept.other[1] = by_a * resist_b;
  kept.rise[0] = -flux * resist_a + kept.share[0] * dot(inner.offset_a[face], gradient_[a]);
  kept.rise[1] = flux * resist_b + kept.share[1] * dot(inner.offset_b[face], gradient_[b]);
  kept.then[0] = temperature[a];
  kept.then[1] = temperature[b];
}

template <bool Skewed>
void Fluxes::cross_bare(const OuterLoads& loads) {
  for (std::size_t f = 0; f < bare.size(); ++f) {
    const auto cell = static_cast<std::size_t>(bare.cell[f]);
    const auto load = static_cast<std::size_t>(bare.load[f]);
    const double area = bare.area[f];
    const double conductance = conductivity[cell] / (bare.reach[f] * area);
    double foot = temperature[cell];
    double skew = 0.0;
    if constexpr (Skewed) {
      skew = dot(bare.offset[f], gradient_[cell]);
      foot += skew;
    }
    double entered = 0.0, radiated = 0.0, by_cell = 0.0;
    switch (bare.kind[f]) {
      case BorderKind::insulated:
        bare.wall[f] = foot;
        break;
      case BorderKind::held:
        bare.wall[f] = loads.temperature[load];
        entered = conductance * (bare.wall[f] - foot);
        by_cell = -conductance;
        break;
      case BorderKind::exposed: {
        const double given = loads.flux[load];
        const double guess = bare.wall[f] > 0.0 ? bare.wall[f] : foot;
        const double squared = environment_ * environment_;
        const FaceHeat<1> face = heat_face<1>(
            {{loads.film[load]}, {loads.recovery[load]}, {squared * squared}}, {conductance},
            {foot + given / conductance}, {guess}, domain_->table(cell));
        bare.wall[f] = face.wall.v;
        entered = face.convected.v + face.burned.v + given;
        radiated = face.radiated.v;
        by_cell = face.by_cell.v;
        break;
      }
    }
    bare.entered[f] = area * entered;
    bare.radiated[f] = area * radiated;
    bare.by_cell[f] = area * by_cell;
    net[cell] += area * (entered - radiated);
    diagonal[cell] -= area * by_cell;
    if constexpr (Skewed) {
      bare.share[f] = -by_cell / conductance;
      bare.rise[f] = (entered - radiated) / conductance + bare.share[f] * skew;
      bare.cell_then[f] = temperature[cell];
    }
  }
}

void Fluxes::evaluate(std::span<double> enthalpy, const OuterLoads& loads) {
  const Domain& domain = *domain_;
  const auto owned = static_cast<std::size_t>(domain.owned);
  domain.update_ghosts(enthalpy);
  look_up(enthalpy, 0, enthalpy.size());
  std::fill(net.begin(), net.end(), 0.0);
  std::fill(diagonal.begin(), diagonal.end(), 0.0);
  if (domain.is_skewed) {
    find_gradients();
    cross_inner<true>();
    cross_bare<true>(loads);
  } else {
    cross_inner<false>();
    cross_bare<false>(loads);
  }
  if (!loads.power.empty()) {
    for (std::size_t c = 0; c < owned; ++c) {
      if (present_[c] != 0) net[c] += loads.power[c];
    }
  }
}

}  // namespace tektite::thermal
