#include "solver/structure/shell/wall_section.hpp"

#include "solver/structure/shell/triangle.hpp"

#include <algorithm>

namespace tektite::structure::shell {

double free_strain(const materials::Curve& expansion, double from, double to) {
  if (expansion.empty()) return 0.0;
  const double low = std::min(from, to), high = std::max(from, to);
  double sum = 0.0, last = low, value = expansion(low);
  const auto up_to = [&](double x) {
    const double next = expansion(x);
    sum += 0.5 * (value + next) * (x - last);
    last = x;
    value = next;
  };
  for (const double x : expansion.x()) {
    if (x > low && x < high) up_to(x);
  }
  up_to(high);
  return to >= from ? sum : -sum;
}

std::vector<Skin> skins(const vehicle::Stack& stack, const WallState& wall, double built_at) {
  std::vector<Skin> out;
  Skin skin;
  double height = 0.0;  // as built, from the skin's outer face inwards
  const auto close = [&] {
    for (Ply& ply : skin) {
      ply.bottom += 0.5 * height;
      ply.top += 0.5 * height;
    }
    if (!skin.empty()) out.push_back(std::move(skin));
    skin = {};
    height = 0.0;
  };
  for (std::size_t i = 0; i < stack.cells.size(); ++i) {
    const vehicle::Cell& cell = stack.cells[i];
    if (cell.carries_load && !cell.is_loose) {
      const materials::Material& material = *cell.material;
      const double share = std::clamp(wall.cell_mass[i] / cell.areal_mass, 0.0, 1.0);
      const double temperature = material.temperature(wall.enthalpy[i]);
      const double solid = 1.0 - material.liquid_fraction(wall.enthalpy[i]);
      // What has melted away has left from outside: walls are heated there.
      const double top = -height - (1.0 - share) * cell.load_thickness;
      height += cell.load_thickness;
      const double modulus = material.properties().youngs_modulus.empty()
                                 ? 0.0
                                 : solid * material.properties().youngs_modulus(temperature);
      if (share > 0.0 && modulus > 0.0) {
        skin.push_back({-height, top, modulus, material.properties().poisson_ratio,
                        free_strain(material.properties().expansion, built_at, temperature)});
      }
    }
    if (i + 1 < stack.cells.size() && stack.gaps[i].is_open) close();
  }
  close();
  return out;
}

Section wall_section(const vehicle::Stack& stack, const WallState& wall, double built_at) {
  Section out;
  double weight = 0.0, ratio = 0.0, mass = 0.0;
  for (const double m : wall.cell_mass) mass += m;
  for (const Skin& skin : skins(stack, wall, built_at)) {
    const Section part = laminate(skin, 0.0);
    out.stiffness += part.stiffness;
    out.thermal += part.thermal;
    for (const Ply& ply : skin) {
      const double w = ply.youngs_modulus * (ply.top - ply.bottom);
      weight += w;
      ratio += w * ply.poisson_ratio;
    }
  }
  out.drilling = drilling_factor(weight > 0.0 ? ratio / weight : 0.0);
  out.areal_mass = mass;
  return out;
}

}  // namespace tektite::structure::shell
