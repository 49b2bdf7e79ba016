// A YAML file as a tree with positions, behind a guard that lets only plain, finite trees through.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tektite::io {

/// Counted from 1, as editors do; the column counts bytes.
struct Position {
  int line = 1;
  int column = 1;
  int source = 0;  ///< index in Sources
};

/// What a value can come from.
struct Source {
  enum class Kind { file, include, setting };
  Kind kind = Kind::file;
  std::string name;  ///< as given by the user; of a setting the whole "path=value"
};
/// The case file is the first.
using Sources = std::vector<Source>;

/// "case.yaml:14:13", or "--set path=value".
[[nodiscard]] std::string place_text(const Sources& sources, Position position);

/// What a file may be at most.
struct DocumentLimits {
  std::size_t bytes = std::size_t{1} << 20U;
  int depth = 64;
  std::size_t nodes = 1000000;
};

/// One error of a file.
struct Problem {
  Position position;
  std::string text;
};

/// One value of the tree.
struct TreeNode {
  enum class Kind {
    nothing,  ///< `key:` without a value
    scalar,
    sequence,
    map,
    refused,  ///< stands where the guard already reported an error
  };
  struct Entry;

  Kind kind = Kind::nothing;
  bool quoted = false;  ///< a scalar in quotes, or a block text
  Position position;
  std::string text;             ///< of a scalar
  std::vector<TreeNode> items;  ///< of a sequence
  std::vector<Entry> entries;   ///< of a map, in file order, keys unique
};

struct TreeNode::Entry {
  std::string key;
  Position position;
  TreeNode value;
};

/// Reads one document. Anchors, aliases, tags, merge keys, duplicate keys, keys that are not text,
/// further documents, control characters, tabs in indentation and broken UTF-8 are added to
/// `problems`; whatever follows a mistake of syntax is not read. Positions are in `source`. Never
/// throws on a bad text.
[[nodiscard]] TreeNode read_document(std::string_view text, std::vector<Problem>& problems,
                                     const DocumentLimits& limits = {}, int source = 0);

/// The whole of a regular file. Throws bad_input for one that is missing, unreadable, too long, or
/// not a regular file.
[[nodiscard]] std::string read_text_file(const std::string& path,
                                         const DocumentLimits& limits = {});

/// "case.yaml:42:7: error: text", a line each in order of position, as one bad_input Error.
[[noreturn]] void throw_problems(const Sources& sources, std::vector<Problem> problems);

}  // namespace tektite::io
