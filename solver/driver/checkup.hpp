// What cannot be, found in the step that made it: numbers that are none, negative thickness,
// temperatures beyond all matter, columns without a solution.
#pragma once

#include "solver/vehicle/failure.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/surface_loads.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace tektite::driver {

/// Numbers that ride along in a reduction that a step does anyway: the largest of all ranks wins.
using Wishes = std::array<std::int64_t, 4>;

/// Looks at one attempt of a step. Each look keeps the first thing that this rank finds; agree()
/// makes it known to all. Kinds are looked for in the order of the computation, so that what is
/// named is the cause and not what followed from it.
class Checkup {
 public:
  explicit Checkup(const vehicle::Vehicle& vehicle);

  /// Forgets what was found. Not collective, like all looks.
  void begin();
  /// Places, velocities and attitudes of the bodies that fly.
  void look_at_flights(const vehicle::State& next);
  void look_at_loads(const vehicle::SurfaceLoads& loads, const vehicle::State& next);
  /// Enthalpy (as a temperature between 1 K and 20000 K), mass left, cabin gas.
  void look_at_solid(const vehicle::State& next);
  void look_at_demand(const vehicle::Assessment& assessment, const vehicle::State& next);
  /// A room gave up, for this body (-1: not known) or panel (global id; -1).
  void note(const char* quantity, const std::string& reason, std::int32_t body, std::int64_t panel,
            const vehicle::State& next);

  /// Whether any rank has found something; `wishes` are reduced on the way. @note Collective
  [[nodiscard]] bool agree(Wishes* wishes = nullptr);
  /// Of what was found first, the same on every rank: "enthalpy of panel 17 (part 'can', body 3) is
  /// nan". Call when agree() has returned true. @note Collective
  [[nodiscard]] std::string describe() const;

 private:
  struct Range {
    double least = 0.0;
    double greatest = 0.0;
    [[nodiscard]] bool holds(double value) const { return value >= least && value <= greatest; }
  };
  enum class Order : std::int32_t { flight, loads, solid, demand };

  void find(Order order, std::int64_t id, const std::string& text);
  [[nodiscard]] std::string panel_name(std::int64_t global, std::int32_t body) const;
  void look_at_lumps(const vehicle::State& next);

  const vehicle::Vehicle& vehicle_;
  std::vector<std::vector<Range>> stack_range_;   ///< of enthalpy, by stack and cell [J/kg]
  std::vector<std::vector<Range>> object_range_;  ///< by object and cell [J/kg]
  std::int64_t found_ = 0;                        ///< larger is earlier; 0: nothing
  std::int64_t agreed_ = 0;
  std::string text_;
};

}  // namespace tektite::driver
