#include "io/case/check.hpp"

#include "io/case/epoch.hpp"
#include "io/case/spelling.hpp"
#include "io/case/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
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

/// "at least 0 m", "in (0, 0.5] m", ...
std::string range_text(const Key& key) {
  const bool below = key.least > -std::numeric_limits<double>::infinity();
  const bool above = key.greatest < std::numeric_limits<double>::infinity();
  if (below && above) {
    return fmt::format("in {}{}, {}]{}{}", key.least_excluded ? '(' : '[', shortest(key.least),
                       shortest(key.greatest), key.unit == "1" ? "" : " ",
                       key.unit == "1" ? "" : key.unit);
  }
  if (below) {
    return fmt::format("{} {}", key.least_excluded ? "greater than" : "at least",
                       quantity_text(key.least, key.unit));
  }
  return fmt::format("at most {}", quantity_text(key.greatest, key.unit));
}

bool in_range(const Key& key, double value) {
  return (key.least_excluded ? value > key.least : value >= key.least) && value <= key.greatest;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

class Checker {
 public:
  Checker(std::shared_ptr<const std::string> file, std::vector<Problem>& problems)
      : file_(std::move(file)), problems_(problems) {}

  std::shared_ptr<SectionData> section(const TreeNode& map, const Keys& keys,
                                       const std::string& path) {
    auto data = std::make_shared<SectionData>();
    data->keys = &keys;
    data->file = file_;
    data->path = path;
    data->position = map.position;
    data->values.resize(keys.size());
    if (map.kind == TreeNode::Kind::refused) return data;
    if (map.kind != TreeNode::Kind::map) {
      report(map.position, path,
             fmt::format("a map of keys is wanted, found {}", kind_name(map.kind)));
      return data;
    }
    for (const auto& entry : map.entries) {
      const auto key = std::ranges::find(keys, entry.key, &Key::name);
      if (key == keys.end()) {
        report_unknown(entry, keys, path);
        continue;
      }
      Value& value = data->values[static_cast<std::size_t>(key - keys.begin())];
      value = this->value(entry.value, *key, detail::join_path(path, key->name));
      value.given = true;
    }
    for (std::size_t i = 0; i < keys.size(); ++i) fill(data->values[i], keys[i], map, path);
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

  /// The default of a key that was not typed, or the error that it is missing.
  void fill(Value& value, const Key& key, const TreeNode& map, const std::string& path) {
    if (value.given) return;
    const std::string key_path = detail::join_path(path, key.name);
    if (key.presence == Presence::required) {
      report(map.position, key_path,
             fmt::format("is missing{}{}", key.meaning.empty() ? "" : ": ", key.meaning));
    } else if (!key.fallback.empty()) {
      const std::size_t before = problems_.size();
      value = this->value(fallback(key, map.position), key, key_path);
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

  void scalar(const TreeNode& node, const Key& key, const std::string& path, Value& made) {
    switch (key.type) {
      case KeyType::number:
        if (double x = 0.0; number(node, key, path, x)) made.content = x;
        break;
      case KeyType::integer:
        integer(node, key, path, made);
        break;
      case KeyType::boolean:
        if (!node.quoted && (node.text == "true" || node.text == "false")) {
          made.content = node.text == "true";
        } else {
          report(node.position, path,
                 fmt::format("true or false is wanted, found '{}'", printable(node.text)));
        }
        break;
      case KeyType::epoch:
        if (const auto epoch = read_epoch(node.text); epoch.problem.empty()) {
          made.content = epoch.value;
        } else {
          report(node.position, path,
                 fmt::format("{}, found '{}'", epoch.problem, printable(node.text)));
        }
        break;
      case KeyType::choice:
        if (std::ranges::find(key.choices, node.text) != key.choices.end()) {
          made.content = node.text;
        } else {
          report(node.position, path,
                 fmt::format("unknown choice '{}'{}", printable(node.text),
                             suggestion(node.text, key.choices)));
        }
        break;
      default:
        if (std::string text; this->text(node, path, text)) made.content = std::move(text);
        break;
    }
  }

  bool number(const TreeNode& node, const Key& key, const std::string& path, double& value) {
    auto reading = read_quantity(node.text, key.unit);
    if (reading.problem.empty() && node.quoted) {
      reading.problem =
          fmt::format("numbers are written without quotes, found '{}'", printable(node.text));
    }
    if (reading.problem.empty() && !in_range(key, reading.value)) {
      reading.problem =
          fmt::format("must be {}, found '{}'", range_text(key), printable(node.text));
      const std::string si = quantity_text(reading.value, key.unit);
      if (si != node.text) reading.problem += fmt::format(" = {}", si);
    }
    if (!reading.problem.empty()) report(node.position, path, reading.problem);
    value = reading.value;
    return reading.problem.empty();
  }

  void integer(const TreeNode& node, const Key& key, const std::string& path, Value& made) {
    const std::string& text = node.text;
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool plain = !node.quoted && !text.empty() && end == text.data() + text.size();
    const std::size_t sign = !text.empty() && text[0] == '-' ? 1 : 0;
    const bool leading_zero = text.size() > sign + 1 && text[sign] == '0';
    if (!plain || problem != std::errc{} || leading_zero) {
      report(node.position, path,
             fmt::format("a whole number without unit is wanted, found '{}'", printable(text)));
    } else if (!in_range(key, static_cast<double>(value))) {
      report(node.position, path, fmt::format("must be {}, found {}", range_text(key), value));
    } else {
      made.content = value;
    }
  }

  bool text(const TreeNode& node, const std::string& path, std::string& value) {
    const bool clean = std::ranges::none_of(node.text, [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
    });
    if (!clean || find_invalid_utf8(node.text) != std::string::npos) {
      report(node.position, path,
             fmt::format("control characters are not allowed, found '{}'", printable(node.text)));
      return false;
    }
    value = node.text;
    return true;
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
        double value = 0.0;
        if (number(item, key, item_path, value)) numbers.push_back(value);
      } else {
        std::string value;
        if (text(item, item_path, value)) texts.push_back(std::move(value));
      }
    }
    if (numeric) {
      made.content = std::move(numbers);
    } else {
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
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      entries.emplace_back(std::string(), Section(section(node.items[i], *key.keys,
                                                          fmt::format("{}[{}]", path, i))));
    }
    made.content = std::move(entries);
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
      if (!is_name(entry.key)) {
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

  std::shared_ptr<const std::string> file_;
  std::vector<Problem>& problems_;
};

}  // namespace

std::shared_ptr<SectionData> check_section(const TreeNode& map, const Keys& keys,
                                           const std::string& path,
                                           const std::shared_ptr<const std::string>& file,
                                           std::vector<Problem>& problems) {
  return Checker(file, problems).section(map, keys, path);
}

}  // namespace tektite::io
