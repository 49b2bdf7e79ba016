"""Signals and limits: TERM and INT to jobs' supervisor, USR2 and USR1 to the launcher, a time limit
by option and by the batch system's environment; what `tektite status` says meanwhile; a folder in
use; logs as JSON; a .petscrc in the way. Signals go to the launcher or to what supervises it."""

import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import time

from program import changed, complaints, expect, main, same_tables, wait_for

JOBS = pathlib.Path(__file__).resolve().parents[2] / "jobs"


def generations(folder):
    return sorted(p.name for p in (folder / "checkpoints").glob("*") if p.name.isdigit())


def step_of(folder):
    try:
        return json.loads((folder / "progress.json").read_text())["step"]
    except (OSError, ValueError):
        return -1


def status(program, folder, *options):
    """Without MPI: as a plain process."""
    done = subprocess.run([program.command[-1], "status", folder, *options], text=True,
                          capture_output=True, timeout=20)
    expect(done.returncode == 0, f"status: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def supervised(program, scratch, *arguments):
    """The program under jobs/setup.sh's supervise, as jobs/run and the batch scripts start it."""
    script = scratch / "supervised.sh"
    script.write_text('set -euo pipefail\nsource "$1/setup.sh"\nshift\ncode=0\n'
                      'supervise "$@" || code=$?\nexit "$code"\n')
    return subprocess.Popen(["bash", script, JOBS, *program.command, *map(str, arguments)],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            start_new_session=True)


def stopped(program, process, folder, what):
    code, out, err = program.finish(process)
    expect(code == 75, f"{what}: exit {code}\n{out}\n{err}")
    expect(generations(folder), f"{what}: no checkpoint")
    expect("stopped" in status(program, folder), f"{what}: {status(program, folder)}")


def stops(program, case, scratch, whole):
    for name in ("SIGTERM", "SIGINT", "SIGUSR2"):
        folder = scratch / name
        start = program.start if name == "SIGUSR2" else \
            lambda *arguments: supervised(program, scratch, *arguments)
        process = start("run", case, "-o", folder)
        expect(wait_for(process, lambda: step_of(folder) > 3), f"{name}: did not begin to fly")
        process.send_signal(getattr(signal, name))
        stopped(program, process, folder, name)
        if name == "SIGTERM":
            program.fly("resume", folder)
            same_tables(whole, folder)


def checkpoints_on_demand(program, case, scratch, whole):
    folder = scratch / "usr1"
    process = program.start("run", case, "-o", folder)
    expect(wait_for(process, lambda: step_of(folder) > 3), "did not begin to fly")
    before = generations(folder)
    process.send_signal(signal.SIGUSR1)
    expect(wait_for(process, lambda: generations(folder) != before), "no checkpoint on SIGUSR1")
    code, out, err = program.finish(process)
    expect(code == 0, f"exit {code} after SIGUSR1\n{out}\n{err}")
    same_tables(whole, folder)
    expect("done" in status(program, folder), "status of a finished run")
    expect(not (folder / "lock").exists(), "a lock is left")


def long_case(text, scratch):
    """Flies for half a minute, so that it is still flying when the test has looked at it."""
    case = scratch / "long.yaml"
    case.write_text(changed(text, (r"panel_size: \S+ m", "panel_size: 0.012 m")))
    return case


def in_use(program, text, scratch):
    """What `tektite status` says of a run that flies, and a second job in its folder."""
    case = long_case(text, scratch)
    folder = scratch / "in_use"
    process = program.start("run", case, "-o", folder)
    expect(wait_for(process, lambda: step_of(folder) > 0), "did not begin to fly")
    process.send_signal(signal.SIGUSR1)
    expect(wait_for(process, lambda: generations(folder)), "no checkpoint on SIGUSR1")
    seen = status(program, folder)
    for word in ("is alive", "step", "altitude", "km", "bodies", "ledger drift", "checkpoint",
                 "next in", "time left"):
        expect(word in seen, f"no '{word}' in the status of a run:\n{seen}")
    expect(json.loads(status(program, folder, "--json"))["state"] == "running", "status --json")
    for verb in (("resume", folder), ("run", case, "-o", folder, "--force")):
        code, _, err = program.run(*verb)
        expect(code == 2 and "in use" in err, f"a second job: exit {code}\n{err}")
        expect(len(complaints(err)) == 1, f"messages: {err}")
    expect(process.poll() is None, "the long run has ended: the test needs a longer one")
    process.send_signal(signal.SIGUSR2)
    stopped(program, process, folder, "the first job")


def limits(program, text, scratch):
    """Of a run that would take long: it has stopped when its time is up."""
    case = long_case(text, scratch)
    folder = scratch / "limit"
    begin = time.monotonic()
    process = program.start("run", case, "-o", folder, "--time-limit", "00:00:05")
    expect(wait_for(process, lambda: step_of(folder) > 0), "did not begin to fly")
    startup = time.monotonic() - begin
    stopped(program, process, folder, "--time-limit")
    expect("time limit" in status(program, folder), status(program, folder))
    end = time.time() + 2.0 * startup + 5.0
    process = program.start("resume", folder, env={**os.environ, "SLURM_JOB_END_TIME": str(end)})
    stopped(program, process, folder, "SLURM_JOB_END_TIME")
    expect(time.time() < end, "later than the limit")
    code, _, err = program.run("resume", folder, "--time-limit", "4 h")
    expect(code == 2 and "HH:MM:SS" in err, f"a limit that is none: exit {code}\n{err}")


def dead(program, case, scratch):
    """A killed job's lock is known to be stale, and taken over with a line."""
    folder = scratch / "dead"
    process = program.start("run", case, "-o", folder)
    expect(wait_for(process, lambda: step_of(folder) > 3), "did not begin to fly")
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    # A rank outlives the launcher until it notices, which takes long on a loaded machine.
    owner = re.search(r"process (\d+)", status(program, folder))
    if owner is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(owner.group(1)), signal.SIGKILL)
    limit = subprocess.Popen(["sleep", "30"])
    wait_for(limit, lambda: "dead" in status(program, folder), 30)
    limit.kill()
    expect("dead" in status(program, folder), status(program, folder))
    expect("resume" in status(program, folder), status(program, folder))
    lock = json.loads((folder / "lock").read_text())
    lock.update(host="elsewhere", boot="another")
    (folder / "lock").write_text(json.dumps(lock))
    code, _, err = program.run("resume", folder)
    expect(code == 2 and "--take-over" in err and "elsewhere" in err, f"exit {code}\n{err}")
    code, out, err = program.run("resume", folder, "--take-over", "--log-format", "json",
                                 "--time-limit", "00:00:04")
    expect(code in (0, 75) and "taken over" in err, f"exit {code}\n{err}")
    lines = [json.loads(line) for line in out.splitlines()]
    expect(lines and all({"time", "rank", "level", "text"} <= line.keys() for line in lines), out)


def silent_options(program, case, scratch):
    """A .petscrc is not read; PETSC_OPTIONS are, and are in the manifest."""
    (scratch / ".petscrc").write_text("-help\n-log_view\n")
    environment = {**os.environ, "HOME": str(scratch), "PETSC_OPTIONS": "-options_left no"}
    code, out, err = program.run("run", case, "-o", scratch / "petsc", "--time-limit", "00:00:03",
                                 env=environment, cwd=scratch)
    expect(code in (0, 75) and "PETSc Performance Summary" not in out + err, f"exit {code}\n{out}")
    manifest = json.loads((scratch / "petsc" / "manifest.json").read_text())
    expect(manifest["petsc_options"] == "-options_left no", manifest)


def test(program, text, scratch):
    case = scratch / "case.yaml"
    text = changed(text, (r"panel_size: 0\.12 m", "panel_size: 0.035 m"),
                   (r"trajectories: \{every: 2 s\}",
                    "trajectories: {every: 2 s}\n  progress: {every: 0.05 s}"))
    case.write_text(text)
    whole = scratch / "whole"
    out = program.fly("run", case, "-o", whole)
    expect(len(re.findall(r"^step ", out, re.M)) > 5, f"no progress lines:\n{out}")
    stops(program, case, scratch, whole)
    checkpoints_on_demand(program, case, scratch, whole)
    in_use(program, text, scratch)
    limits(program, text, scratch)
    dead(program, case, scratch)
    silent_options(program, case, scratch)


if __name__ == "__main__":
    main(test, __doc__)
