#include "io/output/drawing.hpp"

#include "io/output/polydata.hpp"
#include "io/output/primitives.hpp"
#include "io/output/tables.hpp"
#include "solver/vehicle/progress.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkIdList.h>
#include <vtkIntArray.h>
#include <vtkPoints.h>
#include <vtkTypeInt64Array.h>

#include <algorithm>
#include <span>
#include <utility>

namespace tektite::output {
namespace {

enum Status : std::int32_t { sound = 0, melting = 1, thinned = 2, torn = 3 };

Mat3 operator*(const Mat3& a, const Mat3& b) {
  Mat3 product;
  for (int r = 0; r < 3; ++r) {
    for (int c = 0; c < 3; ++c) {
      product(r, c) = a(r, 0) * b(0, c) + a(r, 1) * b(1, c) + a(r, 2) * b(2, c);
    }
  }
  return product;
}

double at(std::span<const double> values, std::size_t index) {
  return values.empty() ? 0.0 : values[index];
}

/// Temperatures, melt and what is left of cells from the outside in. Used for walls and objects.
/// `as_built(i)` is the mass of cell i as built; `counts(i)`: does its melt count?
/// progress(i): what it has gone through.
template <class Cells, class Mass, class Counts, class Progress>
void look_at_cells(const Cells& cells, std::span<const double> enthalpy,
                   std::span<const double> mass, Mass as_built, Counts counts, Progress progress,
                   Shown& shown) {
  std::size_t first = cells.size();
  std::size_t last = 0;
  double molten = 0.0;
  double counted = 0.0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (mass[i] < as_built(i)) shown.status = std::max<std::int32_t>(shown.status, thinned);
    if (mass[i] <= 0.0) continue;
    first = std::min(first, i);
    last = i;
    const double liquid = cells[i].material->liquid_fraction(enthalpy[i], progress(i));
    if (liquid > 0.0) shown.status = std::max<std::int32_t>(shown.status, melting);
    // Char is as thick as what it was made of.
    const auto* const charring = cells[i].material->charring();
    const double ratio =
        charring != nullptr && !progress(i).empty() ? charring->density_ratio(progress(i)) : 1.0;
    shown.thickness_left += cells[i].thickness * mass[i] / (as_built(i) * ratio);
    if (!counts(i)) continue;
    molten += mass[i] * liquid;
    counted += mass[i];
  }
  if (counted > 0.0) shown.melt_fraction = molten / counted;
  if (first == cells.size()) return;  // nothing left: it is about to be declared gone
  shown.temperature_outside = cells[first].material->temperature(enthalpy[first], progress(first));
  shown.temperature_inside = cells[last].material->temperature(enthalpy[last], progress(last));
}

}  // namespace

struct Drawing::Place {
  bool drawn = false;
  Vec3<VehicleAxes> centre;  ///< of mass [m]
  Mat3 turn;                 ///< vehicle's axes to the travelling frame
  Vec3<EarthFixed> offset;   ///< of the centre in the travelling frame [m]

  [[nodiscard]] Vec3<EarthFixed> operator()(const Vec3<VehicleAxes>& point) const {
    return offset + recast<EarthFixed>(turn * (point - centre));
  }
};

struct Drawing::Data {
  vtkNew<vtkPolyData> polygons;
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> cells;
  std::vector<std::pair<vtkDoubleArray*, double Shown::*>> numbers;
  std::vector<std::pair<vtkIntArray*, std::int32_t Shown::*>> integers;
  vtkTypeInt64Array* global_id = nullptr;

  Data() {
    points->SetDataTypeToDouble();
    polygons->SetPoints(points);
    polygons->SetPolys(cells);
    auto& fields = *polygons->GetCellData();
    const auto number = [&](const char* name, const char* unit, double Shown::*member) {
      numbers.emplace_back(add_array<vtkDoubleArray>(fields, name, unit), member);
    };
    const auto integer = [&](const char* name, std::int32_t Shown::*member) {
      integers.emplace_back(add_array<vtkIntArray>(fields, name, "1"), member);
    };
    number("temperature_outside", "K", &Shown::temperature_outside);
    number("temperature_inside", "K", &Shown::temperature_inside);
    number("heat_flux", "W/m^2", &Shown::heat_flux);
    number("pressure", "Pa", &Shown::pressure);
    number("melt_fraction", "1", &Shown::melt_fraction);
    number("thickness_left", "m", &Shown::thickness_left);
    number("margin", "1", &Shown::margin);
    integer("body", &Shown::body);
    integer("part", &Shown::part);
    integer("status", &Shown::status);
    integer("patch", &Shown::patch);
    global_id = add_array<vtkTypeInt64Array>(fields, "global_id", "1");
  }

  void add(const Shown& shown) {
    for (const auto& [array, member] : numbers) array->InsertNextValue(shown.*member);
    for (const auto& [array, member] : integers) array->InsertNextValue(shown.*member);
    global_id->InsertNextValue(shown.global_id);
  }
};

Drawing::Drawing(const vehicle::Vehicle& vehicle, const vehicle::State& state,
                 const FieldData& data)
    : vehicle_(vehicle), state_(state), data_(data), vtk_(std::make_unique<Data>()) {
  const auto frame = travelling_frame(state);
  for (const auto& body : state.bodies) {
    const auto id = static_cast<std::size_t>(body.id);
    if (id >= places_.size()) places_.resize(id + 1);
    places_[id] = {body.status == vehicle::BodyStatus::flying, body.mass.centre,
                   frame.to_frame * rotation(body.flight.attitude),
                   frame.to_frame * (body.flight.position - frame.origin)};
  }
  auto& fields = *vtk_->polygons->GetFieldData();
  add_array<vtkDoubleArray>(fields, "TimeValue", "s")->InsertNextValue(state.time);
  add_array<vtkDoubleArray>(fields, "altitude", "m")->InsertNextValue(data.altitude);
  add_array<vtkIntArray>(fields, "reference_body", "1")->InsertNextValue(frame.body);
  auto* const origin = add_array<vtkDoubleArray>(fields, "frame_origin", "m");
  origin->SetNumberOfComponents(3);
  origin->InsertNextTuple3(frame.origin.x, frame.origin.y, frame.origin.z);
}

Drawing::~Drawing() = default;

const Drawing::Place* Drawing::place_of(std::int32_t body) const {
  if (body < 0 || static_cast<std::size_t>(body) >= places_.size()) return nullptr;
  const auto& place = places_[static_cast<std::size_t>(body)];
  return place.drawn ? &place : nullptr;
}

Shown Drawing::look_at_panel(std::size_t panel) const {
  const auto& mesh = *vehicle_.mesh;
  Shown shown;
  const auto& cells = vehicle_.stack_of(static_cast<std::int32_t>(panel)).cells;
  const auto first = static_cast<std::size_t>(vehicle_.cell_offset[panel]);
  look_at_cells(
      cells, std::span(state_.solid.enthalpy).subspan(first, cells.size()),
      std::span(state_.solid.cell_mass).subspan(first, cells.size()),
      [&](std::size_t i) { return cells[i].areal_mass; },
      [&](std::size_t i) { return cells[i].carries_load; },
      [&](std::size_t i) { return vehicle::progress_of(vehicle_, state_.solid, panel, i); }, shown);
  shown.heat_flux = at(data_.heat_flux, panel);
  shown.pressure = at(data_.pressure, panel);
  shown.margin = at(state_.margin, panel);
  shown.body = state_.body[panel];
  shown.part = mesh.part()[panel];
  shown.patch = mesh.patch()[panel];
  shown.global_id = mesh.global_id()[panel];
  const auto patch = static_cast<std::size_t>(shown.patch);
  if (patch < state_.patch_torn.size() && state_.patch_torn[patch] != 0) shown.status = torn;
  return shown;
}

Shown Drawing::look_at_object(std::size_t object) const {
  Shown shown;
  const auto& cells = vehicle_.objects[object].cells;
  look_at_cells(
      cells, state_.solid.object_enthalpy[object], state_.solid.object_mass[object],
      [&](std::size_t i) { return cells[i].mass; }, [](std::size_t) { return true; },
      [&](std::size_t i) {
        return vehicle::progress_of(vehicle_.objects[object], state_.solid.object_progress[object],
                                    i);
      },
      shown);
  shown.heat_flux = at(data_.object_heat_flux, object);
  shown.body = state_.object_body[object];
  shown.global_id = -1 - static_cast<std::int64_t>(object);
  return shown;
}

void Drawing::add_panels() {
  const auto& mesh = *vehicle_.mesh;
  const auto owned = static_cast<std::size_t>(mesh.owned());
  using Corner = std::pair<std::int32_t, std::int64_t>;  // body, global vertex id
  std::vector<std::pair<Corner, Vec3<VehicleAxes>>> corners;
  std::vector<std::size_t> drawn;
  for (std::size_t panel = 0; panel < owned; ++panel) {
    const auto body = state_.body[panel];
    if (place_of(body) == nullptr) continue;
    drawn.push_back(panel);
    for (std::size_t k = 0; k < 3; ++k) {
      corners.push_back({{body, mesh.corner_id()[panel][k]}, mesh.corners()[panel][k]});
    }
  }
  const auto key = [](const auto& corner) { return corner.first; };
  std::ranges::sort(corners, {}, key);
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  corners.erase(std::unique(corners.begin(), corners.end(), same), corners.end());

  const vtkIdType base = vtk_->points->GetNumberOfPoints();
  for (const auto& [corner, position] : corners) {
    const auto point = (*place_of(corner.first))(position);
    vtk_->points->InsertNextPoint(point.x, point.y, point.z);
  }
  for (const auto panel : drawn) {
    vtk_->cells->InsertNextCell(3);
    for (const auto vertex : mesh.corner_id()[panel]) {
      const auto found =
          std::ranges::lower_bound(corners, Corner{state_.body[panel], vertex}, {}, key);
      vtk_->cells->InsertCellPoint(base + (found - corners.begin()));
    }
    vtk_->add(look_at_panel(panel));
  }
}

void Drawing::add_objects() {
  for (std::size_t i = 0; i < vehicle_.objects.size(); ++i) {
    const auto* const place = place_of(state_.object_body[i]);
    const bool hidden = vehicle_.objects[i].host_object >= 0 && state_.object_released[i] == 0;
    if (place == nullptr || hidden) continue;
    const auto shape = draw_object(vehicle_.objects[i]);
    const vtkIdType base = vtk_->points->GetNumberOfPoints();
    for (const auto& vertex : shape.vertices) {
      const auto point = (*place)(vertex);
      vtk_->points->InsertNextPoint(point.x, point.y, point.z);
    }
    const auto shown = look_at_object(i);
    for (const auto& face : shape.faces) {
      vtk_->cells->InsertNextCell(static_cast<int>(face.size()));
      for (const int vertex : face) vtk_->cells->InsertCellPoint(base + vertex);
      vtk_->add(shown);
    }
  }
}

std::string Drawing::piece() const {
  return to_vtp(*vtk_->polygons);
}

std::string Drawing::parallel_header() const {
  const auto describe = [](const char* name, const char* type, const char* unit) {
    return fmt::format(
        "      <PDataArray type=\"{}\" Name=\"{}\">\n"
        "        <InformationKey name=\"UNITS_LABEL\" location=\"vtkDataArray\">{}"
        "</InformationKey>\n      </PDataArray>\n",
        type, name, unit);
  };
  std::string text =
      "<?xml version=\"1.0\"?>\n"
      "<VTKFile type=\"PPolyData\" version=\"0.1\" byte_order=\"LittleEndian\" "
      "header_type=\"UInt32\" compressor=\"vtkZLibDataCompressor\">\n"
      "  <PPolyData GhostLevel=\"0\">\n";
  // Small enough to be plain text; the pieces carry it too.
  text += "    <FieldData>\n";
  auto& fields = *vtk_->polygons->GetFieldData();
  for (int i = 0; i < fields.GetNumberOfArrays(); ++i) {
    auto& array = *fields.GetArray(i);
    const bool whole = array.GetDataType() == VTK_INT;
    text += fmt::format(
        "      <DataArray type=\"{}\" Name=\"{}\" NumberOfComponents=\"{}\" "
        "NumberOfTuples=\"1\" format=\"ascii\">",
        whole ? "Int32" : "Float64", array.GetName(), array.GetNumberOfComponents());
    for (int k = 0; k < array.GetNumberOfComponents(); ++k) {
      text += ' ', text += shortest(array.GetComponent(0, k));
    }
    text += "</DataArray>\n";
  }
  text += "    </FieldData>\n    <PCellData>\n";
  auto& cells = *vtk_->polygons->GetCellData();
  for (int i = 0; i < cells.GetNumberOfArrays(); ++i) {
    auto& array = *cells.GetArray(i);
    const char* type = array.GetDataType() == VTK_DOUBLE ? "Float64"
                       : array.GetDataType() == VTK_INT  ? "Int32"
                                                         : "Int64";
    text +=
        describe(array.GetName(), type, array.GetInformation()->Get(vtkDataArray::UNITS_LABEL()));
  }
  return text +
         "    </PCellData>\n    <PPoints>\n"
         "      <PDataArray type=\"Float64\" Name=\"Points\" NumberOfComponents=\"3\"/>\n"
         "    </PPoints>\n";
}

}  // namespace tektite::output
