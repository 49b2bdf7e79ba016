"""One fault each: cases made wrong in one place, from the shipped ones. The parser refuses all, on
the right line, and the JSON Schema refuses the same ones; what is not made wrong passes both.

    mutations.py --tektite PROGRAM --cases FOLDER [--most N] [--keep FOLDER]

Kinds: misspelt, missing, unit, type, range, duplicated, moved, and number (forms that readers of YAML
disagree about). A mutation is made from what the schema says of the place, and only such as it makes
illegal: a key that may be left out is not "missing"."""

import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml

from case_yaml import Refused, compose, value_of

# Factors to SI of what the shipped cases use, to type a value out of range in their own units.
FACTORS = {"km": 1e3, "cm": 1e-2, "mm": 1e-3, "um": 1e-6, "min": 60.0, "h": 3600.0, "deg": 0.017453292519943295,
           "deg/s": 0.017453292519943295, "km/s": 1e3, "kPa": 1e3, "MPa": 1e6, "kN": 1e3, "MN": 1e6, "kN m": 1e3,
           "MN m": 1e6, "kW/m2": 1e3, "%": 0.01}
NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
WANTED = 500


class Schema:
    def __init__(self, text):
        self.root = json.loads(text)
        jsonschema.Draft7Validator.check_schema(self.root)
        self.validator = jsonschema.Draft7Validator(self.root)

    def target(self, schema):
        """Through references, and past `include`."""
        while True:
            if "else" in schema:
                schema = schema["else"]
            elif "$ref" in schema:
                schema = self.root["definitions"][schema["$ref"].rsplit("/", 1)[1]]
            elif "allOf" in schema and "properties" not in schema:
                schema = schema["allOf"][0]
            else:
                return schema

    def accepts(self, text):
        try:
            return self.validator.is_valid(value_of(compose(text)))
        except Refused:
            return False


class Mutant:
    def __init__(self, kind, what, text, lines):
        self.kind, self.what, self.text, self.lines = kind, what, text, set(lines)


class Maker:
    """All mutants of one case."""

    def __init__(self, name, text, schema, dice):
        self.name, self.text, self.schema, self.dice = name, text, schema, dice
        self.lines = text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.maps = []  # (node, schema, path)
        self.mutants = []
        self.walk(compose(text), schema.root, "")

    def walk(self, node, schema, path):
        if isinstance(node, yaml.MappingNode):
            if "properties" in schema and "additionalProperties" in schema and schema["additionalProperties"] is False:
                self.maps.append((node, schema, path))
            for key, value in node.value:
                inner = schema.get("properties", {}).get(key.value) or schema.get("additionalProperties")
                if isinstance(inner, dict):
                    where = f"{path}.{key.value}" if path else key.value
                    self.pair(node, schema, key, value, inner, where)
                    self.walk(value, self.schema.target(inner), where)
        elif isinstance(node, yaml.SequenceNode) and "items" in schema:
            for i, item in enumerate(node.value):
                inner = self.schema.target(schema["items"])
                if isinstance(item, yaml.ScalarNode):
                    self.scalar(item, inner, f"{path}[{i}]")
                self.walk(item, inner, f"{path}[{i}]")

    # Edits of the text.

    def add(self, kind, what, begin, end, text, lines=None):
        changed = self.text[:begin] + text + self.text[end:]
        if lines is None:
            lines = [self.text.count("\n", 0, begin) + 1]
        self.mutants.append(Mutant(kind, f"{self.name}: {kind} {what}", changed, lines))

    def span(self, parent, key, value):
        """Where an entry stands with what separates it, or None if it cannot be cut out."""
        begin, end = key.start_mark.index, value.end_mark.index
        if parent.flow_style:
            after = re.match(r"\s*,\s*", self.text[end:])
            if after:
                return begin, end + after.end()
            before = re.search(r"\s*,\s*$", self.text[:begin])
            return (before.start(), end) if before else (begin, end)
        line = key.start_mark.line
        if self.lines[line][:key.start_mark.column].strip():
            return None  # behind a dash
        last = value.end_mark.line
        if isinstance(value, yaml.ScalarNode) or value.flow_style:
            last += 1
        return self.starts[line], self.starts[last]

    def pair(self, parent, schema, key, value, inner, where):
        self.misspelt(schema, key, where)
        self.missing(parent, key, value, where)
        self.duplicated(parent, key, value, where)
        self.moved(parent, key, value, where)
        if isinstance(value, yaml.ScalarNode):
            self.scalar(value, self.schema.target(inner), where)
        else:
            target = self.schema.target(inner)
            wrong = ["5", "word"] + (["[1, 2]"] if isinstance(value, yaml.MappingNode) else ["{a: 1}"])
            if value.flow_style:
                for text in wrong:
                    self.add("type", f"{where} = {text}", value.start_mark.index, value.end_mark.index, text)
            self.counts(parent, value, target, where)

    def misspelt(self, schema, key, where):
        if schema.get("additionalProperties") is not False:
            return
        word = key.value
        at = self.dice.randrange(len(word))
        for wrong in {word[:at] + word[at + 1:], word + word[-1], word[:at] + "q" + word[at + 1:], word.capitalize()}:
            if wrong and wrong not in schema["properties"]:
                self.add("misspelt", f"{where} as {wrong}", key.start_mark.index, key.end_mark.index, wrong)

    def missing(self, parent, key, value, where):
        span = self.span(parent, key, value)
        if span is None or len(parent.value) == 1:
            return
        text = self.text[:span[0]] + self.text[span[1]:]
        if self.schema.accepts(text):
            return  # it may be left out
        # Said at the section: where it begins, or at its own key above.
        first = parent.start_mark.line + 1
        lines = [first]
        if not parent.flow_style and parent.value[0][0] is key:
            others = parent.value[1][0].start_mark.line - value.end_mark.line
            lines = range(first, first + max(others, 1) + 1)
        self.add("missing", where, *span, "", lines)

    def duplicated(self, parent, key, value, where):
        text = self.text[key.start_mark.index:value.end_mark.index].rstrip()
        if "\n" in text:
            return
        line = value.end_mark.line + 1
        if parent.flow_style:
            self.add("duplicated", where, value.end_mark.index, value.end_mark.index, ", " + text, [line])
        elif isinstance(value, yaml.ScalarNode) or value.flow_style:
            indent = " " * key.start_mark.column
            self.add("duplicated", where, self.starts[line], self.starts[line], f"{indent}{text}\n", [line + 1])

    def moved(self, parent, key, value, where):
        span = self.span(parent, key, value)
        text = self.text[key.start_mark.index:value.end_mark.index].rstrip()
        if span is None or "\n" in text or len(parent.value) == 1 or not self.maps:
            return
        for _ in range(3):
            other, schema, path = self.dice.choice(self.maps)
            outside = other.start_mark.index >= span[1] or other.end_mark.index <= span[0]
            around = other.start_mark.index <= span[0] and other.end_mark.index >= span[1]
            if other is parent or key.value in schema["properties"] or not (outside or around):
                continue
            place = other.start_mark.index
            if other.flow_style:
                place += 1
                text_there = text + ", "
            elif self.lines[other.start_mark.line][:other.start_mark.column].strip():
                continue  # behind a dash
            else:
                place = self.starts[other.start_mark.line]
                text_there = " " * other.start_mark.column + text + "\n"
            cut = self.text[:span[0]] + self.text[span[1]:]
            at = place if place <= span[0] else place - (span[1] - span[0])
            if place > span[0] and place < span[1]:
                continue
            made = cut[:at] + text_there + cut[at:]
            self.mutants.append(Mutant("moved", f"{self.name}: moved {where} to {path or 'the root'}", made,
                                       [made.count("\n", 0, at) + 1]))
            return

    def counts(self, parent, value, schema, where):
        """A list of the wrong length, if its length is laid down."""
        if not isinstance(value, yaml.SequenceNode) or not value.flow_style or not value.value:
            return
        last = value.value[-1]
        item = self.text[last.start_mark.index:last.end_mark.index]
        more = self.text[:last.end_mark.index] + f", {item}" + self.text[last.end_mark.index:]
        if not self.schema.accepts(more):
            self.add("range", f"{where}: an item more", last.end_mark.index, last.end_mark.index, f", {item}")

    def scalar(self, node, schema, where):
        def put(kind, text):
            self.add(kind, f"{where} = {text}", node.start_mark.index, node.end_mark.index, text)

        text = node.value
        if "enum" in schema:
            put("misspelt", text + "x")
            put("misspelt", text[1:] if text[1:] not in schema["enum"] else text + "y")
            put("type", "[1]")
            put("type", "12")
        elif "x-tektite-unit" in schema:
            self.number(text, schema, put)
        elif schema.get("type") == "integer":
            for wrong in ("2.5", "word", "[1]", "true", "1 m"):
                put("type", wrong)
            if "minimum" in schema:
                put("range", str(int(schema["minimum"]) - 1))
            if "maximum" in schema:
                put("range", str(int(schema["maximum"]) + 1))
            put("number", "0x10")
            put("number", "01")
        elif schema.get("type") == "boolean":
            for wrong in ("yes", "1", "'true'", "[true]"):
                put("type", wrong)
        elif "-02-29" in schema.get("pattern", ""):
            for wrong in (text[:-1], text.replace("-", "/"), text[:5] + "13" + text[7:], text[:8] + "32" + text[10:],
                          text[:11] + "24" + text[13:], "noon"):
                put("range" if wrong[:4] == text[:4] else "type", wrong)
        elif schema.get("type") == "string":
            for wrong in ("12", "true", "[a, b]", "{a: 1}", '"line\\nline"', '"esc\\u001b[31m"', '""'):
                put("type", wrong)

    def number(self, text, schema, put):
        unit = schema["x-tektite-unit"]
        found = NUMBER.match(text)
        number, own = text[:found.end()], text[found.end():].strip()
        for wrong in ("word", "[1, 2]", "{a: 1}", "true"):
            put("type", wrong)
        if unit == "1":
            put("unit", f"{number} m")
            put("unit", f"{number} K")
        else:
            put("unit", number)
            put("unit", f"{number} {'m' if unit == 'kg' else 'kg'}")
            put("unit", f"{number} {'s' if unit == 'Pa' else 'Pa'}")
            put("unit", f"{number} {own}x")
            put("unit", f"{number} {own.swapcase()}" if own.swapcase() not in schema["x-tektite-units"] else f"{number} q")
        tail = f" {own}" if own else ""
        for wrong in (f"0x10{tail}", f"010{tail}", f"1_000{tail}", f"--1{tail}", f"1,5{tail}" if tail else "1..5",
                      f".nan{tail}", f"1e400{tail}"):
            put("number", f'"{wrong}"' if wrong.startswith("--") and False else wrong)
        limits = schema.get("x-tektite-range", {})
        scale = FACTORS.get(own, 1.0)

        def typed(si):
            # As many digits as a person types, on the far side of the limit.
            value = f"{si / scale:.3f}".rstrip("0").rstrip(".")
            return f"{value}{tail}"

        for name, sign in (("minimum", -1), ("exclusiveMinimum", -1), ("maximum", 1)):
            if name not in limits:
                continue
            limit = limits[name]
            step = max(abs(limit), scale)
            put("range", typed(limit + sign * 0.5 * step))
            put("range", typed(limit + sign * 1000.0 * step))
            if name == "exclusiveMinimum" and limit == 0:
                put("range", f"0{tail}")
                put("range", f"0.0{tail}")


def refused(program, folder, mutants):
    """The lines of the messages of every mutant, by its number, and all that was said."""
    files = []
    for i, mutant in enumerate(mutants):
        path = folder / f"m{i}.yaml"
        path.write_text(mutant.text)
        files.append(str(path))
    said = collections.defaultdict(list)
    accepted = set()
    for begin in range(0, len(files), 200):
        done = subprocess.run([program, "syntax", *files[begin:begin + 200]], capture_output=True, text=True, timeout=600)
        if done.returncode not in (0, 2):
            sys.exit(f"FAILED: exit {done.returncode}: {done.stderr[-2000:]}")
        for line in done.stderr.splitlines():
            match = re.search(r"/m(\d+)\.yaml:(\d+):(\d+): error: ", line)
            if match is None:
                sys.exit(f"FAILED: a message without a place: {line}")
            said[int(match[1])].append((int(match[2]), line))
        accepted |= {int(n) for n in re.findall(r"/m(\d+)\.yaml: ok", done.stdout)}
    return said, accepted


def three_faults(program, folder, maker):
    """Three faults on three lines of one file give three messages."""
    text = maker.text
    for old, new in (("latitude:", "latxtude:"), ("speed: 7.5 km/s", "speed: 7.5 kg"),
                     ("gap: 20 mm", "gap: -20 mm")):
        if text.count(old) != 1:
            sys.exit(f"FAILED: the case has no '{old}'")
        text = text.replace(old, new)
    path = folder / "three.yaml"
    path.write_text(text)
    done = subprocess.run([program, "syntax", path], capture_output=True, text=True, timeout=60)
    lines = {int(n) for n in re.findall(r"three\.yaml:(\d+):", done.stderr)}
    wanted = {text[:text.index(word)].count("\n") + 1 for word in ("latxtude", "7.5 kg", "-20 mm")}
    if not wanted <= lines:
        sys.exit(f"FAILED: three faults in lines {wanted}, messages for {lines}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tektite", required=True)
    parser.add_argument("--cases", type=pathlib.Path, required=True)
    parser.add_argument("--most", type=int, default=90, help="mutants of each kind and case")
    parser.add_argument("--keep", type=pathlib.Path, help="leave the mutants here")
    options = parser.parse_args()
    scratch = tempfile.TemporaryDirectory(prefix="tektite_mutations_")
    folder = options.keep or pathlib.Path(scratch.name)
    folder.mkdir(parents=True, exist_ok=True)

    def tektite(*arguments):
        done = subprocess.run([options.tektite, *map(str, arguments)], capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            sys.exit(f"FAILED: tektite {arguments}: {done.stderr}")
        return done.stdout

    schema = Schema(tektite("schema"))
    tektite("init", folder / "template")
    cases = sorted(options.cases.glob("*/case.yaml")) + [folder / "template.yaml"]
    dice = random.Random(20310115)
    mutants, makers = [], {}
    for case in cases:
        text = case.read_text()
        name = case.parent.name if case.name == "case.yaml" else "template"
        if "ok" not in tektite("syntax", case) or not schema.accepts(text):
            errors = [e.message[:200] for e in schema.validator.iter_errors(value_of(compose(text)))]
            sys.exit(f"FAILED: {case} as shipped is refused: {errors}")
        made = makers[name] = Maker(name, text, schema, dice)
        kinds = collections.defaultdict(list)
        for mutant in made.mutants:
            kinds[mutant.kind].append(mutant)
        for kind in sorted(kinds):
            mutants += dice.sample(kinds[kind], min(options.most, len(kinds[kind])))

    said, accepted = refused(options.tektite, folder, mutants)
    three_faults(options.tektite, folder, makers["smoke"])
    counts = collections.Counter(m.kind for m in mutants)
    not_refused = [m for i, m in enumerate(mutants) if i in accepted or not said[i]]
    wrong_line = [(m, said[i]) for i, m in enumerate(mutants) if said[i] and not m.lines & {n for n, _ in said[i]}]
    disagree = [m for i, m in enumerate(mutants) if schema.accepts(m.text) == bool(said[i])]
    print(f"{len(mutants)} mutants of {len(cases)} cases: " + ", ".join(f"{n} {k}" for k, n in sorted(counts.items())))
    print(f"refused {len(mutants) - len(not_refused)}, right line {len(mutants) - len(wrong_line)}, "
          f"JSON Schema agrees on {len(mutants) - len(disagree)}")
    for mutant in not_refused[:20]:
        print(f"  not refused: {mutant.what}")
    for mutant, lines in wrong_line[:20]:
        print(f"  wrong line: {mutant.what}: wanted {sorted(mutant.lines)}, said {[line for _, line in lines][:2]}")
    for mutant in disagree[:20]:
        print(f"  the schema says otherwise: {mutant.what}")
    good = len(mutants) >= WANTED and not not_refused and not disagree and len(wrong_line) <= 0.01 * len(mutants)
    sys.exit(0 if good else "FAILED")


if __name__ == "__main__":
    main()
