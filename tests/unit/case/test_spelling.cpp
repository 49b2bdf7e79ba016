// Distances by hand, and text that must not reach a terminal.
#include "io/case/reference.hpp"
#include "io/case/spelling.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <vector>

namespace tektite::io {
namespace {

TEST(Spelling, Distance) {
  EXPECT_EQ(edit_distance("", ""), 0);
  EXPECT_EQ(edit_distance("", "abc"), 3);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3);  // Levenshtein's own example
  EXPECT_EQ(edit_distance("thicknes", "thickness"), 1);
  EXPECT_EQ(edit_distance("aplha", "alpha"), 1);  // swapped neighbours count once
  EXPECT_EQ(edit_distance("ca", "abc"), 3);       // optimal string alignment, not Damerau
  EXPECT_EQ(edit_distance(std::string(1000, 'a'), std::string(1000, 'b')), 64);
  EXPECT_EQ(edit_distance(std::string(1000, 'a'), std::string(1000, 'a')), 0);
}

TEST(Spelling, Suggestions) {
  const std::vector<std::string_view> known = {"thickness", "material", "cells", "x"};
  EXPECT_EQ(suggestion("thicknes", known), "; did you mean 'thickness'?");
  EXPECT_EQ(suggestion("thickness_m", known), "; did you mean 'thickness'?");
  EXPECT_EQ(suggestion("Material", known), "; did you mean 'material'?");
  EXPECT_EQ(suggestion("velocity", known), "; known: thickness, material, cells, x");
  EXPECT_EQ(suggestion("velocity", {}), "; none is known here");
}

TEST(Spelling, PrintableEscapes) {
  EXPECT_EQ(printable("plain \xC2\xB0"), "plain \xC2\xB0");
  EXPECT_EQ(printable("a\x1B[31mb\r\n\tc\x7F"), "a\\x1b[31mb\\x0d\\x0a\\x09c\\x7f");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(printable("\xFF\xC0\xAF"), "\\xff\\xc0\\xaf");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\xc2\\x9b31m");  // C1 control
  EXPECT_EQ(printable("\xE2\x80\xAE"
                      "abc"),
            "\\xe2\\x80\\xae"
            "abc");  // right-to-left override
  EXPECT_EQ(printable(std::string(500, 'a'), 10), "aaaaaaaaaa...");
}

TEST(Spelling, Utf8) {
  EXPECT_EQ(find_invalid_utf8("ok \xF0\x9F\x9A\x80 \xE2\x82\xAC"), std::string_view::npos);
  for (const char* bad : {"\x80", "\xC1\x81", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80",
                          "\xF4\x90\x80\x80", "\xE2\x82", "\xC3("}) {
    EXPECT_EQ(find_invalid_utf8(bad), 0U);
  }
  EXPECT_EQ(find_invalid_utf8("abc\xFF"), 3U);
}

TEST(ReferencePage, HasEveryKeyOnce) {
  const Keys inner = {{.name = "mode",
                       .type = KeyType::choice,
                       .fallback = "a",
                       .choices = {"a", "b"},
                       .meaning = "x | y"}};
  const Keys keys = {{.name = "altitude",
                      .unit = "m",
                      .presence = Presence::required,
                      .least = 0.0,
                      .greatest = 1000.0,
                      .least_excluded = true,
                      .meaning = "height"},
                     {.name = "attitude", .type = KeyType::section, .keys = &inner}};
  EXPECT_EQ(reference_page(keys, "Entry"),
            "## Entry\n\n"
            "| key | type | unit | allowed | default | meaning | since |\n"
            "|---|---|---|---|---|---|---|\n"
            "| `altitude` | number | m | in (0, 1000] m | required | height | 0.1 |\n"
            "| `attitude` | section |  |  |  |  | 0.1 |\n"
            "\n### `attitude`\n\n"
            "| key | type | unit | allowed | default | meaning | since |\n"
            "|---|---|---|---|---|---|---|\n"
            "| `mode` | choice |  | a, b | `a` | x \\| y | 0.1 |\n");
}

}  // namespace
}  // namespace tektite::io
