#include "io/case/resolve.hpp"

#include "io/case/epoch.hpp"
#include "io/case/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <xxhash.h>

namespace tektite::io {

namespace {

/// Text in double quotes, which hold anything.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  return out + '"';
}

template <class T, class Print>
std::string flow_list(const std::vector<T>& items, Print print) {
  std::string out = "[";
  for (const T& item : items) {
    if (out.size() > 1) out += ", ";
    out += print(item);
  }
  return out + ']';
}

/// Writes the text with and without the comments.
class Writer {
 public:
  void section(const Section& section, const Keys& keys, int indent) {
    for (const Key& key : keys) {
      if (section.has(key.name)) write(section, key, indent);
    }
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::string& values() const { return values_; }

 private:
  void write(const Section& section, const Key& key, int indent) {
    const std::string origin = section.origin(key.name);
    switch (key.type) {
      case KeyType::section: {
        const Section inner = section.section(key.name);
        if (is_bare(inner, *key.keys)) return line(indent, key.name, "{}", origin);
        line(indent, key.name, "", origin);
        this->section(inner, *key.keys, indent + 2);
        return;
      }
      case KeyType::list: {
        const auto items = section.list(key.name);
        if (items.empty()) return line(indent, key.name, "[]", origin);
        line(indent, key.name, "", origin);
        for (const Section& item : items) list_item(item, *key.keys, indent + 2);
        return;
      }
      case KeyType::map: {
        const auto items = section.map(key.name);
        if (items.empty()) return line(indent, key.name, "{}", origin);
        line(indent, key.name, "", origin);
        for (const auto& [name, item] : items) {
          const bool bare = is_bare(item, *key.keys);
          line(indent + 2, quoted(name), bare ? "{}" : "", origin);
          this->section(item, *key.keys, indent + 4);
        }
        return;
      }
      default:
        line(indent, key.name, value_text(section, key), origin);
    }
  }

  /// "- " takes the place of the two spaces before the first key of the item.
  void list_item(const Section& item, const Keys& keys, int indent) {
    if (is_bare(item, keys))
      return raw(std::string(static_cast<std::size_t>(indent), ' ') + "- {}");
    raw(std::string(static_cast<std::size_t>(indent), ' ') + '-');
    section(item, keys, indent + 2);
  }

  static bool is_bare(const Section& section, const Keys& keys) {
    return std::ranges::none_of(keys, [&](const Key& key) { return section.has(key.name); });
  }

  static std::string value_text(const Section& section, const Key& key) {
    const auto quantity = [&](double value) { return quantity_text(value, key.unit); };
    switch (key.type) {
      case KeyType::number:
        return quantity(section.number(key.name));
      case KeyType::integer:
        return fmt::format("{}", section.integer(key.name));
      case KeyType::boolean:
        return section.boolean(key.name) ? "true" : "false";
      case KeyType::epoch:
        return epoch_text(section.epoch(key.name));
      case KeyType::numbers:
        return flow_list(section.numbers(key.name), quantity);
      case KeyType::texts:
        return flow_list(section.texts(key.name), quoted);
      default:
        return quoted(section.text(key.name));
    }
  }

  void line(int indent, std::string_view key, std::string_view value, std::string_view origin) {
    const std::string head =
        fmt::format("{:{}}{}:{}{}", "", indent, key, value.empty() ? "" : " ", value);
    text_ += fmt::format("{}  # {}\n", head, origin);
    values_ += head + '\n';
  }

  void raw(const std::string& head) {
    text_ += head + '\n';
    values_ += head + '\n';
  }

  std::string text_;
  std::string values_;
};

}  // namespace

Resolved resolve(const Section& root, const Keys& keys) {
  Writer writer;
  writer.section(root, keys, 0);
  const XXH128_hash_t hash = XXH3_128bits(writer.values().data(), writer.values().size());
  const bool bare = writer.values().empty();
  return {fmt::format("# The whole case in SI units, with the origin of each value.\n{}",
                      bare ? "{}\n" : writer.text()),
          fmt::format("{:016x}{:016x}", hash.high64, hash.low64)};
}

}  // namespace tektite::io
