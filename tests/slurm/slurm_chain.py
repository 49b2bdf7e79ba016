"""A chain of real Slurm jobs that is cut at least three times ends like the run that never was: the
same tables and fields to the last byte. One of the cuts is a kill -9 of everything the job has; and
a chain whose job is cancelled ends."""

import argparse
import pathlib
import shutil
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
        expect(time.monotonic() < end, f"{what}: not within {limit} s; queue: {cluster.queued()}")
        time.sleep(0.2)


def submit(cluster, options, scratch, folder):
    return cluster.run("sbatch", "--parsable", "--ntasks=2", "--time=1", f"--output={scratch}/%j.out",
                       str(options.jobs / "slurm" / "chain.sbatch"), str(scratch / "case.yaml"),
                       str(folder), cwd=scratch, TEKTITE_SITE=str(scratch / "site.sh"),
                       # Limits are whole minutes, and looked at every half of one.
                       SBATCH_SIGNAL=f"B:USR1@{options.lead}", SBATCH_OUTPUT=f"{scratch}/%j.out").strip()


def logs(scratch):
    return [path.read_text() for path in sorted(scratch.glob("*.out"), key=lambda p: int(p.stem))]


def kill_job(cluster, job):
    """Everything that the job has, without a word: as a node that loses its power."""
    cluster.run("scancel", "--signal=KILL", "--full", job)


def flies_to_the_end(cluster, options, scratch, whole):
    folder = scratch / "chained"
    first = submit(cluster, options, scratch, folder)
    wait(cluster, lambda: has_checkpoint(folder), "a first checkpoint")
    kill_job(cluster, first)
    wait(cluster, lambda: not cluster.queued(), "the end of the chain")
    texts = logs(scratch)
    report = "\n".join(texts)
    expect((folder / "report.json").exists(), f"the chain ended before the run\n{report}")
    cuts = sum("exit code 75" in text for text in texts)
    warned = sum("warned: checkpoint and stop" in text for text in texts)
    expect("exit code" not in texts[0], f"the first job was to be killed\n{texts[0]}")
    expect(cuts >= 3, f"only {cuts} jobs were cut\n{report}")
    expect("exit code 0" in texts[-1], f"the last job\n{texts[-1]}")
    expect(all("resume" in text for text in texts[1:]), f"a job began anew\n{report}")
    same_tables(whole, folder)
    count = same_fields(whole, folder)
    print(f"{len(texts)} jobs: 1 killed, {cuts} stopped with a checkpoint ({warned} warned by Slurm, "
          f"the others by the clock), 1 finished; tables and {count} files of fields are the same")


def ends_when_cancelled(cluster, options, scratch):
    before = len(logs(scratch))
    folder = scratch / "cancelled"
    first = submit(cluster, options, scratch, folder)
    wait(cluster, lambda: has_checkpoint(folder), "a first checkpoint")
    cluster.run("scancel", first)
    wait(cluster, lambda: not cluster.queued(), "the end of the cancelled chain", 120)
    texts = logs(scratch)[before:]
    expect(len(texts) == 2 and "the chain with it" in texts[1], "not cancelled:\n" + "\n".join(texts))
    expect(not (folder / "report.json").exists(), "the run went on though it was cancelled")
    print("a cancelled job ends its chain")


def write_case(options, scratch, step):
    (scratch / "case.yaml").write_text(changed(
        options.case.read_text(),
        (r"macro_step: 0.5 s, resolution: 0.125 s", f"macro_step: {step} s, resolution: {step} s"),
        (r"trajectories: \{every: 2 s\}",
         "trajectories: {every: 2 s}\n  checkpoint: {every: 1 s}")))


def fly(options, scratch, folder):
    """The run in one go; its time on the wall."""
    started = time.monotonic()
    done = subprocess.run([*options.mpiexec.split(), "2", options.tektite, "run", "--force", "-o",
                           str(folder), str(scratch / "case.yaml")], capture_output=True, text=True,
                          check=False, stdin=subprocess.DEVNULL)
    expect(done.returncode == 0, f"the unbroken run: exit {done.returncode}\n{done.stderr}")
    return time.monotonic() - started


def test(options, scratch):
    (scratch / "site.sh").write_text(
        f"tektite={options.tektite}\n"
        "launch='mpirun --quiet --bind-to none --oversubscribe --mca mpi_yield_when_idle 1 -n {ranks}'\n"
        "export OPENBLAS_NUM_THREADS=1\n")
    # Slurm looks at limits every 30 s, whatever they are: three cuts need a run of some 100 s. How
    # many steps that takes depends on the machine and on what else it does.
    whole = scratch / "whole"
    step = 0.04
    write_case(options, scratch, step)
    seconds = fly(options, scratch, whole)
    while seconds < options.seconds:
        step *= max(0.1, 0.9 * seconds / options.seconds)
        write_case(options, scratch, f"{step:.5f}")
        seconds = fly(options, scratch, whole)
    print(f"unbroken: {seconds:.0f} s in steps of {step:.5f} s")
    with Cluster() as cluster:
        cluster.environment.update(OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
        flies_to_the_end(cluster, options, scratch, whole)
        ends_when_cancelled(cluster, options, scratch)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tektite", required=True)
    parser.add_argument("--mpiexec", required=True)
    parser.add_argument("--case", required=True, type=pathlib.Path)
    parser.add_argument("--jobs", required=True, type=pathlib.Path, help="the folder of the scripts")
    parser.add_argument("--seconds", default=110.0, type=float, help="how long the run takes")
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
