"""The OpenAPI schema as lines of a page: operations grouped by noun, and what they speak of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Node = dict[str, Any]
JSON = "application/json"


@dataclass(frozen=True)
class Kind:
    """What a value is, in words; `component` is described further down the page."""

    text: str = ""
    component: str = ""


@dataclass(frozen=True)
class Field:
    name: str
    kind: Kind
    is_required: bool
    description: str


@dataclass(frozen=True)
class Answer:
    status: str
    description: str
    kind: Kind


@dataclass(frozen=True)
class Operation:
    anchor: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    parameters: list[Field]
    body: Kind | None
    answers: list[Answer]

    @property
    def parts(self) -> list[str]:
        """Where a narrow screen may break the address."""
        return self.path.split("/")[1:]


@dataclass
class Group:
    noun: str
    operations: list[Operation] = field(default_factory=list)


@dataclass(frozen=True)
class Component:
    name: str
    description: str
    fields: list[Field]
    variants: list[Kind]


def groups_of(schema: Node) -> list[Group]:
    groups: dict[str, Group] = {}
    for path, operations in schema["paths"].items():
        for method, node in operations.items():
            noun = node["tags"][0]
            group = groups.setdefault(noun, Group(noun))
            group.operations.append(_operation(schema, path, method, node))
    return list(groups.values())


def components_of(schema: Node) -> list[Component]:
    return [
        Component(
            name=name,
            description=plain(node.get("description", "")),
            fields=list(_fields(name, node)),
            variants=[kind_of(variant) for variant in node.get("oneOf", [])],
        )
        for name, node in sorted(schema["components"]["schemas"].items())
    ]


def _operation(schema: Node, path: str, method: str, node: Node) -> Operation:
    body = node.get("requestBody", {}).get("content", {}).get(JSON)
    scopes = [scope for way in node["security"] for scopes in way.values() for scope in scopes]
    return Operation(
        anchor=node["operationId"],
        method=method.upper(),
        path=path,
        summary=node["summary"],
        description=plain(node["description"].removeprefix(node["summary"]).lstrip(". \n")),
        scope=", ".join(scopes),
        parameters=[_parameter(parameter) for parameter in node.get("parameters", [])],
        body=kind_of(body["schema"]) if body else None,
        answers=[_answer(schema, *answer) for answer in node["responses"].items()],
    )


def _parameter(node: Node) -> Field:
    return Field(
        name=node["name"],
        kind=kind_of(node["schema"]),
        is_required=node.get("required", False),
        description=plain(node.get("description", "")),
    )


def _answer(schema: Node, status: str, node: Node) -> Answer:
    if "$ref" in node:
        node = schema["components"]["responses"][node["$ref"].rpartition("/")[2]]
    content: Node = next(iter(node.get("content", {}).values()), {})
    return Answer(status, plain(node.get("description", "")), kind_of(content.get("schema", {})))


def _fields(component: str, node: Node) -> Iterator[Field]:
    """What must be there is said of what is sent; answers say what may be lacking in words."""
    required = node.get("required", []) if component.endswith("Request") else []
    for name, inner in node.get("properties", {}).items():
        yield Field(name, kind_of(inner), name in required, plain(inner.get("description", "")))


def kind_of(node: Node) -> Kind:
    if "$ref" in node:
        return Kind(component=node["$ref"].rpartition("/")[2])
    for combination in ("allOf", "oneOf", "anyOf"):
        if combination in node:
            inner = [kind_of(one) for one in node[combination] if one.get("type") != "null"]
            named = next((kind for kind in inner if kind.component), None)
            words = " or ".join(kind.text for kind in inner if kind.text)
            return Kind(
                words and f"{words} or" if named else words, named.component if named else ""
            )
    if "enum" in node:
        return Kind(" | ".join(str(value) for value in node["enum"]))
    return _plain_kind(node)


def _plain_kind(node: Node) -> Kind:
    types = node.get("type", [])
    types = [types] if isinstance(types, str) else types
    if "array" in types:
        inner = kind_of(node["items"])
        return Kind(f"list of {inner.text}".strip(), inner.component)
    words = [node.get("format", "") or name for name in types if name != "null"]
    return Kind(" or ".join([*words, *(["null"] if "null" in types else [])]))


def plain(text: str) -> str:
    """Paragraphs of running text, without the list of choices, which the kind already says."""
    lines = [line for line in text.splitlines() if not line.startswith("* `")]
    paragraphs = "\n".join(lines).replace("`", "").split("\n\n")
    return "\n\n".join(" ".join(words.split()) for words in paragraphs).strip()
