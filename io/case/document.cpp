#include "io/case/document.hpp"

#include "io/case/spelling.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <memory>
#include <sstream>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>
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

/// The parser's complaint in our words.
std::string explained(const std::string& message) {
  static const std::map<std::string_view, std::string_view> ours = {
      {YAML::ErrorMsg::DOC_IN_SCALAR, "a quoted text is not closed before this line"},
      {YAML::ErrorMsg::EOF_IN_SCALAR, "a quoted text is not closed before this line"},
      {YAML::ErrorMsg::MAP_VALUE,
       "a ':' cannot stand here; is the indentation right, or a text with ': ' without quotes?"},
      {YAML::ErrorMsg::MAP_KEY, "a key cannot stand here; is the indentation right?"},
      {YAML::ErrorMsg::BLOCK_ENTRY, "a '- ' cannot stand here; is the indentation right?"},
      {YAML::ErrorMsg::END_OF_MAP, "a map ends too early; is the indentation right?"},
      {YAML::ErrorMsg::END_OF_MAP_FLOW, "a '{' is not closed, or a ',' is missing before this"},
      {YAML::ErrorMsg::END_OF_SEQ, "a list ends too early; is the indentation right?"},
      {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a '[' is not closed, or a ',' is missing before this"},
      {YAML::ErrorMsg::FLOW_END, "a ']' or '}' too many, or of the wrong kind"},
      {YAML::ErrorMsg::UNKNOWN_TOKEN, "no text may begin with this character without quotes"},
      {YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab in the indentation; use spaces"},
      {YAML::ErrorMsg::UNKNOWN_ANCHOR, "an alias (*name) of nothing; aliases are not allowed"},
  };
  const auto known = ours.find(message);
  return fmt::format("not valid YAML: {}",
                     known != ours.end() ? known->second : "the text cannot be read from here on");
}

TreeNode refused() {
  TreeNode node;
  node.kind = TreeNode::Kind::refused;
  return node;
}

}  // namespace

std::string place_text(const Sources& sources, Position position) {
  const Source& source = sources.at(static_cast<std::size_t>(position.source));
  if (source.kind == Source::Kind::setting) {
    return fmt::format("--set {}", printable(source.name, 200));
  }
  return fmt::format("{}:{}:{}", printable(source.name, 400), position.line, position.column);
}

namespace {

TreeNode read_plain(std::string_view raw, std::vector<Problem>& problems,
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

void set_source(TreeNode& node, int source) {
  node.position.source = source;
  for (TreeNode& item : node.items) set_source(item, source);
  for (auto& entry : node.entries) {
    entry.position.source = source;
    set_source(entry.value, source);
  }
}

}  // namespace

TreeNode read_document(std::string_view text, std::vector<Problem>& problems,
                       const DocumentLimits& limits, int source) {
  const std::size_t before = problems.size();
  TreeNode root = read_plain(text, problems, limits);
  if (source != 0) {
    set_source(root, source);
    for (std::size_t i = before; i < problems.size(); ++i) problems[i].position.source = source;
  }
  return root;
}

std::string read_text_file(const std::string& path, const DocumentLimits& limits) {
  const std::string name = printable(path, 400);
  require(path.find('\0') == path.npos, "{}: error: cannot be read: no such name", name);
  // Not blocking: a pipe without a writer would never open.
  const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  require(file >= 0, "{}: error: cannot be read: {}", name, std::strerror(errno));
  const auto closing = std::unique_ptr<const int, void (*)(const int*)>(
      &file, [](const int* open) { ::close(*open); });
  struct stat status {};
  require(::fstat(file, &status) == 0, "{}: error: cannot be read: {}", name, std::strerror(errno));
  require(!S_ISDIR(status.st_mode), "{}: error: is a folder, a YAML file is wanted", name);
  require(S_ISREG(status.st_mode), "{}: error: is not a regular file", name);
  std::string text(limits.bytes + 1, '\0');
  std::size_t length = 0;
  while (length < text.size()) {
    const ssize_t got = ::read(file, text.data() + length, text.size() - length);
    if (got < 0 && errno == EINTR) continue;
    require(got >= 0, "{}: error: reading failed: {}", name, std::strerror(errno));
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
  }
  text.resize(length);
  require(text.size() <= limits.bytes, "{}: error: the file is longer than {} bytes", name,
          limits.bytes);
  return text;
}

void throw_problems(const Sources& sources, std::vector<Problem> problems) {
  std::ranges::stable_sort(problems, [](const Problem& a, const Problem& b) {
    return std::tuple(a.position.source, a.position.line, a.position.column) <
           std::tuple(b.position.source, b.position.line, b.position.column);
  });
  const std::string name = printable(sources.front().name, 400);
  std::vector<std::string> lines;
  for (const Problem& problem : problems) {
    if (lines.size() == most_problems) {
      lines.push_back(fmt::format("{}: error: and {} more", name, problems.size() - most_problems));
      break;
    }
    lines.push_back(
        fmt::format("{}: error: {}", place_text(sources, problem.position), problem.text));
  }
  throw Error(ExitCode::bad_input, fmt::format("{}", fmt::join(lines, "\n")));
}

}  // namespace tektite::io
