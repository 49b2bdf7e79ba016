// Moments of orbit files, on one uniform scale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tektite::input {

/// Scales between which whole or fixed numbers of seconds lie.
enum class TimeScale { utc, tai, tt, gps };

/// A moment of atomic time (TAI), which has no leaps.
struct Instant {
  std::int64_t seconds = 0;  ///< since 2000-01-01T12:00:00 TAI
  double fraction = 0.0;     ///< [0, 1) s

  friend bool operator==(const Instant&, const Instant&) = default;
};

/// The same moment in UTC. Leap seconds are not counted: the moments of an inserted one are those
/// of the second after it.
struct UtcMoment {
  std::int64_t seconds_since_2000 = 0;  ///< since 2000-01-01T12:00:00 UTC
  double fraction = 0.0;                ///< [0, 1) s
};

struct InstantReading {
  Instant value;
  std::string problem;  ///< "" if read
};

/// Years between which UTC is atomic time with leap seconds, and of which files may speak. After
/// the last leap second known to the library (2017) none is assumed.
constexpr int first_year = 1972;
constexpr int last_year = 2099;

/// A calendar day and the seconds in it [0, 86400], or up to 86401 on a day with a leap second.
[[nodiscard]] InstantReading instant_of(int year, int month, int day, std::int64_t second,
                                        double fraction, TimeScale scale);
/// CCSDS times: "2004-04-06T07:51:28.386009" or by the day of the year "2004-097T07:51:28", with or
/// without Z; a leap second where there is one. Ref: CCSDS502
[[nodiscard]] InstantReading read_instant(std::string_view text, TimeScale scale);

[[nodiscard]] Instant instant_of(const UtcMoment& moment);
[[nodiscard]] UtcMoment utc_of(const Instant& instant);
/// "2004-04-06T07:51:28.386Z", for messages.
[[nodiscard]] std::string utc_text(const Instant& instant);

/// [s]
[[nodiscard]] inline double seconds_between(const Instant& from, const Instant& to) {
  return static_cast<double>(to.seconds - from.seconds) + (to.fraction - from.fraction);
}
/// `seconds` within 1e12.
[[nodiscard]] Instant later(const Instant& instant, double seconds);

}  // namespace tektite::input
