// `tektite schema`: what a case may hold, for editors and for people. No MPI.
#pragma once

#include "io/case/schema.hpp"

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace tektite::driver {

/// Names that the keys of a case may have, from the material library in use. Throws bad_input if it
/// cannot be read.
[[nodiscard]] io::Libraries case_libraries();

/// cases/REFERENCE.md: every key of a case with its meaning.
[[nodiscard]] std::string case_reference();

///   tektite schema                 JSON Schema of case.yaml
///   tektite schema --material      that of a file of the material library
///   tektite schema --reference     cases/REFERENCE.md
class SchemaCommand {
 public:
  /// Adds the verb to the program's command line.
  explicit SchemaCommand(CLI::App& program);

  [[nodiscard]] bool is_asked_for() const;
  /// Prints and returns the exit code; errors end in one message.
  [[nodiscard]] int run() const;

 private:
  CLI::App* verb_;
  bool material_ = false;
  bool reference_ = false;
};

}  // namespace tektite::driver
