"""Files that a case names: a run keeps copies and sums, so resolved.yaml flies to the same bits when the
original files are gone or changed, and a copy that is not what it was is noticed on resume."""

import json
import shutil

from program import changed, complaints, expect, main
from resolved import same_fields

# A pyramid: five corners, six triangles, two of them the base.
CORNERS = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0.5, 0.5, 0.8)]
TRIANGLES = [(0, 2, 1), (0, 3, 2), (0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4)]


def pyramid(scale=1.0):
    lines = [f"v {scale * x} {scale * y} {scale * z}" for x, y, z in CORNERS]
    return "\n".join(lines + [f"f {a + 1} {b + 1} {c + 1}" for a, b, c in TRIANGLES]) + "\n"


def small_case(text, name):
    """The vehicle of the case replaced by one wall from a file."""
    head, rest = text.split("\n  parts:\n")
    tail = rest[rest.index("\nmarch:"):]
    wall = f'    - {{name: pyramid, stack: lid, wall: {{shape: file, file: "{name}"}}}}\n'
    return changed(head + "\n  parts:\n" + wall + tail, (r"macro_step: 0\.5 s", "longest: 12 s, macro_step: 0.5 s"))


def fly(program, case, folder, *options):
    program.fly("run", case, "-o", folder, *options, code=3)  # cut short by march.longest


def inside(program, text, scratch):
    home = scratch / "home"
    (home / "mesh").mkdir(parents=True)
    (home / "mesh" / "hull.obj").write_text(pyramid())
    (home / "case.yaml").write_text(small_case(text, "mesh/hull.obj"))
    fly(program, home / "case.yaml", scratch / "first")
    kept = scratch / "first" / "inputs" / "mesh" / "hull.obj"
    expect(kept.read_text() == pyramid(), "no copy of the mesh")
    (listed,) = json.loads((scratch / "first" / "manifest.json").read_text())["inputs"]
    expect(listed["name"] == "mesh/hull.obj" and listed["copied"] and listed["bytes"] == len(pyramid()), listed)

    shutil.rmtree(home)
    fly(program, scratch / "first" / "resolved.yaml", scratch / "second")
    same_fields(scratch / "first", scratch / "second")
    program.fly("resume", scratch / "first", code=3)

    kept.write_text(pyramid(1.0 + 1e-9))
    for _ in range(2):  # a refusal changes nothing
        code, _, err = program.run("resume", scratch / "first")
        expect(code == 5 and "file mesh/hull.obj: was '" in err, f"a changed copy: exit {code}\n{err}")
        expect(len(complaints(err)) == 1, err)


def outside(program, text, scratch):
    """Stays where it is; the run remembers that it was allowed."""
    (scratch / "far.obj").write_text(pyramid())
    home = scratch / "elsewhere"
    home.mkdir()
    (home / "case.yaml").write_text(small_case(text, "../far.obj"))
    code, _, err = program.run("run", home / "case.yaml", "-o", scratch / "far")
    expect(code == 2 and "--allow-path" in err, f"exit {code}\n{err}")
    fly(program, home / "case.yaml", scratch / "far", "--allow-path")
    expect(not (scratch / "far" / "inputs").exists(), "a file outside the case's folder was copied")
    program.fly("resume", scratch / "far", code=3)
    (scratch / "far.obj").write_text(pyramid(1.1))
    code, _, err = program.run("resume", scratch / "far")
    expect(code == 5 and "file ../far.obj" in err, f"a changed file: exit {code}\n{err}")


def test(program, text, scratch):
    inside(program, text, scratch)
    outside(program, text, scratch)


if __name__ == "__main__":
    main(test, __doc__)
