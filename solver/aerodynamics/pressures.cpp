// What the air does to each part and each panel side.
#include "solver/aerodynamics/aerodynamics_detail.hpp"

namespace tektite::aerodynamics {

vehicle::AttitudeLoads Aerodynamics::loads([[maybe_unused]] const vehicle::State& state,
                                           const vehicle::Body& body, const Freestream& air) const {
  vehicle::AttitudeLoads result;
  result.body = body.id;
  const AttitudeDatabase& database = detail_->database(body.id);
  Blend factor = detail_->blend_at(body, air);
  for (double& value : factor) value *= air.dynamic_pressure();
  const std::size_t all = detail_->vehicle.parts.size();
  const std::size_t own = database.parts.size();
  const auto add = [&](std::size_t from, std::size_t to, double share) {
    for (std::size_t p = 0; p < own; ++p) {
      const std::size_t place = to * all + static_cast<std::size_t>(database.parts[p]);
      const Wrench* term = &database.terms[(from * own + p) * force_terms];
      for (std::size_t t = 0; t < force_terms; ++t) {
        result.force[place] += (share * factor[t]) * term[t].force;
        result.moment[place] += (share * factor[t]) * term[t].moment;
      }
    }
  };
  if (database.turning) {
    result.weight = {1.0};
    result.direction = {unit(body.wind)};
    result.force.resize(all);
    result.moment.resize(all);
    const Between between = database.turning->net.at(unit(body.wind));
    for (std::size_t i = 0; i < 3; ++i) {
      add(static_cast<std::size_t>(between.index[i]), 0, between.weight[i]);
    }
    return result;
  }
  const std::size_t count = database.attitudes.size();
  result.weight = database.attitudes.weight;
  result.direction = database.attitudes.direction;
  result.force.resize(count * all);
  result.moment.resize(count * all);
  for (std::size_t k = 0; k < count; ++k) add(k, k, 1.0);
  return result;
}

PressureLaw Aerodynamics::Detail::pressure_law(const vehicle::Body& body,
                                               const Freestream& air) const {
  PressureLaw law;
  law.flies = true;
  const double share_free = share(body, air);
  const double q = air.dynamic_pressure();
  const double coefficient = continuum(air);
  const double wall = std::sqrt(wall_ratio(air));
  // Molecular pressure is absolute: it brings its own ambient.
  law.ambient = (1.0 - share_free) * air.pressure;
  law.base = (1.0 - share_free) * q * base(air);
  for (int k = 0; k < vehicle::incidence_nodes; ++k) {
    const double s = vehicle::incidence(k);
    double molecular = 0.0;
    if (share_free > 0.0) {
      const FreeMolecular value = free_molecular(s, speed_ratio(air), accommodation);
      molecular = value.gas + wall * value.wall;
    }
    const auto node = static_cast<std::size_t>(k);
    law.excess[node] = q * ((1.0 - share_free) * coefficient * s * s + share_free * molecular);
    law.over_base[node] = law.excess[node] - law.base;
  }
  return law;
}

void Aerodynamics::pressures(const vehicle::State& state, std::span<const Freestream> by_body,
                             vehicle::SurfaceLoads& loads) const {
  Detail& d = *detail_;
  expect(by_body.size() == state.bodies.size(), "one freestream a body");
  d.laws.assign(state.bodies.size(), {});
  loads.object_pressure.assign(d.vehicle.objects.size(), 0.0);
  for (std::size_t b = 0; b < state.bodies.size(); ++b) {
    const vehicle::Body& body = state.bodies[b];
    if (body.status != vehicle::BodyStatus::flying) continue;
    if (body.object < 0) {
      d.laws[b] = d.pressure_law(body, by_body[b]);
    } else {
      loads.object_pressure[static_cast<std::size_t>(body.object)] =
          by_body[b].pressure + peak_pressure(body, by_body[b]) / 6.0;
    }
  }
  d.enclosed.resize(d.vehicle.parts.size());
  for (std::size_t p = 0; p < d.vehicle.parts.size(); ++p) {
    const auto enclosing = [&](int volume) {
      const auto v = static_cast<std::size_t>(volume);
      return volume >= 0 && state.sealed[v] != 0 ? state.volume_body[v] : -1;
    };
    d.enclosed[p] = {enclosing(d.vehicle.parts[p].volume_outside),
                     enclosing(d.vehicle.parts[p].volume)};
  }
  const auto& mesh = *d.vehicle.mesh;
  const auto owned = static_cast<std::size_t>(mesh.owned());
  loads.pressure.resize(2 * owned);
  std::int32_t last_id = -1;
  const PressureLaw* law = nullptr;
  const std::int32_t* body_of = state.body.data();
  const std::int32_t* part_of = mesh.part().data();
  for (std::size_t i = 0; i < owned; ++i) {
    const std::int32_t id = body_of[i];
    if (id != last_id) {  // panels of one body come in runs
      const auto body = std::ranges::lower_bound(state.bodies, id, {}, &vehicle::Body::id);
      law = id < 0 ? nullptr : &d.laws[static_cast<std::size_t>(body - state.bodies.begin())];
      last_id = id;
    }
    const auto& closed_in = d.enclosed[static_cast<std::size_t>(part_of[i])];
    for (std::size_t side = 0; side < 2; ++side) {
      const std::size_t index = 2 * i + side;
      if (law == nullptr || !law->flies || closed_in[side] == id) {
        loads.pressure[index] = 0.0;
        continue;
      }
      double excess = law->base;
      if (d.exposure.peak[index] > 0.0) {
        const double* weight = &d.exposure.weight[index * nodes];
        for (std::size_t k = 0; k < nodes; ++k) excess += weight[k] * law->over_base[k];
      }
      loads.pressure[index] = law->ambient + excess;
    }
  }
}

double Aerodynamics::peak_pressure(const vehicle::Body& body, const Freestream& air) const {
  return detail_->pressure_law(body, air).excess.back();
}

}  // namespace tektite::aerodynamics
