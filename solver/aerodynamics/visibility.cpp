#include "solver/aerodynamics/visibility.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <embree3/rtcore.h>
#include <limits>

namespace tektite::aerodynamics {

struct RayDevice::Handle {
  RTCDevice device = nullptr;
};

RayDevice::RayDevice() : handle_(std::make_unique<Handle>()) {
  // One thread a rank: the ranks already share the cores.
  handle_->device = rtcNewDevice("threads=1");
  require_or(ExitCode::physics_failed, handle_->device != nullptr,
             "the ray caster (Embree) could not start");
}

RayDevice::~RayDevice() {
  rtcReleaseDevice(handle_->device);
}

struct Scene::Handle {
  RTCScene scene = nullptr;
};

Scene::Scene(const RayDevice& device, const mesh::Surface& surface,
             std::span<const std::int64_t> triangles)
    : handle_(std::make_unique<Handle>()) {
  RTCDevice embree = device.handle().device;
  handle_->scene = rtcNewScene(embree);
  // Robust: whether a triangle is hit does not depend on what else is in the scene.
  rtcSetSceneFlags(handle_->scene, RTC_SCENE_FLAG_ROBUST);
  rtcSetSceneBuildQuality(handle_->scene, RTC_BUILD_QUALITY_MEDIUM);
  RTCGeometry geometry = rtcNewGeometry(embree, RTC_GEOMETRY_TYPE_TRIANGLE);
  auto* corner = static_cast<float*>(rtcSetNewGeometryBuffer(geometry, RTC_BUFFER_TYPE_VERTEX, 0,
                                                             RTC_FORMAT_FLOAT3, 3 * sizeof(float),
                                                             3 * triangles.size()));
  auto* index = static_cast<unsigned*>(
      rtcSetNewGeometryBuffer(geometry, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3,
                              3 * sizeof(unsigned), triangles.size()));
  require_or(ExitCode::physics_failed, corner != nullptr && index != nullptr,
             "the ray caster (Embree) ran out of memory for {} triangles", triangles.size());
  unsigned next = 0;
  for (const std::int64_t id : triangles) {
    for (const std::int32_t vertex : surface.triangles[static_cast<std::size_t>(id)]) {
      const auto& place = surface.vertices[static_cast<std::size_t>(vertex)];
      *corner++ = static_cast<float>(place.x);
      *corner++ = static_cast<float>(place.y);
      *corner++ = static_cast<float>(place.z);
      *index++ = next++;
    }
  }
  rtcCommitGeometry(geometry);
  rtcAttachGeometry(handle_->scene, geometry);
  rtcReleaseGeometry(geometry);
  rtcCommitScene(handle_->scene);
}

Scene::~Scene() {
  rtcReleaseScene(handle_->scene);
}

bool Scene::is_blocked(const Vec3<VehicleAxes>& origin, const Vec3<VehicleAxes>& direction) const {
  RTCRay ray{};
  ray.org_x = static_cast<float>(origin.x);
  ray.org_y = static_cast<float>(origin.y);
  ray.org_z = static_cast<float>(origin.z);
  ray.dir_x = static_cast<float>(direction.x);
  ray.dir_y = static_cast<float>(direction.y);
  ray.dir_z = static_cast<float>(direction.z);
  ray.tnear = 0.0F;
  ray.tfar = std::numeric_limits<float>::infinity();
  ray.mask = ~0U;
  RTCIntersectContext context;
  rtcInitIntersectContext(&context);
  rtcOccluded1(handle_->scene, &context, &ray);
  return ray.tfar < 0.0F;
}

double ray_lift(double longest_edge, double radius, double extent) {
  const double sagitta = std::isfinite(radius) ? longest_edge * longest_edge / (8.0 * radius) : 0.0;
  return std::max({1e-4 * longest_edge, 1e-6 * extent, std::min(sagitta, 0.1 * longest_edge)});
}

}  // namespace tektite::aerodynamics
