#include "io/input/formats.hpp"
#include "io/input/vtk_arrays.hpp"
#include "io/input/words.hpp"

#include <vtkCellArray.h>
#include <vtkCellType.h>
#include <vtkDataArray.h>
#include <vtkLogger.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkOutputWindow.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkUnsignedCharArray.h>
#include <vtkUnstructuredGrid.h>
#include <vtkXMLPolyDataReader.h>
#include <vtkXMLUnstructuredGridReader.h>

#include <exception>
#include <optional>
#include <vector>

namespace tektite::input {
namespace {

/// Keeps what VTK would print.
class Messages : public vtkOutputWindow {
 public:
  static Messages* New();
  vtkTypeMacro(Messages, vtkOutputWindow);
  Messages(const Messages&) = delete;
  Messages& operator=(const Messages&) = delete;
  void DisplayText(const char*) override {}
  void DisplayWarningText(const char*) override {}
  void DisplayGenericWarningText(const char*) override {}
  void DisplayErrorText(const char* text) override {
    if (first_.empty()) first_ = text;
  }
  /// The first error, without VTK's own source line; empty if there was none.
  [[nodiscard]] std::string first() const {
    const std::size_t place = first_.find("): ");
    std::string text = place == std::string::npos ? first_ : first_.substr(place + 3);
    text = text.substr(0, text.find('\n'));
    return first_.empty() ? text : text.substr(0, 200) + " (from VTK)";
  }

 protected:
  Messages() = default;
  ~Messages() override = default;

 private:
  std::string first_;
};
vtkStandardNewMacro(Messages)

    /// VTK speaks to `messages` alone while this lives.
    class Listening {
 public:
  explicit Listening(Messages* messages) : before_(vtkOutputWindow::GetInstance()) {
    vtkOutputWindow::SetInstance(messages);
    vtkLogger::SetStderrVerbosity(vtkLogger::VERBOSITY_OFF);
  }
  ~Listening() {
    vtkOutputWindow::SetInstance(before_);
    vtkLogger::SetStderrVerbosity(vtkLogger::VERBOSITY_INFO);
  }
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;

 private:
  vtkSmartPointer<vtkOutputWindow> before_;
};

template <class Reader>
void run(const FileBytes& file, Reader* reader) {
  vtkNew<Messages> messages;
  std::string failure;
  {
    const Listening listening(messages);
    reader->ReadFromInputStringOn();
    reader->SetInputString(file.bytes);
    try {
      reader->Update();
    } catch (const std::exception& error) {  // bad_alloc and the like, from inside VTK
      failure = error.what();
    }
  }
  if (failure.empty()) failure = messages->first();
  if (failure.empty() && reader->GetErrorCode() != 0) failure = "damaged or cut short";
  require(failure.empty(), "{}: {}", file.path, failure);
}

void append_points(const FileBytes& file, vtkPoints* points, TriangleFile& mesh) {
  require(points != nullptr && points->GetNumberOfPoints() > 0, "{}: there are no points in it",
          file.path);
  for (vtkIdType i = 0; i < points->GetNumberOfPoints(); ++i) {
    double p[3] = {};
    points->GetPoint(i, p);
    mesh.vertices.push_back({p[0], p[1], p[2]});
  }
}

/// Appends the polygons among the cells; `types` null: all are polygons. The offsets are looked at
/// before any cell is touched: the file may lie about them.
void append_cells(const FileBytes& file, vtkCellArray* cells, vtkUnsignedCharArray* types,
                  TriangleFile& mesh) {
  if (cells == nullptr || cells->GetNumberOfCells() <= 0) return;
  vtkDataArray* offsets = cells->GetOffsetsArray();
  vtkDataArray* corners = cells->GetConnectivityArray();
  const vtkIdType count = offsets->GetNumberOfTuples() - 1;
  require(types == nullptr || types->GetNumberOfTuples() == count,
          "{}: {} cells, but {} cell types", file.path, count,
          types == nullptr ? 0 : types->GetNumberOfTuples());
  const auto total = static_cast<double>(corners->GetNumberOfTuples());
  std::vector<std::int32_t> polygon;
  for (vtkIdType cell = 0; cell < count; ++cell) {
    const double begin = offsets->GetTuple1(cell);
    const double end = offsets->GetTuple1(cell + 1);
    require(begin >= 0.0 && begin <= end && end <= total, "{}: cell {} has an impossible offset",
            file.path, cell);
    const int type = types == nullptr ? int{VTK_POLYGON} : int{types->GetValue(cell)};
    require(type < VTK_QUADRATIC_EDGE, "{}: cell type {} is of higher order; write linear cells",
            file.path, type);
    if (type != VTK_TRIANGLE && type != VTK_POLYGON && type != VTK_QUAD) continue;
    require(end - begin >= 3.0, "{}: cell {} has fewer than three corners", file.path, cell);
    polygon.clear();
    for (auto i = static_cast<vtkIdType>(begin); i < static_cast<vtkIdType>(end); ++i) {
      polygon.push_back(vertex_index(static_cast<std::int64_t>(corners->GetTuple1(i))));
    }
    append_polygon(polygon, mesh);
  }
}

}  // namespace

TriangleFile read_vtk_poly_data(const FileBytes& file) {
  require_possible_lengths(file, "PolyData");
  vtkNew<vtkXMLPolyDataReader> reader;
  run(file, reader.Get());
  vtkPolyData* data = reader->GetOutput();
  TriangleFile mesh;
  append_points(file, data->GetPoints(), mesh);
  require(data->GetNumberOfStrips() == 0, "{}: triangle strips are not read; write polygons",
          file.path);
  append_cells(file, data->GetPolys(), nullptr, mesh);
  return mesh;
}

TriangleFile read_vtk_unstructured(const FileBytes& file) {
  require_possible_lengths(file, "UnstructuredGrid");
  vtkNew<vtkXMLUnstructuredGridReader> reader;
  run(file, reader.Get());
  vtkUnstructuredGrid* grid = reader->GetOutput();
  TriangleFile mesh;
  append_points(file, grid->GetPoints(), mesh);
  append_cells(file, grid->GetCells(), grid->GetCellTypesArray(), mesh);
  return mesh;
}

}  // namespace tektite::input
