#include "io/output/report.hpp"

#include <vtkSmartPointer.h>
#include <vtkXMLDataElement.h>
#include <vtkXMLUtilities.h>

#include "tests/unit/output/strip.hpp"
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

namespace tektite::output {
namespace {

Report make_report() {
  Report report;
  report.title = "Module <script>alert('x')</script> & \"friends\"";
  report.subtitle = "a test";
  report.verdicts = {{"Casualty expectation", "at most 1e-4", 3.2e-5, "1", "met"},
                     {"Energy <ledger>", "closes to 1e-8", 1.0e-9, "1", "not met"}};
  report.figures = {{"Breakup altitude", 78123.456, "m", "first <separation>"}};
  report.timeline = {{412.5, 78123.0, "tear of <patch 3>"}};
  report.fragments = Table({{"id"}, {"mass", "kg"}, {"cause"}});
  report.fragments.add({1, 0.1, "burst & tear"});
  report.ledger = {{"absorbed", 1.0e9, "J"}};
  report.plots = {{"Altitude", "time", "s", "altitude", "km", {{"a<b", {0, 5, 10}, {100, 50, 0}}}}};
  report.assumptions = {"density is <an estimate>"};
  report.warnings = {"clamped"};
  report.provenance = {{"Version", "0.1.0"}};
  return report;
}

/// Position of each occurrence of `what`.
int count(const std::string& text, const std::string& what) {
  int found = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

TEST(Report, EscapesWhatUsersWrite) {
  EXPECT_EQ(escape_html("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  const auto html = to_html(make_report());
  EXPECT_EQ(count(html, "<script"), 0);
  EXPECT_NE(html.find("&lt;script&gt;alert(&#39;x&#39;)"), std::string::npos);
  for (const char* raw : {"<patch 3>", "<separation>", "<ledger>", "<an estimate>", "a<b"}) {
    EXPECT_EQ(count(html, raw), 0) << raw;
  }
}

TEST(Report, NeedsNoNetwork) {
  const auto html = to_html(make_report());
  // The one address in it is the name of the SVG dialect, which nobody fetches.
  EXPECT_EQ(count(html, "http"), count(html, "xmlns=\"http://www.w3.org/2000/svg\""));
  for (const char* fetch : {"src=", "href=", "@import", "url("}) EXPECT_EQ(count(html, fetch), 0);
}

TEST(Report, EachTagIsClosed) {
  const auto html = to_html(make_report());
  for (const std::string tag :
       {"table", "tr", "td", "th", "div", "ul", "li", "svg", "h2", "body"}) {
    EXPECT_EQ(count(html, "<" + tag + ">") + count(html, "<" + tag + " "),
              count(html, "</" + tag + ">"))
        << tag;
  }
}

TEST(Report, JsonHoldsTheSame) {
  const auto report = make_report();
  const auto json = nlohmann::json::parse(to_json(report));
  EXPECT_EQ(json["title"], report.title);
  EXPECT_EQ(json["verdicts"][0]["value"], 3.2e-5);
  EXPECT_EQ(json["fragments"]["rows"][0][1], 0.1);
  EXPECT_EQ(json["fragments"]["columns"][1]["unit"], "kg");
  EXPECT_EQ(json["plots"][0]["series"][0]["y"][1], 50);
  EXPECT_EQ(json["provenance"]["Version"], "0.1.0");
}

TEST(Report, BadBytesAndNumbersDoNotCostTheReport) {
  auto report = make_report();
  report.title = "caf\xe9";  // Latin-1, not UTF-8
  report.figures[0].value = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(nlohmann::json::parse(to_json(report))["figures"][0]["value"].is_null());
  EXPECT_NE(to_html(report).find("n/a"), std::string::npos);
}

/// The plot's frame is 84 to 622 across and 38 to 326 down; what lies at the ends of the data with
/// round ends lies at the corners of the frame, by proportion.
TEST(Plot, MapsDataToTheFrame) {
  const auto svg = draw_svg(make_report().plots[0]);
  EXPECT_NE(svg.find("d=\"M84.00 38.00L353.00 182.00L622.00 326.00\""), std::string::npos) << svg;
  EXPECT_NE(svg.find("time [s]"), std::string::npos);
  EXPECT_NE(svg.find("altitude [km]"), std::string::npos);
  EXPECT_NE(svg.find(">100</text>"), std::string::npos);
  EXPECT_NE(svg.find(">10</text>"), std::string::npos);
}

TEST(Plot, SwapExchangesTheAxes) {
  Plot plot = make_report().plots[0];
  plot.swap = true;
  const auto svg = draw_svg(plot);
  EXPECT_NE(svg.find("d=\"M622.00 326.00L353.00 182.00L84.00 38.00\""), std::string::npos) << svg;
}

TEST(Plot, IsWellFormedForAnyData) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<Series> cases[] = {
      {},
      {{"empty", {}, {}}},
      {{"one point", {3.0}, {4.0}}},
      {{"flat", {1.0, 2.0}, {0.0, 0.0}}},
      {{"hole", {1.0, 2.0, 3.0, 4.0}, {1.0, nan, 2.0, 3.0}}, {"second & last", {0.0}, {1e-300}}},
      {{"large", {1e9, 2e9}, {-1e12, 1e12}}},
      {{"unequal", {1.0, 2.0, 3.0}, {1.0}}},
  };
  for (const auto& series : cases) {
    const auto svg = draw_svg({"a & b", "x<", "m", "y", "1", series});
    const auto root = vtkSmartPointer<vtkXMLDataElement>::Take(
        vtkXMLUtilities::ReadElementFromString(svg.c_str()));
    ASSERT_NE(root, nullptr) << svg;
    EXPECT_EQ(svg.find("nan"), std::string::npos) << svg;
    EXPECT_EQ(svg.find("inf"), std::string::npos) << svg;
  }
}

TEST(Report, IsWrittenIntoTheRun) {
  const Communicator world(MPI_COMM_SELF);
  const testing::TemporaryFolder temporary(world);
  const auto folder = RunFolder::create(world, temporary.path() + "/run", false);
  write_report(folder, make_report());
  std::ifstream html(folder.path() + "/report.html");
  std::string first;
  std::getline(html, first);
  EXPECT_EQ(first, "<!DOCTYPE html>");
  EXPECT_TRUE(std::filesystem::exists(folder.path() + "/report.json"));
}

}  // namespace
}  // namespace tektite::output
