// What the benchmarks share: a synthetic module, and timing that all ranks agree on.
#pragma once

#include "io/case/section.hpp"
#include "materials/material.hpp"
#include "solver/base/communicator.hpp"
#include "solver/driver/models.hpp"

#include <benchmark/benchmark.h>
#include <chrono>
#include <memory>
#include <string>

namespace tektite::bench {

/// The ranks of the benchmark.
[[nodiscard]] const Communicator& world();

/// A pressurised cylinder of 2.15 m by 6.5 m with two discs, bumper and wall: 2 + 8 cells a column,
/// triangles of `panel_size`; and what flies it. Built once per size.
struct Module {
  explicit Module(double panel_size);
  materials::Library library;
  io::Case scenario;
  driver::Models models;
  vehicle::State state;
};
[[nodiscard]] Module& module(double panel_size);

/// Panels of 100 000 in all.
inline constexpr double fine_panel = 0.0468;

/// Runs `work` (collective) for a fixed number of iterations and reports the rate of `items` per
/// iteration against a budget [1/s], both over all ranks.
template <class Work>
void measure(benchmark::State& timer, double items, double budget, Work&& work) {
  for (auto _ : timer) {
    world().barrier();
    const auto begin = std::chrono::steady_clock::now();
    work();
    const auto end = std::chrono::steady_clock::now();
    timer.SetIterationTime(world().max(std::chrono::duration<double>(end - begin).count()));
  }
  timer.counters["rate"] = benchmark::Counter(items * static_cast<double>(timer.iterations()),
                                              benchmark::Counter::kIsRate);
  timer.counters["budget"] = budget;
}

}  // namespace tektite::bench
