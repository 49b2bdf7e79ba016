// The room's alternatives.
#include "solver/environment/atmosphere.hpp"
#include "solver/environment/msis_atmosphere.hpp"
#include "solver/environment/tabulated.hpp"
#include "solver/environment/us76.hpp"
#include "solver/environment/variation.hpp"
#include "solver/environment/wind.hpp"

#include <array>

namespace tektite::environment {

std::span<const Model<MakeAtmosphere>> atmosphere_models() {
  static constexpr std::array<Model<MakeAtmosphere>, 3> models = {{
      {"us76", make_us76, "US Standard Atmosphere 1976, complete to 1000 km", "USSA1976"},
      {"nrlmsise00", make_nrlmsise00, "NRLMSISE-00, by place, time, solar and geomagnetic activity",
       "PiconeHedinDrob2002"},
      {"table", make_tabulated, "a profile of density and temperature from a CSV file", ""},
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
    const io::Condition is_table = io::is("model", {"table"});
    io::Keys all{model,
                 {.name = "file",
                  .type = io::KeyType::path,
                  .meaning = "CSV with the columns altitude [km], density [kg/m3], temperature [K] "
                             "and, if known, molar_mass [kg/mol] or mole fractions N2, O2, O, N, "
                             "Ar, He, H.",
                  .required_when = {is_table},
                  .only_when = {is_table}}};
    for (const io::Key& key : nrlmsise00_keys()) all.push_back(key);
    for (const io::Key& key : variation_keys()) all.push_back(key);
    all.push_back({.name = "wind",
                   .type = io::KeyType::section,
                   .keys = &wind_keys(),
                   .meaning = "Motion of the air over the turning Earth; none if not given."});
    return all;
  }();
  return keys;
}

std::unique_ptr<Atmosphere> make_atmosphere(const io::Section& atmosphere, const io::Epoch& epoch) {
  return varied(find_model(atmosphere_models(), "atmosphere model", atmosphere.text("model"))
                    .make(atmosphere, epoch),
                atmosphere);
}

}  // namespace tektite::environment
