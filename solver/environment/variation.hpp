// What is not known of the air: a factor on the density, and a random field along the altitude.
#pragma once

#include "solver/environment/atmosphere.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace tektite::environment {

/// How the logarithm of density wanders about the model: a stationary Gaussian field of altitude
/// with correlation exp(-|dz| / length), times a standard deviation that depends on altitude.
struct Perturbation {
  std::uint64_t seed = 0;
  double length = 10e3;            ///< [m]
  std::vector<double> altitudes;   ///< rising [m]
  std::vector<double> deviations;  ///< of ln(density) there, held beyond [-]
};

/// Another atmosphere with its density multiplied; temperature, composition and all ratios stay.
/// The field is a function of seed and altitude alone. The factor's mean is not 1 but
/// exp(deviation^2 / 2): the median is.
class VariedAtmosphere final : public Atmosphere {
 public:
  VariedAtmosphere(std::unique_ptr<Atmosphere> model, double factor,
                   const Perturbation* perturbation);
  [[nodiscard]] bool varies() const override { return model_->varies(); }
  [[nodiscard]] AirState at(const AirPoint& point) const override;
  [[nodiscard]] Composition composition(const AirPoint& point) const override;
  /// What the model's density is multiplied with.
  [[nodiscard]] double factor(double altitude) const;

 private:
  std::unique_ptr<Atmosphere> model_;
  double factor_;
  double spacing_ = 0.0;      ///< of the nodes, from the ground up [m]
  std::vector<double> logs_;  ///< deviation times field at the nodes; empty: none
};

/// Keys of the section `atmosphere` that every model has.
[[nodiscard]] io::Keys variation_keys();
/// `model` as those keys want it.
[[nodiscard]] std::unique_ptr<Atmosphere> varied(std::unique_ptr<Atmosphere> model,
                                                 const io::Section& atmosphere);

}  // namespace tektite::environment
