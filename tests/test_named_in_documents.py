"""What the documents name is there: modules, functions, constants, files."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import assessments
import partnership

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
DOTTED = re.compile(r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+(\(\))?$")
PATH = re.compile(r"^[\w.-]+(/[\w.-]+)*(/|\.(?:py|html|css|js|md|toml|txt|in|yml))$")
# Of others: Django, Python, plotly, a browser.
NOT_OURS = {"on_commit", "go.Figure", "numpy", "django", "plotly", "pg_dump"}


def named_in(document: Path) -> set[str]:
    """Everything between single backticks, outside of blocks of code."""
    text = re.sub(r"```.*?```", "", document.read_text(), flags=re.S)
    return {name.strip() for name in re.findall(r"`([^`\n]+)`", text)}


@cache
def modules() -> dict[str, ModuleType]:
    """Every module by its dotted name, but for commands that run when they are imported."""
    found = {}
    for package in (assessments, partnership):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not module.name.endswith(("__main__", "wsgi")):
                found[module.name] = importlib.import_module(module.name)
    return found


def is_there(dotted: str) -> bool:
    """`results.pair.comments`, `pairs.WITHIN_95`, `Round.objects.facilitated_by`: from any room down."""
    parts = dotted.removesuffix("()").split(".")
    starts = [(module, parts) for module in modules().values()]
    for cut in range(1, len(parts) + 1):
        tail = "." + ".".join(parts[:cut])
        starts += [(module, parts[cut:]) for name, module in modules().items() if f".{name}".endswith(tail)]
    return any(_reaches(start, rest) for start, rest in starts)


def _reaches(thing: object, path: list[str]) -> bool:
    for name in path:
        fields = getattr(thing, "__dataclass_fields__", {}) | getattr(thing, "__annotations__", {})
        meta = getattr(thing, "_meta", None)
        columns = {field.name for field in meta.get_fields()} if meta else set()
        if not hasattr(thing, name):
            return name in {*fields, *columns}
        thing = getattr(thing, name)
    return True


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_dotted_name_exists(document: Path) -> None:
    names = {name for name in named_in(document) if DOTTED.match(name) and not PATH.match(name)}
    ours = {name for name in names if name.split(".")[0] not in NOT_OURS and name not in NOT_OURS}
    assert sorted(name for name in ours if not is_there(name)) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_named_exists(document: Path) -> None:
    places = (ROOT, ROOT / "assessments", document.parent)
    paths = {
        name for name in named_in(document) if PATH.match(name) and not name.startswith(("var/", "http"))
    }
    assert sorted(path for path in paths if not any((place / path).exists() for place in places)) == []


def test_a_name_that_is_not_there_is_seen() -> None:
    assert is_there("pairs.WITHIN_95")
    assert is_there("results.pair.comments")
    assert not is_there("pairs.WITHIN_96")
    assert not is_there("results.pear.comments")
