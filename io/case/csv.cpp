#include "io/case/csv.hpp"

#include "io/case/document.hpp"
#include "io/case/units.hpp"
#include "solver/base/error.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace tektite::io {
namespace {

constexpr std::size_t most_bytes = std::size_t{16} << 20U;

[[noreturn]] void fail_at(const std::string& path, int line, const std::string& text) {
  throw Error(ExitCode::bad_input, fmt::format("{}:{}: error: {}", path, line, text));
}

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t begin = 0;;) {
    const std::size_t comma = line.find(',', begin);
    fields.push_back(trimmed(line.substr(begin, comma - begin)));
    if (comma == std::string_view::npos) return fields;
    begin = comma + 1;
  }
}

/// A column of the file: which of the wanted ones, and how its numbers become SI.
struct Place {
  std::size_t wanted = 0;
  double offset = 0.0;
  double factor = 1.0;
};

/// "altitude [km]".
Place place_of(std::string_view field, std::span<const CsvColumn> wanted, const std::string& path,
               int line) {
  const std::size_t bracket = field.find('[');
  const std::string_view name = trimmed(field.substr(0, bracket));
  const auto found = std::ranges::find(wanted, name, &CsvColumn::name);
  if (found == wanted.end()) {
    std::vector<std::string_view> names;
    for (const CsvColumn& column : wanted) names.push_back(column.name);
    fail_at(path, line,
            fmt::format("unknown column '{}'; known: {}", name, fmt::join(names, ", ")));
  }
  std::string unit;
  if (bracket != std::string_view::npos) {
    if (!field.ends_with(']')) fail_at(path, line, fmt::format("'{}' lacks a ']'", field));
    unit = trimmed(field.substr(bracket + 1, field.size() - bracket - 2));
    if (unit == "-" || unit == "1") unit.clear();
  }
  const auto value = [&](const char* number) {
    const auto reading =
        read_quantity(unit.empty() ? number : fmt::format("{} {}", number, unit), found->unit);
    if (!reading.problem.empty()) {
      fail_at(path, line, fmt::format("column {}: {}", found->name, reading.problem));
    }
    return reading.value;
  };
  const double zero = value("0");
  return {static_cast<std::size_t>(found - wanted.begin()), zero, value("1") - zero};
}

class Reader {
 public:
  Reader(std::string path, std::span<const CsvColumn> wanted)
      : wanted_(wanted), table_{std::move(path), {}, {}} {
    table_.columns.resize(wanted.size());
  }

  CsvTable read() {
    const std::string text = read_text_file(table_.path, {.bytes = most_bytes});
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string_view line = trimmed(std::string_view(text).substr(begin, end - begin));
      ++number;
      begin = end + 1;
      if (line.empty() || line.front() == '#') continue;
      if (places_.empty()) {
        header(line, number);
      } else {
        row(line, number);
      }
    }
    if (places_.empty()) fail_at(table_.path, 1, "there is no header and no row");
    return std::move(table_);
  }

 private:
  void header(std::string_view line, int number) {
    for (const std::string_view field : fields_of(line)) {
      places_.push_back(place_of(field, wanted_, table_.path, number));
      const std::size_t last = places_.back().wanted;
      if (std::ranges::count(places_, last, &Place::wanted) > 1) {
        fail_at(table_.path, number, fmt::format("column {} is there twice", wanted_[last].name));
      }
    }
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      const bool is_there = std::ranges::find(places_, i, &Place::wanted) != places_.end();
      if (wanted_[i].required && !is_there) {
        fail_at(table_.path, number, fmt::format("there is no column {}", wanted_[i].name));
      }
    }
  }

  void row(std::string_view line, int number) {
    const std::vector<std::string_view> fields = fields_of(line);
    if (fields.size() != places_.size()) {
      fail_at(table_.path, number,
              fmt::format("{} numbers, but the header names {} columns", fields.size(),
                          places_.size()));
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const CsvColumn& column = wanted_[places_[i].wanted];
      const Reading<double> reading = read_number(fields[i]);
      const double value = places_[i].offset + places_[i].factor * reading.value;
      const std::string problem =
          !reading.problem.empty() ? reading.problem
          : !std::isfinite(value) || value < column.least || value > column.greatest
              ? fmt::format("{} is out of range: from {} to {}", quantity_text(value, column.unit),
                            quantity_text(column.least, column.unit),
                            quantity_text(column.greatest, column.unit))
              : std::string();
      if (!problem.empty()) {
        fail_at(table_.path, number, fmt::format("column {}: {}", column.name, problem));
      }
      table_.columns[places_[i].wanted].push_back(value);
    }
    table_.lines.push_back(number);
  }

  std::span<const CsvColumn> wanted_;
  CsvTable table_;
  std::vector<Place> places_;
};

}  // namespace

void CsvTable::fail(std::size_t row, const std::string& text) const {
  fail_at(path, row < lines.size() ? lines[row] : 1, text);
}

CsvTable read_csv(const std::string& path, std::span<const CsvColumn> wanted) {
  return Reader(path, wanted).read();
}

}  // namespace tektite::io
