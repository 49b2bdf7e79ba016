#include "solver/driver/syntax_command.hpp"

#include "io/case/section.hpp"
#include "io/case/spelling.hpp"
#include "materials/keys.hpp"
#include "solver/driver/keys.hpp"
#include "solver/driver/local.hpp"
#include "solver/driver/schema_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

namespace tektite::driver {

SyntaxCommand::SyntaxCommand(CLI::App& program)
    : verb_(program.add_subcommand(
          "syntax", "hold case files against the reference, without building anything")) {
  verb_->add_option("files", files_, "case files")->required();
  verb_->add_flag("--material", material_, "they are files of the material library instead");
  verb_->add_option("--set", settings_, "path=value in place of the case's")->take_all();
  verb_->add_flag("--allow-path", allow_path_, "paths may lead out of the case's folder");
}

bool SyntaxCommand::is_asked_for() const {
  return verb_->parsed();
}

int SyntaxCommand::run() const {
  return guarded_locally([&] {
    io::ReadOptions options = {.overrides = settings_, .allow_path = allow_path_};
    if (!material_) options.libraries = case_libraries();
    bool all_good = true;
    for (const std::string& file : files_) {
      try {
        (void)io::read_case(file, material_ ? materials::material_keys() : case_keys(), options);
        print_locally(fmt::format("{}: ok\n", io::printable(file, 400)));
      } catch (const Error& error) {
        if (error.code() != ExitCode::bad_input) throw;
        all_good = false;
        std::fprintf(stderr, "%s\n", error.what());
      }
    }
    return all_good ? ExitCode::done : ExitCode::bad_input;
  });
}

}  // namespace tektite::driver
