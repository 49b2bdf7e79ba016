// Two-line element sets. Ref: HootsRoehrich1980, ValladoEtAl2006
#include "io/input/kvn.hpp"
#include "io/input/orbit_file.hpp"
#include "io/input/words.hpp"
#include "solver/base/constants.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <span>

namespace tektite::input {
namespace {

constexpr std::size_t longest_line = 120;
constexpr std::size_t columns = 69;

/// Fixed columns of one line, counted from 1 as the format does.
class Card {
 public:
  Card(const TextLines& file, const TextLine& line, char number, std::span<const int> blanks)
      : file_(&file), line_(line) {
    line_.text = line.text.substr(0, line.text.find_last_not_of(" \t") + 1);
    if (line_.text.size() != columns) {
      fail(1, fmt::format("line {} of a TLE has {} columns, found {}", number, columns,
                          line_.text.size()));
    }
    if (line_.text[0] != number) {
      fail(1, fmt::format("line {} of a TLE begins with '{}', found '{}'", number, number,
                          line_.text[0]));
    }
    int sum = 0;
    for (const char c : line_.text.substr(0, columns - 1)) {
      if (c >= '0' && c <= '9') sum += c - '0';
      if (c == '-') ++sum;
    }
    const char wanted = static_cast<char>('0' + sum % 10);
    if (line_.text.back() != wanted) {
      fail(columns, fmt::format("the checksum of the line is {}, but it says '{}'", wanted,
                                line_.text.back()));
    }
    for (const int column : blanks) {
      if (at(column, column) != " ") {
        fail(column, fmt::format("column {} of line {} must be blank", column, number));
      }
    }
  }

  [[nodiscard]] std::string_view at(int from, int to) const {
    return line_.text.substr(static_cast<std::size_t>(from - 1),
                             static_cast<std::size_t>(to - from + 1));
  }
  [[noreturn]] void fail(int column, const std::string& text) const {
    file_->fail(line_.number, column, text);
  }

  /// A decimal number of these columns, with blanks around it.
  [[nodiscard]] double number(int from, int to, const char* what, double least,
                              double greatest) const {
    return checked(from, trimmed(at(from, to)), "", what, least, greatest);
  }
  /// Digits with a decimal point assumed before the first.
  [[nodiscard]] double decimals(int from, int to, const char* what, double least,
                                double greatest) const {
    return checked(from, at(from, to), "0.", what, least, greatest);
  }
  /// " 12345-3": 0.12345e-3.
  [[nodiscard]] double power(int from, int to, const char* what) const {
    const std::string_view text = at(from, to);
    const char sign = text.front(), power_sign = text[6];
    const std::string_view digits = text.substr(1, 5);
    const bool is_sound = (sign == ' ' || sign == '+' || sign == '-') &&
                          (power_sign == '+' || power_sign == '-') && text[7] >= '0' &&
                          text[7] <= '9' && are_digits(digits);
    if (!is_sound) fail(from, fmt::format("{} has the form ' 12345-3', found '{}'", what, text));
    const double value = checked(from + 1, digits, "0.", what, 0.0, 1.0);
    const int exponent = (power_sign == '-' ? -1 : 1) * (text[7] - '0');
    return (sign == '-' ? -value : value) * std::pow(10.0, exponent);
  }
  /// An unsigned whole number, blanks before it allowed.
  [[nodiscard]] int whole(int from, int to, const char* what, int least, int greatest) const {
    const std::string_view text = trimmed(at(from, to));
    std::int64_t value = 0;
    if (!are_digits(text) || !parse(text, value) || value < least || value > greatest) {
      fail(from, fmt::format("{} is a whole number from {} to {}, found '{}'", what, least,
                             greatest, shown(at(from, to))));
    }
    return static_cast<int>(value);
  }
  static bool are_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  }

 private:
  double checked(int column, std::string_view text, const char* before, const char* what,
                 double least, double greatest) const {
    double value = 0.0;
    const bool is_plain = text.find_first_not_of("0123456789.+-") == std::string_view::npos;
    const bool is_number = is_plain && (*before == '\0' || are_digits(text)) &&
                           parse(fmt::format("{}{}", before, text), value);
    if (!is_number || value < least || value > greatest) {
      fail(column, fmt::format("{} must lie from {} to {}, found '{}'", what, least, greatest,
                               shown(text)));
    }
    return value;
  }

  const TextLines* file_;
  TextLine line_;
};

/// Five columns of the catalogue: digits, or a letter for the first two above 99999.
void check_catalogue_number(const Card& card) {
  const std::string_view number = card.at(3, 7);
  const char first = number.front();
  const bool is_letter = first >= 'A' && first <= 'Z' && first != 'I' && first != 'O';
  if (!(is_letter || Card::are_digits(trimmed(number.substr(0, 1))) || first == ' ') ||
      !Card::are_digits(trimmed(number.substr(1)))) {
    card.fail(3, fmt::format("'{}' is no satellite number", shown(number)));
  }
}

Instant read_epoch(const Card& card) {
  const int two_digits = card.whole(19, 20, "the year of the epoch", 0, 99);
  const int year = two_digits < 57 ? 2000 + two_digits : 1900 + two_digits;
  const int day = card.whole(21, 23, "the day of the epoch", 1, 366);
  if (card.at(24, 24) != ".") card.fail(24, "the day of the epoch has its point in column 24");
  const double part = card.decimals(25, 32, "the part of the day", 0.0, 1.0);
  // The day by itself, for its date; the time on it as a whole number of seconds and a rest.
  const InstantReading midnight =
      read_instant(fmt::format("{:04}-{:03}T00:00:00", year, day), TimeScale::utc);
  if (!midnight.problem.empty()) card.fail(19, fmt::format("the epoch: {}", midnight.problem));
  return later(midnight.value, 86400.0 * part);
}

}  // namespace

TwoLineElements read_tle(const FileBytes& file) {
  TextLines lines(file, longest_line);
  TextLine name, first, second, rest;
  if (!lines.next(first)) lines.fail(1, 1, "there are no lines in it");
  if (!first.text.starts_with("1 ")) {
    name = first;
    if (!lines.next(first)) lines.fail(lines.number(), 1, "line 1 of the TLE is missing");
  }
  if (!lines.next(second)) lines.fail(lines.number(), 1, "line 2 of the TLE is missing");
  if (lines.next(rest)) {
    lines.fail(rest.number, 1, "a TLE ends here: give a file with one element set");
  }
  constexpr std::array<int, 8> first_blanks = {2, 9, 18, 33, 44, 53, 62, 64};
  constexpr std::array<int, 7> second_blanks = {2, 8, 17, 26, 34, 43, 52};
  const Card one(lines, first, '1', first_blanks);
  const Card two(lines, second, '2', second_blanks);
  check_catalogue_number(one);
  if (two.at(3, 7) != one.at(3, 7)) {
    two.fail(3, fmt::format("satellite number '{}', but '{}' in line 1", shown(two.at(3, 7)),
                            shown(one.at(3, 7))));
  }
  const std::string_view type = one.at(63, 63);
  if (type != "0" && type != " " && type != "2") {
    one.fail(63, fmt::format("ephemeris type '{}' is not SGP4's", shown(type)));
  }
  constexpr double turn = 360.0;
  constexpr double per_day = 2.0 * constants::pi / 86400.0;
  TwoLineElements elements;
  elements.path = file.path;
  elements.line = first.number;
  elements.epoch = read_epoch(one);
  static_cast<void>(one.number(34, 43, "half the rate of mean motion", -1.0, 1.0));
  static_cast<void>(one.power(45, 52, "a sixth of the change of that rate"));
  elements.drag = one.power(54, 61, "B*");
  elements.inclination = constants::degree * two.number(9, 16, "the inclination", 0.0, 180.0);
  elements.ascending_node = constants::degree * two.number(18, 25, "the node", 0.0, turn);
  elements.eccentricity = two.decimals(27, 33, "the eccentricity", 0.0, 1.0);
  elements.argument_of_perigee =
      constants::degree * two.number(35, 42, "the argument of perigee", 0.0, turn);
  elements.mean_anomaly = constants::degree * two.number(44, 51, "the mean anomaly", 0.0, turn);
  elements.mean_motion = per_day * two.number(53, 63, "the mean motion [rev/day]", 1e-5, 20.0);
  return elements;
}

}  // namespace tektite::input
