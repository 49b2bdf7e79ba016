#include "io/case/template.hpp"

#include "io/case/conditions.hpp"
#include "io/case/scalars.hpp"
#include "io/case/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace tektite::io {

namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t comment_column = 34;

const TreeNode* entry_of(const TreeNode* map, std::string_view key) {
  if (map == nullptr) return nullptr;
  const auto found = std::ranges::find(map->entries, key, &TreeNode::Entry::key);
  return found == map->entries.end() ? nullptr : &found->value;
}

/// Sections, lists and maps as one would type them on one line.
std::string flow(const TreeNode& node) {
  std::vector<std::string> inner;
  switch (node.kind) {
    case TreeNode::Kind::sequence:
      for (const TreeNode& item : node.items) inner.push_back(flow(item));
      return fmt::format("[{}]", fmt::join(inner, ", "));
    case TreeNode::Kind::map:
      for (const auto& entry : node.entries) {
        inner.push_back(fmt::format("{}: {}", entry.key, flow(entry.value)));
      }
      return fmt::format("{{{}}}", fmt::join(inner, ", "));
    default:
      return node.quoted ? fmt::format("\"{}\"", node.text) : node.text;
  }
}

/// What would stand behind a key that has neither value nor default.
std::string stand_in(const Key& key) {
  auto quantity = key.unit == "1" ? "NUMBER" : fmt::format("NUMBER {}", key.unit);
  if (!key.choices.empty()) return std::string(key.choices.front());
  switch (key.type) {
    case KeyType::number:
      return quantity;
    case KeyType::numbers:
      return fmt::format("[{}, ...]", quantity);
    case KeyType::integer:
      return "WHOLE_NUMBER";
    case KeyType::boolean:
      return "true";
    case KeyType::epoch:
      return "2030-01-01T00:00:00Z";
    case KeyType::texts:
      return "[NAME, ...]";
    case KeyType::path:
      return "FILE";
    case KeyType::text:
      return "TEXT";
    default:
      return "NAME";
  }
}

std::string comment(const Key& key, bool is_given) {
  std::vector<std::string> texts;
  if (!key.meaning.empty()) {
    std::string meaning(key.meaning);
    if (meaning.back() == '.') meaning.pop_back();
    texts.push_back(std::move(meaning));
  }
  if (key.choices.size() > 1) texts.push_back(fmt::format("{}", fmt::join(key.choices, " | ")));
  const bool is_numeric =
      key.type == KeyType::number || key.type == KeyType::numbers || key.type == KeyType::integer;
  if (const std::string range = is_numeric ? range_text(key) : ""; !range.empty()) {
    texts.push_back(range);
  }
  for (const Condition& condition : key.only_when) {
    texts.push_back(fmt::format("where {}", condition_text(condition)));
  }
  const bool says_default = is_given && key.keys == nullptr && !key.fallback.empty();
  if (says_default) texts.push_back(fmt::format("default {}", key.fallback));
  if (key.may_include) texts.emplace_back("may include: FILE");
  return fmt::format("{}", fmt::join(texts, "; "));
}

std::string with_comment(std::string text, const std::string& comment) {
  if (comment.empty()) return text;
  const std::size_t space = text.size() < comment_column ? comment_column - text.size() : 2;
  return fmt::format("{}{:{}}# {}", text, "", space, comment);
}

void add(Lines& to, const Lines& inner, std::string_view first, std::string_view others) {
  for (std::size_t i = 0; i < inner.size(); ++i) {
    to.push_back(fmt::format("{}{}", i == 0 ? first : others, inner[i]));
  }
}

/// The lines of a section. `example`: null where nothing is given.
Lines section(const Keys& keys, const TreeNode* example, int depth);

/// One item that shows all keys, then the rest of the example's.
Lines list(const Key& key, const TreeNode* example, int depth) {
  Lines lines;
  const bool has_item = example != nullptr && !example->items.empty();
  add(lines, section(*key.keys, has_item ? &example->items.front() : nullptr, depth), "  - ",
      "    ");
  for (std::size_t i = 1; has_item && i < example->items.size(); ++i) {
    lines.push_back(fmt::format("  - {}", flow(example->items[i])));
  }
  return lines;
}

Lines map(const Key& key, const TreeNode* example, int depth) {
  Lines lines;
  const bool has_entry = example != nullptr && !example->entries.empty();
  lines.push_back(fmt::format("  {}:", has_entry ? example->entries.front().key : "NAME"));
  add(lines, section(*key.keys, has_entry ? &example->entries.front().value : nullptr, depth),
      "    ", "    ");
  for (std::size_t i = 1; has_entry && i < example->entries.size(); ++i) {
    lines.push_back(
        fmt::format("  {}: {}", example->entries[i].key, flow(example->entries[i].value)));
  }
  return lines;
}

/// One key with all that belongs to it, as if it were given.
Lines entry(const Key& key, const TreeNode* value, bool is_given, int depth) {
  const std::string head = fmt::format("{}:", key.name);
  const std::string words = comment(key, is_given);
  Lines lines;
  switch (key.type) {
    case KeyType::section:
      lines.push_back(with_comment(head, words));
      add(lines, section(*key.keys, value, depth + 1), "  ", "  ");
      return lines;
    case KeyType::list:
      lines.push_back(with_comment(head, words));
      add(lines, list(key, value, depth + 1), "", "");
      return lines;
    case KeyType::map:
      lines.push_back(with_comment(head, words));
      add(lines, map(key, value, depth + 1), "", "");
      return lines;
    default:
      break;
  }
  std::string text = stand_in(key);
  if (!key.fallback.empty()) text = std::string(key.fallback);
  if (value != nullptr) text = flow(*value);
  lines.push_back(with_comment(fmt::format("{} {}", head, text), words));
  return lines;
}

Lines section(const Keys& keys, const TreeNode* example, int depth) {
  constexpr int deepest = 12;  // a table that contains itself ends somewhere
  Lines lines;
  if (depth > deepest) return {"# ..."};
  // An item of a list begins with what is given.
  std::vector<const Key*> order;
  for (const Key& key : keys) order.push_back(&key);
  std::stable_partition(order.begin(), order.end(), [&](const Key* key) {
    return depth > 0 && key->name == "name" && entry_of(example, key->name) != nullptr;
  });
  for (const Key* key : order) {
    const TreeNode* value = entry_of(example, key->name);
    const bool is_given = value != nullptr;
    // Within a section that is a comment as a whole, what has a default may be taken over.
    const bool is_plain =
        is_given || (example == nullptr && key->only_when.empty() &&
                     (!key->fallback.empty() || key->presence == Presence::required));
    const std::string_view mark = is_plain ? "" : "# ";
    add(lines, entry(*key, value, is_given, depth), mark, mark);
  }
  return lines;
}

}  // namespace

std::string case_template(const Keys& keys, const TreeNode& example) {
  std::string text;
  for (const std::string& line : section(keys, &example, 0)) text += line + '\n';
  return text;
}

}  // namespace tektite::io
