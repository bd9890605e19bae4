"""Both commands read the same bytes alike: the researchers' and the import."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.files import ratings, words
from assessments.files.problems import BadFile
from assessments.forms import ratings_file as of_import
from assessments.models import Round
from assessments.research.__main__ import main
from assessments.research.ratings_file import cubes

HEADER = b"who,whom,group,l1,l2,m1,m2\n"
GOOD = HEADER + b"1,2,a,0,5,3,3\n2,1,a,1,2,3,4\n2,3,a,1,2,3,4\n"
TYPED = {"rater": "who", "about": "whom", "teams": ["group"], "low": 0, "high": 5}
LAYOUT = of_import.layout(scales=["trust=l1,l2", "purpose=m1,m2"], **TYPED)
OPTIONS = ["--rater=who", "--about=whom", "--team=group", "--range", "0", "5"]
OPTIONS += ["--scale=trust=l1,l2", "--scale=purpose=m1,m2"]

cells = st.sampled_from(
    ["1", "2", "3", " 2", "a", "A", "5.0", "NA", "nan", "9", "", "x\u200b", "٣", '"1"', "é"]
)
rows = st.lists(st.lists(cells, min_size=7, max_size=7).map(",".join), min_size=1, max_size=8)
written = st.tuples(rows, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"])).map(
    lambda one: (HEADER.decode() + "\n".join(one[0])).encode(one[1])
)


def said_by_research(data: bytes) -> dict | list[str]:
    try:
        found = cubes(ratings.read(data, LAYOUT, "file").teams, LAYOUT)
    except BadFile as error:
        return words.sentences(error)
    return {
        team.name: (team.people, np.concatenate([*team.answers.values()], axis=-1).tolist()) for team in found
    }


def said_by_import(data: bytes) -> dict | list[str]:
    try:
        found = of_import.read(data, LAYOUT, "file").teams
    except BadFile as error:
        return of_import.sentences(error)
    none = (None,) * 4
    return {
        team.name: (
            team.people,
            [
                [
                    [np.nan if p is None else p - 1.0 for p in team.given.get((a, b), none)]
                    for b in team.people
                ]
                for a in team.people
            ],
        )
        for team in found
    }


@settings(max_examples=200, deadline=None)
@given(st.one_of(written, st.binary(max_size=60).map(GOOD.__add__)))
def test_the_same_bytes_are_the_same_teams_or_the_same_problems(data: bytes) -> None:
    np.testing.assert_equal(said_by_import(data), said_by_research(data))


def test_the_test_above_compares_answers() -> None:
    one = said_by_import(GOOD)
    assert isinstance(one, dict)
    assert one["a"][1][0][1] == [0, 5, 3, 3]


@pytest.mark.django_db
def test_the_two_commands_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "wave.csv"
    file.write_bytes(GOOD.replace(b"0,5,3,3", b"0,7,x,3"))
    with pytest.raises(CommandError) as refused:
        call_command("import_ratings", str(file), "--organisation=Study", *OPTIONS)
    assert main([str(file), *OPTIONS]) == 2
    printed = capsys.readouterr().err.replace(f"{file}: ", "")
    assert str(refused.value) == f"Nothing was imported.\n{printed}".rstrip()
    file.write_bytes(GOOD)
    call_command("import_ratings", str(file), "--organisation=Study", *OPTIONS)
    capsys.readouterr()
    assert main([str(file), "--json", *OPTIONS]) == 0
    pairs = json.loads(capsys.readouterr().out)["teams"]["a"]["pairs"]
    one = Round.objects.get().ratings.get(rater__name="1", about__name="2")
    assert [one.trust, one.purpose] == [
        *(pairs[0]["scales"][scale]["views"][0] for scale in ("trust", "purpose"))
    ]
