#include "solver/thermal/solid_stage.hpp"

#include "solver/base/error.hpp"
#include "solver/base/exact_sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tektite::thermal {
namespace {

/// Iterations of a linear solve beyond which its factors are made anew.
constexpr int worn_out = 12;

}  // namespace

SolidStage::SolidStage(const Domain& domain, const StageSettings& settings)
    : domain_(&domain), settings_(settings), matrix_(domain) {
  const auto owned = static_cast<std::size_t>(domain.owned);
  for (auto* values : {&residual_, &change_, &origin_temperature_, &origin_heat_}) {
    values->resize(owned);
  }
  origin_.resize(static_cast<std::size_t>(domain.local));
  if (domain.is_skewed) {
    proposed_.resize(owned);
    taken_.resize(owned);
    step_.assign(depth, std::vector<double>(owned));
    response_.assign(depth, std::vector<double>(owned));
  }
}

double SolidStage::find_residual(const Fluxes& fluxes, std::span<const double> mass,
                                 std::span<const double> start, double step,
                                 std::span<const double> enthalpy) {
  constexpr double round_off = 4e-15;
  double worst = 0.0;
  for (std::size_t c = 0; c < residual_.size(); ++c) {
    if (!fluxes.is_present(c)) {
      residual_[c] = 0.0;
      continue;
    }
    residual_[c] = mass[c] * (enthalpy[c] - start[c]) - step * fluxes.net[c];
    const double capacity = mass[c] * fluxes.heat[c];
    // What cancellation between large fluxes leaves is no error.
    const double noise = round_off * step * fluxes.diagonal[c] * std::abs(fluxes.temperature[c]);
    const double excess = (std::abs(residual_[c]) - noise) / capacity;
    if (!(excess <= worst)) {
      worst = std::isfinite(excess) ? excess : std::numeric_limits<double>::infinity();
    }
  }
  return domain_->world.max(worst);
}

/// Residual times change: the slope, along the change, of the convex function whose minimum is the
/// solution (were conductivities constant and the mesh orthogonal).
double SolidStage::slope_along() const {
  ExactSums sum(1);
  for (std::size_t c = 0; c < residual_.size(); ++c) {
    const double term = residual_[c] * change_[c];
    if (std::abs(term) < 0x1p50) sum.add(0, term);
  }
  sum.reduce(domain_->world);
  return sum.value(0);
}

/// The matrix does not know the gradients. What it proposes is bettered by what earlier steps did
/// to its proposals: the change becomes the proposal less its share in known responses, plus the
/// steps that caused them. Where all is linear this is the method of conjugate residuals. Ref:
/// EisenstatElmanSchultz1983; for the non-linear case CarlsonMiller1998.
void SolidStage::recall() {
  const std::size_t cells = change_.size();
  if (has_step_) {
    std::vector<double>& response = response_[next_];
    std::vector<double>& step = step_[next_];
    for (std::size_t c = 0; c < cells; ++c) response[c] = change_[c] - proposed_[c];
    std::copy(taken_.begin(), taken_.end(), step.begin());
    const std::size_t oldest = remembered_ == depth ? next_ : depth;  // its place is taken
    find_shares(response);
    for (std::size_t j = 0; j < remembered_; ++j) {
      if (j == oldest) continue;
      for (std::size_t c = 0; c < cells; ++c) {
        response[c] -= share_[j] * response_[j][c];
        step[c] -= share_[j] * step_[j][c];
      }
    }
    const double before = share_[remembered_];
    find_shares(response);
    const double left = share_[remembered_];
    if (left > 1e-20 * before) {
      const double scale = 1.0 / std::sqrt(left);
      for (std::size_t c = 0; c < cells; ++c) {
        response[c] *= scale;
        step[c] *= scale;
      }
      next_ = (next_ + 1) % depth;
      remembered_ = std::min(remembered_ + 1, depth);
    } else {
      forget();
    }
  }
  std::copy(change_.begin(), change_.end(), proposed_.begin());
  find_shares(proposed_);
  for (std::size_t j = 0; j < remembered_; ++j) {
    for (std::size_t c = 0; c < cells; ++c) {
      change_[c] -= share_[j] * (response_[j][c] + step_[j][c]);
    }
  }
}

/// share_[j] = one . response_[j], then one . one.
void SolidStage::find_shares(std::span<const double> one) {
  for (std::size_t j = 0; j <= remembered_; ++j) {
    const std::span<const double> other =
        j < remembered_ ? std::span<const double>(response_[j]) : one;
    double sum = 0.0;
    for (std::size_t c = 0; c < one.size(); ++c) sum += one[c] * other[c];
    share_[j] = sum;
  }
  MPI_Allreduce(MPI_IN_PLACE, share_.data(), static_cast<int>(remembered_) + 1, MPI_DOUBLE, MPI_SUM,
                domain_->world.get());
}

void SolidStage::forget() {
  remembered_ = next_ = 0;
  has_step_ = false;
}

/// From the origin by `length` times the change. Where a cell enters its melting range its enthalpy
/// follows the slope it had, where it leaves it follows its temperature: of both ways the shorter.
void SolidStage::move(const Fluxes& fluxes, double length, std::span<double> enthalpy) const {
  for (std::size_t c = 0; c < change_.size(); ++c) {
    if (!fluxes.is_present(c)) continue;
    const double change = length * change_[c];
    const double straight = origin_heat_[c] * change;
    const materials::Material& material = domain_->table(c).material();
    double rise = straight;
    if (material.properties().latent_heat > 0.0) {
      const double curved = material.enthalpy(origin_temperature_[c] + change) - origin_[c];
      // On a slope without a kink both agree to second order, and the straight way stands.
      if (std::abs(curved) < 0.5 * std::abs(straight)) rise = curved;
    }
    enthalpy[c] = origin_[c] + rise;
  }
}

StageWork SolidStage::solve(Fluxes& fluxes, const OuterLoads& loads, std::span<const double> mass,
                            std::span<const double> start, double step,
                            std::span<double> enthalpy) {
  StageWork work;
  forget();
  fluxes.evaluate(enthalpy, loads);
  double error = find_residual(fluxes, mass, start, step, enthalpy);
  for (; work.newton < settings_.iterations; ++work.newton) {
    // The first residual says nothing of gradients: they have followed the guess only.
    if (error <= settings_.tolerance && (work.newton > 0 || !domain_->is_skewed)) {
      work.converged = true;
      return work;
    }
    // Factors of an earlier stage do as long as they precondition well.
    matrix_.fill(fluxes, mass, step, step != factored_step_ || is_worn_);
    factored_step_ = step;
    for (double& r : residual_) r = -r;
    const int krylov = matrix_.solve(residual_, change_, settings_.krylov_tolerance);
    for (double& r : residual_) r = -r;
    work.krylov += std::abs(krylov);
    is_worn_ = krylov < 0 || krylov > worn_out;
    double falls = slope_along();
    if (domain_->is_skewed) {
      recall();
      const double bettered = slope_along();
      if (bettered < 0.0) {
        falls = bettered;
      } else {  // uphill: what is remembered no longer holds
        std::copy(proposed_.begin(), proposed_.end(), change_.begin());
        forget();
      }
    }
    std::copy(enthalpy.begin(), enthalpy.end(), origin_.begin());
    std::copy_n(fluxes.temperature.begin(), change_.size(), origin_temperature_.begin());
    std::copy_n(fluxes.heat.begin(), change_.size(), origin_heat_.begin());
    move(fluxes, 1.0, enthalpy);
    fluxes.evaluate(enthalpy, loads);
    error = find_residual(fluxes, mass, start, step, enthalpy);
    if (error <= settings_.tolerance) continue;
    has_step_ = domain_->is_skewed;
    for (std::size_t c = 0; has_step_ && c < change_.size(); ++c) {
      taken_[c] = fluxes.temperature[c] - origin_temperature_[c];
    }
    // The minimum lies between: where the straight line through both slopes says, but inside.
    double low = 0.0, high = 1.0, low_slope = falls, high_slope = slope_along();
    for (int cut = 0; cut < 8 && high_slope > 0.5 * std::abs(falls); ++cut) {
      const double guess = low - low_slope * (high - low) / (high_slope - low_slope);
      const double length = std::clamp(guess, low + 0.1 * (high - low), high - 0.1 * (high - low));
      forget();
      move(fluxes, length, enthalpy);
      fluxes.evaluate(enthalpy, loads);
      error = find_residual(fluxes, mass, start, step, enthalpy);
      const double slope = slope_along();
      if (slope > 0.0) {
        high = length, high_slope = slope;
      } else {
        low = length, low_slope = slope;
        break;
      }
    }
  }
  work.converged = error <= settings_.tolerance;
  return work;
}

double SolidStage::filter(const Fluxes& fluxes, std::span<const double> mass, double step,
                          std::span<const double> energy) {
  if (step != factored_step_) matrix_.fill(fluxes, mass, step, true);
  factored_step_ = step;
  matrix_.solve(energy, change_, 1e-2);
  double largest = 0.0;
  for (const double t : change_) {
    if (!(std::abs(t) <= largest)) {
      largest = std::isfinite(t) ? std::abs(t) : std::numeric_limits<double>::infinity();
    }
  }
  return domain_->world.max(largest);
}

}  // namespace tektite::thermal
