#include "solver/driver/checkup.hpp"

#include "solver/base/communicator.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tektite::driver {

using vehicle::Body;
using vehicle::BodyStatus;
using vehicle::State;

namespace {

// No solid and no melt is colder or hotter.
constexpr double coldest = 1.0;
constexpr double hottest = 20000.0;

bool is_finite(const Vec3<EarthFixed>& v) {
  return std::isfinite(v.x + v.y + v.z);
}

}  // namespace

Checkup::Checkup(const vehicle::Vehicle& vehicle) : vehicle_(vehicle) {
  const auto range = [](const materials::Material& material) {
    Range spread{material.enthalpy(coldest), material.enthalpy(hottest)};
    if (const auto* charring = material.charring()) {
      spread.least = std::min(spread.least, charring->char_heat(coldest).enthalpy);
      spread.greatest = std::max(spread.greatest, charring->char_heat(hottest).enthalpy);
    }
    return spread;
  };
  for (const auto& stack : vehicle.stacks) {
    auto& ranges = stack_range_.emplace_back();
    for (const auto& cell : stack.cells) ranges.push_back(range(*cell.material));
  }
  for (const auto& object : vehicle.objects) {
    auto& ranges = object_range_.emplace_back();
    for (const auto& cell : object.cells) ranges.push_back(range(*cell.material));
  }
}

void Checkup::begin() {
  found_ = agreed_ = 0;
  text_.clear();
}

void Checkup::find(Order order, std::int64_t id, const std::string& text) {
  constexpr std::int64_t kinds = std::int64_t{1} << 48;
  const std::int64_t key = (4 - static_cast<std::int64_t>(order)) * kinds - (id + 2);
  if (key <= found_) return;
  found_ = key;
  text_ = text;
}

std::string Checkup::panel_name(std::int64_t global, std::int32_t body) const {
  const auto part =
      static_cast<std::size_t>(vehicle_.surface.part[static_cast<std::size_t>(global)]);
  return fmt::format("panel {} (part '{}', body {})", global, vehicle_.parts[part].name, body);
}

void Checkup::note(const char* quantity, const std::string& reason, std::int32_t body,
                   std::int64_t panel, const State& next) {
  std::string of;
  if (panel >= 0) {
    const auto ids = vehicle_.mesh->global_id();
    for (std::size_t p = 0; p < static_cast<std::size_t>(vehicle_.mesh->owned()); ++p) {
      if (ids[p] == panel) of = " of " + panel_name(panel, next.body[p]);
    }
  } else if (body >= 0) {
    of = fmt::format(" of body {}", body);
  }
  const Order order = body >= 0 && panel < 0 ? Order::flight : Order::solid;
  find(order, panel >= 0 ? panel : body, fmt::format("{}{}: {}", quantity, of, reason));
}

void Checkup::look_at_flights(const State& next) {
  for (const Body& body : next.bodies) {
    if (body.status != BodyStatus::flying) continue;
    const auto& q = body.flight.attitude;
    const char* what = nullptr;
    if (!std::isfinite(body.mass.mass)) what = "mass";
    if (!std::isfinite(q.w + q.x + q.y + q.z)) what = "attitude";
    if (!is_finite(body.flight.velocity)) what = "velocity";
    if (!is_finite(body.flight.position)) what = "position";
    if (what != nullptr) {
      find(Order::flight, body.id, fmt::format("{} of body {} is not a number", what, body.id));
    }
  }
}

void Checkup::look_at_loads(const vehicle::SurfaceLoads& loads, const State& next) {
  const auto ids = vehicle_.mesh->global_id();
  for (std::size_t p = 0; p < static_cast<std::size_t>(vehicle_.mesh->owned()); ++p) {
    if (next.body[p] < 0) continue;
    for (std::size_t side = 2 * p; side < 2 * p + 2; ++side) {
      const double sum = loads.film[side] + loads.recovery[side] + loads.pressure[side];
      if (std::isfinite(sum)) continue;
      const char* what = !std::isfinite(loads.pressure[side]) ? "pressure"
                         : !std::isfinite(loads.film[side])   ? "heat transfer coefficient"
                                                              : "recovery enthalpy";
      find(Order::loads, ids[p],
           fmt::format("{} on {} is not a number", what, panel_name(ids[p], next.body[p])));
    }
  }
  const auto lumps = [&](const char* what, const std::vector<double>& film,
                         const std::vector<double>& recovery, const auto& things) {
    for (std::size_t i = 0; i < film.size(); ++i) {
      if (std::isfinite(film[i] + recovery[i])) continue;
      find(Order::loads, static_cast<std::int64_t>(vehicle_.surface.panels() + i),
           fmt::format("heating of {} '{}' is not a number", what, things[i].name));
    }
  };
  lumps("object", loads.object_film, loads.object_recovery, vehicle_.objects);
  lumps("joint", loads.joint_film, loads.joint_recovery, vehicle_.joints);
}

void Checkup::look_at_solid(const State& next) {
  const auto ids = vehicle_.mesh->global_id();
  const auto& solid = next.solid;
  for (std::size_t p = 0; p < static_cast<std::size_t>(vehicle_.mesh->owned()); ++p) {
    if (next.body[p] < 0) continue;
    const auto part =
        static_cast<std::size_t>(vehicle_.surface.part[static_cast<std::size_t>(ids[p])]);
    const auto& ranges = stack_range_[static_cast<std::size_t>(vehicle_.parts[part].stack)];
    const auto from = static_cast<std::size_t>(vehicle_.cell_offset[p]);
    for (std::size_t c = 0; c < ranges.size(); ++c) {
      const double mass = solid.cell_mass[from + c];
      const double enthalpy = solid.enthalpy[from + c];
      const bool mass_is_sound = mass >= 0.0 && std::isfinite(mass);
      if (mass_is_sound && (mass == 0.0 || ranges[c].holds(enthalpy))) continue;
      const std::string of = panel_name(ids[p], next.body[p]);
      find(Order::solid, ids[p],
           mass_is_sound
               ? fmt::format("enthalpy of cell {} of {} is {:.4g} J/kg", c, of, enthalpy)
               : fmt::format("thickness left of cell {} of {}: {:.4g} kg/m^2", c, of, mass));
    }
  }
  look_at_lumps(next);
}

void Checkup::look_at_lumps(const State& next) {
  const auto& solid = next.solid;
  std::int64_t id = static_cast<std::int64_t>(vehicle_.surface.panels());
  for (std::size_t i = 0; i < vehicle_.objects.size(); ++i, ++id) {
    if (next.object_body[i] < 0) continue;
    for (std::size_t c = 0; c < object_range_[i].size(); ++c) {
      const double mass = solid.object_mass[i][c];
      const double enthalpy = solid.object_enthalpy[i][c];
      const bool mass_is_sound = mass >= 0.0 && std::isfinite(mass);
      if (mass_is_sound && (mass == 0.0 || object_range_[i][c].holds(enthalpy))) continue;
      const std::string of = fmt::format("cell {} of object '{}' (body {})", c,
                                         vehicle_.objects[i].name, next.object_body[i]);
      find(Order::solid, id,
           mass_is_sound ? fmt::format("enthalpy of {} is {:.4g} J/kg", of, enthalpy)
                         : fmt::format("mass left of {}: {:.4g} kg", of, mass));
    }
  }
  for (std::size_t j = 0; j < solid.joint_enthalpy.size(); ++j, ++id) {
    for (const double enthalpy : solid.joint_enthalpy[j]) {
      if (std::isfinite(enthalpy)) continue;
      find(Order::solid, id,
           fmt::format("enthalpy of joint '{}' is not a number", vehicle_.joints[j].name));
    }
  }
  for (std::size_t v = 0; v < solid.gas_mass.size(); ++v, ++id) {
    const bool is_sound = solid.gas_mass[v] >= 0.0 && std::isfinite(solid.gas_mass[v]) &&
                          (solid.gas_mass[v] == 0.0 ||
                           (solid.gas_temperature[v] > 0.0 && solid.gas_temperature[v] < hottest));
    if (is_sound) continue;
    find(Order::solid, id,
         fmt::format("gas of volume '{}': {:.4g} kg at {:.4g} K", vehicle_.volumes[v].name,
                     solid.gas_mass[v], solid.gas_temperature[v]));
  }
}

void Checkup::look_at_demand(const vehicle::Assessment& assessment, const State& next) {
  const auto ids = vehicle_.mesh->global_id();
  for (std::size_t p = 0; p < assessment.demand.size(); ++p) {
    if (!std::isnan(assessment.demand[p])) continue;
    find(Order::demand, ids[p],
         fmt::format("load over strength of {} is not a number", panel_name(ids[p], next.body[p])));
  }
}

bool Checkup::agree(Wishes* wishes) {
  std::array<std::int64_t, 1 + std::tuple_size_v<Wishes>> all{found_};
  const std::size_t count = wishes != nullptr ? all.size() : 1;
  if (wishes != nullptr) std::copy(wishes->begin(), wishes->end(), all.begin() + 1);
  vehicle_.mesh->world().max(std::span(all).first(count));
  if (wishes != nullptr) std::copy(all.begin() + 1, all.end(), wishes->begin());
  agreed_ = all[0];
  return agreed_ > 0;
}

std::string Checkup::describe() const {
  const Communicator& world = vehicle_.mesh->world();
  const std::int64_t none = world.size();
  const std::int64_t first = world.min(found_ == agreed_ ? std::int64_t{world.rank()} : none);
  std::vector<char> text(text_.begin(), text_.end());
  world.broadcast(text, static_cast<int>(first));
  return {text.begin(), text.end()};
}

}  // namespace tektite::driver
