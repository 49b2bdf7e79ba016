// What one panel answers to the motion of its corners: nodal forces and their derivative. In three
// steps, so that any section fits between: motion to strains, strains to resultants (section.hpp),
// resultants to forces.
#pragma once

#include "solver/structure/shell/rotation.hpp"
#include "solver/structure/shell/section.hpp"
#include "solver/structure/shell/triangle.hpp"

#include <array>

namespace tektite::structure::shell {

/// Per corner three forces [N] and three moments [N m], in the vehicle's axes.
using PanelForce = Column<unknowns>;
using PanelStiffness = Matrix<unknowns, unknowns>;

struct PanelAnswer {
  PanelForce force;          ///< that the corners must exert on the panel to hold it so
  PanelStiffness stiffness;  ///< derivative of `force`; rotations by spins in the vehicle's axes
};

/// Where a panel's corners are.
struct PanelMotion {
  std::array<Vec3<VehicleAxes>, 3> position;  ///< now [m]
  std::array<Matrix3, 3> rotation;            ///< of each corner since the start
};

/// A panel as deformed: its strains, and what turns resultants into forces.
struct PanelStrain {
  StrainDisplacement from_local;         ///< local displacements to strains
  std::array<Column<6>, points> strain;  ///< generalised
  Column<unknowns> deformation;          ///< displacements [m] and rotation vectors [rad] in the
                                         ///< panel's axes, its rigid motion taken out
  PlacedTriangle now;                    ///< shape and axes
  std::array<double, 3> slope_x{};       ///< gradients of the area coordinates at the start [1/m]
  std::array<double, 3> slope_y{};
};

/// Resultant and tangent of a section at one point.
struct SectionAnswer {
  Resultant resultant;
  Matrix<6, 6> tangent;
};

/// Small displacements: stiffness about the start, force of the thermal strains alone.
[[nodiscard]] PanelAnswer linear_panel(const PlacedTriangle& start, const Section& section);

/// Large displacements and rotations, small strains: the element-independent co-rotational
/// formulation. Ref: FelippaHaugen2005.
[[nodiscard]] PanelStrain strain_of(const PlacedTriangle& start, const PanelMotion& now,
                                    double drilling);

/// Forces and their derivative. The stiffness is the symmetric part of the derivative, but for
/// terms smaller by the strain; the skew part vanishes where the moments at the corners balance.
/// Ref: FelippaHaugen2005, NourOmidRankin1991.
[[nodiscard]] PanelAnswer answer(const PanelStrain& panel,
                                 const std::array<SectionAnswer, points>& section);

/// The forces alone: for residuals.
[[nodiscard]] PanelForce force_of(const PanelStrain& panel,
                                  const std::array<Resultant, points>& resultant);

/// Both with an elastic section.
[[nodiscard]] PanelAnswer corotational_panel(const PlacedTriangle& start, const Section& section,
                                             const PanelMotion& now);

/// The panel now: z its normal; turned in its plane so that the in-plane deformation is symmetric,
/// whatever the order of its corners.
[[nodiscard]] PlacedTriangle follow(const PlacedTriangle& start,
                                    const std::array<Vec3<VehicleAxes>, 3>& position);

}  // namespace tektite::structure::shell
