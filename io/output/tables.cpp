#include "io/output/tables.hpp"

#include "io/output/agree.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace tektite::output {
namespace {

std::string quoted(const std::string& text) {
  // RFC 4180: quotes around what holds a comma, a quote or a line break; quotes doubled inside.
  // Blanks at the ends are quoted too: some readers strip them.
  const bool plain = text.find_first_of(",\"\r\n") == std::string::npos &&
                     (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (plain) return text;
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

}  // namespace

void Table::add(std::vector<Value> row) {
  expect(row.size() == columns_.size(), "a row has a cell for each column");
  rows_.push_back(std::move(row));
}

std::string shortest(double value) {
  if (std::isnan(value)) return "nan";
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end.ptr};
}

std::string text_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<double>(&value)) return shortest(*number);
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  return {};
}

std::string to_csv(const Table& table) {
  std::string text;
  for (const auto& column : table.columns()) {
    if (&column != table.columns().data()) text += ',';
    text += quoted(column.name + " [" + column.unit + "]");
  }
  text += '\n';
  for (const auto& row : table.rows()) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      text += quoted(text_of(row[i]));
    }
    text += '\n';
  }
  return text;
}

void write_csv(const std::string& path, const Table& table) {
  write_text(path, to_csv(table));
}

void write_table(const RunFolder& folder, const std::string& name, const Table& table) {
  on_root(folder.world(), [&] { write_csv(folder.tables() + "/" + name + ".csv", table); });
}

}  // namespace tektite::output
