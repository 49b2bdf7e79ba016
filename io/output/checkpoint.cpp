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

std::vector<char> read_sealed(const std::string& path, const FileSeal& meant) {
  auto bytes = read_bytes(path, meant.size);
  require_or(ExitCode::no_checkpoint, bytes.size() == meant.size && checksum(bytes) == meant.sum,
             "{} is damaged", path);
  return bytes;
}

void write_sealed(const std::string& path, std::span<const char> bytes, FileSeal& meant) {
  meant = seal(bytes);
  write_bytes(path, bytes);
}

void drop_old_generations(const std::string& folder) {
  const auto numbers = list_generations(folder);
  for (std::size_t i = kept_generations; i < numbers.size(); ++i) {
    remove_all(folder + "/" + generation_name(numbers[i]));
  }
}

/// Writes all files of a generation into `temporary`, the manifest last. @note Collective
void write_generation(const RunFolder& folder, const std::string& temporary,
                      const vehicle::Vehicle& vehicle, const vehicle::State& state,
                      const std::string& case_hash) {
  const auto& world = folder.world();
  FileSeal mine;
  on_every_rank(world, [&] {
    write_sealed(temporary + "/" + rank_file(world.rank()), pack_panels(vehicle, state), mine);
  });
  Manifest manifest{case_hash,    state.step, state.time,
                    world.size(), {},         world.gather_on_all(std::vector{mine})};
  on_root(world, [&] {
    write_sealed(temporary + "/replicated.bin", pack_replicated(state), manifest.replicated);
    write_bytes(temporary + "/manifest.json", to_text(manifest));
    sync_folder(temporary);
  });
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
    auto error = share(world_, attempt([&] {
                         const std::string path = path_ + "/manifest.json";
                         manifest_ = parse_manifest(read_text(path), path);
                       }));
    if (error) return error;
    is_other_case_ = manifest_.case_hash != case_hash;
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
                             const vehicle::State& state, const std::string& case_hash) {
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
  const std::string temporary = parent + "/" + name + ".tmp";
  try {
    on_root(world, [&] {
      remove_all(temporary);
      make_folders(temporary);
    });
    write_generation(folder, temporary, vehicle, state, case_hash);
    on_root(world, [&] {
      rename(temporary, parent + "/" + name);
      sync_folder(parent);
      drop_old_generations(parent);
    });
  } catch (const Error&) {
    // All ranks are here. What is left of it may fill the disk that the next try needs.
    if (world.is_root()) static_cast<void>(attempt([&] { remove_all(temporary); }));
    throw;
  }
  return name;
}

vehicle::State read_checkpoint(const RunFolder& folder, const vehicle::Vehicle& vehicle,
                               const std::string& case_hash) {
  const auto& world = folder.world();
  std::vector<std::int64_t> numbers;
  on_root(world, [&] { numbers = list_generations(folder.checkpoints()); });
  world.broadcast(numbers);
  std::string reason = "there is none";
  for (const auto number : numbers) {
    vehicle::State state;
    Generation generation(folder, number);
    const auto error = generation.read(vehicle, case_hash, state);
    if (!error) return state;
    reason = error->what();
    if (generation.is_other_case()) continue;
    log::warning("checkpoint {} cannot be used: {}; trying an older one", generation_name(number),
                 reason);
    // Out of the way, so that the next checkpoint does not count it as a good one to keep.
    if (world.is_root()) {
      static_cast<void>(attempt([&] {
        remove_all(generation.path() + ".broken");
        rename(generation.path(), generation.path() + ".broken");
      }));
    }
  }
  throw Error(ExitCode::no_checkpoint,
              fmt::format("no usable checkpoint in {}: {}", folder.checkpoints(), reason));
}

}  // namespace tektite::output
