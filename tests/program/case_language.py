"""The verbs around the case language, and what surrounds a case: the reference page is current, a new
case checks and flies, included files are part of the case, paths stay in the case's folder, settings
are recorded, and what a title or a name holds cannot hurt what reads the results."""

import json
import os
import pathlib
import re

import jsonschema

from program import changed, expect, main

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Ends after a second with exit 3: something still flies.
BRIEF = ["--set", "march.longest=1 s"]
TRIANGLE = "solid t\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\n" \
           "endsolid t\n"


def refused(program, *arguments, says):
    code, out, err = program.run(*arguments)
    what = f"{' '.join(map(str, arguments))}\n{out}\n{err}"
    expect(code == 2, f"exit {code}, not 2: {what}")
    expect(re.search(says, err), f"the message does not match '{says}': {what}")
    return err


def check_reference(program):
    page = (ROOT / "cases" / "REFERENCE.md").read_text()
    expect(program.fly("schema", "--reference") == page,
           "cases/REFERENCE.md is not what `tektite schema --reference` prints: write it again")


def check_schema(program):
    for arguments in ([], ["--material"]):
        schema = json.loads(program.fly("schema", *arguments))
        jsonschema.Draft7Validator.check_schema(schema)

        def words(node):
            for key, inner in node.get("properties", {}).items():
                expect(inner.get("description"), f"the key {key} has no description")
            for inner in node.values():
                if isinstance(inner, dict):
                    words(inner)
        words(schema)
    for path in (ROOT / "materials" / "library").glob("*.yaml"):
        expect("ok" in program.fly("syntax", "--material", path), path)


def check_init(program, scratch):
    os.chdir(scratch)
    program.fly("init", "fresh")
    text = (scratch / "fresh.yaml").read_text()
    program.fly("check", "fresh.yaml")
    program.fly("run", "fresh.yaml", "-o", scratch / "fresh_run")
    refused(program, "init", "fresh", says="is there already")
    expect((scratch / "fresh.yaml").read_text() == text, "init changed a case that was there")
    refused(program, "init", "fre sh", says="is not a name")
    program.fly("init", "folder", "--folder")
    there = sorted(p.name for p in (scratch / "folder").iterdir())
    expect(there == ["README.md", "case.yaml", "expected.yaml"], there)
    # Nothing is left out of the template: every key of every table stands in it.
    schema = json.loads(program.fly("schema"))
    for table in [schema, *schema["definitions"].values()]:
        for key in table["properties"]:
            expect(re.search(rf"^[ #-]*{key}:", text, re.M), f"the template lacks the key {key}")
    # A section that is a comment as a whole can be made one of the case.
    begin, end = text.index("# thermal:"), text.index("# structure:")
    opened = text[:begin] + re.sub(r"^# ", "", text[begin:end], flags=re.M) + text[end:]
    (scratch / "opened.yaml").write_text(opened)
    program.fly("syntax", "opened.yaml")


def values(folder):
    """The resolved case without the origins."""
    return re.sub(r"  # .*", "", (pathlib.Path(folder) / "resolved.yaml").read_text())


def block(text, key):
    """Lines of vehicle.<key> without two levels of indentation, and the text without them."""
    match = re.search(rf"^  {key}:\n((?:    .*\n)+)", text, re.M)
    expect(match, f"the case has no {key}")
    inner = "".join(line[4:] + "\n" for line in match[1].splitlines())
    return inner, text[:match.start(1)], text[match.end(1):]


def check_includes(program, text, scratch):
    whole = scratch / "whole.yaml"
    whole.write_text(text)
    folder = scratch / "split"
    folder.mkdir()
    split = text
    for key, item in (("stacks", "    include: more/stacks.yaml\n"), ("parts", "    - include: parts.yaml\n"),
                      ("joints", "    - include: joints.yaml\n")):
        inner, head, tail = block(split, key)
        path = folder / item.split(": ")[1].strip()
        path.parent.mkdir(exist_ok=True)
        path.write_text(inner)
        split = head + item + tail
    case = folder / "case.yaml"
    case.write_text(split)
    for path, run in ((whole, "whole_run"), (case, "split_run")):
        program.fly("run", path, "-o", scratch / run, *BRIEF, code=3)
    expect(values(scratch / "whole_run") == values(scratch / "split_run"), "an included case is another case")
    resolved = (scratch / "split_run" / "resolved.yaml").read_text()
    expect("stacks.yaml, line " in resolved and "include" not in values(scratch / "split_run"),
           "the resolved case does not say what was included, or includes still")

    # Errors are said where they are; recursion ends; nothing outside is read.
    good = (folder / "parts.yaml").read_text()
    (folder / "parts.yaml").write_text(good.replace("radius", "radios", 1))
    refused(program, "syntax", case, says=r"parts\.yaml:1:\d+: error: unknown key 'radios'")
    (folder / "parts.yaml").write_text("- include: parts.yaml\n")
    refused(program, "syntax", case, says=r"parts\.yaml:1:\d+: error: include: 'parts.yaml' includes itself")
    (folder / "parts.yaml").write_text("- [1\n")
    refused(program, "syntax", case, says=r"parts\.yaml:\d+:\d+: error: not valid YAML")
    (folder / "parts.yaml").write_text("name: can\n")
    refused(program, "syntax", case, says=r"parts\.yaml:1:1: error: .*is a list")
    (folder / "parts.yaml").write_text(good)
    (scratch / "outside.yaml").write_text(good)
    os.symlink(scratch / "outside.yaml", folder / "link.yaml")
    os.mkfifo(folder / "fifo.yaml")
    for name, says in (("../outside.yaml", "must not lead out"), (scratch / "outside.yaml", "must be relative"),
                       ("link.yaml", "is a link out"), ("fifo.yaml", "not a regular file"), ("more", "not a regular file"),
                       ("none.yaml", "cannot be read"), ("/dev/zero", "must be relative")):
        case.write_text(split.replace("include: parts.yaml", f"include: {name}"))
        refused(program, "syntax", case, says=says)
    for name in ("../outside.yaml", scratch / "outside.yaml", "link.yaml"):
        case.write_text(split.replace("include: parts.yaml", f"include: {name}"))
        program.fly("syntax", "--allow-path", case)
    case.write_text(split.replace("include: parts.yaml", "include: /dev/zero"))
    refused(program, "syntax", "--allow-path", case, says="not a regular file")


def check_paths(program, text, scratch):
    """The same for mesh files."""
    folder = scratch / "meshes"
    folder.mkdir()
    (scratch / "outside.stl").write_text(TRIANGLE)
    os.symlink(scratch / "outside.stl", folder / "link.stl")
    os.mkfifo(folder / "fifo.stl")
    case = folder / "case.yaml"
    for name, says in (("../outside.stl", "must not lead out"), (scratch / "outside.stl", "must be relative"),
                       ("link.stl", "is a link out"), ("fifo.stl", "not a regular file"), (".", "not a regular file"),
                       ('"a\\u001bb.stl"', "control characters")):
        case.write_text(changed(text, (r"\{shape: disc, radius: 0\.5 m, at: \[1\.2 m, 0 m, 0 m\]\}",
                                       f"{{shape: file, file: {name}}}")))
        err = refused(program, "check", case, says=says)
        expect(re.search(r"case\.yaml:\d+:\d+: error: vehicle\.parts\[1\]\.wall\.file:", err), err)
    # Allowed, it is read: and the one triangle does not close the can.
    case.write_text(changed(text, (r"\{shape: disc, radius: 0\.5 m, at: \[1\.2 m, 0 m, 0 m\]\}",
                                   "{shape: file, file: ../outside.stl}")))
    err = refused(program, "check", "--allow-path", case, says="touches|opening|border|closed")
    expect("lead out" not in err, err)


def check_settings(program, text, scratch):
    whole = scratch / "whole.yaml"
    run = scratch / "set_run"
    program.fly("run", whole, "-o", run, *BRIEF, "--set", "vehicle.stacks.lid.layers.0.thickness=4.5 mm",
                "--set", "parts.can.stack.2.thickness=2.5 mm", "--set", "vehicle.parts.1.span=0.25 m", code=3)
    resolved = (run / "resolved.yaml").read_text()
    for line in ("thickness: 0.0045 m  # command line", "thickness: 0.0025 m  # command line",
                 "span: 0.25 m  # command line", "longest: 1 s  # command line", "tolerance: 1e-09  # default"):
        expect(line in resolved, f"the resolved case lacks '{line}'")
    expect(re.search(r"altitude: 84000 m  # case, line \d+\n", resolved), "the origin of the altitude is not said")
    for setting, says in (("vehicle.panel_size=5 kg", r"--set vehicle\.panel_size=5 kg: error: .*another dimension"),
                          ("vehicle.parts.nose.span=1 m", r"names can, lid, bottom"),
                          ("vehicle.parts.3.span=1 m", r"positions from 0 to 2"),
                          ("vehicle.panel_sise=1 m", r"unknown key 'panel_sise'.*did you mean 'panel_size'"),
                          ("title", "write it as path=value")):
        refused(program, "syntax", whole, "--set", setting, says=says)
    # Two wrong settings and a wrong line: three messages in one pass.
    bad = scratch / "bad.yaml"
    bad.write_text(changed(text, (r"altitude: 84 km", "altitude: 84")))
    err = refused(program, "syntax", bad, "--set", "a=1", "--set", "vehicle.panel_size=5 kg", says="altitude")
    expect(err.count("error: ") == 3, err)


def check_usage(program):
    for arguments in (["fly"], [], ["run"], ["run", "x", "--fourse"], ["run", "a", "b"], ["check"], ["schema", "--ref"],
                      ["picture", "x", "--zoom", "much"]):
        err = refused(program, *arguments, says=r"^tektite: .*; see tektite .*--help")
        expect(not re.search(r"subcommand|CLI|were not expected|Could not convert", err), err)


def check_names(program, text, scratch):
    """A title goes to pages, tables and fields as text, whatever it holds; names cannot hold such things."""
    whole = scratch / "whole.yaml"
    title = "</title><script>alert(1)</script>&\"'--> =1+1 ]]> \\\\ \u00e9"
    run = scratch / "title_run"
    quoted = title.replace('"', '\\"')
    program.fly("run", whole, "-o", run, "--set", f'title="{quoted}"')
    page = (run / "report.html").read_text()
    expect("<script>alert" not in page and "&lt;script&gt;alert(1)" in page, "the report does not escape the title")
    expect("alert(1)" in json.dumps(json.loads((run / "report.json").read_text())), "the title is not in report.json")
    expect(title.replace("\\\\", "\\") in json.dumps(json.loads((run / "report.json").read_text()), ensure_ascii=False)
           .replace('\\"', '"').replace("\\\\", "\\"), "report.json has another title")
    for name in ("<b>", "a,b", "=1+1", "a/b", "..", '"a\\nb"', '"a\\u0007"', "a;b", "-rf", '"\\u202ename"', '"a b "', "x" * 65):
        case = scratch / "named.yaml"
        case.write_text(changed(text, (r"name: titanium_ball", f"name: {name}")))
        refused(program, "syntax", case, says=r"named\.yaml:\d+:\d+: error: ")
    for word in ('"two\\nlines"', '"esc\\u001b[31m"', '"\\u202ereversed"', '"\\u0085"', '""'):
        refused(program, "syntax", whole, "--set", f"title={word}", says="title")


def test(program, text, scratch):
    check_reference(program)
    check_schema(program)
    check_init(program, scratch)
    check_includes(program, text, scratch)
    check_paths(program, text, scratch)
    check_settings(program, text, scratch)
    check_usage(program)
    check_names(program, text, scratch)


if __name__ == "__main__":
    main(test, __doc__)
