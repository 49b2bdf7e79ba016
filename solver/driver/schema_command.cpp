#include "solver/driver/schema_command.hpp"

#include "io/case/reference.hpp"
#include "materials/keys.hpp"
#include "materials/material.hpp"
#include "solver/driver/keys.hpp"
#include "solver/driver/local.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace tektite::driver {

io::Libraries case_libraries() {
  return {{"material", materials::Library::load(materials::library_folder()).names()}};
}

std::string case_reference() {
  return "# Reference of the case file\n\n"
         "Made by `tektite schema --reference` from the tables that the program reads cases by; do "
         "not edit. [io/case/README.md](../io/case/README.md) says how values are written.\n\n" +
         io::reference_page(case_keys(), "case.yaml") +
         "\n## Units\n\nA value with a unit has one of these spellings.\n\n" +
         io::reference_units();
}

SchemaCommand::SchemaCommand(CLI::App& program)
    : verb_(program.add_subcommand("schema", "print the JSON Schema of case files")) {
  CLI::Option* material =
      verb_->add_flag("--material", material_, "of files of the material library instead");
  verb_->add_flag("--reference", reference_, "a page for people instead")->excludes(material);
}

bool SchemaCommand::is_asked_for() const {
  return verb_->parsed();
}

int SchemaCommand::run() const {
  return guarded_locally([&] {
    std::string text;
    if (reference_) {
      text = case_reference();
    } else if (material_) {
      text = io::json_schema(materials::material_keys(), "A material of Tektite's library");
    } else {
      text = io::json_schema(case_keys(), "A case of Tektite", case_libraries());
    }
    return print_locally(text);
  });
}

}  // namespace tektite::driver
