// `tektite loads`: what the air does to the vehicle at the case's state of entry, or at states
// given in its place, without a flight. Nothing is written but the field file that is asked for.
#pragma once

#include "solver/base/communicator.hpp"
#include "solver/base/error.hpp"
#include "solver/driver/command.hpp"
#include "solver/driver/loads.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
}

namespace tektite::driver {

/// "60 km, 70 km" in SI. `what` names the option in errors; values in (0, greatest]. Throws
/// bad_input.
[[nodiscard]] std::vector<double> read_quantities(std::string_view text, std::string_view unit,
                                                  double greatest, std::string_view what);

/// "tumbling", "12 deg" (angle of attack), "12 deg/-5 deg" (and sideslip) or "[1, 0, 0.2]" (the
/// direction in which the vehicle moves, in its axes); several with commas between. Throws
/// bad_input.
[[nodiscard]] std::vector<Attitude> read_attitudes(std::string_view text);

class LoadsCommand {
 public:
  /// Adds the verb to the program's command line.
  explicit LoadsCommand(CLI::App& program);

  [[nodiscard]] bool is_asked_for() const;
  /// Throws bad_input or io_failed, the same on every rank. @note Collective
  ExitCode run(const Communicator& world);

 private:
  struct Request;
  [[nodiscard]] Request read() const;
  /// Where the field files go; existing ones are refused without --force.
  [[nodiscard]] std::vector<std::string> field_files(std::size_t states) const;

  CLI::App* verb_;
  Arguments arguments_;
  std::optional<std::string> altitude_;
  std::optional<std::string> speed_;
  std::optional<std::string> attitude_;
  std::optional<std::string> wall_temperature_;
  std::optional<std::string> reference_area_;
  std::optional<std::string> reference_length_;
  std::optional<std::string> fields_;
  bool json_ = false;
};

}  // namespace tektite::driver
