#include "materials/decomposition.hpp"

#include "materials/material.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace tektite::materials {
namespace {

void check_reaction(const Properties& virgin, const Reaction& r) {
  require(r.char_density >= 0.0 && r.virgin_density > r.char_density,
          "material '{}': reaction '{}': the virgin density must be above that of char, found {} "
          "and {} kg/m3",
          virgin.name, r.name, r.virgin_density, r.char_density);
  require(r.frequency > 0.0 && r.activation_temperature >= 0.0 && r.order > 0.0,
          "material '{}': reaction '{}': frequency and order must be positive", virgin.name,
          r.name);
}

double slope_at(const CaloricCurve& curve, double temperature) {
  return 1.0 / curve.temperature_and_slope(curve.enthalpy(temperature)).second;
}

/// Specific heat just right of a knot and just left of the next one.
struct Ends {
  double right, left;
};
Ends heat_between(const CaloricCurve& curve, double cold, double warm) {
  // Linear between knots: two points inside give both ends.
  const double a = slope_at(curve, cold + 0.25 * (warm - cold));
  const double b = slope_at(curve, cold + 0.75 * (warm - cold));
  return {1.5 * a - 0.5 * b, 1.5 * b - 0.5 * a};
}

}  // namespace

Charring::Charring(const Decomposition& numbers, const Properties& virgin,
                   const CaloricCurve& caloric)
    : numbers_(numbers) {
  take_reactions(virgin);
  if (numbers.function_lost_above > 0.0) {
    quiet_below_ = std::min(quiet_below_, numbers.function_lost_above);
  }
  // Oxidation and ablation need no reaction; they are looked at from the same temperature on.
  if (numbers.ablation) {
    require(numbers.ablation->heat > 0.0, "material '{}': the heat of ablation must be positive",
            virgin.name);
    quiet_below_ = std::min(quiet_below_, 0.5 * numbers.ablation->temperature);
  }
  if (numbers.oxidation) quiet_below_ = std::min(quiet_below_, 500.0);
  size_ = reactions() + (can_lose_function() ? 1 : 0);

  const auto pick = [](const Curve& own, const Curve& other) { return own.empty() ? other : own; };
  virgin_conductivity_ = virgin.conductivity;
  virgin_emissivity_ = virgin.emissivity;
  char_conductivity_ = pick(numbers.conductivity, virgin.conductivity);
  char_emissivity_ = pick(numbers.emissivity, virgin.emissivity);
  const Curve char_heat_curve = pick(numbers.specific_heat, virgin.specific_heat);
  const CaloricCurve char_caloric(char_heat_curve.x(), char_heat_curve.y(), virgin.solidus,
                                  virgin.liquidus, virgin.latent_heat);

  // One scale: zero of the virgin state at 200 K.
  const double at = numbers.reference_temperature;
  double char_shift = 0.0, gas_shift = 0.0;
  if (reactions() > 0) {
    require(!numbers.gas_enthalpy.empty(), "material '{}': reactions without enthalpy of the gas",
            virgin.name);
    if (numbers.heat_of_pyrolysis) {
      const double needed =
          (caloric.enthalpy(at) - char_ratio_ * char_caloric.enthalpy(at)) / (1.0 - char_ratio_) +
          *numbers.heat_of_pyrolysis;
      gas_shift = needed - numbers.gas_enthalpy(at);
    } else {
      gas_shift = caloric.enthalpy(at) - numbers.virgin_formation;
      char_shift = numbers.char_formation + gas_shift - char_caloric.enthalpy(at);
    }
  }
  std::vector<double> gas(numbers.gas_enthalpy.y().begin(), numbers.gas_enthalpy.y().end());
  for (double& h : gas) h += gas_shift;
  gas_ = gas.empty()
             ? Curve(0.0)
             : Curve({numbers.gas_enthalpy.x().begin(), numbers.gas_enthalpy.x().end()}, gas);

  std::vector<double> knots{virgin.solidus, virgin.liquidus, zero_enthalpy_temperature};
  for (const Curve* curve : {&virgin.specific_heat, &char_heat_curve}) {
    knots.insert(knots.end(), curve->x().begin(), curve->x().end());
  }
  std::ranges::sort(knots);
  knots.erase(std::unique(knots.begin(), knots.end()), knots.end());
  const auto knot = [&](double place, Ends v, Ends c, double width) {
    knots_.push_back({place, caloric.enthalpy(place), v.right, (v.left - v.right) / width,
                      char_caloric.enthalpy(place) + char_shift, c.right,
                      (c.left - c.right) / width});
  };
  const double cold = slope_at(caloric, knots.front() - 1.0);
  const double cold_char = slope_at(char_caloric, knots.front() - 1.0);
  knot(knots.front(), {cold, cold}, {cold_char, cold_char}, 1.0);
  for (std::size_t k = 0; k < knots.size(); ++k) {
    const double next = k + 1 < knots.size() ? knots[k + 1] : knots[k] + 1000.0;
    knot(knots[k], heat_between(caloric, knots[k], next),
         heat_between(char_caloric, knots[k], next), next - knots[k]);
  }
  find_range(virgin, char_heat_curve);
}

/// Gas shares, frequencies, what is left, and when nothing happens.
void Charring::take_reactions(const Properties& virgin) {
  double released = 0.0, virgin_sum = 0.0;
  quiet_below_ = std::numeric_limits<double>::infinity();
  for (const Reaction& r : numbers_.reactions) {
    check_reaction(virgin, r);
    gas_share_.push_back((r.virgin_density - r.char_density) / virgin.density);
    // With rho - rho_c = (rho_v - rho_c) x the law is dx/dt = -A (1 - rho_c/rho_v)^(m-1) x^m e^..
    frequency_.push_back(r.frequency *
                         std::pow(1.0 - r.char_density / r.virgin_density, r.order - 1.0));
    released += gas_share_.back();
    virgin_sum += r.virgin_density;
    quiet_below_ = std::min(quiet_below_, r.active_above);
  }
  char_ratio_ = 1.0 - released;
  require(virgin_sum <= virgin.density * (1.0 + 1e-9),
          "material '{}': the components that react weigh {} kg/m3 together, more than the density "
          "{} kg/m3",
          virgin.name, virgin_sum, virgin.density);
  require(char_ratio_ >= 0.01,
          "material '{}': at least 1 % of the density must be left as char, found {:.3g} %",
          virgin.name, 100.0 * char_ratio_);
}

/// Where all tables are known.
void Charring::find_range(const Properties& virgin, const Curve& char_heat) {
  least_ = -std::numeric_limits<double>::infinity();
  greatest_ = std::numeric_limits<double>::infinity();
  for (const Curve* curve : std::initializer_list<const Curve*>{
           &virgin.specific_heat, &virgin.conductivity, &char_heat, &char_conductivity_, &gas_}) {
    if (curve->x().size() < 2) continue;  // said to be constant
    least_ = std::max(least_, curve->x().front());
    greatest_ = std::min(greatest_, curve->x().back());
  }
}

const Charring::Knot& Charring::knot_below(double temperature) const {
  const auto after = std::upper_bound(knots_.begin() + 1, knots_.end(), temperature,
                                      [](double T, const Knot& k) { return T < k.temperature; });
  return *(after - 1);
}

Charring::Heat Charring::virgin_heat(double temperature) const {
  const Knot& k = knot_below(temperature);
  const double d = temperature - k.temperature;
  return {k.virgin_enthalpy + d * (k.virgin_heat + 0.5 * k.virgin_slope * d),
          k.virgin_heat + k.virgin_slope * d};
}

Charring::Heat Charring::char_heat(double temperature) const {
  const Knot& k = knot_below(temperature);
  const double d = temperature - k.temperature;
  return {k.char_enthalpy + d * (k.char_heat + 0.5 * k.char_slope * d),
          k.char_heat + k.char_slope * d};
}

Charring::Heat Charring::solid_heat(double temperature, double virgin) const {
  const Heat v = virgin_heat(temperature), c = char_heat(temperature);
  return {virgin * v.enthalpy + (1.0 - virgin) * c.enthalpy,
          virgin * v.slope + (1.0 - virgin) * c.slope};
}

double Charring::temperature(double enthalpy, double virgin) const {
  const double charred = 1.0 - virgin;
  const auto blend = [&](const Knot& k) {
    return virgin * k.virgin_enthalpy + charred * k.char_enthalpy;
  };
  const auto after = std::upper_bound(knots_.begin() + 1, knots_.end(), enthalpy,
                                      [&](double h, const Knot& k) { return h < blend(k); });
  const Knot& k = *(after - 1);
  const double heat = virgin * k.virgin_heat + charred * k.char_heat;
  const double slope = virgin * k.virgin_slope + charred * k.char_slope;
  const double rise = enthalpy - blend(k);
  const double root = std::sqrt(std::max(heat * heat + 2.0 * slope * rise, 0.0));
  return k.temperature + 2.0 * rise / (heat + root);
}

Charring::Heat Charring::gas_heat(double temperature) const {
  const auto x = gas_.x();
  if (temperature <= x.front() || temperature >= x.back()) {
    if (x.size() < 2) return {gas_(temperature), 0.0};
    // Beyond the table the gas goes on with its last specific heat: a constant enthalpy would have
    // none.
    const std::size_t i = temperature <= x.front() ? 0 : x.size() - 2;
    const double slope = (gas_.y()[i + 1] - gas_.y()[i]) / (x[i + 1] - x[i]);
    return {gas_.y()[i] + slope * (temperature - x[i]), slope};
  }
  const auto i = static_cast<std::size_t>(std::ranges::upper_bound(x, temperature) - x.begin()) - 1;
  const double slope = (gas_.y()[i + 1] - gas_.y()[i]) / (x[i + 1] - x[i]);
  return {gas_.y()[i] + slope * (temperature - x[i]), slope};
}

double Charring::react(std::size_t reaction, double extent, double integral) const {
  const double left = 1.0 - extent;
  if (left <= 0.0) return 1.0;
  const double m = numbers_.reactions[reaction].order;
  if (m == 1.0) return 1.0 - left * std::exp(-integral);
  const double base = 1.0 + (m - 1.0) * integral * std::pow(left, m - 1.0);
  return base > 0.0 ? 1.0 - left * std::pow(base, -1.0 / (m - 1.0)) : 1.0;
}

std::string describe(const Charring& charring) {
  const Decomposition& d = charring.numbers();
  std::string text = "  decomposition\n";
  for (const Reaction& r : d.reactions) {
    text += fmt::format(
        "    {}: {:.5g} to {:.5g} kg/m3, A {:.4g} 1/s, E/R {:.6g} K, order {:.3g}, above {:.5g} "
        "K\n",
        r.name, r.virgin_density, r.char_density, r.frequency, r.activation_temperature, r.order,
        r.active_above);
  }
  if (d.heat_of_pyrolysis) {
    text += fmt::format("    heat of pyrolysis {:.4g} kJ/kg of gas at {:.5g} K\n",
                        *d.heat_of_pyrolysis / 1e3, d.reference_temperature);
  }
  if (d.oxidation) {
    text += fmt::format("    char burns: B' {:.4g}, heat {:.4g} MJ/kg\n",
                        d.oxidation->diffusion_limit, d.oxidation->heat_of_combustion / 1e6);
  }
  if (d.ablation) {
    text += fmt::format("    ablates at {:.5g} K with {:.4g} MJ/kg\n", d.ablation->temperature,
                        d.ablation->heat / 1e6);
  }
  if (d.function_lost_above > 0.0) {
    text += fmt::format("    function lost above {:.5g} K\n", d.function_lost_above);
  }
  if (d.function_lost_beyond > 0.0) {
    text += fmt::format("    function lost when {:.3g} % has decomposed\n",
                        100.0 * d.function_lost_beyond);
  }
  return text;
}

}  // namespace tektite::materials
