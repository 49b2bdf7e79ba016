#include "io/output/state_blocks.hpp"

#include <algorithm>
#include <numeric>

namespace tektite::output {
namespace {

/// Calls visit(name, member) for each replicated member of a State, const or not. The structured
/// bindings name every member: one more or one less does not compile until it is dealt with here.
template <class AnyState, class Visit>
void visit_replicated(AnyState& state, Visit&& visit) {
  auto& [time, step, next_step, next_body, body, refresh_body, margin, edge_holds, joint_holds,
         joint_body, patch_torn, object_body, object_released, mount_holds, sealed, opening,
         opening_width, volume_body, solid, bodies, events, ledger, out_of_range] = state;
  auto& [enthalpy, cell_mass, progress, object_progress, object_enthalpy, object_mass,
         joint_enthalpy, gas_mass, gas_temperature] = solid;
  visit("time", time);
  visit("step", step);
  visit("next_step", next_step);
  visit("next_body", next_body);
  visit("joint_holds", joint_holds);
  visit("joint_body", joint_body);
  visit("patch_torn", patch_torn);
  visit("object_body", object_body);
  visit("object_released", object_released);
  visit("mount_holds", mount_holds);
  visit("sealed", sealed);
  visit("opening", opening);
  visit("opening_width", opening_width);
  visit("volume_body", volume_body);
  visit("object_progress", object_progress);
  visit("object_enthalpy", object_enthalpy);
  visit("object_mass", object_mass);
  visit("joint_enthalpy", joint_enthalpy);
  visit("gas_mass", gas_mass);
  visit("gas_temperature", gas_temperature);
  visit("bodies", bodies);
  visit("events", events);
  visit("ledger", ledger);
  visit("out_of_range", out_of_range);
}

class Pack {
 public:
  explicit Pack(BlockWriter& file) : file_(file) {}
  template <class T>
  void operator()(const char* name, const T& value) {
    file_.add(name, std::span<const T>(&value, 1));
  }
  template <class T>
  void operator()(const char* name, const std::vector<T>& values) {
    file_.add(name, std::span<const T>(values));
  }
  void operator()(const char* name, const std::vector<std::vector<double>>& values) {
    std::vector<std::uint64_t> counts;
    std::vector<double> flat;
    for (const auto& row : values) {
      counts.push_back(row.size());
      flat.insert(flat.end(), row.begin(), row.end());
    }
    (*this)((std::string(name) + ".counts").c_str(), counts);
    (*this)(name, flat);
  }

 private:
  BlockWriter& file_;
};

class Unpack {
 public:
  explicit Unpack(const BlockReader& file) : file_(file) {}
  template <class T>
  void operator()(const char* name, T& value) {
    value = file_.get<T>(name, 1).front();
  }
  template <class T>
  void operator()(const char* name, std::vector<T>& values) {
    values = file_.get<T>(name);
  }
  void operator()(const char* name, std::vector<std::vector<double>>& values) {
    const auto counts = file_.get<std::uint64_t>(std::string(name) + ".counts");
    const auto flat = file_.get<double>(name);
    values.clear();
    std::size_t at = 0;
    for (const auto count : counts) {
      require_or(ExitCode::no_checkpoint, count <= flat.size() - at, "block {} does not fit", name);
      const auto row = std::span(flat).subspan(at, count);
      values.emplace_back(row.begin(), row.end());
      at += count;
    }
    require_or(ExitCode::no_checkpoint, at == flat.size(), "block {} does not fit", name);
  }

 private:
  const BlockReader& file_;
};

template <class T>
std::span<const T> first(const std::vector<T>& values, std::size_t count) {
  expect(values.size() >= count, "panel arrays of the State have their full length");
  return std::span(values).first(count);
}

/// How many numbers each panel has in an array that few panels have numbers in.
struct Rows {
  Rows(const std::vector<std::int32_t>& offset, std::size_t panels) : counts(panels, 0) {
    if (offset.empty()) return;
    for (std::size_t i = 0; i < panels; ++i) counts[i] = offset[i + 1] - offset[i];
    total = static_cast<std::size_t>(offset[panels]);
  }
  std::vector<std::int32_t> counts;
  std::size_t total = 0;
};

std::size_t sum_of_counts(const std::vector<std::int32_t>& counts) {
  const bool is_sound = std::ranges::all_of(counts, [](std::int32_t count) { return count >= 0; });
  require_or(ExitCode::no_checkpoint, is_sound, "the checkpoint has panels of negative depth");
  return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

}  // namespace

std::vector<char> pack_replicated(const vehicle::State& state) {
  BlockWriter file;
  visit_replicated(state, Pack(file));
  return file.finish();
}

void unpack_replicated(const BlockReader& file, vehicle::State& state) {
  visit_replicated(state, Unpack(file));
}

std::vector<char> pack_panels(const vehicle::Vehicle& vehicle, const vehicle::State& state) {
  const auto& mesh = *vehicle.mesh;
  const auto owned = static_cast<std::size_t>(mesh.owned());
  // Owned panels come first, hence so do their cells.
  const auto cells = static_cast<std::size_t>(vehicle.cell_offset[owned]);
  std::vector<std::int32_t> counts(owned);
  for (std::size_t i = 0; i < owned; ++i) {
    counts[i] = vehicle.cell_offset[i + 1] - vehicle.cell_offset[i];
  }
  const Rows progress(vehicle.progress_offset, owned);
  BlockWriter file;
  file.add("global_id", mesh.global_id().first(owned));
  file.add("cells", std::span<const std::int32_t>(counts));
  file.add("body", first(state.body, owned));
  file.add("refresh_body", first(state.refresh_body, owned));
  file.add("margin", first(state.margin, owned));
  file.add("enthalpy", first(state.solid.enthalpy, cells));
  file.add("cell_mass", first(state.solid.cell_mass, cells));
  file.add("progress.counts", std::span<const std::int32_t>(progress.counts));
  file.add("progress", first(state.solid.progress, progress.total));
  file.add("edge_vertices", mesh.edge_vertices());
  file.add("edge_holds", first(state.edge_holds, static_cast<std::size_t>(mesh.edges())));
  return file.finish();
}

PanelReader::PanelReader(const vehicle::Vehicle& vehicle, vehicle::State& state)
    : vehicle_(vehicle), state_(state) {
  const auto& mesh = *vehicle.mesh;
  const auto local = static_cast<std::size_t>(mesh.local());
  const auto cells = static_cast<std::size_t>(vehicle.cell_offset[local]);
  state.body.assign(local, -1);
  state.refresh_body.assign(local, -1);
  state.margin.assign(local, 0.0);
  state.solid.enthalpy.assign(cells, 0.0);
  state.solid.cell_mass.assign(cells, 0.0);
  const auto& progress = vehicle.progress_offset;
  state.solid.progress.assign(progress.empty() ? 0 : static_cast<std::size_t>(progress.back()),
                              0.0);
  state.edge_holds.assign(static_cast<std::size_t>(mesh.edges()), 0);
  panel_found_.assign(static_cast<std::size_t>(mesh.owned()), 0);
  edge_found_.assign(static_cast<std::size_t>(mesh.edges()), 0);
}

bool PanelReader::is_ours(const BlockReader& file) const {
  const auto& mesh = *vehicle_.mesh;
  const auto panels = file.get<std::int64_t>("global_id");
  const auto edges = file.get<std::array<std::int64_t, 2>>("edge_vertices");
  return std::ranges::equal(panels, mesh.global_id().first(panel_found_.size())) &&
         std::ranges::equal(edges, mesh.edge_vertices());
}

void PanelReader::take(const BlockReader& file) {
  const auto& mesh = *vehicle_.mesh;
  const auto id = file.get<std::int64_t>("global_id");
  const auto count = file.get<std::int32_t>("cells", id.size());
  const std::size_t total = sum_of_counts(count);
  const auto progress_count = file.get<std::int32_t>("progress.counts", id.size());
  const auto progress = file.get<double>("progress", sum_of_counts(progress_count));
  const Rows own(vehicle_.progress_offset, panel_found_.size());
  const auto body = file.get<std::int32_t>("body", id.size());
  const auto refresh_body = file.get<std::int32_t>("refresh_body", id.size());
  const auto margin = file.get<double>("margin", id.size());
  const auto enthalpy = file.get<double>("enthalpy", total);
  const auto cell_mass = file.get<double>("cell_mass", total);
  const auto ours = mesh.global_id().first(panel_found_.size());
  std::size_t from = 0;           // first cell of panel i of the file
  std::size_t progress_from = 0;  // and its first number of progress
  for (std::size_t i = 0; i < id.size(); from += static_cast<std::size_t>(count[i]),
                   progress_from += static_cast<std::size_t>(progress_count[i]), ++i) {
    const auto found = std::ranges::lower_bound(ours, id[i]);
    if (found == ours.end() || *found != id[i]) continue;
    const auto panel = static_cast<std::size_t>(found - ours.begin());
    const auto to = vehicle_.cell_offset[panel];
    require_or(ExitCode::no_checkpoint, vehicle_.cell_offset[panel + 1] - to == count[i],
               "the checkpoint's panel {} has {} cells, the vehicle's has {}", id[i], count[i],
               vehicle_.cell_offset[panel + 1] - to);
    state_.body[panel] = body[i];
    state_.refresh_body[panel] = refresh_body[i];
    state_.margin[panel] = margin[i];
    const auto copy = [&](const std::vector<double>& source, std::vector<double>& target) {
      std::copy_n(source.begin() + static_cast<std::ptrdiff_t>(from), count[i],
                  target.begin() + to);
    };
    require_or(ExitCode::no_checkpoint, progress_count[i] == own.counts[panel],
               "the checkpoint's panel {} keeps {} numbers of decomposition, the vehicle's {}",
               id[i], progress_count[i], own.counts[panel]);
    if (progress_count[i] > 0) {
      std::copy_n(progress.begin() + static_cast<std::ptrdiff_t>(progress_from), progress_count[i],
                  state_.solid.progress.begin() + vehicle_.progress_offset[panel]);
    }
    copy(enthalpy, state_.solid.enthalpy);
    copy(cell_mass, state_.solid.cell_mass);
    panel_found_[panel] = 1;
  }
  const auto vertices = file.get<std::array<std::int64_t, 2>>("edge_vertices");
  const auto holds = file.get<std::uint8_t>("edge_holds", vertices.size());
  const auto edges = mesh.edge_vertices();
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const auto found = std::ranges::lower_bound(edges, vertices[i]);
    if (found == edges.end() || *found != vertices[i]) continue;
    const auto edge = static_cast<std::size_t>(found - edges.begin());
    state_.edge_holds[edge] = holds[i];
    edge_found_[edge] = 1;
  }
}

void PanelReader::check_complete() const {
  const auto missing = std::ranges::count(panel_found_, std::uint8_t{0}) +
                       std::ranges::count(edge_found_, std::uint8_t{0});
  require_or(ExitCode::no_checkpoint, missing == 0,
             "the checkpoint lacks {} panels or edges of this vehicle", missing);
}

void PanelReader::update_ghosts() {
  const auto& mesh = *vehicle_.mesh;
  mesh.update_ghosts(std::span(state_.body));
  mesh.update_ghosts(std::span(state_.refresh_body));
  mesh.update_ghosts(std::span(state_.margin));
  update_ghost_rows(vehicle_.cell_offset, state_.solid.enthalpy);
  update_ghost_rows(vehicle_.cell_offset, state_.solid.cell_mass);
  if (!vehicle_.progress_offset.empty()) {
    update_ghost_rows(vehicle_.progress_offset, state_.solid.progress);
  }
}

/// Panels differ in how many numbers they have; the mesh sends a fixed number a panel.
void PanelReader::update_ghost_rows(const std::vector<std::int32_t>& offset,
                                    std::vector<double>& values) const {
  const auto& mesh = *vehicle_.mesh;
  const auto local = static_cast<std::size_t>(mesh.local());
  std::int64_t longest = 1;
  for (std::size_t i = 0; i < local; ++i) {
    longest = std::max<std::int64_t>(longest, offset[i + 1] - offset[i]);
  }
  const auto width = static_cast<std::size_t>(mesh.world().max(longest));
  std::vector<double> padded(local * width, 0.0);
  for (std::size_t i = 0; i < local; ++i) {
    std::copy(values.begin() + offset[i], values.begin() + offset[i + 1],
              padded.begin() + static_cast<std::ptrdiff_t>(i * width));
  }
  mesh.update_ghosts(padded, static_cast<int>(width));
  for (std::size_t i = 0; i < local; ++i) {
    std::copy_n(padded.begin() + static_cast<std::ptrdiff_t>(i * width), offset[i + 1] - offset[i],
                values.begin() + offset[i]);
  }
}

}  // namespace tektite::output
