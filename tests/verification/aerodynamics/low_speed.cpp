// Drag below Mach 5 by shape class. Sources: the tables of the aerodynamics reference page: Clift
// and Gauvin 1971 and terminal speeds computed from their formulas; Hoerner 1965's coefficients
// (recalled); a transonic peak of 1.1 to 1.2 times the hypersonic value near Mach 1.2.
#include "solver/aerodynamics/low_speed.hpp"

#include "solver/aerodynamics/aerodynamics.hpp"
#include "solver/aerodynamics/models.hpp"
#include "solver/aerodynamics/newtonian.hpp"
#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include "tests/unit/aerodynamics/flyer.hpp"
#include <array>
#include <cmath>

namespace tektite::aerodynamics {
namespace {

using constants::pi;

LowSpeedFlow flow_at(double mach, double reynolds, double bluntness) {
  LowSpeedFlow flow;
  flow.mach = mach;
  flow.reynolds = reynolds;
  flow.bluntness = bluntness;
  flow.newtonian = bluntness * stagnation_pressure_coefficient(mach);
  flow.hypersonic = bluntness * stagnation_pressure_coefficient(5.0);
  return flow;
}

/// Weights of every class, those of Clift and Gauvin's spheres included.
double drag_of(std::size_t shape, const LowSpeedFlow& flow) {
  const ClassDrag sphere = shape == shape_count ? &clift_gauvin_class : &henderson_class;
  return drag_of_shape_class(flow, pure(static_cast<Shape>(shape % shape_count), 2.0), sphere);
}

TEST(LowSpeed, CliftGauvinTable) {
  const double rows[][2] = {{1, 27.600010}, {100, 1.093786}, {1e4, .416720}, {1e5, .491752}};
  for (const auto& [reynolds, value] : rows) {
    EXPECT_NEAR(clift_gauvin_sphere_drag(reynolds), value, 1e-6) << reynolds;
  }
  // Stokes: 24/Re as Re falls.
  EXPECT_NEAR(clift_gauvin_sphere_drag(1e-6) * 1e-6 / 24.0, 1.0, 1e-4);
}

TEST(LowSpeed, CoefficientsAreHoerners) {
  struct Row {
    Shape shape;
    double bluntness, slenderness, value;
  };
  const Row rows[] = {
      {Shape::box, 1.0, 1.0, 1.05},     {Shape::box, 0.5, 1.0, 0.8},
      {Shape::plate, 1.0, 1.0, 1.17},   {Shape::plate, 1.0, 10.0, 1.28},
      {Shape::disk, 1.0, 1.0, 1.12},    {Shape::cylinder, 2.0 / 3.0, 20.0, 1.2},
      {Shape::cylinder, 0.5, 2.0, 0.8}, {Shape::shell, 0.5, 1.0, 0.9},
  };
  for (const Row& row : rows) {
    const LowSpeedFlow flow = flow_at(0.3, 1e6, row.bluntness);
    const double value =
        drag_of_shape_class(flow, pure(row.shape, row.slenderness), &henderson_class);
    // The viscous part is 0.006 at Re 1e6; the tumbling cylinder follows from cross flow.
    EXPECT_NEAR(value, row.value, 0.012) << static_cast<int>(row.shape) << ' ' << row.bluntness;
  }
  // Tumbling plates 0.75 to 1.0; tumbling cylinders of L/D 1 to 3 about 0.8.
  for (const double slenderness : {1.0, 2.0, 3.0}) {
    EXPECT_NEAR(cylinder_class(flow_at(0.3, 1e6, 0.5), pure(Shape::cylinder, slenderness)), 0.8,
                0.07);
  }
  const double plate = plate_class(flow_at(0.3, 1e6, 0.5), pure(Shape::plate));
  EXPECT_GT(plate, 0.75);
  EXPECT_LT(plate, 1.0);
}

TEST(LowSpeed, EveryClassIsContinuousInMach) {
  const double nodes[] = {0.5, 0.6, 1.0, 1.2, 1.75, 2.0, 5.0};
  for (std::size_t shape = 0; shape <= shape_count; ++shape) {
    for (const double bluntness : {0.05, 0.5, 0.7, 1.0}) {
      for (const double reynolds : {50.0, 1e4, 1e7}) {
        for (const double mach : nodes) {
          const double below = drag_of(shape, flow_at(mach - 1e-11, reynolds, bluntness));
          const double above = drag_of(shape, flow_at(mach + 1e-11, reynolds, bluntness));
          EXPECT_NEAR(below, above, 1e-9) << shape << " at " << mach;
        }
        // No jump anywhere: over a fine sweep the step stays below the steepest slope times it.
        double last = drag_of(shape, flow_at(0.05, reynolds, bluntness));
        for (int i = 1; i <= 60000; ++i) {
          const double next = drag_of(shape, flow_at(0.05 + 1e-4 * i, reynolds, bluntness));
          ASSERT_LT(std::abs(next - last), 1e-4 * 40.0) << shape << " at " << 0.05 + 1e-4 * i;
          last = next;
        }
      }
    }
  }
}

TEST(LowSpeed, LimitsAreSubsonicAndNewtonian) {
  for (std::size_t shape = 0; shape <= shape_count; ++shape) {
    for (const double bluntness : {0.5, 1.0}) {
      for (const double mach : {5.0, 7.0, 12.0, 25.0}) {
        EXPECT_EQ(drag_of(shape, flow_at(mach, 1e6, bluntness)),
                  bluntness * stagnation_pressure_coefficient(mach));
      }
      if (shape == 0) continue;  // Henderson's sphere has its own Mach number dependence
      EXPECT_EQ(drag_of(shape, flow_at(0.6, 1e6, bluntness)),
                drag_of(shape, flow_at(0.01, 1e6, bluntness)));
      // Up to the peak it rises, then it falls to the Newtonian value.
      double last = drag_of(shape, flow_at(0.6, 1e6, bluntness));
      for (double mach = 0.61; mach < 1.2; mach += 0.01) {
        const double next = drag_of(shape, flow_at(mach, 1e6, bluntness));
        EXPECT_GT(next, last) << shape << ' ' << mach;
        last = next;
      }
      const double peak = drag_of(shape, flow_at(1.2, 1e6, bluntness));
      const double ratio = peak / (bluntness * stagnation_pressure_coefficient(5.0));
      EXPECT_GE(ratio, 1.1 - 1e-12);
      EXPECT_LE(ratio, 1.2);
      for (double mach = 1.3; mach < 4.5; mach += 0.1) {
        EXPECT_LT(drag_of(shape, flow_at(mach, 1e6, bluntness)), peak);
      }
    }
  }
}

TEST(LowSpeed, DragGrowsAsReynoldsNumberFalls) {
  for (std::size_t shape = 1; shape < shape_count; ++shape) {
    double last = 0.0;
    for (double reynolds = 1e7; reynolds > 0.1; reynolds *= 0.5) {
      const double next = drag_of(shape, flow_at(0.1, reynolds, 0.5));
      EXPECT_GT(next, last);
      last = next;
    }
    EXPECT_TRUE(std::isfinite(drag_of(shape, flow_at(0.0, 0.0, 0.5))));
  }
}

TEST(LowSpeed, SesamHalvesTheDragBelowMach1) {  // DRAMA tables: sphere 0.449409 = 0.898818 / 2
  const ShapeClass sphere = pure(Shape::sphere);
  const double at_5 = 0.5 * stagnation_pressure_coefficient(5.0);
  EXPECT_EQ(half_below_mach_1(flow_at(0.99, 1e6, 0.5), sphere, nullptr), 0.5 * at_5);
  EXPECT_EQ(half_below_mach_1(flow_at(1.0, 1e6, 0.5), sphere, nullptr), at_5);
  EXPECT_EQ(half_below_mach_1(flow_at(4.0, 1e6, 0.5), sphere, nullptr), at_5);
  EXPECT_EQ(constant_below_mach_5(flow_at(0.2, 1e6, 0.5), sphere, nullptr), at_5);
  EXPECT_NEAR(at_5, 0.898818, 7e-3);
}

TEST(LowSpeed, TerminalSpeeds) {
  // V = sqrt(2 m g / (rho C_D A)) solved with a room's coefficient by fixed-point iteration has to
  // give what the coefficient that it ends at gives; and the reference table for given C_D.
  struct Row {
    double mass, coefficient, area, speed, energy;
  };
  const Row rows[] = {{1, 1, .01, 40.01357, 800.543},
                      {50, .92, .2, 65.96042, 108769.41},
                      {1000, 1.2, 1, 115.50922, 6.67119e6}};
  const auto terminal = [](double mass, double coefficient, double area) {
    return std::sqrt(2.0 * mass * constants::standard_gravity / (1.225 * coefficient * area));
  };
  for (const Row& row : rows) {
    const double speed = terminal(row.mass, row.coefficient, row.area);
    EXPECT_NEAR(speed, row.speed, 1e-5 * row.speed);
    EXPECT_NEAR(0.5 * row.mass * speed * speed, row.energy, 1e-5 * row.energy);
  }
  // A steel cube of 0.2 m edge, 62.8 kg, tumbling, of mean projected area 0.06 m2: C_D 0.8.
  test::Flyer flyer({test::plate("host", 1.0, 1.0, 0.0, 0.5)});
  vehicle::Object cube;
  cube.shape = vehicle::ObjectShape::box;
  cube.size = {0.2, 0.2, 0.2};
  cube.surface_area = 0.24;
  flyer.vehicle.objects.push_back(cube);
  vehicle::Body body;
  body.id = 1;
  body.object = 0;
  const Aerodynamics room({}, flyer.vehicle);
  auto air = test::air_at(0.2);
  air.density = 1.225;
  air.sound_speed = 340.29;
  air.viscosity = 1.7894e-5;
  double speed = 100.0;
  for (int i = 0; i < 50; ++i) {
    air.speed = speed;
    speed = terminal(62.8, 1.0, room.force(flyer.state, body, air).drag_area);
  }
  EXPECT_NEAR(speed, terminal(62.8, 0.8, 0.06), 5e-3 * speed);
}

}  // namespace
}  // namespace tektite::aerodynamics
