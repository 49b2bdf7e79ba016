#include "solver/aeroheating/validity.hpp"

#include "solver/base/error.hpp"
#include "solver/base/log.hpp"

#include <fmt/format.h>

namespace tektite::aeroheating {

double Conditions::*condition_named(std::string_view quantity) {
  constexpr std::array<std::pair<std::string_view, double Conditions::*>, 6> names = {{
      {"speed", &Conditions::speed},
      {"mach", &Conditions::mach},
      {"density", &Conditions::density},
      {"knudsen", &Conditions::knudsen},
      {"reynolds", &Conditions::reynolds},
      {"radius", &Conditions::radius},
  }};
  for (const auto& [name, member] : names) {
    if (name == quantity) return member;
  }
  return nullptr;
}

namespace {
/// " m/s" after a number, nothing after a ratio.
std::string_view unit_of(std::string_view quantity) {
  if (quantity == "speed") return " m/s";
  if (quantity == "density") return " kg/m3";
  if (quantity == "radius") return " m";
  return "";
}
}  // namespace

RangeWatch::RangeWatch(std::string family, std::string_view model,
                       const std::array<Limit, 3>& limits)
    : family_(std::move(family)), model_(model) {
  for (const Limit& limit : limits) {
    if (limit.quantity.empty()) continue;
    double Conditions::*const value = condition_named(limit.quantity);
    expect(value != nullptr, "a limit is of a quantity that is known");
    watched_.push_back({limit, value, {}});
    const auto use = [&](const char* side, double bound) {
      uses_.push_back({fmt::format("{} {}, {} {} {:g}{}", family_, model_, limit.quantity, side,
                                   bound, unit_of(limit.quantity)),
                       0, 0.0});
    };
    use("below", limit.least);
    use("above", limit.greatest);
  }
}

std::int64_t RangeWatch::hits() const {
  std::int64_t sum = 0;
  for (const RangeUse& use : uses_) sum += use.count;
  return sum;
}

void RangeWatch::begin() {
  for (RangeUse& use : uses_) use.count = 0;
}

void RangeWatch::look(const Conditions& at) {
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    Watched& watched = watched_[i];
    const double value = at.*watched.value;
    const bool is_below = value < watched.limit.least;
    if (!is_below && !(value > watched.limit.greatest)) continue;
    RangeUse& use = uses_[2 * i + (is_below ? 0 : 1)];
    if (use.count++ == 0) use.first_altitude = at.altitude;
    bool& was_said = watched.was_said[is_below ? 0 : 1];
    if (was_said) continue;
    was_said = true;
    // A kind of its own: no other model's lines hide it.
    log::write_warning(
        fmt::format("{} {} {}", family_, model_, watched.limit.quantity),
        fmt::format("{}: {} is asked at a {} of {:.5g}; it is known from {:.5g} to {:.5g}, from "
                    "here on this is counted",
                    family_, model_, watched.limit.quantity, value, watched.limit.least,
                    watched.limit.greatest));
  }
}

}  // namespace tektite::aeroheating
