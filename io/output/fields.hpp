// Fields for ParaView: the panels of every body and the objects, at their place in a frame that
// travels with the vehicle.
#pragma once

#include "io/output/run_folder.hpp"
#include "io/output/series.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <span>
#include <string>
#include <vector>

namespace tektite::output {

/// What is drawn and is neither in the State nor in the Vehicle. Spans may be empty: drawn as 0.
struct FieldData {
  std::span<const double> heat_flux{};         ///< into the outer side, per owned panel [W/m^2]
  std::span<const double> pressure{};          ///< on the outer side, per owned panel [Pa]
  std::span<const double> object_heat_flux{};  ///< mean over its surface, per object [W/m^2]
  double altitude = 0.0;                       ///< of the reference body, for titles [m]
};

/// The travelling frame. Origin: centre of mass of the reference body. x: along its velocity
/// relative to the Earth; z: away from the Earth's centre, made orthogonal to x; y = z cross x.
struct TravellingFrame {
  Vec3<EarthFixed> origin;  ///< [m]
  Mat3 to_frame;            ///< frame = to_frame * (earth_fixed - origin)
  std::int32_t body = -1;   ///< the reference body's id
};

/// Id of the body that the picture travels with: the heaviest flying one; if none flies, the
/// heaviest falling one; else the heaviest of all, as it ended. The lowest id among equals; -1
/// without bodies. (Every body descends from the vehicle at entry.)
[[nodiscard]] std::int32_t reference_body(const vehicle::State& state);
[[nodiscard]] TravellingFrame travelling_frame(const vehicle::State& state);

/// Writes fields/panels_NNNNNN.pvtp with one piece a rank, and fields/panels.pvd.
///
/// Only panels and objects of flying bodies are drawn. Cell data (unit as UNITS_LABEL of the
/// array):
///   temperature_outside, temperature_inside [K]  outermost and innermost cell that is left
///   heat_flux [W/m^2], pressure [Pa]             outer side
///   melt_fraction [1]                            of the load-carrying cells left, by mass
///   thickness_left [m]                           of solid, gaps not counted
///   margin [1]                                   load over strength; 1 fails
///   body, part, patch, global_id                 objects: part = patch = -1, global_id = -1 -
///   index status                                       0 sound, 1 melting, 2 cells removed, 3
///   patch torn
/// Field data: TimeValue [s], altitude [m], reference_body, frame_origin [m].
class FieldWriter {
 public:
  /// Continues an existing panels.pvd. Both must outlive the writer. @note Collective
  FieldWriter(const vehicle::Vehicle& vehicle, RunFolder& folder);

  /// Entries of panels.pvd at or after state.time are replaced: so a resumed run leaves the same
  /// series as an unbroken one. Throws io_failed, on every rank or on none. @note Collective
  void write(const vehicle::State& state, const FieldData& data);

  /// fields/last_words.pvtp, apart from the series: what a step made that could not be. Numbers
  /// that are none are drawn as such. @note Collective
  void write_last_words(const vehicle::State& state, const FieldData& data);

 private:
  /// Pieces in fields/<name>/ and fields/<name>.pvtp. @note Collective
  void write_set(const std::string& name, const vehicle::State& state, const FieldData& data);

  const vehicle::Vehicle& vehicle_;
  RunFolder& folder_;
  std::vector<SeriesEntry> entries_;  ///< of panels.pvd; same on every rank
};

}  // namespace tektite::output
