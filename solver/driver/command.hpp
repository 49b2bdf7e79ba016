// The command line, and what surrounds a run: MPI, PETSc, exit codes, last words.
#pragma once

#include "io/case/section.hpp"
#include "io/output/run_folder.hpp"
#include "solver/base/communicator.hpp"
#include "solver/base/error.hpp"
#include "solver/driver/simulation.hpp"

#include <string>
#include <vector>

namespace tektite::driver {

/// What the user typed after `tektite run` or `tektite resume`.
struct Arguments {
  std::string case_file;
  std::string folder;                 ///< of the run; empty: runs/<case>
  std::vector<std::string> settings;  ///< "path=value" in place of the case's
  bool force = false;                 ///< replace what is in it
  bool allow_path = false;            ///< paths in the case may lead out of its folder
  bool is_resumed = false;            ///< go on from the newest checkpoint
  std::string time_limit;             ///< "HH:MM:SS" from the start of the process; empty: none
  std::string progress = "auto";      ///< "auto", "bar", "lines"
  std::string log_format = "text";    ///< "text", "json"
  bool log_all_ranks = false;
  std::string other_case;       ///< resume with this case file in place of resolved.yaml
  bool accept_changes = false;  ///< resume although the case has changed
  bool take_over = false;       ///< the folder, whoever holds it
  int forecast_ranks = 0;       ///< check: forecast for so many ranks; 0: as many as there are
  bool no_forecast = false;     ///< check: input alone
  double started = 0.0;         ///< of this process, system's clock [s]

  /// The case file, or the resolved case of the run that is resumed. Throws bad_input.
  [[nodiscard]] io::Case read_case() const;
  /// The folder of the run: the one given, or runs/<case>.
  [[nodiscard]] std::string run_folder() const;
  /// How the run is carried out. Throws bad_input.
  [[nodiscard]] RunOptions run_options(output::RunLock& lock) const;
};

/// What flies a case. @note Collective
using Story = ExitCode (*)(const Arguments&, const Communicator&);

/// What is said goes to the run's log file from now on. Throws io_failed. @note Collective
void open_log(const output::RunFolder& folder);

/// Makes the folder of a new run and writes down what it will compute, or opens that of a resumed
/// one; the log goes there from now on. @note Collective
[[nodiscard]] output::RunFolder open_folder(const Arguments& arguments, const io::Case& scenario,
                                            const Communicator& world);

/// Parses the command line, starts MPI and PETSc, does what is asked for (`fly` for run and
/// resume), and returns the exit code of the process. Errors end in one message.
[[nodiscard]] int run_command(int argc, char** argv, Story fly);

}  // namespace tektite::driver
