// The fall of cold pieces from where they are to the ground.
#pragma once

#include "solver/environment/environment.hpp"
#include "solver/trajectory/flight.hpp"

#include <span>
#include <vector>

namespace tektite::risk {

/// Drag area C_D A [m^2] of a piece at (Mach number, Reynolds number, Knudsen number), the latter
/// two on its reference length.
using DragArea = trajectory::FunctionRef<double(double, double, double)>;
/// The same for many pieces: the first argument is the index of the piece.
using DragAreas = trajectory::FunctionRef<double(std::size_t, double, double, double)>;

/// A piece about to fall. Its mass does not change any more.
struct FallingPiece {
  vehicle::Flight flight;  ///< attitude and rate are not used: drag without lift
  double time = 0.0;       ///< of that flight state [s]
  double mass = 0.0;       ///< [kg], > 0
  double length = 0.0;     ///< reference length of Reynolds and Knudsen numbers [m], > 0
};

/// Where and how a piece ended.
struct Impact {
  bool landed = false;     ///< false: still up after `longest_fall`
  double time = 0.0;       ///< [s]
  vehicle::Flight flight;  ///< at that time
  environment::Geodetic place;
  double speed = 0.0;   ///< relative to the ground [m/s]
  double energy = 0.0;  ///< kinetic, relative to the ground [J]
};

/// How the fall is computed.
struct FallControl {
  trajectory::Tolerance tolerance{
      .relative = 1e-7, .position = 0.1, .velocity = 1e-4, .first_step = 1.0, .longest_step = 60.0};
  double longest_fall = 7200.0;  ///< [s]
};

/// Follows a piece to the ground (WGS84 altitude 0): drag, J2 gravity, rotating Earth.
/// If `path` is given it receives the whole way.
/// Throws Error(physics_failed) when drag is not finite.
[[nodiscard]] Impact fall_to_ground(const environment::Environment& environment,
                                    const FallingPiece& piece, DragArea drag,
                                    const FallControl& control = {},
                                    trajectory::Path* path = nullptr);
/// All pieces, in order; every rank that calls it gets the same answer.
[[nodiscard]] std::vector<Impact> fall_to_ground(const environment::Environment& environment,
                                                 std::span<const FallingPiece> pieces,
                                                 DragAreas drag, const FallControl& control = {});

/// Speed at which drag balances weight, sqrt(2 m g / (rho C_D A)) with standard gravity [m/s].
[[nodiscard]] double terminal_velocity(double mass, double drag_area, double density);

}  // namespace tektite::risk
