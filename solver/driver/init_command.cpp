#include "solver/driver/init_command.hpp"

#include "io/case/document.hpp"
#include "io/case/section.hpp"
#include "io/case/spelling.hpp"
#include "io/case/template.hpp"
#include "solver/driver/keys.hpp"
#include "solver/driver/local.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <vector>

namespace tektite::driver {

namespace {

namespace fs = std::filesystem;

constexpr const char* example = R"(tektite: 1
title: A sealed can with a box inside
entry:
  epoch: 2030-01-01T00:00:00Z
  altitude: 120 km
  latitude: 0 deg
  longitude: 0 deg
  speed: 7.6 km/s
  flight_path_angle: -1.5 deg
  heading: 45 deg
  attitude: {mode: tumbling, rate: 5 deg/s}
atmosphere: {model: us76}
vehicle:
  panel_size: 0.2 m
  patch_size: 0.5 m
  temperature: 300 K
  stacks:
    wall:
      layers:
        - {material: aluminium_6061_t6, thickness: 3 mm, cells: 2}
  parts:
    - {name: can, stack: wall, wall: {shape: cylinder, radius: 0.5 m, length: 1.2 m}}
    - {name: lid, stack: wall, span: 0.2 m, wall: {shape: disc, radius: 0.5 m, at: [1.2 m, 0 m, 0 m]}}
    - {name: bottom, stack: wall, span: 0.2 m, wall: {shape: disc, radius: 0.5 m, direction: [-1, 0, 0]}}
  volumes:
    - {name: inside, walls: [can, lid, bottom], pressure: 50 kPa}
  objects:
    - {name: box, shape: box, size: [0.3 m, 0.3 m, 0.2 m], material: steel_316, mass: 20 kg, inside: [can], at: [0.6 m, 0 m, 0 m], mount_capacity: 5 kN, source: constructed}
march: {macro_step: 0.5 s}
output: {fields: {every: 20 s}, trajectories: {every: 2 s}}
)";

constexpr const char* head =
    "# What is flown, from where, and why. Every number states its source, or that it is an "
    "estimate.\n"
    "# Keys that are comments show their defaults; `tektite schema --reference` lists all of "
    "them.\n"
    "# Editors complete and check the file with the output of `tektite schema` as its schema.\n";

/// Writes a file that must not be there yet.
void write_new(const fs::path& path, const std::string& text) {
  const std::string name = io::printable(path.string(), 400);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  require(file >= 0 || errno != EEXIST, "{} is there already; nothing was written", name);
  require_or(ExitCode::io_failed, file >= 0, "{} cannot be written: {}", name,
             std::strerror(errno));
  std::size_t written = 0;
  bool failed = false;
  while (written < text.size() && !failed) {
    const ssize_t count = ::write(file, text.data() + written, text.size() - written);
    failed = count < 0 && errno != EINTR;
    if (count > 0) written += static_cast<std::size_t>(count);
  }
  failed = ::close(file) != 0 || failed;
  require_or(ExitCode::io_failed, !failed, "{} cannot be written: {}", name, std::strerror(errno));
}

std::string readme(const std::string& name, const std::string& folder) {
  return fmt::format(
      "# {0}\n\nWhat it shows, in one sentence.\n\n| | |\n|---|---|\n"
      "| condition | 120 km, 7.6 km/s, -1.5 deg |\n"
      "| reference | none yet: name the paper or flight it is compared with |\n"
      "| run | `tektite run {1}/case.yaml` |\n\n"
      "What to look at, and what is not modelled.\n",
      name, folder);
}

constexpr const char* expected =
    "# What is expected of this case, and who says so. One line a quantity:\n"
    "#   - {quantity: surviving mass, value: 20 kg, tolerance: 5 %, source: AuthorYear, reason: "
    "why this tolerance}\n[]\n";

ExitCode write_case(const std::string& path, bool folder) {
  const fs::path given(path);
  const std::string name = given.filename().string();
  require(io::is_map_name(name), "'{}' is not a name: letters, digits, _ and - are wanted",
          io::printable(name));
  const fs::path file = folder ? given / "case.yaml" : fs::path(path + ".yaml");
  if (folder) {
    std::error_code problem;
    fs::create_directories(given, problem);
    require_or(ExitCode::io_failed, !problem, "{} cannot be made: {}",
               io::printable(given.string(), 400), problem.message());
  }
  const std::string title = fmt::format("{}: a sealed can with a box inside", name);
  write_new(file, template_case(title));
  std::string said = fmt::format("{}\n", file.string());
  if (folder) {
    write_new(given / "README.md", readme(name, given.string()));
    write_new(given / "expected.yaml", expected);
    said += fmt::format("{0}/README.md\n{0}/expected.yaml\n", given.string());
  }
  return print_locally(said);
}

}  // namespace

std::string template_case(const std::string& title) {
  std::vector<io::Problem> problems;
  io::TreeNode tree = io::read_document(example, problems);
  expect(problems.empty(), "the example is YAML");
  for (auto& entry : tree.entries) {
    if (entry.key != "title") continue;
    entry.value.text = title;
    entry.value.quoted = true;
  }
  std::string text = head + io::case_template(case_keys(), tree);
  (void)io::read_case_text(text, "template", case_keys());  // what is handed out is valid
  return text;
}

InitCommand::InitCommand(CLI::App& program)
    : verb_(program.add_subcommand("init", "write a case to begin with")) {
  verb_->add_option("name", name_, "of the new case, perhaps with a path in front")->required();
  verb_->add_flag("--folder", folder_, "a folder with README.md and expected.yaml, as in cases/");
}

bool InitCommand::is_asked_for() const {
  return verb_->parsed();
}

int InitCommand::run() const {
  return guarded_locally([&] { return write_case(name_, folder_); });
}

}  // namespace tektite::driver
