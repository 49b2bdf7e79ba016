"""A run that is stopped by signals, or killed, and resumed tells the same story to the last byte as
one that is not. Also: the books of the unbroken run close."""

import os
import shutil
import signal

from program import changed, expect, ledger, main, same_tables, wait_for


def has_checkpoint(folder):
    return any(p.is_dir() and p.name.isdigit() for p in (folder / "checkpoints").glob("*"))


def has_fields(folder):
    return any((folder / "fields").rglob("*.vt*"))


def log_size(folder):
    log = folder / "log"
    return log.stat().st_size if log.exists() else 0


def stop_once(program, arguments, folder):
    """Starts, and asks to stop when it has begun to fly. True: stopped; False: it was quicker."""
    before = log_size(folder)
    process = program.start(*arguments)
    wait_for(process, lambda: has_fields(folder) and log_size(folder) > before)
    if process.poll() is None:
        process.send_signal(signal.SIGUSR2)
    code, out, err = program.finish(process)
    expect(code in (0, 75), f"exit {code} after SIGUSR2\n{out}\n{err}")
    expect(code == 0 or has_checkpoint(folder), f"stopped without a checkpoint\n{out}\n{err}")
    return code == 75


def stopped_by_signals(program, case, whole, folder):
    stops = 0
    arguments = ["run", case, "-o", folder]
    while stop_once(program, arguments, folder):
        stops += 1
        arguments = ["resume", folder]
        if stops == 3:
            program.fly(*arguments)
            break
    expect(stops > 0, "the run was over before it could be stopped")
    same_tables(whole, folder)


def killed(program, case, whole, folder):
    process = program.start("run", case, "-o", folder, "--force")
    seen = wait_for(process, lambda: has_checkpoint(folder))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    expect(seen, "no checkpoint to be killed after")
    program.fly("resume", folder)
    same_tables(whole, folder)


def refuses_other_case(program, folder):
    """A checkpoint is not flown on with another case."""
    shutil.copy(folder / "resolved.yaml", folder / "kept.yaml")
    text = (folder / "resolved.yaml").read_text()
    (folder / "resolved.yaml").write_text(changed(text, (r"84000 m|84 km", "85 km")))
    code, out, err = program.run("resume", folder)
    expect(code == 5, f"exit {code} on a checkpoint of another case\n{out}\n{err}")


def test(program, text, scratch):
    case = scratch / "case.yaml"
    case.write_text(changed(text, (r"trajectories: \{every: 2 s\}",
                                   "trajectories: {every: 2 s}\n  checkpoint: {every: 0.2 s}")))
    whole = scratch / "whole"
    program.fly("run", case, "-o", whole)
    books = ledger(whole)
    expect(abs(books["mass error relative to entry"]) <= 1e-12, f"mass: {books}")
    expect(abs(books["energy error relative to the absorbed"]) <= 1e-8, f"energy: {books}")

    stopped_by_signals(program, case, whole, scratch / "stopped")
    killed(program, case, whole, scratch / "stopped")
    refuses_other_case(program, scratch / "stopped")


if __name__ == "__main__":
    main(test, __doc__)
