#include "solver/driver/sweep/collect.hpp"

#include "io/case/units.hpp"
#include "io/output/files.hpp"
#include "io/output/json.hpp"
#include "io/output/report.hpp"
#include "io/output/tables.hpp"
#include "solver/base/log.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

namespace tektite::driver::sweep {
namespace {

using Json = nlohmann::ordered_json;
using output::Column;
using output::Table;
using output::Value;

/// One member with what it found.
struct Row {
  std::int64_t index = 0;
  MemberStatus status;
  std::vector<std::pair<Column, Value>> results;
};

std::vector<std::pair<Column, Value>> read_results(const std::string& file) {
  const Json json = output::read_json(file);
  require(json.is_object() && json.value("format", Json()) == output::report_format,
          "{} is damaged, or not of the format {}", file, output::report_format);
  std::vector<std::pair<Column, Value>> results;
  try {
    for (const auto& [name, result] : json.at("results").items()) {
      const Column column{name, result.at("unit").get<std::string>()};
      const Json& value = result.at("value");
      if (value.is_null()) {
        results.emplace_back(column, Value());
      } else if (value.is_number_integer()) {
        results.emplace_back(column, value.get<std::int64_t>());
      } else {
        results.emplace_back(column, value.get<double>());
      }
    }
  } catch (const Json::exception&) {
    throw Error(ExitCode::bad_input, fmt::format("{} is damaged", file));
  }
  return results;
}

std::vector<Row> read_rows(const SweepFolder& folder) {
  std::vector<Row> rows;
  for (std::int64_t index = 0; index < folder.members(); ++index) {
    Row row{index, folder.status(index), {}};
    if (row.status.standing == Standing::done) {
      row.results = read_results(folder.run_path(index) + "/report.json");
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The results that any member has, in the order in which they are first met.
std::vector<Column> result_columns(const std::vector<Row>& rows) {
  std::vector<Column> columns;
  for (const Row& row : rows) {
    for (const auto& result : row.results) {
      const bool is_known = std::any_of(columns.begin(), columns.end(), [&](const Column& known) {
        return known.name == result.first.name;
      });
      if (!is_known) columns.push_back(result.first);
    }
  }
  return columns;
}

Value result_of(const Row& row, const std::string& name) {
  for (const auto& [column, value] : row.results) {
    if (column.name == name) return value;
  }
  return {};
}

Table table_of(const SweepFolder& folder, const std::vector<Row>& rows,
               const std::vector<Column>& results) {
  std::vector<Column> columns{{"member"}, {"standing"}, {"exit_code"}};
  for (const auto& [path, unit] : folder.axes())
    columns.push_back({path, unit.empty() ? "-" : unit});
  columns.insert(columns.end(), results.begin(), results.end());
  Table table(columns);
  for (const Row& row : rows) {
    std::vector<Value> cells{row.index, std::string(name_of(row.status.standing))};
    cells.push_back(row.status.exit_code < 0 ? Value() : Value(std::int64_t{row.status.exit_code}));
    const std::vector<std::string> values = folder.values(folder.member(row.index));
    for (std::size_t a = 0; a < values.size(); ++a) {
      const std::string& unit = folder.axes()[a].second;
      cells.push_back(unit.empty() ? Value(values[a]) : Value(io::to_si(values[a], unit)));
    }
    for (const Column& column : results) cells.push_back(result_of(row, column.name));
    table.add(std::move(cells));
  }
  return table;
}

/// Quantile of ascending numbers, linear between them: type 7. Ref: HyndmanFan1996.
double quantile(const std::vector<double>& ascending, double share) {
  const double at = share * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, ascending.size() - 1);
  const double part = at - static_cast<double>(below);
  return ascending[below] + part * (ascending[above] - ascending[below]);
}

/// Mean, deviation, standard error, and order statistics of numbers in the order of the members.
std::vector<Value> statistics_of(std::vector<double> numbers) {
  if (numbers.empty()) return std::vector<Value>(8);
  const auto count = static_cast<double>(numbers.size());
  double sum = 0.0;
  for (const double x : numbers) sum += x;
  const double mean = sum / count;
  double squares = 0.0;
  for (const double x : numbers) squares += (x - mean) * (x - mean);
  std::vector<Value> cells;
  cells.emplace_back(mean);
  cells.resize(3);
  if (numbers.size() > 1) {
    const double deviation = std::sqrt(squares / (count - 1.0));
    cells[1] = deviation;
    cells[2] = deviation / std::sqrt(count);
  }
  std::ranges::sort(numbers);
  for (const double share : {0.0, 0.05, 0.5, 0.95, 1.0}) {
    cells.emplace_back(quantile(numbers, share));
  }
  return cells;
}

Table statistics_table(const SweepFolder& folder, const std::vector<Row>& rows,
                       const std::vector<Column>& results) {
  Table table({{"combination"},
               {"result"},
               {"unit"},
               {"members"},
               {"values"},
               {"mean"},
               {"standard_deviation"},
               {"standard_error_of_mean"},
               {"least"},
               {"quantile_5_percent"},
               {"median"},
               {"quantile_95_percent"},
               {"greatest"}});
  // Where nothing is sampled every combination has one member: then all of them together.
  const bool is_grouped = folder.combinations() > 1 && folder.combinations() < folder.members();
  const std::int64_t groups = is_grouped ? folder.combinations() : 1;
  for (std::int64_t group = 0; group < groups; ++group) {
    for (const Column& column : results) {
      std::vector<double> numbers;
      std::int64_t members = 0;
      for (const Row& row : rows) {
        if (row.status.standing != Standing::done || row.index % groups != group) continue;
        ++members;
        const Value value = result_of(row, column.name);
        if (const auto* number = std::get_if<double>(&value)) numbers.push_back(*number);
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
          numbers.push_back(static_cast<double>(*number));
        }
      }
      std::vector<Value> cells{is_grouped ? Value(group) : Value(), column.name, column.unit,
                               members, static_cast<std::int64_t>(numbers.size())};
      const std::vector<Value> figures = statistics_of(std::move(numbers));
      cells.insert(cells.end(), figures.begin(), figures.end());
      table.add(std::move(cells));
    }
  }
  return table;
}

std::string counts_of(const std::vector<MemberStatus>& all) {
  std::vector<std::string> parts;
  for (const Standing standing : {Standing::done, Standing::running, Standing::waiting,
                                  Standing::stopped, Standing::killed, Standing::failed}) {
    const auto count = std::count_if(all.begin(), all.end(), [&](const MemberStatus& status) {
      return status.standing == standing;
    });
    if (count > 0) parts.push_back(fmt::format("{} {}", count, name_of(standing)));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string line_of(std::int64_t index, const MemberStatus& status) {
  std::string line = fmt::format("{}  {:7s}", member_name(index), name_of(status.standing));
  if (status.standing == Standing::failed) line += fmt::format("  exit {}", status.exit_code);
  if (!status.reason.empty()) line += "  " + status.reason;
  return line;
}

}  // namespace

void print_status(const SweepFolder& folder) {
  std::vector<MemberStatus> all;
  for (std::int64_t index = 0; index < folder.members(); ++index) {
    all.push_back(folder.status(index));
  }
  log::info("{}: {} members: {}", folder.title(), folder.members(), counts_of(all));
  for (std::int64_t index = 0; index < folder.members(); ++index) {
    const MemberStatus& status = all[static_cast<std::size_t>(index)];
    if (status.standing == Standing::done || status.standing == Standing::waiting) continue;
    log::info("{}", line_of(index, status));
  }
}

void collect(const SweepFolder& folder, bool partial) {
  const std::vector<Row> rows = read_rows(folder);
  std::vector<std::string> missing;
  for (const Row& row : rows) {
    if (row.status.standing != Standing::done) missing.push_back(line_of(row.index, row.status));
  }
  constexpr std::size_t most_lines = 20;
  const std::size_t count = missing.size();
  if (count > most_lines) {
    missing.resize(most_lines);
    missing.push_back(fmt::format("... and {} more", count - most_lines));
  }
  require(
      partial || missing.empty(),
      "{} of {} members are not done; fly them with `tektite sweep resume {}`, or take the rest "
      "with --partial:\n{}",
      count, rows.size(), folder.path(), fmt::join(missing, "\n"));
  const std::vector<Column> results = result_columns(rows);
  const Table table = table_of(folder, rows, results);
  const Table statistics = statistics_table(folder, rows, results);
  output::write_csv(folder.path() + "/table.csv", table);
  output::write_csv(folder.path() + "/statistics.csv", statistics);
  if (count > 0) {
    log::warning("{} of {} members are not done and not in the statistics", count, rows.size());
  }
  log::info("{0}/table.csv, {0}/statistics.csv: {1} of {2} members", folder.path(),
            rows.size() - count, rows.size());
}

}  // namespace tektite::driver::sweep
