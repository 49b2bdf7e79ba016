#include "io/case/units.hpp"

#include "io/case/section.hpp"
#include "io/case/spelling.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <udunits2.h>
#include <utility>

namespace tektite::io {

namespace {

constexpr std::size_t longest_unit = 64;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_space(char c) {
  return c == ' ' || c == '\t';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Letters, degree signs, micro signs and %, each optionally raised to a small whole power; joined
/// by spaces, dots, *, / and parentheses; "1" only in front of a slash. Keeps UDUNITS' scale
/// factors, time stamps, logarithms and offsets out.
bool is_unit_text(std::string_view text) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '%' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  if (text.size() > longest_unit) return false;
  if (text.starts_with("1/")) text.remove_prefix(2);
  if (text.empty()) return false;
  bool after_symbol = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_letter(c)) {
      after_symbol = true;
    } else if (after_symbol && (c == '^' || c == '-' || is_digit(c))) {
      if (c == '^') ++i;
      if (i < text.size() && text[i] == '-') ++i;
      if (i >= text.size() || !is_digit(text[i])) return false;
      after_symbol = false;
    } else if (is_space(c) || c == '.' || c == '*' || c == '/' || c == '(' || c == ')') {
      after_symbol = false;
    } else {
      return false;
    }
  }
  return true;
}

using Dimension = std::map<std::string, int>;  ///< basic unit -> power

struct FreeUnit {
  void operator()(ut_unit* unit) const { ut_free(unit); }
};
struct FreeConverter {
  void operator()(cv_converter* converter) const { cv_free(converter); }
};
struct FreeSystem {
  void operator()(ut_system* system) const { ut_free_system(system); }
};
using Unit = std::unique_ptr<ut_unit, FreeUnit>;

/// Collects the powers of the basic units; logarithms and time stamps are refused.
struct DimensionVisitor {
  static std::string name(const ut_unit* unit) {
    const char* text = ut_get_name(unit, UT_ASCII);
    return text != nullptr ? text : "";
  }
  static ut_status basic(const ut_unit* unit, void* to) {
    (*static_cast<Dimension*>(to))[name(unit)] += 1;
    return UT_SUCCESS;
  }
  static ut_status product(const ut_unit* /*unit*/, int count, const ut_unit* const* units,
                           const int* powers, void* to) {
    for (int i = 0; i < count; ++i) (*static_cast<Dimension*>(to))[name(units[i])] += powers[i];
    return UT_SUCCESS;
  }
  static ut_status galilean(const ut_unit* /*unit*/, double /*scale*/, const ut_unit* underlying,
                            double /*offset*/, void* to) {
    const ut_visitor visitor = make();
    return ut_accept_visitor(underlying, &visitor, to);
  }
  static ut_status timestamp(const ut_unit* /*unit*/, const ut_unit* /*time*/, double /*origin*/,
                             void* /*to*/) {
    return UT_MEANINGLESS;
  }
  static ut_status logarithmic(const ut_unit* /*unit*/, double /*base*/,
                               const ut_unit* /*reference*/, void* /*to*/) {
    return UT_MEANINGLESS;
  }
  static ut_visitor make() { return {basic, product, galilean, timestamp, logarithmic}; }
};

/// y = x * factor + offset, or x / divisor where that is the exact form (2 mm is 2/1000 m, which is
/// rounded once; 2 * 0.001 is rounded twice).
struct Conversion {
  double factor = 1.0;
  double divisor = 0.0;  ///< 0: use factor
  double offset = 0.0;

  [[nodiscard]] double operator()(double x) const {
    return (divisor > 0.0 ? x / divisor : x * factor) + offset;
  }
};

/// UDUNITS' database, read once, silent.
class UnitSystem {
 public:
  static UnitSystem& get() {
    static UnitSystem system;
    return system;
  }

  /// The conversion, or the reason why there is none. Remembered.
  const Reading<Conversion>& conversion(const std::string& from, const std::string& to) {
    const auto key = std::make_pair(from, to);
    auto found = known_.find(key);
    if (found == known_.end()) {
      if (known_.size() > 10000) known_.clear();  // a hostile file shall not fill the memory
      found = known_.emplace(key, make_conversion(from, to)).first;
    }
    return found->second;
  }

 private:
  UnitSystem() {
    ut_set_error_message_handler(ut_ignore);
    system_.reset(ut_read_xml(nullptr));
    require_or(
        ExitCode::io_failed, system_ != nullptr,
        "the unit database of UDUNITS-2 cannot be read; install the package libudunits2-data "
        "or set UDUNITS2_XML_PATH to its udunits2.xml");
    const Unit degree = parse("degree");
    if (degree) ut_map_name_to_unit("deg", UT_ASCII, degree.get());
  }

  [[nodiscard]] Unit parse(const std::string& text) const {
    return Unit(ut_parse(system_.get(), text.c_str(), UT_UTF8));
  }

  static std::optional<Dimension> dimension(const ut_unit* unit) {
    Dimension powers;
    const ut_visitor visitor = DimensionVisitor::make();
    if (ut_accept_visitor(unit, &visitor, &powers) != UT_SUCCESS) return std::nullopt;
    std::erase_if(powers, [](const auto& power) { return power.second == 0; });
    return powers;
  }

  /// A factor that is a short decimal but for round-off (0.0254, 1000) becomes that decimal.
  static double tidy(double factor) {
    const double decimal = read_number(fmt::format("{:.12g}", factor)).value;
    constexpr double round_off = 8.0 * std::numeric_limits<double>::epsilon();
    return std::abs(decimal - factor) <= round_off * std::abs(factor) ? decimal : factor;
  }

  [[nodiscard]] Reading<Conversion> make_conversion(const std::string& from,
                                                    const std::string& to) const {
    const Unit wanted = parse(to);
    expect(wanted != nullptr, "the unit of a key in a table is known to UDUNITS");
    const Unit given = is_unit_text(from) ? parse(from) : nullptr;
    if (given == nullptr) {
      return {
          {},
          fmt::format("unknown unit '{}', a unit such as '{}' is wanted", printable(from, 40), to)};
    }
    const auto have = dimension(given.get());
    const auto want = dimension(wanted.get());
    if (!have || have != want) {
      return {{}, fmt::format("the unit '{}' has another dimension than '{}'", from, to)};
    }
    const std::unique_ptr<cv_converter, FreeConverter> converter(
        ut_get_converter(given.get(), wanted.get()));
    if (converter == nullptr) {
      return {{}, fmt::format("the unit '{}' cannot be converted to '{}'", from, to)};
    }
    Conversion made;
    made.offset = cv_convert_double(converter.get(), 0.0);
    // The slope of an affine unit over a long way, free of the offset's round-off.
    const double way = made.offset == 0.0 ? 1.0 : 1e6;
    made.factor = tidy((cv_convert_double(converter.get(), way) - made.offset) / way);
    const double inverse = tidy(1.0 / made.factor);
    if (inverse > 1.0 && inverse < 1e15 && inverse == std::round(inverse)) made.divisor = inverse;
    return {made, {}};
  }

  std::unique_ptr<ut_system, FreeSystem> system_;
  std::map<std::pair<std::string, std::string>, Reading<Conversion>> known_;
};

}  // namespace

std::size_t number_length(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - from;
  };
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  std::size_t mantissa = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    mantissa += digits();
  }
  if (mantissa == 0) return 0;
  const std::size_t before_exponent = at;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (digits() == 0) at = before_exponent;
  }
  return at;
}

Reading<double> read_number(std::string_view text) {
  if (text.empty() || number_length(text) != text.size()) {
    return {0.0, "is not a decimal number"};
  }
  if (text.front() == '+') text.remove_prefix(1);
  const std::size_t sign = text.front() == '-' ? 1 : 0;
  if (text.size() > sign + 1 && text[sign] == '0' && is_digit(text[sign + 1])) {
    return {0.0, "has a leading zero; write decimal numbers without it"};
  }
  double value = 0.0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem == std::errc::result_out_of_range) {
    return {0.0, "is too large or too small for a double"};
  }
  if (problem != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
    return {0.0, "is not a decimal number"};
  }
  return {value, {}};
}

Reading<double> read_quantity(std::string_view text, std::string_view unit) {
  text = trim(text);
  const std::size_t length = number_length(text);
  const std::string found = fmt::format("found '{}'", printable(text));
  const std::string_view rest = trim(text.substr(length));
  // "0x10 m" begins with a number, but is not one.
  const bool glued = !rest.empty() && rest.size() + length == text.size() &&
                     (rest.front() == 'x' || rest.front() == '_' || rest.front() == '.');
  if (length == 0 || glued) {
    return {0.0, unit == "1" ? fmt::format("a number is wanted, {}", found)
                             : fmt::format("a number with a unit such as '1 {}' is wanted, {}",
                                           unit, found)};
  }
  auto number = read_number(text.substr(0, length));
  if (!number.problem.empty()) {
    return {0.0, fmt::format("the number {}, {}", number.problem, found)};
  }
  if (rest == unit && unit != "1") return number;
  if (rest.empty() && unit == "1") return number;
  if (rest.empty()) {
    return {0.0, fmt::format("the unit is missing, write it as in '{} {}', {}",
                             text.substr(0, length), unit, found)};
  }
  if (unit == "1" && rest != "%") {
    return {0.0, fmt::format("a number without unit (or with %) is wanted, {}", found)};
  }
  const auto& conversion = UnitSystem::get().conversion(std::string(rest), std::string(unit));
  if (!conversion.problem.empty()) {
    return {0.0, fmt::format("{}, {}", conversion.problem, found)};
  }
  const double value = conversion.value(number.value);
  if (!std::isfinite(value)) {
    return {0.0, fmt::format("the value is too large for a double, {}", found)};
  }
  return {value, {}};
}

std::string shortest(double value) {
  std::array<char, 64> text{};
  const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), value);
  expect(problem == std::errc{}, "a double fits 64 characters");
  return std::string(text.data(), end);
}

std::string quantity_text(double value, std::string_view unit) {
  return unit == "1" ? shortest(value) : fmt::format("{} {}", shortest(value), unit);
}

double to_si(std::string_view value, std::string_view unit) {
  const auto reading = read_quantity(value, unit);
  require(reading.problem.empty(), "{}", reading.problem);
  return reading.value;
}

}  // namespace tektite::io
