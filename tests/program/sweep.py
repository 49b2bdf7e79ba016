"""A sweep whose members are killed, fail, are stopped and lose their parent finds the same as one
that runs through, to the last byte. Faulty sweeps are refused before anything is written."""

import os
import pathlib
import signal
import time

from program import expect, main, wait_for

SWEEP = """tektite_sweep: 1
title: a test
case: case.yaml
set: [output.checkpoint.every=0.05 s, march.macro_step=0.25 s]
sampling: latin_hypercube
seed: 3
count: 2
vary:
  - {key: vehicle.stacks.wall.layers.0.material, values: [aluminium_6061_t6, titanium_6al_4v]}
  - {key: entry.speed, normal: {mean: 7.5 km/s, deviation: 30 m/s}}
"""


def children(process):
    """Ids of a process's children."""
    text = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(word) for word in text.split()]


def member_of(child):
    """The member that a child flies, from its command line."""
    words = pathlib.Path(f"/proc/{child}/cmdline").read_text().split("\0")
    return next((part for word in words for part in pathlib.Path(word).parts if part.isdigit()), "")


def has_checkpoint(member):
    return any(path.name.isdigit() for path in (member / "run" / "checkpoints").glob("*"))


def refused(program, file, text, words):
    file.write_text(text)
    folder = file.parent / "refused"
    code, out, err = program.run("sweep", file, "-o", folder)
    expect(code == 2 and words in err, f"exit {code}, not refused with '{words}'\n{out}\n{err}")
    expect(not folder.exists(), "a sweep that is refused has left a folder")


def refuses(program, folder):
    """A typo, a range, a dimension; and a name that only the assembly of the vehicle knows."""
    file = folder / "faulty.yaml"
    refused(program, file, SWEEP.replace("entry.speed", "entry.sped"), "did you mean 'speed'?")
    refused(program, file, SWEEP.replace("30 m/s", "30 m"), "another dimension")
    refused(program, file, SWEEP.replace("mean: 7.5", "mean: -7.5"), "outside of what the key allows")
    refused(program, file, SWEEP.replace("titanium_6al_4v", "titanium_6al4v"), "member 0001")
    refused(program, file, SWEEP.replace("0.25 s]", "0.25]"), "the unit is missing")


def sweep(program, file, folder):
    program.fly("sweep", file, "-o", folder)
    return folder


def kill_one(program, process, folder):
    """kill -9 for the first member that has a checkpoint; returns its name."""
    killed = []

    def try_it():
        for child in children(process):
            name = member_of(child)
            if name and has_checkpoint(folder / "members" / name):
                os.kill(child, signal.SIGKILL)
                killed.append(name)
                return True
        return False

    expect(wait_for(process, try_it), "no member had a checkpoint to be killed after")
    return killed[0]


def test(program, text, scratch):
    (scratch / "case.yaml").write_text(text)
    file = scratch / "sweep.yaml"
    file.write_text(SWEEP)
    refuses(program, scratch)

    whole = sweep(program, file, scratch / "whole")
    program.fly("sweep", "run", whole)
    program.fly("sweep", "collect", whole)
    expect("4 members: 4 done" in program.fly("sweep", "status", whole), "not all are done")
    rows = (whole / "table.csv").read_text().splitlines()
    expect(len(rows) == 5 and all(",done,0," in row for row in rows[1:]), f"table: {rows}")

    # Planning again changes nothing; another sweep does not get into the folder.
    before = (whole / "members" / "0002" / "member.json").read_bytes()
    sweep(program, file, whole)
    expect((whole / "members" / "0002" / "member.json").read_bytes() == before, "member changed")
    other = scratch / "other.yaml"
    other.write_text(SWEEP.replace("seed: 3", "seed: 4"))
    code, _, err = program.run("sweep", other, "-o", whole)
    expect(code == 2 and "another sweep" in err, f"exit {code}: {err}")

    # Asked to stop, the members stop with checkpoints, and nothing more is started.
    stopped = sweep(program, file, scratch / "stopped")
    process = program.start("sweep", "run", stopped, "--jobs", "2")
    expect(wait_for(process, lambda: has_checkpoint(stopped / "members" / "0000")), "0000 is slow")
    process.terminate()
    code, out, err = program.finish(process)
    expect(code == 75, f"exit {code} after TERM\n{out}\n{err}")
    status = program.fly("sweep", "status", stopped)
    expect("0000  stopped" in status and "killed" not in status, status)
    program.fly("sweep", "run", stopped)
    expect("resumed at" in (stopped / "members" / "0000" / "output").read_text(), "0000 began anew")
    program.fly("sweep", "collect", stopped)
    for name in ("table.csv", "statistics.csv"):
        expect((stopped / name).read_bytes() == (whole / name).read_bytes(), f"{name} differs")

    # One killed, one failed for a reason that goes away, the rest well.
    broken = sweep(program, file, scratch / "broken")
    blocker = broken / "members" / "0003" / "run"
    blocker.write_text("in the way")
    process = program.start("sweep", "run", broken, "--jobs", "2")
    killed = kill_one(program, process, broken)
    code, out, err = program.finish(process)
    expect(code == 3, f"exit {code} though members failed\n{out}\n{err}")
    status = program.fly("sweep", "status", broken)
    expect("4 members: 2 done, 1 killed, 1 failed" in status, status)
    expect(f"{killed}  killed   killed by signal 9" in status, status)
    expect("0003  failed   exit 2" in status and "is not a directory" in status, status)
    code, _, err = program.run("sweep", "collect", broken)
    expect(code == 2 and "2 of 4 members are not done" in err, f"exit {code}: {err}")
    blocker.unlink()

    # The killed one goes on with `run`, which leaves the failed one alone; then the parent dies.
    expect("resume" in program.fly("sweep", "run", broken, code=2), "the hint is missing")
    resumed = (broken / "members" / killed / "output").read_text()
    expect("resumed at" in resumed, f"the killed member started again:\n{resumed}")
    process = program.start("sweep", "resume", broken)
    expect(wait_for(process, lambda: has_checkpoint(broken / "members" / "0003")), "0003 is slow")
    process.kill()
    process.wait()
    status = program.fly("sweep", "status", broken)
    expect("0003  running" in status, f"its parent is dead, but the member lives:\n{status}")
    expect("nothing to fly" in program.fly("sweep", "resume", broken), "a second process for 0003")
    end = time.monotonic() + 60
    while "running" in program.fly("sweep", "status", broken) and time.monotonic() < end:
        time.sleep(0.1)
    program.fly("sweep", "resume", broken)
    program.fly("sweep", "collect", broken)
    for name in ("table.csv", "statistics.csv", "members.csv"):
        expect((broken / name).read_bytes() == (whole / name).read_bytes(), f"{name} differs")


if __name__ == "__main__":
    main(test, __doc__)
