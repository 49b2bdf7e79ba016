#include "solver/driver/listing.hpp"

#include "solver/aerodynamics/models.hpp"
#include "solver/aeroheating/models.hpp"
#include "solver/base/log.hpp"
#include "solver/environment/atmosphere.hpp"
#include "solver/structure/models.hpp"

#include <map>

namespace tektite::driver {
namespace {

template <class Registry>
void list(const char* family, const Registry& models) {
  log::info("{}", family);
  for (const auto& model : models) {
    const std::string reference =
        model.reference.empty() ? "" : fmt::format(" [{}]", model.reference);
    std::string limits;
    for (const Limit& limit : model.limits) {
      if (limit.quantity.empty()) continue;
      limits += fmt::format("; {} {:g} to {:g}", limit.quantity, limit.least, limit.greatest);
    }
    log::info("  {:24s} {}{}{}", model.name, model.description, reference, limits);
  }
}

}  // namespace

ExitCode list_models() {
  list("atmosphere.model", environment::atmosphere_models());
  list("aerodynamics.bridging", aerodynamics::bridging_models());
  list("aerodynamics.continuum", aerodynamics::continuum_models());
  list("aerodynamics.free_molecular", aerodynamics::free_molecular_models());
  list("aerodynamics.low_speed", aerodynamics::low_speed_models());
  list("aerodynamics.sphere_drag", aerodynamics::sphere_drag_models());
  list("aerodynamics.shapes.class", aerodynamics::shape_classes());
  list("aerodynamics.neighbours", aerodynamics::neighbour_models());
  list("heating.stagnation", aeroheating::stagnation_models());
  list("heating.distribution", aeroheating::distribution_models());
  list("heating.bridging", aeroheating::bridging_models());
  list("heating.plate", aeroheating::plate_models());
  list("heating.radiation", aeroheating::radiation_models());
  list("structure.interaction", structure::interactions());
  return ExitCode::done;
}

ExitCode list_materials(const std::string& name) {
  const materials::Library library = materials::Library::load(materials::library_folder());
  if (!name.empty()) {
    log::info("{}", materials::describe(library.find(name)));
    return ExitCode::done;
  }
  for (const std::string& known : library.names()) {
    const materials::Material& material = library.find(known);
    log::info("{:28s} {:8.0f} kg/m3  solidus {:6.0f} K  {}", known, material.density(),
              material.properties().solidus, material.properties().title);
  }
  return ExitCode::done;
}

void describe_vehicle(const Models& models) {
  const vehicle::Vehicle& vehicle = models.vehicle;
  log::info("{} panels on {} ranks, {} patches, {} parts in {} rigid groups",
            vehicle.surface.panels(), models.world.size(), vehicle.patches.size(),
            vehicle.parts.size(), vehicle.groups);
  std::vector<double> area(vehicle.parts.size(), 0.0);
  std::vector<std::int64_t> count(vehicle.parts.size(), 0);
  for (const vehicle::Patch& patch : vehicle.patches) {
    area[static_cast<std::size_t>(patch.part)] += patch.area;
  }
  for (const std::int32_t part : vehicle.surface.part) ++count[static_cast<std::size_t>(part)];
  for (std::size_t p = 0; p < vehicle.parts.size(); ++p) {
    const vehicle::Part& part = vehicle.parts[p];
    const vehicle::Stack& stack = vehicle.stacks[static_cast<std::size_t>(part.stack)];
    log::info("  {:20s} {:7d} panels {:9.3f} m2 {:9.1f} kg  {} of {} cells", part.name, count[p],
              area[p], area[p] * stack.areal_mass, stack.name, stack.size());
  }
  for (const vehicle::Joint& joint : vehicle.joints) {
    log::info("  joint {:14s} {:7d} edges {:9.1f} kg  {}", joint.name, joint.edges.size(),
              joint.mass, joint.material->name());
  }
  for (const vehicle::Volume& volume : vehicle.volumes) {
    log::info("  volume {:13s} {:9.2f} m3 at {:.1f} kPa", volume.name, volume.space,
              volume.pressure * 1e-3);
  }
  double mass = 0.0;
  std::size_t objects = 0;
  for (const vehicle::Object& object : vehicle.objects) {
    if (object.is_latent()) continue;  // listed as joint or as layer of a wall
    mass += object.mass;
    ++objects;
  }
  log::info("  {} objects {:9.1f} kg", objects, mass);
}

}  // namespace tektite::driver
