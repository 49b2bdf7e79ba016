#include "solver/thermal/lateral.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {
namespace {

/// A pair's edge is taken as square to the line of centroids below this offset / distance.
constexpr double negligible = 1e-9;

}  // namespace

struct Lateral::Fit {
  double xx = 0.0, xy = 0.0, yy = 0.0, x = 0.0, y = 0.0;
  /// Weighs an equation by the square of the inverse distance.
  void add(const Flat& step, double difference) {
    const double weight = 1.0 / (step.x * step.x + step.y * step.y);
    xx += weight * step.x * step.x;
    xy += weight * step.x * step.y;
    yy += weight * step.y * step.y;
    x += weight * step.x * difference;
    y += weight * step.y * difference;
  }
  [[nodiscard]] double determinant() const { return xx * yy - xy * xy; }
};

Lateral::Lateral(const Panels& panels) : panels_(&panels) {
  find_frames();
  find_neighbours();
  find_overlaps();
  for (const StackPlan& plan : panels.plans()) {
    thickness_.emplace_back();
    for (const vehicle::Cell& cell : plan.stack->cells) {
      thickness_.back().push_back(cell.thickness);
    }
  }
  gradient_x_.assign(panels.cells(), 0.0);
  gradient_y_.assign(panels.cells(), 0.0);
}

/// Axes of a panel's plane: along its first edge, and out across it.
void Lateral::find_frames() {
  const auto edges = panels_->mesh().panel_edges();
  tangent_.resize(panels_->local());
  border_.resize(panels_->local());
  for (std::size_t p = 0; p < panels_->local(); ++p) {
    const mesh::PanelEdge& base = edges[p][0];
    for (std::size_t s = 0; s < 3; ++s) {
      const mesh::PanelEdge& edge = edges[p][s];
      tangent_[p][s] = {dot(edge.tangent, base.tangent), dot(edge.tangent, base.outward)};
      // The mirror image of the centroid beyond the edge.
      const double twice = 2.0 * edge.distance;
      border_[p][s] = {twice * dot(edge.outward, base.tangent),
                       twice * dot(edge.outward, base.outward)};
    }
  }
}

void Lateral::find_neighbours() {
  const auto pairs = panels_->mesh().pairs();
  const auto edges = panels_->mesh().panel_edges();
  const auto slot_of = [&](std::int32_t panel, std::int32_t edge) {
    std::int32_t slot = 0;
    while (slot < 2 &&
           edges[static_cast<std::size_t>(panel)][static_cast<std::size_t>(slot)].edge != edge) {
      ++slot;
    }
    expect(edges[static_cast<std::size_t>(panel)][static_cast<std::size_t>(slot)].edge == edge,
           "a pair's edge is one of its panels' edges");
    return slot;
  };
  const std::size_t owned = panels_->owned();
  slots_.resize(pairs.size());
  conducts_.assign(pairs.size(), 0);
  simple_.assign(owned, 0);
  skewed_.assign(owned, 0);
  is_implicit_.assign(owned, 0);
  rate_.assign(panels_->local(), 0.0);
  std::vector<std::size_t> count(owned + 1, 0);
  bool skewed = false;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const mesh::Pair& pair = pairs[i];
    slots_[i] = {slot_of(pair.a, pair.edge), slot_of(pair.b, pair.edge)};
    const bool is_skewed = std::abs(pair.offset) > negligible * pair.distance;
    skewed = skewed || is_skewed;
    for (const std::int32_t panel : {pair.a, pair.b}) {
      const auto p = static_cast<std::size_t>(panel);
      if (p >= owned) continue;
      ++count[p + 1];
      if (is_skewed) skewed_[p] = 1;
    }
  }
  any_skewed_ = panels_->mesh().world().any(skewed);
  for (std::size_t p = 0; p < owned; ++p) count[p + 1] += count[p];
  first_neighbour_ = count;
  neighbours_.resize(count[owned]);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const mesh::Pair& pair = pairs[i];
    const auto insert = [&](std::int32_t panel, std::int32_t other, std::int32_t slot,
                            double along) {
      const auto p = static_cast<std::size_t>(panel);
      if (p >= owned) return;
      const auto s = static_cast<std::size_t>(slot);
      const Flat& t = tangent_[p][s];
      const double across = 0.5 * pair.distance / edges[p][s].distance;
      const Flat step{across * border_[p][s].x + along * t.x,
                      across * border_[p][s].y + along * t.y};
      neighbours_[count[p]++] = {static_cast<std::int32_t>(i), other, slot, step, {}};
    };
    insert(pair.a, pair.b, slots_[i][0], pair.offset);
    insert(pair.b, pair.a, slots_[i][1], -pair.offset);
  }
}

void Lateral::find_overlaps() {
  const auto& plans = panels_->plans();
  overlaps_.resize(plans.size() * plans.size());
  for (std::size_t a = 0; a < plans.size(); ++a) {
    for (std::size_t b = 0; b < plans.size(); ++b) {
      if (a == b) continue;
      auto& list = overlaps_[a * plans.size() + b];
      for (std::size_t i = 0; i < plans[a].depth.size(); ++i) {
        for (std::size_t j = 0; j < plans[b].depth.size(); ++j) {
          const double low = std::max(plans[a].depth[i], plans[b].depth[j]);
          const double high = std::min(plans[a].depth[i] + plans[a].stack->cells[i].thickness,
                                       plans[b].depth[j] + plans[b].stack->cells[j].thickness);
          if (high > low) {
            list.push_back(
                {static_cast<std::int32_t>(i), static_cast<std::int32_t>(j), high - low});
          }
        }
      }
    }
  }
}

void Lateral::refresh(const vehicle::State& state) {
  const auto pairs = panels_->mesh().pairs();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto a = static_cast<std::size_t>(pairs[i].a);
    const auto b = static_cast<std::size_t>(pairs[i].b);
    conducts_[i] = panels_->active[a] != 0 && panels_->active[b] != 0 &&
                           panels_->body[a] == panels_->body[b] &&
                           state.edge_holds[static_cast<std::size_t>(pairs[i].edge)] != 0
                       ? 1
                       : 0;
  }
  for (std::size_t p = 0; p < panels_->owned(); ++p) {
    if (panels_->active[p] == 0 || skewed_[p] == 0) continue;
    bool simple = panels_->whole[p] != 0;
    for (std::size_t n = first_neighbour_[p]; n < first_neighbour_[p + 1]; ++n) {
      if (conducts_[static_cast<std::size_t>(neighbours_[n].pair)] == 0) continue;
      const auto other = static_cast<std::size_t>(neighbours_[n].panel);
      simple = simple && panels_->whole[other] != 0 && panels_->stack(other) == panels_->stack(p);
    }
    simple_[p] = simple ? 1 : 0;
    if (simple) weigh(p);
  }
}

/// Weights of the differences to the neighbours in the gradient, the same for all cells.
void Lateral::weigh(std::size_t panel) {
  Fit fit;
  std::array<bool, 3> met{};
  for (std::size_t n = first_neighbour_[panel]; n < first_neighbour_[panel + 1]; ++n) {
    const Neighbour& neighbour = neighbours_[n];
    if (conducts_[static_cast<std::size_t>(neighbour.pair)] == 0) continue;
    fit.add(neighbour.step, 0.0);
    met[static_cast<std::size_t>(neighbour.slot)] = true;
  }
  for (std::size_t s = 0; s < 3; ++s) {
    if (!met[s]) fit.add(border_[panel][s], 0.0);
  }
  const double inverse = 1.0 / fit.determinant();
  for (std::size_t n = first_neighbour_[panel]; n < first_neighbour_[panel + 1]; ++n) {
    Neighbour& neighbour = neighbours_[n];
    const Flat& d = neighbour.step;
    const double scale = inverse / (d.x * d.x + d.y * d.y);
    const bool conducts = conducts_[static_cast<std::size_t>(neighbour.pair)] != 0;
    neighbour.weight = {conducts ? scale * (fit.yy * d.x - fit.xy * d.y) : 0.0,
                        conducts ? scale * (fit.xx * d.y - fit.xy * d.x) : 0.0};
  }
}

/// Temperature that a neighbour has beside a cell; false if it has nothing there.
bool Lateral::see(std::size_t panel, std::size_t cell, const Neighbour& neighbour,
                  double& temperature) const {
  const auto other = static_cast<std::size_t>(neighbour.panel);
  const std::size_t base = panels_->offset(other);
  if (panels_->stack(panel) == panels_->stack(other)) {
    temperature = panels_->temperature[base + cell];
    return panels_->share[base + cell] > 0.0;
  }
  double sum = 0.0, thickness = 0.0;
  for (const Overlap& overlap : overlaps(panels_->stack(panel), panels_->stack(other))) {
    if (static_cast<std::size_t>(overlap.a) != cell) continue;
    const std::size_t there = base + static_cast<std::size_t>(overlap.b);
    if (!(panels_->share[there] > 0.0)) continue;
    sum += overlap.thickness * panels_->temperature[there];
    thickness += overlap.thickness;
  }
  if (thickness > 0.0) temperature = sum / thickness;
  return thickness > 0.0;
}

void Lateral::fit_cell(std::size_t panel, std::size_t cell) {
  const std::size_t here = panels_->offset(panel) + cell;
  Fit fit;
  std::array<bool, 3> met{};
  for (std::size_t n = first_neighbour_[panel]; n < first_neighbour_[panel + 1]; ++n) {
    const Neighbour& neighbour = neighbours_[n];
    double temperature = 0.0;
    if (conducts_[static_cast<std::size_t>(neighbour.pair)] == 0) continue;
    if (!see(panel, cell, neighbour, temperature)) continue;
    fit.add(neighbour.step, temperature - panels_->temperature[here]);
    met[static_cast<std::size_t>(neighbour.slot)] = true;
  }
  for (std::size_t s = 0; s < 3; ++s) {
    if (!met[s]) fit.add(border_[panel][s], 0.0);
  }
  const double inverse = 1.0 / fit.determinant();
  gradient_x_[here] = inverse * (fit.yy * fit.x - fit.xy * fit.y);
  gradient_y_[here] = inverse * (fit.xx * fit.y - fit.xy * fit.x);
}

void Lateral::find_gradient(std::size_t panel) {
  const std::size_t base = panels_->offset(panel);
  const std::size_t cells = panels_->offset(panel + 1) - base;
  if (simple_[panel] == 0) {
    for (std::size_t c = 0; c < cells; ++c) {
      if (panels_->share[base + c] > 0.0) fit_cell(panel, c);
    }
    return;
  }
  double* __restrict gx = gradient_x_.data() + base;
  double* __restrict gy = gradient_y_.data() + base;
  const double* __restrict here = panels_->temperature.data() + base;
  std::fill(gx, gx + cells, 0.0);
  std::fill(gy, gy + cells, 0.0);
  for (std::size_t n = first_neighbour_[panel]; n < first_neighbour_[panel + 1]; ++n) {
    const Neighbour& neighbour = neighbours_[n];
    if (conducts_[static_cast<std::size_t>(neighbour.pair)] == 0) continue;
    const double* __restrict there =
        panels_->temperature.data() + panels_->offset(static_cast<std::size_t>(neighbour.panel));
    const Flat weight = neighbour.weight;
    for (std::size_t c = 0; c < cells; ++c) {
      const double difference = there[c] - here[c];
      gx[c] += weight.x * difference;
      gy[c] += weight.y * difference;
    }
  }
}

void Lateral::find_rates() {
  const auto pairs = panels_->mesh().pairs();
  const auto areas = panels_->mesh().area();
  rate_.assign(panels_->local(), 0.0);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (conducts_[i] == 0) continue;
    const mesh::Pair& pair = pairs[i];
    const auto a = static_cast<std::size_t>(pair.a);
    const auto b = static_cast<std::size_t>(pair.b);
    const bool alike = panels_->stack(a) == panels_->stack(b);
    const double of_a = panels_->diffusivity[a], of_b = panels_->diffusivity[b];
    // Half a step through each panel in series: k <= k_a / share of a.
    const double bound_a = alike ? std::max(of_a, of_b) : of_a / pair.share;
    const double bound_b = alike ? std::max(of_a, of_b) : of_b / (1.0 - pair.share);
    const double form = pair.length / pair.distance;
    rate_[a] += form * bound_a / areas[a];
    rate_[b] += form * bound_b / areas[b];
  }
  panels_->mesh().update_ghosts(std::span<double>(rate_));  // some of a ghost's pairs are elsewhere
}

double Lateral::fastest() const {
  double largest = 0.0;
  for (std::size_t p = 0; p < panels_->owned(); ++p) largest = std::max(largest, rate_[p]);
  return largest;
}

double Lateral::tied() const {
  const auto pairs = panels_->mesh().pairs();
  double largest = 0.0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (conducts_[i] == 0) continue;
    const auto a = static_cast<std::size_t>(pairs[i].a);
    const auto b = static_cast<std::size_t>(pairs[i].b);
    if (panels_->charring[a] == 0 && panels_->charring[b] == 0) continue;
    largest = std::max({largest, rate_[a], rate_[b]});
  }
  return largest;
}

bool Lateral::choose(double most) {
  const auto pairs = panels_->mesh().pairs();
  explicit_.clear();
  implicit_.clear();
  is_implicit_.assign(panels_->owned(), 0);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (conducts_[i] == 0) continue;
    const auto a = static_cast<std::size_t>(pairs[i].a);
    const auto b = static_cast<std::size_t>(pairs[i].b);
    // What decomposes marches by itself: its pairs stay explicit, and tied() limits the step.
    if (!(std::max(rate_[a], rate_[b]) > most) || panels_->charring[a] != 0 ||
        panels_->charring[b] != 0) {
      explicit_.push_back(static_cast<std::int32_t>(i));
      continue;
    }
    implicit_.push_back(static_cast<std::int32_t>(i));
    for (const std::size_t p : {a, b}) {
      if (p < panels_->owned()) is_implicit_[p] = 1;
    }
  }
  any_explicit_ = panels_->mesh().world().any(!explicit_.empty());
  return panels_->mesh().world().any(!implicit_.empty());
}

void Lateral::find_gradients(Panels& panels, bool of_implicit) {
  if (!any_skewed_) return;
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0 || skewed_[p] == 0) continue;
    if (of_implicit && is_implicit_[p] == 0) continue;
    find_gradient(p);
  }
  panels.update_ghosts({&gradient_x_, &gradient_y_});
}

void Lateral::add_pair(std::size_t index, double* source, double* slope) const {
  const mesh::Pair& pair = panels_->mesh().pairs()[index];
  if (panels_->stack(static_cast<std::size_t>(pair.a)) !=
      panels_->stack(static_cast<std::size_t>(pair.b))) {
    add_unlike(pair, index, source, slope);
  } else if (slope != nullptr) {
    add_alike<true, true>(pair, index, source, slope);
  } else if (std::abs(pair.offset) > negligible * pair.distance) {
    add_alike<false, true>(pair, index, source, slope);
  } else {
    add_alike<false, false>(pair, index, source, slope);
  }
}

void Lateral::add(Panels& panels, std::vector<double>& source) {
  if (any_explicit_) find_gradients(panels, false);
  for (const std::int32_t i : explicit_) {
    add_pair(static_cast<std::size_t>(i), source.data(), nullptr);
  }
}

void Lateral::find_implicit(Panels& panels, std::vector<double>& source,
                            std::vector<double>* slope) {
  find_gradients(panels, true);
  const auto clear = [&](std::size_t from, std::size_t to) {
    for (std::vector<double>* values : {&source, slope}) {
      if (values == nullptr) continue;
      std::fill(values->begin() + static_cast<std::ptrdiff_t>(from),
                values->begin() + static_cast<std::ptrdiff_t>(to), 0.0);
    }
  };
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (is_implicit_[p] != 0) clear(panels.offset(p), panels.offset(p + 1));
  }
  clear(panels.offset(panels.owned()), panels.cells());
  for (const std::int32_t i : implicit_) {
    add_pair(static_cast<std::size_t>(i), source.data(),
             slope != nullptr ? slope->data() : nullptr);
  }
}

template <bool WithSlope, bool Skewed>
void Lateral::add_alike(const mesh::Pair& pair, std::size_t index, double* source,
                        double* slope) const {
  const auto a = static_cast<std::size_t>(pair.a);
  const auto b = static_cast<std::size_t>(pair.b);
  const std::size_t base_a = panels_->offset(a), base_b = panels_->offset(b);
  const auto areas = panels_->mesh().area();
  const Flat ta = tangent_[a][static_cast<std::size_t>(slots_[index][0])];
  const Flat tb = tangent_[b][static_cast<std::size_t>(slots_[index][1])];
  const double near = pair.share, far = 1.0 - pair.share;
  const double per_a = 1.0 / areas[a], per_b = 1.0 / areas[b];
  // The derivative along the edge, times the offset, from either gradient.
  const double of_a = far * pair.offset, of_b = near * pair.offset;
  const double ax = of_a * ta.x, ay = of_a * ta.y, bx = of_b * tb.x, by = of_b * tb.y;
  const bool whole = panels_->whole[a] != 0 && panels_->whole[b] != 0;
  const std::vector<double>& thickness = thickness_[static_cast<std::size_t>(panels_->stack(a))];
  const double* __restrict Ta = panels_->temperature.data() + base_a;
  const double* __restrict Tb = panels_->temperature.data() + base_b;
  const double* __restrict ka = panels_->conductivity.data() + base_a;
  const double* __restrict kb = panels_->conductivity.data() + base_b;
  const double* __restrict gxa = gradient_x_.data() + base_a;
  const double* __restrict gya = gradient_y_.data() + base_a;
  const double* __restrict gxb = gradient_x_.data() + base_b;
  const double* __restrict gyb = gradient_y_.data() + base_b;
  // Ghosts' sums are not whole and never read.
  const double* __restrict depth = thickness.data();
  double* __restrict source_a = source + base_a;
  double* __restrict source_b = source + base_b;
  double* __restrict slope_a = WithSlope ? slope + base_a : nullptr;
  double* __restrict slope_b = WithSlope ? slope + base_b : nullptr;
  const double* __restrict left_a = panels_->share.data() + base_a;
  const double* __restrict left_b = panels_->share.data() + base_b;
  const double form = pair.length / pair.distance;
  const auto exchange = [&]<int W>(std::size_t c) [[gnu::always_inline]] {
    using L = Lanes<W>;
    const L k_a = L::load(ka + c), k_b = L::load(kb + c);
    L reach = form * L::load(depth + c);
    if (!whole) {
      const L of_one = L::load(left_a + c), of_other = L::load(left_b + c);
      reach = reach * select(of_one < of_other, of_one, of_other);
    }
    const L conductance = k_a * k_b / (near * k_b + far * k_a) * reach;
    L drop = L::load(Tb + c) - L::load(Ta + c);
    if constexpr (Skewed) {
      drop = drop - (ax * L::load(gxa + c) + ay * L::load(gya + c) +
                     (bx * L::load(gxb + c) + by * L::load(gyb + c)));
    }
    const L heat = conductance * drop;
    (L::load(source_a + c) + heat * per_a).store(source_a + c);
    (L::load(source_b + c) - heat * per_b).store(source_b + c);
    if constexpr (WithSlope) {
      (L::load(slope_a + c) + conductance * per_a).store(slope_a + c);
      (L::load(slope_b + c) + conductance * per_b).store(slope_b + c);
    }
  };
  const std::size_t cells = thickness.size();
  std::size_t c = 0;
  for (; c + 4 <= cells; c += 4) exchange.template operator()<4>(c);
  for (; c < cells; ++c) exchange.template operator()<1>(c);
}

void Lateral::add_unlike(const mesh::Pair& pair, std::size_t index, double* source,
                         double* slope) const {
  const auto a = static_cast<std::size_t>(pair.a);
  const auto b = static_cast<std::size_t>(pair.b);
  const auto areas = panels_->mesh().area();
  const Flat ta = tangent_[a][static_cast<std::size_t>(slots_[index][0])];
  const Flat tb = tangent_[b][static_cast<std::size_t>(slots_[index][1])];
  const double near = pair.share, far = 1.0 - pair.share;
  const bool is_skewed = std::abs(pair.offset) > negligible * pair.distance;
  for (const Overlap& overlap : overlaps(panels_->stack(a), panels_->stack(b))) {
    const std::size_t i = panels_->offset(a) + static_cast<std::size_t>(overlap.a);
    const std::size_t j = panels_->offset(b) + static_cast<std::size_t>(overlap.b);
    const double left = std::min(panels_->share[i], panels_->share[j]);
    if (!(left > 0.0)) continue;
    double drop = panels_->temperature[j] - panels_->temperature[i];
    if (is_skewed) {
      drop -= pair.offset * (far * (gradient_x_[i] * ta.x + gradient_y_[i] * ta.y) +
                             near * (gradient_x_[j] * tb.x + gradient_y_[j] * tb.y));
    }
    const double ki = panels_->conductivity[i], kj = panels_->conductivity[j];
    const double conductance =
        ki * kj / (near * kj + far * ki) * (left * overlap.thickness) * pair.length / pair.distance;
    const double heat = conductance * drop;
    if (a < panels_->owned()) {
      source[i] += heat / areas[a];
      if (slope != nullptr) slope[i] += conductance / areas[a];
    }
    if (b < panels_->owned()) {
      source[j] -= heat / areas[b];
      if (slope != nullptr) slope[j] += conductance / areas[b];
    }
  }
}

}  // namespace tektite::thermal
