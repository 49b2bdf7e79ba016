// What stands behind Aerodynamics: shared by its sources, no one else's business.
#pragma once

#include "solver/aerodynamics/aerodynamics.hpp"
#include "solver/aerodynamics/attitude_database.hpp"
#include "solver/aerodynamics/drag_table.hpp"
#include "solver/aerodynamics/low_speed.hpp"
#include "solver/aerodynamics/models.hpp"
#include "solver/aerodynamics/survey.hpp"
#include "solver/aerodynamics/turning.hpp"
#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace tektite::aerodynamics {

using environment::Freestream;

inline constexpr auto nodes = static_cast<std::size_t>(vehicle::incidence_nodes);

/// Coefficients of one body's sides, ready for the panel loop.
struct PressureLaw {
  std::array<double, nodes> excess{};     ///< above ambient, per node of incidence [Pa]
  std::array<double, nodes> over_base{};  ///< the same less `base` [Pa]
  double ambient = 0.0;                   ///< [Pa]
  double base = 0.0;  ///< above ambient, on a side that does not meet the flow [Pa]
  bool flies = false;
};

/// Reference length of a body that shows this area in the mean [m].
[[nodiscard]] inline double length_of(double projected_area) {
  return std::sqrt(4.0 / constants::pi * projected_area);
}

struct Aerodynamics::Detail {
  Detail(const Settings& choices, const vehicle::Vehicle& all);

  [[nodiscard]] const AttitudeDatabase& database(std::int32_t body) const {
    const auto found = databases.find(body);
    expect(found != databases.end(), "the body has an attitude database");
    return found->second;
  }
  [[nodiscard]] double object_area(const vehicle::Body& body) const {
    if (body.wetted_area > 0.0) return body.wetted_area;
    return vehicle.objects[static_cast<std::size_t>(body.object)].surface_area;
  }
  [[nodiscard]] double projected_area(const vehicle::Body& body) const {
    return body.object >= 0 ? 0.25 * object_area(body) : database(body.id).projected_area;
  }
  [[nodiscard]] double length(const vehicle::Body& body) const {
    return body.length > 0.0 ? body.length : length_of(projected_area(body));
  }
  [[nodiscard]] double share(const vehicle::Body& body, const Freestream& air) const {
    return bridging(air.knudsen(length(body)));
  }
  [[nodiscard]] double wall_ratio(const Freestream& air) const {
    return settings.wall_temperature / air.temperature;
  }
  /// Speed ratio kept off zero, where free-molecular coefficients are not defined.
  [[nodiscard]] static double speed_ratio(const Freestream& air) {
    return std::max(air.speed_ratio(), 0.1);
  }
  [[nodiscard]] Blend blend_at(const vehicle::Body& body, const Freestream& air) const {
    return blend(continuum_factors(air), share(body, air), air.speed_ratio(), wall_ratio(air));
  }
  [[nodiscard]] ContinuumFactors continuum_factors(const Freestream& air) const {
    const double pressure = continuum(air);
    return {pressure, base(air), shear(air, pressure, settings.wall_temperature)};
  }
  /// Of Newtonian drag: what it is to be multiplied with at low speed.
  [[nodiscard]] double low_speed_ratio(const vehicle::Body& body, const AttitudeDatabase& database,
                                       const Freestream& air) const;
  /// What rays of an earlier survey can still tell about this body's panels; or null.
  [[nodiscard]] std::shared_ptr<const ShadowTable> former_shadows(const vehicle::Body& body) const;
  /// Databases of these tasks; of integrated ones with as many directions as their error asks for.
  void survey(const vehicle::State& state, std::vector<Surveyor::Task> tasks);
  [[nodiscard]] PressureLaw pressure_law(const vehicle::Body& body, const Freestream& air) const;
  /// Continuum drag coefficient on mean projected area; `bluntness` as in LowSpeedFlow.
  [[nodiscard]] double continuum_drag(const vehicle::Body& body, const Freestream& air,
                                      double bluntness, const ShapeClass& shape) const;
  /// What the case's drag table makes of the computed drag area [m^2].
  [[nodiscard]] double tabulated(const vehicle::Body& body, const Freestream& air,
                                 double computed) const;

  Settings settings;
  const vehicle::Vehicle& vehicle;
  Continuum continuum;
  Base base;
  Shear shear;
  FreeMolecularModel free_molecular;
  Bridging bridging;
  LowSpeed low_speed;
  ClassDrag sphere_drag;
  std::vector<ShapeClass> object_shapes;  ///< per object
  std::optional<DragTable> drag_table;
  Accommodation accommodation;
  NodeTable table;
  Surveyor surveyor;
  vehicle::Exposure exposure;
  std::map<std::int32_t, AttitudeDatabase> databases;
  std::int64_t surveyed = 0;                          ///< panels, of all databases made
  std::vector<Stream> streams;                        ///< scratch
  std::vector<PressureLaw> laws;                      ///< scratch, by position in state.bodies
  std::vector<std::array<std::int32_t, 2>> enclosed;  ///< scratch, per part and side
};

}  // namespace tektite::aerodynamics
