#include "materials/caloric.hpp"

#include <algorithm>

namespace tektite::materials {

namespace {

/// Of the table, constant outside.
double heat_at(std::span<const double> x, std::span<const double> y, double temperature) {
  if (temperature <= x.front()) return y.front();
  if (temperature >= x.back()) return y.back();
  const auto i = static_cast<std::size_t>(std::ranges::upper_bound(x, temperature) - x.begin()) - 1;
  return y[i] + (y[i + 1] - y[i]) * ((temperature - x[i]) / (x[i + 1] - x[i]));
}

}  // namespace

CaloricCurve::CaloricCurve(std::span<const double> x, std::span<const double> y, double solidus,
                           double liquidus, double latent_heat) {
  expect(!x.empty() && x.size() == y.size(), "a specific heat has a table");
  expect(liquidus > solidus && latent_heat >= 0.0, "melting takes a range of temperature");
  std::vector<double> knots(x.begin(), x.end());
  knots.insert(knots.end(), {solidus, liquidus, zero_enthalpy_temperature});
  std::ranges::sort(knots);
  knots.erase(std::unique(knots.begin(), knots.end()), knots.end());

  // Long sums in extended precision, so that every knot is right to the last digit.
  const double melting_heat = latent_heat / (liquidus - solidus);
  std::vector<long double> sums = {0.0L};
  intervals_.push_back({knots.front(), 0.0, heat_at(x, y, knots.front()), 0.0});
  if (knots.front() >= solidus && knots.front() < liquidus) intervals_.back().heat += melting_heat;
  for (std::size_t k = 0; k + 1 < knots.size(); ++k) {
    const double width = knots[k + 1] - knots[k];
    const bool melts = knots[k] >= solidus && knots[k + 1] <= liquidus;
    const double extra = melts ? melting_heat : 0.0;
    const double left = heat_at(x, y, knots[k]) + extra;
    const double right = heat_at(x, y, knots[k + 1]) + extra;
    intervals_.push_back({knots[k], 0.0, left, 2.0 * (right - left) / width});
    const auto mean = (static_cast<long double>(left) + static_cast<long double>(right)) / 2.0L;
    sums.push_back(sums.back() + mean * width);
  }
  intervals_.push_back({knots.back(), 0.0, heat_at(x, y, knots.back()), 0.0});
  const auto zero =
      static_cast<std::size_t>(std::ranges::find(knots, zero_enthalpy_temperature) - knots.begin());
  std::vector<double> enthalpies;
  for (std::size_t k = 0; k < knots.size(); ++k) {
    enthalpies.push_back(static_cast<double>(sums[k] - sums[zero]));
    intervals_[k + 1].enthalpy = enthalpies.back();
  }
  intervals_.front().enthalpy = enthalpies.front();
  lowest_temperature_ = knots.front();
  lowest_enthalpy_ = enthalpies.front();
  by_temperature_ = UniformIndex(knots);
  by_enthalpy_ = UniformIndex(enthalpies);
}

}  // namespace tektite::materials
