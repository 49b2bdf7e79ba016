#include "solver/vehicle/object_keys.hpp"

namespace tektite::vehicle {
namespace {

using io::absent;
using io::given;
using io::is;
using io::Keys;
using io::KeyType;
using io::Presence;

/// A place.
constexpr io::Count three = {.fewest = 3, .most = 3};

const Keys& shell_keys() {
  static const Keys keys = {
      {.name = "material",
       .type = KeyType::name,
       .presence = Presence::required,
       .meaning = "name in the library",
       .library = "material"},
      {.name = "thickness",
       .unit = "m",
       .presence = Presence::required,
       .least = 0.0,
       .least_excluded = true,
       .meaning = "of this shell"},
      {.name = "cells",
       .type = KeyType::integer,
       .fallback = "4",
       .least = 1,
       .greatest = 256,
       .meaning = "finite volumes in depth"},
      {.name = "grading",
       .fallback = "1",
       .least = 0.01,
       .greatest = 100.0,
       .meaning = "thickness of the innermost cell over that of the outermost"},
  };
  return keys;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): one table, read line by line
const Keys& object_keys() {
  static const Keys keys = {
      {.name = "name",
       .type = KeyType::name,
       .presence = Presence::required,
       .meaning = "that no part or joint has; a count adds a number",
       .unique = true},
      {.name = "count",
       .type = KeyType::integer,
       .fallback = "1",
       .least = 1,
       .greatest = 10000,
       .meaning = "how many alike"},
      {.name = "shape",
       .type = KeyType::choice,
       .presence = Presence::required,
       .choices = {"sphere", "cylinder", "box", "plate"},
       .meaning = "primitive"},
      {.name = "size",
       .type = KeyType::numbers,
       .unit = "m",
       .presence = Presence::required,
       .least = 0.0,
       .least_excluded = true,
       .meaning = "sphere: diameter; cylinder: diameter, length; box and plate: three edges",
       .counts = {{.fewest = 1, .most = 1, .when = is("shape", {"sphere"})},
                  {.fewest = 2, .most = 2, .when = is("shape", {"cylinder"})},
                  {.fewest = 3, .most = 3, .when = is("shape", {"box", "plate"})}}},
      {.name = "mass",
       .unit = "kg",
       .least = 0.0,
       .least_excluded = true,
       .meaning =
           "without what it contains; default: from the material; if given, density is scaled"},
      {.name = "material",
       .type = KeyType::name,
       .meaning = "of a solid, or of a hollow object with one wall",
       .required_when = {absent("shells")},
       .only_when = {absent("shells")},
       .library = "material"},
      {.name = "thickness",
       .unit = "m",
       .least = 0.0,
       .least_excluded = true,
       .meaning = "of the wall of a hollow object; default: solid",
       .only_when = {absent("shells")}},
      {.name = "cells",
       .type = KeyType::integer,
       .fallback = "6",
       .least = 1,
       .greatest = 256,
       .meaning = "finite volumes in depth",
       .only_when = {absent("shells")}},
      {.name = "grading",
       .fallback = "1",
       .least = 0.01,
       .greatest = 100.0,
       .meaning = "thickness of the innermost cell over that of the outermost",
       .only_when = {absent("shells")}},
      {.name = "shells",
       .type = KeyType::list,
       .keys = &shell_keys(),
       .meaning = "instead of material and thickness: from the outside in",
       .counts = {{.fewest = 1}}},
      {.name = "inside",
       .type = KeyType::texts,
       .meaning = "parts or objects that contain it; one of each count goes into each of them, and "
                  "into each of a counted object; inside an object, `at` is from its centre",
       .counts = {{.fewest = 1}},
       .unique = true,
       .names_in = {"parts", "objects"}},
      {.name = "on",
       .type = KeyType::name,
       .meaning = "part on whose outer side it is mounted",
       .only_when = {absent("inside")},
       .names_in = {"parts"}},
      {.name = "at",
       .type = KeyType::numbers,
       .unit = "m",
       .fallback = "[0 m, 0 m, 0 m]",
       .meaning = "place of its centre (of the first of a count)",
       .counts = {three}},
      {.name = "step",
       .type = KeyType::numbers,
       .unit = "m",
       .fallback = "[0 m, 0 m, 0 m]",
       .meaning = "from one of a count to the next",
       .counts = {three}},
      {.name = "mount_capacity",
       .unit = "N",
       .fallback = "50 kN",
       .least = 0.0,
       .meaning = "force that its mount takes when cold"},
      {.name = "mount_size",
       .unit = "m",
       .fallback = "0.5 m",
       .least = 0.0,
       .least_excluded = true,
       .meaning = "radius of the wall area that carries it"},
      {.name = "nose_radius",
       .unit = "m",
       .least = 0.0,
       .least_excluded = true,
       .meaning = "effective radius for heating; default from its shape"},
      {.name = "source",
       .type = KeyType::text,
       .fallback = "estimate",
       .meaning = "where its numbers come from"},
  };
  return keys;
}

}  // namespace tektite::vehicle
