#include "solver/aerodynamics/settings.hpp"

#include "solver/aerodynamics/models.hpp"

namespace tektite::aerodynamics {

namespace {

const io::Keys& shape_keys() {
  using enum io::KeyType;
  static const io::Keys keys = {
      {.name = "object",
       .type = name,
       .presence = io::Presence::required,
       .meaning = "Object, or all of a count.",
       .unique = true},
      {.name = "class",
       .type = choice,
       .presence = io::Presence::required,
       .choices = model_names(shape_classes()),
       .meaning = "Shape whose drag it has below Mach 5."},
      {.name = "slenderness",
       .fallback = "1",
       .least = 0.1,
       .greatest = 100.0,
       .meaning = "Length over diameter of a cylinder, long over short edge of a plate."},
  };
  return keys;
}

/// Drag below Mach 5, and from a table.
io::Keys drag_keys() {
  using enum io::KeyType;
  return {
      {.name = "low_speed",
       .type = choice,
       .fallback = "shape_class",
       .choices = model_names(low_speed_models()),
       .meaning = "Drag below Mach 5."},
      {.name = "sphere_drag",
       .type = choice,
       .fallback = "henderson",
       .choices = model_names(sphere_drag_models()),
       .meaning = "Drag of spheres below Mach 5.",
       .only_when = {io::is("low_speed", {"shape_class"})}},
      {.name = "shapes",
       .type = list,
       .keys = &shape_keys(),
       .meaning = "Objects that are to be classed otherwise than by their shape.",
       .only_when = {io::is("low_speed", {"shape_class"})}},
      {.name = "drag_table",
       .type = path,
       .meaning = "CSV with the columns mach, if known knudsen (on the body's length), and drag "
                  "(coefficient on mean projected area) or factor (on the computed drag). Holds "
                  "for all bodies but those with an integrated attitude."},
  };
}

/// Shadows between bodies.
io::Keys neighbour_keys() {
  using enum io::KeyType;
  return {
      {.name = "neighbours",
       .type = choice,
       .fallback = "none",
       .choices = model_names(neighbour_models()),
       .meaning = "Do bodies close behind others lose the air that those take?"},
      {.name = "neighbour_range",
       .fallback = "5",
       .least = 1.0,
       .greatest = 50.0,
       .meaning = "Reach of a body's shadow, in its equivalent diameters.",
       .only_when = {io::is("neighbours", {"shadow"})}},
      {.name = "interference",
       .fallback = "1",
       .least = 0.5,
       .greatest = 3.0,
       .meaning = "Factor on force and heat close behind another body, fading out over its reach: "
                  "shock on shock. Uncertain.",
       .only_when = {io::is("neighbours", {"shadow"})}},
  };
}

/// Pressure, shear and the directions that they are averaged over.
io::Keys surface_keys() {
  using enum io::KeyType;
  return {
      {.name = "continuum",
       .type = choice,
       .fallback = "modified_newtonian",
       .choices = model_names(continuum_models()),
       .meaning = "Pressure on a surface in continuum flow."},
      {.name = "base",
       .type = choice,
       .fallback = "inverse_square",
       .choices = model_names(base_models()),
       .meaning = "Pressure in the lee in supersonic continuum flow."},
      {.name = "shear",
       .type = choice,
       .fallback = "laminar_plate",
       .choices = model_names(shear_models()),
       .meaning = "Shear on a surface in continuum flow."},
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
      {.name = "turning_error",
       .fallback = "0.01",
       .least = 1e-4,
       .greatest = 0.5,
       .meaning = "Integrated attitude: error of force and moment between directions, as a share "
                  "of the largest; directions are doubled until it is met, to 2562 at most."},
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
       .meaning =
           "Pieces that a panel at the edge of a shadow is cut into for its lit share: 4^n."},
      {.name = "refresh_share",
       .fallback = "0.01",
       .least = 0.0,
       .greatest = 1.0,
       .meaning = "Share of wetted area a body may lose before its attitude database is remade."},
  };
}

}  // namespace

const io::Keys& aerodynamics_keys() {
  static const io::Keys keys = [] {
    io::Keys all = surface_keys();
    for (const io::Key& key : drag_keys()) all.push_back(key);
    for (const io::Key& key : neighbour_keys()) all.push_back(key);
    return all;
  }();
  return keys;
}

Settings::Settings(const io::Section& section)
    : continuum(section.text("continuum")),
      base(section.text("base")),
      shear(section.text("shear")),
      free_molecular(section.text("free_molecular")),
      bridging(section.text("bridging")),
      low_speed(section.text("low_speed")),
      sphere_drag(section.text("sphere_drag")),
      normal_accommodation(section.number("normal_accommodation")),
      tangential_accommodation(section.number("tangential_accommodation")),
      wall_temperature(section.number("wall_temperature")),
      directions(static_cast<int>(section.integer("directions"))),
      spin_directions(static_cast<int>(section.integer("spin_directions"))),
      subpanel(static_cast<int>(section.integer("subpanel"))),
      refresh_share(section.number("refresh_share")),
      turning_error(section.number("turning_error")) {
  neighbours.shadow =
      find_model(neighbour_models(), "shadows between bodies", section.text("neighbours")).make;
  neighbours.range = section.number("neighbour_range");
  neighbours.interference = section.number("interference");
  for (const io::Section& entry : section.list("shapes")) {
    shapes.push_back({entry.text("object"), entry.text("class"), entry.number("slenderness")});
  }
  if (section.has("drag_table")) {
    const io::FoundFile found = section.file("drag_table");
    section.require("drag_table", found.problem.empty(), "{}", found.problem);
    drag_table = found.path;
  }
}

}  // namespace tektite::aerodynamics
