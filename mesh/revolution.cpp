#include "mesh/revolution.hpp"

#include "mesh/meridian.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace tektite::mesh {
namespace {

using std::numbers::pi;

/// Height of an equilateral triangle of side 1.
const double row_height = std::sqrt(0.75);
/// Growth of the panel size with the distance from a border that is finer [m/m].
constexpr double growth = 0.25;

/// Nodes on one circle about the axis, by ascending angle; a pole is one node.
struct Ring {
  std::vector<std::int32_t> node;
  std::vector<double> angle;  ///< in the part's axes [rad], within one turn
  [[nodiscard]] int size() const { return static_cast<int>(node.size()); }
  /// Angle of node i, counted on beyond the first turn.
  [[nodiscard]] double at(int i) const {
    const int n = size();
    const int turns = i / n;
    return angle[static_cast<std::size_t>(i - turns * n)] + 2.0 * pi * turns;
  }
  [[nodiscard]] std::int32_t id(int i) const { return node[static_cast<std::size_t>(i % size())]; }
};

/// Sews two neighbouring rings together, `lower` before `upper` on the meridian.
void sew(const Ring& lower, const Ring& upper, Triangles& triangles) {
  const int n = lower.size();
  const int m = upper.size();
  if (m == 1) {
    for (int i = 0; i < n; ++i) triangles.push_back({lower.id(i), lower.id(i + 1), upper.id(0)});
    return;
  }
  if (n == 1) {
    for (int k = 0; k < m; ++k) triangles.push_back({lower.id(0), upper.id(k + 1), upper.id(k)});
    return;
  }
  // Start at the upper node nearest to the first lower one, then always take the shorter diagonal.
  int start = 0;
  double nearest = 2.0 * pi;
  double shift = 0.0;
  for (int k = 0; k < m; ++k) {
    const double turns = std::round((upper.at(k) - lower.at(0)) / (2.0 * pi));
    const double gap = upper.at(k) - lower.at(0) - 2.0 * pi * turns;
    if (std::abs(gap) < std::abs(nearest) - 1e-9) nearest = gap, start = k, shift = turns;
  }
  const double back = 2.0 * pi * shift;
  int i = 0;
  int k = start;
  while (i < n || k < start + m) {
    const double lower_gap = std::abs(lower.at(i + 1) - (upper.at(k) - back));
    const double upper_gap = std::abs(upper.at(k + 1) - back - lower.at(i));
    const bool take_lower = k == start + m || (i < n && lower_gap <= upper_gap + 1e-9);
    if (take_lower) {
      triangles.push_back({lower.id(i), lower.id(i + 1), upper.id(k)});
      ++i;
    } else {
      triangles.push_back({lower.id(i), upper.id(k + 1), upper.id(k)});
      ++k;
    }
  }
}

class Rows {
 public:
  Rows(int part, const Shape& shape, const Placement& placement, const Borders& borders,
       Seams& seams)
      : part_(part),
        size_(panel_size_of(shape)),
        meridian_(shape),
        placement_(placement),
        borders_(borders),
        seams_(seams) {}

  void mesh(Triangles& triangles) {
    std::vector<Fixed> fixed;
    if (meridian_.starts_at_pole()) fixed.push_back({0.0, pole(0.0), size_});
    for (const Station& station : borders_.stations[static_cast<std::size_t>(part_)]) {
      const Circle& circle = borders_.circles[station.circle];
      fixed.push_back({station.s, ring_on(circle), 2.0 * pi * circle.radius / circle.nodes});
    }
    if (meridian_.ends_at_pole()) {
      fixed.push_back({meridian_.length(), pole(meridian_.length()), size_});
    }
    for (std::size_t i = 0; i + 1 < fixed.size(); ++i) fill(fixed[i], fixed[i + 1], triangles);
  }

 private:
  /// A ring that is given: a station or a pole, and the panel size there.
  struct Fixed {
    double s = 0.0;
    Ring ring;
    double size = 0.0;
  };

  [[nodiscard]] Ring pole(double s) {
    return {{seams_.add(placement_.place({meridian_.at(s).x, 0.0, 0.0}), part_)}, {0.0}};
  }

  [[nodiscard]] Ring ring_on(const Circle& circle) {
    std::vector<std::pair<double, std::int32_t>> nodes;
    for (int i = 0; i < circle.nodes; ++i) {
      const Point place = circle.at(i);
      const LocalPoint local = placement_.local(place);
      nodes.emplace_back(std::atan2(local.z, local.y), seams_.add_border(place, part_));
    }
    std::ranges::sort(nodes);
    Ring ring;
    for (const auto& [angle, node] : nodes) {
      ring.angle.push_back(angle);
      ring.node.push_back(node);
    }
    return ring;
  }

  [[nodiscard]] Ring free_ring(double s, int count, double phase) {
    const AxialPoint p = meridian_.at(s);
    Ring ring;
    for (int i = 0; i < count; ++i) {
      const double angle = 2.0 * pi * (i + phase) / count;
      ring.angle.push_back(angle);
      ring.node.push_back(
          seams_.add(placement_.place({p.x, p.r * std::cos(angle), p.r * std::sin(angle)}), part_));
    }
    return ring;
  }

  /// Wanted panel size between two given rings.
  [[nodiscard]] double size_at(double s, const Fixed& a, const Fixed& b) const {
    return std::min({size_, a.size + growth * (s - a.s), b.size + growth * (b.s - s)});
  }

  /// Arc lengths of the free rows between two given rings.
  [[nodiscard]] std::vector<double> rows_between(const Fixed& a, const Fixed& b) const {
    const int samples = 512;
    std::vector<double> depth{0.0};  // rows from a on
    for (int i = 0; i < samples; ++i) {
      const double s = a.s + (b.s - a.s) * (i + 0.5) / samples;
      depth.push_back(depth.back() + (b.s - a.s) / samples / (row_height * size_at(s, a, b)));
    }
    int rows = std::max(1, static_cast<int>(std::round(depth.back())));
    if (a.ring.size() == b.ring.size() && rows >= 4) {
      // With the right parity the staggered rows end in phase with the last ring.
      const double twist = phase_of(b.ring) - phase_of(a.ring) - 0.5 * rows;
      if (std::abs(twist - std::round(twist)) > 0.25) rows += depth.back() > rows ? 1 : -1;
    }
    std::vector<double> places;
    std::size_t i = 0;
    for (int row = 1; row < rows; ++row) {
      const double target = depth.back() * row / rows;
      while (depth[i + 1] < target) ++i;
      const double part = (target - depth[i]) / (depth[i + 1] - depth[i]);
      places.push_back(a.s + (b.s - a.s) * (static_cast<double>(i) + part) / samples);
    }
    return places;
  }

  /// Angle of a ring's first node in units of its own spacing.
  [[nodiscard]] static double phase_of(const Ring& ring) {
    return ring.angle.front() * ring.size() / (2.0 * pi);
  }

  void fill(const Fixed& a, const Fixed& b, Triangles& triangles) {
    const auto places = rows_between(a, b);
    const auto rows = static_cast<double>(places.size() + 1);
    // Rows are shifted by half a spacing each; what is left of the shift is shared among them.
    double twist = phase_of(b.ring) - phase_of(a.ring) - 0.5 * rows;
    twist -= std::round(twist);
    Ring below = a.ring;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const double row = static_cast<double>(i + 1);
      const double s = places[i];
      const double around = 2.0 * pi * meridian_.at(s).r / size_at(s, a, b);
      const int count = std::max(3, static_cast<int>(std::round(around)));
      const double phase = phase_of(a.ring) + row * (0.5 + twist / rows);
      Ring above = free_ring(s, count, phase - std::floor(phase));
      sew(below, above, triangles);
      below = std::move(above);
    }
    sew(below, b.ring, triangles);
  }

  int part_;
  double size_;
  Meridian meridian_;
  const Placement& placement_;
  const Borders& borders_;
  Seams& seams_;
};

}  // namespace

void mesh_revolution(int part, const Shape& shape, const Placement& placement,
                     const Borders& borders, Seams& seams, Triangles& triangles) {
  Rows(part, shape, placement, borders, seams).mesh(triangles);
}

}  // namespace tektite::mesh
