// All that evolves. A checkpoint is a State written down; only the driver changes one.
#pragma once

#include "solver/base/vec.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace tektite::vehicle {

/// How a body's attitude is treated.
enum class AttitudeMode : std::int32_t {
  fixed,       ///< the air always comes from one direction of the body
  tumbling,    ///< every direction alike
  spinning,    ///< about a given body axis at right angles to the flow: directions on a circle
  integrated,  ///< six degrees of freedom: turned by the moments of air and gravity
};

/// Is the body turned one way only at any moment, rather than all the ways that it is averaged
/// over?
[[nodiscard]] constexpr bool is_turned_one_way(AttitudeMode mode) {
  return mode == AttitudeMode::fixed || mode == AttitudeMode::integrated;
}

enum class BodyStatus : std::int32_t {
  flying,   ///< marches with the others
  falling,  ///< handed over to the fall to ground: cold, slow
  landed,
  demised,  ///< nothing left
  debris,   ///< would arrive below 15 J: counted, not followed
};

struct MassProperties {
  double mass = 0.0;         ///< contained objects, joints and cabin gas included [kg]
  Vec3<VehicleAxes> centre;  ///< of mass [m]
  Mat3 inertia;              ///< about the centre, vehicle's axes [kg m^2]
};

/// Place and motion of a body's centre of mass. Replicated.
struct Flight {
  Vec3<EarthFixed> position;  ///< [m]
  Vec3<EarthFixed> velocity;  ///< relative to the rotating Earth [m/s]
  Quaternion attitude;        ///< body axes to Earth-fixed axes
  Vec3<BodyAxes> rate;        ///< angular velocity relative to the Earth-fixed axes [rad/s]
};

/// Something that flies as one piece. Trivially copyable; names live in the vehicle.
struct Body {
  std::int32_t id = 0;
  std::int32_t parent = -1;
  std::int32_t object = -1;  ///< object that it is, for a released object; -1: a piece of wall
  BodyStatus status = BodyStatus::flying;
  AttitudeMode mode = AttitudeMode::tumbling;
  Vec3<BodyAxes> wind;  ///< fixed: unit direction the body moves in, seen from the body; spinning:
                        ///< unit spin axis
  Flight flight;
  MassProperties mass;
  std::int64_t first_panel = -1;  ///< smallest global panel id; -1 for an object
  double wetted_area = 0.0;       ///< of its panels (both faces count once) or of the object [m^2]
  double refresh_area = 0.0;      ///< wetted area when its attitude database was made [m^2]
  double length = 0.0;            ///< reference length, sqrt(4/pi * mean projected area) [m]
  double drag_area = 0.0;         ///< C_D A of the last step [m^2]
  double mass_rate = 0.0;         ///< of what left bit by bit in the last step, <= 0 [kg/s]
  // Birth
  double birth_time = 0.0;        ///< [s] since entry
  double birth_altitude = 0.0;    ///< [m]
  double birth_latitude = 0.0;    ///< [rad]
  double birth_longitude = 0.0;   ///< [rad]
  double birth_mass = 0.0;        ///< [kg]
  std::int32_t birth_event = -1;  ///< index into State::events, -1: the vehicle at entry
  // End: landing, demise, hand-over or debris
  double end_time = 0.0;       ///< [s] since entry
  double end_altitude = 0.0;   ///< [m]
  double end_latitude = 0.0;   ///< [rad]
  double end_longitude = 0.0;  ///< [rad]
  double end_speed = 0.0;      ///< relative to the air or ground [m/s]
  double end_mass = 0.0;       ///< [kg]
};

/// Heat and matter of everything solid, and of the cabin gas. What the thermal room advances.
/// Panel arrays are local with ghosts; the rest is replicated.
struct Solid {
  std::vector<double> enthalpy;   ///< per panel cell (Vehicle::cell_offset), specific [J/kg]
  std::vector<double> cell_mass;  ///< per panel cell, what is left of it; 0: removed [kg/m^2]
  /// What has become of materials that decompose (materials::Charring): per panel
  /// (Vehicle::progress_offset) and cell (Cell::progress), extents of reactions and loss of
  /// function [0, 1].
  std::vector<double> progress;
  std::vector<std::vector<double>>
      object_progress;  ///< per object, the same (ObjectCell::progress)
  std::vector<std::vector<double>> object_enthalpy;  ///< per object and cell [J/kg]
  std::vector<std::vector<double>> object_mass;      ///< per object and cell, what is left [kg]
  std::vector<std::vector<double>> joint_enthalpy;   ///< per joint and cell [J/kg]
  std::vector<double> gas_mass;                      ///< per volume [kg]
  std::vector<double> gas_temperature;               ///< per volume [K]
};

enum class EventKind : std::int32_t {
  entry,
  tear,
  burst,
  vent,
  joint_failure,
  mount_failure,
  release,
  separation,
  panel_lost,
  demise,
  landing,
  hand_over,
  debris,
  breakup,
  tumbling,  ///< turns too fast to be followed: averaged over all directions from here on
};

/// Something happened. Trivially copyable.
struct Event {
  double time = 0.0;      ///< [s] since entry
  double altitude = 0.0;  ///< [m]
  EventKind kind = EventKind::entry;
  std::int32_t body = -1;    ///< body it happened to
  std::int32_t index = -1;   ///< patch, joint, object or volume
  std::int32_t mode = 0;     ///< FailureMode (failure.hpp) as a number
  double demand = 0.0;       ///< load over capacity at failure (1 = at the limit)
  double mass = 0.0;         ///< that left, if any [kg]
  double temperature = 0.0;  ///< of what failed [K]
  /// Unit direction in body axes in which the body then moved through the air, for failures that
  /// are assessed attitude by attitude; else zero.
  Vec3<BodyAxes> direction{};
};

/// Where energy and mass went. Sums since entry over the whole run, each counted on its own.
struct Ledger {
  // energy [J]
  double absorbed =
      0.0;  ///< convective heat into outer surfaces, losses to the air counted negative
  double oxidised = 0.0;         ///< set free by metal that burns on its surface
  double radiated = 0.0;         ///< to space
  double melt_energy = 0.0;      ///< enthalpy that left with melt
  double vented_energy = 0.0;    ///< enthalpy that left with cabin gas
  double gas_energy = 0.0;       ///< enthalpy that left with gas of decomposition
  double char_energy = 0.0;      ///< enthalpy that left with char through receding faces
  double combustion = 0.0;       ///< set free by burning char, less what ablation took up
  double debris_energy = 0.0;    ///< enthalpy moved to debris, demised remnants included
  double handed_energy = 0.0;    ///< enthalpy of what landed or was handed over
  double stored_at_entry = 0.0;  ///< solids
  double gas_at_entry = 0.0;
  // mass [kg]
  double mass_at_entry = 0.0;
  double melt_mass = 0.0;
  double vented_mass = 0.0;
  double gas_mass = 0.0;   ///< gas of decomposition
  double char_mass = 0.0;  ///< burnt or ablated
  double debris_mass = 0.0;
  double handed_mass = 0.0;
  // counts
  double range_hits = 0.0;      ///< look-ups outside a material's table
  double rejected_steps = 0.0;  ///< to locate an event
  double spoilt_steps = 0.0;    ///< rejected for a value that is not physical
  double newton_failures = 0.0;
};

/// A model that was asked beyond one of its limits. Trivially copyable.
struct OutOfRange {
  std::array<char, 96> name{};  ///< "heating.stagnation scarab, mach below 3", ends with a zero
  double count = 0.0;           ///< by body and evaluation, in steps that were accepted
  double first_time = 0.0;      ///< end of the step in which it was first [s] since entry
  double first_altitude = 0.0;  ///< of the body that it was for [m]
};

/// The state of a run.
struct State {
  double time = 0.0;  ///< [s] since entry
  std::int64_t step = 0;
  double next_step = 0.0;      ///< macro-step to try next [s]
  std::int32_t next_body = 0;  ///< id of the next body to be born

  // per local panel, ghosts up to date
  std::vector<std::int32_t> body;          ///< body id; -1: gone
  std::vector<std::int32_t> refresh_body;  ///< body whose attitude database it is part of; -1: none
  std::vector<double> margin;            ///< demand of the last assessment (1 = fails); fields only
  std::vector<std::uint8_t> edge_holds;  ///< per local edge

  std::vector<std::uint8_t> joint_holds;  ///< per joint
  std::vector<std::int32_t> joint_body;   ///< per joint: body it flies with, held or failed; -1:
                                          ///< gone. Kept by fragmentation
  std::vector<std::uint8_t> patch_torn;   ///< per patch
  std::vector<std::int32_t>
      object_body;  ///< per object: body it flies with or is; -1: demised or landed
  std::vector<std::uint8_t> object_released;  ///< per object
  std::vector<std::uint8_t> mount_holds;      ///< per object
  std::vector<std::uint8_t> sealed;           ///< per volume
  std::vector<double> opening;                ///< per volume: area open to the outside [m^2]
  std::vector<double> opening_width;  ///< per volume: diameter of the circle of the largest single
                                      ///< opening's area [m]
  std::vector<std::int32_t> volume_body;  ///< per volume: body whose panels still enclose it; -1:
                                          ///< dissolved, walls are free plates

  Solid solid;
  std::vector<Body> bodies;   ///< by ascending id; ended ones stay for the tables
  std::vector<Event> events;  ///< in order of time
  Ledger ledger;
  std::vector<OutOfRange> out_of_range;  ///< in the order in which it first happened

  [[nodiscard]] bool is_present(std::size_t local_panel) const { return body[local_panel] >= 0; }
};

}  // namespace tektite::vehicle
