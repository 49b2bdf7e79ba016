#include "solver/driver/sweep/keys.hpp"

namespace tektite::driver::sweep {
namespace {

using io::Keys;
using io::KeyType;
using io::Presence;

// Bounds and moments are texts: their unit is that of the key that is sampled.

io::Key value_key(std::string_view name, Presence presence, std::string_view meaning) {
  return {.name = name,
          .type = KeyType::text,
          .presence = presence,
          .meaning = meaning,
          .any_scalar = true};
}

const Keys& uniform_keys() {
  static const Keys keys = {value_key("least", Presence::required, "lower bound"),
                            value_key("greatest", Presence::required, "upper bound")};
  return keys;
}

const Keys& triangular_keys() {
  static const Keys keys = {value_key("least", Presence::required, "lower bound"),
                            value_key("mode", Presence::required, "most likely value"),
                            value_key("greatest", Presence::required, "upper bound")};
  return keys;
}

const Keys& normal_keys() {
  static const Keys keys = {
      value_key("mean", Presence::required, "mean, before it is cut off"),
      value_key("deviation", Presence::required, "standard deviation, before it is cut off"),
      value_key("least", Presence::optional, "no sample lies below"),
      value_key("greatest", Presence::optional, "no sample lies above")};
  return keys;
}

const Keys& log_normal_keys() {
  static const Keys keys = {
      value_key("median", Presence::required, "median, before it is cut off; positive"),
      {.name = "factor",
       .presence = Presence::required,
       .least = 1.0,
       .greatest = 1000.0,
       .least_excluded = true,
       .meaning = "one standard deviation up multiplies, one down divides by this"},
      value_key("least", Presence::optional, "no sample lies below"),
      value_key("greatest", Presence::optional, "no sample lies above")};
  return keys;
}

const Keys& vary_keys() {
  static const Keys keys = {
      {.name = "key",
       .type = KeyType::text,
       .presence = Presence::required,
       .meaning = "what varies: the path of a key, as for `--set`"},
      {.name = "values",
       .type = KeyType::texts,
       .meaning = "each in turn, as they would be typed in the case",
       .any_scalar = true},
      {.name = "uniform",
       .type = KeyType::section,
       .keys = &uniform_keys(),
       .meaning = "every value between two bounds is as likely"},
      {.name = "triangular",
       .type = KeyType::section,
       .keys = &triangular_keys(),
       .meaning = "likelihood rises to the mode and falls from there"},
      {.name = "normal", .type = KeyType::section, .keys = &normal_keys(), .meaning = "Gaussian"},
      {.name = "log_normal",
       .type = KeyType::section,
       .keys = &log_normal_keys(),
       .meaning = "the logarithm is Gaussian"},
  };
  return keys;
}

}  // namespace

const Keys& sweep_keys() {
  static const Keys keys = {
      {.name = "tektite_sweep",
       .type = KeyType::integer,
       .presence = Presence::required,
       .least = 1,
       .greatest = 1,
       .meaning = "version of the sweep format"},
      {.name = "title",
       .type = KeyType::text,
       .presence = Presence::required,
       .meaning = "one line"},
      {.name = "case",
       .type = KeyType::text,
       .presence = Presence::required,
       .meaning = "the case that varies: a path relative to this file"},
      {.name = "set",
       .type = KeyType::texts,
       .meaning = "path=value for all members, as with `--set`"},
      {.name = "design",
       .type = KeyType::choice,
       .fallback = "grid",
       .choices = {"grid", "zip"},
       .meaning = "lists of values: every combination, or all first ones, all second ones, ..."},
      {.name = "sampling",
       .type = KeyType::choice,
       .fallback = "monte_carlo",
       .choices = {"monte_carlo", "latin_hypercube"},
       .meaning =
           "samples: independent, or one in each of `count` equally likely shares of each key"},
      {.name = "seed",
       .type = KeyType::integer,
       .fallback = "1",
       .least = 0,
       .meaning = "another seed, other samples"},
      {.name = "count",
       .type = KeyType::integer,
       .least = 1,
       .greatest = 100000,
       .meaning = "samples for each combination of listed values; wanted if anything is sampled"},
      {.name = "vary",
       .type = KeyType::list,
       .presence = Presence::required,
       .keys = &vary_keys(),
       .meaning = "what is different between the members"},
  };
  return keys;
}

}  // namespace tektite::driver::sweep
