#include "io/case/overrides.hpp"

#include "io/case/spelling.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace tektite::io {
namespace {

/// Why a setting cannot be applied.
struct Misfit {
  std::string text;
};

TreeNode* entry_of(TreeNode& map, const std::string& key) {
  const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                  [&](const TreeNode::Entry& entry) { return entry.key == key; });
  return found == map.entries.end() ? nullptr : &found->value;
}

TreeNode& item_of(TreeNode& list, const std::string& key) {
  std::vector<std::string> names;
  for (TreeNode& item : list.items) {
    const TreeNode* name = item.kind == TreeNode::Kind::map ? entry_of(item, "name") : nullptr;
    if (name == nullptr) continue;
    if (name->text == key) return item;
    names.push_back(printable(name->text));
  }
  std::size_t index = list.items.size();
  const auto [end, problem] = std::from_chars(key.data(), key.data() + key.size(), index);
  const bool is_position = problem == std::errc{} && end == key.data() + key.size();
  if (is_position && index < list.items.size()) return list.items[index];
  throw Misfit{
      fmt::format("no item of the list has the name or position '{}'; it has {}{}{}",
                  printable(key, 100), list.items.empty() ? "none" : "positions from 0 to ",
                  list.items.empty() ? "" : fmt::format("{}", list.items.size() - 1),
                  names.empty() ? "" : fmt::format(" and names {}", fmt::join(names, ", ")))};
}

/// `stack: pressure_wall` leads on to `stacks: {pressure_wall: ...}` of a map around it.
TreeNode* named_by(const TreeNode& name, const std::string& key,
                   const std::vector<TreeNode*>& around) {
  for (auto map = around.rbegin(); map != around.rend(); ++map) {
    if ((*map)->kind != TreeNode::Kind::map) continue;
    TreeNode* all = entry_of(**map, key + "s");
    if (all != nullptr && all->kind == TreeNode::Kind::map) return entry_of(*all, name.text);
  }
  return nullptr;
}

/// A number below a map that is nothing but a list counts in that list.
TreeNode* only_list(TreeNode& map, const std::string& key) {
  const bool is_number = !key.empty() && key.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number || map.entries.size() != 1) return nullptr;
  TreeNode& only = map.entries.front().value;
  return only.kind == TreeNode::Kind::sequence ? &only : nullptr;
}

TreeNode& step_into(TreeNode& node, const std::string& key, const std::string& before) {
  if (node.kind == TreeNode::Kind::sequence) return item_of(node, key);
  if (node.kind == TreeNode::Kind::nothing) node.kind = TreeNode::Kind::map;
  if (node.kind == TreeNode::Kind::refused) throw Misfit{"the file has an error there"};
  if (node.kind != TreeNode::Kind::map) {
    throw Misfit{fmt::format("{} is '{}', there is no '{}' below it", before,
                             printable(node.text, 100), printable(key, 100))};
  }
  if (TreeNode* known = entry_of(node, key)) return *known;
  if (TreeNode* list = only_list(node, key)) return item_of(*list, key);
  node.entries.push_back({key, node.position, {}});
  node.entries.back().value.position = node.position;
  return node.entries.back().value;
}

void apply(TreeNode& root, const std::string& setting, int source) {
  const auto equals = setting.find('=');
  if (equals == std::string::npos || equals == 0) throw Misfit{"write it as path=value"};
  std::vector<Problem> problems;
  TreeNode value = read_document(setting.substr(equals + 1), problems, {}, source);
  if (!problems.empty()) throw Misfit{problems.front().text};

  const std::string path = setting.substr(0, equals);
  TreeNode* node = &root;
  std::vector<TreeNode*> around;
  std::string last;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t dot = std::min(path.find('.', begin), path.size());
    if (dot == begin) throw Misfit{"the path has an empty step"};
    const std::string key = path.substr(begin, dot - begin);
    if (begin == 0) {
      TreeNode* vehicle = entry_of(root, "vehicle");
      if (vehicle != nullptr && entry_of(root, key) == nullptr &&
          entry_of(*vehicle, key) != nullptr)
        node = vehicle;
    }
    if (node->kind == TreeNode::Kind::scalar) {
      if (TreeNode* named = named_by(*node, last, around)) node = named;
    }
    around.push_back(node);
    node = &step_into(*node, key, printable(path.substr(0, begin == 0 ? 0 : begin - 1), 200));
    last = key;
    begin = dot + 1;
  }
  value.position.source = source;
  *node = std::move(value);
}

}  // namespace

void apply_override(TreeNode& root, const std::string& setting, int source,
                    std::vector<Problem>& problems) {
  const TreeNode before = root;
  try {
    apply(root, setting, source);
  } catch (const Misfit& misfit) {
    root = before;
    problems.push_back({{1, 1, source}, misfit.text});
  }
}

}  // namespace tektite::io
