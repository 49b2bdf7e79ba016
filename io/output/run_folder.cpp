#include "io/output/run_folder.hpp"

#include "io/output/agree.hpp"
#include "io/output/files.hpp"
#include "io/output/json.hpp"

#include <mpi.h>
#include <petsc.h>
#include <vtkVersion.h>

#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <tektite_version.hpp>
#include <unistd.h>

namespace tektite::output {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// What a run writes at the top of its folder: --force may remove these, and nothing else.
constexpr std::array<std::string_view, 10> written_names{
    "resolved.yaml", "manifest.json", "progress.json", "log",    "report.html",
    "report.json",   "inputs",        "fields",        "tables", "checkpoints"};

/// Nothing in it but a lock, or what a job left that was killed as it made one.
bool is_free(const std::string& path) {
  std::error_code error;
  bool found = false;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename();
    found = found || (name != "lock" && !name.starts_with("lock."));
  }
  require_or(ExitCode::io_failed, !error, "cannot read the folder {}: {}", path, error.message());
  return !found;
}

void make_sub_folders(const std::string& path) {
  for (const char* name : {"/fields", "/tables", "/checkpoints"}) make_folders(path + name);
}

/// A folder may exist and yet refuse files: better known now than after an hour.
void try_writing(const std::string& path) {
  const std::string probe = path + "/.probe";
  write_bytes(probe, std::string_view("tektite"));
  remove_all(probe);
}

void prepare(const std::string& path, bool force) {
  require(!path.empty(), "the path of the run directory is empty");
  if (exists(path)) {
    require(fs::is_directory(path), "{} exists and is not a directory; use another --output", path);
    if (!is_free(path)) {
      require(force, "run directory {} exists; use --force or another --output", path);
      for (const auto name : written_names) remove_all(path + "/" + std::string(name));
    }
  }
  make_folders(path);
  make_sub_folders(path);
  try_writing(path);
}

void check_existing(const std::string& path) {
  require(fs::is_directory(path), "there is no run directory {}", path);
  require(exists(path + "/manifest.json"),
          "{} is not a run directory: it has no manifest.json; give the folder that --output named",
          path);
  make_sub_folders(path);
  try_writing(path);
}

/// Number of different machines the ranks are on. @note Collective
std::size_t count_hosts(const Communicator& world) {
  std::array<char, MPI_MAX_PROCESSOR_NAME> name{};
  int length = 0;
  MPI_Get_processor_name(name.data(), &length);
  const auto names = world.gather_on_all(std::span<const char>(name));
  std::set<std::string> hosts;
  for (std::size_t i = 0; i < names.size(); i += name.size()) hosts.emplace(names.data() + i);
  return hosts.size();
}

std::string utc_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::string mpi_version() {
  std::array<char, MPI_MAX_LIBRARY_VERSION_STRING> text{};
  int length = 0;
  MPI_Get_library_version(text.data(), &length);
  const std::string whole(text.data());
  return whole.substr(0, whole.find(','));  // "Open MPI v4.1.4, package: ..."
}

/// PETSc's options, from PETSC_OPTIONS or the command line: they can change a solver.
std::string petsc_options() {
  char* all = nullptr;
  if (PetscOptionsGetAll(nullptr, &all) != 0 || all == nullptr) return {};
  std::string text = all;
  PetscFree(all);
  const std::string ours = "-skip_petscrc ";
  const auto at = text.find(ours);
  if (at != std::string::npos) text.erase(at, ours.size());
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string petsc_version() {
  PetscInt major = 0;
  PetscInt minor = 0;
  PetscInt patch = 0;
  PetscGetVersionNumber(&major, &minor, &patch, nullptr);
  return fmt::format("{}.{}.{}", major, minor, patch);
}

Json list_of(const std::vector<KeptInput>& inputs) {
  Json list = Json::array();
  for (const KeptInput& input : inputs) {
    list.push_back({{"name", input.name},
                    {"bytes", input.bytes},
                    {"xxh3", input.sum},
                    {"copied", input.copied}});
  }
  return list;
}

}  // namespace

RunFolder RunFolder::create(const Communicator& world, const std::string& path, bool force) {
  on_root(world, [&] { prepare(path, force); });
  return {world, path};
}

RunFolder RunFolder::open(const Communicator& world, const std::string& path) {
  on_root(world, [&] { check_existing(path); });
  return {world, path};
}

void write_resolved(const RunFolder& folder, const std::string& resolved) {
  on_root(folder.world(), [&] { write_text(folder.path() + "/resolved.yaml", resolved); });
}

void write_manifest(const RunFolder& folder, const CaseRecord& record,
                    const std::vector<KeptInput>& inputs) {
  const auto hosts = count_hosts(folder.world());
  on_root(folder.world(), [&] {
    const Json manifest{
        {"tektite", tektite::version},
        {"libraries",
         {{"mpi", mpi_version()},
          {"petsc", petsc_version()},
          {"vtk", vtkVersion::GetVTKVersion()},
          {"yaml-cpp", tektite::yaml_cpp_version}}},
        {"case", {{"path", record.path}, {"hash", record.hash}, {"allow_path", record.allow_path}}},
        {"inputs", list_of(inputs)},
        {"ranks", folder.world().size()},
        {"hosts", hosts},
        {"petsc_options", petsc_options()},
        {"started", utc_now()},
    };
    write_text(folder.path() + "/manifest.json",
               manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  });
}

void record_changes(const RunFolder& folder, const std::string& checkpoint, std::int64_t step,
                    const std::string& case_hash, const std::vector<AcceptedChange>& changes,
                    const std::vector<KeptInput>& inputs) {
  on_root(folder.world(), [&] {
    const std::string path = folder.path() + "/manifest.json";
    Json manifest = read_json(path);
    require(manifest.is_object(), "{} is damaged", path);
    for (const AcceptedChange& change : changes) {
      manifest["accepted_changes"].push_back({{"key", change.key},
                                              {"before", change.before},
                                              {"after", change.after},
                                              {"checkpoint", checkpoint},
                                              {"step", step},
                                              {"time", utc_now()}});
    }
    manifest["case"]["hash"] = case_hash;
    manifest["inputs"] = list_of(inputs);
    write_text(path, manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  });
}

std::optional<Error> write_progress(const RunFolder& folder, const Progress& progress) {
  if (!folder.world().is_root()) return std::nullopt;
  Json json{
      {"status", progress.status},
      {"reason", nullptr},
      {"step", progress.step},
      {"time", progress.time},
      {"altitude", progress.altitude},
      {"bodies", progress.bodies},
      {"hottest_wall", progress.hottest_wall},
      {"mass_drift", progress.mass_drift},
      {"energy_drift", progress.energy_drift},
      {"elapsed", progress.elapsed},
      {"remaining", nullptr},
      {"last_checkpoint", nullptr},
      {"checkpoint_step", nullptr},
      {"next_checkpoint", nullptr},
      {"next_checkpoint_step", nullptr},
      {"checkpoint_cost", progress.checkpoint_cost},
      {"time_limit", nullptr},
      {"ranks", folder.world().size()},
      {"updated", utc_now()},
  };
  if (!progress.reason.empty()) json["reason"] = progress.reason;
  if (progress.checkpoint_step >= 0) json["checkpoint_step"] = progress.checkpoint_step;
  if (progress.next_checkpoint >= 0.0) json["next_checkpoint"] = progress.next_checkpoint;
  if (progress.next_checkpoint_step >= 0) {
    json["next_checkpoint_step"] = progress.next_checkpoint_step;
  }
  if (progress.time_limit >= 0.0) json["time_limit"] = progress.time_limit;
  if (progress.remaining >= 0.0) json["remaining"] = progress.remaining;
  if (!progress.last_checkpoint.empty()) json["last_checkpoint"] = progress.last_checkpoint;
  return attempt([&] {
    write_text(folder.path() + "/progress.json",
               json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  });
}

}  // namespace tektite::output
