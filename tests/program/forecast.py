"""What `tektite check` forecasts, against what the run then takes: memory within 15 %, disk within
10 %, time within 50 %. Time is compared by processor time: the machine may be busy."""

import re
import sys

from program import expect, main

HERE = __file__.rsplit("/", 1)[0]


def forecast(text):
    found = re.search(
        r"forecast for (\d+) rank.*memory +([\d.]+) MB a rank, ([\d.]+) MB in all.*disk +([\d.]+) MB: fields "
        r"([\d.]+), tables ([\d.]+), report and log ([\d.]+), checkpoints (\d) x ([\d.]+).*"
        r"wall time +([\d.]+) s", text, re.S)
    expect(found, f"no forecast in: {text}")
    return [float(x) for x in found.groups()]


def bytes_of(folder):
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def compare(what, said, was, share):
    print(f"{what}: forecast {said:.4g}, measured {was:.4g}, {100 * (said / was - 1):+.1f} %")
    return [] if abs(said / was - 1) <= share else [f"{what}: forecast {said:.4g}, measured {was:.4g}"]


def test(program, text, scratch):
    case = scratch / "case.yaml"
    case.write_text(text)
    launch, program.command = program.command, program.command[-1:]
    code, out, err = program.run("check", case, "--ranks", program.ranks, limit=600)
    expect(code == 0, f"check: exit {code}: {out} {err}")
    (_, a_rank, in_all, disk, fields, tables, _, generations, checkpoint, time) = forecast(out)

    usage = scratch / "usage"
    program.command = [*launch[:-1], sys.executable, f"{HERE}/measured.py", str(usage), launch[-1]]
    run = scratch / "run"
    program.fly("run", case, "-o", run, limit=900)
    ranks = [[float(x) for x in line.split()] for line in usage.read_text().splitlines()]
    expect(len(ranks) == program.ranks, f"{len(ranks)} ranks were measured")

    wrong = compare("memory of a rank [MB]", a_rank, max(r[0] for r in ranks) / 1e6, 0.15)
    wrong += compare("memory in all [MB]", in_all, sum(r[0] for r in ranks) / 1e6, 0.15)
    # How many checkpoints there are goes by the clock, so they are compared one by one.
    kept = [p for p in (run / "checkpoints").iterdir() if p.is_dir()]
    checkpoints = bytes_of(run / "checkpoints")
    wrong += compare("disk without checkpoints [MB]", disk - generations * checkpoint,
                     (bytes_of(run) - checkpoints) / 1e6, 0.10)
    if kept and checkpoints / len(kept) > 0.5e6:
        wrong += compare("a checkpoint [MB]", checkpoint, checkpoints / len(kept) / 1e6, 0.10)
    print(f"fields {fields}, tables {tables} MB forecast; measured "
          f"{bytes_of(run / 'fields') / 1e6:.2f}, {bytes_of(run / 'tables') / 1e6:.2f}")
    if program.ranks == 1:  # several ranks wait in turns on a busy machine
        wrong += compare("processor time [s]", time, ranks[0][1], 0.5)
    expect(not wrong, "\n".join(wrong))


if __name__ == "__main__":
    main(test, __doc__)
