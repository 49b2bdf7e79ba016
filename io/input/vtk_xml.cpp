// VTK's XML formats, read here: VTK's own readers trust the file.
#include "io/input/formats.hpp"
#include "io/input/vtk_arrays.hpp"
#include "io/input/words.hpp"
#include "io/input/xml_tags.hpp"
#include "solver/base/error.hpp"

#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace tektite::input {
namespace {

// Cell types of VTK's vtkCellType.h.
constexpr std::int64_t triangle_strip = 6;
constexpr std::int64_t triangle = 5;
constexpr std::int64_t polygon = 7;
constexpr std::int64_t pixel = 8;
constexpr std::int64_t quadrangle = 9;
constexpr std::int64_t first_of_higher_order = 21;

/// What a <Piece> holds, before its arrays are read.
struct Piece {
  std::map<std::string_view, std::int64_t> counts;
  std::optional<VtkArray> points;
  std::optional<VtkArray> connectivity;
  std::optional<VtkArray> offsets;
  std::optional<VtkArray> types;
};

class VtkFile {
 public:
  /// `cells` is the tag whose arrays are the cells, `cell_count` the attribute that counts them.
  VtkFile(const FileBytes& file, std::string_view type, std::string_view cells,
          std::string_view cell_count)
      : file_(file), type_(type), cells_(cells), cell_count_(cell_count), tags_(file) {}

  TriangleFile read() {
    Tag tag;
    require(tags_.next(tag) && tag.name == "VTKFile" && !tag.is_empty, "{}: not a VTK XML file",
            file_.path);
    require(tag["type"] == type_, "{}: the file is of type '{}', expected '{}'", file_.path,
            shown(tag["type"]), type_);
    VtkArrays arrays(file_, tag);
    bool has_data = false;
    while (tags_.next(tag)) {
      if (tag.name == "AppendedData" && tags_.open().size() == 2) break;  // no tags in there
      if (tag.is_end || tags_.open().size() < 2) continue;
      if (tags_.open().size() == 2) {
        require(tag.name == type_ && !has_data, "{}: <{}> where <{}> is expected", file_.path,
                shown(tag.name), type_);
        has_data = true;
      } else if (tag.name == "Piece" && tags_.open().size() == 3) {
        read_piece(tag, arrays);
      }
    }
    require(has_data, "{}: there is no <{}> in it", file_.path, type_);
    require(!mesh_.vertices.empty(), "{}: there are no points in it", file_.path);
    return std::move(mesh_);
  }

 private:
  void count(const Tag& tag, std::string_view name, Piece& piece) const {
    const std::string_view text = tag[name];
    std::int64_t value = 0;
    // The arrays are checked against it; this much is impossible whatever they say.
    require(text.empty() || (parse(text, value) && value >= 0 &&
                             value <= std::numeric_limits<std::int32_t>::max()),
            "{}: {} = '{}' is not possible", file_.path, name, shown(text));
    piece.counts[name] = value;
  }

  void locate(const VtkArrays& arrays, const Tag& tag, std::optional<VtkArray>& array) const {
    require(!array, "{}: array '{}' is there twice", file_.path, shown(tag["Name"]));
    array = arrays.locate(tag);
  }

  void read_piece(const Tag& head, VtkArrays& arrays) {
    Piece piece;
    for (const std::string_view name :
         {std::string_view("NumberOfPoints"), std::string_view("NumberOfStrips"), cell_count_}) {
      count(head, name, piece);
    }
    require(piece.counts["NumberOfStrips"] == 0, "{}: triangle strips are not read; write polygons",
            file_.path);
    if (head.is_empty) {
      append(piece, arrays);
      return;
    }
    Tag tag;
    while (tags_.next(tag) && tags_.open().size() >= 3) {
      if (tag.is_end || tag.name != "DataArray" || tags_.open().size() != 5) continue;
      const std::string_view parent = tags_.open()[3];
      const std::string_view name = tag["Name"];
      if (parent == "Points") locate(arrays, tag, piece.points);
      if (parent != cells_) continue;
      if (name == "connectivity") locate(arrays, tag, piece.connectivity);
      if (name == "offsets") locate(arrays, tag, piece.offsets);
      if (name == "types") locate(arrays, tag, piece.types);
    }
    append(piece, arrays);
  }

  void append(Piece& piece, VtkArrays& arrays) {
    const auto first = static_cast<std::int64_t>(mesh_.vertices.size());
    const std::int64_t points = piece.counts["NumberOfPoints"];
    if (points > 0) {
      require(piece.points.has_value() && piece.points->components == 3,
              "{}: {} points without an array of three components", file_.path, points);
      const std::vector<double> x = arrays.read(*piece.points, 3 * points);
      for (std::size_t i = 0; i < x.size(); i += 3) {
        mesh_.vertices.push_back({x[i], x[i + 1], x[i + 2]});
      }
    }
    const std::int64_t cells = piece.counts[cell_count_];
    if (cells == 0) return;
    const bool has_types = type_ == "UnstructuredGrid";
    require(piece.connectivity && piece.offsets && (!has_types || piece.types),
            "{}: {} cells without the arrays that say what they are", file_.path, cells);
    const std::vector<std::int64_t> offsets = arrays.read_whole(*piece.offsets, cells);
    std::int64_t before = 0;
    for (const std::int64_t offset : offsets) {
      require(offset >= before, "{}: the offsets of the cells are not in order", file_.path);
      before = offset;
    }
    const std::vector<std::int64_t> corners = arrays.read_whole(*piece.connectivity, before);
    std::vector<std::int64_t> types;
    if (has_types) types = arrays.read_whole(*piece.types, cells);
    append_cells(offsets, corners, types, {first, points});
  }

  /// `range`: the piece's first point and its number of points.
  void append_cells(const std::vector<std::int64_t>& offsets,
                    const std::vector<std::int64_t>& corners,
                    const std::vector<std::int64_t>& types,
                    std::pair<std::int64_t, std::int64_t> range) {
    std::vector<std::int32_t> cell;
    std::int64_t begin = 0;
    for (std::size_t i = 0; i < offsets.size(); begin = offsets[i], ++i) {
      const std::int64_t type = types.empty() ? polygon : types[i];
      require(type >= 0 && type < first_of_higher_order,
              "{}: cell {} has type {}, which is of higher order or none; write linear cells",
              file_.path, i, type);
      require(type != pixel && type != triangle_strip,
              "{}: cell {} is a pixel or strip; write triangles, quadrangles or polygons",
              file_.path, i);
      if (type != triangle && type != polygon && type != quadrangle) continue;
      require(offsets[i] - begin >= 3, "{}: cell {} has fewer than three corners", file_.path, i);
      cell.clear();
      for (std::int64_t k = begin; k < offsets[i]; ++k) {
        const std::int64_t corner = corners[static_cast<std::size_t>(k)];
        require(corner >= 0 && corner < range.second,
                "{}: cell {} has vertex number {}, which is out of range (there are {} points)",
                file_.path, i, corner, range.second);
        cell.push_back(vertex_index(range.first + corner));
      }
      append_polygon(cell, mesh_);
    }
  }

  const FileBytes& file_;
  std::string_view type_;
  std::string_view cells_;
  std::string_view cell_count_;
  XmlTags tags_;
  TriangleFile mesh_;
};

}  // namespace

TriangleFile read_vtk_poly_data(const FileBytes& file) {
  return VtkFile(file, "PolyData", "Polys", "NumberOfPolys").read();
}

TriangleFile read_vtk_unstructured(const FileBytes& file) {
  return VtkFile(file, "UnstructuredGrid", "Cells", "NumberOfCells").read();
}

}  // namespace tektite::input
