#include "solver/driver/loads.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/driver/books.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tektite::driver {

using environment::Freestream;
using vehicle::Body;
using vehicle::BodyStatus;

namespace {

constexpr auto nodes = static_cast<std::size_t>(vehicle::incidence_nodes);

/// The way up of lift: the body's up axis, made orthogonal to the motion. As trajectory::
/// attitude_for turns a body: +z, or +x where the body moves along z.
Vec3<BodyAxes> lift_direction(const Vec3<BodyAxes>& motion) {
  constexpr double along_z = 0.99985;  // cos 1 deg
  const Vec3<BodyAxes> up =
      std::abs(motion.z) > along_z ? Vec3<BodyAxes>{1, 0, 0} : Vec3<BodyAxes>{0, 0, 1};
  return unit(up - dot(up, motion) * motion);
}

Attitude attitude_at_entry(const trajectory::Entry& entry) {
  using enum vehicle::AttitudeMode;
  switch (entry.mode) {
    case tumbling:
      return {tumbling, {}, "tumbling"};
    case spinning:
      return {spinning, entry.wind, "spinning"};
    case fixed:
    case integrated:  // as it is turned at entry
      break;
  }
  return {fixed, entry.wind, "as at entry"};
}

double lit_share(const double* weight) {
  return std::accumulate(weight, weight + nodes, 0.0);
}

}  // namespace

double mean_incidence(const double* weight) {
  double sum = 0.0;
  double moment = 0.0;
  for (std::size_t k = 0; k < nodes; ++k) {
    sum += weight[k];
    moment += weight[k] * vehicle::incidence(static_cast<int>(k));
  }
  return sum > 0.0 ? std::min(moment / sum, 1.0) : 0.0;
}

/// Pressure in excess of ambient, and shear, of one body's sides against the sine of incidence.
struct LoadsProbe::PressureLaw {
  aerodynamics::FreeMolecularModel model = nullptr;
  aerodynamics::Accommodation accommodation;
  double dynamic_pressure = 0.0;
  double continuum = 0.0;  ///< share * coefficient per sin^2
  double friction = 0.0;   ///< share * shear coefficient * root of the running length [m^0.5]
  double molecular = 0.0;  ///< share
  double speed_ratio = 1.0;
  double wall = 0.0;  ///< sqrt(Tw / T)
  /// Nodes of incidence, for a running length of 1 m, and for no friction.
  std::array<double, nodes> excess_at{}, shear_at{}, molecular_shear_at{};

  /// `running`: mean of 1 / sqrt(running length) [m^-0.5].
  [[nodiscard]] std::array<double, 2> operator()(double s, double running) const {
    const double along = std::max(1.0 - s * s, 0.0);
    double pressure = continuum * s * s;
    double shear = friction * running * s * std::pow(along, 0.75);
    if (molecular > 0.0) {
      const aerodynamics::FreeMolecular value = model(s, speed_ratio, accommodation);
      pressure += molecular * (value.gas + wall * value.wall);
      shear += molecular * value.shear * std::sqrt(along);
    }
    return {dynamic_pressure * pressure, dynamic_pressure * shear};
  }
};

LoadsProbe::LoadsProbe(const io::Case& scenario, Models& models, double wall_temperature,
                       const Reference& reference)
    : models_(models),
      settings_(scenario.root().section("aerodynamics")),
      continuum_(
          find_model(aerodynamics::continuum_models(), "continuum model", settings_.continuum)
              .make),
      shear_model_(find_model(aerodynamics::shear_models(), "shear", settings_.shear).make),
      free_molecular_(find_model(aerodynamics::free_molecular_models(), "free-molecular model",
                                 settings_.free_molecular)
                          .make),
      bridging_(find_model(aerodynamics::bridging_models(), "bridging", settings_.bridging).make),
      wall_temperature_(wall_temperature),
      reference_(reference),
      state_(state_at_entry(models)),
      attitude_{models.entry.mode, models.entry.wind, {}} {}

void LoadsProbe::turn(const Attitude& attitude) {
  const bool is_turned = attitude.mode != attitude_.mode || attitude.wind != attitude_.wind;
  attitude_ = attitude;
  if (!is_turned) return;
  std::vector<std::int32_t> turned;
  for (Body& body : state_.bodies) {
    body.mode = attitude.mode;
    body.wind = attitude.wind;
    if (body.object < 0 && body.status == BodyStatus::flying) turned.push_back(body.id);
  }
  refresh_databases(models_, state_, turned);
}

void LoadsProbe::fly(const FlowCondition& condition) {
  vehicle::Flight flight = models_.entry.flight;
  if (condition.altitude || condition.speed) {
    trajectory::EntryPoint point = models_.entry.point;
    point.altitude = condition.altitude.value_or(point.altitude);
    point.speed = condition.speed.value_or(point.speed);
    flight = trajectory::flight_of(point);
  }
  air_.assign(state_.bodies.size(), {});
  for (std::size_t b = 0; b < state_.bodies.size(); ++b) {
    if (state_.bodies[b].status != BodyStatus::flying) continue;
    // All that enters is in one place: the air of the entry point.
    air_[b] = models_.environment.freestream(flight.position, flight.velocity, 0.0);
  }
}

Loads LoadsProbe::at(const FlowCondition& condition) {
  turn(condition.attitude.value_or(attitude_at_entry(models_.entry)));
  fly(condition);
  models_.aerodynamics.pressures(state_, air_, surface_);
  models_.aeroheating.surface_loads(state_, models_.aerodynamics.exposure(), air_, surface_);

  Loads loads;
  loads.attitude = attitude_;
  loads.wall_temperature = wall_temperature_;
  loads.emission_temperature = settings_.wall_temperature;
  const trajectory::EntryPoint& entry = models_.entry.point;
  loads.altitude = condition.altitude.value_or(entry.altitude);
  if (!air_.empty()) loads.air = air_.front();
  const environment::Composition parts = models_.environment.atmosphere().composition(
      {loads.altitude, entry.latitude, entry.longitude, 0.0});
  const double all = std::accumulate(parts.begin(), parts.end(), 0.0);
  for (std::size_t c = 0; c < parts.size(); ++c) {
    loads.mole_fraction[c] = all > 0.0 ? parts[c] / all : 0.0;
  }
  for (std::size_t b = 0; b < state_.bodies.size(); ++b) {
    if (state_.bodies[b].status != BodyStatus::flying) continue;
    loads.bodies.push_back(look_at(state_.bodies[b], air_[b]));
  }
  load_panels(loads);
  loads.parts = summarise();
  loads.whole = loads.parts.back();
  loads.parts.pop_back();
  return loads;
}

BodyLoads LoadsProbe::look_at(const Body& body, const Freestream& air) {
  const aerodynamics::Aerodynamics& aero = models_.aerodynamics;
  const double heat_capacity = constants::air_specific_heat;
  BodyLoads result;
  result.is_object = body.object >= 0;
  result.is_turned_one_way = !result.is_object && vehicle::is_turned_one_way(body.mode);
  result.mass = body.mass.mass;
  result.length = body.length;
  result.silhouette = aero.mean_projected_area(body);
  result.reference_area = reference_.area.value_or(result.silhouette);
  result.reference_length = reference_.length.value_or(result.length);
  result.knudsen = air.knudsen(result.length);
  result.reynolds = air.reynolds(result.length);
  result.molecular_share = bridging_(result.knudsen);
  const double q = air.dynamic_pressure();
  result.drag_coefficient = aero.force(state_, body, air).drag_area / result.reference_area;
  result.nose_radius = 0.5 * body.length;
  if (result.is_object) {
    const auto o = static_cast<std::size_t>(body.object);
    result.name = models_.vehicle.objects[o].name;
    result.nose_radius = models_.vehicle.objects[o].nose_radius;
    const double driving = surface_.object_recovery[o] - heat_capacity * wall_temperature_;
    result.mean_flux = surface_.object_film[o] * driving;
    result.heat = result.mean_flux * models_.vehicle.objects[o].surface_area;
  } else {
    result.name = state_.bodies.size() == 1 ? "vehicle" : fmt::format("body {}", body.id);
    result.stagnation_pressure =
        (1.0 - result.molecular_share) * air.pressure + aero.peak_pressure(body, air);
  }
  result.stagnation_flux = models_.aeroheating.stagnation_flux(air, result.nose_radius);
  if (!result.is_turned_one_way || !(q > 0.0)) return result;
  const vehicle::AttitudeLoads loads = aero.loads(state_, body, air);
  Vec3<VehicleAxes> force, moment;
  for (const Vec3<VehicleAxes>& share : loads.force) force += share;
  for (const Vec3<VehicleAxes>& share : loads.moment) moment += share;
  moment -= cross(body.mass.centre, force);
  result.force = recast<BodyAxes>(force);
  result.moment = recast<BodyAxes>(moment);
  const Vec3<BodyAxes>& motion = body.wind;
  const Vec3<BodyAxes> up = lift_direction(motion);
  result.against = {-dot(result.force, motion), dot(result.force, cross(up, motion)),
                    dot(result.force, up)};
  return result;
}

void LoadsProbe::load_panels(const Loads& loads) {
  std::vector<PressureLaw> laws(state_.bodies.size());
  for (std::size_t b = 0; b < state_.bodies.size(); ++b) {
    const Body& body = state_.bodies[b];
    if (body.status != BodyStatus::flying || body.object >= 0) continue;
    const Freestream& air = air_[b];
    PressureLaw& law = laws[b];
    law.model = free_molecular_;
    law.accommodation = {settings_.normal_accommodation, settings_.tangential_accommodation};
    law.dynamic_pressure = air.dynamic_pressure();
    law.molecular = bridging_(air.knudsen(body.length));
    const double coefficient = continuum_(air);
    law.continuum = (1.0 - law.molecular) * coefficient;
    law.friction =
        (1.0 - law.molecular) * shear_model_(air, coefficient, loads.emission_temperature);
    law.speed_ratio = std::max(air.speed_ratio(), 0.1);  // as in flight
    law.wall = std::sqrt(loads.emission_temperature / air.temperature);
    for (std::size_t k = 0; k < nodes; ++k) {
      const double s = vehicle::incidence(static_cast<int>(k));
      const auto [excess, shear] = law(s, 1.0);
      law.excess_at[k] = excess;
      law.shear_at[k] = shear;
      law.molecular_shear_at[k] = law(s, 0.0)[1];
    }
  }
  const bool is_one_way = vehicle::is_turned_one_way(attitude_.mode);
  const vehicle::Exposure& exposure = models_.aerodynamics.exposure();
  const std::vector<std::int32_t> position = vehicle::body_positions(state_);
  const auto owned = static_cast<std::size_t>(models_.vehicle.mesh->owned());
  shear_.assign(2 * owned, 0.0);
  flux_.assign(2 * owned, 0.0);
  incidence_.assign(2 * owned, 0.0);
  for (std::size_t i = 0; i < 2 * owned; ++i) {
    const std::int32_t id = state_.body[i / 2];
    if (id < 0 || !(exposure.peak[i] > 0.0)) continue;
    const PressureLaw& law = laws[static_cast<std::size_t>(position[static_cast<std::size_t>(id)])];
    const double* weight = &exposure.weight[i * nodes];
    incidence_[i] = mean_incidence(weight);
    flux_[i] = surface_.film[i] *
               (surface_.recovery[i] - constants::air_specific_heat * wall_temperature_);
    double between = 0.0;
    for (std::size_t k = 0; k < nodes; ++k) {
      between += weight[k] * law.excess_at[k];
      const double molecular = law.molecular_shear_at[k];
      shear_[i] += weight[k] * (molecular + exposure.running[i] * (law.shear_at[k] - molecular));
    }
    if (!is_one_way) continue;
    // One incidence: what the straight line between two nodes has missed is known.
    const double share = lit_share(weight);
    const auto [excess, shear] = law(incidence_[i], exposure.running[i]);
    surface_.pressure[i] += share * excess - between;
    shear_[i] = share * shear;
  }
}

std::vector<SurfaceSummary> LoadsProbe::summarise() const {
  // One row a part, and one for all; three sums and three peaks a row.
  const std::size_t rows = models_.vehicle.parts.size() + 1;
  const mesh::PanelMesh& mesh = *models_.vehicle.mesh;
  const Communicator& world = mesh.world();
  const auto owned = static_cast<std::size_t>(mesh.owned());
  const vehicle::Exposure& exposure = models_.aerodynamics.exposure();
  const auto rows_of = [&](std::size_t panel) {
    return std::array{static_cast<std::size_t>(mesh.part()[panel]), rows - 1};
  };
  ExactSums sums(3 * rows);
  std::vector<double> most(3 * rows, -std::numeric_limits<double>::infinity());
  const std::array<const std::vector<double>*, 3> values = {&surface_.pressure, &shear_, &flux_};
  const auto each_side = [&](auto&& act) {
    for (std::size_t i = 0; i < 2 * owned; ++i) {
      if (state_.body[i / 2] < 0 || !(exposure.peak[i] > 0.0)) continue;
      for (const std::size_t row : rows_of(i / 2)) act(i, row);
    }
  };
  each_side([&](std::size_t i, std::size_t row) {
    const double area = mesh.area()[i / 2];
    sums.add(3 * row, area);
    sums.add(3 * row + 1, area * surface_.pressure[i]);
    sums.add(3 * row + 2, area * flux_[i]);
    for (std::size_t v = 0; v < 3; ++v) {
      most[3 * row + v] = std::max(most[3 * row + v], (*values[v])[i]);
    }
  });
  sums.reduce(world);
  world.max(std::span<double>(most));
  constexpr std::int64_t nowhere = std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> place(3 * rows, nowhere);
  each_side([&](std::size_t i, std::size_t row) {
    const auto side = static_cast<std::int64_t>(i % 2);
    const std::int64_t id = 2 * mesh.global_id()[i / 2] + side;
    for (std::size_t v = 0; v < 3; ++v) {
      const std::size_t n = 3 * row + v;
      if ((*values[v])[i] == most[n]) place[n] = std::min(place[n], id);
    }
  });
  world.min(std::span<std::int64_t>(place));

  const mesh::Surface& surface = models_.vehicle.surface;
  const auto peak = [&](std::size_t n) {
    Peak found;
    if (place[n] == nowhere) return found;
    found.value = most[n];
    found.panel = place[n] / 2;
    found.side = static_cast<int>(place[n] % 2);
    const auto panel = static_cast<std::size_t>(found.panel);
    found.part = surface.part[panel];
    for (const std::int32_t vertex : surface.triangles[panel]) {
      found.place += surface.vertices[static_cast<std::size_t>(vertex)] / 3.0;
    }
    return found;
  };
  std::vector<SurfaceSummary> result(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    SurfaceSummary& summary = result[row];
    summary.area = sums.value(3 * row);
    summary.heat = sums.value(3 * row + 2);
    if (summary.area > 0.0) {
      summary.mean_pressure = sums.value(3 * row + 1) / summary.area;
      summary.mean_flux = summary.heat / summary.area;
    }
    summary.pressure = peak(3 * row);
    summary.shear = peak(3 * row + 1);
    summary.flux = peak(3 * row + 2);
  }
  return result;
}

PanelLoads LoadsProbe::panels() const {
  const mesh::PanelMesh& mesh = *models_.vehicle.mesh;
  const Communicator& world = mesh.world();
  const auto owned = static_cast<std::size_t>(mesh.owned());
  const std::vector<std::int64_t> ids = world.gather_on_all(mesh.global_id().first(owned));
  const auto gather = [&](const std::vector<double>& mine) {
    const std::vector<double> all = world.gather_on_all(mine);
    std::vector<double> sorted(world.is_root() ? all.size() : 0);
    for (std::size_t i = 0; i < ids.size() && world.is_root(); ++i) {
      const auto panel = static_cast<std::size_t>(ids[i]);
      sorted[2 * panel] = all[2 * i];
      sorted[2 * panel + 1] = all[2 * i + 1];
    }
    return sorted;
  };
  return {gather(surface_.pressure), gather(shear_), gather(flux_), gather(incidence_),
          gather(surface_.recovery)};
}

}  // namespace tektite::driver
