#include "io/output/picture.hpp"

#include "io/output/files.hpp"
#include "io/output/run_folder.hpp"
#include "io/output/scene.hpp"
#include "io/output/series.hpp"
#include "io/output/ticks.hpp"
#include "io/output/virtual_display.hpp"
#include "solver/base/error.hpp"

#include <fmt/ranges.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkIdList.h>
#include <vtkInformation.h>
#include <vtkInformationStringKey.h>
#include <vtkXMLPPolyDataReader.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace tektite::output {
namespace {

constexpr double automatic_reach = 6.0;  ///< in extents of the reference body

std::vector<SeriesEntry> read_series(const std::string& folder) {
  const std::string path = folder + "/fields/panels.pvd";
  require(exists(path), "there are no fields to draw: {} does not exist", path);
  auto entries = read_pvd(path);
  require(!entries.empty(), "{} lists no times", path);
  return entries;
}

vtkSmartPointer<vtkPolyData> read_fields(const std::string& path) {
  require(exists(path), "{} is listed but does not exist", path);
  const vtkNew<vtkXMLPPolyDataReader> reader;
  reader->SetFileName(path.c_str());
  reader->Update();
  require_or(ExitCode::io_failed, reader->GetErrorCode() == 0 && reader->GetOutput() != nullptr,
             "VTK cannot read {}", path);
  return reader->GetOutput();
}

double field_value(vtkPolyData& data, const char* name, double fallback) {
  auto* const array = data.GetFieldData()->GetArray(name);
  return array != nullptr && array->GetNumberOfTuples() > 0 ? array->GetTuple1(0) : fallback;
}

vtkDataArray& find_field(vtkPolyData& data, const std::string& name) {
  auto& fields = *data.GetCellData();
  std::vector<std::string> known;
  known.reserve(static_cast<std::size_t>(fields.GetNumberOfArrays()));
  for (int i = 0; i < fields.GetNumberOfArrays(); ++i) known.emplace_back(fields.GetArrayName(i));
  auto* const array = fields.GetArray(name.c_str());
  require(array != nullptr, "there is no field '{}'; known: {}", name, fmt::join(known, ", "));
  return *array;
}

std::array<double, 3> cell_centre(vtkPolyData& data, vtkIdType cell) {
  vtkIdType count = 0;
  const vtkIdType* points = nullptr;
  data.GetCellPoints(cell, count, points);
  std::array<double, 3> centre{};
  for (vtkIdType i = 0; i < count; ++i) {
    std::array<double, 3> point{};
    data.GetPoint(points[i], point.data());
    for (std::size_t k = 0; k < 3; ++k) centre[k] += point[k] / static_cast<double>(count);
  }
  return centre;
}

double length(const std::array<double, 3>& vector) {
  return std::hypot(vector[0], vector[1], vector[2]);
}

/// The cells near the origin, with the one field that is drawn.
struct Near {
  vtkNew<vtkPolyData> data;
  std::size_t bodies = 0;       ///< in it
  std::size_t bodies_away = 0;  ///< wholly out of it
};

void select_near(vtkPolyData& all, const PictureOptions& options, Near& near) {
  auto& field = find_field(all, options.field);
  auto& body = find_field(all, "body");
  const auto reference = field_value(all, "reference_body", -1.0);
  const vtkIdType cells = all.GetNumberOfCells();
  std::vector<double> distance(static_cast<std::size_t>(cells));
  double extent = 0.0;
  for (vtkIdType cell = 0; cell < cells; ++cell) {
    const double away = length(cell_centre(all, cell));
    distance[static_cast<std::size_t>(cell)] = away;
    if (body.GetTuple1(cell) == reference) extent = std::max(extent, away);
  }
  double reach = options.reach > 0.0 ? options.reach : automatic_reach * extent;
  if (reach <= 0.0) reach = std::numeric_limits<double>::infinity();

  const vtkNew<vtkCellArray> polygons;
  const vtkNew<vtkDoubleArray> values;
  values->SetName(options.field.c_str());
  std::set<double> inside;
  std::set<double> everywhere;
  for (vtkIdType cell = 0; cell < cells; ++cell) {
    everywhere.insert(body.GetTuple1(cell));
    if (distance[static_cast<std::size_t>(cell)] > reach) continue;
    inside.insert(body.GetTuple1(cell));
    vtkIdType count = 0;
    const vtkIdType* points = nullptr;
    all.GetCellPoints(cell, count, points);
    polygons->InsertNextCell(count, points);
    values->InsertNextValue(field.GetTuple1(cell));
  }
  near.data->SetPoints(all.GetPoints());
  near.data->SetPolys(polygons);
  near.data->GetCellData()->SetScalars(values);
  near.bodies = inside.size();
  near.bodies_away = everywhere.size() - inside.size();
}

std::array<double, 2> colour_range(vtkPolyData& data) {
  std::array<double, 2> range{std::numeric_limits<double>::infinity(),
                              -std::numeric_limits<double>::infinity()};
  auto& values = *data.GetCellData()->GetScalars();
  for (vtkIdType i = 0; i < values.GetNumberOfTuples(); ++i) {
    const double value = values.GetTuple1(i);
    if (!std::isfinite(value)) continue;
    range = {std::min(range[0], value), std::max(range[1], value)};
  }
  if (range[0] > range[1]) return {0.0, 1.0};
  // One colour for one value, and no bar of zero height.
  const double least = 1e-6 * std::max(1.0, std::abs(range[0]));
  if (range[1] - range[0] < least) range[1] = range[0] + std::max(1.0, least);
  // The ends of the bar are labelled: let them be round.
  const double step = round_step(range[1] - range[0], bar_steps);
  return {round_down(range[0], step), round_up(range[1], step)};
}

std::string bar_title(vtkDataArray& field, std::string name) {
  std::ranges::replace(name, '_', ' ');
  const char* unit = field.HasInformation() != 0
                         ? field.GetInformation()->Get(vtkDataArray::UNITS_LABEL())
                         : nullptr;
  const bool bare = unit == nullptr || std::string(unit) == "1";
  return bare ? name : name + " [" + unit + "]";
}

std::string caption(vtkPolyData& all, const Near& near, double time) {
  std::string text = fmt::format("t = {:.1f} s", field_value(all, "TimeValue", time));
  const double altitude = field_value(all, "altitude", 0.0);
  if (altitude > 0.0) text += fmt::format("     altitude {:.2f} km", 1e-3 * altitude);
  text += fmt::format("     {} {}", near.bodies, near.bodies == 1 ? "body" : "bodies");
  if (near.bodies_away > 0) text += fmt::format(" ({} more out of view)", near.bodies_away);
  return text;
}

}  // namespace

std::vector<double> picture_times(const std::string& folder) {
  std::vector<double> times;
  for (const auto& entry : read_series(folder)) times.push_back(entry.time);
  return times;
}

void render_picture(const std::string& folder, const std::string& png,
                    const PictureOptions& options) {
  require(options.width > 0 && options.height > 0 && options.zoom > 0.0,
          "width, height and zoom of a picture must be positive, got {} x {}, {}", options.width,
          options.height, options.zoom);
  require(length(options.camera) > 0.0, "the direction to the camera must not be zero");
  const auto entries = read_series(folder);
  const auto load = [&](const SeriesEntry& e) { return read_fields(folder + "/fields/" + e.file); };
  auto entry = std::prev(entries.end());
  if (options.time) {
    entry = std::ranges::min_element(
        entries, {}, [&](const SeriesEntry& e) { return std::abs(e.time - *options.time); });
  }
  auto all = load(*entry);
  // At the end of a run nothing flies any more: the last picture is the one before that.
  while (!options.time && all->GetNumberOfCells() == 0 && entry != entries.begin()) {
    all = load(*--entry);
  }
  require(all->GetNumberOfCells() > 0, "nothing flies at {} s: there is nothing to draw",
          entry->time);

  Near near;
  select_near(*all, options, near);
  SceneTexts texts;
  texts.title = options.title;
  texts.caption = caption(*all, near, entry->time);
  texts.bar = bar_title(find_field(*all, options.field), options.field);
  const auto range = options.range ? *options.range : colour_range(*near.data);
  require(range[0] < range[1], "the range of the colours must ascend, got {} to {}", range[0],
          range[1]);
  std::string image;
  {
    const VirtualDisplay display;
    image = render_scene(*near.data, range, texts, options);
  }
  write_text(png, image);
}

}  // namespace tektite::output
