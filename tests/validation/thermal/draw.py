#!/usr/bin/env python3
"""Draws the thermocouples of the ablation workshop's test cases as SVG, with the standard library.

    TEKTITE_FIGURES=FOLDER validation_thermal
    tests/validation/thermal/draw.py FOLDER solver/thermal/figures
"""

import csv
import math
import pathlib
import sys

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 62, 70, 34, 44
COLOURS = ["#000000", "#8c1a1a", "#c8502d", "#d98a1f", "#8f9a27", "#2f8f5b", "#2387a5", "#3557b0",
           "#6a3fa0"]
BAND = (1550.0, 1650.0)  # of the surface after 60 s in test case 2.1, recalled
TITLES = {"1.0": "face at 1644 K", "2.1": "film 0.3 kg/(m² s), 1.5 MJ/kg, no recession",
          "2.2": "film 0.3 kg/(m² s), 1.5 MJ/kg", "2.3": "film 0.3 kg/(m² s), 25 MJ/kg for 60 s"}


def read(path):
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


def ticks(top):
    step = next(s for s in (5, 10, 20, 50, 100, 200, 500, 1000) if top / s <= 8)
    return [step * i for i in range(int(top / step) + 1)]


def draw(path):
    _, case, model = path.stem.split("_", 2)
    data = read(path)
    time = data["time"]
    names = ["surface"] + [name for name in data if name.isdigit()]
    end = max(time)
    top = 200.0 * math.ceil(max(v for n in names for v in data[n] if math.isfinite(v)) / 200.0 + 0.2)

    def x(t):
        return LEFT + (WIDTH - LEFT - RIGHT) * t / end

    def y(temperature):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * temperature / top

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
           'font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
           f'<text x="{LEFT}" y="20" font-size="14">Test case {case}: {TITLES[case]}; char oxidation '
           f'{model.replace("_", " ")}</text>']
    if case in ("2.1", "2.2"):
        out.append(f'<rect x="{LEFT}" y="{y(BAND[1]):.1f}" width="{WIDTH - LEFT - RIGHT}" '
                   f'height="{y(BAND[0]) - y(BAND[1]):.1f}" fill="#dddddd"/>')
        out.append(f'<text x="{LEFT + 6}" y="{y(BAND[1]) - 4:.1f}" fill="#666666">surface after 60 s '
                   'in test case 2.1, other codes (recalled, wall chemistry in equilibrium)</text>')
    for t in ticks(end):
        out.append(f'<path d="M{x(t):.1f} {y(0):.1f}v-{HEIGHT - TOP - BOTTOM}" stroke="#e4e4e4"/>')
        out.append(f'<text x="{x(t):.1f}" y="{y(0) + 16:.1f}" text-anchor="middle">{t}</text>')
    for temperature in ticks(top):
        out.append(f'<path d="M{LEFT} {y(temperature):.1f}H{WIDTH - RIGHT}" stroke="#e4e4e4"/>')
        out.append(f'<text x="{LEFT - 6}" y="{y(temperature) + 4:.1f}" text-anchor="end">'
                   f'{temperature}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">'
               'time, s</text>')
    out.append(f'<text transform="translate(16 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">'
               'temperature, K</text>')
    last_label = None
    for colour, name in zip(COLOURS, names):
        points = [(t, v) for t, v in zip(time, data[name]) if math.isfinite(v)]
        thinned = [p for i, p in enumerate(points)
                   if i % 3 == 0 or p[0] < 3.0 or i == len(points) - 1]
        line = " ".join(f"{x(t):.1f},{y(v):.1f}" for t, v in thinned)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
        place = y(points[-1][1]) + 4
        if last_label is not None and points[-1][0] > 0.98 * end:
            place = max(place, last_label + 12)
        if points[-1][0] > 0.98 * end:
            last_label = place
        text = name if name == "surface" else name + " mm"
        out.append(f'<text x="{x(points[-1][0]) + 4:.1f}" y="{place:.1f}" fill="{colour}">{text}'
                   '</text>')
    out.append("</svg>")
    return "\n".join(out) + "\n"


def main():
    source, target = map(pathlib.Path, sys.argv[1:3])
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("tacot_*.csv")):
        (target / (path.stem + ".svg")).write_text(draw(path), encoding="utf-8")


if __name__ == "__main__":
    main()
