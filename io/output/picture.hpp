// A picture of a run's fields, rendered without a screen.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace tektite::output {

struct PictureOptions {
  std::string field = "temperature_outside";  ///< cell data of panels.pvd
  /// Since entry [s]; the nearest one written. None: the last at which something flies.
  std::optional<double> time{};
  /// From the vehicle to the camera, in the travelling frame (x flight direction, z up).
  std::array<double, 3> camera{0.55, -1.0, 0.45};
  /// Of the colours, in the field's unit; none: of the data, rounded.
  std::optional<std::array<double, 2>> range{};
  double zoom = 1.0;  ///< > 1: closer
  /// Draw only what is within this distance of the reference body's centre [m]. 0: six times the
  /// extent of the reference body; infinity: all.
  double reach = 0.0;
  std::string title{};  ///< above time and altitude; empty: none
  int width = 1600;     ///< [pixels]
  int height = 1000;    ///< [pixels]
  bool edges = true;    ///< draw the panels' edges, faintly
};

/// Renders fields/panels.pvd of the run in `folder` to a PNG file, written atomically. VTK needs an
/// X display: a virtual one is started (Xvfb, package xvfb) and ended again; without it the display
/// of the environment is used. Throws bad_input (no such run, time series or field; no display) or
/// io_failed. Serial: call it on one rank.
void render_picture(const std::string& folder, const std::string& png,
                    const PictureOptions& options = {});

/// Times [s] of a run's panels.pvd, ascending. Throws bad_input if there is none.
[[nodiscard]] std::vector<double> picture_times(const std::string& folder);

}  // namespace tektite::output
