#include "solver/thermal/column.hpp"

#include "solver/thermal/surface.hpp"

#include <algorithm>
#include <cmath>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace tektite::thermal {
namespace {

// The arithmetic of W lanes. Written for the compiler to turn into vector instructions; wider ones,
// where the processor has them, give the same bits, as nothing is contracted.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__) && \
    !defined(__SANITIZE_ADDRESS__)
#define TEKTITE_THERMAL_CLONES [[gnu::target_clones("avx2", "default")]]
#else
#define TEKTITE_THERMAL_CLONES
#endif

#ifdef __SSE2__
/// CaloricTable's look-up for two lanes at once: the numbers of both pieces are loaded in pairs and
/// turned, the arithmetic is the same.
inline void look_up_pair(const CaloricTable& table, const double* h, double* T, double* c,
                         double* k, double* dk) {
  const double* one = &table.piece_of(h[0]).enthalpy;
  const double* two = &table.piece_of(h[1]).enthalpy;
  const __m128d place_one = _mm_loadu_pd(one), place_two = _mm_loadu_pd(two);
  const __m128d heat_one = _mm_loadu_pd(one + 2), heat_two = _mm_loadu_pd(two + 2);
  const __m128d k_one = _mm_loadu_pd(one + 4), k_two = _mm_loadu_pd(two + 4);
  const __m128d heat = _mm_unpacklo_pd(heat_one, heat_two);
  const __m128d slope = _mm_unpackhi_pd(k_one, k_two);
  const __m128d rise = _mm_sub_pd(_mm_loadu_pd(h), _mm_unpacklo_pd(place_one, place_two));
  const __m128d root = _mm_sqrt_pd(
      _mm_add_pd(_mm_mul_pd(heat, heat), _mm_mul_pd(_mm_unpackhi_pd(heat_one, heat_two), rise)));
  const __m128d warmer = _mm_div_pd(_mm_mul_pd(_mm_set1_pd(2.0), rise), _mm_add_pd(heat, root));
  _mm_storeu_pd(T, _mm_add_pd(_mm_unpackhi_pd(place_one, place_two), warmer));
  _mm_storeu_pd(c, root);
  _mm_storeu_pd(k, _mm_add_pd(_mm_unpacklo_pd(k_one, k_two), _mm_mul_pd(slope, warmer)));
  _mm_storeu_pd(dk, slope);
}
#endif

/// Arrays of the kernels: rows start where the pointers do.
struct Contact {
  double reach_a, reach_b;
  const double *T, *k, *dk;  ///< of rows a (at 0) and b (at W)
  double *into, *by_a, *by_b;
};
struct Balance {
  double step, tolerance;
  const double *m, *h, *start, *net, *source, *c, *T, *by_a, *by_b;
  double *residual, *excess;
};
struct Elimination {
  double step_up, step;
  const double *m, *c, *residual, *ends, *outer_up, *inner_up, *outer;
  const double *pivot_up, *shift_up;  ///< of the row above; the first row's own
  double *pivot, *shift;
};

/// Two half cells in series: G = 1 / (reach_a / k_a + reach_b / k_b).
template <int W>
[[gnu::always_inline]] inline void conduct(const Contact& on) {
  const double reach_a = on.reach_a, reach_b = on.reach_b;
  const double* __restrict T = on.T, * __restrict k = on.k, * __restrict dk = on.dk;
  double* __restrict into = on.into, * __restrict by_a = on.by_a, * __restrict by_b = on.by_b;
  for (int l = 0; l < W; ++l) {
    const double ka = k[l], kb = k[W + l];
    const double inverse = 1.0 / (reach_a * kb + reach_b * ka);
    const double share_a = kb * inverse, share_b = ka * inverse;
    const double conductance = ka * share_a;
    const double drop = T[l] - T[W + l];
    const double flux = conductance * drop;
    by_a[l] = conductance + drop * reach_a * share_a * share_a * dk[l];
    by_b[l] = conductance - drop * reach_b * share_b * share_b * dk[W + l];
    into[l] -= flux;
    into[W + l] += flux;
  }
}

/// Residual of a row, and by how much it exceeds the tolerance or what cancellation between large
/// fluxes leaves; a NaN exceeds.
template <int W>
[[gnu::always_inline]] inline void balance(const Balance& on) {
  constexpr double round_off = 2e-15;
  const double step = on.step, tolerance = on.tolerance;
  const double* __restrict m = on.m, * __restrict h = on.h, * __restrict start = on.start;
  const double* __restrict net = on.net, * __restrict source = on.source, * __restrict c = on.c;
  const double* __restrict T = on.T, *by_a = on.by_a, *by_b = on.by_b;
  double* __restrict residual = on.residual, * __restrict excess = on.excess;
  for (int l = 0; l < W; ++l) {
    residual[l] = m[l] * (h[l] - start[l]) - step * net[l] - source[l];
    const double coupling = std::abs(by_a[l]) + std::abs(by_b[l]);
    const double allowed = tolerance * m[l] * c[l] + round_off * step * coupling * std::abs(T[l]);
    const double over = std::abs(residual[l]) - allowed;
    excess[l] = over <= excess[l] ? excess[l] : over;
  }
}

/// Eliminates a row's upper neighbour from the tridiagonal system; the row above reads
/// t_up / pivot - step * inner_slope * t = shift.
template <int W>
[[gnu::always_inline]] inline void eliminate(const Elimination& on) {
  const double step_up = on.step_up, step = on.step;
  const double* __restrict m = on.m, * __restrict c = on.c, * __restrict residual = on.residual;
  const double* __restrict ends = on.ends, *outer_up = on.outer_up, *inner_up = on.inner_up;
  const double *outer = on.outer, *pivot_up = on.pivot_up, *shift_up = on.shift_up;
  double *pivot = on.pivot, *shift = on.shift;
  for (int l = 0; l < W; ++l) {
    const double share = step_up * outer_up[l] * pivot_up[l];
    const double coupling = step_up * inner_up[l];
    const double diagonal =
        m[l] * c[l] + step * (outer[l] + ends[l]) + (coupling - share * coupling);
    const double right = share * shift_up[l] - residual[l];
    pivot[l] = 1.0 / diagonal;
    shift[l] = right;
  }
}

TEKTITE_THERMAL_CLONES void conduct_8(const Contact& on) {
  conduct<8>(on);
}
TEKTITE_THERMAL_CLONES void balance_8(const Balance& on) {
  balance<8>(on);
}
TEKTITE_THERMAL_CLONES void eliminate_8(const Elimination& on) {
  eliminate<8>(on);
}

// The kernel of one lane, or the one of eight.
template <int W>
void run(const Contact& on) {
  if constexpr (W == 8) {
    conduct_8(on);
  } else {
    conduct<W>(on);
  }
}
template <int W>
void run(const Balance& on) {
  if constexpr (W == 8) {
    balance_8(on);
  } else {
    balance<W>(on);
  }
}
template <int W>
void run(const Elimination& on) {
  if constexpr (W == 8) {
    eliminate_8(on);
  } else {
    eliminate<W>(on);
  }
}

}  // namespace

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
#ifdef __SSE2__
    if constexpr (W % 2 == 0) {
      for (std::size_t pair = at; pair < at + W; pair += 2) {
        look_up_pair(table, &enthalpy[pair], &temperature[pair], &heat_[pair], &conductivity[pair],
                     &conductivity_slope_[pair]);
      }
      continue;
    }
#endif
    for (std::size_t j = at; j < at + W; ++j) {
      const Caloric found = table(enthalpy[j]);
      temperature[j] = found.temperature;
      heat_[j] = found.heat;
      conductivity[j] = found.conductivity;
      conductivity_slope_[j] = found.conductivity_slope;
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
      run<W>(Contact{above.reach_in, below.reach_out, T + a, k + a, dk + a, into + a,
                     &outer_slope_[a], &inner_slope_[a]});
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
        face.burned[l] = face.area * heat.burned;
        face.by_cell[l] = face.area * (heat.by_cell + heat.by_conductance * dk[at + l] / reach);
      }
      into[at + l] += face.convected[l] + face.burned[l] - face.radiated[l];
    }
  }
}

/// What a residual must fall below: the tolerance, or what cancellation between large fluxes
/// leaves.
template <int W>
void Column<W>::find_residual(double step, const Solver& solver) {
  std::array<double, W> excess;  // of the residual over what is allowed, the largest
  excess.fill(-1.0);
  for (std::size_t c = 0; c < static_cast<std::size_t>(rows_) * W; c += W) {
    run<W>(Balance{step, solver.tolerance, &mass[c], &enthalpy[c], &start[c], &net[c], &source[c],
                   &heat_[c], &temperature[c], &outer_slope_[c], &inner_slope_[c > 0 ? c - W : 0],
                   &residual_[c], excess.data()});
  }
  for (std::size_t l = 0; l < W; ++l) converged[l] = excess[l] <= 0.0 ? 1 : 0;
}

/// One Newton step. Unknown: the change of temperature t; that of enthalpy is heat * t.
template <int W>
void Column<W>::update(double step) {
  const auto rows = static_cast<std::size_t>(rows_);
  std::fill_n(pivot_.begin(), W, 0.0);  // the first row takes itself for the row above, times zero
  std::fill_n(shift_.begin(), W, 0.0);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t at = i * W;
    std::array<double, W> ends{};
    for (std::size_t l = 0; l < W; ++l) {
      if (i == 0 && end[0].exposed[l] != 0) ends[l] -= end[0].by_cell[l];
      if (i + 1 == rows && end[1].exposed[l] != 0) ends[l] -= end[1].by_cell[l];
    }
    const std::size_t up = i > 0 ? at - W : at;
    run<W>(Elimination{i > 0 ? step : 0.0, step, &mass[at], &heat_[at], &residual_[at], ends.data(),
                       &outer_slope_[up], &inner_slope_[up], &outer_slope_[at], &pivot_[up],
                       &shift_[up], &pivot_[at], &shift_[at]});
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
    face.burned.fill(0.0);
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
