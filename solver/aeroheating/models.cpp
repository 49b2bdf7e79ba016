// Every alternative of this room, one line each: a new model is one .cpp and one line here.
#include "solver/aeroheating/models.hpp"

#include "solver/aeroheating/bridging.hpp"
#include "solver/aeroheating/distribution.hpp"
#include "solver/aeroheating/stagnation.hpp"

namespace tektite::aeroheating {

namespace {

constexpr Model<Stagnation> stagnation_table[] = {
    {"detra_kemp_riddell", &detra_kemp_riddell, "rho^0.5 V^3.15, fitted to shock-tube data",
     "DetraKempRiddell1957"},
    {"sutton_graves", &sutton_graves, "rho^0.5 V^3, equilibrium air", "SuttonGraves1971"},
    {"scarab", &scarab, "Stanton number on Reynolds number behind the shock", "Lips2005"},
};
constexpr Model<Distribution> distribution_table[] = {
    {"modified_lees", &modified_lees, "0.1 + 0.9 sin of incidence", "TITAN2022"},
    {"lees", &lees_distribution, "laminar hemisphere", "Lees1956"},
};
constexpr Model<Bridging> bridging_table[] = {
    {"matting", &matting, "q_c (1 - exp(-q_fm / q_c))", "Matting1971"},
    {"root", &harmonic_root, "q_c / sqrt(1 + (q_c / q_fm)^2)", "recalled"},
};

}  // namespace

std::span<const Model<Stagnation>> stagnation_models() {
  return stagnation_table;
}
std::span<const Model<Distribution>> distribution_models() {
  return distribution_table;
}
std::span<const Model<Bridging>> bridging_models() {
  return bridging_table;
}

}  // namespace tektite::aeroheating
