#include "io/input/formats.hpp"
#include "io/input/words.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace tektite::input {
namespace {

constexpr std::int64_t triangle = 2;  // element types of the Gmsh manual, "MSH file format"
constexpr std::int64_t quadrangle = 3;

/// Corners of a linear surface element, 0 for points, lines and volumes, which are passed over.
std::size_t corners_of(const Words& words, std::int64_t type) {
  words.require(type != 9 && type != 10 && type != 16 && type != 20 && type != 21,
                "element type {} is of higher order; write linear elements", type);
  if (type == triangle) return 3;
  return type == quadrangle ? 4 : 0;
}

class Gmsh {
 public:
  explicit Gmsh(const FileBytes& file) : words_(file) {}

  TriangleFile read() {
    words_.expect_word("$MeshFormat");
    const double version = words_.number();
    const std::int64_t binary = words_.whole();
    words_.require(binary == 0, "a binary Gmsh file is not read; write it as ASCII");
    words_.require(version == 2.2 || version == 4.1,
                   "Gmsh format {} is not read; write format 4.1 or 2.2", version);
    skip_to("$EndMeshFormat");
    bool has_nodes = false;
    bool has_elements = false;
    while (!words_.at_end()) {
      const std::string section(words_.next());
      words_.require(section.size() > 1 && section[0] == '$', "expected a section");
      const std::string end = "$End" + section.substr(1);
      if (section == "$Nodes") {
        words_.require(!has_nodes, "the nodes are there twice");
        version < 3.0 ? nodes_2() : nodes_4();
        sort_nodes();
        has_nodes = true;
        words_.expect_word(end);
      } else if (section == "$Elements") {
        words_.require(has_nodes, "the elements come before the nodes");
        version < 3.0 ? elements_2() : elements_4();
        has_elements = true;
        words_.expect_word(end);
      } else {
        skip_to(end);
      }
    }
    words_.require(has_nodes && has_elements,
                   "the file ends before its nodes and elements: it is cut short");
    return std::move(mesh_);
  }

 private:
  void skip_to(std::string_view end) {
    for (auto word = words_.next(); word != end; word = words_.next()) {
      words_.require(!word.empty(), "the file ends before '{}': it is cut short", end);
    }
  }

  void add_node(std::int64_t tag) {
    const double x = words_.number();
    const double y = words_.number();
    const double z = words_.number();
    index_.emplace_back(tag, vertex_index(static_cast<std::int64_t>(mesh_.vertices.size())));
    mesh_.vertices.push_back({x, y, z});
  }

  /// Sorted rather than hashed: tags could be chosen so that they all fall into one bucket.
  void sort_nodes() {
    std::ranges::sort(index_);
    const auto twice =
        std::ranges::adjacent_find(index_, {}, &std::pair<std::int64_t, std::int32_t>::first);
    words_.require(twice == index_.end(), "node {} is there twice",
                   twice == index_.end() ? 0 : twice->first);
  }

  void nodes_2() {
    const std::int64_t count = words_.count(8);
    for (std::int64_t i = 0; i < count; ++i) add_node(words_.whole());
  }

  void nodes_4() {
    const std::int64_t blocks = words_.count(8);
    const std::int64_t total = words_.count(8);
    for (int i = 0; i < 2; ++i) static_cast<void>(words_.whole());  // lowest, highest tag
    for (std::int64_t block = 0; block < blocks; ++block) {
      const std::int64_t dimension = words_.whole();
      static_cast<void>(words_.whole());  // tag of the geometric entity
      const bool is_parametric = words_.whole() != 0;
      const std::int64_t count = words_.count(8);
      std::vector<std::int64_t> tags;
      for (std::int64_t i = 0; i < count; ++i) tags.push_back(words_.whole());
      for (const std::int64_t tag : tags) {
        add_node(tag);
        for (std::int64_t i = 0; is_parametric && i < dimension; ++i) {
          static_cast<void>(words_.number());
        }
      }
    }
    words_.require(static_cast<std::int64_t>(mesh_.vertices.size()) == total,
                   "{} nodes promised, {} found", total, mesh_.vertices.size());
  }

  /// The rest of an element's line: its nodes.
  void add_element(std::size_t corners) {
    std::vector<std::int32_t> polygon;
    for (std::size_t i = 0; i < corners; ++i) {
      const std::int64_t tag = words_.whole();
      const auto found =
          std::ranges::lower_bound(index_, tag, {}, &std::pair<std::int64_t, std::int32_t>::first);
      words_.require(found != index_.end() && found->first == tag,
                     "an element has node {}, which is not there", tag);
      polygon.push_back(found->second);
    }
    append_polygon(polygon, mesh_);
  }

  void elements_2() {
    const std::int64_t count = words_.count(8);
    for (std::int64_t i = 0; i < count; ++i) {
      static_cast<void>(words_.whole());  // number
      const std::size_t corners = corners_of(words_, words_.whole());
      const std::int64_t tags = words_.count(2);
      for (std::int64_t tag = 0; tag < tags; ++tag) static_cast<void>(words_.whole());
      add_element(corners);
      words_.skip_line();
    }
  }

  void elements_4() {
    const std::int64_t blocks = words_.count(8);
    const std::int64_t total = words_.count(4);
    for (int i = 0; i < 2; ++i) static_cast<void>(words_.whole());
    std::int64_t seen = 0;
    for (std::int64_t block = 0; block < blocks; ++block) {
      for (int i = 0; i < 2; ++i) static_cast<void>(words_.whole());  // dimension, entity
      const std::size_t corners = corners_of(words_, words_.whole());
      const std::int64_t count = words_.count(4);
      for (std::int64_t i = 0; i < count; ++i) {
        static_cast<void>(words_.whole());  // number
        add_element(corners);
        words_.skip_line();
      }
      seen += count;
    }
    words_.require(seen == total, "{} elements promised, {} found", total, seen);
  }

  Words words_;
  TriangleFile mesh_;
  std::vector<std::pair<std::int64_t, std::int32_t>>
      index_;  ///< tag, vertex; sorted when all are in
};

}  // namespace

TriangleFile read_gmsh(const FileBytes& file) {
  return Gmsh(file).read();
}

}  // namespace tektite::input
