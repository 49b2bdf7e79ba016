#include "solver/aeroheating/aeroheating.hpp"

#include "solver/aeroheating/heat_law.hpp"
#include "solver/base/error.hpp"
#include "solver/base/exact_sum.hpp"
#include "solver/vehicle/mass.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace tektite::aeroheating {

namespace {

using environment::Freestream;

/// A joint's panels of this rank.
struct Beside {
  std::size_t joint = 0;
  std::size_t panel = 0;  ///< local
  double length = 0.0;    ///< [m]
};

/// Flat plate at the exposure's mean running length: `running` is the mean of its -1/2 power
/// [m^-0.5], so the plate's own power of it is a power of that [W/m^2].
double plate(const HeatLaw& law, const double* weight, double running, double power) {
  double sum = 0.0;
  for (std::size_t k = 0; k < nodes; ++k) sum += weight[k] * law.plate[k];
  return sum * (power == 0.5 ? running : std::pow(running, 2.0 * power));
}

/// What the shock layer radiates to a side of this radius of curvature [W/m^2].
double glow(const HeatLaw& law, const double* weight, double bend) {
  double sum = 0.0;
  for (std::size_t k = 0; k < nodes; ++k) sum += weight[k] * law.glow[k];
  return sum * (law.radiation.at(bend) / law.radiation.strength);
}

/// Choices of a case for this vehicle: a multiplier names one of its parts.
Settings settings_for(const io::Section& section, const vehicle::Vehicle& vehicle) {
  std::vector<std::string_view> names;
  for (const vehicle::Part& part : vehicle.parts) names.push_back(part.name);
  for (const io::Section& one : section.list("multipliers")) {
    const std::string part = one.text("part");
    one.require("part", std::ranges::find(names, part) != names.end(),
                "the vehicle has no part '{}'; its parts: {}", part, fmt::join(names, ", "));
  }
  return Settings(section);
}

}  // namespace

struct Aeroheating::Detail {
  Detail(const Settings& choices, const vehicle::Vehicle& all);

  void take_multipliers();
  void make_laws(const vehicle::State& state, std::span<const Freestream> by_body);
  void panels(const vehicle::State& state, const vehicle::Exposure& exposure,
              vehicle::SurfaceLoads& loads) const;
  void objects(const vehicle::State& state, vehicle::SurfaceLoads& loads) const;
  void joints(const vehicle::State& state, vehicle::SurfaceLoads& loads);

  Settings settings;
  const vehicle::Vehicle& vehicle;
  HeatModels models;
  std::vector<double> shape;   ///< per owned panel: factor of its two radii of curvature
  std::vector<double> radius;  ///< per owned panel: smaller radius of curvature [m]
  std::vector<double> factor;  ///< per owned panel: on its films
  std::vector<Beside> beside;
  std::vector<HeatLaw> laws;  ///< scratch, by position in state.bodies
  ExactSums sums;             ///< scratch
};

Aeroheating::Detail::Detail(const Settings& choices, const vehicle::Vehicle& all)
    : settings(choices), vehicle(all), models(choices) {
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
  take_multipliers();
}

void Aeroheating::Detail::take_multipliers() {
  const auto owned = static_cast<std::size_t>(vehicle.mesh->owned());
  factor.assign(owned, settings.panel_factor);
  for (const Multiplier& one : settings.multipliers) {
    const auto part = std::ranges::find(vehicle.parts, one.part, &vehicle::Part::name);
    require(part != vehicle.parts.end(),
            "heating.multipliers: '{}' is for a part '{}' that the vehicle lacks", one.name,
            one.part);
    const auto index = static_cast<std::int32_t>(part - vehicle.parts.begin());
    for (std::size_t i = 0; i < owned; ++i) {
      if (vehicle.mesh->part()[i] == index) factor[i] *= one.factor;
    }
  }
}

Aeroheating::Aeroheating(const Settings& settings, const vehicle::Vehicle& vehicle)
    : detail_(std::make_unique<Detail>(settings, vehicle)) {}
Aeroheating::Aeroheating(const io::Section& settings, const vehicle::Vehicle& vehicle)
    : Aeroheating(settings_for(settings, vehicle), vehicle) {}
Aeroheating::~Aeroheating() = default;

double Aeroheating::stagnation_flux(const Freestream& air, double radius) const {
  return detail_->models.stagnation_flux(air, radius);
}

std::int64_t Aeroheating::range_hits() const {
  std::int64_t sum = 0;
  for (const RangeWatch& one : detail_->models.watches()) sum += one.hits();
  return sum;
}

std::span<const RangeWatch> Aeroheating::range_watches() const {
  return detail_->models.watches();
}

void Aeroheating::begin_watch() const {
  detail_->models.begin_watch();
}

void Aeroheating::Detail::make_laws(const vehicle::State& state,
                                    std::span<const Freestream> by_body) {
  laws.resize(state.bodies.size());
  for (std::size_t b = 0; b < state.bodies.size(); ++b) {
    const vehicle::Body& body = state.bodies[b];
    laws[b].flies = false;
    if (body.status != vehicle::BodyStatus::flying) continue;
    const bool has_panels = body.object < 0;
    expect(!has_panels || body.length > 0.0, "a body of panels has a reference length");
    models.make(by_body[b], body.length, has_panels, laws[b]);
  }
}

void Aeroheating::Detail::panels(const vehicle::State& state, const vehicle::Exposure& exposure,
                                 vehicle::SurfaceLoads& loads) const {
  const auto owned = static_cast<std::size_t>(vehicle.mesh->owned());
  expect(exposure.peak.size() == 2 * owned, "the exposure is of the owned panels");
  loads.film.resize(2 * owned);
  loads.recovery.resize(2 * owned);
  const bool has_plate = models.has_plate();
  expect(!has_plate || exposure.running.size() == 2 * owned, "a plate has running lengths");
  std::int32_t last_id = -1;
  const HeatLaw* law = nullptr;
  for (std::size_t i = 0; i < owned; ++i) {
    const std::int32_t id = state.body[i];
    if (id != last_id) {  // panels of one body come in runs
      const auto body = std::ranges::lower_bound(state.bodies, id, {}, &vehicle::Body::id);
      law = id < 0 ? nullptr : &laws[static_cast<std::size_t>(body - state.bodies.begin())];
      last_id = id;
    }
    for (std::size_t index = 2 * i; index < 2 * i + 2; ++index) {
      loads.film[index] = 0.0;
      loads.recovery[index] = 0.0;
      if (law == nullptr || !law->flies || !(exposure.peak[index] > 0.0)) continue;
      const double* weight = &exposure.weight[index * nodes];
      double share = 0.0;
      double molecular = 0.0;
      for (std::size_t k = 0; k < nodes; ++k) {
        share += weight[k] * law->share[k];
        molecular += weight[k] * law->free_molecular[k];
      }
      const double bend = std::clamp(radius[i], law->radius_least, law->radius_greatest);
      double flux = share * law->stagnation.at(shape[i] / std::sqrt(bend));
      if (has_plate) {
        flux = std::max(flux, plate(*law, weight, exposure.running[index], models.plate_power()));
      }
      flux = models.bridging()(flux, molecular, law->knudsen);
      const double film = factor[i] * flux * law->per_enthalpy;
      loads.film[index] = film;
      loads.recovery[index] = law->recovery;
      if (law->radiation.strength > 0.0 && film > 0.0) {
        loads.recovery[index] += settings.panel_factor * glow(*law, weight, bend) / film;
      }
    }
  }
}

void Aeroheating::Detail::objects(const vehicle::State& state, vehicle::SurfaceLoads& loads) const {
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
    const auto [flux, glow] = models.mean(laws[b], nose);
    const double uncertain = settings.object_factor * share;
    const double film = uncertain * flux * laws[b].per_enthalpy;
    loads.object_film[object] = film;
    loads.object_recovery[object] = laws[b].recovery + (film > 0.0 ? uncertain * glow / film : 0.0);
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
  d.make_laws(state, by_body);
  d.panels(state, exposure, loads);
  d.objects(state, loads);
  d.joints(state, loads);
}

}  // namespace tektite::aeroheating
