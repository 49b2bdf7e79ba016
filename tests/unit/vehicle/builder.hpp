// Vehicles from the text of a case, as in a case file's `vehicle:`.
#pragma once

#include "io/case/section.hpp"
#include "materials/material.hpp"
#include "solver/base/petsc.hpp"
#include "solver/vehicle/assemble.hpp"
#include "solver/vehicle/keys.hpp"

#include <string>

namespace tektite::vehicle {

inline const materials::Library& shipped_library() {
  static const materials::Library library = materials::Library::load(materials::library_folder());
  return library;
}

/// `text` is a case that is nothing but a vehicle.
inline Vehicle build(const std::string& text) {
  const io::Case scenario = io::read_case_text(text, "test.yaml", vehicle_keys());
  return assemble_vehicle(scenario.root(), shipped_library(), Communicator(PETSC_COMM_SELF));
}

/// The message that building `text` ends with; empty: it was built.
inline std::string complaint(const std::string& text) {
  try {
    static_cast<void>(build(text));
  } catch (const Error& error) {
    return error.code() == ExitCode::bad_input ? error.what() : "wrong exit code";
  }
  return {};
}

/// A drum of radius 0.5 m and length 2 m between two discs, one of them on a joint. `more` is
/// appended to it.
inline std::string drum(const std::string& more = "") {
  return R"(panel_size: 0.1 m
patch_size: 0.4 m
stacks:
  skin: {layers: [{material: aluminium_2219_t87, thickness: 2 mm, cells: 2}]}
parts:
  - {name: barrel, stack: skin, wall: {shape: cylinder, radius: 0.5 m, length: 2 m}}
  - {name: front, stack: skin, wall: {shape: disc, radius: 0.5 m, at: [2 m, 0 m, 0 m]}}
  - {name: back, stack: skin, wall: {shape: disc, radius: 0.5 m, direction: [-1, 0, 0]}}
volumes:
  - {name: cabin, walls: [barrel, front, back], pressure: 50 kPa, temperature: 290 K}
joints:
  - {name: ring, between: [barrel, front], material: steel_316, mass: 6 kg, depth: 12 mm, exposed_area: 0.06 m2, contact_conductance: 100 W/K, tension: 400 kN, shear: 200 kN, bending: 40 kN m, torsion: 40 kN m}
)" + more;
}

/// One object alone, from the entries of its map.
inline Vehicle build_object(const std::string& entries) {
  return build("panel_size: 0.1 m\nobjects:\n  - {name: thing, " + entries + "}\n");
}

}  // namespace tektite::vehicle
