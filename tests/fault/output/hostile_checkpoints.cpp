// Checkpoints whose sums are right and whose content is not: an attacker can compute sums too.
#include "io/output/files.hpp"
#include "io/output/manifest.hpp"
#include "io/output/state_blocks.hpp"
#include "io/output/state_check.hpp"

#include "tests/unit/output/strip.hpp"
#include <fstream>
#include <functional>
#include <gmock/gmock.h>
#include <limits>
#include <sys/stat.h>

namespace tektite::output {
namespace {

namespace fs = std::filesystem;
using vehicle::State;

class HostileCheckpoint : public ::testing::Test {
 protected:
  Communicator world{MPI_COMM_SELF};
  testing::Strip strip = testing::make_strip(world, 2, 1);
  State good = testing::make_state(strip);

  std::string refusal(const std::function<void(State&)>& change) const {
    State state = good;
    change(state);
    try {
      check_state(strip.vehicle, state);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::no_checkpoint);
      return error.what();
    }
    return "accepted";
  }
};

TEST_F(HostileCheckpoint, AWholeStateIsAccepted) {
  EXPECT_EQ(refusal([](State&) {}), "accepted");
}

TEST_F(HostileCheckpoint, EveryIndexThatTheMarchFollowsIsChecked) {
  const std::vector<std::function<void(State&)>> changes{
      [](State& s) { s.bodies[0].object = 3; },
      [](State& s) { s.bodies[0].object = -2; },
      [](State& s) { s.bodies[1].id = 0; },
      [](State& s) { s.bodies[1].parent = 1; },
      [](State& s) { s.bodies[1].first_panel = 4; },
      [](State& s) { s.bodies[0].status = static_cast<vehicle::BodyStatus>(77); },
      [](State& s) { s.bodies[0].mode = static_cast<vehicle::AttitudeMode>(-1); },
      [](State& s) { s.body[2] = 2; },
      [](State& s) { s.body[2] = std::numeric_limits<std::int32_t>::min(); },
      [](State& s) { s.refresh_body[1] = 8; },
      [](State& s) { s.joint_body[0] = 5; },
      [](State& s) { s.object_body[1] = -2; },
      [](State& s) { s.volume_body[0] = 1000000; },
      [](State& s) { s.joint_holds.pop_back(); },
      [](State& s) { s.patch_torn.push_back(0); },
      [](State& s) { s.solid.object_mass[0].clear(); },
      [](State& s) { s.solid.joint_enthalpy[0].push_back(0.0); },
      [](State& s) { s.mount_holds[0] = 2; },
      [](State& s) { s.next_body = std::numeric_limits<std::int32_t>::max(); },
      [](State& s) { s.events[0].body = 8; },
      [](State& s) { s.events[0].kind = static_cast<vehicle::EventKind>(99); },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    EXPECT_NE(refusal(changes[i]), "accepted") << "change " << i;
  }
}

TEST_F(HostileCheckpoint, EveryNumberThatTheMarchUsesIsFinite) {
  const double bad = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::function<void(State&)>> changes{
      [&](State& s) { s.time = bad; },
      [&](State& s) { s.next_step = 0.0; },
      [&](State& s) { s.next_step = bad; },
      [&](State& s) { s.bodies[0].flight.position.y = bad; },
      [&](State& s) { s.bodies[0].flight.velocity.y = 1e300; },
      [&](State& s) {
        s.bodies[0].flight.position = {1.0, 2.0, 3.0};
      },
      [&](State& s) { s.bodies[0].flight.attitude.w = bad; },
      [&](State& s) { s.bodies[0].mass.mass = -1.0; },
      [&](State& s) { s.bodies[0].mass.mass = 0.0; },
      [&](State& s) { s.solid.enthalpy[3] = bad; },
      [&](State& s) { s.solid.cell_mass[3] = -1e-9; },
      [&](State& s) { s.solid.object_mass[1][0] = bad; },
      [&](State& s) { s.solid.gas_mass[0] = bad; },
      [&](State& s) { s.opening[0] = bad; },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    EXPECT_NE(refusal(changes[i]), "accepted") << "change " << i;
  }
}

TEST_F(HostileCheckpoint, NegativeDepthsOfPanelsDoNotReachTheCopy) {
  // The sum of the depths fits, one of them would move the place to read from before the array.
  BlockWriter file;
  const auto id = strip.vehicle.mesh->global_id();
  std::vector<std::int32_t> depth{3, -100, 2, 100 + 5};
  const std::vector<std::int32_t> body(id.size(), 0);
  const std::vector<double> panel(id.size(), 0.0);
  const std::vector<double> cells(10, 1.0);
  file.add("global_id", id);
  file.add("cells", std::span<const std::int32_t>(depth));
  file.add("body", std::span<const std::int32_t>(body));
  file.add("refresh_body", std::span<const std::int32_t>(body));
  file.add("margin", std::span<const double>(panel));
  file.add("enthalpy", std::span<const double>(cells));
  file.add("cell_mass", std::span<const double>(cells));
  State state;
  PanelReader reader(strip.vehicle, state);
  const BlockReader blocks(file.finish(), "rank_0.bin");
  EXPECT_EQ(testing::exit_code([&] { reader.take(blocks); }), ExitCode::no_checkpoint);
}

TEST_F(HostileCheckpoint, AManifestIsReadAsWrittenOrRefused) {
  const Manifest manifest{"hash", 7, 1.0 / 3.0, 2, {10, 11}, {{12, 13}, {14, ~std::uint64_t{0}}}};
  const std::string text = to_text(manifest);
  const Manifest back = parse_manifest(text, "manifest.json");
  EXPECT_EQ(back.time, manifest.time);
  EXPECT_EQ(back.rank_files[1].sum, manifest.rank_files[1].sum);
  const auto refused = [](const std::string& hostile) {
    return testing::exit_code([&] { (void)parse_manifest(hostile, "manifest.json"); }) ==
           ExitCode::no_checkpoint;
  };
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused("null"));
  EXPECT_TRUE(refused("{}"));
  EXPECT_TRUE(refused(std::string(100000, '[') + std::string(100000, ']')));
  std::string deep = "{\"xxh3\":\"0\",\"a\":";
  for (int i = 0; i < 100000; ++i) deep += "{\"a\":";
  EXPECT_TRUE(refused(deep + "1" + std::string(100001, '}')));
  EXPECT_TRUE(refused("{\"xxh3\": \"\xff\xfe\"}"));
  for (std::size_t size = 0; size + 1 < text.size(); size += 7) {
    EXPECT_TRUE(refused(text.substr(0, size))) << size;
  }
}

TEST_F(HostileCheckpoint, ManifestsThatLieAreRefusedBelowTheirSum) {
  const auto refused = [](const std::string& text) {
    return testing::exit_code([&] { (void)parse_unsealed_manifest(text, "manifest.json"); }) ==
           ExitCode::no_checkpoint;
  };
  const std::string seal = R"({"size":1,"xxh3":"0000000000000001"})";
  const std::string head =
      R"({"format":2,"case_hash":"h","step":1,"time":1.0,"panels":1,"case":)" + seal + ",";
  EXPECT_FALSE(
      refused(head + R"("ranks":1,"replicated":)" + seal + R"(,"rank_files":[)" + seal + "]}"));
  EXPECT_TRUE(refused(head + R"("ranks":-1,"replicated":)" + seal + R"(,"rank_files":[]})"));
  EXPECT_TRUE(refused(head + R"("ranks":0,"replicated":)" + seal + R"(,"rank_files":[]})"));
  EXPECT_TRUE(refused(head + R"("ranks":18446744073709551615,"replicated":)" + seal +
                      R"(,"rank_files":[]})"));
  EXPECT_TRUE(
      refused(head + R"("ranks":2,"replicated":)" + seal + R"(,"rank_files":[)" + seal + "]}"));
  EXPECT_TRUE(refused(head + R"("ranks":1,"replicated":3,"rank_files":[3]})"));
  EXPECT_TRUE(refused(head + R"("ranks":1,"replicated":)" + seal +
                      R"(,"rank_files":[{"size":1,"xxh3":"zz"}]})"));
}

TEST_F(HostileCheckpoint, AFifoOrDeviceIsNoFileToWaitFor) {
  const testing::TemporaryFolder folder(world);
  const std::string pipe = folder.path() + "/manifest.json";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(testing::exit_code([&] { (void)read_text(pipe); }), ExitCode::io_failed);
  EXPECT_EQ(testing::exit_code([&] { (void)read_text("/dev/zero"); }), ExitCode::io_failed);
  // A file with a hole of a terabyte takes no memory.
  const std::string hole = folder.path() + "/hole";
  std::ofstream(hole) << 'x';
  fs::resize_file(hole, std::uintmax_t{1} << 40U);
  EXPECT_EQ(testing::exit_code([&] { (void)read_text(hole); }), ExitCode::io_failed);
}

}  // namespace
}  // namespace tektite::output
