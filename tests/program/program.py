"""Runs the real program for tests: on any number of ranks, with a time limit, in a scratch folder."""

import argparse
import csv
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TABLES = ["bodies", "fragments", "events", "objects", "impacts", "ledger"]


class Failure(Exception):
    """What a test found wrong."""


def expect(condition, text):
    if not condition:
        raise Failure(text)


class Program:
    """The program on a fixed number of ranks."""

    def __init__(self, tektite, mpiexec, ranks):
        self.ranks = ranks
        self.command = [tektite] if ranks == 1 else mpiexec.split() + [str(ranks), tektite]

    def start(self, *arguments, **options):
        return subprocess.Popen([*self.command, *map(str, arguments)], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, start_new_session=True,
                                **options)

    def finish(self, process, limit=120):
        """Exit code, output and errors; a process that outlives the limit is a failure."""
        try:
            out, err = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise Failure(f"hangs: {' '.join(process.args)}") from None
        return process.returncode, out, err

    def run(self, *arguments, limit=120, **options):
        return self.finish(self.start(*arguments, **options), limit)

    def fly(self, *arguments, code=0, limit=300):
        """run() that must end with `code`."""
        got, out, err = self.run(*arguments, limit=limit)
        expect(got == code, f"exit {got}, not {code}: {' '.join(map(str, arguments))}\n{out}\n{err}")
        return out


def complaints(err):
    """The program's own messages among those of mpirun."""
    return [line for line in err.splitlines() if line.startswith("tektite: ")]


def wait_for(process, condition, limit=60):
    """Until `condition()`; False if the process ended or the time is up."""
    end = time.monotonic() + limit
    while time.monotonic() < end and process.poll() is None:
        if condition():
            return True
        time.sleep(0.01)
    return False


def same_tables(a, b, names=TABLES):
    for name in names:
        files = [pathlib.Path(folder) / "tables" / f"{name}.csv" for folder in (a, b)]
        expect(files[0].read_bytes() == files[1].read_bytes(), f"{files[0]} and {files[1]} differ")


def same_flight(program, case, scratch):
    """Flies `case` whole, stopped and resumed, and on one rank: the tables of all three are the same to
    the last byte. Returns the folder of the whole run."""
    whole, cut, alone = (scratch / name for name in ("whole", "cut", "alone"))
    program.fly("run", case, "-o", whole)
    process = program.start("run", case, "-o", cut, "--time-limit", "00:00:01")
    wait_for(process, lambda: (cut / "checkpoints" / "000001").exists())
    code, out, err = program.finish(process)
    expect(code in (0, 75), f"exit {code}\n{out}\n{err}")
    program.fly("resume", cut)
    same_tables(whole, cut)
    type(program)(program.command[-1], "", 1).fly("run", case, "-o", alone)
    same_tables(whole, alone)
    return whole


def ledger(folder):
    with open(pathlib.Path(folder) / "tables" / "ledger.csv", newline="") as file:
        rows = list(csv.reader(file))
    return {row[0]: float(row[1]) for row in rows[1:]}


def main(test, description):
    """Reads the arguments that cmake gives, runs `test(program, case text, scratch folder)`; with
    --runs, where finished runs are, and with --with, other arguments, those come last."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--tektite", required=True)
    parser.add_argument("--mpiexec", default="")
    parser.add_argument("--ranks", type=int, default=1)
    parser.add_argument("--case", required=True)
    parser.add_argument("--runs")
    parser.add_argument("--with", dest="more", nargs="*", default=[])
    options = parser.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="tektite_"))
    program = Program(options.tektite, options.mpiexec, options.ranks)
    try:
        more = ([options.runs] if options.runs else []) + options.more
        test(program, pathlib.Path(options.case).read_text(), scratch, *more)
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print("passed")


def changed(text, *changes):
    """`text` with each (pattern, replacement) applied once; a pattern must occur."""
    for pattern, replacement in changes:
        text, count = re.subn(pattern, lambda _: replacement, text, count=1)
        expect(count == 1, f"the case has no '{pattern}'")
    return text
