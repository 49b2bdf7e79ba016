// Tables of numbers that a case names: CSV with a header of names and units.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tektite::io {

/// A column that may be in a table.
struct CsvColumn {
  std::string_view name;
  std::string_view unit = "1";  ///< SI unit of what is read
  bool required = false;
  double least = -std::numeric_limits<double>::infinity();  ///< SI
  double greatest = std::numeric_limits<double>::infinity();
};

struct CsvTable {
  std::string path;
  /// In SI, in the order of the columns asked for; empty for one that the file does not have.
  std::vector<std::vector<double>> columns;
  std::vector<int> lines;  ///< of the rows
  [[nodiscard]] std::size_t rows() const { return lines.size(); }
  /// Throws bad_input "file:line: error: text".
  [[noreturn]] void fail(std::size_t row, const std::string& text) const;
};

/// Reads a file whose first line names columns with their units ("altitude [km], density [kg/m3]";
/// no unit for pure numbers) and whose other lines are rows of decimal numbers; empty lines and
/// those that begin with # are passed over. At most 16 MiB. Throws bad_input with file and line:
/// an unknown, double or missing column, a wrong dimension, a row of another length, what is no
/// finite number or out of range.
[[nodiscard]] CsvTable read_csv(const std::string& path, std::span<const CsvColumn> wanted);

}  // namespace tektite::io
