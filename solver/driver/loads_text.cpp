#include "solver/driver/loads_text.hpp"

#include "io/output/surface_file.hpp"
#include "solver/base/constants.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

namespace tektite::driver {

namespace {

using Json = nlohmann::ordered_json;

struct Quantity {
  const char* name;
  double value;
  const char* unit;
};
using Quantities = std::vector<Quantity>;

constexpr std::array<const char*, environment::constituents> constituent_names = {
    "N2", "O2", "O", "N", "Ar", "He", "H"};

Quantities flow_of(const Loads& loads) {
  const environment::Freestream& air = loads.air;
  return {
      {"altitude", loads.altitude, "m"},
      {"density", air.density, "kg/m3"},
      {"temperature", air.temperature, "K"},
      {"pressure", air.pressure, "Pa"},
      {"molar mass", air.molar_mass, "kg/mol"},
      {"mean free path", air.mean_free_path, "m"},
      {"viscosity", air.viscosity, "Pa s"},
      {"speed", air.speed, "m/s"},
      {"Mach number", air.mach(), "1"},
      {"speed ratio", air.speed_ratio(), "1"},
      {"dynamic pressure", air.dynamic_pressure(), "Pa"},
      {"wall temperature", loads.wall_temperature, "K"},
      {"re-emission temperature", loads.emission_temperature, "K"},
  };
}

Quantities numbers_of(const BodyLoads& body) {
  return {
      {"mass", body.mass, "kg"},
      {"length", body.length, "m"},
      {"silhouette", body.silhouette, "m2"},
      {"Knudsen number", body.knudsen, "1"},
      {"Reynolds number", body.reynolds, "1"},
      {"free-molecular share", body.molecular_share, "1"},
      {"reference area", body.reference_area, "m2"},
      {"reference length", body.reference_length, "m"},
      {"drag coefficient", body.drag_coefficient, "1"},
  };
}

/// Forces of one attitude. `q`: dynamic pressure [Pa].
Quantities forces_of(const BodyLoads& body, double q) {
  const double force = q * body.reference_area;
  const double moment = force * body.reference_length;
  return {
      {"CD, pressure and shear", body.against.x / force, "1"},
      {"CY, to the left", body.against.y / force, "1"},
      {"CL", body.against.z / force, "1"},
      {"CX", body.force.x / force, "1"},
      {"CY, body", body.force.y / force, "1"},
      {"CZ", body.force.z / force, "1"},
      {"Cl, about x", body.moment.x / moment, "1"},
      {"Cm, about y", body.moment.y / moment, "1"},
      {"Cn, about z", body.moment.z / moment, "1"},
      {"drag", body.against.x, "N"},
      {"side force", body.against.y, "N"},
      {"lift", body.against.z, "N"},
      {"moment about x", body.moment.x, "N m"},
      {"moment about y", body.moment.y, "N m"},
      {"moment about z", body.moment.z, "N m"},
  };
}

Quantities stagnation_of(const BodyLoads& body) {
  Quantities all;
  if (body.is_object) {
    all.push_back({"mean heat flux", body.mean_flux, "W/m2"});
    all.push_back({"heat", body.heat, "W"});
  } else {
    all.push_back({"stagnation pressure", body.stagnation_pressure, "Pa"});
  }
  all.push_back({"nose radius", body.nose_radius, "m"});
  all.push_back({"stagnation heat flux", body.stagnation_flux, "W/m2"});
  return all;
}

Quantities totals_of(const SurfaceSummary& surface) {
  return {
      {"area met", surface.area, "m2"},
      {"heat", surface.heat, "W"},
      {"mean pressure", surface.mean_pressure, "Pa"},
      {"mean heat flux", surface.mean_flux, "W/m2"},
      {"peak pressure", surface.pressure.value, "Pa"},
      {"peak shear", surface.shear.value, "Pa"},
      {"peak heat flux", surface.flux.value, "W/m2"},
  };
}

void add_lines(std::string& text, const Quantities& quantities) {
  for (const Quantity& q : quantities) {
    text += fmt::format("  {:<26} {:>14.7g} {}\n", q.name, q.value,
                        std::string_view(q.unit) == "1" ? "" : q.unit);
    while (text.size() > 2 && text[text.size() - 2] == ' ') text.erase(text.size() - 2, 1);
  }
}

std::string part_name(const vehicle::Vehicle& vehicle, std::int32_t part) {
  return part < 0 ? std::string("-") : vehicle.parts[static_cast<std::size_t>(part)].name;
}

std::string place_of(const Peak& peak, const vehicle::Vehicle& vehicle) {
  return fmt::format("panel {} of '{}'{} at ({:.4f}, {:.4f}, {:.4f}) m", peak.panel,
                     part_name(vehicle, peak.part), peak.side == vehicle::inner ? ", inside," : "",
                     peak.place.x, peak.place.y, peak.place.z);
}

std::string describe(const Attitude& attitude) {
  if (attitude.mode == vehicle::AttitudeMode::tumbling) return "tumbling: mean over directions";
  const Vec3<BodyAxes>& w = attitude.wind;
  if (attitude.mode == vehicle::AttitudeMode::spinning) {
    return fmt::format("spinning about ({:.5f}, {:.5f}, {:.5f}): mean over a circle", w.x, w.y,
                       w.z);
  }
  return fmt::format("{}: moves along ({:.5f}, {:.5f}, {:.5f}), air from there", attitude.name, w.x,
                     w.y, w.z);
}

void add_peaks(std::string& text, const SurfaceSummary& surface, const vehicle::Vehicle& vehicle) {
  const auto add = [&](const char* name, const Peak& peak, const char* unit) {
    text += fmt::format("  {:<26} {:>14.7g} {:<5} {}\n", name, peak.value, unit,
                        peak.panel < 0 ? "nowhere" : place_of(peak, vehicle));
  };
  add("peak pressure", surface.pressure, "Pa");
  if (surface.shear.value > 0.0) {
    add("peak shear", surface.shear, "Pa");
  } else {
    text += "  peak shear                              0 Pa    no friction in this model\n";
  }
  add("peak heat flux", surface.flux, "W/m2");
}

void add_parts(std::string& text, const Loads& loads, const vehicle::Vehicle& vehicle) {
  text += fmt::format(
      "\nParts, over the sides that the flow meets\n  {:<20} {:>10} {:>12} {:>12} "
      "{:>12} {:>12} {:>12}\n  {:<20} {:>10} {:>12} {:>12} {:>12} {:>12} {:>12}\n",
      "", "area", "pressure", "pressure", "heat flux", "heat flux", "heat", "", "m2", "mean, Pa",
      "peak, Pa", "mean, W/m2", "peak, W/m2", "W");
  for (std::size_t p = 0; p < loads.parts.size(); ++p) {
    const SurfaceSummary& part = loads.parts[p];
    text += fmt::format("  {:<20} {:>10.5g} {:>12.6g} {:>12.6g} {:>12.6g} {:>12.6g} {:>12.6g}\n",
                        vehicle.parts[p].name, part.area, part.mean_pressure, part.pressure.value,
                        part.mean_flux, part.flux.value, part.heat);
  }
}

Json to_json(const Quantities& quantities) {
  Json json = Json::object();
  for (const Quantity& q : quantities) json[q.name] = {{"value", q.value}, {"unit", q.unit}};
  return json;
}

Json to_json(const Peak& peak, const char* unit, const vehicle::Vehicle& vehicle) {
  Json json = {{"value", peak.value}, {"unit", unit}};
  if (peak.panel < 0) return json;
  json["panel"] = peak.panel;
  json["side"] = peak.side == vehicle::outer ? "outer" : "inner";
  json["part"] = part_name(vehicle, peak.part);
  json["place"] = {{"value", {peak.place.x, peak.place.y, peak.place.z}}, {"unit", "m"}};
  return json;
}

Json to_json(const SurfaceSummary& surface, const vehicle::Vehicle& vehicle) {
  Json json = to_json(totals_of(surface));
  json["peak pressure"] = to_json(surface.pressure, "Pa", vehicle);
  json["peak shear"] = to_json(surface.shear, "Pa", vehicle);
  json["peak heat flux"] = to_json(surface.flux, "W/m2", vehicle);
  return json;
}

}  // namespace

std::string loads_page(const Loads& loads, const vehicle::Vehicle& vehicle) {
  std::string text = "Flow\n";
  text += fmt::format("  attitude                   {}\n", describe(loads.attitude));
  add_lines(text, flow_of(loads));
  text += "  composition, by number    ";
  for (std::size_t c = 0; c < loads.mole_fraction.size(); ++c) {
    if (loads.mole_fraction[c] < 5e-7) continue;
    text += fmt::format(" {} {:.6f}", constituent_names[c], loads.mole_fraction[c]);
  }
  text += '\n';
  const double q = loads.air.dynamic_pressure();
  for (const BodyLoads& body : loads.bodies) {
    text += fmt::format("\nBody: {}{}\n", body.name,
                        body.is_turned_one_way ? "" : " (mean over attitudes)");
    add_lines(text, numbers_of(body));
    if (body.is_turned_one_way) {
      text += "  from pressure and shear, moments about the centre of mass\n";
      add_lines(text, forces_of(body, q));
    }
    add_lines(text, stagnation_of(body));
    text += "  (continuum, sphere of that radius, wall at 300 K)\n";
  }
  if (loads.parts.empty()) return text;
  const bool is_mean = !vehicle::is_turned_one_way(loads.attitude.mode);
  text += fmt::format("\nSurface, over the sides that the flow meets{}\n",
                      is_mean ? "; each panel's mean over attitudes" : "");
  Quantities means = totals_of(loads.whole);
  means.resize(4);
  add_lines(text, means);
  add_peaks(text, loads.whole, vehicle);
  add_parts(text, loads, vehicle);
  return text;
}

std::string loads_table(std::span<const Loads> all) {
  std::string text;
  for (const Loads& loads : all) {
    Quantities row = flow_of(loads);
    const auto add = [&row](const Quantities& more) {
      row.insert(row.end(), more.begin(), more.end());
    };
    if (!loads.bodies.empty()) {
      const BodyLoads& body = loads.bodies.front();
      add(numbers_of(body));
      // All rows have the same columns; a mean over attitudes has no force but drag.
      Quantities forces = forces_of(body, loads.air.dynamic_pressure());
      for (Quantity& force : forces) {
        if (!body.is_turned_one_way) force.value = std::nan("");
      }
      add(forces);
      add(stagnation_of(body));
    }
    if (!loads.parts.empty()) add(totals_of(loads.whole));
    if (text.empty()) {
      text = "attitude";
      for (const Quantity& q : row) {
        const std::string head = fmt::format("{} [{}]", q.name, q.unit);
        text += head.find(',') == std::string::npos ? "," + head : ",\"" + head + "\"";
      }
      text += "\n";
    }
    text += "\"" + loads.attitude.name + "\"";
    for (const Quantity& q : row) {
      text += std::isnan(q.value) ? "," : fmt::format(",{:.9g}", q.value);
    }
    text += "\n";
  }
  return text;
}

std::string loads_json(std::span<const Loads> all, const vehicle::Vehicle& vehicle) {
  Json list = Json::array();
  for (const Loads& loads : all) {
    Json json;
    const Vec3<BodyAxes>& wind = loads.attitude.wind;
    json["attitude"] = {{"name", loads.attitude.name}, {"direction", {wind.x, wind.y, wind.z}}};
    json["flow"] = to_json(flow_of(loads));
    for (std::size_t c = 0; c < loads.mole_fraction.size(); ++c) {
      json["composition"][constituent_names[c]] = loads.mole_fraction[c];
    }
    json["bodies"] = Json::array();
    for (const BodyLoads& body : loads.bodies) {
      Json one = {{"name", body.name}};
      one.update(to_json(numbers_of(body)));
      if (body.is_turned_one_way) {
        one.update(to_json(forces_of(body, loads.air.dynamic_pressure())));
      }
      one.update(to_json(stagnation_of(body)));
      json["bodies"].push_back(one);
    }
    if (!loads.parts.empty()) json["surface"] = to_json(loads.whole, vehicle);
    json["parts"] = Json::object();
    for (std::size_t p = 0; p < loads.parts.size(); ++p) {
      json["parts"][vehicle.parts[p].name] = to_json(loads.parts[p], vehicle);
    }
    list.push_back(json);
  }
  return list.dump(2) + "\n";
}

std::string loads_fields(const Loads& loads, const PanelLoads& panels,
                         const vehicle::Vehicle& vehicle) {
  const auto side = [](const std::vector<double>& both, std::size_t which) {
    std::vector<double> one(both.size() / 2);
    for (std::size_t i = 0; i < one.size(); ++i) one[i] = both[2 * i + which];
    return one;
  };
  const std::vector<output::SurfaceArray> cells = {
      {"pressure", "Pa", side(panels.pressure, vehicle::outer)},
      {"shear", "Pa", side(panels.shear, vehicle::outer)},
      {"heat_flux", "W/m^2", side(panels.flux, vehicle::outer)},
      {"incidence", "1", side(panels.incidence, vehicle::outer)},
      {"recovery_enthalpy", "J/kg", side(panels.recovery, vehicle::outer)},
      {"pressure_inside", "Pa", side(panels.pressure, vehicle::inner)},
      {"heat_flux_inside", "W/m^2", side(panels.flux, vehicle::inner)},
  };
  std::vector<output::SurfaceArray> whole;
  for (const Quantity& q : flow_of(loads)) {
    std::string name = fmt::format("flow {}", q.name);
    std::ranges::replace(name, ' ', '_');
    whole.push_back({name, q.unit, {q.value}});
  }
  return output::surface_vtp(vehicle.surface, cells, whole);
}

}  // namespace tektite::driver
