"""The code base as the tests of the code base see it: files, modules, functions, templates."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("blo_portal", "roadmap", "cases", "notices", "agencies", "audit")
# Only asked where there is no git, for example in an unpacked archive.
NOT_OURS = {".venv", ".git", "var", "node_modules", "__pycache__"}


@cache
def files() -> list[Path]:
    """Every file of the tree: what git knows or would add, else what lies there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.split("\0") if name]
        return [path for name in sorted(names) if (path := ROOT / name).is_file()]
    found = (path for path in ROOT.rglob("*") if not NOT_OURS & set(path.parts))
    return sorted(path for path in found if path.is_file() and not hidden(path))


def hidden(path: Path) -> bool:
    """Caches such as `.ruff_cache`; `.env.example` and `.ci/run` are not hidden from anybody."""
    return any(part.startswith(".") and part.endswith("_cache") for part in path.parts)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str | None:
    """None for pictures and other files that hold no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@cache
def modules() -> dict[str, ast.Module]:
    """Our Python files outside the tests and the generated migrations, parsed."""
    return {
        name(path): ast.parse(path.read_text(encoding="utf-8"))
        for path in files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in APPS
        if "migrations" not in path.parts
    }


def functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without its decorators and its docstring."""
    start = function.lineno
    body = function.body
    if ast.get_docstring(function) is not None and len(body) > 1:
        first = body[0]
        start += (first.end_lineno or first.lineno) - first.lineno + 1
    return (function.end_lineno or function.lineno) - start + 1


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def templates() -> list[Path]:
    return [
        path for path in files() if "templates" in path.parts and path.suffix in {".html", ".txt"}
    ]


def imports(tree: ast.Module) -> list[tuple[int, str]]:
    """(line, dotted name) of everything a module imports, `from a import b` as `a.b`."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def share(numbers: list[int], percent: int) -> int:
    """The smallest number that `percent` of them do not exceed."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * percent // 100) - 1))]
