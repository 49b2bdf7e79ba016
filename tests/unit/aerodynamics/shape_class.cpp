// What bodies are classed as. Source: closed forms of the second moments and silhouettes of simple
// bodies; continuity.
#include "solver/aerodynamics/shape_class.hpp"

#include "solver/aerodynamics/aerodynamics.hpp"
#include "solver/aerodynamics/models.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <array>
#include <cmath>
#include <numeric>

namespace tektite::aerodynamics {
namespace {

using test::Flyer;

const std::array<std::int32_t, 1> whole = {0};

ShapeClass shape_of(const std::vector<mesh::ShapedPart>& parts, bool is_fixed = false) {
  Flyer flyer(parts);
  if (is_fixed) flyer.fix({0.2, 0.3, 0.9});
  Aerodynamics air({}, flyer.vehicle);
  air.refresh(flyer.state, whole);
  return air.shape(flyer.body());
}

ShapeMeasures measures_of(const std::vector<mesh::ShapedPart>& parts) {
  const Flyer flyer(parts);
  std::vector<std::int32_t> mine(static_cast<std::size_t>(flyer.vehicle.mesh->owned()));
  std::iota(mine.begin(), mine.end(), 0);
  const std::array<std::span<const std::int32_t>, 1> bodies = {mine};
  return measure_shapes(flyer.vehicle, bodies).front();
}

TEST(ShapeClass, Eigenvalues) {
  // diag(5, 2, 1) turned by 30 deg about z: xx = 5 c^2 + 2 s^2, yy, xy = 3 s c.
  const double c = std::cos(0.5235987755982988);
  const double s = 0.5;
  const auto values =
      eigenvalues({5 * c * c + 2 * s * s, 5 * s * s + 2 * c * c, 1, 3 * s * c, 0, 0});
  EXPECT_NEAR(values[0], 5.0, 1e-12);
  EXPECT_NEAR(values[1], 2.0, 1e-12);
  EXPECT_NEAR(values[2], 1.0, 1e-12);
  EXPECT_EQ(eigenvalues({2, 2, 2, 0, 0, 0}), (std::array<double, 3>{2, 2, 2}));
}

TEST(ShapeClass, MeasuresOfSimpleBodies) {
  // Cube of edge 1: faces at +-1/2 have x^2 = 1/4, the other four 1/12: mean 5/36. Its silhouettes
  // have the mean 3/2 and the mean square 1 + 4/pi: a relative deviation of 0.1015 (42 directions).
  const ShapeMeasures cube = measures_of({test::box(1.0, 1.0, 1.0, 0.2)});
  for (const double extent : cube.extent) EXPECT_NEAR(extent * extent, 5.0 / 36.0, 1e-12);
  EXPECT_NEAR(cube.openness, 1.0, 1e-12);
  EXPECT_NEAR(cube.unevenness, std::sqrt(1.0 + 4.0 / constants::pi - 2.25) / 1.5, 0.01);
  // Rectangle 3 x 1: 9/12, 1/12 and nothing.
  const ShapeMeasures plate = measures_of({test::plate("wing", 3.0, 1.0, 7.0, 0.25)});
  EXPECT_NEAR(plate.extent[0], std::sqrt(0.75), 1e-9);
  EXPECT_NEAR(plate.extent[1], std::sqrt(1.0 / 12.0), 1e-9);
  EXPECT_NEAR(plate.extent[2], 0.0, 1e-6);
  EXPECT_NEAR(plate.openness, 2.0, 1e-12);
  // Sphere: R^2/3 each, silhouettes alike.
  const ShapeMeasures ball = measures_of({test::sphere(1.0, 0.1)});
  for (const double extent : ball.extent) EXPECT_NEAR(extent, std::sqrt(1.0 / 3.0), 5e-3);
  EXPECT_LT(ball.unevenness, 2e-3);
}

TEST(ShapeClass, PanelBodiesAreWhatTheyLookLike) {
  for (const bool is_fixed : {false, true}) {
    EXPECT_NEAR(shape_of({test::sphere(1.0, 0.2)}, is_fixed).of(Shape::sphere), 1.0, 1e-9);
    EXPECT_NEAR(shape_of({test::box(1.0, 0.9, 1.1, 0.1)}, is_fixed).of(Shape::box), 1.0, 0.01);
    EXPECT_NEAR(shape_of({test::plate("wing", 2.0, 1.0, 0.0, 0.2)}, is_fixed).of(Shape::plate), 1.0,
                1e-9);
    EXPECT_NEAR(shape_of(test::closed_cylinder(0.3, 4.0, 0.15), is_fixed).of(Shape::cylinder), 1.0,
                0.02);
    EXPECT_NEAR(shape_of({test::box(2.0, 2.0, 0.02, 0.2)}, is_fixed).of(Shape::plate), 1.0, 1e-9);
  }
  // A short tube without ends is open: silhouettes (pi D L + pi D^2/2)/4 of pi D L, openness 1.5.
  EXPECT_NEAR(shape_of({test::cylinder(0.5, 1.0, 0.1)}).of(Shape::shell), 1.0, 1e-9);
}

TEST(ShapeClass, WeightsAddUpAndChangeSmoothly) {
  ShapeClass last;
  for (int i = 0; i <= 4000; ++i) {
    const double t = i / 4000.0;
    // From a rod over a compact body to a plate; from closed to open; from round to edged.
    const ShapeMeasures measures{
        {1.0, 0.1 + 0.9 * t, (0.1 + 0.9 * t) * (1.0 - t)}, 1.0 + t * t, 0.1 * t};
    const ShapeClass shape = shape_of_panels(measures);
    double sum = 0.0;
    for (std::size_t s = 0; s < shape_count; ++s) {
      EXPECT_GE(shape.weight[s], 0.0);
      sum += shape.weight[s];
      const double change = i > 0 ? std::abs(shape.weight[s] - last.weight[s]) : 0.0;
      EXPECT_LT(change, 5e-3);
    }
    EXPECT_NEAR(sum, 1.0, 1e-14);
    last = shape;
  }
}

TEST(ShapeClass, ObjectsGoByTheirProportions) {
  const auto object = [](vehicle::ObjectShape shape, double a, double b, double c) {
    vehicle::Object result;
    result.shape = shape;
    result.size = {a, b, c};
    return shape_of_object(result);
  };
  using enum vehicle::ObjectShape;
  EXPECT_EQ(object(sphere, 1, 0, 0).of(Shape::sphere), 1.0);
  EXPECT_EQ(object(box, 1, 1, 0.8).of(Shape::box), 1.0);
  EXPECT_EQ(object(box, 0.1, 0.1, 1).of(Shape::cylinder), 1.0);
  EXPECT_EQ(object(box, 0.05, 1, 1).of(Shape::plate), 1.0);
  EXPECT_EQ(object(plate, 1, 1, 0.5).of(Shape::plate), 1.0);
  EXPECT_EQ(object(cylinder, 1, 2, 0).of(Shape::cylinder), 1.0);
  EXPECT_EQ(object(cylinder, 1, 0.05, 0).of(Shape::disk), 1.0);
  EXPECT_EQ(object(cylinder, 1, 2, 0).slenderness, 2.0);
}

TEST(ShapeClass, ACaseCanClassAnObjectOtherwise) {
  Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  for (const char* name : {"tank", "rack 1", "rack 2", "rack mount"}) {
    vehicle::Object object;
    object.name = name;
    object.surface_area = 1.0;
    flyer.vehicle.objects.push_back(object);
  }
  Settings settings;
  settings.shapes = {{"rack", "box", 1.0}};
  const Aerodynamics air(settings, flyer.vehicle);
  vehicle::Body body;
  const Shape expected[] = {Shape::sphere, Shape::box, Shape::box, Shape::sphere};
  for (std::int32_t i = 0; i < 4; ++i) {
    body.object = i;
    EXPECT_EQ(air.shape(body).of(expected[i]), 1.0) << i;
  }
  settings.shapes = {{"shelf", "box", 1.0}};
  EXPECT_THROW(Aerodynamics(settings, flyer.vehicle), Error);
  settings.shapes = {{"tank", "teapot", 1.0}};
  EXPECT_THROW(Aerodynamics(settings, flyer.vehicle), Error);
}

}  // namespace
}  // namespace tektite::aerodynamics
