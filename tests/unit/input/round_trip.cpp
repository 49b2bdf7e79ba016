// Files written by VTK's own writers, and Gmsh files after its manual, come back as they were.
#include "io/input/triangle_file.hpp"

#include <gtest/gtest.h>

#include "sample.hpp"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace tektite::input {
namespace {

TEST(RoundTrip, EveryFormatGivesTheMeshBack) {
  const Folder folder;
  const mesh::Surface surface = sample_surface();
  for (const std::string& path : write_all(folder, surface)) {
    SCOPED_TRACE(path);
    const TriangleFile read = read_triangles(path);
    // STL knows no shared vertices: merging must restore them.
    ASSERT_EQ(read.vertices.size(), surface.vertices.size());
    ASSERT_EQ(read.triangles.size(), surface.panels());
    for (std::size_t i = 0; i < surface.panels(); ++i) {
      for (std::size_t k = 0; k < 3; ++k) {
        const auto& got = read.vertices[static_cast<std::size_t>(read.triangles[i][k])];
        const auto& want = surface.vertices[static_cast<std::size_t>(surface.triangles[i][k])];
        ASSERT_LT(norm(got - want), 1e-6);  // some formats hold single precision
      }
    }
  }
}

TEST(RoundTrip, AFileBecomesAWallThatIsSewnToItsNeighbour) {
  const Folder folder;
  mesh::Shape can{.kind = mesh::ShapeKind::cylinder, .radius = 1.0, .length = 1.0};
  can.panel_size = 0.25;
  const mesh::Surface ideal = mesh::build_surface({{"can", can}});
  write_geometry<vtkPLYWriter>(folder.file("can.ply"), ideal, true);
  TriangleFile read = read_triangles(folder.file("can.ply"));
  mesh::Shape file{.kind = mesh::ShapeKind::file};
  file.vertices = read.vertices;
  file.triangles = read.triangles;
  file.panel_size = 0.25;
  mesh::Shape lid{.kind = mesh::ShapeKind::disc, .radius = 1.0};
  lid.panel_size = 0.25;
  lid.position = {1.0, 0.0, 0.0};
  const mesh::Surface both = mesh::build_surface({{"hull", file}, {"lid", lid}});
  const mesh::Surface alone = mesh::build_surface({{"lid", lid}});
  // The 25 nodes of the rim are common.
  EXPECT_EQ(both.vertices.size(), ideal.vertices.size() + alone.vertices.size() - 25);
  // Curvature from the mesh: a cylinder of radius 1.
  double worst = 0.0;
  for (std::size_t i = 0; i < ideal.panels(); ++i) {
    const auto& p = both.vertices[static_cast<std::size_t>(both.triangles[i][0])];
    if (p.x < 0.3 || p.x > 0.7) continue;
    worst = std::max(worst, std::abs(both.radius_1[i] - 1.0));
    EXPECT_GT(both.radius_2[i], 10.0);
  }
  EXPECT_LT(worst, 0.1);
}

TEST(Obj, ReadsPolygonsRelativeNumbersAndContinuedLines) {
  const Folder folder;
  const std::string path = folder.write("a.obj",
                                        "# comment\r\nmtllib x.mtl\nv 0 0 0\nv 1 0 0 1.0\n"
                                        "v +1 1e0 0\nv 0 1 0\nvt 0 0\nvn 0 0 1\n"
                                        "f 1/1/1 2//1 \\\n 3 4/1\nf -4 -3 -2\n");
  const TriangleFile mesh = read_triangles(path);
  EXPECT_EQ(mesh.vertices.size(), 4U);
  EXPECT_EQ(mesh.triangles.size(), 3U);
  EXPECT_EQ(mesh.triangles[2], (std::array<std::int32_t, 3>{0, 1, 2}));
}

TEST(Ply, ReadsBigEndianAndUnknownProperties) {
  const Folder folder;
  std::string bytes =
      "ply\nformat binary_big_endian 1.0\ncomment made by hand\nelement vertex 3\n"
      "property float x\nproperty float y\nproperty float z\nproperty uchar red\n"
      "element face 1\nproperty list uchar int vertex_indices\nproperty list uchar float quality\n"
      "end_header\n";
  const auto big = [&](float value) {
    char raw[4];
    std::memcpy(raw, &value, 4);
    for (int i = 3; i >= 0; --i) bytes.push_back(raw[i]);
  };
  for (const auto& [x, y] : {std::pair{0.0F, 0.0F}, {1.0F, 0.0F}, {0.0F, 1.0F}}) {
    big(x);
    big(y);
    big(-1.5F);
    bytes.push_back('\7');
  }
  bytes.push_back('\3');
  for (const char index : {'\0', '\1', '\2'}) bytes += std::string(3, '\0') + index;
  bytes.push_back('\1');
  big(0.5F);
  const TriangleFile mesh = read_triangles(folder.write("b.ply", bytes));
  ASSERT_EQ(mesh.vertices.size(), 3U);
  EXPECT_EQ(mesh.vertices[1].x, 1.0);
  EXPECT_EQ(mesh.vertices[2].z, -1.5);
}

}  // namespace
}  // namespace tektite::input
