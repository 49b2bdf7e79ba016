// Force and moment of the air on a whole body, from its database.
#include "solver/aerodynamics/aerodynamics_detail.hpp"

namespace tektite::aerodynamics {

double Aerodynamics::Detail::continuum_drag(const vehicle::Body& body, const Freestream& air,
                                            double bluntness, const ShapeClass& shape) const {
  LowSpeedFlow flow;
  flow.mach = air.mach();
  flow.newtonian = bluntness * continuum(air);
  if (flow.mach >= hypersonic_begin) return flow.newtonian;
  Freestream faster = air;
  faster.speed = hypersonic_begin * air.sound_speed;
  flow.hypersonic = bluntness * continuum(faster);
  flow.bluntness = bluntness;
  flow.reynolds = air.reynolds(length(body));
  flow.wall_ratio = wall_ratio(air);
  return low_speed(flow, shape, sphere_drag);
}

double Aerodynamics::Detail::tabulated(const vehicle::Body& body, const Freestream& air,
                                       double computed) const {
  if (!drag_table) return computed;
  const double value = drag_table->at(air.mach(), air.knudsen(length(body)));
  return value * (drag_table->is_factor() ? computed : projected_area(body));
}

AirForce Aerodynamics::force([[maybe_unused]] const vehicle::State& state,
                             const vehicle::Body& body, const Freestream& air) const {
  const Detail& d = *detail_;
  if (body.object >= 0) {
    // Cauchy: a convex body in all directions alike shows a quarter of its surface, and its
    // Newtonian drag coefficient on that area is half the stagnation pressure coefficient.
    const ShapeClass& shape = d.object_shapes[static_cast<std::size_t>(body.object)];
    const double continuum = d.continuum_drag(body, air, 0.5, shape);
    const double free_molecular =
        free_molecular_sphere_drag(Detail::speed_ratio(air), d.wall_ratio(air), d.accommodation);
    const double coefficient = continuum + d.share(body, air) * (free_molecular - continuum);
    return {d.tabulated(body, air, coefficient * d.projected_area(body)), {}};
  }
  const AttitudeDatabase& database = d.database(body.id);
  Blend factor = d.blend_at(body, air);
  AirForce result;
  // Newtonian drag goes over to that of the shape class; its direction stays.
  factor[newtonian_term] *= d.low_speed_ratio(body, database, air);
  for (std::size_t t = 0; t < force_terms; ++t) {
    result.drag_area += factor[t] * database.drag[t];
    result.side_area += factor[t] * database.side[t];
  }
  result.drag_area = d.tabulated(body, air, result.drag_area);
  return result;
}

double Aerodynamics::Detail::low_speed_ratio(const vehicle::Body& body,
                                             const AttitudeDatabase& database,
                                             const Freestream& air) const {
  const double drag = database.drag[newtonian_term];
  if (!(database.projected_area > 0.0) || !(drag > 0.0)) return 1.0;
  const double bluntness = drag / database.projected_area;
  return continuum_drag(body, air, bluntness, database.shape) / (bluntness * continuum(air));
}

AirWrench Aerodynamics::wrench(const vehicle::Body& body, const Freestream& air,
                               const Vec3<BodyAxes>& direction, const Vec3<BodyAxes>& rate) const {
  const AttitudeDatabase& database = detail_->database(body.id);
  expect(database.turning != nullptr, "the body's attitude is integrated");
  const Turning& turning = *database.turning;
  Blend factor = detail_->blend_at(body, air);
  factor[newtonian_term] *= detail_->low_speed_ratio(body, database, air);
  const Between between = turning.net.at(direction);
  Wrench total = turning.at(between, factor);

  if (!(air.speed > 0.0)) return {};
  // Points move with u + w x r, the vehicle's origin with u = c x w.
  const Vec3<VehicleAxes> centre = body.mass.centre;
  const auto spin = recast<VehicleAxes>(rate);
  const Vec3<VehicleAxes> moving = cross(centre, spin);
  const std::array<double, 6> motion = {moving.x, moving.y, moving.z, spin.x, spin.y, spin.z};
  std::array<double, 6> change{};
  const double free = detail_->share(body, air);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto k = static_cast<std::size_t>(between.index[i]);
    const double continuum = between.weight[i] * factor[newtonian_term] / air.speed;
    const double molecular = between.weight[i] * free / air.speed;
    for (std::size_t row = 0; row < 6; ++row) {
      for (std::size_t column = 0; column < 6; ++column) {
        change[row] += (continuum * turning.newtonian[k][6 * row + column] +
                        molecular * turning.molecular[k][6 * row + column]) *
                       motion[column];
      }
    }
  }
  total.force += {change[0], change[1], change[2]};
  total.moment += {change[3], change[4], change[5]};
  AirWrench result;
  result.force = recast<BodyAxes>(total.force);
  result.moment = recast<BodyAxes>(total.moment - cross(centre, total.force));
  return result;
}

}  // namespace tektite::aerodynamics
