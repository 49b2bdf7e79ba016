// The room's alternatives.
#include "solver/environment/atmosphere.hpp"
#include "solver/environment/us76.hpp"

#include <array>

namespace tektite::environment {

std::span<const Model<MakeAtmosphere>> atmosphere_models() {
  static constexpr std::array<Model<MakeAtmosphere>, 1> models = {{
      {"us76", make_us76, "US Standard Atmosphere 1976, complete to 1000 km", "USSA1976"},
  }};
  return models;
}

const io::Keys& atmosphere_keys() {
  static const io::Keys keys = [] {
    io::Key model{.name = "model",
                  .type = io::KeyType::choice,
                  .fallback = "us76",
                  .meaning = "Model of the air."};
    for (const auto& line : atmosphere_models()) model.choices.push_back(line.name);
    return io::Keys{model};
  }();
  return keys;
}

std::unique_ptr<Atmosphere> make_atmosphere(const io::Section& atmosphere) {
  return find_model(atmosphere_models(), "atmosphere model", atmosphere.text("model"))
      .make(atmosphere);
}

}  // namespace tektite::environment
