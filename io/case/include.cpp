#include "io/case/include.hpp"

#include "io/case/spelling.hpp"
#include "io/case/words.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace tektite::io {

namespace {

using Kind = TreeNode::Kind;

class Includer {
 public:
  Includer(std::string folder, bool allow_path, Sources& sources, std::vector<Problem>& problems,
           const IncludeLimits& limits)
      : folder_(std::move(folder)),
        allow_path_(allow_path),
        sources_(sources),
        problems_(problems),
        limits_(limits) {}

  void section(TreeNode& node, const Keys& keys) {
    for (auto& entry : node.entries) {
      const auto key = std::ranges::find(keys, entry.key, &Key::name);
      if (key == keys.end() || key->keys == nullptr) continue;
      if (key->may_include) expand(entry.value, key->type);
      switch (key->type) {
        case KeyType::section:
          section(entry.value, *key->keys);
          break;
        case KeyType::list:
          for (TreeNode& item : entry.value.items) section(item, *key->keys);
          break;
        case KeyType::map:
          for (auto& inner : entry.value.entries) section(inner.value, *key->keys);
          break;
        default:
          break;
      }
    }
  }

 private:
  void report(const TreeNode& node, std::string text) {
    problems_.push_back({node.position, std::move(text)});
  }

  void expand(TreeNode& node, KeyType type) {
    if (type == KeyType::map && node.kind == Kind::map) expand_map(node);
    if (type == KeyType::list && node.kind == Kind::sequence) expand_list(node);
  }

  void expand_map(TreeNode& map) {
    const bool has_include =
        std::ranges::find(map.entries, "include", &TreeNode::Entry::key) != map.entries.end();
    if (!has_include) return;
    std::vector<TreeNode::Entry> entries;
    std::set<std::string> taken;
    const auto add = [&](TreeNode::Entry entry) {
      if (!taken.insert(entry.key).second) {
        problems_.push_back(
            {entry.position, fmt::format("duplicate key '{}'", printable(entry.key))});
        return;
      }
      entries.push_back(std::move(entry));
    };
    for (auto& entry : map.entries) {
      if (entry.key != "include") {
        add(std::move(entry));
        continue;
      }
      TreeNode file = read(entry.value, KeyType::map);
      for (auto& inner : file.entries) add(std::move(inner));
    }
    map.entries = std::move(entries);
  }

  void expand_list(TreeNode& list) {
    std::vector<TreeNode> items;
    for (TreeNode& item : list.items) {
      const bool is_include =
          item.kind == Kind::map && item.entries.size() == 1 && item.entries[0].key == "include";
      if (!is_include) {
        items.push_back(std::move(item));
        continue;
      }
      TreeNode file = read(item.entries[0].value, KeyType::list);
      for (TreeNode& inner : file.items) items.push_back(std::move(inner));
    }
    list.items = std::move(items);
  }

  /// The tree of the file that `name` names, its own includes expanded; empty if there is an error.
  TreeNode read(const TreeNode& name, KeyType type) {
    if (name.kind == Kind::refused) return {};
    if (name.kind != Kind::scalar || name.text.empty()) {
      report(name, "include: the name of one file is wanted");
      return {};
    }
    const FoundFile found = find_file(folder_, name.text, allow_path_);
    if (!found.problem.empty()) {
      report(name, fmt::format("include: {}", found.problem));
      return {};
    }
    if (std::ranges::find(open_, found.path) != open_.end()) {
      report(name, fmt::format("include: '{}' includes itself", printable(name.text, 200)));
      return {};
    }
    if (static_cast<int>(open_.size()) >= limits_.depth || ++files_ > limits_.files) {
      report(name, fmt::format("include: more than {} files, or deeper than {}", limits_.files,
                               limits_.depth));
      return {};
    }
    std::string text;
    try {
      text = read_text_file(found.path);
    } catch (const Error& error) {
      report(name, fmt::format("include: {}", error.what()));
      return {};
    }
    bytes_ += text.size();
    if (bytes_ > limits_.bytes) {
      report(name,
             fmt::format("include: the files together are longer than {} bytes", limits_.bytes));
      return {};
    }
    sources_.push_back({Source::Kind::include, found.path});
    const int source = static_cast<int>(sources_.size()) - 1;
    TreeNode tree = read_document(text, problems_, {}, source);
    const Kind wanted = type == KeyType::map ? Kind::map : Kind::sequence;
    if (tree.kind != wanted && tree.kind != Kind::refused) {
      report(tree, wanted == Kind::map ? "an included file of names is a map of sections"
                                       : "an included file of items is a list");
      return {};
    }
    open_.push_back(found.path);
    expand(tree, type);
    open_.pop_back();
    return tree;
  }

  std::string folder_;
  bool allow_path_;
  Sources& sources_;
  std::vector<Problem>& problems_;
  IncludeLimits limits_;
  std::vector<std::string> open_;  ///< files around the one that is read
  std::size_t files_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

void expand_includes(TreeNode& root, const Keys& keys, const std::string& folder, bool allow_path,
                     Sources& sources, std::vector<Problem>& problems,
                     const IncludeLimits& limits) {
  Includer(folder, allow_path, sources, problems, limits).section(root, keys);
}

}  // namespace tektite::io
