"""A chain of real Slurm jobs that is cut at least three times ends like the run that never was: the
same tables and fields to the last byte. One of the cuts is a kill -9 of everything the job has; and
a chain whose job is cancelled ends."""

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
from program import Failure, changed, expect, same_tables

LIMIT = 900


def same_fields(a, b):
    files = [sorted(p.relative_to(f) for p in (f / "fields").rglob("*") if p.is_file()) for f in (a, b)]
    expect(files[0] == files[1] and len(files[0]) > 10, f"fields: {len(files[0])}, {len(files[1])}")
    for file in files[0]:
        expect((a / file).read_bytes() == (b / file).read_bytes(), f"{file} differs")
    return len(files[0])


def has_checkpoint(folder):
    return any(path.name.isdigit() for path in (folder / "checkpoints").glob("*"))


def wait(cluster, condition, what, limit=LIMIT):
    end = time.monotonic() + limit
    while not condition():
        queue = cluster.queued()
        expect(time.monotonic() < end and (queue or condition()),
               f"{what}: not within {limit} s, or nothing left to wait for; queue: {queue}")
        time.sleep(0.2)


def submit(cluster, options, scratch, folder):
    return cluster.run("sbatch", "--parsable", "--ntasks=2", "--time=1", f"--output={scratch}/%j.out",
                       str(options.jobs / "slurm" / "chain.sbatch"), str(scratch / "case.yaml"),
                       str(folder), cwd=scratch, TEKTITE_SITE=str(scratch / "site.sh"),
                       # Limits are whole minutes, and looked at every half of one.
                       SBATCH_SIGNAL=f"B:USR1@{options.lead}", SBATCH_OUTPUT=f"{scratch}/%j.out").strip()


def logs(scratch):
    return [path.read_text() for path in sorted(scratch.glob("*.out"), key=lambda p: int(p.stem))]


def flies_in_one(cluster, options, scratch):
    """single.sbatch: the smoke case as it is."""
    folder = scratch / "single"
    cluster.run("sbatch", "--ntasks=2", f"--output={scratch}/single.log",
                str(options.jobs / "slurm" / "single.sbatch"), str(options.case), str(folder),
                cwd=scratch, TEKTITE_SITE=str(scratch / "site.sh"))
    wait(cluster, lambda: not cluster.queued(), "the end of the single job")
    log = (scratch / "single.log").read_text()
    expect("exit code 0" in log and (folder / "report.json").exists(), f"the single job\n{log}")


def kill_job(job):
    """kill -9 of all that the job has, script, mpirun and ranks: nobody can say a last word."""
    victims = []
    for process in pathlib.Path("/proc").iterdir():
        try:
            if process.name.isdigit() and "slurmstepd" not in (process / "comm").read_text():
                variables = (process / "environ").read_bytes().split(b"\0")
                if f"SLURM_JOB_ID={job}".encode() in variables:
                    victims.append(int(process.name))
        except OSError:
            continue
    for victim in victims:
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            pass
    expect(len(victims) >= 3, f"only {len(victims)} processes of job {job}")


def flies_to_the_end(cluster, options, scratch):
    """A chain of a run long enough to be cut three times; the folder of its results."""
    step = options.step
    for attempt in range(5):
        folder = scratch / f"chained_{attempt}"
        for log in scratch.glob("*.out"):
            log.unlink()
        write_case(options, scratch, f"{step:.5f}")
        first = submit(cluster, options, scratch, folder)
        wait(cluster, lambda: has_checkpoint(folder), "a first checkpoint")
        kill_job(first)
        wait(cluster, lambda: not cluster.queued(), "the end of the chain")
        texts = logs(scratch)
        cuts = sum("exit code 75" in text for text in texts)
        if cuts >= 3 or "exit code 0" not in texts[-1]:
            break
        print(f"only {cuts} cuts in steps of {step:.5f} s: too quick a machine")
        step *= 0.9 * (cuts + 1) / 5
    report = "\n".join(texts)
    warned = sum("warned: checkpoint and stop" in text for text in texts)
    expect("exit code" not in texts[0], f"the first job was to be killed\n{texts[0]}")
    expect(cuts >= 3, f"only {cuts} jobs were cut\n{report}")
    expect("exit code 0" in texts[-1] and (folder / "report.json").exists(), f"no end\n{report}")
    expect(all("resume" in text for text in texts[1:]), f"a job began anew\n{report}")
    print(f"{len(texts)} jobs in steps of {step:.5f} s: 1 killed, {cuts} stopped with a checkpoint "
          f"({warned} warned by Slurm, the others by the clock), 1 finished")
    return folder


def ends_when_cancelled(cluster, options, scratch):
    before = len(logs(scratch))
    folder = scratch / "cancelled"
    first = submit(cluster, options, scratch, folder)
    try:
        wait(cluster, lambda: has_checkpoint(folder), "a first checkpoint")
    except Failure as failure:
        raise Failure(f"{failure}\n" + "\n".join(logs(scratch)[before:])) from None
    cluster.run("scancel", first)
    wait(cluster, lambda: not cluster.queued(), "the end of the cancelled chain", 120)
    texts = logs(scratch)[before:]
    # Either it could still take its successor back, or that one found it cancelled.
    expect(len(texts) == 1 or (len(texts) == 2 and "the chain with it" in texts[1]),
           "not cancelled:\n" + "\n".join(texts))
    expect(not (folder / "report.json").exists(), "the run went on though it was cancelled")
    print("a cancelled job ends its chain")


def write_case(options, scratch, step):
    (scratch / "case.yaml").write_text(changed(
        options.case.read_text(),
        (r"macro_step: 0.5 s, resolution: 0.125 s", f"macro_step: {step} s, resolution: {step} s"),
        (r"trajectories: \{every: 2 s\}",
         "trajectories: {every: 2 s}\n  checkpoint: {every: 1 s}")))


def test(options, scratch):
    (scratch / "site.sh").write_text(
        f"tektite={options.tektite}\n"
        "launch='mpirun --quiet --bind-to none --oversubscribe --mca mpi_yield_when_idle 1 -n {ranks}'\n"
        "export OPENBLAS_NUM_THREADS=1\n")
    with Cluster() as cluster:
        cluster.environment.update(OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
        flies_in_one(cluster, options, scratch)
        # Slurm looks at limits every 30 s, whatever they are: three cuts need a run of some 100 s.
        # How many steps that takes depends on the machine and on what else it does.
        chained = flies_to_the_end(cluster, options, scratch)
        ends_when_cancelled(cluster, options, scratch)
    whole = scratch / "whole"
    done = subprocess.run([*options.mpiexec.split(), "2", options.tektite, "run", "-o", str(whole),
                           str(scratch / "case.yaml")], capture_output=True, text=True, check=False,
                          stdin=subprocess.DEVNULL)
    expect(done.returncode == 0, f"the unbroken run: exit {done.returncode}\n{done.stderr}")
    same_tables(whole, chained)
    print(f"the unbroken run has the same tables and {same_fields(whole, chained)} files of fields")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tektite", required=True)
    parser.add_argument("--mpiexec", required=True)
    parser.add_argument("--case", required=True, type=pathlib.Path)
    parser.add_argument("--jobs", required=True, type=pathlib.Path, help="the folder of the scripts")
    parser.add_argument("--step", default=0.008, type=float, help="time step to begin with [s]")
    parser.add_argument("--lead", default=50, type=int, help="seconds from the warning to the limit")
    options = parser.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="tektite_chain_"))
    try:
        test(options, scratch)
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print("passed")


if __name__ == "__main__":
    main()
