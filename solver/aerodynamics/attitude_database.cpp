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

Blend blend(double coefficient, double share, double speed_ratio, double wall_ratio) {
  Blend factor{};
  factor[0] = (1.0 - share) * coefficient;
  const auto weight = speed_ratio_weights(speed_ratio);
  const double wall = std::sqrt(wall_ratio);
  for (std::size_t i = 0; i < speed_ratio_count; ++i) {
    factor[1 + i] = share * weight[i];
    factor[1 + speed_ratio_count + i] = share * weight[i] * wall;
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
