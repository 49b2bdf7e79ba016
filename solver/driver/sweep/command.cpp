#include "solver/driver/sweep/command.hpp"

#include "solver/base/log.hpp"
#include "solver/driver/sweep/collect.hpp"
#include "solver/driver/sweep/flight.hpp"
#include "solver/driver/sweep/folder.hpp"
#include "solver/driver/sweep/plan.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <string>

namespace tektite::driver::sweep {

struct Command::Parts {
  CLI::App* sweep = nullptr;
  CLI::App* run = nullptr;
  CLI::App* resume = nullptr;
  CLI::App* status = nullptr;
  CLI::App* collect = nullptr;
  std::string file;
  std::string folder;
  bool unchecked = false;
  bool partial = false;
  std::string members;
  FlightOptions flight;

  [[nodiscard]] ExitCode plan() const;
  [[nodiscard]] ExitCode fly() const;
  [[nodiscard]] ExitCode obey() const;
};

namespace {

/// "sweeps/<folder of sweep.yaml>", or the name of a file that is called otherwise.
std::string default_folder(const std::string& file) {
  const std::filesystem::path path = std::filesystem::absolute(file);
  const std::string name =
      path.stem() == "sweep" ? path.parent_path().filename().string() : path.stem().string();
  return "sweeps/" + name;
}

}  // namespace

Command::Command(CLI::App& program) : parts_(std::make_unique<Parts>()) {
  Parts& p = *parts_;
  p.sweep = program.add_subcommand("sweep", "many runs of one case: plan them, or see the verbs");
  p.sweep->require_subcommand(0, 1);
  p.sweep->add_option("file", p.file, "sweep file to plan");
  p.sweep->add_option("-o,--output", p.folder, "the sweep's folder (default: sweeps/<name>)");
  p.sweep->add_flag("--unchecked", p.unchecked,
                    "do not try `tektite check` on the members with the extreme values");
  p.run = p.sweep->add_subcommand("run", "fly what is not done and has not failed");
  p.resume = p.sweep->add_subcommand("resume", "fly what is not done, failed or not");
  p.status = p.sweep->add_subcommand("status", "how every member stands");
  p.collect = p.sweep->add_subcommand("collect", "write table.csv and statistics.csv");
  for (CLI::App* verb : {p.run, p.resume, p.status, p.collect}) {
    verb->add_option("folder", p.folder, "the sweep's folder")->required();
  }
  for (CLI::App* verb : {p.run, p.resume}) {
    verb->add_option("-j,--jobs", p.flight.jobs, "members at a time (default: cores / ranks)")
        ->check(CLI::Range(1, 100000));
    verb->add_option("-n,--ranks", p.flight.ranks, "MPI ranks of each member (default: 1)")
        ->check(CLI::Range(1, 1000000));
    verb->add_flag("--take-over", p.flight.take_over,
                   "although another host seems to hold a member's folder: it is known to be gone");
    verb->add_option("--members", p.members, "only these, e.g. 0-4,7");
    verb->add_option("--launch", p.flight.launcher,
                     "how a member is started, e.g. 'srun -n {ranks}' (default: mpirun, or nothing "
                     "for one rank)")
        ->envname("TEKTITE_LAUNCH");
  }
  p.collect->add_flag("--partial", p.partial, "although some members are not done");
}

Command::~Command() = default;

bool Command::is_asked_for() const {
  return parts_->sweep->parsed();
}

ExitCode Command::Parts::plan() const {
  require(!file.empty(), "sweep: a sweep file is wanted, or one of run, resume, status, collect");
  const Plan plan = Plan::read(file);
  const std::vector<Member> all = plan.all_members();
  if (!unchecked) check_members(plan.case_path(), all, plan.extremes(all));
  const std::string path = folder.empty() ? default_folder(file) : folder;
  const SweepFolder made = SweepFolder::create(path, plan, all);
  log::info("{}: {} members in {}", made.title(), made.members(), made.path());
  log::info("fly them with: tektite sweep run {}", made.path());
  return ExitCode::done;
}

ExitCode Command::Parts::fly() const {
  const SweepFolder opened = SweepFolder::open(folder);
  FlightOptions options = flight;
  if (!members.empty()) options.members = read_indices(members, opened.members());
  options.retry = resume->parsed();
  return fly_members(opened, options);
}

ExitCode Command::Parts::obey() const {
  if (run->parsed() || resume->parsed()) return fly();
  if (status->parsed()) {
    print_status(SweepFolder::open(folder));
    return ExitCode::done;
  }
  if (collect->parsed()) {
    sweep::collect(SweepFolder::open(folder), partial);
    return ExitCode::done;
  }
  return plan();
}

int Command::run() const {
  try {
    return static_cast<int>(parts_->obey());
  } catch (const Error& error) {
    std::fprintf(stderr, "tektite: %s\n", error.what());
    return static_cast<int>(error.code());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tektite: unexpected failure: %s\n", error.what());
    return static_cast<int>(ExitCode::io_failed);
  }
}

}  // namespace tektite::driver::sweep
