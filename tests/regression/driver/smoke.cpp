// The headline of the smoke case, held still. There is no outside reference for it: the numbers are
// what the program said on 2026-11-22, when the verification tests of every room passed. They are
// kept so that a change of the headline is a decision and not an accident; whoever changes the
// physics on purpose writes the new numbers here and says why in the commit.
#include "solver/driver/records.hpp"
#include "solver/driver/simulation.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <unistd.h>

namespace tektite::driver {
namespace {

/// The shipped case; the library of materials stands beside the cases.
std::string smoke_case() {
  const std::filesystem::path library = std::filesystem::canonical(materials::library_folder());
  return (library.parent_path().parent_path() / "cases" / "smoke" / "case.yaml").string();
}

TEST(SmokeHeadline, HasNotMoved) {
  const Communicator world(PETSC_COMM_SELF);
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("tektite_headline_" + std::to_string(getpid()));
  output::RunFolder folder = output::RunFolder::create(world, path.string(), true);
  const io::Case scenario = io::read_case(smoke_case(), case_keys());
  const materials::Library library = materials::Library::load(materials::library_folder());
  Models models(scenario, library, world);
  Simulation simulation(scenario, models, folder, state_at_entry(models));
  ASSERT_EQ(simulation.fly_to_ground(), ExitCode::done);
  const vehicle::State& state = simulation.state();
  std::filesystem::remove_all(path);

  const vehicle::Event* burst = first_event(state, vehicle::EventKind::burst);
  const vehicle::Event* tear = first_event(state, vehicle::EventKind::tear);
  const vehicle::Event* breakup = first_event(state, vehicle::EventKind::breakup);
  ASSERT_NE(burst, nullptr);
  ASSERT_NE(tear, nullptr);
  ASSERT_NE(breakup, nullptr);
  const risk::CasualtyRisk risk = casualties(models, state);
  // Altitudes to 150 m, masses and areas to a thousandth: wide enough for another compiler, too
  // narrow for another model.
  EXPECT_NEAR(burst->altitude, 75089.9, 2e-3 * 75089.9);
  EXPECT_NEAR(tear->altitude, 72960.9, 2e-3 * 72960.9);
  EXPECT_NEAR(breakup->altitude, 72960.9, 2e-3 * 72960.9);
  EXPECT_NEAR(state.ledger.handed_mass, 11.9474, 1e-3 * 11.9474);
  EXPECT_EQ(risk.counted, 3);
  EXPECT_NEAR(risk.casualty_area, 1.47893, 1e-3 * 1.47893);
}

}  // namespace
}  // namespace tektite::driver
