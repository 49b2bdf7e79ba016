// Air that comes into an opened volume. By hand: all faces inside get the film
//   fraction x mean film outside x min(open area / area inside, 1),
// so that fraction x film x open area x (recovery - cp T) comes in.
#include <gtest/gtest.h>

#include "tests/verification/thermal/synthetic.hpp"

namespace tektite {
namespace {

using namespace synthetic;

struct Hull {
  Material material;
  Scene scene;
  double inside = 0.0;
  explicit Hull(double opening)
      : material(make_material({2700.0, Curve(900.0), Curve(1e6), Curve(1e-30)})) {
    vehicle::Stack stack;
    add_layer(stack, material, 0.01, 1);
    scene.vehicle.stacks.push_back(stack);
    scene.vehicle.volumes.resize(1);
    scene.add_part(0);
    scene.vehicle.parts[0].volume = 0;
    vehicle::Object box;
    box.cells.push_back({&material, 0.01, 2700.0 * 0.01 * 3.0, 3.0, 3.0});
    box.surface_area = 3.0;
    box.mass = box.cells[0].mass;
    box.volume = 0;
    scene.vehicle.objects = {box};
    mesh::Surface tube = make_tube(0.5, 2.0, 4, 12);
    scene.assemble(std::move(tube), 400.0);
    scene.state.solid.gas_mass = {0.0};
    scene.state.sealed = {0};
    scene.state.opening = {opening};
    for (const double area : scene.mesh().area()) inside += area;
    inside += 3.0;
  }
  /// Heat from the air in one short step [W].
  double heat(double fraction) {
    thermal::Settings settings;
    settings.opening_fraction = fraction;
    settings.cavity_radiation = false;
    settings.lateral_conduction = false;
    thermal::Thermal thermal(settings, scene.vehicle);
    const auto before = thermal.stored(scene.state);
    const auto books = march(scene, thermal, 1e-3, 1, [&](double, vehicle::SurfaceLoads& loads) {
      for (std::size_t p = 0; p < scene.state.body.size(); ++p) {
        const bool windward = scene.mesh().centroid()[p].z > 0.0;
        loads.film[2 * p] = windward ? 0.02 : 0.0;
        loads.recovery[2 * p] = windward ? 2e7 : 0.0;
      }
    });
    const auto after = thermal.stored(scene.state);
    EXPECT_NEAR(after.total() - before.total(), books.absorbed - books.radiated,
                1e-12 * std::abs(before.total()));
    objects = (after.objects - before.objects) / 1e-3;
    return books.absorbed / 1e-3;
  }
  double objects = 0.0;
};

TEST(Opening, LetsInAShareOfTheHeatOutside) {
  for (const double opening : {0.5, 100.0}) {
    const double closed = Hull(opening).heat(0.0);
    for (const double fraction : {0.1, 0.3, 1.0}) {
      Hull hull(opening);
      const double came = hull.heat(fraction) - closed;
      // Half of the hull's area meets the flow.
      const double open = std::min(opening, hull.inside);
      const double by_hand =
          fraction * 0.5 * 0.02 * open * (2e7 - constants::air_specific_heat * 400.0);
      EXPECT_NEAR(came, by_hand, 1e-3 * by_hand) << opening << " " << fraction;
      EXPECT_NEAR(hull.objects, came * 3.0 / hull.inside, 1e-3 * came);
    }
  }
}

TEST(Opening, LetsNothingInWhileSealedOrWithoutAir) {
  Hull hull(0.5);
  hull.scene.state.sealed = {1};
  hull.heat(1.0);
  EXPECT_EQ(hull.objects, 0.0);
  Hull none(0.0);
  none.heat(1.0);
  EXPECT_EQ(none.objects, 0.0);
}

}  // namespace
}  // namespace tektite
