"""kill -9 of a random rank at a random moment, also inside a write, a flush or a rename; then resume,
and be killed again. Always: nobody waits, the run goes on from a checkpoint that is at most one
interval old, and its tables are those of the unbroken run to the last byte."""

import json
import os
import pathlib
import random
import re
import shutil
import signal
import time

from program import Failure, changed, complaints, expect, main, same_tables

INTERVAL = 10  # macro-steps between checkpoints


def rank_processes(launcher):
    """The ranks that this mpirun has started: rank -> process."""
    found = {}
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) != launcher:
                continue
            variables = (entry / "environ").read_bytes().split(b"\0")
        except (OSError, IndexError):
            continue
        for variable in variables:
            if variable.startswith(b"OMPI_COMM_WORLD_RANK="):
                found[int(variable.split(b"=")[1])] = int(entry.name)
    return found


class Rig:
    def __init__(self, program, scratch, shim, seed, case):
        self.program, self.scratch, self.shim = program, scratch, shim
        self.chance = random.Random(seed)
        self.case = case
        self.kills = {"by the clock": 0, "in a call": 0}
        self.resumes = self.restarts = self.worst_loss = 0
        self.whole = scratch / "whole"
        begin = time.monotonic()
        program.fly("run", case, "-o", self.whole)
        self.duration = time.monotonic() - begin
        trace = scratch / "trace"
        counted = scratch / "counted"
        code, out, err = program.run("run", case, "-o", counted,
                                     env=self.environment(counted, rank=0, at=0, trace=trace))
        expect(code == 0, f"exit {code} with the shim\n{out}\n{err}")
        self.calls = len(trace.read_text().splitlines())

    def environment(self, folder, **settings):
        return {**os.environ, "LD_PRELOAD": str(self.shim), "TEKTITE_FAULT_UNDER": str(folder),
                **{f"TEKTITE_FAULT_{key.upper()}": str(value) for key, value in settings.items()}}

    def start(self, folder, arguments):
        """Starts, and is killed: True; or is over before that: False."""
        rank = self.chance.randrange(self.program.ranks)
        if self.chance.random() < 0.5:
            what = self.chance.choice(("KILL", "HALF", "DONE"))
            # Other ranks than 0 write a few files a checkpoint only.
            last = self.calls if rank == 0 else self.calls // 8
            at = self.chance.randint(1, last)
            process = self.program.start(*arguments, env=self.environment(
                folder, rank=rank, at=at, what=what))
            kind = "in a call"
        else:
            process = self.program.start(*arguments)
            time.sleep(self.chance.uniform(0.1, 0.9) * self.duration)
            victim = rank_processes(process.pid).get(rank)
            if victim is not None:
                try:
                    os.kill(victim, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            kind = "by the clock"
        code, out, err = self.program.finish(process, limit=120)
        self.check_resumption(folder, out)
        if code == 0:
            return False
        expect(not complaints(err), f"a message of its own after a kill: {err}")
        expect(code in (137, 134, 1, 9, -9), f"exit {code}\n{out}\n{err}")
        self.kills[kind] += 1
        return True

    def check_resumption(self, folder, out):
        """No more is lost than an interval: what progress.json had said when it was killed."""
        found = re.search(r"resumed at \S+ s, step (\d+)", out)
        if self.reached is None or found is None:
            return
        loss = self.reached - int(found.group(1))
        self.worst_loss = max(self.worst_loss, loss)
        expect(loss <= INTERVAL, f"{loss} steps lost")

    def has_checkpoint(self, folder):
        return any(p.is_dir() and p.name.isdigit() for p in (folder / "checkpoints").glob("*"))

    def note_reached(self, folder):
        try:
            self.reached = json.loads((folder / "progress.json").read_text())["step"]
        except FileNotFoundError:
            self.reached = None

    def chain(self):
        """One run, killed some times, and then flown to its end."""
        folder = self.scratch / "chain"
        shutil.rmtree(folder, ignore_errors=True)
        arguments = ["run", self.case, "-o", folder]
        self.reached = None
        for _ in range(self.chance.randint(1, 6)):
            if not self.start(folder, arguments):
                break
            self.note_reached(folder)
            if self.has_checkpoint(folder):
                arguments = ["resume", folder]
                self.resumes += 1
            else:
                # Killed before the first one, which is written before the first step.
                expect(self.reached is None, "steps were flown without a checkpoint")
                arguments = ["run", self.case, "-o", folder, "--force"]
                self.restarts += 1
        else:
            out = self.program.fly(*arguments)
            self.check_resumption(folder, out)
        same_tables(self.whole, folder)
        trajectories = [f / "tables" / "trajectories.csv" for f in (self.whole, folder)]
        expect(trajectories[0].read_bytes() == trajectories[1].read_bytes(), "trajectories differ")


def test(program, text, scratch, shim, kills, seed):
    case = scratch / "case.yaml"
    case.write_text(changed(text, (r"panel_size: 0\.12 m", "panel_size: 0.2 m"),
                            (r"fields: \{every: 10 s\}", "fields: {every: 5 s}"),
                            (r"trajectories: \{every: 2 s\}",
                             "trajectories: {every: 1 s}\n  progress: {every: 0 s}\n"
                             f"  checkpoint: {{every_steps: {INTERVAL}}}")))
    rig = Rig(program, scratch, pathlib.Path(shim), int(seed), case)
    while sum(rig.kills.values()) < int(kills):
        try:
            rig.chain()
            print(rig.kills, flush=True)
        except Failure as failure:
            raise Failure(f"after {rig.kills}: {failure}") from None
    print(f"{rig.kills} kills, {rig.resumes} resumed, {rig.restarts} begun again before the first "
          f"checkpoint, at most {rig.worst_loss} of {INTERVAL} steps lost, "
          f"{rig.calls} calls on files a run")


if __name__ == "__main__":
    main(test, __doc__)
