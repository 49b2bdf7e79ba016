// One rank's share of a picture in time: panels and objects as VTK poly data.
#pragma once

#include "io/output/fields.hpp"
#include "solver/vehicle/state.hpp"
#include "solver/vehicle/vehicle.hpp"

#include <memory>
#include <string>

namespace tektite::output {

/// What a panel or an object shows. `status` as FieldWriter says.
struct Shown {
  double temperature_outside = 0.0;  ///< [K]
  double temperature_inside = 0.0;   ///< [K]
  double heat_flux = 0.0;            ///< [W/m^2]
  double pressure = 0.0;             ///< [Pa]
  double melt_fraction = 0.0;
  double thickness_left = 0.0;  ///< [m]
  double margin = 0.0;
  std::int32_t body = -1;
  std::int32_t part = -1;
  std::int32_t patch = -1;
  std::int32_t status = 0;
  std::int64_t global_id = -1;
};

/// Not collective. What it is given must outlive it.
class Drawing {
 public:
  Drawing(const vehicle::Vehicle& vehicle, const vehicle::State& state, const FieldData& data);
  ~Drawing();
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;

  /// The owned panels of flying bodies, by ascending global id. A body's panels share points.
  void add_panels();
  /// All objects of flying bodies but those inside another object, by index.
  void add_objects();

  [[nodiscard]] std::string piece() const;            ///< text of the .vtp
  [[nodiscard]] std::string parallel_header() const;  ///< text of the .pvtp up to its pieces

 private:
  struct Data;   ///< the VTK side
  struct Place;  ///< where a body is in the travelling frame

  [[nodiscard]] Shown look_at_panel(std::size_t panel) const;
  [[nodiscard]] Shown look_at_object(std::size_t object) const;
  [[nodiscard]] const Place* place_of(std::int32_t body) const;

  const vehicle::Vehicle& vehicle_;
  const vehicle::State& state_;
  const FieldData& data_;
  std::unique_ptr<Data> vtk_;
  std::vector<Place> places_;  ///< by body id
};

}  // namespace tektite::output
