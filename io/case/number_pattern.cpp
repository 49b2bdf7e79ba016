#include "io/case/number_pattern.hpp"

#include "io/case/scalars.hpp"
#include "io/case/unit_names.hpp"
#include "io/case/units.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

namespace tektite::io {

namespace {

constexpr const char* any_fraction = "(?:\\.[0-9]+)?";

/// d1.d2d3... x 10^power, without zeros at the end.
struct Decimal {
  std::string digits;
  int power = 0;
};

Decimal decimal_of(double value) {
  const std::string text = shortest(value);
  Decimal made;
  const std::size_t exponent = std::min(text.find('e'), text.size());
  const std::size_t dot = std::min(text.find('.'), exponent);
  for (const char c : text.substr(0, exponent)) {
    if (c != '.') made.digits += c;
  }
  made.power = static_cast<int>(dot) - 1;
  if (exponent < text.size()) made.power += std::stoi(text.substr(exponent + 1));
  const std::size_t zeros = std::min(made.digits.find_first_not_of('0'), made.digits.size());
  made.digits.erase(0, zeros);
  made.power -= static_cast<int>(zeros);
  while (!made.digits.empty() && made.digits.back() == '0') made.digits.pop_back();
  return made;
}

std::string joined(const std::vector<std::string>& alternatives) {
  expect(!alternatives.empty(), "a pattern matches something");
  return alternatives.size() == 1 ? alternatives[0]
                                  : fmt::format("(?:{})", fmt::join(alternatives, "|"));
}

/// Digits from `low` to `high`; empty if there is none.
std::string digit_class(int low, int high) {
  if (low > high) return {};
  return low == high ? fmt::format("{}", low) : fmt::format("[{}-{}]", low, high);
}

std::string repeated_digits(std::size_t count) {
  if (count == 0) return {};
  return count == 1 ? "[0-9]" : fmt::format("[0-9]{{{}}}", count);
}

/// Which side of a bound, and whether the bound itself belongs to it.
struct Side {
  bool below = true;
  bool strict = false;
};

/// What may follow a whole part that equals the bound's, given the bound's decimals.
std::vector<std::string> fractions(const std::string& bound, Side side) {
  std::vector<std::string> after;  // of the point
  for (std::size_t i = 0; i < bound.size(); ++i) {
    const int digit = bound[i] - '0';
    const std::string beside = side.below ? digit_class(0, digit - 1) : digit_class(digit + 1, 9);
    if (!beside.empty()) after.push_back(bound.substr(0, i) + beside + "[0-9]*");
    if (side.below && i > 0) after.push_back(bound.substr(0, i));
  }
  const bool whole_counts = bound.empty() ? !side.strict : side.below;
  if (side.below && !side.strict) after.push_back(bound + (bound.empty() ? "0+" : "0*"));
  if (!side.below) {
    after.push_back(bound +
                    (side.strict ? "[0-9]*[1-9][0-9]*" : (bound.empty() ? "[0-9]+" : "[0-9]*")));
  }
  std::vector<std::string> made;
  if (!after.empty()) {
    made.push_back(fmt::format("\\.{}", joined(after)));
    if (whole_counts) made.back() = fmt::format("(?:{})?", made.back());
  } else if (whole_counts) {
    made.emplace_back();
  }
  return made;
}

/// Numbers whose whole part is as long as the bound's.
std::vector<std::string> equally_long(const std::string& whole, const std::string& decimals,
                                      Side side) {
  std::vector<std::string> made;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const int digit = whole[i] - '0';
    const int least = i == 0 && whole.size() > 1 ? 1 : 0;
    const std::string beside =
        side.below ? digit_class(least, digit - 1) : digit_class(digit + 1, 9);
    if (beside.empty()) continue;
    made.push_back(whole.substr(0, i) + beside + repeated_digits(whole.size() - i - 1) +
                   any_fraction);
  }
  for (const std::string& fraction : fractions(decimals, side)) made.push_back(whole + fraction);
  return made;
}

/// Whole and decimal digits of the bound, if it has `length` digits before the point.
std::pair<std::string, std::string> cut(const Decimal& bound, std::size_t length) {
  std::string digits = bound.digits;
  if (digits.size() < length) digits.append(length - digits.size(), '0');
  return {digits.substr(0, length), digits.substr(length)};
}

void append(std::vector<std::string>& to, std::vector<std::string> more) {
  for (std::string& one : more) to.push_back(std::move(one));
}

/// Numbers without exponent on one side of a positive bound.
std::vector<std::string> plain(const Decimal& bound, Side side) {
  std::vector<std::string> made;
  if (bound.power < 0) {
    const std::string decimals =
        std::string(static_cast<std::size_t>(-bound.power - 1), '0') + bound.digits;
    if (!side.below) made.push_back(std::string("[1-9][0-9]*") + any_fraction);
    for (const std::string& fraction : fractions(decimals, side))
      made.push_back(fmt::format("0{}", fraction));
    return made;
  }
  const auto length = static_cast<std::size_t>(bound.power) + 1;
  const auto [whole, decimals] = cut(bound, length);
  if (!side.below) {
    made.push_back(fmt::format("[1-9][0-9]{{{},}}{}", length, any_fraction));
  } else if (length > 1) {
    made.push_back(fmt::format("(?:0|[1-9][0-9]{{0,{}}}){}", length - 2, any_fraction));
  }
  append(made, equally_long(whole, decimals, side));
  return made;
}

/// Whole numbers from 0 to `most`, zeros in front allowed.
std::string whole_up_to(int most) {
  const std::string bound = fmt::format("{}", most);
  std::vector<std::string> made;
  if (bound.size() > 1) made.push_back(fmt::format("[0-9]{{1,{}}}", bound.size() - 1));
  for (std::size_t i = 0; i < bound.size(); ++i) {
    const std::string beside = digit_class(i == 0 && bound.size() > 1 ? 1 : 0, bound[i] - '0' - 1);
    if (!beside.empty()) {
      made.push_back(bound.substr(0, i) + beside + repeated_digits(bound.size() - i - 1));
    }
  }
  made.push_back(bound);
  return fmt::format("0*{}", joined(made));
}

/// Exponents from `least` to `most`; empty if there is none.
std::string exponents(int least, int most) {
  least = std::max(least, -greatest_exponent);
  most = std::min(most, greatest_exponent);
  if (least > most) return {};
  const auto between = [](int low, int high) {
    if (low == 0) return whole_up_to(high);
    return fmt::format("(?!{}(?![0-9])){}", whole_up_to(low - 1), whole_up_to(high));
  };
  std::vector<std::string> made;
  if (most >= 0) made.push_back(fmt::format("\\+?{}", between(std::max(least, 0), most)));
  if (least <= 0) made.push_back(fmt::format("-{}", between(std::max(-most, 0), -least)));
  return joined(made);
}

/// Numbers with an exponent on one side of a positive bound.
std::vector<std::string> scientific(const Decimal& bound, Side side) {
  std::vector<std::string> made;
  for (int length = 1; length <= 3; ++length) {
    const int same = bound.power - (length - 1);
    const std::string others = side.below ? exponents(-greatest_exponent, same - 1)
                                          : exponents(same + 1, greatest_exponent);
    const std::string mantissa = fmt::format(
        "[1-9]{}{}", repeated_digits(static_cast<std::size_t>(length) - 1), any_fraction);
    if (!others.empty()) made.push_back(fmt::format("{}[eE]{}", mantissa, others));
    const std::string equal = exponents(same, same);
    if (equal.empty()) continue;
    const auto [whole, decimals] = cut(bound, static_cast<std::size_t>(length));
    const auto beside = equally_long(whole, decimals, side);
    if (beside.empty()) continue;
    // A mantissa does not begin with 0.
    made.push_back(fmt::format("(?!0){}[eE]{}", joined(beside), equal));
  }
  return made;
}

std::string all_scientific() {
  return fmt::format("[1-9][0-9]{{0,2}}{}[eE]{}", any_fraction,
                     exponents(-greatest_exponent, greatest_exponent));
}

std::string side_of(double bound, Side side) {
  const Decimal decimal = decimal_of(bound);
  std::vector<std::string> made = plain(decimal, side);
  append(made, scientific(decimal, side));
  return joined(made);
}

/// Sizes (without sign) from `low` to `high`, which may be infinite; "" if there is none.
std::string sizes(double low, bool low_excluded, double high, bool high_excluded,
                  const std::string& tail) {
  if (high < low || high < 0.0) return {};
  if (high == 0.0) return high_excluded || low_excluded ? "" : "0(?:\\.0+)?";
  std::vector<std::string> least;
  if (low > 0.0) {
    least.push_back(side_of(low, {.below = false, .strict = low_excluded}));
  } else if (low_excluded) {
    least = {std::string("[1-9][0-9]*") + any_fraction, "0\\.[0-9]*[1-9][0-9]*", all_scientific()};
  } else {
    least = {std::string("(?:0|[1-9][0-9]*)") + any_fraction, all_scientific()};
  }
  if (!std::isfinite(high)) return joined(least);
  std::string greatest = side_of(high, {.below = true, .strict = high_excluded});
  if (low == 0.0 && !low_excluded) return greatest;
  return fmt::format("(?={}{}$){}", greatest, tail, joined(least));
}

/// Between number and unit; a unit that begins with a digit needs some.
constexpr const char* spaces = "[ \\t]*";
constexpr const char* some_spaces = "[ \\t]+";

/// The unit as it stands in a pattern.
std::string escaped(std::string_view name) {
  std::string made;
  for (const char c : name) {
    if (std::string_view("()^$.*+?[]{}|\\").find(c) != std::string_view::npos) made += '\\';
    made += c;
  }
  return made;
}

/// The unit with what stands before it.
std::string tail_of(std::string_view name) {
  const bool is_digit = name.front() >= '0' && name.front() <= '9';
  return (is_digit ? some_spaces : spaces) + escaped(name);
}

/// Numbers of a range in the unit `name`, with sign, spaces and unit.
std::string in_unit(const Key& key, std::string_view name) {
  const std::string tail = tail_of(name);
  const double least = bound_in(key.least, key, name);
  const double greatest = bound_in(key.greatest, key, name);
  std::vector<std::string> made;
  const bool from_zero = least >= 0.0;
  if (greatest >= 0.0) {
    const std::string positive =
        sizes(std::max(least, 0.0), from_zero && key.least_excluded, greatest, false, tail);
    if (!positive.empty()) made.push_back(fmt::format("\\+?{}", positive));
  }
  if (least < 0.0) {
    const std::string negative =
        sizes(std::max(-greatest, 0.0), false, -least, key.least_excluded, tail);
    if (!negative.empty()) made.push_back(fmt::format("-{}", negative));
  } else if (least == 0.0 && !key.least_excluded) {
    made.emplace_back("-0(?:\\.0+)?");
  }
  return joined(made) + tail;
}

}  // namespace

double bound_in(double bound, const Key& key, std::string_view name) {
  if (!std::isfinite(bound) || (name == key.unit && key.unit != "1")) return bound;
  const auto value = [&](double x) {
    const auto reading = read_quantity(fmt::format("{} {}", shortest(x), name), key.unit);
    expect(reading.problem.empty(), "a unit of the case language has the key's dimension");
    return reading.value;
  };
  const double offset = value(0.0);
  // The slope over a long way, free of the offset's round-off.
  const double way = offset == 0.0 ? 1.0 : 1e6;
  const double exact = (bound - offset) * way / (value(way) - offset);
  const double tidy = read_number(fmt::format("{:.14g}", exact)).value;
  const bool is_least = bound == key.least;
  const auto inside = [&](double x) { return is_least ? value(x) >= bound : value(x) <= bound; };
  if (inside(tidy)) return tidy;
  double x = exact;
  const double towards =
      is_least ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
  for (int i = 0; i < 64 && !inside(x); ++i) x = std::nextafter(x, towards);
  return x;
}

std::string quantity_pattern(const Key& key) {
  std::vector<std::string> made;
  made.reserve(unit_names(key.unit).size());
  for (const std::string_view name : unit_names(key.unit)) made.push_back(in_unit(key, name));
  // Units whose numbers are the same share them.
  std::vector<std::pair<std::string, std::vector<std::string>>> groups;
  const auto names = unit_names(key.unit);
  for (std::size_t i = 0; i < made.size(); ++i) {
    const std::string tail = tail_of(names[i]);
    const std::string number = made[i].substr(0, made[i].size() - tail.size());
    if (!groups.empty() && groups.back().first == number) {
      groups.back().second.push_back(tail);
    } else {
      groups.push_back({number, {tail}});
    }
  }
  std::vector<std::string> alternatives;
  alternatives.reserve(groups.size());
  for (const auto& [number, units] : groups) {
    alternatives.push_back(number + joined(units));
  }
  return fmt::format("^{}$", joined(alternatives));
}

}  // namespace tektite::io
