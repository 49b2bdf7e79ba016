#include "io/output/trajectory_log.hpp"
#include "solver/base/constants.hpp"

#include <vtkCell.h>
#include <vtkCellData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkXMLPolyDataReader.h>

#include "tests/unit/output/strip.hpp"
#include <fstream>
#include <iterator>

namespace tektite::output {
namespace {

TrajectoryPoint make_point(std::int32_t body, double time) {
  return {time,
          body,
          {6.5e6 + time, 1.0 / 3.0, 2.0},
          {7000.0, time, 1e-3},
          1.2e5 - time,
          0.5 + 1e-3 * time,
          -2.0,
          7500.0 / 7.0,
          100.0 - body,
          1e5 / 3.0};
}

std::string slurp(const std::string& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class TrajectoryLogTest : public ::testing::Test {
 protected:
  Communicator world{MPI_COMM_SELF};
  testing::TemporaryFolder temporary{world};
  RunFolder folder = RunFolder::create(world, temporary.path() + "/run", false);

  /// Bodies 0 and 1 from step `first` to step `last`; body 1 is born at step 3.
  static void fly(TrajectoryLog& log, int first, int last) {
    for (int step = first; step <= last; ++step) {
      log.add(make_point(0, step / 3.0));
      if (step >= 3) log.add(make_point(1, step / 3.0));
      log.add(make_point(0, step / 3.0));  // said twice, kept once
      log.flush();
    }
  }
};

TEST_F(TrajectoryLogTest, AResumedRunLeavesTheSameFiles) {
  TrajectoryLog whole(folder);
  fly(whole, 0, 9);
  whole.write();
  const auto table = slurp(folder.tables() + "/trajectories.csv");
  const auto lines = slurp(folder.fields() + "/trajectories.vtp");
  EXPECT_EQ(table.substr(0, table.find(',')), "time [s]");

  // Interrupted after step 6, the checkpoint is of step 4; the last line was cut off.
  TrajectoryLog first(folder);
  fly(first, 0, 6);
  std::ofstream(folder.tables() + "/trajectories.csv", std::ios::app) << "2.33,0,12";
  auto second = TrajectoryLog::resume(folder, 4 / 3.0);
  fly(second, 5, 9);
  second.write();
  EXPECT_EQ(slurp(folder.tables() + "/trajectories.csv"), table);
  EXPECT_EQ(slurp(folder.fields() + "/trajectories.vtp"), lines);
}

TEST_F(TrajectoryLogTest, ADamagedTableIsRefused) {
  TrajectoryLog log(folder);
  fly(log, 0, 2);
  std::ofstream(folder.tables() + "/trajectories.csv", std::ios::app) << "1.0,zero,3\n";
  EXPECT_EQ(testing::exit_code([&] { (void)TrajectoryLog::resume(folder, 9.0); }),
            ExitCode::io_failed);
}

TEST_F(TrajectoryLogTest, PolylinesReadBack) {
  TrajectoryLog log(folder);
  fly(log, 0, 9);
  log.write();
  const vtkNew<vtkXMLPolyDataReader> reader;
  reader->SetFileName((folder.fields() + "/trajectories.vtp").c_str());
  reader->Update();
  auto& lines = *reader->GetOutput();
  ASSERT_EQ(lines.GetNumberOfLines(), 2);
  ASSERT_EQ(lines.GetNumberOfPoints(), 17);
  auto* const cell = lines.GetCell(1);
  ASSERT_EQ(cell->GetNumberOfPoints(), 7);
  EXPECT_EQ(lines.GetCellData()->GetArray("body")->GetTuple1(1), 1.0);
  for (int i = 0; i < 7; ++i) {
    const auto wanted = make_point(1, (i + 3) / 3.0);
    const auto point = cell->GetPointId(i);
    EXPECT_EQ(lines.GetPoint(point)[0], wanted.position.x);
    EXPECT_EQ(lines.GetPoint(point)[1], wanted.position.y);
    const auto value = [&](const char* name) {
      return lines.GetPointData()->GetArray(name)->GetTuple1(point);
    };
    EXPECT_EQ(value("time"), wanted.time);
    EXPECT_EQ(value("altitude"), wanted.altitude);
    EXPECT_EQ(value("speed"), wanted.speed);
    EXPECT_EQ(value("mass"), 99.0);
    EXPECT_EQ(value("heat_flux"), wanted.heat_flux);
    EXPECT_NEAR(value("latitude"), wanted.latitude * 180.0 / constants::pi, 1e-12);
    EXPECT_NEAR(value("longitude"), -2.0 * 180.0 / constants::pi, 1e-12);
  }
}

}  // namespace
}  // namespace tektite::output
