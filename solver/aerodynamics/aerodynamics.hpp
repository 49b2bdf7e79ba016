// Forces and pressures of the air on every body: an attitude database made by ray casting at a
// body's birth, scaled to the flow afterwards.
//
// A `direction` is the unit vector, in body axes, in which the body moves through the air. The
// incidence of a panel's side is s = (outward normal of the side) . direction; the side meets the
// flow if s > 0 and nothing of the same body lies ahead of it.
#pragma once

#include "solver/aerodynamics/settings.hpp"
#include "solver/aerodynamics/shape_class.hpp"
#include "solver/base/vec.hpp"
#include "solver/environment/freestream.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <cstdint>
#include <memory>
#include <span>

namespace tektite::aerodynamics {

/// Mean force of the air on a body, divided by the dynamic pressure 0.5 rho V^2.
struct AirForce {
  double drag_area = 0.0;  ///< C_D A, acts against the velocity relative to the air [m^2]
  /// What is left, at right angles to the velocity, in body axes [m^2]. Not zero only for a
  /// `fixed` body: tumbling and spinning bodies average theirs away.
  Vec3<BodyAxes> side_area;
};

/// What the air does to a body that is turned one way, divided by the dynamic pressure.
struct AirWrench {
  Vec3<BodyAxes> force;   ///< [m^2]
  Vec3<BodyAxes> moment;  ///< about the centre of mass [m^3]
};

/// Ways in which a body has been turned for equal shares of a time: directions in which it moved
/// through the air, unit, body axes.
using Directed = std::span<const Vec3<BodyAxes>>;

class Aerodynamics {
 public:
  /// Keeps references to `vehicle`. Throws bad_input for an unknown model name.
  Aerodynamics(const Settings& settings, const vehicle::Vehicle& vehicle);
  Aerodynamics(const io::Section& settings, const vehicle::Vehicle& vehicle);
  ~Aerodynamics();
  Aerodynamics(const Aerodynamics&) = delete;
  Aerodynamics& operator=(const Aerodynamics&) = delete;

  /// Builds the attitude databases of these panel bodies (same list on every rank) from the panels
  /// with State::refresh_body == body id; attitudes come from Body::mode and Body::wind
  /// (integrated: the direction in which the body moves through the air at this moment). Which
  /// sides are closed off comes from State::sealed and volume_body, so a body is to be refreshed
  /// when one of its volumes opens. Replaces a database that is there. Object bodies have none.
  /// The result depends on nothing but the arguments, on any number of ranks; databases made before
  /// only save time. @note Collective
  void refresh(const vehicle::State& state, std::span<const std::int32_t> bodies);
  /// Drops a database; harmless if there is none.
  void forget(std::int32_t body);
  /// Has the body lost more of its wetted area since its database was made than the case allows?
  [[nodiscard]] bool is_stale(const vehicle::Body& body) const;
  [[nodiscard]] bool has_database(std::int32_t body) const;

  /// Panels of this rank in all databases made so far: what they cost goes by it.
  [[nodiscard]] std::int64_t surveyed() const;
  /// Rays cast by this rank in all of them. What an earlier survey of the body, or of the one that
  /// it was part of, has found out is not asked again.
  [[nodiscard]] std::int64_t rays() const;

  /// Of all owned panels, by the databases they are part of. A panel that none covers is 0.
  [[nodiscard]] const vehicle::Exposure& exposure() const;

  /// Mean over the body's attitudes, all speeds: bridged hypersonic forces from the database or,
  /// for an object body, from its shape; towards shape-class drag at subsonic speed. Needs the
  /// body's database unless it is an object.
  [[nodiscard]] AirForce force(const vehicle::State& state, const vehicle::Body& body,
                               const environment::Freestream& air) const;

  /// Force and moment on a body whose attitude is integrated, from its database by interpolation
  /// between directions (error: Settings::turning_error), damping by its `rate` [rad/s] relative to
  /// the air included: the points of a body that turns meet the air at v + w x r.
  /// `direction`: unit, in which the body moves through the air.
  [[nodiscard]] AirWrench wrench(const vehicle::Body& body, const environment::Freestream& air,
                                 const Vec3<BodyAxes>& direction, const Vec3<BodyAxes>& rate) const;
  /// Estimated error of `wrench` between directions, share of the largest; 0 without a database of
  /// an integrated attitude.
  [[nodiscard]] double turning_error(std::int32_t body) const;

  /// Sets the exposure of an integrated body's owned panels to the mean over `directions` (at least
  /// one). A refresh does it for Body::wind.
  void expose(const vehicle::Body& body, Directed directions);

  /// Force and moment on each part in each attitude, in newtons; pressure in excess of ambient and
  /// shear. No low-speed drag: meant where breakup happens. Panel bodies only. An integrated body
  /// has one attitude, in which it moves in the direction Body::wind.
  [[nodiscard]] vehicle::AttitudeLoads loads(const vehicle::State& state, const vehicle::Body& body,
                                             const environment::Freestream& air) const;

  /// Fills loads.pressure of the owned panel sides with the mean over attitudes; sealed sides and
  /// panels that are gone or not flying get 0. And loads.object_pressure of objects that fly as
  /// bodies, as convex ones that tumble: ambient and a sixth of what the flow does where it comes
  /// straight on, the mean of sin^2 over all incidences, the lee's too; 0 for others. `by_body`:
  /// index as in state.bodies.
  /// Not safe to call from two threads (scratch is reused).
  void pressures(const vehicle::State& state, std::span<const environment::Freestream> by_body,
                 vehicle::SurfaceLoads& loads) const;

  /// Pressure in excess of ambient per sin^2 of incidence: times Exposure::peak it is the largest
  /// pressure a side meets in any attitude [Pa]. Continuum and free-molecular, bridged.
  [[nodiscard]] double peak_pressure(const vehicle::Body& body,
                                     const environment::Freestream& air) const;

  /// How bodies shadow each other: for neighbour_factors().
  [[nodiscard]] const NeighbourSettings& neighbours() const;
  /// What the body is classed as for its drag below Mach 5. Needs its database unless an object.
  [[nodiscard]] const ShapeClass& shape(const vehicle::Body& body) const;

  /// Mean over the attitudes of the silhouette's area; of an object A_surface / 4 [m^2].
  [[nodiscard]] double mean_projected_area(const vehicle::Body& body) const;
  /// sqrt(4/pi * mean projected area): what Body::length is to be [m].
  [[nodiscard]] double reference_length(const vehicle::Body& body) const;

 private:
  struct Detail;
  std::unique_ptr<Detail> detail_;
};

}  // namespace tektite::aerodynamics
