#include "solver/aeroheating/fay_riddell.hpp"

#include "materials/gas/equilibrium_table.hpp"
#include "materials/gas/transport.hpp"
#include "solver/aeroheating/wall.hpp"
#include "solver/base/constants.hpp"

#include <cmath>

namespace tektite::aeroheating {

namespace {

using environment::Freestream;
namespace gas = materials::gas;

/// From Prandtl's number to the power -0.6, once.
const double heat_over_momentum = 0.763 * std::pow(prandtl, -0.6);

/// A film coefficient as the 300 K flux that the room turns back into it.
StagnationFlux flux_of(double plain, double atoms, double resistance, const Freestream& air) {
  const double enthalpy = film_enthalpy(air);
  return {plain * enthalpy, atoms * enthalpy, resistance};
}

/// Share of the total enthalpy that is bound; none in still cold air, whose enthalpy is negative.
double bound_share(const StagnationEdge& edge) {
  return edge.total_enthalpy > 0.0 ? edge.bound_enthalpy / edge.total_enthalpy : 0.0;
}

}  // namespace

FilmWall::FilmWall(double at_temperature, double of_atoms)
    : temperature(at_temperature),
      catalycity(of_atoms),
      enthalpy(gas::cold_enthalpy(at_temperature)) {
  gas::EquilibriumAir air;
  air.temperature = at_temperature;
  air.mole[gas::N2] = gas::nitrogen_share;
  air.mole[gas::O2] = gas::oxygen_share;
  viscosity = gas::viscosity(air);
}

StagnationEdge stagnation_edge(const Freestream& air, const FilmWall& wall) {
  if (!(air.density > 0.0)) return {};
  const gas::Stream stream{air.density, air.temperature, air.speed};
  const gas::TabulatedStagnation point = gas::EquilibriumTable::shared().stagnation(stream);
  const double cold = constants::gas_constant / gas::cold_molar_mass;
  StagnationEdge edge;
  edge.density = point.air.density;
  edge.viscosity = point.air.viscosity;
  edge.total_enthalpy = point.air.enthalpy;
  edge.bound_enthalpy = point.air.dissociation_enthalpy();
  // The pressure coefficient keeps its digits where both pressures are nearly the same.
  edge.velocity_gradient =
      air.speed * std::sqrt(point.pressure_coefficient * air.density / point.air.density);
  edge.wall_density = point.air.pressure / (cold * wall.temperature);
  // Mean over the atoms of 1/sqrt(mass), by mass fraction; of oxygen where there are none.
  const double atoms = point.air.nitrogen + point.air.oxygen;
  const double nitrogen_share = atoms > 1e-12 ? point.air.nitrogen / atoms : 0.0;
  const double inverse_root = nitrogen_share / std::sqrt(gas::molar_masses[gas::N]) +
                              (1.0 - nitrogen_share) / std::sqrt(gas::molar_masses[gas::O]);
  edge.atom_speed =
      std::sqrt(constants::gas_constant * wall.temperature / (2.0 * constants::pi)) * inverse_root;
  return edge;
}

double fay_riddell_film(const StagnationEdge& edge, const FilmWall& wall) {
  return heat_over_momentum * std::pow(edge.density * edge.viscosity, 0.4) *
         std::pow(edge.wall_density * wall.viscosity, 0.1) * std::sqrt(edge.velocity_gradient);
}

double van_driest_film(const StagnationEdge& edge) {
  return heat_over_momentum * std::sqrt(edge.density * edge.viscosity * edge.velocity_gradient);
}

double wall_resistance(const StagnationEdge& edge, const FilmWall& wall) {
  const double diffusion = 0.47 * std::pow(prandtl / lewis, -2.0 / 3.0) *
                           std::sqrt(2.0 * edge.velocity_gradient * edge.viscosity * edge.density);
  return diffusion / (edge.wall_density * wall.catalycity * edge.atom_speed);
}

StagnationFlux fay_riddell_equilibrium(const Freestream& air, const FilmWall& wall) {
  static const double extra = std::pow(lewis, 0.52) - 1.0;
  const StagnationEdge edge = stagnation_edge(air, wall);
  const double film = fay_riddell_film(edge, wall);
  return flux_of(film * (1.0 + extra * bound_share(edge)), 0.0, 0.0, air);
}

namespace {

/// Frozen boundary layer, split into what molecules and what atoms carry.
StagnationFlux frozen(const StagnationEdge& edge, const FilmWall& wall, const Freestream& air,
                      double resistance) {
  static const double carried = std::pow(lewis, 0.63);
  const double film = fay_riddell_film(edge, wall);
  const double bound = bound_share(edge);
  return flux_of(film * (1.0 - bound), film * carried * bound, resistance, air);
}

}  // namespace

StagnationFlux fay_riddell_frozen(const Freestream& air, const FilmWall& wall) {
  return frozen(stagnation_edge(air, wall), wall, air, 0.0);
}

StagnationFlux fay_riddell_noncatalytic(const Freestream& air, const FilmWall& wall) {
  StagnationFlux flux = frozen(stagnation_edge(air, wall), wall, air, 0.0);
  flux.atoms = 0.0;
  return flux;
}

StagnationFlux fay_riddell_partial(const Freestream& air, const FilmWall& wall) {
  const StagnationEdge edge = stagnation_edge(air, wall);
  StagnationFlux flux = frozen(edge, wall, air, 0.0);
  if (wall.catalycity > 0.0) {
    flux.resistance = wall_resistance(edge, wall);
  } else {
    flux.atoms = 0.0;
  }
  return flux;
}

StagnationFlux van_driest(const Freestream& air, const FilmWall& wall) {
  return flux_of(van_driest_film(stagnation_edge(air, wall)), 0.0, 0.0, air);
}

}  // namespace tektite::aeroheating
