// What breaks: pressure walls, joints, mounts and molten panels, in a first form that statics alone
// determines.
#pragma once

#include "solver/environment/freestream.hpp"
#include "solver/structure/settings.hpp"
#include "solver/structure/venting.hpp"
#include "solver/vehicle/failure.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <memory>
#include <span>

namespace tektite::structure {

class Structure {
 public:
  /// `vehicle` must outlive this object. Throws bad_input for an unknown interaction.
  Structure(const io::Section& settings, const vehicle::Vehicle& vehicle);
  Structure(const Settings& settings, const vehicle::Vehicle& vehicle);
  ~Structure();
  Structure(const Structure&) = delete;
  Structure(Structure&&) noexcept;
  Structure& operator=(const Structure&) = delete;
  Structure& operator=(Structure&&) noexcept;

  /// The vehicle as it stands in `state`, in vacuum, under the pressures in its volumes and its
  /// bodies' rates. Throws one bad_input Error that names each part, joint and mount that would
  /// fail with its margin of safety (1 / demand - 1), and joints that close a loop. Logs the
  /// smallest margins. @note Collective
  void check_cold(const vehicle::State& state) const;

  /// What fails now. `air` by position in state.bodies (entries of bodies that do not fly are not
  /// read). `loads`: bodies without an entry carry no force of the air. Failures are the same on
  /// every rank, by (thing, index). Only the most overloaded patch of each sealed volume is
  /// listed (with its equals within 1e-6): it vents the volume. Call again after the split, until
  /// nothing more fails. @note Collective
  [[nodiscard]] vehicle::Assessment assess(const vehicle::State& state,
                                           const vehicle::SurfaceLoads& surface,
                                           const vehicle::Exposure& exposure,
                                           std::span<const environment::Freestream> air,
                                           std::span<const vehicle::AttitudeLoads> loads) const;

  /// Of the gas in a volume, ideal [Pa].
  [[nodiscard]] double volume_pressure(const vehicle::State& state, std::size_t volume) const;

  /// Gas that leaves a volume through its opening within dt [s], with the discharge coefficient of
  /// the settings. Sealed volumes lose nothing.
  [[nodiscard]] Vented vent(const vehicle::State& state, std::size_t volume,
                            double outside_pressure, double dt) const;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace tektite::structure
