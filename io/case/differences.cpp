#include "io/case/differences.hpp"

#include "solver/base/error.hpp"

#include <yaml-cpp/yaml.h>

#include <map>
#include <set>
#include <utility>

namespace tektite::io {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

std::string under(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

/// A list of maps that all have names; names may repeat only by mistake.
bool has_names(const YAML::Node& list) {
  std::set<std::string> names;
  for (const auto& entry : list) {
    if (!entry.IsMap() || !entry["name"] || !entry["name"].IsScalar()) return false;
    if (!names.insert(entry["name"].Scalar()).second) return false;
  }
  return list.size() > 0;
}

void flatten(const YAML::Node& node, const std::string& path, Entries& entries) {
  if (node.IsMap()) {
    if (node.size() == 0) entries.emplace_back(path, "{}");
    for (const auto& pair : node) flatten(pair.second, under(path, pair.first.Scalar()), entries);
  } else if (node.IsSequence()) {
    if (node.size() == 0) entries.emplace_back(path, "[]");
    const bool by_name = has_names(node);
    for (std::size_t i = 0; i < node.size(); ++i) {
      const std::string key = by_name ? node[i]["name"].Scalar() : fmt::format("{}", i);
      flatten(node[i], under(path, key), entries);
    }
  } else {
    entries.emplace_back(path, node.IsNull() ? std::string("~") : node.Scalar());
  }
}

Entries read(const std::string& text) {
  Entries entries;
  try {
    flatten(YAML::Load(text), "", entries);
  } catch (const YAML::Exception&) {
    throw Error(ExitCode::bad_input, "what should be a resolved case is not YAML");
  }
  return entries;
}

}  // namespace

std::vector<Difference> differences(const std::string& before, const std::string& after) {
  const Entries old_entries = read(before);
  const Entries new_entries = read(after);
  const std::map<std::string, std::string> olds(old_entries.begin(), old_entries.end());
  const std::map<std::string, std::string> news(new_entries.begin(), new_entries.end());
  std::vector<Difference> result;
  for (const auto& [path, value] : old_entries) {
    const auto found = news.find(path);
    if (found == news.end()) {
      result.push_back({path, value, ""});
    } else if (found->second != value) {
      result.push_back({path, value, found->second});
    }
  }
  for (const auto& [path, value] : new_entries) {
    if (!olds.contains(path)) result.push_back({path, "", value});
  }
  return result;
}

}  // namespace tektite::io
