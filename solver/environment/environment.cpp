#include "solver/environment/environment.hpp"

#include <cmath>
#include <utility>

namespace tektite::environment {

double Freestream::speed_ratio() const {
  return speed / std::sqrt(2.0 * gas_constant() * temperature);
}

Environment::Environment(const io::Section& atmosphere)
    : Environment(make_atmosphere(atmosphere)) {}

Environment::Environment(std::unique_ptr<Atmosphere> atmosphere, const Planet& planet)
    : atmosphere_(std::move(atmosphere)), planet_(planet) {}

Freestream Environment::freestream(const Vec3<EarthFixed>& position,
                                   const Vec3<EarthFixed>& velocity) const {
  const double height = altitude(position, planet_);
  const AirState air = atmosphere_->at(height);
  return {
      .altitude = height,
      .density = air.density,
      .temperature = air.temperature,
      .pressure = air.pressure,
      .molar_mass = air.molar_mass,
      .mean_free_path = air.mean_free_path,
      .viscosity = air.viscosity,
      .sound_speed = air.sound_speed,
      .speed = norm(velocity),
  };
}

}  // namespace tektite::environment
