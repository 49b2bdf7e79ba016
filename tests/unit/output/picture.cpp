// A picture of a small scene, looked at pixel by pixel.
#include "io/output/picture.hpp"

#include "io/output/fields.hpp"
#include "io/output/trajectory_log.hpp"

#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>
#include <vtkSmartPointer.h>

#include "tests/unit/output/strip.hpp"
#include <algorithm>
#include <cstdlib>

namespace tektite::output {
namespace {

class PictureTest : public ::testing::Test {
 protected:
  Communicator world{MPI_COMM_SELF};
  testing::TemporaryFolder temporary{world};
  RunFolder folder = RunFolder::create(world, temporary.path() + "/run", false);
  testing::Strip strip = testing::make_strip(world, 10, 6);
  vehicle::State state = testing::make_state(strip);
  std::string png = temporary.path() + "/picture.png";

  void write() {
    FieldWriter writer(strip.vehicle, folder);
    writer.write(state, {.altitude = 78123.0});
  }
  [[nodiscard]] static vtkSmartPointer<vtkImageData> load(const std::string& path) {
    const vtkNew<vtkPNGReader> reader;
    reader->SetFileName(path.c_str());
    reader->Update();
    return reader->GetOutput();
  }
  /// Share of the middle of the picture that is strongly coloured: not background, text or shadow.
  [[nodiscard]] static double coloured_share(vtkImageData& image, double& mean_red,
                                             double& mean_blue) {
    int coloured = 0;
    int all = 0;
    mean_red = mean_blue = 0.0;
    const int* size = image.GetDimensions();
    for (int y = size[1] / 4; y < 3 * size[1] / 4; ++y) {
      for (int x = size[0] / 4; x < 3 * size[0] / 4; ++x, ++all) {
        const double red = image.GetScalarComponentAsDouble(x, y, 0, 0);
        const double green = image.GetScalarComponentAsDouble(x, y, 0, 1);
        const double blue = image.GetScalarComponentAsDouble(x, y, 0, 2);
        const double least = std::min({red, green, blue});
        if (std::max({red, green, blue}) - least < 30.0) continue;
        ++coloured;
        mean_red += red;
        mean_blue += blue;
      }
    }
    mean_red /= std::max(1, coloured);
    mean_blue /= std::max(1, coloured);
    return static_cast<double>(coloured) / all;
  }
};

TEST_F(PictureTest, ShowsTheVehicleInTheColoursOfTheField) {
  write();
  PictureOptions options;
  options.width = 640;
  options.height = 400;
  // All values are far below this range, then far above: the cold and the hot end of the colours.
  options.range = {{5000.0, 6000.0}};
  render_picture(folder.path(), png, options);
  auto image = load(png);
  ASSERT_EQ(image->GetDimensions()[0], 640);
  ASSERT_EQ(image->GetDimensions()[1], 400);
  double red = 0.0;
  double blue = 0.0;
  EXPECT_GT(coloured_share(*image, red, blue), 0.1);
  EXPECT_GT(blue, red) << "cold is violet";
  options.range = {{1.0, 2.0}};
  render_picture(folder.path(), png, options);
  EXPECT_GT(coloured_share(*load(png), red, blue), 0.1);
  EXPECT_GT(red, blue + 20.0) << "hot is yellow";
  // The corner is background: light.
  EXPECT_GT(load(png)->GetScalarComponentAsDouble(639, 399, 0, 0), 220.0);
}

TEST_F(PictureTest, WrongWishesAreBadInput) {
  EXPECT_EQ(testing::exit_code([&] { render_picture(folder.path(), png); }), ExitCode::bad_input);
  write();
  const auto wish = [&](const PictureOptions& options) {
    return testing::exit_code([&] { render_picture(folder.path(), png, options); });
  };
  EXPECT_EQ(wish({.field = "temprature"}), ExitCode::bad_input);
  EXPECT_EQ(wish({.camera = {0.0, 0.0, 0.0}}), ExitCode::bad_input);
  EXPECT_EQ(wish({.range = {{2.0, 1.0}}}), ExitCode::bad_input);
  EXPECT_EQ(wish({.width = 0}), ExitCode::bad_input);
  state.bodies[0].status = state.bodies[1].status = vehicle::BodyStatus::landed;
  state.time += 1.0;
  write();
  EXPECT_EQ(wish({.time = state.time}), ExitCode::bad_input) << "nothing flies";
  EXPECT_FALSE(std::filesystem::exists(png));
  EXPECT_EQ(wish({.width = 64, .height = 64}), ExitCode::done) << "the last with something to see";
  EXPECT_EQ(picture_times(folder.path()).size(), 2U);
}

TEST_F(PictureTest, AnUnwritablePictureIsAnIoFailure) {
  write();
  EXPECT_EQ(testing::exit_code(
                [&] { render_picture(folder.path(), "/dev/full", {.width = 64, .height = 64}); }),
            ExitCode::io_failed);
}

TEST_F(PictureTest, LeavesTheDisplayAsItWas) {
  write();
  const char* const before = std::getenv("DISPLAY");
  const std::string kept = before != nullptr ? before : "";
  render_picture(folder.path(), png, {.width = 64, .height = 64});
  const char* const after = std::getenv("DISPLAY");
  EXPECT_EQ(kept, after != nullptr ? after : "");
}

}  // namespace
}  // namespace tektite::output
