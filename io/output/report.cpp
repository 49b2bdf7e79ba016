#include "io/output/report.hpp"

#include "io/output/agree.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace tektite::output {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* style = R"(
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, "DejaVu Sans", Arial, sans-serif; color: #1c232b; background: #fff;
  max-width: 72rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.7rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid #c9d1d9; }
.subtitle { color: #57626e; margin: .2rem 0 0; }
table { border-collapse: collapse; font-size: .86rem; }
th, td { text-align: left; padding: .25rem .7rem; border-bottom: 1px solid #e3e7eb; vertical-align: top; }
th { background: #f3f5f7; font-weight: 600; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { overflow-x: auto; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .7rem; }
.figure { border: 1px solid #d9dfe5; border-radius: .4rem; padding: .6rem .8rem; }
.figure .name { color: #57626e; font-size: .82rem; }
.figure .value { font-size: 1.3rem; font-variant-numeric: tabular-nums; }
.figure .note { color: #57626e; font-size: .78rem; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr)); gap: 1rem; }
svg { width: 100%; height: auto; font-family: inherit; }
svg .grid { stroke: #e6eaee; stroke-width: 1; }
svg .axis { stroke: #1c232b; stroke-width: 1.2; fill: none; }
svg .curve { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
svg .tick { font-size: 12px; fill: #3c4650; }
svg .label { font-size: 13px; fill: #1c232b; }
svg .title { font-size: 14px; font-weight: 600; fill: #1c232b; }
.good { color: #0a6b3d; font-weight: 600; }
.bad { color: #b3261e; font-weight: 600; }
.warnings li { color: #8a4b00; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; }
  h2, .figure, .plots svg, tr { break-inside: avoid; } h2 { break-after: avoid; } .wide { overflow: visible; } }
)";

/// For people: six digits are more than any of these results deserves.
std::string readable(double value) {
  if (!std::isfinite(value)) return "n/a";
  return fmt::format("{:.6g}", value);
}

std::string with_unit(double value, const std::string& unit) {
  const bool bare = unit.empty() || unit == "1" || unit == "-";
  return bare ? readable(value) : readable(value) + " " + escape_html(unit);
}

std::string cell(const std::string& html) {
  return fmt::format("<td>{}</td>", html);
}
std::string number_cell(const std::string& html) {
  return fmt::format("<td class=\"number\">{}</td>", html);
}

std::string head_row(const std::vector<std::string>& names) {
  std::string html = "<tr>";
  for (const auto& name : names) html += fmt::format("<th>{}</th>", escape_html(name));
  return html + "</tr>\n";
}

std::string verdict_table(const std::vector<Verdict>& verdicts) {
  std::string html = "<table>\n" + head_row({"Quantity", "Requirement", "Value", "Verdict"});
  for (const auto& line : verdicts) {
    const char* tone = line.verdict == "met" ? "good" : line.verdict == "not met" ? "bad" : "";
    html +=
        fmt::format("<tr>{}{}{}<td class=\"{}\">{}</td></tr>\n", cell(escape_html(line.name)),
                    cell(escape_html(line.requirement)),
                    number_cell(with_unit(line.value, line.unit)), tone, escape_html(line.verdict));
  }
  return html + "</table>\n";
}

std::string figure_grid(const std::vector<KeyFigure>& figures) {
  std::string html = "<div class=\"figures\">\n";
  for (const auto& figure : figures) {
    html += fmt::format(
        "<div class=\"figure\"><div class=\"name\">{}</div><div class=\"value\">{}</div>"
        "<div class=\"note\">{}</div></div>\n",
        escape_html(figure.name), with_unit(figure.value, figure.unit), escape_html(figure.note));
  }
  return html + "</div>\n";
}

std::string timeline_table(const std::vector<TimelineEvent>& events) {
  std::string html = "<table>\n" + head_row({"Time [s]", "Altitude [km]", "Event"});
  for (const auto& event : events) {
    html += fmt::format("<tr>{}{}{}</tr>\n", number_cell(fmt::format("{:.2f}", event.time)),
                        number_cell(fmt::format("{:.3f}", 1e-3 * event.altitude)),
                        cell(escape_html(event.text)));
  }
  return html + "</table>\n";
}

std::string ledger_table(const std::vector<LedgerLine>& ledger) {
  std::string html = "<table>\n" + head_row({"Account", "Value"});
  for (const auto& line : ledger) {
    html += fmt::format("<tr>{}{}</tr>\n", cell(escape_html(line.name)),
                        number_cell(with_unit(line.value, line.unit)));
  }
  return html + "</table>\n";
}

std::string any_table(const Table& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns()) {
    const bool bare = column.unit.empty() || column.unit == "-" || column.unit == "1";
    names.push_back(bare ? column.name : column.name + " [" + column.unit + "]");
  }
  std::string html = "<div class=\"wide\"><table>\n" + head_row(names);
  for (const auto& row : table.rows()) {
    html += "<tr>";
    for (const auto& value : row) {
      const auto* number = std::get_if<double>(&value);
      if (number != nullptr) {
        html += number_cell(readable(*number));
      } else if (std::holds_alternative<std::int64_t>(value)) {
        html += number_cell(text_of(value));
      } else {
        html += cell(escape_html(text_of(value)));
      }
    }
    html += "</tr>\n";
  }
  return html + "</table></div>\n";
}

std::string text_list(const std::vector<std::string>& lines, const char* name) {
  std::string html = fmt::format("<ul class=\"{}\">\n", name);
  for (const auto& line : lines) html += fmt::format("<li>{}</li>\n", escape_html(line));
  return html + "</ul>\n";
}

Json to_json(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  return nullptr;
}

Json to_json(const Table& table) {
  Json columns = Json::array();
  for (const auto& column : table.columns()) {
    columns.push_back({{"name", column.name}, {"unit", column.unit}});
  }
  Json rows = Json::array();
  for (const auto& row : table.rows()) {
    Json cells = Json::array();
    for (const auto& value : row) cells.push_back(to_json(value));
    rows.push_back(std::move(cells));
  }
  return {{"columns", columns}, {"rows", rows}};
}

Json to_json(const Plot& plot) {
  Json series = Json::array();
  for (const auto& curve : plot.series) {
    series.push_back({{"label", curve.label}, {"x", curve.x}, {"y", curve.y}});
  }
  return {{"title", plot.title},
          {"x", {{"label", plot.x_label}, {"unit", plot.x_unit}}},
          {"y", {{"label", plot.y_label}, {"unit", plot.y_unit}}},
          {"series", series}};
}

}  // namespace

std::string escape_html(const std::string& text) {
  std::string html;
  html.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string to_html(const Report& report) {
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{0}</title>\n<style>{2}</style>\n</head>\n<body>\n<h1>{0}</h1>\n"
      "<p class=\"subtitle\">{1}</p>\n",
      escape_html(report.title), escape_html(report.subtitle), style);
  const auto section = [&html](const char* name, bool wanted, const auto& make) {
    if (wanted) html += fmt::format("<h2>{}</h2>\n{}", name, make());
  };
  section("Verdict", !report.verdicts.empty(), [&] { return verdict_table(report.verdicts); });
  section("Key figures", !report.figures.empty(), [&] { return figure_grid(report.figures); });
  section("Warnings", !report.warnings.empty(),
          [&] { return text_list(report.warnings, "warnings"); });
  section("Timeline", !report.timeline.empty(), [&] { return timeline_table(report.timeline); });
  section("Plots", !report.plots.empty(), [&] {
    std::string plots = "<div class=\"plots\">\n";
    for (const auto& plot : report.plots) plots += draw_svg(plot);
    return plots + "</div>\n";
  });
  section("Fragments", !report.fragments.columns().empty(),
          [&] { return any_table(report.fragments); });
  section("Ledger", !report.ledger.empty(), [&] { return ledger_table(report.ledger); });
  section("Assumptions", !report.assumptions.empty(),
          [&] { return text_list(report.assumptions, "assumptions"); });
  section("Provenance", !report.provenance.empty(), [&] {
    std::string table = "<table>\n";
    for (const auto& [name, value] : report.provenance) {
      table += fmt::format("<tr><th>{}</th>{}</tr>\n", escape_html(name), cell(escape_html(value)));
    }
    return table + "</table>\n";
  });
  return html + "</body>\n</html>\n";
}

std::string to_json(const Report& report) {
  Json json{{"format", report_format}, {"title", report.title}, {"subtitle", report.subtitle}};
  json["results"] = Json::object();
  for (const auto& result : report.results) {
    json["results"][result.name] = {{"value", to_json(result.value)}, {"unit", result.unit}};
  }
  json["verdicts"] = Json::array();
  for (const auto& line : report.verdicts) {
    json["verdicts"].push_back({{"name", line.name},
                                {"requirement", line.requirement},
                                {"value", line.value},
                                {"unit", line.unit},
                                {"verdict", line.verdict}});
  }
  json["figures"] = Json::array();
  for (const auto& figure : report.figures) {
    json["figures"].push_back({{"name", figure.name},
                               {"value", figure.value},
                               {"unit", figure.unit},
                               {"note", figure.note}});
  }
  json["timeline"] = Json::array();
  for (const auto& event : report.timeline) {
    json["timeline"].push_back(
        {{"time", event.time}, {"altitude", event.altitude}, {"text", event.text}});
  }
  json["fragments"] = to_json(report.fragments);
  json["ledger"] = Json::array();
  for (const auto& line : report.ledger) {
    json["ledger"].push_back({{"name", line.name}, {"value", line.value}, {"unit", line.unit}});
  }
  json["plots"] = Json::array();
  for (const auto& plot : report.plots) json["plots"].push_back(to_json(plot));
  json["assumptions"] = report.assumptions;
  json["warnings"] = report.warnings;
  json["provenance"] = Json::object();
  for (const auto& [name, value] : report.provenance) json["provenance"][name] = value;
  // A text that is not UTF-8 must not cost the run its report.
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

void write_report(const RunFolder& folder, const Report& report) {
  on_root(folder.world(), [&] {
    write_text(folder.path() + "/report.html", to_html(report));
    write_text(folder.path() + "/report.json", to_json(report));
  });
}

}  // namespace tektite::output
