// What the air does to the vehicle as it enters, at one state of the flow, without a flight.
#pragma once

#include "io/case/section.hpp"
#include "solver/aerodynamics/models.hpp"
#include "solver/aerodynamics/settings.hpp"
#include "solver/base/vec.hpp"
#include "solver/driver/models.hpp"
#include "solver/environment/atmosphere.hpp"
#include "solver/environment/freestream.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tektite::driver {

/// How the vehicle is turned for its loads.
struct Attitude {
  vehicle::AttitudeMode mode = vehicle::AttitudeMode::tumbling;
  Vec3<BodyAxes> wind;  ///< as vehicle::Body::wind
  std::string name;     ///< as it was asked for
};

/// What is asked for in place of the case's state at entry.
struct FlowCondition {
  std::optional<double> altitude;  ///< geodetic [m], (0, 1000 km]
  std::optional<double> speed;     ///< relative to the rotating Earth [m/s], (0, 20 km/s]
  std::optional<Attitude> attitude;
};

/// The largest value over panel sides; the one with the smallest panel id and side among equals.
struct Peak {
  double value = 0.0;
  std::int64_t panel = -1;  ///< global id; -1: no side meets the flow
  int side = vehicle::outer;
  std::int32_t part = -1;
  Vec3<VehicleAxes> place;  ///< the panel's centroid [m]
};

/// Over the sides that the flow meets in at least one attitude.
struct SurfaceSummary {
  double area = 0.0;           ///< of those sides [m^2]
  double heat = 0.0;           ///< into them [W]
  double mean_pressure = 0.0;  ///< absolute, by area [Pa]
  double mean_flux = 0.0;      ///< by area [W/m^2]
  Peak pressure;               ///< absolute [Pa]
  Peak shear;                  ///< [Pa]
  Peak flux;                   ///< [W/m^2]
};

/// Something that flies as one piece: the vehicle, or an object of a case without walls.
struct BodyLoads {
  std::string name;
  bool is_object = false;
  bool is_turned_one_way = false;  ///< one attitude; else means over attitudes
  double mass = 0.0;               ///< [kg]
  double length = 0.0;             ///< of Knudsen and Reynolds number: sqrt(4/pi * silhouette) [m]
  double silhouette = 0.0;         ///< area seen by the flow, mean over attitudes [m^2]
  double reference_area = 0.0;     ///< of the coefficients [m^2]
  double reference_length = 0.0;   ///< of the moment coefficients [m]
  double knudsen = 0.0;
  double reynolds = 0.0;
  double molecular_share = 0.0;   ///< of free-molecular flow in force and pressure, [0, 1]
  double drag_coefficient = 0.0;  ///< as in a flight: with the correction for low speed
  // One attitude only, without the correction for low speed; about the centre of mass.
  Vec3<BodyAxes> force;              ///< [N]
  Vec3<BodyAxes> moment;             ///< [N m]
  Vec3<BodyAxes> against;            ///< drag, side force to the left and lift, as x, y and z [N]
  double stagnation_pressure = 0.0;  ///< where the flow comes straight on [Pa]
  double nose_radius = 0.0;          ///< of the next [m]
  double stagnation_flux = 0.0;      ///< continuum, into a wall at 300 K [W/m^2]
  // Objects: mean over their surface.
  double mean_flux = 0.0;  ///< [W/m^2]
  double heat = 0.0;       ///< [W]
};

/// Loads at one state of the flow. The same on every rank.
struct Loads {
  double altitude = 0.0;  ///< [m]
  Attitude attitude;
  double wall_temperature = 0.0;      ///< that heat flows into [K]
  double emission_temperature = 0.0;  ///< of free-molecular re-emission [K]
  environment::Freestream air;        ///< as the first body meets it
  std::array<double, environment::constituents> mole_fraction{};
  std::vector<BodyLoads> bodies;
  SurfaceSummary whole;
  std::vector<SurfaceSummary> parts;  ///< by part of the vehicle
};

/// Of all panels by global id, on rank 0; empty elsewhere. Index of a side: 2 * panel + side.
struct PanelLoads {
  std::vector<double> pressure;   ///< absolute [Pa]; 0 on sides closed off
  std::vector<double> shear;      ///< [Pa]
  std::vector<double> flux;       ///< [W/m^2]
  std::vector<double> incidence;  ///< sine; mean over the attitudes that meet the side
  std::vector<double> recovery;   ///< recovery enthalpy, relative to 0 K [J/kg]
};

/// Reference quantities of coefficients in place of the silhouette and the body's length.
struct Reference {
  std::optional<double> area;    ///< [m^2]
  std::optional<double> length;  ///< [m]
};

/// Makes loads of one vehicle at many states. Keeps references.
///
/// Pressure, heat and forces are those of the rooms, at the flow of the first instant of the run.
/// In one attitude pressure and shear are evaluated at each panel's own incidence; the heat flux is
/// the rooms' own, whose distribution is linear between 17 nodes of incidence (exact for
/// 0.1 + 0.9 s; at most 0.1 % of the stagnation flux high or low for the others).
class LoadsProbe {
 public:
  /// `wall_temperature`: that heat flows into [K]. @note Collective
  LoadsProbe(const io::Case& scenario, Models& models, double wall_temperature,
             const Reference& reference = {});

  /// Attitude databases are made again where the attitude differs from that before.
  /// @note Collective
  [[nodiscard]] Loads at(const FlowCondition& condition);

  /// Of the last at(). @note Collective
  [[nodiscard]] PanelLoads panels() const;

 private:
  struct PressureLaw;
  void turn(const Attitude& attitude);
  void fly(const FlowCondition& condition);
  void load_panels(const Loads& loads);
  [[nodiscard]] BodyLoads look_at(const vehicle::Body& body, const environment::Freestream& air);
  [[nodiscard]] std::vector<SurfaceSummary> summarise() const;

  Models& models_;
  aerodynamics::Settings settings_;
  aerodynamics::Continuum continuum_;
  aerodynamics::Shear shear_model_;
  aerodynamics::FreeMolecularModel free_molecular_;
  aerodynamics::Bridging bridging_;
  double wall_temperature_;
  Reference reference_;
  vehicle::State state_;
  Attitude attitude_;
  std::vector<environment::Freestream> air_;  ///< by position in bodies
  vehicle::SurfaceLoads surface_;
  // per owned panel side
  std::vector<double> shear_, flux_, incidence_;
};

/// Sine of the incidence that gives a side its mean force, from its shares over the nodes.
[[nodiscard]] double mean_incidence(const double* weight);

}  // namespace tektite::driver
