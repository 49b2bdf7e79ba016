#include "solver/driver/resumption.hpp"

#include "io/case/differences.hpp"
#include "io/case/inputs.hpp"
#include "io/output/checkpoint.hpp"
#include "solver/base/log.hpp"
#include "solver/driver/keys.hpp"

namespace tektite::driver {
namespace {

std::string line(const io::Difference& change) {
  const auto shown = [](const std::string& value) {
    return value.empty() ? std::string("not there") : "'" + value + "'";
  };
  return fmt::format("{}: was {}, is {}", change.path, shown(change.before), shown(change.after));
}

}  // namespace

std::vector<output::Input> inputs_of(const io::Case& scenario) {
  std::vector<output::Input> inputs;
  for (const io::InputFile& file : io::input_files(scenario.root(), case_keys())) {
    inputs.push_back({file.name, file.path, file.inside});
  }
  return inputs;
}

io::Case case_to_resume(const Arguments& arguments, const output::RunFolder& folder) {
  const output::SavedCase saved = output::find_checkpoint(folder);
  io::Case now = arguments.read_case();
  const std::vector<output::Input> inputs = inputs_of(now);
  std::vector<io::Difference> changes;
  if (saved.hash != now.hash()) changes = io::differences(saved.text, now.resolved());
  for (const auto& [key, before, after] : output::changed_inputs(folder, inputs)) {
    changes.push_back({key, before, after});
  }
  if (saved.hash == now.hash() && changes.empty()) return now;

  std::string list;
  for (const io::Difference& change : changes) list += "\n  " + line(change);
  require_or(ExitCode::no_checkpoint, arguments.accept_changes,
             "the case has changed since checkpoint {} was written:{}\n"
             "--accept-changes goes on with the new values",
             saved.name, list);
  log::warning("going on from checkpoint {} with a changed case:{}", saved.name, list);
  std::vector<output::AcceptedChange> accepted;
  accepted.reserve(changes.size());
  for (const io::Difference& change : changes) {
    accepted.push_back({change.path, change.before, change.after});
  }
  output::record_changes(folder, saved.name, saved.step, now.hash(), accepted,
                         output::keep_inputs(folder, inputs));
  output::write_resolved(folder, now.resolved());
  return now;
}

void hold(const Arguments& arguments, const Communicator& world,
          std::optional<output::RunLock>& lock) {
  if (arguments.is_resumed) {
    static_cast<void>(output::RunFolder::open(world, arguments.run_folder()));
  }
  lock.emplace(world, arguments.run_folder(), arguments.take_over);
}

io::Case case_of(const Arguments& arguments, const Communicator& world) {
  if (!arguments.is_resumed) return arguments.read_case();
  const output::RunFolder folder = output::RunFolder::open(world, arguments.run_folder());
  open_log(folder);
  return case_to_resume(arguments, folder);
}

}  // namespace tektite::driver
