// Heat content of a state: what Thermal::stored and stored_by_body return.
#pragma once

#include "solver/thermal/thermal.hpp"

#include <vector>

namespace tektite::thermal {

[[nodiscard]] StoredHeat stored_in(const vehicle::Vehicle& built, const vehicle::State& state);
[[nodiscard]] std::vector<double> stored_by_body_in(const vehicle::Vehicle& built,
                                                    const vehicle::State& state);

}  // namespace tektite::thermal
