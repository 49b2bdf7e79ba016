#include "solver/environment/variation.hpp"

#include "solver/base/constants.hpp"
#include "solver/base/philox.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tektite::environment {
namespace {

constexpr double top = 1000e3;  // the field stays as it is above [m]
constexpr double nodes_per_length = 16.0;

/// A standard normal number by Box and Muller. Ref: BoxMuller1958
double normal(std::uint64_t seed, std::uint64_t sample) {
  const Draw bits = draw(seed, "atmosphere.perturbation", sample);
  return std::sqrt(-2.0 * std::log(unit_interval(bits.first))) *
         std::cos(2.0 * constants::pi * unit_interval(bits.second));
}

double deviation_at(const Perturbation& p, double altitude) {
  const auto above = std::ranges::upper_bound(p.altitudes, altitude);
  if (above == p.altitudes.begin()) return p.deviations.front();
  if (above == p.altitudes.end()) return p.deviations.back();
  const auto i = static_cast<std::size_t>(above - p.altitudes.begin());
  const double share = (altitude - p.altitudes[i - 1]) / (p.altitudes[i] - p.altitudes[i - 1]);
  return p.deviations[i - 1] + share * (p.deviations[i] - p.deviations[i - 1]);
}

const io::Keys& perturbation_keys() {
  static const io::Keys keys = {
      {.name = "seed",
       .type = io::KeyType::integer,
       .fallback = "0",
       .least = 0.0,
       .greatest = 9e15,
       .meaning = "Equal seeds give equal fields."},
      {.name = "correlation_length",
       .unit = "m",
       .fallback = "10 km",
       .least = 100.0,
       .greatest = 1000e3,
       .meaning = "Altitude over which the field's correlation falls to 1/e."},
      {.name = "altitudes",
       .type = io::KeyType::numbers,
       .unit = "m",
       .fallback = "[60 km, 90 km]",
       .meaning = "Where deviations are given, rising; linear between, held beyond.",
       .counts = {{.fewest = 1, .most = 1000}}},
      {.name = "deviations",
       .type = io::KeyType::numbers,
       .fallback = "[0.075, 0.15]",
       .least = 0.0,
       .greatest = 1.0,
       .meaning =
           "Standard deviations of the density's logarithm there; the defaults are estimates "
           "for empirical models.",
       .counts = {{.fewest = 1, .most = 1000}}},
  };
  return keys;
}

}  // namespace

VariedAtmosphere::VariedAtmosphere(std::unique_ptr<Atmosphere> model, double factor,
                                   const Perturbation* perturbation)
    : model_(std::move(model)), factor_(factor) {
  if (perturbation == nullptr) return;
  spacing_ = perturbation->length / nodes_per_length;
  const double kept = std::exp(-1.0 / nodes_per_length);
  const double fresh = std::sqrt(1.0 - kept * kept);
  const auto nodes = static_cast<std::size_t>(std::ceil(top / spacing_)) + 1;
  logs_.reserve(nodes);
  double field = normal(perturbation->seed, 0);
  for (std::size_t i = 0; i < nodes; ++i) {
    if (i > 0) field = kept * field + fresh * normal(perturbation->seed, i);
    logs_.push_back(field * deviation_at(*perturbation, spacing_ * static_cast<double>(i)));
  }
}

double VariedAtmosphere::factor(double altitude) const {
  if (logs_.empty()) return factor_;
  const double place = std::clamp(altitude / spacing_, 0.0, static_cast<double>(logs_.size() - 1));
  const auto i = std::min(static_cast<std::size_t>(place), logs_.size() - 2);
  const double share = place - static_cast<double>(i);
  return factor_ * std::exp((1.0 - share) * logs_[i] + share * logs_[i + 1]);
}

AirState VariedAtmosphere::at(const AirPoint& point) const {
  AirState air = model_->at(point);
  const double times = factor(point.altitude);
  air.density *= times;
  air.pressure *= times;
  air.mean_free_path /= times;
  return air;
}

Composition VariedAtmosphere::composition(const AirPoint& point) const {
  Composition parts = model_->composition(point);
  const double times = factor(point.altitude);
  for (double& part : parts) part *= times;
  return parts;
}

io::Keys variation_keys() {
  return {
      {.name = "density_factor",
       .fallback = "1",
       .least = 0.01,
       .greatest = 100.0,
       .meaning = "The model's density is multiplied with it."},
      {.name = "perturbation",
       .type = io::KeyType::section,
       .keys = &perturbation_keys(),
       .meaning = "A random field of altitude on the density."},
  };
}

std::unique_ptr<Atmosphere> varied(std::unique_ptr<Atmosphere> model,
                                   const io::Section& atmosphere) {
  const double factor = atmosphere.number("density_factor");
  if (!atmosphere.has("perturbation")) {
    if (factor == 1.0) return model;
    return std::make_unique<VariedAtmosphere>(std::move(model), factor, nullptr);
  }
  const io::Section section = atmosphere.section("perturbation");
  Perturbation field;
  field.seed = static_cast<std::uint64_t>(section.integer("seed"));
  field.length = section.number("correlation_length");
  field.altitudes = section.numbers("altitudes");
  field.deviations = section.numbers("deviations");
  section.require("deviations", field.deviations.size() == field.altitudes.size(),
                  "needs as many numbers as altitudes, {}, has {}", field.altitudes.size(),
                  field.deviations.size());
  section.require(
      "altitudes",
      std::ranges::adjacent_find(field.altitudes, std::greater_equal<>()) == field.altitudes.end(),
      "must rise");
  return std::make_unique<VariedAtmosphere>(std::move(model), factor, &field);
}

}  // namespace tektite::environment
