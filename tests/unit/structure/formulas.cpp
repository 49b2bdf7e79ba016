// Closed forms against published and hand-computed values.
#include "solver/structure/formulas.hpp"

#include "solver/structure/models.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tektite::structure {
namespace {

constexpr double flat = std::numeric_limits<double>::infinity();

// Check STR-04: thin cylinder R 2.2 m, t 4.8 mm, p 101325 Pa: hoop 46.440625, axial 23.220313,
// von Mises 40.218761 MPa (p R / t, p R / 2 t).
TEST(Membrane, ThinCylinder) {
  const Membrane n = membrane_forces(101325.0, 2.2, flat);
  EXPECT_NEAR(n.circumferential / 0.0048 * 1e-6, 46.440625, 1e-7);
  EXPECT_NEAR(n.meridional / 0.0048 * 1e-6, 23.2203125, 1e-7);
  EXPECT_NEAR(von_mises(n.meridional, n.circumferential) / 0.0048 * 1e-6, 40.218761, 1e-6);
}

// Timoshenko, Theory of Plates and Shells: sphere p R / 2 both ways; spheroid at its equator with
// r = a, R = b^2 / a: N_c = p a (1 - a^2 / (2 b^2)).
TEST(Membrane, SphereAndSpheroid) {
  const Membrane sphere = membrane_forces(1e5, 3.0, 3.0);
  EXPECT_DOUBLE_EQ(sphere.meridional, 1.5e5);
  EXPECT_DOUBLE_EQ(sphere.circumferential, 1.5e5);
  const double a = 1.0;
  const double b = 2.0;
  const Membrane spheroid = membrane_forces(1e5, a, b * b / a);
  EXPECT_DOUBLE_EQ(spheroid.circumferential, 1e5 * a * (1.0 - a * a / (2.0 * b * b)));
}

// Check STR-08: E 70 GPa, alpha 23e-6, dT 100 K: -161.0 MPa.
TEST(Thermal, RestrainedBar) {
  EXPECT_NEAR(restrained_bar_stress(70e9, 23e-6, 100.0) * 1e-6, -161.0, 1e-9);
}

// Linear clamped plate (Timoshenko): w = q a^4 / (64 D), edge 3/4 q (a/t)^2, centre
// 3 (1 + nu) / 8 q (a/t)^2.
TEST(Plate, SmallLoadIsLinear) {
  const double q = 1e-3, a = 0.5, t = 0.005, E = 70e9, nu = 0.3;
  const PlateResponse plate = clamped_plate(q, a, t, E, nu);
  const double D = E * t * t * t / (12.0 * (1.0 - nu * nu));
  EXPECT_NEAR(plate.deflection / (q * std::pow(a, 4) / (64.0 * D)), 1.0, 1e-9);
  EXPECT_NEAR(plate.edge_stress / (0.75 * q * a * a / t / t), 1.0, 1e-6);
  EXPECT_NEAR(plate.centre_stress / (0.375 * (1.0 + nu) * q * a * a / t / t), 1.0, 1e-6);
}

// Very large load: a membrane. Hencky 1915 (recalled): w = 0.653 a (q a / E t)^(1/3) for nu 0.3.
// The cubic's constants are an energy approximation, 8 % above; its stress is not Hencky's at all
// near the edge, so only the deflection is compared.
TEST(Plate, LargeLoadIsAMembrane) {
  const double q = 1e8, a = 1.0, t = 1e-4, E = 70e9;
  const double w = clamped_plate(q, a, t, E, 0.3).deflection;
  EXPECT_NEAR(w / (a * std::cbrt(q * a / (E * t))) / 0.653, 1.0, 0.09);
}

// By hand with w/t = 1, nu = 0.3: q a^4 / E t^4 = 5.8608059 + 2.8571429 = 8.7179487;
// edge 4.3956044 + 1.73, centre 2.8571429 + 0.976, times E t^2 / a^2.
TEST(Plate, DeflectionOfOneThickness) {
  const double a = 0.5, t = 0.005, E = 70e9;
  const double scale = E * std::pow(t / a, 2);
  const double q = 8.717948717948718 * E * std::pow(t / a, 4);
  const PlateResponse plate = clamped_plate(q, a, t, E, 0.3);
  EXPECT_NEAR(plate.deflection, t, 1e-12);
  EXPECT_NEAR(plate.edge_stress / scale, 6.125604395604396, 1e-9);
  EXPECT_NEAR(plate.centre_stress / scale, 3.833142857142857, 1e-9);
}

// NACA Report 1135, tables: M 1 p0/p 1.8929; M 0.5 1.1862; M 5 (behind shock) 32.65. Fast: 1.8394.
TEST(Stagnation, Coefficients) {
  EXPECT_NEAR(stagnation_pressure_coefficient(0.5), (1.1862 - 1.0) / 0.175, 3e-4);
  EXPECT_NEAR(stagnation_pressure_coefficient(1.0), 0.8929 / 0.7, 1e-4);
  EXPECT_NEAR(stagnation_pressure_coefficient(5.0), 31.65 / 17.5, 3e-4);
  EXPECT_NEAR(stagnation_pressure_coefficient(1e4), 1.8394, 1e-4);
  EXPECT_NEAR(stagnation_pressure_coefficient(1e-3), 1.0, 1e-6);
}

TEST(Interactions, HandValues) {
  const JointRatios r{0.2, 0.1, 0.3, 0.4};
  EXPECT_NEAR(interactions()[0].make(r), std::sqrt(0.09 + 0.09 + 0.16), 1e-15);
  EXPECT_NEAR(interactions()[1].make(r), 1.0, 1e-15);
  // Reference pack, bolt (.6, .6): .72 of the squares; (.8, .5): .89.
  EXPECT_NEAR(std::pow(interactions()[0].make({0.6, 0.0, 0.6, 0.0}), 2), 0.72, 1e-12);
  EXPECT_NEAR(std::pow(interactions()[0].make({0.8, 0.0, 0.5, 0.0}), 2), 0.89, 1e-12);
}

TEST(LoadRatio, NothingLeft) {
  EXPECT_EQ(load_ratio(0.0, 0.0), 0.0);
  EXPECT_EQ(load_ratio(1.0, 0.0), no_capacity);
  EXPECT_EQ(load_ratio(3.0, 2.0), 1.5);
}

}  // namespace
}  // namespace tektite::structure
