// An attack set for mesh files: each answer is a mesh or one message, in little memory and time.
#include "io/input/triangle_file.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include "../../unit/input/sample.hpp"
#include <chrono>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/resource.h>

namespace tektite::input {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

/// Address space in use [byte].
std::size_t used_space() {
  std::ifstream file("/proc/self/statm");
  std::size_t pages = 0;
  file >> pages;
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

#if defined(__SANITIZE_ADDRESS__)
constexpr bool has_shadow = true;  // AddressSanitizer reserves terabytes
#else
constexpr bool has_shadow = false;
#endif

/// What a reader may take beyond what the process has already: 128 MB and 2 s.
class Tight {
 public:
  Tight() : begin_(std::chrono::steady_clock::now()) {
    getrlimit(RLIMIT_AS, &before_);
    rlimit limit = before_;
    limit.rlim_cur = used_space() + (std::size_t{128} << 20U);
    if (!has_shadow) setrlimit(RLIMIT_AS, &limit);
  }
  ~Tight() {
    setrlimit(RLIMIT_AS, &before_);
    EXPECT_LT(std::chrono::steady_clock::now() - begin_, std::chrono::seconds(2));
  }
  Tight(const Tight&) = delete;
  Tight& operator=(const Tight&) = delete;

 private:
  rlimit before_{};
  std::chrono::steady_clock::time_point begin_;
};

class AttackSet : public ::testing::Test {
 protected:
  /// The message, or "accepted". Anything but our own error escapes and fails the test.
  std::string answer(const std::string& name, const std::string& bytes) const {
    const std::string path = folder.write(name, bytes);
    const Tight limits;
    try {
      static_cast<void>(read_triangles(path));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      EXPECT_THAT(error.what(), HasSubstr(name));
      EXPECT_THAT(error.what(), Not(AnyOf(HasSubstr("std::"), HasSubstr("\n"))));
      return error.what();
    }
    return "accepted";
  }

  Folder folder;
};

/// A fine box: every format takes tens of kilobytes.
mesh::Surface large_surface() {
  mesh::Shape box{.kind = mesh::ShapeKind::box, .size = {2.0, 1.0, 0.5}};
  box.panel_size = 0.09;
  return mesh::build_surface({{"box", box}});
}

TEST_F(AttackSet, CutAtEveryKilobyteOfEveryFormat) {
  std::size_t cuts = 0;
  for (const std::string& path : write_all(folder, large_surface())) {
    const std::string whole = bytes_of(path);
    const std::string name = "cut_" + path.substr(path.rfind('/') + 1);
    EXPECT_GT(whole.size(), 10000U) << path;
    EXPECT_EQ(answer(name, whole), "accepted") << name;
    for (std::size_t size = 1024; size < whole.size(); size += 1024) {
      const std::string said = answer(name, whole.substr(0, size));
      ++cuts;
      // An OBJ file has no end mark: cut between two faces it is a smaller mesh. A cut may also
      // leave but the line end of any text.
      const bool may_pass = name.ends_with(".obj") || size + 2 >= whole.size();
      EXPECT_TRUE(may_pass || said != "accepted") << name << " at " << size;
    }
  }
  EXPECT_GT(cuts, 700U);
}

TEST_F(AttackSet, CountsThatNoFileHolds) {
  const std::string vtk =
      "<VTKFile type=\"PolyData\" byte_order=\"LittleEndian\"><PolyData><Piece ";
  const std::string grid = "<VTKFile type=\"UnstructuredGrid\"><UnstructuredGrid><Piece ";
  for (const std::string count :
       {"9223372036854775808", "9223372036854775807", "-9223372036854775808", "-5", "-1",
        "18446744073709551615", "4294967296", "2000000000", "1e18", "0x7fffffff",
        "99999999999999999999999999999999"}) {
    const auto refused = [&](const std::string& name, const std::string& bytes) {
      EXPECT_NE(answer(name, bytes), "accepted") << name << " " << count;
    };
    for (const char* format : {"ascii", "binary_little_endian", "binary_big_endian"}) {
      const std::string head = std::string("ply\nformat ") + format + " 1.0\n";
      const std::string xyz = "property float x\nproperty float y\nproperty float z\n";
      refused("a.ply", head + "element vertex " + count + "\n" + xyz + "end_header\n0 0 0\n");
      refused("b.ply", head + "element vertex 1\n" + xyz + "element face " + count +
                           "\nproperty list uint int vertex_indices\nend_header\n0 0 0\n3 0 0 0\n");
    }
    refused("c.ply",
            "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty float y\n"
            "property float z\nelement face 1\nproperty list int int vertex_indices\n"
            "end_header\n0 0 0\n" +
                count + " 0 0 0\n");
    refused("a.msh",
            "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$Nodes\n" + count + "\n1 0 0 0\n$EndNodes\n");
    refused("b.msh",
            "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$Nodes\n1\n1 0 0 0\n$EndNodes\n$Elements\n" +
                count + "\n1 2 2 0 0 1 1 1\n$EndElements\n");
    refused("c.msh",
            "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$Nodes\n1\n1 0 0 0\n$EndNodes\n$Elements\n1\n"
            "1 2 " +
                count + " 0 0 1 1 1\n$EndElements\n");
    refused("d.msh", "$MeshFormat\n4.1 0 8\n$EndMeshFormat\n$Nodes\n" + count +
                         " 1 1 1\n0 1 0 1\n1\n0 0 0\n$EndNodes\n");
    refused("e.msh", "$MeshFormat\n4.1 0 8\n$EndMeshFormat\n$Nodes\n1 1 1 1\n0 1 0 " + count +
                         "\n1\n0 0 0\n$EndNodes\n");
    refused("a.vtp", vtk + "NumberOfPoints=\"" + count +
                         "\" NumberOfPolys=\"1\"></Piece></PolyData></VTKFile>");
    refused("b.vtp", vtk + "NumberOfPoints=\"3\" NumberOfPolys=\"" + count +
                         "\"></Piece></PolyData></VTKFile>");
    refused("a.vtu", grid + "NumberOfPoints=\"" + count +
                         "\" NumberOfCells=\"1\"/></UnstructuredGrid></VTKFile>");
    refused("b.vtu", grid + "NumberOfPoints=\"3\" NumberOfCells=\"" + count +
                         "\"/></UnstructuredGrid></VTKFile>");
    if (count != "-1") refused("a.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 " + count + "\n");
  }
  for (const char byte : {'\xff', '\x80', '\x7f'}) {
    std::string stl(134, '\0');
    std::fill(stl.begin() + 80, stl.begin() + 84, byte);
    EXPECT_NE(answer("a.stl", stl), "accepted");
  }
}

/// A triangle as PolyData with one point, index, offset or type of the attacker's choice.
std::string poly(const std::string& points, const std::string& corners,
                 const std::string& offsets) {
  return "<VTKFile type=\"PolyData\" byte_order=\"LittleEndian\"><PolyData><Piece "
         "NumberOfPoints=\"3\" "
         "NumberOfPolys=\"1\"><Points><DataArray type=\"Float64\" NumberOfComponents=\"3\" "
         "format=\"ascii\">" +
         points +
         "</DataArray></Points><Polys><DataArray type=\"Int64\" "
         "Name=\"connectivity\" format=\"ascii\">" +
         corners +
         "</DataArray><DataArray type=\"Int64\" "
         "Name=\"offsets\" format=\"ascii\">" +
         offsets + "</DataArray></Polys></Piece></PolyData></VTKFile>";
}

TEST_F(AttackSet, NumbersThatAreNoPlaceOrIndex) {
  const std::string good = "0 0 0 1 0 0 0 1 0";
  EXPECT_EQ(answer("good.vtp", poly(good, "0 1 2", "3")), "accepted");
  for (const std::string bad : {"nan", "-nan", "inf", "-inf", "1e999", "1e300", "1e7"}) {
    EXPECT_NE(answer("a.vtp", poly(bad + " 0 0 1 0 0 0 1 0", "0 1 2", "3")), "accepted") << bad;
    EXPECT_NE(answer("a.obj", "v " + bad + " 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"), "accepted");
    EXPECT_NE(answer("a.ply",
                     "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty "
                     "float y\nproperty float z\nelement face 1\nproperty list uchar int "
                     "vertex_indices\nend_header\n0 0 " +
                         bad + "\n1 0 0\n0 1 0\n3 0 1 2\n"),
              "accepted")
        << bad;
    EXPECT_NE(
        answer("a.msh",
               "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$Nodes\n3\n1 0 0 " + bad +
                   "\n2 1 0 0\n3 0 1 0\n$EndNodes\n$Elements\n1\n1 2 0 1 2 3\n$EndElements\n"),
        "accepted")
        << bad;
    EXPECT_NE(answer("a.stl", "solid\nfacet normal 0 0 1\nouter loop\nvertex 0 0 " + bad +
                                  "\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid\n"),
              "accepted")
        << bad;
  }
  for (const std::string index :
       {"3", "-1", "99999999", "4294967296", "9223372036854775808", "1.5"}) {
    EXPECT_NE(answer("b.vtp", poly(good, "0 1 " + index, "3")), "accepted") << index;
    EXPECT_NE(answer("c.vtp", poly(good, "0 1 2", index == "3" ? "4" : index)), "accepted")
        << index;
  }
}

TEST_F(AttackSet, XmlThatIsMoreThanAMeshNeeds) {
  std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\">";
  for (char c = 'b'; c < 'k'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) bomb += std::string("&") + static_cast<char>(c - 1) + ";";
    bomb += "\">";
  }
  EXPECT_THAT(answer("bomb.vtp", bomb + "]><VTKFile type=\"&j;\"></VTKFile>"),
              HasSubstr("declarations"));
  std::string deep = "<VTKFile type=\"PolyData\"><PolyData>";
  for (int i = 0; i < 100000; ++i) deep += "<Piece>";
  EXPECT_THAT(answer("deep.vtp", deep), HasSubstr("nested deeper"));
  std::string many = "<VTKFile";
  for (int i = 0; i < 100000; ++i) many += " a" + std::to_string(i) + "=\"\"";
  EXPECT_NE(answer("many.vtp", many + " type=\"PolyData\"></VTKFile>"), "accepted");
  EXPECT_NE(answer("long.vtp", "<VTKFile " + std::string(20000000, 'a')), "accepted");
  EXPECT_NE(answer("cdata.vtp", "<VTKFile type=\"PolyData\"><![CDATA[x]]></VTKFile>"), "accepted");
  EXPECT_NE(answer("nul.vtp", std::string("<VTK\0File type=\"PolyData\"></VTKFile>", 37)),
            "accepted");
}

TEST_F(AttackSet, PackedBlocksThatUnpackToGigabytes) {
  // A megabyte of points at the origin packs to a kilobyte; a hundred pieces of it to one file.
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  points->SetNumberOfPoints(3'000'000);
  for (vtkIdType i = 0; i < points->GetNumberOfPoints(); ++i) points->SetPoint(i, 0.0, 0.0, 0.0);
  vtkNew<vtkPolyData> data;
  data->SetPoints(points);
  for (int mode = 1; mode < 4; ++mode) {
    const std::string path = folder.file("bomb.vtp");
    write_xml<vtkXMLPolyDataWriter>(path, data.Get(), mode, true);
    const std::string bomb = bytes_of(path);
    EXPECT_LT(bomb.size(), 400000U);
    EXPECT_THAT(answer("bomb.vtp", bomb), HasSubstr("64 times"));
  }
}

TEST_F(AttackSet, TextsThatAreHardToSplit) {
  const std::string vertices = "v 0 0 0\nv 1 0 0\nv 0 1 0\n";
  EXPECT_EQ(answer("crlf.obj", "v 0 0 0\r\nv 1 0 0\r\nv 0 1 0\r\nf 1 2 3\r\n"), "accepted");
  EXPECT_NE(answer("long.obj", std::string(30000000, 'v')), "accepted");
  EXPECT_NE(answer("slash.obj", vertices + std::string(10000000, '\\')), "accepted");
  EXPECT_NE(answer("blank.obj", vertices + std::string(30000000, ' ')), "accepted");
  EXPECT_NE(answer("lines.obj", vertices + std::string(30000000, '\n')), "accepted");
  std::string fan = vertices + "f";
  for (int i = 0; i < 1000000; ++i) fan += " 1";
  EXPECT_NE(answer("fan.obj", fan), "accepted");
  EXPECT_NE(answer("digits.obj", "v " + std::string(5000000, '9') + " 0 0\n"), "accepted");
  const std::string nul("v 0\0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", 34);
  EXPECT_NE(answer("nul.obj", nul), "accepted");
  EXPECT_NE(answer("nul.ply", std::string(100000, '\0')), "accepted");
  EXPECT_NE(answer("nul.msh", "$MeshFormat\n2.2 0 8\n" + std::string(100000, '\0')), "accepted");
  EXPECT_NE(answer("nul.stl", std::string(83, '\0')), "accepted");
  std::string header = "ply\nformat ascii 1.0\n";
  for (int i = 0; i < 100000; ++i) header += "element a 0\nproperty char b\n";
  EXPECT_NE(answer("header.ply", header + "end_header\n"), "accepted");
}

TEST_F(AttackSet, TagsThatWouldCollideInAHashTable) {
  // All node tags in one bucket of whatever size a table grows to: products of its primes.
  std::string text = "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$Nodes\n100000\n";
  for (std::int64_t i = 1; i <= 100000; ++i) {
    text += fmt::format("{} {} 0 0\n", i * 126271 * 256279, i);
  }
  text += "$EndNodes\n$Elements\n0\n$EndElements\n";
  EXPECT_THAT(answer("tags.msh", text), HasSubstr("no triangles"));
}

TEST_F(AttackSet, SurfacesWithoutAreaAreRefused) {
  EXPECT_THAT(answer("line.obj", "v 0 0 0\nv 1 0 0\nv 2 0 0\nf 1 2 3\n"), HasSubstr("no area"));
  EXPECT_THAT(answer("sliver.obj", "v 0 0 0\nv 1 0 0\nv 0.5 1e-12 0\nf 1 2 3\n"),
              HasSubstr("no area"));
  EXPECT_THAT(answer("tiny.obj", "v 0 0 0\nv 1e-200 0 0\nv 0 1e-200 0\nf 1 2 3\n"),
              HasSubstr("no area"));
  EXPECT_THAT(answer("point.obj", "v 0 0 0\nv 0 0 0\nv 0 0 0\nf 1 2 3\n"), HasSubstr("no area"));
}

}  // namespace
}  // namespace tektite::input
