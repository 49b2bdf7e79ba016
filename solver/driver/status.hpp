// `tektite status RUN`: how far a run is, alive, dead or finished. No MPI.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

namespace tektite::driver {

/// One paragraph from progress.json and lock of a run folder. Throws bad_input if it is none,
/// io_failed.
[[nodiscard]] std::string status_text(const std::string& folder);
/// The same for programs: progress.json, with "state" and "holder" added; one line.
[[nodiscard]] std::string status_json(const std::string& folder);

class StatusVerb {
 public:
  explicit StatusVerb(CLI::App& app);  ///< adds the verb; `app` and this must outlive parsing
  StatusVerb(const StatusVerb&) = delete;
  StatusVerb& operator=(const StatusVerb&) = delete;
  ~StatusVerb() = default;

  /// Exit code of the process, if this verb was asked for.
  [[nodiscard]] std::optional<int> run() const;

 private:
  CLI::App* verb_;
  std::string folder_;
  bool json_ = false;
};

}  // namespace tektite::driver
