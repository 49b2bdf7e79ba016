#include "materials/material.hpp"

#include "io/case/section.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tektite::materials {

namespace {

constexpr double room_temperature = 293.0;  // [K]

/// A table that Curve can take: refused here with the name of the material and the property.
void check_curve(const Properties& material, const char* property, const Curve& curve,
                 bool required, bool positive) {
  require(!required || !curve.empty(), "material '{}': {} has no values", material.name, property);
  for (std::size_t i = 0; i < curve.y().size(); ++i) {
    const double y = curve.y()[i];
    require(std::isfinite(y) && (positive ? y > 0.0 : y >= 0.0),
            "material '{}': {} must be {}, found {} at {} K", material.name, property,
            positive ? "positive" : "at least zero", y, curve.x()[i]);
  }
}

/// `from` below `cold`, `to` above `warm`, blended linearly between; knots of all three kept.
Curve blend(const Curve& from, const Curve& to, double cold, double warm) {
  if (to.empty()) return from;
  std::vector<double> knots = {cold, warm};
  for (const double x : from.x()) {
    if (x < warm) knots.push_back(x);
  }
  for (const double x : to.x()) {
    if (x > cold) knots.push_back(x);
  }
  std::ranges::sort(knots);
  knots.erase(std::unique(knots.begin(), knots.end()), knots.end());
  std::vector<double> values;
  for (const double x : knots) {
    const double share = std::clamp((x - cold) / (warm - cold), 0.0, 1.0);
    values.push_back((1.0 - share) * from(x) + share * to(x));
  }
  return {std::move(knots), std::move(values)};
}

Curve surface_of(const Properties& p, SurfaceState state) {
  const Curve& oxidised = p.emissivity_oxidised.empty() ? p.emissivity : p.emissivity_oxidised;
  const Curve& bare = p.emissivity_bare.empty() ? p.emissivity : p.emissivity_bare;
  Curve solid = oxidised;
  if (state != SurfaceState::oxidised) {
    const Curve& start = state == SurfaceState::bare ? bare : p.emissivity;
    solid = p.oxidation.exists()
                ? blend(start, p.emissivity_oxidised, p.oxidation.onset, p.oxidation.full)
                : start;
  }
  return blend(solid, p.emissivity_molten, p.solidus, p.liquidus);
}

/// Density by its table, else from the value at room temperature and the coefficient of linear
/// expansion, which is that between room temperature and the temperature at hand.
Curve density_of(const Properties& p) {
  if (!p.hot_density.empty()) return p.hot_density;
  if (p.expansion.empty()) return Curve(p.density);
  std::vector<double> knots = {room_temperature};
  for (const double x : p.expansion.x()) knots.push_back(x);
  constexpr int coldest = 150, spacing = 50;
  for (int x = coldest; x < p.solidus; x += spacing) knots.push_back(x);
  knots.push_back(p.solidus);
  std::ranges::sort(knots);
  knots.erase(std::unique(knots.begin(), knots.end()), knots.end());
  std::vector<double> values;
  for (const double x : knots) {
    const double stretch = 1.0 + p.expansion(x) * (x - room_temperature);
    values.push_back(p.density / (stretch * stretch * stretch));
  }
  return {std::move(knots), std::move(values)};
}

void check_surface(const Properties& p) {
  for (const Curve* curve :
       {&p.emissivity, &p.emissivity_bare, &p.emissivity_oxidised, &p.emissivity_molten}) {
    for (const double y : curve->y()) {
      require(y <= 1.0, "material '{}': emissivity must be at most 1, found {}", p.name, y);
    }
  }
  check_curve(p, "bare emissivity", p.emissivity_bare, false, true);
  check_curve(p, "oxidised emissivity", p.emissivity_oxidised, false, true);
  check_curve(p, "molten emissivity", p.emissivity_molten, false, true);
  const Oxidation& burns = p.oxidation;
  if (!burns.exists()) return;
  require(std::isfinite(burns.heat) && burns.efficiency >= 0.0 && burns.efficiency <= 1.0,
          "material '{}': the efficiency of oxidation must lie in [0, 1], found {}", p.name,
          burns.efficiency);
  require(burns.onset > 0.0 && burns.full >= burns.onset + 1.0,
          "material '{}': oxidation must be full at least 1 K above its onset, found {} K and {} K",
          p.name, burns.full, burns.onset);
}

void check_melt(const Properties& p) {
  check_curve(p, "viscosity of the melt", p.melt.viscosity, false, true);
  require(!p.melt.exists() || p.melt.surface_tension > 0.0,
          "material '{}': a melt with a viscosity needs a surface tension, found {} N/m", p.name,
          p.melt.surface_tension);
  check_curve(p, "density", p.hot_density, false, true);
  if (p.hot_density.empty()) return;
  const double warm = p.hot_density(room_temperature);
  require(std::abs(warm - p.density) <= 0.01 * p.density,
          "material '{}': density {} kg/m3, but its table says {} kg/m3 at {} K", p.name, p.density,
          warm, room_temperature);
}

void add_curve(std::string& text, const char* property, const Curve& curve, double scale,
               const char* unit, int decimals) {
  if (curve.empty()) return;
  text += fmt::format("  {} [{}]\n", property, unit);
  text += "    T [K]  ";
  for (const double x : curve.x()) text += fmt::format(" {:>8.6g}", x);
  text += "\n           ";
  for (const double y : curve.y()) text += fmt::format(" {:>8.{}g}", y * scale, decimals);
  text += '\n';
}

void add_source(std::string& text, const Properties& p, std::string_view property) {
  for (const Source& source : p.sources) {
    if (source.property == property) text += fmt::format("    source: {}\n", source.text);
  }
}

}  // namespace

Curve::Curve(std::vector<double> x, std::vector<double> y) : x_(std::move(x)), y_(std::move(y)) {
  require(!x_.empty() && x_.size() == y_.size(),
          "a table needs as many values as temperatures, found {} and {}", y_.size(), x_.size());
  for (std::size_t i = 0; i < x_.size(); ++i) {
    require(std::isfinite(x_[i]) && std::isfinite(y_[i]),
            "a table holds a value that is not finite");
    require(i == 0 || x_[i] > x_[i - 1],
            "the temperatures of a table must ascend, found {} K after {} K", x_[i],
            x_[i > 0 ? i - 1 : 0]);
  }
  slopes_.assign(x_.size(), 0.0);
  for (std::size_t i = 0; i + 1 < x_.size(); ++i) {
    slopes_[i] = (y_[i + 1] - y_[i]) / (x_[i + 1] - x_[i]);
  }
  index_ = UniformIndex(x_);
}

Material::Material(Properties properties) : properties_(std::move(properties)) {
  const Properties& p = properties_;
  require(std::isfinite(p.density) && p.density > 0.0,
          "material '{}': the density must be positive, found {} kg/m3", p.name, p.density);
  check_curve(p, "specific heat", p.specific_heat, true, true);
  check_curve(p, "conductivity", p.conductivity, true, true);
  check_curve(p, "emissivity", p.emissivity, true, true);
  check_curve(p, "Young's modulus", p.youngs_modulus, false, false);
  check_curve(p, "yield strength", p.yield_strength, false, false);
  check_curve(p, "ultimate strength", p.ultimate_strength, false, false);
  require(
      p.solidus > zero_enthalpy_temperature && std::isfinite(p.liquidus) &&
          p.liquidus >= p.solidus + 1.0,
      "material '{}': the liquidus must be at least 1 K above the solidus, and that above {} K; "
      "found {} K and {} K",
      p.name, zero_enthalpy_temperature, p.liquidus, p.solidus);
  require(std::isfinite(p.latent_heat) && p.latent_heat >= 0.0,
          "material '{}': the latent heat must be at least zero, found {} J/kg", p.name,
          p.latent_heat);
  check_surface(p);
  check_melt(p);
  for (const SurfaceState state :
       {SurfaceState::as_flown, SurfaceState::bare, SurfaceState::oxidised}) {
    surfaces_[static_cast<std::size_t>(state)] = surface_of(p, state);
  }
  expanded_ = density_of(p);
  caloric_ =
      CaloricCurve(p.specific_heat.x(), p.specific_heat.y(), p.solidus, p.liquidus, p.latent_heat);
  solidus_enthalpy_ = caloric_.enthalpy(p.solidus);
  liquidus_enthalpy_ = caloric_.enthalpy(p.liquidus);
  if (p.decomposition) charring_.emplace(*p.decomposition, p, caloric_);
}

double Material::density(double temperature) const {
  return expanded_(temperature);
}

double Material::liquid_fraction(double enthalpy) const {
  if (enthalpy <= solidus_enthalpy_) return 0.0;
  if (enthalpy >= liquidus_enthalpy_) return 1.0;
  const double melted =
      (temperature(enthalpy) - properties_.solidus) / (properties_.liquidus - properties_.solidus);
  return std::clamp(melted, 0.0, 1.0);
}

double Material::liquid_fraction(double enthalpy, std::span<const double> progress) const {
  if (progress.empty() || !charring_) return liquid_fraction(enthalpy);
  const double melted = (temperature(enthalpy, progress) - properties_.solidus) /
                        (properties_.liquidus - properties_.solidus);
  return std::clamp(melted, 0.0, 1.0);
}

double Material::strength(double temperature) const {
  if (!carries_load() || temperature >= properties_.solidus) return 0.0;
  return properties_.ultimate_strength(temperature);
}

std::string describe(const Material& material) {
  const Properties& p = material.properties();
  std::string text = fmt::format("{}: {}\n", p.name, p.title);
  text += fmt::format("  density {:.6g} kg/m3\n", p.density);
  add_source(text, p, "density");
  const auto curve = [&](const char* key, const char* title, const Curve& values, double scale,
                         const char* unit) {
    add_curve(text, title, values, scale, unit, 5);
    add_source(text, p, key);
  };
  curve("specific_heat", "specific heat", p.specific_heat, 1.0, "J/(kg K)");
  curve("conductivity", "conductivity", p.conductivity, 1.0, "W/(m K)");
  curve("hot_density", "density against temperature", p.hot_density, 1.0, "kg/m3");
  curve("emissivity", "emissivity as flown", p.emissivity, 1.0, "1");
  curve("emissivity_bare", "emissivity of clean metal", p.emissivity_bare, 1.0, "1");
  curve("emissivity_oxidised", "emissivity oxidised", p.emissivity_oxidised, 1.0, "1");
  curve("emissivity_molten", "emissivity molten", p.emissivity_molten, 1.0, "1");
  text += fmt::format("  solidus {:.6g} K, liquidus {:.6g} K, latent heat {:.6g} kJ/kg\n",
                      p.solidus, p.liquidus, p.latent_heat / 1e3);
  add_source(text, p, "melting");
  if (p.oxidation.exists()) {
    text += fmt::format(
        "  burns from {:.6g} K, fully from {:.6g} K: {:.5g} MJ per kg of oxygen, efficiency "
        "{:.3g}\n"
        "  oxide melts at {:.6g} K, its skin bears {:.3g} N/m\n",
        p.oxidation.onset, p.oxidation.full, p.oxidation.heat / 1e6, p.oxidation.efficiency,
        p.oxidation.oxide_melting, p.oxidation.skin_strength);
    add_source(text, p, "oxidation");
  }
  if (p.melt.exists()) {
    curve("melt", "viscosity of the melt", p.melt.viscosity, 1e3, "mPa s");
    text += fmt::format("  surface tension of the melt {:.4g} N/m\n", p.melt.surface_tension);
  }
  if (p.decomposition) text += describe(*material.charring());
  text += fmt::format("  from 300 K to liquid: {:.4g} MJ/kg\n",
                      (material.liquidus_enthalpy() - material.enthalpy(300.0)) / 1e6);
  if (!material.carries_load()) return text + "  carries no load\n";
  curve("youngs_modulus", "Young's modulus", p.youngs_modulus, 1e-9, "GPa");
  text += fmt::format("  Poisson's ratio {:.4g}\n", p.poisson_ratio);
  add_source(text, p, "poisson_ratio");
  curve("expansion", "thermal expansion", p.expansion, 1e6, "1e-6/K");
  curve("yield_strength", "yield strength", p.yield_strength, 1e-6, "MPa");
  curve("ultimate_strength", "ultimate strength", p.ultimate_strength, 1e-6, "MPa");
  return text;
}

}  // namespace tektite::materials
