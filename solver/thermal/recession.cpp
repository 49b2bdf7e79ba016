#include "solver/thermal/recession.hpp"

#include "solver/base/constants.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {
namespace {

double diffusion_limited(const materials::CharOxidation& of, double mass_transfer, double, double) {
  return of.diffusion_limit * mass_transfer;
}

double kinetic(const materials::CharOxidation& of, double mass_transfer, double pressure,
               double temperature) {
  if (!(mass_transfer > 0.0)) return 0.0;  // no air
  return of.frequency * std::pow(pressure, of.pressure_exponent) *
         std::exp(-of.activation_temperature / temperature);
}

/// Oxygen must come and then react: resistances in series, for kinetics of the first order.
/// Ref: ScalaGilbert1965
double mixed(const materials::CharOxidation& of, double mass_transfer, double pressure,
             double temperature) {
  const double supply = diffusion_limited(of, mass_transfer, pressure, temperature);
  const double reaction = kinetic(of, mass_transfer, pressure, temperature);
  return supply > 0.0 && reaction > 0.0 ? supply * reaction / (supply + reaction) : 0.0;
}

constexpr Model<CharOxidationLaw> oxidation_table[] = {
    {"none", nullptr, "char does not burn", ""},
    {"diffusion_limited", &diffusion_limited, "B' of char times mass transfer", "Lachaud2014"},
    {"kinetic", &kinetic, "Arrhenius law of temperature and pressure", "ScalaGilbert1965"},
    {"mixed", &mixed, "supply of oxygen and kinetics in series", "ScalaGilbert1965"},
};

/// Root of a rising function between 0 and `high`, where it is not negative: false position, the
/// end that stays halved (Illinois).
template <class Function>
double root_below(double high, Function excess) {
  const double scale = high;
  double low = 0.0, low_value = excess(0.0), high_value = excess(high);
  if (low_value >= 0.0) return 0.0;
  for (int i = 0; i < 60 && high - low > 1e-15 * scale; ++i) {
    const double span = high_value - low_value;
    const double middle = span > 0.0 ? low - low_value * (high - low) / span : 0.5 * (low + high);
    const double value = excess(middle);
    if (std::abs(value) <= 1e-14 * scale) return middle;
    if (value > 0.0) {
      high = middle, high_value = value, low_value *= 0.5;
    } else {
      low = middle, low_value = value, high_value *= 0.5;
    }
  }
  return 0.5 * (low + high);
}

/// The face at a trial temperature.
class Face {
 public:
  Face(const SurfaceLaw& law, const Surroundings& air, const Beneath& cell, double gas)
      : law_(law), air_(air), cell_(cell), gas_(gas) {
    const double square = air.environment * air.environment;
    sky_ = square * square;
  }

  /// Film coefficient with `loss` of char.
  [[nodiscard]] double film(double loss) const {
    return air_.film * blowing_reduction(law_.blowing, gas_ + loss, air_.film);
  }

  /// The root of loss = law(film(loss)), whose right side falls with the loss.
  [[nodiscard]] double burning(double wall) const {
    if (law_.oxidation == nullptr || cell_.charring == nullptr ||
        !cell_.charring->numbers().oxidation || !(air_.film > 0.0)) {
      return 0.0;
    }
    const auto& of = *cell_.charring->numbers().oxidation;
    const double most = law_.oxidation(of, film(0.0), air_.pressure, wall);
    if (!(most > 1e-9 * air_.film)) return std::max(most, 0.0);  // its own blowing is no matter
    return root_below(most, [&](double loss) {
      return loss - law_.oxidation(of, film(loss), air_.pressure, wall);
    });
  }

  [[nodiscard]] double emissivity(double wall) const {
    return cell_.charring != nullptr ? cell_.charring->emissivity(wall, cell_.virgin)
                                     : cell_.table->emissivity(wall);
  }
  [[nodiscard]] double radiated(double wall) const {
    const double square = wall * wall;
    return emissivity(wall) * constants::stefan_boltzmann * (square * square - sky_);
  }
  [[nodiscard]] double heat_of_combustion() const {
    return cell_.charring != nullptr && cell_.charring->numbers().oxidation
               ? cell_.charring->numbers().oxidation->heat_of_combustion
               : 0.0;
  }
  /// Convection and combustion less radiation.
  [[nodiscard]] double inflow(double wall) const {
    const double loss = burning(wall);
    return film(loss) * (air_.recovery - constants::air_specific_heat * wall) +
           loss * heat_of_combustion() - radiated(wall);
  }

 private:
  const SurfaceLaw& law_;
  const Surroundings& air_;
  const Beneath& cell_;
  double gas_, sky_ = 0.0;
};

}  // namespace

std::span<const Model<CharOxidationLaw>> char_oxidation_models() {
  return oxidation_table;
}

double blowing_reduction(double lambda, double mass_flux, double film) {
  if (!(mass_flux > 0.0) || !(lambda > 0.0)) return 1.0;
  if (!(film > 0.0)) return 0.0;
  const double phi = 2.0 * lambda * mass_flux / film;
  return phi < 600.0 ? phi / std::expm1(phi) : 0.0;
}

FaceLoss balance_face(const SurfaceLaw& law, const Surroundings& air, const Beneath& cell,
                      double gas, double guess) {
  constexpr double coldest = 1.0;
  const Face face(law, air, cell, gas);
  double wall = std::max(guess, coldest), inflow = 0.0;
  // How fast the inflow falls with the temperature: first without combustion, then as it has done.
  double falls = air.film * constants::air_specific_heat +
                 4.0 * face.emissivity(wall) * constants::stefan_boltzmann * wall * wall * wall;
  double low = coldest, high = 1e5;  // where the balance is known to be positive, negative
  double wall_before = 0.0, inflow_before = 0.0;
  for (int iteration = 0; iteration < 60; ++iteration) {
    inflow = face.inflow(wall);
    if (iteration > 0 && std::abs(wall - wall_before) > 1e-7 * wall) {
      falls = std::max((inflow_before - inflow) / (wall - wall_before), 0.0);
    }
    wall_before = wall, inflow_before = inflow;
    const double excess = inflow - cell.conductance * (wall - cell.temperature);
    (excess > 0.0 ? low : high) = wall;
    double next = wall + excess / (cell.conductance + falls);
    if (!(next > low && next < high)) {
      const double far = high < 1e5 ? high : 2.0 * wall;
      next = excess == 0.0 ? wall : 0.5 * (low + std::max(far, low));
    }
    wall = next;
    if (std::abs(wall - wall_before) <= 1e-10 * wall) break;  // its square is left
  }
  FaceLoss loss;
  const auto* charring = cell.charring;
  if (charring != nullptr && charring->numbers().ablation &&
      wall > charring->numbers().ablation->temperature) {
    // The face stays at the temperature of ablation; what is over goes into loss of matter.
    const auto& ablation = *charring->numbers().ablation;
    loss.wall = ablation.temperature;
    const double burnt = face.burning(loss.wall);
    loss.radiated = face.radiated(loss.wall);
    const double driving = air.recovery - constants::air_specific_heat * loss.wall;
    const double inwards = cell.conductance * (loss.wall - cell.temperature);
    const double other = burnt * face.heat_of_combustion() - loss.radiated - inwards;
    const double most = std::max(0.0, face.film(burnt) * driving + other) / ablation.heat;
    const double ablated =
        most > 0.0 ? root_below(most,
                                [&](double lost) {
                                  return lost - (face.film(burnt + lost) * driving + other) /
                                                    ablation.heat;
                                })
                   : 0.0;
    loss.char_loss = burnt + ablated;
    loss.burned = burnt * face.heat_of_combustion() - ablated * ablation.heat;
    loss.convected = inwards + loss.radiated - loss.burned;
    return loss;
  }
  loss.wall = wall;
  loss.char_loss = face.burning(wall);
  loss.burned = loss.char_loss * face.heat_of_combustion();
  loss.radiated = face.radiated(wall);
  // Either side of the balance is the flux; each is ill-conditioned where the other is stiff.
  const double inwards = cell.conductance * (wall - cell.temperature);
  const double conducted =
      (cell.conductance * face.inflow(wall) + falls * inwards) / (cell.conductance + falls);
  loss.convected = conducted + loss.radiated - loss.burned;
  return loss;
}

}  // namespace tektite::thermal
