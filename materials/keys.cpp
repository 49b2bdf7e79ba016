#include "materials/keys.hpp"

#include "materials/decomposition_keys.hpp"

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

/// A property against temperature.
Keys curve_keys(std::string_view unit, double least, double greatest, bool least_excluded) {
  return {{.name = "temperature",
           .type = KeyType::numbers,
           .unit = "K",
           .presence = Presence::required,
           .least = 0.0,
           .meaning = "ascending; the property is constant below the first and above the last",
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

Keys value_keys(std::string_view unit, double least, double greatest) {
  return {{.name = "value",
           .unit = unit,
           .presence = Presence::required,
           .least = least,
           .greatest = greatest,
           .least_excluded = true},
          source_key()};
}

Keys melting_keys() {
  return {{.name = "solidus",
           .unit = "K",
           .presence = Presence::required,
           .least = 201.0,
           .greatest = 6000.0,
           .meaning = "melting (or decomposition) begins"},
          {.name = "liquidus",
           .unit = "K",
           .presence = Presence::required,
           .least = 202.0,
           .greatest = 6000.0,
           .meaning = "melting ends, at least 1 K above the solidus"},
          {.name = "latent_heat",
           .unit = "J/kg",
           .presence = Presence::required,
           .least = 0.0,
           .greatest = 1e8,
           .meaning = "taken up evenly between solidus and liquidus"},
          source_key()};
}

Keys oxidation_keys() {
  return {
      {.name = "heat",
       .unit = "J/kg",
       .presence = Presence::required,
       .least = 0.0,
       .greatest = 1e8,
       .least_excluded = true,
       .meaning = "set free per mass of oxygen used up"},
      {.name = "onset",
       .unit = "K",
       .presence = Presence::required,
       .least = 201.0,
       .greatest = 4000.0,
       .meaning = "no oxide to speak of below this temperature"},
      {.name = "full",
       .unit = "K",
       .presence = Presence::required,
       .least = 202.0,
       .greatest = 5000.0,
       .meaning = "all of the surface is oxide, and burns as fast as oxygen arrives, from here on"},
      {.name = "efficiency",
       .presence = Presence::required,
       .least = 0.0,
       .greatest = 1.0,
       .meaning = "share of the oxygen arriving that reacts"},
      {.name = "oxide_melts",
       .unit = "K",
       .presence = Presence::required,
       .least = 201.0,
       .greatest = 5000.0,
       .meaning = "the oxide no longer holds the melt from here on"},
      {.name = "skin_strength",
       .unit = "N/m",
       .presence = Presence::required,
       .least = 0.0,
       .greatest = 1e6,
       .meaning = "pull that a skin of oxide on melt bears: strength of the oxide x thickness"},
      source_key()};
}

Keys melt_keys() {
  Keys made = curve_keys("Pa s", 0.0, 1e15, true);
  made.push_back({.name = "surface_tension",
                  .unit = "N/m",
                  .presence = Presence::required,
                  .least = 0.0,
                  .greatest = 10.0,
                  .least_excluded = true});
  return made;
}

}  // namespace

const Keys& material_keys() {
  static const Keys density = value_keys("kg/m3", 0.0, 30000.0);
  static const Keys specific_heat = curve_keys("J/(kg K)", 0.0, 20000.0, true);
  static const Keys conductivity = curve_keys("W/(m K)", 0.0, 3000.0, true);
  static const Keys emissivity = curve_keys("1", 0.0, 1.0, true);
  static const Keys modulus = curve_keys("Pa", 0.0, 2e12, false);
  static const Keys expansion = curve_keys("1/K", -1e-3, 1e-3, false);
  static const Keys strength = curve_keys("Pa", 0.0, 1e11, false);
  static const Keys poisson = value_keys("1", -1.0, 0.5);
  static const Keys melting = melting_keys();
  static const Keys oxidation = oxidation_keys();
  static const Keys melt = melt_keys();
  static const Keys hot_density = curve_keys("kg/m3", 0.0, 30000.0, true);
  const auto table = [](std::string_view name, const Keys& keys, Presence presence,
                        std::string_view meaning) {
    return Key{.name = name,
               .type = KeyType::section,
               .presence = presence,
               .keys = &keys,
               .meaning = meaning};
  };
  static const Keys keys = {
      {.name = "title",
       .type = KeyType::text,
       .presence = Presence::required,
       .meaning = "what the material is, in words"},
      table("density", density, Presence::required,
            "at room temperature: masses and thicknesses are made with it"),
      table("specific_heat", specific_heat, Presence::required, "without the heat of melting"),
      table("conductivity", conductivity, Presence::required, "of heat, through the thickness"),
      table("emissivity", emissivity, Presence::required,
            "total hemispherical, of the surface as flown"),
      table("hot_density", hot_density, Presence::optional,
            "against temperature; by thermal expansion if not given"),
      table("emissivity_bare", emissivity, Presence::optional,
            "of clean metal; as flown if not given"),
      table("emissivity_oxidised", emissivity, Presence::optional,
            "under an oxide; as flown if not given"),
      table("emissivity_molten", emissivity, Presence::optional,
            "of the liquid; that of the solid if not given"),
      table("oxidation", oxidation, Presence::optional,
            "how it burns in air; without it, it does not"),
      table("melt", melt, Presence::optional,
            "value: viscosity of the liquid; without it there is no liquid: what has passed the "
            "liquidus leaves at once"),
      table("melting", melting, Presence::required, "melting, or decomposition in its place"),
      table("decomposition", decomposition_keys(), Presence::optional,
            "what becomes of it in the heat besides melting: pyrolysis, char, recession"),
      table("youngs_modulus", modulus, Presence::optional, "modulus of elasticity"),
      table("poisson_ratio", poisson, Presence::optional, "0.3 if not given"),
      table("expansion", expansion, Presence::optional, "coefficient of linear thermal expansion"),
      table("yield_strength", strength, Presence::optional, "0.2 % offset, short-time"),
      table("ultimate_strength", strength, Presence::optional,
            "short-time; a material without it carries no load"),
  };
  return keys;
}

}  // namespace tektite::materials
