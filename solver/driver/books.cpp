#include "solver/driver/books.hpp"

#include "solver/vehicle/mass.hpp"

#include <algorithm>
#include <cmath>

namespace tektite::driver {

using vehicle::Body;
using vehicle::BodyStatus;
using vehicle::State;

void update_masses(Models& models, State& state) {
  const std::vector<vehicle::BodyMass> masses = models.masses.bodies(state);
  for (std::size_t b = 0; b < state.bodies.size(); ++b) {
    Body& body = state.bodies[b];
    if (body.status != BodyStatus::flying) continue;
    vehicle::recentre(body, masses[b].properties);
    body.wetted_area = masses[b].wetted_area;
  }
}

void refresh_databases(Models& models, State& state, std::span<const std::int32_t> changed) {
  std::vector<std::int32_t> wanted;
  std::vector<std::int32_t> altered(changed.begin(), changed.end());
  std::ranges::sort(altered);
  for (const Body& body : state.bodies) {
    if (body.object >= 0 || body.status != BodyStatus::flying) continue;
    const bool is_changed = std::ranges::binary_search(altered, body.id);
    if (is_changed || !models.aerodynamics.has_database(body.id) ||
        models.aerodynamics.is_stale(body)) {
      wanted.push_back(body.id);
    }
  }
  const auto is_wanted = [&](std::int32_t id) {
    return std::binary_search(wanted.begin(), wanted.end(), id);
  };
  if (!wanted.empty()) {
    for (std::size_t p = 0; p < state.body.size(); ++p) {
      // A panel of a refreshed database is part of it now, or of none until its own body's turn.
      if (is_wanted(state.refresh_body[p])) state.refresh_body[p] = -1;
      if (state.body[p] >= 0 && is_wanted(state.body[p])) state.refresh_body[p] = state.body[p];
    }
    models.aerodynamics.refresh(state, wanted);
  }
  // Only now: a piece takes over what its parent knew, be the parent gone or not.
  for (const Body& body : state.bodies) {
    if (body.status != BodyStatus::flying) models.aerodynamics.forget(body.id);
  }
  for (Body& body : state.bodies) {
    if (body.status != BodyStatus::flying) continue;
    if (body.object >= 0) {
      body.length = models.aerodynamics.reference_length(body);
    } else if (is_wanted(body.id)) {
      // A plate that flies edge-on still has an edge.
      body.length =
          std::max(models.aerodynamics.reference_length(body), 0.1 * std::sqrt(body.wetted_area));
      body.refresh_area = body.wetted_area;
    }
  }
}

void note_ranges(std::span<const aeroheating::RangeWatch> watches, State& state) {
  for (const aeroheating::RangeWatch& watch : watches) {
    for (const aeroheating::RangeUse& use : watch.uses()) {
      if (use.count == 0) continue;
      // By name: a resumed run may have changed its models.
      vehicle::OutOfRange named;
      expect(use.name.size() < named.name.size(), "a limit's name fits the State");
      std::ranges::copy(use.name, named.name.begin());
      auto known = std::ranges::find(state.out_of_range, named.name, &vehicle::OutOfRange::name);
      if (known == state.out_of_range.end()) {
        named.first_time = state.time;
        named.first_altitude = use.first_altitude;
        known = state.out_of_range.insert(known, named);
      }
      known->count += static_cast<double>(use.count);
    }
  }
}

Balance balance(const Models& models, const State& state) {
  Balance result;
  const thermal::StoredHeat heat = models.thermal.stored(state);
  result.stored = heat.panels + heat.objects + heat.joints;
  result.gas = heat.gas;
  for (const Body& body : state.bodies) {
    if (body.status == BodyStatus::flying) result.mass_in_flight += body.mass.mass;
  }
  const vehicle::Ledger& books = state.ledger;
  const double spent = (result.stored - books.stored_at_entry) + (result.gas - books.gas_at_entry) +
                       books.radiated + books.melt_energy + books.vented_energy + books.gas_energy +
                       books.char_energy - books.combustion + books.debris_energy +
                       books.handed_energy;
  const double scale = std::max(std::abs(books.absorbed), 1.0);
  result.energy_error = (books.absorbed + books.oxidised - spent) / scale;
  const double mass = result.mass_in_flight + books.melt_mass + books.vented_mass + books.gas_mass +
                      books.char_mass + books.debris_mass + books.handed_mass;
  result.mass_error = (mass - books.mass_at_entry) / std::max(books.mass_at_entry, 1e-300);
  return result;
}

}  // namespace tektite::driver
