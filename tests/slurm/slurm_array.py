"""A sweep of 20 members as a real Slurm array, five of which are killed on the way: `sweep resume`
completes it, and its tables and statistics are those of the sweep that nobody disturbed."""

import argparse
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "program"))

from cluster import Cluster
from program import Failure, expect

MEMBERS = 20
VICTIMS = 5
LIMIT = 900


def tektite(options, *words):
    done = subprocess.run([options.tektite, *map(str, words)], capture_output=True, text=True,
                          check=False, stdin=subprocess.DEVNULL)
    expect(done.returncode == 0, f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout}"
           f"\n{done.stderr}")
    return done.stdout


def has_checkpoint(run):
    return any(path.name.isdigit() for path in (run / "checkpoints").glob("*"))


def runs_of(folder):
    """Processes that fly members of the sweep now: member -> process id."""
    found = {}
    for process in pathlib.Path("/proc").iterdir():
        try:
            words = (process / "cmdline").read_text().split("\0") if process.name.isdigit() else []
        except OSError:
            continue
        for word in words:
            if len(words) > 1 and words[1] in ("run", "resume") and word.startswith(f"{folder}/members/"):
                found[pathlib.Path(word).parent.name] = int(process.name)
    return found


def kill_some(cluster, folder):
    """kill -9 for five members that have a checkpoint, the moment they are seen to have one."""
    killed = set()
    end = time.monotonic() + LIMIT
    while len(killed) < VICTIMS:
        expect(time.monotonic() < end and cluster.queued(), f"only {len(killed)} could be killed")
        for member, process in runs_of(folder).items():
            if member in killed or not has_checkpoint(folder / "members" / member / "run") or len(killed) == VICTIMS:
                continue
            try:
                os.kill(process, signal.SIGKILL)
                killed.add(member)
            except ProcessLookupError:
                pass
        time.sleep(0.02)
    return sorted(killed)


def test(options, scratch):
    shutil.copy(options.sweep.parent / "case.yaml", scratch / "case.yaml")
    text = options.sweep.read_text()
    expect("case: case.yaml\n" in text, "the sweep has another case")
    # Checkpoints often enough that every member has one to be killed after.
    (scratch / "sweep.yaml").write_text(
        text.replace("case: case.yaml\n", "case: case.yaml\nset: [output.checkpoint.every=0.2 s]\n"))
    (scratch / "site.sh").write_text(f"tektite={options.tektite}\nlaunch=\n"
                                     "export OPENBLAS_NUM_THREADS=1\n")
    whole, broken = scratch / "whole", scratch / "broken"
    for folder in (whole, broken):
        tektite(options, "sweep", scratch / "sweep.yaml", "-o", folder)
    tektite(options, "sweep", "run", whole)
    tektite(options, "sweep", "collect", whole)
    with Cluster() as cluster:
        cluster.run("sbatch", f"--array=0-{MEMBERS - 1}", f"--output={scratch}/array.out",
                    str(options.jobs / "slurm" / "array.sbatch"), str(broken), cwd=scratch,
                    TEKTITE_SITE=str(scratch / "site.sh"))
        killed = kill_some(cluster, broken)
        end = time.monotonic() + LIMIT
        while cluster.queued():
            expect(time.monotonic() < end, f"the array does not end: {cluster.queued()}")
            time.sleep(0.5)
        status = tektite(options, "sweep", "status", broken)
        expect(f"{MEMBERS} members: {MEMBERS - VICTIMS} done, {VICTIMS} killed" in status, status +
               (scratch / "array.out").read_text())
        for member in killed:
            expect(f"{member}  killed" in status, f"{member} was killed:\n{status}")
        # The rest locally; `array.sbatch FOLDER resume` would do the same by Slurm.
        tektite(options, "sweep", "resume", broken)
    for member in killed:
        output = (broken / "members" / member / "output").read_text()
        expect("resumed at" in output, f"{member} did not go on from its checkpoint\n{output}")
    tektite(options, "sweep", "collect", broken)
    for name in ("table.csv", "statistics.csv"):
        expect((whole / name).read_bytes() == (broken / name).read_bytes(), f"{name} differs")
    print(f"{MEMBERS} members, {', '.join(killed)} killed and resumed: table and statistics are the same")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tektite", required=True)
    parser.add_argument("--sweep", required=True, type=pathlib.Path)
    parser.add_argument("--jobs", required=True, type=pathlib.Path, help="the folder of the scripts")
    options = parser.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="tektite_array_"))
    try:
        test(options, scratch)
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print("passed")


if __name__ == "__main__":
    main()
