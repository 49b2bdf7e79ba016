// The same flight on all ranks together and on one rank alone: which panel lives where must not
// show. Source: the same program on MPI_COMM_SELF.
#include "tests/parallel/driver/can.hpp"
#include "tests/parallel/driver/same_story.hpp"
#include <algorithm>
#include <cmath>

namespace tektite::driver {
namespace {

using vehicle::State;

/// Values of all panels in order of their global id; `width` each (short columns are padded).
std::vector<double> gather(const Models& models, const std::vector<double>& cells, int width) {
  const mesh::PanelMesh& mesh = *models.vehicle.mesh;
  const auto& offset = models.vehicle.cell_offset;
  std::vector<double> mine;
  std::vector<std::int64_t> ids;
  for (std::int32_t p = 0; p < mesh.owned(); ++p) {
    const auto i = static_cast<std::size_t>(p);
    ids.push_back(mesh.global_id()[i]);
    const auto first = static_cast<std::size_t>(offset[i]);
    const auto count = static_cast<std::size_t>(offset[i + 1]) - first;
    for (std::size_t c = 0; c < static_cast<std::size_t>(width); ++c) {
      mine.push_back(c < count ? cells[first + c] : 0.0);
    }
  }
  const auto all_ids = mesh.world().gather_on_all(ids);
  const auto all = mesh.world().gather_on_all(mine);
  std::vector<double> sorted(all.size());
  for (std::size_t i = 0; i < all_ids.size(); ++i) {
    for (std::size_t c = 0; c < static_cast<std::size_t>(width); ++c) {
      const auto w = static_cast<std::size_t>(width);
      sorted[static_cast<std::size_t>(all_ids[i]) * w + c] = all[i * w + c];
    }
  }
  return sorted;
}

/// One number per panel, by global id.
template <class T>
std::vector<double> gather_panels(const Models& models, const std::vector<T>& values) {
  const mesh::PanelMesh& mesh = *models.vehicle.mesh;
  std::vector<double> mine(values.begin(), values.begin() + mesh.owned());
  const std::vector<std::int64_t> ids(mesh.global_id().begin(),
                                      mesh.global_id().begin() + mesh.owned());
  const auto all_ids = mesh.world().gather_on_all(ids);
  const auto all = mesh.world().gather_on_all(mine);
  std::vector<double> sorted(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    sorted[static_cast<std::size_t>(all_ids[i])] = all[i];
  }
  return sorted;
}

void expect_close_field(const std::vector<double>& a, const std::vector<double>& b,
                        const char* what) {
  ASSERT_EQ(a.size(), b.size()) << what;
  double largest = 0.0;
  double difference = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    largest = std::max(largest, std::abs(b[i]));
    difference = std::max(difference, std::abs(a[i] - b[i]));
  }
  EXPECT_LE(difference, 1e-10 * largest) << what;
}

void expect_same_flight(const Flyer& together, const Flyer& alone) {
  const State& a = together.state;
  const State& b = alone.state;
  ASSERT_EQ(a.bodies.size(), b.bodies.size());
  for (std::size_t i = 0; i < a.bodies.size(); ++i) {
    SCOPED_TRACE(a.bodies[i].id);
    output::expect_same_body(a.bodies[i], b.bodies[i]);
  }
  expect_same_lives(a, b);
  for (std::size_t i = 0; i < a.events.size(); ++i) {
    EXPECT_EQ(a.events[i].time, b.events[i].time);
    EXPECT_EQ(a.events[i].kind, b.events[i].kind);
    EXPECT_EQ(a.events[i].body, b.events[i].body);
    EXPECT_EQ(a.events[i].index, b.events[i].index);
    EXPECT_EQ(a.events[i].demand, b.events[i].demand);
    EXPECT_EQ(a.events[i].temperature, b.events[i].temperature);
  }
  EXPECT_EQ(std::memcmp(&a.ledger, &b.ledger, sizeof a.ledger), 0);
  EXPECT_EQ(a.time, b.time);
  EXPECT_EQ(a.joint_holds, b.joint_holds);
  EXPECT_EQ(a.joint_body, b.joint_body);
  EXPECT_EQ(a.patch_torn, b.patch_torn);
  EXPECT_EQ(a.object_body, b.object_body);
  EXPECT_EQ(a.volume_body, b.volume_body);
  output::expect_same_bits(a.solid.object_enthalpy, b.solid.object_enthalpy, "object enthalpy");
  output::expect_same_bits(a.solid.joint_enthalpy, b.solid.joint_enthalpy, "joint enthalpy");
  output::expect_same_bits(a.solid.gas_mass, b.solid.gas_mass, "gas mass");

  const int width = 3;
  expect_close_field(gather(together.models, a.solid.enthalpy, width),
                     gather(alone.models, b.solid.enthalpy, width), "enthalpy");
  expect_close_field(gather(together.models, a.solid.cell_mass, width),
                     gather(alone.models, b.solid.cell_mass, width), "cell mass");
  expect_close_field(gather_panels(together.models, a.margin),
                     gather_panels(alone.models, b.margin), "margin");
  EXPECT_EQ(gather_panels(together.models, a.body), gather_panels(alone.models, b.body));
}

TEST(DriverRanks, TheFlightAndItsBreakupDoNotDependOnTheRanks) {
  Flyer together(can_case, Communicator(PETSC_COMM_WORLD));
  Flyer alone(can_case, Communicator(PETSC_COMM_SELF));
  // Before anything fails, and well after the barrel has come apart.
  together.steps(20);
  alone.steps(20);
  ASSERT_EQ(alone.state.bodies.size(), 1U);
  expect_same_flight(together, alone);
  for (int i = 0; i < 200 && alone.state.time < 50.0; ++i) {
    together.step();
    alone.step();
  }
  ASSERT_GT(alone.state.bodies.size(), 10U) << "the case no longer comes apart";
  expect_same_flight(together, alone);
}

}  // namespace
}  // namespace tektite::driver
