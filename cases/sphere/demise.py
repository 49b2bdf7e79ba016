#!/usr/bin/env python3
"""Tables and picture of the sphere sweep: where hollow spheres demise, or what part of them arrives.

  demise.py TABLE.csv [--finer FINER.csv] [--picture OUT.png]

TABLE.csv is what `tektite sweep collect` wrote for sweep.yaml. Prints Markdown tables: the demise
altitude [km] of what vanishes, the share of the mass that lands of what does not. With --finer, a
table of the same members with more cells and shorter steps, it says how far the two are apart. The
picture needs matplotlib."""

import argparse
import csv
import sys

ALTITUDE = "entry.altitude [m]"
MATERIAL = "vehicle.objects.sphere.material [-]"
DIAMETER = "vehicle.objects.sphere.size.0 [m]"
WALL = "vehicle.objects.sphere.thickness [m]"


class Outcome:
    """What became of one sphere."""

    def __init__(self, row):
        if row["standing [-]"] != "done":
            sys.exit(f"demise.py: member {row['member [-]']} is not done: {row['standing [-]']}")
        self.key = (float(row[ALTITUDE]), row[MATERIAL], float(row[DIAMETER]), float(row[WALL]))
        self.share = float(row["landed_mass [kg]"]) / float(row["entry_mass [kg]"])
        vanished = row["last_demise_altitude [m]"]
        self.demise = float(vanished) if vanished and self.share == 0.0 else None

    def text(self):
        if self.demise is not None:
            return f"{self.demise / 1e3:.1f}"
        return f"{100.0 * self.share:.0f} %" if self.share < 0.9995 else "whole"


def read(path):
    with open(path, encoding="utf-8") as file:
        return {one.key: one for one in map(Outcome, csv.DictReader(file))}


def axis(outcomes, place):
    return sorted({key[place] for key in outcomes})


def in_order(outcomes, place):
    return list(dict.fromkeys(key[place] for key in outcomes))


def print_tables(outcomes):
    diameters, walls = axis(outcomes, 2), axis(outcomes, 3)
    for altitude in in_order(outcomes, 0):
        for material in in_order(outcomes, 1):
            print(f"\n`{material}`, from {altitude / 1e3:g} km:\n")
            print("| wall | " + " | ".join(f"{d:g} m" for d in diameters) + " |")
            print("|---" * (len(diameters) + 1) + "|")
            for wall in walls:
                cells = [outcomes[altitude, material, d, wall].text() for d in diameters]
                print(f"| {wall * 1e3:g} mm | " + " | ".join(cells) + " |")


def print_distance(outcomes, finer):
    """Largest differences, of altitudes relative, of shares of mass absolute."""
    altitude = share = 0.0
    turned = []
    for key, one in outcomes.items():
        other = finer[key]
        if (one.demise is None) != (other.demise is None):
            turned.append(f"{key} {one.text()} against {other.text()}")
        elif one.demise is not None:
            altitude = max(altitude, abs(one.demise / other.demise - 1.0))
        share = max(share, abs(one.share - other.share))
    print(f"\nagainst the finer table: demise altitudes within {100 * altitude:.2f} %, "
          f"landed shares of mass within {100 * share:.2f} %, other fates: {turned or 'none'}")


def draw(outcomes, path):
    """A tile a sphere: coloured by the altitude where it vanishes, grey where it lands."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    materials, altitudes = in_order(outcomes, 1), in_order(outcomes, 0)
    diameters, walls = axis(outcomes, 2), axis(outcomes, 3)
    figure, rows = pyplot.subplots(
        len(altitudes), len(materials), figsize=(10.5, 3.0 * len(altitudes)), sharex=True,
        sharey=True, squeeze=False, constrained_layout=True)
    gone = [one.demise / 1e3 for one in outcomes.values() if one.demise is not None]
    scale = matplotlib.colors.Normalize(min(gone), max(gone))
    colours = matplotlib.colormaps["plasma"].copy()
    colours.set_bad("0.88")
    for row, altitude in zip(rows, altitudes):
        for plot, material in zip(row, materials):
            fates = [[outcomes[altitude, material, d, w] for d in diameters] for w in walls]
            height = [[f.demise / 1e3 if f.demise else float("nan") for f in line] for line in fates]
            plot.pcolormesh(height, cmap=colours, norm=scale, edgecolors="white")
            for j, line in enumerate(fates):
                for i, fate in enumerate(line):
                    bright = fate.demise is None or scale(fate.demise / 1e3) > 0.5
                    plot.text(i + 0.5, j + 0.5, fate.text(), ha="center", va="center", fontsize=7,
                              color="black" if bright else "white")
            plot.set_title(f"{material}, from {altitude / 1e3:g} km", fontsize=9)
            plot.set_xticks([i + 0.5 for i in range(len(diameters))],
                            [f"{d:g}" for d in diameters], fontsize=8)
            plot.set_yticks([j + 0.5 for j in range(len(walls))],
                            [f"{w * 1e3:g}" for w in walls], fontsize=8)
        row[0].set_ylabel("wall [mm]", fontsize=8)
    for plot in rows[-1]:
        plot.set_xlabel("diameter [m]", fontsize=8)
    bar = figure.colorbar(matplotlib.cm.ScalarMappable(scale, colours), ax=rows, shrink=0.6)
    bar.set_label("demise altitude [km]; grey: lands", fontsize=8)
    figure.savefig(path, dpi=110)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("table")
    parser.add_argument("--finer")
    parser.add_argument("--picture")
    options = parser.parse_args()
    outcomes = read(options.table)
    print_tables(outcomes)
    if options.finer:
        print_distance(outcomes, read(options.finer))
    if options.picture:
        draw(outcomes, options.picture)


if __name__ == "__main__":
    main()
