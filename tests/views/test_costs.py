"""A page costs the same number of statements however many people are on it, and no more than was promised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions import cohorts, rounds
from assessments.models import Participant, Rating, Round

from .. import people
from ..people import NOW, Cast, leader, participant
from ..results.crowd import crowd
from .test_leader import TYPED, seen, signed_in, to
from .test_organisation import at
from .test_results_pages import PAGES, address


def statements(asks: Callable[..., Any], *rest: Any) -> int:
    """Savepoints stand for the BEGIN and COMMIT of real use, and are counted."""
    with CaptureQueriesContext(connection) as asked:
        assert asks(*rest).status_code in {200, 302}
    return len(asked)


def rating_by(one: Participant) -> tuple[int, int, int]:
    """The page of a colleague, its eight answers at once, and one of them alone."""
    client, kept = signed_in(one.leader.user), Rating.objects.filter(rater=one).first()
    assert kept is not None
    client.get(to("rate", kept))  # the questionnaire is read once in a process
    return (
        statements(client.get, to("rate", kept)),
        statements(client.post, to("rate", kept), seen(kept, **TYPED)),
        statements(client.post, to("answer", kept), seen(kept, T1="4")),
    )


def test_rating_a_colleague(cast: Cast) -> None:
    few = rating_by(participant(cast.open, "Ada"))
    page, whole, answer = many = rating_by(participant(crowd(cast, 30, close=False), "Dan0"))
    assert few == many
    assert page + whole <= 12, f"GET and POST of a rating: {page} and {whole} statements"
    assert answer <= 8, f"POST of an answer: {answer} statements"


def test_the_pages_of_results(cast: Cast) -> None:
    """At 5 and at 30 leaders (of 3, whose numbers are withheld, the spectrum); of that at most 10 statements."""
    fay, few, many = signed_in(cast.fay), crowd(cast, 5, first="Eva"), crowd(cast, 30)
    assert many.ratings.count() == 870

    def costs(team: Round, one: str, other: str) -> dict[str, int]:
        return {page: statements(fay.get, address(page, team, one, other)) for page in PAGES}

    at_5, at_30 = costs(few, "Eva0", "Eva1"), costs(many, "Dan0", "Dan1")
    assert at_5 == at_30
    assert statements(fay.get, to("spectrum", cast.closed)) == at_30["spectrum"]
    assert at_30["spectrum"] <= 10, at_30


def test_the_overviews_of_a_leader(cast: Cast) -> None:
    def costs(one: Participant) -> list[int]:
        client = signed_in(one.leader.user)
        pages = (reverse("my_rounds"), to("colleagues", one.round), to("promise", one.round))
        return [statements(client.get, page) for page in pages]

    many = participant(crowd(cast, 30, close=False), "Dan0")
    assert costs(participant(cast.open, "Ada")) == costs(many)


def test_the_pages_of_a_facilitator(cast: Cast) -> None:
    def costs(round: Round) -> list[int]:
        opening = reverse("open_round", kwargs={"cohort": round.cohort.public_id})
        pages = (reverse("cohorts"), to("round", round), to("close", round), opening)
        return [statements(signed_in(cast.fay).get, page) for page in pages]

    few, many = costs(cast.open), crowd(cast, 30, close=False)
    for place in range(5):
        rounds.close(by=cast.fay, round=people.open_round(cast.cohort, f"Winter {place}"), now=NOW)
    assert costs(many) == few


def test_the_pages_of_an_admin(cast: Cast) -> None:
    olu: Client = signed_in(cast.olu)
    pages = (
        reverse("organisations"),
        at("organisation", cast.organisation),
        at("cohort", cast.cohort),
        at("change_leader", leader("Ada Okafor")),
    )
    people.cohort(cast.organisation, "Crew", "Kim Ek")  # somebody who could join the board
    few = [statements(olu.get, page) for page in pages]
    for place in range(10):
        crew = people.cohort(cast.organisation, f"Crew {place}", f"Dan{place} A", f"Eva{place} B")
        people.facilitator(crew, f"Max{place} Ito")
        cohorts.join(by=None, cohort=cast.cohort, leader=leader(f"Dan{place} A"), now=NOW)
    assert [statements(olu.get, page) for page in pages] == few
