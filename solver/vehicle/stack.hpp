// What a wall is made of, through its thickness: layers of material and gaps, cut into cells.
#pragma once

#include "materials/material.hpp"

#include <string>
#include <vector>

namespace tektite::vehicle {

/// One finite volume of a column, per square metre of wall.
struct Cell {
  const materials::Material* material = nullptr;  ///< not owned
  double thickness = 0.0;                         ///< [m]
  double areal_mass = 0.0;                        ///< as built, ribs included [kg/m^2]
  int layer = 0;                                  ///< index of the layer, gaps not counted
  int progress = 0;  ///< first of its numbers in its panel's progress (Vehicle::progress_offset)
  bool carries_load = false;
  bool is_loose = false;        ///< fabric: it comes off, a patch at a time, once nothing covers it
  double load_thickness = 0.0;  ///< thickness that carries load, the ribs' share included [m]
};

/// What lies between a cell and the next one inwards.
struct Gap {
  bool is_open = false;  ///< false: the cells touch. true: they exchange heat by radiation alone
  int shields = 0;       ///< radiation shields of a blanket in the gap
  double shield_emissivity = 0.03;
};

/// A wall's build-up, outermost first. Immutable.
struct Stack {
  std::string name;
  std::vector<Cell> cells;
  std::vector<Gap> gaps;    ///< cells.size() - 1
  double areal_mass = 0.0;  ///< sum over the cells [kg/m^2]
  double thickness = 0.0;   ///< gaps included [m]
  int progress_size = 0;    ///< numbers of progress that a panel keeps; 0: nothing decomposes
  [[nodiscard]] int size() const { return static_cast<int>(cells.size()); }
};

}  // namespace tektite::vehicle
