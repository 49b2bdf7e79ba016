#include "materials/gas/species.hpp"

#include "solver/base/constants.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::materials::gas {

namespace {

/// cp/R = a1/T^2 + a2/T + a3 + a4 T + a5 T^2 + a6 T^3 + a7 T^4, and the two constants of
/// integration: b1 of enthalpy, b2 of entropy.
struct Polynomial {
  std::array<double, 7> a;
  double b1;
  double b2;
};

/// Each species from 200 to 1000, to 6000, to 20000 K. Ref: McBrideZeheGordon2002
// clang-format off
constexpr std::array<std::array<Polynomial, 3>, species_count> table = {
    // N2
    std::array<Polynomial, 3>{
        Polynomial{{22103.71497, -381.846182, 6.08273836, -0.00853091441, 1.384646189e-05, -9.62579362e-09, 2.519705809e-12},
                   710.846086, -10.76003744},
        Polynomial{{587712.406, -2239.249073, 6.06694922, -0.00061396855, 1.491806679e-07, -1.923105485e-11, 1.061954386e-15},
                   12832.10415, -15.86640027},
        Polynomial{{831013916, -642073.354, 202.0264635, -0.03065092046, 2.486903333e-06, -9.70595411e-11, 1.437538881e-15},
                   4938707.04, -1672.09974},
    },
    // O2
    std::array<Polynomial, 3>{
        Polynomial{{-34255.6342, 484.700097, 1.119010961, 0.00429388924, -6.83630052e-07, -2.0233727e-09, 1.039040018e-12},
                   -3391.45487, 18.4969947},
        Polynomial{{-1037939.022, 2344.830282, 1.819732036, 0.001267847582, -2.188067988e-07, 2.053719572e-11, -8.19346705e-16},
                   -16890.10929, 17.38716506},
        Polynomial{{497529430, -286610.6874, 66.9035225, -0.00616995902, 3.016396027e-07, -7.4214166e-12, 7.27817577e-17},
                   2293554.027, -553.062161},
    },
    // NO
    std::array<Polynomial, 3>{
        Polynomial{{-11439.16503, 153.6467592, 3.43146873, -0.002668592368, 8.48139912e-06, -7.68511105e-09, 2.386797655e-12},
                   9098.21441, 6.72872549},
        Polynomial{{223901.8716, -1289.651623, 5.43393603, -0.00036560349, 9.88096645e-08, -1.416076856e-11, 9.38018462e-16},
                   17503.17656, -8.50166909},
        Polynomial{{-957530354, 591243.448, -138.4566826, 0.01694339403, -1.007351096e-06, 2.912584076e-11, -3.29510935e-16},
                   -4677501.24, 1242.081216},
    },
    // N
    std::array<Polynomial, 3>{
        Polynomial{{0, 0, 2.5, 0, 0, 0, 0},
                   56104.6378, 4.193905036},
        Polynomial{{88765.0138, -107.12315, 2.362188287, 0.0002916720081, -1.7295151e-07, 4.01265788e-11, -2.677227571e-15},
                   56973.5133, 4.865231506},
        Polynomial{{547518105, -310757.498, 69.1678274, -0.00684798813, 3.8275724e-07, -1.098367709e-11, 1.277986024e-16},
                   2550585.618, -584.8769753},
    },
    // O
    std::array<Polynomial, 3>{
        Polynomial{{-7953.6113, 160.7177787, 1.966226438, 0.00101367031, -1.110415423e-06, 6.5175075e-10, -1.584779251e-13},
                   28403.62437, 8.40424182},
        Polynomial{{261902.0262, -729.872203, 3.31717727, -0.000428133436, 1.036104594e-07, -9.43830433e-12, 2.725038297e-16},
                   33924.2806, -0.667958535},
        Polynomial{{177900426.4, -108232.8257, 28.10778365, -0.002975232262, 1.854997534e-07, -5.79623154e-12, 7.191720164e-17},
                   889094.263, -218.1728151},
    },
};
// clang-format on

/// Powers of a temperature and its logarithm, once for all species.
struct Powers {
  double t = 0.0;
  double logarithm = 0.0;
  std::size_t range = 0;
};

Powers powers(double temperature) {
  const double t = std::clamp(temperature, coldest, hottest);
  return {t, std::log(t), t < 1000.0 ? 0U : (t < 6000.0 ? 1U : 2U)};
}

}  // namespace

Thermodynamics thermodynamics(double temperature) {
  const auto [t, logarithm, range] = powers(temperature);
  const double inverse = 1.0 / t;
  Thermodynamics result;
  for (std::size_t i = 0; i < species_count; ++i) {
    const auto& [a, b1, b2] = table[i][range];
    result.heat_capacity[i] =
        (a[0] * inverse + a[1]) * inverse + a[2] + t * (a[3] + t * (a[4] + t * (a[5] + t * a[6])));
    result.enthalpy[i] = inverse * (-a[0] * inverse + a[1] * logarithm + b1) + a[2] +
                         t * (a[3] / 2.0 + t * (a[4] / 3.0 + t * (a[5] / 4.0 + t * (a[6] / 5.0))));
    result.entropy[i] = -inverse * (a[0] / 2.0 * inverse + a[1]) + a[2] * logarithm + b2 +
                        t * (a[3] + t * (a[4] / 2.0 + t * (a[5] / 3.0 + t * (a[6] / 4.0))));
  }
  if (temperature == t) return result;
  // Beyond the polynomials: constant heat capacity.
  const double ratio = t / temperature;
  const double further = std::log(temperature / t);
  for (std::size_t i = 0; i < species_count; ++i) {
    const double cp = result.heat_capacity[i];
    result.enthalpy[i] = result.enthalpy[i] * ratio + cp * (1.0 - ratio);
    result.entropy[i] += cp * further;
  }
  return result;
}

EquilibriumConstants equilibrium_constants(const Thermodynamics& at) {
  const auto gibbs = [&](Species i) { return at.enthalpy[i] - at.entropy[i]; };  // G/(R T)
  const double half_oxygen = 0.5 * gibbs(O2);
  const double half_nitrogen = 0.5 * gibbs(N2);
  return {.oxygen = std::exp(half_oxygen - gibbs(O)),
          .nitrogen = std::exp(half_nitrogen - gibbs(N)),
          .oxide = std::exp(half_oxygen + half_nitrogen - gibbs(NO))};
}

double cold_enthalpy(double temperature) {
  const Thermodynamics at = thermodynamics(temperature);
  return constants::gas_constant * temperature *
         (nitrogen_share * at.enthalpy[N2] + oxygen_share * at.enthalpy[O2]) / cold_molar_mass;
}

}  // namespace tektite::materials::gas
