#include "solver/aerodynamics/turning.hpp"

#include "solver/aerodynamics/running_length.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::aerodynamics {

void expose(const mesh::PanelMesh& mesh, const Turning& turning,
            std::span<const Vec3<BodyAxes>> directions, std::vector<Stream>& scratch,
            vehicle::Exposure& exposure) {
  if (turning.panels.empty()) return;
  constexpr auto nodes = static_cast<std::size_t>(vehicle::incidence_nodes);
  scratch.clear();
  for (const Vec3<BodyAxes>& direction : directions) {
    Stream stream{recast<VehicleAxes>(direction), turning.net.at(direction)};
    for (std::size_t i = 0; i < 3; ++i) {
      stream.front += stream.between.weight[i] *
                      turning.front[static_cast<std::size_t>(stream.between.index[i])];
    }
    scratch.push_back(stream);
  }
  const double share = 1.0 / static_cast<double>(directions.size());
  const std::size_t attitudes = turning.attitudes();
  for (std::size_t p = 0; p < turning.panels.size(); ++p) {
    const auto panel = static_cast<std::size_t>(turning.panels[p]);
    const Vec3<VehicleAxes> outward = mesh.normal()[panel];
    const Vec3<VehicleAxes> place = mesh.centroid()[panel];
    for (std::size_t side = 0; side < 2; ++side) {
      const std::size_t index = 2 * panel + side;
      const std::uint8_t* lit = &turning.lit[(2 * p + side) * attitudes];
      double* weight = &exposure.weight[index * nodes];
      std::fill_n(weight, nodes, 0.0);
      double peak = 0.0;
      double seen = 0.0;
      double running = 0.0;
      for (const Stream& stream : scratch) {
        const double incidence = dot(outward, stream.direction);
        const double s = std::min(side == vehicle::outer ? incidence : -incidence, 1.0);
        if (s <= 0.0) continue;
        double light = 0.0;
        for (std::size_t i = 0; i < 3; ++i) {
          light += stream.between.weight[i] * lit[stream.between.index[i]];
        }
        light /= 255.0;
        if (light <= 0.0) continue;
        const double node = s * static_cast<double>(nodes - 1);
        const auto left = std::min(static_cast<std::size_t>(node), nodes - 2);
        const double part = node - static_cast<double>(left);
        weight[left] += share * light * (1.0 - part);
        weight[left + 1] += share * light * part;
        if (light >= 0.5) peak = std::max(peak, s * s);
        const double behind = stream.front - dot(place, stream.direction);
        seen += light;
        running += light / std::sqrt(running_length(behind, s, mesh.area()[panel]));
      }
      exposure.peak[index] = peak;
      exposure.running[index] = seen > 0.0 ? running / seen : 0.0;
    }
  }
}

}  // namespace tektite::aerodynamics
