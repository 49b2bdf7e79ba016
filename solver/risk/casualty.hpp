// From surviving fragments to a casualty expectation and a verdict.
#pragma once

#include "io/case/section.hpp"

#include <span>
#include <string>
#include <vector>

namespace tektite::risk {

/// Energy at impact from which a fragment counts [J]. Ref: NASA8719.14C, 4.7
inline constexpr double counted_energy = 15.0;
/// Half-width that a person adds to a fragment: sqrt(0.36 m^2) [m]. Ref: NASA8719.14C
inline constexpr double person_width = 0.6;
/// Largest casualty expectation of one entry. Ref: NASA8719.14C
inline constexpr double allowed_expectation = 1e-4;

/// What the case says about risk.
struct RiskSettings {
  double inclination = 0.0;  ///< orbit before entry [rad]; derived by the caller if not given
  bool inclination_given = false;
  double year = 0.0;  ///< of the population, with fraction; derived if not given
  bool year_given = false;
  double burn_failure_probability = 0.0;  ///< of the deorbit burn of a controlled entry [-]
  bool controlled = false;                ///< did the case give burn_failure_probability?
  std::vector<std::string> standards;     ///< requirements to judge by, e.g. nasa_8719_14c
};

/// Keys of the case's section `risk`.
[[nodiscard]] const io::Keys& risk_keys();
[[nodiscard]] RiskSettings read_risk(const io::Section& risk);

/// Casualty area of one fragment, (0.6 m + sqrt(A))^2 [m^2]; `area` is its mean projected area
/// [m^2], a quarter of the surface for a convex body. Ref: NASA8719.14C
[[nodiscard]] double casualty_area(double area);

/// Casualty area at which an uncontrolled entry from a circular orbit reaches 1e-4 [m^2].
/// `inclination` [rad], [0, pi]: linear in the table's degrees; above 110 deg by the symmetry
/// i -> 180 deg - i. `year`: 2024 where the table is full, 2030 at 50 and 55 deg; the ratio found
/// there is applied to every inclination, linearly in the year and on to 2050 (estimate).
/// Years before 2024 take 2024. Ref: CNES2023
[[nodiscard]] double critical_casualty_area(double inclination, double year);
/// Population density along such an orbit's ground track that those areas imply [1/m^2].
[[nodiscard]] double population_density(double inclination, double year);

/// What hits the ground.
struct Arrival {
  double casualty_area = 0.0;  ///< [m^2]
  double energy = 0.0;         ///< kinetic, at impact [J]
};

/// One requirement and what became of it.
struct Verdict {
  std::string standard;     ///< name, as in the case
  std::string requirement;  ///< in words, with the clause
  std::string quantity;     ///< what is compared, in words
  double value = 0.0;       ///< ours
  double limit = 0.0;
  bool applies = true;  ///< false: stated for information only
  bool met = false;
};

/// Casualty figures of one entry. The expectation is that of an uncontrolled entry, whatever the
/// entry is: where the pieces fall along the orbit's ground track is not used.
struct CasualtyRisk {
  int counted = 0;             ///< pieces at or above 15 J
  int below_threshold = 0;     ///< pieces below
  double casualty_area = 0.0;  ///< of the counted ones [m^2]
  double inclination = 0.0;    ///< [rad]
  double year = 0.0;
  double population_density = 0.0;  ///< [1/m^2]
  double expectation_if_uncontrolled = 0.0;
  double probability_if_uncontrolled = 0.0;  ///< of at least one casualty, 1 - exp(-expectation)
  double burn_failure_probability = 0.0;
  double expectation_if_controlled = 0.0;  ///< burn_failure_probability * expectation_if_...
  std::vector<Verdict> verdicts;
};

/// `settings` with inclination and year filled in.
[[nodiscard]] CasualtyRisk assess_casualties(std::span<const Arrival> arrivals,
                                             const RiskSettings& settings);

}  // namespace tektite::risk
