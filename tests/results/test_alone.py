"""Every read of results, called alone by whoever may not see: it asks for itself, or holds nothing of ratings."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assessments import results
from assessments.actions import roles
from assessments.models import Participant, Round, User
from assessments.models.participants import FROM_A_FILE
from assessments.promise.look import Look
from assessments.promise.withheld import Withheld
from assessments.results import _ratings, looks, numbers, pair, practices, spectrum, team

from .. import people
from ..people import NOW, Cast
from .crowd import as_read, crowd

ROOM = Path(results.__path__[0])


def two(round: Round) -> tuple[str, ...]:
    return tuple(round.participants.values_list("public_id", flat=True)[:2])


def everything(round: Round) -> Any:
    return _ratings.of_round(round)


# A facilitator's reads, each called with nothing asked before.
READS: dict[str, Callable[[Round], Any]] = {
    "spectrum.for_round": spectrum.for_round,
    "pair.comments": lambda round: pair.comments(round, *two(round)),
    "numbers.for_round": numbers.for_round,
    "practices.for_round": practices.for_round,
    "team.for_round": team.for_round,
    "team.of_said": lambda round: team.of_said(looks.facilitators_look(round), everything(round)),
    "team.withheld": lambda round: team.withheld(
        looks.facilitators_look(round), everything(round), everything(round).rater >= 0
    ),
}
# The others, and why they hold nothing of ratings, or nothing that was not seen already.
HARMLESS = {
    "cohorts.facilitated_by": "names of rounds, and how many have finished",
    "first.conversations": "made from a TeamSpectrum, which only spectrum gives away",
    "first.need": "a word for a number that its caller has",
    "first.note": "a sentence",
    "looks.facilitators_look": "what is asked, not what is answered",
    "looks.importers_look": "what is asked, not what is answered",
    "looks.leaders_look": "what is asked, not what is answered",
    "looks.who_sees": "what the audience promises",
    "mails.page": "to whom mail went and what became of it, never what anybody has said",
    "method.page": "constants",
    "pair.page": "made from a TeamSpectrum, which only spectrum gives away",
    "people.person": "a name",
    "setting_up.by_facilitators": "whom facilitators added, never what anybody has said",
    "setting_up.preview": "names and addresses that the reader has just typed",
    "moved_pairs.moved_pairs": "made from two TeamSpectrums, which only spectrum gives away",
    "movement.for_round": "asked in test_movement: of both rounds",
    "movement.page": "of a movement that its caller has",
    "my_pairs.for_leader": "asked in test_my_pairs: a leader's read",
    "practice_questions.page": "the reader's own answers, fetched through them",
    "plan.sentences": "of a number of leaders, before anybody has answered",
    "practices.for_leader": "asked below: a leader's read",
    "practices.page": "of practices that its caller has",
    "questions.as_sent": "of answers that its caller has",
    "questions.drawn": "the reader's own sheet, fetched through them",
    "questions.points": "of an answer that its caller has",
    "promised.facilitators": "names of facilitators",
    "promised.names": "names of facilitators",
    "rating_page.page": "the reader's own rating, fetched through its rater",
    "spectrum.facts": "names and a date",
    "spectrum.for_importer": "asked below: only of a round in which nobody was promised anything",
    "spectrum.step": "of a number that its caller has",
    "table.summary": "made from a TeamSpectrum, which only spectrum gives away",
    "table.table": "made from a TeamSpectrum, which only spectrum gives away",
    "take_home.cover": "what a paper says of itself, made from a TeamSpectrum",
    "take_home.sureness": "made from a TeamSpectrum, which only spectrum gives away",
    "team.for_leader": "asked below: a leader's read",
    "team.page": "of a level that its caller has",
    "with_colleague.for_bands": "of bands that its caller has",
    "tips.for_pair": "of a pair that its caller has",
    "wordings.lines": "what an organisation's mails say",
    "wordings.preview": "made with people who do not exist",
}
SENTENCES = {
    "gaps",
    "movement_words",
    "sentences",
    "practice_words",
    "words",
}  # each takes the numbers it says from its caller
OUT = NOW + timedelta(days=30)  # the day by which results were promised has come


def public() -> set[str]:
    found = set()
    for path in ROOM.glob("[a-z]*.py"):
        if path.stem not in SENTENCES:
            functions = [
                node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)
            ]
            found |= {f"{path.stem}.{node.name}" for node in functions if not node.name.startswith("_")}
    return found


def late(cast: Cast, round: Round) -> User:
    return roles.make_facilitator(
        by=cast.olu, cohort=round.cohort, email="max@harbour.example", name="Max Ito", now=NOW
    ).user


def test_every_read_is_asked_or_harmless() -> None:
    assert public() == READS.keys() | HARMLESS.keys()


@pytest.mark.parametrize("read", READS)
def test_from_who_came_later_every_read_is_withheld(cast: Cast, read: str) -> None:
    round = crowd(cast, 6)
    people.rating(round, "Dan0", "Dan1")
    round.ratings.update(comment="Between us.")
    seen = as_read(round, cast.fay)
    assert not isinstance(READS[read](seen), Withheld)  # what could leak
    assert isinstance(READS[read](as_read(round, late(cast, round))), Withheld)


# Under team only six people's level is what was promised, by no name; of three it would tell on somebody.
@pytest.mark.parametrize("read", READS)
def test_under_team_only_every_read_is_withheld(cast: Cast, read: str) -> None:
    assert isinstance(READS[read](as_read(crowd(cast, 3, audience="team_only"), cast.fay)), Withheld)


@pytest.mark.parametrize("read", ["spectrum.for_round", "pair.comments"])
def test_under_team_only_no_pair_is_shown_however_many_answered(cast: Cast, read: str) -> None:
    assert isinstance(READS[read](as_read(crowd(cast, 6, audience="team_only"), cast.fay)), Withheld)


@pytest.mark.parametrize("read", READS)
def test_nothing_comes_from_an_open_round(cast: Cast, read: str) -> None:
    assert isinstance(READS[read](as_read(crowd(cast, 6, close=False), cast.fay)), Withheld)


def test_a_round_not_fetched_for_a_reader_is_no_look_at_all(cast: Cast) -> None:
    with pytest.raises(AttributeError):
        looks.facilitators_look(cast.closed)


def test_leaders_see_the_team_and_only_once_it_is_closed(cast: Cast) -> None:
    def seen(round: Round) -> list[type]:
        me = Participant.objects.filter(round=round).select_related("round__cohort")[0]
        return [type(team.for_leader(me, OUT)), type(practices.for_leader(me, OUT))]

    shown = [team.TeamLevel, practices.TeamPractices]
    assert seen(crowd(cast, 6, audience="team_only")) == shown
    assert seen(crowd(cast, 6, close=False, first="Eve")) == [Withheld, Withheld]
    assert seen(cast.closed) == [Withheld, Withheld]


def test_an_importer_sees_only_what_came_from_a_file(cast: Cast) -> None:
    round = crowd(cast, 6)
    assert isinstance(spectrum.for_importer(round), Withheld)
    round.participants.update(promise=FROM_A_FILE)
    assert isinstance(spectrum.for_importer(round), spectrum.TeamSpectrum)


def test_a_look_holds_nothing_but_what_is_asked(cast: Cast) -> None:
    look = looks.facilitators_look(as_read(cast.closed, cast.fay))
    assert look == Look("facilitator", "facilitator_only", "closed", promised=True)  # type: ignore[arg-type]
    assert looks.facilitators_look(as_read(cast.closed, late(cast, cast.closed))) == replace(
        look, promised=False
    )
