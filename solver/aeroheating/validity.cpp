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

RangeWatch::RangeWatch(std::string family, std::string_view model,
                       const std::array<Limit, 3>& limits)
    : family_(std::move(family)), model_(model) {
  for (const Limit& limit : limits) {
    if (limit.quantity.empty()) continue;
    double Conditions::*const value = condition_named(limit.quantity);
    expect(value != nullptr, "a limit is of a quantity that is known");
    watched_.push_back({limit, value, {}});
  }
}

void RangeWatch::look(const Conditions& at) {
  for (Watched& watched : watched_) {
    const double value = at.*watched.value;
    const bool is_below = value < watched.limit.least;
    if (!is_below && !(value > watched.limit.greatest)) continue;
    ++hits_;
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
