#include "solver/aeroheating/aeroheating.hpp"

#include "solver/aeroheating/free_molecular.hpp"
#include "solver/aeroheating/models.hpp"
#include "solver/aeroheating/stagnation.hpp"
#include "solver/aeroheating/wall.hpp"
#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/vehicle/mass.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace tektite::aeroheating {

namespace {

using environment::Freestream;

constexpr auto nodes = static_cast<std::size_t>(vehicle::incidence_nodes);

/// Below this speed ratio (Mach 1.8) a body is deep in continuum flow and the free-molecular flux
/// of a cold gas on a 300 K wall changes sign: bridging is left out.
constexpr double least_speed_ratio = 1.5;

/// One body's air, ready for the panel loop.
struct HeatLaw {
  std::array<double, nodes> continuum{};       ///< per node, for a sphere of 1 m [W/m^2 sqrt(m)]
  std::array<double, nodes> free_molecular{};  ///< per node [W/m^2]
  double recovery = 0.0;                       ///< [J/kg]
  double per_enthalpy = 0.0;                   ///< from cold-wall flux to film coefficient [kg/J]
  double radius_least = 0.0;                   ///< [m]
  double radius_greatest = 0.0;                ///< [m]
  bool flies = false;
  bool is_bridged = false;
};

/// A joint's panels of this rank.
struct Beside {
  std::size_t joint = 0;
  std::size_t panel = 0;  ///< local
  double length = 0.0;    ///< [m]
};

/// Integral of f over [from, to], Simpson's rule.
template <class F>
double integral(const F& f, double from, double to, int intervals) {
  const double h = (to - from) / intervals;
  double sum = f(from) + f(to);
  for (int i = 1; i < intervals; ++i) sum += (i % 2 == 1 ? 4.0 : 2.0) * f(from + i * h);
  return sum * h / 3.0;
}

}  // namespace

struct Aeroheating::Detail {
  Detail(const Settings& choices, const vehicle::Vehicle& all);

  [[nodiscard]] HeatLaw law(const vehicle::Body& body, const Freestream& air) const;
  void panels(const vehicle::State& state, const vehicle::Exposure& exposure,
              vehicle::SurfaceLoads& loads) const;
  [[nodiscard]] double mean_flux(const Freestream& air, bool is_bridged, double nose) const;
  void objects(const vehicle::State& state, std::span<const Freestream> by_body,
               vehicle::SurfaceLoads& loads) const;
  void joints(const vehicle::State& state, vehicle::SurfaceLoads& loads);

  Settings settings;
  const vehicle::Vehicle& vehicle;
  Stagnation stagnation;
  Distribution distribution;
  Bridging bridging;
  std::vector<double> shape;   ///< per owned panel: factor of its two radii of curvature
  std::vector<double> radius;  ///< per owned panel: smaller radius of curvature [m]
  std::vector<Beside> beside;
  std::vector<HeatLaw> laws;  ///< scratch, by position in state.bodies
  ExactSums sums;             ///< scratch
};

Aeroheating::Detail::Detail(const Settings& choices, const vehicle::Vehicle& all)
    : settings(choices),
      vehicle(all),
      stagnation(find_model(stagnation_models(), "stagnation heating", choices.stagnation).make),
      distribution(
          find_model(distribution_models(), "heating distribution", choices.distribution).make),
      bridging(find_model(bridging_models(), "heating bridging", choices.bridging).make) {
  const auto& mesh = *all.mesh;
  const auto owned = static_cast<std::size_t>(mesh.owned());
  for (std::size_t i = 0; i < owned; ++i) {
    const double small = std::min(mesh.radius_1()[i], mesh.radius_2()[i]);
    const double large = std::max(mesh.radius_1()[i], mesh.radius_2()[i]);
    const double ratio = std::isfinite(large) ? small / large : (std::isfinite(small) ? 0.0 : 1.0);
    shape.push_back(shape_factor(ratio));
    radius.push_back(small);
  }
  const auto ids = mesh.global_id().first(owned);
  for (std::size_t j = 0; j < all.joints.size(); ++j) {
    const auto add = [&](const std::vector<std::int64_t>& panels,
                         const std::vector<double>& lengths) {
      for (std::size_t k = 0; k < panels.size(); ++k) {
        const auto found = std::ranges::lower_bound(ids, panels[k]);
        if (found == ids.end() || *found != panels[k]) continue;
        beside.push_back({j, static_cast<std::size_t>(found - ids.begin()), lengths[k]});
      }
    };
    add(all.joints[j].panels_a, all.joints[j].lengths_a);
    add(all.joints[j].panels_b, all.joints[j].lengths_b);
  }
}

Aeroheating::Aeroheating(const Settings& settings, const vehicle::Vehicle& vehicle)
    : detail_(std::make_unique<Detail>(settings, vehicle)) {}
Aeroheating::Aeroheating(const io::Section& settings, const vehicle::Vehicle& vehicle)
    : Aeroheating(Settings(settings), vehicle) {}
Aeroheating::~Aeroheating() = default;

double Aeroheating::stagnation_flux(const Freestream& air, double radius) const {
  return detail_->stagnation(air) / std::sqrt(radius);
}

HeatLaw Aeroheating::Detail::law(const vehicle::Body& body, const Freestream& air) const {
  HeatLaw law;
  law.flies = air.speed > 1.0;
  if (!law.flies) return law;
  expect(body.object >= 0 || body.length > 0.0, "a body of panels has a reference length");
  law.recovery = recovery_enthalpy(air);
  law.per_enthalpy = 1.0 / film_enthalpy(air);
  law.is_bridged = air.speed_ratio() > least_speed_ratio;
  law.radius_least = settings.radius_least * 0.5 * body.length;
  law.radius_greatest = settings.radius_greatest * 0.5 * body.length;
  const double unit_flux = stagnation(air);
  const double mach = air.mach();
  for (std::size_t k = 0; k < nodes; ++k) {
    const double s = vehicle::incidence(static_cast<int>(k));
    law.continuum[k] = unit_flux * distribution(s, mach);
    if (!law.is_bridged) continue;
    law.free_molecular[k] =
        settings.accommodation * free_molecular_heat(air, s, constants::cold_wall_temperature);
  }
  return law;
}

void Aeroheating::Detail::panels(const vehicle::State& state, const vehicle::Exposure& exposure,
                                 vehicle::SurfaceLoads& loads) const {
  const auto owned = static_cast<std::size_t>(vehicle.mesh->owned());
  expect(exposure.peak.size() == 2 * owned, "the exposure is of the owned panels");
  loads.film.resize(2 * owned);
  loads.recovery.resize(2 * owned);
  std::int32_t last_id = -1;
  const HeatLaw* body_law = nullptr;
  for (std::size_t i = 0; i < owned; ++i) {
    const std::int32_t id = state.body[i];
    if (id != last_id) {  // panels of one body come in runs
      const auto body = std::ranges::lower_bound(state.bodies, id, {}, &vehicle::Body::id);
      body_law = id < 0 ? nullptr : &laws[static_cast<std::size_t>(body - state.bodies.begin())];
      last_id = id;
    }
    for (std::size_t index = 2 * i; index < 2 * i + 2; ++index) {
      if (body_law == nullptr || !body_law->flies || !(exposure.peak[index] > 0.0)) {
        loads.film[index] = 0.0;
        loads.recovery[index] = 0.0;
        continue;
      }
      const double* weight = &exposure.weight[index * nodes];
      double continuum = 0.0;
      double molecular = 0.0;
      for (std::size_t k = 0; k < nodes; ++k) {
        continuum += weight[k] * body_law->continuum[k];
        molecular += weight[k] * body_law->free_molecular[k];
      }
      const double bend = std::clamp(radius[i], body_law->radius_least, body_law->radius_greatest);
      double flux = continuum * shape[i] / std::sqrt(bend);
      if (body_law->is_bridged) flux = bridging(flux, molecular);
      loads.film[index] = settings.panel_factor * flux * body_law->per_enthalpy;
      loads.recovery[index] = body_law->recovery;
    }
  }
}

/// Mean cold-wall flux over a convex body in all directions alike: half of the directions meet a
/// place, evenly in s.
double Aeroheating::Detail::mean_flux(const Freestream& air, bool is_bridged, double nose) const {
  const double mach = air.mach();
  const double share =
      0.5 * integral([&](double s) { return distribution(s, mach); }, 0.0, 1.0, 128);
  const double flux = share * stagnation(air) / std::sqrt(nose);
  if (!is_bridged) return flux;
  const double molecular =
      0.5 * settings.accommodation *
      integral(
          [&](double s) { return free_molecular_heat(air, s, constants::cold_wall_temperature); },
          -1.0, 1.0, 256);
  return bridging(flux, molecular);
}

void Aeroheating::Detail::objects(const vehicle::State& state, std::span<const Freestream> by_body,
                                  vehicle::SurfaceLoads& loads) const {
  // Half of an object's directions are blocked by the wall that it is mounted on (estimate).
  constexpr double on_a_wall = 0.5;
  loads.object_film.assign(vehicle.objects.size(), 0.0);
  loads.object_recovery.assign(vehicle.objects.size(), 0.0);
  const auto heat = [&](std::size_t object, std::size_t b, double share) {
    const vehicle::Object& built = vehicle.objects[object];
    // What melts away leaves a smaller object of the same shape.
    const double shrink =
        std::sqrt(vehicle::surface_left(vehicle, state, object) / built.surface_area);
    const double nose = std::max(shrink * built.nose_radius, 1e-3);
    const double flux = share * mean_flux(by_body[b], laws[b].is_bridged, nose);
    loads.object_film[object] = settings.object_factor * flux * laws[b].per_enthalpy;
    loads.object_recovery[object] = laws[b].recovery;
  };
  for (std::size_t b = 0; b < state.bodies.size(); ++b) {
    const vehicle::Body& body = state.bodies[b];
    if (!laws[b].flies) continue;
    if (body.object >= 0) heat(static_cast<std::size_t>(body.object), b, 1.0);
  }
  for (std::size_t o = 0; o < vehicle.objects.size(); ++o) {
    const vehicle::Object& object = vehicle.objects[o];
    const std::int32_t id = state.object_body[o];
    if (id < 0 || state.object_released[o] != 0 || object.host_part < 0) continue;
    const auto body = std::ranges::lower_bound(state.bodies, id, {}, &vehicle::Body::id);
    if (body == state.bodies.end() || body->id != id) continue;
    const auto b = static_cast<std::size_t>(body - state.bodies.begin());
    if (!laws[b].flies || body->object >= 0) continue;
    const bool is_enclosed =
        object.volume >= 0 && state.volume_body[static_cast<std::size_t>(object.volume)] == id;
    if (!is_enclosed) heat(o, b, on_a_wall);
  }
}

void Aeroheating::Detail::joints(const vehicle::State& state, vehicle::SurfaceLoads& loads) {
  const std::size_t count = vehicle.joints.size();
  loads.joint_film.assign(count, 0.0);
  loads.joint_recovery.assign(count, 0.0);
  sums.reset(3 * count);
  for (const Beside& place : beside) {
    if (state.joint_holds[place.joint] == 0 || state.body[place.panel] < 0) continue;
    const std::size_t index = 2 * place.panel + vehicle::outer;
    const double film = loads.film[index] * place.length;
    sums.add(3 * place.joint, place.length);
    sums.add(3 * place.joint + 1, film);
    sums.add(3 * place.joint + 2, film * loads.recovery[index]);
  }
  sums.reduce(vehicle.mesh->world());
  for (std::size_t j = 0; j < count; ++j) {
    const double length = sums.value(3 * j);
    const double film = sums.value(3 * j + 1);
    if (!(length > 0.0) || !(film > 0.0)) continue;
    loads.joint_film[j] = film / length;
    loads.joint_recovery[j] = sums.value(3 * j + 2) / film;
  }
}

void Aeroheating::surface_loads(const vehicle::State& state, const vehicle::Exposure& exposure,
                                std::span<const Freestream> by_body,
                                vehicle::SurfaceLoads& loads) const {
  Detail& d = *detail_;
  expect(by_body.size() == state.bodies.size(), "one freestream a body");
  d.laws.assign(state.bodies.size(), {});
  for (std::size_t b = 0; b < state.bodies.size(); ++b) {
    const vehicle::Body& body = state.bodies[b];
    if (body.status == vehicle::BodyStatus::flying) d.laws[b] = d.law(body, by_body[b]);
  }
  d.panels(state, exposure, loads);
  d.objects(state, by_body, loads);
  d.joints(state, loads);
}

}  // namespace tektite::aeroheating
