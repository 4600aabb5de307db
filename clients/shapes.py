"""The bodies of the API as TypedDicts, from its schema."""

import keyword
import re
from collections.abc import Iterator
from typing import Any

HEAD = '''"""What is sent and answered, in the shapes of docs/openapi.yaml.

Written by `make openapi`: do not edit. A name that ends in Request is sent. A code that may be
one of very many is `str`: new ones come without notice.
"""

from __future__ import annotations

from typing import {names}
'''
TYPING = ("Any", "Literal", "NotRequired", "TypedDict")
# A longer list of codes is no type, but a list of its own.
MOST_CODES = 12
WIDTH = 100
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
Schemas = dict[str, dict[str, Any]]


def module_of(schema: dict[str, Any], names: set[str]) -> str:
    """The named bodies, and all that they consist of."""
    schemas: Schemas = schema["components"]["schemas"]
    wanted = sorted(_with_parts(schemas, names))
    text = "".join(f"\n\n{_written(schemas[name], name)}" for name in wanted)
    used = [name for name in TYPING if re.search(rf"\b{name}\b", text)]
    return HEAD.format(names=", ".join(used)) + text


def _with_parts(schemas: Schemas, names: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = sorted(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _named_in(schemas[name])
    return found


def _named_in(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].rpartition("/")[2]
        for name, inner in node.items():
            if name != "discriminator":
                yield from _named_in(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _named_in(inner)


def _written(shape: dict[str, Any], name: str) -> str:
    if "properties" not in shape:
        return f"{name} = {_type(shape)}\n"
    required = set(shape.get("required", ()))
    fields = {
        field: _type(inner) if field in required else f"NotRequired[{_type(inner)}]"
        for field, inner in shape["properties"].items()
    }
    if all(field.isidentifier() and not keyword.iskeyword(field) for field in fields):
        lines = [f"class {name}(TypedDict):", *(_field(*pair) for pair in fields.items())]
        return "\n".join(lines) + "\n"
    inside = "".join(f'        "{field}": {kind},\n' for field, kind in fields.items())
    return f'{name} = TypedDict(\n    "{name}",\n    {{\n{inside}    }},\n)\n'


def _field(name: str, kind: str) -> str:
    """Broken as the formatter breaks it."""
    line = f"    {name}: {kind}"
    if len(line) <= WIDTH:
        return line
    return f"    {name}: {_broken(kind, 4)}"


def _broken(kind: str, indent: int) -> str:
    """What stands in brackets, on lines of its own: together if that fits, else one by one."""
    outer, _bracket, rest = kind.partition("[")
    inner, inside, end = rest[:-1], " " * (indent + 4), " " * indent
    if len(inside) + len(inner) <= WIDTH:
        return f"{outer}[\n{inside}{inner}\n{end}]"
    if outer != "Literal":
        return f"{outer}[\n{inside}{_broken(inner, indent + 4)}\n{end}]"
    codes = "".join(f"{inside}{code},\n" for code in inner.split(", "))
    return f"Literal[\n{codes}{end}]"


def _type(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        return str(shape["$ref"].rpartition("/")[2])
    if "enum" in shape:
        return _codes(shape["enum"], shape.get("type"))
    if parts := shape.get("oneOf") or shape.get("anyOf") or shape.get("allOf"):
        return _union(_type(part) for part in parts)
    return _plain(shape)


def _plain(shape: dict[str, Any]) -> str:
    kind = shape.get("type")
    if isinstance(kind, list):
        return _union(_type({**shape, "type": one}) for one in kind)
    if kind == "array":
        return f"list[{_type(shape['items'])}]"
    if kind in _PLAIN:
        return _PLAIN[kind]
    more = shape.get("additionalProperties")
    return f"dict[str, {_type(more) if isinstance(more, dict) and more else 'Any'}]"


def _codes(codes: list[Any], kind: Any) -> str:
    if len(codes) > MOST_CODES:
        nullable = None in codes or (isinstance(kind, list) and "null" in kind)
        return "str | None" if nullable else "str"
    quoted = [str(code) if code is None else f'"{code}"' for code in dict.fromkeys(codes)]
    return f"Literal[{', '.join(quoted)}]"


def _union(kinds: Iterator[str]) -> str:
    """Each once; a union inside is taken apart. None comes last."""
    found = dict.fromkeys(kinds)
    ends = [kind for kind in found if kind == "None"]
    return " | ".join([kind for kind in found if kind != "None"] + ends)
