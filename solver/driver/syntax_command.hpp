// `tektite syntax`: case files against the tables of keys, nothing built. No MPI.
#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace tektite::driver {

///   tektite syntax FILE...         "FILE: ok" or its errors; exit 2 if one has errors
class SyntaxCommand {
 public:
  /// Adds the verb to the program's command line.
  explicit SyntaxCommand(CLI::App& program);

  [[nodiscard]] bool is_asked_for() const;
  [[nodiscard]] int run() const;

 private:
  CLI::App* verb_;
  std::vector<std::string> files_;
  std::vector<std::string> settings_;
  bool material_ = false;
  bool allow_path_ = false;
};

}  // namespace tektite::driver
