// Patch tests: constant stress and constant moment on irregular panels, exactly.
#include <gtest/gtest.h>

#include "shell_meshes.hpp"

namespace tektite::structure::shell {
namespace {

/// The patch of MacNealHarder1985: 0.24 by 0.12, four nodes inside, each quadrilateral cut in two;
/// turned in space.
struct Patch {
  std::vector<Point> flat = {{0, 0, 0},       {0.24, 0, 0},    {0.24, 0.12, 0}, {0, 0.12, 0},
                             {0.04, 0.02, 0}, {0.18, 0.03, 0}, {0.16, 0.08, 0}, {0.08, 0.08, 0}};
  Matrix3 turn = rotation_of({{0.4, -0.9, 0.6}});
  Body body;

  explicit Patch(const Section& section) {
    std::vector<Point> nodes;
    for (const Point& x : flat) nodes.push_back(vector(turn * column(x)) + Point{1.0, 2.0, 3.0});
    const std::vector<std::array<std::int32_t, 3>> panels = {
        {0, 1, 5}, {0, 5, 4}, {1, 2, 6}, {1, 6, 5}, {2, 3, 6},
        {6, 3, 7}, {3, 0, 4}, {3, 4, 7}, {4, 5, 7}, {5, 6, 7}};
    body = make_body(nodes, panels, std::vector<Section>(panels.size(), section));
  }

  /// Moves the rim as `field` (six numbers in the patch's axes) says and compares the nodes inside
  /// and the strains, in the patch's axes, with `strain`.
  void check(const std::function<Column<6>(const Point&)>& field, const Column<6>& strain) {
    Supports supports = no_supports(body);
    const auto global = [&](std::size_t n) {
      const Column<6> f = field(flat[n]);
      const Column<3> u = turn * Column<3>{{f[0], f[1], f[2]}};
      const Column<3> r = turn * Column<3>{{f[3], f[4], f[5]}};
      return Column<6>{{u[0], u[1], u[2], r[0], r[1], r[2]}};
    };
    for (std::size_t n = 0; n < 4; ++n) {
      for (std::size_t k = 0; k < 6; ++k) hold(supports, n, {k}, global(n)[static_cast<int>(k)]);
    }
    Solver solver(body);
    const Equilibrium result = solver.linear({}, supports);
    double size = 0.0;
    for (const double u : result.displacement) size = std::max(size, std::abs(u));
    for (std::size_t n = 4; n < 8; ++n) {
      for (int k = 0; k < 6; ++k) {
        EXPECT_NEAR(result.displacement[6 * n + static_cast<std::size_t>(k)], global(n)[k],
                    k < 3 ? 1e-10 * size : 1e-10 * 1e-3)
            << n << ' ' << k;
      }
    }
    for (std::size_t p = 0; p < body.panel.size(); ++p) {
      // strain tensors of the panel's axes in the patch's
      const Column<6> local = mean_strain(body, p, result.displacement);
      const Matrix3 e = transposed_product(turn, body.start[p].axes);
      for (int half = 0; half < 6; half += 3) {
        Matrix3 tensor;
        tensor(0, 0) = local[half], tensor(1, 1) = local[half + 1];
        tensor(0, 1) = tensor(1, 0) = 0.5 * local[half + 2];
        tensor = e * tensor * transposed(e);
        // curvatures by what they strain at the faces of the wall, 1 mm thick
        const double scale = 1e-10 * std::max(std::abs(strain[0]), 1e-3 * std::abs(strain[3])) *
                             (half == 0 ? 1.0 : 1e3);
        EXPECT_NEAR(tensor(0, 0), strain[half], scale) << p;
        EXPECT_NEAR(tensor(1, 1), strain[half + 1], scale) << p;
        EXPECT_NEAR(2.0 * tensor(0, 1), strain[half + 2], scale) << p;
      }
    }
  }
};

/// Aluminium on titanium, its plane at the inner face: stretching and bending are coupled.
Section bimetal() {
  const std::array<Ply, 2> plies = {
      {{0.0, 0.0004, 110e9, 0.3, 0.0}, {0.0004, 0.001, 70e9, 0.33, 0.0}}};
  return laminate(plies, 0.0);
}

// u = 1e-3 (x + y/2), v = 1e-3 (y + x/2)
Column<6> stretched(const Point& x) {
  return {{1e-3 * (x.x + 0.5 * x.y), 1e-3 * (x.y + 0.5 * x.x), 0.0, 0.0, 0.0, 0.0}};
}

// w = 1e-3 (x² + xy + y²) / 2; θ_x = w,y, θ_y = -w,x
Column<6> bent(const Point& x) {
  return {{0.0, 0.0, 0.5e-3 * (x.x * x.x + x.x * x.y + x.y * x.y), 1e-3 * (x.y + 0.5 * x.x),
           -1e-3 * (x.x + 0.5 * x.y), 0.0}};
}

TEST(ShellPatch, Membrane) {
  Patch(homogeneous(0.001, 1e6, 0.25)).check(stretched, {{1e-3, 1e-3, 1e-3, 0.0, 0.0, 0.0}});
}

TEST(ShellPatch, Bending) {
  Patch(homogeneous(0.001, 1e6, 0.25)).check(bent, {{0.0, 0.0, 0.0, -1e-3, -1e-3, -1e-3}});
}

TEST(ShellPatch, CoupledSection) {
  Patch(bimetal()).check([](const Point& x) { return stretched(x) + bent(x); },
                         {{1e-3, 1e-3, 1e-3, -1e-3, -1e-3, -1e-3}});
}

// The moments and forces themselves: MacNealHarder1985 gives stresses 1333, 1333, 400 and moments
// 1.111e-7, 1.111e-7, 3.333e-8 for this patch.
TEST(ShellPatch, Resultants) {
  const Section section = homogeneous(0.001, 1e6, 0.25);
  const Resultant r = section.stiffness * Column<6>{{1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3}};
  EXPECT_NEAR(r[0] / 0.001, 4000.0 / 3.0, 1e-9);
  EXPECT_NEAR(r[2] / 0.001, 400.0, 1e-9);
  EXPECT_NEAR(r[3], 1e-6 / 9.0, 1e-16);
  EXPECT_NEAR(r[5], 1e-7 / 3.0, 1e-16);
}

}  // namespace
}  // namespace tektite::structure::shell
