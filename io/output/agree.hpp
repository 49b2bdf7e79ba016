// Errors that all ranks throw together: a rank that fails alone would leave the others waiting.
#pragma once

#include "solver/base/communicator.hpp"
#include "solver/base/error.hpp"

#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace tektite::output {

/// What went wrong on this rank, or nothing. Exceptions other than ours count as I/O failures.
template <class Work>
[[nodiscard]] std::optional<Error> attempt(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  } catch (const std::exception& error) {
    return Error(ExitCode::io_failed, error.what());
  }
  return std::nullopt;
}

/// The error of the lowest rank that has one, on every rank. @note Collective
[[nodiscard]] inline std::optional<Error> share(const Communicator& world,
                                                const std::optional<Error>& mine) {
  const std::int64_t none = world.size();
  const auto first = world.min(mine ? std::int64_t{world.rank()} : none);
  if (first == none) return std::nullopt;
  const auto root = static_cast<int>(first);
  std::vector<int> code{mine ? static_cast<int>(mine->code()) : 0};
  std::vector<char> text;
  if (mine) {
    const std::string message = mine->what();
    text.assign(message.begin(), message.end());
  }
  world.broadcast(code, root);
  world.broadcast(text, root);
  return Error(static_cast<ExitCode>(code[0]), std::string(text.begin(), text.end()));
}

/// Throws the error of the lowest rank that has one, on every rank. @note Collective
inline void agree(const Communicator& world, const std::optional<Error>& mine) {
  const auto error = share(world, mine);
  if (error) throw Error(*error);
}

/// Runs `work` on rank 0; all ranks throw what it throws. @note Collective
template <class Work>
void on_root(const Communicator& world, Work&& work) {
  std::optional<Error> error;
  if (world.is_root()) error = attempt(work);
  agree(world, error);
}

/// Runs `work` on every rank (it must not be collective); all throw if one does. @note Collective
template <class Work>
void on_every_rank(const Communicator& world, Work&& work) {
  agree(world, attempt(work));
}

}  // namespace tektite::output
