#include "io/case/schema.hpp"

#include "io/case/conditions.hpp"
#include "io/case/epoch.hpp"
#include "io/case/number_pattern.hpp"
#include "io/case/scalars.hpp"
#include "io/case/unit_names.hpp"
#include "io/case/units.hpp"
#include "io/case/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

namespace tektite::io {

namespace {

using Json = nlohmann::ordered_json;

Json text_of(std::string_view pattern) {
  return {{"type", "string"}, {"pattern", pattern}};
}

/// The value of a default as an editor would type it: a text but for bare numbers and flow lists.
Json default_of(const Key& key) {
  const std::string text(key.fallback);
  switch (key.type) {
    case KeyType::integer:
      return Json::parse(text);
    case KeyType::boolean:
      return text == "true";
    case KeyType::section:
      return Json::object();
    case KeyType::number: {
      const auto bare = read_number(text);
      if (key.unit == "1" && bare.problem.empty()) return bare.value;
      return text;
    }
    case KeyType::numbers:
    case KeyType::texts: {
      Json items = Json::array();
      std::string inner = text.substr(1, text.size() - 2);
      for (std::size_t from = 0; from < inner.size();) {
        const std::size_t comma = std::min(inner.find(',', from), inner.size());
        const std::string item = inner.substr(from, comma - from);
        const auto bare =
            read_number(item.substr(std::min(item.find_first_not_of(' '), item.size())));
        if (key.type == KeyType::numbers && key.unit == "1" && bare.problem.empty()) {
          items.push_back(bare.value);
        } else {
          items.push_back(item.substr(item.find_first_not_of(' ')));
        }
        from = comma + 1;
      }
      return items;
    }
    default:
      return text;
  }
}

/// `condition` as a schema of the section.
Json schema_of(const Condition& condition, const Keys& keys) {
  const std::string key(condition.key);
  Json made;
  if (condition.values.empty()) {
    made = {{"required", {key}}};
  } else {
    made = {{"properties", {{key, {{"enum", condition.values}}}}}};
    std::string_view fallback;
    for (const Key& other : keys) {
      if (other.name == condition.key) fallback = other.fallback;
    }
    bool by_default = false;
    for (const std::string_view value : condition.values) by_default |= value == fallback;
    if (!by_default) made["required"] = {key};
  }
  if (!condition.negated) return made;
  return {{"not", made}};
}

Json count_of(const Count& count, bool is_map) {
  Json made = Json::object();
  if (count.fewest > 0) made[is_map ? "minProperties" : "minItems"] = count.fewest;
  if (count.most != any_number) made[is_map ? "maxProperties" : "maxItems"] = count.most;
  return made;
}

class Writer {
 public:
  explicit Writer(const Libraries& libraries) : libraries_(libraries) {}

  /// The name of the definition of a table. Tables are told apart by their address.
  std::string table(const Keys& keys, const std::string& path) {
    if (const auto known = names_.find(&keys); known != names_.end()) return known->second;
    names_[&keys] = path;
    definitions_[path] = Json::object();  // in order, and there for a table that contains itself
    definitions_[path] = section(keys, path);
    return path;
  }

  [[nodiscard]] const Json& definitions() const { return definitions_; }

  Json section(const Keys& keys, const std::string& path) {
    Json made = {{"type", "object"}, {"additionalProperties", false}};
    Json required = Json::array(), properties = Json::object(), rules = Json::array();
    for (const Key& key : keys) {
      const std::string name(key.name);
      properties[name] = property(key, path.empty() ? name : fmt::format("{}.{}", path, name));
      if (key.presence == Presence::required) required.push_back(name);
      for (const Condition& condition : key.required_when) {
        rules.push_back({{"if", schema_of(condition, keys)}, {"then", {{"required", {name}}}}});
      }
      for (const Condition& condition : key.only_when) {
        rules.push_back({{"if", {{"required", {name}}}}, {"then", schema_of(condition, keys)}});
      }
      for (const Count& count : key.counts) {
        if (count.when.key.empty()) continue;
        const Json wanted = {{"properties", {{name, count_of(count, key.type == KeyType::map)}}}};
        rules.push_back({{"if", schema_of(count.when, keys)}, {"then", wanted}});
      }
    }
    if (!required.empty()) made["required"] = required;
    made["properties"] = properties;
    if (!rules.empty()) made["allOf"] = rules;
    return made;
  }

 private:
  Json property(const Key& key, const std::string& path) {
    Json made = {{"description", description(key)}};
    made.update(value(key, path));
    for (const Count& count : key.counts) {
      if (count.when.key.empty()) made.update(count_of(count, key.type == KeyType::map));
    }
    if (key.some_nonzero) {
      Json zero = {{"const", 0}};
      if (key.unit != "1") zero = text_of("^[-+]?0(?:\\.0+)?(?![0-9.])");
      made["contains"] = {{"not", zero}};
    }
    if (!key.fallback.empty()) made["default"] = default_of(key);
    made["x-tektite-since"] = key.since;
    return made;
  }

  static std::string description(const Key& key) {
    std::string text(key.meaning);
    if (!text.empty() && text.back() != '.') text += '.';
    const bool numeric =
        key.type == KeyType::number || key.type == KeyType::numbers || key.type == KeyType::integer;
    const std::string range = numeric ? range_text(key) : std::string();
    if (!range.empty()) text += fmt::format("{}Must be {}.", text.empty() ? "" : " ", range);
    if (numeric && key.type != KeyType::integer && key.unit != "1") {
      text += fmt::format("{}Units: {}.", text.empty() ? "" : " ",
                          fmt::join(unit_names(key.unit), ", "));
    }
    return text;
  }

  Json value(const Key& key, const std::string& path) {
    switch (key.type) {
      case KeyType::number:
        return number(key);
      case KeyType::integer: {
        Json made = {{"type", "integer"}};
        made.update(limits(key));
        return made;
      }
      case KeyType::boolean:
        return {{"type", "boolean"}};
      case KeyType::numbers:
        return {{"type", "array"}, {"items", number(key)}};
      case KeyType::texts:
        if (key.unique) return {{"type", "array"}, {"items", text(key)}, {"uniqueItems", true}};
        return {{"type", "array"}, {"items", text(key)}};
      case KeyType::epoch:
        return text_of(epoch_pattern);
      case KeyType::section:
        return {{"allOf", {reference(*key.keys, path)}}};
      case KeyType::list: {
        Json item = reference(*key.keys, path);
        if (key.may_include) item = list_include(item);
        return {{"type", "array"}, {"items", item}};
      }
      case KeyType::map: {
        Json made = {{"type", "object"}};
        if (key.may_include) made["properties"] = {{"include", include()}};
        made["propertyNames"] = {{"pattern", map_name_pattern}};
        made["additionalProperties"] = reference(*key.keys, path);
        return made;
      }
      default:
        return text(key);
    }
  }

  Json reference(const Keys& keys, const std::string& path) {
    return {{"$ref", "#/definitions/" + table(keys, path)}};
  }

  static Json include() {
    Json made = text_of(path_pattern);
    made["description"] = "A file in the case's folder whose items stand here.";
    return made;
  }

  static Json list_include(const Json& item) {
    const Json file = {{"type", "object"},
                       {"additionalProperties", false},
                       {"properties", {{"include", include()}}}};
    return {
        {"if", {{"type", "object"}, {"required", {"include"}}}}, {"then", file}, {"else", item}};
  }

  [[nodiscard]] Json text(const Key& key) const {
    if (!key.choices.empty()) return {{"type", "string"}, {"enum", key.choices}};
    if (const auto library = libraries_.find(key.library); library != libraries_.end()) {
      return {{"type", "string"}, {"enum", library->second}};
    }
    if (key.any_scalar) return {{"type", {"string", "number", "boolean"}}};
    if (key.type == KeyType::name) return text_of(name_pattern);
    if (key.type == KeyType::path) return text_of(path_pattern);
    return text_of(text_pattern);
  }

  static Json limits(const Key& key) {
    Json made = Json::object();
    const auto put = [&](const char* name, double x) {
      if (!std::isfinite(x)) return;
      if (x == std::round(x) && std::abs(x) < 1e15) {
        made[name] = static_cast<std::int64_t>(x);
      } else {
        made[name] = x;
      }
    };
    put(key.least_excluded ? "exclusiveMinimum" : "minimum", key.least);
    put("maximum", key.greatest);
    return made;
  }

  static Json number(const Key& key) {
    Json with_unit = text_of(quantity_pattern(key));
    const std::string range = range_text(key);
    with_unit["patternErrorMessage"] =
        fmt::format("a number with one of the units {} is wanted{}{}",
                    fmt::join(unit_names(key.unit), ", "), range.empty() ? "" : ", ", range);
    Json made;
    if (key.unit == "1") {
      Json bare = {{"type", "number"}};
      bare.update(limits(key));
      made = {{"anyOf", {bare, with_unit}}};
    } else {
      made = with_unit;
    }
    made["x-tektite-unit"] = key.unit;
    made["x-tektite-units"] = unit_names(key.unit);
    const Json range_in_si = limits(key);
    if (!range_in_si.empty()) made["x-tektite-range"] = range_in_si;
    return made;
  }

  const Libraries& libraries_;
  std::map<const Keys*, std::string> names_;
  Json definitions_ = Json::object();
};

}  // namespace

std::string json_schema(const Keys& keys, const std::string& title, const Libraries& libraries) {
  Writer writer(libraries);
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", title}};
  schema.update(writer.section(keys, ""));
  schema["definitions"] = writer.definitions();
  return schema.dump(1) + "\n";
}

}  // namespace tektite::io
