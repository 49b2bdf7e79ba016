#include "mesh/meridian.hpp"

#include "mesh/surface.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tektite::mesh {

using std::numbers::pi;

Meridian::Meridian(const Shape& shape) {
  switch (shape.kind) {
    case ShapeKind::cylinder:
      first_ = {0.0, shape.radius}, last_ = {shape.length, shape.radius};
      break;
    case ShapeKind::cone:
      first_ = {0.0, shape.radius}, last_ = {shape.length, shape.radius_end};
      break;
    case ShapeKind::disc:
      first_ = {0.0, shape.radius}, last_ = {0.0, shape.inner_radius};
      break;
    case ShapeKind::sphere:
      arc_ = true;
      radius_ = shape.radius;
      angle_ = pi;
      break;
    default:  // cap: a sphere through the rim circle and the top
      arc_ = true;
      radius_ = 0.5 * (shape.radius * shape.radius / shape.length + shape.length);
      centre_ = shape.length - radius_;
      angle_ = std::atan2(shape.radius, -centre_);
  }
  if (arc_) {
    length_ = radius_ * angle_;
    pole_ = {shape.kind == ShapeKind::sphere, true};
    first_ =
        shape.kind == ShapeKind::sphere ? AxialPoint{-radius_, 0.0} : AxialPoint{0.0, shape.radius};
    last_ = {centre_ + radius_, 0.0};
  } else {
    length_ = std::hypot(last_.x - first_.x, last_.r - first_.r);
    pole_ = {first_.r == 0.0, last_.r == 0.0};
  }
}

AxialPoint Meridian::at(double s) const {
  if (s <= 0.0) return first_;
  if (s >= length_) return last_;
  if (arc_) {
    const double angle = angle_ - s / radius_;
    return {centre_ + radius_ * std::cos(angle), radius_ * std::sin(angle)};
  }
  const double t = s / length_;
  return {first_.x + t * (last_.x - first_.x), first_.r + t * (last_.r - first_.r)};
}

double Meridian::project(const AxialPoint& p) const {
  if (arc_) {
    const double angle = std::atan2(std::max(p.r, 0.0), p.x - centre_);
    return std::clamp((angle_ - angle) * radius_, 0.0, length_);
  }
  const double along =
      ((p.x - first_.x) * (last_.x - first_.x) + (p.r - first_.r) * (last_.r - first_.r)) / length_;
  return std::clamp(along, 0.0, length_);
}

double Meridian::distance(const AxialPoint& p) const {
  const AxialPoint nearest = at(project(p));
  return std::hypot(p.x - nearest.x, p.r - nearest.r);
}

std::array<double, 2> Meridian::radii(double s) const {
  if (arc_) return {radius_, radius_};
  const double cosine = (last_.x - first_.x) / length_;  // of the half-angle
  if (cosine == 0.0) return {flat, flat};
  return {at(s).r / std::abs(cosine), flat};
}

double Meridian::area() const {
  if (arc_) return 2.0 * pi * radius_ * radius_ * (1.0 - std::cos(angle_));
  return pi * (first_.r + last_.r) * length_;
}

RevolutionPatches::RevolutionPatches(const Meridian& meridian, double patch_size) {
  // A cap around a pole is half a band high, so that it is as wide as the others.
  const int poles = (meridian.starts_at_pole() ? 1 : 0) + (meridian.ends_at_pole() ? 1 : 0);
  const double half_bands = 0.5 * poles;
  const double wanted = std::round(meridian.length() / patch_size + half_bands);
  const int bands = std::max(poles == 2 ? 2 : 1, static_cast<int>(wanted));
  width_ = meridian.length() / (bands - half_bands);
  start_ = meridian.starts_at_pole() ? 0.5 * width_ : width_;
  first_.push_back(0);
  for (int band = 0; band < bands; ++band) {
    const bool is_cap =
        (band == 0 && meridian.starts_at_pole()) || (band == bands - 1 && meridian.ends_at_pole());
    const double middle = start_ + (band - 0.5) * width_;
    const double around = 2.0 * pi * meridian.at(middle).r / patch_size;
    const int sectors = is_cap ? 1 : std::max(1, static_cast<int>(std::round(around)));
    first_.push_back(first_.back() + sectors);
  }
}

std::int32_t RevolutionPatches::at(double s, double phi) const {
  const int bands = static_cast<int>(first_.size()) - 1;
  const int band =
      std::clamp(1 + static_cast<int>(std::floor((s - start_) / width_)), 0, bands - 1);
  const auto b = static_cast<std::size_t>(band);
  const std::int32_t sectors = first_[b + 1] - first_[b];
  const double turn = phi / (2.0 * pi) - std::floor(phi / (2.0 * pi));
  const auto sector = static_cast<std::int32_t>(turn * sectors);
  return first_[b] + std::clamp(sector, 0, sectors - 1);
}

}  // namespace tektite::mesh
