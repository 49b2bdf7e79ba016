#include "solver/risk/casualty.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tektite::risk {

namespace {

/// Casualty area of 1e-4 in 2024 by inclination. Ref: CNES2023
struct CriticalArea {
  double inclination;  // [deg]
  double area;         // [m^2]
};
constexpr std::array<CriticalArea, 23> critical_2024 = {{
    {0, 8.40},  {5, 9.16},  {10, 6.49}, {15, 6.07},  {20, 6.38},  {25, 4.77},
    {30, 4.59}, {35, 4.23}, {40, 4.56}, {45, 5.16},  {50, 5.65},  {55, 6.02},
    {60, 6.67}, {65, 7.32}, {70, 7.80}, {75, 8.15},  {80, 8.40},  {85, 8.54},
    {90, 8.59}, {92, 8.58}, {98, 8.46}, {100, 8.40}, {110, 7.80},
}};
/// What is left of those areas in 2030, where both years are known. Ref: CNES2023
constexpr double left_at_50 = 5.40 / 5.65;
constexpr double left_at_55 = 5.77 / 6.02;

double critical_area_2024(double degrees) {
  const auto above =
      std::lower_bound(critical_2024.begin(), critical_2024.end(), degrees,
                       [](const CriticalArea& line, double i) { return line.inclination < i; });
  if (above == critical_2024.begin()) return above->area;
  const auto below = above - 1;
  const double part = (degrees - below->inclination) / (above->inclination - below->inclination);
  return below->area + part * (above->area - below->area);
}

/// A known set of requirements.
struct Standard {
  std::string_view name;
  void (*judge)(const CasualtyRisk&, bool controlled, std::vector<Verdict>&);
};

// Ref: NASA8719.14C, requirement 4.7-1
void judge_nasa_8719_14c(const CasualtyRisk& risk, bool controlled,
                         std::vector<Verdict>& verdicts) {
  Verdict uncontrolled;
  uncontrolled.standard = "nasa_8719_14c";
  uncontrolled.requirement =
      "NASA-STD-8719.14C 4.7-1a: the risk of human casualty of an uncontrolled entry is at most "
      "1 in 10 000";
  uncontrolled.quantity = "casualty expectation as if the entry were uncontrolled";
  uncontrolled.value = risk.expectation_if_uncontrolled;
  uncontrolled.limit = allowed_expectation;
  uncontrolled.applies = !controlled;
  uncontrolled.met = uncontrolled.value <= uncontrolled.limit;
  verdicts.push_back(uncontrolled);
  if (!controlled) return;
  Verdict burn = uncontrolled;
  burn.requirement =
      "NASA-STD-8719.14C 4.7-1c: for a controlled entry, the probability that the burn fails times "
      "the risk of an uncontrolled entry is at most 1 in 10 000";
  burn.quantity = "burn failure probability times that expectation";
  burn.value = risk.expectation_if_controlled;
  burn.applies = true;
  burn.met = burn.value <= burn.limit;
  verdicts.push_back(burn);
}

constexpr std::array<Standard, 1> standards = {{{"nasa_8719_14c", judge_nasa_8719_14c}}};

const Standard* find_standard(std::string_view name) {
  const auto found = std::ranges::find(standards, name, &Standard::name);
  return found == standards.end() ? nullptr : &*found;
}

std::vector<std::string_view> standard_names() {
  std::vector<std::string_view> names;
  names.reserve(standards.size());
  for (const Standard& standard : standards) names.push_back(standard.name);
  return names;
}

}  // namespace

const io::Keys& risk_keys() {
  static const io::Keys keys = {
      {.name = "inclination",
       .unit = "rad",
       .least = 0.0,
       .greatest = constants::pi,
       .meaning = "Of the orbit before entry; if absent, of the osculating orbit at entry."},
      {.name = "year",
       .least = 2000.0,
       .greatest = 2100.0,
       .meaning = "Of the population at risk; if absent, the year of entry."},
      {.name = "burn_failure_probability",
       .least = 0.0,
       .greatest = 1.0,
       .meaning = "That the deorbit burn of a controlled entry fails. Giving it makes the entry a "
                  "controlled one."},
      {.name = "standards",
       .type = io::KeyType::texts,
       .fallback = "[nasa_8719_14c]",
       .choices = standard_names(),
       .meaning = "Requirements to judge by."},
  };
  return keys;
}

RiskSettings read_risk(const io::Section& risk) {
  RiskSettings settings;
  settings.inclination_given = risk.has("inclination");
  if (settings.inclination_given) settings.inclination = risk.number("inclination");
  settings.year_given = risk.has("year");
  if (settings.year_given) settings.year = risk.number("year");
  settings.controlled = risk.has("burn_failure_probability");
  if (settings.controlled) {
    settings.burn_failure_probability = risk.number("burn_failure_probability");
  }
  settings.standards = risk.texts("standards");
  return settings;
}

double casualty_area(double area) {
  const double width = person_width + std::sqrt(area);
  return width * width;
}

double critical_casualty_area(double inclination, double year) {
  require(inclination >= 0.0 && inclination <= constants::pi,
          "inclination must lie in [0, 180] deg, got {} deg", inclination / constants::degree);
  double degrees = inclination / constants::degree;
  if (degrees > critical_2024.back().inclination) degrees = 180.0 - degrees;
  const double part = std::clamp((degrees - 50.0) / 5.0, 0.0, 1.0);
  const double left_in_2030 = left_at_50 + part * (left_at_55 - left_at_50);
  const double years = (std::clamp(year, 2024.0, 2050.0) - 2024.0) / 6.0;
  return critical_area_2024(degrees) * (1.0 - years * (1.0 - left_in_2030));
}

double population_density(double inclination, double year) {
  return allowed_expectation / critical_casualty_area(inclination, year);
}

CasualtyRisk assess_casualties(std::span<const Arrival> arrivals, const RiskSettings& settings) {
  CasualtyRisk risk;
  for (const Arrival& arrival : arrivals) {
    if (arrival.energy >= counted_energy) {
      ++risk.counted;
      risk.casualty_area += arrival.casualty_area;
    } else {
      ++risk.below_threshold;
    }
  }
  risk.inclination = settings.inclination;
  risk.year = settings.year;
  risk.population_density = population_density(settings.inclination, settings.year);
  risk.expectation_if_uncontrolled = risk.population_density * risk.casualty_area;
  risk.probability_if_uncontrolled = -std::expm1(-risk.expectation_if_uncontrolled);
  risk.burn_failure_probability = settings.burn_failure_probability;
  risk.expectation_if_controlled =
      settings.burn_failure_probability * risk.expectation_if_uncontrolled;
  for (const std::string& name : settings.standards) {
    const Standard* standard = find_standard(name);
    require(standard != nullptr, "unknown risk standard '{}'", name);
    standard->judge(risk, settings.controlled, risk.verdicts);
  }
  return risk;
}

}  // namespace tektite::risk
