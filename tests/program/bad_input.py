"""Bad input through the real program: the right exit code, one clear message that names the place
in the file, nothing written, nobody left waiting."""

import concurrent.futures
import re

from program import Failure, changed, complaints, expect, main

TRIANGLE = "solid t\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\n" \
           "endloop\nendfacet\nendsolid t\n"
LID_WALL = r"\{shape: disc, radius: 0\.5 m, at: \[1\.2 m, 0 m, 0 m\]\}"


def mesh(name):
    return [(LID_WALL, "{shape: file, file: %s}" % name)]


# name, changes to the case, what the message must match after the place in the file
INPUTS = [
    ("mesh file missing", mesh("gone.stl"), r"gone\.stl"),
    ("mesh file empty", mesh("empty.stl"), r"empty\.stl"),
    ("mesh file unreadable", mesh("noise.stl"), r"noise\.stl"),
    ("mesh file of unknown kind", mesh("mesh.xyz"), r"mesh\.xyz"),
    ("open volume", [(r"walls: \[can, lid, bottom\]", "walls: [can, bottom]")], r"opening near"),
    ("open mesh in a volume", mesh("triangle.stl"), r"opening|border|conform|touch"),
    ("thickness zero", [(r"thickness: 4\.0 mm", "thickness: 0 mm")], r"thickness: must be greater than 0"),
    ("thickness negative", [(r"thickness: 4\.0 mm", "thickness: -4 mm")], r"thickness"),
    ("unknown material", [(r"material: aluminium_2219_t87, thickness: 4", "material: aluminium_2219, thickness: 4")],
     r"aluminium_2219"),
    ("part without neighbour", [(r"at: \[1\.2 m, 0 m, 0 m\]\}\}", "at: [9 m, 0 m, 0 m]}}")],
     r"touches no|share no border|opening near"),
    ("part name taken", [(r"name: bottom", "name: lid")], r"'lid' is taken"),
    ("object name taken", [(r"name: titanium_ball", "name: electronics")], r"'electronics' is taken"),
    ("object named like a part", [(r"name: titanium_ball", "name: can")], r"'can' is taken"),
    ("stack name taken", [(r"    lid:\n", "    wall:\n")], r"wall"),
    ("entry below ground", [(r"altitude: 84 km", "altitude: -1 km")], r"altitude"),
    ("unknown key", [(r"flight_path_angle", "flight_path_angel")], r"did you mean 'flight_path_angle'"),
    ("unit missing", [(r"altitude: 84 km", "altitude: 84")], r"altitude"),
    ("wrong dimension", [(r"altitude: 84 km", "altitude: 84 kg")], r"altitude"),
    ("not a number", [(r"altitude: 84 km", "altitude: nan km")], r"altitude"),
    ("broken yaml", [(r"stacks:", "stacks: [")], r""),
]

# What several ranks have to agree on in different ways: read by one rank, read by all, computed.
ON_RANKS = {"mesh file missing", "mesh file unreadable", "open volume", "thickness zero", "broken yaml"}

# About what follows from the whole: no one line of the file is wrong.
COLD = ("fails cold", [(r"pressure: 101\.3 kPa", "pressure: 90 MPa")], r"part 'lid' would fail cold under its pressure: margin of safety -0\.\d+")


def refused(program, arguments, code, pattern, untouched):
    got, out, err = program.run(*arguments)
    said = complaints(err)
    what = f"{' '.join(map(str, arguments))}\n{out}\n{err}"
    expect(got == code, f"exit {got}, not {code}: {what}")
    expect(len(said) == 1, f"{len(said)} messages instead of one: {what}")
    # Errors of a case file come one to a line, the first behind our name.
    expect(re.search(pattern, err, re.S), f"the message does not match '{pattern}': {what}")
    expect(not untouched.exists(), f"left behind {untouched}: {what}")


def check_inputs(program, text, scratch):
    for name, content in [("empty.stl", ""), ("noise.stl", "\x00\x01 nothing"), ("mesh.xyz", "0 0 0"),
                          ("triangle.stl", TRIANGLE)]:
        (scratch / name).write_text(content)
    inputs = [x for x in INPUTS if program.ranks == 1 or x[0] in ON_RANKS]

    def attempt(number, name, changes, pattern):
        """Nothing if the input is refused as it should be, or what was wrong."""
        case = scratch / f"bad_{number}.yaml"
        place = "" if name == COLD[0] else rf"{case.name}:\d+:\d+: error: .*"
        run = scratch / f"run_{number}"
        try:
            case.write_text(changed(text, *changes))
            refused(program, ["run", case, "-o", run], 2, place + pattern, run)
            if program.ranks == 1 and number % 4 == 0:
                refused(program, ["check", case], 2, place + pattern, run)
        except Failure as failure:
            return f"{name}: {failure}"
        return ""

    # Starting MPI is mostly waiting: a few at a time.
    with concurrent.futures.ThreadPoolExecutor(max_workers=4) as pool:
        futures = [pool.submit(attempt, n, *x) for n, x in enumerate([*inputs, COLD])]
        failures = [f.result() for f in futures if f.result()]
    expect(not failures, "\n".join(failures))


def check_folders(program, text, scratch):
    good = scratch / "good.yaml"
    good.write_text(text)
    bad = scratch / "bad.yaml"
    bad.write_text(changed(text, (r"radius: 0\.5 m", "radius: 0 m")))
    run = scratch / "run"
    refused(program, ["run", scratch / "none.yaml", "-o", run], 2, r"none\.yaml", run)
    refused(program, ["check", scratch], 2, re.escape(str(scratch)), run)

    # A folder that cannot be made: below a file, and where the system allows none.
    (scratch / "file").write_text("in the way")
    for folder in (scratch / "file" / "run", "/proc/tektite"):
        refused(program, ["run", good, "-o", folder], 4, re.escape(str(folder)), run)
    refused(program, ["run", good, "-o", scratch / "file"], 2, "not a directory", run)
    expect((scratch / "file").read_text() == "in the way", "a file in the way was changed")

    # Earlier results stay without --force, and with it if the new case is bad.
    (run / "tables").mkdir(parents=True)
    (run / "tables" / "bodies.csv").write_text("precious")
    (run / "notes.txt").write_text("mine")
    nothing = scratch / "nothing"
    refused(program, ["run", good, "-o", run], 2, r"--force", nothing)
    refused(program, ["run", bad, "-o", run, "--force"], 2, r"bad\.yaml:\d+", nothing)
    cold = scratch / "cold.yaml"
    cold.write_text(changed(text, *COLD[1]))
    refused(program, ["run", cold, "-o", run, "--force"], 2, COLD[2], nothing)
    kept = sorted(str(p.relative_to(run)) for p in run.rglob("*"))
    expect(kept == ["notes.txt", "tables", "tables/bodies.csv"], f"the run folder now has {kept}")
    expect((run / "tables" / "bodies.csv").read_text() == "precious", "earlier results were changed")

    refused(program, ["resume", nothing], 2, r"nothing", nothing)
    refused(program, ["resume", run], 2, r"run", nothing)


def test(program, text, scratch):
    check_inputs(program, text, scratch)
    check_folders(program, text, scratch)


if __name__ == "__main__":
    main(test, __doc__)
