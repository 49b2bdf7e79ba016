#include "io/input/formats.hpp"
#include "io/input/words.hpp"

#include <array>
#include <cstring>

namespace tektite::input {
namespace {

constexpr std::size_t header_bytes = 84;    // title of 80, and the number of triangles
constexpr std::size_t triangle_bytes = 50;  // 12 floats and 2 spare bytes

std::uint32_t promised_triangles(const FileBytes& file) {
  std::uint32_t count = 0;
  std::memcpy(&count, file.bytes.data() + 80, sizeof count);  // little-endian, as we are
  return count;
}

void append(const std::array<Vec3<VehicleAxes>, 3>& corners, TriangleFile& mesh) {
  const auto first = static_cast<std::int32_t>(mesh.vertices.size());
  mesh.vertices.insert(mesh.vertices.end(), corners.begin(), corners.end());
  mesh.triangles.push_back({first, first + 1, first + 2});
}

TriangleFile read_binary(const FileBytes& file) {
  TriangleFile mesh;
  const std::uint32_t count = promised_triangles(file);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::array<float, 9> numbers{};
    const char* begin = file.bytes.data() + header_bytes + triangle_bytes * i + 3 * sizeof(float);
    std::memcpy(numbers.data(), begin, sizeof numbers);
    std::array<Vec3<VehicleAxes>, 3> corners;
    for (std::size_t k = 0; k < 3; ++k) {
      corners[k] = {numbers[3 * k], numbers[3 * k + 1], numbers[3 * k + 2]};
    }
    append(corners, mesh);
  }
  return mesh;
}

TriangleFile read_text(const FileBytes& file) {
  TriangleFile mesh;
  Words words(file);
  while (!words.at_end()) {
    words.expect_word("solid");
    words.skip_line();
    for (;;) {
      const std::string_view word = words.next();
      words.require(!word.empty(), "the file ends before 'endsolid': it is cut short");
      if (equal_ignoring_case(word, "endsolid")) break;
      words.require(equal_ignoring_case(word, "facet"), "expected 'facet' or 'endsolid'");
      words.expect_word("normal");
      for (int i = 0; i < 3; ++i) static_cast<void>(words.next());  // recomputed from the corners
      words.expect_word("outer");
      words.expect_word("loop");
      std::array<Vec3<VehicleAxes>, 3> corners;
      for (auto& corner : corners) {
        words.expect_word("vertex");
        corner.x = words.number();
        corner.y = words.number();
        corner.z = words.number();
      }
      words.expect_word("endloop");
      words.expect_word("endfacet");
      append(corners, mesh);
    }
    words.skip_line();
  }
  return mesh;
}

}  // namespace

TriangleFile read_stl(const FileBytes& file) {
  // Binary files may begin with "solid" too: the size decides, for it follows from the count.
  const std::size_t size = file.bytes.size();
  if (size >= header_bytes &&
      size == header_bytes + triangle_bytes * std::size_t{promised_triangles(file)}) {
    return read_binary(file);
  }
  Words words(file);
  if (equal_ignoring_case(words.next(), "solid")) return read_text(file);
  require(size >= header_bytes, "{}: {} bytes are too few for a binary STL file: it is cut short",
          file.path, size);
  require(false,
          "{}: a binary STL file of {} triangles has {} bytes, this one has {}: it is cut short or "
          "no STL file",
          file.path, promised_triangles(file),
          header_bytes + triangle_bytes * std::size_t{promised_triangles(file)}, size);
  return {};
}

}  // namespace tektite::input
