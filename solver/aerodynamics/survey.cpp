#include "solver/aerodynamics/survey.hpp"

#include "solver/aerodynamics/running_length.hpp"
#include "solver/aerodynamics/survey_sums.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace tektite::aerodynamics {

namespace {

using Vector = Vec3<VehicleAxes>;

double triangle_area(const mesh::Surface& surface, std::int64_t id) {
  const auto& corner = surface.triangles[static_cast<std::size_t>(id)];
  const auto& a = surface.vertices[static_cast<std::size_t>(corner[0])];
  const auto& b = surface.vertices[static_cast<std::size_t>(corner[1])];
  const auto& c = surface.vertices[static_cast<std::size_t>(corner[2])];
  return 0.5 * norm(cross(b - a, c - a));
}

/// The vertices of these triangles, each once. A few triangles do not pay for all vertices.
std::vector<std::int32_t> vertices_of(const mesh::Surface& surface,
                                      std::span<const std::int64_t> triangles) {
  std::vector<std::int32_t> used;
  used.reserve(3 * triangles.size());
  std::vector<std::uint8_t> is_used;
  const bool are_many = 8 * triangles.size() > surface.vertices.size();
  if (are_many) is_used.assign(surface.vertices.size(), 0);
  for (const std::int64_t id : triangles) {
    for (const std::int32_t vertex : surface.triangles[static_cast<std::size_t>(id)]) {
      if (are_many && std::exchange(is_used[static_cast<std::size_t>(vertex)], 1) != 0) continue;
      used.push_back(vertex);
    }
  }
  if (are_many) return used;
  std::ranges::sort(used);
  used.erase(std::unique(used.begin(), used.end()), used.end());
  return used;
}

/// Along each direction, how far the foremost of these vertices lies ahead of the origin.
std::vector<double> front_planes(const mesh::Surface& surface,
                                 std::span<const std::int64_t> triangles,
                                 const Directions& directions) {
  std::vector<double> front(directions.size(), -std::numeric_limits<double>::infinity());
  for (const std::int32_t vertex : vertices_of(surface, triangles)) {
    const Vector& place = surface.vertices[static_cast<std::size_t>(vertex)];
    for (std::size_t k = 0; k < front.size(); ++k) {
      front[k] = std::max(front[k], dot(place, recast<VehicleAxes>(directions.direction[k])));
    }
  }
  return front;
}

}  // namespace

bool is_closed(const vehicle::Vehicle& vehicle, const vehicle::State& state, std::int32_t part,
               int side, std::int32_t body) {
  const auto& wall = vehicle.parts[static_cast<std::size_t>(part)];
  const int volume = side == vehicle::inner ? wall.volume : wall.volume_outside;
  if (volume < 0) return false;
  const auto v = static_cast<std::size_t>(volume);
  return state.sealed[v] != 0 && state.volume_body[v] == body;
}

Surveyor::Surveyor(const vehicle::Vehicle& vehicle, const NodeTable& table,
                   Accommodation accommodation, int subpanel)
    : vehicle_(vehicle), table_(table), accommodation_(accommodation), subpanel_(subpanel) {
  for (const Vector& place : vehicle.surface.vertices) {
    extent_ = std::max({extent_, std::abs(place.x), std::abs(place.y), std::abs(place.z)});
  }
}

std::vector<Surveyor::Panels> Surveyor::gather(const vehicle::State& state,
                                               const std::vector<Task>& tasks) const {
  struct Member {
    std::int64_t panel;
    std::int64_t task;
  };
  std::vector<std::pair<std::int32_t, std::size_t>> order;
  for (std::size_t i = 0; i < tasks.size(); ++i) order.emplace_back(tasks[i].body, i);
  std::ranges::sort(order);
  const auto& mesh = *vehicle_.mesh;
  std::vector<Panels> result(tasks.size());
  std::vector<Member> members;
  for (std::int32_t panel = 0; panel < mesh.owned(); ++panel) {
    const std::int32_t body = state.refresh_body[static_cast<std::size_t>(panel)];
    const auto found =
        std::ranges::lower_bound(order, body, {}, &std::pair<std::int32_t, std::size_t>::first);
    if (found == order.end() || found->first != body) continue;
    result[found->second].mine.push_back(panel);
    members.push_back({mesh.global_id()[static_cast<std::size_t>(panel)],
                       static_cast<std::int64_t>(found->second)});
  }
  for (const Member& member : mesh.world().gather_on_all(members)) {
    result[static_cast<std::size_t>(member.task)].global.push_back(member.panel);
  }
  for (Panels& panels : result) std::ranges::sort(panels.global);
  return result;
}

void Surveyor::survey_panel(std::int32_t panel, int side, const Shadows& shadows, const Task& task,
                            SurveySums& sums, vehicle::Exposure& exposure) const {
  const auto& mesh = *vehicle_.mesh;
  const auto i = static_cast<std::size_t>(panel);
  const Vector normal = side == vehicle::outer ? mesh.normal()[i] : -mesh.normal()[i];
  const Vector place = mesh.centroid()[i];
  const double whole = mesh.area()[i];
  const std::size_t index = 2 * i + static_cast<std::size_t>(side);
  double* weight = &exposure.weight[index * vehicle::incidence_nodes];
  double& peak = exposure.peak[index];
  double seen = 0.0;
  double running = 0.0;
  const std::size_t part = sums.part_index(mesh.part()[i]);
  const ScaledWrench along_normal = sums.scaled(normal, place);
  for (std::size_t c = 0; c < wrench_size; ++c) {
    sums.open[part * wrench_size + c] += to_fixed(-whole * along_normal[c]);
  }
  // Molecules catch up with a lee side that looks into the open, not with one inside a cavity.
  sums.lit.resize(task.attitudes.size());
  const bool looks_out = shadows.look(panel, side, sums.lit);
  const double lee_limit = looks_out ? -3.0 / speed_ratio_nodes.front() : 0.0;
  std::uint8_t* lit = nullptr;
  if (task.turning_level >= 0) {
    sums.turning_lit.resize(sums.turning_lit.size() + task.attitudes.size(), 0);
    lit = &sums.turning_lit[sums.turning_lit.size() - task.attitudes.size()];
  }
  for (std::size_t k = 0; k < task.attitudes.size(); ++k) {
    const Vector direction = recast<VehicleAxes>(task.attitudes.direction[k]);
    const double s = dot(normal, direction);
    const double share = s > 0.0 ? sums.lit[k] : 0.0;  // that the air gets to
    if (s > 0.0 ? share == 0.0 : s <= lee_limit) continue;
    std::array<double, term_lanes> of_normal{};
    std::array<double, term_lanes> of_along{};
    if (share > 0.0) {
      const double area = share * whole;
      const double chance = share * task.attitudes.weight[k];
      const double node = s * (vehicle::incidence_nodes - 1);
      const int left = std::min(static_cast<int>(node), vehicle::incidence_nodes - 2);
      const double beyond = node - left;
      weight[left] += chance * (1.0 - beyond);
      weight[left + 1] += chance * beyond;
      peak = std::max(peak, s * s);
      const double behind = sums.front[k] - dot(place, direction);
      const double root = 1.0 / std::sqrt(running_length(behind, s, whole));
      seen += chance;
      running += chance * root;
      sums.silhouette[k] += to_fixed(area * s * sums.force_scale);
      of_normal[newtonian_term] = -area * s * s;
      of_normal[base_term] = area;  // not of the lee
      of_along[shear_term] = -area * root * s * std::sqrt(std::sqrt(std::max(1.0 - s * s, 0.0)));
      if (lit != nullptr) {
        lit[k] = static_cast<std::uint8_t>(std::lround(255.0 * share));
        add_damping(panel, normal, direction, area, sums, k);
      }
    }
    const double met = s > 0.0 ? share * whole : whole;  // by molecules
    const auto value = table_.at(s);
    for (std::size_t n = 0; n < speed_ratio_count; ++n) {
      of_normal[gas_term + n] = -met * value.gas[n];
      of_along[gas_term + n] = -met * value.shear[n];
      of_normal[wall_term + n] = -met * value.wall[n];
    }
    SurveySums::add(&sums.wrench[sums.wrench_at(k, part)], along_normal, of_normal,
                    sums.scaled(direction - s * normal, place), of_along);
  }
  if (seen > 0.0) exposure.running[index] = running / seen;
}

void Surveyor::add_damping(std::int32_t panel, const Vector& normal, const Vector& direction,
                           double area, SurveySums& sums, std::size_t attitude) const {
  const auto& mesh = *vehicle_.mesh;
  const auto i = static_cast<std::size_t>(panel);
  const Vector place = mesh.centroid()[i];
  const double s = dot(normal, direction);
  const Vector lever = cross(place, normal);
  // Pressure 2 (2 - sigma_n) s^2 and shear 2 sigma_t s: what molecules do to a side at S >> 1.
  const double stiff = 4.0 * (2.0 - accommodation_.normal);
  const double drag = 2.0 * accommodation_.tangential;
  const Vector change = (stiff - 2.0 * drag) * s * normal + drag * direction;
  std::array<Vector, 6> newtonian;
  std::array<Vector, 6> molecular;
  for (int j = 0; j < 6; ++j) {
    // The motion j: a unit speed or a unit rate. `toward`: its part along the normal.
    const Vector axis{double(j % 3 == 0), double(j % 3 == 1), double(j % 3 == 2)};
    const Vector motion = j < 3 ? axis : cross(axis, place);
    const double toward = j < 3 ? normal[j] : lever[j - 3];
    const auto column = static_cast<std::size_t>(j);
    newtonian[column] = (-2.0 * area * s * toward) * normal;
    molecular[column] = -area * (toward * change + drag * s * motion);
  }
  sums.add(&sums.newtonian[attitude * damping_size], newtonian, place, extent_);
  sums.add(&sums.molecular[attitude * damping_size], molecular, place, extent_);
}

void Surveyor::begin(const Task& task, const Panels& panels, SurveySums& sums) const {
  // Both faces, coefficients up to 4.3 + 2.1 (specular reflection at the smallest speed ratio), of
  // damping up to 16 on one face; and what shear has at the least running length.
  double bound = 0.0;
  double of_panel = 0.0;
  for (const std::int64_t id : panels.global) {
    const double area = triangle_area(vehicle_.surface, id);
    sums.parts.push_back(vehicle_.surface.part[static_cast<std::size_t>(id)]);
    sums.area += area;
    const double most = 16.0 * area + 2.0 * area / std::sqrt(running_length(0.0, 0.0, area));
    bound += most;
    of_panel = std::max(of_panel, most);
  }
  std::ranges::sort(sums.parts);
  sums.parts.erase(std::unique(sums.parts.begin(), sums.parts.end()), sums.parts.end());
  sums.force_scale = fixed_point_scale(bound, of_panel);
  sums.moment_scale = fixed_point_scale(2.0 * bound * extent_, 2.0 * of_panel * extent_);
  const std::size_t attitudes = task.attitudes.size();
  sums.wrench.assign(attitudes * sums.parts.size() * wrench_numbers, 0);
  sums.open.assign(sums.parts.size() * wrench_size, 0);
  sums.silhouette.assign(attitudes, 0);
  if (task.turning_level < 0) return;
  sums.newtonian.assign(attitudes * damping_size, 0);
  sums.molecular.assign(attitudes * damping_size, 0);
  sums.panels = panels.mine;
}

void Surveyor::survey_body(const vehicle::State& state, const Task& task, const Panels& panels,
                           SurveySums& sums, vehicle::Exposure& exposure,
                           ShadowTable& table) const {
  if (panels.mine.empty()) return;
  const auto& mesh = *vehicle_.mesh;
  sums.front = front_planes(vehicle_.surface, panels.global, task.attitudes);
  const auto is_member = [&](std::int32_t panel) {
    return state.refresh_body[static_cast<std::size_t>(panel)] == task.body;
  };
  const auto is_sealed = [&](std::int32_t panel, int side) {
    const std::int32_t part = mesh.part()[static_cast<std::size_t>(panel)];
    return is_closed(vehicle_, state, part, side, task.body);
  };
  Shadows shadows(
      {mesh, vehicle_.surface, device_, panels.global, task.attitudes, extent_, subpanel_},
      panels.mine, is_member, is_sealed, task.former.get());
  for (const std::int32_t panel : panels.mine) {
    for (const int side : {vehicle::outer, vehicle::inner}) {
      const std::size_t index =
          2 * static_cast<std::size_t>(panel) + static_cast<std::size_t>(side);
      std::fill_n(&exposure.weight[index * vehicle::incidence_nodes], vehicle::incidence_nodes,
                  0.0);
      exposure.peak[index] = 0.0;
      exposure.running[index] = 0.0;
      if (!is_sealed(panel, side)) {
        survey_panel(panel, side, shadows, task, sums, exposure);
      } else if (task.turning_level >= 0) {
        sums.turning_lit.resize(sums.turning_lit.size() + task.attitudes.size(), 0);
      }
    }
  }
  // The lee is what is open less what is lit: far fewer terms than to add up the lee itself.
  for (std::size_t k = 0; k < task.attitudes.size(); ++k) {
    for (std::size_t p = 0; p < sums.parts.size(); ++p) {
      std::int64_t* lee = &sums.wrench[sums.wrench_at(k, p) + base_term];
      for (std::size_t c = 0; c < wrench_size; ++c) {
        lee[c * term_lanes] += sums.open[p * wrench_size + c];
      }
    }
  }
  rays_ += shadows.rays();
  table = shadows.take();
}

std::vector<AttitudeDatabase> Surveyor::survey(const vehicle::State& state, std::vector<Task> tasks,
                                               vehicle::Exposure& exposure) const {
  const std::vector<Panels> panels = gather(state, tasks);
  std::vector<std::span<const std::int32_t>> mine;
  mine.reserve(panels.size());
  for (const Panels& body : panels) mine.emplace_back(body.mine);
  const std::vector<ShapeMeasures> shapes = measure_shapes(vehicle_, mine);
  std::vector<SurveySums> sums(tasks.size());
  std::vector<ShadowTable> tables(tasks.size());
  std::vector<std::int64_t> message;
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    begin(tasks[t], panels[t], sums[t]);
    survey_body(state, tasks[t], panels[t], sums[t], exposure, tables[t]);
    for (const auto* part :
         {&sums[t].wrench, &sums[t].silhouette, &sums[t].newtonian, &sums[t].molecular}) {
      message.insert(message.end(), part->begin(), part->end());
    }
  }
  vehicle_.mesh->world().sum(std::span<std::int64_t>(message));

  std::vector<AttitudeDatabase> databases(tasks.size());
  const std::int64_t* next = message.data();
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    databases[t].attitudes = std::move(tasks[t].attitudes);
    unpack(tasks[t], shapes[t], sums[t], next, databases[t]);
    databases[t].shadows = std::make_shared<const ShadowTable>(std::move(tables[t]));
  }
  return databases;
}

void Surveyor::unpack(const Task& task, const ShapeMeasures& shape, SurveySums& sums,
                      const std::int64_t*& next, AttitudeDatabase& database) const {
  database.parts = sums.parts;
  database.panel_area = sums.area;
  const double force = 1.0 / sums.force_scale;
  const double moment = 1.0 / sums.moment_scale;
  const std::size_t places = sums.wrench.size() / wrench_numbers;
  database.terms.resize(places * force_terms);
  for (std::size_t i = 0; i < places; ++i, next += wrench_numbers) {
    for (std::size_t t = 0; t < force_terms; ++t) {
      const auto number = [&](std::size_t c) {
        return static_cast<double>(next[c * term_lanes + t]);
      };
      database.terms[i * force_terms + t] = {force * Vector{number(0), number(1), number(2)},
                                             moment * Vector{number(3), number(4), number(5)}};
    }
  }
  for (std::size_t k = 0; k < database.attitudes.size(); ++k) {
    database.silhouette.push_back(static_cast<double>(*next++) * force);
  }
  database.average();
  database.classify(shape);
  if (task.turning_level < 0) return;
  database.begin_turning(task.turning_level, std::sqrt(database.panel_area));
  for (auto* damping : {&database.turning->newtonian, &database.turning->molecular}) {
    damping->resize(database.attitudes.size());
    for (Damping& matrix : *damping) {
      for (std::size_t n = 0; n < damping_size; ++n) {
        const double scale = (n < damping_size / 2 ? force : moment) * (n % 6 < 3 ? 1.0 : extent_);
        matrix[n] = static_cast<double>(*next++) * scale;
      }
    }
  }
  database.turning->panels = std::move(sums.panels);
  database.turning->lit = std::move(sums.turning_lit);
  database.turning->front = std::move(sums.front);
}

}  // namespace tektite::aerodynamics
