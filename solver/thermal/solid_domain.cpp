#include "solver/thermal/solid_domain.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <map>

namespace tektite::thermal {
namespace {

using Point = Domain::Point;

/// Offsets below this share of the distance to the face are round-off of an orthogonal mesh.
constexpr double negligible = 1e-9;

/// Foot of the perpendicular from a cell's centroid on the line through a face's centroid.
struct Foot {
  double distance = 0.0;  ///< of the centroid from the face's plane [m]
  Point offset;           ///< [m]
};

Foot foot_of(const Point& cell, const Point& face, const Point& outwards) {
  Foot foot;
  const Point way = face - cell;
  foot.distance = dot(way, outwards);
  foot.offset = way - foot.distance * outwards;
  if (norm(foot.offset) <= negligible * foot.distance) foot.offset = {};
  return foot;
}

bool is_zero(const Point& p) {
  return p.x == 0.0 && p.y == 0.0 && p.z == 0.0;
}

using PartPair = std::pair<std::int32_t, std::int32_t>;

std::map<PartPair, Interface> by_parts(const mesh::VolumeMesh& mesh,
                                       std::span<const Interface> interfaces) {
  std::map<PartPair, Interface> found;
  const auto parts = static_cast<std::int32_t>(mesh.part_name().size());
  for (const Interface& one : interfaces) {
    require(one.part_a >= 0 && one.part_a < parts && one.part_b >= 0 && one.part_b < parts &&
                one.part_a != one.part_b,
            "an interface between solids {} and {}: there are {} solids", one.part_a, one.part_b,
            parts);
    require(one.is_gap || one.conductance > 0.0,
            "the contact between solids '{}' and '{}' needs a conductance above 0, got {} W/(m2 K)",
            mesh.part_name()[static_cast<std::size_t>(one.part_a)],
            mesh.part_name()[static_cast<std::size_t>(one.part_b)], one.conductance);
    found[{std::min(one.part_a, one.part_b), std::max(one.part_a, one.part_b)}] = one;
  }
  return found;
}

void add_cells(Domain& domain, std::span<const materials::Material* const> material_of_part) {
  const mesh::VolumeMesh& mesh = *domain.mesh;
  require(material_of_part.size() == mesh.part_name().size(),
          "{} solids in the mesh, {} materials: each solid needs one", mesh.part_name().size(),
          material_of_part.size());
  for (std::size_t part = 0; part < material_of_part.size(); ++part) {
    require(material_of_part[part] != nullptr, "solid '{}' has no material; name one",
            mesh.part_name()[part]);
    // One table a material, so that parts of one material are one to the gradients.
    domain.tables.push_back(std::make_unique<CaloricTable>(*material_of_part[part]));
  }
  domain.volume.assign(mesh.volume().begin(), mesh.volume().end());
  domain.centroid.assign(mesh.centroid().begin(), mesh.centroid().end());
  domain.id.assign(mesh.global_id().begin(), mesh.global_id().end());
  for (std::size_t cell = 0; cell < domain.volume.size(); ++cell) {
    const auto part = static_cast<std::size_t>(mesh.part()[cell]);
    const auto same = std::ranges::find(material_of_part, material_of_part[part]);
    domain.material.push_back(static_cast<std::int32_t>(same - material_of_part.begin()));
    domain.mass.push_back(domain.volume[cell] * material_of_part[part]->density());
  }
}

void add_inner(Domain& domain, const std::map<PartPair, Interface>& interfaces) {
  const mesh::VolumeMesh& mesh = *domain.mesh;
  const mesh::InnerFaces& faces = mesh.inner();
  Domain::Inner& inner = domain.inner;
  inner.a = faces.a;
  inner.b = faces.b;
  for (std::size_t f = 0; f < faces.size(); ++f) {
    const auto a = static_cast<std::size_t>(faces.a[f]);
    const auto b = static_cast<std::size_t>(faces.b[f]);
    const double area = norm(faces.area[f]);
    const Point normal = faces.area[f] / area;
    const Foot foot_a = foot_of(domain.centroid[a], faces.centroid[f], normal);
    const Foot foot_b = foot_of(domain.centroid[b], faces.centroid[f], -normal);
    FaceKind kind =
        domain.material[a] == domain.material[b] ? FaceKind::inside : FaceKind::touching;
    double extra = 0.0;
    const auto found = interfaces.find(
        {std::min(mesh.part()[a], mesh.part()[b]), std::max(mesh.part()[a], mesh.part()[b])});
    if (found != interfaces.end()) {
      const Interface& between = found->second;
      kind = between.is_gap ? FaceKind::gap : FaceKind::touching;
      extra = between.is_gap ? between.shields : 1.0 / (between.conductance * area);
    }
    inner.kind.push_back(kind);
    inner.area.push_back(area);
    inner.reach_a.push_back(foot_a.distance / area);
    inner.reach_b.push_back(foot_b.distance / area);
    inner.extra.push_back(extra);
    inner.offset_a.push_back(foot_a.offset);
    inner.offset_b.push_back(foot_b.offset);
    inner.normal.push_back(normal);
  }
}

void add_outer(Domain& domain) {
  const mesh::OuterFaces& faces = domain.mesh->outer();
  Domain::Outer& outer = domain.outer;
  outer.cell = faces.cell;
  outer.id = faces.id;
  outer.mark = faces.mark;
  outer.centroid = faces.centroid;
  for (std::size_t f = 0; f < faces.size(); ++f) {
    const double area = norm(faces.area[f]);
    const Point normal = faces.area[f] / area;
    const Foot foot = foot_of(domain.centroid[static_cast<std::size_t>(faces.cell[f])],
                              faces.centroid[f], normal);
    outer.area.push_back(area);
    outer.reach.push_back(foot.distance / area);
    outer.offset.push_back(foot.offset);
    outer.normal.push_back(normal);
  }
}

}  // namespace

Domain make_domain(std::shared_ptr<const mesh::VolumeMesh> mesh,
                   std::span<const materials::Material* const> material_of_part,
                   std::span<const Interface> interfaces) {
  Domain domain;
  domain.mesh = std::move(mesh);
  domain.world = domain.mesh->world();
  domain.owned = domain.mesh->owned();
  domain.local = domain.mesh->local();
  add_cells(domain, material_of_part);
  add_inner(domain, by_parts(*domain.mesh, interfaces));
  add_outer(domain);
  const auto is_straight = [](const std::vector<Point>& offsets) {
    return std::ranges::all_of(offsets, is_zero);
  };
  domain.is_skewed =
      domain.world.any(!is_straight(domain.inner.offset_a) || !is_straight(domain.inner.offset_b) ||
                       !is_straight(domain.outer.offset));
  return domain;
}

Domain make_pile(std::span<const PileCell> cells, std::span<const PileLink> links,
                 double outer_area, double inner_area) {
  expect(!cells.empty() && links.size() + 1 == cells.size(), "a link between neighbours");
  Domain domain;
  domain.owned = domain.local = static_cast<std::int32_t>(cells.size());
  const Point along{1.0, 0.0, 0.0};
  std::vector<const materials::Material*> known;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const PileCell& cell = cells[i];
    require(cell.material != nullptr, "cell {} of a pile has no material", i);
    const auto at = std::ranges::find(known, cell.material);
    domain.material.push_back(static_cast<std::int32_t>(at - known.begin()));
    if (at == known.end()) {
      known.push_back(cell.material);
      domain.tables.push_back(std::make_unique<CaloricTable>(*cell.material));
    }
    domain.mass.push_back(cell.mass);
    domain.volume.push_back(cell.mass / cell.material->density());
    domain.centroid.push_back(static_cast<double>(i) * along);  // never used: nothing is skewed
    domain.id.push_back(static_cast<std::int64_t>(i));
  }
  for (std::size_t i = 0; i < links.size(); ++i) {
    domain.inner.a.push_back(static_cast<std::int32_t>(i));
    domain.inner.b.push_back(static_cast<std::int32_t>(i + 1));
    domain.inner.kind.push_back(links[i].is_gap ? FaceKind::gap : FaceKind::touching);
    domain.inner.area.push_back(links[i].area);
    domain.inner.reach_a.push_back(cells[i].reach_in);
    domain.inner.reach_b.push_back(cells[i + 1].reach_out);
    domain.inner.extra.push_back(links[i].extra);
    domain.inner.offset_a.emplace_back();
    domain.inner.offset_b.emplace_back();
    domain.inner.normal.push_back(along);
  }
  domain.outer.cell = {0, domain.owned - 1};
  domain.outer.area = {outer_area, inner_area};
  domain.outer.reach = {cells.front().reach_out, cells.back().reach_in};
  domain.outer.offset.resize(2);
  domain.outer.normal = {-along, along};
  domain.outer.centroid.resize(2);
  domain.outer.id = {0, 1};
  domain.outer.mark = {0, 1};
  return domain;
}

}  // namespace tektite::thermal
