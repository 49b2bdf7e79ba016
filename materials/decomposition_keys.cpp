#include "materials/decomposition_keys.hpp"

#include <string>
#include <string_view>

namespace tektite::materials {
namespace {

using io::Key;
using io::Keys;
using io::KeyType;
using io::Presence;

Key source_key() {
  return {.name = "source",
          .type = KeyType::text,
          .presence = Presence::required,
          .meaning = "where the values come from; recalled and estimated ones say so"};
}

Key number(std::string_view name, std::string_view unit, double least, double greatest,
           std::string_view meaning) {
  return {.name = name,
          .unit = unit,
          .presence = Presence::required,
          .least = least,
          .greatest = greatest,
          .meaning = meaning};
}

Key section(std::string_view name, const Keys& keys, std::string_view meaning) {
  return {.name = name,
          .type = KeyType::section,
          .presence = Presence::optional,
          .keys = &keys,
          .meaning = meaning};
}

Keys curve_keys(std::string_view unit, double least, double greatest, bool least_excluded) {
  return {{.name = "temperature",
           .type = KeyType::numbers,
           .unit = "K",
           .presence = Presence::required,
           .least = 0.0,
           .meaning = "ascending; constant below the first and above the last",
           .counts = {{.fewest = 1}}},
          {.name = "value",
           .type = KeyType::numbers,
           .unit = unit,
           .presence = Presence::required,
           .least = least,
           .greatest = greatest,
           .least_excluded = least_excluded,
           .meaning = "one for each temperature, linear between them",
           .counts = {{.fewest = 1}}},
          source_key()};
}

const Keys& reaction_keys() {
  static const Keys keys = {
      {.name = "name",
       .type = KeyType::text,
       .presence = Presence::required,
       .meaning = "of what reacts"},
      number("virgin_density", "kg/m3", 0.0, 30000.0, "of this component, in the whole volume"),
      number("char_density", "kg/m3", 0.0, 30000.0, "what is left of it in the end"),
      number("frequency", "1/s", 0.0, 1e30,
             "A of d rho/dt = -A rho_v ((rho - rho_c)/rho_v)^order exp(-E/(R T))"),
      number("activation_temperature", "K", 0.0, 1e6, "E/R"),
      {.name = "order",
       .fallback = "1",
       .least = 0.1,
       .greatest = 10.0,
       .meaning = "order of the reaction"},
      number("active_above", "K", 0.0, 6000.0,
             "no reaction below; colder walls are marched at the speed of ordinary ones"),
      source_key()};
  return keys;
}

}  // namespace

const io::Keys& decomposition_keys() {
  static const Keys heat = curve_keys("J/(kg K)", 0.0, 20000.0, true);
  static const Keys conductivity = curve_keys("W/(m K)", 0.0, 3000.0, true);
  static const Keys emissivity = curve_keys("1", 0.0, 1.0, true);
  static const Keys gas = curve_keys("J/kg", -1e9, 1e9, false);
  static const Keys formation = {number("virgin", "J/kg", -1e9, 1e9, "of the virgin solid"),
                                 number("char", "J/kg", -1e9, 1e9, "of char"),
                                 number("temperature", "K", 1.0, 6000.0, "at which they hold"),
                                 source_key()};
  static const Keys pyrolysis = {
      number("value", "J/kg", -1e9, 1e9, "taken up for each kg of gas"),
      number("temperature", "K", 1.0, 6000.0, "of virgin solid, char and gas alike"), source_key()};
  static const Keys oxidation = {
      number("diffusion_limit", "1", 0.0, 10.0,
             "B': char lost over mass transfer coefficient where diffusion of oxygen limits"),
      number("frequency", "1", 0.0, 1e30,
             "of the kinetics frequency p^pressure_exponent exp(-E/(R T)), kg/(m2 s Pa^exponent)"),
      number("activation_temperature", "K", 0.0, 1e6, "E/R of the kinetics"),
      number("pressure_exponent", "1", 0.0, 2.0, "of the pressure on the wall"),
      number("heat_of_combustion", "J/kg", -1e9, 1e9, "set free at the face for each kg of char"),
      source_key()};
  static const Keys ablation = {
      number("temperature", "K", 1.0, 6000.0, "the face gets no hotter and recedes instead"),
      number("heat", "J/kg", 1.0, 1e9, "taken up at that temperature"), source_key()};
  static const Keys lost = {
      number("value", "K", 1.0, 6000.0,
             "films shrink and tear for good: conductivity and emissivity are those of char from "
             "there on, and shields of gaps beside are gone"),
      source_key()};
  static const Keys spent = {number("value", "1", 0.01, 0.999,
                                    "share of the decomposition; laminates are loose plies then"),
                             source_key()};
  static const Keys keys = {
      {.name = "reactions",
       .type = KeyType::list,
       .presence = Presence::optional,
       .keys = &reaction_keys(),
       .meaning = "components that turn to gas and char; what they do not weigh is inert"},
      section("specific_heat", heat, "of char; of the virgin state if not given"),
      section("conductivity", conductivity, "of char; of the virgin state if not given"),
      section("emissivity", emissivity, "of char; of the virgin state if not given"),
      section("formation", formation, "enthalpies of formation, on the scale of gas_enthalpy"),
      section("heat_of_pyrolysis", pyrolysis, "in place of formation"),
      section("gas_enthalpy", gas,
              "of the gas against temperature; with heat_of_pyrolysis from any zero"),
      section("oxidation", oxidation, "loss of char to the air"),
      section("ablation", ablation, "loss of the surface at a temperature"),
      section("function_lost_above", lost, "of blankets"),
      section("function_lost_beyond", spent, "of laminates"),
  };
  return keys;
}

Curve read_curve(const io::Section& section) {
  const auto temperatures = section.numbers("temperature");
  const auto values = section.numbers("value");
  section.require("temperature", !temperatures.empty(), "at least one temperature is wanted");
  section.require("value", values.size() == temperatures.size(),
                  "as many values as temperatures are wanted, found {} and {}", values.size(),
                  temperatures.size());
  for (std::size_t i = 1; i < temperatures.size(); ++i) {
    section.require("temperature", temperatures[i] > temperatures[i - 1],
                    "must ascend, found {} K after {} K", temperatures[i], temperatures[i - 1]);
  }
  return {temperatures, values};
}

Decomposition read_decomposition(const io::Section& section, std::vector<Source>& sources) {
  Decomposition made;
  const auto sourced = [&](const io::Section& inner, std::string_view property) {
    const std::string source = inner.text("source");
    inner.require("source", source.size() >= 4, "a source is wanted, found '{}'", source);
    sources.push_back({"decomposition." + std::string(property), source});
    return inner;
  };
  const auto curve = [&](std::string_view key) {
    return section.has(key) ? read_curve(sourced(section.section(key), key)) : Curve();
  };
  for (const io::Section& entry : section.list("reactions")) {
    sourced(entry, "reactions." + entry.text("name"));
    made.reactions.push_back({entry.text("name"), entry.number("virgin_density"),
                              entry.number("char_density"), entry.number("frequency"),
                              entry.number("activation_temperature"), entry.number("order"),
                              entry.number("active_above")});
    entry.require("char_density",
                  made.reactions.back().char_density < made.reactions.back().virgin_density,
                  "must be below the virgin density {} kg/m3, found {} kg/m3",
                  made.reactions.back().virgin_density, made.reactions.back().char_density);
  }
  made.specific_heat = curve("specific_heat");
  made.conductivity = curve("conductivity");
  made.emissivity = curve("emissivity");
  made.gas_enthalpy = curve("gas_enthalpy");
  if (!made.reactions.empty()) {
    section.require("reactions", section.has("formation") != section.has("heat_of_pyrolysis"),
                    "want either 'formation' or 'heat_of_pyrolysis', found {}",
                    section.has("formation") ? "both" : "none");
    section.require("reactions", !made.gas_enthalpy.empty(), "want 'gas_enthalpy'");
  }
  if (section.has("formation")) {
    const io::Section inner = sourced(section.section("formation"), "formation");
    made.virgin_formation = inner.number("virgin");
    made.char_formation = inner.number("char");
    made.reference_temperature = inner.number("temperature");
  }
  if (section.has("heat_of_pyrolysis")) {
    const io::Section inner = sourced(section.section("heat_of_pyrolysis"), "heat_of_pyrolysis");
    made.heat_of_pyrolysis = inner.number("value");
    made.reference_temperature = inner.number("temperature");
  }
  if (section.has("oxidation")) {
    const io::Section inner = sourced(section.section("oxidation"), "oxidation");
    made.oxidation =
        CharOxidation{inner.number("diffusion_limit"), inner.number("frequency"),
                      inner.number("activation_temperature"), inner.number("pressure_exponent"),
                      inner.number("heat_of_combustion")};
  }
  if (section.has("ablation")) {
    const io::Section inner = sourced(section.section("ablation"), "ablation");
    made.ablation = Ablation{inner.number("temperature"), inner.number("heat")};
  }
  if (section.has("function_lost_above")) {
    made.function_lost_above =
        sourced(section.section("function_lost_above"), "function_lost_above").number("value");
  }
  if (section.has("function_lost_beyond")) {
    made.function_lost_beyond =
        sourced(section.section("function_lost_beyond"), "function_lost_beyond").number("value");
  }
  return made;
}

}  // namespace tektite::materials
