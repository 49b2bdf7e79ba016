#include "io/case/document.hpp"

#include "io/case/spelling.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unordered_map>

namespace tektite::io {

namespace {

constexpr std::size_t most_problems = 100;

Position position_of(const YAML::Mark& mark) {
  return mark.is_null() ? Position{} : Position{mark.line + 1, mark.column + 1};
}

/// Leaves the parser from within an event: the limit that was passed.
struct LimitPassed {
  Problem problem;
};

/// Builds the tree from the parser's events, and refuses what a case file has no use for.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::vector<Problem>& problems, const DocumentLimits& limits)
      : problems_(problems), limits_(limits) {}

  [[nodiscard]] TreeNode take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    TreeNode node = make(mark, TreeNode::Kind::nothing);
    check_properties(node, "", anchor);
    place(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    TreeNode node = make(mark, TreeNode::Kind::refused);
    report(node.position, "aliases (*name) are not allowed; write the value out");
    place(std::move(node));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    TreeNode node = make(mark, TreeNode::Kind::scalar);
    node.quoted = tag == "!";
    node.text = value;
    check_properties(node, tag, anchor);
    place(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(mark, TreeNode::Kind::sequence, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, TreeNode::Kind::map, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  /// A map or sequence that is being read.
  struct Open {
    TreeNode node;
    bool has_key = false;  ///< the next node of a map is a value
    TreeNode key;
    std::unordered_map<std::string, int> line_of_key;
  };

  void report(Position position, std::string text) {
    if (problems_.size() < 2 * most_problems) problems_.push_back({position, std::move(text)});
  }

  TreeNode make(const YAML::Mark& mark, TreeNode::Kind kind) {
    if (++nodes_ > limits_.nodes) {
      throw LimitPassed{
          {position_of(mark), fmt::format("the file has more than {} values", limits_.nodes)}};
    }
    TreeNode node;
    node.kind = kind;
    node.position = position_of(mark);
    return node;
  }

  void check_properties(TreeNode& node, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0) report(node.position, "anchors (&name) are not allowed");
    if (!tag.empty() && tag != "?" && tag != "!") {
      report(node.position, fmt::format("tags are not allowed, found '{}'", printable(tag)));
      node.kind = TreeNode::Kind::refused;
    }
  }

  void open(const YAML::Mark& mark, TreeNode::Kind kind, const std::string& tag,
            YAML::anchor_t anchor) {
    if (static_cast<int>(stack_.size()) >= limits_.depth) {
      throw LimitPassed{{position_of(mark),
                         fmt::format("maps and lists are nested deeper than {}", limits_.depth)}};
    }
    Open opened;
    opened.node = make(mark, kind);
    check_properties(opened.node, tag, anchor);
    stack_.push_back(std::move(opened));
  }

  void close() {
    TreeNode node = std::move(stack_.back().node);
    stack_.pop_back();
    place(std::move(node));
  }

  /// Puts a finished node where it belongs: root, item, key or value.
  void place(TreeNode node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = stack_.back();
    if (parent.node.kind == TreeNode::Kind::sequence) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.node.kind != TreeNode::Kind::map) {
      return;
    } else if (!parent.has_key) {
      parent.key = std::move(node);
      parent.has_key = true;
    } else {
      parent.has_key = false;
      add_entry(parent, std::move(node));
    }
  }

  void add_entry(Open& parent, TreeNode value) {
    TreeNode key = std::move(parent.key);
    if (key.kind == TreeNode::Kind::refused) return;
    if (key.kind != TreeNode::Kind::scalar) {
      report(key.position, "a key must be a plain text");
      return;
    }
    if (!key.quoted && key.text == "<<") {
      report(key.position, "merge keys (<<) are not allowed; write the keys out");
      return;
    }
    const auto [first, is_new] = parent.line_of_key.emplace(key.text, key.position.line);
    if (!is_new) {
      report(key.position, fmt::format("duplicate key '{}', first given in line {}",
                                       printable(key.text), first->second));
      return;
    }
    if (value.kind == TreeNode::Kind::nothing)
      value.position = key.position;  // not the next line's
    parent.node.entries.push_back({std::move(key.text), key.position, std::move(value)});
  }

  std::vector<Problem>& problems_;
  DocumentLimits limits_;
  std::size_t nodes_ = 0;
  std::vector<Open> stack_;
  TreeNode root_;
};

Position position_at(std::string_view text, std::size_t at) {
  const auto head = text.substr(0, at);
  const std::size_t line_start = head.rfind('\n');
  return {static_cast<int>(std::ranges::count(head, '\n')) + 1,
          static_cast<int>(line_start == head.npos ? at : at - line_start - 1) + 1};
}

/// Bytes that no case file has: controls, broken UTF-8, tabs that indent.
void check_bytes(std::string_view text, std::vector<Problem>& problems) {
  const std::size_t broken = find_invalid_utf8(text);
  if (broken != text.npos) {
    problems.push_back({position_at(text, broken), "the file is not valid UTF-8 here"});
    return;
  }
  bool indenting = true;
  for (std::size_t at = 0; at < text.size() && problems.size() < most_problems; ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '\n') {
      indenting = true;
      continue;
    }
    if (byte == '\t' && indenting) {
      problems.push_back({position_at(text, at), "a tab in the indentation; use spaces"});
    } else if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
      problems.push_back(
          {position_at(text, at), fmt::format("control character \\x{:02x} is not allowed", byte)});
    }
    if (byte != ' ') indenting = false;
  }
}

/// Line ends of every system become "\n"; a byte order mark goes.
std::string normalised(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    out += text[at];
  }
  return out;
}

/// The parser takes a quoted text that is never closed as one that ends with the file, and with it
/// all keys that follow. A mark for the end of the document makes it notice.
std::string with_end(const std::string& text) {
  const bool has_quote = text.find_first_of("\"'") != std::string::npos;
  return has_quote && !text.ends_with("...\n") ? text + "\n...\n" : text;
}

/// The parser's words for the user.
std::string explained(const std::string& message) {
  if (message == YAML::ErrorMsg::DOC_IN_SCALAR || message == YAML::ErrorMsg::EOF_IN_SCALAR) {
    return "not valid YAML: a quoted text is not closed before this line";
  }
  std::string text = printable(message);
  if (!text.empty()) {
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  }
  return "not valid YAML: " + text;
}

TreeNode refused() {
  TreeNode node;
  node.kind = TreeNode::Kind::refused;
  return node;
}

}  // namespace

TreeNode read_document(std::string_view raw, std::vector<Problem>& problems,
                       const DocumentLimits& limits) {
  if (raw.size() > limits.bytes) {
    problems.push_back({{}, fmt::format("the file is longer than {} bytes", limits.bytes)});
    return {};
  }
  const std::string text = normalised(raw);
  const std::size_t before = problems.size();
  check_bytes(text, problems);
  if (problems.size() > before) return refused();
  TreeBuilder builder(problems, limits);
  try {
    std::istringstream stream(with_end(text));
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      problems.push_back({{}, "the file is empty"});
      return refused();
    }
    TreeBuilder second(problems, limits);
    if (parser.HandleNextDocument(second)) {
      problems.push_back({second.take_root().position, "only one document a file is allowed"});
    }
    return builder.take_root();
  } catch (const LimitPassed& passed) {
    problems.push_back(passed.problem);
  } catch (const YAML::Exception& error) {
    problems.push_back({position_of(error.mark), explained(error.msg)});
  } catch (const std::exception& error) {  // nothing that the parser throws may reach the user
    problems.push_back({{}, explained(error.what())});
  }
  return refused();
}

std::string read_text_file(const std::string& path, const DocumentLimits& limits) {
  const std::string name = printable(path, 400);
  struct stat status {};
  require(path.find('\0') == path.npos && ::stat(path.c_str(), &status) == 0,
          "{}: error: cannot be read: {}", name, std::strerror(errno));
  require(!S_ISDIR(status.st_mode), "{}: error: is a folder, a YAML file is wanted", name);
  require(S_ISREG(status.st_mode), "{}: error: is not a regular file", name);
  std::ifstream file(path, std::ios::binary);
  require(file.is_open(), "{}: error: cannot be read: {}", name, std::strerror(errno));
  std::string text(limits.bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  require(!file.bad(), "{}: error: reading failed", name);
  text.resize(static_cast<std::size_t>(file.gcount()));
  require(text.size() <= limits.bytes, "{}: error: the file is longer than {} bytes", name,
          limits.bytes);
  return text;
}

void throw_problems(const std::string& name, std::vector<Problem> problems) {
  std::ranges::stable_sort(problems, [](const Problem& a, const Problem& b) {
    return std::pair(a.position.line, a.position.column) <
           std::pair(b.position.line, b.position.column);
  });
  std::vector<std::string> lines;
  for (const Problem& problem : problems) {
    if (lines.size() == most_problems) {
      lines.push_back(fmt::format("{}: error: and {} more", printable(name, 400),
                                  problems.size() - most_problems));
      break;
    }
    lines.push_back(fmt::format("{}:{}:{}: error: {}", printable(name, 400), problem.position.line,
                                problem.position.column, problem.text));
  }
  throw Error(ExitCode::bad_input, fmt::format("{}", fmt::join(lines, "\n")));
}

}  // namespace tektite::io
