"""Revealing a pair: asked for by both or by nobody, taken back until then, and never learnt from a refusal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessments.actions import reveals
from assessments.actions.reveals import BothHaveAgreed, NothingToReveal
from assessments.models import Event, Participant, Reveal, Round

from ..people import NOW, Cast, participant
from ..results.crowd import crowd, is_silent

OUT = NOW + timedelta(days=30)


def two(round: Round) -> tuple[Participant, Participant]:
    return participant(round, "Dan0"), participant(round, "Dan1")


def test_asking_twice_is_asking_once_and_leaves_one_line_without_the_colleague(cast: Cast) -> None:
    dan, eve = two(crowd(cast, 2, audience="reveal_together"))
    lines = Event.objects.count()
    for _again in range(2):
        reveals.ask(by=dan, colleague=eve.public_id, now=OUT)
    assert Reveal.objects.count() == 1
    assert Event.objects.count() == lines + 1
    line = Event.objects.first()
    assert line is not None
    assert (line.verb, line.public_id, line.detail) == ("asked to reveal", dan.public_id, "")


def test_it_is_taken_back_until_both_have_asked(cast: Cast) -> None:
    dan, eve = two(crowd(cast, 2, audience="reveal_together"))
    reveals.ask(by=dan, colleague=eve.public_id, now=OUT)
    reveals.take_back(by=dan, colleague=eve.public_id, now=OUT)
    assert not Reveal.objects.exists()
    reveals.ask(by=dan, colleague=eve.public_id, now=OUT)
    reveals.ask(by=eve, colleague=dan.public_id, now=OUT)
    with pytest.raises(BothHaveAgreed):
        reveals.take_back(by=dan, colleague=eve.public_id, now=OUT)


def test_a_refusal_does_not_tell_that_a_silent_colleague_has_asked(cast: Cast) -> None:
    round = crowd(cast, 2, audience="reveal_together")
    dan, eve = two(round)
    is_silent(round, "Dan1", "Dan0")
    reveals.ask(by=dan, colleague=eve.public_id, now=OUT)
    reveals.ask(by=eve, colleague=dan.public_id, now=OUT)
    reveals.take_back(by=dan, colleague=eve.public_id, now=OUT)
    assert not Reveal.objects.filter(participant=dan).exists()


def test_showing_in_the_room_takes_both_and_comes_after_revealing(cast: Cast) -> None:
    dan, eve = two(crowd(cast, 2, audience="reveal_together"))
    with pytest.raises(NothingToReveal):
        reveals.show(by=dan, colleague=eve.public_id, now=OUT)
    for one, other in ((dan, eve), (eve, dan)):
        reveals.ask(by=one, colleague=other.public_id, now=OUT)
    reveals.show(by=dan, colleague=eve.public_id, now=OUT)
    reveals.do_not_show(by=dan, colleague=eve.public_id, now=OUT)
    for one, other in ((dan, eve), (eve, dan)):
        reveals.show(by=one, colleague=other.public_id, now=OUT)
    with pytest.raises(BothHaveAgreed):
        reveals.do_not_show(by=eve, colleague=dan.public_id, now=OUT)


def test_where_views_are_open_to_the_pair_agreeing_to_show_is_all_there_is(cast: Cast) -> None:
    dan, eve = two(crowd(cast, 2, audience="open_to_pair"))
    reveals.show(by=dan, colleague=eve.public_id, now=OUT)
    assert Reveal.objects.get().shown_at == OUT


@pytest.mark.parametrize("audience", ["facilitator_only", "team_only"])
def test_no_other_audience_has_anything_to_reveal(cast: Cast, audience: str) -> None:
    dan, eve = two(crowd(cast, 2, audience=audience))
    with pytest.raises(NothingToReveal):
        reveals.ask(by=dan, colleague=eve.public_id, now=OUT)


def test_nothing_is_revealed_before_the_release(cast: Cast) -> None:
    dan, eve = two(crowd(cast, 2, audience="reveal_together"))
    with pytest.raises(NothingToReveal):
        reveals.ask(by=dan, colleague=eve.public_id, now=NOW)


def test_a_stranger_to_the_round_is_not_there(cast: Cast) -> None:
    dan, _eve = two(crowd(cast, 2, audience="reveal_together"))
    stranger = participant(cast.closed, "Ada")
    for colleague in (stranger.public_id, dan.public_id, "nobody"):
        with pytest.raises(Participant.DoesNotExist):
            reveals.ask(by=dan, colleague=colleague, now=OUT)
