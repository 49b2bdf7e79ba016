// A closed box of triangles, and files of it as VTK's own writers make them.
#pragma once

#include "io/input/triangle_file.hpp"
#include "mesh/shapes.hpp"

#include <fmt/format.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkOBJWriter.h>
#include <vtkPLYWriter.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkSTLWriter.h>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>
#include <vtkXMLPolyDataWriter.h>
#include <vtkXMLUnstructuredGridWriter.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

namespace tektite::input {

inline mesh::Surface sample_surface() {
  mesh::Shape box{.kind = mesh::ShapeKind::box, .size = {2.0, 1.0, 0.5}};
  box.panel_size = 0.25;
  return mesh::build_surface({{"box", box}});
}

/// A folder of this process that goes with the object.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("tektite_input_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(file(name), std::ios::binary) << bytes;
    return file(name);
  }

 private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

inline vtkSmartPointer<vtkPolyData> poly_data(const mesh::Surface& surface) {
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  for (const auto& p : surface.vertices) points->InsertNextPoint(p.x, p.y, p.z);
  vtkNew<vtkCellArray> cells;
  for (const auto& t : surface.triangles) cells->InsertNextCell({t[0], t[1], t[2]});
  vtkSmartPointer<vtkPolyData> data = vtkSmartPointer<vtkPolyData>::New();
  data->SetPoints(points);
  data->SetPolys(cells);
  return data;
}

/// Writes with a VTK XML writer; mode 0: ASCII, 1: binary, 2: appended raw, 3: appended base64.
template <class Writer, class Data>
void write_xml(const std::string& path, Data* data, int mode, bool packed) {
  vtkNew<Writer> writer;
  writer->SetFileName(path.c_str());
  writer->SetInputData(data);
  if (mode == 0) writer->SetDataModeToAscii();
  if (mode == 1) writer->SetDataModeToBinary();
  if (mode >= 2) writer->SetDataModeToAppended();
  writer->SetEncodeAppendedData(mode == 3 ? 1 : 0);
  if (packed) {
    writer->SetCompressorTypeToZLib();
  } else {
    writer->SetCompressorTypeToNone();
  }
  writer->Write();
}

inline vtkSmartPointer<vtkUnstructuredGrid> grid(const mesh::Surface& surface) {
  const auto data = poly_data(surface);
  vtkSmartPointer<vtkUnstructuredGrid> made = vtkSmartPointer<vtkUnstructuredGrid>::New();
  made->SetPoints(data->GetPoints());
  made->SetCells(VTK_TRIANGLE, data->GetPolys());
  return made;
}

template <class Writer>
void write_geometry(const std::string& path, const mesh::Surface& surface, bool binary) {
  vtkNew<Writer> writer;
  writer->SetFileName(path.c_str());
  writer->SetInputData(poly_data(surface));
  if constexpr (!std::is_same_v<Writer, vtkOBJWriter>) {
    binary ? writer->SetFileTypeToBinary() : writer->SetFileTypeToASCII();
  }
  writer->Write();
}

inline std::string gmsh_2(const mesh::Surface& surface) {
  std::string text = "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$PhysicalNames\n1\n2 1 \"hull\"\n";
  text += "$EndPhysicalNames\n$Nodes\n" + std::to_string(surface.vertices.size()) + "\n";
  for (std::size_t i = 0; i < surface.vertices.size(); ++i) {
    const auto& p = surface.vertices[i];  // tags with gaps, as Gmsh may have them
    text += fmt::format("{} {} {} {}\n", 10 + 3 * i, p.x, p.y, p.z);
  }
  text += fmt::format("$EndNodes\n$Elements\n{}\n1 15 2 0 1 10\n2 1 2 0 1 10 13\n",
                      surface.panels() + 2);
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    const auto& t = surface.triangles[i];
    text +=
        fmt::format("{} 2 2 1 1 {} {} {}\n", i + 3, 10 + 3 * t[0], 10 + 3 * t[1], 10 + 3 * t[2]);
  }
  return text + "$EndElements\n";
}

inline std::string gmsh_4(const mesh::Surface& surface) {
  const std::size_t nodes = surface.vertices.size();
  std::string text = "$MeshFormat\n4.1 0 8\n$EndMeshFormat\n$Entities\n0 0 1 0\n";
  text += "1 0 0 0 1 1 1 0 0\n$EndEntities\n$Nodes\n";
  text += fmt::format("2 {} 1 {}\n0 1 0 1\n1\n", nodes, nodes);
  const auto place = [&](std::size_t i) {
    const auto& p = surface.vertices[i];
    text += fmt::format("{} {} {}\n", p.x, p.y, p.z);
  };
  place(0);
  text += fmt::format("2 1 0 {}\n", nodes - 1);
  for (std::size_t i = 1; i < nodes; ++i) text += fmt::format("{}\n", i + 1);
  for (std::size_t i = 1; i < nodes; ++i) place(i);
  text += fmt::format("$EndNodes\n$Elements\n2 {} 1 {}\n0 1 15 1\n1 1\n2 1 2 {}\n",
                      surface.panels() + 1, surface.panels() + 1, surface.panels());
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    const auto& t = surface.triangles[i];
    text += fmt::format("{} {} {} {}\n", i + 2, t[0] + 1, t[1] + 1, t[2] + 1);
  }
  return text + "$EndElements\n";
}

/// One file of every kind; returns the paths.
inline std::vector<std::string> write_all(const Folder& folder, const mesh::Surface& surface) {
  std::vector<std::string> paths;
  const auto add = [&](const std::string& name) {
    paths.push_back(folder.file(name));
    return paths.back();
  };
  for (const bool binary : {false, true}) {
    const std::string kind = binary ? "binary" : "text";
    write_geometry<vtkSTLWriter>(add(kind + ".stl"), surface, binary);
    write_geometry<vtkPLYWriter>(add(kind + ".ply"), surface, binary);
  }
  write_geometry<vtkOBJWriter>(add("plain.obj"), surface, false);
  for (int mode = 0; mode < 4; ++mode) {
    for (const bool packed : {false, true}) {
      const std::string name = std::to_string(mode) + (packed ? "_packed" : "_plain");
      write_xml<vtkXMLPolyDataWriter>(add(name + ".vtp"), poly_data(surface).Get(), mode, packed);
      write_xml<vtkXMLUnstructuredGridWriter>(add(name + ".vtu"), grid(surface).Get(), mode,
                                              packed);
    }
  }
  paths.push_back(folder.write("old.msh", gmsh_2(surface)));
  paths.push_back(folder.write("new.MSH", gmsh_4(surface)));
  return paths;
}

}  // namespace tektite::input
