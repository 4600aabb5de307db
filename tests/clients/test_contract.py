"""What the client uses is what the portal describes."""

import ast
import subprocess
import sys
import tomllib

import pytest
import yaml

from blo_client import tokens
from tests.house import ROOT

CLIENT = ROOT / "clients" / "python"
PACKAGE = CLIENT / "blo_client"
METHODS = {
    "get": "get",
    "pages": "get",
    "download": "get",
    "post": "post",
    "search": "post",
    "patch": "patch",
    "put": "put",
    "delete": "delete",
}


@pytest.fixture(scope="module")
def schema():
    text = (ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.CSafeLoader)


def modules(*folders):
    for folder in folders:
        for path in sorted(folder.glob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def paths_named(tree):
    """(line, method, path) of each call by a template, and of each template that stands alone."""
    known = {}
    for node in ast.walk(tree):
        named = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if named and isinstance(node.value, ast.Constant):
            known[node.targets[0].id] = node.value.value
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        first = node.args[0]
        text = known.get(first.id) if isinstance(first, ast.Name) else getattr(first, "value", None)
        if name in {*METHODS, "place", "_bring"} and isinstance(text, str) and "/" in text:
            yield node.lineno, METHODS.get(name), text


USED = [
    (f"{path.name}:{line}", method, text)
    for path, tree in modules(PACKAGE, CLIENT / "recipes")
    for line, method, text in paths_named(tree)
]


def test_the_paths_are_found():
    """A change of the client's style must not leave the next test with nothing to compare."""
    assert len(USED) > 80
    found = {(method, text) for _where, method, text in USED}
    assert ("post", "cases/{reference}/submit/") in found
    assert ("get", "roadmap/items/{year}-{number}/") in found
    assert ("delete", "cases/{reference}/grants/{country}/") in found
    assert (None, "roadmap/evidence/{public_id}/content/") in found


@pytest.mark.parametrize(("where", "method", "path"), USED)
def test_each_path_and_method_is_in_the_schema(schema, where, method, path):
    described = schema["paths"].get(f"/api/v1/{path}")
    assert described, f"{where}: there is no {path}"
    assert method is None or method in described, f"{where}: {path} takes no {method}"


def test_the_token_is_asked_for_where_the_schema_says(schema):
    """It is no operation there, but the security scheme."""
    flows = schema["components"]["securitySchemes"]["partnerToken"]["flows"]
    assert flows["clientCredentials"]["tokenUrl"] == tokens.PATH


def test_the_parameters_of_a_path_are_given():
    """`place` would fail at run time only: each `{name}` has its keyword in the same call."""
    missing = []
    for path, tree in modules(PACKAGE):
        for node in ast.walk(tree):
            name = getattr(getattr(node, "func", None), "attr", "")
            if name not in METHODS or not isinstance(getattr(node, "args", None), list):
                continue
            text = getattr(node.args[0], "value", "") if node.args else ""
            keywords = {keyword.arg for keyword in node.keywords}
            names = {part.partition("}")[0] for part in str(text).split("{")[1:]}
            missing += [f"{path.name}:{node.lineno} {one}" for one in names - keywords]
    assert missing == []


def test_what_is_made_of_the_schema_is_made_of_this_one():
    done = subprocess.run(
        [sys.executable, "clients/remake.py", "--check"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_client_needs_python_and_nothing_else():
    said = tomllib.loads((CLIENT / "pyproject.toml").read_text(encoding="utf-8"))
    assert said["project"]["dependencies"] == []
    imported = set()
    for _path, tree in modules(PACKAGE):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module.partition(".")[0])
    assert imported - set(sys.stdlib_module_names) == {"blo_client"}


def test_the_portal_does_not_need_the_client():
    apps = [
        ROOT / name for name in ("audit", "agencies", "notices", "cases", "roadmap", "blo_portal")
    ]
    naming = [
        str(path)
        for app in apps
        for path in app.rglob("*.py")
        if "blo_client" in path.read_text(encoding="utf-8")
    ]
    assert naming == []
    for name in ("run.in", "run.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert "blo-client" not in text and "standardwebhooks" not in text
