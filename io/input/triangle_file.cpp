#include "io/input/triangle_file.hpp"

#include "io/input/formats.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <limits>
#include <new>
#include <numeric>
#include <tuple>

namespace tektite::input {
namespace {

/// Larger files are taken for a mistake [byte].
constexpr std::uintmax_t most_bytes = std::uintmax_t{8} << 30;
/// Twice the area below which a triangle counts as none, in units of its longest edge squared.
constexpr double no_area = 1e-9;
/// Coordinates beyond this are taken for a mistake of units [m].
constexpr double farthest = 1e6;

std::string ending_of(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  if (!ending.empty()) ending.erase(0, 1);
  std::ranges::transform(ending, ending.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending;
}

void require_sound(const std::string& path, const TriangleFile& mesh) {
  require(!mesh.triangles.empty(), "{}: there are no triangles in it", path);
  constexpr auto most = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max());
  require(mesh.vertices.size() <= most && mesh.triangles.size() <= most, "{}: too many triangles",
          path);
  for (std::size_t i = 0; i < mesh.vertices.size(); ++i) {
    const auto& p = mesh.vertices[i];
    require(std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z),
            "{}: vertex {} is not finite", path, i);
    require(std::max({std::abs(p.x), std::abs(p.y), std::abs(p.z)}) <= farthest,
            "{}: vertex {} lies more than {:.0f} km from the origin; coordinates are in metres",
            path, i, farthest * 1e-3);
  }
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    for (const std::int32_t vertex : mesh.triangles[i]) {
      require(vertex >= 0 && static_cast<std::size_t>(vertex) < mesh.vertices.size(),
              "{}: triangle {} has a vertex number that is out of range (there are {} vertices)",
              path, i, mesh.vertices.size());
    }
  }
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    const auto& t = mesh.triangles[i];
    const auto& a = mesh.vertices[static_cast<std::size_t>(t[0])];
    const auto& b = mesh.vertices[static_cast<std::size_t>(t[1])];
    const auto& c = mesh.vertices[static_cast<std::size_t>(t[2])];
    const double longest = std::max({norm(b - a), norm(c - b), norm(a - c)});
    const double doubled = norm(cross(b - a, c - a));
    require(doubled > no_area * longest * longest, "{}: triangle {} has no area", path, i);
  }
}

/// Vertices at exactly the same place become one, those without a triangle go; the order of first
/// use in the file stays.
TriangleFile merged(const TriangleFile& mesh) {
  const auto place = [&](std::int32_t v) {
    const auto& p = mesh.vertices[static_cast<std::size_t>(v)];
    return std::make_tuple(p.x, p.y, p.z, v);
  };
  const auto same = [&](std::int32_t v, std::int32_t w) {
    return mesh.vertices[static_cast<std::size_t>(v)] == mesh.vertices[static_cast<std::size_t>(w)];
  };
  std::vector<std::int32_t> sorted;
  std::vector<bool> is_used(mesh.vertices.size(), false);
  for (const auto& t : mesh.triangles) {
    for (const std::int32_t vertex : t) is_used[static_cast<std::size_t>(vertex)] = true;
  }
  for (std::size_t v = 0; v < mesh.vertices.size(); ++v) {
    if (is_used[v]) sorted.push_back(static_cast<std::int32_t>(v));
  }
  std::ranges::sort(sorted, [&](std::int32_t v, std::int32_t w) { return place(v) < place(w); });
  std::vector<std::int32_t> first(mesh.vertices.size(), -1);
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const bool repeats = i > 0 && same(sorted[i], sorted[i - 1]);
    first[static_cast<std::size_t>(sorted[i])] =
        repeats ? first[static_cast<std::size_t>(sorted[i - 1])] : sorted[i];
  }
  TriangleFile result;
  std::vector<std::int32_t> number(mesh.vertices.size(), -1);
  for (const auto& t : mesh.triangles) {
    std::array<std::int32_t, 3> made{};
    for (std::size_t k = 0; k < 3; ++k) {
      const auto vertex = static_cast<std::size_t>(first[static_cast<std::size_t>(t[k])]);
      if (number[vertex] < 0) {
        number[vertex] = static_cast<std::int32_t>(result.vertices.size());
        result.vertices.push_back(mesh.vertices[vertex]);
      }
      made[k] = number[vertex];
    }
    result.triangles.push_back(made);
  }
  return result;
}

}  // namespace

TriangleFile triangles_of(const FileBytes& file) {
  const std::string& path = file.path;
  const std::string ending = ending_of(path);
  std::string known;
  for (const auto& format : formats()) known += fmt::format(" .{}", format.name);
  const auto format = std::ranges::find(formats(), ending, &Model<ReadFormat>::name);
  require(format != formats().end(), "{}: unknown mesh format '.{}'; known:{}", path, ending,
          known);
  const TriangleFile mesh = format->make(file);
  require_sound(path, mesh);
  return merged(mesh);
}

TriangleFile read_triangles(const std::string& path) {
  try {
    return triangles_of(load(path, most_bytes));
  } catch (const std::bad_alloc&) {
    throw Error(ExitCode::bad_input, fmt::format("{}: the memory does not hold this mesh", path));
  }
}

}  // namespace tektite::input
