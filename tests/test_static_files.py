"""Collected, the style sheet is one file: nothing else must arrive before a page can be drawn."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from partnership.staticfiles import SHEETS


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from django.test import override_settings

    root = tmp_path_factory.mktemp("static")
    storage = {"staticfiles": {"BACKEND": "partnership.staticfiles.OneSheetStorage"}}
    with override_settings(STATIC_ROOT=root, STORAGES=storage):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["*.js"])
    return root


def sheet(collected: Path, name: str) -> Path:
    return collected / json.loads((collected / "staticfiles.json").read_text())["paths"][name]


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheet_asks_for_no_other_file(collected: Path, name: str) -> None:
    text = sheet(collected, name).read_text()
    assert "@import" not in text
    assert [url for url in re.findall(r"url\(\s*[\"']?([^\"')]*)", text) if not url.startswith("data:")] == []


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheet_holds_what_it_imported(collected: Path, name: str) -> None:
    text = sheet(collected, name).read_text()
    assert "@layer bootstrap {" in text
    words = ("box-sizing", ".form-control", "--spectrum-4", ".scale-point", ".spectrum-svg", "@media print")
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheet_arrives_in_one_round_trip(collected: Path, name: str) -> None:
    """What a new connection brings before it waits for an answer: ten packets, with the headers."""
    path = sheet(collected, name)
    assert path.with_name(path.name + ".br").stat().st_size <= 13_500
