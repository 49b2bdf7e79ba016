#include "io/output/fields.hpp"

#include "io/output/agree.hpp"
#include "io/output/drawing.hpp"
#include "io/output/files.hpp"
#include "io/output/tables.hpp"

#include <algorithm>
#include <tuple>

namespace tektite::output {
namespace {

std::string piece_name(int rank) {
  return fmt::format("piece_{:04}.vtp", rank);
}

/// Entries of a .pvd, from rank 0 to all. @note Collective
std::vector<SeriesEntry> share_series(const Communicator& world, const std::string& path) {
  std::vector<SeriesEntry> entries;
  on_root(world, [&] {
    if (exists(path)) entries = read_pvd(path);
  });
  std::vector<double> times;
  std::vector<char> names;
  for (const auto& entry : entries) {
    times.push_back(entry.time);
    names.insert(names.end(), entry.file.begin(), entry.file.end());
    names.push_back('\n');
  }
  world.broadcast(times);
  world.broadcast(names);
  entries.clear();
  auto name = names.begin();
  for (const double time : times) {
    const auto end = std::find(name, names.end(), '\n');
    entries.push_back({time, std::string(name, end)});
    name = end + 1;
  }
  return entries;
}

}  // namespace

std::int32_t reference_body(const vehicle::State& state) {
  const auto rank_of = [](const vehicle::Body& body) {
    const int flies = body.status == vehicle::BodyStatus::flying    ? 2
                      : body.status == vehicle::BodyStatus::falling ? 1
                                                                    : 0;
    const double mass = flies == 0 ? std::max(body.mass.mass, body.end_mass) : body.mass.mass;
    return std::tuple(flies, mass, -body.id);
  };
  const auto best = std::ranges::max_element(state.bodies, {}, rank_of);
  return best == state.bodies.end() ? -1 : best->id;
}

TravellingFrame travelling_frame(const vehicle::State& state) {
  TravellingFrame frame;
  frame.body = reference_body(state);
  const auto body = std::ranges::find(state.bodies, frame.body, &vehicle::Body::id);
  if (body == state.bodies.end()) {
    frame.to_frame = rotation(Quaternion{});
    return frame;
  }
  frame.origin = body->flight.position;
  auto x = unit(body->flight.velocity);
  const auto up = unit(frame.origin);
  auto y = cross(up, x);
  constexpr double too_parallel = 1e-8;
  if (norm(y) < too_parallel) {
    // At rest, or straight up or down: x is then any direction across the vertical.
    const auto aside = std::abs(up.z) < 0.9 ? Vec3<EarthFixed>{0, 0, 1} : Vec3<EarthFixed>{1, 0, 0};
    x = unit(cross(aside, up));
    y = cross(up, x);
  }
  y = unit(y);
  const auto z = cross(x, y);
  frame.to_frame = {{x.x, x.y, x.z, y.x, y.y, y.z, z.x, z.y, z.z}};
  return frame;
}

FieldWriter::FieldWriter(const vehicle::Vehicle& vehicle, RunFolder& folder)
    : vehicle_(vehicle), folder_(folder) {
  entries_ = share_series(folder_.world(), folder_.fields() + "/panels.pvd");
}

void FieldWriter::write(const vehicle::State& state, const FieldData& data) {
  std::erase_if(entries_, [&](const SeriesEntry& entry) { return entry.time >= state.time; });
  const std::string name = fmt::format("panels_{:06}", entries_.size());
  write_set(name, state, data);
  entries_.push_back({state.time, name + ".pvtp"});
  on_root(folder_.world(), [&] { write_text(folder_.fields() + "/panels.pvd", to_pvd(entries_)); });
}

void FieldWriter::write_last_words(const vehicle::State& state, const FieldData& data) {
  write_set("last_words", state, data);
}

void FieldWriter::write_set(const std::string& name, const vehicle::State& state,
                            const FieldData& data) {
  const auto& world = folder_.world();
  const std::string folder = folder_.fields() + "/" + name;
  on_root(world, [&] { make_folders(folder); });

  std::string description;
  on_every_rank(world, [&] {
    Drawing drawing(vehicle_, state, data);
    drawing.add_panels();
    if (world.is_root()) drawing.add_objects();
    write_text(folder + "/" + piece_name(world.rank()), drawing.piece());
    description = drawing.parallel_header();
  });
  on_root(world, [&] {
    std::string text = description;
    for (int rank = 0; rank < world.size(); ++rank) {
      text += "    <Piece Source=\"" + name + "/" + piece_name(rank) + "\"/>\n";
    }
    text += "  </PPolyData>\n</VTKFile>\n";
    write_text(folder + ".pvtp", text);
  });
}

}  // namespace tektite::output
