// `tektite sweep`: many runs of one case. No MPI in this process; every member is one of its own.
#pragma once

#include <memory>

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace tektite::driver::sweep {

///   tektite sweep SWEEP.yaml     plan: write the members' folder
///   tektite sweep run DIR        fly what has not failed
///   tektite sweep resume DIR     also what failed
///   tektite sweep status DIR     how every member stands
///   tektite sweep collect DIR    tables and statistics
class Command {
 public:
  /// Adds the verb to the program's command line.
  explicit Command(CLI::App& program);
  ~Command();
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  /// Was it this verb that the user typed?
  [[nodiscard]] bool is_asked_for() const;
  /// Does what the user typed and returns the exit code; errors end in one message.
  [[nodiscard]] int run() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace tektite::driver::sweep
