#include "materials/gas/equilibrium.hpp"

#include "solver/base/constants.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::materials::gas {

namespace {

/// Atoms of nitrogen for each of oxygen.
constexpr double atom_ratio = nitrogen_share / oxygen_share;

/// Roots of the partial pressures of O2 and N2 [bar^0.5].
struct Roots {
  double oxygen = 0.0;
  double nitrogen = 0.0;
};

/// The root for N2 that keeps the ratio of atoms, and its slope against that for O2:
/// 2 v^2 + (K_N + K_NO (1 - r) u) v - r (2 u^2 + K_O u) = 0.
Roots nitrogen_of(double u, const EquilibriumConstants& k) {
  const double b = k.nitrogen + k.oxide * (1.0 - atom_ratio) * u;
  const double c = atom_ratio * u * (2.0 * u + k.oxygen);
  const double root = std::sqrt(b * b + 8.0 * c);
  const double v = b > 0.0 ? 2.0 * c / (root + b) : 0.25 * (root - b);
  const double slope =
      -(k.oxide * (1.0 - atom_ratio) * v - atom_ratio * (4.0 * u + k.oxygen)) / (4.0 * v + b);
  return {slope, v};
}

/// Partial pressures that sum up to `pressure` [bar].
Roots roots(double pressure, const EquilibriumConstants& k) {
  // Newton from above on a convex, growing sum: never passes the root.
  double u = std::sqrt(oxygen_share * pressure);
  if (k.oxygen * u > 0.5 * pressure) u = 0.5 * pressure / k.oxygen;
  double v = 0.0;
  for (int i = 0; i < 60; ++i) {
    const auto [slope, root] = nitrogen_of(u, k);
    v = root;
    const double excess =
        u * u + v * v + k.oxygen * u + k.nitrogen * v + k.oxide * u * v - pressure;
    const double rise =
        2.0 * u + k.oxygen + k.oxide * v + (2.0 * v + k.nitrogen + k.oxide * u) * slope;
    const double next = std::max(u - excess / rise, 0.1 * u);
    const bool is_there = std::abs(next - u) <= 1e-9 * u;  // the next would change 1e-18
    u = next;
    if (is_there) break;
  }
  return {u, nitrogen_of(u, k).nitrogen};
}

/// Relative changes of the roots with a condition: of ln p at constant T, or of ln T at constant p.
struct Change {
  double oxygen = 0.0;
  double nitrogen = 0.0;
};

}  // namespace

EquilibriumAir at_temperature(double pressure, double temperature) {
  constexpr double R = constants::gas_constant;
  const Thermodynamics thermo = thermodynamics(temperature);
  const EquilibriumConstants k = equilibrium_constants(thermo);
  const double bar = pressure / standard_pressure;
  const auto [u, v] = roots(bar, k);
  PerSpecies part{};  // partial pressures [bar]
  part[N2] = v * v;
  part[O2] = u * u;
  part[NO] = k.oxide * u * v;
  part[N] = k.nitrogen * v;
  part[O] = k.oxygen * u;

  // How they change: d ln p_i = x_i d ln u + y_i d ln v + z_i d ln T, by van 't Hoff's law.
  constexpr PerSpecies by_oxygen = {0.0, 2.0, 1.0, 0.0, 1.0};
  constexpr PerSpecies by_nitrogen = {2.0, 0.0, 1.0, 1.0, 0.0};
  constexpr PerSpecies atoms = {2.0, -2.0 * atom_ratio, 1.0 - atom_ratio, 1.0, -atom_ratio};
  const double half_oxygen = 0.5 * thermo.enthalpy[O2];
  const double half_nitrogen = 0.5 * thermo.enthalpy[N2];
  const PerSpecies by_heat = {0.0, 0.0, thermo.enthalpy[NO] - half_oxygen - half_nitrogen,
                              thermo.enthalpy[N] - half_nitrogen, thermo.enthalpy[O] - half_oxygen};
  double sum_u = 0.0, sum_v = 0.0, sum_t = 0.0;     // of the pressure's balance
  double atom_u = 0.0, atom_v = 0.0, atom_t = 0.0;  // of the atoms' balance
  for (std::size_t i = 0; i < species_count; ++i) {
    sum_u += part[i] * by_oxygen[i];
    sum_v += part[i] * by_nitrogen[i];
    sum_t += part[i] * by_heat[i];
    atom_u += atoms[i] * part[i] * by_oxygen[i];
    atom_v += atoms[i] * part[i] * by_nitrogen[i];
    atom_t += atoms[i] * part[i] * by_heat[i];
  }
  const double determinant = sum_u * atom_v - sum_v * atom_u;
  const auto change = [&](double sum, double atom) {
    return Change{(sum * atom_v - sum_v * atom) / determinant,
                  (sum_u * atom - sum * atom_u) / determinant};
  };
  const Change with_pressure = change(bar, 0.0);
  const Change with_heat = change(-sum_t, -atom_t);

  EquilibriumAir air;
  air.pressure = pressure;
  air.temperature = temperature;
  double mass = 0.0, enthalpy = 0.0, entropy = 0.0;     // of 1 bar of moles
  double mass_p = 0.0, mass_t = 0.0, enthalpy_t = 0.0;  // changes with ln p and ln T
  for (std::size_t i = 0; i < species_count; ++i) {
    const double d_p =
        by_oxygen[i] * with_pressure.oxygen + by_nitrogen[i] * with_pressure.nitrogen;
    const double d_t =
        by_oxygen[i] * with_heat.oxygen + by_nitrogen[i] * with_heat.nitrogen + by_heat[i];
    mass += part[i] * molar_masses[i];
    mass_p += part[i] * molar_masses[i] * d_p;
    mass_t += part[i] * molar_masses[i] * d_t;
    enthalpy += part[i] * thermo.enthalpy[i];
    enthalpy_t += part[i] * (thermo.heat_capacity[i] + thermo.enthalpy[i] * d_t);
    if (part[i] > 0.0) entropy += part[i] * (thermo.entropy[i] - std::log(part[i]));
    air.mole[i] = part[i] / bar;
  }
  air.molar_mass = mass / bar;
  const double specific = R * temperature / mass;  // R T over the mass of 1 bar of moles
  air.density = pressure * air.molar_mass / (R * temperature);
  air.enthalpy = specific * enthalpy;
  air.entropy = R * entropy / mass;
  air.heat_capacity = R / mass * (enthalpy_t - enthalpy * mass_t / mass);
  const double compression = mass_p / mass;      // d ln rho / d ln p at constant T
  const double expansion = mass_t / mass - 1.0;  // d ln rho / d ln T at constant p
  const double elastic = pressure / (air.density * temperature * air.heat_capacity);
  air.gamma = 1.0 / (compression - elastic * expansion * expansion);
  air.sound_speed = std::sqrt(air.gamma * pressure / air.density);
  return air;
}

EquilibriumAir at_enthalpy(double pressure, double enthalpy, double guess) {
  double low = 10.0;
  double high = 40000.0;
  double temperature = std::clamp(guess, low, high);
  EquilibriumAir air = at_temperature(pressure, temperature);
  double last_step = high;
  for (int i = 0; i < 100; ++i) {
    const double excess = air.enthalpy - enthalpy;
    (excess > 0.0 ? high : low) = temperature;
    double next = temperature - excess / air.heat_capacity;
    const bool is_there = std::abs(next - temperature) <= 1e-9 * temperature;
    // A step that leads out, or is no shorter than half of the last, may go back and forth for
    // ever.
    const bool is_shorter = std::abs(next - temperature) < 0.5 * last_step;
    if (!is_there && !(next > low && next < high && is_shorter)) next = std::sqrt(low * high);
    last_step = std::abs(next - temperature);
    temperature = next;
    air = at_temperature(pressure, temperature);
    if (is_there) break;
  }
  return air;
}

}  // namespace tektite::materials::gas
