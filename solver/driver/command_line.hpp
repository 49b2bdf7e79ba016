// What is wrong with a command line, in our words.
#pragma once

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
class ParseError;
}  // namespace CLI

namespace tektite::driver {

/// One line for the user: what is missing or not known, and the nearest right word.
[[nodiscard]] std::string usage_problem(const CLI::App& program, const CLI::ParseError& error);

}  // namespace tektite::driver
