#include "solver/driver/command.hpp"

#include "io/output/picture.hpp"
#include "io/output/run_folder.hpp"
#include "materials/material.hpp"
#include "solver/base/log.hpp"
#include "solver/base/petsc.hpp"
#include "solver/driver/listing.hpp"
#include "solver/driver/records.hpp"
#include "solver/driver/simulation.hpp"
#include "solver/driver/sweep/command.hpp"

#include "tektite_version.hpp"
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

namespace tektite::driver {

using PictureOptions = output::PictureOptions;

namespace {

/// The case file that a run was made from; empty if its manifest does not say.
std::string original_case(const std::string& folder) {
  std::ifstream file(folder + "/manifest.json");
  const nlohmann::json manifest = nlohmann::json::parse(file, nullptr, false);
  if (!manifest.is_object() || !manifest.contains("case")) return {};
  return manifest["case"].value("path", std::string());
}

}  // namespace

io::Case Arguments::read_case() const {
  if (!is_resumed) return io::read_case(case_file, case_keys(), settings);
  const io::Case resolved = io::read_case(folder + "/resolved.yaml", case_keys(), settings);
  // Mesh files are named relative to the folder of the case as it was written.
  const std::string original = original_case(folder);
  return {resolved.root(), original.empty() ? resolved.path() : original, resolved.resolved(),
          resolved.hash()};
}

namespace {

struct PictureArguments {
  PictureOptions options;
  std::string png;
  std::optional<double> time;
  std::vector<double> range;
  std::vector<double> camera;
};

/// "cases/destiny/case.yaml" -> "runs/destiny"; another file's name -> "runs/name".
std::string default_folder(const std::string& case_file) {
  const std::filesystem::path path = std::filesystem::absolute(case_file);
  const std::string name =
      path.stem() == "case" ? path.parent_path().filename().string() : path.stem().string();
  return "runs/" + name;
}

ExitCode check(const Arguments& arguments, const Communicator& world) {
  const io::Case scenario = arguments.read_case();
  const materials::Library library = materials::Library::load(materials::library_folder());
  Models models(scenario, library, world);
  describe_vehicle(models);
  const vehicle::State state = state_at_entry(models);
  log::info("{}: everything is in order; {:.1f} kg at entry", arguments.case_file,
            state.ledger.mass_at_entry);
  return ExitCode::done;
}

ExitCode draw(const std::string& folder, const PictureArguments& arguments,
              const Communicator& world) {
  if (!world.is_root()) return ExitCode::done;
  PictureOptions options = arguments.options;
  options.time = arguments.time;
  if (arguments.range.size() == 2) options.range = {arguments.range[0], arguments.range[1]};
  if (arguments.camera.size() == 3) {
    options.camera = {arguments.camera[0], arguments.camera[1], arguments.camera[2]};
  }
  const std::string png = arguments.png.empty() ? folder + "/picture.png" : arguments.png;
  output::render_picture(folder, png, options);
  log::info("{}", png);
  return ExitCode::done;
}

/// Ends the process together with all ranks if they come, or without those that do not.
int leave(ExitCode code, const char* text) {
  int size = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  if (size == 1) return static_cast<int>(code);
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Ibarrier(MPI_COMM_WORLD, &request);
  for (int i = 0; i < 500; ++i) {
    int all_here = 0;
    MPI_Test(&request, &all_here, MPI_STATUS_IGNORE);
    if (all_here != 0) return static_cast<int>(code);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  // An error of this rank alone: nobody else has said it.
  std::fprintf(stderr, "tektite: not all ranks failed; one of them: %s\n", text);
  MPI_Abort(MPI_COMM_WORLD, static_cast<int>(code));
  return static_cast<int>(code);
}

template <class Work>
int guarded(const Communicator& world, Work&& work) {
  const auto complain = [&](const char* text) {
    // A collective error is the same everywhere: rank 0 says it.
    if (world.is_root()) std::fprintf(stderr, "tektite: %s\n", text);
  };
  try {
    return static_cast<int>(work());
  } catch (const Error& error) {
    complain(error.what());
    return leave(error.code(), error.what());
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "tektite: out of memory on rank %d\n", world.rank());
    return leave(ExitCode::physics_failed, "out of memory");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tektite: unexpected failure on rank %d: %s\n", world.rank(),
                 error.what());
    return leave(ExitCode::physics_failed, error.what());
  }
}

}  // namespace

output::RunFolder open_folder(const Arguments& arguments, const io::Case& scenario,
                              const Communicator& world) {
  if (arguments.is_resumed) {
    output::RunFolder folder = output::RunFolder::open(world, arguments.folder);
    log::open_file(folder.log());
    return folder;
  }
  const std::string path =
      arguments.folder.empty() ? default_folder(arguments.case_file) : arguments.folder;
  output::RunFolder folder = output::RunFolder::create(world, path, arguments.force);
  log::open_file(folder.log());
  output::write_resolved(folder, scenario.resolved());
  output::write_manifest(folder, std::filesystem::absolute(scenario.path()).string(),
                         scenario.hash());
  return folder;
}

int run_command(int argc, char** argv, Story fly) {
  CLI::App app{"Tektite: reentry breakup, from the entry interface to the ground"};
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  Arguments arguments;
  PictureArguments picture;
  std::string material;
  std::vector<std::string> petsc_options;

  CLI::App* run_verb = app.add_subcommand("run", "fly a case");
  run_verb->add_option("case", arguments.case_file, "case file")->required();
  run_verb->add_option("-o,--output", arguments.folder, "run folder (default: runs/<case>)");
  run_verb->add_flag("--force", arguments.force, "replace the results in an existing run folder");
  CLI::App* resume_verb = app.add_subcommand("resume", "go on from the newest checkpoint");
  resume_verb->add_option("folder", arguments.folder, "run folder")->required();
  CLI::App* check_verb = app.add_subcommand("check", "everything but the flight");
  check_verb->add_option("case", arguments.case_file, "case file")->required();
  CLI::App* models_verb = app.add_subcommand("models", "list the models of every room");
  CLI::App* materials_verb = app.add_subcommand("materials", "list materials, or show one");
  materials_verb->add_option("name", material, "name of a material");
  CLI::App* picture_verb = app.add_subcommand("picture", "render a picture of a run's fields");
  picture_verb->add_option("folder", arguments.folder, "run folder")->required();
  picture_verb->add_option("png", picture.png, "picture to write (default: in the run folder)");
  picture_verb->add_option("--time", picture.time, "flight time [s] (default: the last)");
  picture_verb->add_option("--field", picture.options.field, "cell data to colour by");
  picture_verb->add_option("--range", picture.range, "of the colours")->expected(2);
  picture_verb->add_option("--camera", picture.camera, "from the vehicle to the camera")
      ->expected(3);
  picture_verb->add_option("--reach", picture.options.reach, "draw only within this distance [m]");
  picture_verb->add_option("--zoom", picture.options.zoom, "larger is closer");
  picture_verb->add_option("--title", picture.options.title, "above the picture");
  const sweep::Command sweep_verb(app);
  CLI::App* version_verb = app.add_subcommand("version", "say the version");
  for (CLI::App* verb : {run_verb, check_verb}) {
    verb->add_option("--set", arguments.settings, "path=value in place of the case's")->take_all();
  }
  for (CLI::App* verb : {run_verb, resume_verb}) {
    verb->add_option("--petsc", petsc_options, "options for PETSc, e.g. --petsc -log_view")
        ->allow_extra_args();
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : static_cast<int>(ExitCode::bad_input);
  }

  if (sweep_verb.is_asked_for()) return sweep_verb.run();

  // Before MPI: whoever asks early to stop gets a checkpoint too.
  install_signal_handlers();
  std::vector<char*> petsc_arguments{argv[0]};
  for (std::string& option : petsc_options) petsc_arguments.push_back(option.data());
  const petsc::Session session(static_cast<int>(petsc_arguments.size()), petsc_arguments.data());
  const Communicator world(PETSC_COMM_WORLD);
  log::start(world.rank());
  install_signal_handlers();

  return guarded(world, [&]() -> ExitCode {
    arguments.is_resumed = resume_verb->parsed();
    if (run_verb->parsed() || arguments.is_resumed) return fly(arguments, world);
    if (check_verb->parsed()) return check(arguments, world);
    if (picture_verb->parsed()) return draw(arguments.folder, picture, world);
    if (models_verb->parsed()) return list_models();
    if (materials_verb->parsed()) return list_materials(material);
    if (version_verb->parsed()) log::info("tektite {}", version);
    return ExitCode::done;
  });
}

}  // namespace tektite::driver
