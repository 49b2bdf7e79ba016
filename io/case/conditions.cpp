#include "io/case/conditions.hpp"

#include "solver/base/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tektite::io {

Holds holds(const Condition& condition, const detail::SectionData& section) {
  if (condition.key.empty()) return Holds::yes;
  const auto key = std::ranges::find(*section.keys, condition.key, &Key::name);
  expect(key != section.keys->end(), "a condition is about a key of the same table");
  const detail::Value& value =
      section.values[static_cast<std::size_t>(key - section.keys->begin())];
  bool answer = value.given;
  if (!condition.values.empty()) {
    const auto* text = std::get_if<std::string>(&value.content);
    if (value.given && text == nullptr) return Holds::unknown;
    const std::string_view is = value.given ? std::string_view(*text) : key->fallback;
    answer = std::ranges::find(condition.values, is) != condition.values.end();
  }
  return answer != condition.negated ? Holds::yes : Holds::no;
}

std::string condition_text(const Condition& condition) {
  if (condition.values.empty()) {
    return fmt::format("{} is {}", condition.key, condition.negated ? "not given" : "given");
  }
  return fmt::format("{} is {}{}", condition.key, condition.negated ? "not " : "",
                     fmt::join(condition.values, " or "));
}

const Count* wanted_count(const Key& key, const detail::SectionData& section) {
  const auto found = std::ranges::find_if(
      key.counts, [&](const Count& count) { return holds(count.when, section) == Holds::yes; });
  return found == key.counts.end() ? nullptr : &*found;
}

std::string count_text(const Count& count) {
  const auto items = [](std::size_t n) { return n == 1 ? "item" : "items"; };
  if (count.fewest == count.most) return fmt::format("{} {}", count.most, items(count.most));
  if (count.most == any_number) {
    return fmt::format("at least {} {}", count.fewest, items(count.fewest));
  }
  return fmt::format("{} to {} items", count.fewest, count.most);
}

}  // namespace tektite::io
