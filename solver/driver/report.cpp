// The report of a run, and the summary on the terminal.
#include "io/output/report.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/log.hpp"
#include "solver/driver/books.hpp"
#include "solver/driver/ending.hpp"
#include "solver/driver/records.hpp"

#include "tektite_version.hpp"
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace tektite::driver {

using vehicle::Body;
using vehicle::BodyStatus;
using vehicle::Event;
using vehicle::EventKind;
using vehicle::State;

namespace {

/// Pieces whose paths are drawn: the heaviest at birth.
std::vector<std::int32_t> heaviest(const State& state, std::size_t count) {
  std::vector<const Body*> bodies;
  for (const Body& body : state.bodies) bodies.push_back(&body);
  std::stable_sort(bodies.begin(), bodies.end(),
                   [](const Body* a, const Body* b) { return a->birth_mass > b->birth_mass; });
  std::vector<std::int32_t> ids;
  for (std::size_t i = 0; i < std::min(count, bodies.size()); ++i) ids.push_back(bodies[i]->id);
  return ids;
}

struct Curves {
  std::vector<output::Series> altitude, speed, flux;
  output::Series mass{"in flight and landed", {}, {}};
};

Curves draw_curves(const State& state, const vehicle::Vehicle& vehicle,
                   const std::vector<output::TrajectoryPoint>& points) {
  Curves curves;
  for (const std::int32_t id : heaviest(state, 6)) {
    const auto body = std::find_if(state.bodies.begin(), state.bodies.end(),
                                   [id](const Body& b) { return b.id == id; });
    output::Series altitude{name_of(*body, vehicle), {}, {}};
    output::Series speed = altitude;
    output::Series flux = altitude;
    for (const auto& point : points) {
      if (point.body != id) continue;
      for (output::Series* series : {&altitude, &speed, &flux}) series->x.push_back(point.time);
      altitude.y.push_back(point.altitude * 1e-3);
      speed.y.push_back(point.speed * 1e-3);
      flux.y.push_back(point.heat_flux * 1e-3);
    }
    curves.altitude.push_back(std::move(altitude));
    curves.speed.push_back(std::move(speed));
    curves.flux.push_back(std::move(flux));
  }
  // Mass left against the altitude of the heaviest piece then in flight.
  std::map<double, std::vector<const output::TrajectoryPoint*>> times;
  for (const auto& point : points) times[point.time].push_back(&point);
  for (const auto& [time, group] : times) {
    const output::TrajectoryPoint* main = group.front();
    double mass = 0.0;
    std::set<std::int32_t> seen;
    for (const output::TrajectoryPoint* point : group) {
      if (!seen.insert(point->body).second) continue;
      mass += point->mass;
      if (point->mass > main->mass) main = point;
    }
    for (const Body& body : state.bodies) {
      if (body.status == BodyStatus::landed && !seen.contains(body.id) && body.birth_time < time) {
        mass += body.end_mass;
      }
    }
    curves.mass.x.push_back(main->altitude * 1e-3);
    curves.mass.y.push_back(mass);
  }
  return curves;
}

/// A row of the timeline: one event, or alike ones that follow each other closely.
struct Row {
  const Event* first = nullptr;
  const Event* last = nullptr;
  std::string thing;  ///< what the first names
  std::string family;
  int count = 0;
  double mass = 0.0;  ///< [kg]
};

/// Alike events within this time of the first are told in one row [s].
constexpr double told_together = 10.0;

/// "rack 3" -> "rack", "patch 12 of barrel" -> "patch of barrel".
std::string without_number(const std::string& name) {
  const auto of = name.find(" of ");
  const std::string head = name.substr(0, of);
  const auto end = head.find_last_not_of("0123456789");
  if (end == std::string::npos || end + 1 == head.size() || head[end] != ' ') return name;
  return head.substr(0, end) + (of == std::string::npos ? "" : name.substr(of));
}

/// What an event happened to: the thing it names, or the body.
std::string subject_of(const Event& event, const State& state, const vehicle::Vehicle& vehicle) {
  std::string thing = thing_of(event, vehicle);
  if (!thing.empty() || event.body < 0) return thing;
  const auto body = std::ranges::lower_bound(state.bodies, event.body, {}, &vehicle::Body::id);
  return body == state.bodies.end() || body->id == 0 ? std::string() : name_of(*body, vehicle);
}

void add_timeline(const State& state, const vehicle::Vehicle& vehicle, output::Report& report) {
  std::vector<const Event*> events;
  for (const Event& event : state.events) {
    if (event.kind != EventKind::panel_lost) events.push_back(&event);
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const Event* a, const Event* b) { return a->time < b->time; });
  std::vector<Row> rows;
  std::map<std::tuple<EventKind, std::int32_t, std::string>, std::size_t> open;
  for (const Event* event : events) {
    const std::string thing = subject_of(*event, state, vehicle);
    const std::string family = without_number(thing);
    const auto [place, is_new] = open.try_emplace({event->kind, event->mode, family}, rows.size());
    if (!is_new && event->time - rows[place->second].first->time > told_together) {
      place->second = rows.size();
    }
    if (place->second == rows.size()) rows.push_back({event, event, thing, family});
    Row& row = rows[place->second];
    row.last = event;
    row.mass += event->mass;
    ++row.count;
  }
  for (const Row& row : rows) {
    const bool is_one = row.count == 1 || row.family.empty();
    std::string text =
        describe(*row.first, is_one ? row.thing : fmt::format("{} x {}", row.count, row.family));
    if (row.mass > 0.0) text += fmt::format(", {:.4g} kg", row.mass);
    if (row.last->time > row.first->time) text += fmt::format(", until {:.1f} s", row.last->time);
    report.timeline.push_back({row.first->time, row.first->altitude, text});
  }
}

double surviving_mass(const State& state) {
  double mass = 0.0;
  for (const Body& body : state.bodies) {
    if (body.status == BodyStatus::landed) mass += body.end_mass;
  }
  return mass;
}

void add_figures(const State& state, const risk::CasualtyRisk& risk, output::Report& report) {
  const auto event_figure = [&](const char* name, EventKind kind) {
    const Event* event = first_event(state, kind);
    if (event == nullptr) return;
    report.figures.push_back(
        {name, event->altitude * 1e-3, "km", fmt::format("{:.2f} s after entry", event->time)});
  };
  if (const Event* tear = first_tear(state)) {
    report.figures.push_back({"First tear", tear->altitude * 1e-3, "km",
                              fmt::format("{:.2f} s after entry", tear->time)});
  }
  event_figure("First joint failure", EventKind::joint_failure);
  event_figure("Breakup", EventKind::breakup);
  report.figures.push_back({"Mass at entry", state.ledger.mass_at_entry, "kg", ""});
  report.figures.push_back(
      {"Mass that reaches the ground", surviving_mass(state), "kg",
       fmt::format("{} pieces at or above 15 J, {} below", risk.counted, risk.below_threshold)});
  report.figures.push_back({"Casualty area", risk.casualty_area, "m^2", "0.6 m form, 15 J"});
  report.figures.push_back(
      {"Population density", risk.population_density * 1e6, "persons/km^2",
       "implied by the critical casualty areas for this inclination and year"});
}

/// What a sweep collects.
void add_results(const State& state, const Balance& books, const risk::CasualtyRisk& risk,
                 output::Report& report) {
  const auto event = [&](const std::string& name, const Event* happened) {
    const auto value = [&](double number) {
      return happened == nullptr ? output::Value() : output::Value(number);
    };
    report.results.push_back(
        {name + "_altitude", "m", value(happened == nullptr ? 0.0 : happened->altitude)});
    report.results.push_back(
        {name + "_time", "s", value(happened == nullptr ? 0.0 : happened->time)});
  };
  event("first_tear", first_tear(state));
  event("first_joint_failure", first_event(state, EventKind::joint_failure));
  event("breakup", first_event(state, EventKind::breakup));
  event("last_demise", last_demise(state));
  const std::vector<output::Result> rest{
      {"entry_mass", "kg", state.ledger.mass_at_entry},
      {"landed_mass", "kg", surviving_mass(state)},
      {"survivors", "-", std::int64_t{risk.counted}},
      {"survivors_below_15_j", "-", std::int64_t{risk.below_threshold}},
      {"casualty_area", "m2", risk.casualty_area},
      {"casualty_expectation_if_uncontrolled", "-", risk.expectation_if_uncontrolled},
      {"energy_error", "-", books.energy_error},
      {"mass_error", "-", books.mass_error}};
  report.results.insert(report.results.end(), rest.begin(), rest.end());
}

void add_verdicts(const risk::CasualtyRisk& risk, output::Report& report) {
  for (const risk::Verdict& verdict : risk.verdicts) {
    report.verdicts.push_back(
        {verdict.quantity, fmt::format("{}: {}", verdict.standard, verdict.requirement),
         verdict.value, "1",
         !verdict.applies ? "for information" : (verdict.met ? "met" : "not met")});
  }
}

void add_ledger(const State& state, const Balance& books, output::Report& report) {
  const vehicle::Ledger& l = state.ledger;
  report.ledger = {{"Heat absorbed from the air", l.absorbed, "J"},
                   {"Heat of oxidation", l.oxidised, "J"},
                   {"Stored in solids, change", books.stored - l.stored_at_entry, "J"},
                   {"Cabin gas, change", books.gas - l.gas_at_entry, "J"},
                   {"Radiated", l.radiated, "J"},
                   {"Carried off by melt", l.melt_energy, "J"},
                   {"Char burnt, less ablation", l.combustion, "J"},
                   {"Carried off by gas of decomposition", l.gas_energy, "J"},
                   {"Carried off by char", l.char_energy, "J"},
                   {"Vented", l.vented_energy, "J"},
                   {"Moved to debris", l.debris_energy, "J"},
                   {"Landed or handed over", l.handed_energy, "J"},
                   {"Energy error, relative", books.energy_error, "1"},
                   {"Mass at entry", l.mass_at_entry, "kg"},
                   {"Melted off", l.melt_mass, "kg"},
                   {"Gas of decomposition", l.gas_mass, "kg"},
                   {"Char burnt or ablated", l.char_mass, "kg"},
                   {"Vented gas", l.vented_mass, "kg"},
                   {"Debris", l.debris_mass, "kg"},
                   {"Landed or handed over", l.handed_mass, "kg"},
                   {"Mass error, relative", books.mass_error, "1"}};
}

void add_plots(const State& state, const vehicle::Vehicle& vehicle,
               const std::vector<output::TrajectoryPoint>& points, output::Report& report) {
  Curves curves = draw_curves(state, vehicle, points);
  report.plots = {{"Altitude", "time", "s", "altitude", "km", std::move(curves.altitude), false},
                  {"Speed", "time", "s", "speed", "km/s", std::move(curves.speed), false},
                  {"Stagnation heat flux on each body's own radius", "time", "s", "heat flux",
                   "kW/m^2", std::move(curves.flux), false},
                  {"Mass left against the altitude of the heaviest piece",
                   "altitude",
                   "km",
                   "mass",
                   "kg",
                   {std::move(curves.mass)},
                   true}};
}

}  // namespace

void write_report(const Models& models, const io::Case& scenario, const State& state,
                  const output::TrajectoryLog& trajectories, const output::RunFolder& folder) {
  const Balance books = balance(models, state);
  output::Report report;
  if (models.world.is_root()) {
    const risk::CasualtyRisk risk = casualties(models, state);
    report.title = scenario.root().text("title");
    report.subtitle =
        fmt::format("{} panels, {} objects, {} bodies in all", models.vehicle.surface.panels(),
                    models.vehicle.objects.size(), state.bodies.size());
    add_verdicts(risk, report);
    add_figures(state, risk, report);
    add_results(state, books, risk, report);
    add_timeline(state, models.vehicle, report);
    report.fragments = fragment_table(models, state);
    add_ledger(state, books, report);
    add_plots(state, models.vehicle, trajectories.points(), report);
    report.assumptions.emplace_back(
        "The casualty expectation is that of an uncontrolled entry: where pieces fall along the "
        "ground track is not used. The population density is the one that the published critical "
        "casualty areas imply for the orbit's inclination and the year.");
    report.assumptions.emplace_back(
        "Point values of one deterministic run; declared uncertainties are not propagated yet.");
    report.assumptions.emplace_back(
        "Structure in its first form: pressure walls by patch, joints by section loads of a tree. "
        "No buckling, no thermal stress.");
    report.assumptions.emplace_back(
        "Fabric that loses its cover comes off in sheets, one a patch and layer, that fall as flat "
        "plates, tumbling, without tears or folds.");
    report.assumptions.emplace_back(
        "Values marked recalled or estimate in the case and in the material library are not "
        "measurements.");
    if (state.ledger.range_hits > 0.0) {
      report.warnings.push_back(
          fmt::format("{:.0f} cell-steps lay outside their material's tables, which were held "
                      "constant there",
                      state.ledger.range_hits));
    }
    if (state.ledger.newton_failures > 0.0) {
      report.warnings.push_back(
          fmt::format("{:.0f} column solves missed their tolerance", state.ledger.newton_failures));
    }
    for (const vehicle::OutOfRange& use : state.out_of_range) {
      report.warnings.push_back(fmt::format(
          "out of its range: {}; asked {:.0f} times, first {:.1f} s after entry at {:.2f} km",
          use.name.data(), use.count, use.first_time, use.first_altitude * 1e-3));
    }
    report.provenance = {{"Tektite", version},
                         {"Case", scenario.path()},
                         {"Case hash", scenario.hash()},
                         {"Ranks", std::to_string(models.world.size())}};
  }
  output::write_report(folder, report);
}

void print_summary(const Models& models, const State& state, const output::RunFolder& folder,
                   double elapsed) {
  const risk::CasualtyRisk risk = casualties(models, state);
  const auto place = [](const Event& event) {
    return fmt::format("{:.2f} km, {:.2f} s after entry", event.altitude * 1e-3, event.time);
  };
  const auto altitude = [&](EventKind kind) {
    const Event* event = first_event(state, kind);
    return event == nullptr ? std::string("none") : place(*event);
  };
  log::info("");
  const Event* tear = first_tear(state);
  log::info("first tear           {}", tear == nullptr ? "none" : place(*tear));
  log::info("first joint failure  {}", altitude(EventKind::joint_failure));
  log::info("breakup              {}", altitude(EventKind::breakup));
  log::info("survivors            {} pieces at or above 15 J ({} below), {:.1f} kg of {:.1f} kg",
            risk.counted, risk.below_threshold, surviving_mass(state), state.ledger.mass_at_entry);
  log::info("casualty area        {:.3f} m^2", risk.casualty_area);
  log::info("expectation          {:.3e} as if the entry were uncontrolled ({:.2f} persons/km^2)",
            risk.expectation_if_uncontrolled, risk.population_density * 1e6);
  for (const risk::Verdict& verdict : risk.verdicts) {
    log::info("{:20s} {}: {:.3e} against {:.0e}: {}", verdict.standard, verdict.quantity,
              verdict.value, verdict.limit,
              !verdict.applies ? "for information" : (verdict.met ? "met" : "NOT MET"));
  }
  log::info("files                {}/report.html, fields/panels.pvd, tables/*.csv", folder.path());
  log::info("flown in             {:.1f} s on {} ranks", elapsed, models.world.size());
}

}  // namespace tektite::driver
