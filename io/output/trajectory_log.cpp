#include "io/output/trajectory_log.hpp"

#include "io/output/agree.hpp"
#include "io/output/files.hpp"
#include "io/output/polydata.hpp"
#include "io/output/tables.hpp"
#include "solver/base/constants.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>

#include <array>
#include <charconv>
#include <map>
#include <string_view>
#include <system_error>

namespace tektite::output {
namespace {

/// Columns of tables/trajectories.csv but for the second, the body.
constexpr std::array<const char*, 15> headings{"time [s]",
                                               "x [m]",
                                               "y [m]",
                                               "z [m]",
                                               "vx [m/s]",
                                               "vy [m/s]",
                                               "vz [m/s]",
                                               "altitude [m]",
                                               "latitude [deg]",
                                               "longitude [deg]",
                                               "speed [m/s]",
                                               "mass [kg]",
                                               "heat_flux [W/m^2]",
                                               "angle_of_attack [deg]",
                                               "turn_rate [deg/s]"};
constexpr std::size_t time_column = 0;
constexpr std::size_t altitude_column = 7;
constexpr std::size_t latitude_column = 8;
constexpr std::size_t longitude_column = 9;

std::string header() {
  std::string text = std::string(headings[0]) + ",body [-]";
  for (std::size_t i = 1; i < headings.size(); ++i) text += std::string(",") + headings[i];
  return text + "\n";
}

template <class T>
bool parse_cell(std::string_view& line, T& value) {
  const auto cell = line.substr(0, line.find(','));
  const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  line.remove_prefix(std::min(line.size(), cell.size() + 1));
  return result.ec == std::errc() && result.ptr == cell.data() + cell.size();
}

}  // namespace

TrajectoryLog::TrajectoryLog(const RunFolder& folder) : folder_(folder) {
  on_root(folder_.world(), [&] { write_text(folder_.tables() + "/trajectories.csv", header()); });
}

TrajectoryLog::TrajectoryLog(const RunFolder& folder, std::vector<Row> rows)
    : folder_(folder), rows_(std::move(rows)), written_(rows_.size()) {}

TrajectoryLog TrajectoryLog::resume(const RunFolder& folder, double time) {
  std::vector<Row> rows;
  on_root(folder.world(), [&] {
    const std::string path = folder.tables() + "/trajectories.csv";
    const std::string text = exists(path) ? read_text(path) : header();
    require_or(ExitCode::io_failed, text.starts_with(header()), "{} is not a trajectory table",
               path);
    std::string kept = header();
    std::size_t begin = kept.size();
    for (auto end = text.find('\n', begin); end != std::string::npos;
         end = text.find('\n', begin)) {
      const std::string_view whole = std::string_view(text).substr(begin, end - begin);
      std::string_view line = whole;
      Row row;
      bool good = parse_cell(line, row.number[0]) && parse_cell(line, row.body);
      for (std::size_t i = 1; i < headings.size() && good; ++i) {
        good = parse_cell(line, row.number[i]);
      }
      require_or(ExitCode::io_failed, good, "{}: cannot read the line '{}'", path, whole);
      begin = end + 1;
      if (row.number[time_column] > time) continue;
      rows.push_back(row);
      kept.append(whole).append("\n");
    }
    write_text(path, kept);
  });
  return {folder, std::move(rows)};
}

void TrajectoryLog::add(const TrajectoryPoint& point) {
  if (!folder_.world().is_root()) return;
  for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
    if (row->number[time_column] != point.time) break;
    if (row->body == point.body) return;
  }
  const auto& x = point.position;
  const auto& v = point.velocity;
  const double degree = constants::degree;
  rows_.push_back({point.body,
                   {point.time, x.x, x.y, x.z, v.x, v.y, v.z, point.altitude,
                    point.latitude / degree, point.longitude / degree, point.speed, point.mass,
                    point.heat_flux, point.angle_of_attack / degree, point.turn_rate / degree}});
}

void TrajectoryLog::flush() {
  on_root(folder_.world(), [&] {
    std::string text;
    for (std::size_t i = written_; i < rows_.size(); ++i) {
      const auto& row = rows_[i];
      text += fmt::format("{},{}", shortest(row.number[0]), row.body);
      for (std::size_t k = 1; k < headings.size(); ++k)
        text += ',', text += shortest(row.number[k]);
      text += '\n';
    }
    if (!text.empty()) append_bytes(folder_.tables() + "/trajectories.csv", text);
    written_ = rows_.size();
  });
}

void TrajectoryLog::write() {
  flush();
  on_root(folder_.world(), [&] {
    std::map<std::int32_t, std::vector<const Row*>> paths;
    for (const auto& row : rows_) paths[row.body].push_back(&row);

    const vtkNew<vtkPolyData> lines;
    const vtkNew<vtkPoints> points;
    const vtkNew<vtkCellArray> cells;
    points->SetDataTypeToDouble();
    // The place in space is the points'; the velocity stays in the table.
    struct Drawn {
      std::size_t column;
      const char* name;
      const char* unit;
      vtkDoubleArray* array;
    };
    std::array<Drawn, 9> drawn{{{time_column, "time", "s", nullptr},
                                {altitude_column, "altitude", "m", nullptr},
                                {latitude_column, "latitude", "deg", nullptr},
                                {longitude_column, "longitude", "deg", nullptr},
                                {10, "speed", "m/s", nullptr},
                                {11, "mass", "kg", nullptr},
                                {12, "heat_flux", "W/m^2", nullptr},
                                {13, "angle_of_attack", "deg", nullptr},
                                {14, "turn_rate", "deg/s", nullptr}}};
    for (auto& field : drawn) {
      field.array = add_array<vtkDoubleArray>(*lines->GetPointData(), field.name, field.unit);
    }
    auto* const body = add_array<vtkIntArray>(*lines->GetCellData(), "body", "1");
    for (const auto& [id, path] : paths) {
      // A body that was seen once only is a line from its one point to itself.
      cells->InsertNextCell(static_cast<int>(std::max<std::size_t>(path.size(), 2)));
      for (const Row* row : path) {
        const vtkIdType point =
            points->InsertNextPoint(row->number[1], row->number[2], row->number[3]);
        cells->InsertCellPoint(point);
        if (path.size() == 1) cells->InsertCellPoint(point);
        for (const auto& field : drawn) field.array->InsertNextValue(row->number[field.column]);
      }
      body->InsertNextValue(id);
    }
    lines->SetPoints(points);
    lines->SetLines(cells);
    write_text(folder_.fields() + "/trajectories.vtp", to_vtp(*lines));
  });
}

std::vector<TrajectoryPoint> TrajectoryLog::points() const {
  std::vector<TrajectoryPoint> points;
  points.reserve(rows_.size());
  for (const auto& row : rows_) {
    const auto& n = row.number;
    const double degree = constants::degree;
    points.push_back({n[0],
                      row.body,
                      {n[1], n[2], n[3]},
                      {n[4], n[5], n[6]},
                      n[7],
                      n[8] * degree,
                      n[9] * degree,
                      n[10],
                      n[11],
                      n[12],
                      n[13] * degree,
                      n[14] * degree});
  }
  return points;
}

}  // namespace tektite::output
