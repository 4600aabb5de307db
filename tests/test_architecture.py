"""The code base keeps its own rules (CONTRIBUTING.md). Each test names the file and the line."""

import ast
import re
from pathlib import PurePosixPath

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests import house, tidy

# -- The house ----------------------------------------------------------------------------------


def test_each_part_imports_only_what_stands_to_its_right(capsys, monkeypatch):
    from importlinter import cli

    monkeypatch.chdir(house.ROOT)
    status = cli.lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert status == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_no_module_is_a_drawer():
    """A module is named after what it does, so that one knows what does not belong in it."""
    drawers = {"utils", "util", "core", "helpers", "helper", "services", "common", "misc"}
    found = [
        path
        for path in house.modules()
        if drawers & {part.removesuffix(".py") for part in PurePosixPath(path).parts}
    ]
    assert found == []


def imported(*dotted):
    """`file:line name` for each import of one of these names or of something inside them."""
    return {
        f"{path}:{line} {name}"
        for path, tree in house.modules().items()
        for line, name in house.imports(tree)
        if any(name == one or name.startswith(one + ".") for one in dotted)
    }


def files_of(found):
    return {line.split(":")[0] for line in found}


def test_only_sharing_speaks_to_guardian():
    assert files_of(imported("guardian.shortcuts", "guardian.core")) <= {"cases/sharing.py"}
    assert files_of(imported("guardian")) <= {"cases/sharing.py", "cases/models/grant.py"}


def test_no_business_in_signals():
    """A verb says what happens; nothing happens behind its back."""
    assert imported("django.db.models.signals", "django.dispatch") == set()


# -- Words that open holes ----------------------------------------------------------------------

# What is looked for in every module, and the files where it stands with a reason.
RISKY_NAMES = {
    "mark_safe": set(),
    "SafeString()": {"cases/forms/fields.py"},  # long lists, each option through format_html
    "csrf_exempt": {"blo_portal/api.py"},  # the token endpoint: no cookie, no form
    "AllowAny": set(),
    "RawSQL": set(),
    "eval()": set(),
    "exec()": set(),
    "pickle": set(),
    "get_objects_for_user": set(),
    # Whatever table of reference data it is given.
    "_default_manager": {"agencies/reference/settle.py", "agencies/upkeep.py"},
    # A file's content is swept only if no table knows it: rows that a manager hides count too.
    "_base_manager": {"cases/files/store.py"},
}
RISKY_KEYWORDS = {
    "countdown",
    "eta",
}  # Celery on Redis runs late tasks many times: deadlines are rows


def names_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.lineno, f"{node.func.id}()"
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom | ast.Import):
            yield from ((node.lineno, alias.name.split(".")[-1]) for alias in node.names)


@pytest.mark.parametrize("word", RISKY_NAMES)
def test_risky_word_only_where_it_has_a_reason(word):
    found = {
        f"{path}:{line}"
        for path, tree in house.modules().items()
        for line, name in names_in(tree)
        if name == word
    }
    assert {one for one in found if one.split(":")[0] not in RISKY_NAMES[word]} == set()


def keywords_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from ((node.lineno, keyword.arg) for keyword in node.keywords)


def test_no_task_waits_inside_the_broker():
    found = [
        f"{path}:{line} {word}="
        for path, tree in house.modules().items()
        for line, word in keywords_in(tree)
        if word in RISKY_KEYWORDS
    ]
    assert found == []


def assignments(tree):
    for node in ast.walk(tree):
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AnnAssign):
            for target in targets:
                yield node.lineno, getattr(target, "id", ""), node.value


def is_empty(value):
    return isinstance(value, ast.List | ast.Tuple | ast.Set) and not value.elts


def test_forms_and_serializers_name_their_fields():
    """`__all__` and `exclude` open every column that comes later."""
    found = [
        f"{path}:{line} {name}"
        for path, tree in house.modules().items()
        for line, name, value in assignments(tree)
        if name == "exclude"
        or (name == "fields" and isinstance(value, ast.Constant) and value.value == "__all__")
    ]
    assert found == []


def test_no_view_gives_up_its_permissions():
    """An empty list means "everybody" to the framework."""
    found = [
        f"{path}:{line} {name}"
        for path, tree in house.modules().items()
        for line, name, value in assignments(tree)
        if name == "permission_classes" and is_empty(value)
    ]
    assert found == []


# -- Who sees what ------------------------------------------------------------------------------

SCOPES = {"visible_to", "seen_at", "originated_by", "owned_by", "readable_by"}
# Narrowed by other means, said beside each.
NARROWED_OTHERWISE = {
    "cases/views/entry.py Case.objects",  # whether a form's key is taken; the case is not shown
    "notices/views.py Delivery.objects",  # given-up deliveries, for the administrator alone
}
FACES = {"views", "api", "forms", "tables", "templatetags", "filters"}


def content_models():
    """Every model whose rows are not everybody's to read."""
    return {
        model.__name__
        for app in ("cases", "notices", "audit")
        for model in apps.get_app_config(app).get_models()
    }


def is_face(path):
    return bool(FACES & {part.removesuffix(".py") for part in PurePosixPath(path).parts})


def unscoped_reads(tree, models):
    """`Case.objects` that is not at once narrowed to what somebody may see."""
    scoped = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in SCOPES
    }
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=model), attr="objects") if model in models:
                if id(node) not in scoped:
                    yield node.lineno, f"{model}.objects"
            case ast.Call(func=ast.Name(id=shortcut), args=[ast.Name(id=model), *_]):
                if model in models and shortcut.endswith("_or_404"):
                    yield node.lineno, f"{shortcut}({model})"


def test_pages_and_api_read_only_what_the_reader_may_see():
    models = content_models()
    found = [
        f"{path}:{line} {what}"
        for path, tree in house.modules().items()
        if is_face(path)
        for line, what in unscoped_reads(tree, models)
        if f"{path} {what}" not in NARROWED_OTHERWISE
    ]
    assert found == []


# -- Budgets ------------------------------------------------------------------------------------


def function_lengths():
    return {
        f"{path}:{function.lineno} {function.name}": house.length(function)
        for path, tree in house.modules().items()
        for function in house.functions(tree)
    }


def test_functions_are_short():
    sizes = function_lengths()
    longest = {where: size for where, size in sizes.items() if size > 60}
    assert longest == {}
    assert house.share(list(sizes.values()), 50) <= 9
    over = {where: size for where, size in sizes.items() if size > 40}
    assert house.share(list(sizes.values()), 95) <= 40, over


def test_files_are_short():
    sizes = {path: house.lines(house.ROOT / path) for path in house.modules()}
    assert {path: size for path, size in sizes.items() if size > 600} == {}
    over = {path: size for path, size in sizes.items() if size > 350}
    assert house.share(list(sizes.values()), 95) <= 350, over


def test_tests_are_short():
    sizes = {
        house.name(path): house.lines(path)
        for path in house.files()
        if path.suffix == ".py" and path.relative_to(house.ROOT).parts[0] == "tests"
    }
    assert {path: size for path, size in sizes.items() if size > 400} == {}


# -- Migrations ---------------------------------------------------------------------------------


@pytest.mark.parametrize("squashed", [True, False])
@pytest.mark.parametrize("app", [app for app in house.APPS if app != "blo_portal"])
def test_migrations_are_one_line(app, squashed):
    """The short way of an empty database, and the long one of a database that is on it."""
    graph = MigrationLoader(None, replace_migrations=squashed).graph
    nodes = [key for key in graph.nodes if key[0] == app]
    parents = {
        key: [p.key for p in graph.node_map[key].parents if p.key[0] == app] for key in nodes
    }
    replacing = squashing_of(app)
    if squashed:
        assert len(graph.leaf_nodes(app)) == 1
    else:  # the squashed ones hang beside the line, nothing follows them
        assert len([leaf for leaf in graph.leaf_nodes(app) if leaf not in replacing]) == 1
    assert {key: found for key, found in parents.items() if len(found) > 1} == {}


def squashing_of(app):
    migrations = MigrationLoader(None, replace_migrations=False).disk_migrations
    return {key: m for key, m in migrations.items() if key[0] == app and m.replaces}


@pytest.mark.parametrize("app", ["agencies", "cases", "notices"])
def test_what_is_squashed_comes_to_the_same_models(app):
    loader = MigrationLoader(None, replace_migrations=False)
    for key, migration in squashing_of(app).items():
        short = own_models(loader.project_state(key), app)
        long = own_models(loader.project_state(migration.replaces[-1]), app)
        assert short == long
        assert short


def own_models(state, app):
    """Each model with its fields and options, told so that two of them can be compared. The order
    of rules and triggers is of no consequence."""
    return {
        name: (
            {field: told(value.deconstruct()[1:]) for field, value in model.fields.items()},
            {option: told(value) for option, value in model.options.items()},
        )
        for (label, name), model in state.models.items()
        if label == app
    }


def told(value):
    match value:
        case list() | tuple() | set():
            return repr(sorted(told(one) for one in value))
        case dict():
            return repr(sorted((key, told(one)) for key, one in value.items()))
        case _ if hasattr(value, "deconstruct"):
            return repr([told(part) for part in value.deconstruct()])
        case _ if hasattr(value, "__dict__") and type(value).__module__.startswith("pgtrigger"):
            return f"{type(value).__name__} {told(vars(value))}"
    return repr(value)


# -- What must not stand in any file ------------------------------------------------------------


def test_no_registry_host_and_no_machine_path():
    assert list(tidy.places()) == []


# -- Words on the screen ------------------------------------------------------------------------

SHOWN = {"label", "empty_label", "verbose_name", "violation_error_message"}
# The API describes itself in English.
SPOKEN = [path for path in house.modules() if not {"api", "api.py"} & {*PurePosixPath(path).parts}]


def unmarked(tree, words):
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg=word, value=ast.Constant(value=str(text))) if word in words:
                if re.search(r"[A-Za-z]{2}", text):
                    yield f"{node.value.lineno} {word}={text!r}"


@pytest.mark.parametrize("path", SPOKEN)
def test_words_of_forms_and_models_are_marked_for_translation(path):
    words = SHOWN | {"help_text"} if is_face(path) else SHOWN
    assert list(unmarked(house.modules()[path], words)) == []
