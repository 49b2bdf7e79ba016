// The paths of all bodies: a CSV that grows with the run, and polylines for ParaView.
#pragma once

#include "io/output/run_folder.hpp"
#include "solver/base/vec.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tektite::output {

/// One body at one time.
struct TrajectoryPoint {
  double time = 0.0;             ///< since entry [s]
  std::int32_t body = 0;         ///< id
  Vec3<EarthFixed> position{};   ///< [m]
  Vec3<EarthFixed> velocity{};   ///< relative to the rotating Earth [m/s]
  double altitude = 0.0;         ///< [m]
  double latitude = 0.0;         ///< geodetic [rad]
  double longitude = 0.0;        ///< [rad]
  double speed = 0.0;            ///< [m/s]
  double mass = 0.0;             ///< [kg]
  double heat_flux = 0.0;        ///< at the stagnation point [W/m^2]
  double angle_of_attack = 0.0;  ///< total: of +x of the body to its motion through the air; 0 for
                                 ///< a body that is averaged over attitudes [rad]
  double turn_rate = 0.0;        ///< relative to the rotating Earth [rad/s]
};

/// Rank 0 holds the points; the others only take part in what is collective.
class TrajectoryLog {
 public:
  /// A new run: begins tables/trajectories.csv. @note Collective
  explicit TrajectoryLog(const RunFolder& folder);
  /// A resumed run: reads tables/trajectories.csv and drops what is later than `time`; a line that
  /// was cut off by a crash is dropped too. Throws io_failed. @note Collective
  [[nodiscard]] static TrajectoryLog resume(const RunFolder& folder, double time);

  /// Call with the same points, in the same order, on all ranks. A body's second point of the same
  /// time is ignored. Not collective.
  void add(const TrajectoryPoint& point);
  /// Appends the points added since the last flush to the CSV. Call before each checkpoint, so that
  /// what the checkpoint has flown is on the disk. @note Collective
  void flush();
  /// fields/trajectories.vtp: one polyline a body in Earth-fixed axes [m], point data time,
  /// latitude and longitude [deg], altitude, speed, mass, heat_flux, angle_of_attack [deg],
  /// turn_rate [deg/s]; cell data body. Flushes.
  /// @note Collective
  void write();

  /// In the order they were added; empty on ranks other than 0. Angles back in [rad].
  [[nodiscard]] std::vector<TrajectoryPoint> points() const;

 private:
  /// A line of the table: angles in degrees, so that what is read back is bitwise what was written.
  struct Row {
    std::int32_t body = 0;
    double number[15] = {};  ///< the columns other than body, in order
  };
  TrajectoryLog(const RunFolder& folder, std::vector<Row> rows);

  RunFolder folder_;
  std::vector<Row> rows_;
  std::size_t written_ = 0;  ///< rows that are in the file
};

}  // namespace tektite::output
