#include "solver/thermal/caloric.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <limits>

namespace tektite::thermal {
namespace {

constexpr std::size_t buckets = 512;
constexpr double infinite = std::numeric_limits<double>::infinity();

/// Slope of a curve on the piece from `cold` to `warm`, both within or both outside its knots.
double slope_between(const materials::Curve& curve, double cold, double warm) {
  return (curve(warm) - curve(cold)) / (warm - cold);
}

}  // namespace

CaloricTable::CaloricTable(const materials::Material& material, const SurfaceRules& rules)
    : material_(&material), emissivity_(&material.surface(rules.state)) {
  const materials::Properties& is = material.properties();
  std::vector<double> knots;
  least_ = -infinite, greatest_ = infinite;
  for (const materials::Curve* curve : {&is.specific_heat, &is.conductivity}) {
    if (curve->x().size() < 2) continue;
    knots.insert(knots.end(), curve->x().begin(), curve->x().end());
    least_ = std::max(least_, material.enthalpy(curve->x().front()));
    greatest_ = std::min(greatest_, material.enthalpy(curve->x().back()));
  }
  if (is.latent_heat > 0.0) knots.insert(knots.end(), {is.solidus, is.liquidus});
  if (knots.empty()) knots.push_back(200.0);
  std::sort(knots.begin(), knots.end());
  knots.erase(std::unique(knots.begin(), knots.end()), knots.end());

  // One piece below the coldest knot and one above the warmest have constant properties.
  const double coldest = knots.front();
  pieces_.push_back({material.enthalpy(coldest), coldest, is.specific_heat(coldest), 0.0,
                     is.conductivity(coldest), 0.0});
  for (std::size_t i = 0; i < knots.size(); ++i) {
    const double cold = knots[i];
    const bool is_last = i + 1 == knots.size();
    const double warm = is_last ? cold + 1.0 : knots[i + 1];
    const bool melts = is.latent_heat > 0.0 && cold >= is.solidus && warm <= is.liquidus;
    const double latent = melts ? is.latent_heat / (is.liquidus - is.solidus) : 0.0;
    const double heat_slope = is_last ? 0.0 : slope_between(is.specific_heat, cold, warm);
    const double slope = is_last ? 0.0 : slope_between(is.conductivity, cold, warm);
    pieces_.push_back({material.enthalpy(cold), cold, is.specific_heat(cold) + latent,
                       2.0 * heat_slope, is.conductivity(cold), slope});
  }
  for (const Piece& piece : pieces_) starts_.push_back(piece.enthalpy);
  starts_.push_back(
      std::numeric_limits<double>::quiet_NaN());  // nothing is above it, not even infinity
  starts_[0] = pieces_[1].enthalpy;  // origin of the buckets; piece 0 is reached from below only

  const double range = pieces_.back().enthalpy - starts_[0];
  buckets_per_enthalpy_ = range > 0.0 ? static_cast<double>(buckets) / range : 0.0;
  first_piece_.resize(buckets + 1);
  for (std::size_t b = 0; b < first_piece_.size(); ++b) {
    std::size_t piece = 0;
    // A bucket starts one early, so that rounding of its border does no harm.
    const double start = buckets_per_enthalpy_ > 0.0
                             ? starts_[0] + (static_cast<double>(b) - 1.0) / buckets_per_enthalpy_
                             : -infinite;
    while (start >= starts_[piece + 1]) ++piece;
    first_piece_[b] = static_cast<std::uint16_t>(piece);
  }
  expect(pieces_.size() < std::numeric_limits<std::uint16_t>::max(), "pieces of a caloric table");
  const auto& emissivity = *emissivity_;
  if (emissivity.x().size() == 1) constant_emissivity_ = emissivity.y()[0];
  const auto x = emissivity.x(), y = emissivity.y();
  constexpr double never = std::numeric_limits<double>::quiet_NaN();
  shine_.push_back({-infinite, x.front(), x.front(), y.front(), 0.0});
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool is_last = i + 1 == x.size();
    const double rise = is_last ? 0.0 : (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
    shine_.push_back({x[i], is_last ? never : x[i + 1], x[i], y[i], rise});
  }
  if (!is.oxidation.exists()) return;
  burning_ = rules.oxidation * is.oxidation.efficiency * oxygen_in_air * is.oxidation.heat;
  onset_ = is.oxidation.onset;
  per_span_ = 1.0 / (is.oxidation.full - is.oxidation.onset);
}

}  // namespace tektite::thermal
