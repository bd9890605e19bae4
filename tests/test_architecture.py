"""The floors of the house: who may import whom, who may write, who asks the promise, and what needs no Django."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessments.promise.audience import Audience

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "assessments"

# A room may import from floors below it. Rooms on one floor do not know each other, but for their own files.
FLOORS = {
    "files": 1,
    "measurement": 1,
    "promise": 1,
    "models": 2,
    "mail": 3,
    "actions": 4,
    "results": 4,
    "forms": 5,
    "charts": 5,
    "exports": 5,
    "templatetags": 5,
    "demo": 6,
    "research": 6,
    "views": 7,
    "management": 7,
    "tasks": 7,
    "urls": 8,
    "apps": 8,
    "accounts": 8,
}
WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
LARGEST_FILE, LARGEST_FUNCTION = 300, 60


def modules() -> list[Path]:
    """Every file of the app; migrations are Django's, and import what they describe."""
    return [p for p in sorted(APP.rglob("*.py")) if p != APP / "__init__.py" and "migrations" not in p.parts]


def room_of(path: Path) -> str:
    return path.relative_to(APP).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """The rooms of the app that a file imports, and where."""
    for parts, line in _imports(path):
        if parts[0] == "assessments" and len(parts) > 1:
            yield parts[1], line


def dotted_imports(path: Path) -> Iterator[list[str]]:
    """Modules that a file imports, split at their dots; what is imported from a room itself is one of its modules."""
    for parts, _line in _imports(path):
        yield parts


def _imports(path: Path) -> Iterator[tuple[list[str], int]]:
    package = ["assessments", *path.relative_to(APP).parent.parts]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            dotted = [*base, *(node.module.split(".") if node.module else [])]
            names = [[*dotted, alias.name] for alias in node.names] if _holds_modules(dotted) else [dotted]
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        else:
            continue
        yield from ((parts, node.lineno) for parts in names)


def _holds_modules(dotted: list[str]) -> bool:
    return dotted[:1] == ["assessments"] and (ROOT.joinpath(*dotted)).is_dir()


def calls_of(path: Path) -> Iterator[tuple[str, int]]:
    """Method calls, but for those on an action's module: `cohorts.create(by=…)` is how a view may write."""
    actions = {file.stem for file in (APP / "actions").glob("*.py")} | {"organising"}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if isinstance(node.func.value, ast.Name) and node.func.value.id in actions:
                continue
            yield node.func.attr, node.lineno


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(APP)))
def test_every_file_stands_on_its_floor(path: Path) -> None:
    room = room_of(path)
    assert room in FLOORS, f"{path} belongs to no room of the house"
    for imported, line in imports_of(path):
        below = FLOORS[imported] < FLOORS[room]
        assert imported == room or below, f"{path}:{line} imports {imported}, which is not below {room}"


def test_the_floors_are_really_read() -> None:
    """The test above would pass on an empty list: these imports exist and must be seen."""
    assert {room for room, _ in imports_of(APP / "results" / "spectrum.py")} >= {"measurement", "models"}


def test_no_two_files_of_models_import_each_other() -> None:
    """Not even for types: what `TYPE_CHECKING` hides is a circle too."""
    inside = {
        path.stem: {parts[2] for parts in dotted_imports(path) if parts[:2] == ["assessments", "models"]}
        for path in (APP / "models").glob("*.py")
        if path.stem != "__init__"
    }
    assert inside["rounds"] >= {"cohorts", "roles"}
    while free := {name for name, needs in inside.items() if not needs & inside.keys()}:
        inside = {name: needs for name, needs in inside.items() if name not in free}
    assert inside == {}


def test_only_actions_write() -> None:
    readers = [
        path for path in modules() if room_of(path) in {"results", "forms", "charts", "views", "management"}
    ]
    found = [f"{path}:{line} {name}" for path in readers for name, line in calls_of(path) if name in WRITES]
    assert found == []


# Who imports what of `promise/`: deciding what may be shown happens in results, and others only borrow its words.
ASKS_THE_PROMISE = {
    "models/rounds.py": {"audience", "stage"},
    "results/looks.py": {"audience", "look", "reader", "stage"},
    "results/spectrum.py": {"look", "rules", "withheld"},
    "results/movement.py": {"rules", "withheld"},
    "results/pair.py": {"rules", "withheld"},
    "results/numbers.py": {"look", "rules", "withheld"},
    "results/team.py": {"look", "rules", "withheld"},
    "results/my_pairs.py": {"audience", "look", "rules", "withheld"},
    "results/with_colleague.py": {"audience"},
    "actions/reveals.py": {"audience"},
    "results/practices.py": {"look", "rules", "withheld"},
    "results/_practices.py": {"rules", "stage"},
    "results/method.py": {"rules"},
    "results/words.py": {"audience", "withheld"},
    "results/plan.py": {"rules"},
    "research/plan.py": {"rules"},
    "results/sentences.py": {"withheld"},
    "views/facilitator/results.py": {"withheld"},
    "management/commands/import_ratings.py": {"withheld"},
}


def test_the_callers_of_the_promise_are_known() -> None:
    found: dict[str, set[str]] = {}
    for path in modules():
        if room_of(path) != "promise":
            for parts in dotted_imports(path):
                if parts[:2] == ["assessments", "promise"]:
                    found.setdefault(str(path.relative_to(APP)), set()).add(parts[2])
    assert found == ASKS_THE_PROMISE


def test_a_look_is_made_in_one_place() -> None:
    made = {
        str(path.relative_to(APP))
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Look"
    }
    assert made == {"results/looks.py"}


def test_nothing_of_the_promise_has_a_default() -> None:
    """Who forgets to say something is refused, not let in. (A `Withheld` that is made with less says less.)"""
    functions = [
        node
        for path in (APP / "promise").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    ]
    assert len(functions) > 10
    assert [one.name for one in functions if one.args.defaults or any(one.args.kw_defaults)] == []
    look = ast.parse((APP / "promise" / "look.py").read_text())
    fields = [node for node in ast.walk(look) if isinstance(node, ast.AnnAssign)]
    assert [(len(fields), field.value) for field in fields] == [(4, None)] * 4


def test_no_template_knows_an_audience() -> None:
    names = [f"{mark}{audience}{mark}" for audience in Audience for mark in "\"'"]
    templates = sorted((ROOT / "templates").rglob("*.*"))
    assert len(templates) > 50
    assert [str(path) for path in templates if any(name in path.read_text() for name in names)] == []


def test_what_has_not_asked_who_may_see_it_stays_in_its_room() -> None:
    """`results/_ratings.py` holds every answer: only the reads beside it, which ask, may fetch it."""
    inside = {path for path in modules() if room_of(path) == "results"}
    found = [
        str(path)
        for path in set(modules()) - inside
        for parts in dotted_imports(path)
        if parts[0] == "assessments" and any(part.startswith("_") for part in parts)
    ]
    assert found == []


def test_who_answers_is_a_participant() -> None:
    """A personal link and a signed-in account are the same to these two."""
    for name in ("ratings", "participation"):
        tree = ast.parse((APP / "actions" / f"{name}.py").read_text())
        names = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
        }
        assert "Participant" in names
        assert "User" not in names


def test_measurement_stands_alone() -> None:
    alone = {"files", "measurement", "promise", "research"}
    files = [path for path in modules() if room_of(path) in alone and path.name != "__main__.py"]
    names = [".".join(("assessments", *path.relative_to(APP).with_suffix("").parts)) for path in files]
    program = f"import sys, {', '.join(names)}; print([m for m in ('django', 'scipy', 'pandas') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_project_holds_no_word_of_the_domain() -> None:
    text = "".join(path.read_text().lower() for path in (ROOT / "partnership").glob("*.py"))
    assert [
        word for word in ("rating", "leader ", "facilitator", "cohort", "spectrum", "scale") if word in text
    ] == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(APP)))
def test_rooms_and_functions_stay_small(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= LARGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LARGEST_FUNCTION, f"{path}:{node.lineno} {node.name} has {length} lines"


# A mail has no sheet: what it looks like stands at its tags, and no policy of ours reaches it.
PAGES = [path for path in sorted((ROOT / "templates").rglob("*.html")) if path.parent.name != "emails"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_templates_hold_no_script_style_or_handler(path: Path) -> None:
    text = path.read_text().lower()
    assert "<style" not in text
    assert " style=" not in text
    assert "<script>" not in text
    assert not any(f" on{event}=" in text for event in ("click", "load", "change", "submit", "input"))


def test_scripts_stay_small() -> None:
    long = [path.name for path in (ROOT / "static" / "js").glob("*.js") if path.read_text().count("\n") > 80]
    assert long == []
