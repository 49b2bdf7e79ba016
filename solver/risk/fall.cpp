#include "solver/risk/fall.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/error.hpp"

#include <cmath>

namespace tektite::risk {

Impact fall_to_ground(const environment::Environment& environment, const FallingPiece& piece,
                      DragArea drag, const FallControl& control, trajectory::Path* path) {
  expect(piece.mass > 0.0 && piece.length > 0.0, "a falling piece has mass and length");
  const auto deceleration = [&](double t, const Vec3<EarthFixed>& r, const Vec3<EarthFixed>& v) {
    const environment::Freestream air = environment.freestream(r, v, t);
    const double drag_area =
        drag(air.mach(), air.reynolds(piece.length), air.knudsen(piece.length));
    return (-0.5 * air.density * air.speed * drag_area / piece.mass) * air.velocity;
  };
  trajectory::Path own;
  trajectory::Path& way = path != nullptr ? *path : own;
  way.fly(piece.flight, {}, piece.time, piece.time + control.longest_fall, deceleration,
          control.tolerance, environment.planet());
  Impact impact;
  impact.landed = way.landed();
  impact.time = way.end();
  impact.flight = way.back();
  impact.place = environment::to_geodetic(impact.flight.position, environment.planet());
  impact.speed = norm(impact.flight.velocity);
  impact.energy = 0.5 * piece.mass * impact.speed * impact.speed;
  return impact;
}

std::vector<Impact> fall_to_ground(const environment::Environment& environment,
                                   std::span<const FallingPiece> pieces, DragAreas drag,
                                   const FallControl& control) {
  std::vector<Impact> impacts;
  impacts.reserve(pieces.size());
  trajectory::Path path;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto of_piece = [&](double mach, double reynolds, double knudsen) {
      return drag(i, mach, reynolds, knudsen);
    };
    impacts.push_back(fall_to_ground(environment, pieces[i], of_piece, control, &path));
  }
  return impacts;
}

double terminal_velocity(double mass, double drag_area, double density) {
  return std::sqrt(2.0 * mass * constants::standard_gravity / (density * drag_area));
}

}  // namespace tektite::risk
