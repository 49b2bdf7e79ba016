#include "solver/thermal/enclosures.hpp"

#include "solver/base/constants.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::thermal {
namespace {

constexpr double sigma = constants::stefan_boltzmann;

double fourth_power(double x) {
  return x * x * x * x;
}

/// Explicit exchange of a joint with a panel uses at most this share of either's heat capacity.
constexpr double contact_share = 0.4;

}  // namespace

std::int64_t Enclosures::refresh(const vehicle::State& state, const Panels& panels,
                                 const Lumps& lumps, bool with_cavities, double step) {
  with_cavities_ = with_cavities;
  opening_ = state.opening;
  has_gas_ = state.sealed;
  for (std::size_t v = 0; v < has_gas_.size(); ++v) {
    if (state.volume_body[v] < 0) has_gas_[v] = 0, opening_[v] = 0.0;
  }
  inside_.assign(opening_.size(), {});
  list_faces(panels, lumps);
  return list_contacts(state, panels, lumps, step);
}

void Enclosures::list_faces(const Panels& panels, const Lumps& lumps) {
  faces_.clear();
  const auto areas = panels.mesh().area();
  for (std::size_t p = 0; p < panels.owned(); ++p) {
    if (panels.active[p] == 0) continue;
    for (std::size_t side = 0; side < 2; ++side) {
      if (panels.sides[p].volume[side] < 0) continue;
      const auto cell =
          static_cast<std::size_t>(side == vehicle::outer ? panels.first[p] : panels.last[p]);
      Face face;
      face.volume = panels.sides[p].volume[side];
      face.panel = static_cast<std::int32_t>(p);
      face.cell = panels.offset(p) + cell;
      face.area = areas[p];
      face.counts = true;
      const double share = panels.whole[p] != 0 ? 1.0 : panels.share[face.cell];
      face.drop = 0.5 * panels.plan(p).stack->cells[cell].thickness * share;
      faces_.push_back(face);
    }
  }
  const Communicator& world = panels.mesh().world();
  for (std::size_t l = 0; l < lumps.lumps.size(); ++l) {
    const Lump& lump = lumps.lumps[l];
    if (!lump.active || lump.volume < 0) continue;
    Face face;
    face.volume = lump.volume;
    face.lump = static_cast<std::int32_t>(l);
    face.cell = lump.offset + static_cast<std::size_t>(lump.first);
    face.area = lumps.outer_area(lump);
    face.counts = lumps.is_mine(l, world);
    face.drop = lumps.outer_drop(lump) * lumps.conductivity[face.cell];
    faces_.push_back(face);
  }
}

std::int64_t Enclosures::list_contacts(const vehicle::State& state, const Panels& panels,
                                       const Lumps& lumps, double step) {
  contacts_.clear();
  if (vehicle_->joints.empty()) return 0;
  const auto ids = panels.mesh().global_id().first(panels.owned());
  sums_.reset(2 * vehicle_->joints.size());
  std::vector<double> lengths;  // per contact; its side's slot in sums_ follows
  std::vector<std::size_t> slots;
  for (const Lump& lump : lumps.lumps) {
    if (!lump.is_joint || !lump.active || state.joint_holds[lump.index] == 0) continue;
    const vehicle::Joint& joint = vehicle_->joints[lump.index];
    for (std::size_t side = 0; side < 2; ++side) {
      const auto& members = side == 0 ? joint.panels_a : joint.panels_b;
      const auto& shares = side == 0 ? joint.lengths_a : joint.lengths_b;
      for (std::size_t i = 0; i < members.size(); ++i) {
        const auto found = std::lower_bound(ids.begin(), ids.end(), members[i]);
        if (found == ids.end() || *found != members[i]) continue;
        const auto p = static_cast<std::size_t>(found - ids.begin());
        if (panels.active[p] == 0 || panels.body[p] != state.joint_body[lump.index]) continue;
        // The innermost cell that carries load; where none does, or none is left, the innermost.
        auto cell = static_cast<std::size_t>(panels.last[p]);
        const auto& cells = panels.plan(p).stack->cells;
        for (std::size_t c = cells.size(); c-- > 0;) {
          if (!cells[c].carries_load || !(panels.share[panels.offset(p) + c] > 0.0)) continue;
          cell = c;
          break;
        }
        contacts_.push_back({lump.index, lump.offset + static_cast<std::size_t>(lump.last), p, cell,
                             joint.contact_conductance});
        lengths.push_back(shares[i]);
        slots.push_back(2 * lump.index + side);
        sums_.add(slots.back(), shares[i]);
      }
    }
  }
  sums_.reduce(panels.mesh().world());
  const auto areas = panels.mesh().area();
  std::int64_t reduced = 0;
  for (std::size_t i = 0; i < contacts_.size(); ++i) {
    Contact& contact = contacts_[i];
    const vehicle::Joint& joint = vehicle_->joints[contact.joint];
    // Both sides together may draw on the joint's cell.
    const double of_joint = 0.5 * contact_share * lumps.mass[contact.joint_cell] *
                            lumps.heat[contact.joint_cell] / step;
    const double whole = std::min(joint.contact_conductance, of_joint);
    const double wanted = whole * lengths[i] / sums_.value(slots[i]);
    const vehicle::Cell& cell = panels.plan(contact.panel).stack->cells[contact.cell];
    const std::size_t at = panels.offset(contact.panel) + contact.cell;
    const double heat =
        (*panels.plan(contact.panel).tables[contact.cell]).heat_at(panels.temperature[at]);
    const double of_panel =
        contact_share * areas[contact.panel] * cell.areal_mass * panels.share[at] * heat / step;
    contact.conductance = std::min(wanted, of_panel);
    if (whole < joint.contact_conductance || of_panel < wanted) ++reduced;
    contact.cell = at;
  }
  return panels.mesh().world().sum(reduced);
}

/// A face of temperature T - q drop emits weight * sigma T^4 to first order in the drop, so that
/// the cell's own temperature can be used: weight = eps / (1 + 4 eps sigma T^3 drop).
void Enclosures::find_weights(const Panels& panels, const Lumps& lumps) {
  for (Face& face : faces_) {
    const bool is_panel = face.panel >= 0;
    const double T = is_panel ? panels.temperature[face.cell] : lumps.temperature[face.cell];
    const double k = is_panel ? panels.conductivity[face.cell] : lumps.conductivity[face.cell];
    const CaloricTable* table = nullptr;
    if (is_panel) {
      const auto p = static_cast<std::size_t>(face.panel);
      table = panels.plan(p).tables[face.cell - panels.offset(p)];
    } else {
      table = lumps.tables[face.cell];
    }
    const double emissivity = table->emissivity(T);
    face.weight = with_cavities_
                      ? emissivity / (1.0 + 4.0 * emissivity * sigma * T * T * T * face.drop / k)
                      : 0.0;
  }
}

void Enclosures::let_in(const Panels& panels, const LoadsAt& loads, double fraction) {
  const std::size_t volumes = vehicle_->volumes.size();
  inside_.assign(volumes, {});
  bool any = false;  // of what all ranks know alike
  for (std::size_t v = 0; v < volumes; ++v) any = any || (opening_[v] > 0.0 && has_gas_[v] == 0);
  if (!any || !(fraction > 0.0)) return;
  // Per volume: area inside; area, film and film x recovery of the outer faces of its walls.
  sums_.reset(4 * volumes);
  for (const Face& face : faces_) {
    if (face.counts) sums_.add(4 * static_cast<std::size_t>(face.volume), face.area);
    if (face.panel < 0) continue;
    const auto p = static_cast<std::size_t>(face.panel);
    for (std::size_t side = 0; side < 2; ++side) {
      if (panels.sides[p].volume[side] >= 0) continue;
      const LoadsAt::Air air = loads.side(p, side);
      const auto v = 4 * static_cast<std::size_t>(face.volume);
      sums_.add(v + 1, face.area);
      sums_.add(v + 2, face.area * air.film);
      sums_.add(v + 3, face.area * air.film * air.recovery);
    }
  }
  sums_.reduce(panels.mesh().world());
  for (std::size_t v = 0; v < volumes; ++v) {
    const double film = sums_.value(4 * v + 2);
    if (opening_[v] <= 0.0 || has_gas_[v] != 0 || !(film > 0.0)) continue;
    const double share = std::min(opening_[v] / sums_.value(4 * v), 1.0);
    inside_[v] = {fraction * share * film / sums_.value(4 * v + 1), sums_.value(4 * v + 3) / film};
  }
}

/// Into the face [W/m^2].
double Enclosures::heat_from_air(const Face& face, double temperature, double conductivity) const {
  const LoadsAt::Air& air = inside_[static_cast<std::size_t>(face.volume)];
  if (!(air.film > 0.0)) return 0.0;
  const double film = air.film * constants::air_specific_heat;
  return (air.film * air.recovery - film * temperature) / (1.0 + film * face.drop / conductivity);
}

double Enclosures::conductance_to_gas(const Face& face, const Gas& gas) const {
  const auto v = static_cast<std::size_t>(face.volume);
  return has_gas_[v] != 0 && gas.heat_capacity[v] > 0.0 ? vehicle_->volumes[v].film : 0.0;
}

double Enclosures::fastest(const vehicle::Solid& solid, const Panels& panels, const Lumps& lumps,
                           const Gas& gas) const {
  double largest = 0.0;
  const std::size_t volumes = vehicle_->volumes.size();
  ExactSums to_gas(volumes);
  for (const Face& face : faces_) {
    const bool is_panel = face.panel >= 0;
    const double T = is_panel ? panels.temperature[face.cell] : lumps.temperature[face.cell];
    double capacity = 0.0;  // per unit area of the face
    double emissivity = 0.0;
    if (is_panel) {
      const auto p = static_cast<std::size_t>(face.panel);
      const CaloricTable& table = *panels.plan(p).tables[face.cell - panels.offset(p)];
      capacity = solid.cell_mass[face.cell] * table.heat_at(T);
      emissivity = table.emissivity(T);
    } else {
      capacity = lumps.mass[face.cell] * lumps.heat[face.cell] / face.area;
      emissivity = lumps.tables[face.cell]->emissivity(T);
    }
    const double film =
        conductance_to_gas(face, gas) +
        inside_[static_cast<std::size_t>(face.volume)].film * constants::air_specific_heat;
    const double radiation = with_cavities_ ? 4.0 * emissivity * sigma * T * T * T : 0.0;
    largest = std::max(largest, 0.5 * (film + radiation) / capacity);
    if (face.counts) {
      to_gas.add(static_cast<std::size_t>(face.volume), conductance_to_gas(face, gas) * face.area);
    }
  }
  for (const Lump& lump : lumps.lumps) {
    if (!lump.active || lump.host < 0) continue;
    const std::size_t cell = lump.offset + static_cast<std::size_t>(lump.first);
    const Lump& host = lumps.lumps[static_cast<std::size_t>(lump.host)];
    if (!host.active) continue;
    const std::size_t wall = host.offset + static_cast<std::size_t>(host.last);
    const double T = std::max(lumps.temperature[cell], lumps.temperature[wall]);
    const double conductance = lumps.outer_area(lump) * 4.0 * sigma * T * T * T;
    const double least =
        std::min(lumps.mass[cell] * lumps.heat[cell], lumps.mass[wall] * lumps.heat[wall]);
    largest = std::max(largest, 0.5 * conductance / least);
  }
  to_gas.reduce(panels.mesh().world());
  for (std::size_t v = 0; v < volumes; ++v) {
    if (gas.heat_capacity[v] > 0.0) {
      largest = std::max(largest, 0.5 * to_gas.value(v) / gas.heat_capacity[v]);
    }
  }
  return largest;
}

ExchangePower Enclosures::add(const Panels& panels, const Lumps& lumps, const Gas& gas,
                              double environment, std::vector<double>& panel_source,
                              std::vector<double>& lump_source) {
  const std::size_t volumes = vehicle_->volumes.size();
  const std::size_t joints = vehicle_->joints.size();
  find_weights(panels, lumps);
  const auto temperature = [&](const Face& face) {
    return face.panel >= 0 ? panels.temperature[face.cell] : lumps.temperature[face.cell];
  };
  const auto gas_flux = [&](const Face& face) {  // into the wall [W/m^2]
    const double film = conductance_to_gas(face, gas);
    if (film <= 0.0) return 0.0;
    const double k =
        face.panel >= 0 ? panels.conductivity[face.cell] : lumps.conductivity[face.cell];
    return film / (1.0 + film * face.drop / k) *
           (gas.temperature[static_cast<std::size_t>(face.volume)] - temperature(face));
  };
  const auto air_flux = [&](const Face& face) {  // into the wall [W/m^2]
    const double k =
        face.panel >= 0 ? panels.conductivity[face.cell] : lumps.conductivity[face.cell];
    return heat_from_air(face, temperature(face), k);
  };
  // Per volume: emitted power, sum of area * weight, heat into the gas, heat from the air outside.
  // Then per joint: heat in.
  sums_.reset(4 * volumes + joints);
  for (const Face& face : faces_) {
    if (!face.counts) continue;
    const auto v = 4 * static_cast<std::size_t>(face.volume);
    const double strength = face.area * face.weight;
    sums_.add(v, strength * sigma * fourth_power(temperature(face)));
    sums_.add(v + 1, strength);
    sums_.add(v + 2, -face.area * gas_flux(face));
    sums_.add(v + 3, face.area * air_flux(face));
  }
  const auto contact_heat = [&](const Contact& contact) {  // into the panel [W]
    return contact.conductance *
           (lumps.temperature[contact.joint_cell] - panels.temperature[contact.cell]);
  };
  for (const Contact& contact : contacts_) {
    sums_.add(4 * volumes + contact.joint, -contact_heat(contact));
  }
  sums_.reduce(panels.mesh().world());

  ExchangePower power;
  power.into_gas.resize(volumes);
  power.through_openings.resize(volumes);
  power.from_air.resize(volumes);
  std::vector<double> radiosity(volumes, 0.0);
  for (std::size_t v = 0; v < volumes; ++v) {
    const double sky = sigma * fourth_power(environment);
    const double strength = sums_.value(4 * v + 1) + opening_[v];
    if (strength > 0.0 && with_cavities_) {
      radiosity[v] = (sums_.value(4 * v) + opening_[v] * sky) / strength;
      power.through_openings[v] = opening_[v] * (radiosity[v] - sky);
    }
    power.into_gas[v] = sums_.value(4 * v + 2);
    power.from_air[v] = sums_.value(4 * v + 3);
  }
  for (const Face& face : faces_) {
    const double net = face.weight * (radiosity[static_cast<std::size_t>(face.volume)] -
                                      sigma * fourth_power(temperature(face))) +
                       gas_flux(face) + air_flux(face);
    if (face.panel >= 0) {
      panel_source[face.cell] += net;
    } else {
      lump_source[face.cell] += net * face.area;
    }
  }
  const auto areas = panels.mesh().area();
  for (const Contact& contact : contacts_) {
    panel_source[contact.cell] += contact_heat(contact) / areas[contact.panel];
  }
  for (const Lump& lump : lumps.lumps) {
    if (!lump.is_joint || !lump.active) continue;
    lump_source[lump.offset + static_cast<std::size_t>(lump.last)] +=
        sums_.value(4 * volumes + lump.index);
  }
  add_hosts(lumps, lump_source);
  return power;
}

/// Concentric grey surfaces: q = A1 sigma (T1^4 - T2^4) / (1/e1 + A1/A2 (1/e2 - 1)).
void Enclosures::add_hosts(const Lumps& lumps, std::vector<double>& lump_source) const {
  if (!with_cavities_) return;
  for (const Lump& lump : lumps.lumps) {
    if (!lump.active || lump.host < 0) continue;
    const Lump& host = lumps.lumps[static_cast<std::size_t>(lump.host)];
    if (!host.active) continue;
    const double around = lumps.inner_area(host);
    if (!(around > 0.0)) continue;  // embedded in a solid: insulated
    const double area = lumps.outer_area(lump);
    const std::size_t inside = lump.offset + static_cast<std::size_t>(lump.first);
    const std::size_t wall = host.offset + static_cast<std::size_t>(host.last);
    const double Ti = lumps.temperature[inside], Tw = lumps.temperature[wall];
    const double e_inside = lumps.tables[inside]->emissivity(Ti);
    const double e_wall = lumps.tables[wall]->emissivity(Tw);
    const double exchange = sigma / (1.0 / e_inside + area / around * (1.0 / e_wall - 1.0));
    const double damping = 1.0 + 4.0 * exchange *
                                     (Ti * Ti * Ti * lumps.outer_drop(lump) +
                                      Tw * Tw * Tw * lumps.inner_drop(host) * area / around);
    const double heat = area * exchange * (fourth_power(Ti) - fourth_power(Tw)) / damping;
    lump_source[inside] -= heat;
    lump_source[wall] += heat;
  }
}

}  // namespace tektite::thermal
