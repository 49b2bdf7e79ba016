#include "io/input/formats.hpp"
#include "io/input/words.hpp"

#include <algorithm>
#include <vector>

namespace tektite::input {
namespace {

/// Vertex number of a corner "7", "7/2", "7//3" or "7/2/3", from 0; negative numbers count back
/// from the newest vertex.
std::int32_t corner_index(const Words& words, std::string_view word, std::size_t vertices) {
  std::int64_t number = 0;
  const std::string_view first = word.substr(0, word.find('/'));
  words.require(parse(first, number), "a face has a corner that is no vertex number");
  const auto count = static_cast<std::int64_t>(vertices);
  const std::int64_t index = number < 0 ? count + number : number - 1;
  words.require(number != 0 && index >= 0 && index < count,
                "vertex number {} is out of range (there are {} vertices so far)", number, count);
  return vertex_index(index);
}

}  // namespace

TriangleFile read_obj(const FileBytes& file) {
  // A backslash before the end of a line continues it.
  FileBytes joined = file;
  for (std::size_t at = joined.bytes.find('\\'); at != std::string::npos;
       at = joined.bytes.find('\\', at + 1)) {
    const std::size_t end = joined.bytes.find_first_not_of(" \t\r", at + 1);
    if (end != std::string::npos && joined.bytes[end] == '\n') {
      std::fill(joined.bytes.begin() + static_cast<std::ptrdiff_t>(at),
                joined.bytes.begin() + static_cast<std::ptrdiff_t>(end) + 1, ' ');
    }
  }
  TriangleFile mesh;
  Words words(joined);
  std::vector<std::int32_t> polygon;
  for (; !words.at_end(); words.skip_line()) {
    const std::string_view kind = words.next_on_line();
    if (kind == "v") {
      std::array<double, 3> p{};
      for (double& coordinate : p) {
        words.require(parse(words.next_on_line(), coordinate),
                      "a vertex needs three numbers; is the file cut short?");
      }
      mesh.vertices.push_back({p[0], p[1], p[2]});
    } else if (kind == "f") {
      polygon.clear();
      for (auto word = words.next_on_line(); !word.empty(); word = words.next_on_line()) {
        if (word.starts_with('#')) break;
        polygon.push_back(corner_index(words, word, mesh.vertices.size()));
      }
      words.require(polygon.size() >= 3, "a face needs three corners, this one has {}",
                    polygon.size());
      append_polygon(polygon, mesh);
    }
  }
  return mesh;
}

}  // namespace tektite::input
