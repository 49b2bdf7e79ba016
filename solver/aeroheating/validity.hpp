// Models asked outside of where they have been compared with something: counted, and said once.
#pragma once

#include "solver/base/registry.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tektite::aeroheating {

/// What the limits of this room's registries are about.
struct Conditions {
  double speed = 0.0;     ///< "speed" [m/s]
  double mach = 0.0;      ///< "mach"
  double density = 0.0;   ///< "density" [kg/m^3]
  double knudsen = 0.0;   ///< "knudsen", on the body's length
  double reynolds = 0.0;  ///< "reynolds", of the undisturbed air on the body's length
  double radius = 0.0;    ///< "radius", the nose's or half the body's length [m]
  double altitude = 0.0;  ///< where it was [m]; nothing has a limit of it
};

/// One side of one limit, and how often a model was asked beyond it.
struct RangeUse {
  std::string name;  ///< "heating.stagnation scarab, mach below 3"
  std::int64_t count = 0;
  double first_altitude = 0.0;  ///< [m]; where count > 0
};

/// Watches one model. Every rank asks the same, so that the counts agree.
class RangeWatch {
 public:
  /// `family` and `model` for the message: "heating.stagnation", "scarab". A limit of a quantity
  /// that Conditions lacks is a mistake of ours (expect).
  RangeWatch(std::string family, std::string_view model, const std::array<Limit, 3>& limits);

  /// Counts each limit that `at` is outside of; the first time on each side there is a line in the
  /// log.
  void look(const Conditions& at);

  /// Two for each limit: below, above. Counts since the last begin().
  [[nodiscard]] std::span<const RangeUse> uses() const { return uses_; }
  [[nodiscard]] std::int64_t hits() const;
  /// Counts start from zero; what was said is not said again.
  void begin();

 private:
  struct Watched {
    Limit limit;
    double Conditions::*value = nullptr;
    std::array<bool, 2> was_said{};  ///< below, above
  };
  std::string family_;
  std::string model_;
  std::vector<Watched> watched_;
  std::vector<RangeUse> uses_;
};

/// The member of Conditions by its name, or none.
[[nodiscard]] double Conditions::*condition_named(std::string_view quantity);

}  // namespace tektite::aeroheating
