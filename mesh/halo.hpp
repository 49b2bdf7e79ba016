// Values of ghosts from their owners: what the panel mesh and the volume mesh share.
#pragma once

#include "solver/base/communicator.hpp"
#include "solver/base/petsc.hpp"

#include <cstdint>
#include <span>

namespace tektite::mesh {

/// Local things are the owned ones by ascending global id, then the ghosts.
class Halo {
 public:
  Halo() = default;  ///< nothing to exchange
  /// `ids`: global ids of the local things, the first `owned` of them owned. `owner`: rank of every
  /// global id. @note Collective
  Halo(const Communicator& world, std::span<const std::int64_t> ids, std::int32_t owned,
       std::span<const std::int32_t> owner);

  /// Fills the ghosts of `values` (`width` numbers each, one thing after the other). @note
  /// Collective
  void update(std::span<double> values, int width = 1) const;
  void update(std::span<std::int32_t> values) const;  ///< @note Collective
  void update(std::span<std::int64_t> values) const;  ///< @note Collective

 private:
  petsc::StarForest forest_;  ///< roots: owned, leaves: ghosts
};

/// A forest that brings values of any global ids to this rank: leaf i is the thing `wanted[i]`,
/// roots are each rank's things by ascending global id. @note Collective
[[nodiscard]] petsc::StarForest forest_to(const Communicator& world,
                                          std::span<const std::int64_t> wanted,
                                          std::span<const std::int32_t> owner);

}  // namespace tektite::mesh
