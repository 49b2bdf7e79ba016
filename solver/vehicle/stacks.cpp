#include "solver/vehicle/build.hpp"

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
  for (int i = 0; i < count; ++i) {
    Cell cell;
    cell.material = material;
    cell.thickness = thickness / count;
    cell.areal_mass = (material->density() * thickness + ribs) / count;
    cell.layer = index;
    cell.carries_load = carries;
    cell.is_loose = layer.boolean("loose");
    cell.load_thickness =
        carries ? (thickness + layer.number("rib_share") * ribs / material->density()) / count
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
