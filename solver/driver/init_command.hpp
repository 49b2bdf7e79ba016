// `tektite init`: a case to begin with. No MPI.
#pragma once

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace tektite::driver {

/// A case that flies, with every key of the language beside it as a comment.
[[nodiscard]] std::string template_case(const std::string& title);

///   tektite init NAME              writes NAME.yaml
///   tektite init NAME --folder     writes NAME/case.yaml, README.md and expected.yaml
class InitCommand {
 public:
  /// Adds the verb to the program's command line.
  explicit InitCommand(CLI::App& program);

  [[nodiscard]] bool is_asked_for() const;
  /// Writes and returns the exit code; nothing that is there is replaced. Errors end in one
  /// message.
  [[nodiscard]] int run() const;

 private:
  CLI::App* verb_;
  std::string name_;
  bool folder_ = false;
};

}  // namespace tektite::driver
