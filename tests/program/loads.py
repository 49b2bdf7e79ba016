"""`tektite loads`: one text on any number of ranks, JSON and table that say the same, field files that
hold what the text sums up, nothing else written, and a named error for each value that cannot be."""

import base64
import csv
import io
import json
import re
import struct
import xml.etree.ElementTree
import zlib

from program import complaints, expect, main

ATTITUDE = "12 deg/5 deg"
WRONG = [
    (["--altitude", "70"], r"--altitude: .*unit is missing"),
    (["--altitude", "70 kg"], r"--altitude: .*dimension"),
    (["--altitude", "-1 km"], r"--altitude: must be in \(0, 1e\+06\] m; it is -1000 m"),
    (["--altitude", ""], r"--altitude: "),
    (["--speed", "1 km/s,,2 km/s"], r"--speed: "),
    (["--speed", "21 km/s"], r"--speed: must be in"),
    (["--attitude", "sideways"], r"--attitude: 'sideways' is none; wanted is tumbling"),
    (["--attitude", "[1, 2]"], r"--attitude: a direction has three numbers"),
    (["--attitude", "[0, 0, 0]"], r"--attitude: '\[0, 0, 0\]' is no direction"),
    (["--attitude", "300 deg"], r"angle of attack must be in \[-180, 180\] deg"),
    (["--attitude", "3 deg/100 deg"], r"sideslip must be in \[-90, 90\] deg"),
    (["--wall-temperature", "1 MK"], r"--wall-temperature"),
    (["--reference-area", "1 m2, 2 m2"], r"--reference-area: takes one value"),
    (["--altitude", ",".join(["60 km"] * 101), "--speed", ",".join(["7 km/s"] * 100)], r"10100 states"),
    (["--altitude", "60 km,70 km", "--field", "x.vtp"], r"one file holds one state, not 2"),
    (["--set", "entry.altitude=7"], r"entry\.altitude: the unit is missing"),
    (["--altitud", "70 km"], r"did you mean '--altitude'"),
]


def array_of(path, name):
    """A cell array of doubles of a .vtp file."""
    for array in xml.etree.ElementTree.parse(path).iter("DataArray"):
        if array.get("Name") != name:
            continue
        text = array.text.split()[0]
        blocks = struct.unpack("<I", base64.b64decode(text[:8])[:4])[0]
        head = 4 * (3 + blocks)
        coded = (head + 2) // 3 * 4
        sizes = struct.unpack(f"<{3 + blocks}I", base64.b64decode(text[:coded])[:head])[3:]
        packed, data = base64.b64decode(text[coded:]), b""
        for size in sizes:
            data += zlib.decompress(packed[:size])
            packed = packed[size:]
        return struct.unpack(f"<{len(data) // 8}d", data)
    return ()


def test(program, text, scratch):
    case = scratch / "case.yaml"
    case.write_text(text)
    alone = type(program)(program.command[-1], "", 1)
    field, again = scratch / "one.vtp", scratch / "again" / "deep.vtp"
    asked = ["loads", case, "--attitude", ATTITUDE, "--altitude", "95 km", "--wall-temperature", "300 K"]
    page = alone.fly(*asked, "--field", field)
    expect(program.fly(*asked, "--field", again) == page, f"another text on {program.ranks} ranks")
    expect(field.read_bytes() == again.read_bytes(), f"another field file on {program.ranks} ranks")
    expect(sorted(p.name for p in scratch.iterdir()) == ["again", "case.yaml", "one.vtp"], "more was written")

    # JSON of one state, and its panels.
    said = json.loads(program.fly(*asked, "--json"))
    expect(len(said) == 1, "one state is one entry")
    surface, vehicle = said[0]["surface"], said[0]["bodies"][0]
    for name in ("peak pressure", "peak shear", "peak heat flux"):
        array = array_of(field, {"peak pressure": "pressure", "peak shear": "shear"}.get(name, "heat_flux"))
        peak = surface[name]
        expect(peak["side"] == "outer" and array[peak["panel"]] == peak["value"] == max(array),
               f"{name}: {peak} is not in the field file")
    expect(f"panel {surface['peak heat flux']['panel']} of" in page, "text and JSON disagree")
    q, area = said[0]["flow"]["dynamic pressure"]["value"], vehicle["reference area"]["value"]
    expect(abs(vehicle["drag"]["value"] / (vehicle["CD, pressure and shear"]["value"] * q * area) - 1) < 1e-12,
           "drag is not its coefficient")
    heat = sum(part["heat"]["value"] for part in said[0]["parts"].values())
    expect(abs(heat / surface["heat"]["value"] - 1) < 1e-12, "the parts' heat is not that of all")

    # Lists: every combination, the same numbers as one at a time.
    lists = ["--altitude", "80 km, 95 km", "--attitude", f"tumbling,{ATTITUDE}", "--wall-temperature", "300 K,1500 K"]
    folder = scratch / "fields"
    rows = list(csv.DictReader(io.StringIO(program.fly("loads", case, *lists, "--field", folder))))
    many = json.loads(program.fly("loads", case, *lists, "--json"))
    expect(len(rows) == len(many) == len(list(folder.iterdir())) == 8, f"{len(rows)} rows, {len(many)} entries")
    for row, entry in zip(rows, many):
        for column, value in [("heat [W]", entry["surface"]["heat"]["value"]),
                              ("drag coefficient [1]", entry["bodies"][0]["drag coefficient"]["value"]),
                              ("altitude [m]", entry["flow"]["altitude"]["value"])]:
            expect(abs(float(row[column]) / value - 1) < 1e-8, f"{column}: {row[column]} is not {value}")
    expect(many[3]["surface"] == surface, "a list's entry is not the state alone")
    expect(float(rows[7]["heat [W]"]) < float(rows[3]["heat [W]"]), "a hot wall takes as much heat as a cold one")
    expect(rows[0]["CL [1]"] == "" and rows[3]["CL [1]"] != "", "a mean over attitudes has no lift")

    # What is there stays, unless it may go.
    before = field.read_bytes()
    code, _, err = program.run("loads", case, "--field", field)
    expect(code == 2 and re.search(r"is there already; --force replaces it", err), f"exit {code}: {err}")
    expect(field.read_bytes() == before, "a field file was replaced")
    program.fly("loads", case, "--field", field, "--force")
    expect(field.read_bytes() != before, "--force replaced nothing")
    code, _, err = program.run("loads", case, "--field", "/proc/none/x.vtp")
    expect(code == 4 and len(complaints(err)) == 1, f"exit {code}: {err}")

    for arguments, pattern in WRONG if program.ranks == 1 else WRONG[2:8:5]:
        code, out, err = program.run("loads", case, *arguments)
        said = complaints(err)
        expect(code == 2 and len(said) == 1 and re.search(pattern, said[0]),
               f"{arguments}: exit {code}, not a message like '{pattern}': {out}{err}")
    expect(case.read_text() == text, "the case was changed")


if __name__ == "__main__":
    main(test, __doc__)
