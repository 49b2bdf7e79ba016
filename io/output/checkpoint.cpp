#include "io/output/checkpoint.hpp"

#include "io/output/agree.hpp"
#include "io/output/files.hpp"
#include "io/output/manifest.hpp"
#include "io/output/state_blocks.hpp"
#include "io/output/state_check.hpp"
#include "solver/base/log.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <system_error>

namespace tektite::output {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kept_generations = 2;

std::string rank_file(int rank) {
  return fmt::format("rank_{}.bin", rank);
}
std::string generation_name(std::int64_t number) {
  return fmt::format("{:06}", number);
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 18 &&
         text.find_first_not_of("0123456789") == std::string::npos;
}

/// Numbers of the complete generations in a folder, newest first.
std::vector<std::int64_t> list_generations(const std::string& folder) {
  std::vector<std::int64_t> numbers;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto name = entry.path().filename().string();
    if (is_number(name)) numbers.push_back(std::stoll(name));
  }
  require_or(ExitCode::io_failed, !error, "cannot read the folder {}: {}", folder, error.message());
  std::ranges::sort(numbers, std::greater());
  return numbers;
}

/// Throws no_checkpoint, or io_failed if the disk does not give it.
Manifest read_manifest(const std::string& folder) {
  const std::string path = folder + "/manifest.json";
  require_or(ExitCode::no_checkpoint, exists(path), "{} is missing", path);
  return parse_manifest(read_text(path), path);
}

std::vector<char> read_sealed(const std::string& path, const FileSeal& meant) {
  require_or(ExitCode::no_checkpoint, exists(path), "{} is missing", path);
  // The size first: a damaged file must not be an allocation of any size.
  require_or(ExitCode::no_checkpoint, size_of(path) == meant.size, "{} is damaged: its size", path);
  auto bytes = read_bytes(path, meant.size);
  require_or(ExitCode::no_checkpoint, bytes.size() == meant.size && checksum(bytes) == meant.sum,
             "{} is damaged", path);
  return bytes;
}

void write_sealed(const std::string& path, std::span<const char> bytes, FileSeal& meant) {
  meant = seal(bytes);
  write_bytes(path, bytes);
}

/// What the disk gives back is what was meant.
void verify(const std::string& path, const FileSeal& meant) {
  const FileSeal found = seal(read_back(path));
  require_or(ExitCode::io_failed, found.size == meant.size && found.sum == meant.sum,
             "{} reads back differently from what was written", path);
}

void drop_old_generations(const std::string& folder) {
  const auto numbers = list_generations(folder);
  for (std::size_t i = kept_generations; i < numbers.size(); ++i) {
    remove_all(folder + "/" + generation_name(numbers[i]));
  }
}

/// Writes all files of a generation into `temporary`, the manifest last. @note Collective
Manifest write_generation(const RunFolder& folder, const std::string& temporary,
                          const vehicle::Vehicle& vehicle, const vehicle::State& state,
                          const std::string& case_hash, const std::string& case_text) {
  const auto& world = folder.world();
  FileSeal mine;
  on_every_rank(world, [&] {
    write_sealed(temporary + "/" + rank_file(world.rank()), pack_panels(vehicle, state), mine);
  });
  Manifest manifest;
  manifest.case_hash = case_hash;
  manifest.step = state.step;
  manifest.time = state.time;
  manifest.panels = static_cast<std::int64_t>(vehicle.surface.panels());
  manifest.ranks = world.size();
  manifest.rank_files = world.gather_on_all(std::vector{mine});
  on_root(world, [&] {
    write_sealed(temporary + "/replicated.bin", pack_replicated(state), manifest.replicated);
    write_sealed(temporary + "/case.yaml", case_text, manifest.case_file);
    write_bytes(temporary + "/manifest.json", to_text(manifest));
    sync_folder(temporary);
  });
  return manifest;
}

/// Reads a new generation back, each rank what it has written. @note Collective
void verify_generation(const Communicator& world, const std::string& path,
                       const Manifest& manifest) {
  on_every_rank(world, [&] {
    verify(path + "/" + rank_file(world.rank()),
           manifest.rank_files[static_cast<std::size_t>(world.rank())]);
    if (!world.is_root()) return;
    verify(path + "/replicated.bin", manifest.replicated);
    verify(path + "/case.yaml", manifest.case_file);
    verify(path + "/manifest.json", seal(to_text(manifest)));
  });
}

/// Checks every `stride`-th file, from the `first` on. Not collective.
void check_files(const std::string& path, const Manifest& manifest, int first, int stride) {
  for (int rank = first; rank < manifest.ranks; rank += stride) {
    const std::string file = path + "/" + rank_file(rank);
    static_cast<void>(
        BlockReader(read_sealed(file, manifest.rank_files[static_cast<std::size_t>(rank)]), file));
  }
  if (first != 0) return;
  const std::string file = path + "/replicated.bin";
  static_cast<void>(BlockReader(read_sealed(file, manifest.replicated), file));
}

bool is_sound(const std::string& path) {
  return !attempt([&] {
    const Manifest manifest = read_manifest(path);
    check_files(path, manifest, 0, 1);
    static_cast<void>(read_sealed(path + "/case.yaml", manifest.case_file));
  });
}

/// Out of the way, so that the next checkpoint does not count it as a good one to keep. Not
/// collective; what cannot be renamed stays.
void set_aside(const std::string& path) {
  static_cast<void>(attempt([&] {
    remove_all(path + ".broken");
    rename(path, path + ".broken");
  }));
}

void say_broken(const Communicator& world, const std::string& path, std::int64_t number,
                const Error& reason) {
  log::warning("CHECKPOINT {} CANNOT BE USED: {}; looking for an older one",
               generation_name(number), reason.what());
  // What a disk failed to give may be whole: it stays where it is.
  if (world.is_root() && reason.code() == ExitCode::no_checkpoint) set_aside(path);
}

[[noreturn]] void none_is_usable(const RunFolder& folder, const std::string& reason) {
  throw Error(ExitCode::no_checkpoint,
              fmt::format("no usable checkpoint in {}: {}", folder.checkpoints(), reason));
}

/// Newest first, on every rank. @note Collective
std::vector<std::int64_t> share_generations(const RunFolder& folder) {
  std::vector<std::int64_t> numbers;
  on_root(folder.world(), [&] {
    if (exists(folder.checkpoints())) numbers = list_generations(folder.checkpoints());
  });
  folder.world().broadcast(numbers);
  return numbers;
}

/// Reads one generation; throws on this rank alone, so `attempt` it. The manifest and the bytes of
/// the replicated part are the same on every rank.
class Generation {
 public:
  Generation(const RunFolder& folder, std::int64_t number)
      : world_(folder.world()), path_(folder.checkpoints() + "/" + generation_name(number)) {}

  /// What is wrong with it, if anything; the same on every rank. @note Collective
  std::optional<Error> read(const vehicle::Vehicle& vehicle, const std::string& case_hash,
                            vehicle::State& state) {
    auto error = share(world_, attempt([&] { manifest_ = read_manifest(path_); }));
    if (error) return error;
    is_other_case_ = !case_hash.empty() && manifest_.case_hash != case_hash;
    if (is_other_case_) return Error(ExitCode::no_checkpoint, path_ + " is of another case");

    std::vector<char> bytes;
    error = share(world_, attempt([&] {
                    if (world_.is_root()) {
                      bytes = read_sealed(path_ + "/replicated.bin", manifest_.replicated);
                    }
                  }));
    if (error) return error;
    world_.broadcast(bytes);
    PanelReader panels(vehicle, state);
    error =
        share(world_, attempt([&] {
                require_or(ExitCode::no_checkpoint,
                           manifest_.panels == static_cast<std::int64_t>(vehicle.surface.panels()),
                           "it is of a vehicle with {} panels", manifest_.panels);
                unpack_replicated(BlockReader(std::move(bytes), path_ + "/replicated.bin"), state);
                read_panels(panels);
                check_state(vehicle, state);
              }));
    if (error) return error;
    panels.update_ghosts();
    return std::nullopt;
  }
  [[nodiscard]] bool is_other_case() const { return is_other_case_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  [[nodiscard]] BlockReader open(int rank) const {
    const std::string path = path_ + "/" + rank_file(rank);
    return {read_sealed(path, manifest_.rank_files[static_cast<std::size_t>(rank)]), path};
  }

  /// On the layout that wrote it a rank finds all it needs in its own file.
  void read_panels(PanelReader& panels) const {
    const bool same_ranks = manifest_.ranks == world_.size();
    if (same_ranks) {
      const auto mine = open(world_.rank());
      if (panels.is_ours(mine)) {
        panels.take(mine);
        panels.check_complete();
        return;
      }
    }
    for (int rank = 0; rank < manifest_.ranks; ++rank) panels.take(open(rank));
    panels.check_complete();
  }

  const Communicator& world_;
  std::string path_;
  Manifest manifest_;
  bool is_other_case_ = false;
};

}  // namespace

std::string write_checkpoint(const RunFolder& folder, const vehicle::Vehicle& vehicle,
                             const vehicle::State& state, const std::string& case_hash,
                             const std::string& case_text) {
  const auto& world = folder.world();
  const std::string parent = folder.checkpoints();
  std::vector<std::int64_t> number{1};
  on_root(world, [&] {
    make_folders(parent);
    const auto numbers = list_generations(parent);
    if (!numbers.empty()) number[0] = numbers.front() + 1;
  });
  world.broadcast(number);
  std::string name = generation_name(number[0]);
  const std::string path = parent + "/" + name;
  const std::string temporary = path + ".tmp";
  bool has_name = false;
  try {
    on_root(world, [&] {
      remove_all(temporary);
      make_folders(temporary);
    });
    const Manifest manifest =
        write_generation(folder, temporary, vehicle, state, case_hash, case_text);
    on_root(world, [&] {
      rename(temporary, path);
      has_name = true;
      sync_folder(parent);
    });
    verify_generation(world, path, manifest);
    on_root(world, [&] { drop_old_generations(parent); });
  } catch (const Error&) {
    // All ranks are here. What is left of it may fill the disk that the next try needs.
    if (world.is_root()) {
      static_cast<void>(attempt([&] { remove_all(temporary); }));
      if (has_name && !is_sound(path)) set_aside(path);
    }
    throw;
  }
  return name;
}

SavedCase find_checkpoint(const RunFolder& folder) {
  const auto& world = folder.world();
  std::string reason = "there is none";
  for (const auto number : share_generations(folder)) {
    const std::string path = folder.checkpoints() + "/" + generation_name(number);
    Manifest manifest;
    std::vector<char> text;
    auto error = share(world, attempt([&] {
                         manifest = read_manifest(path);
                         text = read_sealed(path + "/case.yaml", manifest.case_file);
                       }));
    if (!error) {
      error =
          share(world, attempt([&] { check_files(path, manifest, world.rank(), world.size()); }));
    }
    if (!error) {
      return {generation_name(number), manifest.case_hash, std::string(text.begin(), text.end()),
              manifest.step, manifest.time};
    }
    reason = error->what();
    say_broken(world, path, number, *error);
  }
  none_is_usable(folder, reason);
}

vehicle::State read_checkpoint(const RunFolder& folder, const vehicle::Vehicle& vehicle,
                               const std::string& case_hash, std::string* name) {
  const auto& world = folder.world();
  std::string reason = "there is none";
  for (const auto number : share_generations(folder)) {
    vehicle::State state;
    Generation generation(folder, number);
    const auto error = generation.read(vehicle, case_hash, state);
    if (!error) {
      if (name != nullptr) *name = generation_name(number);
      return state;
    }
    reason = error->what();
    if (generation.is_other_case()) continue;
    say_broken(world, generation.path(), number, *error);
  }
  none_is_usable(folder, reason);
}

}  // namespace tektite::output
