#include "io/output/scene.hpp"

#include "io/output/ticks.hpp"
#include "solver/base/error.hpp"

#include <vtkActor.h>
#include <vtkActor2D.h>
#include <vtkAutoInit.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkColorTransferFunction.h>
#include <vtkFeatureEdges.h>
#include <vtkImageData.h>
#include <vtkLight.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyDataMapper.h>
#include <vtkPolyDataMapper2D.h>
#include <vtkProperty.h>
#include <vtkProperty2D.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkScalarBarActor.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>
#include <vtkUnsignedCharArray.h>
#include <vtkWindowToImageFilter.h>

#include <algorithm>
#include <cmath>

VTK_MODULE_INIT(vtkRenderingOpenGL2)
VTK_MODULE_INIT(vtkRenderingFreeType)

namespace tektite::output {
namespace {

// Rendered this many times too large and averaged down: smooth edges on any driver.
constexpr int oversampling = 2;
constexpr std::array<double, 3> ink{0.11, 0.14, 0.17};

/// Dark violet over red and orange to pale yellow: lightness rises evenly, so it survives grey
/// print.
void fill_colours(vtkLookupTable& table, const std::array<double, 2>& range) {
  const vtkNew<vtkColorTransferFunction> colours;
  colours->SetColorSpaceToLab();
  colours->AddRGBPoint(0.00, 0.16, 0.14, 0.38);
  colours->AddRGBPoint(0.22, 0.43, 0.16, 0.47);
  colours->AddRGBPoint(0.45, 0.72, 0.24, 0.37);
  colours->AddRGBPoint(0.65, 0.91, 0.42, 0.23);
  colours->AddRGBPoint(0.83, 0.98, 0.68, 0.26);
  colours->AddRGBPoint(1.00, 0.99, 0.95, 0.68);
  constexpr int count = 256;
  table.SetNumberOfTableValues(count);
  table.SetTableRange(range[0], range[1]);
  table.SetNanColor(0.6, 0.6, 0.6, 1.0);
  for (int i = 0; i < count; ++i) {
    std::array<double, 3> rgb{};
    colours->GetColor(static_cast<double>(i) / (count - 1), rgb.data());
    table.SetTableValue(i, rgb[0], rgb[1], rgb[2], 1.0);
  }
}

void style_text(vtkTextProperty& text, int size, bool bold) {
  text.SetFontFamilyToArial();
  text.SetFontSize(size * oversampling);
  text.SetColor(ink[0], ink[1], ink[2]);
  text.SetBold(bold ? 1 : 0);
  text.ItalicOff();
  text.ShadowOff();
}

void add_text(vtkRenderer& renderer, const std::string& text, int size, bool bold,
              double from_top) {
  if (text.empty()) return;
  const vtkNew<vtkTextActor> actor;
  actor->SetInput(text.c_str());
  style_text(*actor->GetTextProperty(), size, bold);
  actor->GetTextProperty()->SetVerticalJustificationToTop();
  actor->GetPositionCoordinate()->SetCoordinateSystemToNormalizedViewport();
  actor->SetPosition(0.025, 1.0 - from_top);
  renderer.AddActor2D(actor);
}

void add_surface(vtkRenderer& renderer, vtkPolyData& cells, vtkLookupTable& table) {
  const vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(&cells);
  mapper->SetLookupTable(&table);
  mapper->UseLookupTableScalarRangeOn();
  mapper->SetScalarModeToUseCellData();
  mapper->SetResolveCoincidentTopologyToPolygonOffset();
  const vtkNew<vtkActor> actor;
  actor->SetMapper(mapper);
  auto& look = *actor->GetProperty();
  look.SetInterpolationToFlat();
  // Mostly ambient: the colours must stay readable against the bar on the shaded side too.
  look.SetAmbient(0.68);
  look.SetDiffuse(0.38);
  look.SetSpecular(0.0);
  renderer.AddActor(actor);
}

void add_edges(vtkRenderer& renderer, vtkPolyData& cells) {
  const vtkNew<vtkFeatureEdges> edges;
  edges->SetInputData(&cells);
  edges->BoundaryEdgesOn();
  edges->ManifoldEdgesOn();
  edges->NonManifoldEdgesOn();
  edges->FeatureEdgesOff();
  edges->ColoringOff();
  const vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputConnection(edges->GetOutputPort());
  mapper->ScalarVisibilityOff();
  const vtkNew<vtkActor> actor;
  actor->SetMapper(mapper);
  actor->GetProperty()->SetColor(ink[0], ink[1], ink[2]);
  actor->GetProperty()->SetOpacity(0.22);
  actor->GetProperty()->SetLineWidth(oversampling);
  actor->GetProperty()->LightingOff();
  renderer.AddActor(actor);
}

void add_bar(vtkRenderer& renderer, vtkLookupTable& table, const std::string& title) {
  constexpr double left = 0.58;
  constexpr double bar_width = 0.38;
  const vtkNew<vtkScalarBarActor> bar;
  bar->SetLookupTable(&table);
  const auto* const range = table.GetTableRange();
  const double step = round_step(range[1] - range[0], bar_steps);
  bar->SetNumberOfLabels(1 + static_cast<int>(std::lround((range[1] - range[0]) / step)));
  bar->SetLabelFormat("%.6g");
  bar->UnconstrainedFontSizeOn();
  style_text(*bar->GetLabelTextProperty(), 14, false);
  bar->SetOrientationToHorizontal();
  bar->SetTextPositionToPrecedeScalarBar();
  bar->SetBarRatio(0.4);
  bar->GetPositionCoordinate()->SetCoordinateSystemToNormalizedViewport();
  bar->SetPosition(left, 0.025);
  bar->SetWidth(bar_width);
  bar->SetHeight(0.06);
  renderer.AddActor2D(bar);
  // The actor's own title runs into its labels.
  const vtkNew<vtkTextActor> text;
  text->SetInput(title.c_str());
  style_text(*text->GetTextProperty(), 17, false);
  text->GetTextProperty()->SetJustificationToCentered();
  text->GetPositionCoordinate()->SetCoordinateSystemToNormalizedViewport();
  text->SetPosition(left + 0.5 * bar_width, 0.1);
  renderer.AddActor2D(text);
}

void set_camera(vtkRenderer& renderer, const PictureOptions& options) {
  auto& camera = *renderer.GetActiveCamera();
  const auto& from = options.camera;
  camera.SetFocalPoint(0.0, 0.0, 0.0);
  camera.SetPosition(from[0], from[1], from[2]);
  const bool along_z = std::hypot(from[0], from[1]) < 1e-3 * std::abs(from[2]);
  camera.SetViewUp(along_z ? 1.0 : 0.0, 0.0, along_z ? 0.0 : 1.0);
  camera.SetViewAngle(24.0);
  camera.SetWindowCenter(0.0, -0.05);  // room for the bar
  renderer.ResetCamera();
  camera.Dolly(1.25 * options.zoom);
  renderer.ResetCameraClippingRange();
}

void add_light(vtkRenderer& renderer) {
  const auto add = [&](double x, double y, double z, double intensity) {
    const vtkNew<vtkLight> light;
    light->SetLightTypeToCameraLight();
    light->SetPosition(x, y, z);
    light->SetFocalPoint(0.0, 0.0, 0.0);
    light->SetIntensity(intensity);
    renderer.AddLight(light);
  };
  renderer.AutomaticLightCreationOff();
  add(-0.5, 0.9, 1.0, 0.95);
  add(0.9, -0.2, 0.8, 0.35);
}

/// Where x (flight) and z (up) point in the picture: two arrows in the corner.
void add_compass(vtkRenderer& renderer) {
  auto& camera = *renderer.GetActiveCamera();
  std::array<double, 3> ahead{};
  std::array<double, 3> up{};
  camera.GetDirectionOfProjection(ahead.data());
  camera.OrthogonalizeViewUp();
  camera.GetViewUp(up.data());
  const std::array<double, 3> right{ahead[1] * up[2] - ahead[2] * up[1],
                                    ahead[2] * up[0] - ahead[0] * up[2],
                                    ahead[0] * up[1] - ahead[1] * up[0]};
  constexpr double size = 56.0 * oversampling;
  constexpr double head = 9.0 * oversampling;
  constexpr double centre_x = 110.0 * oversampling;
  constexpr double centre_y = 75.0 * oversampling;
  const auto arrow = [&](std::size_t axis, const char* name) {
    const double x = right[axis];
    const double y = up[axis];
    const double shown = std::hypot(x, y);
    if (shown < 0.15) return;  // it points at the camera or away
    const double tip_x = centre_x + size * x;
    const double tip_y = centre_y + size * y;
    const vtkNew<vtkPoints> points;
    points->InsertNextPoint(centre_x, centre_y, 0.0);
    points->InsertNextPoint(tip_x, tip_y, 0.0);
    for (const double side : {-0.45, 0.45}) {
      points->InsertNextPoint(tip_x - head * (x - side * y) / shown,
                              tip_y - head * (y + side * x) / shown, 0.0);
    }
    const vtkNew<vtkCellArray> lines;
    for (const auto& [a, b] : {std::array<vtkIdType, 2>{0, 1}, {1, 2}, {1, 3}}) {
      const std::array<vtkIdType, 2> line{a, b};
      lines->InsertNextCell(2, line.data());
    }
    const vtkNew<vtkPolyData> drawing;
    drawing->SetPoints(points);
    drawing->SetLines(lines);
    const vtkNew<vtkPolyDataMapper2D> mapper;
    mapper->SetInputData(drawing);
    const vtkNew<vtkActor2D> actor;
    actor->SetMapper(mapper);
    actor->GetProperty()->SetColor(ink[0], ink[1], ink[2]);
    actor->GetProperty()->SetLineWidth(2.0F * oversampling);
    renderer.AddActor2D(actor);
    const vtkNew<vtkTextActor> text;
    text->SetInput(name);
    style_text(*text->GetTextProperty(), 14, false);
    text->GetTextProperty()->SetJustificationToCentered();
    text->GetTextProperty()->SetVerticalJustificationToCentered();
    text->SetPosition(tip_x + 28.0 * oversampling * x / shown,
                      tip_y + 14.0 * oversampling * y / shown);
    renderer.AddActor2D(text);
  };
  arrow(0, "flight");
  arrow(2, "up");
}

/// The mean of each block of pixels.
void shrink(vtkImageData& large, vtkImageData& small, int width, int height) {
  small.SetDimensions(width, height, 1);
  small.AllocateScalars(VTK_UNSIGNED_CHAR, 3);
  const auto* from = static_cast<const unsigned char*>(large.GetScalarPointer());
  auto* to = static_cast<unsigned char*>(small.GetScalarPointer());
  const std::size_t row = static_cast<std::size_t>(3 * width * oversampling);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (std::size_t colour = 0; colour < 3; ++colour) {
        int sum = 0;
        for (int j = 0; j < oversampling; ++j) {
          for (int i = 0; i < oversampling; ++i) {
            sum += from[static_cast<std::size_t>(y * oversampling + j) * row +
                        static_cast<std::size_t>(3 * (x * oversampling + i)) + colour];
          }
        }
        *to++ = static_cast<unsigned char>(sum / (oversampling * oversampling));
      }
    }
  }
}

}  // namespace

std::string render_scene(vtkPolyData& cells, const std::array<double, 2>& range,
                         const SceneTexts& texts, const PictureOptions& options) {
  const vtkNew<vtkLookupTable> table;
  fill_colours(*table, range);
  const vtkNew<vtkRenderer> renderer;
  renderer->GradientBackgroundOn();
  renderer->SetBackground(0.93, 0.945, 0.96);
  renderer->SetBackground2(1.0, 1.0, 1.0);
  add_light(*renderer);
  add_surface(*renderer, cells, *table);
  if (options.edges) add_edges(*renderer, cells);
  add_text(*renderer, texts.title, 26, true, 0.03);
  add_text(*renderer, texts.caption, 18, false, texts.title.empty() ? 0.03 : 0.08);
  add_bar(*renderer, *table, texts.bar);

  const vtkNew<vtkRenderWindow> window;
  window->SetOffScreenRendering(1);
  window->SetMultiSamples(0);
  window->SetSize(options.width * oversampling, options.height * oversampling);
  window->AddRenderer(renderer);
  set_camera(*renderer, options);
  add_compass(*renderer);
  window->Render();

  const vtkNew<vtkWindowToImageFilter> grab;
  grab->SetInput(window);
  grab->SetInputBufferTypeToRGB();
  grab->ReadFrontBufferOff();
  grab->Update();
  const vtkNew<vtkImageData> image;
  shrink(*grab->GetOutput(), *image, options.width, options.height);
  const vtkNew<vtkPNGWriter> writer;
  writer->SetInputData(image);
  writer->WriteToMemoryOn();
  writer->Write();
  auto* const bytes = writer->GetResult();
  require_or(ExitCode::io_failed, bytes != nullptr && bytes->GetNumberOfTuples() > 0,
             "VTK could not make the picture");
  return {reinterpret_cast<const char*>(bytes->GetPointer(0)),
          static_cast<std::size_t>(bytes->GetNumberOfTuples())};
}

}  // namespace tektite::output
