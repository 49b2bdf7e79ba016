// Exchange between things that do not touch along a wall, explicit in time: cavity radiation and
// gas in sealed volumes, objects in objects, joints and the panels they hold.
#pragma once

#include "solver/base/exact_sum.hpp"
#include "solver/thermal/lumps.hpp"
#include "solver/thermal/panels.hpp"

#include <cstdint>
#include <vector>

namespace tektite::thermal {

/// Gas of the sealed volumes, replicated.
struct Gas {
  std::vector<double> temperature;    ///< [K]
  std::vector<double> heat_capacity;  ///< mass * cv; 0: no gas that counts [J/K]
};

/// Power that one evaluation of the exchange found. The same on all ranks.
struct ExchangePower {
  std::vector<double> into_gas;          ///< per volume [W]
  std::vector<double> through_openings;  ///< per volume, net to the surroundings [W]
  std::vector<double> from_air;  ///< per volume: from the air that comes in through openings [W]
};

class Enclosures {
 public:
  explicit Enclosures(const vehicle::Vehicle& vehicle) : vehicle_(&vehicle) {}

  /// Lists who exchanges with whom. Contacts of joints are reduced to what is stable for steps of
  /// `step`. Temperatures must be up to date. Returns the contacts that were reduced, on all ranks.
  /// @note Collective
  std::int64_t refresh(const vehicle::State& state, const Panels& panels, const Lumps& lumps,
                       bool with_cavities, double step);
  /// The air that comes into each opened volume, for add(). It heats all faces inside alike, with
  /// the film
  ///   fraction x mean film of the volume's outer walls x min(open area / area inside, 1)
  /// and their mean recovery enthalpy: fraction x film x open area of outer wall's worth of heat
  /// comes in. Walls that see air on both sides have no say. @note Collective
  void let_in(const Panels& panels, const LoadsAt& loads, double fraction);
  /// Largest rate of exchange over heat capacity of this rank's things and the gas, halved so that
  /// it counts like conduction between neighbours [1/s]. @note Collective
  [[nodiscard]] double fastest(const vehicle::Solid& solid, const Panels& panels,
                               const Lumps& lumps, const Gas& gas) const;
  /// Adds the heat that comes in to `panel_source` [W/m^2] and `lump_source` [W]. @note Collective
  ExchangePower add(const Panels& panels, const Lumps& lumps, const Gas& gas, double environment,
                    std::vector<double>& panel_source, std::vector<double>& lump_source);

 private:
  /// A face that looks into a volume.
  struct Face {
    std::int32_t volume = 0;
    std::int32_t panel = -1;  ///< owned panel, or -1:
    std::int32_t lump = -1;   ///< a lump
    std::size_t cell = 0;     ///< its end cell
    double area = 0.0;        ///< [m^2]
    bool counts = false;      ///< this rank adds it to the sums over the volume
    double drop = 0.0;        ///< scratch: middle of the cell to face [m^2 K/W]
    double weight = 0.0;      ///< scratch: emissivity, lessened by the drop
  };
  /// A joint's hold on one owned panel.
  struct Contact {
    std::size_t joint = 0;
    std::size_t joint_cell = 0;
    std::size_t panel = 0;
    std::size_t cell = 0;
    double conductance = 0.0;  ///< [W/K]
  };

  void list_faces(const Panels& panels, const Lumps& lumps);
  std::int64_t list_contacts(const vehicle::State& state, const Panels& panels, const Lumps& lumps,
                             double step);
  void find_weights(const Panels& panels, const Lumps& lumps);
  [[nodiscard]] double heat_from_air(const Face& face, double temperature,
                                     double conductivity) const;
  [[nodiscard]] double conductance_to_gas(const Face& face, const Gas& gas) const;
  void add_hosts(const Lumps& lumps, std::vector<double>& lump_source) const;

  const vehicle::Vehicle* vehicle_;
  bool with_cavities_ = true;
  std::vector<Face> faces_;
  std::vector<Contact> contacts_;
  std::vector<double> opening_;        ///< per volume [m^2]
  std::vector<LoadsAt::Air> inside_;   ///< per volume: what let_in() has found
  std::vector<std::uint8_t> has_gas_;  ///< per volume: sealed
  ExactSums sums_;
};

}  // namespace tektite::thermal
