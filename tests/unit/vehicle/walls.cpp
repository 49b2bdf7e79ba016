// Stacks, parts, joints, groups and volumes from a case's text. Expected values: geometry by hand
// and the densities of the material library.
#include "solver/base/constants.hpp"

#include <gtest/gtest.h>

#include "tests/unit/vehicle/builder.hpp"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace tektite::vehicle {
namespace {

using constants::pi;

TEST(Stacks, MassAndLoadThicknessFollowFromTheLayers) {
  const Vehicle vehicle = build(R"(panel_size: 0.5 m
stacks:
  shield:
    layers:
      - {material: aluminium_6061_t6, thickness: 2 mm, cells: 2, carries_load: false}
      - {gap: 50 mm, shields: 20, shield_emissivity: 0.04}
      - {material: kevlar, thickness: 1 mm, loose: true}
      - {material: aluminium_2219_t87, thickness: 5 mm, cells: 4, ribs: 4 kg/m2, rib_share: 0.25}
parts: [{name: plate, stack: shield, wall: {shape: plate, size: [1 m, 1 m]}}]
)");
  const Stack& stack = vehicle.stacks.at(0);
  ASSERT_EQ(stack.size(), 7);
  const double bumper = shipped_library().find("aluminium_6061_t6").density();
  const double fabric = shipped_library().find("kevlar").density();
  const double skin = shipped_library().find("aluminium_2219_t87").density();
  EXPECT_NEAR(stack.areal_mass, 2e-3 * bumper + 1e-3 * fabric + 5e-3 * skin + 4.0, 1e-12);
  EXPECT_NEAR(stack.thickness, 58e-3, 1e-15);
  ASSERT_EQ(stack.gaps.size(), 6U);
  EXPECT_TRUE(stack.gaps[1].is_open);
  EXPECT_EQ(stack.gaps[1].shields, 20);
  EXPECT_EQ(stack.gaps[1].shield_emissivity, 0.04);
  EXPECT_EQ(std::count_if(stack.gaps.begin(), stack.gaps.end(),
                          [](const Gap& gap) { return gap.is_open; }),
            1);
  EXPECT_FALSE(stack.cells[0].carries_load);
  EXPECT_TRUE(stack.cells[2].is_loose);
  EXPECT_EQ(stack.cells[1].layer, 0);
  EXPECT_EQ(stack.cells[3].layer, 2);
  // A quarter of the ribs' 4 kg/m^2 of the same alloy, spread over the four cells.
  for (std::size_t c = 3; c < 7; ++c) {
    EXPECT_TRUE(stack.cells[c].carries_load);
    EXPECT_NEAR(stack.cells[c].areal_mass, (5e-3 * skin + 4.0) / 4.0, 1e-13);
    EXPECT_NEAR(stack.cells[c].load_thickness, (5e-3 + 1.0 / skin) / 4.0, 1e-16);
  }
}

// Each loose layer becomes one sheet a patch, of the patch's area and the layer's mass, latent at
// first: the vehicle's mass is that of its walls.
TEST(Sheets, OneAPatchAndLooseLayer) {
  const Vehicle vehicle = build(R"(panel_size: 0.25 m
patch_size: 0.5 m
stacks:
  shield:
    layers:
      - {material: aluminium_6061_t6, thickness: 2 mm, carries_load: false}
      - {material: nextel, thickness: 2 mm, ribs: 0.5 kg/m2, carries_load: false, loose: true}
      - {material: kevlar, thickness: 1 mm, cells: 2, carries_load: false, loose: true}
      - {material: aluminium_2219_t87, thickness: 5 mm}
parts: [{name: plate, stack: shield, wall: {shape: plate, size: [1 m, 1 m]}}]
)");
  const double areal[2] = {2e-3 * shipped_library().find("nextel").density() + 0.5,
                           1e-3 * shipped_library().find("kevlar").density()};
  ASSERT_EQ(vehicle.sheets.size(), vehicle.patches.size());
  ASSERT_EQ(vehicle.objects.size(), 2 * vehicle.patches.size());
  double area = 0.0;
  for (std::size_t k = 0; k < vehicle.patches.size(); ++k) {
    ASSERT_EQ(vehicle.sheets[k].size(), 2U);
    area += vehicle.patches[k].area;
    for (std::size_t i = 0; i < 2; ++i) {
      const Object& sheet = vehicle.objects[static_cast<std::size_t>(vehicle.sheets[k][i])];
      EXPECT_EQ(sheet.patch, static_cast<int>(k));
      EXPECT_EQ(sheet.layer, static_cast<int>(i) + 1);
      EXPECT_TRUE(sheet.is_latent());
      EXPECT_NEAR(sheet.mass, areal[i] * vehicle.patches[k].area, 1e-12);
      EXPECT_NEAR(std::accumulate(sheet.cells.begin(), sheet.cells.end(), 0.0,
                                  [](double sum, const ObjectCell& c) { return sum + c.mass; }),
                  sheet.mass, 1e-12);
      EXPECT_NEAR(sheet.size[0] * sheet.size[1], vehicle.patches[k].area, 1e-12);
    }
  }
  EXPECT_NEAR(area, 1.0, 1e-12);
  EXPECT_EQ(vehicle.objects[0].name, "plate nextel 1");
  const State state = whole_state(vehicle, 295.0);
  EXPECT_TRUE(std::all_of(state.object_body.begin(), state.object_body.end(),
                          [](std::int32_t body) { return body == -1; }));
  for (const auto& mass : state.solid.object_mass) {
    EXPECT_TRUE(std::all_of(mass.begin(), mass.end(), [](double m) { return m == 0.0; }));
  }
}

TEST(Joints, AreFoundOnTheRimThatTheirPartsShare) {
  const Vehicle vehicle = build(drum());
  ASSERT_EQ(vehicle.joints.size(), 1U);
  const Joint& joint = vehicle.joints[0];
  // The rim is a regular polygon of n edges inscribed in the circle.
  const auto n = static_cast<double>(joint.edges.size());
  EXPECT_GE(n, 24.0);
  const double rim = 2.0 * n * 0.5 * std::sin(pi / n);
  const auto sum = [](const std::vector<double>& lengths) {
    return std::accumulate(lengths.begin(), lengths.end(), 0.0);
  };
  EXPECT_NEAR(sum(joint.lengths_a), rim, 1e-9);
  EXPECT_NEAR(sum(joint.lengths_b), rim, 1e-9);
  EXPECT_NEAR(norm(joint.centre - Vec3<VehicleAxes>{2.0, 0.0, 0.0}), 0.0, 1e-9);
  EXPECT_NEAR(norm(joint.axis - Vec3<VehicleAxes>{1.0, 0.0, 0.0}), 0.0, 1e-9);
  EXPECT_TRUE(std::is_sorted(joint.edges.begin(), joint.edges.end()));
  EXPECT_TRUE(std::is_sorted(joint.panels_a.begin(), joint.panels_a.end()));
  for (const std::int64_t p : joint.panels_a) {
    EXPECT_EQ(vehicle.surface.part[static_cast<std::size_t>(p)], 0);
  }
  for (const std::int64_t p : joint.panels_b) {
    EXPECT_EQ(vehicle.surface.part[static_cast<std::size_t>(p)], 1);
  }
  // The cabin pulls on the polygon's area.
  EXPECT_EQ(joint.volume, 0);
  EXPECT_NEAR(joint.sealed_area, 0.5 * n * 0.25 * std::sin(2.0 * pi / n), 1e-9);
}

TEST(Joints, AxisPointsFromTheFirstPartToTheSecond) {
  std::string text = drum();
  const std::string between = "between: [barrel, front]";
  text.replace(text.find(between), between.size(), "between: [front, barrel]");
  EXPECT_NEAR(build(text).joints[0].axis.x, -1.0, 1e-9);
}

TEST(Groups, PartsWithoutAJointBetweenThemAreOne) {
  const Vehicle vehicle = build(drum());
  EXPECT_EQ(vehicle.groups, 2);
  EXPECT_EQ(vehicle.parts[0].group, vehicle.parts[2].group);
  EXPECT_NE(vehicle.parts[0].group, vehicle.parts[1].group);
}

TEST(Volumes, SpaceIsThatOfTheMeshLessTheObjectsInside) {
  const Vehicle hollow = build(drum());
  const double empty = hollow.volumes[0].space;
  // Tetrahedra from the origin to each triangle; all normals of the drum point outwards.
  double space = 0.0;
  for (const auto& t : hollow.surface.triangles) {
    const auto at = [&](std::size_t i) {
      return hollow.surface.vertices[static_cast<std::size_t>(t[i])];
    };
    space += dot(at(0), cross(at(1), at(2))) / 6.0;
  }
  EXPECT_NEAR(empty, space, 1e-12);
  EXPECT_NEAR(empty, 0.5 * pi, 0.01 * 0.5 * pi);
  const Vehicle full = build(drum(R"(objects:
  - {name: box, inside: [barrel], shape: box, size: [0.4 m, 0.3 m, 0.2 m], material: copper, thickness: 5 mm}
  - {name: ball, count: 2, inside: [barrel], shape: sphere, size: [0.2 m], material: copper}
  - {name: rod, inside: [box], shape: cylinder, size: [0.1 m, 0.1 m], material: copper}
  - {name: lamp, "on": barrel, shape: sphere, size: [0.1 m], material: copper}
)"));
  // What is inside the box or outside the drum takes no space of the cabin's.
  EXPECT_NEAR(full.volumes[0].space, empty - 0.4 * 0.3 * 0.2 - 2.0 * pi / 6.0 * 0.008, 1e-12);
  EXPECT_EQ(full.parts[0].volume, 0);
  EXPECT_EQ(full.objects[4].volume, -1);
}

TEST(Volumes, LieOnTheInnerSideUnlessTheWallIsTurnedRound) {
  std::string text = drum();
  const std::string back = "direction: [-1, 0, 0]";
  text.replace(text.find(back), back.size(), back + ", flip: true");
  const Vehicle vehicle = build(text);
  EXPECT_EQ(vehicle.parts[0].volume, 0);
  EXPECT_EQ(vehicle.parts[0].volume_outside, -1);
  EXPECT_EQ(vehicle.parts[2].volume, -1);
  EXPECT_EQ(vehicle.parts[2].volume_outside, 0);
  EXPECT_NEAR(vehicle.volumes[0].space, build(drum()).volumes[0].space, 1e-12);
}

TEST(Volumes, GasAtEntryIsIdeal) {
  const Vehicle vehicle = build(drum());
  const State state = whole_state(vehicle, 300.0);
  // p V = m R T with R = 8.314462618 / 0.0289644 J/(kg K); the room's constant may differ in the
  // last digits of the molar mass.
  const double mass = 50e3 * vehicle.volumes[0].space / (8.314462618 / 0.0289644 * 290.0);
  EXPECT_NEAR(state.solid.gas_mass[0], mass, 1e-4 * mass);
  EXPECT_EQ(state.solid.gas_temperature[0], 290.0);
}

TEST(Patches, CoverTheirPartWithTheSizeThatWasAskedFor) {
  for (const char* size : {"0.1 m", "0.06 m"}) {
    std::string text = drum();
    text.replace(text.find("0.1 m"), 5, size);
    const Vehicle vehicle = build(text);
    double barrel = 0.0;
    std::size_t count = 0;
    for (const Patch& patch : vehicle.patches) {
      if (patch.part != 0) continue;
      barrel += patch.area;
      ++count;
      EXPECT_NEAR(std::sqrt(patch.area), 0.4, 0.15);
    }
    // The polygonal barrel is smaller than the round one by 1 - sin(x)/x.
    EXPECT_NEAR(barrel, 2.0 * pi, 0.02 * 2.0 * pi);
    EXPECT_NEAR(static_cast<double>(count), 2.0 * pi / 0.16, 10.0);
  }
}

TEST(Mesh, EveryColumnHasTheCellsOfItsStack) {
  const Vehicle vehicle = build(drum());
  ASSERT_EQ(vehicle.cell_offset.size(), static_cast<std::size_t>(vehicle.mesh->local()) + 1);
  EXPECT_EQ(vehicle.cell_offset.back(), 2 * vehicle.mesh->local());
  EXPECT_EQ(vehicle.mesh->global(), static_cast<std::int64_t>(vehicle.surface.panels()));
}

}  // namespace
}  // namespace tektite::vehicle
