#include "mesh/conforming.hpp"

#include "mesh/borders.hpp"
#include "mesh/meridian.hpp"
#include "mesh/rectangles.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace tektite::mesh {
namespace {

/// A shape as a set of points, without triangles.
class IdealShape {
 public:
  explicit IdealShape(const Shape& shape) {
    if (is_revolution(shape.kind)) {
      meridian_.emplace(shape);
      const double around = std::max(shape.radius, shape.radius_end);
      reach_ = std::hypot(around, shape.length);
      if (shape.kind == ShapeKind::cap) reach_ += around * around / shape.length + shape.length;
    } else {
      faces_ = faces_of(shape);
      reach_ = 0.5 * norm(shape.size);
    }
  }

  /// Distance of a point from the surface [m]; infinite if it is far off.
  [[nodiscard]] double distance(const LocalPoint& p, double tolerance) const {
    double nearest = std::numeric_limits<double>::infinity();
    if (norm(p) > reach_ + tolerance) return nearest;
    if (meridian_.has_value()) return meridian_->distance({p.x, std::hypot(p.y, p.z)});
    for (const Face& face : faces_) {
      const double u = std::clamp(dot(p - face.corner, face.u) / dot(face.u, face.u), 0.0, 1.0);
      const double v = std::clamp(dot(p - face.corner, face.v) / dot(face.v, face.v), 0.0, 1.0);
      nearest = std::min(nearest, norm(p - face.corner - u * face.u - v * face.v));
    }
    return nearest;
  }

 private:
  std::optional<Meridian> meridian_;
  std::vector<Face> faces_;
  double reach_ = 0.0;  ///< radius of a ball about the shape's origin that holds it [m]
};

}  // namespace

void require_conforming(const std::vector<ShapedPart>& parts,
                        const std::vector<Placement>& placements, const Seams& seams) {
  const auto nodes = seams.owners();
  const double tolerance = seams.tolerance();
  for (std::size_t b = 0; b < parts.size(); ++b) {
    if (parts[b].shape.kind == ShapeKind::file) continue;
    const IdealShape shape(parts[b].shape);
    for (std::size_t i = 0; i < nodes.size();) {
      const std::int32_t vertex = nodes[i].first;
      const auto owner = static_cast<std::size_t>(nodes[i].second);
      bool shared = false;
      for (; i < nodes.size() && nodes[i].first == vertex; ++i) {
        shared = shared || nodes[i].second == static_cast<int>(b);
      }
      if (shared) continue;
      const Point& p = seams.vertices()[static_cast<std::size_t>(vertex)];
      require(shape.distance(placements[b].local(p), tolerance) > tolerance,
              "part '{}' touches part '{}' at ({:.6g}, {:.6g}, {:.6g}) m where the two have no "
              "common rim or edge; give both the same rim or edge, or leave a gap",
              parts[owner].name, parts[b].name, p.x, p.y, p.z);
    }
  }
}

void require_distinct(const std::vector<ShapedPart>& parts, const Surface& surface) {
  std::vector<std::pair<std::array<std::int32_t, 3>, std::size_t>> sorted;
  sorted.reserve(surface.panels());
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    auto t = surface.triangles[i];
    std::ranges::sort(t);
    require(t[0] != t[1] && t[1] != t[2],
            "part '{}': a triangle is smaller than the tolerance at which nodes are joined",
            parts[static_cast<std::size_t>(surface.part[i])].name);
    sorted.emplace_back(t, i);
  }
  std::ranges::sort(sorted);
  for (std::size_t i = 0; i + 1 < sorted.size(); ++i) {
    if (sorted[i].first != sorted[i + 1].first) continue;
    const auto a = static_cast<std::size_t>(surface.part[sorted[i].second]);
    const auto b = static_cast<std::size_t>(surface.part[sorted[i + 1].second]);
    require(false, "parts '{}' and '{}' lie in the same place: they share a panel", parts[a].name,
            parts[b].name);
  }
}

}  // namespace tektite::mesh
