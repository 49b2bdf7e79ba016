// The folder of one run: where it is, what may be in it, and how files get into it whole.
#pragma once

#include "solver/base/communicator.hpp"
#include "solver/base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tektite::output {

/// A run's folder, the same path on every rank. Cheap to copy. Does not own its communicator.
///
///   resolved.yaml  manifest.json  progress.json  log  report.html  report.json
///   inputs/  fields/  tables/  checkpoints/
class RunFolder {
 public:
  /// Makes the folder, its parents and its sub-folders. An existing folder that is not empty is
  /// bad_input unless `force` is given, which removes what a run writes (the names above) and
  /// leaves everything else alone. What cannot be written is io_failed.
  /// Every rank throws the same Error, or none does. @note Collective
  [[nodiscard]] static RunFolder create(const Communicator& world, const std::string& path,
                                        bool force);
  /// An existing run's folder, to resume it. Throws bad_input if it is not one, io_failed if it
  /// cannot be written to. @note Collective
  [[nodiscard]] static RunFolder open(const Communicator& world, const std::string& path);

  [[nodiscard]] const Communicator& world() const { return world_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string inputs() const { return path_ + "/inputs"; }
  [[nodiscard]] std::string fields() const { return path_ + "/fields"; }
  [[nodiscard]] std::string tables() const { return path_ + "/tables"; }
  [[nodiscard]] std::string checkpoints() const { return path_ + "/checkpoints"; }
  [[nodiscard]] std::string log() const { return path_ + "/log"; }  ///< file for log::open_file

 private:
  RunFolder(const Communicator& world, std::string path) : world_(world), path_(std::move(path)) {}

  Communicator world_;
  std::string path_;
};

/// Writes a file so that it is there whole or not at all: a temporary file beside it, flushed to
/// the disk, then renamed. Throws io_failed with the path and the system's reason (a full disk
/// too). Not collective: only the calling rank writes.
void write_text(const std::string& path, const std::string& text);

/// resolved.yaml: the case with every default written out. @note Collective
void write_resolved(const RunFolder& folder, const std::string& resolved);

/// The case of a run.
struct CaseRecord {
  std::string path;
  std::string hash;
  bool allow_path = false;  ///< it may name files outside its folder
};

/// A file that the case names, as it was when the run began.
struct KeptInput {
  std::string name;  ///< as in the case
  std::uint64_t bytes = 0;
  std::string sum;      ///< XXH3-64 of its content, hexadecimal
  bool copied = false;  ///< inputs/<name> is a copy
};

/// manifest.json: version of Tektite and of the libraries, the case and its hash, its files, ranks,
/// hosts and the time of the start. @note Collective
void write_manifest(const RunFolder& folder, const CaseRecord& record,
                    const std::vector<KeptInput>& inputs = {});

/// A key of the case that was changed on resume.
struct AcceptedChange {
  std::string key;
  std::string before;
  std::string after;
};

/// Adds to "accepted_changes" of manifest.json: the keys, the checkpoint from which they hold and
/// its step, and what the case's hash and files are from now on. @note Collective
void record_changes(const RunFolder& folder, const std::string& checkpoint, std::int64_t step,
                    const std::string& case_hash, const std::vector<AcceptedChange>& changes,
                    const std::vector<KeptInput>& inputs);

/// Where a run stands, for whoever watches it.
struct Progress {
  std::string status = "running";  ///< "running", "done", "stopped" or "failed"
  std::string reason{};            ///< of a stop or a failure
  std::int64_t step = 0;
  double time = 0.0;                  ///< since entry [s]
  double altitude = 0.0;              ///< of the reference body [m]
  std::int64_t bodies = 0;            ///< still flying
  double hottest_wall = 0.0;          ///< [K]
  double mass_drift = 0.0;            ///< relative to the mass at entry
  double energy_drift = 0.0;          ///< relative to the energy absorbed
  double elapsed = 0.0;               ///< wall clock since the start [s]
  double remaining = -1.0;            ///< estimate of the wall clock left [s]; negative: unknown
  std::string last_checkpoint{};      ///< its name; empty: none yet
  std::int64_t checkpoint_step = -1;  ///< step of the last one; negative: none yet
  double next_checkpoint = -1.0;      ///< wall clock until the next is due [s]; negative: unknown
  std::int64_t next_checkpoint_step = -1;  ///< ... or at this step; negative: by the clock alone
  double checkpoint_cost = 0.0;            ///< longest so far [s]
  double time_limit = -1.0;                ///< wall clock until the batch limit [s]; negative: none
};

/// progress.json, by rank 0: what went wrong, if anything. The other ranks do nothing. Not
/// collective.
[[nodiscard]] std::optional<Error> write_progress(const RunFolder& folder,
                                                  const Progress& progress);

}  // namespace tektite::output
