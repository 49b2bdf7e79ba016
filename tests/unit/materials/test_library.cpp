// Every file of the library, and the reading of bad ones.
#include "materials/material.hpp"
#include "solver/base/error.hpp"

#include <gtest/gtest.h>

#include "tektite_version.hpp"
#include <cstdlib>
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

TEST(Library, HasWhatTheCasesNeed) {
  const Library library = Library::load(library_path());
  for (const char* name :
       {"aluminium_2219_t87", "aluminium_6061_t6", "amg6", "aluminium_7075", "titanium_6al_4v",
        "steel_316", "steel_15_5ph", "inconel_718", "cfrp", "kevlar", "nextel", "fused_silica",
        "copper", "equipment_aluminium", "electronics", "a286", "lithium_ion_battery", "mli"}) {
    EXPECT_NO_THROW(static_cast<void>(library.find(name))) << name;
  }
}

// The rules that hold for every material, however many there will be.
TEST(Library, EveryFileIsSound) {
  const Library library = Library::load(library_path());
  for (const std::string& name : library.names()) {
    SCOPED_TRACE(name);
    const Properties& p = library.find(name).properties();
    EXPECT_FALSE(p.title.empty());
    const auto sourced = [&](const std::string& property) {
      for (const Source& source : p.sources) {
        if (source.property == property && !source.text.empty()) return true;
      }
      return false;
    };
    for (const char* property :
         {"density", "specific_heat", "conductivity", "emissivity", "melting"}) {
      EXPECT_TRUE(sourced(property)) << property;
    }
    EXPECT_GT(p.density, 10.0);
    EXPECT_LT(p.density, 20000.0);
    EXPECT_LT(p.liquidus, 4000.0);
    const auto falls = [](const Curve& curve) {
      for (std::size_t i = 1; i < curve.y().size(); ++i) {
        if (curve.y()[i] > curve.y()[i - 1]) return false;
      }
      return true;
    };
    if (p.ultimate_strength.empty()) continue;
    EXPECT_TRUE(sourced("ultimate_strength"));
    EXPECT_TRUE(falls(p.ultimate_strength));
    EXPECT_TRUE(falls(p.youngs_modulus));
    EXPECT_FALSE(p.youngs_modulus.empty());
    EXPECT_FALSE(p.expansion.empty());
    EXPECT_FALSE(p.yield_strength.empty());
    for (double t = 290.0; t < p.solidus; t += 10.0) {
      EXPECT_LE(p.yield_strength(t), p.ultimate_strength(t) * (1.0 + 1e-12)) << t;
    }
  }
}

// A few values as published, so that a slip of a unit or of a digit shows.
// Aluminum Association typical values of 2219-T87 (asm.matweb.com); ESA DRAMA tables of AA7075 and
// TiAl6V4; Montano 1967: 2219-T87 keeps 70 % of its strength at 204 C (477 K).
TEST(Library, SpotValues) {
  const Library library = Library::load(library_path());
  const Material& al = library.find("aluminium_2219_t87");
  EXPECT_EQ(al.density(), 2840.0);
  EXPECT_EQ(al.strength(293.0), 476e6);
  EXPECT_NEAR(al.strength(477.0) / al.strength(293.0), 0.70, 1e-12);
  EXPECT_EQ(al.properties().youngs_modulus(290.0), 73.1e9);
  EXPECT_EQ(al.properties().specific_heat(293.0), 864.0);
  EXPECT_EQ(al.properties().latent_heat, 390e3);
  EXPECT_EQ(al.emissivity(600.0), 0.4);
  const Material& dural = library.find("aluminium_7075");
  EXPECT_EQ(dural.properties().specific_heat(513.0), 1106.6);
  EXPECT_EQ(dural.conductivity(533.0), 182.6);
  EXPECT_EQ(library.find("titanium_6al_4v").properties().specific_heat(573.0), 611.0);
  EXPECT_EQ(library.find("electronics").density(), 3000.0);
  EXPECT_FALSE(library.find("kevlar").carries_load());
}

TEST(Library, DescribesWithSourcesAndMarks) {
  const Library library = Library::load(library_path());
  const std::string text = describe(library.find("amg6"));
  for (const char* part :
       {"amg6: Aluminium-magnesium", "density 2640 kg/m3", "ultimate strength [MPa]",
        "solidus 831 K", "recalled", "source: aloro.biz"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_THAT(describe(library.find("kevlar")), HasSubstr("carries no load"));
}

TEST(Library, UnknownNameSuggests) {
  const Library library = Library::load(library_path());
  try {
    static_cast<void>(library.find("aluminium_2219"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "unknown material 'aluminium_2219'; did you mean 'aluminium_2219_t87'?");
    EXPECT_EQ(error.code(), ExitCode::bad_input);
  }
}

TEST(Library, FolderComesFromTheEnvironmentFirst) {
  ASSERT_EQ(setenv("TEKTITE_MATERIALS", "/somewhere/else", 1), 0);
  EXPECT_EQ(library_folder(), "/somewhere/else");
  ASSERT_EQ(unsetenv("TEKTITE_MATERIALS"), 0);
  EXPECT_TRUE(fs::is_regular_file(fs::path(library_folder()) / "copper.yaml"));
}

class BadLibrary : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / "tektite_bad_library";
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::ifstream file(fs::path(library_path()) / "copper.yaml");
    std::ostringstream text;
    text << file.rdbuf();
    copper_ = text.str();
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string message(const std::string& from, const std::string& to,
                      const std::string& name = "copper") {
    std::string text = copper_;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    std::ofstream(folder_ / (name + ".yaml")) << text;
    try {
      static_cast<void>(Library::load(folder_.string()));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input);
      return error.what();
    }
    return "no error";
  }

  fs::path folder_;
  std::string copper_;
};

TEST_F(BadLibrary, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(message("8960 kg/m3", "8960 kg/m3"), "no error");
  EXPECT_THAT(message("8960 kg/m3", "8960 g/m2"),
              HasSubstr("copper.yaml:3:10: error: density.value: the unit 'g/m2' has another"));
  EXPECT_THAT(message("8960 kg/m3", "-8960 kg/m3"),
              HasSubstr("density.value: must be in (0, 30000]"));
  EXPECT_THAT(message("0.6", "1.6"),
              HasSubstr("emissivity.value[0]: must be in (0, 1], found '1.6'"));
  EXPECT_THAT(message("[100 K, 200 K", "[200 K, 100 K"),
              HasSubstr("specific_heat.temperature: must ascend, found 100 K after 200 K"));
  EXPECT_THAT(message("[100 K, 200 K", "[200 K"),
              HasSubstr("specific_heat.value: as many values as temperatures are wanted"));
  EXPECT_THAT(message("liquidus: 1357 K", "liquidus: 1355.5 K"),
              HasSubstr("melting.liquidus: must be at least 1 K above"));
  EXPECT_THAT(message("melting:", "meltin:"),
              HasSubstr("unknown key 'meltin'; did you mean 'melting'?"));
  EXPECT_THAT(message("  onset: 800 K", "  onset: 1100 K"),
              HasSubstr("oxidation.full: must be at least 1 K above the onset 1100 K"));
  EXPECT_THAT(message("  surface_tension: 1.3 N/m\n", ""),
              HasSubstr("melt.surface_tension: is missing"));
  EXPECT_THAT(message("  efficiency: 0.5", "  efficiency: 1.5"),
              HasSubstr("oxidation.efficiency: must be in [0, 1]"));
  EXPECT_THAT(message("8960 kg/m3", "8000 kg/m3"), HasSubstr("density 8000 kg/m3, but its table"));
  EXPECT_THAT(message("title: Copper, annealed\n", ""), HasSubstr("title: is missing"));
  EXPECT_EQ(message("1357 K", "1357 K"), "no error");
  EXPECT_THAT(message("1357 K", "1357 K", "Copper 2"), HasSubstr("is named by lower-case letters"));
}

TEST_F(BadLibrary, FolderMissingOrEmpty) {
  EXPECT_THROW(static_cast<void>(Library::load(folder_.string())), Error);
  EXPECT_THROW(static_cast<void>(Library::load((folder_ / "none").string())), Error);
}

}  // namespace
}  // namespace tektite::materials
