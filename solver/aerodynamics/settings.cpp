#include "solver/aerodynamics/settings.hpp"

#include "solver/aerodynamics/models.hpp"

namespace tektite::aerodynamics {

const io::Keys& aerodynamics_keys() {
  using enum io::KeyType;
  static const io::Keys keys = {
      {.name = "continuum",
       .type = choice,
       .fallback = "modified_newtonian",
       .choices = model_names(continuum_models()),
       .meaning = "Pressure on a surface in continuum flow."},
      {.name = "free_molecular",
       .type = choice,
       .fallback = "schaaf_chambre",
       .choices = model_names(free_molecular_models()),
       .meaning = "Pressure and shear in free-molecular flow."},
      {.name = "bridging",
       .type = choice,
       .fallback = "sin2",
       .choices = model_names(bridging_models()),
       .meaning = "Share of free-molecular flow against Knudsen number on the body's length."},
      {.name = "normal_accommodation",
       .fallback = "1",
       .least = 0.0,
       .greatest = 1.0,
       .meaning = "Accommodation of normal momentum in free-molecular flow."},
      {.name = "tangential_accommodation",
       .fallback = "1",
       .least = 0.0,
       .greatest = 1.0,
       .meaning = "Accommodation of tangential momentum in free-molecular flow."},
      {.name = "wall_temperature",
       .unit = "K",
       .fallback = "500 K",
       .least = 0.0,
       .greatest = 3000.0,
       .least_excluded = true,
       .meaning = "Wall temperature that free-molecular re-emission is computed with."},
      {.name = "directions",
       .type = integer,
       .fallback = "2",
       .least = 0.0,
       .greatest = 4.0,
       .meaning = "Directions a tumbling body is averaged over: 10*4^n + 2 of them."},
      {.name = "spin_directions",
       .type = integer,
       .fallback = "36",
       .least = 4.0,
       .greatest = 720.0,
       .meaning = "Directions on the circle that a spinning body is averaged over."},
      {.name = "subpanel",
       .type = integer,
       .fallback = "1",
       .least = 0.0,
       .greatest = 2.0,
       .meaning = "Pieces that a panel at the edge of a shadow is cut into for its lit share: 4^n."},
      {.name = "refresh_share",
       .fallback = "0.01",
       .least = 0.0,
       .greatest = 1.0,
       .meaning = "Share of wetted area a body may lose before its attitude database is remade."},
  };
  return keys;
}

Settings::Settings(const io::Section& section)
    : continuum(section.text("continuum")),
      free_molecular(section.text("free_molecular")),
      bridging(section.text("bridging")),
      normal_accommodation(section.number("normal_accommodation")),
      tangential_accommodation(section.number("tangential_accommodation")),
      wall_temperature(section.number("wall_temperature")),
      directions(static_cast<int>(section.integer("directions"))),
      spin_directions(static_cast<int>(section.integer("spin_directions"))),
      subpanel(static_cast<int>(section.integer("subpanel"))),
      refresh_share(section.number("refresh_share")) {}

}  // namespace tektite::aerodynamics
