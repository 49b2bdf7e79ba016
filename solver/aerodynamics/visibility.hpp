// Does the flow reach a place on a body, or is another panel of the same body in the way?
#pragma once

#include "mesh/surface.hpp"
#include "solver/base/vec.hpp"

#include <cstdint>
#include <memory>
#include <span>

namespace tektite::aerodynamics {

/// Owner of the ray caster's device; one per process is enough.
class RayDevice {
 public:
  RayDevice();
  ~RayDevice();
  RayDevice(const RayDevice&) = delete;
  RayDevice& operator=(const RayDevice&) = delete;

  struct Handle;
  [[nodiscard]] const Handle& handle() const { return *handle_; }

 private:
  std::unique_ptr<Handle> handle_;
};

struct Ray {
  Vec3<VehicleAxes> origin;     ///< [m]
  Vec3<VehicleAxes> direction;  ///< unit
};

/// The triangles of one body, ready for rays. Lives no longer than `device`.
class Scene {
 public:
  /// `triangles`: global panel ids of the body in `surface`.
  Scene(const RayDevice& device, const mesh::Surface& surface,
        std::span<const std::int64_t> triangles);
  ~Scene();
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  /// Do the rays hit anything? One answer a ray, in the same order. Single precision. An answer
  /// depends on the ray and the triangles alone, not on the other rays of the call, and a triangle
  /// that is hit is hit whatever else is in the scene. Fastest where rays of one direction from
  /// neighbouring places follow each other: they find the same boxes in the cache.
  void find_blocked(std::span<const Ray> rays, std::span<std::uint8_t> is_blocked) const;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// How far above a panel its rays start [m]: clear of the panel itself in single precision, and of
/// its neighbours' facets, which stand up to the sagitta above it where the true wall is curved.
/// `extent` = largest coordinate of the vehicle; `radius` = smaller radius of curvature.
[[nodiscard]] double ray_lift(double longest_edge, double radius, double extent);

}  // namespace tektite::aerodynamics
