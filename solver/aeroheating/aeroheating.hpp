// Heating of every surface by the air: a stagnation-point correlation on the local radius of
// curvature, spread over the incidences that a side meets, bridged with free-molecular heating.
//
// Heat into a side at wall temperature Tw is film * (recovery - cp * Tw), where
// recovery = cp * T + V^2/2 (less below Mach 3) and film is the cold-wall (300 K) flux over
// (cp * T + V^2/2 - cp * 300 K). What the shock layer radiates does not fall with the wall's
// temperature: it is in the recovery, as radiated flux / film.
#pragma once

#include "solver/aeroheating/settings.hpp"
#include "solver/aeroheating/validity.hpp"
#include "solver/environment/freestream.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <cstdint>
#include <memory>
#include <span>

namespace tektite::aeroheating {

class Aeroheating {
 public:
  /// Keeps references to `vehicle`. Throws bad_input for an unknown model name, and for a
  /// multiplier of a part that the vehicle lacks.
  Aeroheating(const Settings& settings, const vehicle::Vehicle& vehicle);
  Aeroheating(const io::Section& settings, const vehicle::Vehicle& vehicle);
  ~Aeroheating();
  Aeroheating(const Aeroheating&) = delete;
  Aeroheating& operator=(const Aeroheating&) = delete;

  /// Fills film and recovery of `loads`: owned panel sides; released objects (their own body's
  /// air; others 0); joints (mean over the outer sides of the present panels beside them, weighted
  /// by length; 0 where there are none or the joint is broken). Bodies that do not fly get 0.
  /// `exposure.running` is read only if the case has a plate.
  /// `by_body`: index as in state.bodies. Needs Body::length. Leaves loads.pressure alone.
  /// Not safe to call from two threads (scratch is reused). @note Collective
  void surface_loads(const vehicle::State& state, const vehicle::Exposure& exposure,
                     std::span<const environment::Freestream> by_body,
                     vehicle::SurfaceLoads& loads) const;

  /// Cold-wall continuum flux at the stagnation point of a sphere [W/m^2]; for reports.
  [[nodiscard]] double stagnation_flux(const environment::Freestream& air, double radius) const;

  /// How often a model was asked outside of where it is known (models.cpp), counted by body and
  /// call, where the stagnation flux was above 20 kW/m^2. The same on every rank. Since the last
  /// begin_watch(); and per model and limit.
  [[nodiscard]] std::int64_t range_hits() const;
  [[nodiscard]] std::span<const RangeWatch> range_watches() const;
  /// Counts from zero: a step that is thrown away has asked nothing.
  void begin_watch() const;

 private:
  struct Detail;
  std::unique_ptr<Detail> detail_;
};

}  // namespace tektite::aeroheating
