#include "solver/fragmentation/fragmentation.hpp"

namespace tektite::fragmentation {

const io::Keys& fragmentation_keys() {
  static const io::Keys keys = {
      {.name = "debris_energy",
       .unit = "J",
       .fallback = "15 J",
       .least = 0.0,
       .greatest = 15.0,
       .meaning = "Pieces of wall that would arrive with less are counted, not followed."},
      {.name = "debris_area_share",
       .fallback = "0.5",
       .least = 0.0,
       .greatest = 1.0,
       .least_excluded = true,
       .meaning = "Mean projected area of a piece of wall over its area, for its arrival energy: "
                  "0.5 for a tumbling plate, 0.25 for a closed shell."},
      {.name = "child_attitude",
       .type = io::KeyType::choice,
       .fallback = "tumbling",
       .choices = {"tumbling", "inherited"},
       .meaning = "How the attitude of newly born bodies is treated."},
      {.name = "child_rate",
       .unit = "rad/s",
       .least = 0.0,
       .greatest = 100.0,
       .meaning = "Angular rate of newly born bodies; without it they keep their parent's. It "
                  "replaces what conservation of angular momentum gives."},
  };
  return keys;
}

Settings::Settings(const io::Section& section)
    : debris_energy(section.number("debris_energy")),
      debris_area_share(section.number("debris_area_share")),
      children_tumble(section.text("child_attitude") == "tumbling") {
  if (section.has("child_rate")) child_rate = section.number("child_rate");
}

}  // namespace tektite::fragmentation
