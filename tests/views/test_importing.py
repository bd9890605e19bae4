"""Ratings from a file, as a page: shown first, taken when confirmed, and refused as the command refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.actions import imports
from assessments.models import Cohort, Event, Leader, Rating, Role, Round

from ..people import Cast
from .page import Page
from .test_leader import signed_in

SAMPLE = Path(__file__).parents[2] / "static" / "files" / "ratings.csv"
ROWS = "who,whom,unit,l1,m1\n1,2,7,5,5\n2,1,7,4,5\n1,1,7,,\n1,2,Sales,2,2\n2,1,Sales,,\n"
FIELDS = {
    "name": "Wave one",
    "rater": "who",
    "about": "whom",
    "teams": "unit",
    "trust": "l1",
    "purpose": "m1",
    "low": "0",
    "high": "5",
}


@pytest.fixture
def fay(cast: Cast) -> Client:
    return signed_in(cast.fay)


@pytest.fixture
def typed(cast: Cast) -> dict[str, str]:
    return FIELDS | {"organisation": cast.organisation.public_id}


def chosen(text: str | bytes = ROWS) -> SimpleUploadedFile:
    return SimpleUploadedFile("wave.csv", text.encode() if isinstance(text, str) else text)


def counts() -> tuple[int, ...]:
    return tuple(table.objects.count() for table in (Cohort, Leader, Rating, Role, Round, Event))


def post(client: Client, typed: dict[str, Any], text: str | bytes = ROWS, **more: str) -> Any:
    return client.post(reverse("import_ratings"), {**typed, **more, "file": chosen(text)}, follow=True)


def test_a_file_is_shown_and_then_taken(cast: Cast, fay: Client, typed: dict[str, str]) -> None:
    before = counts()
    shown = Page(post(fay, typed))
    assert (shown.h1, counts()) == ("Import 2 rounds?", before)
    assert shown.rows == [
        ["Team", "People", "Ratings", "Pairs", "With both views"],
        ["Team 7", "2", "2", "1", "1"],
        ["Sales", "2", "1", "1", "0"],
    ]
    kept = {name: values[0] for name, values in shown.hidden.items() if values[0] not in {"False", ""}}
    done = fay.post(reverse("import_ratings"), kept | {"confirmed": "yes"}, follow=True)
    assert "2 rounds are imported." in Page(done).text
    made = Round.objects.filter(name="Wave one")
    assert {str(one.cohort) for one in made} == {"Team 7", "Sales"}
    assert set(made) <= set(Round.objects.facilitated_by(cast.fay))
    assert {event.by for event in Event.objects.filter(verb="imported")} == {cast.fay}


def test_the_sample_fits_the_fields_as_they_stand(cast: Cast, fay: Client) -> None:
    page = Page(fay.get(reverse("import_ratings")))
    stand = {name: values[0] for name, values in page.controls.items()} | {"name": "First"}
    shown = Page(post(fay, stand | {"organisation": cast.organisation.public_id}, SAMPLE.read_bytes()))
    assert shown.rows[1] == ["Example team", "6", "30", "15", "15"]


def test_what_is_wrong_is_said_by_line_and_nothing_typed_is_lost(fay: Client, typed: dict[str, str]) -> None:
    before = counts()
    refused = post(fay, typed, ROWS + "2,1,7,9,x\n")
    page = Page(refused)
    assert (refused.status_code, counts()) == (422, before)
    for said in (
        "File: Line 7: l1 is 9, which is not between 0 and 5.",
        "File: Line 7: m1 is “x”, which is not a number.",
        "File: Line 7: the same two people as in line 3.",
    ):
        assert said in " ".join(page.alerts)
    assert page.controls["rater"] == ["who"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"trust": "l2"}, "There is no column l2."),
        ({"trust": "m1"}, "A column has one meaning; used twice: m1."),
        ({"high": "999999999999999999999"}, "The range goes from a lower to a higher number"),
        ({"rater": "\u200b"}, "Column that says who rates: This field is required."),
        ({"turned": "x"}, "“x” cannot be turned round"),
        ({"name": "x" * 121}, "Ensure this value has at most 120 characters"),
    ],
)
def test_a_layout_that_does_not_fit_is_refused(
    fay: Client, typed: dict[str, str], wrong: dict[str, str], said: str
) -> None:
    refused = post(fay, typed | wrong)
    assert refused.status_code == 422
    assert said in " ".join(Page(refused).alerts)


@pytest.mark.parametrize("kept", ["", "no", "eJw=", "QUJD"])
def test_without_a_file_it_asks_for_one(fay: Client, typed: dict[str, str], kept: str) -> None:
    refused = fay.post(reverse("import_ratings"), typed | {"kept": kept, "confirmed": "yes"})
    assert "File: Choose a file." in Page(refused).alerts[0]


def test_a_long_file_is_sent_to_the_command(fay: Client, typed: dict[str, str]) -> None:
    noise = "".join(f"{hash(str(n))},{hash(str(-n))}\n" for n in range(1, 90_000))
    assert "too long for a page" in " ".join(Page(post(fay, typed, noise)).alerts)


def test_a_cohort_of_people_or_of_others_is_left_alone(
    cast: Cast, fay: Client, typed: dict[str, str]
) -> None:
    assert "people who can sign in" in Page(post(fay, typed, ROWS.replace("Sales", "Board"))).text
    other = Cohort.objects.create(organisation=cast.organisation, name="Sales")
    before = counts()
    refused = post(fay, typed, confirmed="yes")
    assert "There is a cohort Sales already, and you do not facilitate it." in Page(refused).text
    assert (counts(), other.rounds.count()) == (before, 0)


def test_the_same_ratings_come_in_once(fay: Client, typed: dict[str, str]) -> None:
    post(fay, typed, confirmed="yes")
    before = counts()
    again = Page(post(fay, typed | {"name": "Wave two"}, confirmed="yes"))
    assert "These ratings are in Team 7 already, as its round “Wave one”." in again.text
    assert "Team 7 has a round of this name." in Page(post(fay, typed, ROWS.replace("5,5", "4,4"))).text
    spelt = ROWS.replace("Sales", "SALES").replace("5,5", "4,4")
    assert (
        "The file says “SALES”, and “Sales” is there already."
        in Page(post(fay, typed | {"name": "W"}, spelt)).text
    )
    assert counts() == before


def test_every_refusal_of_the_import_has_its_sentence() -> None:
    from assessments.views.facilitator import importing

    assert set(importing._WHY) | {imports.AlreadyImported} == set(imports.REFUSALS)
