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
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tektite::aerodynamics {

namespace {

using environment::Freestream;

constexpr auto nodes = static_cast<std::size_t>(vehicle::incidence_nodes);

/// Coefficients of one body's sides, ready for the panel loop.
struct PressureLaw {
  std::array<double, nodes> excess{};     ///< above ambient, per node of incidence [Pa]
  std::array<double, nodes> over_base{};  ///< the same less `base` [Pa]
  double ambient = 0.0;                   ///< [Pa]
  double base = 0.0;  ///< above ambient, on a side that does not meet the flow [Pa]
  bool flies = false;
};

double length_of(double projected_area) {
  return std::sqrt(4.0 / constants::pi * projected_area);
}

/// Is it this object, or one of a count of that name ("rack 3" of "rack")?
bool is_named(const std::string& object, const std::string& name) {
  if (!object.starts_with(name)) return false;
  const std::string_view rest = std::string_view(object).substr(name.size());
  return rest.empty() || (rest.size() > 1 && rest[0] == ' ' &&
                          rest.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

/// What the case says, checked against the vehicle where the place in the file is known.
Settings checked(const io::Section& section, const vehicle::Vehicle& vehicle) {
  for (const io::Section& entry : section.list("shapes")) {
    const std::string name = entry.text("object");
    const bool is_known = std::ranges::any_of(vehicle.objects, [&](const vehicle::Object& object) {
      return is_named(object.name, name);
    });
    entry.require("object", is_known, "there is no object '{}'; name one of vehicle.objects", name);
  }
  return Settings(section);
}

/// By shape and proportions, or as the case says.
std::vector<ShapeClass> shapes_of_objects(const vehicle::Vehicle& vehicle,
                                          const std::vector<ShapeOverride>& overrides) {
  std::vector<ShapeClass> shapes;
  for (const vehicle::Object& object : vehicle.objects) shapes.push_back(shape_of_object(object));
  for (const ShapeOverride& choice : overrides) {
    const auto classes = shape_classes();
    const auto& found = find_model(classes, "shape class", choice.shape);
    const auto shape = static_cast<Shape>(&found - classes.data());
    bool is_known = false;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      if (!is_named(vehicle.objects[i].name, choice.object)) continue;
      shapes[i] = pure(shape, choice.slenderness);
      is_known = true;
    }
    require(is_known, "aerodynamics.shapes: there is no object '{}'; name one of vehicle.objects",
            choice.object);
  }
  return shapes;
}

}  // namespace

struct Aerodynamics::Detail {
  Detail(const Settings& choices, const vehicle::Vehicle& all)
      : settings(choices),
        vehicle(all),
        continuum(find_model(continuum_models(), "continuum model", choices.continuum).make),
        base(find_model(base_models(), "base pressure", choices.base).make),
        shear(find_model(shear_models(), "shear", choices.shear).make),
        free_molecular(
            find_model(free_molecular_models(), "free-molecular model", choices.free_molecular)
                .make),
        bridging(find_model(bridging_models(), "bridging", choices.bridging).make),
        low_speed(find_model(low_speed_models(), "low-speed drag", choices.low_speed).make),
        sphere_drag(find_model(sphere_drag_models(), "sphere drag", choices.sphere_drag).make),
        object_shapes(shapes_of_objects(all, choices.shapes)),
        accommodation{choices.normal_accommodation, choices.tangential_accommodation},
        table(free_molecular, accommodation),
        surveyor(all, table, accommodation, choices.subpanel) {
    const auto sides = 2 * static_cast<std::size_t>(all.mesh->owned());
    exposure.weight.assign(sides * nodes, 0.0);
    exposure.peak.assign(sides, 0.0);
    exposure.running.assign(sides, 0.0);
    if (!choices.drag_table.empty()) drag_table.emplace(choices.drag_table);
  }

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
  std::vector<PressureLaw> laws;                      ///< scratch, by position in state.bodies
  std::vector<std::array<std::int32_t, 2>> enclosed;  ///< scratch, per part and side
};

Aerodynamics::Aerodynamics(const Settings& settings, const vehicle::Vehicle& vehicle)
    : detail_(std::make_unique<Detail>(settings, vehicle)) {}
Aerodynamics::Aerodynamics(const io::Section& settings, const vehicle::Vehicle& vehicle)
    : Aerodynamics(checked(settings, vehicle), vehicle) {}
Aerodynamics::~Aerodynamics() = default;

std::int64_t Aerodynamics::surveyed() const {
  return detail_->surveyed;
}

void Aerodynamics::refresh(const vehicle::State& state, std::span<const std::int32_t> bodies) {
  std::vector<Surveyor::Task> tasks;
  for (const std::int32_t id : bodies) {
    const auto body = std::ranges::lower_bound(state.bodies, id, {}, &vehicle::Body::id);
    expect(body != state.bodies.end() && body->id == id, "a body to refresh is in the state");
    if (body->object >= 0) continue;
    const bool turns = body->mode == vehicle::AttitudeMode::integrated;
    tasks.push_back(
        {id, directions_of(*body, detail_->settings.directions, detail_->settings.spin_directions),
         turns ? detail_->settings.directions : -1});
  }
  std::vector<std::int32_t> ids;
  ids.reserve(tasks.size());
  for (const auto& task : tasks) ids.push_back(task.body);
  const auto owned = static_cast<std::size_t>(detail_->vehicle.mesh->owned());
  detail_->surveyed += std::count_if(
      state.refresh_body.begin(), state.refresh_body.begin() + static_cast<std::ptrdiff_t>(owned),
      [&](std::int32_t id) { return std::ranges::find(ids, id) != ids.end(); });
  detail_->survey(state, tasks);
  for (const auto& task : tasks) {
    if (task.turning_level < 0) continue;
    const auto body = std::ranges::lower_bound(state.bodies, task.body, {}, &vehicle::Body::id);
    expose(*body, {&body->wind, 1});
  }
}

void Aerodynamics::Detail::survey(const vehicle::State& state, std::vector<Surveyor::Task> tasks) {
  constexpr int finest = 4;
  while (!tasks.empty()) {
    std::vector<Surveyor::Task> again;
    std::vector<std::int32_t> ids;
    std::vector<int> levels;
    for (const auto& task : tasks) {
      ids.push_back(task.body);
      levels.push_back(task.turning_level);
    }
    auto made = surveyor.survey(state, std::move(tasks), exposure);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const bool is_fine =
          levels[i] < 0 || levels[i] >= finest || made[i].turning->error <= settings.turning_error;
      if (!is_fine) {
        again.push_back({ids[i], sphere_directions(levels[i] + 1), levels[i] + 1});
      }
      databases.insert_or_assign(ids[i], std::move(made[i]));
    }
    tasks = std::move(again);
  }
}

void Aerodynamics::forget(std::int32_t body) {
  detail_->databases.erase(body);
}

bool Aerodynamics::has_database(std::int32_t body) const {
  return detail_->databases.contains(body);
}

bool Aerodynamics::is_stale(const vehicle::Body& body) const {
  if (body.object >= 0) return false;
  return !has_database(body.id) ||
         body.refresh_area - body.wetted_area > detail_->settings.refresh_share * body.refresh_area;
}

const vehicle::Exposure& Aerodynamics::exposure() const {
  return detail_->exposure;
}

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

double Aerodynamics::turning_error(std::int32_t body) const {
  const auto found = detail_->databases.find(body);
  if (found == detail_->databases.end() || !found->second.turning) return 0.0;
  return found->second.turning->error;
}

void Aerodynamics::expose(const vehicle::Body& body, Directed directions) {
  const AttitudeDatabase& database = detail_->database(body.id);
  expect(database.turning != nullptr && !directions.empty(), "the body's attitude is integrated");
  aerodynamics::expose(*detail_->vehicle.mesh, *database.turning, directions, detail_->exposure);
}

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
    if (body.object < 0) d.laws[b] = d.pressure_law(body, by_body[b]);
    if (body.object < 0) continue;
    loads.object_pressure[static_cast<std::size_t>(body.object)] =
        by_body[b].pressure + peak_pressure(body, by_body[b]) / 6.0;
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

const NeighbourSettings& Aerodynamics::neighbours() const {
  return detail_->settings.neighbours;
}

const ShapeClass& Aerodynamics::shape(const vehicle::Body& body) const {
  if (body.object >= 0) return detail_->object_shapes[static_cast<std::size_t>(body.object)];
  return detail_->database(body.id).shape;
}

double Aerodynamics::mean_projected_area(const vehicle::Body& body) const {
  return detail_->projected_area(body);
}

double Aerodynamics::reference_length(const vehicle::Body& body) const {
  return length_of(detail_->projected_area(body));
}

}  // namespace tektite::aerodynamics
