#include "materials/material.hpp"

#include "io/case/section.hpp"
#include "solver/base/error.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tektite::materials {

namespace {

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
  for (const double y : p.emissivity.y()) {
    require(y <= 1.0, "material '{}': emissivity must be at most 1, found {}", p.name, y);
  }
  require(
      p.solidus > zero_enthalpy_temperature && std::isfinite(p.liquidus) &&
          p.liquidus >= p.solidus + 1.0,
      "material '{}': the liquidus must be at least 1 K above the solidus, and that above {} K; "
      "found {} K and {} K",
      p.name, zero_enthalpy_temperature, p.liquidus, p.solidus);
  require(std::isfinite(p.latent_heat) && p.latent_heat >= 0.0,
          "material '{}': the latent heat must be at least zero, found {} J/kg", p.name,
          p.latent_heat);
  caloric_ =
      CaloricCurve(p.specific_heat.x(), p.specific_heat.y(), p.solidus, p.liquidus, p.latent_heat);
  solidus_enthalpy_ = caloric_.enthalpy(p.solidus);
  liquidus_enthalpy_ = caloric_.enthalpy(p.liquidus);
  if (p.decomposition) charring_.emplace(*p.decomposition, p, caloric_);
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
  curve("emissivity", "emissivity", p.emissivity, 1.0, "1");
  text += fmt::format("  solidus {:.6g} K, liquidus {:.6g} K, latent heat {:.6g} kJ/kg\n",
                      p.solidus, p.liquidus, p.latent_heat / 1e3);
  add_source(text, p, "melting");
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
