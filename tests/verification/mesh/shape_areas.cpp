// Areas of meshed shapes against the exact formulas of solid geometry, with observed order 2.
#include "mesh/shapes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <numbers>
#include <string>
#include <vector>

namespace tektite::mesh {
namespace {

using std::numbers::pi;

double area_of(const Surface& surface) {
  double area = 0.0;
  for (const auto& t : surface.triangles) {
    const auto& a = surface.vertices[static_cast<std::size_t>(t[0])];
    const auto& b = surface.vertices[static_cast<std::size_t>(t[1])];
    const auto& c = surface.vertices[static_cast<std::size_t>(t[2])];
    area += 0.5 * norm(cross(b - a, c - a));
  }
  return area;
}

double volume_of(const Surface& surface) {
  double volume = 0.0;
  for (const auto& t : surface.triangles) {
    const auto& a = surface.vertices[static_cast<std::size_t>(t[0])];
    const auto& b = surface.vertices[static_cast<std::size_t>(t[1])];
    const auto& c = surface.vertices[static_cast<std::size_t>(t[2])];
    volume += dot(a, cross(b, c)) / 6.0;
  }
  return volume;
}

Shape turned(Shape shape) {
  shape.orientation = turn(0.6, 0.0, 0.8, 0.7);
  shape.position = {3.0, -2.0, 11.0};
  shape.patch_size = 2.0;
  return shape;
}

struct Exact {
  const char* name;
  Shape shape;
  double area;
  double slack = 0.1;  ///< of the observed order
};

class ShapeArea : public testing::TestWithParam<Exact> {};

TEST_P(ShapeArea, ConvergesWithSecondOrder) {
  const Exact& exact = GetParam();
  std::vector<double> errors;
  for (const double size : {0.2, 0.1, 0.05}) {
    Shape shape = turned(exact.shape);
    shape.panel_size = size;
    const double area = area_of(build_surface({{exact.name, shape}}));
    errors.push_back(std::abs(area - exact.area) / exact.area);
  }
  if (errors.back() < 1e-12) return;  // flat shapes are exact
  const double order = std::log2(errors[1] / errors[2]);
  std::printf("%-10s errors %.2e %.2e %.2e  order %.3f\n", exact.name, errors[0], errors[1],
              errors[2], order);
  EXPECT_NEAR(order, 2.0, exact.slack) << exact.name;
  EXPECT_LT(errors[2], 1e-3);
}

const double slant = std::hypot(1.5, 0.9);

INSTANTIATE_TEST_SUITE_P(
    Shapes, ShapeArea,
    testing::Values(
        Exact{"cylinder",
              {.kind = ShapeKind::cylinder, .radius = 1.3, .length = 2.7},
              2 * pi * 1.3 * 2.7},
        Exact{"cone",
              {.kind = ShapeKind::cone, .radius = 2.0, .radius_end = 1.1, .length = 1.5},
              pi*(2.0 + 1.1) * slant},
        Exact{"tip",
              {.kind = ShapeKind::cone, .radius = 0.0, .radius_end = 0.9, .length = 1.5},
              pi * 0.9 * slant,
              0.3},  // h^2 log(1/h): towards the tip rings have few nodes
        Exact{"disc", {.kind = ShapeKind::disc, .radius = 1.4}, pi * 1.4 * 1.4},
        Exact{"sphere", {.kind = ShapeKind::sphere, .radius = 1.2}, 4 * pi * 1.2 * 1.2},
        Exact{"cap",
              {.kind = ShapeKind::cap, .radius = 1.5, .length = 0.6},
              pi*(1.5 * 1.5 + 0.6 * 0.6)},
        Exact{"dome", {.kind = ShapeKind::cap, .radius = 1.5, .length = 1.5}, 2 * pi * 1.5 * 1.5},
        Exact{"box",
              {.kind = ShapeKind::box, .size = {2.0, 1.1, 0.7}},
              2 * (2.0 * 1.1 + 1.1 * 0.7 + 0.7 * 2.0)},
        Exact{"plate", {.kind = ShapeKind::plate, .size = {2.0, 1.1, 0.0}}, 2.0 * 1.1}),
    [](const auto& information) { return std::string(information.param.name); });

TEST(AnnulusArea, IsTheDifferenceOfTwoRegularPolygons) {
  // The errors of the two rims cancel to leading order, so no order can be observed.
  const double size = 0.1;
  Shape shape{.kind = ShapeKind::disc, .radius = 1.4, .inner_radius = 0.5};
  shape.panel_size = size;
  const auto polygon = [&](double radius) {
    const double n = std::round(2 * pi * radius / size);
    return 0.5 * n * radius * radius * std::sin(2 * pi / n);
  };
  EXPECT_NEAR(area_of(build_surface({{"annulus", shape}})), polygon(1.4) - polygon(0.5), 1e-12);
}

TEST(ShapeVolume, SphereConvergesWithSecondOrderAndPointsOutwards) {
  std::vector<double> errors;
  for (const double size : {0.2, 0.1, 0.05}) {
    Shape shape{.kind = ShapeKind::sphere, .radius = 1.2};
    shape.panel_size = size;
    const double exact = 4.0 / 3.0 * pi * 1.2 * 1.2 * 1.2;
    const double volume = volume_of(build_surface({{"sphere", shape}}));
    EXPECT_GT(volume, 0.0);
    errors.push_back(std::abs(volume - exact) / exact);
  }
  EXPECT_NEAR(std::log2(errors[1] / errors[2]), 2.0, 0.1);
}

TEST(ShapeVolume, BoxIsExactAndPointsOutwards) {
  Shape shape{.kind = ShapeKind::box, .size = {2.0, 1.1, 0.7}};
  shape.panel_size = 0.15;
  EXPECT_NEAR(volume_of(build_surface({{"box", shape}})), 2.0 * 1.1 * 0.7, 1e-13);
}

}  // namespace
}  // namespace tektite::mesh
