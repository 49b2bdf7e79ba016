#include "solver/aeroheating/settings.hpp"

#include "solver/aeroheating/models.hpp"

namespace tektite::aeroheating {

namespace {

const io::Keys& multiplier_keys() {
  using enum io::KeyType;
  static const io::Keys keys = {
      {.name = "name",
       .type = name,
       .presence = io::Presence::required,
       .meaning = "what it is: an edge, a gap, a protuberance",
       .unique = true},
      {.name = "part",
       .type = name,
       .presence = io::Presence::required,
       .meaning = "part of the vehicle whose panels it heats"},
      {.name = "factor",
       .presence = io::Presence::required,
       .least = 0.0,
       .greatest = 100.0,
       .meaning = "on the films of both sides of the part's panels, within `range`"},
      {.name = "range",
       .type = numbers,
       .presence = io::Presence::required,
       .least = 0.0,
       .greatest = 100.0,
       .meaning = "least and greatest factor that is believed",
       .counts = {{.fewest = 2, .most = 2}}},
  };
  return keys;
}

}  // namespace

const io::Keys& aeroheating_keys() {
  using enum io::KeyType;
  static const io::Keys keys = {
      {.name = "stagnation",
       .type = choice,
       .fallback = "detra_kemp_riddell",
       .choices = model_names(stagnation_models()),
       .meaning = "Convective flux at a stagnation point in continuum flow."},
      {.name = "distribution",
       .type = choice,
       .fallback = "modified_lees",
       .choices = model_names(distribution_models()),
       .meaning = "How the stagnation flux falls off with incidence."},
      {.name = "bridging",
       .type = choice,
       .fallback = "matting",
       .choices = model_names(bridging_models()),
       .meaning = "Flux between continuum and free-molecular flow."},
      {.name = "plate",
       .type = choice,
       .fallback = "none",
       .choices = model_names(plate_models()),
       .meaning = "Flat plate along the running length: the greater of it and the distribution."},
      {.name = "radiation",
       .type = choice,
       .fallback = "none",
       .choices = model_names(radiation_models()),
       .meaning = "Radiation of the shock layer, added to what films bring."},
      {.name = "wall_temperature",
       .unit = "K",
       .fallback = "300 K",
       .least = 200.0,
       .greatest = 3000.0,
       .meaning = "Wall that film coefficients of Fay and Riddell, of plates and of free-molecular "
                  "flow are worked out for; films hardly depend on it."},
      {.name = "catalycity",
       .fallback = "1",
       .least = 0.0,
       .greatest = 1.0,
       .meaning = "Share of the arriving atoms that the wall makes recombine.",
       .only_when = {io::is("stagnation", {"fay_riddell_partial"})}},
      {.name = "accommodation",
       .fallback = "1",
       .least = 0.0,
       .greatest = 1.0,
       .least_excluded = true,
       .meaning = "Thermal accommodation in free-molecular flow."},
      {.name = "radius_least",
       .fallback = "0.1",
       .least = 0.0,
       .greatest = 1.0,
       .least_excluded = true,
       .meaning = "Least radius of curvature, over the radius of the body's mean silhouette."},
      {.name = "radius_greatest",
       .fallback = "1",
       .least = 0.0,
       .greatest = 10.0,
       .least_excluded = true,
       .meaning = "Greatest radius of curvature, likewise; that of flat panels."},
      {.name = "object_factor",
       .fallback = "1",
       .least = 0.0,
       .greatest = 10.0,
       .meaning = "Uncertain factor on the heating of released objects."},
      {.name = "panel_factor",
       .fallback = "1",
       .least = 0.0,
       .greatest = 10.0,
       .meaning = "Uncertain factor on the heating of walls and joints."},
      {.name = "multipliers",
       .type = list,
       .keys = &multiplier_keys(),
       .meaning = "Local factors on a part's heating: edges, gaps, protuberances."},
  };
  return keys;
}

Settings::Settings(const io::Section& section)
    : stagnation(section.text("stagnation")),
      distribution(section.text("distribution")),
      bridging(section.text("bridging")),
      plate(section.text("plate")),
      radiation(section.text("radiation")),
      wall_temperature(section.number("wall_temperature")),
      catalycity(section.number("catalycity")),
      accommodation(section.number("accommodation")),
      radius_least(section.number("radius_least")),
      radius_greatest(section.number("radius_greatest")),
      object_factor(section.number("object_factor")),
      panel_factor(section.number("panel_factor")) {
  section.require("radius_greatest", radius_greatest >= radius_least,
                  "{} is below radius_least = {}", radius_greatest, radius_least);
  for (const io::Section& one : section.list("multipliers")) {
    const std::vector<double> range = one.numbers("range");
    const Multiplier multiplier = {one.text("name"), one.text("part"), one.number("factor"),
                                   range[0], range[1]};
    one.require("range", multiplier.least <= multiplier.greatest,
                "least first, then greatest; got {} and {}", range[0], range[1]);
    one.require("factor",
                multiplier.factor >= multiplier.least && multiplier.factor <= multiplier.greatest,
                "{} is outside of its own range, {} to {}", multiplier.factor, multiplier.least,
                multiplier.greatest);
    multipliers.push_back(multiplier);
  }
}

}  // namespace tektite::aeroheating
