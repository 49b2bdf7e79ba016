// Values from the command line (io/case/overrides.hpp). Exact expectations from the rules there.
#include "io/case/overrides.hpp"

#include "io/case/section.hpp"

#include <gtest/gtest.h>

namespace tektite::io {
namespace {

const Keys& part_keys() {
  static const Keys keys = {{.name = "name", .type = KeyType::text},
                            {.name = "span", .unit = "m", .least = 0.0}};
  return keys;
}

const Keys& root_keys() {
  static const Keys inner = {{.name = "rate", .unit = "rad/s", .fallback = "0 rad/s"}};
  static const Keys keys = {
      {.name = "size", .unit = "m"},
      {.name = "attitude", .type = KeyType::section, .fallback = "{}", .keys = &inner},
      {.name = "parts", .type = KeyType::list, .keys = &part_keys()}};
  return keys;
}

const char* const text = "size: 1 m\nparts:\n  - {name: barrel, span: 2 m}\n  - {name: cone}\n";

TEST(Overrides, ReplaceAddAndGoThroughLists) {
  const Case scenario = read_case_text(text, "case", root_keys(),
                                       {.overrides = {"size=25 cm", "attitude.rate=2 rad/s",
                                                      "parts.cone.span=3 m", "parts.0.span=4 m"}});
  EXPECT_EQ(scenario.root().number("size"), 0.25);
  EXPECT_EQ(scenario.root().section("attitude").number("rate"), 2.0);
  EXPECT_EQ(scenario.root().list("parts")[1].number("span"), 3.0);
  EXPECT_EQ(scenario.root().list("parts")[0].number("span"), 4.0);
  // What was set is what the resolved case says.
  const Case again = read_case_text(scenario.resolved(), "resolved", root_keys());
  EXPECT_EQ(again.hash(), scenario.hash());
}

TEST(Overrides, AStacksNameLeadsToItsLayers) {
  static const Keys layer = {{.name = "thickness", .unit = "m"}};
  static const Keys stack = {{.name = "layers", .type = KeyType::list, .keys = &layer}};
  static const Keys part = {{.name = "name", .type = KeyType::name},
                            {.name = "stack", .type = KeyType::name, .names_in = {"stacks"}}};
  static const Keys vehicle = {{.name = "stacks", .type = KeyType::map, .keys = &stack},
                               {.name = "parts", .type = KeyType::list, .keys = &part}};
  static const Keys root = {{.name = "vehicle", .type = KeyType::section, .keys = &vehicle}};
  const Case scenario = read_case_text(
      "vehicle:\n  stacks:\n    thin: {layers: [{thickness: 1 mm}, {thickness: 2 mm}]}\n"
      "  parts: [{name: barrel, stack: thin}]\n",
      "case", root, {.overrides = {"parts.barrel.stack.1.thickness=4 mm"}});
  const auto stacks = scenario.root().section("vehicle").map("stacks");
  const auto layers = stacks.at(0).second.list("layers");
  EXPECT_EQ(layers.at(0).number("thickness"), 0.001);
  EXPECT_EQ(layers.at(1).number("thickness"), 0.004);
  EXPECT_EQ(layers.at(1).origin("thickness"), "command line");
  EXPECT_EQ(layers.at(0).origin("thickness"), "case, line 3");
}

TEST(Overrides, MistakesAreBadInput) {
  for (const char* setting :
       {"size", "=1 m", "parts.nose.span=1 m", "parts.7.span=1 m", "size.x=1 m", "size=[", "size=-",
        "sise=1 m", "size=1 kg", "a..b=1"}) {
    EXPECT_THROW(
        static_cast<void>(read_case_text(text, "case", root_keys(), {.overrides = {setting}})),
        Error)
        << setting;
  }
}

}  // namespace
}  // namespace tektite::io
