// The report: report.html, readable without a network, and its twin report.json for programs.
#pragma once

#include "io/output/run_folder.hpp"
#include "io/output/tables.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tektite::output {

/// What report.json says of itself; another number when a program that reads it must change.
inline constexpr std::string_view report_format = "tektite-report-1";

/// One requirement and what the run says about it.
struct Verdict {
  std::string name{};         ///< "Casualty expectation"
  std::string requirement{};  ///< "at most 1e-4 (NASA-STD-8719.14C)"
  double value = 0.0;
  std::string unit = "1";
  std::string verdict{};  ///< "met", "not met", "for information", ...
};

/// A number that a reader looks for first.
struct KeyFigure {
  std::string name{};
  double value = 0.0;
  std::string unit = "1";
  std::string note{};  ///< optional
};

/// A headline result for programs: its name stays the same, in SI.
struct Result {
  std::string name{};  ///< "casualty_area"
  std::string unit = "-";
  Value value{};  ///< a number; empty where it did not happen
};

struct TimelineEvent {
  double time = 0.0;      ///< since entry [s]
  double altitude = 0.0;  ///< [m]
  std::string text{};
};

struct LedgerLine {
  std::string name{};
  double value = 0.0;
  std::string unit{};
};

/// A curve; x and y of equal length. Points that are not finite break the line.
struct Series {
  std::string label{};
  std::vector<double> x{};
  std::vector<double> y{};
};

/// One plot: all its series share the axes.
struct Plot {
  std::string title{};
  std::string x_label{};
  std::string x_unit{};
  std::string y_label{};
  std::string y_unit{};
  std::vector<Series> series{};
  bool swap = false;  ///< draw y to the right and x upwards: e.g. altitude against mass
};

/// All that is said about a run. Plain data in SI; texts are plain text (escaped by the writer).
struct Report {
  std::string title{};
  std::string subtitle{};
  std::vector<Verdict> verdicts{};
  std::vector<KeyFigure> figures{};
  std::vector<Result> results{};  ///< report.json only
  std::vector<TimelineEvent> timeline{};
  Table fragments{};
  std::vector<LedgerLine> ledger{};
  std::vector<Plot> plots{};
  std::vector<std::string> assumptions{};  ///< notes
  std::vector<std::string> warnings{};
  std::vector<std::pair<std::string, std::string>> provenance{};  ///< "Version" -> "0.1.0", ...
};

[[nodiscard]] std::string to_html(const Report& report);
[[nodiscard]] std::string to_json(const Report& report);

/// report.html and report.json by rank 0; `report` may be empty on the others. Throws io_failed, on
/// every rank or on none. @note Collective
void write_report(const RunFolder& folder, const Report& report);

/// `text` with & < > " ' replaced, fit for HTML text and attribute values.
[[nodiscard]] std::string escape_html(const std::string& text);

/// A plot as an <svg> element.
[[nodiscard]] std::string draw_svg(const Plot& plot);

}  // namespace tektite::output
