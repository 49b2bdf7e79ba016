// A small pressurised can that comes apart within a minute of flight, flown by the whole engine.
#pragma once

#include "materials/material.hpp"
#include "solver/driver/keys.hpp"
#include "solver/driver/march.hpp"
#include "solver/driver/models.hpp"

#include <memory>
#include <string>

namespace tektite::driver {

/// Low and fast. Both lids tear, then the barrel; a joint holds one lid; a box carries a smaller
/// one.
inline const char* const can_case = R"(
tektite: 1
title: can
entry: {epoch: 2030-06-01T00:00:00Z, altitude: 80 km, latitude: 10 deg, longitude: 20 deg, speed: 7.5 km/s, flight_path_angle: -2 deg, heading: 45 deg, attitude: {mode: tumbling, rate: 5 deg/s}}
vehicle:
  panel_size: 0.16 m
  patch_size: 0.4 m
  temperature: 300 K
  stacks:
    wall:
      layers:
        - {material: aluminium_6061_t6, thickness: 0.8 mm, carries_load: false}
        - {gap: 20 mm}
        - {material: aluminium_2219_t87, thickness: 1.5 mm, cells: 2}
    lid: {layers: [{material: aluminium_2219_t87, thickness: 3.0 mm, cells: 2}]}
  parts:
    - {name: can, stack: wall, wall: {shape: cylinder, radius: 0.5 m, length: 1.2 m}}
    - {name: lid, stack: lid, span: 0.2 m, wall: {shape: disc, radius: 0.5 m, at: [1.2 m, 0 m, 0 m]}}
    - {name: bottom, stack: lid, span: 0.2 m, wall: {shape: disc, radius: 0.5 m, direction: [-1, 0, 0]}}
  volumes:
    - {name: inside, walls: [can, lid, bottom], pressure: 101.3 kPa, temperature: 295 K}
  joints:
    - {name: clamp, between: [can, lid], material: steel_316, mass: 6 kg, depth: 10 mm, exposed_area: 0.06 m2, contact_conductance: 100 W/K, tension: 400 kN, shear: 200 kN, bending: 40 kN m, torsion: 40 kN m}
  objects:
    - {name: electronics, inside: [can], shape: box, size: [0.4 m, 0.3 m, 0.2 m], material: equipment_aluminium, mass: 20 kg, at: [0.4 m, 0 m, 0 m], mount_capacity: 5 kN}
    - {name: ball, inside: [can], shape: sphere, size: [0.12 m], material: titanium_6al_4v, at: [0.9 m, 0.2 m, 0 m], mount_capacity: 5 kN}
    - {name: part, count: 2, inside: [electronics], shape: box, size: [0.1 m, 0.1 m, 0.05 m], material: steel_316, at: [-0.1 m, 0 m, 0 m], step: [0.2 m, 0 m, 0 m]}
march: {macro_step: 0.5 s, resolution: 0.125 s}
)";

/// A case in flight on the ranks of one communicator.
class Flyer {
 public:
  Flyer(const std::string& text, const Communicator& world)
      : library_(materials::Library::load(materials::library_folder())),
        scenario_(io::read_case_text(text, "test", case_keys())),
        models(scenario_, library_, world),
        state(state_at_entry(models)),
        march_(models) {}

  /// One macro-step. @note Collective
  void step() { march_.advance(state); }
  /// @note Collective
  void steps(int count) {
    for (int i = 0; i < count && March::is_flying(state); ++i) step();
  }
  [[nodiscard]] const io::Case& scenario() const { return scenario_; }

 private:
  materials::Library library_;
  io::Case scenario_;

 public:
  Models models;
  vehicle::State state;

 private:
  March march_;
};

/// Bodies that fly.
inline int flying(const vehicle::State& state) {
  int count = 0;
  for (const vehicle::Body& body : state.bodies) {
    count += body.status == vehicle::BodyStatus::flying ? 1 : 0;
  }
  return count;
}

}  // namespace tektite::driver
