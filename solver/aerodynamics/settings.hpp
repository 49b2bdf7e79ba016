// What a case can choose in this room.
#pragma once

#include "io/case/keys.hpp"
#include "io/case/section.hpp"
#include "solver/aerodynamics/neighbours.hpp"

#include <string>
#include <vector>

namespace tektite::aerodynamics {

/// Table of the keys of the case's `aerodynamics` section.
[[nodiscard]] const io::Keys& aerodynamics_keys();

/// What an object is to be classed as, whatever its shape.
struct ShapeOverride {
  std::string object;        ///< name of one object, or of all of a count
  std::string shape;         ///< registry name
  double slenderness = 1.0;  ///< length over diameter, long over short edge
};

/// Choices, SI. The defaults are those of the table.
struct Settings {
  std::string continuum = "modified_newtonian";   ///< registry name (models.cpp)
  std::string base = "inverse_square";            ///< registry name
  std::string shear = "laminar_plate";            ///< registry name
  std::string free_molecular = "schaaf_chambre";  ///< registry name
  std::string bridging = "sin2";                  ///< registry name
  std::string low_speed = "shape_class";          ///< registry name
  std::string sphere_drag = "henderson";          ///< registry name
  double normal_accommodation = 1.0;              ///< sigma_n, [0, 1]
  double tangential_accommodation = 1.0;          ///< sigma_t, [0, 1]
  double wall_temperature = 500.0;                ///< of free-molecular re-emission [K]
  int directions = 2;           ///< level of the tumbling sphere: 10 * 4^level + 2 directions
  int spin_directions = 36;     ///< directions on a spinning body's circle
  int subpanel = 1;             ///< 4^n rays from panels at the edges of shadows, 0 to 2
  double refresh_share = 0.01;  ///< share of the wetted area whose loss makes a database stale
  double turning_error = 0.01;  ///< of interpolation between directions, share of the largest
  std::string drag_table;       ///< path of a CSV file; empty: none
  std::vector<ShapeOverride> shapes;
  NeighbourSettings neighbours;

  Settings() = default;
  explicit Settings(const io::Section& section);
};

}  // namespace tektite::aerodynamics
