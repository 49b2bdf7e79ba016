#include "io/output/inputs.hpp"

#include "io/output/agree.hpp"
#include "io/output/files.hpp"
#include "io/output/json.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <system_error>
#include <xxhash.h>

namespace tektite::output {
namespace {

/// XXH3-64 of a file of any size, piece by piece.
std::string sum_of(const std::string& path) {
  const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(),
                                                                              XXH3_freeState);
  XXH3_64bits_reset(state.get());
  std::ifstream file(path, std::ios::binary);
  std::vector<char> piece(std::size_t{1} << 20U);
  do {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    XXH3_64bits_update(state.get(), piece.data(), static_cast<std::size_t>(file.gcount()));
  } while (file);
  require_or(ExitCode::io_failed, file.eof() && !file.bad(), "cannot read {}: {}", path,
             std::generic_category().message(errno));
  return fmt::format("{:016x}", XXH3_64bits_digest(state.get()));
}

KeptInput keep(const RunFolder& folder, const Input& input) {
  KeptInput kept{.name = input.name, .bytes = size_of(input.path), .sum = sum_of(input.path)};
  if (!input.inside || kept.bytes > most_to_copy) return kept;
  const std::string copy = folder.inputs() + "/" + input.name;
  if (input.path != copy) {  // a run that goes on may have found it there
    make_folders(std::filesystem::path(copy).parent_path());
    write_bytes(copy, read_bytes(input.path, most_to_copy));
  }
  kept.copied = true;
  return kept;
}

/// Name -> sum. Empty if the manifest says nothing of its files.
std::map<std::string, std::string> sums_at_start(const RunFolder& folder) {
  std::map<std::string, std::string> sums;
  const auto manifest = read_json(folder.path() + "/manifest.json");
  if (!manifest.is_object() || !manifest.contains("inputs")) return sums;
  for (const auto& entry : manifest.at("inputs")) {
    if (entry.is_object() && entry.contains("name") && entry.contains("xxh3") &&
        entry.at("name").is_string() && entry.at("xxh3").is_string()) {
      sums[entry.at("name")] = entry.at("xxh3");
    }
  }
  return sums;
}

}  // namespace

std::vector<KeptInput> keep_inputs(const RunFolder& folder, const std::vector<Input>& inputs) {
  std::vector<KeptInput> kept;
  on_root(folder.world(), [&] {
    for (const Input& input : inputs) kept.push_back(keep(folder, input));
  });
  return kept;
}

std::vector<AcceptedChange> changed_inputs(const RunFolder& folder,
                                           const std::vector<Input>& inputs) {
  std::string found;
  on_root(folder.world(), [&] {
    auto before = sums_at_start(folder);
    auto changes = nlohmann::json::array();
    for (const Input& input : inputs) {
      const std::string now = input.path.empty() ? std::string() : sum_of(input.path);
      if (before[input.name] != now) changes.push_back({input.name, before[input.name], now});
    }
    found = changes.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  });
  std::vector<char> text(found.begin(), found.end());
  folder.world().broadcast(text);
  std::vector<AcceptedChange> changes;
  for (const auto& change : nlohmann::json::parse(text.begin(), text.end())) {
    changes.push_back({fmt::format("file {}", change.at(0).get<std::string>()),
                       change.at(1).get<std::string>(), change.at(2).get<std::string>()});
  }
  return changes;
}

}  // namespace tektite::output
