#include "io/case/epoch.hpp"

#include "solver/base/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tektite::io {

namespace {

constexpr std::int64_t seconds_per_day = 86400;
constexpr std::int64_t noon = 43200;
constexpr std::size_t most_decimals = 9;

/// Whole days from 2000-01-01 to the first day of `year` in the Gregorian calendar.
std::int64_t days_to_year(int year) {
  const auto leap_days = [](std::int64_t before) {
    return before / 4 - before / 100 + before / 400;
  };
  return std::int64_t{365} * (year - 2000) + leap_days(year - 1) - leap_days(1999);
}

}  // namespace

Reading<Epoch> read_epoch(std::string_view text) {
  Reading<Epoch> wrong_form{{}, "a time such as 2031-01-15T12:00:00Z (UTC) is wanted"};
  constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd";
  if (text.size() <= form.size() || text.back() != 'Z') return wrong_form;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != 'd' && text[i] != form[i]) return wrong_form;
  }
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  if (std::min({year, month, day, hour, minute, second}) < 0) return wrong_form;
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > days_in(year, month)) {
    return {{}, "the date does not exist (or lies before 1900)"};
  }
  if (hour > 23 || minute > 59 || second > 59) {
    return {{}, "the time of day does not exist (leap seconds are not counted)"};
  }
  Epoch epoch;
  std::string_view tail = text.substr(form.size(), text.size() - form.size() - 1);
  if (!tail.empty()) {
    tail.remove_prefix(1);
    const bool is_fraction = text[form.size()] == '.' && !tail.empty() &&
                             tail.size() <= most_decimals && digits(tail, 0, tail.size()) >= 0;
    if (!is_fraction) return {{}, "a second has at most nine decimals, and the time ends with Z"};
    const std::string number = fmt::format("0.{}", tail);
    std::from_chars(number.data(), number.data() + number.size(), epoch.fraction);
  }
  std::int64_t days = days_to_year(year) + day - 1;
  for (int m = 1; m < month; ++m) days += days_in(year, m);
  epoch.seconds_since_2000 = days * seconds_per_day + hour * 3600 + minute * 60 + second - noon;
  return {epoch, {}};
}

std::string epoch_text(const Epoch& epoch) {
  const std::int64_t total = epoch.seconds_since_2000 + noon;
  std::int64_t days = total / seconds_per_day;
  std::int64_t rest = total % seconds_per_day;
  if (rest < 0) {
    rest += seconds_per_day;
    --days;
  }
  int year = 2000 + static_cast<int>(days / 366);
  if (days < 0) year = 2000 + static_cast<int>(days / 365) - 1;
  while (days_to_year(year + 1) <= days) ++year;
  days -= days_to_year(year);
  int month = 1;
  for (; days >= days_in(year, month); ++month) days -= days_in(year, month);
  std::string decimals;
  if (epoch.fraction > 0.0) {
    std::array<char, 64> text{};
    const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(),
                                              epoch.fraction, std::chars_format::fixed);
    expect(problem == std::errc{}, "a fraction of a second fits 64 characters");
    decimals.assign(text.data() + 1, end);  // without the leading 0
  }
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", year, month, days + 1, rest / 3600,
                     rest / 60 % 60, rest % 60, decimals);
}

}  // namespace tektite::io
