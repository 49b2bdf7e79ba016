#include "solver/thermal/thermal.hpp"

namespace tektite::thermal {

const io::Keys& thermal_keys() {
  static const io::Keys keys{
      {.name = "environment_temperature",
       .unit = "K",
       .fallback = "200 K",
       .least = 0.0,
       .greatest = 1000.0,
       .meaning =
           "temperature of the black surroundings that free faces radiate to; the default is "
           "an estimate, between the night sky and an Earth of 255 K that fills half the view"},
      {.name = "newton_tolerance",
       .unit = "K",
       .fallback = "1e-6 K",
       .least = 0.0,
       .greatest = 1.0,
       .least_excluded = true,
       .meaning =
           "largest residual of an implicit column solve, as a temperature; energy is conserved "
           "whatever it is"},
      {.name = "sweep_tolerance",
       .unit = "K",
       .fallback = "1e-5 K",
       .least = 0.0,
       .greatest = 1.0,
       .least_excluded = true,
       .meaning =
           "the same for columns together, where conduction along walls is implicit: estimate, a "
           "thousandth of what a step beyond the explicit limit is wrong by"},
      {.name = "newton_iterations",
       .type = io::KeyType::integer,
       .fallback = "40",
       .least = 1,
       .greatest = 1000,
       .meaning = "most iterations of a column solve before it is counted as failed"},
      {.name = "stability",
       .fallback = "0.9",
       .least = 0.0,
       .greatest = 1.0,
       .least_excluded = true,
       .meaning =
           "share of the explicit limit of conduction along walls that a step may use before it "
           "is cut into equal parts"},
      {.name = "lateral_conduction",
       .type = io::KeyType::boolean,
       .fallback = "true",
       .meaning = "conduct heat along walls from panel to panel"},
      {.name = "along_walls",
       .type = io::KeyType::choice,
       .fallback = "where_needed",
       .choices = {"where_needed", "explicit", "implicit"},
       .meaning =
           "conduction along walls in time: implicit from panel to panel where a step is beyond "
           "the explicit limit and explicit elsewhere; explicit everywhere, in as many equal parts "
           "of a step as that takes; implicit everywhere"},
      {.name = "cavity_radiation",
       .type = io::KeyType::boolean,
       .fallback = "true",
       .meaning = "exchange radiation inside enclosed volumes and hollow objects"},
      {.name = "melt",
       .type = io::KeyType::choice,
       .fallback = "removed",
       .choices = {"removed", "retained"},
       .meaning = "what becomes of cells that are liquid and open to a side"},
  };
  return keys;
}

Settings::Settings(const io::Section& section)
    : environment_temperature(section.number("environment_temperature")),
      newton_tolerance(section.number("newton_tolerance")),
      sweep_tolerance(section.number("sweep_tolerance")),
      newton_iterations(static_cast<int>(section.integer("newton_iterations"))),
      stability(section.number("stability")),
      lateral_conduction(section.boolean("lateral_conduction")),
      along_walls(section.text("along_walls") == "explicit"   ? AlongWalls::explicitly
                  : section.text("along_walls") == "implicit" ? AlongWalls::implicitly
                                                              : AlongWalls::where_needed),
      cavity_radiation(section.boolean("cavity_radiation")),
      remove_melt(section.text("melt") == "removed") {}

}  // namespace tektite::thermal
