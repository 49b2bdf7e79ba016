// A room's alternatives in one explicit table: a new model is one .cpp and one line here.
#pragma once

#include "solver/base/error.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tektite {

/// Where a model has been compared with something: bounds of one quantity, which the room names
/// (SI).
struct Limit {
  std::string_view quantity = {};  ///< empty: no limit
  double least = 0.0;
  double greatest = 0.0;
};

/// One line of a registry. `Make` is what builds the model: a function or a function pointer type.
template <class Make>
struct Model {
  std::string_view name;             ///< as written in the case file
  Make make;                         ///< makes it, or is it
  std::string_view description;      ///< one line
  std::string_view reference;        ///< key of REFERENCES.bib
  std::array<Limit, 3> limits = {};  ///< none: everywhere
};

/// The names of a family, for the choices of a key.
template <class Make>
[[nodiscard]] std::vector<std::string_view> model_names(std::span<const Model<Make>> models) {
  std::vector<std::string_view> names;
  for (const auto& model : models) names.push_back(model.name);
  return names;
}

/// The line of `name`; an unknown name is an error that lists the known ones.
template <class Make>
[[nodiscard]] const Model<Make>& find_model(std::span<const Model<Make>> models,
                                            std::string_view family, std::string_view name) {
  const auto found = std::ranges::find(models, name, &Model<Make>::name);
  require(found != models.end(), "unknown {} '{}'; known: {}", family, name,
          fmt::join(model_names(models), ", "));
  return *found;
}

}  // namespace tektite
