"""resolved.yaml is a case: it flies to the same bits as the case it came from, settings of the command
line included, and resolves to itself."""

import pathlib
import re
import sys

from program import TABLES, expect, main, same_tables

# Settings behind "--": a flight that is cut short, which ends with exit 3.
SETTINGS = sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else []


def values(folder):
    return re.sub(r"  # .*", "", (folder / "resolved.yaml").read_text())


def same_fields(a, b):
    files = sorted(p.relative_to(a / "fields") for p in (a / "fields").rglob("*") if p.is_file())
    expect(files, "there are no fields")
    expect(files == sorted(p.relative_to(b / "fields") for p in (b / "fields").rglob("*") if p.is_file()),
           "the runs have different fields")
    for name in files:
        expect((a / "fields" / name).read_bytes() == (b / "fields" / name).read_bytes(), f"fields/{name} differs")


def test(program, text, scratch):
    case = pathlib.Path(sys.argv[sys.argv.index("--case") + 1])
    first, second = scratch / "first", scratch / "second"
    options = [word for setting in SETTINGS for word in ("--set", setting)]
    code = 3 if any(setting.startswith("march.longest") for setting in SETTINGS) else 0
    program.fly("run", case, "-o", first, *options, code=code, limit=7200)
    resolved = (first / "resolved.yaml").read_text()
    expect(re.search(r"  # case, line \d+$", resolved, re.M) and "  # default" in resolved, "values have no origin")
    expect(resolved.count("  # command line") == len(SETTINGS), "settings are not recorded")
    for line in resolved.splitlines()[1:]:
        expect(line.strip().rstrip(":") in ("-", "- {}") or "  # " in line, f"a value without origin: {line}")
    program.fly("run", first / "resolved.yaml", "-o", second, code=code, limit=7200)
    expect(values(first) == values(second), "the resolved case resolves to something else")
    tables = [name for name in TABLES if (first / "tables" / f"{name}.csv").exists()]
    expect(len(tables) >= 4 or code != 0, f"there are only the tables {tables}")
    same_tables(first, second, tables)
    same_fields(first, second)


if __name__ == "__main__":
    sys.argv = sys.argv[:sys.argv.index("--")] if "--" in sys.argv else sys.argv
    main(test, __doc__)
