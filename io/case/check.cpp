#include "io/case/check.hpp"

#include "io/case/conditions.hpp"
#include "io/case/epoch.hpp"
#include "io/case/scalars.hpp"
#include "io/case/spelling.hpp"
#include "io/case/units.hpp"
#include "io/case/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace tektite::io {

namespace detail {

std::string join_path(const std::string& parent, std::string_view key) {
  return parent.empty() ? std::string(key) : fmt::format("{}.{}", parent, key);
}

}  // namespace detail

namespace {

using detail::Entries;
using detail::SectionData;
using detail::Value;

std::string_view kind_name(TreeNode::Kind kind) {
  switch (kind) {
    case TreeNode::Kind::nothing:
      return "nothing";
    case TreeNode::Kind::scalar:
      return "a single value";
    case TreeNode::Kind::sequence:
      return "a list";
    case TreeNode::Kind::map:
      return "a map";
    case TreeNode::Kind::refused:
      break;
  }
  return "a refused value";
}

/// Names of the items of `from`: the keys of a map, the `name` of the maps of a list.
void collect_names(const TreeNode& from, std::vector<std::string_view>& names) {
  for (const auto& entry : from.entries) names.push_back(entry.key);
  for (const TreeNode& item : from.items) {
    const auto name = std::ranges::find(item.entries, "name", &TreeNode::Entry::key);
    if (name != item.entries.end()) names.push_back(name->value.text);
  }
}

class Checker {
 public:
  Checker(std::shared_ptr<const detail::Context> context, std::vector<Problem>& problems)
      : context_(std::move(context)), problems_(problems) {}

  std::shared_ptr<SectionData> section(const TreeNode& map, const Keys& keys,
                                       const std::string& path) {
    auto data = std::make_shared<SectionData>();
    data->keys = &keys;
    data->context = context_;
    data->path = path;
    data->position = map.position;
    data->values.resize(keys.size());
    if (map.kind == TreeNode::Kind::refused) return data;
    if (map.kind != TreeNode::Kind::map) {
      report(map.position, path,
             fmt::format("a map of keys is wanted, found {}", kind_name(map.kind)));
      return data;
    }
    around_.push_back(&map);
    std::vector<Position> typed_at(keys.size());
    for (const auto& entry : map.entries) {
      const auto key = std::ranges::find(keys, entry.key, &Key::name);
      if (key == keys.end()) {
        report_unknown(entry, keys, path);
        continue;
      }
      const auto index = static_cast<std::size_t>(key - keys.begin());
      Value& value = data->values[index];
      typed_at[index] = entry.position;
      value = this->value(entry.value, *key, detail::join_path(path, key->name));
      value.given = true;
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const std::string key_path = detail::join_path(path, keys[i].name);
      check_meaning(*data, i, typed_at[i], key_path);
      fill(*data, i, map, key_path);
    }
    around_.pop_back();
    return data;
  }

 private:
  void report(Position position, const std::string& path, const std::string& text) {
    problems_.push_back({position, path.empty() ? text : fmt::format("{}: {}", path, text)});
  }

  void report_unknown(const TreeNode::Entry& entry, const Keys& keys, const std::string& path) {
    std::vector<std::string_view> known;
    for (const Key& key : keys) known.push_back(key.name);
    problems_.push_back({entry.position, fmt::format("unknown key '{}'{}{}{}", printable(entry.key),
                                                     path.empty() ? "" : " in ", path,
                                                     suggestion(entry.key, known))});
  }

  /// Has the key a meaning beside the others, and has its list the right length?
  void check_meaning(SectionData& section, std::size_t i, Position typed_at,
                     const std::string& path) {
    const Key& key = (*section.keys)[i];
    Value& value = section.values[i];
    for (const Condition& condition : key.only_when) {
      if (holds(condition, section) != Holds::no) continue;
      value.applies = false;
      if (value.given) {
        report(typed_at, path,
               fmt::format("has a meaning only where {}", condition_text(condition)));
        return;
      }
    }
    const auto size = size_of(value);
    const Count* wanted = value.given && size ? wanted_count(key, section) : nullptr;
    if (wanted != nullptr && (*size < wanted->fewest || *size > wanted->most)) {
      report(value.position, path,
             fmt::format("must have {}{}{}, found {}", count_text(*wanted),
                         wanted->when.key.empty() ? "" : " where ",
                         wanted->when.key.empty() ? "" : condition_text(wanted->when), *size));
    }
  }

  static std::optional<std::size_t> size_of(const Value& value) {
    if (const auto* numbers = std::get_if<std::vector<double>>(&value.content)) {
      return numbers->size();
    }
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value.content)) {
      return texts->size();
    }
    if (const auto* entries = std::get_if<Entries>(&value.content)) return entries->size();
    return std::nullopt;
  }

  /// The default of a key that was not typed, or the error that it is missing.
  void fill(SectionData& section, std::size_t i, const TreeNode& map, const std::string& path) {
    const Key& key = (*section.keys)[i];
    Value& value = section.values[i];
    if (value.given) return;
    const auto cause = std::ranges::find_if(key.required_when, [&](const Condition& condition) {
      return holds(condition, section) == Holds::yes;
    });
    if (key.presence == Presence::required || cause != key.required_when.end()) {
      std::string text = "is missing";
      if (key.presence != Presence::required) {
        text += fmt::format(", and needed where {}", condition_text(*cause));
      }
      if (!key.meaning.empty()) text += fmt::format(": {}", key.meaning);
      report(map.position, path, text);
    } else if (!key.fallback.empty()) {
      const std::size_t before = problems_.size();
      const bool applies = value.applies;
      value = this->value(fallback(key, map.position), key, path);
      value.applies = applies;
      expect(problems_.size() == before, "the default of a key is valid");
    }
    value.position = map.position;
  }

  /// The default as a tree. A single value needs no parser, and long lists of sections none of its
  /// time.
  static TreeNode fallback(const Key& key, Position position) {
    const bool is_flow = std::string_view("[{\"'").find(key.fallback.front()) != std::string::npos;
    TreeNode node;
    if (!is_flow) {
      node.kind = TreeNode::Kind::scalar;
      node.text = std::string(key.fallback);
    } else {
      std::vector<Problem> problems;
      node = read_document(key.fallback, problems);
      expect(problems.empty(), "the default of a key is valid YAML");
    }
    set_position(node, position);
    return node;
  }

  static void set_position(TreeNode& node, Position position) {
    node.position = position;
    for (TreeNode& item : node.items) set_position(item, position);
    for (auto& entry : node.entries) {
      entry.position = position;
      set_position(entry.value, position);
    }
  }

  Value value(const TreeNode& node, const Key& key, const std::string& path) {
    Value made;
    made.position = node.position;
    if (node.kind == TreeNode::Kind::refused) return made;
    if (node.kind == TreeNode::Kind::nothing) {
      report(node.position, path, "has no value");
      return made;
    }
    switch (key.type) {
      case KeyType::section: {
        expect(key.keys != nullptr, "a section key has a table");
        made.content = Entries{{std::string(), Section(section(node, *key.keys, path))}};
        return made;
      }
      case KeyType::list:
        list(node, key, path, made);
        return made;
      case KeyType::map:
        map(node, key, path, made);
        return made;
      case KeyType::numbers:
      case KeyType::texts:
        items(node, key, path, made);
        return made;
      default:
        break;
    }
    if (node.kind != TreeNode::Kind::scalar) {
      report(node.position, path,
             fmt::format("{} is wanted, found {}", type_name(key.type), kind_name(node.kind)));
      return made;
    }
    scalar(node, key, path, made);
    return made;
  }

  static std::string_view type_name(KeyType type) {
    switch (type) {
      case KeyType::number:
        return "a number";
      case KeyType::integer:
        return "a whole number";
      case KeyType::boolean:
        return "true or false";
      case KeyType::epoch:
        return "a time";
      default:
        return "a text";
    }
  }

  template <class T>
  void take(Reading<T> reading, const TreeNode& node, const std::string& path, Value& made) {
    if (reading.problem.empty()) {
      made.content = std::move(reading.value);
    } else {
      report(node.position, path, reading.problem);
    }
  }

  void scalar(const TreeNode& node, const Key& key, const std::string& path, Value& made) {
    switch (key.type) {
      case KeyType::number:
        return take(read_number_of(key, node), node, path, made);
      case KeyType::integer:
        return take(read_integer_of(key, node), node, path, made);
      case KeyType::boolean:
        return take(read_boolean_of(node), node, path, made);
      case KeyType::epoch: {
        auto epoch = read_epoch(node.text);
        if (!epoch.problem.empty()) {
          epoch.problem += fmt::format(", found '{}'", printable(node.text));
        }
        return take(std::move(epoch), node, path, made);
      }
      default:
        break;
    }
    take(read_text_of(key, node, context_->allow_path), node, path, made);
    if (const auto* text = std::get_if<std::string>(&made.content)) {
      check_name(*text, key, node, path);
    }
  }

  /// Is there a thing of that name?
  void check_name(const std::string& name, const Key& key, const TreeNode& node,
                  const std::string& path) {
    if (const auto library = context_->libraries.find(key.library);
        library != context_->libraries.end()) {
      const auto& known = library->second;
      if (std::ranges::find(known, name) == known.end()) {
        const std::vector<std::string_view> names(known.begin(), known.end());
        report(node.position, path,
               fmt::format("unknown {} '{}'{}", key.library, printable(name),
                           suggestion(name, names)));
      }
    }
    if (key.names_in.empty()) return;
    std::vector<std::string_view> known;
    for (const std::string_view list : key.names_in) {
      for (auto outer = around_.rbegin(); outer != around_.rend(); ++outer) {
        const auto found = std::ranges::find((*outer)->entries, list, &TreeNode::Entry::key);
        if (found == (*outer)->entries.end()) continue;
        collect_names(found->value, known);
        break;
      }
    }
    if (std::ranges::find(known, std::string_view(name)) != known.end()) return;
    std::string text =
        fmt::format("there is no '{}' in {}", printable(name), fmt::join(key.names_in, " or "));
    constexpr std::size_t most_listed = 24;
    const std::string_view meant = nearest(name, known);
    if (!meant.empty()) text += fmt::format("; did you mean '{}'?", printable(meant));
    if (!known.empty() && known.size() <= most_listed) {
      std::vector<std::string> shown;
      shown.reserve(known.size());
      for (const std::string_view one : known) shown.push_back(printable(one));
      text += fmt::format("{} known: {}", meant.empty() ? ";" : "", fmt::join(shown, ", "));
    }
    report(node.position, path, text);
  }

  /// Numbers or texts.
  void items(const TreeNode& node, const Key& key, const std::string& path, Value& made) {
    const bool numeric = key.type == KeyType::numbers;
    if (node.kind != TreeNode::Kind::sequence) {
      report(node.position, path,
             fmt::format(
                 "a list of {} such as [{}] is wanted, found {}", numeric ? "numbers" : "texts",
                 numeric ? quantity_text(1.0, key.unit) + ", " + quantity_text(2.0, key.unit)
                         : std::string("one, two"),
                 kind_name(node.kind)));
      return;
    }
    std::vector<double> numbers;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const TreeNode& item = node.items[i];
      if (item.kind == TreeNode::Kind::refused) continue;
      const std::string item_path = fmt::format("{}[{}]", path, i);
      if (item.kind != TreeNode::Kind::scalar) {
        report(item.position, item_path,
               fmt::format("{} is wanted, found {}", numeric ? "a number" : "a text",
                           kind_name(item.kind)));
      } else if (numeric) {
        Value value;
        take(read_number_of(key, item), item, item_path, value);
        if (const auto* x = std::get_if<double>(&value.content)) numbers.push_back(*x);
      } else {
        Value value;
        scalar(item, key, item_path, value);
        if (auto* text = std::get_if<std::string>(&value.content)) texts.push_back(*text);
      }
    }
    const bool complete = (numeric ? numbers.size() : texts.size()) == node.items.size();
    if (!complete) return;  // its length would say nothing
    if (numeric) {
      const bool zero = std::ranges::all_of(numbers, [](double x) { return x == 0.0; });
      if (key.some_nonzero && zero) report(node.position, path, "must not be zero");
      made.content = std::move(numbers);
    } else {
      const std::set<std::string> distinct(texts.begin(), texts.end());
      if (key.unique && distinct.size() != texts.size()) {
        report(node.position, path, "must not have an item twice");
      }
      made.content = std::move(texts);
    }
  }

  void list(const TreeNode& node, const Key& key, const std::string& path, Value& made) {
    expect(key.keys != nullptr, "a list key has a table");
    if (node.kind != TreeNode::Kind::sequence) {
      report(node.position, path, fmt::format("a list is wanted, found {}", kind_name(node.kind)));
      return;
    }
    Entries entries;
    check_unique(node, *key.keys, path);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      entries.emplace_back(std::string(), Section(section(node.items[i], *key.keys,
                                                          fmt::format("{}[{}]", path, i))));
    }
    made.content = std::move(entries);
  }

  /// No two items of a list have the same value of a key that is unique.
  void check_unique(const TreeNode& list, const Keys& keys, const std::string& path) {
    for (const Key& key : keys) {
      if (!key.unique || key.type == KeyType::texts) continue;
      std::set<std::string_view> taken;
      for (std::size_t i = 0; i < list.items.size(); ++i) {
        for (const auto& entry : list.items[i].entries) {
          const bool is_text = entry.key == key.name && entry.value.kind == TreeNode::Kind::scalar;
          if (is_text && !taken.insert(entry.value.text).second) {
            report(entry.value.position, fmt::format("{}[{}].{}", path, i, key.name),
                   fmt::format("the {} '{}' is taken", key.name, printable(entry.value.text)));
          }
        }
      }
    }
  }

  void map(const TreeNode& node, const Key& key, const std::string& path, Value& made) {
    expect(key.keys != nullptr, "a map key has a table");
    if (node.kind != TreeNode::Kind::map) {
      report(node.position, path,
             fmt::format("a map from names to sections is wanted, found {}", kind_name(node.kind)));
      return;
    }
    Entries entries;
    for (const auto& entry : node.entries) {
      if (!is_map_name(entry.key)) {
        report(entry.position, path,
               fmt::format("'{}' is not a name: letters, digits, _ and - are wanted, at most 64",
                           printable(entry.key)));
        continue;
      }
      entries.emplace_back(
          entry.key, Section(section(entry.value, *key.keys, detail::join_path(path, entry.key))));
    }
    made.content = std::move(entries);
  }

  std::shared_ptr<const detail::Context> context_;
  std::vector<Problem>& problems_;
  std::vector<const TreeNode*> around_;  ///< the maps around what is being checked
};

}  // namespace

std::shared_ptr<SectionData> check_section(const TreeNode& map, const Keys& keys,
                                           const std::string& path,
                                           const std::shared_ptr<const detail::Context>& context,
                                           std::vector<Problem>& problems) {
  return Checker(context, problems).section(map, keys, path);
}

}  // namespace tektite::io
