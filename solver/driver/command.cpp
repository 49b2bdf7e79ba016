#include "solver/driver/command.hpp"

#include "io/output/agree.hpp"
#include "io/output/json.hpp"
#include "io/output/picture.hpp"
#include "io/output/run_folder.hpp"
#include "materials/material.hpp"
#include "solver/base/log.hpp"
#include "solver/base/petsc.hpp"
#include "solver/base/processor.hpp"
#include "solver/driver/command_line.hpp"
#include "solver/driver/forecast.hpp"
#include "solver/driver/init_command.hpp"
#include "solver/driver/listing.hpp"
#include "solver/driver/loads_command.hpp"
#include "solver/driver/meeting.hpp"
#include "solver/driver/records.hpp"
#include "solver/driver/resumption.hpp"
#include "solver/driver/schema_command.hpp"
#include "solver/driver/simulation.hpp"
#include "solver/driver/status.hpp"
#include "solver/driver/sweep/command.hpp"
#include "solver/driver/syntax_command.hpp"
#include "solver/driver/usage.hpp"

#include "tektite_version.hpp"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <unistd.h>

namespace tektite::driver {

using PictureOptions = output::PictureOptions;

namespace {

/// What the manifest of a run says of the case that it was made from.
output::CaseRecord original_case(const std::string& folder) {
  const auto manifest = output::read_json(folder + "/manifest.json");
  const nlohmann::json::json_pointer path("/case/path");
  const nlohmann::json::json_pointer allow("/case/allow_path");
  output::CaseRecord record;
  if (manifest.contains(path) && manifest.at(path).is_string()) record.path = manifest.at(path);
  record.allow_path = manifest.contains(allow) && manifest.at(allow) == true;
  return record;
}

/// The run whose resolved.yaml a file is; empty if it is none.
std::string run_of(const std::string& case_file) {
  const std::string folder = io::folder_of(case_file);
  const bool is_resolved = std::filesystem::path(case_file).filename() == "resolved.yaml";
  return is_resolved && output::exists(folder + "/manifest.json") ? folder : std::string();
}

}  // namespace

io::Case Arguments::read_case() const {
  io::ReadOptions options = {.overrides = settings, .allow_path = allow_path};
  options.libraries = case_libraries();
  if (is_resumed && !other_case.empty()) return io::read_case(other_case, case_keys(), options);
  const std::string run = is_resumed ? folder : run_of(case_file);
  if (run.empty()) return io::read_case(case_file, case_keys(), options);
  // Files are named relative to the folder of the case as it was written; the run has copies.
  const output::CaseRecord original = original_case(run);
  options.folder = original.path.empty() ? run : io::folder_of(original.path);
  options.kept = run + "/inputs";
  options.allow_path = allow_path || (is_resumed && original.allow_path);
  const io::Case resolved = io::read_case(run + "/resolved.yaml", case_keys(), options);
  return {resolved.root(), original.path.empty() ? resolved.path() : original.path,
          resolved.resolved(), resolved.hash()};
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
  const ForecastOptions wanted{.ranks = arguments.forecast_ranks, .libraries = memory_in_use().now};
  const io::Case scenario = arguments.read_case();
  const materials::Library library = materials::Library::load(materials::library_folder());
  Models models(scenario, library, world);
  describe_vehicle(models);
  const vehicle::State state = state_at_entry(models);
  log::info("{}: everything is in order; {:.1f} kg at entry", arguments.case_file,
            state.ledger.mass_at_entry);
  if (!arguments.no_forecast) {
    print_forecast(forecast(arguments.case_file, arguments.settings, models, scenario, library,
                            state, wanted));
  }
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

/// The verb `picture`.
CLI::App* add_picture(CLI::App& app, std::string& folder, PictureArguments& picture) {
  CLI::App* picture_verb = app.add_subcommand("picture", "render a picture of a run's fields");
  picture_verb->add_option("folder", folder, "run folder")->required();
  picture_verb->add_option("png", picture.png, "picture to write (default: in the run folder)");
  picture_verb->add_option("--time", picture.time, "flight time [s] (default: the last)");
  picture_verb->add_option("--field", picture.options.field, "cell data to colour by");
  picture_verb->add_option("--range", picture.range, "of the colours")->expected(2);
  picture_verb->add_option("--camera", picture.camera, "from the vehicle to the camera")
      ->expected(3);
  picture_verb->add_option("--reach", picture.options.reach, "draw only within this distance [m]");
  picture_verb->add_option("--zoom", picture.options.zoom, "larger is closer");
  picture_verb->add_option("--title", picture.options.title, "above the picture");
  return picture_verb;
}

/// The verbs that read a case.
struct CaseVerbs {
  CLI::App* run;
  CLI::App* check;
  CLI::App* resume;
};

/// What they have in common.
void add_options(const CaseVerbs& verbs, Arguments& arguments,
                 std::vector<std::string>& petsc_options) {
  for (CLI::App* verb : {verbs.run, verbs.check}) {
    verb->add_option("--set", arguments.settings, "path=value in place of the case's")->take_all();
  }
  for (CLI::App* verb : {verbs.run, verbs.check, verbs.resume}) {
    verb->add_flag("--allow-path", arguments.allow_path,
                   "paths in the case may lead out of its folder");
  }
  for (CLI::App* verb : {verbs.run, verbs.resume}) {
    verb->add_option("--petsc", petsc_options, "options for PETSc, e.g. --petsc -log_view")
        ->allow_extra_args();
    verb->add_option("--time-limit", arguments.time_limit,
                     "stop with a checkpoint before HH:MM:SS (or D-HH:MM:SS) are over");
    verb->add_option("--progress", arguments.progress, "auto, bar or lines")
        ->check(CLI::IsMember({"auto", "bar", "lines"}));
    verb->add_option("--log-format", arguments.log_format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    verb->add_flag("--log-all-ranks", arguments.log_all_ranks,
                   "a file log.<rank> for each rank but the first");
    verb->add_flag("--take-over", arguments.take_over,
                   "the folder from a job that is certainly over");
  }
}

/// Ends the process together with all ranks if they come, or without those that do not.
int leave(const Communicator& world, ExitCode code, const char* text) {
  if (all_come(world)) return static_cast<int>(code);
  // An error of this rank alone: nobody else has said it.
  std::fprintf(stderr, "tektite: not all ranks failed; one of them: %s\n", text);
  MPI_Abort(MPI_COMM_WORLD, static_cast<int>(code));
  return static_cast<int>(code);
}

template <class Work>
int guarded(const Communicator& world, Work&& work) {
  const auto complain = [&](const char* text) {
    // A collective error is the same everywhere: rank 0 says it.
    if (world.is_root()) log::write_error(text);
  };
  try {
    return static_cast<int>(work());
  } catch (const Error& error) {
    complain(error.what());
    return leave(world, error.code(), error.what());
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "tektite: out of memory on rank %d\n", world.rank());
    return leave(world, ExitCode::physics_failed, "out of memory");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tektite: unexpected failure on rank %d: %s\n", world.rank(),
                 error.what());
    return leave(world, ExitCode::physics_failed, error.what());
  }
}

}  // namespace

void open_log(const output::RunFolder& folder) {
  output::on_every_rank(folder.world(), [&] { log::open_file(folder.log()); });
}

std::string Arguments::run_folder() const {
  return folder.empty() ? default_folder(case_file) : folder;
}

RunOptions Arguments::run_options(output::RunLock& lock) const {
  RunOptions options;
  options.end = end_time_of_batch();
  if (!time_limit.empty()) {
    const double own = started + parse_duration(time_limit);
    options.end = std::min(options.end.value_or(own), own);
  }
  // Under mpirun every rank has a terminal of its own that nobody sees.
  const bool sees_terminal = std::getenv("OMPI_COMM_WORLD_SIZE") == nullptr && isatty(1) == 1;
  options.bar =
      log_format == "text" && (progress == "bar" || (progress == "auto" && sees_terminal));
  options.lock = &lock;
  options.accept_changes = accept_changes;
  return options;
}

output::RunFolder open_folder(const Arguments& arguments, const io::Case& scenario,
                              const Communicator& world) {
  if (arguments.is_resumed) {
    output::RunFolder folder = output::RunFolder::open(world, arguments.folder);
    open_log(folder);
    return folder;
  }
  output::RunFolder folder =
      output::RunFolder::create(world, arguments.run_folder(), arguments.force);
  open_log(folder);
  output::write_resolved(folder, scenario.resolved());
  output::write_manifest(
      folder,
      {std::filesystem::absolute(scenario.path()).string(), scenario.hash(), arguments.allow_path},
      output::keep_inputs(folder, inputs_of(scenario)));
  return folder;
}

int run_command(int argc, char** argv, Story fly) {
  CLI::App app{"Tektite: reentry breakup, from the entry interface to the ground"};
  app.require_subcommand(1);
  Arguments arguments;
  arguments.started =
      std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  PictureArguments picture;
  std::string material;
  std::vector<std::string> petsc_options;

  CLI::App* run_verb = app.add_subcommand("run", "fly a case");
  run_verb->add_option("case", arguments.case_file, "case file")->required();
  run_verb->add_option("-o,--output", arguments.folder, "run folder (default: runs/<case>)");
  run_verb->add_flag("--force", arguments.force, "replace the results in an existing run folder");
  CLI::App* resume_verb = app.add_subcommand("resume", "go on from the newest checkpoint");
  resume_verb->add_option("folder", arguments.folder, "run folder")->required();
  StatusVerb status(app);
  resume_verb->add_option("--case", arguments.other_case,
                          "case file in place of the run's resolved.yaml");
  resume_verb->add_flag("--accept-changes", arguments.accept_changes,
                        "go on although the case has changed; the manifest says what");
  CLI::App* check_verb = app.add_subcommand("check", "everything but the flight");
  check_verb->add_option("case", arguments.case_file, "case file")->required();
  check_verb->add_option("--ranks", arguments.forecast_ranks, "forecast for so many ranks")
      ->check(CLI::Range(1, 1'000'000));
  check_verb->add_flag("--no-forecast", arguments.no_forecast, "the input alone, at once");
  CLI::App* models_verb = app.add_subcommand("models", "list the models of every room");
  CLI::App* materials_verb = app.add_subcommand("materials", "list materials, or show one");
  materials_verb->add_option("name", material, "name of a material");
  CLI::App* picture_verb = add_picture(app, arguments.folder, picture);
  LoadsCommand loads_verb(app);
  const sweep::Command sweep_verb(app);
  SchemaCommand schema_verb(app);
  InitCommand init_verb(app);
  SyntaxCommand syntax_verb(app);
  CLI::App* version_verb = app.add_subcommand("version", "say the version");
  add_options({run_verb, check_verb, resume_verb}, arguments, petsc_options);
  try {
    app.parse(argc, argv);
    if (!arguments.time_limit.empty()) static_cast<void>(parse_duration(arguments.time_limit));
  } catch (const Error& error) {
    std::fprintf(stderr, "tektite: %s\n", error.what());
    return static_cast<int>(error.code());
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // the help that was asked for
    std::fprintf(stderr, "tektite: %s\n", usage_problem(app, error).c_str());
    return static_cast<int>(ExitCode::bad_input);
  }

  if (sweep_verb.is_asked_for()) return sweep_verb.run();
  if (const auto code = status.run()) return *code;
  if (schema_verb.is_asked_for()) return schema_verb.run();
  if (init_verb.is_asked_for()) return init_verb.run();
  if (syntax_verb.is_asked_for()) return syntax_verb.run();

  // Before MPI: whoever asks early to stop gets a checkpoint too.
  install_signal_handlers();
  std::vector<char*> petsc_arguments{argv[0]};
  for (std::string& option : petsc_options) petsc_arguments.push_back(option.data());
  const petsc::Session session(static_cast<int>(petsc_arguments.size()), petsc_arguments.data());
  const Communicator world(PETSC_COMM_WORLD);
  const auto format = arguments.log_format == "json" ? log::Format::json : log::Format::text;
  log::start(world.rank(), format, arguments.log_all_ranks);
  install_signal_handlers();

  const int code = guarded(world, [&]() -> ExitCode {
    arguments.is_resumed = resume_verb->parsed();
    if (run_verb->parsed() || arguments.is_resumed) return fly(arguments, world);
    if (check_verb->parsed()) return check(arguments, world);
    if (loads_verb.is_asked_for()) return loads_verb.run(world);
    if (picture_verb->parsed()) return draw(arguments.folder, picture, world);
    if (models_verb->parsed()) return list_models();
    if (materials_verb->parsed()) return list_materials(material);
    if (version_verb->parsed()) log::info("tektite {} for {} processors", version, built_for());
    return ExitCode::done;
  });
  log::close_file();
  if (log::failure().empty() || code == static_cast<int>(ExitCode::io_failed)) return code;
  log::write_error(log::failure());
  return static_cast<int>(ExitCode::io_failed);
}

}  // namespace tektite::driver
