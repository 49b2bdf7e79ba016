#include "solver/aeroheating/heat_law.hpp"

#include "solver/aeroheating/free_molecular.hpp"
#include "solver/aeroheating/wall.hpp"
#include "solver/base/constants.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aeroheating {

namespace {

using environment::Freestream;

/// Place in HeatModels::watches_.
constexpr std::size_t radiation_watch = 3;

/// A model outside of its range matters where there is heat: as march.handover_heating [W/m^2].
constexpr double worth_watching = 20e3;

/// Gauss-Legendre, 12 points on [0, 1]: abscissae of the lower half, and weights.
/// Ref: AbramowitzStegun1964, table 25.4
constexpr std::array<double, 6> gauss_node = {0.1252334085114689, 0.3678314989981802,
                                              0.5873179542866175, 0.7699026741943047,
                                              0.9041172563704749, 0.9815606342467192};
constexpr std::array<double, 6> gauss_weight = {0.2491470458134028, 0.2334925365383548,
                                                0.2031674267230659, 0.1600783285433462,
                                                0.1069393259953184, 0.0471753363865118};

/// Directions that a place on a convex body meets: sines of incidence, and weights for the mean of
/// a function that is 0 on the lee side. Nodes are even in the angle, in which distributions are
/// smooth: mean = 1/2 int f(cos t) sin t dt over [0, pi/2].
struct Directions {
  std::array<double, 12> s{};
  std::array<double, 12> weight{};
};
Directions make_directions() {
  Directions all;
  for (std::size_t i = 0; i < 12; ++i) {
    const double side = i < 6 ? -1.0 : 1.0;
    const double angle = 0.25 * constants::pi * (1.0 + side * gauss_node[i % 6]);
    all.s[i] = std::cos(angle);
    all.weight[i] = 0.5 * 0.25 * constants::pi * gauss_weight[i % 6] * std::sin(angle);
  }
  return all;
}
const Directions directions = make_directions();

template <class Made>
RangeWatch watch_of(const char* family, const Model<Made>& model) {
  return {family, model.name, model.limits};
}

}  // namespace

HeatModels::HeatModels(const Settings& settings)
    : wall_(settings.wall_temperature, settings.catalycity),
      accommodation_(settings.accommodation),
      least_(settings.radius_least),
      greatest_(settings.radius_greatest),
      stagnation_(find_model(stagnation_models(), "stagnation heating", settings.stagnation).make),
      distribution_(
          find_model(distribution_models(), "heating distribution", settings.distribution).make),
      bridging_(find_model(bridging_models(), "heating bridging", settings.bridging).make),
      plate_(find_model(plate_models(), "heating plate", settings.plate).make),
      radiation_(find_model(radiation_models(), "heating radiation", settings.radiation).make),
      watches_{
          watch_of("heating.stagnation",
                   find_model(stagnation_models(), "stagnation heating", settings.stagnation)),
          watch_of("heating.distribution", find_model(distribution_models(), "heating distribution",
                                                      settings.distribution)),
          watch_of("heating.plate", find_model(plate_models(), "heating plate", settings.plate)),
          watch_of("heating.radiation",
                   find_model(radiation_models(), "heating radiation", settings.radiation))} {}

double HeatModels::stagnation_flux(const Freestream& air, double radius) const {
  return stagnation_(air, wall_).at(1.0 / std::sqrt(radius));
}

void HeatModels::begin_watch() {
  for (RangeWatch& one : watches_) one.begin();
}

double HeatModels::molecular_flux(const Freestream& air, double flux, double conductance) const {
  // In fast flight the film is that of the flux into a wall at wall_.temperature. In slow flight
  // that flux changes its sign where the wall is as warm as what arrives; what the molecules then
  // exchange with the wall is their conductance.
  const double film = std::max(flux / film_enthalpy(air, wall_.temperature), conductance);
  return accommodation_ * film * film_enthalpy(air);
}

void HeatModels::make(const Freestream& air, double length, bool has_panels, HeatLaw& law) {
  law.flies = air.speed > 1.0;
  if (!law.flies) return;
  law.recovery = recovery_enthalpy(air);
  law.per_enthalpy = 1.0 / film_enthalpy(air);
  law.radius_least = least_ * 0.5 * length;
  law.radius_greatest = greatest_ * 0.5 * length;
  law.knudsen = length > 0.0 ? air.knudsen(length) : 0.0;
  law.stagnation = stagnation_(air, wall_);
  law.radiation = radiation_(air.density, air.speed);
  if (has_panels) fill_panels(air, law);
  fill_means(air, law);
  watch(air, length, law);
}

void HeatModels::fill_panels(const Freestream& air, HeatLaw& law) const {
  const double mach = air.mach();
  for (std::size_t k = 0; k < nodes; ++k) {
    const double s = vehicle::incidence(static_cast<int>(k));
    law.share[k] = distribution_(s, mach);
    law.free_molecular[k] = molecular_flux(air, free_molecular_heat(air, s, wall_.temperature),
                                           free_molecular_conductance(air, s));
    law.glow[k] = radiation_(air.density, air.speed * s).strength;
  }
  if (!has_plate()) return;
  const PlateAir flow = plate_air(air);
  for (std::size_t k = 0; k < nodes; ++k) {
    law.plate[k] = plate_.flux(flow, vehicle::incidence(static_cast<int>(k)), wall_);
  }
}

void HeatModels::fill_means(const Freestream& air, HeatLaw& law) const {
  const double mach = air.mach();
  law.mean_share = 0.0;
  law.mean_glow = 0.0;
  for (std::size_t i = 0; i < directions.s.size(); ++i) {
    law.mean_share += directions.weight[i] * distribution_(directions.s[i], mach);
  }
  if (law.radiation.strength > 0.0) {
    for (std::size_t i = 0; i < directions.s.size(); ++i) {
      law.mean_glow +=
          directions.weight[i] * radiation_(air.density, air.speed * directions.s[i]).strength;
    }
  }
  law.mean_free_molecular = molecular_flux(air, free_molecular_mean(air, wall_.temperature),
                                           free_molecular_mean_conductance(air));
}

void HeatModels::watch(const Freestream& air, double length, const HeatLaw& law) {
  const double radius = std::max(0.5 * length, 1e-3);
  if (law.stagnation.at(1.0 / std::sqrt(radius)) < worth_watching) return;
  const Conditions at = {.speed = air.speed,
                         .mach = air.mach(),
                         .density = air.density,
                         .knudsen = law.knudsen,
                         .reynolds = air.viscosity > 0.0 ? air.reynolds(length) : 0.0,
                         .radius = radius,
                         .altitude = air.altitude};
  for (std::size_t i = 0; i < watches_.size(); ++i) {
    const bool is_silent = i == radiation_watch && !(law.radiation.strength > 0.0);
    if (!is_silent) watches_[i].look(at);
  }
}

HeatModels::MeanFlux HeatModels::mean(const HeatLaw& law, double nose) const {
  const double continuum = law.mean_share * law.stagnation.at(1.0 / std::sqrt(nose));
  MeanFlux flux;
  flux.film = bridging_(continuum, law.mean_free_molecular, law.knudsen);
  if (law.mean_glow > 0.0) {
    flux.glow = law.mean_glow * (law.radiation.at(nose) / law.radiation.strength);
  }
  return flux;
}

}  // namespace tektite::aeroheating
