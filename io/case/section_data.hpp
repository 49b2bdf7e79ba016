// What a Section points to: the checked values of one map, in the order of its table.
#pragma once

#include "io/case/document.hpp"
#include "io/case/section.hpp"

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tektite::io::detail {

/// Sections of a list (names empty) or map; a section key holds exactly one.
using Entries = std::vector<std::pair<std::string, Section>>;

struct Value {
  std::variant<std::monostate, double, std::int64_t, bool, std::string, std::vector<double>,
               std::vector<std::string>, Epoch, Entries>
      content;
  Position position;    ///< of the value; of the section if not typed
  bool given = false;   ///< typed by the user
  bool applies = true;  ///< false: a default that has no meaning here (Key::only_when)

  [[nodiscard]] bool is_absent() const { return std::holds_alternative<std::monostate>(content); }
};

/// What all sections of a case share.
struct Context {
  Sources sources;
  std::string folder;  ///< that paths are relative to
  std::string kept;    ///< looked into first; may be empty
  bool allow_path = false;
  std::map<std::string, std::vector<std::string>, std::less<>> libraries;
};

struct SectionData {
  const Keys* keys = nullptr;
  std::shared_ptr<const Keys> root_keys;  ///< keeps the root's table alive; null elsewhere
  std::shared_ptr<const Context> context;
  std::string path;  ///< "" for the root
  Position position;
  std::vector<Value> values;  ///< values[i] belongs to (*keys)[i]
};

/// "a.b" or "b" for the root.
[[nodiscard]] std::string join_path(const std::string& parent, std::string_view key);

}  // namespace tektite::io::detail
