#include "solver/trajectory/celestial.hpp"

#include <cstdint>
#include <erfa.h>

namespace tektite::trajectory {
namespace {

using Matrix = double[3][3];  // as the library has them

/// A Julian date in two parts, the first with whole days.
struct JulianDate {
  double day;
  double part;
};

JulianDate julian(std::int64_t seconds_since_2000, double fraction) {
  constexpr std::int64_t day = 86400;
  const std::int64_t rest = ((seconds_since_2000 % day) + day) % day;
  const std::int64_t days = (seconds_since_2000 - rest) / day;
  return {2451545.0 + static_cast<double>(days), (static_cast<double>(rest) + fraction) / 86400.0};
}

Mat3 copied(const Matrix& m) {
  Mat3 result;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) result(i, j) = m[i][j];
  }
  return result;
}

Mat3 about_z(double angle) {
  Matrix m;
  eraIr(m);
  eraRz(angle, m);
  return copied(m);
}

}  // namespace

Mat3 to_earth_fixed_matrix(input::Axes axes, const input::Instant& time, double ut1_minus_utc) {
  const input::UtcMoment utc = input::utc_of(time);
  const JulianDate tt = julian(time.seconds, time.fraction + 32.184);
  const JulianDate ut1 = julian(utc.seconds_since_2000, utc.fraction + ut1_minus_utc);
  Matrix celestial;
  switch (axes) {
    case input::Axes::earth_fixed:
      return about_z(0.0);
    case input::Axes::teme:
      return about_z(eraGmst82(ut1.day, ut1.part));
    case input::Axes::tod:
      return about_z(eraGst94(ut1.day, ut1.part));
    case input::Axes::gcrf:
    case input::Axes::eme2000:
      eraC2t06a(tt.day, tt.part, ut1.day, ut1.part, 0.0, 0.0, celestial);
      break;
  }
  if (axes == input::Axes::eme2000) {
    Matrix bias, precession, both;
    eraBp06(tt.day, tt.part, bias, precession, both);
    eraTr(bias, bias);
    eraRxr(celestial, bias, celestial);
  }
  return copied(celestial);
}

EarthFixedState to_earth_fixed(input::Axes axes, const input::FileState& state,
                               double ut1_minus_utc, const environment::Planet& planet) {
  if (axes == input::Axes::earth_fixed) {
    return {recast<EarthFixed>(state.position), recast<EarthFixed>(state.velocity)};
  }
  const Mat3 turn = to_earth_fixed_matrix(axes, state.time, ut1_minus_utc);
  const auto position = recast<EarthFixed>(turn * state.position);
  const Vec3<EarthFixed> axis{0.0, 0.0, planet.rotation_rate};
  return {position, recast<EarthFixed>(turn * state.velocity) - cross(axis, position)};
}

}  // namespace tektite::trajectory
