// A face that gives off gas and loses char: its balance with the air and the sky.
#pragma once

#include "materials/decomposition.hpp"
#include "solver/base/registry.hpp"
#include "solver/thermal/caloric.hpp"

#include <span>

namespace tektite::thermal {

/// Loss of char by oxidation [kg/(m^2 s)], not negative. `mass_transfer` is the coefficient with
/// blowing [kg/(m^2 s)], Lewis number 1; pressure on the wall [Pa]; temperature of the face [K].
using CharOxidationLaw = double (*)(const materials::CharOxidation& of, double mass_transfer,
                                    double pressure, double temperature);
[[nodiscard]] std::span<const Model<CharOxidationLaw>> char_oxidation_models();

/// Share of a heat transfer coefficient that blowing leaves: phi/(e^phi - 1) with
/// phi = 2 lambda (mass flux)/(coefficient without blowing). Ref: MoyerRindal1968
/// In [0, 1]; 1 without blowing. lambda: laminar 0.5, turbulent 0.4 (recalled).
[[nodiscard]] double blowing_reduction(double lambda, double mass_flux, double film);

/// How faces lose matter: the same for all.
struct SurfaceLaw {
  double blowing = 0.5;                  ///< lambda; 0: blowing does not count
  CharOxidationLaw oxidation = nullptr;  ///< nullptr: char does not burn
};

/// What surrounds a face.
struct Surroundings {
  double film = 0.0;         ///< without blowing; heat is film (recovery - cp_air Tw) [kg/(m^2 s)]
  double recovery = 0.0;     ///< [J/kg]
  double pressure = 0.0;     ///< [Pa]
  double environment = 0.0;  ///< of the black surroundings [K]
};

/// What is below the face: half a cell.
struct Beneath {
  const materials::Charring* charring = nullptr;  ///< nullptr: neither burns nor ablates
  double virgin = 1.0;                            ///< tau that radiation goes by
  const CaloricTable* table = nullptr;            ///< of a cell that does not decompose
  double conductance = 0.0;  ///< from the face to the middle of the cell [W/(m^2 K)]
  double temperature = 0.0;  ///< of the middle [K]
};

/// Per unit area of face.
struct FaceLoss {
  double wall = 0.0;       ///< temperature of the face [K]
  double convected = 0.0;  ///< from the air [W/m^2]
  double radiated = 0.0;   ///< net, to the surroundings [W/m^2]
  double burned = 0.0;     ///< heat of combustion set free less heat of ablation taken up [W/m^2]
  double char_loss = 0.0;  ///< [kg/(m^2 s)]
  [[nodiscard]] double conducted() const { return convected - radiated + burned; }
};

/// Solves psi film (recovery - cp Tw) + char_loss heat - eps sigma (Tw^4 - Te^4) =
/// conductance (Tw - T) for Tw, with the gas that comes out of the face [kg/(m^2 s)].
[[nodiscard]] FaceLoss balance_face(const SurfaceLaw& law, const Surroundings& air,
                                    const Beneath& cell, double gas, double guess);

}  // namespace tektite::thermal
