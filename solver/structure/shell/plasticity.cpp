#include "solver/structure/shell/plasticity.hpp"

#include <cmath>
#include <utility>

namespace tektite::structure::shell {
namespace {

/// The stress after flow by `flow` [1/Pa], seen in the three directions in which elasticity and von
/// Mises' matrix P are both diagonal: sum and difference of the normal stresses, shear.
struct Directions {
  double sum = 0.0;  ///< stiffness [Pa] over 1 + flow * stiffness * P
  double difference = 0.0;
  double shear = 0.0;
};

Directions softened(const Ply& ply, double flow) {
  const double plane = ply.youngs_modulus / (1.0 - ply.poisson_ratio);
  const double twice_shear = ply.youngs_modulus / (1.0 + ply.poisson_ratio);
  return {plane / (1.0 + flow * plane / 3.0), twice_shear / (1.0 + flow * twice_shear),
          0.5 * twice_shear / (1.0 + flow * twice_shear)};
}

Matrix3 matrix_of(const Directions& d) {
  Matrix3 out;
  out(0, 0) = out(1, 1) = 0.5 * (d.sum + d.difference);
  out(0, 1) = out(1, 0) = 0.5 * (d.sum - d.difference);
  out(2, 2) = d.shear;
  return out;
}

/// P σ: direction of the plastic flow.
Column<3> flow_direction(const Column<3>& s) {
  return {{(2.0 * s[0] - s[1]) / 3.0, (2.0 * s[1] - s[0]) / 3.0, 2.0 * s[2]}};
}

double product(const Column<3>& a, const Column<3>& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

}  // namespace

std::vector<Station> stations(std::span<const PlasticPly> plies, int slices) {
  std::vector<Station> out;
  const double half = 0.5 / std::sqrt(3.0);
  for (const PlasticPly& ply : plies) {
    const double thickness = (ply.elastic.top - ply.elastic.bottom) / slices;
    for (int i = 0; i < slices; ++i) {
      const double middle = ply.elastic.bottom + (i + 0.5) * thickness;
      out.push_back({middle - half * thickness, 0.5 * thickness, ply});
      out.push_back({middle + half * thickness, 0.5 * thickness, ply});
    }
  }
  return out;
}

StationAnswer yield_stress_update(const PlasticPly& ply, const Column<3>& strain,
                                  const PlasticStrain& before, double heated) {
  Column<3> elastic = strain - before.strain;
  elastic[0] -= heated * ply.elastic.free_strain;
  elastic[1] -= heated * ply.elastic.free_strain;
  StationAnswer out;
  out.after = before;
  out.tangent = matrix_of(softened(ply.elastic, 0.0));
  out.stress = out.tangent * elastic;
  const double trial = von_mises(out.stress);
  const double yield = ply.yield + ply.hardening * before.equivalent;
  if (trial <= yield) return out;
  // Newton for the flow Δγ: von Mises stress = yield stress (p + 2/3 Δγ von Mises stress). The
  // difference falls and is convex, so it converges from 0.
  double flow = 0.0;
  for (int i = 0; i < 50; ++i) {
    out.tangent = matrix_of(softened(ply.elastic, flow));
    out.stress = out.tangent * elastic;
    const double mises = von_mises(out.stress);
    const double excess = mises - yield - ply.hardening * 2.0 / 3.0 * flow * mises;
    if (std::abs(excess) <= 1e-13 * yield) break;
    // dσ/dΔγ = -Ξ P σ; d mises = 3/2 (P σ)·dσ / mises
    const Column<3> n = flow_direction(out.stress);
    const double slope = -1.5 * product(n, out.tangent * n) / mises;
    flow -= excess /
            (slope * (1.0 - 2.0 / 3.0 * ply.hardening * flow) - 2.0 / 3.0 * ply.hardening * mises);
  }
  const double mises = von_mises(out.stress);
  const Column<3> n = flow_direction(out.stress);
  out.after.strain += flow * n;
  out.after.equivalent += 2.0 / 3.0 * flow * mises;
  // Consistent tangent, with σ·Pσ = 2/3 mises².
  const Column<3> turned = out.tangent * n;
  const double beta =
      4.0 / 9.0 * mises * mises * ply.hardening / (1.0 - 2.0 / 3.0 * ply.hardening * flow);
  const double denominator = product(n, turned) + beta;
  for (int r = 0; r < 3; ++r) {
    for (int c = 0; c < 3; ++c) out.tangent(r, c) -= turned[r] * turned[c] / denominator;
  }
  return out;
}

PlasticWalls::PlasticWalls(std::vector<std::vector<Station>> walls, std::vector<std::int32_t> wall)
    : walls_(std::move(walls)), wall_(std::move(wall)) {
  std::size_t count = 0;
  for (const std::int32_t w : wall_) {
    offset_.push_back(count);
    count += points * walls_[static_cast<std::size_t>(w)].size();
  }
  memory_.resize(count);
}

std::size_t PlasticWalls::first(std::size_t panel, std::size_t point) const {
  return offset_[panel] + point * walls_[static_cast<std::size_t>(wall_[panel])].size();
}

std::span<const PlasticStrain> PlasticWalls::memory(std::size_t panel, std::size_t point) const {
  return std::span(memory_).subspan(first(panel, point),
                                    walls_[static_cast<std::size_t>(wall_[panel])].size());
}

SectionAnswer PlasticWalls::answer(std::size_t panel, std::size_t point, const Column<6>& strain,
                                   double heated) const {
  SectionAnswer out;
  std::size_t at = first(panel, point);
  for (const Station& station : walls_[static_cast<std::size_t>(wall_[panel])]) {
    const double z = station.height;
    const Column<3> local = {
        {strain[0] + z * strain[3], strain[1] + z * strain[4], strain[2] + z * strain[5]}};
    const StationAnswer a = yield_stress_update(station.ply, local, memory_[at++], heated);
    const double w = station.weight;
    for (int r = 0; r < 3; ++r) {
      out.resultant[r] += w * a.stress[r];
      out.resultant[r + 3] += w * z * a.stress[r];
      for (int c = 0; c < 3; ++c) {
        out.tangent(r, c) += w * a.tangent(r, c);
        out.tangent(r, c + 3) += w * z * a.tangent(r, c);
        out.tangent(r + 3, c) += w * z * a.tangent(r, c);
        out.tangent(r + 3, c + 3) += w * z * z * a.tangent(r, c);
      }
    }
  }
  return out;
}

void PlasticWalls::accept(std::size_t panel, std::size_t point, const Column<6>& strain,
                          double heated) {
  std::size_t at = first(panel, point);
  for (const Station& station : walls_[static_cast<std::size_t>(wall_[panel])]) {
    const double z = station.height;
    const Column<3> local = {
        {strain[0] + z * strain[3], strain[1] + z * strain[4], strain[2] + z * strain[5]}};
    PlasticStrain& memory = memory_[at++];
    memory = yield_stress_update(station.ply, local, memory, heated).after;
  }
}

}  // namespace tektite::structure::shell
