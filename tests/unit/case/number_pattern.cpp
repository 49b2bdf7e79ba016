// The pattern of a range matches what the parser takes, and nothing else: numbers near the bounds,
// of all sizes and in all forms, by two independent ways.
#include "io/case/number_pattern.hpp"

#include "io/case/scalars.hpp"
#include "io/case/unit_names.hpp"
#include "io/case/units.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <regex>

namespace tektite::io {
namespace {

class Texts {
 public:
  explicit Texts(const Key& key) : key_(key) {}

  /// A number as a person or a program could type it.
  std::string next() {
    const auto names = unit_names(key_.unit);
    const std::string_view unit = names[pick(names.size())];
    double size = std::pow(10.0, static_cast<double>(pick(24)) - 12.0) * fraction();
    const double bound = pick(2) == 0 ? key_.least : key_.greatest;
    if (std::isfinite(bound) && pick(2) == 0) {
      const double change[] = {0.0, 1e-3, -1e-3, 0.1, -0.1, 1.0, -1.0};
      size = bound_in(bound, key_, unit) * (1.0 + change[pick(std::size(change))]);
    }
    if (pick(12) == 0) size = 0.0;
    if (pick(4) == 0) size = -size;
    std::string number;
    switch (pick(4)) {
      case 0:
        number = fmt::format("{:.{}f}", size, pick(6));
        break;
      case 1:
        number = fmt::format("{:.{}e}", size, pick(4));
        break;
      case 2:
        number = shifted(size);
        break;
      default:
        number = shortest(size);
    }
    if (pick(20) == 0 && size > 0.0) number = fmt::format("+{}", number);
    const char* const gaps[] = {" ", "", "  "};
    return fmt::format("{}{}{}", number, gaps[pick(3)], unit);
  }

 private:
  std::size_t pick(std::size_t count) { return random_() % count; }
  double fraction() { return 1.0 + static_cast<double>(pick(9000)) / 1000.0; }

  /// With two or three digits before the point of a power of ten.
  std::string shifted(double size) {
    const int power = size == 0.0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(size))));
    const int moved = power - 1 - static_cast<int>(pick(2));
    return fmt::format("{:.{}f}e{}", size / std::pow(10.0, moved), pick(4), moved);
  }

  const Key& key_;
  std::mt19937 random_{42};
};

TEST(NumberPattern, AgreesWithTheParser) {
  const std::vector<Key> keys = {
      {.name = "any", .unit = "m"},
      {.name = "positive", .unit = "m", .least = 0.0, .least_excluded = true},
      {.name = "temperature", .unit = "K", .least = 100.0, .greatest = 1000.0},
      {.name = "cold", .unit = "K", .least = 0.0},
      {.name = "altitude", .unit = "m", .least = 0.0, .greatest = 1e6, .least_excluded = true},
      {.name = "angle",
       .unit = "rad",
       .least = -0.5 * std::numbers::pi,
       .greatest = 0.5 * std::numbers::pi},
      {.name = "down", .unit = "rad", .least = -0.5 * std::numbers::pi, .greatest = 0.0},
      {.name = "step", .unit = "s", .least = 1e-4, .greatest = 60.0},
      {.name = "small", .unit = "1/K", .least = -1.25e-3, .greatest = 2.5e-3},
      {.name = "below", .unit = "J", .least = -300.0, .greatest = -20.5, .least_excluded = true},
      {.name = "share", .least = 0.0, .greatest = 1.0, .least_excluded = true},
      {.name = "ratio", .least = -1.0, .greatest = 0.5, .least_excluded = true},
  };
  for (const Key& key : keys) {
    const std::regex pattern(quantity_pattern(key));
    Texts texts(key);
    int accepted = 0;
    constexpr int trials = 4000;
    for (int i = 0; i < trials; ++i) {
      TreeNode node;
      node.kind = TreeNode::Kind::scalar;
      node.text = texts.next();
      const auto reading = read_number_of(key, node);
      accepted += reading.problem.empty() ? 1 : 0;
      ASSERT_EQ(std::regex_search(node.text, pattern), reading.problem.empty())
          << key.name << ": " << node.text << ": " << reading.problem;
    }
    EXPECT_GT(accepted, trials / 50) << key.name;  // neither side says no to everything
    EXPECT_LT(accepted, trials) << key.name;
  }
}

TEST(NumberPattern, RefusesWhatIsNoNumberWithAUnit) {
  const Key key = {.name = "length", .unit = "m", .least = 0.0, .greatest = 10.0};
  const std::regex pattern(quantity_pattern(key));
  for (const char* text : {"0x5 m", "05 m", "5", "m", "", "5 ft", "5 m m", ".5 m", "5. m", "5e m",
                           "1_0 m", "1,5 m", "5 m\n", "nan m", "inf m", "--5 m", "5e-300 m"}) {
    EXPECT_FALSE(std::regex_search(text, pattern)) << text;
  }
  for (const char* text : {"5 m", "5m", "10 m", "1000 cm", "10.000 m", "0 m", "-0 m", "1e1 m",
                           "100e-1 m", "9.999e0 m", "0.01 km", "5e-299 m", "+5 m"}) {
    EXPECT_TRUE(std::regex_search(text, pattern)) << text;
  }
}

TEST(UnitNames, AllOfAListHaveOneDimension) {
  for (const std::string_view unit : listed_units()) {
    for (const std::string_view name : unit_names(unit)) {
      const auto reading = read_quantity(fmt::format("1 {}", name), unit);
      EXPECT_EQ(reading.problem, "") << unit << " " << name;
    }
  }
}

}  // namespace
}  // namespace tektite::io
