// The general operator against a manufactured solution on distorted meshes, with conductivity and
// specific heat that vary with temperature, re-radiation and a film on the borders: order in space,
// and order in time on one mesh. Method: Roache 2002, Code verification by the method of
// manufactured solutions.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "solid_scene.hpp"

namespace tektite {
namespace {

using namespace synthetic;
using constants::pi;
using thermal::BorderKind;
using thermal::OuterLoads;

constexpr double side = 0.1, density = 7800.0, emissivity = 0.8, sky = 300.0;
constexpr double film = 0.05, recovery = 9e5;

double conductivity(double T) {
  return 20.0 + 0.02 * (T - 400.0);
}
double heat(double T) {
  return 450.0 + 0.3 * (T - 400.0);
}
Material material() {
  Recipe recipe;
  recipe.density = density;
  recipe.conductivity = Curve({400.0, 900.0}, {conductivity(400.0), conductivity(900.0)});
  recipe.heat = Curve({400.0, 900.0}, {heat(400.0), heat(900.0)});
  recipe.emissivity = Curve(emissivity);
  return make_material(recipe);
}

/// T = 650 + 100 s(t) cos(a x + 0.4) cos(b y - 0.3) cos(c z + 0.2), and what follows from it.
struct Exact {
  static constexpr double a = 0.7 * pi / side, b = 0.6 * pi / side, c = 0.5 * pi / side;
  double rate = 0.0;  ///< s = cos(rate t) [rad/s]

  [[nodiscard]] static double shape(const Point& x) {
    return 100.0 * std::cos(a * x.x + 0.4) * std::cos(b * x.y - 0.3) * std::cos(c * x.z + 0.2);
  }
  [[nodiscard]] double value(const Point& x, double t) const {
    return 650.0 + std::cos(rate * t) * shape(x);
  }
  [[nodiscard]] Point gradient(const Point& x, double t) const {
    const double s = 100.0 * std::cos(rate * t);
    const double X = a * x.x + 0.4, Y = b * x.y - 0.3, Z = c * x.z + 0.2;
    return {-s * a * std::sin(X) * std::cos(Y) * std::cos(Z),
            -s * b * std::cos(X) * std::sin(Y) * std::cos(Z),
            -s * c * std::cos(X) * std::cos(Y) * std::sin(Z)};
  }
  /// rho c dT/dt - div(k grad T) [W/m^3]
  [[nodiscard]] double power(const Point& x, double t) const {
    const double T = value(x, t);
    const Point g = gradient(x, t);
    const double slope = -rate * std::sin(rate * t) * shape(x);
    const double laplacian = -(a * a + b * b + c * c) * (T - 650.0);
    return density * heat(T) * slope - conductivity(T) * laplacian - 0.02 * dot(g, g);
  }
  /// What must be given to a face beyond film and radiation [W/m^2].
  [[nodiscard]] double flux(const Point& x, const Point& normal, double t) const {
    const double T = value(x, t);
    return conductivity(T) * dot(gradient(x, t), normal) +
           emissivity * constants::stefan_boltzmann * (std::pow(T, 4) - std::pow(sky, 4)) -
           film * (recovery - constants::air_specific_heat * T);
  }
};

const Solid::Kinds all_exposed{{"x_low", BorderKind::exposed}, {"x_high", BorderKind::exposed},
                               {"y_low", BorderKind::exposed}, {"y_high", BorderKind::exposed},
                               {"z_low", BorderKind::exposed}, {"z_high", BorderKind::exposed}};

OuterLoads loads_of(const Solid& solid, const Exact& exact, double t) {
  const auto& domain = solid.heat->domain();
  OuterLoads loads = solid.none;
  for (std::size_t f = 0; f < loads.film.size(); ++f) {
    loads.film[f] = film;
    loads.recovery[f] = recovery;
    loads.flux[f] = exact.flux(domain.outer.centroid[f], domain.outer.normal[f], t);
  }
  for (std::int32_t c = 0; c < domain.owned; ++c) {
    const auto at = static_cast<std::size_t>(c);
    loads.power.push_back(domain.volume[at] * exact.power(domain.centroid[at], t));
  }
  return loads;
}

mesh::Grid distorted(int n, bool in_tetrahedra) {
  const Point size{side, side, side};
  auto boxes = hexahedra(size, {n, n, n});
  shake(boxes, size, {n, n, n}, 0.12);
  // Bent as a whole too, the sides staying where they are.
  for (Point& p : boxes.vertices) {
    const double bend = 0.04 * side * std::sin(pi * p.x / side) * std::sin(pi * p.y / side) *
                        std::sin(pi * p.z / side);
    p += Point{bend, -0.5 * bend, bend};
  }
  return in_tetrahedra ? six_tetrahedra(boxes) : boxes;
}

struct Found {
  double mean = 0.0, largest = 0.0;
  std::size_t cells = 0;
  std::int64_t newton = 0;
};

Found steady(int n, bool in_tetrahedra) {
  const Material is = material();
  thermal::SolidSettings settings;
  settings.environment_temperature = sky;
  settings.step_tolerance = 1e9;
  settings.stage.tolerance = 1e-4;
  settings.stage.iterations = 200;
  Solid solid(distorted(n, in_tetrahedra), {&is}, all_exposed, settings);
  const Exact exact;
  solid.start([&](const Point& x) { return exact.value(x, 0.0); });
  const OuterLoads loads = loads_of(solid, exact, 0.0);
  Found found;
  for (int i = 0; i < 3; ++i) {
    const auto books = solid.heat->advance(solid.state, {loads, loads}, 2e4);
    EXPECT_EQ(books.failures, 0);
    found.newton += books.newton;
  }
  double volume = 0.0;
  found.cells = solid.state.enthalpy.size();
  for (std::size_t c = 0; c < found.cells; ++c) {
    const auto& domain = solid.heat->domain();
    const double error = solid.temperature(c) - exact.value(domain.centroid[c], 0.0);
    found.mean += domain.volume[c] * error * error;
    volume += domain.volume[c];
    found.largest = std::max(found.largest, std::abs(error));
  }
  found.mean = std::sqrt(found.mean / volume);
  return found;
}

void expect_order_two_in_space(const char* name, bool in_tetrahedra) {
  fmt::print("| {} | cells | mean error K | order | largest K |\n", name);
  std::vector<double> errors;
  int before = 0;
  for (const int n : {6, 12, 20}) {
    const Found found = steady(n, in_tetrahedra);
    const double order =
        errors.empty() ? 0.0 : std::log(errors.back() / found.mean) / std::log(1.0 * n / before);
    before = n;
    fmt::print("| n = {} | {} | {:.4e} | {:.2f} | {:.3e} | {} Newton\n", n, found.cells, found.mean,
               order, found.largest, found.newton);
    if (!errors.empty()) {
      EXPECT_NEAR(order, 2.0, 0.1) << name;
    }
    errors.push_back(found.mean);
  }
}

TEST(SolidManufactured, SecondOrderInSpaceOnDistortedTetrahedra) {
  expect_order_two_in_space("tetrahedra", true);
}

TEST(SolidManufactured, SecondOrderInSpaceOnDistortedHexahedra) {
  expect_order_two_in_space("hexahedra", false);
}

/// On one mesh the difference of two solutions with steps dt and dt/2 falls with the order of the
/// scheme.
TEST(SolidManufactured, SecondOrderInTime) {
  const Material is = material();
  const Exact exact{2.0 * pi / 400.0};
  const double end = 100.0;
  std::vector<std::vector<double>> found;
  fmt::print("| steps | change K | order |\n");
  std::vector<double> change;
  for (const int steps : {8, 16, 32, 64}) {
    thermal::SolidSettings settings;
    settings.environment_temperature = sky;
    settings.step_tolerance = 1e9;  // each step whole
    settings.stage.tolerance = 1e-8;
    Solid solid(distorted(4, true), {&is}, all_exposed, settings);
    solid.start([&](const Point& x) { return exact.value(x, 0.0); });
    const double dt = end / steps;
    for (int i = 0; i < steps; ++i) {
      const double early = (i + thermal::SolidHeat::stage_fraction) * dt;
      const auto books = solid.heat->advance(
          solid.state, {loads_of(solid, exact, early), loads_of(solid, exact, (i + 1) * dt)}, dt);
      EXPECT_EQ(books.failures, 0);
      EXPECT_EQ(books.parts, 1);
    }
    std::vector<double> temperatures;
    for (std::size_t c = 0; c < solid.state.enthalpy.size(); ++c) {
      temperatures.push_back(solid.temperature(c));
    }
    double largest = 0.0;
    for (std::size_t c = 0; c < temperatures.size() && !found.empty(); ++c) {
      largest = std::max(largest, std::abs(temperatures[c] - found.back()[c]));
    }
    const double order = change.size() > 0 ? std::log2(change.back() / largest) : 0.0;
    fmt::print("| {} | {:.3e} | {:.2f} |\n", steps, largest, order);
    if (change.size() > 0) {
      EXPECT_NEAR(order, 2.0, 0.1);
    }
    if (!found.empty()) change.push_back(largest);
    found.push_back(std::move(temperatures));
  }
}

}  // namespace
}  // namespace tektite
