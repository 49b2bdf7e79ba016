"""A case file as a JSON Schema sees it: the language of io/case, which is YAML without what readers
of YAML disagree about."""

import re

import yaml

INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)$")
DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")
OTHER = re.compile(r"[-+]?(?:[0-9][0-9]*|0x[0-9a-fA-F]+|0o[0-7]+|\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
                   r"|[-+]?0[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$|(?:True|TRUE|False|FALSE)$")


class Unclear:
    """A plain scalar that means different things to different readers of YAML: of no type."""


class Refused(Exception):
    """Not a document of the language at all, e.g. with a key twice."""


def compose(text):
    """The tree of nodes, which know where they stand."""
    try:
        return yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise Refused(str(error)) from None


def value_of(node):
    """The node as JSON."""
    if isinstance(node, yaml.MappingNode):
        made = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in made:
                raise Refused(f"key {key.value} in line {key.start_mark.line + 1}")
            made[key.value] = value_of(value)
        return made
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item) for item in node.value]
    text = node.value
    if node.style is not None:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if INTEGER.match(text):
        return int(text)
    if DECIMAL.match(text):
        value = float(text)
        return value if abs(value) != float("inf") else Unclear()
    return Unclear() if OTHER.match(text) else text
