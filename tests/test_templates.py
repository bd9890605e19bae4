"""Templates are read too: one tag or sentence a line, and what is sent does without their indentation."""

from pathlib import Path

from django.template.loader import get_template

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
NINE_IN_TEN, LONGEST = 110, 200


def test_lines_are_short() -> None:
    lengths = sorted(
        len(line) for path in TEMPLATES.rglob("*.html") for line in path.read_text().splitlines()
    )
    assert len(lengths) > 1000
    assert lengths[len(lengths) * 9 // 10] <= NINE_IN_TEN
    assert lengths[-1] <= LONGEST


def test_no_indentation_is_sent() -> None:
    template = get_template("404.html")
    assert "\n  " in (TEMPLATES / "404.html").read_text()
    assert "\n " not in template.template.source  # type: ignore[attr-defined]
    assert "\n " not in template.render({})
