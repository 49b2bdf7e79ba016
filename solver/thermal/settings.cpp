#include "solver/base/error.hpp"
#include "solver/base/log.hpp"
#include "solver/thermal/recession.hpp"
#include "solver/thermal/thermal.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>
#include <string>
#include <string_view>

namespace tektite::thermal {

namespace {

MeltModel melt_model(const std::string& name) {
  if (name == "retained") return MeltModel::retained;
  if (name == "sheared") return MeltModel::sheared;
  return name == "oxide_skin" ? MeltModel::oxide_skin : MeltModel::removed;
}

materials::SurfaceState surface_state(const std::string& name) {
  if (name == "bare") return materials::SurfaceState::bare;
  return name == "oxidised" ? materials::SurfaceState::oxidised : materials::SurfaceState::as_flown;
}

/// Names of the vehicle's materials, each once, that have or lack something.
struct Split {
  std::set<std::string> having, lacking;
};

template <class Has>
Split split(const vehicle::Vehicle& vehicle, Has has) {
  Split found;
  const auto look = [&](const materials::Material& material) {
    (has(material.properties()) ? found.having : found.lacking).insert(material.name());
  };
  for (const vehicle::Stack& stack : vehicle.stacks) {
    for (const vehicle::Cell& cell : stack.cells) look(*cell.material);
  }
  for (const vehicle::Object& object : vehicle.objects) {
    for (const vehicle::ObjectCell& cell : object.cells) look(*cell.material);
  }
  return found;
}

/// Nothing of the vehicle has it: the choice was a mistake. Some have not: say what becomes of
/// them.
void demand(const Split& found, std::string_view choice, std::string_view section,
            std::string_view fate) {
  if (found.having.empty() && found.lacking.empty()) return;
  require(
      !found.having.empty(),
      "thermal.{}: no material of this vehicle has the section '{}' that this needs: {}; add it "
      "to their files or choose another model",
      choice, section, fmt::join(found.lacking, ", "));
  if (found.lacking.empty()) return;
  log::info("thermal.{}: without the section '{}', {}: {}", choice, section, fate,
            fmt::join(found.lacking, ", "));
}

}  // namespace

void Settings::check(const vehicle::Vehicle& vehicle) const {
  const auto burns = [](const materials::Properties& is) { return is.oxidation.exists(); };
  const auto flows = [](const materials::Properties& is) { return is.melt.exists(); };
  constexpr std::string_view at_once = "these leave as soon as they are past their liquidus";
  if (melt == MeltModel::sheared) demand(split(vehicle, flows), "melt: sheared", "melt", at_once);
  if (melt == MeltModel::oxide_skin) {
    demand(split(vehicle, burns), "melt: oxide_skin", "oxidation", at_once);
  }
  if (oxidation > 0.0) {
    demand(split(vehicle, burns), "oxidation: diffusion_limited", "oxidation", "these do not burn");
  }
}

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
       .choices = {"removed", "retained", "sheared", "oxide_skin"},
       .meaning = "what becomes of melt under a face that nothing covers: it leaves at once, "
                  "stays, leaves "
                  "as the air's pressure and shear carry it off, or stays under its oxide until "
                  "that melts "
                  "or tears"},
      {.name = "oxidation",
       .type = io::KeyType::choice,
       .fallback = "none",
       .choices = {"none", "diffusion_limited"},
       .meaning = "heat of metal that burns on its surface: none, the cold side and so the safe "
                  "one on the "
                  "ground, or as fast as oxygen arrives times an efficiency"},
      {.name = "oxidation_efficiency",
       .fallback = "1",
       .least = 0.0,
       .greatest = 1.0,
       .meaning = "factor on the efficiency of oxidation that each material has"},
      {.name = "surface",
       .type = io::KeyType::choice,
       .fallback = "as_flown",
       .choices = {"as_flown", "bare", "oxidised"},
       .meaning =
           "emissivity that surfaces start with; hot metal turns to oxide, and molten, by its "
           "temperature"},
      {.name = "opening_fraction",
       .fallback = "0.3",
       .least = 0.0,
       .greatest = 1.0,
       .meaning = "film on what lies inside an opened volume, as a share of that on its outer "
                  "walls, times "
                  "the open area over the area inside; the default is an estimate: floors of open "
                  "cavities "
                  "get 0.2 to 0.5 of the undisturbed heat (recalled)"},
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
      sweep_tolerance(section.number("sweep_tolerance")),
      newton_iterations(static_cast<int>(section.integer("newton_iterations"))),
      stability(section.number("stability")),
      lateral_conduction(section.boolean("lateral_conduction")),
      along_walls(section.text("along_walls") == "explicit"   ? AlongWalls::explicitly
                  : section.text("along_walls") == "implicit" ? AlongWalls::implicitly
                                                              : AlongWalls::where_needed),
      cavity_radiation(section.boolean("cavity_radiation")),
      melt(melt_model(section.text("melt"))),
      surface(surface_state(section.text("surface"))),
      oxidation(section.text("oxidation") == "none" ? 0.0 : section.number("oxidation_efficiency")),
      opening_fraction(section.number("opening_fraction")),
      char_oxidation(section.text("char_oxidation")),
      blowing(section.number("blowing")),
      decomposition_error(section.number("decomposition_error")),
      decomposition_temperature_error(section.number("decomposition_temperature_error")) {}

}  // namespace tektite::thermal
