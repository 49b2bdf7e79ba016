#include "io/case/section.hpp"
#include "io/case/spelling.hpp"
#include "materials/decomposition_keys.hpp"
#include "materials/keys.hpp"
#include "materials/material.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>

#include "tektite_version.hpp"
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace tektite::materials {

namespace {

namespace fs = std::filesystem;

Oxidation read_oxidation(const io::Section& section) {
  Oxidation burns;
  burns.heat = section.number("heat");
  burns.onset = section.number("onset");
  burns.full = section.number("full");
  burns.efficiency = section.number("efficiency");
  burns.oxide_melting = section.number("oxide_melts");
  burns.skin_strength = section.number("skin_strength");
  section.require("full", burns.full >= burns.onset + 1.0,
                  "must be at least 1 K above the onset {} K, found {} K", burns.onset, burns.full);
  return burns;
}

Properties read_properties(const std::string& path, const std::string& name) {
  const io::Case file = io::read_case(path, material_keys());
  const io::Section& root = file.root();
  Properties made;
  made.name = name;
  made.title = root.text("title");
  const auto section = [&](std::string_view key) {
    io::Section inner = root.section(key);
    const std::string source = inner.text("source");
    inner.require("source", source.size() >= 4, "a source is wanted, found '{}'", source);
    made.sources.push_back({std::string(key), source});
    return inner;
  };
  const auto curve = [&](std::string_view key) {
    return root.has(key) ? read_curve(section(key)) : Curve();
  };
  made.density = section("density").number("value");
  made.specific_heat = curve("specific_heat");
  made.conductivity = curve("conductivity");
  made.hot_density = curve("hot_density");
  made.emissivity = curve("emissivity");
  made.emissivity_bare = curve("emissivity_bare");
  made.emissivity_oxidised = curve("emissivity_oxidised");
  made.emissivity_molten = curve("emissivity_molten");
  const io::Section melting = section("melting");
  made.solidus = melting.number("solidus");
  made.liquidus = melting.number("liquidus");
  made.latent_heat = melting.number("latent_heat");
  melting.require("liquidus", made.liquidus >= made.solidus + 1.0,
                  "must be at least 1 K above the solidus {} K, found {} K", made.solidus,
                  made.liquidus);
  if (root.has("oxidation")) made.oxidation = read_oxidation(section("oxidation"));
  if (root.has("melt")) {
    const io::Section melt = section("melt");
    made.melt.surface_tension = melt.number("surface_tension");
    made.melt.viscosity = read_curve(melt);
  }
  root.require("emissivity_oxidised", made.emissivity_oxidised.empty() || made.oxidation.exists(),
               "needs the section oxidation: it says at which temperature the oxide grows");
  if (root.has("decomposition")) {
    made.decomposition = read_decomposition(root.section("decomposition"), made.sources);
  }
  made.youngs_modulus = curve("youngs_modulus");
  if (root.has("poisson_ratio")) made.poisson_ratio = section("poisson_ratio").number("value");
  made.expansion = curve("expansion");
  made.yield_strength = curve("yield_strength");
  made.ultimate_strength = curve("ultimate_strength");
  return made;
}

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

}  // namespace

Library Library::load(const std::string& folder) {
  require(is_folder(folder), "the materials' folder '{}' does not exist",
          io::printable(folder, 400));
  std::vector<fs::path> files;
  std::error_code problem;
  for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
       entry.increment(problem)) {
    if (entry->path().extension() == ".yaml") files.push_back(entry->path());
  }
  require(!problem, "the materials' folder '{}' cannot be read: {}", io::printable(folder, 400),
          problem.message());
  require(!files.empty(), "the materials' folder '{}' has no *.yaml file",
          io::printable(folder, 400));
  std::ranges::sort(files);
  Library library;
  for (const fs::path& file : files) {
    const std::string name = file.stem().string();
    const bool plain = std::ranges::all_of(
        name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    require(plain, "{}: error: a material's file is named by lower-case letters, digits and _",
            io::printable(file.string(), 400));
    library.add(read_properties(file.string(), name));
  }
  return library;
}

const Material& Library::find(const std::string& name) const {
  const auto found = materials_.find(name);
  if (found == materials_.end()) {
    std::vector<std::string_view> known;
    for (const auto& material : materials_) known.push_back(material.first);
    throw Error(ExitCode::bad_input, fmt::format("unknown material '{}'{}", io::printable(name),
                                                 io::suggestion(name, known)));
  }
  return *found->second;
}

std::vector<std::string> Library::names() const {
  std::vector<std::string> names;
  for (const auto& material : materials_) names.push_back(material.first);
  return names;
}

void Library::add(Properties properties) {
  std::string name = properties.name;
  require(!materials_.contains(name), "there are two materials '{}'", io::printable(name));
  materials_.emplace(std::move(name), std::make_unique<Material>(std::move(properties)));
}

std::string library_folder() {
  const char* named = std::getenv("TEKTITE_MATERIALS");
  if (named != nullptr && *named != '\0') return named;
  std::error_code problem;
  const fs::path program = fs::read_symlink("/proc/self/exe", problem);
  if (!problem) {
    const fs::path installed =
        program.parent_path().parent_path() / "share" / "tektite" / "materials";
    if (is_folder(installed)) return installed.string();
  }
  return (fs::path(source_folder) / "materials" / "library").string();
}

}  // namespace tektite::materials
