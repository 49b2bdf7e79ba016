"""The tree that `cmake --install` makes can be moved: from there, with no environment and out of
sight of the sources, the program flies the smoke case with the materials beside it, and the batch
scripts find the program."""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

from program import Failure, expect, same_tables


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False,
                          stdin=subprocess.DEVNULL, **options)
    expect(done.returncode == 0, f"{words}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def test(build, source, scratch):
    run("cmake", "--install", build, "--prefix", scratch / "first")
    moved = scratch / "moved here"
    (scratch / "first").rename(moved)
    program = moved / "bin" / "tektite"
    share = moved / "share" / "tektite"

    # No run path into the build, and the one beside the program.
    paths = run("readelf", "-d", program)
    expect("$ORIGIN/../lib" in paths, f"run path:\n{paths}")
    expect(str(build) not in paths, f"a run path into the build:\n{paths}")

    # The materials are those of the tree: one that is only there is known.
    (share / "materials" / "test_metal.yaml").write_bytes(
        (share / "materials" / "copper.yaml").read_bytes())
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(scratch)}
    expect("test_metal" in run(program, "materials", env=bare), "the tree's materials are not used")

    case = share / "cases" / "smoke" / "case.yaml"
    run(program, "run", case, "-o", scratch / "moved_run", env=bare, cwd=scratch)
    run(build / "bin" / "tektite", "run", source / "cases/smoke/case.yaml", "-o", scratch / "run")
    same_tables(scratch / "moved_run", scratch / "run")

    jobs = share / "jobs"
    for script in ("slurm/single.sbatch", "slurm/chain.sbatch", "slurm/array.sbatch", "pbs/chain.pbs"):
        expect((jobs / script).is_file(), f"{script} is not installed")
    found = run("bash", "-c", 'source "$1/batch.sh"; load_site "$1"; echo "$tektite"', "-", jobs, env=bare)
    expect(pathlib.Path(found.strip()) == program.resolve(), f"batch scripts find {found}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--source", required=True, type=pathlib.Path)
    options = parser.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="tektite_installed_"))
    try:
        test(options.build, options.source, scratch)
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print("passed")


if __name__ == "__main__":
    main()
