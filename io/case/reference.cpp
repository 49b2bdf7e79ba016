#include "io/case/reference.hpp"

#include "io/case/conditions.hpp"
#include "io/case/scalars.hpp"
#include "io/case/unit_names.hpp"
#include "io/case/units.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <vector>

namespace tektite::io {

namespace {

std::string_view type_text(KeyType type) {
  switch (type) {
    case KeyType::number:
      return "number";
    case KeyType::integer:
      return "whole number";
    case KeyType::boolean:
      return "true or false";
    case KeyType::text:
      return "text";
    case KeyType::name:
      return "name";
    case KeyType::path:
      return "path of a file";
    case KeyType::choice:
      return "choice";
    case KeyType::numbers:
      return "list of numbers";
    case KeyType::texts:
      return "list of texts";
    case KeyType::epoch:
      return "time (UTC)";
    case KeyType::section:
      return "section";
    case KeyType::list:
      return "list of sections";
    case KeyType::map:
      return "named sections";
  }
  return "";
}

std::string allowed_text(const Key& key) {
  std::vector<std::string> texts;
  if (!key.choices.empty()) texts.push_back(fmt::format("{}", fmt::join(key.choices, ", ")));
  if (const std::string range = range_text(key); !range.empty()) texts.push_back(range);
  for (const Count& count : key.counts) {
    texts.push_back(fmt::format("{}{}{}", count_text(count),
                                count.when.key.empty() ? "" : " where ",
                                count.when.key.empty() ? "" : condition_text(count.when)));
  }
  if (key.some_nonzero) texts.emplace_back("not all zero");
  if (key.unique) {
    texts.emplace_back(key.type == KeyType::texts ? "no item twice" : "unique in its list");
  }
  if (!key.names_in.empty()) {
    texts.push_back(fmt::format("names in `{}`", fmt::join(key.names_in, "`, `")));
  }
  if (!key.library.empty()) texts.push_back(fmt::format("in the {} library", key.library));
  if (key.may_include) texts.emplace_back("may `include`");
  return fmt::format("{}", fmt::join(texts, "; "));
}

/// Default, or when it must be there.
std::string presence_text(const Key& key) {
  std::vector<std::string> texts;
  if (key.presence == Presence::required) texts.emplace_back("required");
  for (const Condition& condition : key.required_when) {
    texts.push_back(fmt::format("required where {}", condition_text(condition)));
  }
  if (!key.fallback.empty()) texts.push_back(fmt::format("`{}`", key.fallback));
  for (const Condition& condition : key.only_when) {
    texts.push_back(fmt::format("only where {}", condition_text(condition)));
  }
  return fmt::format("{}", fmt::join(texts, "; "));
}

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

void add_table(const Keys& keys, const std::string& path, int depth, std::string& page) {
  constexpr int deepest = 8;  // a table that contains itself is shown this often
  page +=
      "| key | type | unit | allowed | default | meaning | since |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const Key& key : keys) {
    const bool numeric = key.type == KeyType::number || key.type == KeyType::numbers;
    page += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", key.name, type_text(key.type),
                        numeric ? key.unit : "", cell(allowed_text(key)), cell(presence_text(key)),
                        cell(key.meaning), key.since);
  }
  for (const Key& key : keys) {
    if (key.keys == nullptr || depth >= deepest) continue;
    const std::string_view mark = key.type == KeyType::list  ? "[]"
                                  : key.type == KeyType::map ? ".NAME"
                                                             : "";
    const std::string inner =
        fmt::format("{}{}{}{}", path, path.empty() ? "" : ".", key.name, mark);
    page += fmt::format("\n### `{}`\n\n", inner);
    if (!key.meaning.empty()) page += fmt::format("{}\n\n", key.meaning);
    add_table(*key.keys, inner, depth + 1, page);
  }
}

}  // namespace

std::string reference_page(const Keys& keys, const std::string& title) {
  std::string page = fmt::format("## {}\n\n", title);
  add_table(keys, "", 0, page);
  return page;
}

std::string reference_units() {
  std::string page = "| SI unit | spellings |\n|---|---|\n";
  for (const std::string_view unit : listed_units()) {
    page += fmt::format("| `{}` | `{}` |\n", unit, fmt::join(unit_names(unit), "`, `"));
  }
  return page;
}

}  // namespace tektite::io
