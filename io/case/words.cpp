#include "io/case/words.hpp"

#include "io/case/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace tektite::io {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_path = 400;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?, which is YAML's float and integer.
bool is_decimal(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - from;
  };
  const auto sign = [&] {
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  };
  sign();
  std::size_t mantissa = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    mantissa += digits();
  }
  if (mantissa == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    sign();
    if (digits() == 0) return false;
  }
  return at == text.size();
}

/// Of the user's file system, without leading into it: "" if it cannot be said.
fs::path real(const fs::path& path) {
  std::error_code problem;
  fs::path found = fs::canonical(path, problem);
  return problem ? fs::path() : found;
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const auto [left, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return left == folder.end();
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_name &&
         (is_alphanumeric(text.front()) || text.front() == '_') && text.back() != ' ' &&
         std::ranges::all_of(text, [](char c) {
           return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == ' ';
         });
}

bool is_map_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_name && text.front() != '-' &&
         std::ranges::all_of(text,
                             [](char c) { return is_alphanumeric(c) || c == '_' || c == '-'; });
}

std::string text_problem(std::string_view text) {
  if (text.empty()) return "is empty";
  if (find_invalid_utf8(text) != text.npos) return "is not valid UTF-8";
  if (text.find('\n') != text.npos) {
    return fmt::format("must be one line, found '{}'", printable(text));
  }
  // printable() writes exactly what may not be there in another way.
  if (printable(text, text.size()) != text) {
    return fmt::format("control characters and invisible marks are not allowed, found '{}'",
                       printable(text));
  }
  return {};
}

std::string path_problem(std::string_view path) {
  if (path.size() > longest_path) return fmt::format("is longer than {} bytes", longest_path);
  if (path.starts_with('/')) {
    return fmt::format("must be relative to the case's folder, found '{}'; --allow-path allows it",
                       printable(path));
  }
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t slash = std::min(path.find('/', begin), path.size());
    if (path.substr(begin, slash - begin) == "..") {
      return fmt::format(
          "must not lead out of the case's folder, found '{}'; --allow-path allows it",
          printable(path));
    }
    begin = slash + 1;
  }
  return {};
}

bool is_other_than_text(std::string_view plain) {
  for (const std::string_view word : {"true", "True", "TRUE", "false", "False", "FALSE", "null",
                                      "Null", "NULL", "~", ".nan", ".NaN", ".NAN"}) {
    if (plain == word) return true;
  }
  if (is_decimal(plain)) return true;
  if (plain.starts_with("0x") || plain.starts_with("0o")) {
    return plain.size() > 2 && std::ranges::all_of(plain.substr(2), [](char c) {
             return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
  }
  if (plain.starts_with('-') || plain.starts_with('+')) plain.remove_prefix(1);
  return plain == ".inf" || plain == ".Inf" || plain == ".INF";
}

FoundFile find_file(const std::string& folder, const std::string& path, bool allow) {
  const std::string problem = allow ? std::string() : path_problem(path);
  if (!problem.empty()) return {{}, problem};
  const fs::path full = fs::path(folder.empty() ? "." : folder) / path;
  std::error_code code;
  const fs::file_status status = fs::status(full, code);
  const std::string shown = printable(full.string(), 400);
  if (!fs::exists(status)) {
    const std::string reason = code ? code.message() : "no such file";
    return {{}, fmt::format("the file '{}' cannot be read: {}", shown, reason)};
  }
  if (!fs::is_regular_file(status)) {
    return {{}, fmt::format("'{}' is not a regular file", shown)};
  }
  const fs::path root = real(folder.empty() ? "." : folder);
  const fs::path target = real(full);
  if (!allow && (root.empty() || target.empty() || !is_below(target, root))) {
    return {{},
            fmt::format("'{}' is a link out of the case's folder; --allow-path allows it", shown)};
  }
  return {full.string(), {}};
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace tektite::io
