// Every alternative of this room, one line each: a new model is one .cpp and one line here.
#include "solver/aerodynamics/models.hpp"

#include "solver/aerodynamics/bridging.hpp"
#include "solver/aerodynamics/lee_and_shear.hpp"
#include "solver/aerodynamics/newtonian.hpp"
#include "solver/aerodynamics/newtonian_real_gas.hpp"

#include <iterator>

namespace tektite::aerodynamics {

namespace {

double modified_newtonian(const environment::Freestream& air) {
  return stagnation_pressure_coefficient(air.mach());
}

constexpr Model<Continuum> continuum_table[] = {
    {"modified_newtonian", &modified_newtonian, "Cpmax(M) sin^2 of incidence", "Lees1955"},
    {"real_gas_newtonian", &real_gas_newtonian, "Cpmax behind an equilibrium shock", "Lees1955"},
};
constexpr Model<Base> base_table[] = {
    {"inverse_square", &base_inverse_square, "-1/M^2 above Mach 5, vanishing below", "recalled"},
    {"none", &no_base, "pressure of the undisturbed air", "recalled"},
};
constexpr Model<Shear> shear_table[] = {
    {"laminar_plate", &shear_laminar_plate, "flat plate at Eckert's reference temperature",
     "Eckert1955"},
    {"none", &no_shear, "no viscosity", "recalled"},
};
constexpr Model<FreeMolecularModel> free_molecular_table[] = {
    {"schaaf_chambre", &schaaf_chambre, "diffuse and specular re-emission", "SchaafChambre1961"},
};
constexpr Model<Bridging> bridging_table[] = {
    {"sin2", &bridge_sin2, "sin^2 in log10 Kn, 1e-3 to 10", "Wilmoth1999"},
    {"sin2_narrow", &bridge_sin2_narrow, "sin^2 in log10 Kn, 0.01 to 1", "recalled"},
    {"erf", &bridge_erf, "error function in log10 Kn, fitted to SESAM", "DRAMA"},
    {"sigmoid", &bridge_sigmoid, "sigmoid in ln Kn, 1e-4 to 100", "TITAN2022"},
};
constexpr Model<LowSpeed> low_speed_table[] = {
    {"shape_class", &drag_of_shape_class, "by shape, Mach and Reynolds number", "Hoerner1965"},
    {"half_below_mach_1", &half_below_mach_1, "half of Mach 5's value below Mach 1", "DRAMA"},
    {"constant", &constant_below_mach_5, "Mach 5's value at all lower speeds", ""},
};
constexpr Model<ClassDrag> sphere_drag_table[] = {
    {"henderson", &henderson_class, "all Mach and Reynolds numbers", "Henderson1976"},
    {"clift_gauvin", &clift_gauvin_class, "incompressible, with a Mach rise", "CliftGauvin1971"},
};
constexpr Model<ClassDrag> shape_class_table[] = {
    {"sphere", &henderson_class, "sphere", "Henderson1976"},
    {"box", &box_class, "compact body with edges", "Hoerner1965"},
    {"cylinder", &cylinder_class, "cylinder or rod", "Hoerner1965"},
    {"plate", &plate_class, "flat plate", "Hoerner1965"},
    {"disk", &disk_class, "flat disk", "Hoerner1965"},
    {"shell", &shell_class, "open shell", "Hoerner1965"},
};
constexpr Model<bool> neighbour_table[] = {
    {"none", false, "every body meets the undisturbed air", ""},
    {"shadow", true, "discs ahead within reach take away what they cover", ""},
};
static_assert(std::size(shape_class_table) == shape_count);

}  // namespace

std::span<const Model<Continuum>> continuum_models() {
  return continuum_table;
}
std::span<const Model<Base>> base_models() {
  return base_table;
}
std::span<const Model<Shear>> shear_models() {
  return shear_table;
}
std::span<const Model<FreeMolecularModel>> free_molecular_models() {
  return free_molecular_table;
}
std::span<const Model<Bridging>> bridging_models() {
  return bridging_table;
}
std::span<const Model<LowSpeed>> low_speed_models() {
  return low_speed_table;
}
std::span<const Model<ClassDrag>> sphere_drag_models() {
  return sphere_drag_table;
}
std::span<const Model<bool>> neighbour_models() {
  return neighbour_table;
}
std::span<const Model<ClassDrag>> shape_classes() {
  return shape_class_table;
}

}  // namespace tektite::aerodynamics
