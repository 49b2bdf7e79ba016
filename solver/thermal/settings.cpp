#include "solver/thermal/recession.hpp"
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
      {.name = "cavity_radiation",
       .type = io::KeyType::boolean,
       .fallback = "true",
       .meaning = "exchange radiation inside enclosed volumes and hollow objects"},
      {.name = "melt",
       .type = io::KeyType::choice,
       .fallback = "removed",
       .choices = {"removed", "retained"},
       .meaning = "what becomes of cells that are liquid and open to a side"},
      {.name = "char_oxidation",
       .type = io::KeyType::choice,
       .fallback = "mixed",
       .choices = model_names(char_oxidation_models()),
       .meaning = "how char burns, where its material says that it does"},
      {.name = "blowing",
       .fallback = "0.5",
       .least = 0.0,
       .greatest = 2.0,
       .meaning =
           "lambda by which gas from a face lessens its film coefficient, phi/(e^phi - 1) with phi "
           "= 2 lambda mass flux / film coefficient; laminar 0.5, turbulent 0.4, 0: not at all"},
      {.name = "decomposition_error",
       .fallback = "2e-3",
       .least = 0.0,
       .greatest = 0.5,
       .least_excluded = true,
       .meaning = "error that a sub-step of a decomposing column may make in a reaction's extent"},
      {.name = "decomposition_temperature_error",
       .unit = "K",
       .fallback = "1 K",
       .least = 0.0,
       .greatest = 100.0,
       .least_excluded = true,
       .meaning = "error that it may make in a temperature"},
  };
  return keys;
}

Settings::Settings(const io::Section& section)
    : environment_temperature(section.number("environment_temperature")),
      newton_tolerance(section.number("newton_tolerance")),
      newton_iterations(static_cast<int>(section.integer("newton_iterations"))),
      stability(section.number("stability")),
      lateral_conduction(section.boolean("lateral_conduction")),
      cavity_radiation(section.boolean("cavity_radiation")),
      remove_melt(section.text("melt") == "removed"),
      char_oxidation(section.text("char_oxidation")),
      blowing(section.number("blowing")),
      decomposition_error(section.number("decomposition_error")),
      decomposition_temperature_error(section.number("decomposition_temperature_error")) {}

}  // namespace tektite::thermal
