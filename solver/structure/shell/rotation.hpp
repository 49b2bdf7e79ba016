// Finite rotations: matrices, rotation vectors, and the derivatives between them.
#pragma once

#include "solver/structure/shell/matrix.hpp"

namespace tektite::structure::shell {

/// Rotation by |vector| [rad] about `vector`.
[[nodiscard]] Matrix3 rotation_of(const Column<3>& vector);

/// The rotation vector [rad] of a rotation by less than π; the inverse of rotation_of.
[[nodiscard]] Column<3> rotation_vector(const Matrix3& rotation);

/// H: change of the rotation vector per spin. Ref: NourOmidRankin1991.
[[nodiscard]] Matrix3 vector_per_spin(const Column<3>& vector);

/// Derivative of Hᵀ moment by the spin. Ref: NourOmidRankin1991.
[[nodiscard]] Matrix3 moment_derivative(const Column<3>& vector, const Column<3>& moment);

}  // namespace tektite::structure::shell
