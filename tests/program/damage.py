"""A bit of a checkpoint flipped, or a file of it cut off or gone: the run goes on from the older one
with a loud line and to the same tables, or ends with exit 5 where there is none, within 10 s. And: a
changed case is refused by naming what has changed."""

import json
import random
import shutil
import time

from program import changed, complaints, expect, main, same_tables


def generations(folder):
    return sorted(p for p in (folder / "checkpoints").iterdir() if p.name.isdigit())


def hurt(generation, chance):
    """Does something to one file; says what."""
    file = chance.choice(sorted(generation.iterdir()))
    data = bytearray(file.read_bytes())
    kind = chance.choice(("flip", "flip", "flip", "cut", "gone"))
    if kind == "flip" and data:
        at, bit = chance.randrange(len(data)), chance.randrange(8)
        data[at] ^= 1 << bit
        file.write_bytes(data)
    elif kind == "cut" and data:
        file.write_bytes(data[:chance.randrange(len(data))])
    else:
        file.unlink()
    return f"{file.name}: {kind}"


def damaged(program, whole, kept, folder, chance, both):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(kept, folder)
    done = [hurt(generation, chance) for generation in
            (generations(folder) if both else generations(folder)[-1:])]
    begin = time.monotonic()
    code, out, err = program.run("resume", folder)
    seconds = time.monotonic() - begin
    what = f"{done}: exit {code} after {seconds:.1f} s\n{out}\n{err}"
    expect(code in ((0, 5) if both else (0,)), what)
    if code == 0:
        same_tables(whole, folder)
    else:
        expect(seconds < 10.0, what)
        expect(len(complaints(err)) == 1 and "no usable checkpoint" in err, what)
    # White space of a manifest says nothing, so its bits may flip.
    harmless = any(one.startswith("manifest.json: flip") for one in done)
    expect("CANNOT BE USED" in err or harmless, f"no loud line: {what}")
    return code


def other_case(program, whole, kept, folder, case, text):
    shutil.copytree(kept, folder)
    other = folder.parent / "other.yaml"
    other.write_text(changed(text, (r"macro_step: 0\.5 s", "macro_step: 0.25 s"),
                             (r"mass: 20 kg", "mass: 21 kg")))
    code, out, err = program.run("resume", folder, "--case", other)
    expect(code == 5, f"exit {code} with another case\n{out}\n{err}")
    for word in ("march.macro_step: was '0.5 s', is '0.25 s'", "electronics.mass", "20 kg", "21 kg",
                 "--accept-changes"):
        expect(word in err, f"'{word}' is not said:\n{err}")
    expect("speed" not in err, f"what has not changed is named:\n{err}")
    program.fly("resume", folder, "--case", case)
    same_tables(whole, folder)

    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
    other.write_text(changed(text, (r"macro_step: 0\.5 s", "macro_step: 0.25 s")))
    program.fly("resume", folder, "--case", other, "--accept-changes")
    accepted = json.loads((folder / "manifest.json").read_text())["accepted_changes"]
    expect([one["key"] for one in accepted] == ["march.macro_step"], accepted)
    expect("0.25 s" in (folder / "resolved.yaml").read_text(), "resolved.yaml is the old case")
    program.fly("resume", folder)


def test(program, text, scratch, times):
    case = scratch / "case.yaml"
    text = changed(text, (r"panel_size: 0\.12 m", "panel_size: 0.2 m"),
                   (r"trajectories: \{every: 2 s\}",
                    "trajectories: {every: 2 s}\n  checkpoint: {every_steps: 60}"))
    case.write_text(text)
    whole = scratch / "whole"
    program.fly("run", case, "-o", whole)
    expect(len(generations(whole)) == 2, f"generations: {generations(whole)}")
    chance = random.Random(20261122)
    codes = [damaged(program, whole, whole, scratch / "damaged", chance, i % 3 == 2)
             for i in range(int(times))]
    expect(0 in codes and 5 in codes, f"exit codes {codes}")
    shutil.rmtree(scratch / "damaged")
    other_case(program, whole, whole, scratch / "damaged", case, text)
    print(f"{len(codes)} damaged: {codes.count(0)} went on from another one, {codes.count(5)} ended")


if __name__ == "__main__":
    main(test, __doc__)
