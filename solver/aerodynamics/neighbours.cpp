#include "solver/aerodynamics/neighbours.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <cstdint>
#include <utility>

namespace tektite::aerodynamics {

namespace {

using constants::pi;
using Vector = Vec3<EarthFixed>;

/// A cell of the grid of one power of two, and a disc whose reach touches it.
struct Entry {
  std::int32_t level = 0;
  std::array<std::int64_t, 3> cell{};
  std::int32_t disc = -1;
  // NOLINTNEXTLINE(modernize-use-nullptr): the check trips over a defaulted operator
  auto operator<=>(const Entry&) const = default;
};

double cell_size(std::int32_t level) {
  return std::ldexp(1.0, level);
}

std::int64_t cell_of(double place, std::int32_t level) {
  return static_cast<std::int64_t>(std::floor(place / cell_size(level)));
}

/// Every disc in the cells that the sphere of its reach touches: cells are at least twice the
/// reach, so there are eight at most.
std::vector<Entry> fill_cells(const NeighbourSettings& settings, std::span<const Disc> discs) {
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < discs.size(); ++i) {
    const double reach = settings.range * discs[i].diameter;
    if (!(reach > 0.0)) continue;
    const auto level = static_cast<std::int32_t>(std::ceil(std::log2(2.0 * reach)));
    std::array<std::array<std::int64_t, 2>, 3> span{};
    for (int c = 0; c < 3; ++c) {
      span[static_cast<std::size_t>(c)] = {cell_of(discs[i].position[c] - reach, level),
                                           cell_of(discs[i].position[c] + reach, level)};
    }
    for (std::int64_t x = span[0][0]; x <= span[0][1]; ++x) {
      for (std::int64_t y = span[1][0]; y <= span[1][1]; ++y) {
        for (std::int64_t z = span[2][0]; z <= span[2][1]; ++z) {
          entries.push_back({level, {x, y, z}, static_cast<std::int32_t>(i)});
        }
      }
    }
  }
  std::ranges::sort(entries);
  return entries;
}

/// Two unit vectors at right angles to `direction` and to each other.
std::pair<Vector, Vector> across(const Vector& direction) {
  const bool is_steep = std::abs(direction.z) > 0.7;
  const Vector helper{is_steep ? 1.0 : 0.0, 0.0, is_steep ? 0.0 : 1.0};
  const Vector first = unit(cross(direction, helper));
  return {first, cross(direction, first)};
}

/// Discs ahead of one disc: what covers it, and how near the nearest is.
struct Ahead {
  std::vector<Circle> circles;
  double nearness = 0.0;  ///< 1 - distance / reach of the nearest, at least 0
};

void look_ahead(const Disc& disc, const Disc& other, double range, Ahead& ahead) {
  const Vector to = other.position - disc.position;
  const double along = dot(to, disc.direction);
  const double distance = norm(to);
  const double reach = range * other.diameter;
  if (along <= 0.0 || distance > reach) return;
  ahead.nearness = std::max(ahead.nearness, 1.0 - distance / reach);
  const auto [first, second] = across(disc.direction);
  const Circle circle{dot(to, first), dot(to, second), 0.5 * other.diameter};
  if (std::hypot(circle.x, circle.y) < circle.radius + 0.5 * disc.diameter) {
    ahead.circles.push_back(circle);
  }
}

}  // namespace

double overlap_area(double radius_a, double radius_b, double distance) {
  const double small = std::min(radius_a, radius_b);
  const double large = std::max(radius_a, radius_b);
  if (distance >= small + large) return 0.0;
  if (distance <= large - small) return pi * small * small;
  const double d2 = distance * distance;
  const double to_small = (d2 + small * small - large * large) / (2.0 * distance);
  const double to_large = distance - to_small;
  const auto segment = [](double radius, double height) {
    const double cosine = std::clamp(height / radius, -1.0, 1.0);
    return radius * radius * std::acos(cosine) -
           height * std::sqrt(std::max(radius * radius - height * height, 0.0));
  };
  return segment(small, to_small) + segment(large, to_large);
}

double lit_share(double radius, std::span<const Circle> circles) {
  if (circles.empty() || !(radius > 0.0)) return 1.0;
  if (circles.size() == 1) {
    const Circle& one = circles.front();
    const double covered = overlap_area(radius, one.radius, std::hypot(one.x, one.y));
    return std::clamp(1.0 - covered / (pi * radius * radius), 0.0, 1.0);
  }
  constexpr int strips = 256;
  double lit = 0.0;
  double whole = 0.0;
  std::vector<std::array<double, 2>> dark;
  for (int i = 0; i < strips; ++i) {
    const double y = radius * (2.0 * (i + 0.5) / strips - 1.0);
    const double half = std::sqrt(radius * radius - y * y);
    whole += 2.0 * half;
    dark.clear();
    for (const Circle& circle : circles) {
      const double square = circle.radius * circle.radius - (y - circle.y) * (y - circle.y);
      if (square <= 0.0) continue;
      const double reach = std::sqrt(square);
      dark.push_back({std::max(circle.x - reach, -half), std::min(circle.x + reach, half)});
    }
    std::ranges::sort(dark);
    double from = -half;
    for (const auto& [begin, end] : dark) {
      if (begin >= end) continue;
      lit += std::max(begin - from, 0.0);
      from = std::max(from, end);
    }
    lit += std::max(half - from, 0.0);
  }
  return std::clamp(lit / whole, 0.0, 1.0);
}

void neighbour_factors(const NeighbourSettings& settings, std::span<const Disc> discs,
                       std::vector<double>& factor) {
  factor.assign(discs.size(), 1.0);
  if (!settings.shadow) return;
  const std::vector<Entry> entries = fill_cells(settings, discs);
  std::vector<std::int32_t> levels;
  for (const Entry& entry : entries) {
    if (levels.empty() || levels.back() != entry.level) levels.push_back(entry.level);
  }
  Ahead ahead;
  for (std::size_t i = 0; i < discs.size(); ++i) {
    const Disc& disc = discs[i];
    if (!(disc.diameter > 0.0)) continue;
    ahead.circles.clear();
    ahead.nearness = 0.0;
    for (const std::int32_t level : levels) {
      const std::array<std::int64_t, 3> cell = {cell_of(disc.position.x, level),
                                                cell_of(disc.position.y, level),
                                                cell_of(disc.position.z, level)};
      auto entry = std::ranges::lower_bound(entries, Entry{level, cell, -1});
      for (; entry != entries.end() && entry->level == level && entry->cell == cell; ++entry) {
        const auto other = static_cast<std::size_t>(entry->disc);
        if (other != i) look_ahead(disc, discs[other], settings.range, ahead);
      }
    }
    factor[i] = lit_share(0.5 * disc.diameter, ahead.circles) *
                (1.0 + (settings.interference - 1.0) * ahead.nearness);
  }
}

void neighbour_factors(const NeighbourSettings& settings, const vehicle::State& state,
                       std::vector<double>& factor) {
  factor.assign(state.bodies.size(), 1.0);
  if (!settings.shadow) return;
  std::vector<Disc> discs(state.bodies.size());
  for (std::size_t b = 0; b < discs.size(); ++b) {
    const vehicle::Body& body = state.bodies[b];
    const double speed = norm(body.flight.velocity);
    if (body.status != vehicle::BodyStatus::flying || !(speed > 0.0)) continue;
    discs[b] = {body.flight.position, body.flight.velocity / speed, body.length};
  }
  neighbour_factors(settings, discs, factor);
}

void shade(const vehicle::State& state, std::span<const double> factor,
           std::span<const environment::Freestream> by_body, vehicle::SurfaceLoads& loads) {
  expect(factor.size() <= state.bodies.size(), "factors are of the state's bodies");
  if (std::ranges::all_of(factor, [](double f) { return f == 1.0; })) return;
  const auto place_of = [&](std::int32_t id) {
    const auto body = std::ranges::lower_bound(state.bodies, id, {}, &vehicle::Body::id);
    const bool is_there = id >= 0 && body != state.bodies.end() && body->id == id;
    const auto place = static_cast<std::size_t>(body - state.bodies.begin());
    return is_there && place < factor.size() ? static_cast<std::ptrdiff_t>(place) : -1;
  };
  std::int32_t last_id = -1;
  std::ptrdiff_t place = -1;
  for (std::size_t i = 0; i < loads.pressure.size(); ++i) {
    const std::int32_t id = state.body[i / 2];
    if (id != last_id) place = place_of(id);  // panels of one body come in runs
    last_id = id;
    if (place < 0) continue;
    const auto b = static_cast<std::size_t>(place);
    const double ambient = std::min(by_body[b].pressure, loads.pressure[i]);
    loads.pressure[i] = ambient + factor[b] * (loads.pressure[i] - ambient);
    loads.film[i] *= factor[b];
  }
  for (std::size_t o = 0; o < loads.object_film.size(); ++o) {
    const std::ptrdiff_t b = place_of(state.object_body[o]);
    if (b < 0) continue;
    const auto body = static_cast<std::size_t>(b);
    loads.object_film[o] *= factor[body];
    if (o >= loads.object_pressure.size()) continue;
    const double ambient = std::min(by_body[body].pressure, loads.object_pressure[o]);
    loads.object_pressure[o] = ambient + factor[body] * (loads.object_pressure[o] - ambient);
  }
  for (std::size_t j = 0; j < loads.joint_film.size(); ++j) {
    const std::ptrdiff_t b = place_of(state.joint_body[j]);
    if (b >= 0) loads.joint_film[j] *= factor[static_cast<std::size_t>(b)];
  }
}

}  // namespace tektite::aerodynamics
