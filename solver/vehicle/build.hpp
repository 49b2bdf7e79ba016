// The steps of assemble_vehicle, one file each. Not for other rooms.
#pragma once

#include "io/case/section.hpp"
#include "materials/material.hpp"
#include "mesh/shapes.hpp"
#include "solver/base/communicator.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tektite::vehicle {

/// stacks.cpp: `stacks`.
[[nodiscard]] std::vector<Stack> read_stacks(const io::Section& section,
                                             const materials::Library& library);

/// walls.cpp: `parts` as shapes to be meshed, and as parts without neighbours yet. @note Collective
/// where a part is read from a file: rank 0 reads, all get it.
[[nodiscard]] std::vector<mesh::ShapedPart> read_walls(const io::Section& section,
                                                       const Communicator& world);
[[nodiscard]] std::vector<Part> read_parts(const io::Section& section,
                                           const std::vector<Stack>& stacks);
/// Patches from the surface; empty ones keep their number.
[[nodiscard]] std::vector<Patch> measure_patches(const mesh::Surface& surface);

/// joints.cpp: finds each joint's ring on the surface, and the rigid groups of parts.
void read_joints(const io::Section& section, const materials::Library& library, Vehicle& vehicle);

/// objects.cpp.
void read_objects(const io::Section& section, const materials::Library& library, Vehicle& vehicle);

/// objects.cpp: a solid plate of one material, its mass from the density, at the origin.
[[nodiscard]] Object solid_plate(const materials::Material& material,
                                 const std::array<double, 3>& size, int cells);

/// sheets.cpp: the sheets of fabric that loose layers become when they come off, one a patch and
/// layer.
void add_sheets(Vehicle& vehicle);

/// objects.cpp: the rings that joints become when no wall carries them any more.
void add_rings(Vehicle& vehicle);

/// volumes.cpp: before objects, which take up space in them.
void read_volumes(const io::Section& section, Vehicle& vehicle);
/// Takes the space of contained objects off, and finds the pressure ends of joints.
void finish_volumes(const io::Section& section, Vehicle& vehicle);

/// Index of the part of that name; a bad_input Error at `key` that lists the known names.
[[nodiscard]] int part_index(const io::Section& where, std::string_view key,
                             const std::vector<Part>& parts, const std::string& name);

}  // namespace tektite::vehicle
