"""What others wrote is what its lock says: every vendored file, and no file beside those."""

import hashlib
import json
from pathlib import Path

import pytest

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
LOCK = json.loads((VENDOR / "vendor.lock.json").read_text())


@pytest.mark.parametrize("entry", LOCK, ids=lambda entry: entry["file"])
def test_a_file_is_what_its_lock_says(entry: dict[str, str]) -> None:
    assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


def test_no_file_is_unlisted() -> None:
    found = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert found == {entry["file"] for entry in LOCK} | {"vendor.lock.json"}


def test_every_entry_names_package_and_version() -> None:
    assert [entry for entry in LOCK if not (entry["package"] and entry["version"][0].isdigit())] == []


@pytest.mark.parametrize("entry", LOCK, ids=lambda entry: entry["file"])
def test_no_file_asks_for_a_source_map(entry: dict[str, str]) -> None:
    """The maps are not vendored, and collecting the static files fails on one that is missing."""
    assert b"sourceMappingURL" not in (VENDOR / entry["file"]).read_bytes()


def test_every_icon_is_used() -> None:
    sheets = "".join(path.read_text() for path in (VENDOR.parent / "css").glob("*.css"))
    assert [icon.name for icon in VENDOR.glob("icons/*.svg") if f"icons/{icon.name}" not in sheets] == []
