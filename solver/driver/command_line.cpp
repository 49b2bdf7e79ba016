#include "solver/driver/command_line.hpp"

#include "io/case/spelling.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <vector>

namespace tektite::driver {

namespace {

/// The verb that was typed, with those below it.
const CLI::App* innermost(const CLI::App* app) {
  for (const CLI::App* verb : app->get_subcommands(nullptr)) {
    if (verb->parsed()) return innermost(verb);
  }
  return app;
}

std::string unknown_verb(const CLI::App& program, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* verb : program.get_subcommands(nullptr)) names.push_back(verb->get_name());
  const std::vector<std::string_view> known(names.begin(), names.end());
  return fmt::format("there is no verb '{}'{}", io::printable(word), io::suggestion(word, known));
}

std::string unknown_option(const CLI::App& verb, const std::string& word) {
  if (!word.starts_with('-')) {
    return fmt::format("'{}' is one argument too many", io::printable(word));
  }
  std::vector<std::string> names;
  for (const CLI::Option* option : verb.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string typed = word.substr(0, word.find('='));
  return fmt::format("there is no option '{}'{}", io::printable(typed),
                     io::suggestion(typed, known));
}

/// The first of what a verb must have and was not given.
std::string missing_argument(const CLI::App& verb) {
  for (const CLI::Option* option : verb.get_options()) {
    if (option->get_required() && option->count() == 0) {
      return fmt::format("the argument {} is missing: {}", option->get_name(true),
                         option->get_description());
    }
  }
  return "an argument is missing";
}

}  // namespace

std::string usage_problem(const CLI::App& program, const CLI::ParseError& error) {
  const CLI::App* verb = innermost(&program);
  const std::vector<std::string> rest = program.remaining(true);
  const std::string help =
      fmt::format("; see tektite {}{}--help", verb == &program ? "" : verb->get_name(),
                  verb == &program ? "" : " ");
  const std::string kind = error.get_name();
  if (verb == &program) {
    if (!rest.empty() && !rest.front().starts_with('-')) {
      return unknown_verb(program, rest.front()) + help;
    }
    if (rest.empty()) return "a verb is wanted" + help;
  }
  if (!rest.empty()) return unknown_option(*verb, rest.front()) + help;
  if (kind == "RequiredError") return missing_argument(*verb) + help;
  if (kind == "ArgumentMismatch") return "an option has too many or too few values" + help;
  if (kind == "ExcludesError") return "two options exclude each other" + help;
  if (kind == "ConversionError" || kind == "ValidationError") {
    return "the value of an option is of the wrong kind or out of its range" + help;
  }
  return "the command line cannot be read" + help;
}

}  // namespace tektite::driver
