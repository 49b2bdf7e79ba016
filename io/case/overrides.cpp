#include "io/case/overrides.hpp"

#include "io/case/spelling.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <charconv>

namespace tektite::io {
namespace {

TreeNode* entry_of(TreeNode& map, const std::string& key) {
  const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                  [&](const TreeNode::Entry& entry) { return entry.key == key; });
  return found == map.entries.end() ? nullptr : &found->value;
}

TreeNode& item_of(TreeNode& list, const std::string& key, const std::string& setting) {
  for (TreeNode& item : list.items) {
    const TreeNode* name = item.kind == TreeNode::Kind::map ? entry_of(item, "name") : nullptr;
    if (name != nullptr && name->text == key) return item;
  }
  std::size_t index = list.items.size();
  std::from_chars(key.data(), key.data() + key.size(), index);
  require(index < list.items.size(), "--set {}: no item of the list has the name or position '{}'",
          printable(setting, 200), printable(key, 100));
  return list.items[index];
}

TreeNode& step_into(TreeNode& node, const std::string& key, const std::string& setting) {
  if (node.kind == TreeNode::Kind::sequence) return item_of(node, key, setting);
  if (node.kind == TreeNode::Kind::nothing) node.kind = TreeNode::Kind::map;
  require(node.kind == TreeNode::Kind::map, "--set {}: there is nothing below '{}'",
          printable(setting, 200), printable(key, 100));
  if (TreeNode* known = entry_of(node, key)) return *known;
  node.entries.push_back({key, node.position, {}});
  node.entries.back().value.position = node.position;
  return node.entries.back().value;
}

}  // namespace

void apply_override(TreeNode& root, const std::string& setting) {
  const auto equals = setting.find('=');
  require(equals != std::string::npos && equals > 0, "--set {}: write it as path=value",
          printable(setting, 200));
  std::vector<Problem> problems;
  TreeNode value = read_document(setting.substr(equals + 1), problems);
  require(problems.empty(), "--set {}: {}", printable(setting, 200),
          problems.empty() ? std::string() : problems.front().text);

  const std::string path = setting.substr(0, equals);
  TreeNode* node = &root;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t dot = std::min(path.find('.', begin), path.size());
    require(dot > begin, "--set {}: the path has an empty step", printable(setting, 200));
    node = &step_into(*node, path.substr(begin, dot - begin), setting);
    begin = dot + 1;
  }
  value.position = node->position;
  *node = std::move(value);
}

}  // namespace tektite::io
