"""Every kind of problem has its sentence, and every sentence the values it needs."""

from __future__ import annotations

import re
from pathlib import Path

from assessments.files import words
from assessments.files.problems import BadFile, Problem

ROOM = Path(words.__file__).parent
RAISED = re.compile(r'(?:bad|problems\.add|add)\(\s*(?:[\w\[\]]+,\s*)?"(\w+)"')


def test_every_kind_of_problem_that_is_raised_has_a_sentence() -> None:
    files = [*ROOM.glob("*.py"), ROOM.parent / "forms" / "ratings_file.py"]
    raised = {code for path in files for code in RAISED.findall(path.read_text())}
    assert len(raised) > 20
    assert raised <= set(words.SENTENCES)
    assert set(words.HINTS) <= set(words.SENTENCES)


def test_sentences_are_said_with_the_line_and_in_the_readers_language() -> None:
    error = BadFile([Problem(3, "no_id", {"column": "who"}), Problem(None, "empty_file")], count=5)
    assert words.sentences(error) == ["Line 3: who is empty.", "The file is empty.", "and 3 more."]
    german = {
        "%(column)s is empty.": "%(column)s ist leer.",
        "Line %(line)d: %(what)s": "Zeile %(line)d: %(what)s",
    }
    assert words.sentences(error, lambda said: german.get(said, said))[0] == "Zeile 3: who ist leer."
