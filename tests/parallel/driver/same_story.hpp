// What replicated parts of two flights must have in common, bit by bit.
#pragma once

#include "tests/parallel/output/same_state.hpp"

namespace tektite::driver {

/// Every member of Body that output::expect_same_body leaves out.
inline void expect_same_life(const vehicle::Body& a, const vehicle::Body& b) {
  EXPECT_EQ(a.wetted_area, b.wetted_area);
  EXPECT_EQ(a.refresh_area, b.refresh_area);
  EXPECT_EQ(a.length, b.length);
  EXPECT_EQ(a.drag_area, b.drag_area);
  EXPECT_EQ(a.mass_rate, b.mass_rate);
  EXPECT_EQ(a.birth_altitude, b.birth_altitude);
  EXPECT_EQ(a.birth_latitude, b.birth_latitude);
  EXPECT_EQ(a.birth_longitude, b.birth_longitude);
  EXPECT_EQ(a.birth_mass, b.birth_mass);
  EXPECT_EQ(a.birth_event, b.birth_event);
  EXPECT_EQ(a.end_time, b.end_time);
  EXPECT_EQ(a.end_altitude, b.end_altitude);
  EXPECT_EQ(a.end_latitude, b.end_latitude);
  EXPECT_EQ(a.end_longitude, b.end_longitude);
  EXPECT_EQ(a.end_speed, b.end_speed);
  EXPECT_EQ(a.end_mass, b.end_mass);
}

inline void expect_same_lives(const vehicle::State& a, const vehicle::State& b) {
  ASSERT_EQ(a.bodies.size(), b.bodies.size());
  for (std::size_t i = 0; i < a.bodies.size(); ++i) {
    SCOPED_TRACE(a.bodies[i].id);
    expect_same_life(a.bodies[i], b.bodies[i]);
  }
  ASSERT_EQ(a.events.size(), b.events.size());
  for (std::size_t i = 0; i < a.events.size(); ++i) {
    EXPECT_EQ(a.events[i].altitude, b.events[i].altitude);
    EXPECT_EQ(a.events[i].mass, b.events[i].mass);
  }
}

}  // namespace tektite::driver
