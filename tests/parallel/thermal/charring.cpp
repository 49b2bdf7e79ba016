// Walls and an object that decompose: bits on any number of ranks, and after a resume. Each rank
// compares with the same vehicle on MPI_COMM_SELF.
#include "solver/base/exact_sum.hpp"

#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"
#include <map>

namespace tektite {
namespace {

using namespace synthetic;
using constants::pi;

Recipe laminate() {
  Recipe recipe;
  recipe.density = 1500.0;
  recipe.heat = Curve({200.0, 1500.0}, {800.0, 1900.0});
  recipe.conductivity = Curve({200.0, 1500.0}, {0.6, 1.6});
  recipe.emissivity = Curve(0.85);
  materials::Decomposition is;
  is.reactions = {{"first", 200.0, 50.0, 1e6, 11000.0, 1.0, 400.0},
                  {"second", 400.0, 150.0, 5e9, 21000.0, 2.0, 500.0}};
  is.heat_of_pyrolysis = 8e5;
  is.reference_temperature = 298.15;
  is.gas_enthalpy = Curve({200.0, 3000.0}, {0.0, 5.6e6});
  is.oxidation = materials::CharOxidation{0.174, 314.0, 21290.0, 0.5, 9.2e6};
  is.function_lost_above = 900.0;
  recipe.decomposition = is;
  return recipe;
}

/// A plate of two parts, one of laminate over metal with a gap, one of laminate alone, and a ball.
struct Shield {
  Material skin, metal;
  Scene scene;

  explicit Shield(MPI_Comm comm) : skin(make_material(laminate())), metal(make_material({})) {
    vehicle::Vehicle& v = scene.vehicle;
    vehicle::Stack covered, bare;
    add_layer(covered, skin, 0.004, 4);
    add_layer(covered, metal, 0.002, 2, 0.01, 2);
    add_layer(bare, skin, 0.006, 6);
    v.stacks = {covered, bare};
    scene.add_part(0);
    scene.add_part(1);
    vehicle::Object ball;
    ball.name = "ball";
    const double radius = 0.1;
    for (int i = 0; i < 5; ++i) {
      const double top = radius * (1.0 - 0.1 * i), bottom = radius * (0.9 - 0.1 * i);
      const double space = 4.0 / 3.0 * pi * (top * top * top - bottom * bottom * bottom);
      ball.cells.push_back({&skin, top - bottom, skin.density() * space, 4.0 * pi * top * top,
                            space / (top - bottom)});
      ball.mass += skin.density() * space;
    }
    ball.surface_area = 4.0 * pi * radius * radius;
    ball.inner_area = pi * radius * radius;
    v.objects = {ball, ball, ball};
    mesh::Surface surface = make_plate(2.0, 1.0, 8, 6, Triangles::random);
    for (std::size_t t = 0; t < surface.panels(); ++t) {
      surface.part[t] = (t / 2) % 8 < 4 ? 0 : 1;
    }
    scene.assemble(std::move(surface), 300.0, comm);
    scene.state.object_released = {1, 1, 1};
  }

  thermal::HeatBooks fly(thermal::Thermal& heat, double end, int steps) {
    return march(scene, heat, end, steps, [&](double t, vehicle::SurfaceLoads& loads) {
      for (std::size_t p = 0; p < static_cast<std::size_t>(scene.mesh().owned()); ++p) {
        const Vec3<VehicleAxes> x = scene.mesh().centroid()[p];
        // Some panels never get warm.
        loads.film[2 * p] = 0.03 * std::max(0.0, x.x - 0.3) * (1.0 + 0.02 * t);
        loads.recovery[2 * p] = 1e7;
        loads.pressure[2 * p] = 2e3;
      }
      loads.object_film = {0.02, 0.05, 0.0};
      loads.object_recovery = {1e7, 1.2e7, 0.0};
      loads.object_pressure = {1e3, 2e3, 0.0};
    });
  }

  [[nodiscard]] double mass() const {
    ExactSums sums(1);
    for (std::size_t p = 0; p < static_cast<std::size_t>(scene.mesh().owned()); ++p) {
      for (auto c = scene.vehicle.cell_offset[p]; c < scene.vehicle.cell_offset[p + 1]; ++c) {
        const double areal = scene.state.solid.cell_mass[static_cast<std::size_t>(c)];
        sums.add(0, scene.mesh().area()[p] * areal);
      }
    }
    sums.reduce(scene.mesh().world());
    double sum = sums.value(0);
    for (const auto& cells : scene.state.solid.object_mass) {
      for (const double m : cells) sum += m;
    }
    return sum;
  }
};

/// Sorted by global id: enthalpy, mass and progress of one's panels, ghosts too, and of the
/// other's.
std::size_t count_different(const Scene& many, const Scene& one) {
  std::map<std::int64_t, std::size_t> place;
  for (std::size_t p = 0; p < static_cast<std::size_t>(one.mesh().local()); ++p) {
    place[one.mesh().global_id()[p]] = p;
  }
  std::size_t different = 0;
  const auto compare = [&](const std::vector<std::int32_t>& offset,
                           const std::vector<std::int32_t>& other_offset,
                           const std::vector<double>& values, const std::vector<double>& others) {
    for (std::size_t p = 0; p < static_cast<std::size_t>(many.mesh().local()); ++p) {
      const std::size_t q = place.at(many.mesh().global_id()[p]);
      auto j = static_cast<std::size_t>(other_offset[q]);
      for (auto i = static_cast<std::size_t>(offset[p]);
           i < static_cast<std::size_t>(offset[p + 1]); ++i, ++j) {
        different += values[i] == others[j] ? 0U : 1U;
      }
    }
  };
  const vehicle::Solid &a = many.state.solid, &b = one.state.solid;
  compare(many.vehicle.cell_offset, one.vehicle.cell_offset, a.enthalpy, b.enthalpy);
  compare(many.vehicle.cell_offset, one.vehicle.cell_offset, a.cell_mass, b.cell_mass);
  compare(many.vehicle.progress_offset, one.vehicle.progress_offset, a.progress, b.progress);
  return different;
}

TEST(CharringRanks, BitsDoNotDependOnThem) {
  Shield many(MPI_COMM_WORLD), one(MPI_COMM_SELF);
  thermal::Thermal heat_many(thermal::Settings{}, many.scene.vehicle),
      heat_one(thermal::Settings{}, one.scene.vehicle);
  const double before = heat_many.stored(many.scene.state).total(), mass = many.mass();
  const auto books = many.fly(heat_many, 60.0, 60);
  const auto alone = one.fly(heat_one, 60.0, 60);
  EXPECT_EQ(books.absorbed, alone.absorbed);
  EXPECT_EQ(books.radiated, alone.radiated);
  EXPECT_EQ(books.gas_mass, alone.gas_mass);
  EXPECT_EQ(books.gas_energy, alone.gas_energy);
  EXPECT_EQ(books.char_mass, alone.char_mass);
  EXPECT_EQ(books.char_energy, alone.char_energy);
  EXPECT_EQ(books.char_heat, alone.char_heat);
  EXPECT_EQ(books.char_substeps, alone.char_substeps);
  EXPECT_EQ(books.newton_failures, 0);
  EXPECT_GT(books.gas_mass, 1.0);
  EXPECT_GT(books.char_mass, 0.01);
  EXPECT_EQ(count_different(many.scene, one.scene), 0U);
  EXPECT_EQ(many.scene.state.solid.object_enthalpy, one.scene.state.solid.object_enthalpy);
  EXPECT_EQ(many.scene.state.solid.object_mass, one.scene.state.solid.object_mass);
  EXPECT_EQ(many.scene.state.solid.object_progress, one.scene.state.solid.object_progress);
  // And they close.
  EXPECT_NEAR(heat_many.stored(many.scene.state).total() - before,
              books.absorbed + books.char_heat - books.radiated - books.gas_energy -
                  books.char_energy - books.melt_energy - books.stripped_energy,
              1e-11 * books.absorbed);
  EXPECT_NEAR(mass - many.mass(),
              books.gas_mass + books.char_mass + books.melt_mass + books.stripped_mass,
              1e-12 * mass);
}

/// A run that goes on from a State written down has the bits of the unbroken one.
TEST(CharringRanks, ResumeHasTheSameBits) {
  Shield unbroken(MPI_COMM_WORLD), broken(MPI_COMM_WORLD);
  thermal::Thermal heat(thermal::Settings{}, unbroken.scene.vehicle);
  unbroken.fly(heat, 20.0, 20);
  {
    thermal::Thermal first(thermal::Settings{}, broken.scene.vehicle);
    broken.fly(first, 20.0, 20);
  }
  thermal::Thermal second(thermal::Settings{}, broken.scene.vehicle);
  unbroken.fly(heat, 20.0, 20);
  broken.fly(second, 20.0, 20);
  EXPECT_EQ(count_different(unbroken.scene, broken.scene), 0U);
  EXPECT_EQ(unbroken.scene.state.solid.object_enthalpy, broken.scene.state.solid.object_enthalpy);
}

}  // namespace
}  // namespace tektite
