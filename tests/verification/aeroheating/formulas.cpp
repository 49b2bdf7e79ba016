// Closed formulas against independent evaluations: rows HEA-01...09 and the tables of the heating
// reference page (computed there; state A: US Standard Atmosphere 1976 at 70 km, 7 km/s).
#include "solver/aeroheating/bridging.hpp"
#include "solver/aeroheating/distribution.hpp"
#include "solver/aeroheating/free_molecular.hpp"
#include "solver/aeroheating/stagnation.hpp"
#include "solver/aeroheating/wall.hpp"
#include "solver/base/constants.hpp"
#include "solver/environment/freestream.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tektite::aeroheating {
namespace {

using constants::degree;
using constants::pi;
using environment::Freestream;

/// Sutherland's law of the 1976 standard [Pa s].
double sutherland(double temperature) {
  return 1.458e-6 * std::pow(temperature, 1.5) / (temperature + 110.4);
}

Freestream air(double density, double speed, double temperature = 219.585) {
  Freestream result;
  result.density = density;
  result.speed = speed;
  result.temperature = temperature;
  result.molar_mass = 0.0289644;
  result.viscosity = sutherland(temperature);
  result.sound_speed = std::sqrt(1.4 * result.gas_constant() * temperature);
  return result;
}

const Freestream state_a = air(8.28286e-5, 7000.0);

const FilmWall cold_wall;

/// Flux of a sphere of this radius [W/m^2].
double flux(const StagnationFlux& of, double radius) {
  return of.at(1.0 / std::sqrt(radius));
}

TEST(Stagnation, StateA) {  // HEA-01, 02, 03
  EXPECT_NEAR(flux(sutton_graves(state_a, cold_wall), 0.5), 7.688166e5, 1e-6 * 7.688166e5);
  EXPECT_NEAR(flux(detra_kemp_riddell(state_a, cold_wall), 0.5), 8.680017e5, 1e-6 * 8.680017e5);
  EXPECT_NEAR(flux(scarab(state_a, cold_wall), 0.5), 8.717524e5, 1e-5 * 8.717524e5);
  EXPECT_NEAR(flux(sutton_graves(state_a, cold_wall), 1.0), 5.436354e5, 1e-6 * 5.436354e5);
  EXPECT_NEAR(flux(detra_kemp_riddell(state_a, cold_wall), 1.0), 6.137699e5, 1e-6 * 6.137699e5);
  EXPECT_NEAR(flux(scarab(state_a, cold_wall), 1.0), 6.164220e5, 1e-5 * 6.164220e5);
}

TEST(Stagnation, OtherStates) {  // 80, 60, 50, 100 and 120 km
  struct Row {
    double density, speed, temperature, radius, sutton, detra, scarab, molecular;
  };
  const Row rows[] = {
      {1.8458e-5, 7500, 198.639, .5, 4.463901e5, 5.092217e5, 5.121310e5, 3.893484e6},
      {1.8458e-5, 7500, 198.639, 1., 3.156455e5, 3.600741e5, 3.621313e5, 3.893484e6},
      {3.09678e-4, 6000, 247.021, .5, 9.361542e5, 1.032769e6, 1.027502e6, 3.344522e7},
      {1.02688e-3, 4000, 270.650, .5, 5.051011e5, 5.243490e5, 5.058025e5, 3.286016e7},
      {5.6041e-7, 7800, 195.081, .5, 8.749339e4, 1.003974e5, 1.012431e5, 1.329718e5},
      {2.2221e-8, 7800, 360.000, .5, 1.742224e4, 1.999178e4, 2.048399e4, 5.272510e3}};
  for (const Row& row : rows) {
    SCOPED_TRACE(::testing::Message() << row.density << " kg/m^3, radius " << row.radius);
    // The source's Mach numbers have the molar mass of the ground at any altitude.
    const Freestream flow = air(row.density, row.speed, row.temperature);
    // The density is given to five digits.
    EXPECT_NEAR(flux(sutton_graves(flow, cold_wall), row.radius), row.sutton, 3e-5 * row.sutton);
    EXPECT_NEAR(flux(detra_kemp_riddell(flow, cold_wall), row.radius), row.detra, 3e-5 * row.detra);
    EXPECT_NEAR(flux(scarab(flow, cold_wall), row.radius), row.scarab, 1e-4 * row.scarab);
    EXPECT_NEAR(0.5 * row.density * std::pow(row.speed, 3), row.molecular, 3e-5 * row.molecular);
  }
}

TEST(Stagnation, ShapeFactor) {
  EXPECT_DOUBLE_EQ(shape_factor(1.0), 1.0);
  // Cylinder across the flow: 0.570/0.763 = 0.7471 (Fay & Riddell's constants), 1/sqrt(2) in
  // others.
  EXPECT_GT(shape_factor(0.0), 1.0 / std::sqrt(2.0));
  EXPECT_LT(shape_factor(0.0), 0.7471);
  EXPECT_NEAR(shape_factor(0.25), std::sqrt((1.1 + 0.9 * 0.5) / 2.0), 1e-15);
}

TEST(Distribution, Lees) {  // HEA-05
  EXPECT_NEAR(lees(45.0 * degree, 0.0), 0.596490, 1e-6);
  const double infinite[][2] = {
      {15, .951009}, {30, .810196}, {60, .343999}, {75, .110672}, {90, 0}};
  for (const auto& [angle, value] : infinite) {
    EXPECT_NEAR(lees(angle * degree, 0.0), value, 1e-6) << angle;
  }
  const double ten[][2] = {{15, .951338}, {30, .811534}, {45, .599617},
                           {60, .349920}, {75, .120652}, {90, .014056}};
  for (const auto& [angle, value] : ten) {
    EXPECT_NEAR(lees_distribution(std::cos(angle * degree), 10.0), value, 1e-6) << angle;
  }
  EXPECT_NEAR(lees(1.1e-3, 0.0), 1.0, 1e-5);
  EXPECT_EQ(lees(0.0, 0.0), 1.0);
}

TEST(Distribution, MeansOverASphere) {
  // Mean over the whole surface, lee side zero: Lees .196350 (M = inf), .199564 (M = 10), .208910
  // (M = 5); 0.1 + 0.9 s: 0.275.
  constexpr int n = 20000;
  double lees_infinite = 0.0;
  double lees_ten = 0.0;
  double lees_five = 0.0;
  double modified = 0.0;
  for (int i = 0; i < n; ++i) {
    const double s = (i + 0.5) / n;
    lees_infinite += 0.5 * lees_distribution(s, 1e9) / n;
    lees_ten += 0.5 * lees_distribution(s, 10.0) / n;
    lees_five += 0.5 * lees_distribution(s, 5.0) / n;
    modified += 0.5 * modified_lees(s, 10.0) / n;
  }
  EXPECT_NEAR(lees_infinite, 0.196350, 2e-6);
  EXPECT_NEAR(lees_ten, 0.199564, 2e-6);
  EXPECT_NEAR(lees_five, 0.208910, 2e-6);
  EXPECT_NEAR(modified, 0.275, 1e-9);
}

TEST(FreeMolecularHeat, Plate) {  // HEA-06: 100 km, 7.8 km/s, Tw 300 K, S = 23.07702
  Freestream flow;
  flow.density = 5.6041e-7;
  flow.speed = 7800.0;
  flow.molar_mass = 0.028395;
  const double S = 23.07702;
  flow.temperature = 7800.0 * 7800.0 / (2.0 * S * S * flow.gas_constant());
  EXPECT_NEAR(flow.temperature, 195.08, 0.01);
  EXPECT_NEAR(free_molecular_heat(flow, 1.0, 300.0), 1.326938e5, 1e-6 * 1.326938e5);
  EXPECT_NEAR(free_molecular_heat(flow, std::sqrt(0.5), 300.0), 9.382870e4, 1e-6 * 9.382870e4);
  EXPECT_NEAR(free_molecular_heat(flow, 0.0, 300.0), 1.620531e3, 1e-6 * 1.620531e3);
}

TEST(FreeMolecularHeat, At120Kilometres) {
  // 7.8 km/s, mean molar mass 26.204: plate at 90, 45 and 0 deg, and the mean over a whole sphere
  // over rho V^3 / 2, 0.251408 (hypersonic limit 1/4).
  Freestream flow;
  flow.density = 2.2221e-8;
  flow.speed = 7800.0;
  flow.temperature = 360.0;
  flow.molar_mass = 0.026204;
  EXPECT_NEAR(free_molecular_heat(flow, 1.0, 300.0), 5292.308, 1e-4 * 5292.308);
  EXPECT_NEAR(free_molecular_heat(flow, std::sqrt(0.5), 300.0), 3742.227, 1e-4 * 3742.227);
  EXPECT_NEAR(free_molecular_heat(flow, 0.0, 300.0), 91.31209, 1e-4 * 91.31209);
  double mean = 0.0;
  constexpr int n = 20000;
  for (int i = 0; i < n; ++i) {
    mean += free_molecular_heat(flow, -1.0 + 2.0 * (i + 0.5) / n, 300.0) / n;
  }
  EXPECT_NEAR(mean / (0.5 * flow.density * std::pow(7800.0, 3)), 0.251408, 2e-6);
}

TEST(Bridging, MattingAndRoot) {  // HEA-08
  EXPECT_NEAR(matting(8.749339e4, 1.329718e5, 0.0), 6.8354e4, 1e-4 * 6.8354e4);
  EXPECT_NEAR(harmonic_root(8.749339e4, 1.329718e5, 0.0), 7.3090e4, 1e-4 * 7.3090e4);
  EXPECT_NEAR(matting(1.742224e4, 5.272510e3, 0.0), 4.5494e3, 1e-4 * 4.5494e3);
  EXPECT_NEAR(harmonic_root(1.742224e4, 5.272510e3, 0.0), 5.0465e3, 1e-4 * 5.0465e3);
  EXPECT_NEAR(matting(4.463901e5, 3.893484e6, 0.0), 4.4632e5, 1e-4 * 4.4632e5);
  EXPECT_NEAR(harmonic_root(4.463901e5, 3.893484e6, 0.0), 4.4348e5, 1e-4 * 4.4348e5);
  // Limits: the smaller of the two where they are far apart.
  EXPECT_NEAR(matting(1.0, 1e3, 0.0), 1.0, 1e-12);
  EXPECT_NEAR(matting(1e6, 1.0, 0.0), 1.0, 1e-6);
  EXPECT_EQ(matting(0.0, 1.0, 0.0), 0.0);
  EXPECT_EQ(harmonic_root(1.0, 0.0, 0.0), 0.0);
}

TEST(Wall, HotWallFactor) {
  EXPECT_NEAR(hot_wall(state_a, 300.0), 1.0, 1e-15);
  EXPECT_NEAR(hot_wall(state_a, 1000.0), 0.971205, 1e-6);
  EXPECT_NEAR(hot_wall(state_a, 1500.0), 0.950637, 1e-6);
  EXPECT_NEAR(hot_wall(state_a, 2000.0), 0.930069, 1e-6);
}

TEST(Wall, RadiativeEquilibrium) {  // HEA-09
  EXPECT_NEAR(radiative_equilibrium(7.688166e5, 0.8), 2028.9916, 1e-6 * 2028.9916);
  EXPECT_NEAR(radiative_equilibrium(7.688166e5, 0.3), 2592.82, 0.005);
  EXPECT_NEAR(hot_wall_equilibrium(state_a, 7.688166e5, 0.8), 1992.71, 0.005);
  EXPECT_NEAR(hot_wall_equilibrium(state_a, 7.688166e5, 0.3), 2531.16, 0.005);
}

TEST(Wall, FilmFadesOutSmoothly) {
  // film = q / film_enthalpy, never negative, falling steadily to zero as the body slows down.
  double last = 1e9;
  for (double speed = 8000.0; speed > 1.0; speed *= 0.98) {
    const Freestream flow = air(1e-2, speed);
    const double film = flux(detra_kemp_riddell(flow, cold_wall), 1.0) / film_enthalpy(flow);
    EXPECT_GT(film, 0.0);
    if (speed > 700.0 || speed < 500.0) {  // the floor of film_enthalpy sets in between
      EXPECT_LT(film, last) << speed;
    }
    last = film;
  }
  EXPECT_LT(last, 1e-3);
}

}  // namespace
}  // namespace tektite::aeroheating
