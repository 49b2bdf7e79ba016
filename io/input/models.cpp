#include "io/input/formats.hpp"

#include <array>

namespace tektite::input {

std::span<const Model<ReadFormat>> formats() {
  static const std::array<Model<ReadFormat>, 6> table{{
      {"stl", read_stl, "stereolithography, ASCII or binary", ""},
      {"obj", read_obj, "Wavefront object", ""},
      {"ply", read_ply, "Stanford polygon file, ASCII or binary", ""},
      {"vtp", read_vtk_poly_data, "VTK XML polygonal data", "VTK"},
      {"vtu", read_vtk_unstructured, "VTK XML unstructured grid, its polygons", "VTK"},
      {"msh", read_gmsh, "Gmsh 2.2 or 4.1, ASCII, its linear triangles and quadrangles", "Gmsh"},
  }};
  return table;
}

}  // namespace tektite::input
