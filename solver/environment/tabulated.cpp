#include "solver/environment/tabulated.hpp"

#include "io/case/csv.hpp"
#include "solver/base/constants.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tektite::environment {
namespace {

constexpr double dry_air = 28.9644e-3;  // [kg/mol]
constexpr std::size_t first_part = 4;   // column of the first mole fraction

std::vector<io::CsvColumn> columns() {
  std::vector<io::CsvColumn> wanted = {{"altitude", "m", true},
                                       {"density", "kg/m3", true, 1e-30, 100.0},
                                       {"temperature", "K", true, 1.0, 1e4},
                                       {"molar_mass", "kg/mol", false, 1e-3, 0.1}};
  for (const char* part : {"N2", "O2", "O", "N", "Ar", "He", "H"}) {
    wanted.push_back({part, "1", false, 0.0, 1.0});
  }
  return wanted;
}

}  // namespace

TabulatedAtmosphere::TabulatedAtmosphere(const std::string& path) {
  const io::CsvTable table = io::read_csv(path, columns());
  if (table.rows() < 2) table.fail(0, "a profile needs two rows or more");
  const auto has = [&](std::size_t column) { return !table.columns[column].empty(); };
  bool has_parts = false;
  for (std::size_t c = 0; c < constituents; ++c) has_parts = has_parts || has(first_part + c);
  if (has_parts && has(3)) table.fail(0, "molar_mass follows from the mole fractions: give one");

  for (std::size_t i = 0; i < table.rows(); ++i) {
    Row row;
    row.altitude = table.columns[0][i];
    row.log_density = std::log(table.columns[1][i]);
    row.temperature = table.columns[2][i];
    row.molar_mass = has(3) ? table.columns[3][i] : dry_air;
    row.fractions = {0.78084, 0.209476, 0.0, 0.0, 0.00934, 0.0, 0.0};
    if (has_parts) {
      double sum = 0.0;
      row.molar_mass = 0.0;
      for (std::size_t c = 0; c < constituents; ++c) {
        row.fractions[c] = has(first_part + c) ? table.columns[first_part + c][i] : 0.0;
        sum += row.fractions[c];
        row.molar_mass += row.fractions[c] * constituent_molar_mass[c];
      }
      if (std::abs(sum - 1.0) > 1e-3) {
        table.fail(i, fmt::format("mole fractions add up to {:.6g}, not to 1", sum));
      }
      for (double& part : row.fractions) part /= sum;
      row.molar_mass /= sum;
    }
    row.atoms = atoms_of(row.fractions);
    if (!rows_.empty() && row.altitude <= rows_.back().altitude) {
      table.fail(i, "altitudes must rise from row to row");
    }
    rows_.push_back(row);
  }
}

std::pair<std::size_t, double> TabulatedAtmosphere::place(double altitude) const {
  const auto above = std::ranges::upper_bound(rows_, altitude, {}, &Row::altitude);
  const auto upper = std::clamp<std::ptrdiff_t>(above - rows_.begin(), 1,
                                                static_cast<std::ptrdiff_t>(rows_.size()) - 1);
  const auto lower = static_cast<std::size_t>(upper - 1);
  return {lower,
          (altitude - rows_[lower].altitude) / (rows_[lower + 1].altitude - rows_[lower].altitude)};
}

AirState TabulatedAtmosphere::at(const AirPoint& point) const {
  const auto [i, s] = place(point.altitude);
  const double held = std::clamp(s, 0.0, 1.0);
  const Row& a = rows_[i];
  const Row& b = rows_[i + 1];
  return air_of(std::exp(a.log_density + s * (b.log_density - a.log_density)),
                a.temperature + held * (b.temperature - a.temperature),
                a.molar_mass + held * (b.molar_mass - a.molar_mass),
                a.atoms + held * (b.atoms - a.atoms));
}

Composition TabulatedAtmosphere::composition(const AirPoint& point) const {
  const auto [i, s] = place(point.altitude);
  const double held = std::clamp(s, 0.0, 1.0);
  const AirState air = at(point);
  const double n = air.density / air.molar_mass * constants::avogadro;
  Composition parts{};
  for (std::size_t c = 0; c < constituents; ++c) {
    parts[c] = n * ((1.0 - held) * rows_[i].fractions[c] + held * rows_[i + 1].fractions[c]);
  }
  return parts;
}

std::unique_ptr<Atmosphere> make_tabulated(const io::Section& atmosphere,
                                           const io::Epoch& /*epoch*/) {
  const io::FoundFile found = atmosphere.file("file");
  atmosphere.require("file", found.problem.empty(), "{}", found.problem);
  return std::make_unique<TabulatedAtmosphere>(found.path);
}

}  // namespace tektite::environment
