#include "solver/aeroheating/settings.hpp"

#include "solver/aeroheating/models.hpp"

namespace tektite::aeroheating {

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
  };
  return keys;
}

Settings::Settings(const io::Section& section)
    : stagnation(section.text("stagnation")),
      distribution(section.text("distribution")),
      bridging(section.text("bridging")),
      accommodation(section.number("accommodation")),
      radius_least(section.number("radius_least")),
      radius_greatest(section.number("radius_greatest")),
      object_factor(section.number("object_factor")),
      panel_factor(section.number("panel_factor")) {
  section.require("radius_greatest", radius_greatest >= radius_least,
                  "{} is below radius_least = {}", radius_greatest, radius_least);
}

}  // namespace tektite::aeroheating
