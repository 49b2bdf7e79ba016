#include "solver/environment/us76_upper.hpp"

#include "solver/base/error.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace tektite::environment::us76 {

namespace {

constexpr std::size_t N2 = 0, O = 1, O2 = 2, Ar = 3, He = 4, H = 5;

/// One species. Ref: USSA1976, tables 6 to 8
struct Species {
  double M;      // [kg/kmol]
  double n7;     // at 86 km [1/m^3]
  double a;      // of the diffusion coefficient [1/(m s)]
  double b;      // [-]
  double alpha;  // thermal diffusion [-]
  double Q;      // of the fitted flux [1/km^3]
  double U;      // [km]
  double W;      // [1/km^3]
};
constexpr std::array<Species, 6> species = {{
    {28.0134, 1.129794e20, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0},
    {15.9994, 8.6e16, 6.986e20, 0.750, 0.0, -5.809644e-4, 56.90311, 2.706240e-5},
    {31.9988, 3.030898e19, 4.863e20, 0.750, 0.0, 1.366212e-4, 86.0, 8.333333e-5},
    {39.948, 1.351400e18, 4.487e20, 0.870, 0.0, 9.434079e-5, 86.0, 8.333333e-5},
    {4.0026, 7.5817e14, 1.700e21, 0.691, -0.40, -2.457369e-4, 86.0, 6.666667e-4},
    {1.00797, 0.0, 3.305e21, 0.500, -0.25, 0.0, 0.0, 0.0},
}};

double gravity(double Z) {
  const double ratio = earth_radius / (earth_radius + Z);
  return standard_gravity * ratio * ratio;
}

/// Eddy diffusion [m^2/s]; Z in km.
double eddy_diffusion(double Z) {
  if (Z < 95.0) return 120.0;
  if (Z >= 115.0) return 0.0;
  return 120.0 * std::exp(1.0 - 400.0 / (400.0 - (Z - 95.0) * (Z - 95.0)));
}

double diffusion(const Species& s, double T, double N) {
  return s.a / N * std::pow(T / 273.15, s.b);
}

/// Fitted flux term v_i [1/m]; Z in km.
double flux_term(std::size_t i, double Z) {
  const Species& s = species[i];
  const double x = Z - s.U;
  double v = s.Q * x * x * std::exp(-s.W * x * x * x);
  if (i == O && Z <= 97.0) {
    constexpr double q = -3.416248e-3, u = 97.0, w = 5.008765e-4;
    const double y = u - Z;
    v += q * y * y * std::exp(-w * y * y * y);
  }
  return 1e-3 * v;
}

/// Altitude and what depends on it alone. `mixed`: at or below 100 km.
struct Place {
  double Z;   // [m]
  double T;   // [K]
  double dT;  // [K/m]
  double g;   // [m/s^2]
  double K;   // [m^2/s]
  double M;   // of the background gas [kg/kmol]
};
Place place_at(double Z, bool mixed) {
  const Graded T = upper_temperature(Z);
  return {Z,
          T.value,
          T.slope,
          gravity(Z),
          eddy_diffusion(1e-3 * Z),
          mixed ? sea_level_molar_mass : species[N2].M};
}

/// -d ln(n_i T)/dZ of a species that diffuses in a background of number density N [1/m].
double decay(std::size_t i, const Place& at, double N) {
  const Species& s = species[i];
  const double D = diffusion(s, at.T, N);
  const double drift = s.M + at.M * at.K / D + s.alpha * gas_constant / at.g * at.dT;
  return at.g / (gas_constant * at.T) * D / (D + at.K) * drift + flux_term(i, 1e-3 * at.Z);
}

/// Number densities of all but hydrogen, and -d ln(n_i T)/dZ, at one altitude.
struct Densities {
  std::array<double, 6> n{};
  std::array<double, 6> rate{};
  [[nodiscard]] double total() const { return n[N2] + n[O] + n[O2] + n[Ar] + n[He] + n[H]; }
};

/// Rates from densities at the same place.
void set_rates(Densities& d, const Place& at) {
  d.rate[N2] = at.M * at.g / (gas_constant * at.T);
  d.rate[O] = decay(O, at, d.n[N2]);
  d.rate[O2] = decay(O2, at, d.n[N2]);
  const double heavy = d.n[N2] + d.n[O] + d.n[O2];
  d.rate[Ar] = decay(Ar, at, heavy);
  d.rate[He] = decay(He, at, heavy);
}

/// Densities at `to` from those at `from`, by the trapezoid rule on ln(n T). Later species
/// diffuse through the earlier ones, so each is finished before it is needed.
Densities advance(const Densities& d, const Place& from, const Place& to) {
  Densities next;
  const double h = to.Z - from.Z;
  const auto finish = [&](std::size_t i, double rate) {
    next.rate[i] = rate;
    next.n[i] = d.n[i] * from.T / to.T * std::exp(-0.5 * h * (d.rate[i] + rate));
  };
  finish(N2, to.M * to.g / (gas_constant * to.T));
  finish(O, decay(O, to, next.n[N2]));
  finish(O2, decay(O2, to, next.n[N2]));
  const double heavy = next.n[N2] + next.n[O] + next.n[O2];
  finish(Ar, decay(Ar, to, heavy));
  finish(He, decay(He, to, heavy));
  return next;
}

/// Mixture from its parts. `hydrogen_slope`: dn/dZ of hydrogen [1/m^4].
UpperAir mixture(const Densities& d, const Place& at, double hydrogen_slope) {
  const double n = d.total();
  double mass = 0.0, dn = 0.0, dmass = 0.0;
  for (std::size_t i = 0; i < species.size(); ++i) {
    const double slope = i == H ? hydrogen_slope : d.n[i] * (-d.rate[i] - at.dT / at.T);
    mass += d.n[i] * species[i].M;
    dn += slope;
    dmass += slope * species[i].M;
  }
  const double M = mass / n;
  UpperAir air{std::log(n * boltzmann * at.T), dn / n + at.dT / at.T, M, (dmass - M * dn) / n, {}};
  constexpr std::array<std::size_t, 6> place = {constituent::N2, constituent::O,  constituent::O2,
                                                constituent::Ar, constituent::He, constituent::H};
  for (std::size_t i = 0; i < species.size(); ++i) air.fractions[place[i]] = d.n[i] / n;
  return air;
}

/// Hydrogen from 150 to 1000 km on the nodes of the quadrature: n and dn/dZ. Fills `n` and
/// `slope`, whose index 0 is at 86 km; `background` is the density of all the others.
void integrate_hydrogen(const std::vector<double>& background, std::vector<double>& n,
                        std::vector<double>& slope) {
  constexpr double flux = 7.2e11;  // [1/(m^2 s)]
  constexpr double n11 = 8.0e10;   // at 500 km [1/m^3]
  constexpr Species s = species[H];
  const auto node = [](double Z) {
    return static_cast<std::size_t>(std::lround((Z - upper_begin) / quadrature_step));
  };
  const std::size_t lowest = node(150e3), middle = node(500e3), top = background.size() - 1;
  const double T11 = upper_temperature(500e3).value;

  // tau and the bracket of the standard's equation, marched away from 500 km.
  const auto march = [&](std::size_t end, int direction, bool with_flux) {
    double tau = 0.0, bracket = n11, old_weight = 0.0, old_source = 0.0;
    for (std::size_t k = middle;; direction > 0 ? ++k : --k) {
      const Place at = place_at(upper_begin + quadrature_step * static_cast<double>(k), false);
      const double weight = at.g * s.M / (gas_constant * at.T);
      const double h = direction * quadrature_step;
      if (k != middle) tau += 0.5 * h * (weight + old_weight);
      const double ratio = std::pow(at.T / T11, 1.0 + s.alpha);
      const double D = diffusion(s, at.T, background[k]);
      const double source = with_flux ? flux / D * ratio * std::exp(tau) : 0.0;
      if (k != middle) bracket -= 0.5 * h * (source + old_source);
      n[k] = bracket / ratio * std::exp(-tau);
      slope[k] = (with_flux ? -flux / D : 0.0) - n[k] * ((1.0 + s.alpha) * at.dT / at.T + weight);
      old_weight = weight;
      old_source = source;
      if (k == end) break;
    }
  };
  march(lowest, -1, true);
  const double slope_below = slope[middle];
  march(top, 1, false);
  slope[middle] = slope_below;  // the flux stops at 500 km: a kink of 1e-6 of the mixture's slope
}

}  // namespace

Graded upper_temperature(double altitude) {
  const double Z = 1e-3 * altitude;
  if (Z <= 91.0) return {186.8673, 0.0};
  if (Z <= 110.0) {
    constexpr double Tc = 263.1905, A = -76.3232, a = -19.9429;
    const double x = (Z - 91.0) / a;
    const double root = std::sqrt(1.0 - x * x);
    return {Tc + A * root, -1e-3 * A * x / (a * root)};
  }
  if (Z <= 120.0) return {240.0 + 12.0 * (Z - 110.0), 12e-3};
  constexpr double T00 = 1000.0, T10 = 360.0, lambda = 12.0 / 640.0;
  constexpr double r0 = 1e-3 * earth_radius;
  const double xi = (Z - 120.0) * (r0 + 120.0) / (r0 + Z);
  const double missing = (T00 - T10) * std::exp(-lambda * xi);
  const double stretch = (r0 + 120.0) / (r0 + Z);
  return {T00 - missing, 1e-3 * lambda * missing * stretch * stretch};
}

std::vector<UpperAirCell> integrate_upper_air(double spacing) {
  const auto stride = static_cast<std::size_t>(std::lround(spacing / quadrature_step));
  const auto count = static_cast<std::size_t>(std::lround((upper_end - upper_begin) / spacing));
  expect(std::abs(std::remainder(1e3, spacing)) < 1e-9, "the spacing must divide 1 km");
  const std::size_t nodes = count * stride + 1;

  // First pass: all but hydrogen. At 100 km the background changes, and the rates with it.
  std::vector<Densities> below(count), above(count);  // at both ends of each cell, from within
  std::vector<double> background(nodes);
  Densities d;
  for (std::size_t i = 0; i < species.size(); ++i) d.n[i] = species[i].n7;
  Place from = place_at(upper_begin, true);
  set_rates(d, from);
  background[0] = d.total();
  for (std::size_t k = 0; k + 1 < nodes; ++k) {
    const double Z = upper_begin + quadrature_step * static_cast<double>(k);
    const bool mixed = Z + 0.5 * quadrature_step < 100e3;
    if (k > 0 && mixed != (Z - 0.5 * quadrature_step < 100e3)) {
      from = place_at(Z, mixed);
      set_rates(d, from);
    }
    if (k % stride == 0) below[k / stride] = d;
    const Place to = place_at(Z + quadrature_step, mixed);
    d = advance(d, from, to);
    from = to;
    background[k + 1] = d.total();
    if ((k + 1) % stride == 0) above[k / stride] = d;
  }

  std::vector<double> hydrogen(nodes, 0.0), hydrogen_slope(nodes, 0.0);
  integrate_hydrogen(background, hydrogen, hydrogen_slope);

  std::vector<UpperAirCell> cells(count);
  for (std::size_t c = 0; c < count; ++c) {
    const double bottom = upper_begin + spacing * static_cast<double>(c);
    const double top = bottom + spacing;
    const bool mixed = bottom < 100e3 - 1.0;
    const bool has_hydrogen = bottom > 150e3 - 1.0;
    const auto end = [&](Densities& at_end, double Z, std::size_t node) {
      at_end.n[H] = has_hydrogen ? hydrogen[node] : 0.0;
      return mixture(at_end, place_at(Z, mixed), has_hydrogen ? hydrogen_slope[node] : 0.0);
    };
    cells[c] = {end(below[c], bottom, c * stride), end(above[c], top, (c + 1) * stride)};
  }
  return cells;
}

}  // namespace tektite::environment::us76
