"""Hollow spheres on the way down: where they vanish against an integration of one temperature and a
flat Earth's equations of motion that shares no code with the program; the order that physics
demands; and that cells and steps are fine enough.

Sources: US Standard Atmosphere 1976; Detra, Kemp and Riddell 1957, times 0.275, the mean of
0.1 + 0.9 s over a sphere in all directions alike; the material is made up, with constant
properties and a conductivity so high that a wall has one temperature."""

import csv
import math
import os

from program import expect, main

HEAT, LATENT, SOLIDUS, LIQUIDUS, EMISSIVITY, DENSITY = 1000.0, 4.0e5, 850.0, 860.0, 0.4, 2700.0
MATERIAL = f"""title: made up
density: {{value: {DENSITY} kg/m3, source: constructed}}
specific_heat: {{temperature: [293 K], value: [{HEAT} J/(kg K)], source: constructed}}
conductivity: {{temperature: [293 K], value: [3000 W/(m K)], source: constructed}}
emissivity: {{temperature: [293 K], value: [{EMISSIVITY}], source: constructed}}
melting: {{solidus: {SOLIDUS} K, liquidus: {LIQUIDUS} K, latent_heat: {LATENT} J/kg, source: constructed}}
"""
CASE = """tektite: 1
title: a hollow sphere
entry: {epoch: 2024-03-08T12:00:00Z, altitude: 77.5 km, latitude: 0 deg, longitude: 0 deg,
  speed: 7.5 km/s, flight_path_angle: -1 deg, heading: 0 deg, attitude: {mode: tumbling, rate: 10 deg/s}}
atmosphere: {model: us76}
vehicle:
  panel_size: 0.1 m
  temperature: 300 K
  objects:
    - {name: sphere, shape: sphere, size: [0.5 m], thickness: 2 mm, cells: 40, material: uniform, source: constructed}
aerodynamics: {drag_table: drag.csv}
heating: {stagnation: detra_kemp_riddell, distribution: modified_lees, bridging: matting}
march: {macro_step: 0.125 s}
output: {fields: {every: 1 h}, trajectories: {every: 1 h}}
"""
SWEEP = """tektite_sweep: 1
title: demise
case: case.yaml
vary:
"""


def air(altitude):
    """Density [kg/m3] and temperature [K] from 47 to 84.8 km."""
    height = 6356766.0 * altitude / (6356766.0 + altitude)
    layers = [(71e3, 214.65, 3.956420, -2.0e-3), (51e3, 270.65, 66.93887, -2.8e-3),
              (47e3, 270.65, 110.9063, 0.0)]
    base, warm, pressure, lapse = next(layer for layer in layers if height >= layer[0])
    temperature = warm + lapse * (height - base)
    constant = 9.80665 * 0.0289644 / 8.31432
    if lapse == 0.0:
        pressure *= math.exp(-constant * (height - base) / warm)
    else:
        pressure *= (warm / temperature) ** (constant / lapse)
    return pressure * 0.0289644 / (8.31432 * temperature), temperature


def temperature_of(enthalpy):
    """Of the made-up material, enthalpy from 200 K [J/kg]."""
    solid = HEAT * (SOLIDUS - 200.0)
    mushy = solid + LATENT + HEAT * (LIQUIDUS - SOLIDUS)
    if enthalpy <= solid:
        return 200.0 + enthalpy / HEAT
    if enthalpy <= mushy:
        return SOLIDUS + (enthalpy - solid) * (LIQUIDUS - SOLIDUS) / (mushy - solid)
    return LIQUIDUS + (enthalpy - mushy) / HEAT


def vanishes_at(diameter, wall):
    """Altitude [m] where a sphere with C_D = 1 is molten throughout; None if it never is."""
    volume = math.pi / 6.0 * (diameter**3 - (diameter - 2.0 * wall) ** 3)
    mass, area = DENSITY * volume, math.pi * diameter**2
    needed = HEAT * (LIQUIDUS - 200.0) + LATENT

    def rates(state):
        altitude, speed, angle, enthalpy = state
        density, cold = air(altitude)
        radius = 6378137.0 + altitude
        gravity = 3.986004418e14 / radius**2
        flux = (0.275 * 1.1035e8 / math.sqrt(0.5 * diameter) * math.sqrt(density / 1.225)
                * (speed / 7925.0) ** 3.15)
        recovery = 1004.5 * cold + 0.5 * speed**2
        wall_temperature = temperature_of(enthalpy)
        flux *= (recovery - 1004.5 * wall_temperature) / (recovery - 1004.5 * 300.0)
        flux -= EMISSIVITY * 5.670374419e-8 * (wall_temperature**4 - 200.0**4)
        drag = 0.5 * density * speed**2 * 0.25 * area / mass
        return (speed * math.sin(angle), -drag - gravity * math.sin(angle),
                (speed / radius - gravity / speed) * math.cos(angle), flux * area / mass)

    state, step = (77.5e3, 7500.0, math.radians(-1.0), HEAT * 100.0), 0.02
    while state[3] < needed:
        one = rates(state)
        two = rates([a + 0.5 * step * b for a, b in zip(state, one)])
        state = tuple(a + step * b for a, b in zip(state, two))
        if state[0] < 48e3 or state[1] < 1500.0:
            return None
    return state[0]


def sweep(program, scratch, name, vary, *settings):
    """Rows of the table of a sweep, in the order of its members."""
    file = scratch / f"{name}.yaml"
    file.write_text(SWEEP + "".join(f"  - {line}\n" for line in vary)
                    + (f"set: [{', '.join(settings)}]\n" if settings else ""))
    folder = scratch / name
    program.fly("sweep", file, "-o", folder)
    program.fly("sweep", "run", folder)
    program.fly("sweep", "collect", folder)
    with open(folder / "table.csv", newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    for row in rows:
        expect(row["standing [-]"] == "done", f"{name}: {row}")
        expect(abs(float(row["energy_error [-]"])) < 1e-8, f"{name}: energy of {row}")
        expect(abs(float(row["mass_error [-]"])) < 1e-12, f"{name}: mass of {row}")
    return rows


def demise(row):
    """Altitude [m], or None for what lands."""
    landed = float(row["landed_mass [kg]"]) > 0.0
    return None if landed else float(row["last_demise_altitude [m]"])


def against_one_temperature(program, scratch):
    sizes, walls = (0.2, 0.5, 1.0), (0.001, 0.002, 0.005)
    rows = sweep(program, scratch, "even", [
        f"{{key: vehicle.objects.sphere.size.0, values: [{', '.join(f'{d} m' for d in sizes)}]}}",
        f"{{key: vehicle.objects.sphere.thickness, values: [{', '.join(f'{w} m' for w in walls)}]}}"])
    for row, (diameter, wall) in zip(rows, [(d, w) for d in sizes for w in walls]):
        mine, theirs = demise(row), vanishes_at(diameter, wall)
        print(f"{diameter} m, {wall * 1e3:g} mm: {mine} against {theirs}")
        expect((mine is None) == (theirs is None), f"{diameter} m, {wall} m: fates differ")
        # The Earth turns and is flattened, and melt leaves shell by shell: up to a hundred metres.
        expect(mine is None or abs(mine - theirs) < 150.0, f"{diameter}, {wall}: {mine} {theirs}")


def in_order(program, scratch, materials):
    """What is bigger or thicker vanishes lower or lands; aluminium before steel before titanium."""
    sizes = ["0.1 m", "0.2 m", "0.4 m"]
    walls = ["2 mm", "5 mm"]
    rows = sweep(program, scratch, "order", [
        f"{{key: vehicle.objects.sphere.material, values: [{', '.join(materials)}]}}",
        f"{{key: vehicle.objects.sphere.size.0, values: [{', '.join(sizes)}]}}",
        f"{{key: vehicle.objects.sphere.thickness, values: [{', '.join(walls)}]}}"])
    landed = [sum(float(r["landed_mass [kg]"]) / float(r["entry_mass [kg]"])
                  for r in rows[6 * i:6 * i + 6]) for i in range(3)]
    expect(landed[0] < landed[1] <= landed[2], f"landed shares of {materials}: {landed}")
    aluminium = [demise(row) or 0.0 for row in rows[:6]]
    for thin, thick in zip(aluminium[::2], aluminium[1::2]):
        expect(thin > thick, f"thicker walls vanish lower: {thin}, {thick}")
    for by_size in (aluminium[::2], aluminium[1::2]):
        expect(by_size == sorted(by_size, reverse=True), f"bigger spheres vanish lower: {by_size}")
    return rows


def converged(program, scratch, materials, rows):
    finer = sweep(program, scratch, "finer", [
        f"{{key: vehicle.objects.sphere.material, values: [{', '.join(materials)}]}}",
        "{key: vehicle.objects.sphere.size.0, values: [0.1 m, 0.2 m, 0.4 m]}",
        "{key: vehicle.objects.sphere.thickness, values: [2 mm, 5 mm]}"],
        "vehicle.objects.sphere.cells=250", "march.macro_step=0.0625 s")
    for coarse, fine in zip(rows, finer):
        entry = float(fine["entry_mass [kg]"])
        share = (float(coarse["landed_mass [kg]"]) - float(fine["landed_mass [kg]"])) / entry
        expect(abs(share) < 0.01, f"landed share moves by {share}: {coarse}")
        one, other = demise(coarse), demise(fine)
        expect((one is None) == (other is None), f"another fate: {coarse}")
        expect(one is None or abs(one / other - 1.0) < 0.01, f"altitude {one} {other}: {coarse}")


def test(program, text, scratch):
    del text  # the case is this file's own
    library = scratch / "library"
    library.mkdir()
    (library / "uniform.yaml").write_text(MATERIAL)
    (scratch / "drag.csv").write_text("mach, drag\n0, 1\n")
    (scratch / "case.yaml").write_text(CASE)
    before = os.environ.get("TEKTITE_MATERIALS")
    os.environ["TEKTITE_MATERIALS"] = str(library)
    against_one_temperature(program, scratch)
    if before is None:
        del os.environ["TEKTITE_MATERIALS"]
    else:
        os.environ["TEKTITE_MATERIALS"] = before

    materials = ["aluminium_6061_t6", "steel_316", "titanium_6al_4v"]
    (scratch / "case.yaml").write_text(CASE.replace("material: uniform", f"material: {materials[0]}")
                                       .replace("cells: 40", "cells: 160"))
    rows = in_order(program, scratch, materials)
    converged(program, scratch, materials, rows)


if __name__ == "__main__":
    main(test, __doc__)
