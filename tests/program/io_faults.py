"""Every call on files that a short run makes, made to fail: a full disk, an I/O error, a quota,
half a write. Exit 4 with one message that names a path, nobody left waiting, the last good
generation kept, and the run goes on from it to the same tables. A call whose failure does not matter
(a lock that is not removed, say) may leave exit 0 with the same tables; a write never may."""

import os
import pathlib
import random
import shutil
import sys

from program import complaints, expect, main, same_tables

PLATE = """\
tektite: 1
title: A plate that is slow enough to be handed over at once
entry: {epoch: 2030-06-01T00:00:00Z, altitude: 30 km, latitude: 0 deg, longitude: 0 deg, speed: 650 m/s, flight_path_angle: -60 deg, heading: 90 deg, attitude: {mode: tumbling, rate: 5 deg/s}}
vehicle:
  panel_size: 0.5 m
  temperature: 300 K
  stacks: {skin: {layers: [{material: aluminium_2219_t87, thickness: 4 mm}]}}
  parts: [{name: plate, stack: skin, wall: {shape: disc, radius: 0.5 m}}]
  objects: [{name: ball, inside: [plate], shape: sphere, size: [0.1 m], material: steel_316, at: [0 m, 0 m, 0 m]}]
march: {macro_step: 2 s}
output: {fields: {every: 3 s}, trajectories: {every: 1 s}, progress: {every: 0 s}, checkpoint: {every_steps: 1}}
"""

MUST_FAIL = {"open", "write", "fsync", "rename", "mkdir"}


class Walk:
    def __init__(self, program, scratch, shim):
        self.program, self.scratch, self.shim = program, scratch, shim
        self.case = scratch / "case.yaml"
        self.case.write_text(PLATE)
        self.whole = scratch / "whole"
        program.fly("run", self.case, "-o", self.whole)
        self.counts = {}

    def environment(self, folder, **settings):
        return {**os.environ, "LD_PRELOAD": str(self.shim), "TEKTITE_FAULT_UNDER": str(folder),
                **{f"TEKTITE_FAULT_{key.upper()}": str(value) for key, value in settings.items()}}

    def calls(self, rank):
        """Names of the calls of a rank of a sound run, in order."""
        folder, trace = self.scratch / "count", self.scratch / f"trace_{rank}"
        shutil.rmtree(folder, ignore_errors=True)
        code, out, err = self.program.run("run", self.case, "-o", folder,
                                          env=self.environment(folder, rank=rank, at=0, trace=trace))
        expect(code == 0, f"exit {code} with the shim\n{out}\n{err}")
        same_tables(self.whole, folder)
        return [line.split()[1] for line in trace.read_text().splitlines()]

    def break_one(self, rank, at, name, what):
        folder = self.scratch / "broken"
        shutil.rmtree(folder, ignore_errors=True)
        where = f"rank {rank}, call {at} ({name}), {what}"
        code, out, err = self.program.run(
            "run", self.case, "-o", folder, limit=60,
            env=self.environment(folder, rank=rank, at=at, what=what))
        said = f"{where}: exit {code}\n{out}\n{err}"
        if what == "SHORT":
            expect(code == 0, said)
        elif name in MUST_FAIL:
            expect(code == 4, said)
        expect(code in (0, 4), said)
        self.counts[code] = self.counts.get(code, 0) + 1
        if code == 0:
            same_tables(self.whole, folder)
            return
        expect(len(complaints(err)) == 1, f"not one message: {said}")
        expect(str(folder) in complaints(err)[0], f"no path: {said}")
        shutil.rmtree(folder / "lock", ignore_errors=True)
        if any(p.name.isdigit() for p in (folder / "checkpoints").glob("*")):
            self.program.fly("resume", folder)
            same_tables(self.whole, folder)
            self.counts["resumed"] = self.counts.get("resumed", 0) + 1


def test(program, text, scratch, *options):
    shim, share = options
    walk = Walk(program, scratch, pathlib.Path(shim))
    chance = random.Random(20261122)
    number = 0
    for rank in range(program.ranks):
        for at, name in enumerate(walk.calls(rank), 1):
            for what in ("ENOSPC", "EIO", "EDQUOT", "SHORT", "FULL"):
                if what in ("SHORT", "FULL") and name != "write":
                    continue
                if what == "EDQUOT" and name not in ("write", "open", "mkdir"):
                    continue
                if chance.random() >= float(share):
                    continue
                walk.break_one(rank, at, name, what)
                number += 1
    print(f"{number} faults: {walk.counts}")
    expect(number >= 20, f"only {number} faults")


if __name__ == "__main__":
    main(test, __doc__)
