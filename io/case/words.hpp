// What texts, names and paths of a case may look like, each as a check and as the pattern of it.
#pragma once

#include <string>
#include <string_view>

namespace tektite::io {

/// Letters, digits, `_`, `-`, `.`, and spaces within; at most 64 bytes; begins with a letter,
/// digit or `_`. Such a name is harmless in file names, tables, HTML, KML and JSON.
[[nodiscard]] bool is_name(std::string_view text);
constexpr std::string_view name_pattern = "^[A-Za-z0-9_](?:[A-Za-z0-9_. -]{0,62}[A-Za-z0-9_.-])?$";

/// The key of a named section: a name without dots and spaces, so that --set can point into it.
[[nodiscard]] bool is_map_name(std::string_view text);
constexpr std::string_view map_name_pattern = "^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$";

/// Why `text` is no text of a case: empty, of several lines, with controls or invisible marks. ""
/// if it is one.
[[nodiscard]] std::string text_problem(std::string_view text);
constexpr std::string_view text_pattern =
    "^[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]+$";

/// Why a case may not name this path without allow_path: absolute, or with `..`. "" if it may.
[[nodiscard]] std::string path_problem(std::string_view path);
constexpr std::string_view path_pattern =
    "^(?!/)(?!(?:.*/)?\\.\\.(?:/|$))"
    "[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]{1,400}$";

/// A plain scalar that a YAML reader takes for a number, true, false or nothing.
[[nodiscard]] bool is_other_than_text(std::string_view plain);

/// Full path of the regular file `path` below `folder`; links are followed, but may not lead out of
/// the folder. Where `allow` is set it may be anywhere. Never opens the file.
struct FoundFile {
  std::string path;
  std::string problem;  ///< "" if found
};
[[nodiscard]] FoundFile find_file(const std::string& folder, const std::string& path, bool allow);

/// "cases/destiny/case.yaml" -> "cases/destiny"; "." and "/" where there is no more.
[[nodiscard]] std::string folder_of(const std::string& path);

}  // namespace tektite::io
