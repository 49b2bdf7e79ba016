// What FieldWriter writes, read back with VTK's own readers.
#include "io/output/fields.hpp"

#include "io/output/series.hpp"

#include <vtkCell.h>
#include <vtkCellData.h>
#include <vtkInformation.h>
#include <vtkInformationStringKey.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkXMLPPolyDataReader.h>
#include <vtkXMLPolyDataReader.h>

#include "tests/unit/output/strip.hpp"
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>

namespace tektite::output {
namespace {

constexpr int columns = 6;
constexpr int rows = 3;
constexpr std::int64_t panels = 2 * columns * rows;

vtkSmartPointer<vtkPolyData> read(const std::string& path) {
  const vtkNew<vtkXMLPPolyDataReader> reader;
  reader->SetFileName(path.c_str());
  reader->Update();
  return reader->GetOutput();
}

double value(vtkPolyData& data, const char* name, vtkIdType cell) {
  return data.GetCellData()->GetArray(name)->GetTuple1(cell);
}

class FieldsTest : public ::testing::Test {
 protected:
  Communicator world{MPI_COMM_WORLD};
  testing::TemporaryFolder temporary{world};
  RunFolder folder = RunFolder::create(world, temporary.path() + "/run", false);
  testing::Strip strip = testing::make_strip(world, columns, rows);
  vehicle::State state = testing::make_state(strip);
  std::vector<double> heat_flux;
  std::vector<double> pressure;
  std::vector<double> object_heat_flux{1.0, 2.0, 3.0};

  void SetUp() override {
    const auto& mesh = *strip.vehicle.mesh;
    for (std::int32_t i = 0; i < mesh.owned(); ++i) {
      const auto id = static_cast<double>(mesh.global_id()[static_cast<std::size_t>(i)]);
      heat_flux.push_back(1000.0 + id / 3.0);
      pressure.push_back(10.0 + id / 7.0);
    }
  }
  FieldData data() const { return {heat_flux, pressure, object_heat_flux, 78123.0}; }
};

TEST_F(FieldsTest, EachPanelIsThereOnceWithItsValues) {
  FieldWriter writer(strip.vehicle, folder);
  writer.write(state, data());
  const auto file = read(folder.fields() + "/panels_000000.pvtp");
  ASSERT_NE(file->GetCellData()->GetArray("global_id"), nullptr);
  std::map<std::int64_t, vtkIdType> cell_of;
  std::map<std::int64_t, int> faces;
  for (vtkIdType cell = 0; cell < file->GetNumberOfCells(); ++cell) {
    const auto id = static_cast<std::int64_t>(value(*file, "global_id", cell));
    cell_of[id] = cell;
    ++faces[id];
  }
  EXPECT_EQ(faces.count(0), 0U) << "panel 0 is gone";
  for (std::int64_t id = 1; id < panels; ++id) {
    ASSERT_EQ(faces[id], 1) << "panel " << id;
    const auto cell = cell_of[id];
    const int part = id < panels / 2 ? 0 : 1;
    const int last = part == 0 ? 2 : 1;
    const double tolerance = 1e-9;
    EXPECT_NEAR(value(*file, "temperature_outside", cell), testing::temperature_of(id, 0),
                tolerance);
    EXPECT_NEAR(value(*file, "temperature_inside", cell), testing::temperature_of(id, last),
                tolerance);
    EXPECT_EQ(value(*file, "heat_flux", cell), 1000.0 + static_cast<double>(id) / 3.0);
    EXPECT_EQ(value(*file, "pressure", cell), 10.0 + static_cast<double>(id) / 7.0);
    EXPECT_EQ(value(*file, "margin", cell), static_cast<double>(id) / 11.0);
    EXPECT_NEAR(value(*file, "thickness_left", cell), part == 0 ? 0.006 : 0.003, 1e-15);
    EXPECT_EQ(value(*file, "melt_fraction", cell), 0.0);
    EXPECT_EQ(value(*file, "body", cell), part);
    EXPECT_EQ(value(*file, "part", cell), part);
    EXPECT_EQ(value(*file, "patch", cell), static_cast<double>(id / (2 * rows)));
    EXPECT_EQ(value(*file, "status", cell), id / (2 * rows) == columns - 1 ? 3 : 0);
  }
  // Objects: the box is on board, the cylinder flies with body 1, the sphere is inside the box.
  EXPECT_EQ(faces[-1], 6);
  EXPECT_EQ(faces[-2], 18);
  EXPECT_EQ(faces.count(-3), 0U);
  EXPECT_EQ(value(*file, "heat_flux", cell_of[-2]), 2.0);
  EXPECT_NEAR(value(*file, "temperature_inside", cell_of[-2]), testing::temperature_of(1001, 1),
              1e-9);
  EXPECT_NEAR(value(*file, "thickness_left", cell_of[-1]), 0.02, 1e-15);
  EXPECT_EQ(value(*file, "part", cell_of[-1]), -1.0);
}

TEST_F(FieldsTest, MeltAndLossesShow) {
  const auto& mesh = *strip.vehicle.mesh;
  // Panel 4: the outer cell is gone, the middle one a quarter molten and at half its mass.
  for (std::int32_t i = 0; i < mesh.local(); ++i) {
    if (mesh.global_id()[static_cast<std::size_t>(i)] != 4) continue;
    const auto first =
        static_cast<std::size_t>(strip.vehicle.cell_offset[static_cast<std::size_t>(i)]);
    state.solid.cell_mass[first] = 0.0;
    state.solid.cell_mass[first + 1] *= 0.5;
    state.solid.enthalpy[first + 1] = testing::enthalpy_molten(0.25);
  }
  FieldWriter writer(strip.vehicle, folder);
  writer.write(state, data());
  const auto file = read(folder.fields() + "/panels_000000.pvtp");
  for (vtkIdType cell = 0; cell < file->GetNumberOfCells(); ++cell) {
    if (value(*file, "global_id", cell) != 4.0) continue;
    EXPECT_NEAR(value(*file, "temperature_outside", cell), testing::solidus + 5.0, 1e-9);
    EXPECT_NEAR(value(*file, "temperature_inside", cell), testing::temperature_of(4, 2), 1e-9);
    // Masses 1/2 and 1; a quarter of the first is liquid.
    EXPECT_NEAR(value(*file, "melt_fraction", cell), 0.5 * 0.25 / 1.5, 1e-12);
    EXPECT_NEAR(value(*file, "thickness_left", cell), 0.003, 1e-15);
    EXPECT_EQ(value(*file, "status", cell), 2.0);
    return;
  }
  FAIL() << "panel 4 is missing";
}

TEST_F(FieldsTest, UnitsAndTimeTravelWithTheFile) {
  FieldWriter writer(strip.vehicle, folder);
  writer.write(state, data());
  const auto file = read(folder.fields() + "/panels_000000.pvtp");
  const std::map<std::string, std::string> units{
      {"temperature_outside", "K"}, {"temperature_inside", "K"}, {"heat_flux", "W/m^2"},
      {"pressure", "Pa"},           {"thickness_left", "m"},     {"margin", "1"}};
  for (const auto& [name, unit] : units) {
    auto* const information = file->GetCellData()->GetArray(name.c_str())->GetInformation();
    ASSERT_TRUE(information->Has(vtkDataArray::UNITS_LABEL())) << name;
    EXPECT_EQ(unit, information->Get(vtkDataArray::UNITS_LABEL()));
  }
  auto* const time = file->GetFieldData()->GetArray("TimeValue");
  ASSERT_NE(time, nullptr);
  EXPECT_EQ(time->GetTuple1(0), state.time);
  EXPECT_EQ(file->GetFieldData()->GetArray("altitude")->GetTuple1(0), 78123.0);
  const vtkNew<vtkXMLPolyDataReader> piece;
  piece->SetFileName((folder.fields() + "/panels_000000/piece_0000.vtp").c_str());
  piece->Update();
  ASSERT_NE(piece->GetOutput()->GetFieldData()->GetArray("TimeValue"), nullptr);
  EXPECT_EQ(piece->GetOutput()->GetFieldData()->GetArray("TimeValue")->GetTuple1(0), state.time);
  std::ifstream stream(folder.fields() + "/panels_000000/piece_0000.vtp");
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  EXPECT_NE(text.find("compressor=\"vtkZLibDataCompressor\""), std::string::npos);
  EXPECT_NE(text.find("format=\"binary\""), std::string::npos);
  EXPECT_EQ(text.find("appended"), std::string::npos);
}

/// Rigid motion keeps distances: corners lie where attitude and position put them.
TEST_F(FieldsTest, PanelsLieInTheTravellingFrame) {
  FieldWriter writer(strip.vehicle, folder);
  writer.write(state, data());
  const auto file = read(folder.fields() + "/panels_000000.pvtp");
  const auto& reference = state.bodies[0];
  const auto up = unit(reference.flight.position);
  const auto x = unit(reference.flight.velocity);
  const auto z = unit(up - dot(up, x) * x);
  const auto y = cross(z, x);
  const auto& surface = strip.vehicle.surface;
  for (vtkIdType cell = 0; cell < file->GetNumberOfCells(); ++cell) {
    const auto id = static_cast<std::int64_t>(value(*file, "global_id", cell));
    if (id < 0) continue;
    const auto& body = state.bodies[static_cast<std::size_t>(value(*file, "body", cell))];
    for (int k = 0; k < 3; ++k) {
      const auto vertex =
          surface.triangles[static_cast<std::size_t>(id)][static_cast<std::size_t>(k)];
      const auto arm = surface.vertices[static_cast<std::size_t>(vertex)] - body.mass.centre;
      const auto place = body.flight.position - reference.flight.position +
                         rotate<EarthFixed>(body.flight.attitude, arm);
      const auto* const point = file->GetPoint(file->GetCell(cell)->GetPointId(k));
      EXPECT_NEAR(point[0], dot(place, x), 1e-8);
      EXPECT_NEAR(point[1], dot(place, y), 1e-8);
      EXPECT_NEAR(point[2], dot(place, z), 1e-8);
    }
  }
}

TEST_F(FieldsTest, TheSeriesListsTrueTimesAndCanBeTakenUpAgain) {
  const double first_time = state.time;
  {
    FieldWriter writer(strip.vehicle, folder);
    for (int i = 0; i < 3; ++i, state.time += 0.1) writer.write(state, data());
  }
  world.barrier();
  // Resumed before the third: the time written again takes its place.
  state.time = first_time + 0.2;
  FieldWriter writer(strip.vehicle, folder);
  writer.write(state, data());
  const auto entries = read_pvd(folder.fields() + "/panels.pvd");
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].time, first_time);
  EXPECT_EQ(entries[2].time, first_time + 0.2);
  EXPECT_EQ(entries[2].file, "panels_000002.pvtp");
  world.barrier();
}

TEST_F(FieldsTest, WhatNoLongerFliesIsNotDrawn) {
  state.bodies[1].status = vehicle::BodyStatus::landed;
  FieldWriter writer(strip.vehicle, folder);
  writer.write(state, data());
  const auto file = read(folder.fields() + "/panels_000000.pvtp");
  EXPECT_EQ(file->GetNumberOfCells(), panels / 2 - 1 + 6);
  state.bodies[0].status = vehicle::BodyStatus::demised;
  state.time += 1.0;
  writer.write(state, data());
  EXPECT_EQ(read(folder.fields() + "/panels_000001.pvtp")->GetNumberOfCells(), 0);
}

TEST(ReferenceBody, IsTheHeaviestThatFlies) {
  vehicle::State state;
  EXPECT_EQ(reference_body(state), -1);
  state.bodies.resize(4);
  for (int i = 0; i < 4; ++i) {
    auto& body = state.bodies[static_cast<std::size_t>(i)];
    body.id = i;
    body.mass.mass = i == 0 ? 100.0 : 50.0;
  }
  EXPECT_EQ(reference_body(state), 0);
  state.bodies[0].status = vehicle::BodyStatus::landed;
  EXPECT_EQ(reference_body(state), 1) << "the lowest id among equals";
  for (auto& body : state.bodies) body.status = vehicle::BodyStatus::demised;
  state.bodies[2].status = vehicle::BodyStatus::falling;
  EXPECT_EQ(reference_body(state), 2);
}

TEST(TravellingFrame, IsAFrameEvenAtRest) {
  vehicle::State state;
  state.bodies.resize(1);
  auto& flight = state.bodies[0].flight;
  flight.position = {0.0, 0.0, 6.4e6};
  for (const Vec3<EarthFixed> velocity :
       {Vec3<EarthFixed>{0, 0, 0}, Vec3<EarthFixed>{0, 0, -100}, Vec3<EarthFixed>{7, 3, -1}}) {
    flight.velocity = velocity;
    const auto& m = travelling_frame(state).to_frame;
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 3; ++j) {
        const double product = m(i, 0) * m(j, 0) + m(i, 1) * m(j, 1) + m(i, 2) * m(j, 2);
        EXPECT_NEAR(product, i == j ? 1.0 : 0.0, 1e-14);
      }
    }
    const auto z = m * flight.position;
    EXPECT_GT(z.z, 0.0) << "z points away from the Earth";
  }
}

}  // namespace
}  // namespace tektite::output
