// Tables: columns with a name and a unit, written as CSV that is equal byte by byte when the
// numbers are equal.
#pragma once

#include "io/output/run_folder.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tektite::output {

struct Column {
  std::string name;
  std::string unit = "-";
};

/// A cell. std::monostate: nothing to say there; an empty cell.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

class Table {
 public:
  Table() = default;
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Appends a row of exactly columns().size() cells: `table.add({body.id, body.mass.mass, name})`.
  void add(std::vector<Value> row);

  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] const std::vector<std::vector<Value>>& rows() const { return rows_; }

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<Value>> rows_;
};

/// The shortest text that reads back to the same double; "nan", "inf", "-inf" where it is not
/// finite.
[[nodiscard]] std::string shortest(double value);
[[nodiscard]] std::string text_of(const Value& value);

/// "id [-],time [s]" and a line a row; cells quoted after RFC 4180 where they need it.
[[nodiscard]] std::string to_csv(const Table& table);

/// Writes atomically. Throws io_failed. Not collective: only the calling rank writes.
void write_csv(const std::string& path, const Table& table);

/// tables/<name>.csv by rank 0; every rank throws the same Error, or none does. @note Collective
void write_table(const RunFolder& folder, const std::string& name, const Table& table);

}  // namespace tektite::output
