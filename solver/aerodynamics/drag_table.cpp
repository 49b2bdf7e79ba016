#include "solver/aerodynamics/drag_table.hpp"

#include "io/case/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tektite::aerodynamics {

namespace {

/// Index of the node below and the share of the one above, in [0, 1].
std::pair<std::size_t, double> place(const std::vector<double>& nodes, double value) {
  if (nodes.size() < 2 || value <= nodes.front()) return {0, 0.0};
  if (value >= nodes.back()) return {nodes.size() - 2, 1.0};
  const auto above = std::ranges::upper_bound(nodes, value);
  const auto i = static_cast<std::size_t>(above - nodes.begin()) - 1;
  return {i, (value - nodes[i]) / (nodes[i + 1] - nodes[i])};
}

}  // namespace

DragTable::DragTable(const std::string& path) {
  const std::array<io::CsvColumn, 4> wanted = {{{"mach", "1", true, 0.0, 1e3},
                                                {"knudsen", "1", false, 1e-9, 1e9},
                                                {"drag", "1", false, 0.0, 1e3},
                                                {"factor", "1", false, 0.0, 1e3}}};
  const io::CsvTable table = io::read_csv(path, wanted);
  const auto& mach = table.columns[0];
  const auto& knudsen = table.columns[1];
  if (table.rows() == 0) table.fail(0, "a drag table needs a row or more");
  if (table.columns[2].empty() == table.columns[3].empty()) {
    table.fail(0, "a drag table has one of the columns drag and factor");
  }
  is_factor_ = table.columns[2].empty();
  values_ = is_factor_ ? table.columns[3] : table.columns[2];
  std::size_t width = 1;
  if (knudsen.empty()) {
    log_knudsen_ = {0.0};
  } else {
    while (width < table.rows() && mach[width] == mach[0]) ++width;
    for (std::size_t i = 0; i < width; ++i) log_knudsen_.push_back(std::log10(knudsen[i]));
  }
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const std::size_t column = i % width;
    if (column == 0 && !mach_.empty() && mach[i] <= mach_.back()) {
      table.fail(i, width == 1 ? "Mach numbers must rise from row to row"
                               : fmt::format("Mach numbers must rise, each with the {} Knudsen "
                                             "numbers of the first",
                                             width));
    }
    if (column == 0) mach_.push_back(mach[i]);
    if (mach[i] != mach_.back() || (width > 1 && knudsen[i] != knudsen[column])) {
      table.fail(i, "every Mach number needs the Knudsen numbers of the first, in the same order");
    }
    if (column > 0 && log_knudsen_[column] <= log_knudsen_[column - 1]) {
      table.fail(i, "Knudsen numbers must rise within a Mach number");
    }
  }
  if (table.rows() % width != 0) {
    table.fail(table.rows() - 1, "the last Mach number lacks Knudsen numbers of the first");
  }
}

double DragTable::at(double mach, double knudsen) const {
  const auto [m, a] = place(mach_, mach);
  const auto [k, b] = place(log_knudsen_, std::log10(std::max(knudsen, 1e-300)));
  const std::size_t width = log_knudsen_.size();
  const std::size_t m_next = std::min(m + 1, mach_.size() - 1);
  const std::size_t k_next = std::min(k + 1, width - 1);
  const double low = (1.0 - b) * values_[m * width + k] + b * values_[m * width + k_next];
  const double high =
      (1.0 - b) * values_[m_next * width + k] + b * values_[m_next * width + k_next];
  return (1.0 - a) * low + a * high;
}

}  // namespace tektite::aerodynamics
