#include "solver/base/constants.hpp"
#include "solver/trajectory/orbit_entry.hpp"

namespace tektite::trajectory {
namespace {

/// The orbit by its elements, or by a file.
io::Keys element_keys() {
  const io::Condition by_axis = io::given("semi_major_axis");
  const io::Condition by_altitudes = io::absent("semi_major_axis");
  const io::Condition no_file = io::absent("file");
  constexpr double turn = 2.0 * constants::pi;
  return {
      {.name = "file",
       .type = io::KeyType::path,
       .meaning = "Instead of elements: an OPM or OEM in keyword-value notation, or a two-line "
                  "element set (TLE); at most 16 MiB."},
      {.name = "semi_major_axis",
       .unit = "m",
       .least = 6e6,
       .greatest = 5e7,
       .meaning = "With eccentricity, instead of the altitudes of perigee and apogee.",
       .only_when = {no_file}},
      {.name = "eccentricity",
       .least = 0.0,
       .greatest = 0.9,
       .meaning = "Of the orbit.",
       .required_when = {by_axis},
       .only_when = {by_axis}},
      {.name = "perigee_altitude",
       .unit = "m",
       .least = 0.0,
       .greatest = 4e7,
       .meaning = "Of the osculating orbit, above the equatorial radius.",
       .required_when = {io::given("apogee_altitude")},
       .only_when = {by_altitudes, no_file}},
      {.name = "apogee_altitude",
       .unit = "m",
       .least = 0.0,
       .greatest = 4e7,
       .meaning = "Likewise.",
       .required_when = {io::given("perigee_altitude")},
       .only_when = {by_altitudes, no_file}},
      {.name = "inclination",
       .unit = "rad",
       .least = 0.0,
       .greatest = constants::pi,
       .meaning = "To the true equator of date.",
       .required_when = {no_file},
       .only_when = {no_file}},
      {.name = "ascending_node",
       .unit = "rad",
       .least = -turn,
       .greatest = turn,
       .meaning =
           "Right ascension of the ascending node, from the celestial intermediate origin of "
           "date.",
       .required_when = {no_file},
       .only_when = {no_file}},
      {.name = "argument_of_perigee",
       .unit = "rad",
       .least = -turn,
       .greatest = turn,
       .meaning = "From the node.",
       .required_when = {no_file},
       .only_when = {no_file}},
      {.name = "true_anomaly",
       .unit = "rad",
       .least = -turn,
       .greatest = turn,
       .meaning = "At the epoch.",
       .required_when = {no_file},
       .only_when = {no_file}},
  };
}

/// The burn that ends it.
io::Keys burn_keys() {
  return {
      {.name = "delta_v",
       .unit = "m/s",
       .fallback = "0 m/s",
       .least = 0.0,
       .greatest = 5000.0,
       .meaning = "Of the deorbit burn, impulsive, against the inertial velocity."},
      {.name = "burn_after",
       .unit = "s",
       .fallback = "0 s",
       .least = 0.0,
       .greatest = 10.0 * 86400.0,
       .meaning = "Time of the burn after the epoch, with a file after that of its state."},
      {.name = "ut1_minus_utc",
       .unit = "s",
       .fallback = "0 s",
       .least = -0.9,
       .greatest = 0.9,
       .meaning = "Of the epoch, as the IERS publishes it; 0.1 s turn the Earth by 46 m at the "
                  "equator."},
  };
}

}  // namespace

const io::Keys& orbit_keys() {
  static const io::Keys keys = [] {
    io::Keys all = element_keys();
    for (const io::Key& key : burn_keys()) all.push_back(key);
    return all;
  }();
  return keys;
}

}  // namespace tektite::trajectory
