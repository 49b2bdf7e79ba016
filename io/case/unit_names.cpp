#include "io/case/unit_names.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tektite::io {

namespace {

using Names = std::vector<std::string_view>;

const std::map<std::string_view, Names>& table() {
  static const std::map<std::string_view, Names> units = [] {
    const std::vector<Names> rows = {
        {"m", "km", "cm", "mm", "um"},
        {"m2", "km2", "cm2", "mm2"},
        {"m3", "cm3", "mm3"},
        {"s", "ms", "min", "h", "day"},
        {"m/s", "km/s"},
        {"m/s2"},
        {"K", "mK", "degC"},
        {"rad", "mrad", "deg"},
        {"rad/s", "deg/s", "rpm"},
        {"kg", "g", "t"},
        {"kg/m2", "g/cm2"},
        {"kg/m3", "g/cm3"},
        {"kg/s", "g/s"},
        {"Pa", "hPa", "kPa", "MPa", "GPa"},
        {"N", "kN", "MN"},
        {"N m", "kN m", "MN m"},
        {"J", "kJ", "MJ", "GJ"},
        {"J/kg", "kJ/kg", "MJ/kg"},
        {"J/(kg K)", "kJ/(kg K)"},
        {"J/m2", "kJ/m2", "MJ/m2"},
        {"W", "kW", "MW"},
        {"W/K", "kW/K"},
        {"W/m2", "kW/m2", "MW/m2", "W/cm2"},
        {"W/(m K)", "mW/(m K)"},
        {"W/(m2 K)", "kW/(m2 K)"},
        {"1/K"},
        {"1/s"},
        {"Hz", "kHz"},
    };
    std::map<std::string_view, Names> made = {{"1", {"%"}}};
    for (const Names& row : rows) made.emplace(row.front(), row);
    return made;
  }();
  return units;
}

}  // namespace

std::span<const std::string_view> unit_names(std::string_view unit) {
  const auto found = table().find(unit);
  if (found != table().end()) return found->second;
  // A unit of a table of keys: its text lives as long as the program, one that is asked for in a
  // test may not.
  static std::set<std::string, std::less<>> kept;
  static std::map<std::string_view, Names> alone;
  const std::string_view text = *kept.emplace(unit).first;
  return alone.try_emplace(text, Names{text}).first->second;
}

std::span<const std::string_view> listed_units() {
  static const Names units = [] {
    Names made;
    for (const auto& row : table()) made.push_back(row.first);
    return made;
  }();
  return units;
}

}  // namespace tektite::io
