#include "mesh/shape_fields.hpp"

#include "mesh/borders.hpp"
#include "mesh/meridian.hpp"
#include "mesh/rectangles.hpp"
#include "mesh/soup.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace tektite::mesh {
namespace {

void push(std::int32_t patch, const std::array<double, 2>& radii, Surface& surface) {
  surface.patch.push_back(patch);
  surface.radius_1.push_back(radii[0]);
  surface.radius_2.push_back(radii[1]);
}

/// Corners of a triangle in the shape's axes.
std::array<LocalPoint, 3> corners_of(const Surface& surface, std::size_t triangle,
                                     const Placement& placement) {
  const auto& t = surface.triangles[triangle];
  const auto local = [&](std::int32_t vertex) {
    return placement.local(surface.vertices[static_cast<std::size_t>(vertex)]);
  };
  return {local(t[0]), local(t[1]), local(t[2])};
}

/// A patch without panels could never tear: the panels are too coarse for it.
void require_panels(const ShapedPart& part, const TriangleRange& range, std::int32_t first_patch,
                    std::int32_t count, const Surface& surface) {
  std::vector<bool> has_panel(static_cast<std::size_t>(count), false);
  for (std::size_t i = range.first; i < range.end; ++i) {
    has_panel[static_cast<std::size_t>(surface.patch[i] - first_patch)] = true;
  }
  require(std::ranges::find(has_panel, false) == has_panel.end(),
          "part '{}': patch_size {} m is too small for panel_size {} m: a patch has no panel; "
          "make it at least twice the panel size",
          part.name, part.shape.patch_size, part.shape.panel_size);
}

}  // namespace

std::int32_t append_shape_fields(const ShapedPart& part, const Placement& placement,
                                 const TriangleRange& range, std::int32_t first_patch,
                                 Surface& surface) {
  const Shape& shape = part.shape;
  std::int32_t count = 0;
  if (shape.kind == ShapeKind::file) {
    const auto patches = soup_patches(shape);
    const auto radii = soup_radii(shape);
    for (std::size_t i = 0; i < patches.size(); ++i) {
      count = std::max(count, patches[i] + 1);
      push(first_patch + patches[i], radii[i], surface);
    }
  } else if (is_revolution(shape.kind)) {
    const Meridian meridian(shape);
    const RevolutionPatches patches(meridian, shape.patch_size);
    count = patches.count();
    for (std::size_t i = range.first; i < range.end; ++i) {
      const auto corners = corners_of(surface, i, placement);
      const LocalPoint p = (corners[0] + corners[1] + corners[2]) / 3.0;
      const double s = meridian.project({p.x, std::hypot(p.y, p.z)});
      push(first_patch + patches.at(s, std::atan2(p.z, p.y)), meridian.radii(s), surface);
    }
  } else {
    const RectanglePatches patches(shape, shape.patch_size);
    count = patches.count();
    for (std::size_t i = range.first; i < range.end; ++i) {
      const auto corners = corners_of(surface, i, placement);
      const LocalPoint p = (corners[0] + corners[1] + corners[2]) / 3.0;
      const LocalPoint normal = unit(cross(corners[1] - corners[0], corners[2] - corners[0]));
      push(first_patch + patches.at(p, normal), {flat, flat}, surface);
    }
  }
  require_panels(part, range, first_patch, count, surface);
  return count;
}

}  // namespace tektite::mesh
