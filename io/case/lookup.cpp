#include "io/case/lookup.hpp"

#include "io/case/spelling.hpp"
#include "solver/base/error.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace tektite::io {
namespace {

const TreeNode* entry_of(const TreeNode* map, std::string_view key) {
  if (map == nullptr) return nullptr;
  const auto found = std::ranges::find(map->entries, key, &TreeNode::Entry::key);
  return found == map->entries.end() ? nullptr : &found->value;
}

/// Splits off the first step.
std::string_view next_step(std::string_view& rest) {
  const std::size_t dot = std::min(rest.find('.'), rest.size());
  const std::string_view step = rest.substr(0, dot);
  rest.remove_prefix(std::min(dot + 1, rest.size()));
  return step;
}

class Walk {
 public:
  Walk(const TreeNode& tree, std::string_view path) : node_(&tree), path_(path), rest_(path) {}

  const Key& find(const Keys& root) {
    const Key* key = &enter(root);
    while (!rest_.empty()) {
      switch (key->type) {
        case KeyType::map:
          entry();
          break;
        case KeyType::list:
          item();
          break;
        case KeyType::numbers:
        case KeyType::texts:
          item();
          require(rest_.empty(), "{}: there is nothing below an item of a list", path());
          return *key;
        case KeyType::section:
          break;
        default:
          fail("there is nothing below this key");
      }
      require(!rest_.empty(), "{}: one value is wanted, this is a section", path());
      key = &enter(*key->keys);
    }
    require(key->type != KeyType::section && key->type != KeyType::list &&
                key->type != KeyType::map && key->type != KeyType::numbers &&
                key->type != KeyType::texts,
            "{}: one value is wanted, this is a section or list", path());
    return *key;
  }

 private:
  [[nodiscard]] std::string path() const { return printable(path_, 200); }

  [[noreturn]] void fail(const std::string& text) const {
    throw Error(ExitCode::bad_input, fmt::format("{}: {}", path(), text));
  }

  const Key& enter(const Keys& keys) {
    const std::string_view step = next_step(rest_);
    const auto key = std::ranges::find(keys, step, &Key::name);
    if (key == keys.end()) {
      std::vector<std::string_view> known;
      for (const Key& other : keys) known.push_back(other.name);
      fail(fmt::format("unknown key '{}'{}", printable(step), suggestion(step, known)));
    }
    node_ = entry_of(node_, step);
    return *key;
  }

  void entry() {
    const std::string_view step = next_step(rest_);
    const TreeNode* found = entry_of(node_, step);
    if (found == nullptr) {
      std::vector<std::string_view> known;
      if (node_ != nullptr) {
        for (const auto& other : node_->entries) known.emplace_back(other.key);
      }
      fail(fmt::format("there is no '{}'{}", printable(step), suggestion(step, known)));
    }
    node_ = found;
  }

  void item() {
    const std::string_view step = next_step(rest_);
    std::vector<std::string_view> known;
    const std::size_t count = node_ == nullptr ? 0 : node_->items.size();
    for (std::size_t i = 0; i < count; ++i) {
      const TreeNode* name = entry_of(&node_->items[i], "name");
      if (name == nullptr) continue;
      known.emplace_back(name->text);
      if (name->text == step) {
        node_ = &node_->items[i];
        return;
      }
    }
    std::size_t index = count;
    const auto [end, problem] = std::from_chars(step.data(), step.data() + step.size(), index);
    if (problem != std::errc{} || end != step.data() + step.size() || index >= count) {
      fail(fmt::format(
          "no item of the list has the name or position '{}'{}", printable(step),
          known.empty() ? fmt::format(", there are {}", count) : suggestion(step, known)));
    }
    node_ = &node_->items[index];
  }

  const TreeNode* node_;
  std::string_view path_;
  std::string_view rest_;
};

}  // namespace

const Key& find_key(const TreeNode& tree, const Keys& keys, std::string_view path) {
  require(!path.empty() && path.back() != '.', "'{}' is not a path of keys", printable(path, 200));
  return Walk(tree, path).find(keys);
}

}  // namespace tektite::io
