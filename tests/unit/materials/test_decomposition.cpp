// What files say of materials that decompose, the rules that hold for each, and bad ones.
#include "materials/material.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include "tektite_version.hpp"
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

namespace tektite::materials {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

std::string library_path() {
  return (fs::path(source_folder) / "materials/library").string();
}

TEST(Decomposition, IsThatOfTheLibrary) {
  const Library library = Library::load(library_path());
  for (const char* name :
       {"cfrp", "honeycomb_cfrp", "kevlar", "nextel", "mli", "carbon_phenolic", "tacot"}) {
    SCOPED_TRACE(name);
    const Material& material = library.find(name);
    const Charring* const of = material.charring();
    ASSERT_NE(of, nullptr);
    EXPECT_GT(of->reactions(), 0U);
    EXPECT_GE(of->quiet_below(), 300.0);  // else nothing built of it would ever be quiet
    const std::vector<double> fresh(of->size(), 0.0);
    EXPECT_EQ(of->density_ratio(fresh), 1.0);
    EXPECT_EQ(of->virgin_share(fresh), 1.0);
    EXPECT_EQ(material.sound_share(fresh), 1.0);
    std::vector<double> spent(of->size(), 1.0);
    EXPECT_NEAR(of->density_ratio(spent), of->char_ratio(), 1e-12);
    EXPECT_NEAR(of->virgin_share(spent), 0.0, 1e-12);
    EXPECT_NEAR(material.sound_share(spent), 0.0, 1e-12);
    // Heat is taken up by decomposing at 700 K, and enthalpies rise with temperature.
    for (const double tau : {0.0, 0.5, 1.0}) {
      double before = of->solid_heat(100.0, tau).enthalpy;
      for (double T = 150.0; T < 3500.0; T += 50.0) {
        const auto heat = of->solid_heat(T, tau);
        EXPECT_GT(heat.enthalpy, before) << T;
        EXPECT_GT(heat.slope, 0.0) << T;
        EXPECT_GT(of->conductivity(T, tau), 0.0) << T;
        before = heat.enthalpy;
      }
    }
    EXPECT_THAT(describe(material), HasSubstr("decomposition"));
  }
  EXPECT_EQ(library.find("copper").charring(), nullptr);
  EXPECT_TRUE(library.find("mli").charring()->can_lose_function());
}

/// Given as a heat of pyrolysis, it is that at its temperature, for each kg of gas.
TEST(Decomposition, HeatOfPyrolysis) {
  const Library library = Library::load(library_path());
  for (const char* name : {"cfrp", "kevlar", "nextel", "mli"}) {
    SCOPED_TRACE(name);
    const Charring& of = *library.find(name).charring();
    const double T = of.numbers().reference_temperature;
    const double gas = 1.0 - of.char_ratio();
    const double taken = of.char_ratio() * of.char_heat(T).enthalpy +
                         gas * of.gas_heat(T).enthalpy - of.virgin_heat(T).enthalpy;
    EXPECT_NEAR(taken / gas, *of.numbers().heat_of_pyrolysis,
                1e-6 * *of.numbers().heat_of_pyrolysis);
  }
}

/// The exact solution of dx/dt = -K x^m.
TEST(Decomposition, OneReactionAtConstantTemperature) {
  const Library library = Library::load(library_path());
  const Charring& first = *library.find("cfrp").charring();   // order 1
  const Charring& third = *library.find("tacot").charring();  // order 3
  for (const double integral : {0.0, 1e-8, 0.3, 5.0, 1e6}) {
    EXPECT_NEAR(first.react(0, 0.25, integral), 1.0 - 0.75 * std::exp(-integral), 1e-15);
    EXPECT_NEAR(1.0 - third.react(0, 0.25, integral),
                std::pow(std::pow(0.75, -2.0) + 2.0 * integral, -0.5), 1e-15);
  }
  EXPECT_EQ(third.react(0, 1.0, 3.0), 1.0);
}

class BadDecomposition : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / "tektite_bad_decomposition";
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::ifstream file(fs::path(library_path()) / "mli.yaml");
    std::ostringstream text;
    text << file.rdbuf();
    good_ = text.str();
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string message(const std::string& from, const std::string& to) {
    std::string text = good_;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    std::ofstream(folder_ / "mli.yaml") << text;
    try {
      static_cast<void>(Library::load(folder_.string()));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      return error.what();
    }
    return "no error";
  }

  fs::path folder_;
  std::string good_;
};

TEST_F(BadDecomposition, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(message("24 kg/m3", "24 kg/m3"), "no error");
  EXPECT_THAT(message("virgin_density: 24 kg/m3", "virgin_density: 2 kg/m3"),
              HasSubstr("must be below the virgin density 2 kg/m3, found 2.4 kg/m3"));
  EXPECT_THAT(message("virgin_density: 24 kg/m3", "virgin_density: 240 kg/m3"),
              HasSubstr("weigh 252 kg/m3 together, more than the density 60 kg/m3"));
  EXPECT_THAT(message("frequency: 1.2e14 1/s", "frequency: 1.2e14 s"),
              HasSubstr("the unit 's' has another"));
  EXPECT_THAT(message("  heat_of_pyrolysis:\n", "  formation:\n"), HasSubstr("formation"));
  EXPECT_THAT(message("      active_above: 500 K\n", ""), HasSubstr("active_above: is missing"));
  EXPECT_THAT(message("function_lost_above", "function_lost"), HasSubstr("unknown key"));
}

}  // namespace
}  // namespace tektite::materials
