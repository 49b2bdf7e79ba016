"""Flights from orbit files: an ephemeris and two-line elements, each with a burn. The run keeps a copy of
the file, from which it flies to the same bits, on another number of ranks too; files that are wrong end
with one message that names the line."""

import csv
import json
import math
import shutil

from bad_input import refused
from program import changed, expect, main, same_tables

ENTRY = r"  latitude: 10 deg\n  longitude: 20 deg\n  speed: 7\.5 km/s\n  flight_path_angle: -2 deg\n  heading: 45 deg\n"
TLE = ("ANY NAME\n1 06251U 62025E   06176.82412014  .00008885  00000-0  12808-3 0  3985\n"
       "2 06251  58.0579  54.0425 0030035 139.1568 221.1854 15.56387291  6774\n")


def ephemeris(inclination=51.6, height=420.0, step=240, count=31):
    """A circular orbit, exact but for the Earth's flattening."""
    r = 6378.137 + height
    rate = math.sqrt(398600.4418 / r**3)
    lines = ["CCSDS_OEM_VERS = 2.0", "CREATION_DATE = 2030-01-01T00:00:00", "ORIGINATOR = TEST", "META_START",
             "OBJECT_NAME = CAN", "OBJECT_ID = 1998-067A", "CENTER_NAME = EARTH", "REF_FRAME = EME2000",
             "TIME_SYSTEM = UTC", "START_TIME = 2030-06-01T00:00:00", "STOP_TIME = 2030-06-01T23:00:00", "META_STOP"]
    tilt = math.radians(inclination)
    for i in range(count):
        t = step * i
        c, s = math.cos(rate * t), math.sin(rate * t)
        state = [r * c, r * s * math.cos(tilt), r * s * math.sin(tilt), -r * rate * s,
                 r * rate * c * math.cos(tilt), r * rate * c * math.sin(tilt)]
        when = f"2030-06-01T{t // 3600:02}:{t // 60 % 60:02}:{t % 60:02}"
        lines.append(when + "".join(f" {x:.9f}" for x in state))
    return "\n".join(lines) + "\n"


def case_of(text, orbit, epoch):
    """The case from an orbit, cut short."""
    return changed(text, (ENTRY, f"  orbit: {{{orbit}}}\n"), (r"epoch: 2030-06-01T00:00:00Z", f"epoch: {epoch}"),
                   (r"macro_step: 0\.5 s", "longest: 12 s, macro_step: 0.5 s"))


def first_row(folder):
    with open(next((folder / "tables").glob("trajectories.csv")), newline="") as file:
        return next(csv.DictReader(line for line in file if not line.startswith("#")))


def from_ephemeris(program, text, scratch):
    home = scratch / "home"
    (home / "orbits").mkdir(parents=True)
    (home / "orbits" / "can.oem").write_text(ephemeris())
    (home / "case.yaml").write_text(case_of(
        text, "file: orbits/can.oem, delta_v: 250 m/s, burn_after: 300 s", "2030-06-01T00:31:17.5Z"))
    program.fly("run", home / "case.yaml", "-o", scratch / "first", code=3)
    (kept,) = json.loads((scratch / "first" / "manifest.json").read_text())["inputs"]
    expect(kept["name"] == "orbits/can.oem" and kept["copied"], kept)
    alone = type(program)(program.command[-1], "", 1)
    alone.fly("run", home / "case.yaml", "-o", scratch / "alone", code=3)
    same_tables(scratch / "first", scratch / "alone", ["trajectories"])
    shutil.rmtree(home)
    program.fly("run", scratch / "first" / "resolved.yaml", "-o", scratch / "second", code=3)
    same_tables(scratch / "first", scratch / "second", ["trajectories"])
    program.fly("resume", scratch / "first", code=3)
    return first_row(scratch / "first")


def from_elements(program, text, scratch):
    (scratch / "can.tle").write_text(TLE)
    case = scratch / "tle.yaml"
    case.write_text(case_of(text, "file: can.tle, delta_v: 300 m/s, burn_after: 60 s", "2006-06-26T08:00:00Z"))
    code, out, err = program.run("run", case, "-o", scratch / "tle", limit=300)
    expect(code == 3, f"exit {code}\n{out}\n{err}")
    expect("two-line elements put the body within 1 to 3 km" in out + err, f"no warning\n{out}\n{err}")
    return first_row(scratch / "tle")


def wrong_files(program, text, scratch):
    oem = ephemeris()
    short = ephemeris(count=5) + "2030-06-01T02:00:00 6798 0 0 0 7.6 0\n"
    files = [("gap", short, r"orbit\.txt:18:1: error: 2030-06-01T01:00:00\.000Z lies in a hole"),
             ("frame", oem.replace("EME2000", "MOD"), r"orbit\.txt:8:13: error: REF_FRAME 'MOD' is not read"),
             ("checksum", TLE.replace("3985", "3984"), r"orbit\.txt:2:69: error: the checksum"),
             ("cut", oem[:-20], r"orbit\.txt:43:1: error: a state has 6 numbers"),
             ("noise", "\x01\x02\x03", r"orbit\.txt:1:1: error: byte 0x01"),
             ("empty", "", r"orbit\.txt: the file is empty"),
             ("ground", ephemeris(height=-20.0), r"case\.yaml:\d+:\d+: error: entry\.orbit\.file: the state lies inside"),
             ("high", ephemeris(), r"case\.yaml:\d+:\d+: error: entry\.orbit\.file: after the burn the body does not")]
    case = scratch / "case.yaml"
    case.write_text(case_of(text, "file: orbit.txt", "2030-06-01T01:00:00Z"))
    for name, content, pattern in files:
        (scratch / "orbit.txt").write_text(content)
        refused(program, ["run", case, "-o", scratch / name], 2, pattern, scratch / name)


def test(program, text, scratch):
    wrong_files(program, text, scratch)
    for row, tilt in ((from_ephemeris(program, text, scratch), 51.6), (from_elements(program, text, scratch), 58.1)):
        altitude = float(row["altitude [m]"])
        expect(83.9e3 < altitude < 84.1e3, f"the flight begins at {altitude} m")
        expect(abs(float(row["latitude [deg]"])) < tilt + 0.5, f"the flight begins at {row}")


if __name__ == "__main__":
    main(test, __doc__)
