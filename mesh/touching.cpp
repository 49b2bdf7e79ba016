// Borders that meet without coinciding: circles and straight edges against each other.
#include "mesh/borders.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

namespace tektite::mesh {
namespace {

/// Points of the plane through `circle` that lie on the other curve; true if one is on the circle.
bool is_on(const Circle& circle, const Point& p, double tolerance) {
  const Point from_centre = p - circle.centre;
  const double height = dot(from_centre, circle.axis);
  const double radius = norm(from_centre - height * circle.axis);
  return std::hypot(height, radius - circle.radius) <= tolerance;
}

bool meet(const Circle& a, const Circle& b, double tolerance) {
  const Point between = b.centre - a.centre;
  if (norm(between) > a.radius + b.radius + tolerance) return false;
  const double first = dot(b.first, a.axis) * b.radius;
  const double second = dot(b.second, a.axis) * b.radius;
  const double tilt = std::hypot(first, second);
  const double height = dot(between, a.axis);
  if (tilt <= tolerance) {  // parallel planes
    if (std::abs(height) > tolerance) return false;
    const double distance = norm(between - height * a.axis);
    return distance <= a.radius + b.radius + tolerance &&
           distance >= std::abs(a.radius - b.radius) - tolerance;
  }
  // b's points at the height of a's plane: height + first cos + second sin = 0.
  const double level = -height / tilt;
  if (std::abs(level) > 1.0 + tolerance / tilt) return false;
  const double middle = std::atan2(second, first);
  const double half = std::acos(std::clamp(level, -1.0, 1.0));
  for (const double angle : {middle + half, middle - half}) {
    const Point p = b.centre + b.radius * (std::cos(angle) * b.first + std::sin(angle) * b.second);
    if (is_on(a, p, tolerance)) return true;
  }
  return false;
}

bool meet(const Circle& circle, const Segment& segment, double tolerance) {
  const Point along = segment.to - segment.from;
  const double length = norm(along);
  const Point direction = along / length;
  const Point from = segment.from - circle.centre;
  const double slope = dot(direction, circle.axis);
  std::vector<double> places;
  if (std::abs(slope) * length <= tolerance) {  // in a plane parallel to the circle's
    const double middle = -dot(from, direction);
    const Point nearest = from + middle * direction;
    const double height = dot(nearest, circle.axis);
    const double distance = norm(nearest - height * circle.axis);
    const double half =
        std::sqrt(std::max(0.0, circle.radius * circle.radius - distance * distance));
    places = {middle - half, middle + half};
  } else {
    places = {-dot(from, circle.axis) / slope};
  }
  return std::ranges::any_of(places, [&](double place) {
    const Point p = segment.from + std::clamp(place, 0.0, length) * direction;
    return is_on(circle, p, tolerance);
  });
}

/// Do two edges meet other than at corners of both?
bool meet(const Segment& a, const Segment& b, double tolerance) {
  const Point u = a.to - a.from;
  const Point v = b.to - b.from;
  const Point w = a.from - b.from;
  const double uu = dot(u, u);
  const double uv = dot(u, v);
  const double vv = dot(v, v);
  const double determinant = uu * vv - uv * uv;
  const double touch = tolerance * tolerance;
  const auto near_end = [&](double t, double squared) {
    const double reach = tolerance / std::sqrt(squared);
    return t <= reach || t >= 1.0 - reach;
  };
  if (determinant > 1e-12 * uu * vv) {
    const double s = std::clamp((uv * dot(v, w) - vv * dot(u, w)) / determinant, 0.0, 1.0);
    const double t = std::clamp((dot(v, w) + s * uv) / vv, 0.0, 1.0);
    const Point gap = w + s * u - t * v;
    return dot(gap, gap) <= touch && !(near_end(s, uu) && near_end(t, vv));
  }
  // Parallel: they meet if a corner of one lies inside the other.
  const auto inside = [&](const Point& p, const Segment& segment, const Point& d, double dd) {
    const double t = dot(p - segment.from, d) / dd;
    const Point gap = p - segment.from - std::clamp(t, 0.0, 1.0) * d;
    return dot(gap, gap) <= touch && t > 0.0 && t < 1.0 && !near_end(t, dd);
  };
  return inside(b.from, a, u, uu) || inside(b.to, a, u, uu) || inside(a.from, b, v, vv) ||
         inside(a.to, b, v, vv);
}

/// A border with the ball around it, for a sweep along x.
struct Ball {
  double low = 0.0;
  double high = 0.0;
  bool is_circle = false;
  std::size_t index = 0;
};

}  // namespace

void require_borders_apart(const Borders& borders, const std::vector<ShapedPart>& parts,
                           double tolerance) {
  std::vector<Ball> balls;
  for (std::size_t c = 0; c < borders.circles.size(); ++c) {
    const Circle& circle = borders.circles[c];
    balls.push_back({circle.centre.x - circle.radius, circle.centre.x + circle.radius, true, c});
  }
  for (std::size_t s = 0; s < borders.segments.size(); ++s) {
    const Segment& segment = borders.segments[s];
    balls.push_back(
        {std::min(segment.from.x, segment.to.x), std::max(segment.from.x, segment.to.x), false, s});
  }
  const auto part_of = [&](const Ball& ball) {
    return ball.is_circle ? borders.circle_parts[ball.index].front()
                          : borders.segments[ball.index].part;
  };
  const auto touch = [&](const Ball& a, const Ball& b) {
    if (part_of(a) == part_of(b)) return false;
    if (a.is_circle && b.is_circle) {
      return meet(borders.circles[a.index], borders.circles[b.index], tolerance);
    }
    if (a.is_circle) return meet(borders.circles[a.index], borders.segments[b.index], tolerance);
    if (b.is_circle) return meet(borders.circles[b.index], borders.segments[a.index], tolerance);
    return meet(borders.segments[a.index], borders.segments[b.index], tolerance);
  };
  std::ranges::sort(balls, [](const Ball& a, const Ball& b) {
    return std::tie(a.low, a.is_circle, a.index) < std::tie(b.low, b.is_circle, b.index);
  });
  for (std::size_t i = 0; i < balls.size(); ++i) {
    for (std::size_t j = i + 1; j < balls.size() && balls[j].low <= balls[i].high + tolerance;
         ++j) {
      if (!touch(balls[i], balls[j])) continue;
      const auto a = static_cast<std::size_t>(std::min(part_of(balls[i]), part_of(balls[j])));
      const auto b = static_cast<std::size_t>(std::max(part_of(balls[i]), part_of(balls[j])));
      require(false,
              "parts '{}' and '{}': their borders touch without coinciding; give both the same "
              "rim or edge, or leave a gap",
              parts[a].name, parts[b].name);
    }
  }
}

}  // namespace tektite::mesh
