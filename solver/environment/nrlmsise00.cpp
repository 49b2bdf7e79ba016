#include "solver/environment/nrlmsise00.hpp"

#include "solver/environment/nrlmsise00_expansion.hpp"
#include "solver/environment/nrlmsise00_profile.hpp"
#include "solver/environment/nrlmsise00_table.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::environment::msis {
namespace {

constexpr double mixed_mass = 28.95;  ///< of mixed air, pdm[2][4] [g/mol]

/// Transition from diffusive equilibrium `diffusive` to full mixing `mixed`.
double net_density(double diffusive, double mixed, double width, double m) {
  const double a = width / (mixed_mass - m);
  if (!(mixed > 0.0 && diffusive > 0.0)) return std::max(mixed, diffusive);
  const double y = a * std::log(mixed / diffusive);
  if (y < -10.0) return diffusive;
  if (y > 10.0) return mixed;
  return diffusive * std::pow(1.0 + std::exp(y), 1.0 / a);
}

/// exp(r) far below `middle`, 1 far above, over `height`.
double correction(double z, double r, double height, double middle) {
  const double e = (z - middle) / height;
  if (e > 70.0) return 1.0;
  if (e < -70.0) return std::exp(r);
  return std::exp(r / (1.0 + std::exp(e)));
}

double correction(double z, double r, double height, double middle, double second) {
  const double e1 = (z - middle) / height;
  const double e2 = (z - middle) / second;
  if (e1 > 70.0 || e2 > 70.0) return 1.0;
  if (e1 < -70.0 && e2 < -70.0) return std::exp(r);
  return std::exp(r / (1.0 + 0.5 * (std::exp(e1) + std::exp(e2))));
}

/// Densities in 1/cm^3, by the rows of pdm: He, O, N2, O2, Ar, H, N, hot O.
using Densities = std::array<double, 8>;
enum Species : std::size_t { helium, oxygen, nitrogen2, oxygen2, argon, hydrogen, nitrogen, hot };

struct SpeciesData {
  std::size_t expansion;  ///< row of pd
  double mass;            ///< [g/mol]
  double diffusion;       ///< thermal diffusion factor
  double cut;             ///< mixing is looked at up to here [km]
};
constexpr std::array<SpeciesData, 7> species_data{{{0, 4.0, -0.38, 200.0},
                                                   {1, 16.0, 0.0, 300.0},
                                                   {2, 28.0, 0.0, 160.0},
                                                   {4, 32.0, 0.0, 250.0},
                                                   {5, 40.0, 0.17, 240.0},
                                                   {6, 1.0, -0.38, 320.0},
                                                   {7, 14.0, 0.0, 450.0}}};

/// One evaluation, from the top of the atmosphere down.
class Evaluation {
 public:
  Evaluation(const Conditions& conditions, const Switches& switches)
      : at_(conditions),
        s_(switches),
        gravity_(conditions.latitude),
        expansions_(conditions, switches),
        thermosphere_(make_thermosphere(std::max(conditions.altitude, bottom))) {}

  Air run() {
    const double z = std::max(at_.altitude, bottom);
    fill_thermosphere(z);
    double temperature = thermosphere_.temperature(z);
    if (at_.altitude < bottom) temperature = fill_below();
    return in_si(temperature);
  }

 private:
  static constexpr double bottom = Thermosphere::bottom_altitude;

  Thermosphere make_thermosphere(double z);
  void fill_thermosphere(double z);
  double mixing_of(Species species, double z, double base, double m, double alpha);
  void fill_species(Species species, double z);
  void correct(Species species, double z, double ratio);
  void fill_hot_oxygen(double z);
  double fill_below();
  [[nodiscard]] Air in_si(double temperature) const;

  const Conditions& at_;
  const Switches& s_;
  Gravity gravity_;
  Expansions expansions_;
  Thermosphere::Shape shape_;
  std::array<double, 4> nodes_{};  ///< temperatures at 110, 100, 90, 72.5 km [K]
  double bottom_slope_ = 0.0;      ///< dT/dz at 72.5 km [K/km]
  Thermosphere thermosphere_;
  Densities n_{};
  double mixed_nitrogen_ = 0.0;  ///< N2 if the air were mixed [1/cm^3]
  double turbopause_ = 0.0;      ///< N2 there, in diffusive terms
  double width_ = 0.0;           ///< of the transition to mixing
};

Thermosphere Evaluation::make_thermosphere(double z) {
  Expansions& G = expansions_;
  shape_.exospheric = ptm[0] * pt[0];
  if (z > Thermosphere::joint_altitude) {
    shape_.exospheric *= 1.0 + s_.main(16) * G.thermosphere(pt);
  }
  double gradient = ptm[3] * ps[0];
  if (z > bottom) gradient *= 1.0 + s_.main(19) * G.thermosphere(ps);
  shape_.base = ptm[1] * (1.0 + s_.main(17) * G.thermosphere(pd[3])) * pd[3][0];
  shape_.rate = gradient / (shape_.exospheric - shape_.base);

  const double on = z < 300.0 ? s_.main(18) : 0.0;
  const auto node = [&](double mean, const LowerExpansion& p, double is_on) {
    return mean * p[0] / (1.0 - is_on * G.lower(p));
  };
  nodes_ = {node(ptm[6], ptl[0], on), node(ptm[2], ptl[1], on), node(ptm[7], ptl[2], on),
            node(ptm[4], ptl[3], on * s_.main(20))};
  const double mean = ptm[4] * ptl[3][0];
  bottom_slope_ = ptm[8] * pma[8][0] * (1.0 + on * s_.main(20) * G.lower(pma[8])) * nodes_[3] *
                  nodes_[3] / (mean * mean);
  return {gravity_, shape_, nodes_, bottom_slope_};
}

void Evaluation::fill_thermosphere(double z) {
  for (const Species species : {nitrogen2, helium, oxygen, oxygen2, argon, hydrogen, nitrogen}) {
    fill_species(species, z);
  }
  fill_hot_oxygen(z);
}

void Evaluation::fill_species(Species species, double z) {
  const SpeciesData& data = species_data[species];
  const Expansion& p = pd[data.expansion];
  const auto& mean = pdm[species];
  const double base = mean[0] * std::exp(s_.main(21) * expansions_.thermosphere(p)) * p[0];
  double& n = n_[species];
  n = thermosphere_.density(z, base, data.mass, data.diffusion);
  double turbopause = mean[2];
  if (species == nitrogen2) {
    const double wave =
        std::sin(1.74533e-2 * at_.latitude) * std::cos(1.72142e-2 * (at_.day_of_year - pt[13]));
    turbopause *= pdl[1][24] * (1.0 + s_.main(5) * pdl[0][24] * wave);
    width_ = mean[3] * pdl[1][5];
  }
  const double there =
      thermosphere_.density(turbopause, base, data.mass - mixed_mass, data.diffusion - 1.0);
  if (species == nitrogen2) turbopause_ = there;
  if (s_.main(15) == 0.0) return;
  const bool is_below = species == helium ? z < data.cut : z <= data.cut;
  if (is_below) {
    const double mixed = thermosphere_.density(z, there, mixed_mass, 0.0);
    if (species == nitrogen2) mixed_nitrogen_ = mixed;
    n = net_density(n, mixed, width_, data.mass);
    correct(species, z, turbopause_ / there);
  }
  if (species == oxygen2) {
    n *= correction(
        z, mean[3] * pdl[1][23] * (1.0 + s_.main(1) * pdl[0][23] * (at_.f107_average - 150.0)),
        mean[7] * pdl[1][22], mean[6] * pdl[1][21], mean[7] * pdl[0][22]);
  }
}

/// Chemistry and flow. `ratio`: N2 to this species at the turbopause.
void Evaluation::correct(Species species, double z, double ratio) {
  const auto& mean = pdm[species];
  double& n = n_[species];
  switch (species) {
    case helium:
      n *= correction(z, std::log(ratio * mean[1]), mean[5] * pdl[1][1], mean[4] * pdl[1][0]);
      break;
    case oxygen:
      n *= correction(
          z, mean[1] * pdl[1][16] * (1.0 + s_.main(1) * pdl[0][23] * (at_.f107_average - 150.0)),
          mean[5] * pdl[1][3], mean[4] * pdl[1][2], mean[5] * pdl[1][4]);
      n *= correction(z, mean[3] * pdl[1][14], mean[7] * pdl[1][13], mean[6] * pdl[1][12]);
      break;
    case oxygen2:
      n *= correction(z, std::log(ratio * mean[1]), mean[5] * pdl[1][7], mean[4] * pdl[1][6]);
      break;
    case argon:
      n *= correction(z, std::log(ratio * mean[1]), mean[5] * pdl[1][9], mean[4] * pdl[1][8]);
      break;
    case hydrogen:
      n *= correction(z, std::log(ratio * mean[1] * std::abs(pdl[1][17])), mean[5] * pdl[1][11],
                      mean[4] * pdl[1][10]);
      n *= correction(z, mean[3] * pdl[1][20], mean[7] * pdl[1][19], mean[6] * pdl[1][18]);
      break;
    case nitrogen:
      n *= correction(z, std::log(ratio * mean[1] * std::abs(pdl[0][2])), mean[5] * pdl[0][1],
                      mean[4] * pdl[0][0]);
      n *= correction(z, mean[3] * pdl[0][5], mean[7] * pdl[0][4], mean[6] * pdl[0][3]);
      break;
    case nitrogen2:
    case hot:
      break;
  }
}

void Evaluation::fill_hot_oxygen(double z) {
  const auto& mean = pdm[hot];
  const double temperature = mean[9] * pdl[0][6];
  const double base = mean[0] * std::exp(s_.main(21) * expansions_.thermosphere(pd[8])) * pd[8][0];
  const Thermosphere::Shape isothermal{temperature, temperature, shape_.rate};
  const Thermosphere warm(gravity_, isothermal, nodes_, bottom_slope_);
  const double density = warm.density(z, base, 16.0, 0.0);
  const double height = gas_constant * temperature / (16.0 * gravity_.at(mean[4]));
  n_[hot] = density * std::exp(-mean[5] / height * (std::exp(-(z - mean[4]) / mean[5]) - 1.0));
}

/// Below 72.5 km all is mixed but for what the thermosphere hands down. Returns the temperature.
double Evaluation::fill_below() {
  Expansions& G = expansions_;
  const double z = at_.altitude;
  const auto node = [&](std::size_t i, double is_on) {
    return pma[i][0] * pavgm[i] / (1.0 - is_on * G.lower(pma[i]));
  };
  const double on20 = s_.main(20);
  const double on22 = s_.main(22);
  const std::array<double, 4> upper{nodes_[3], node(0, on20), node(1, on20), node(2, on20 * on22)};
  const double mean = pma[2][0] * pavgm[2];
  const double slope = pavgm[8] * pma[9][0] * (1.0 + on20 * on22 * G.lower(pma[9])) * upper[3] *
                       upper[3] / (mean * mean);
  constexpr std::array<double, 4> upper_nodes{bottom, 55.0, 45.0, 32.5};
  const TemperatureSpline middle(gravity_, upper_nodes.data(), upper.data(), 4, bottom_slope_,
                                 slope);
  const double in_middle = std::max(z, 32.5);
  double temperature = middle.temperature(in_middle);
  double mixed =
      mixed_nitrogen_ * (upper[0] / temperature) * middle.hydrostatic(in_middle, mixed_mass);
  if (z < 32.5) {
    const std::array<double, 5> low{upper[3], node(3, on22), node(4, on22), node(5, on22),
                                    node(6, on22)};
    const double ground_mean = pma[6][0] * pavgm[6];
    const double ground = pavgm[7] * pma[7][0] * (1.0 + on22 * G.lower(pma[7])) * low[4] * low[4] /
                          (ground_mean * ground_mean);
    constexpr std::array<double, 5> low_nodes{32.5, 20.0, 15.0, 10.0, 0.0};
    const TemperatureSpline bottom_part(gravity_, low_nodes.data(), low.data(), 5, slope, ground);
    temperature = bottom_part.temperature(z);
    mixed *= low[0] / temperature * bottom_part.hydrostatic(z, mixed_mass);
  }

  const double share = z <= 62.5 ? 0.0 : 1.0 - (bottom - z) / 10.0;
  const Densities above = n_;
  n_ = {};
  n_[nitrogen2] = mixed * (1.0 + (above[nitrogen2] / mixed_nitrogen_ - 1.0) * share);
  for (const Species species : {helium, oxygen2, argon}) {
    const double fraction = pdm[species][1];
    n_[species] = n_[nitrogen2] * fraction *
                  (1.0 + (above[species] / (above[nitrogen2] * fraction) - 1.0) * share);
  }
  return temperature;
}

constexpr double atomic_mass = 1.66e-27;  ///< as the authors have it [kg]

Air Evaluation::in_si(double temperature) const {
  constexpr double per_cubic_metre = 1e6;
  Air air;
  air.helium = per_cubic_metre * n_[helium];
  air.oxygen = per_cubic_metre * n_[oxygen];
  air.nitrogen_molecules = per_cubic_metre * n_[nitrogen2];
  air.oxygen_molecules = per_cubic_metre * n_[oxygen2];
  air.argon = per_cubic_metre * n_[argon];
  air.hydrogen = per_cubic_metre * n_[hydrogen];
  air.nitrogen = per_cubic_metre * n_[nitrogen];
  air.hot_oxygen = per_cubic_metre * n_[hot];
  air.density = atomic_mass * (4.0 * air.helium + 16.0 * air.oxygen +
                               28.0 * air.nitrogen_molecules + 32.0 * air.oxygen_molecules +
                               40.0 * air.argon + air.hydrogen + 14.0 * air.nitrogen);
  air.temperature = temperature;
  air.exospheric_temperature = shape_.exospheric;
  return air;
}

}  // namespace

double Air::drag_density() const {
  return density + atomic_mass * 16.0 * hot_oxygen;
}

double Air::number_density() const {
  return helium + oxygen + nitrogen_molecules + oxygen_molecules + argon + hydrogen + nitrogen;
}

Air evaluate(const Conditions& conditions, const Switches& switches) {
  return Evaluation(conditions, switches).run();
}

}  // namespace tektite::environment::msis
