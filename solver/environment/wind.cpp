#include "solver/environment/wind.hpp"

#include "io/case/csv.hpp"
#include "solver/base/constants.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tektite::environment {
namespace {

constexpr double strongest = 1000.0;  // the thermosphere's storms reach 800 [m/s]

/// Index i and share s of x between values i and i + 1; held at the ends.
struct Between {
  std::size_t lower = 0;
  std::size_t upper = 0;
  double share = 0.0;
};
Between find(const std::vector<double>& values, double x) {
  if (x <= values.front()) return {};
  const std::size_t last = values.size() - 1;
  if (!(x < values.back())) return {last, last, 0.0};  // no number ends here too
  const auto upper = static_cast<std::size_t>(std::ranges::upper_bound(values, x) - values.begin());
  return {upper - 1, upper, (x - values[upper - 1]) / (values[upper] - values[upper - 1])};
}

WindVector mix(const WindVector& a, const WindVector& b, double share) {
  return {a.east + share * (b.east - a.east), a.north + share * (b.north - a.north)};
}

}  // namespace

const io::Keys& wind_keys() {
  static const io::Keys keys = {
      {.name = "east",
       .unit = "m/s",
       .fallback = "0 m/s",
       .least = -strongest,
       .greatest = strongest,
       .meaning = "Towards the east, everywhere.",
       .only_when = {io::absent("file")}},
      {.name = "north",
       .unit = "m/s",
       .fallback = "0 m/s",
       .least = -strongest,
       .greatest = strongest,
       .meaning = "Towards the north, everywhere.",
       .only_when = {io::absent("file")}},
      {.name = "file",
       .type = io::KeyType::path,
       .meaning = "CSV with the columns altitude [km], east [m/s], north [m/s] and, if the wind "
                  "depends on it, latitude [deg]: the same altitudes at each."},
  };
  return keys;
}

Wind::Wind(const io::Section& wind) {
  if (wind.has("file")) {
    read(wind);
    return;
  }
  const WindVector everywhere{wind.number("east"), wind.number("north")};
  if (everywhere.east == 0.0 && everywhere.north == 0.0) return;
  altitudes_ = {0.0};
  latitudes_ = {0.0};
  values_ = {everywhere};
}

void Wind::read(const io::Section& wind) {
  const io::FoundFile found = wind.file("file");
  wind.require("file", found.problem.empty(), "{}", found.problem);
  constexpr double pole = 0.5 * constants::pi;
  const std::array<io::CsvColumn, 4> wanted = {{{"altitude", "m", true},
                                                {"east", "m/s", true, -strongest, strongest},
                                                {"north", "m/s", true, -strongest, strongest},
                                                {"latitude", "rad", false, -pole, pole}}};
  const io::CsvTable table = io::read_csv(found.path, wanted);
  if (table.rows() == 0) table.fail(0, "there is no row");
  const std::vector<double>& altitude = table.columns[0];
  std::vector<double> latitude = table.columns[3];
  if (latitude.empty()) latitude.assign(table.rows(), 0.0);

  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (latitudes_.empty() || latitude[row] != latitudes_.back()) {
      if (!latitudes_.empty() && latitude[row] < latitudes_.back()) {
        table.fail(row, "latitudes must rise");
      }
      if (latitudes_.size() > 1 && values_.size() % altitudes_.size() != 0) {
        table.fail(row, "every latitude needs the same altitudes");
      }
      latitudes_.push_back(latitude[row]);
    }
    if (latitudes_.size() == 1) {
      if (!altitudes_.empty() && altitude[row] <= altitudes_.back()) {
        table.fail(row, "altitudes must rise");
      }
      altitudes_.push_back(altitude[row]);
    } else if (altitude[row] != altitudes_[values_.size() % altitudes_.size()]) {
      table.fail(row, "every latitude needs the same altitudes");
    }
    values_.push_back({table.columns[1][row], table.columns[2][row]});
  }
  if (values_.size() != latitudes_.size() * altitudes_.size()) {
    table.fail(table.rows() - 1, "every latitude needs the same altitudes");
  }
}

WindVector Wind::at(double altitude, double latitude) const {
  if (is_calm()) return {};
  const Between z = find(altitudes_, altitude);
  const Between y = find(latitudes_, latitude);
  const auto column = [&](std::size_t l) {
    const std::size_t first = l * altitudes_.size();
    return mix(values_[first + z.lower], values_[first + z.upper], z.share);
  };
  return mix(column(y.lower), column(y.upper), y.share);
}

}  // namespace tektite::environment
