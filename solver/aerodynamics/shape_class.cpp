#include "solver/aerodynamics/shape_class.hpp"

#include "solver/aerodynamics/directions.hpp"
#include "solver/base/constants.hpp"
#include "solver/base/exact_sum.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace tektite::aerodynamics {

namespace {

using Vector = Vec3<VehicleAxes>;

constexpr int silhouette_level = 1;  // 42 directions
// Sums of a body: area, area vector, first moments, second moments; then silhouettes.
constexpr std::size_t first_silhouette = 13;

void add_panel(const mesh::PanelMesh& mesh, std::size_t panel, const Directions& directions,
               std::size_t first, ExactSums& sums) {
  const double area = mesh.area()[panel];
  const Vector normal = mesh.normal()[panel];
  const std::array<Vector, 3>& corner = mesh.corners()[panel];
  const Vector total = corner[0] + corner[1] + corner[2];
  sums.add(first, area);
  for (int i = 0; i < 3; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const auto next = (i + 1) % 3;
    sums.add(first + 1 + at, area * normal[i]);
    sums.add(first + 4 + at, area / 3.0 * total[i]);
    // Of a triangle: A/12 (aa + bb + cc + (a+b+c)(a+b+c)).
    const auto second = [&](int p, int q) {
      double sum = total[p] * total[q];
      for (const Vector& place : corner) sum += place[p] * place[q];
      return area / 12.0 * sum;
    };
    sums.add(first + 7 + at, second(i, i));
    sums.add(first + 10 + at, second(i, next));
  }
  for (std::size_t k = 0; k < directions.size(); ++k) {
    sums.add(first + first_silhouette + k,
             0.5 * area * std::abs(dot(normal, recast<VehicleAxes>(directions.direction[k]))));
  }
}

ShapeMeasures measures_of(const ExactSums& sums, std::size_t first, const Directions& directions) {
  ShapeMeasures result;
  const double area = sums.value(first);
  if (!(area > 0.0)) return result;
  const auto value = [&](std::size_t i) { return sums.value(first + i) / area; };
  result.openness = 1.0 + norm(Vector{value(1), value(2), value(3)});
  const std::array<double, 3> centre = {value(4), value(5), value(6)};
  std::array<double, 6> spread{};
  for (std::size_t i = 0; i < 3; ++i) {
    spread[i] = value(7 + i) - centre[i] * centre[i];
    spread[3 + i] = value(10 + i) - centre[i] * centre[(i + 1) % 3];
  }
  const std::array<double, 3> squares = eigenvalues(spread);
  for (std::size_t i = 0; i < 3; ++i) result.extent[i] = std::sqrt(std::max(squares[i], 0.0));
  double mean = 0.0;
  double square = 0.0;
  for (std::size_t k = 0; k < directions.size(); ++k) {
    const double silhouette = value(first_silhouette + k);
    mean += directions.weight[k] * silhouette;
    square += directions.weight[k] * silhouette * silhouette;
  }
  result.unevenness = std::sqrt(std::max(square - mean * mean, 0.0)) / mean;
  return result;
}

}  // namespace

double smooth_step(double x, double low, double high) {
  const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

ShapeClass pure(Shape shape, double slenderness) {
  ShapeClass result;
  result.of(shape) = 1.0;
  result.slenderness = slenderness;
  return result;
}

ShapeClass shape_of_object(const vehicle::Object& object) {
  std::array<double, 3> size = object.size;
  ShapeClass result;
  switch (object.shape) {
    case vehicle::ObjectShape::sphere:
      return pure(Shape::sphere);
    case vehicle::ObjectShape::cylinder:
      result.slenderness = size[0] > 0.0 ? size[1] / size[0] : 1.0;
      result.of(Shape::cylinder) = smooth_step(result.slenderness, 0.1, 0.5);
      result.of(Shape::disk) = 1.0 - result.of(Shape::cylinder);
      return result;
    case vehicle::ObjectShape::box:
    case vehicle::ObjectShape::plate:
      break;
  }
  std::ranges::sort(size, std::greater<>());
  if (size[1] > 0.0) result.slenderness = size[0] / size[1];
  const bool is_plate = object.shape == vehicle::ObjectShape::plate || !(size[1] > 0.0);
  const double flat = is_plate ? 1.0 : 1.0 - smooth_step(size[2] / size[1], 0.1, 1.0 / 3.0);
  const double rod = smooth_step(result.slenderness, 2.0, 4.0);
  result.of(Shape::plate) = flat;
  result.of(Shape::cylinder) = (1.0 - flat) * rod;
  result.of(Shape::box) = (1.0 - flat) * (1.0 - rod);
  return result;
}

ShapeClass shape_of_panels(const ShapeMeasures& measures) {
  const auto& extent = measures.extent;
  if (!(extent[1] > 0.0)) return pure(Shape::box);
  ShapeClass result;
  result.slenderness = extent[0] / extent[1];
  const double flat = 1.0 - smooth_step(extent[2] / extent[1], 0.1, 0.3);
  const double open = smooth_step(measures.openness, 1.1, 1.4);
  const double rod = 1.0 - smooth_step(extent[1] / extent[0], 1.0 / 3.0, 2.0 / 3.0);
  const double round = 1.0 - smooth_step(measures.unevenness, 0.02, 0.07);
  const double closed = (1.0 - flat) * (1.0 - open);
  result.of(Shape::plate) = flat;
  result.of(Shape::shell) = (1.0 - flat) * open;
  result.of(Shape::cylinder) = closed * rod;
  result.of(Shape::sphere) = closed * (1.0 - rod) * round;
  result.of(Shape::box) = closed * (1.0 - rod) * (1.0 - round);
  return result;
}

std::array<double, 3> eigenvalues(const std::array<double, 6>& matrix) {
  const auto [xx, yy, zz, xy, yz, zx] = matrix;
  const double mean = (xx + yy + zz) / 3.0;
  const double x = xx - mean;
  const double y = yy - mean;
  const double z = zz - mean;
  const double off = xy * xy + yz * yz + zx * zx;
  const double size = std::sqrt((x * x + y * y + z * z + 2.0 * off) / 6.0);
  if (!(size > 0.0)) return {mean, mean, mean};
  const double determinant =
      x * (y * z - yz * yz) - xy * (xy * z - yz * zx) + zx * (xy * yz - y * zx);
  const double cosine = std::clamp(0.5 * determinant / (size * size * size), -1.0, 1.0);
  const double angle = std::acos(cosine) / 3.0;
  const double most = mean + 2.0 * size * std::cos(angle);
  const double least = mean + 2.0 * size * std::cos(angle + 2.0 * constants::pi / 3.0);
  return {most, 3.0 * mean - most - least, least};
}

std::vector<ShapeMeasures> measure_shapes(const vehicle::Vehicle& vehicle,
                                          std::span<const std::span<const std::int32_t>> mine) {
  const auto& mesh = *vehicle.mesh;
  const Directions directions = sphere_directions(silhouette_level);
  const std::size_t count = first_silhouette + directions.size();
  ExactSums sums(mine.size() * count);
  for (std::size_t b = 0; b < mine.size(); ++b) {
    for (const std::int32_t panel : mine[b]) {
      add_panel(mesh, static_cast<std::size_t>(panel), directions, b * count, sums);
    }
  }
  sums.reduce(mesh.world());
  std::vector<ShapeMeasures> result;
  for (std::size_t b = 0; b < mine.size(); ++b) {
    result.push_back(measures_of(sums, b * count, directions));
  }
  return result;
}

}  // namespace tektite::aerodynamics
