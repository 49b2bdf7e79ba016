#include "solver/aeroheating/plate.hpp"

#include "materials/gas/equilibrium_table.hpp"
#include "solver/aeroheating/fay_riddell.hpp"
#include "solver/aeroheating/wall.hpp"
#include "solver/base/constants.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aeroheating {

namespace {

using environment::Freestream;
namespace gas = materials::gas;

/// Sutherland's law of the 1976 standard atmosphere [Pa s]. Ref: USSA1976
double sutherland(double temperature) {
  return 1.458e-6 * temperature * std::sqrt(temperature) / (temperature + 110.4);
}

double recovery_factor(Layer layer) {
  return layer == Layer::laminar ? std::sqrt(prandtl) : std::cbrt(prandtl);
}

/// Half of the friction coefficient times Pr^-2/3: Stanton's number at reference conditions.
double stanton(double reynolds, Layer layer) {
  static const double analogy = 0.5 * std::pow(prandtl, -2.0 / 3.0);
  return analogy * (layer == Layer::laminar ? 0.664 / std::sqrt(reynolds)
                                            : 0.0592 * std::pow(reynolds, -0.2));
}

/// A flux into a wall at the film's temperature, as the flux at 300 K that makes the same film.
double as_cold_wall_flux(double flux, const Freestream& air, const FilmWall& wall) {
  return std::max(flux, 0.0) * film_enthalpy(air) / film_enthalpy(air, wall.temperature);
}

double eckert(const PlateAir& flow, double s, const FilmWall& wall, Layer layer) {
  const Freestream& air = flow.air;
  const double square = air.speed * air.speed * (1.0 - s * s);
  if (!(square > 0.0) || !(air.density > 0.0)) return 0.0;
  const double speed = std::sqrt(square);
  const double pressure = air.pressure + air.dynamic_pressure() * flow.pressure_coefficient * s * s;
  const double recovered = recovery_factor(layer) * 0.5 * square;
  const double edge = flow.total_enthalpy - 0.5 * square;
  const double reference = 0.5 * (wall.enthalpy + edge) + 0.22 * recovered;
  const gas::TabulatedAir at = gas::EquilibriumTable::shared().at(pressure, reference);
  const double film = at.density * speed * stanton(at.density * speed / at.viscosity, layer);
  return as_cold_wall_flux(film * (edge + recovered - wall.enthalpy), air, wall);
}

}  // namespace

PlateHeat eckert_plate(const PlateEdge& edge, double wall_temperature, double x, Layer layer) {
  constexpr double cp = constants::air_specific_heat;
  const double recovered = recovery_factor(layer) * 0.5 * edge.speed * edge.speed;
  PlateHeat heat;
  heat.reference_temperature = 0.5 * (wall_temperature + edge.temperature) + 0.22 * recovered / cp;
  const double density = edge.density * edge.temperature / heat.reference_temperature;
  heat.reynolds = density * edge.speed * x / sutherland(heat.reference_temperature);
  heat.flux = density * edge.speed * stanton(heat.reynolds, layer) *
              (cp * (edge.temperature - wall_temperature) + recovered);
  return heat;
}

PlateAir plate_air(const Freestream& air) {
  if (!(air.density > 0.0)) return {air};
  const gas::Stream stream{air.density, air.temperature, air.speed};
  const gas::TabulatedStagnation point = gas::EquilibriumTable::shared().stagnation(stream);
  return {air, point.pressure_coefficient, point.air.enthalpy};
}

double eckert_laminar(const PlateAir& flow, double s, const FilmWall& wall) {
  return eckert(flow, s, wall, Layer::laminar);
}

double eckert_turbulent(const PlateAir& flow, double s, const FilmWall& wall) {
  return eckert(flow, s, wall, Layer::turbulent);
}

double tauber_laminar_flux(const Freestream& air, double s, double x, double enthalpy_ratio) {
  const double cosine = std::sqrt(std::max(1.0 - s * s, 0.0));
  return 2.53e-5 * std::sqrt(cosine) * s * (1.0 - enthalpy_ratio) * std::sqrt(air.density / x) *
         std::pow(air.speed, 3.2);
}

double tauber_turbulent_flux(const Freestream& air, double s, double x, double enthalpy_ratio,
                             double wall_temperature) {
  const double cosine = std::sqrt(std::max(1.0 - s * s, 0.0));
  const double common = std::pow(s, 1.6) * std::pow(x, -0.2) * (1.0 - 1.11 * enthalpy_ratio) *
                        std::pow(air.density, 0.8);
  if (air.speed > 3962.0) {
    return 2.2e-5 * std::pow(cosine, 2.08) * common * std::pow(air.speed, 3.7);
  }
  return 3.89e-4 * std::pow(cosine, 1.78) * common * std::pow(wall_temperature / 556.0, -0.25) *
         std::pow(air.speed, 3.37);
}

namespace {
/// h_w/h0, at most 1: the formulas are for entry speeds.
double enthalpy_ratio(const Freestream& air, const FilmWall& wall) {
  return std::min(constants::air_specific_heat * wall.temperature / recovery_enthalpy(air), 1.0);
}
}  // namespace

double tauber_laminar(const PlateAir& flow, double s, const FilmWall& wall) {
  const double flux = tauber_laminar_flux(flow.air, s, 1.0, enthalpy_ratio(flow.air, wall));
  return as_cold_wall_flux(flux, flow.air, wall);
}

double tauber_turbulent(const PlateAir& flow, double s, const FilmWall& wall) {
  const double flux =
      tauber_turbulent_flux(flow.air, s, 1.0, enthalpy_ratio(flow.air, wall), wall.temperature);
  return as_cold_wall_flux(flux, flow.air, wall);
}

}  // namespace tektite::aeroheating
