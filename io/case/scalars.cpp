#include "io/case/scalars.hpp"

#include "io/case/number_pattern.hpp"
#include "io/case/spelling.hpp"
#include "io/case/unit_names.hpp"
#include "io/case/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace tektite::io {

namespace {

bool in_range(const Key& key, double value) {
  return (key.least_excluded ? value > key.least : value >= key.least) && value <= key.greatest;
}

std::string_view trim(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// The form that numbers with a unit have, so that a pattern can tell their size: as in JSON, with
/// an optional +, and powers of ten as in 12.5e-3.
std::string form_problem(std::string_view number) {
  const std::size_t sign = number.starts_with('-') || number.starts_with('+') ? 1 : 0;
  const std::size_t dot = number.find('.');
  const std::size_t power = number.find_first_of("eE");
  const std::string_view whole = number.substr(sign, std::min(dot, power) - sign);
  if (whole.empty() || (dot != number.npos && std::min(power, number.size()) == dot + 1)) {
    return "a decimal point stands between digits, as in 0.5";
  }
  if (power == number.npos) return {};
  if (whole.size() > 3 || whole.front() == '0') {
    return "a number with an exponent has one to three digits before the point, the first not 0, "
           "as in 5e-4";
  }
  std::string_view exponent = number.substr(power + 1);
  if (exponent.starts_with('-') || exponent.starts_with('+')) exponent.remove_prefix(1);
  while (exponent.size() > 1 && exponent.front() == '0') exponent.remove_prefix(1);
  int size = 0;
  const auto [end, problem] =
      std::from_chars(exponent.data(), exponent.data() + exponent.size(), size);
  if (problem != std::errc{} || size > greatest_exponent) return "the exponent is too large";
  return {};
}

/// The unit in which a range is said: SI, unless its bounds are long there and short elsewhere, as
/// those of angles in deg.
std::string_view roundest_unit(const Key& key) {
  constexpr std::size_t long_number = 10;
  const auto length = [&](std::string_view unit) {
    return std::max(shortest(bound_in(key.least, key, unit)).size(),
                    shortest(bound_in(key.greatest, key, unit)).size());
  };
  if (key.unit == "1" || length(key.unit) < long_number) return key.unit;
  std::string_view best = key.unit;
  for (const std::string_view unit : unit_names(key.unit)) {
    if (length(unit) < length(best)) best = unit;
  }
  return best;
}

/// What the case language adds to what read_quantity() takes.
std::string language_problem(const Key& key, const TreeNode& node, double value) {
  const std::string_view text = trim(node.text);
  const std::size_t length = number_length(text);
  const std::string_view unit = trim(text.substr(length));
  if (unit.empty()) {
    if (!node.quoted) return {};
    return fmt::format("numbers are written without quotes, found '{}'", printable(node.text));
  }
  const auto names = unit_names(key.unit);
  if (std::ranges::find(names, unit) == names.end()) {
    return fmt::format("the unit '{}' is not one of: {}", printable(unit, 40),
                       fmt::join(names, ", "));
  }
  if (const std::string form = form_problem(text.substr(0, length)); !form.empty()) {
    return fmt::format("{}, found '{}'", form, printable(node.text));
  }
  const double size = std::abs(value);
  if (size != 0.0 && (size > 1e290 || size < 1e-290)) {
    return fmt::format("the number is too large or too small, found '{}'", printable(node.text));
  }
  return {};
}

}  // namespace

std::string range_text(const Key& key) {
  const bool below = key.least > -std::numeric_limits<double>::infinity();
  const bool above = key.greatest < std::numeric_limits<double>::infinity();
  if (!below && !above) return {};
  if (below && above) {
    const std::string_view unit = roundest_unit(key);
    const auto bound = [&](double si) {
      return shortest(unit == key.unit ? si : bound_in(si, key, unit));
    };
    return fmt::format("in {}{}, {}]{}{}", key.least_excluded ? '(' : '[', bound(key.least),
                       bound(key.greatest), key.unit == "1" ? "" : " ",
                       key.unit == "1" ? "" : unit);
  }
  if (below) {
    return fmt::format("{} {}", key.least_excluded ? "greater than" : "at least",
                       quantity_text(key.least, key.unit));
  }
  return fmt::format("at most {}", quantity_text(key.greatest, key.unit));
}

Reading<double> read_number_of(const Key& key, const TreeNode& node) {
  auto reading = read_quantity(node.text, key.unit);
  if (reading.problem.empty()) reading.problem = language_problem(key, node, reading.value);
  if (reading.problem.empty() && !in_range(key, reading.value)) {
    reading.problem = fmt::format("must be {}, found '{}'", range_text(key), printable(node.text));
    const std::string si = quantity_text(reading.value, key.unit);
    if (si != node.text) reading.problem += fmt::format(" = {}", si);
  }
  return reading;
}

Reading<std::int64_t> read_integer_of(const Key& key, const TreeNode& node) {
  std::string_view text = node.text;
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool plain = !node.quoted && !text.empty() && end == text.data() + text.size();
  const std::size_t sign = !text.empty() && text[0] == '-' ? 1 : 0;
  const bool leading_zero = text.size() > sign + 1 && text[sign] == '0';
  if (!plain || problem != std::errc{} || leading_zero) {
    return {0,
            fmt::format("a whole number without unit is wanted, found '{}'", printable(node.text))};
  }
  if (!in_range(key, static_cast<double>(value))) {
    return {0, fmt::format("must be {}, found {}", range_text(key), value)};
  }
  return {value, {}};
}

Reading<bool> read_boolean_of(const TreeNode& node) {
  if (!node.quoted && (node.text == "true" || node.text == "false")) {
    return {node.text == "true", {}};
  }
  return {false, fmt::format("true or false is wanted, found '{}'", printable(node.text))};
}

Reading<std::string> read_text_of(const Key& key, const TreeNode& node, bool allow_path) {
  if (key.type == KeyType::choice || !key.choices.empty()) {
    if (std::ranges::find(key.choices, node.text) != key.choices.end()) return {node.text, {}};
    return {{},
            fmt::format("unknown choice '{}'{}", printable(node.text),
                        suggestion(node.text, key.choices))};
  }
  if (!node.quoted && !key.any_scalar && is_other_than_text(node.text)) {
    return {{},
            fmt::format("a text is wanted; write it in quotes, since YAML takes '{}' for something "
                        "else",
                        printable(node.text))};
  }
  if (key.type == KeyType::name && !is_name(node.text)) {
    return {{},
            fmt::format("'{}' is not a name: letters, digits, _ - . and inner spaces are wanted, "
                        "at most 64, and a letter or digit first",
                        printable(node.text))};
  }
  std::string problem = text_problem(node.text);
  if (problem.empty() && key.type == KeyType::path && !allow_path) {
    problem = path_problem(node.text);
  }
  if (!problem.empty()) return {{}, std::move(problem)};
  return {node.text, {}};
}

}  // namespace tektite::io
