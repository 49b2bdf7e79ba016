// Failures become bodies: what still hangs together flies as one.
#pragma once

#include "io/case/keys.hpp"
#include "io/case/section.hpp"
#include "solver/vehicle/failure.hpp"
#include "solver/vehicle/mass.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tektite::fragmentation {

/// The keys of the case's section `fragmentation`.
[[nodiscard]] const io::Keys& fragmentation_keys();

/// Defaults are those of fragmentation_keys().
struct Settings {
  double debris_energy = 15.0;       ///< pieces that would arrive below it are not followed [J]
  double debris_area_share = 0.5;    ///< mean projected area of a piece of wall over its area [-]
  bool children_tumble = true;       ///< false: they keep the attitude mode of their parent
  std::optional<double> child_rate;  ///< |rate| of children's structure; none: the parent's [rad/s]

  Settings() = default;
  explicit Settings(const io::Section& section);
};

/// What a split has changed. Ids ascending. The same on every rank.
struct Breakup {
  std::vector<std::int32_t> new_bodies;  ///< all born, debris at birth among them
  std::vector<std::int32_t>
      changed;  ///< older bodies that lost panels, objects or all; ended ones too
  std::vector<vehicle::Event> events;  ///< as appended to State::events
  // What left the flying bodies, for the ledger: exact sums [kg], [J] (enthalpy above 200 K; gas m
  // cv T)
  double molten_mass = 0.0;  ///< removed panels
  double molten_energy = 0.0;
  double debris_mass = 0.0;  ///< pieces that would arrive below debris_energy, their joints too
  double debris_energy = 0.0;
  double vented_mass = 0.0;  ///< gas of volumes that dissolved
  double vented_energy = 0.0;
  [[nodiscard]] bool is_empty() const {
    return new_bodies.empty() && changed.empty() && events.empty();
  }
};

class WatchedPanels;

class Fragmentation {
 public:
  /// `vehicle` must outlive this object.
  Fragmentation(const io::Section& settings, const vehicle::Vehicle& vehicle);
  Fragmentation(const Settings& settings, const vehicle::Vehicle& vehicle);
  ~Fragmentation();
  Fragmentation(const Fragmentation&) = delete;
  Fragmentation(Fragmentation&&) noexcept;
  Fragmentation& operator=(const Fragmentation&) = delete;
  Fragmentation& operator=(Fragmentation&&) noexcept;

  /// Labels at entry. `state` is vehicle::whole_state with one body added, of id 0, whose flight is
  /// that of the whole vehicle's centre of mass. Finds what hangs together (pieces apart from the
  /// start, objects that nothing holds, become bodies of their own, by the rules of split), mass
  /// properties, births and the first event. @note Collective
  void initialise(vehicle::State& state) const;

  /// Applies failures: breaks edges, removes panels, marks joints and mounts, finds components,
  /// gives birth, releases objects and the rings of joints that no panel carries, updates volumes,
  /// mass properties and lineage, appends events. The heaviest piece keeps the body's id, the
  /// others get new ids by smallest global panel id, then released objects by index, then rings.
  /// `failures` may be empty: then only objects are looked for whose host has melted away, which is
  /// cheap. @note Collective
  Breakup split(vehicle::State& state, std::span<const vehicle::Failure> failures) const;

 private:
  Settings settings_;
  const vehicle::Vehicle* vehicle_;
  vehicle::MassSums masses_;
  std::unique_ptr<WatchedPanels> watched_;
};

/// Energy at impact at terminal velocity at sea level, C_D = 1 [J]: m V_t^2 / 2 with
/// V_t^2 = 2 m g / (rho C_D A). `area`: mean projected [m^2].
[[nodiscard]] double arrival_energy(double mass, double area);

}  // namespace tektite::fragmentation
