// A drag table between its nodes. Source: values that are linear in Mach number and in the
// logarithm of the Knudsen number in each interval are met exactly, and held at the edges.
#include "solver/aerodynamics/drag_table.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace tektite::aerodynamics {
namespace {

DragTable table_of(const std::string& text) {
  const auto path =
      std::filesystem::temp_directory_path() / fmt::format("tektite_drag_{}.csv", ::getpid());
  std::ofstream(path) << text;
  DragTable table(path.string());
  std::filesystem::remove(path);
  return table;
}

/// Linear in both on [1, 4] and on [4, 20] with a kink between, by decades uneven.
double exact(double mach, double log_knudsen) {
  const double m = std::clamp(mach, 1.0, 20.0);
  const double k = std::clamp(log_knudsen, -3.0, 2.0);
  return 1.0 + 0.1 * std::min(m, 4.0) - 0.02 * std::max(m - 4.0, 0.0) + 0.3 * k +
         0.05 * m * (k + 3.0);
}

TEST(DragTable, IsLinearBetweenItsNodesAndHeldOutside) {
  std::string text = "mach, knudsen, drag\n";
  for (const double mach : {1.0, 4.0, 20.0}) {
    for (const double k : {-3.0, -1.0, -0.5, 2.0}) {
      text += fmt::format("{}, {:.17g}, {:.17g}\n", mach, std::pow(10.0, k), exact(mach, k));
    }
  }
  const DragTable table = table_of(text);
  EXPECT_FALSE(table.is_factor());
  for (double mach = 0.0; mach < 30.0; mach += 0.37) {
    for (double k = -4.0; k < 3.0; k += 0.113) {
      EXPECT_NEAR(table.at(mach, std::pow(10.0, k)), exact(mach, k), 1e-12) << mach << ' ' << k;
    }
  }
  EXPECT_NEAR(table.at(2.0, 0.0), exact(2.0, -3.0), 1e-12);
}

TEST(DragTable, OfMachNumbersAloneKnowsNoKnudsenNumber) {
  const DragTable table = table_of("mach, factor\n0, 0.5\n1, 1.5\n3, 1.1\n");
  EXPECT_TRUE(table.is_factor());
  for (const double knudsen : {0.0, 1e-6, 1.0, 1e6}) {
    EXPECT_DOUBLE_EQ(table.at(0.25, knudsen), 0.75);
    EXPECT_DOUBLE_EQ(table.at(2.5, knudsen), 1.2);
    EXPECT_DOUBLE_EQ(table.at(9.0, knudsen), 1.1);
  }
}

}  // namespace
}  // namespace tektite::aerodynamics
