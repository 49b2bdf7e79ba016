#include "mesh/shapes.hpp"

#include "mesh/borders.hpp"
#include "mesh/meridian.hpp"
#include "mesh/placement.hpp"
#include "mesh/rectangles.hpp"
#include "mesh/revolution.hpp"
#include "mesh/seams.hpp"
#include "mesh/soup.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string_view>

namespace tektite::mesh {
namespace {

/// Nodes closer than this share of the model's size are one.
constexpr double sewing_share = 1e-6;
/// More panels than this in one part are taken for a mistake.
constexpr double most_panels = 2e7;

bool is_finite(const Point& p) {
  return std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z);
}

void require_positive(const ShapedPart& part, std::string_view key, double value) {
  require(std::isfinite(value) && value > 0.0, "part '{}': {} must be positive, got {} m",
          part.name, key, value);
}

void require_not_negative(const ShapedPart& part, std::string_view key, double value) {
  require(std::isfinite(value) && value >= 0.0, "part '{}': {} must not be negative, got {} m",
          part.name, key, value);
}

void require_sizes(const ShapedPart& part) {
  const Shape& shape = part.shape;
  require_positive(part, "panel_size", shape.panel_size);
  require_positive(part, "patch_size", shape.patch_size);
  require(is_finite(shape.position), "part '{}': position must be finite", part.name);
  const Quaternion& q = shape.orientation;
  const double length = q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z;
  require(std::isfinite(length) && length > 0.0,
          "part '{}': orientation must be a rotation, got a quaternion of length {}", part.name,
          length);
  switch (shape.kind) {
    case ShapeKind::cone:
      require_not_negative(part, "radius", shape.radius);
      require_not_negative(part, "radius_end", shape.radius_end);
      require(shape.radius > 0.0 || shape.radius_end > 0.0,
              "part '{}': radius and radius_end are both zero", part.name);
      require_positive(part, "length", shape.length);
      break;
    case ShapeKind::cylinder:
    case ShapeKind::cap:
      require_positive(part, "radius", shape.radius);
      require_positive(part, "length", shape.length);
      break;
    case ShapeKind::disc:
      require_positive(part, "radius", shape.radius);
      require_not_negative(part, "inner_radius", shape.inner_radius);
      require(shape.inner_radius < shape.radius,
              "part '{}': inner_radius must be below radius ({} m), got {} m", part.name,
              shape.radius, shape.inner_radius);
      break;
    case ShapeKind::sphere:
      require_positive(part, "radius", shape.radius);
      break;
    case ShapeKind::box:
    case ShapeKind::plate:
      require_positive(part, "size (x)", shape.size.x);
      require_positive(part, "size (y)", shape.size.y);
      if (shape.kind == ShapeKind::box) require_positive(part, "size (z)", shape.size.z);
      break;
    case ShapeKind::file:
      require_sound(part);
      break;
  }
}

double area_of(const Shape& shape) {
  const Point& s = shape.size;
  if (shape.kind == ShapeKind::plate) return s.x * s.y;
  if (shape.kind == ShapeKind::box) return 2.0 * (s.x * s.y + s.y * s.z + s.z * s.x);
  return Meridian(shape).area();
}

/// Refuses sizes that would make more panels, or more patches, than anyone wants.
void require_count(const ShapedPart& part) {
  const Shape& shape = part.shape;
  if (shape.kind == ShapeKind::file) return;
  const double size = panel_size_of(shape);
  const double longest = std::max(
      {shape.radius, shape.radius_end, shape.length, shape.size.x, shape.size.y, shape.size.z});
  const double panels = std::max(area_of(shape) / (0.433 * size * size), longest / size);
  require(panels <= most_panels,
          "part '{}': panel_size {} m would make {:.0f} panels; at most {:.0f}", part.name,
          shape.panel_size, panels, most_panels);
  const double patch = shape.patch_size;
  const double patches = std::max(area_of(shape) / (patch * patch), longest / patch);
  require(patches <= most_panels, "part '{}': patch_size {} m would make {:.0f} patches", part.name,
          patch, patches);
}

/// Distance over which nodes are sewn together [m].
double sewing_tolerance(const std::vector<ShapedPart>& parts,
                        const std::vector<Placement>& placements) {
  double size = 0.0;
  double panel = std::numeric_limits<double>::max();
  Point low{panel, panel, panel};
  Point high = -low;
  const auto include = [&](const Point& p) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y), std::min(low.z, p.z)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y), std::max(high.z, p.z)};
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Shape& shape = parts[i].shape;
    panel = std::min(panel, panel_size_of(shape));
    include(shape.position);
    if (shape.kind == ShapeKind::file) {
      for (const Point& p : shape.vertices) include(placements[i].place(recast<ShapeAxes>(p)));
    } else {
      size = std::max({size, shape.radius, shape.radius_end, shape.length, norm(shape.size)});
    }
  }
  return std::min(sewing_share * (size + norm(high - low)), 1e-3 * panel);
}

/// Distance of a point from a part's ideal surface; infinite for files [m].
double distance_from(const Shape& shape, const LocalPoint& p) {
  if (is_revolution(shape.kind)) return Meridian(shape).distance({p.x, std::hypot(p.y, p.z)});
  double nearest = std::numeric_limits<double>::infinity();
  if (shape.kind == ShapeKind::file) return nearest;
  for (const Face& face : faces_of(shape)) {
    const double u = std::clamp(dot(p - face.corner, face.u) / dot(face.u, face.u), 0.0, 1.0);
    const double v = std::clamp(dot(p - face.corner, face.v) / dot(face.v, face.v), 0.0, 1.0);
    nearest = std::min(nearest, norm(p - face.corner - u * face.u - v * face.v));
  }
  return nearest;
}

/// Radius of a ball about the shape's origin that holds it [m].
double reach_of(const Shape& shape) {
  if (shape.kind == ShapeKind::box || shape.kind == ShapeKind::plate) return 0.5 * norm(shape.size);
  const double around = std::max(shape.radius, shape.radius_end);
  return shape.kind == ShapeKind::cap
             ? 2.0 * (around + shape.length) + around * around / shape.length
             : std::hypot(around, shape.length);
}

/// A border node on another part's surface must be a node of that part too.
void require_conforming(const std::vector<ShapedPart>& parts,
                        const std::vector<Placement>& placements, const Seams& seams) {
  const auto nodes = seams.border_nodes();
  const double tolerance = seams.tolerance();
  for (std::size_t b = 0; b < parts.size(); ++b) {
    const Shape& shape = parts[b].shape;
    if (shape.kind == ShapeKind::file) continue;
    const double reach = reach_of(shape) + tolerance;
    for (std::size_t i = 0; i < nodes.size();) {
      const std::int32_t vertex = nodes[i].first;
      const int owner = nodes[i].second;
      bool shared = false;
      for (; i < nodes.size() && nodes[i].first == vertex; ++i) {
        shared = shared || nodes[i].second == static_cast<int>(b);
      }
      if (shared) continue;
      const Point& p = seams.vertices()[static_cast<std::size_t>(vertex)];
      if (norm(p - shape.position) > reach) continue;
      require(distance_from(shape, placements[b].local(p)) > tolerance,
              "part '{}' touches part '{}' at ({:.6g}, {:.6g}, {:.6g}) m where the two have no "
              "common rim or edge; give both the same rim or edge, or leave a gap",
              parts[static_cast<std::size_t>(owner)].name, parts[b].name, p.x, p.y, p.z);
    }
  }
}

/// No triangle may appear twice, nor be lost to sewing.
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

/// Patch and radii of the triangles [first, end) of a part that is not a file.
class ShapeFields {
 public:
  ShapeFields(const ShapedPart& part, const Placement& placement,
              const std::vector<Point>& vertices)
      : part_(part), placement_(placement), vertices_(vertices) {}

  /// Appends to `surface` and returns the number of patches.
  std::int32_t append(std::size_t first, std::int32_t first_patch, Surface& surface) const {
    std::int32_t count = 0;
    if (part_.shape.kind == ShapeKind::file) {
      const auto patches = soup_patches(part_.shape);
      const auto radii = soup_radii(part_.shape);
      for (std::size_t i = 0; i < patches.size(); ++i) {
        count = std::max(count, patches[i] + 1);
        push(first_patch + patches[i], radii[i], surface);
      }
    } else if (is_revolution(part_.shape.kind)) {
      const Meridian meridian(part_.shape);
      const RevolutionPatches patches(meridian, part_.shape.patch_size);
      count = patches.count();
      for (std::size_t i = first; i < surface.triangles.size(); ++i) {
        const LocalPoint p = centroid(surface.triangles[i]);
        const double s = meridian.project({p.x, std::hypot(p.y, p.z)});
        push(first_patch + patches.at(s, std::atan2(p.z, p.y)), meridian.radii(s), surface);
      }
    } else {
      const RectanglePatches patches(part_.shape, part_.shape.patch_size);
      count = patches.count();
      for (std::size_t i = first; i < surface.triangles.size(); ++i) {
        const auto& t = surface.triangles[i];
        const LocalPoint a = local(t[0]);
        const LocalPoint normal = unit(cross(local(t[1]) - a, local(t[2]) - a));
        push(first_patch + patches.at(centroid(t), normal), {flat, flat}, surface);
      }
    }
    require_panels(first, first_patch, count, surface);
    return count;
  }

 private:
  [[nodiscard]] LocalPoint local(std::int32_t vertex) const {
    return placement_.local(vertices_[static_cast<std::size_t>(vertex)]);
  }
  [[nodiscard]] LocalPoint centroid(const std::array<std::int32_t, 3>& t) const {
    return (local(t[0]) + local(t[1]) + local(t[2])) / 3.0;
  }
  static void push(std::int32_t patch, const std::array<double, 2>& radii, Surface& surface) {
    surface.patch.push_back(patch);
    surface.radius_1.push_back(radii[0]);
    surface.radius_2.push_back(radii[1]);
  }
  /// A patch without panels could never tear: the panels are too coarse for it.
  void require_panels(std::size_t first, std::int32_t first_patch, std::int32_t count,
                      const Surface& surface) const {
    std::vector<bool> has_panel(static_cast<std::size_t>(count), false);
    for (std::size_t i = first; i < surface.patch.size(); ++i) {
      has_panel[static_cast<std::size_t>(surface.patch[i] - first_patch)] = true;
    }
    require(std::ranges::find(has_panel, false) == has_panel.end(),
            "part '{}': patch_size {} m is too small for panel_size {} m: a patch has no panel; "
            "make it at least twice the panel size",
            part_.name, part_.shape.patch_size, part_.shape.panel_size);
  }

  const ShapedPart& part_;
  const Placement& placement_;
  const std::vector<Point>& vertices_;
};

}  // namespace

Surface build_surface(const std::vector<ShapedPart>& parts) {
  std::vector<Placement> placements;
  for (const ShapedPart& part : parts) {
    require_sizes(part);
    require_count(part);
    placements.emplace_back(part.shape.orientation, part.shape.position);
  }
  const double tolerance = sewing_tolerance(parts, placements);
  const Borders borders = match_borders(parts, placements, tolerance);
  Seams seams(tolerance);
  Surface surface;
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Shape& shape = parts[i].shape;
    const int part = static_cast<int>(i);
    first.push_back(surface.triangles.size());
    if (shape.kind == ShapeKind::file) {
      mesh_soup(part, shape, placements[i], seams, surface.triangles);
    } else if (is_revolution(shape.kind)) {
      mesh_revolution(part, shape, placements[i], borders, seams, surface.triangles);
    } else {
      mesh_rectangles(part, shape, placements[i], borders, seams, surface.triangles);
    }
    surface.part.resize(surface.triangles.size(), part);
  }
  require_distinct(parts, surface);
  require_conforming(parts, placements, seams);
  surface.vertices = seams.vertices();
  std::int32_t patches = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    // Each part in turn sees only its own triangles: those before have their fields already.
    const std::size_t end = i + 1 < parts.size() ? first[i + 1] : surface.triangles.size();
    Surface own;
    own.triangles.assign(surface.triangles.begin() + static_cast<std::ptrdiff_t>(first[i]),
                         surface.triangles.begin() + static_cast<std::ptrdiff_t>(end));
    patches += ShapeFields(parts[i], placements[i], surface.vertices).append(0, patches, own);
    surface.patch.insert(surface.patch.end(), own.patch.begin(), own.patch.end());
    surface.radius_1.insert(surface.radius_1.end(), own.radius_1.begin(), own.radius_1.end());
    surface.radius_2.insert(surface.radius_2.end(), own.radius_2.begin(), own.radius_2.end());
  }
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    auto& t = surface.triangles[i];
    if (parts[static_cast<std::size_t>(surface.part[i])].shape.flip) std::swap(t[1], t[2]);
  }
  return surface;
}

}  // namespace tektite::mesh
