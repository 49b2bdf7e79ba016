#include "solver/driver/keys.hpp"

#include "solver/aerodynamics/settings.hpp"
#include "solver/aeroheating/settings.hpp"
#include "solver/environment/atmosphere.hpp"
#include "solver/environment/earth.hpp"
#include "solver/fragmentation/fragmentation.hpp"
#include "solver/risk/casualty.hpp"
#include "solver/structure/structure.hpp"
#include "solver/thermal/thermal.hpp"
#include "solver/trajectory/entry.hpp"
#include "solver/vehicle/keys.hpp"

namespace tektite::driver {
namespace {

using io::Keys;
using io::KeyType;
using io::Presence;

const Keys& march_keys() {
  static const Keys keys = {
      {.name = "macro_step",
       .unit = "s",
       .fallback = "0.5 s",
       .least = 1e-4,
       .greatest = 60.0,
       .meaning = "longest step in which all bodies march together"},
      {.name = "resolution",
       .unit = "s",
       .fallback = "0.1 s",
       .least = 1e-4,
       .greatest = 60.0,
       .meaning = "structural failures are located to this time"},
      {.name = "longest",
       .unit = "s",
       .fallback = "2 h",
       .least = 0.0,
       .least_excluded = true,
       .meaning = "flight time after which the run ends"},
      {.name = "handover_mach",
       .fallback = "2",
       .least = 0.1,
       .greatest = 20.0,
       .meaning = "a slower body with little heating is handed to the fall to the ground"},
      {.name = "handover_heating",
       .unit = "W/m2",
       .fallback = "20 kW/m2",
       .least = 0.0,
       .meaning = "stagnation flux on the body's own radius below which it is handed over"},
      {.name = "tumbling_turn",
       .unit = "rad",
       .fallback = "90 deg",
       .least = 0.0,
       .greatest = 6.283185307179587,
       .least_excluded = true,
       .meaning = "a body with integrated attitude that turns by more in the longest step tumbles "
                  "from there on"},
      {.name = "tolerance",
       .fallback = "1e-9",
       .least = 1e-14,
       .greatest = 1e-3,
       .meaning = "relative error of a trajectory's sub-step"},
  };
  return keys;
}

const Keys& fields_keys() {
  static const Keys keys = {
      {.name = "every",
       .unit = "s",
       .fallback = "10 s",
       .least = 0.0,
       .least_excluded = true,
       .meaning = "flight time between outputs"},
  };
  return keys;
}

const Keys& trajectory_keys() {
  static const Keys keys = {
      {.name = "every",
       .unit = "s",
       .fallback = "2 s",
       .least = 0.0,
       .least_excluded = true,
       .meaning = "flight time between points"},
  };
  return keys;
}

const Keys& checkpoint_keys() {
  static const Keys keys = {
      {.name = "every",
       .unit = "s",
       .fallback = "10 min",
       .least = 0.0,
       .least_excluded = true,
       .meaning = "wall clock between checkpoints"},
      {.name = "every_steps",
       .type = KeyType::integer,
       .fallback = "0",
       .least = 0,
       .greatest = 1e9,
       .meaning = "macro-steps between checkpoints as well; 0: by the clock alone"},
  };
  return keys;
}

const Keys& progress_keys() {
  static const Keys keys = {
      {.name = "every",
       .unit = "s",
       .fallback = "3 s",
       .least = 0.0,
       .meaning = "wall clock between progress lines"},
  };
  return keys;
}

const Keys& output_keys() {
  static const Keys keys = {
      {.name = "fields",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &fields_keys(),
       .meaning = "VTK fields of all panels and objects"},
      {.name = "trajectories",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &trajectory_keys(),
       .meaning = "points of all trajectories"},
      {.name = "checkpoint",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &checkpoint_keys(),
       .meaning = "states to resume from"},
      {.name = "progress",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &progress_keys(),
       .meaning = "lines on the terminal"},
  };
  return keys;
}

}  // namespace

const Keys& case_keys() {
  static const Keys keys = {
      {.name = "tektite",
       .type = KeyType::integer,
       .presence = Presence::required,
       .least = 1,
       .greatest = 1,
       .meaning = "version of the case format"},
      {.name = "title",
       .type = KeyType::text,
       .presence = Presence::required,
       .meaning = "one line"},
      {.name = "entry",
       .type = KeyType::section,
       .presence = Presence::required,
       .keys = &trajectory::entry_keys(),
       .meaning = "where and how the flight begins"},
      {.name = "atmosphere",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &environment::atmosphere_keys(),
       .meaning = "the air"},
      {.name = "earth",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &environment::earth_keys(),
       .meaning = "gravity"},
      {.name = "vehicle",
       .type = KeyType::section,
       .presence = Presence::required,
       .keys = &vehicle::vehicle_keys(),
       .meaning = "what flies"},
      {.name = "march",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &march_keys(),
       .meaning = "steps in time"},
      {.name = "aerodynamics",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &aerodynamics::aerodynamics_keys(),
       .meaning = "pressure and shear"},
      {.name = "heating",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &aeroheating::aeroheating_keys(),
       .meaning = "convective heating"},
      {.name = "thermal",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &thermal::thermal_keys(),
       .meaning = "heat in the structure"},
      {.name = "structure",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &structure::structure_keys(),
       .meaning = "loads against strength"},
      {.name = "fragmentation",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &fragmentation::fragmentation_keys(),
       .meaning = "what becomes a body of its own"},
      {.name = "risk",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &risk::risk_keys(),
       .meaning = "casualty figures and standards"},
      {.name = "output",
       .type = KeyType::section,
       .fallback = "{}",
       .keys = &output_keys(),
       .meaning = "what is written, and when"},
  };
  return keys;
}

MarchSettings::MarchSettings(const io::Section& section)
    : macro_step(section.number("macro_step")),
      resolution(section.number("resolution")),
      longest(section.number("longest")),
      handover_mach(section.number("handover_mach")),
      handover_heating(section.number("handover_heating")),
      tumbling_turn(section.number("tumbling_turn")),
      tolerance(section.number("tolerance")) {}

OutputSettings::OutputSettings(const io::Section& section)
    : fields_every(section.section("fields").number("every")),
      trajectory_every(section.section("trajectories").number("every")),
      checkpoint_every(section.section("checkpoint").number("every")),
      checkpoint_steps(section.section("checkpoint").integer("every_steps")),
      progress_every(section.section("progress").number("every")) {}

}  // namespace tektite::driver
