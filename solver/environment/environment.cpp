#include "solver/environment/environment.hpp"

#include <cmath>
#include <utility>

namespace tektite::environment {

double Freestream::speed_ratio() const {
  return speed / std::sqrt(2.0 * gas_constant() * temperature);
}

Environment::Environment(const io::Section& atmosphere, const io::Epoch& epoch,
                         const Planet& planet)
    : Environment(make_atmosphere(atmosphere, epoch), planet) {
  if (atmosphere.has("wind")) wind_ = Wind(atmosphere.section("wind"));
}

Environment::Environment(std::unique_ptr<Atmosphere> atmosphere, const Planet& planet)
    : atmosphere_(std::move(atmosphere)), planet_(planet) {}

Freestream Environment::freestream(const Vec3<EarthFixed>& position,
                                   const Vec3<EarthFixed>& velocity, double time) const {
  AirPoint point{.time = time};
  if (atmosphere_->varies() || !wind_.is_calm()) {
    const Geodetic place = to_geodetic(position, planet_);
    point = {place.altitude, place.latitude, place.longitude, time};
  } else {
    point.altitude = altitude(position, planet_);
  }
  const AirState air = atmosphere_->at(point);
  Freestream stream{
      .altitude = point.altitude,
      .density = air.density,
      .temperature = air.temperature,
      .pressure = air.pressure,
      .molar_mass = air.molar_mass,
      .mean_free_path = air.mean_free_path,
      .viscosity = air.viscosity,
      .sound_speed = air.sound_speed,
      .atoms = air.atoms,
      .velocity = velocity,
  };
  if (!wind_.is_calm()) {
    const WindVector wind = wind_.at(point.altitude, point.latitude);
    const LocalFrame frame = local_frame(point.latitude, point.longitude);
    stream.velocity = velocity - wind.east * frame.east - wind.north * frame.north;
  }
  stream.speed = norm(stream.velocity);
  return stream;
}

}  // namespace tektite::environment
