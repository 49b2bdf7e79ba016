#include "solver/structure/settings.hpp"

namespace tektite::structure {

const io::Keys& structure_keys() {
  static const io::Keys keys = {
      {.name = "wall_strength_factor",
       .fallback = "1",
       .least = 0.0,
       .greatest = 10.0,
       .least_excluded = true,
       .meaning = "Multiplies the strength of all walls: welds, cut-outs, scatter of material."},
      {.name = "joint_strength_factor",
       .fallback = "1",
       .least = 0.0,
       .greatest = 10.0,
       .least_excluded = true,
       .meaning = "Multiplies the capacities of all joints."},
      {.name = "mount_strength_factor",
       .fallback = "1",
       .least = 0.0,
       .greatest = 10.0,
       .least_excluded = true,
       .meaning = "Multiplies the capacities of all mounts of objects."},
      {.name = "discharge_coefficient",
       .fallback = "0.8",
       .least = 0.0,
       .greatest = 1.0,
       .least_excluded = true,
       .meaning = "Share of an opening's area that gas flows through as if without loss (estimate "
                  "for torn edges)."},
      {.name = "interaction",
       .type = io::KeyType::choice,
       .fallback = "elliptic",
       .choices = {"elliptic", "linear"},
       .meaning = "How tension, bending, shear and torsion of a joint act together."},
  };
  return keys;
}

Settings::Settings(const io::Section& section)
    : wall_strength_factor(section.number("wall_strength_factor")),
      joint_strength_factor(section.number("joint_strength_factor")),
      mount_strength_factor(section.number("mount_strength_factor")),
      discharge_coefficient(section.number("discharge_coefficient")),
      interaction(section.text("interaction")) {}

}  // namespace tektite::structure
