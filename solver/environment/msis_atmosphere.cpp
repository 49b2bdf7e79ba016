#include "solver/environment/msis_atmosphere.hpp"

#include "solver/base/constants.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace tektite::environment {
namespace {

constexpr double ground_spacing = 2.0;        // of latitude and longitude [deg]
constexpr std::int32_t to_pole = 45;          // nodes from the equator
constexpr std::int32_t around = 180;          // nodes of a circle of latitude
constexpr double time_spacing = 120.0;        // [s]
constexpr double level_spacing = 250.0;       // [m]
constexpr double highest = 2500e3;            // [m]
constexpr std::size_t cells_kept = 1024;      // a power of two
constexpr std::size_t most_blocks = 130'000;  // of 232 bytes each

/// Day of the year and seconds of the day, UT, `time` after the epoch.
void set_moment(msis::Conditions& conditions, const io::Epoch& epoch, double time) {
  using namespace std::chrono;
  constexpr std::int64_t day = 86400;
  const double later = std::floor(epoch.fraction + time);
  // Days begin at midnight, the epoch of 2000 at noon.
  const std::int64_t since = epoch.seconds_since_2000 + static_cast<std::int64_t>(later) + day / 2;
  const std::int64_t whole = since >= 0 ? since / day : -((day - 1 - since) / day);
  const sys_days date = sys_days{2000y / January / 1} + days{whole};
  const sys_days new_year{year_month_day{date}.year() / January / 1};
  conditions.day_of_year = static_cast<int>((date - new_year).count()) + 1;
  conditions.seconds = static_cast<double>(since - whole * day) + (epoch.fraction + time - later);
}

msis::Conditions conditions_at(const Activity& activity, const io::Epoch& epoch, double altitude,
                               double latitude, double longitude, double time) {
  msis::Conditions conditions;
  set_moment(conditions, epoch, time);
  conditions.altitude = 1e-3 * std::clamp(altitude, 0.0, highest);
  conditions.latitude = latitude;
  conditions.longitude = longitude;
  conditions.local_time = conditions.seconds / 3600.0 + longitude / 15.0;
  conditions.f107 = activity.f107;
  conditions.f107_average = activity.f107_average;
  conditions.ap = activity.ap;
  return conditions;
}

double molar_mass_of(const msis::Air& air) {
  return air.drag_density() / (air.number_density() + air.hot_oxygen) * constants::avogadro;
}

double atoms_in(const msis::Air& air) {
  const double molecules = air.nitrogen_molecules + air.oxygen_molecules;
  return 1.0 - molecules / (air.number_density() + air.hot_oxygen);
}

/// Weights of the cubic through the nodes -1, 0, 1, 2 at `s` in [0, 1].
std::array<double, 4> cubic_weights(double s) {
  return {-s * (s - 1.0) * (s - 2.0) / 6.0, (s + 1.0) * (s - 1.0) * (s - 2.0) / 2.0,
          -(s + 1.0) * s * (s - 2.0) / 2.0, (s + 1.0) * s * (s - 1.0) / 6.0};
}

/// Whole part and rest of x.
std::int32_t split(double x, double& rest) {
  const double whole = std::floor(x);
  rest = x - whole;
  return static_cast<std::int32_t>(whole);
}

}  // namespace

MsisAtmosphere::MsisAtmosphere(const Activity& activity, const io::Epoch& epoch)
    : activity_(activity), epoch_(epoch), cells_(cells_kept) {}

msis::Air MsisAtmosphere::exact(const AirPoint& point) const {
  return msis::evaluate(
      conditions_at(activity_, epoch_, point.altitude, point.latitude / constants::degree,
                    point.longitude / constants::degree, point.time),
      activity_.switches);
}

const MsisAtmosphere::Block& MsisAtmosphere::block(Node node) const {
  // Beyond a pole the same circle of longitudes goes on, on the other side.
  if (std::abs(node.latitude) > to_pole) {
    node.latitude = (node.latitude > 0 ? 2 : -2) * to_pole - node.latitude;
    node.longitude += around / 2;
  }
  node.longitude = ((node.longitude % around) + around) % around;
  const auto part = [](std::int32_t number, int bits) {
    return static_cast<std::uint64_t>(number) & ((std::uint64_t{1} << bits) - 1);
  };
  const std::uint64_t key =
      (((part(node.latitude, 8) << 8U | part(node.longitude, 8)) << 28U | part(node.slab, 28))
       << 16U) |
      part(node.block, 16);
  const auto found = blocks_.find(key);
  if (found != blocks_.end()) return *found->second;

  auto made = std::make_unique<Block>();
  for (int level = 0; level <= levels; ++level) {
    const double altitude = level_spacing * (levels * node.block + level);
    const msis::Air air = msis::evaluate(
        conditions_at(activity_, epoch_, altitude, ground_spacing * node.latitude,
                      ground_spacing *
                          (node.longitude > around / 2 ? node.longitude - around : node.longitude),
                      time_spacing * node.slab),
        activity_.switches);
    (*made)[static_cast<std::size_t>(level)] = {std::log(air.drag_density()), air.temperature,
                                                molar_mass_of(air), atoms_in(air)};
  }
  return *blocks_.emplace(key, std::move(made)).first->second;
}

const MsisAtmosphere::Cell& MsisAtmosphere::cell(const Node& corner) const {
  if (blocks_.size() > most_blocks) {
    blocks_.clear();
    cells_.assign(cells_kept, {});
  }
  const auto number = static_cast<std::uint32_t>(corner.latitude + 7 * corner.longitude +
                                                 61 * corner.slab + 131 * corner.block);
  Cell& found = cells_[number % cells_kept];
  if (found.columns[0] != nullptr && found.corner == corner) return found;
  found.corner = corner;
  std::size_t k = 0;
  for (std::int32_t slab = 0; slab < 2; ++slab) {
    for (std::int32_t i = -1; i < 3; ++i) {
      for (std::int32_t j = -1; j < 3; ++j) {
        found.columns[k++] =
            &block({corner.latitude + i, corner.longitude + j, corner.slab + slab, corner.block});
      }
    }
  }
  return found;
}

AirState MsisAtmosphere::at(const AirPoint& point) const {
  // A flight that has lost its numbers is told so by its step, not by a wild index here.
  if (!std::isfinite(point.altitude + point.latitude + point.longitude + point.time)) {
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    return air_of(unknown, unknown, unknown);
  }
  double across = 0.0, along = 0.0, later = 0.0, up = 0.0;
  const double level = std::clamp(point.altitude, 0.0, highest) / level_spacing;
  const Node corner{split(point.latitude / (ground_spacing * constants::degree), across),
                    split(point.longitude / (ground_spacing * constants::degree), along),
                    split(point.time / time_spacing, later), split(level / levels, up)};
  const std::int32_t step = split(level - levels * static_cast<double>(corner.block), up);
  const auto lower = static_cast<std::size_t>(std::min(step, levels - 1));
  if (step == levels) up = 1.0;

  const Cell& around_point = cell(corner);
  const std::array<double, 4> by_latitude = cubic_weights(across);
  const std::array<double, 4> by_longitude = cubic_weights(along);
  std::array<double, quantities> value{};
  for (std::size_t k = 0; k < 32; ++k) {
    const Block& column = *around_point.columns[k];
    const double weight =
        (k < 16 ? 1.0 - later : later) * by_latitude[k / 4 % 4] * by_longitude[k % 4];
    for (std::size_t q = 0; q < quantities; ++q) {
      value[q] += weight * ((1.0 - up) * column[lower][q] + up * column[lower + 1][q]);
    }
  }
  return air_of(std::exp(value[0]), value[1], value[2], value[3]);
}

Composition MsisAtmosphere::composition(const AirPoint& point) const {
  const msis::Air air = exact(point);
  Composition parts{};
  parts[constituent::N2] = air.nitrogen_molecules;
  parts[constituent::O2] = air.oxygen_molecules;
  parts[constituent::O] = air.oxygen + air.hot_oxygen;
  parts[constituent::N] = air.nitrogen;
  parts[constituent::Ar] = air.argon;
  parts[constituent::He] = air.helium;
  parts[constituent::H] = air.hydrogen;
  return parts;
}

io::Keys nrlmsise00_keys() {
  const io::Condition is_msis = io::is("model", {"nrlmsise00"});
  return {
      {.name = "f107",
       .fallback = "150",
       .least = 0.0,
       .greatest = 1000.0,
       .least_excluded = true,
       .meaning = "Solar radio flux at 10.7 cm of the day before, at the Earth [1e-22 W/m2/Hz].",
       .only_when = {is_msis}},
      {.name = "f107_average",
       .fallback = "150",
       .least = 0.0,
       .greatest = 1000.0,
       .least_excluded = true,
       .meaning = "Its mean over 81 days about the day.",
       .only_when = {is_msis}},
      {.name = "ap",
       .fallback = "15",
       .least = 0.0,
       .greatest = 400.0,
       .meaning = "Geomagnetic index of the day.",
       .only_when = {is_msis}},
      {.name = "ap_history",
       .type = io::KeyType::numbers,
       .least = 0.0,
       .greatest = 400.0,
       .meaning =
           "Instead: ap of the day, now, 3, 6 and 9 h before, and means of 12 to 33 h and of "
           "36 to 57 h before.",
       .only_when = {is_msis},
       .counts = {{.fewest = 7, .most = 7}}},
      {.name = "switches",
       .type = io::KeyType::numbers,
       .least = 0.0,
       .greatest = 2.0,
       .meaning =
           "The 23 switches of the model: 0 off, 1 on, 2 in cross terms alone; all on if not "
           "given.",
       .only_when = {is_msis},
       .counts = {{.fewest = 23, .most = 23}}},
  };
}

std::unique_ptr<Atmosphere> make_nrlmsise00(const io::Section& atmosphere, const io::Epoch& epoch) {
  Activity activity;
  activity.f107 = atmosphere.number("f107");
  activity.f107_average = atmosphere.number("f107_average");
  activity.ap.fill(atmosphere.number("ap"));
  if (atmosphere.has("switches")) {
    const std::vector<double> given = atmosphere.numbers("switches");
    for (std::size_t i = 0; i < given.size(); ++i) {
      atmosphere.require("switches", given[i] == std::floor(given[i]),
                         "needs whole numbers, found {}", given[i]);
      activity.switches.value[i + 1] = static_cast<int>(given[i]);
    }
  }
  if (atmosphere.has("ap_history")) {
    std::ranges::copy(atmosphere.numbers("ap_history"), activity.ap.begin());
    activity.switches.value[9] = -1;
  }
  return std::make_unique<MsisAtmosphere>(activity, epoch);
}

}  // namespace tektite::environment
