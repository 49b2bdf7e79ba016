// Hostile and broken files: one clear refusal each, never a crash, never a long wait.
#include "io/case/document.hpp"
#include "io/case/section.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <random>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace tektite::io {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const Keys& inner_keys() {
  static const Keys keys = {{.name = "a", .unit = "m", .fallback = "1 m"},
                            {.name = "b", .type = KeyType::texts}};
  return keys;
}

const Keys& keys() {
  static const Keys keys = {{.name = "a", .unit = "m", .fallback = "1 m"},
                            {.name = "t", .type = KeyType::text},
                            {.name = "n", .type = KeyType::numbers, .unit = "m"},
                            {.name = "s", .type = KeyType::section, .keys = &inner_keys()},
                            {.name = "l", .type = KeyType::list, .keys = &inner_keys()},
                            {.name = "m", .type = KeyType::map, .keys = &inner_keys()},
                            {.name = "e", .type = KeyType::epoch}};
  return keys;
}

/// The message, "" if the text is a valid case. Any other exception than ours is a failure.
std::string message(const std::string& text) {
  try {
    static_cast<void>(read_case_text(text, "c.yaml", keys()));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    return error.what();
  } catch (const std::exception& error) {
    ADD_FAILURE() << "leaked: " << error.what();
    return error.what();
  }
  return "";
}

std::string repeated(const std::string& text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

TEST(Hostile, AnchorsAliasesTagsAndMerges) {
  EXPECT_EQ(message("a: &x 1 m\n"), "c.yaml:1:4: error: anchors (&name) are not allowed");
  EXPECT_THAT(message("t: &x hello\ns: {b: [*x]}\n"),
              HasSubstr("c.yaml:2:9: error: aliases (*name) are not allowed"));
  EXPECT_THAT(message("n: &x [*x]\n"), HasSubstr("aliases"));  // contains itself
  EXPECT_THAT(message("n: *nobody\n"), HasSubstr("c.yaml:1:4: error: not valid YAML"));
  EXPECT_THAT(message("a: !!float 1\n"), HasSubstr("tags are not allowed"));
  EXPECT_THAT(message("s: !evil {a: 1 m}\n"), HasSubstr("tags are not allowed"));
  EXPECT_THAT(message("s:\n  <<: {a: 1 m}\n"), HasSubstr("c.yaml:2:3: error: merge keys"));
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    const std::string last = fmt::format("*{}", static_cast<char>(c - 1));
    bomb += fmt::format("{0}: &{0} [{1}{2}]\n", c, repeated(last + ", ", 8), last);
  }
  EXPECT_THAT(message(bomb), HasSubstr("aliases"));
}

TEST(Hostile, DuplicatesDocumentsAndOddKeys) {
  EXPECT_EQ(message("a: 1 m\nt: x\na: 2 m\n"),
            "c.yaml:3:1: error: duplicate key 'a', first given in line 1");
  EXPECT_EQ(message("a: 1 m\n--- \na: 2 m\n"),
            "c.yaml:3:1: error: only one document a file is allowed");
  EXPECT_THAT(message("[a]: 1 m\n"), HasSubstr("a key must be a plain text"));
  EXPECT_THAT(message("{a: 1}: 1 m\n"), HasSubstr("a key must be a plain text"));
  EXPECT_THAT(message("? \n: 1\n"), HasSubstr("a key must be a plain text"));
  EXPECT_THAT(message("~: 1\n"), HasSubstr("a key must be a plain text"));
  EXPECT_EQ(message(""), "c.yaml:1:1: error: the file is empty");
  EXPECT_EQ(message("# only a comment\n"), "c.yaml:1:1: error: the file is empty");
  EXPECT_EQ(message("a: 1 m\n...\n"), "");
}

TEST(Hostile, Bytes) {
  EXPECT_EQ(message(std::string("a: 1 m\nt: x\0y\n", 14)),
            "c.yaml:2:5: error: control character \\x00 is not allowed");
  EXPECT_EQ(message("t: x\x1B[31m\n"), "c.yaml:1:5: error: control character \\x1b is not allowed");
  EXPECT_EQ(message("a: 1 m\nt: \xFF\n"), "c.yaml:2:4: error: the file is not valid UTF-8 here");
  EXPECT_EQ(message("s:\n\ta: 1 m\n"), "c.yaml:2:1: error: a tab in the indentation; use spaces");
  EXPECT_EQ(message("a:\t1 m\t# tabs between words are harmless\n"), "");
  EXPECT_EQ(message("a: 1 m\r\nt: x\r\n"), "");
  EXPECT_THAT(message("a: 1 m\rt: x\r"), HasSubstr("control character \\x0d"));
  EXPECT_THAT(message(std::string("\xFF\xFE"
                                  "a\0:\0",
                                  6)),
              HasSubstr("not valid UTF-8"));  // UTF-16
  EXPECT_THAT(message("t: \"\\x1b[31m\"\n"),
              HasSubstr("control characters and invisible marks are not"));
  EXPECT_THAT(message("t: \"\\0\"\n"), HasSubstr("control characters and invisible marks are not"));
  EXPECT_THAT(message("\"a\\x1b\": 1\n"), HasSubstr("unknown key 'a\\x1b'"));
}

// The parser itself lets a text run to the end of the file.
TEST(Hostile, QuotesMustBeClosed) {
  for (const char* text : {"t: \"open\na: 5 kg\n", "t: 'open\na: 5 kg\n", "s: {b: ['x, y]}\n"}) {
    EXPECT_THAT(message(text), HasSubstr("a quoted text is not closed")) << text;
  }
  for (const char* text : {"t: 'closed'", "t: 'closed'\n...\n", "t: \"closed\"\n...\n\n",
                           "t: 'closed'\n... # end\n", "---\nt: 'closed'\n", "t: it's\n"}) {
    EXPECT_EQ(message(text), "") << text;
  }
}

TEST(Hostile, Sizes) {
  EXPECT_THAT(message(repeated("[", 100000)), HasSubstr("nested deeper than 64"));
  EXPECT_THAT(message("t: " + repeated("{a: ", 100000)), HasSubstr("nested deeper than 64"));
  EXPECT_THAT(message(repeated("- ", 100000)), HasSubstr("nested deeper than 64"));
  EXPECT_THAT(message(repeated("? ", 100000)), HasSubstr("error"));
  EXPECT_THAT(message("t: " + std::string(1 << 20, 'x')), HasSubstr("longer than 1048576 bytes"));
  EXPECT_THAT(message("a: " + std::string(500000, '9') + " m"), HasSubstr("too large"));
  EXPECT_THAT(message("a: 1 " + std::string(500000, 'm')), HasSubstr("unknown unit"));
  EXPECT_LT(message("a: 1 " + std::string(500000, 'm')).size(), 1000U);
  DocumentLimits limits;
  limits.nodes = 100;
  std::vector<Problem> problems;
  static_cast<void>(read_document("n: [" + repeated("1, ", 200) + "1]", problems, limits));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0].text, HasSubstr("more than 100 values"));
  // Many errors are cut, not printed for ever.
  std::string many;
  for (int i = 0; i < 50000; ++i) many += fmt::format("k{}: 1\n", i);
  EXPECT_THAT(message(many), HasSubstr("error: and "));
  EXPECT_LT(message(many).size(), 20000U);
}

TEST(Hostile, NoFileTakesLong) {
  // A third of the allowed length; the time of each grows in proportion to it.
  const auto many = [](const std::string& text, int count) { return repeated(text, count / 3); };
  const std::string files[] = {many("a: ", 340000),
                               many("? ", 500000),
                               many("- - ", 250000),
                               many("{", 1000000),
                               many("[[],", 250000),
                               many("[a,", 340000),
                               many("\"", 1000000),
                               many("'", 1000000),
                               many("#", 1000000),
                               many("\n", 1000000),
                               many("a\n", 500000),
                               many("|\n", 500000),
                               many("t: >\n ", 170000),
                               fmt::format("n: [{}]", many("1 m,", 250000)),
                               fmt::format("t: |\n{}", many(" x\n", 300000)),
                               many("&a ", 300000),
                               many("!a ", 300000),
                               many("%a\n", 300000),
                               many("---\n", 250000),
                               fmt::format("t: {}", many("x ", 500000)),
                               fmt::format("t: \"{}\"", many("\\x41", 250000)),
                               fmt::format("{{{}}}", many("a:{},", 200000))};
  for (const std::string& text : files) {
    const auto start = std::chrono::steady_clock::now();
    const std::string answer = message(text);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    EXPECT_LT(took.count(), 5.0) << text.substr(0, 20);
    EXPECT_LT(answer.size(), 40000U);
  }
}

TEST(Hostile, BrokenSyntaxHasAPlace) {
  for (const char* text :
       {"a: 1 m\n b: 2\n", "s: {a: 1 m\n", "n: [1 m\n", "t: \"open\n", "t: 'open\n",
        "a: 1 m\n- x\n", "a: b: c\n", "t: @x\n", "t: `x`\n", "}\n", "]\n", ",\n", "t: \"\\q\"\n",
        "%YAML 9.9 x\n---\na: 1 m\n", "t: |9z\n x\n", ": : :\n"}) {
    EXPECT_THAT(message(text), StartsWith("c.yaml:")) << text;
  }
}

// Random damage to a valid file: it is read or refused.
TEST(Hostile, DamagedFilesAreReadOrRefused) {
  const std::string valid =
      "a: 12 km\nt: 'hello: \"x\"'\nn: [1 m, 2 mm, 3 km]\ns: {a: 2 m, b: [x, y]}\n"
      "l:\n  - a: 1 m\n    b: [\"q\\t\", >-\n      z ]\n  - {}\nm:\n  one: {a: 3 m}\n  two:\n    "
      "b: []\n"
      "e: 2031-01-15T12:00:00Z # comment\n";
  const std::string alphabet = "{}[]:,-?#&*!|>'\"%@` \n\ta1m~<\\/.\r.e0";
  std::mt19937 random(11);
  const auto pick = [&](std::size_t count) { return random() % count; };
  for (int trial = 0; trial < 8000; ++trial) {
    std::string text = valid;
    for (std::size_t edits = 1 + pick(6); edits > 0 && !text.empty(); --edits) {
      const std::size_t at = pick(text.size());
      switch (pick(4)) {
        case 0:
          text[at] = alphabet[pick(alphabet.size())];
          break;
        case 1:
          text.insert(at, 1, alphabet[pick(alphabet.size())]);
          break;
        case 2:
          text.erase(at, 1 + pick(5));
          break;
        default:
          text = fmt::format("{}{}{}", text.substr(0, at), text.substr(pick(text.size()), pick(20)),
                             text.substr(at));
      }
    }
    const std::string answer = message(text);
    if (answer.empty()) {  // what is accepted must survive its own resolved text
      const Case first = read_case_text(text, "c.yaml", keys());
      ASSERT_EQ(read_case_text(first.resolved(), "r.yaml", keys()).hash(), first.hash()) << text;
    } else {
      ASSERT_THAT(answer, StartsWith("c.yaml:")) << text;
    }
  }
}

TEST(Files, OnlyRegularReadableFiles) {
  const auto answer = [](const std::string& path) {
    try {
      static_cast<void>(read_case(path, keys()));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      return std::string(error.what());
    }
    return std::string();
  };
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "tektite_hostile_files";
  fs::remove_all(folder);
  fs::create_directories(folder);
  EXPECT_THAT(answer((folder / "none.yaml").string()), HasSubstr("cannot be read: No such file"));
  EXPECT_THAT(answer(folder.string()), HasSubstr("is a folder"));
  EXPECT_THAT(answer("/dev/zero"), HasSubstr("is not a regular file"));
  EXPECT_THAT(answer("/dev/null"), HasSubstr("is not a regular file"));
  const std::string fifo = (folder / "fifo").string();
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_THAT(answer(fifo), HasSubstr("is not a regular file"));  // and does not wait for a writer
  EXPECT_THAT(answer(std::string("a\0b", 3)), HasSubstr("cannot be read"));
  EXPECT_THAT(answer("new\nline.yaml"), StartsWith("new\\x0aline.yaml: error:"));
  const fs::path big = folder / "big.yaml";
  std::ofstream(big) << "t: x\n";
  fs::resize_file(big, std::uintmax_t{1} << 40U);  // sparse
  EXPECT_THAT(answer(big.string()), HasSubstr("longer than 1048576 bytes"));
  std::ofstream(folder / "empty.yaml").close();
  EXPECT_THAT(answer((folder / "empty.yaml").string()),
              HasSubstr(":1:1: error: the file is empty"));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace tektite::io
