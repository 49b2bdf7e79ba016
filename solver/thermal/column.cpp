#include "solver/thermal/column.hpp"

#include "solver/thermal/surface.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {
namespace {

/// What cancellation between large fluxes leaves of a residual, as a share of them.
constexpr double round_off = 2e-15;

template <int W>
[[gnu::always_inline]] inline void add_to(double* at, const Lanes<W>& what) {
  (Lanes<W>::load(at) + what).store(at);
}

}  // namespace

template <int W>
void Column<W>::resize(int rows) {
  rows_ = rows;
  const auto count = static_cast<std::size_t>(rows);
  row.resize(count);
  link.resize(count > 0 ? count - 1 : 0);
  for (auto* values : {&mass, &start, &source, &enthalpy, &temperature, &conductivity, &net, &along,
                       &along_slope, &along_at, &heat_, &conductivity_slope_, &outer_slope_,
                       &inner_slope_, &residual_, &pivot_, &shift_, &origin_}) {
    values->resize(count * W);
  }
}

/// Look-ups of all cells, fluxes through all faces between them, and their slopes by the
/// temperatures of the cells on either side.
template <int W>
void Column<W>::exchange() {
  using L = Lanes<W>;
  L T_above = L::all(0.0), k_above = L::all(0.0), dk_above = L::all(0.0), from_above = L::all(0.0);
  for (std::size_t i = 0; i < static_cast<std::size_t>(rows_); ++i) {
    const std::size_t at = i * W;
    const CaloricLanes<W> here = row[i].table->template look_up<W>(&enthalpy[at]);
    here.temperature.store(&temperature[at]);
    here.heat.store(&heat_[at]);
    here.conductivity.store(&conductivity[at]);
    here.conductivity_slope.store(&conductivity_slope_[at]);
    L flux = L::all(0.0);
    if (i > 0) {
      const std::size_t up = at - W;
      const Link& between = link[i - 1];
      const double reach_a = row[i - 1].reach_in, reach_b = row[i].reach_out;
      if (!between.is_open) {  // two half cells in series
        const L inverse = 1.0 / (reach_a * here.conductivity + reach_b * k_above);
        const L share_a = here.conductivity * inverse, share_b = k_above * inverse;
        const L conductance = k_above * share_a;
        const L drop = T_above - here.temperature;
        flux = conductance * drop;
        (conductance + drop * reach_a * share_a * share_a * dk_above).store(&outer_slope_[up]);
        (conductance - drop * reach_b * share_b * share_b * here.conductivity_slope)
            .store(&inner_slope_[up]);
      } else {
        const double area = between.area;
        const GapHeat<W> gap = heat_gap<W>(*row[i - 1].table, *row[i].table, T_above,
                                           here.temperature, k_above / (reach_a * area),
                                           here.conductivity / (reach_b * area), between.shields);
        flux = area * gap.flux;
        (area * gap.by_outer).store(&outer_slope_[up]);
        ((0.0 - area) * gap.by_inner).store(&inner_slope_[up]);
      }
      (from_above - flux).store(&net[up]);
    }
    T_above = here.temperature, k_above = here.conductivity, dk_above = here.conductivity_slope;
    from_above = flux;
  }
  const std::size_t last = static_cast<std::size_t>(rows_ - 1) * W;
  from_above.store(&net[last]);
  L::all(0.0).store(&outer_slope_[last]);  // nothing lies below
  for (std::size_t side = 0; side < 2; ++side) {
    if (std::any_of(end[side].exposed.begin(), end[side].exposed.end(),
                    [](std::uint8_t one) { return one != 0; })) {
      exchange_end(side);
    }
  }
}

/// In lanes that have converged the values stand: nothing they depend on has changed.
template <int W>
void Column<W>::exchange_end(std::size_t side) {
  using L = Lanes<W>;
  End<W>& face = end[side];
  const std::size_t i = side == 0 ? 0 : static_cast<std::size_t>(rows_ - 1);
  const std::size_t at = i * W;
  const double reach = (side == 0 ? row[i].reach_out : row[i].reach_in) * face.area;
  const Mask<W> exposed = Mask<W>::load(face.exposed.data());
  const Mask<W> open = exposed & ~Mask<W>::load(converged.data());
  const auto keep = [&](std::array<double, W>& values, const L& found, const Mask<W>& where) {
    select(where, found, L::load(values.data())).store(values.data());
  };
  if (any(open)) {
    const L T = L::load(&temperature[at]);
    const Exposure<W> air{L::load(face.film.data()), L::load(face.recovery.data()),
                          L::load(face.extra.data()), L::load(face.sky.data())};
    const FaceHeat<W> heat = heat_face<W>(air, L::load(&conductivity[at]) / reach, T,
                                          L::load(face.wall.data()), *row[i].table);
    const L slope = heat.by_cell + heat.by_conductance * L::load(&conductivity_slope_[at]) / reach;
    keep(face.wall, heat.wall, open);
    keep(face.convected, face.area * heat.convected, open);
    keep(face.radiated, face.area * heat.radiated, open);
    keep(face.by_cell, face.area * slope, open);
    keep(face.wall_by_cell, heat.wall_by_cell, open);
  }
  const L into = L::load(face.convected.data()) + face.area * L::load(face.extra.data()) -
                 L::load(face.radiated.data());
  add_to<W>(&net[at], select(exposed, into, L::all(0.0)));
}

/// What a residual must fall below: the tolerance, or what cancellation between large fluxes
/// leaves. A NaN does not.
template <int W>
void Column<W>::find_residual(double step, const Solver& solver) {
  using L = Lanes<W>;
  Mask<W> fine = L::all(0.0) <= 0.0;
  for (std::size_t c = 0; c < static_cast<std::size_t>(rows_) * W; c += W) {
    const L m = L::load(&mass[c]), T = L::load(&temperature[c]);
    L into = L::load(&net[c]);
    L coupling =
        absolute(L::load(&outer_slope_[c])) + absolute(L::load(&inner_slope_[c > 0 ? c - W : 0]));
    if (has_along) {
      const L slope = L::load(&along_slope[c]);
      L heat = L::load(&along[c]);
      if (along_moves) heat = heat - slope * (T - L::load(&along_at[c]));
      into = into + heat;
      coupling = coupling + slope;
    }
    const L residual =
        m * (L::load(&enthalpy[c]) - L::load(&start[c])) - step * into - L::load(&source[c]);
    residual.store(&residual_[c]);
    const L allowed =
        solver.tolerance * m * L::load(&heat_[c]) + round_off * step * coupling * absolute(T);
    fine = fine & (absolute(residual) <= allowed);
  }
  fine.store(converged.data());
}

/// One Newton step. Unknown: the change of temperature t; that of enthalpy is heat * t.
template <int W>
void Column<W>::update(double step) {
  using L = Lanes<W>;
  const auto rows = static_cast<std::size_t>(rows_);
  L pivot_up = L::all(0.0), shift_up = L::all(0.0), outer_up = L::all(0.0), inner_up = L::all(0.0);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t at = i * W;
    const L outer = L::load(&outer_slope_[at]);
    L slopes = outer;
    if (has_along) slopes = slopes + L::load(&along_slope[at]);
    for (std::size_t side = 0; side < 2; ++side) {
      if (i != (side == 0 ? 0 : rows - 1)) continue;
      slopes = slopes - select(Mask<W>::load(end[side].exposed.data()),
                               L::load(end[side].by_cell.data()), L::all(0.0));
    }
    // The row above reads t_up / pivot_up - step * inner_up * t = shift_up.
    const L share = step * outer_up * pivot_up;
    const L coupling = step * inner_up;
    const L diagonal =
        L::load(&mass[at]) * L::load(&heat_[at]) + step * slopes + (coupling - share * coupling);
    shift_up = share * shift_up - L::load(&residual_[at]);
    pivot_up = 1.0 / diagonal;
    pivot_up.store(&pivot_[at]);
    shift_up.store(&shift_[at]);
    outer_up = outer, inner_up = L::load(&inner_slope_[at]);
  }
  L below = L::all(0.0);
  for (std::size_t i = rows; i-- > 0;) {
    const std::size_t at = i * W;
    L right = L::load(&shift_[at]);
    if (i + 1 < rows) right = right + step * L::load(&inner_slope_[at]) * below;
    below = right * L::load(&pivot_[at]);
    below.store(&shift_[at]);
  }
}

template <int W>
void Column<W>::improve(double step) {
  using L = Lanes<W>;
  update(step);
  const Mask<W> open = ~Mask<W>::load(converged.data());
  for (std::size_t c = 0; c < static_cast<std::size_t>(rows_) * W; c += W) {
    const L h = L::load(&enthalpy[c]);
    select(open, h + L::load(&heat_[c]) * L::load(&shift_[c]), h).store(&enthalpy[c]);
  }
  for (std::size_t side = 0; side < 2; ++side) {  // the faces follow: a good first guess
    End<W>& face = end[side];
    const std::size_t at = side == 0 ? 0 : static_cast<std::size_t>(rows_ - 1) * W;
    const Mask<W> moves = open & Mask<W>::load(face.exposed.data());
    const L wall = L::load(face.wall.data());
    select(moves, wall + L::load(face.wall_by_cell.data()) * L::load(&shift_[at]), wall)
        .store(face.wall.data());
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
void Column<W>::begin() {
  converged.fill(0);
  for (End<W>& face : end) {
    face.convected.fill(0.0);
    face.radiated.fill(0.0);
  }
}

template <int W>
void Column<W>::look_up() {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const CaloricLanes<W> found = row[i].table->template look_up<W>(&enthalpy[i * W]);
    found.temperature.store(&temperature[i * W]);
    found.conductivity.store(&conductivity[i * W]);
  }
}

template <int W>
bool Column<W>::evaluate(double step, const Solver& solver) {
  exchange();
  find_residual(step, solver);
  return std::all_of(converged.begin(), converged.end(), [](std::uint8_t one) { return one != 0; });
}

template <int W>
void Column<W>::solve(double step, const Solver& solver, bool careful) {
  begin();
  bool done = evaluate(step, solver);
  for (int iteration = 0; !done && iteration < solver.iterations; ++iteration) {
    if (!careful) {
      improve(step);
      done = evaluate(step, solver);
      continue;
    }
    update(step);
    origin_ = temperature;
    const double falls = slope_along();
    move(1.0);
    done = evaluate(step, solver);
    double low = 0.0, high = 1.0, low_slope = falls, high_slope = slope_along();
    for (int cut = 0; !done && cut < 12 && high_slope > 0.1 * std::abs(falls); ++cut) {
      // The minimum lies between: where the straight line through both slopes says, but inside.
      const double guess = low - low_slope * (high - low) / (high_slope - low_slope);
      const double length = std::clamp(guess, low + 0.1 * (high - low), high - 0.1 * (high - low));
      move(length);
      done = evaluate(step, solver);
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
