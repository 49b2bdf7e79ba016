#include "solver/aerodynamics/aerodynamics.hpp"

#include "solver/aerodynamics/aerodynamics_detail.hpp"
#include "solver/aerodynamics/turning.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace tektite::aerodynamics {

namespace {

/// Is it this object, or one of a count of that name ("rack 3" of "rack")?
bool is_named(const std::string& object, const std::string& name) {
  if (!object.starts_with(name)) return false;
  const std::string_view rest = std::string_view(object).substr(name.size());
  return rest.empty() || (rest.size() > 1 && rest[0] == ' ' &&
                          rest.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

/// What the case says, checked against the vehicle where the place in the file is known.
Settings checked(const io::Section& section, const vehicle::Vehicle& vehicle) {
  for (const io::Section& entry : section.list("shapes")) {
    const std::string name = entry.text("object");
    const bool is_known = std::ranges::any_of(vehicle.objects, [&](const vehicle::Object& object) {
      return is_named(object.name, name);
    });
    entry.require("object", is_known, "there is no object '{}'; name one of vehicle.objects", name);
  }
  return Settings(section);
}

/// By shape and proportions, or as the case says.
std::vector<ShapeClass> shapes_of_objects(const vehicle::Vehicle& vehicle,
                                          const std::vector<ShapeOverride>& overrides) {
  std::vector<ShapeClass> shapes;
  for (const vehicle::Object& object : vehicle.objects) shapes.push_back(shape_of_object(object));
  for (const ShapeOverride& choice : overrides) {
    const auto classes = shape_classes();
    const auto& found = find_model(classes, "shape class", choice.shape);
    const auto shape = static_cast<Shape>(&found - classes.data());
    bool is_known = false;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      if (!is_named(vehicle.objects[i].name, choice.object)) continue;
      shapes[i] = pure(shape, choice.slenderness);
      is_known = true;
    }
    require(is_known, "aerodynamics.shapes: there is no object '{}'; name one of vehicle.objects",
            choice.object);
  }
  return shapes;
}

}  // namespace

Aerodynamics::Detail::Detail(const Settings& choices, const vehicle::Vehicle& all)
    : settings(choices),
      vehicle(all),
      continuum(find_model(continuum_models(), "continuum model", choices.continuum).make),
      base(find_model(base_models(), "base pressure", choices.base).make),
      shear(find_model(shear_models(), "shear", choices.shear).make),
      free_molecular(
          find_model(free_molecular_models(), "free-molecular model", choices.free_molecular).make),
      bridging(find_model(bridging_models(), "bridging", choices.bridging).make),
      low_speed(find_model(low_speed_models(), "low-speed drag", choices.low_speed).make),
      sphere_drag(find_model(sphere_drag_models(), "sphere drag", choices.sphere_drag).make),
      object_shapes(shapes_of_objects(all, choices.shapes)),
      accommodation{choices.normal_accommodation, choices.tangential_accommodation},
      table(free_molecular, accommodation),
      surveyor(all, table, accommodation, choices.subpanel) {
  const auto sides = 2 * static_cast<std::size_t>(all.mesh->owned());
  exposure.weight.assign(sides * nodes, 0.0);
  exposure.peak.assign(sides, 0.0);
  exposure.running.assign(sides, 0.0);
  if (!choices.drag_table.empty()) drag_table.emplace(choices.drag_table);
}

Aerodynamics::Aerodynamics(const Settings& settings, const vehicle::Vehicle& vehicle)
    : detail_(std::make_unique<Detail>(settings, vehicle)) {}
Aerodynamics::Aerodynamics(const io::Section& settings, const vehicle::Vehicle& vehicle)
    : Aerodynamics(checked(settings, vehicle), vehicle) {}
Aerodynamics::~Aerodynamics() = default;

std::int64_t Aerodynamics::surveyed() const {
  return detail_->surveyed;
}

std::int64_t Aerodynamics::rays() const {
  return detail_->surveyor.rays();
}

void Aerodynamics::refresh(const vehicle::State& state, std::span<const std::int32_t> bodies) {
  std::vector<Surveyor::Task> tasks;
  for (const std::int32_t id : bodies) {
    const auto body = std::ranges::lower_bound(state.bodies, id, {}, &vehicle::Body::id);
    expect(body != state.bodies.end() && body->id == id, "a body to refresh is in the state");
    if (body->object >= 0) continue;
    const bool turns = body->mode == vehicle::AttitudeMode::integrated;
    tasks.push_back(
        {id, directions_of(*body, detail_->settings.directions, detail_->settings.spin_directions),
         turns ? detail_->settings.directions : -1, detail_->former_shadows(*body)});
  }
  std::vector<std::int32_t> ids;
  ids.reserve(tasks.size());
  for (const auto& task : tasks) ids.push_back(task.body);
  std::ranges::sort(ids);
  const auto owned = static_cast<std::size_t>(detail_->vehicle.mesh->owned());
  detail_->surveyed += std::count_if(
      state.refresh_body.begin(), state.refresh_body.begin() + static_cast<std::ptrdiff_t>(owned),
      [&](std::int32_t id) { return std::ranges::binary_search(ids, id); });
  detail_->survey(state, tasks);
  for (const auto& task : tasks) {
    if (task.turning_level < 0) continue;
    const auto body = std::ranges::lower_bound(state.bodies, task.body, {}, &vehicle::Body::id);
    expose(*body, {&body->wind, 1});
  }
}

void Aerodynamics::Detail::survey(const vehicle::State& state, std::vector<Surveyor::Task> tasks) {
  constexpr int finest = 4;
  while (!tasks.empty()) {
    std::vector<Surveyor::Task> again;
    std::vector<std::int32_t> ids;
    std::vector<int> levels;
    for (const auto& task : tasks) {
      ids.push_back(task.body);
      levels.push_back(task.turning_level);
    }
    auto made = surveyor.survey(state, std::move(tasks), exposure);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const bool is_fine =
          levels[i] < 0 || levels[i] >= finest || made[i].turning->error <= settings.turning_error;
      if (!is_fine) {
        again.push_back({ids[i], sphere_directions(levels[i] + 1), levels[i] + 1, made[i].shadows});
      }
      databases.insert_or_assign(ids[i], std::move(made[i]));
    }
    tasks = std::move(again);
  }
}

std::shared_ptr<const ShadowTable> Aerodynamics::Detail::former_shadows(
    const vehicle::Body& body) const {
  for (const std::int32_t id : {body.id, body.parent}) {
    const auto found = databases.find(id);
    if (found != databases.end()) return found->second.shadows;
  }
  return nullptr;
}

void Aerodynamics::forget(std::int32_t body) {
  detail_->databases.erase(body);
}

bool Aerodynamics::has_database(std::int32_t body) const {
  return detail_->databases.contains(body);
}

bool Aerodynamics::is_stale(const vehicle::Body& body) const {
  if (body.object >= 0) return false;
  return !has_database(body.id) ||
         body.refresh_area - body.wetted_area > detail_->settings.refresh_share * body.refresh_area;
}

const vehicle::Exposure& Aerodynamics::exposure() const {
  return detail_->exposure;
}

double Aerodynamics::turning_error(std::int32_t body) const {
  const auto found = detail_->databases.find(body);
  if (found == detail_->databases.end() || !found->second.turning) return 0.0;
  return found->second.turning->error;
}

void Aerodynamics::expose(const vehicle::Body& body, Directed directions) {
  const AttitudeDatabase& database = detail_->database(body.id);
  expect(database.turning != nullptr && !directions.empty(), "the body's attitude is integrated");
  aerodynamics::expose(*detail_->vehicle.mesh, *database.turning, directions, detail_->streams,
                       detail_->exposure);
}

const NeighbourSettings& Aerodynamics::neighbours() const {
  return detail_->settings.neighbours;
}

const ShapeClass& Aerodynamics::shape(const vehicle::Body& body) const {
  if (body.object >= 0) return detail_->object_shapes[static_cast<std::size_t>(body.object)];
  return detail_->database(body.id).shape;
}

double Aerodynamics::mean_projected_area(const vehicle::Body& body) const {
  return detail_->projected_area(body);
}

double Aerodynamics::reference_length(const vehicle::Body& body) const {
  return length_of(detail_->projected_area(body));
}

}  // namespace tektite::aerodynamics
