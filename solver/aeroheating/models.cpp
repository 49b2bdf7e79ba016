// Every alternative of this room, one line each: a new model is one .cpp and one line here.
// The last entry of a line says where it has been compared with something, [SI].
#include "solver/aeroheating/models.hpp"

#include "solver/aeroheating/bridging.hpp"
#include "solver/aeroheating/distribution.hpp"

namespace tektite::aeroheating {

namespace {

// Speeds (recalled): Sutton and Graves took 2.3 to 116 MJ/kg; Detra, Kemp and Riddell flight to
// satellite speed; Fay and Riddell 5800 to 22 800 ft/s, here up to where our gas lacks ions.
constexpr Limit sutton_speeds = {"speed", 2145.0, 15230.0};
constexpr Limit satellite_speeds = {"speed", 1800.0, 8000.0};
constexpr Limit shock_tube_speeds = {"speed", 1770.0, 9000.0};
constexpr Limit supersonic = {"mach", 3.0, 50.0};
// Radii (estimate): test bodies and entry capsules.
constexpr Limit radii = {"radius", 1e-3, 10.0};

constexpr Model<Stagnation> stagnation_table[] = {
    {"detra_kemp_riddell",
     &detra_kemp_riddell,
     "rho^0.5 V^3.15, fitted to shock-tube data",
     "DetraKempRiddell1957",
     {satellite_speeds, radii}},
    {"sutton_graves",
     &sutton_graves,
     "rho^0.5 V^3, equilibrium air",
     "SuttonGraves1971",
     {sutton_speeds, radii}},
    {"scarab",
     &scarab,
     "Stanton number on Reynolds number behind the shock",
     "Lips2005",
     {supersonic, radii}},
    {"fay_riddell_equilibrium",
     &fay_riddell_equilibrium,
     "equilibrium shock and boundary layer",
     "FayRiddell1958",
     {shock_tube_speeds, radii}},
    {"fay_riddell_frozen",
     &fay_riddell_frozen,
     "frozen boundary layer, all atoms recombine on the wall",
     "FayRiddell1958",
     {shock_tube_speeds, radii}},
    {"fay_riddell_noncatalytic",
     &fay_riddell_noncatalytic,
     "frozen boundary layer, no atom recombines on the wall",
     "FayRiddell1958",
     {shock_tube_speeds, radii}},
    {"fay_riddell_partial",
     &fay_riddell_partial,
     "frozen boundary layer, a wall of given catalycity",
     "Goulard1958",
     {shock_tube_speeds, radii}},
    {"van_driest",
     &van_driest,
     "equilibrium shock, rho mu of the edge",
     "VanDriest1956",
     {shock_tube_speeds, radii}},
};
constexpr Model<Distribution> distribution_table[] = {
    {"modified_lees", &modified_lees, "0.1 + 0.9 sin of incidence", "TITAN2022", {supersonic}},
    {"lees", &lees_distribution, "laminar hemisphere", "Lees1956", {supersonic}},
    {"lees_cylinder", &lees_cylinder, "laminar cylinder across the flow", "Lees1956", {supersonic}},
    {"swept_cylinder",
     &swept_cylinder,
     "stagnation line of a swept cylinder",
     "BeckwithGallagher1961",
     {supersonic}},
    {"cosine_power", &cosine_power, "sin^1.5 of incidence", "recalled", {supersonic}},
    {"flat_face", &flat_face, "0.55 sin of incidence", "recalled", {supersonic}},
};
constexpr Model<Bridging> bridging_table[] = {
    {"matting", &matting, "q_c (1 - exp(-q_fm / q_c))", "Matting1971"},
    {"root", &harmonic_root, "q_c / sqrt(1 + (q_c / q_fm)^2)", "recalled"},
    {"stanton", &stanton_blend, "q_c + (q_fm - q_c) f(Kn), Kn 0.005 to 100", "TITAN2022"},
};
constexpr Model<Plate> plate_table[] = {
    {"none", {}, "no flat plate", ""},
    // Reynolds numbers on the body's length (recalled): smooth plates turn turbulent near 1e6.
    {"laminar",
     {&eckert_laminar, 0.5},
     "Eckert's reference enthalpy, laminar",
     "Eckert1956",
     {Limit{"reynolds", 0.0, 1e6}}},
    {"turbulent",
     {&eckert_turbulent, 0.2},
     "Eckert's reference enthalpy, turbulent",
     "Eckert1956",
     {Limit{"reynolds", 5e5, 1e9}}},
    {"tauber_laminar",
     {&tauber_laminar, 0.5},
     "slender entry vehicles, laminar",
     "TauberMeneesAdelman1987",
     {supersonic, Limit{"reynolds", 0.0, 1e6}}},
    {"tauber_turbulent",
     {&tauber_turbulent, 0.2},
     "slender entry vehicles, turbulent",
     "TauberMeneesAdelman1987",
     {supersonic, Limit{"reynolds", 5e5, 1e9}}},
};
constexpr Model<Radiation> radiation_table[] = {
    {"none", &no_radiation, "the shock layer does not glow", ""},
    // Recalled. Asked only where it says something: below 9 km/s there is nothing to be wrong
    // about.
    {"tauber_sutton",
     &tauber_sutton,
     "stagnation points above 9 km/s",
     "TauberSutton1991",
     {Limit{"speed", 10000.0, 16000.0}, Limit{"density", 6.66e-5, 6.31e-4},
      Limit{"radius", 0.3, 3.0}}},
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
std::span<const Model<Plate>> plate_models() {
  return plate_table;
}
std::span<const Model<Radiation>> radiation_models() {
  return radiation_table;
}

}  // namespace tektite::aeroheating
