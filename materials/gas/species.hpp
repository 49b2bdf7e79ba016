// The five species of hot air, each alone: thermodynamics against temperature. Plain functions, no
// MPI, nothing owned.
#pragma once

#include <array>
#include <cstddef>

namespace tektite::materials::gas {

/// Index into everything that is per species.
enum Species : std::size_t { N2, O2, NO, N, O };
inline constexpr std::size_t species_count = 5;
/// One number a species.
using PerSpecies = std::array<double, species_count>;

/// Molar masses [kg/mol].
inline constexpr PerSpecies molar_masses = {0.0280134, 0.0319988, 0.0300061, 0.0140067, 0.0159994};

/// The polynomials hold from here to there; beyond, the heat capacity stays what it is at the end,
/// so that enthalpy and entropy go on without a jump in their slopes [K].
inline constexpr double coldest = 200.0;
inline constexpr double hottest = 20000.0;

/// Pressure of the standard state, 1 bar [Pa].
inline constexpr double standard_pressure = 1e5;

/// Of every species at one temperature, per R: cp/R, H/(R T) with the elements at 298.15 K as zero,
/// S/R at 1 bar.
struct Thermodynamics {
  PerSpecies heat_capacity{};
  PerSpecies enthalpy{};
  PerSpecies entropy{};
};

/// NASA polynomials with nine coefficients. `temperature` > 0 [K].
/// Ref: McBrideZeheGordon2002
[[nodiscard]] Thermodynamics thermodynamics(double temperature);

/// Equilibrium constants of the making of one mole from the molecules, in powers of bar:
/// oxygen = p_O / sqrt(p_O2), nitrogen = p_N / sqrt(p_N2), oxide = p_NO / sqrt(p_O2 p_N2).
struct EquilibriumConstants {
  double oxygen = 0.0;    ///< [bar^0.5]
  double nitrogen = 0.0;  ///< [bar^0.5]
  double oxide = 0.0;     ///< [-]
};
/// From the Gibbs energies of `at`; 0 where they are below what a double can hold (cold air).
[[nodiscard]] EquilibriumConstants equilibrium_constants(const Thermodynamics& at);

/// Enthalpy of formation of the atoms at 298.15 K [J/kg of that atom]. Ref: McBrideZeheGordon2002
inline constexpr double formation_of_nitrogen = 33.747e6;
inline constexpr double formation_of_oxygen = 15.574e6;

/// Cold air: shares of the moles, and what a mole of it weighs [kg/mol].
inline constexpr double nitrogen_share = 0.79;
inline constexpr double oxygen_share = 0.21;
inline constexpr double cold_molar_mass =
    nitrogen_share * molar_masses[N2] + oxygen_share * molar_masses[O2];

/// What is added to an enthalpy against the elements at 298.15 K to have it against air at 0 K:
/// what air takes up from 0 K to 298.15 K [J/kg]. Ref: McBrideZeheGordon2002
inline constexpr double enthalpy_at_zero = 300614.0;

/// Enthalpy of air that does not react, against the elements at 298.15 K [J/kg].
[[nodiscard]] double cold_enthalpy(double temperature);

}  // namespace tektite::materials::gas
