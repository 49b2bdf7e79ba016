// Physical constants, SI.
#pragma once

#include <numbers>

namespace tektite::constants {

inline constexpr double pi = std::numbers::pi;
inline constexpr double degree = pi / 180.0;                ///< [rad]
inline constexpr double stefan_boltzmann = 5.670374419e-8;  ///< [W/(m^2 K^4)], CODATA 2018
inline constexpr double boltzmann = 1.380649e-23;           ///< [J/K], CODATA 2018
inline constexpr double avogadro = 6.02214076e23;           ///< [1/mol], CODATA 2018
inline constexpr double gas_constant = 8.314462618;         ///< [J/(mol K)], CODATA 2018
inline constexpr double standard_gravity = 9.80665;         ///< [m/s^2]
inline constexpr double air_specific_heat = 1004.5;         ///< cp of cold air [J/(kg K)]
inline constexpr double air_gas_constant = 287.053;         ///< [J/(kg K)]
inline constexpr double cold_wall_temperature = 300.0;      ///< reference of cold-wall heating [K]

}  // namespace tektite::constants
