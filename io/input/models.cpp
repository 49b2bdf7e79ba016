#include "io/input/formats.hpp"

#include <array>

namespace tektite::input {

std::span<const Model<ReadFormat>> formats() {
  static const std::array<Model<ReadFormat>, 6> table{{
      {"stl", read_stl, "stereolithography, ASCII or binary", ""},
      {"obj", read_obj, "Wavefront object", ""},
      {"ply", read_ply, "Stanford polygon file, ASCII or binary", ""},
      {"vtp", read_vtk_poly_data, "VTK XML polygonal data", "SchroederEtAl2006"},
      {"vtu", read_vtk_unstructured, "VTK XML unstructured grid, its polygons",
       "SchroederEtAl2006"},
      {"msh", read_gmsh, "Gmsh 2.2 or 4.1, ASCII, its linear triangles and quadrangles",
       "GeuzaineRemacle2009"},
  }};
  return table;
}

}  // namespace tektite::input
