// Cells and faces: all that the general operator knows of a body's shape. Solids on volume meshes,
// members, objects and columns are the same to it.
#pragma once

#include "materials/material.hpp"
#include "mesh/volume_mesh.hpp"
#include "solver/base/communicator.hpp"
#include "solver/thermal/caloric.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tektite::thermal {

/// What is between two cells.
enum class FaceKind : std::uint8_t {
  inside,    ///< one material: temperature and its gradient go on
  touching,  ///< two materials, or a contact: the gradient does not
  gap        ///< crossed by radiation alone
};

/// What is outside a face; its numbers are in OuterLoads.
enum class BorderKind : std::uint8_t {
  insulated,
  exposed,  ///< film, re-radiation and a given flux
  held      ///< at a given temperature
};

/// How two parts of a mesh meet where they share faces. Parts without one touch perfectly.
struct Interface {
  std::int32_t part_a = 0, part_b = 0;  ///< in either order
  bool is_gap = false;                  ///< radiation alone, between grey parallel faces
  double conductance = 0.0;             ///< contact [W/(m^2 K)], > 0; no meaning in a gap
  double shields = 0.0;                 ///< of a gap: what they add to 1/e1 + 1/e2 - 1
};

/// Flat arrays; immutable once made. Local cells are the owned ones, then the ghosts. Reaches are
/// distances over areas: reach / conductivity is a resistance [K/W]. An offset goes from a cell's
/// centroid to the foot of the perpendicular from the cell on the line through the face's centroid
/// along its normal; zero where the mesh is orthogonal there.
struct Domain {
  using Point = Vec3<VehicleAxes>;

  Communicator world{MPI_COMM_SELF};
  std::shared_ptr<const mesh::VolumeMesh> mesh;  ///< none: one rank has it all
  std::int32_t owned = 0, local = 0;

  std::vector<std::unique_ptr<CaloricTable>> tables;
  std::vector<std::int32_t> material;  ///< per local cell: index into tables
  std::vector<double> mass;            ///< per local cell, as built [kg]
  std::vector<double> volume;          ///< per local cell [m^3]
  std::vector<Point> centroid;         ///< per local cell [m]
  std::vector<std::int64_t> id;        ///< per local cell, global

  /// Between cells; at least one of them is owned. In an order that is the same on every layout.
  struct Inner {
    std::vector<std::int32_t> a, b;
    std::vector<FaceKind> kind;
    std::vector<double> area;               ///< [m^2]
    std::vector<double> reach_a, reach_b;   ///< [1/m]
    std::vector<double> extra;              ///< resistance of the contact [K/W], or a gap's shields
    std::vector<Point> offset_a, offset_b;  ///< [m]
    std::vector<Point> normal;              ///< unit, from a to b
  } inner;
  /// Of owned cells.
  struct Outer {
    std::vector<std::int32_t> cell;
    std::vector<double> area;      ///< [m^2]
    std::vector<double> reach;     ///< [1/m]
    std::vector<Point> offset;     ///< [m]
    std::vector<Point> normal;     ///< unit, outwards
    std::vector<Point> centroid;   ///< [m]
    std::vector<std::int64_t> id;  ///< global
    std::vector<std::int32_t> mark;
  } outer;

  bool is_skewed = false;  ///< on any rank: some offset is not zero

  [[nodiscard]] const CaloricTable& table(std::size_t cell) const {
    return *tables[static_cast<std::size_t>(material[cell])];
  }
  void update_ghosts(std::span<double> values, int width = 1) const {
    if (mesh != nullptr) mesh->halo().update(values, width);
  }
};

/// Solids on a volume mesh. `material_of_part`: one for each of the mesh's parts. Throws bad_input
/// for a part without a material, an interface of parts that do not exist, and contact conductances
/// that are not positive. @note Collective
[[nodiscard]] Domain make_domain(std::shared_ptr<const mesh::VolumeMesh> mesh,
                                 std::span<const materials::Material* const> material_of_part,
                                 std::span<const Interface> interfaces = {});

/// A cell of a pile: a member along its length, an object or wall through its depth.
struct PileCell {
  const materials::Material* material = nullptr;
  double mass = 0.0;       ///< [kg]
  double reach_out = 0.0;  ///< half its depth over the area it conducts through, outwards [1/m]
  double reach_in = 0.0;   ///< and inwards
};
/// Between a cell and the next.
struct PileLink {
  bool is_gap = false;
  double area = 1.0;   ///< [m^2]
  double extra = 0.0;  ///< contact resistance [K/W], or a gap's shields
};
/// Cells in a line, whole on this rank; outer face 0 is before the first cell, 1 behind the last.
[[nodiscard]] Domain make_pile(std::span<const PileCell> cells, std::span<const PileLink> links,
                               double outer_area, double inner_area);

}  // namespace tektite::thermal
