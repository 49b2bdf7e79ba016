#include "mesh/shapes.hpp"

#include "mesh/borders.hpp"
#include "mesh/conforming.hpp"
#include "mesh/meridian.hpp"
#include "mesh/placement.hpp"
#include "mesh/rectangles.hpp"
#include "mesh/revolution.hpp"
#include "mesh/seams.hpp"
#include "mesh/shape_fields.hpp"
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
    const std::size_t end = i + 1 < parts.size() ? first[i + 1] : surface.triangles.size();
    patches += append_shape_fields(parts[i], placements[i], {first[i], end}, patches, surface);
  }
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    auto& t = surface.triangles[i];
    if (parts[static_cast<std::size_t>(surface.part[i])].shape.flip) std::swap(t[1], t[2]);
  }
  return surface;
}

}  // namespace tektite::mesh
