// Tektite: a reentry, from the case file to the casualty risk.
#include "solver/driver/command.hpp"
#include "solver/driver/listing.hpp"
#include "solver/driver/records.hpp"
#include "solver/driver/resumption.hpp"
#include "solver/driver/simulation.hpp"

#include <optional>
#include <utility>

namespace {

using namespace tektite;

ExitCode fly(const driver::Arguments& arguments, const Communicator& world) {
  // A run that is resumed is held, and its checkpoint found sound, before anything is built.
  std::optional<output::RunLock> lock;
  if (arguments.is_resumed) driver::hold(arguments, world, lock);
  const io::Case scenario = driver::case_of(arguments, world);
  const materials::Library library = materials::Library::load(materials::library_folder());

  // The vehicle is built and every input checked before anything is written.
  driver::Models models(scenario, library, world);
  std::optional<vehicle::State> entry;
  if (!arguments.is_resumed) entry = driver::state_at_entry(models);
  if (!lock) driver::hold(arguments, world, lock);
  output::RunFolder folder = driver::open_folder(arguments, scenario, world);
  driver::describe_vehicle(models);

  driver::Simulation simulation(scenario, models, folder, std::move(entry),
                                arguments.run_options(*lock));
  const ExitCode code = simulation.fly_to_ground();

  driver::write_tables(models, simulation.state(), folder);
  if (code == ExitCode::done) {
    driver::write_report(models, scenario, simulation.state(), simulation.trajectories(), folder);
    driver::print_summary(models, simulation.state(), folder, simulation.elapsed());
  }
  simulation.conclude(code);
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  return tektite::driver::run_command(argc, argv, fly);
}
