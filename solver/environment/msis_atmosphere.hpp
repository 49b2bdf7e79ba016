// NRLMSISE-00 as the atmosphere of a run. Ref: PiconeHedinDrob2002
#pragma once

#include "solver/environment/atmosphere.hpp"
#include "solver/environment/nrlmsise00.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace tektite::environment {

/// Solar and geomagnetic activity, the same for the whole flight.
struct Activity {
  double f107 = 150.0;          ///< of the day before [1e-22 W/m^2/Hz]
  double f107_average = 150.0;  ///< of 81 days
  std::array<double, 7> ap{15.0};
  msis::Switches switches;  ///< number 9 is -1 where `ap` is a history
};

/// The model is smooth along the ground and dear (some microseconds), so it is evaluated on a grid
/// where the flight goes: 2 deg in latitude and longitude (cubic through four nodes each way), 120
/// s in time and 250 m in altitude (linear), ln(density), temperature and molar mass. Against the
/// model itself: below 2e-4 in density, 0.1 K (tests/verification/environment/msis.cpp). Nodes are
/// kept once computed, at most 30 MB; what is kept changes no result. Not for several threads.
/// Below the ground: the air of the ground; above 2500 km: that of 2500 km.
class MsisAtmosphere final : public Atmosphere {
 public:
  MsisAtmosphere(const Activity& activity, const io::Epoch& epoch);
  [[nodiscard]] bool varies() const override { return true; }
  [[nodiscard]] AirState at(const AirPoint& point) const override;
  [[nodiscard]] Composition composition(const AirPoint& point) const override;
  /// The model itself, without the grid.
  [[nodiscard]] msis::Air exact(const AirPoint& point) const;

 private:
  static constexpr int levels = 8;  ///< intervals of a block
  /// ln(density [kg/m^3]), temperature [K] and molar mass [kg/mol] up a piece of a column.
  static constexpr std::size_t quantities = 4;
  using Block = std::array<std::array<double, quantities>, levels + 1>;

  /// Nodes by number: degrees / 2, 120 s, blocks of 2 km.
  struct Node {
    std::int32_t latitude = 0;
    std::int32_t longitude = 0;
    std::int32_t slab = 0;
    std::int32_t block = 0;
    bool operator==(const Node&) const = default;
  };
  /// The 2 x 4 x 4 pieces of columns (time, latitude, longitude) about a point: a cache in front of
  /// the blocks, since neighbouring calls need the same ones.
  struct Cell {
    Node corner;
    std::array<const Block*, 32> columns{};
  };
  const Block& block(Node node) const;
  const Cell& cell(const Node& corner) const;

  Activity activity_;
  io::Epoch epoch_;
  mutable std::unordered_map<std::uint64_t, std::unique_ptr<Block>> blocks_;
  mutable std::vector<Cell> cells_;
};

[[nodiscard]] std::unique_ptr<Atmosphere> make_nrlmsise00(const io::Section& atmosphere,
                                                          const io::Epoch& epoch);
/// Keys of the section `atmosphere` that only this model has.
[[nodiscard]] io::Keys nrlmsise00_keys();

}  // namespace tektite::environment
