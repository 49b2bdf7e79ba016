// Two States compared member by member, bit by bit.
#pragma once

#include "solver/vehicle/state.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

namespace tektite::output {

/// Bits, not values: a zero's sign counts and a NaN equals itself.
inline void expect_same_bits(const std::vector<double>& a, const std::vector<double>& b,
                             const char* what) {
  ASSERT_EQ(a.size(), b.size()) << what;
  EXPECT_EQ(a.empty() ? 0 : std::memcmp(a.data(), b.data(), a.size() * sizeof(double)), 0) << what;
}

inline void expect_same_bits(const std::vector<std::vector<double>>& a,
                             const std::vector<std::vector<double>>& b, const char* what) {
  ASSERT_EQ(a.size(), b.size()) << what;
  for (std::size_t i = 0; i < a.size(); ++i) expect_same_bits(a[i], b[i], what);
}

inline void expect_same_body(const vehicle::Body& a, const vehicle::Body& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.parent, b.parent);
  EXPECT_EQ(a.object, b.object);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.mode, b.mode);
  EXPECT_EQ(a.wind, b.wind);
  EXPECT_EQ(a.flight.position, b.flight.position);
  EXPECT_EQ(a.flight.velocity, b.flight.velocity);
  EXPECT_EQ(a.flight.attitude, b.flight.attitude);
  EXPECT_EQ(a.flight.rate, b.flight.rate);
  EXPECT_EQ(a.mass.mass, b.mass.mass);
  EXPECT_EQ(a.mass.centre, b.mass.centre);
  EXPECT_EQ(a.mass.inertia, b.mass.inertia);
  EXPECT_EQ(a.first_panel, b.first_panel);
  EXPECT_EQ(a.birth_time, b.birth_time);
}

inline void expect_same_state(const vehicle::State& a, const vehicle::State& b) {
  EXPECT_EQ(a.time, b.time);
  EXPECT_EQ(a.step, b.step);
  EXPECT_EQ(a.next_step, b.next_step);
  EXPECT_EQ(a.next_body, b.next_body);
  EXPECT_EQ(a.body, b.body);
  EXPECT_EQ(a.refresh_body, b.refresh_body);
  expect_same_bits(a.margin, b.margin, "margin");
  EXPECT_EQ(a.edge_holds, b.edge_holds);
  EXPECT_EQ(a.joint_holds, b.joint_holds);
  EXPECT_EQ(a.joint_body, b.joint_body);
  EXPECT_EQ(a.patch_torn, b.patch_torn);
  EXPECT_EQ(a.object_body, b.object_body);
  EXPECT_EQ(a.object_released, b.object_released);
  EXPECT_EQ(a.mount_holds, b.mount_holds);
  EXPECT_EQ(a.sealed, b.sealed);
  expect_same_bits(a.opening, b.opening, "opening");
  expect_same_bits(a.opening_width, b.opening_width, "opening_width");
  EXPECT_EQ(a.volume_body, b.volume_body);
  expect_same_bits(a.solid.enthalpy, b.solid.enthalpy, "enthalpy");
  expect_same_bits(a.solid.cell_mass, b.solid.cell_mass, "cell_mass");
  expect_same_bits(a.solid.progress, b.solid.progress, "progress");
  expect_same_bits(a.solid.object_progress, b.solid.object_progress, "object_progress");
  expect_same_bits(a.solid.object_enthalpy, b.solid.object_enthalpy, "object_enthalpy");
  expect_same_bits(a.solid.object_mass, b.solid.object_mass, "object_mass");
  expect_same_bits(a.solid.joint_enthalpy, b.solid.joint_enthalpy, "joint_enthalpy");
  expect_same_bits(a.solid.gas_mass, b.solid.gas_mass, "gas_mass");
  expect_same_bits(a.solid.gas_temperature, b.solid.gas_temperature, "gas_temperature");
  ASSERT_EQ(a.bodies.size(), b.bodies.size());
  for (std::size_t i = 0; i < a.bodies.size(); ++i) expect_same_body(a.bodies[i], b.bodies[i]);
  ASSERT_EQ(a.events.size(), b.events.size());
  for (std::size_t i = 0; i < a.events.size(); ++i) {
    EXPECT_EQ(a.events[i].time, b.events[i].time);
    EXPECT_EQ(a.events[i].kind, b.events[i].kind);
    EXPECT_EQ(a.events[i].body, b.events[i].body);
    EXPECT_EQ(a.events[i].index, b.events[i].index);
    EXPECT_EQ(a.events[i].mode, b.events[i].mode);
    EXPECT_EQ(a.events[i].demand, b.events[i].demand);
    EXPECT_EQ(a.events[i].temperature, b.events[i].temperature);
  }
  // All its members are doubles, so it has no padding.
  EXPECT_EQ(std::memcmp(&a.ledger, &b.ledger, sizeof a.ledger), 0);
}

}  // namespace tektite::output
