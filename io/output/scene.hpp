// The stage of a picture: camera, light, colours, texts. For .cpp files only.
#pragma once

#include "io/output/picture.hpp"

#include <vtkPolyData.h>

#include <array>
#include <string>

namespace tektite::output {

/// Steps between the labels of the colour bar, at most.
inline constexpr int bar_steps = 6;

struct SceneTexts {
  std::string title;
  std::string caption;
  std::string bar;  ///< title of the colour bar
};

/// Renders cells coloured by their scalars to the bytes of a PNG file. Needs a display.
[[nodiscard]] std::string render_scene(vtkPolyData& cells, const std::array<double, 2>& range,
                                       const SceneTexts& texts, const PictureOptions& options);

}  // namespace tektite::output
