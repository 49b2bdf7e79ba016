#include "solver/vehicle/build.hpp"
#include "solver/vehicle/grading.hpp"

namespace tektite::vehicle {
namespace {

void add_gap(const io::Section& layer, Stack& stack) {
  layer.require("gap", !stack.cells.empty() && !stack.gaps.back().is_open,
                "a gap lies between two layers of material");
  Gap& gap = stack.gaps.back();
  gap.is_open = true;
  gap.shields = static_cast<int>(layer.integer("shields"));
  gap.shield_emissivity = layer.number("shield_emissivity");
  stack.thickness += layer.number("gap");
}

void add_material(const io::Section& layer, const materials::Library& library, int index,
                  Stack& stack) {
  const materials::Material* material = nullptr;
  try {
    material = &library.find(layer.text("material"));
  } catch (const Error& error) {
    layer.require("material", false, "{}", error.what());
  }
  const auto count = static_cast<int>(layer.integer("cells"));
  const double thickness = layer.number("thickness");
  const double ribs = layer.number("ribs");
  const bool carries = layer.boolean("carries_load") && material->carries_load();
  const double grading = layer.number("grading");
  const std::vector<double> faces = graded_faces(thickness, count, grading);
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    // Even cells are alike to the last bit.
    const double share = grading == 1.0 ? 1.0 / count : (faces[i + 1] - faces[i]) / thickness;
    Cell cell;
    cell.material = material;
    cell.thickness = grading == 1.0 ? thickness / count : faces[i + 1] - faces[i];
    layer.require("thickness", cell.thickness >= thinnest_cell,
                  "a cell of {:.3g} m is thinner than the {} m that can be resolved: take fewer "
                  "cells, or count the layer's mass as ribs of its neighbour",
                  cell.thickness, thinnest_cell);
    cell.areal_mass = grading == 1.0 ? (material->density() * thickness + ribs) / count
                                     : (material->density() * thickness + ribs) * share;
    cell.layer = index;
    cell.carries_load = carries;
    cell.is_loose = layer.boolean("loose");
    cell.load_thickness =
        carries ? (thickness + layer.number("rib_share") * ribs / material->density()) * share
                : 0.0;
    stack.areal_mass += cell.areal_mass;
    stack.cells.push_back(cell);
    stack.gaps.emplace_back();
  }
  stack.thickness += thickness;
}

}  // namespace

std::vector<Stack> read_stacks(const io::Section& section, const materials::Library& library) {
  std::vector<Stack> stacks;
  for (const auto& [name, entry] : section.map("stacks")) {
    Stack stack;
    stack.name = name;
    int index = 0;
    for (const io::Section& layer : entry.list("layers")) {
      if (layer.has("gap")) {
        add_gap(layer, stack);
      } else {
        add_material(layer, library, index++, stack);
      }
    }
    entry.require("layers", !stack.cells.empty(), "stack '{}' has no layer of material", name);
    entry.require("layers", !stack.gaps.back().is_open, "stack '{}' ends with a gap", name);
    stack.gaps.pop_back();
    stacks.push_back(std::move(stack));
  }
  return stacks;
}

}  // namespace tektite::vehicle
