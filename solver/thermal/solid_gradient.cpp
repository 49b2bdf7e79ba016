// Least-squares gradients of the general operator.
#include "solver/base/error.hpp"
#include "solver/thermal/solid_flux.hpp"

#include <algorithm>

namespace tektite::thermal {
namespace {

using Point = Domain::Point;

/// Normal equations of a fit of a plane: sum of w r (r . g - d) = 0.
struct Fit {
  double xx = 0.0, xy = 0.0, xz = 0.0, yy = 0.0, yz = 0.0, zz = 0.0;
  Point right;

  void add(const Point& r, double difference, double weight) {
    xx += weight * r.x * r.x, xy += weight * r.x * r.y, xz += weight * r.x * r.z;
    yy += weight * r.y * r.y, yz += weight * r.y * r.z, zz += weight * r.z * r.z;
    right += weight * difference * r;
  }
  [[nodiscard]] Point solve(const Point& b) const {
    const double c0 = yy * zz - yz * yz, c1 = xz * yz - xy * zz, c2 = xy * yz - xz * yy;
    const double inverse = 1.0 / (xx * c0 + xy * c1 + xz * c2);
    const double c11 = xx * zz - xz * xz, c12 = xy * xz - xx * yz, c22 = xx * yy - xy * xy;
    return inverse * Point{c0 * b.x + c1 * b.y + c2 * b.z, c1 * b.x + c11 * b.y + c12 * b.z,
                           c2 * b.x + c12 * b.y + c22 * b.z};
  }
};

}  // namespace

/// Sorts cells into those with fixed weights and those to be fitted, and lists their faces.
void Fluxes::prepare_gradients() {
  const Domain& domain = *domain_;
  const Domain::Inner& inner = domain.inner;
  const auto owned = static_cast<std::size_t>(domain.owned);
  std::vector<std::int32_t> count(owned + 1, 0);
  std::vector<std::uint8_t> is_fixed(owned, 1);
  const auto for_each_row = [&](auto&& use) {
    for (std::size_t f = 0; f < inner.a.size(); ++f) {
      if (is_open_[f] == 0) continue;
      const auto face = static_cast<std::int32_t>(f);
      if (inner.a[f] < domain.owned) use(static_cast<std::size_t>(inner.a[f]), Row{face, 0});
      if (inner.b[f] < domain.owned) use(static_cast<std::size_t>(inner.b[f]), Row{face, 1});
    }
    for (std::size_t f = 0; f < bare.size(); ++f) {
      use(static_cast<std::size_t>(bare.cell[f]), Row{static_cast<std::int32_t>(f), 2});
    }
  };
  for_each_row([&](std::size_t cell, const Row& row) {
    ++count[cell];
    const bool is_inside =
        row.side < 2 && inner.kind[static_cast<std::size_t>(row.face)] == FaceKind::inside;
    if (!is_inside) is_fixed[cell] = 0;
  });
  std::vector<std::size_t> first(owned + 1, 0);
  for (std::size_t c = 0; c < owned; ++c) {
    first[c + 1] = first[c] + static_cast<std::size_t>(count[c]);
  }
  std::vector<Row> rows(first[owned]);
  std::vector<std::size_t> next(first.begin(), first.end() - 1);
  for_each_row([&](std::size_t cell, const Row& row) { rows[next[cell]++] = row; });

  fixed_.clear(), fitted_.clear(), neighbour_.clear(), weight_.clear(), row_.clear();
  fixed_first_.assign(1, 0), fitted_first_.assign(1, 0);
  for (std::size_t c = 0; c < owned; ++c) {
    if (present_[c] == 0) continue;
    const auto its = std::span(rows).subspan(first[c], first[c + 1] - first[c]);
    if (is_fixed[c] == 0) {
      fitted_.push_back(static_cast<std::int32_t>(c));
      row_.insert(row_.end(), its.begin(), its.end());
      fitted_first_.push_back(static_cast<std::int32_t>(row_.size()));
      continue;
    }
    Fit fit;
    const auto other = [&](const Row& row) {
      const auto f = static_cast<std::size_t>(row.face);
      return row.side == 0 ? inner.b[f] : inner.a[f];
    };
    const auto way_to = [&](const Row& row) {
      return domain.centroid[static_cast<std::size_t>(other(row))] - domain.centroid[c];
    };
    for (const Row& row : its) {
      const Point way = way_to(row);
      fit.add(way, 0.0, 1.0 / dot(way, way));
    }
    for (const Row& row : its) {
      const Point way = way_to(row);
      neighbour_.push_back(other(row));
      weight_.push_back(fit.solve(way / dot(way, way)));
    }
    fixed_.push_back(static_cast<std::int32_t>(c));
    fixed_first_.push_back(static_cast<std::int32_t>(neighbour_.size()));
  }
}

/// The fit of a cell beside bare faces, contacts or other materials. Towards such a face the row is
/// along the perpendicular, and leans to the face's centroid as far as the temperature there is
/// given from outside (share): an insulated face says that nothing changes along its normal, a held
/// one that its temperature is this.
Domain::Point Fluxes::fit(std::size_t which) const {
  const Domain& domain = *domain_;
  const Domain::Inner& inner = domain.inner;
  const auto cell = static_cast<std::size_t>(fitted_[which]);
  Fit fit;
  for (auto r = static_cast<std::size_t>(fitted_first_[which]);
       r < static_cast<std::size_t>(fitted_first_[which + 1]); ++r) {
    const auto f = static_cast<std::size_t>(row_[r].face);
    const auto side = static_cast<std::size_t>(row_[r].side);
    if (side == 2) {
      const Point normal_way = bare.distance[f] * bare.normal[f];
      const Point full = normal_way + bare.offset[f];
      const double rise = bare.rise[f] - bare.share[f] * (temperature[cell] - bare.cell_then[f]);
      fit.add(normal_way + bare.share[f] * bare.offset[f], rise, 1.0 / dot(full, full));
      continue;
    }
    const auto other = static_cast<std::size_t>(side == 0 ? inner.b[f] : inner.a[f]);
    if (inner.kind[f] == FaceKind::inside) {
      const Point way = domain.centroid[other] - domain.centroid[cell];
      fit.add(way, temperature[other] - temperature[cell], 1.0 / dot(way, way));
      continue;
    }
    const Kept& kept = kept_[static_cast<std::size_t>(kept_place_[f])];
    const double reach = side == 0 ? inner.reach_a[f] : -inner.reach_b[f];
    const Point& offset = side == 0 ? inner.offset_a[f] : inner.offset_b[f];
    const Point normal_way = reach * inner.area[f] * inner.normal[f];
    const Point full = normal_way + offset;
    const double rise = kept.rise[side] - kept.share[side] * (temperature[cell] - kept.then[side]) +
                        kept.other[side] * (temperature[other] - kept.then[1 - side]);
    fit.add(normal_way + kept.share[side] * offset, rise, 1.0 / dot(full, full));
  }
  return fit.solve(fit.right);
}

void Fluxes::find_gradients() {
  for (std::size_t i = 0; i < fixed_.size(); ++i) {
    const auto cell = static_cast<std::size_t>(fixed_[i]);
    Point sum;
    for (auto n = static_cast<std::size_t>(fixed_first_[i]);
         n < static_cast<std::size_t>(fixed_first_[i + 1]); ++n) {
      const double rise = temperature[static_cast<std::size_t>(neighbour_[n])] - temperature[cell];
      sum += rise * weight_[n];
    }
    gradient_[cell] = sum;
  }
  for (std::size_t i = 0; i < fitted_.size(); ++i) {
    gradient_[static_cast<std::size_t>(fitted_[i])] = fit(i);
  }
  static_assert(sizeof(Point) == 3 * sizeof(double));
  domain_->update_ghosts({&gradient_.data()->x, 3 * gradient_.size()}, 3);
}

}  // namespace tektite::thermal
