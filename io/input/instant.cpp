#include "io/input/instant.hpp"

#include "io/input/words.hpp"
#include "solver/base/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <erfa.h>

namespace tektite::input {
namespace {

constexpr std::int64_t seconds_per_day = 86400;
constexpr std::int64_t noon = 43200;
constexpr double julian_2000 = 2451544.5;  // 2000-01-01T00:00
constexpr std::size_t most_decimals = 18;

/// Days since 2000-01-01.
std::int64_t day_number(int year, int month, int day) {
  double zero = 0.0, modified = 0.0;
  eraCal2jd(year, month, day, &zero, &modified);
  return static_cast<std::int64_t>(std::llround((zero - julian_2000) + modified));
}

struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
};

Date date_of(std::int64_t day) {
  Date date;
  double fraction = 0.0;
  eraJd2cal(julian_2000, static_cast<double>(day), &date.year, &date.month, &date.day, &fraction);
  return date;
}

std::int64_t day_of(std::int64_t seconds_since_2000) {
  const std::int64_t since_midnight = seconds_since_2000 + noon;
  const std::int64_t rest =
      ((since_midnight % seconds_per_day) + seconds_per_day) % seconds_per_day;
  return (since_midnight - rest) / seconds_per_day;
}

/// TAI - UTC on a day [s]: whole from 1972 on. What the library calls dubious, years long after its
/// table ends, keeps the last value.
std::int64_t offset_on(std::int64_t day) {
  const Date date = date_of(day);
  double offset = 0.0;
  eraDat(date.year, date.month, date.day, 0.0, &offset);
  return std::llround(offset);
}

}  // namespace

InstantReading instant_of(int year, int month, int day, std::int64_t second, double fraction,
                          TimeScale scale) {
  if (year < first_year || year > last_year) {
    return {{}, fmt::format("the year must lie from {} to {}", first_year, last_year)};
  }
  const std::int64_t number = day_number(year, month, day);
  const bool is_leap_second = second == seconds_per_day;
  if (is_leap_second &&
      (scale != TimeScale::utc || offset_on(number + 1) != offset_on(number) + 1)) {
    return {{}, "there is no leap second at that time"};
  }
  Instant instant{number * seconds_per_day - noon + second, fraction};
  switch (scale) {
    case TimeScale::tai:
      break;
    case TimeScale::utc:
      instant.seconds += offset_on(number);
      break;
    case TimeScale::gps:
      instant.seconds += 19;
      break;
    case TimeScale::tt:
      instant = later(instant, -32.184);
      break;
  }
  return {instant, {}};
}

InstantReading read_instant(std::string_view text, TimeScale scale) {
  InstantReading wrong_form{
      {}, "a time such as 2031-01-15T12:00:00.5 or 2031-015T12:00:00.5 is wanted"};
  if (text.ends_with('Z')) text.remove_suffix(1);
  const bool by_day = text.size() > 8 && text[8] == 'T';
  const std::size_t clock = by_day ? 9 : 11;
  if (text.size() < clock + 8 || text[4] != '-' || text[clock - 1] != 'T' ||
      (!by_day && text[7] != '-') || text[clock + 2] != ':' || text[clock + 5] != ':') {
    return wrong_form;
  }
  const int year = digits(text, 0, 4);
  int month = by_day ? 1 : digits(text, 5, 2);
  int day = by_day ? digits(text, 5, 3) : digits(text, 8, 2);
  const int hour = digits(text, clock, 2);
  const int minute = digits(text, clock + 3, 2);
  const int second = digits(text, clock + 6, 2);
  if (std::min({year, month, day, hour, minute, second}) < 0) return wrong_form;
  double fraction = 0.0;
  if (std::string_view tail = text.substr(clock + 8); !tail.empty()) {
    tail.remove_prefix(1);
    const bool are_digits = tail.find_first_not_of("0123456789") == std::string_view::npos;
    if (text[clock + 8] != '.' || tail.size() > most_decimals || !are_digits) return wrong_form;
    if (!tail.empty()) {
      const std::string number = fmt::format("0.{}", tail);
      std::from_chars(number.data(), number.data() + number.size(), fraction);
      fraction = std::min(fraction, 1.0 - 0x1p-53);  // eighteen nines round up
    }
  }
  if (by_day) {
    if (day < 1 || day > (is_leap(year) ? 366 : 365)) return {{}, "that day does not exist"};
    while (day > days_in(year, month)) day -= days_in(year, month++);
  }
  if (month < 1 || month > 12 || day < 1 || day > days_in(year, month)) {
    return {{}, "that date does not exist"};
  }
  const bool is_leap_second = hour == 23 && minute == 59 && second == 60;
  if (hour > 23 || minute > 59 || (second > 59 && !is_leap_second)) {
    return {{}, "that time of day does not exist"};
  }
  return instant_of(year, month, day, hour * 3600 + minute * 60 + second, fraction, scale);
}

Instant instant_of(const UtcMoment& moment) {
  return {moment.seconds_since_2000 + offset_on(day_of(moment.seconds_since_2000)),
          moment.fraction};
}

UtcMoment utc_of(const Instant& instant) {
  // The offset of the day that UTC has: by that of the day that TAI has it can miss by a second, of
  // which the day after is no part.
  const std::int64_t guess = instant.seconds - offset_on(day_of(instant.seconds));
  return {instant.seconds - offset_on(day_of(guess)), instant.fraction};
}

std::string utc_text(const Instant& instant) {
  const UtcMoment utc = utc_of(instant);
  const std::int64_t day = day_of(utc.seconds_since_2000);
  const std::int64_t rest = utc.seconds_since_2000 + noon - day * seconds_per_day;
  const Date date = date_of(day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", date.year, date.month, date.day,
                     rest / 3600, rest / 60 % 60, rest % 60,
                     static_cast<int>(1000.0 * utc.fraction));
}

Instant later(const Instant& instant, double seconds) {
  // The whole seconds apart from the rest, so that long times cost the fraction no digits.
  const double steps = std::floor(seconds);
  double fraction = instant.fraction + (seconds - steps);
  std::int64_t whole = instant.seconds + static_cast<std::int64_t>(steps);
  if (fraction >= 1.0) {
    fraction -= 1.0;
    ++whole;
  }
  return {whole, fraction};
}

}  // namespace tektite::input
