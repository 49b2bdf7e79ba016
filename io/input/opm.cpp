// Orbit Parameter Messages, keyword-value notation. Ref: CCSDS502
#include "io/input/ccsds.hpp"
#include "io/input/words.hpp"
#include "solver/base/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace tektite::input {
namespace {

constexpr std::size_t most_manoeuvres = 1000;

constexpr std::array<std::string_view, 3> versions = {"1.0", "2.0", "3.0"};

constexpr std::array<std::string_view, 53> keywords = {"CCSDS_OPM_VERS",
                                                       "CLASSIFICATION",
                                                       "CREATION_DATE",
                                                       "ORIGINATOR",
                                                       "MESSAGE_ID",
                                                       "OBJECT_NAME",
                                                       "OBJECT_ID",
                                                       "CENTER_NAME",
                                                       "REF_FRAME",
                                                       "REF_FRAME_EPOCH",
                                                       "TIME_SYSTEM",
                                                       "EPOCH",
                                                       "X",
                                                       "Y",
                                                       "Z",
                                                       "X_DOT",
                                                       "Y_DOT",
                                                       "Z_DOT",
                                                       "SEMI_MAJOR_AXIS",
                                                       "ECCENTRICITY",
                                                       "INCLINATION",
                                                       "RA_OF_ASC_NODE",
                                                       "ARG_OF_PERICENTER",
                                                       "TRUE_ANOMALY",
                                                       "MEAN_ANOMALY",
                                                       "GM",
                                                       "MASS",
                                                       "SOLAR_RAD_AREA",
                                                       "SOLAR_RAD_COEFF",
                                                       "DRAG_AREA",
                                                       "DRAG_COEFF",
                                                       "COV_REF_FRAME",
                                                       "CX_X",
                                                       "CY_X",
                                                       "CY_Y",
                                                       "CZ_X",
                                                       "CZ_Y",
                                                       "CZ_Z",
                                                       "CX_DOT_X",
                                                       "CX_DOT_Y",
                                                       "CX_DOT_Z",
                                                       "CX_DOT_X_DOT",
                                                       "CY_DOT_X",
                                                       "CY_DOT_Y",
                                                       "CY_DOT_Z",
                                                       "CY_DOT_X_DOT",
                                                       "CY_DOT_Y_DOT",
                                                       "CZ_DOT_X",
                                                       "CZ_DOT_Y",
                                                       "CZ_DOT_Z",
                                                       "CZ_DOT_X_DOT",
                                                       "CZ_DOT_Y_DOT",
                                                       "CZ_DOT_Z_DOT"};

constexpr std::array<std::string_view, 7> burn_keywords = {
    "MAN_EPOCH_IGNITION", "MAN_DURATION", "MAN_DELTA_MASS", "MAN_REF_FRAME",
    "MAN_DV_1",           "MAN_DV_2",     "MAN_DV_3"};

constexpr std::array<std::string_view, 7> element_keywords = {
    "SEMI_MAJOR_AXIS",   "ECCENTRICITY", "INCLINATION", "RA_OF_ASC_NODE",
    "ARG_OF_PERICENTER", "GM",           "TRUE_ANOMALY"};

FileElements read_elements(const KvnFields& fields) {
  FileElements elements;
  const auto within = [&](std::string_view keyword, std::string_view unit, double least,
                          double greatest) {
    const double value = fields.number(keyword, unit);
    if (value < least || value > greatest) {
      fields.fail(keyword, fmt::format("{} must lie from {} to {}{}{}, found {}", keyword, least,
                                       greatest, unit.empty() ? "" : " ", unit, value));
    }
    return value;
  };
  const auto angle = [&](std::string_view keyword, double least, double greatest) {
    return constants::degree * within(keyword, "deg", least, greatest);
  };
  elements.semi_major_axis = 1e3 * within("SEMI_MAJOR_AXIS", "km", 1e3, 1e6);
  elements.eccentricity = within("ECCENTRICITY", "", 0.0, 0.9999);
  elements.inclination = angle("INCLINATION", 0.0, 180.0);
  elements.ascending_node = angle("RA_OF_ASC_NODE", -360.0, 360.0);
  elements.argument_of_perigee = angle("ARG_OF_PERICENTER", -360.0, 360.0);
  elements.anomaly_is_mean = fields.has("MEAN_ANOMALY");
  if (elements.anomaly_is_mean && fields.has("TRUE_ANOMALY")) {
    fields.fail("MEAN_ANOMALY", "TRUE_ANOMALY is there too: give one");
  }
  elements.anomaly =
      angle(elements.anomaly_is_mean ? "MEAN_ANOMALY" : "TRUE_ANOMALY", -360.0, 360.0);
  elements.gravitational_parameter = 1e9 * within("GM", "km**3/s**2", 3.9e5, 4.1e5);
  return elements;
}

FileState read_state(const KvnFields& fields, TimeScale scale) {
  const auto within = [&](std::string_view keyword, std::string_view unit, double greatest) {
    const double value = 1e3 * fields.number(keyword, unit);
    if (value < -greatest || value > greatest) {
      fields.fail(keyword, fmt::format("{} = {} {} is out of range: units are km and km/s", keyword,
                                       1e-3 * value, unit));
    }
    return value;
  };
  FileState state;
  state.time = fields.instant("EPOCH", scale);
  state.position = {within("X", "km", farthest), within("Y", "km", farthest),
                    within("Z", "km", farthest)};
  state.velocity = {within("X_DOT", "km/s", fastest), within("Y_DOT", "km/s", fastest),
                    within("Z_DOT", "km/s", fastest)};
  return state;
}

FileManoeuvre read_manoeuvre(const KvnFields& fields, TimeScale scale) {
  FileManoeuvre burn;
  burn.line = fields.first_line();
  burn.ignition = fields.instant("MAN_EPOCH_IGNITION", scale);
  burn.duration = fields.number("MAN_DURATION", "s");
  if (burn.duration < 0.0 || burn.duration > 86400.0) {
    fields.fail("MAN_DURATION",
                fmt::format("MAN_DURATION must lie from 0 to 86400 s, found {}", burn.duration));
  }
  static_cast<void>(fields.number("MAN_DELTA_MASS", "kg"));
  const std::string_view frame = fields.text("MAN_REF_FRAME");
  if (equal_ignoring_case(frame, "RTN") || equal_ignoring_case(frame, "RSW")) {
    burn.burn_axes = BurnAxes::rtn;
  } else if (equal_ignoring_case(frame, "TNW")) {
    burn.burn_axes = BurnAxes::tnw;
  } else {
    burn.burn_axes = BurnAxes::file;
    burn.axes = read_axes(fields, "MAN_REF_FRAME");
    if (burn.axes == Axes::earth_fixed) {
      fields.fail("MAN_REF_FRAME", "a manoeuvre in axes that turn with the Earth is not read");
    }
  }
  const auto component = [&](std::string_view keyword) {
    const double value = 1e3 * fields.number(keyword, "km/s");
    if (value < -fastest || value > fastest) {
      fields.fail(keyword, fmt::format("{} is out of range: the unit is km/s", keyword));
    }
    return value;
  };
  burn.delta_v = {component("MAN_DV_1"), component("MAN_DV_2"), component("MAN_DV_3")};
  return burn;
}

}  // namespace

OrbitMessage read_opm(const FileBytes& file) {
  TextLines lines(file, longest_line);
  TextLine line;
  KvnFields fields(lines, 1, keywords);
  std::vector<KvnFields> burns;
  bool is_first = true;
  while (lines.next(line)) {
    if (is_comment(line)) continue;
    const KvnLine field = split(lines, line);
    if (is_first) read_version(lines, field, versions);
    is_first = false;
    if (field.keyword.starts_with("USER_DEFINED_")) continue;
    if (field.keyword == "MAN_EPOCH_IGNITION") {
      if (burns.size() == most_manoeuvres) {
        lines.fail(line, field.keyword, fmt::format("more than {} manoeuvres", most_manoeuvres));
      }
      burns.emplace_back(lines, line.number, burn_keywords);
    }
    if (!field.keyword.starts_with("MAN_")) {
      fields.add(field);
    } else if (burns.empty()) {
      lines.fail(line, field.keyword, "a manoeuvre begins with MAN_EPOCH_IGNITION");
    } else {
      burns.back().add(field);
    }
  }
  for (const char* needed : {"CREATION_DATE", "ORIGINATOR", "OBJECT_NAME", "OBJECT_ID"}) {
    static_cast<void>(fields.get(needed));
  }
  OrbitMessage message;
  message.path = file.path;
  message.line = fields.get("EPOCH").line.number;
  message.axes = read_axes(fields, "REF_FRAME");
  check_frame(fields, message.axes);
  const TimeScale scale = read_time_scale(fields);
  message.state = read_state(fields, scale);
  if (std::ranges::any_of(element_keywords, [&](auto k) { return fields.has(k); }) ||
      fields.has("MEAN_ANOMALY")) {
    message.elements = read_elements(fields);
  }
  for (const KvnFields& burn : burns) message.manoeuvres.push_back(read_manoeuvre(burn, scale));
  for (std::size_t i = 1; i < message.manoeuvres.size(); ++i) {
    const FileManoeuvre& before = message.manoeuvres[i - 1];
    if (seconds_between(before.ignition, message.manoeuvres[i].ignition) < before.duration) {
      burns[i].fail(
          "MAN_EPOCH_IGNITION",
          fmt::format("the manoeuvre begins before the end of the one in line {}", before.line));
    }
  }
  return message;
}

}  // namespace tektite::input
