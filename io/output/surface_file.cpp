#include "io/output/surface_file.hpp"

#include "io/output/polydata.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkIntArray.h>
#include <vtkPoints.h>
#include <vtkTypeInt64Array.h>

namespace tektite::output {

std::string surface_vtp(const mesh::Surface& surface, std::span<const SurfaceArray> cells,
                        std::span<const SurfaceArray> whole) {
  const vtkNew<vtkPolyData> data;
  const vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  for (const auto& vertex : surface.vertices) points->InsertNextPoint(vertex.x, vertex.y, vertex.z);
  data->SetPoints(points);
  const vtkNew<vtkCellArray> polygons;
  for (const auto& triangle : surface.triangles) {
    polygons->InsertNextCell(3);
    for (const std::int32_t vertex : triangle) polygons->InsertCellPoint(vertex);
  }
  data->SetPolys(polygons);
  vtkFieldData& on_cells = *data->GetCellData();
  for (const SurfaceArray& array : cells) {
    expect(array.values.size() == surface.panels(), "one number a panel");
    auto* const added = add_array<vtkDoubleArray>(on_cells, array.name.c_str(), array.unit.c_str());
    for (const double value : array.values) added->InsertNextValue(value);
  }
  auto* const part = add_array<vtkIntArray>(on_cells, "part", "1");
  auto* const global_id = add_array<vtkTypeInt64Array>(on_cells, "global_id", "1");
  for (std::size_t i = 0; i < surface.panels(); ++i) {
    part->InsertNextValue(surface.part[i]);
    global_id->InsertNextValue(static_cast<vtkTypeInt64>(i));
  }
  vtkFieldData& fields = *data->GetFieldData();
  for (const SurfaceArray& array : whole) {
    add_array<vtkDoubleArray>(fields, array.name.c_str(), array.unit.c_str())
        ->InsertNextValue(array.values.front());
  }
  return to_vtp(*data);
}

}  // namespace tektite::output
