#include "bench.hpp"

#include "solver/base/log.hpp"
#include "solver/base/petsc.hpp"
#include "solver/driver/keys.hpp"

#include <fmt/format.h>

#include <map>

namespace tektite::bench {
namespace {

std::unique_ptr<Communicator> communicator;

std::string module_case(double panel_size) {
  return fmt::format(R"(
tektite: 1
title: benchmark module
entry: {{epoch: 2031-01-15T12:00:00Z, altitude: 75 km, latitude: 0 deg, longitude: 0 deg, speed: 7.3 km/s, flight_path_angle: -1 deg, heading: 40 deg, attitude: {{mode: tumbling, rate: 1 deg/s}}}}
vehicle:
  panel_size: {} m
  temperature: 500 K
  stacks:
    wall:
      layers:
        - {{material: aluminium_6061_t6, thickness: 2 mm, cells: 2, carries_load: false}}
        - {{gap: 100 mm}}
        - {{material: aluminium_2219_t87, thickness: 4.8 mm, cells: 8, ribs: 8 kg/m2, rib_share: 0.3}}
  parts:
    - {{name: barrel, stack: wall, wall: {{shape: cylinder, radius: 2.15 m, length: 6.5 m}}}}
    - {{name: front, stack: wall, span: 0.2 m, wall: {{shape: disc, radius: 2.15 m, at: [6.5 m, 0 m, 0 m]}}}}
    - {{name: back, stack: wall, span: 0.2 m, wall: {{shape: disc, radius: 2.15 m, direction: [-1, 0, 0]}}}}
  volumes:
    - {{name: cabin, walls: [barrel, front, back], pressure: 10 kPa, temperature: 295 K}}
)",
                     panel_size);
}

}  // namespace

const Communicator& world() {
  return *communicator;
}

Module::Module(double panel_size)
    : library(materials::Library::load(materials::library_folder())),
      scenario(io::read_case_text(module_case(panel_size), "benchmark", driver::case_keys())),
      models(scenario, library, world()),
      state(driver::state_at_entry(models)) {}

namespace {
std::map<double, std::unique_ptr<Module>>& modules() {
  static std::map<double, std::unique_ptr<Module>> built;
  return built;
}
}  // namespace

Module& module(double panel_size) {
  auto& entry = modules()[panel_size];
  if (!entry) entry = std::make_unique<Module>(panel_size);
  return *entry;
}

}  // namespace tektite::bench

namespace {

/// Ranks other than 0 run along and say nothing.
class Silent : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& /*context*/) override { return true; }
  void ReportRuns(const std::vector<Run>& /*report*/) override {}
};

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const tektite::petsc::Session session(1, argv);
  tektite::bench::communicator = std::make_unique<tektite::Communicator>(PETSC_COMM_WORLD);
  tektite::log::start(tektite::bench::world().rank());
  if (tektite::bench::world().is_root()) {
    benchmark::RunSpecifiedBenchmarks();
  } else {
    Silent silent;
    benchmark::RunSpecifiedBenchmarks(&silent);
  }
  tektite::bench::modules().clear();
  tektite::bench::communicator.reset();
  return 0;
}
