#include "solver/aerodynamics/attitude_database.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aerodynamics {

std::array<double, speed_ratio_count> speed_ratio_weights(double speed_ratio) {
  const double u =
      1.0 / std::clamp(speed_ratio, speed_ratio_nodes.front(), speed_ratio_nodes.back());
  std::array<double, speed_ratio_count> weight{};
  for (std::size_t i = 0; i < speed_ratio_count; ++i) {
    weight[i] = 1.0;
    for (std::size_t j = 0; j < speed_ratio_count; ++j) {
      const double other = 1.0 / speed_ratio_nodes[j];
      if (j != i) weight[i] *= (u - other) / (1.0 / speed_ratio_nodes[i] - other);
    }
  }
  return weight;
}

Blend blend(const ContinuumFactors& continuum, double share, double speed_ratio,
            double wall_ratio) {
  Blend factor{};
  factor[newtonian_term] = (1.0 - share) * continuum.pressure;
  factor[base_term] = (1.0 - share) * continuum.base;
  factor[shear_term] = (1.0 - share) * continuum.shear;
  const auto weight = speed_ratio_weights(speed_ratio);
  const double wall = std::sqrt(wall_ratio);
  for (std::size_t i = 0; i < speed_ratio_count; ++i) {
    factor[gas_term + i] = share * weight[i];
    factor[wall_term + i] = share * weight[i] * wall;
  }
  return factor;
}

void AttitudeDatabase::average() {
  projected_area = 0.0;
  drag = {};
  side = {};
  for (std::size_t k = 0; k < attitudes.size(); ++k) {
    projected_area += attitudes.weight[k] * silhouette[k];
    for (std::size_t t = 0; t < force_terms; ++t) {
      Vec3<BodyAxes> total;
      for (std::size_t p = 0; p < parts.size(); ++p) {
        total += recast<BodyAxes>(terms[(k * parts.size() + p) * force_terms + t].force);
      }
      const double against = -dot(total, attitudes.direction[k]);
      drag[t] += attitudes.weight[k] * against;
      if (attitudes.size() == 1) side[t] = total + against * attitudes.direction[k];
    }
  }
}

Wrench Turning::at(const Between& between, const Blend& factor) const {
  Wrench result;
  for (std::size_t i = 0; i < 3; ++i) {
    const Wrench* term = &total[static_cast<std::size_t>(between.index[i]) * force_terms];
    for (std::size_t t = 0; t < force_terms; ++t) {
      const double share = between.weight[i] * factor[t];
      result.force += share * term[t].force;
      result.moment += share * term[t].moment;
    }
  }
  return result;
}

void AttitudeDatabase::begin_turning(int level, double length) {
  turning = std::make_shared<Turning>();
  turning->net = SphereNet(level);
  const std::size_t count = attitudes.size();
  turning->total.resize(count * force_terms);
  for (std::size_t k = 0; k < count; ++k) {
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const Wrench* term = &terms[(k * parts.size() + p) * force_terms];
      for (std::size_t t = 0; t < force_terms; ++t) {
        turning->total[k * force_terms + t].force += term[t].force;
        turning->total[k * force_terms + t].moment += term[t].moment;
      }
    }
  }
  // A middle against the mean of the two beside it: the error of the coarser net. That of the net
  // itself is a quarter of it where the force is smooth. Newtonian pressure, and molecules at S
  // = 8.
  double most = 0.0;
  for (const std::size_t t : {newtonian_term, gas_term + 1}) {
    const auto at = [&](int k) -> const Wrench& {
      return turning->total[static_cast<std::size_t>(k) * force_terms + t];
    };
    double force = 0.0;
    double moment = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
      force = std::max(force, norm(at(static_cast<int>(k)).force));
      moment = std::max(moment, norm(at(static_cast<int>(k)).moment));
    }
    const double scale = std::max(force, moment / length);
    if (!(scale > 0.0)) continue;
    for (const auto& [middle, a, b] : turning->net.middles()) {
      const auto off = at(middle).force - 0.5 * (at(a).force + at(b).force);
      const auto twist = at(middle).moment - 0.5 * (at(a).moment + at(b).moment);
      most = std::max({most, norm(off) / scale, norm(twist) / length / scale});
    }
  }
  turning->error = 0.25 * most;
}

void AttitudeDatabase::classify(ShapeMeasures measures) {
  // The mean of d d^T squared has the trace 1/3 for directions all round, 1/2 for a circle of them,
  // 1 for a single one.
  double trace = 0.0;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      double mean = 0.0;
      for (std::size_t k = 0; k < attitudes.size(); ++k) {
        mean += attitudes.weight[k] * attitudes.direction[k][i] * attitudes.direction[k][j];
      }
      trace += mean * mean;
    }
  }
  if (trace < 0.34 && panel_area > 0.0) measures.openness = 4.0 * projected_area / panel_area;
  shape = shape_of_panels(measures);
}

NodeTable::NodeTable(FreeMolecularModel model, Accommodation accommodation)
    : values_(intervals + 1) {
  for (int i = 0; i <= intervals; ++i) {
    const double s = -1.0 + 2.0 * i / intervals;
    for (std::size_t n = 0; n < speed_ratio_count; ++n) {
      const FreeMolecular value = model(s, speed_ratio_nodes[n], accommodation);
      auto& entry = values_[static_cast<std::size_t>(i)];
      entry.gas[n] = value.gas;
      entry.wall[n] = value.wall;
      entry.shear[n] = value.shear;
    }
  }
}

NodeTable::Values NodeTable::at(double s) const {
  const double place = 0.5 * (s + 1.0) * intervals;
  const int left = std::clamp(static_cast<int>(place), 0, intervals - 1);
  const double part = place - left;
  const Values& a = values_[static_cast<std::size_t>(left)];
  const Values& b = values_[static_cast<std::size_t>(left) + 1];
  Values result;
  for (std::size_t n = 0; n < speed_ratio_count; ++n) {
    result.gas[n] = a.gas[n] + part * (b.gas[n] - a.gas[n]);
    result.wall[n] = a.wall[n] + part * (b.wall[n] - a.wall[n]);
    result.shear[n] = a.shear[n] + part * (b.shear[n] - a.shear[n]);
  }
  return result;
}

}  // namespace tektite::aerodynamics
