#include "solver/aerodynamics/visibility.hpp"

#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
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

void Scene::find_blocked(std::span<const Ray> rays, std::span<std::uint8_t> is_blocked) const {
  // One by one: in packets and streams a grazing ray's answer can depend on its companions.
  RTCIntersectContext context;
  rtcInitIntersectContext(&context);
  for (std::size_t i = 0; i < rays.size(); ++i) {
    const Ray& ray = rays[i];
    RTCRay cast{};
    cast.org_x = static_cast<float>(ray.origin.x);
    cast.org_y = static_cast<float>(ray.origin.y);
    cast.org_z = static_cast<float>(ray.origin.z);
    cast.dir_x = static_cast<float>(ray.direction.x);
    cast.dir_y = static_cast<float>(ray.direction.y);
    cast.dir_z = static_cast<float>(ray.direction.z);
    cast.tfar = std::numeric_limits<float>::infinity();
    cast.mask = ~0U;
    rtcOccluded1(handle_->scene, &context, &cast);
    is_blocked[i] = cast.tfar < 0.0F ? 1 : 0;
  }
}

double ray_lift(double longest_edge, double radius, double extent) {
  const double sagitta = std::isfinite(radius) ? longest_edge * longest_edge / (8.0 * radius) : 0.0;
  return std::max({1e-4 * longest_edge, 1e-6 * extent, std::min(sagitta, 0.1 * longest_edge)});
}

}  // namespace tektite::aerodynamics
