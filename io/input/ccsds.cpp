#include "io/input/ccsds.hpp"

#include "io/input/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace tektite::input {
namespace {

/// ITRF, ITRF2000, ITRF-97, ITRF1993.
bool is_terrestrial(std::string_view name) {
  if (name.size() < 4 || !equal_ignoring_case(name.substr(0, 4), "ITRF")) return false;
  name.remove_prefix(4);
  if (name.starts_with('-')) name.remove_prefix(1);
  return (name.empty() || name.size() == 2 || name.size() == 4) &&
         name.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

void read_version(const TextLines& file, const KvnLine& line,
                  std::span<const std::string_view> versions) {
  if (std::ranges::find(versions, line.value) == versions.end()) {
    file.fail(line.line, line.value,
              fmt::format("version '{}' is not read; known: {}", shown(line.value),
                          fmt::join(versions, ", ")));
  }
}

Axes read_axes(const KvnFields& fields, std::string_view keyword) {
  struct Named {
    std::string_view name;
    Axes axes;
  };
  constexpr std::array<Named, 6> table = {{{"EME2000", Axes::eme2000},
                                           {"J2000", Axes::eme2000},
                                           {"GCRF", Axes::gcrf},
                                           {"ICRF", Axes::gcrf},
                                           {"TOD", Axes::tod},
                                           {"TEME", Axes::teme}}};
  const std::string_view name = fields.text(keyword);
  for (const Named& row : table) {
    if (equal_ignoring_case(row.name, name)) return row.axes;
  }
  if (!is_terrestrial(name)) {
    fields.fail(keyword, fmt::format("{} '{}' is not read; known: EME2000, J2000, GCRF, ICRF, "
                                     "TOD, TEME, ITRF with or without its year",
                                     keyword, shown(name)));
  }
  return Axes::earth_fixed;
}

TimeScale read_time_scale(const KvnFields& fields) {
  const std::string_view name = fields.text("TIME_SYSTEM");
  if (equal_ignoring_case(name, "UTC")) return TimeScale::utc;
  if (equal_ignoring_case(name, "TAI")) return TimeScale::tai;
  if (equal_ignoring_case(name, "TT") || equal_ignoring_case(name, "TDT")) return TimeScale::tt;
  if (equal_ignoring_case(name, "GPS")) return TimeScale::gps;
  fields.fail("TIME_SYSTEM",
              fmt::format("TIME_SYSTEM '{}' is not read; known: UTC, TAI, TT, GPS", shown(name)));
}

void check_frame(const KvnFields& fields, Axes axes) {
  if (!equal_ignoring_case(fields.text("CENTER_NAME"), "EARTH")) {
    fields.fail("CENTER_NAME", fmt::format("CENTER_NAME must be EARTH, found '{}'",
                                           shown(fields.text("CENTER_NAME"))));
  }
  const bool is_of_date = axes == Axes::tod || axes == Axes::teme;
  if (is_of_date && fields.has("REF_FRAME_EPOCH")) {
    fields.fail("REF_FRAME_EPOCH",
                fmt::format("axes of date are read as those of each state's own time; "
                            "REF_FRAME_EPOCH with {} is not read",
                            fields.text("REF_FRAME")));
  }
}

bool is_comment(const TextLine& line) {
  std::string_view text = line.text;
  return take_word(text) == "COMMENT";
}

}  // namespace tektite::input
