#include "solver/driver/records.hpp"

#include "solver/base/constants.hpp"
#include "solver/driver/books.hpp"
#include "solver/driver/ending.hpp"
#include "solver/vehicle/failure.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace tektite::driver {

using constants::degree;
using output::Table;
using output::Value;
using vehicle::Body;
using vehicle::BodyStatus;
using vehicle::Event;
using vehicle::EventKind;
using vehicle::State;
using vehicle::Vehicle;

namespace {

const char* word(EventKind kind) {
  switch (kind) {
    case EventKind::entry:
      return "entry";
    case EventKind::tear:
      return "tear";
    case EventKind::burst:
      return "burst";
    case EventKind::vent:
      return "vent";
    case EventKind::joint_failure:
      return "joint failure";
    case EventKind::mount_failure:
      return "mount failure";
    case EventKind::release:
      return "release";
    case EventKind::separation:
      return "separation";
    case EventKind::panel_lost:
      return "panel lost";
    case EventKind::demise:
      return "demise";
    case EventKind::landing:
      return "landing";
    case EventKind::hand_over:
      return "hand-over to free fall";
    case EventKind::debris:
      return "debris";
    case EventKind::breakup:
      return "breakup";
    case EventKind::tumbling:
      return "begins to tumble";
  }
  return "?";
}

const char* word(vehicle::FailureMode mode) {
  switch (mode) {
    case vehicle::FailureMode::none:
      return "";
    case vehicle::FailureMode::membrane:
      return "pressure in a curved wall";
    case vehicle::FailureMode::plate:
      return "pressure on a flat wall";
    case vehicle::FailureMode::molten:
      return "molten through";
    case vehicle::FailureMode::section_load:
      return "section load";
    case vehicle::FailureMode::mount_load:
      return "inertia of the object";
    case vehicle::FailureMode::uncovered:
      return "its cover is gone";
    case vehicle::FailureMode::mount_lost:
      return "its wall is gone";
  }
  return "";
}

const char* word(BodyStatus status) {
  switch (status) {
    case BodyStatus::flying:
      return "flying";
    case BodyStatus::falling:
      return "falling";
    case BodyStatus::landed:
      return "landed";
    case BodyStatus::demised:
      return "demised";
    case BodyStatus::debris:
      return "debris";
  }
  return "?";
}

template <class Items>
std::string name_at(const Items& items, std::int32_t index) {
  const auto i = static_cast<std::size_t>(index);
  return index >= 0 && i < items.size() ? items[i].name : std::string("?");
}

Value angle(double radians) {
  return radians / degree;
}

/// Events in the order of time; equal times keep the order in which they were found.
std::vector<std::size_t> events_by_time(const State& state) {
  std::vector<std::size_t> order(state.events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return state.events[a].time < state.events[b].time;
  });
  return order;
}

double ballistic_coefficient(const Body& body) {
  return body.drag_area > 0.0 ? body.mass.mass / body.drag_area : 0.0;
}

bool is_counted(const Body& body) {
  return body.status == BodyStatus::landed && impact_energy(body) >= risk::counted_energy;
}

std::string why_not_counted(const Body& body) {
  if (is_counted(body)) return "counted";
  switch (body.status) {
    case BodyStatus::landed:
      return "arrives below 15 J";
    case BodyStatus::demised:
      return "demised";
    case BodyStatus::debris:
      return "would arrive below 15 J";
    default:
      return "still flying";
  }
}

Table events_table(const State& state, const Vehicle& vehicle) {
  Table table({{"time", "s"},
               {"altitude", "m"},
               {"event"},
               {"body"},
               {"what"},
               {"mode"},
               {"demand"},
               {"temperature", "K"},
               {"mass", "kg"},
               {"worst direction x"},
               {"worst direction y"},
               {"worst direction z"}});
  for (const std::size_t i : events_by_time(state)) {
    const Event& e = state.events[i];
    const bool has_direction = norm(e.direction) > 0.0;
    const auto component = [&](double value) { return has_direction ? Value(value) : Value(); };
    table.add({e.time, e.altitude, std::string(word(e.kind)), std::int64_t{e.body},
               thing_of(e, vehicle), std::string(word(static_cast<vehicle::FailureMode>(e.mode))),
               e.demand, e.temperature, e.mass, component(e.direction.x), component(e.direction.y),
               component(e.direction.z)});
  }
  return table;
}

Table bodies_table(const State& state, const Vehicle& vehicle) {
  Table table({{"id"},
               {"parent"},
               {"name"},
               {"status"},
               {"birth time", "s"},
               {"birth altitude", "m"},
               {"birth mass", "kg"},
               {"end time", "s"},
               {"end altitude", "m"},
               {"end mass", "kg"},
               {"end speed", "m/s"},
               {"length", "m"},
               {"first panel"}});
  for (const Body& b : state.bodies) {
    table.add({std::int64_t{b.id}, std::int64_t{b.parent}, name_of(b, vehicle),
               std::string(word(b.status)), b.birth_time, b.birth_altitude, b.birth_mass,
               b.end_time, b.end_altitude, b.end_mass, b.end_speed, b.length, b.first_panel});
  }
  return table;
}

Table objects_table(const State& state, const Vehicle& vehicle) {
  Table table({{"object"},
               {"material"},
               {"mass as built", "kg"},
               {"mass left", "kg"},
               {"released"},
               {"mount holds"},
               {"body"}});
  for (std::size_t i = 0; i < vehicle.objects.size(); ++i) {
    const vehicle::Object& object = vehicle.objects[i];
    const auto& cells = state.solid.object_mass[i];
    const double left = std::accumulate(cells.begin(), cells.end(), 0.0);
    table.add({object.name, object.cells.front().material->name(), object.mass, left,
               std::int64_t{state.object_released[i]}, std::int64_t{state.mount_holds[i]},
               std::int64_t{state.object_body[i]}});
  }
  return table;
}

Table impacts_table(const State& state, const Vehicle& vehicle) {
  Table table({{"id"},
               {"name"},
               {"time", "s"},
               {"latitude", "deg"},
               {"longitude", "deg"},
               {"mass", "kg"},
               {"speed", "m/s"},
               {"energy", "J"},
               {"projected area", "m^2"},
               {"casualty area", "m^2"},
               {"counted"}});
  for (const Body& b : state.bodies) {
    if (b.status != BodyStatus::landed) continue;
    const double area = projected_area(b);
    table.add({std::int64_t{b.id}, name_of(b, vehicle), b.end_time, angle(b.end_latitude),
               angle(b.end_longitude), b.end_mass, b.end_speed, impact_energy(b), area,
               risk::casualty_area(area), std::int64_t{is_counted(b) ? 1 : 0}});
  }
  return table;
}

Table ledger_table(const State& state, const Balance& books) {
  Table table({{"quantity"}, {"value"}, {"unit"}});
  const vehicle::Ledger& l = state.ledger;
  const auto line = [&](const char* name, double value, const char* unit) {
    table.add({std::string(name), value, std::string(unit)});
  };
  line("heat absorbed from the air", l.absorbed, "J");
  line("heat of oxidation", l.oxidised, "J");
  line("heat stored in solids, change since entry", books.stored - l.stored_at_entry, "J");
  line("heat in cabin gas, change since entry", books.gas - l.gas_at_entry, "J");
  line("radiated to the surroundings", l.radiated, "J");
  line("carried off by melt", l.melt_energy, "J");
  line("set free by burning char, less ablation", l.combustion, "J");
  line("carried off by gas of decomposition", l.gas_energy, "J");
  line("carried off by char", l.char_energy, "J");
  line("vented with cabin gas", l.vented_energy, "J");
  line("moved to debris", l.debris_energy, "J");
  line("landed or handed over", l.handed_energy, "J");
  line("energy error relative to the absorbed", books.energy_error, "1");
  line("mass at entry", l.mass_at_entry, "kg");
  line("mass in flight", books.mass_in_flight, "kg");
  line("melted off", l.melt_mass, "kg");
  line("gas of decomposition", l.gas_mass, "kg");
  line("char burnt or ablated", l.char_mass, "kg");
  line("vented", l.vented_mass, "kg");
  line("debris", l.debris_mass, "kg");
  line("landed or handed over, mass", l.handed_mass, "kg");
  line("mass error relative to entry", books.mass_error, "1");
  line("material look-ups outside a table", l.range_hits, "1");
  line("macro-steps rejected", l.rejected_steps, "1");
  line("macro-steps rejected as impossible", l.spoilt_steps, "1");
  line("columns that missed the tolerance", l.newton_failures, "1");
  for (const vehicle::OutOfRange& use : state.out_of_range) {
    const std::string name = std::string("out of range: ") + use.name.data();
    line(name.c_str(), use.count, "1");
    line((name + ", first after entry").c_str(), use.first_time, "s");
    line((name + ", first at an altitude").c_str(), use.first_altitude, "m");
  }
  return table;
}

}  // namespace

const Event* first_event(const State& state, EventKind kind) {
  const Event* first = nullptr;
  for (const Event& event : state.events) {
    if (event.kind == kind && (first == nullptr || event.time < first->time)) first = &event;
  }
  return first;
}

const Event* last_demise(const State& state) {
  const auto last =
      std::find_if(state.events.rbegin(), state.events.rend(),
                   [](const Event& event) { return event.kind == EventKind::demise; });
  return last == state.events.rend() ? nullptr : &*last;
}

const Event* first_tear(const State& state) {
  const Event* burst = first_event(state, EventKind::burst);
  const Event* tear = first_event(state, EventKind::tear);
  if (burst == nullptr || (tear != nullptr && tear->time < burst->time)) return tear;
  return burst;
}

std::string thing_of(const Event& event, const Vehicle& vehicle) {
  switch (event.kind) {
    case EventKind::burst:
    case EventKind::tear: {
      const auto patch = static_cast<std::size_t>(event.index);
      if (event.index < 0 || patch >= vehicle.patches.size()) return {};
      return fmt::format("patch {} of {}", event.index,
                         name_at(vehicle.parts, vehicle.patches[patch].part));
    }
    case EventKind::joint_failure:
      return name_at(vehicle.joints, event.index);
    case EventKind::mount_failure:
    case EventKind::release:
      return name_at(vehicle.objects, event.index);
    case EventKind::vent:
      return name_at(vehicle.volumes, event.index);
    default:
      return {};
  }
}

std::string describe(const Event& event, const Vehicle& vehicle) {
  return describe(event, thing_of(event, vehicle));
}

std::string describe(const Event& event, const std::string& thing) {
  std::string text = word(event.kind);
  if (!thing.empty()) text += " of " + thing;
  const std::string mode = word(static_cast<vehicle::FailureMode>(event.mode));
  if (!mode.empty()) text += ": " + mode;
  return text;
}

std::string name_of(const Body& body, const Vehicle& vehicle) {
  if (body.object >= 0) return name_at(vehicle.objects, body.object);
  if (body.parent < 0 && body.id == 0) return "vehicle";
  if (body.first_panel < 0) return "piece";
  return "piece of " +
         name_at(vehicle.parts, vehicle.surface.part[static_cast<std::size_t>(body.first_panel)]);
}

std::string material_of(const Body& body, const Vehicle& vehicle) {
  std::map<std::string, double> mass;
  if (body.object >= 0) {
    for (const auto& cell : vehicle.objects[static_cast<std::size_t>(body.object)].cells) {
      mass[cell.material->name()] += cell.mass;
    }
  } else if (body.first_panel >= 0) {
    const auto part =
        static_cast<std::size_t>(vehicle.surface.part[static_cast<std::size_t>(body.first_panel)]);
    for (const auto& cell :
         vehicle.stacks[static_cast<std::size_t>(vehicle.parts[part].stack)].cells) {
      mass[cell.material->name()] += cell.areal_mass;
    }
  }
  std::string name;
  double most = 0.0;
  for (const auto& [material, amount] : mass) {
    if (amount > most) {
      most = amount;
      name = material;
    }
  }
  return name;
}

Table fragment_table(const Models& models, const State& state) {
  Table table({{"id"},
               {"parent"},
               {"name"},
               {"birth time", "s"},
               {"birth altitude", "m"},
               {"birth latitude", "deg"},
               {"birth longitude", "deg"},
               {"cause"},
               {"mass at birth", "kg"},
               {"mass at impact", "kg"},
               {"material"},
               {"size", "m"},
               {"ballistic coefficient", "kg/m^2"},
               {"demise altitude", "m"},
               {"impact latitude", "deg"},
               {"impact longitude", "deg"},
               {"impact speed", "m/s"},
               {"impact energy", "J"},
               {"casualty area", "m^2"},
               {"counted"}});
  for (const Body& b : state.bodies) {
    const bool landed = b.status == BodyStatus::landed;
    const bool demised = b.status == BodyStatus::demised;
    const auto cause = static_cast<std::size_t>(b.birth_event);
    const Value none;
    table.add({std::int64_t{b.id},
               std::int64_t{b.parent},
               name_of(b, models.vehicle),
               b.birth_time,
               b.birth_altitude,
               angle(b.birth_latitude),
               angle(b.birth_longitude),
               b.birth_event >= 0 && cause < state.events.size()
                   ? describe(state.events[cause], models.vehicle)
                   : std::string("entry"),
               b.birth_mass,
               landed ? Value(b.end_mass) : none,
               material_of(b, models.vehicle),
               b.length,
               ballistic_coefficient(b),
               demised ? Value(b.end_altitude) : none,
               landed ? angle(b.end_latitude) : none,
               landed ? angle(b.end_longitude) : none,
               landed ? Value(b.end_speed) : none,
               landed ? Value(impact_energy(b)) : none,
               landed ? Value(risk::casualty_area(projected_area(b))) : none,
               why_not_counted(b)});
  }
  return table;
}

risk::CasualtyRisk casualties(const Models& models, const State& state) {
  std::vector<risk::Arrival> arrivals;
  for (const Body& b : state.bodies) {
    if (b.status == BodyStatus::landed) {
      arrivals.push_back({risk::casualty_area(projected_area(b)), impact_energy(b)});
    }
  }
  return risk::assess_casualties(arrivals, models.risk);
}

void write_tables(const Models& models, const State& state, const output::RunFolder& folder) {
  const Balance books = balance(models, state);
  output::write_table(folder, "bodies", bodies_table(state, models.vehicle));
  output::write_table(folder, "fragments", fragment_table(models, state));
  output::write_table(folder, "events", events_table(state, models.vehicle));
  output::write_table(folder, "objects", objects_table(state, models.vehicle));
  output::write_table(folder, "impacts", impacts_table(state, models.vehicle));
  output::write_table(folder, "ledger", ledger_table(state, books));
}

}  // namespace tektite::driver
