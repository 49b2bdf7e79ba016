// Reading of a case: values, defaults, positions, messages. The expected values are typed by hand.
#include "io/case/section.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <gmock/gmock.h>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace tektite::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Keys& layer_keys() {
  static const Keys keys = {
      {.name = "material", .type = KeyType::text, .presence = Presence::required},
      {.name = "thickness",
       .unit = "m",
       .presence = Presence::required,
       .least = 0.0,
       .greatest = 0.5,
       .least_excluded = true,
       .meaning = "thickness of the layer"},
      {.name = "cells", .type = KeyType::integer, .fallback = "3", .least = 1, .greatest = 64},
  };
  return keys;
}

const Keys& stack_keys() {
  static const Keys keys = {
      {.name = "layers", .type = KeyType::list, .keys = &layer_keys()},
      {.name = "painted", .type = KeyType::boolean, .fallback = "false"},
  };
  return keys;
}

const Keys& attitude_keys() {
  static const Keys keys = {
      {.name = "mode",
       .type = KeyType::choice,
       .fallback = "tumbling",
       .choices = {"tumbling", "fixed"}},
      {.name = "rate", .unit = "rad/s", .fallback = "1 deg/s", .least = 0.0},
  };
  return keys;
}

const Keys& case_keys() {
  static const Keys keys = {
      {.name = "tektite", .type = KeyType::integer, .fallback = "1"},
      {.name = "title", .type = KeyType::text, .fallback = "untitled"},
      {.name = "epoch", .type = KeyType::epoch},
      {.name = "altitude", .unit = "m", .fallback = "122 km", .least = 0.0, .greatest = 1e6},
      {.name = "angle", .unit = "rad", .fallback = "-1.2 deg"},
      {.name = "temperature", .unit = "K", .fallback = "295 K", .least = 0.0},
      {.name = "fraction", .fallback = "5 %", .least = 0.0, .greatest = 1.0},
      {.name = "size", .type = KeyType::numbers, .unit = "m"},
      {.name = "standards", .type = KeyType::texts, .fallback = "[nasa_8719_14c]"},
      {.name = "attitude", .type = KeyType::section, .fallback = "{}", .keys = &attitude_keys()},
      {.name = "second_attitude", .type = KeyType::section, .keys = &attitude_keys()},
      {.name = "stacks", .type = KeyType::map, .keys = &stack_keys()},
      {.name = "layers", .type = KeyType::list, .keys = &layer_keys()},
  };
  return keys;
}

Case read(const std::string& text) {
  return read_case_text(text, "case.yaml", case_keys());
}

std::string message(const std::string& text) {
  try {
    static_cast<void>(read(text));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_input);
    return error.what();
  }
  return "no error";
}

constexpr const char* full_case =
    "tektite: 1\n"
    "title: Destiny alone   # a comment\n"
    "epoch: 2031-01-15T12:00:00Z\n"
    "altitude: 122 km\n"
    "angle: -1.2 deg\n"
    "temperature: 21.85 degC\n"
    "fraction: 12.5 %\n"
    "size: [2.0 m, 1.05 m, 86 cm]\n"
    "standards: [nasa_8719_14c, essb_st_u_007]\n"
    "attitude: {mode: fixed}\n"
    "stacks:\n"
    "  zulu:\n"
    "    layers:\n"
    "      - {material: aluminium_6061_t6, thickness: 2.0 mm}\n"
    "      - {material: aluminium_2219_t87, thickness: 4.8 mm, cells: 4}\n"
    "  alpha: {painted: true}\n"
    "layers:\n"
    "  - material: copper\n"
    "    thickness: 0.25 m\n";

TEST(Section, ReadsEveryType) {
  const Case scenario = read(full_case);
  const Section& root = scenario.root();
  EXPECT_EQ(root.integer("tektite"), 1);
  EXPECT_EQ(root.text("title"), "Destiny alone");
  EXPECT_EQ(root.number("altitude"), 122000.0);
  EXPECT_NEAR(root.number("angle"), -1.2 * std::numbers::pi / 180.0, 1e-17);
  EXPECT_NEAR(root.number("temperature"), 295.0, 1e-12);
  EXPECT_EQ(root.number("fraction"), 0.125);
  EXPECT_THAT(root.numbers("size"), ElementsAre(2.0, 1.05, 0.86));
  EXPECT_THAT(root.texts("standards"), ElementsAre("nasa_8719_14c", "essb_st_u_007"));
  EXPECT_EQ(root.section("attitude").text("mode"), "fixed");
  EXPECT_NEAR(root.section("attitude").number("rate"), std::numbers::pi / 180.0, 1e-17);
  const auto stacks = root.map("stacks");
  ASSERT_EQ(stacks.size(), 2U);
  EXPECT_EQ(stacks[0].first, "zulu");  // file order, not alphabetical
  const auto layers = stacks[0].second.list("layers");
  ASSERT_EQ(layers.size(), 2U);
  EXPECT_EQ(layers[0].number("thickness"), 0.002);  // the doubles nearest to the decimals
  EXPECT_EQ(layers[1].number("thickness"), 0.0048);
  EXPECT_EQ(layers[0].integer("cells"), 3);
  EXPECT_EQ(layers[1].integer("cells"), 4);
  EXPECT_TRUE(stacks[1].second.boolean("painted"));
  EXPECT_TRUE(stacks[1].second.list("layers").empty());
  EXPECT_EQ(root.list("layers")[0].text("material"), "copper");
}

TEST(Section, TellsWhatWasTyped) {
  const Section root = read("altitude: 100 km\n").root();
  EXPECT_TRUE(root.is_given("altitude"));
  EXPECT_TRUE(root.has("angle"));
  EXPECT_FALSE(root.is_given("angle"));
  EXPECT_FALSE(root.has("epoch"));
  EXPECT_FALSE(root.has("size"));
  EXPECT_TRUE(root.numbers("size").empty());
  EXPECT_TRUE(root.has("attitude"));  // default {}
  EXPECT_FALSE(root.has("second_attitude"));
  EXPECT_EQ(root.section("second_attitude").text("mode"), "tumbling");
  EXPECT_TRUE(root.list("layers").empty());
  EXPECT_TRUE(root.map("stacks").empty());
}

TEST(Section, KnowsPlacesAndPaths) {
  const Section root = read(full_case).root();
  EXPECT_EQ(root.where("altitude"), "case.yaml:4:11");
  const Section layer = root.map("stacks")[0].second.list("layers")[1];
  EXPECT_EQ(layer.where("thickness"), "case.yaml:15:51");
  EXPECT_EQ(layer.path("thickness"), "stacks.zulu.layers[1].thickness");
  EXPECT_EQ(root.list("layers")[0].where("cells"), "case.yaml:18:5");  // of the section
  try {
    layer.require("thickness", false, "is thicker than {} m", 0.001);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(
        error.what(),
        "case.yaml:15:51: error: stacks.zulu.layers[1].thickness: is thicker than 0.001 m");
    EXPECT_EQ(error.code(), ExitCode::bad_input);
  }
}

TEST(Section, OurMistakesAreNotTheUsers) {
  const Section root = read("{}").root();
  EXPECT_THROW(static_cast<void>(root.number("nonsense")), std::logic_error);
  EXPECT_THROW(static_cast<void>(root.number("title")), std::logic_error);
  EXPECT_THROW(static_cast<void>(root.epoch("epoch")), std::logic_error);
}

TEST(Section, EmptySectionIsAllDefaults) {
  EXPECT_EQ(empty_section(attitude_keys()).text("mode"), "tumbling");
  EXPECT_THROW(static_cast<void>(empty_section(layer_keys())), Error);
}

TEST(Case, KnowsItsFolder) {
  const auto folder = [](const char* path) {
    return read_case_text("{}", path, attitude_keys()).folder();
  };
  EXPECT_EQ(folder("cases/destiny/case.yaml"), "cases/destiny");
  EXPECT_EQ(folder("case.yaml"), ".");
  EXPECT_EQ(folder("/case.yaml"), "/");
}

TEST(Case, ReadsCrlfAndByteOrderMark) {
  const Section root = read(
                           "\xEF\xBB\xBF"
                           "altitude: 100 km\r\ntitle: x\r\n")
                           .root();
  EXPECT_EQ(root.number("altitude"), 1e5);
  EXPECT_EQ(root.text("title"), "x");
}

TEST(Message, UnknownKeyNamesTheNearest) {
  EXPECT_EQ(
      message("layers:\n  - {material: copper, thicknes: 2 mm, thickness: 1 mm}\n"),
      "case.yaml:2:24: error: unknown key 'thicknes' in layers[0]; did you mean 'thickness'?");
  EXPECT_EQ(message("quux: 1\n"),
            "case.yaml:1:1: error: unknown key 'quux'; known: tektite, title, epoch, altitude, "
            "angle, temperature, fraction, size, standards, attitude, second_attitude, stacks, "
            "layers");
}

TEST(Message, UnitMissingWrongOrUnknown) {
  EXPECT_EQ(message("altitude: 122\n"),
            "case.yaml:1:11: error: altitude: the unit is missing, write it as in '122 m', found "
            "'122'");
  EXPECT_EQ(message("altitude: 122 kg\n"),
            "case.yaml:1:11: error: altitude: the unit 'kg' has another dimension than 'm', found "
            "'122 kg'");
  EXPECT_EQ(message("altitude: 122 kmm\n"),
            "case.yaml:1:11: error: altitude: unknown unit 'kmm', a unit such as 'm' is wanted, "
            "found '122 kmm'");
  EXPECT_EQ(message("fraction: 1 m\n"),
            "case.yaml:1:11: error: fraction: a number without unit (or with %) is wanted, found "
            "'1 m'");
}

TEST(Message, RangeShowsLimitsAndValueWithUnit) {
  EXPECT_EQ(message("altitude: -3 km\n"),
            "case.yaml:1:11: error: altitude: must be in [0, 1e+06] m, found '-3 km' = -3000 m");
  EXPECT_EQ(
      message("layers: [{material: x, thickness: 0 mm}]\n"),
      "case.yaml:1:35: error: layers[0].thickness: must be in (0, 0.5] m, found '0 mm' = 0 m");
  EXPECT_EQ(message("temperature: -300 degC\n").substr(0, 68),
            "case.yaml:1:14: error: temperature: must be at least 0 K, found '-30");
  EXPECT_EQ(message("layers: [{material: x, thickness: 1 mm, cells: 65}]\n"),
            "case.yaml:1:48: error: layers[0].cells: must be in [1, 64], found 65");
}

TEST(Message, TypeChoiceAndMissing) {
  EXPECT_EQ(message("tektite: 1.5\n"),
            "case.yaml:1:10: error: tektite: a whole number without unit is wanted, found '1.5'");
  EXPECT_EQ(message("stacks: {a: {painted: yes}}\n"),
            "case.yaml:1:23: error: stacks.a.painted: true or false is wanted, found 'yes'");
  EXPECT_EQ(message("attitude: {mode: tumblin}\n"),
            "case.yaml:1:18: error: attitude.mode: unknown choice 'tumblin'; did you mean "
            "'tumbling'?");
  EXPECT_EQ(message("attitude: 3\n"),
            "case.yaml:1:11: error: attitude: a map of keys is wanted, found a single value");
  EXPECT_EQ(message("altitude: [1 m]\n"),
            "case.yaml:1:11: error: altitude: a number is wanted, found a list");
  EXPECT_EQ(message("size: 2 m\n"),
            "case.yaml:1:7: error: size: a list of numbers such as [1 m, 2 m] is wanted, found a "
            "single value");
  EXPECT_EQ(message("size: [2 m, 1 s]\n"),
            "case.yaml:1:13: error: size[1]: the unit 's' has another dimension than 'm', found "
            "'1 s'");
  EXPECT_EQ(message("layers:\n  - {material: copper}\n"),
            "case.yaml:2:5: error: layers[0].thickness: is missing: thickness of the layer");
  EXPECT_EQ(message("altitude:\n"), "case.yaml:1:1: error: altitude: has no value");
  EXPECT_EQ(message("altitude: \"1 m\"\n"), "no error");  // to YAML it is a text with and without
  EXPECT_EQ(message("fraction: \"1\"\n"),
            "case.yaml:1:11: error: fraction: numbers are written without quotes, found '1'");
  EXPECT_EQ(message("title: 12\n"),
            "case.yaml:1:8: error: title: a text is wanted; write it in quotes, since YAML takes "
            "'12' for something else");
  EXPECT_EQ(message("altitude: 1 ft\n"),
            "case.yaml:1:11: error: altitude: the unit 'ft' is not one of: m, km, cm, mm, um");
  EXPECT_EQ(message("altitude: .5 m\n"),
            "case.yaml:1:11: error: altitude: a decimal point stands between digits, as in 0.5, "
            "found '.5 m'");
  EXPECT_EQ(message("altitude: 0.5e3 m\n"),
            "case.yaml:1:11: error: altitude: a number with an exponent has one to three digits "
            "before the point, the first not 0, as in 5e-4, found '0.5e3 m'");
  EXPECT_EQ(message("stacks: {'a b': {}}\n"),
            "case.yaml:1:10: error: stacks: 'a b' is not a name: letters, digits, _ and - are "
            "wanted, at most 64");
  EXPECT_THAT(message("epoch: 2031-02-29T12:00:00Z\n"),
              HasSubstr("case.yaml:1:8: error: epoch: the date does not exist"));
  EXPECT_EQ(message("[1]\n"), "case.yaml:1:1: error: a map of keys is wanted, found a list");
}

TEST(Message, AllErrorsInOnePassInFileOrder) {
  EXPECT_EQ(message("altitude: 122\n"
                    "bogus_key_here: 1\n"
                    "layers:\n"
                    "  - {material: a, thickness: 7 m}\n"
                    "  - {thickness: 1 mm, cells: x}\n"
                    "angle: 010 deg\n"),
            "case.yaml:1:11: error: altitude: the unit is missing, write it as in '122 m', found "
            "'122'\n"
            "case.yaml:2:1: error: unknown key 'bogus_key_here'; known: tektite, title, epoch, "
            "altitude, angle, temperature, fraction, size, standards, attitude, second_attitude, "
            "stacks, layers\n"
            "case.yaml:4:30: error: layers[0].thickness: must be in (0, 0.5] m, found '7 m'\n"
            "case.yaml:5:5: error: layers[1].material: is missing\n"
            "case.yaml:5:30: error: layers[1].cells: a whole number without unit is wanted, found "
            "'x'\n"
            "case.yaml:6:8: error: angle: the number has a leading zero; write decimal numbers "
            "without it, found '010 deg'");
}

TEST(Resolved, ReadsToEqualBitsAndEqualHash) {
  // Values whose decimal forms are awkward, and one of every type.
  const std::string awkward =
      "altitude: 123.456789012345678 km\nangle: 0.1 deg\ntemperature: 33.3 degC\n"
      "fraction: 33.3 %\nsize: [0.0254 mm, 1e-280 mm, 12.7e-3 km]\n"
      "title: \"quote \\\" backslash \\\\ # no comment, 'single' \xC2\xB0\"\n"
      "epoch: 1999-12-31T23:59:59.123456789Z\nattitude: {rate: 1e-7 deg/s}\n"
      "stacks: {b: {}, a: {layers: [{material: x, thickness: 25.4 um}]}, c: {layers: []}}\n"
      "standards: []\n";
  for (const std::string& text : {std::string(full_case), awkward, std::string("{}")}) {
    const Case first = read(text);
    const Case second = read(first.resolved());
    const Section a = first.root();
    const Section b = second.root();
    for (const char* key : {"altitude", "angle", "temperature", "fraction"}) {
      EXPECT_EQ(a.number(key), b.number(key)) << key;
      EXPECT_TRUE(b.is_given(key));
    }
    EXPECT_EQ(a.numbers("size"), b.numbers("size"));
    EXPECT_EQ(a.text("title"), b.text("title"));
    EXPECT_EQ(a.texts("standards"), b.texts("standards"));
    EXPECT_EQ(a.has("epoch"), b.has("epoch"));
    if (a.has("epoch")) {
      EXPECT_EQ(a.epoch("epoch").seconds_since_2000, b.epoch("epoch").seconds_since_2000);
      EXPECT_EQ(a.epoch("epoch").fraction, b.epoch("epoch").fraction);
    }
    EXPECT_EQ(a.section("attitude").number("rate"), b.section("attitude").number("rate"));
    ASSERT_EQ(a.map("stacks").size(), b.map("stacks").size());
    for (std::size_t i = 0; i < a.map("stacks").size(); ++i) {
      EXPECT_EQ(a.map("stacks")[i].first, b.map("stacks")[i].first);
      EXPECT_EQ(a.map("stacks")[i].second.list("layers").size(),
                b.map("stacks")[i].second.list("layers").size());
    }
    EXPECT_EQ(first.hash(), second.hash());
    EXPECT_EQ(first.hash().size(), 32U);
    EXPECT_EQ(second.resolved(), read(second.resolved()).resolved());
  }
  EXPECT_NE(read("altitude: 100 km").hash(), read("altitude: 101 km").hash());
}

TEST(Resolved, LooksAsPromised) {
  const Keys keys = {
      {.name = "speed", .unit = "m/s", .fallback = "7.59 km/s"},
      {.name = "title", .type = KeyType::text},
      {.name = "absent", .type = KeyType::integer},
      {.name = "attitude", .type = KeyType::section, .fallback = "{}", .keys = &attitude_keys()},
      {.name = "layers", .type = KeyType::list, .keys = &layer_keys()},
  };
  const Case scenario = read_case_text(
      "layers: [{material: copper, thickness: 2 mm}]\ntitle: one two\n"
      "attitude: {rate: 0.5 rad/s}\n",
      "case.yaml", keys);
  EXPECT_EQ(scenario.resolved(),
            "# The whole case in SI units, with the origin of each value.\n"
            "speed: 7590 m/s  # default\n"
            "title: \"one two\"  # case, line 2\n"
            "attitude:  # case, line 3\n"
            "  mode: \"tumbling\"  # default\n"
            "  rate: 0.5 rad/s  # case, line 3\n"
            "layers:  # case, line 1\n"
            "  -\n"
            "    material: \"copper\"  # case, line 1\n"
            "    thickness: 0.002 m  # case, line 1\n"
            "    cells: 3  # default\n");
}

TEST(Resolved, FileNamesAreReadFromDisk) {
  const std::string path = testing::TempDir() + "tektite_section_test.yaml";
  std::ofstream(path) << "altitude: 99 km\n";
  const Case scenario = read_case(path, case_keys());
  EXPECT_EQ(scenario.root().number("altitude"), 99000.0);
  EXPECT_EQ(scenario.path(), path);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace tektite::io
