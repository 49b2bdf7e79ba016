// What Thermal works with: the parts of the room, and the books of the step at hand. Included by
// the sources of Thermal alone.
#pragma once

#include "solver/thermal/char_walls.hpp"
#include "solver/thermal/enclosures.hpp"
#include "solver/thermal/lateral.hpp"
#include "solver/thermal/lumps.hpp"
#include "solver/thermal/melting.hpp"
#include "solver/thermal/panels.hpp"
#include "solver/thermal/thermal.hpp"
#include "solver/thermal/walls.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace tektite::thermal {

[[nodiscard]] Solver solver_of(const Settings& settings);
[[nodiscard]] CharSettings char_settings_of(const Settings& settings);

struct Thermal::Work {
  Work(const Settings& chosen, const vehicle::Vehicle& built)
      : settings(chosen),
        vehicle(&built),
        tables({chosen.surface, chosen.oxidation}),
        panels(built, tables),
        lateral(panels),
        walls(panels),
        char_walls(panels, char_settings_of(chosen)),
        lumps(built, tables, char_settings_of(chosen)),
        enclosures(built) {
    for (auto* values : {&rate, &stage}) values->assign(panels.cells(), 0.0);
  }

  void prepare(const vehicle::State& state, const vehicle::Solid& solid, double step);
  void choose(double step);
  [[nodiscard]] double limit(const vehicle::Solid& solid, bool with_walls) const;
  void exchange(const LoadsAt& loads, std::vector<double>& lump_source,
                const std::vector<double>& gas_temperature, double weight, ExchangePower& power);
  bool solve_walls(const Stage& one, const LoadsAt& loads, const Solver& solver,
                   const WallFields& fields);
  bool advance_once(const std::array<vehicle::SurfaceLoads, 2>& loads, double from, double to,
                    double step, vehicle::Solid& next);
  void cover(const vehicle::State& state, const std::array<vehicle::SurfaceLoads, 2>& loads,
             double from, double to, double dt, vehicle::Solid& next, int halved);
  void melt(const LoadsAt& loads, double step, vehicle::Solid& next);
  void begin_books();
  [[nodiscard]] std::int64_t first_unsolved() const;
  [[nodiscard]] HeatBooks close_books(const vehicle::Solid& next);

  /// What a step that has to be done again must not leave behind.
  struct Books {
    Walls::Books walls;
    std::vector<double> convected, radiated, burned, wall;  ///< of lumps
    std::vector<double> gas_heat;
    double openings, blown_in;
    std::int64_t failures;
  };

  Settings settings;
  const vehicle::Vehicle* vehicle;
  Tables tables;
  Panels panels;
  Lateral lateral;
  Walls walls;
  CharWalls char_walls;
  Lumps lumps;
  Enclosures enclosures;
  Gas gas;

  std::vector<double> rate;   ///< per cell of local panels: explicit, then what a stage keeps
  std::vector<double> stage;  ///< per cell of local panels: enthalpy
  std::vector<double> along, along_slope;  ///< implicit along walls; empty until that is needed
  bool is_swept = false;                   ///< some panel exchanges implicitly along the wall
  bool may_fail = true;                    ///< sweeps that do not converge are let down
  std::int64_t sweeps = 0, cuts = 0;       ///< of the macro-step
  std::int64_t substeps = 0;
  std::vector<double> length;  ///< of bodies by id [m]
  // Books of the step at hand.
  Removed removed;                ///< melt, from owned panels
  Removed stripped;               ///< covers, from owned panels
  double lump_melt_energy = 0.0;  ///< [J], on all ranks alike
  double lump_melt_mass = 0.0;    ///< [kg], on all ranks alike
  std::vector<double> gas_heat;   ///< per volume [J], on all ranks alike
  double blown_in = 0.0;          ///< from the air through openings [J], on all ranks alike
  double openings = 0.0;          ///< radiated through openings [J], on all ranks alike
  std::int64_t failures = 0;      ///< of this rank
  std::int64_t reduced = 0;       ///< contacts, on all ranks alike
};

}  // namespace tektite::thermal
