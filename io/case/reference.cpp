#include "io/case/reference.hpp"

#include "io/case/units.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>
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
  if (key.type == KeyType::choice) return fmt::format("{}", fmt::join(key.choices, ", "));
  const bool below = key.least > -std::numeric_limits<double>::infinity();
  const bool above = key.greatest < std::numeric_limits<double>::infinity();
  if (!below && !above) return "";
  return fmt::format("{}{}, {}{}", below && !key.least_excluded ? '[' : '(',
                     below ? shortest(key.least) : "-inf", above ? shortest(key.greatest) : "inf",
                     above ? ']' : ')');
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
      "| key | type | unit | allowed | default | meaning |\n"
      "|---|---|---|---|---|---|\n";
  for (const Key& key : keys) {
    const bool numeric = key.type == KeyType::number || key.type == KeyType::numbers;
    const std::string fallback = key.presence == Presence::required ? "required"
                                 : key.fallback.empty()             ? ""
                                                        : fmt::format("`{}`", key.fallback);
    page += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", key.name, type_text(key.type),
                        numeric ? key.unit : "", cell(allowed_text(key)), cell(fallback),
                        cell(key.meaning));
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

}  // namespace tektite::io
