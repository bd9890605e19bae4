"""Reading a file of ratings: what is right arrives unchanged, what is wrong is named with its line."""

from __future__ import annotations

import contextlib
import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.actions.imports import TeamRatings
from assessments.files.layout import Layout
from assessments.files.problems import BadFile
from assessments.files.ratings import MOST_PEOPLE
from assessments.files.text import alike, name
from assessments.forms.ratings_file import layout, read, sentences

HEADER = "who,whom,group,l1,l2,m1,m2"
GOOD = f"{HEADER}\n1,1,a,,,,\n1,2,a,0,5,3,3\n2,1,a,1,2,3,4\n"


def laid_out(team: str | None = "group", **changed: Any) -> Layout:
    typed = {"rater": "who", "about": "whom", "scales": ["trust=l1,l2", "purpose=m1,m2"], "low": 0, "high": 5}
    return layout(teams=[team] if team else [], **(typed | changed))


def problems(text: str | bytes, **changed: Any) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(BadFile) as refused:
        read(data, laid_out(**changed), whole="file")
    return sentences(refused.value)


def teams(text: str, **changed: Any) -> list[TeamRatings]:
    return list(read(text.encode(), laid_out(**changed), whole="file").teams)


def test_answers_become_points_from_one_and_an_empty_self_rating_is_no_rating() -> None:
    (team,) = teams(GOOD)
    assert (team.name, team.people) == ("a", ("1", "2"))
    assert team.given == {("1", "2"): (1, 6, 4, 4), ("2", "1"): (2, 3, 4, 5)}


def test_missing_answers_stay_missing() -> None:
    (team,) = teams(f"{HEADER}\n1,2,a,NA,5,,nan\n2,1,a,,,,\n")
    assert team.given == {("1", "2"): (None, 6, None, None), ("2", "1"): (None, None, None, None)}


def test_without_a_team_column_all_are_one_team_named_like_the_file() -> None:
    (team,) = teams(GOOD, team=None)
    assert team.name == "file"


def test_teams_and_people_come_in_the_order_in_which_people_count() -> None:
    rows = [
        row
        for rater, about, team in [("10", "9", 10), ("9", "10", 9), ("x", "2", 2)]
        for row in (f"{rater},{about},{team},1,1,1,1", f"{about},{rater},{team},1,1,1,1")
    ]
    read_teams = teams("\n".join([HEADER, *rows]))
    assert [team.name for team in read_teams] == ["Team 2", "Team 9", "Team 10"]
    assert [team.people for team in read_teams] == [("2", "x"), ("9", "10"), ("9", "10")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("front", ["", "\ufeff"])
def test_the_ways_in_which_programs_write_csv(mark: str, end: str, front: str) -> None:
    text = front + GOOD.replace(",", mark).replace("\n", end)
    assert teams(text) == teams(GOOD)


def test_other_columns_spaces_quotes_and_empty_lines_do_not_matter() -> None:
    text = 'note,"who", whom ,group,l1,l2,m1,m2\n\n"a, b\nc",1,2,a,0,5.0,3,3\n,,,,,,,\n-,2,1,a,1, 2 ,3,4\n'
    assert teams(text)[0].given == teams(GOOD)[0].given


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("1,2,a,9,5,3,3", "l1 is 9, which is not between 0 and 5."),
        ("1,2,a,-1,5,3,3", "l1 is -1, which is not between 0 and 5."),
        ("1,2,a,inf,5,3,3", "l1 is “inf”, which is not a number."),
        ("1,2,a,1,often,3,3", "l2 is “often”, which is not a number."),
        ("1,2,a,1,2.5,3,3", "l2 is “2.5”, which is not a whole number."),
        ("1,1,a,,,3,3", "1 rates themselves; such a row must hold no answer."),
        ("2,1,a,1,1,1,1", "the same two people as in line 2."),
        (",1,a,1,1,1,1", "who is empty."),
        (
            "1,NA,a,1,1,1,1",
            "whom is NA, which is how R writes that there is none. A person of that name needs it in full.",
        ),
        ("1,2,,1,1,1,1", "group is empty."),
        (f"1,{'x' * 121},a,1,1,1,1", "whom is longer than 120 characters."),
        ("1,2,a,1,1,1", "6 columns, where the first line has 7."),
        ("1,2,a,1,1,1,1,1", "8 columns, where the first line has 7."),
        ('1,2,a,1,1,1,"1', "this cannot be split into columns. Is there a stray quotation mark?"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(row: str, what: str) -> None:
    assert problems(f"{HEADER}\n2,1,a,1,2,3,4\n{row}\n") == [f"Line 3: {what}"]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = f'{HEADER},note\n\n1,2,a,1,1,1,1,"two\nlines"\n2,1,a,7,1,1,1,\n'
    assert problems(text) == ["Line 5: l1 is 7, which is not between 0 and 5."]


def test_everything_that_is_wrong_is_said_in_the_order_of_the_lines() -> None:
    text = f"{HEADER}\n1,2,a,9,x,1,1\n1,1,a,1,,,\n1,2,a,1,1,1,1\n"
    assert [problem.split(":")[0] for problem in problems(text)] == ["Line 2", "Line 2", "Line 3", "Line 4"]


def test_the_same_two_people_may_meet_in_two_teams_but_not_twice_in_one() -> None:
    text = f"{HEADER}\n1,2,a,1,1,1,1\n1,2,b,1,1,1,1\n2,1,a,1,1,1,1\n2,1,b,1,1,1,1\n"
    assert [team.people for team in teams(text)] == [("1", "2"), ("1", "2")]
    assert problems(text, team=None) == [
        "Line 3: the same two people as in line 2.",
        "Line 5: the same two people as in line 4.",
    ]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \n", "The file is empty."),
        (f"{HEADER}\n\n".encode(), "The file names its columns, and has nothing below them."),
        (GOOD.encode("utf-16")[:-1], "Line 4: this is not text. Save the file as “CSV UTF-8”."),
        (
            f"{GOOD}é,1,a,1,1,1,1\n".encode("latin-1") + "é,2,a,1,1,1,1".encode(),
            "Line 5: this is not UTF-8. Save the file as “CSV UTF-8”.",
        ),
        (b"x" * 200_000, "Line 1: this cannot be split into columns. Is there a stray quotation mark?"),
        (GOOD.encode() + b"\0", "Line 5: this is not text. Save the file as “CSV UTF-8”."),
        (
            b"who,whom,group,l1,l2,m1\n1,2,a,1,1,1\n",
            "There is no column m2. The first line of the file has: who, whom, group, l1, l2, m1.",
        ),
        (
            b"a|b\n1|2\n",
            "There is no column who, whom, group, l1, l2, m1, m2. The first line of the file has: a|b.",
        ),
        (f"{HEADER},l1\n".encode(), "The first line has a column twice: l1."),
        (f"{HEADER}\n1,1,a,,,,\n".encode(), "a: one person alone is no pair."),
    ],
)
def test_a_file_that_is_wrong_as_a_whole(data: bytes, what: str) -> None:
    assert problems(data) == [what]


def test_a_team_of_hundreds_is_teams_that_were_not_told_apart() -> None:
    rows = [f"{i},0,a,1,1,1,1" for i in range(1, MOST_PEOPLE + 1)]
    (said,) = problems("\n".join([HEADER, *rows]))
    assert said == "Line 201: a has more than 200 people by here. Does a column tell teams apart?"
    assert len(teams("\n".join([HEADER, *rows[:-1], "0,1,a,1,1,1,1"]))[0].people) == MOST_PEOPLE


@pytest.mark.parametrize(
    "scales",
    [
        ["trust=l1"],
        ["trust=l1", "liking=m1"],
        ["trust=l1", "purpose=m1", "liking=m2"],
    ],
)
def test_both_scales_are_needed_and_no_other(scales: list[str]) -> None:
    with pytest.raises(BadFile) as refused:
        laid_out(scales=scales)
    assert sentences(refused.value) == [
        "Both scales are needed, once each: trust=COL,COL and purpose=COL,COL."
    ]


def test_no_item_is_in_both_scales() -> None:
    with pytest.raises(BadFile) as refused:
        laid_out(scales=["trust=l1,l2", "purpose=l1"])
    assert sentences(refused.value) == ["A column has one meaning; used twice: l1."]


names = (
    st.text('abcÅé0123456789,;"\n -', min_size=1, max_size=6)
    .map(name)
    .filter(lambda seen: seen not in {"", "NA"})
)
views = st.lists(st.one_of(st.none(), st.integers(-1, 4)), min_size=4, max_size=4).map(tuple)
files = st.lists(names, min_size=2, max_size=6, unique_by=alike).flatmap(
    lambda people: st.dictionaries(
        st.permutations(people).map(lambda shuffled: (shuffled[0], shuffled[1])), views, min_size=1
    )
)


@settings(max_examples=60, deadline=None)
@given(said=files, mark=st.sampled_from(",;\t"), missing=st.sampled_from(["", "NA", "nan"]))
def test_what_is_written_is_read(said: dict[tuple[str, str], tuple], mark: str, missing: str) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=mark)
    writer.writerow(["who", "whom", "l1", "l2", "m1", "m2"])
    for two, answers in said.items():
        writer.writerow([*two, *(missing if answer is None else answer for answer in answers)])
    if not {rater for (rater, _about), answers in said.items() if any(a is not None for a in answers)} & {
        about for _rater, about in said
    }:
        assert problems(written.getvalue(), team=None, low=-1, high=4)[0].startswith("file: nobody who rates")
        return
    (team,) = teams(written.getvalue(), team=None, low=-1, high=4)
    assert set(team.people) == {name for two in said for name in two}
    assert team.given == {
        two: tuple(None if answer is None else answer + 2 for answer in answers)
        for two, answers in said.items()
    }


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text('1,2;a"\n\r\t NA.-', max_size=80).map(str.encode)))
def test_whatever_stands_below_the_header_is_read_or_refused(junk: bytes) -> None:
    with contextlib.suppress(BadFile):
        assert read(HEADER.encode() + b"\n" + junk, laid_out(), whole="file")
