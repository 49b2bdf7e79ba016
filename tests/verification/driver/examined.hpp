// Loads of a case that is given as text.
#pragma once

#include "materials/material.hpp"
#include "solver/driver/keys.hpp"
#include "solver/driver/loads.hpp"

#include <fmt/format.h>
#include <petscsys.h>

#include <memory>
#include <string>

namespace tektite::driver {

/// A case, what flies it, and its loads. One process.
struct Examined {
  Examined(const std::string& text, double wall_temperature, const Reference& reference = {},
           const io::ReadOptions& options = {})
      : library(materials::Library::load(materials::library_folder())),
        scenario(io::read_case_text(text, "case", case_keys(), options)),
        models(scenario, library, Communicator(PETSC_COMM_SELF)),
        probe(scenario, models, wall_temperature, reference) {}

  materials::Library library;
  io::Case scenario;
  Models models;
  LoadsProbe probe;
};

/// A case at the equator, eastwards and level. `attitude`: what is inside its braces; `vehicle`:
/// indented by two; `more`: other sections.
inline std::string level_case(double altitude, double speed, const std::string& attitude,
                              const std::string& vehicle, const std::string& more = "") {
  return fmt::format(R"(tektite: 1
title: loads
entry: {{epoch: 2030-01-01T00:00:00Z, altitude: {:.17g} m, latitude: 0 deg, longitude: 0 deg, speed: {:.17g} m/s, flight_path_angle: 0 deg, heading: 90 deg, attitude: {{{}}}}}
{}vehicle:
  temperature: 300 K
{})",
                     altitude, speed, attitude, more, vehicle);
}

}  // namespace tektite::driver
