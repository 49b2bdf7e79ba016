"""A disk that takes no more: exit 4 with one message, what had been written before is whole, and
the run goes on from its checkpoint when there is room again. The limit on the size of a file stands
in for the disk: a write beyond it fails like one on a full disk. Also: a case whose mesh comes from
a file resumes, from anywhere."""

import resource
import signal

from program import changed, complaints, expect, main, same_tables, wait_for

LID = r"\{shape: disc, radius: 0\.5 m, at: \[1\.2 m, 0 m, 0 m\]\}"


def whole_pieces(folder):
    """Field files: a whole one ends with its root element."""
    files = [p for p in (folder / "fields").rglob("*.vt*") if p.is_file() and ".tmp" not in p.name]
    for file in files:
        expect(file.read_bytes().rstrip().endswith(b"</VTKFile>"), f"{file} is not whole")
    return len(files)


def fill_up(program, case, folder, limit):
    """The disk is full once the first fields have been written."""
    process = program.start("run", case, "-o", folder)
    expect(wait_for(process, lambda: whole_pieces(folder) > 0), "no fields")
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (limit, limit))
    code, out, err = program.finish(process)
    what = f"limit {limit}:\n{out}\n{err}"
    expect(code == 4, f"exit {code}, not 4: {what}")
    expect(len(complaints(err)) == 1, f"{len(complaints(err))} messages: {what}")
    expect(str(folder) in complaints(err)[0], f"the file is not named: {what}")
    expect(whole_pieces(folder) > 0, "the earlier fields have gone")


def fills_up(program, case, scratch):
    whole = scratch / "whole"
    program.fly("run", case, "-o", whole)
    for limit in (1024, 30000):
        folder = scratch / f"full_{limit}"
        fill_up(program, case, folder, limit)
        if any(p.name.isdigit() for p in (folder / "checkpoints").iterdir()):
            program.fly("resume", folder)
            same_tables(whole, folder)


def mesh_from_file(program, text, scratch):
    """The lid as triangles that meet the can's rim nowhere: a vehicle of one part."""
    folder = scratch / "case"
    folder.mkdir()
    facet = "facet normal 0 0 1\nouter loop\nvertex {} {} 0\nvertex {} {} 0\nvertex {} {} 0\nendloop\nendfacet\n"
    (folder / "plate.stl").write_text("solid plate\n" + facet.format(0, 0, 1, 0, 1, 1) +
                                      facet.format(0, 0, 1, 1, 0, 1) + "endsolid plate\n")
    head, rest = text.split("  parts:\n")
    tail = rest[rest.index("\nmarch:"):]
    case = folder / "plate.yaml"
    case.write_text(head +
                    "  parts:\n    - {name: plate, stack: lid, wall: {shape: file, file: plate.stl}}\n" +
                    changed(tail, (r"every: 2 s\}", "every: 2 s}\n  checkpoint: {every: 0.1 s}")))
    run = scratch / "plate"
    process = program.start("run", "plate.yaml", "-o", run, cwd=folder)
    wait_for(process, lambda: any((run / "fields").rglob("*.vt*")))
    if process.poll() is None:
        process.send_signal(signal.SIGUSR2)
    code, out, err = program.finish(process)
    expect(code == 75, f"exit {code}, not stopped\n{out}\n{err}")
    program.fly("resume", run)


def test(program, text, scratch):
    case = scratch / "case.yaml"
    case.write_text(changed(text, (r"trajectories: \{every: 2 s\}",
                                   "trajectories: {every: 2 s}\n  checkpoint: {every: 0.2 s}")))
    fills_up(program, case, scratch)
    mesh_from_file(program, text, scratch)


if __name__ == "__main__":
    main(test, __doc__)
