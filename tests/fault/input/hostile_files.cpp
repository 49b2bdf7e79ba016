// Files that are missing, cut short, or lie: one clear message with exit code bad_input each, no
// crash, no gigabytes, and not a word from VTK itself.
#include "io/input/triangle_file.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include "../../unit/input/sample.hpp"
#include <gmock/gmock.h>
#include <random>
#include <sys/stat.h>

namespace tektite::input {
namespace {

using testing::HasSubstr;

std::string message_of(const std::string& path) {
  try {
    static_cast<void>(read_triangles(path));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    EXPECT_THAT(error.what(), HasSubstr(path.substr(path.rfind('/') + 1)));
    return error.what();
  }
  return "accepted";
}

TEST(HostileFiles, NotThereNotAFileEmptyUnknown) {
  const Folder folder;
  EXPECT_THAT(message_of(folder.file("missing.stl")), HasSubstr("there is no such file"));
  EXPECT_THAT(message_of(folder.file("")), HasSubstr("not a regular file"));
  EXPECT_THAT(message_of("/dev/zero"), HasSubstr("not a regular file"));
  ASSERT_EQ(mkfifo(folder.file("pipe.stl").c_str(), 0600), 0);
  EXPECT_THAT(message_of(folder.file("pipe.stl")), HasSubstr("not a regular file"));
  EXPECT_THAT(message_of(folder.write("empty.ply", "")), HasSubstr("empty"));
  EXPECT_THAT(message_of(folder.write("mesh.step", "x")),
              HasSubstr("unknown mesh format '.step'; known: .stl .obj .ply .vtp .vtu .msh"));
}

TEST(HostileFiles, EveryFormatCutShortAnywhereIsRefused) {
  const Folder folder;
  std::size_t files = 0;
  for (const std::string& path : write_all(folder, sample_surface())) {
    const std::string whole = bytes_of(path);
    const std::string name = "cut_" + path.substr(path.rfind('/') + 1);
    for (const double part : {0.001, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97}) {
      const auto size = std::max<std::size_t>(
          1, static_cast<std::size_t>(part * static_cast<double>(whole.size())));
      // An OBJ file has no end mark: cut between its faces it is a smaller mesh, not a broken one.
      const bool may_pass = name.ends_with(".obj") && part > 0.3;
      const std::string message = message_of(folder.write(name, whole.substr(0, size)));
      EXPECT_TRUE(may_pass || message != "accepted") << name << " at " << part;
      ++files;
    }
  }
  EXPECT_GT(files, 100U);
}

TEST(HostileFiles, LiesAboutCountsTakeNoMemory) {
  const Folder folder;
  std::string stl(84, '\0');
  stl[80] = stl[81] = stl[82] = stl[83] = '\xff';
  EXPECT_THAT(message_of(folder.write("a.stl", stl)), HasSubstr("4294967295 triangles"));
  const std::string head = "ply\nformat binary_little_endian 1.0\n";
  const std::string faces = "element face 1\nproperty list int int vertex_indices\nend_header\n";
  const std::string vertex = "property float x\nproperty float y\nproperty float z\n";
  EXPECT_THAT(message_of(folder.write(
                  "a.ply", head + "element vertex 4000000000000\n" + vertex + "end_header\nabc")),
              HasSubstr("cut short"));
  EXPECT_THAT(message_of(folder.write("b.ply", head + "element vertex 1\n" + vertex + faces +
                                                   std::string(12, '\0') + "\xff\xff\xff\x7f")),
              HasSubstr("does not fit"));
  EXPECT_THAT(message_of(folder.write("a.msh",
                                      "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$Nodes\n"
                                      "99999999999999\n1 0 0 0\n$EndNodes\n")),
              HasSubstr("promises"));
  EXPECT_THAT(
      message_of(folder.write("a.vtp",
                              "<VTKFile type=\"PolyData\"><PolyData><Piece "
                              "NumberOfPoints=\"999999999999\"></Piece></PolyData></VTKFile>")),
      HasSubstr("NumberOfPoints"));
  const std::string points =
      "<VTKFile type=\"PolyData\" byte_order=\"LittleEndian\"><PolyData><Piece "
      "NumberOfPoints=\"3\" "
      "NumberOfPolys=\"1\"><Points><DataArray type=\"Float32\" NumberOfComponents=\"3\" "
      "format=\"binary\">////fwAAAAA=</DataArray></Points></Piece></PolyData></VTKFile>";
  EXPECT_THAT(message_of(folder.write("b.vtp", points)), HasSubstr("more than the file holds"));
}

TEST(HostileFiles, BadNumbersNameTheTriangleOrLine) {
  const Folder folder;
  const std::string vertices = "v 0 0 0\nv 1 0 0\nv 0 1 0\n";
  EXPECT_THAT(message_of(folder.write("a.obj", vertices + "f 1 2 4\n")),
              HasSubstr("a.obj:4: vertex number 4 is out of range"));
  EXPECT_THAT(message_of(folder.write("b.obj", vertices + "f 1 2 -4\n")), HasSubstr("-4"));
  EXPECT_THAT(message_of(folder.write("c.obj", vertices + "f 1 2\n")), HasSubstr("three corners"));
  EXPECT_THAT(message_of(folder.write("d.obj", vertices + "f 1 2 2\n")), HasSubstr("no area"));
  EXPECT_THAT(message_of(folder.write("e.obj", "v 0 0 nan\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")),
              HasSubstr("not finite"));
  EXPECT_THAT(message_of(folder.write("f.obj", "v 0 0 1e999\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")),
              HasSubstr("not finite"));
  EXPECT_THAT(message_of(folder.write("g.obj", vertices)), HasSubstr("no triangles"));
  EXPECT_THAT(message_of(folder.write("h.obj", "v 0 zero 0\n")), HasSubstr("h.obj:1"));
  EXPECT_THAT(message_of(folder.write("a.stl",
                                      "solid a\nfacet normal 0 0 1\nouter loop\n"
                                      "vertex 0 0 0\nvertex 1 x 0\n")),
              HasSubstr("a.stl:5: expected a number, found 'x'"));
  EXPECT_THAT(message_of(folder.write("i.msh", "$MeshFormat\n4.1 1 8\n")), HasSubstr("binary"));
  EXPECT_THAT(message_of(folder.write("j.msh", "$MeshFormat\n3 0 8\n")), HasSubstr("format 3"));
}

TEST(HostileFiles, VtkCellsThatLieAreRefused) {
  const Folder folder;
  const auto file = [&](const std::string& connectivity, const std::string& offsets) {
    return "<VTKFile type=\"PolyData\" version=\"0.1\" byte_order=\"LittleEndian\"><PolyData>"
           "<Piece NumberOfPoints=\"3\" NumberOfVerts=\"0\" NumberOfLines=\"0\" "
           "NumberOfStrips=\"0\" "
           "NumberOfPolys=\"1\"><Points><DataArray type=\"Float32\" NumberOfComponents=\"3\" "
           "format=\"ascii\">0 0 0 1 0 0 0 1 0</DataArray></Points><Polys><DataArray "
           "type=\"Int32\" Name=\"connectivity\" format=\"ascii\">" +
           connectivity +
           "</DataArray><DataArray type=\"Int32\" Name=\"offsets\" format=\"ascii\">" + offsets +
           "</DataArray></Polys></Piece></PolyData></VTKFile>";
  };
  testing::internal::CaptureStderr();
  EXPECT_EQ(message_of(folder.write("good.vtp", file("0 1 2", "3"))), "accepted");
  EXPECT_THAT(message_of(folder.write("a.vtp", file("0 1 7", "3"))), HasSubstr("out of range"));
  EXPECT_THAT(message_of(folder.write("b.vtp", file("0 1 -1", "3"))), HasSubstr("out of range"));
  EXPECT_NE(message_of(folder.write("c.vtp", file("0 1 2", "300000"))), "accepted");
  EXPECT_NE(message_of(folder.write("d.vtp", file("0 1 2", "-3"))), "accepted");
  EXPECT_NE(message_of(folder.write("e.vtp", file("0 1", "3"))), "accepted");
  EXPECT_NE(message_of(folder.write("f.vtp", file("0 1 2", ""))), "accepted");
  EXPECT_NE(message_of(folder.write("g.vtp", file("0 1 2", "2"))), "accepted");
  EXPECT_NE(message_of(folder.write("h.vtp", "<VTKFile type=\"PolyData\"><oops></VTKFile>")),
            "accepted");
  EXPECT_THAT(message_of(folder.write("i.vtu", file("0 1 2", "3"))), HasSubstr("is of type"));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(HostileFiles, RandomDamageNeverCrashes) {
  const Folder folder;
  std::mt19937 random(20310115);  // the same damage every time
  testing::internal::CaptureStderr();
  for (const std::string& path : write_all(folder, sample_surface())) {
    const std::string whole = bytes_of(path);
    const std::string name = "hurt_" + path.substr(path.rfind('/') + 1);
    for (int trial = 0; trial < 60; ++trial) {
      std::string hurt = whole;
      const auto hits = 1 + random() % 8;
      // Half of the damage goes to the head, where lengths and counts are.
      const std::size_t reach =
          trial % 2 == 0 ? hurt.size() : std::min<std::size_t>(hurt.size(), 1500);
      for (std::size_t hit = 0; hit < hits; ++hit) {
        hurt[random() % reach] = static_cast<char>(trial % 3 == 0 ? '0' + random() % 10 : random());
      }
      static_cast<void>(message_of(folder.write(name, hurt)));
    }
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace tektite::input
