// Plots as SVG: axes, ticks at round numbers, curves, a legend. No library, no script.
#include "io/output/report.hpp"
#include "io/output/ticks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tektite::output {
namespace {

constexpr double width = 640.0;  ///< of the drawing [px]
constexpr double height = 380.0;
constexpr double left = 84.0;  ///< margins [px]
constexpr double right = 18.0;
constexpr double top = 38.0;
constexpr double bottom = 54.0;
constexpr double legend_line = 17.0;
constexpr int wanted_ticks = 6;
constexpr std::size_t most_points = 2000;  ///< of a curve; more cannot be told apart on paper

// Readable by the colour-blind (Okabe and Ito).
constexpr std::array<const char*, 6> colours{"#0072b2", "#d55e00", "#009e73",
                                             "#cc79a7", "#e69f00", "#56b4e9"};

/// Range of an axis and its ticks, first to last in equal steps.
struct Axis {
  double low = 0.0;
  double high = 1.0;
  double step = 0.2;
};

Axis make_axis(const std::vector<const std::vector<double>*>& values) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const auto* list : values) {
    for (const double value : *list) {
      if (!std::isfinite(value)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  if (low > high) return {};
  if (low == high) {
    const double half = low == 0.0 ? 1.0 : 0.5 * std::abs(low);
    low -= half;
    high += half;
  }
  // Zero belongs to the axis if it is near.
  if (low > 0.0 && low < 0.4 * high) low = 0.0;
  if (high < 0.0 && high > 0.4 * low) high = 0.0;
  Axis axis;
  axis.step = round_step(high - low, wanted_ticks);
  axis.low = round_down(low, axis.step);
  axis.high = round_up(high, axis.step);
  return axis;
}

/// A tick's text: no more digits than the step has, thousands with a thin space.
std::string tick_text(double value, double step) {
  if (std::abs(value) < 1e-9 * step) return "0";
  const double size = std::max(std::abs(value), step);
  if (size >= 1e7 || step < 1e-4) return fmt::format("{:.6g}", std::round(value / step) * step);
  const int digits = std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
  return fmt::format("{:.{}f}", value, digits);
}

double place_x(const Axis& axis, double value) {
  return left + (width - left - right) * (value - axis.low) / (axis.high - axis.low);
}
double place_y(const Axis& axis, double value) {
  return height - bottom - (height - top - bottom) * (value - axis.low) / (axis.high - axis.low);
}

std::string label(const std::string& name, const std::string& unit) {
  return escape_html(unit.empty() ? name : name + " [" + unit + "]");
}

std::string draw_axes(const Plot& plot, const Axis& x, const Axis& y) {
  std::string svg;
  const double floor = height - bottom;
  const auto count = [](const Axis& axis) {
    return static_cast<int>(std::lround((axis.high - axis.low) / axis.step));
  };
  for (int i = 0; i <= count(x); ++i) {
    const double value = x.low + i * x.step;
    const double at = place_x(x, value);
    svg += fmt::format(
        "<line class=\"grid\" x1=\"{0:.2f}\" y1=\"{1:.2f}\" x2=\"{0:.2f}\" y2=\"{2:.2f}\"/>"
        "<text class=\"tick\" x=\"{0:.2f}\" y=\"{3:.2f}\" text-anchor=\"middle\">{4}</text>\n",
        at, top, floor, floor + 17.0, tick_text(value, x.step));
  }
  for (int i = 0; i <= count(y); ++i) {
    const double value = y.low + i * y.step;
    const double at = place_y(y, value);
    svg += fmt::format(
        "<line class=\"grid\" x1=\"{1:.2f}\" y1=\"{0:.2f}\" x2=\"{2:.2f}\" y2=\"{0:.2f}\"/>"
        "<text class=\"tick\" x=\"{3:.2f}\" y=\"{4:.2f}\" text-anchor=\"end\">{5}</text>\n",
        at, left, width - right, left - 8.0, at + 4.0, tick_text(value, y.step));
  }
  svg += fmt::format("<path class=\"axis\" d=\"M{0:.2f} {1:.2f}V{2:.2f}H{3:.2f}\"/>\n", left, top,
                     floor, width - right);
  svg += fmt::format("<text class=\"title\" x=\"{:.2f}\" y=\"20\">{}</text>\n", left,
                     escape_html(plot.title));
  svg += fmt::format(
      "<text class=\"label\" x=\"{:.2f}\" y=\"{:.2f}\" text-anchor=\"middle\">{}</text>\n",
      0.5 * (left + width - right), height - 14.0, label(plot.x_label, plot.x_unit));
  const double middle = 0.5 * (top + floor);
  svg += fmt::format(
      "<text class=\"label\" x=\"18\" y=\"{0:.2f}\" text-anchor=\"middle\" "
      "transform=\"rotate(-90 18 {0:.2f})\">{1}</text>\n",
      middle, label(plot.y_label, plot.y_unit));
  return svg;
}

std::string draw_curve(const Series& series, const Axis& x, const Axis& y, const char* colour) {
  const std::size_t count = std::min(series.x.size(), series.y.size());
  const std::size_t stride = std::max<std::size_t>(1, (count + most_points - 1) / most_points);
  std::string path;
  bool pen_down = false;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % stride != 0 && i + 1 != count) continue;
    if (!std::isfinite(series.x[i]) || !std::isfinite(series.y[i])) {
      pen_down = false;
      continue;
    }
    path += fmt::format("{}{:.2f} {:.2f}", pen_down ? 'L' : 'M', place_x(x, series.x[i]),
                        place_y(y, series.y[i]));
    pen_down = true;
  }
  return fmt::format("<path class=\"curve\" stroke=\"{}\" d=\"{}\"/>\n", colour, path);
}

std::string draw_legend(const Plot& plot) {
  if (plot.series.size() < 2) return {};
  std::string svg;
  double at = top + 14.0;
  for (std::size_t i = 0; i < plot.series.size(); ++i, at += legend_line) {
    const double x = width - right - 150.0;
    svg += fmt::format(
        "<line class=\"curve\" stroke=\"{}\" x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" "
        "y2=\"{:.2f}\"/><text class=\"tick\" x=\"{:.2f}\" y=\"{:.2f}\">{}</text>\n",
        colours[i % colours.size()], x, at - 4.0, x + 22.0, at - 4.0, x + 28.0, at,
        escape_html(plot.series[i].label));
  }
  return svg;
}

Plot swapped(Plot plot) {
  plot.swap = false;
  std::swap(plot.x_label, plot.y_label);
  std::swap(plot.x_unit, plot.y_unit);
  for (auto& series : plot.series) std::swap(series.x, series.y);
  return plot;
}

}  // namespace

std::string draw_svg(const Plot& plot) {
  if (plot.swap) return draw_svg(swapped(plot));
  std::vector<const std::vector<double>*> all_x;
  std::vector<const std::vector<double>*> all_y;
  for (const auto& series : plot.series) {
    all_x.push_back(&series.x);
    all_y.push_back(&series.y);
  }
  const Axis x = make_axis(all_x);
  const Axis y = make_axis(all_y);
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
      "aria-label=\"{2}\">\n",
      width, height, escape_html(plot.title));
  svg += draw_axes(plot, x, y);
  for (std::size_t i = 0; i < plot.series.size(); ++i) {
    svg += draw_curve(plot.series[i], x, y, colours[i % colours.size()]);
  }
  return svg + draw_legend(plot) + "</svg>\n";
}

}  // namespace tektite::output
