"""What a leader sees of their own pairs: exactly what was promised, and nothing of what others did beyond it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from assessments.actions import reveals
from assessments.models import Participant, Rating, Round
from assessments.promise.audience import Band
from assessments.promise.withheld import Reason, Withheld
from assessments.results import my_pairs
from assessments.results.my_pairs import MyPair, MyPairs

from .. import people
from ..people import NOW, Cast
from .crowd import crowd, is_silent, lies

OUT = NOW + timedelta(days=30)
SIZES = range(2, 9)


def me(round: Round, name: str = "Dan0") -> Participant:
    mine = Participant.objects.select_related("round__cohort", "round__instrument")
    return mine.get(round=round, name__startswith=f"{name} ")


def seen(round: Round, name: str = "Dan0") -> MyPairs:
    found = my_pairs.for_leader(me(round, name), OUT)
    assert isinstance(found, MyPairs)
    return found


def with_whom(round: Round, colleague: str, name: str = "Dan0") -> MyPair:
    rows = {pair.colleague.name.split()[0]: pair for pair in seen(round, name).pairs}
    return rows[colleague]


def ask(round: Round, name: str, colleague: str) -> None:
    reveals.ask(by=me(round, name), colleague=me(round, colleague).public_id, now=OUT)


def page(round: Round, client: Client, name: str = "Dan0") -> bytes:
    client.force_login(people.user(f"{name} Number"))
    return client.get(f"/rounds/{round.public_id}/results/").content


@pytest.mark.parametrize("audience", ["facilitator_only", "team_only"])
def test_where_pairs_are_not_promised_there_are_none(cast: Cast, audience: str) -> None:
    round = crowd(cast, 3, audience=audience)
    assert my_pairs.for_leader(me(round), OUT) == Withheld(Reason.NOT_IN_AUDIENCE)


@pytest.mark.parametrize("audience", ["reveal_together", "open_to_pair"])
def test_nothing_before_the_release_or_the_day_promised(cast: Cast, audience: str) -> None:
    round = crowd(cast, 3, audience=audience)
    assert my_pairs.for_leader(me(round), NOW) == Withheld(Reason.NOT_RELEASED)
    assert my_pairs.for_leader(me(round), NOW + timedelta(days=13)) == Withheld(Reason.NOT_RELEASED)
    assert isinstance(my_pairs.for_leader(me(round), NOW + timedelta(days=14)), MyPairs)


def test_open_to_the_pair_both_views_are_there_mine_first(cast: Cast) -> None:
    round = crowd(cast, 3, audience="open_to_pair")
    lies(round, "Dan0", "Dan1", trust=80, purpose=60)
    lies(round, "Dan1", "Dan0", trust=40, purpose=20)
    trust, purpose = with_whom(round, "Dan1").views
    assert [(trust.mine, trust.theirs), (purpose.mine, purpose.theirs)] == [(80, 40), (60, 20)]
    trust, purpose = with_whom(round, "Dan0", name="Dan1").views
    assert [(trust.mine, trust.theirs), (purpose.mine, purpose.theirs)] == [(40, 80), (20, 60)]


def test_once_both_have_asked_both_see_the_same_bands_and_no_number(cast: Cast) -> None:
    round = crowd(cast, 3, audience="reveal_together")
    lies(round, "Dan0", "Dan1", trust=90, purpose=40)
    lies(round, "Dan1", "Dan0", trust=80, purpose=20)
    ask(round, "Dan0", "Dan1")
    assert not with_whom(round, "Dan1").revealed
    ask(round, "Dan1", "Dan0")
    mine, theirs = with_whom(round, "Dan1"), with_whom(round, "Dan0", name="Dan1")
    assert [one.band for one in mine.bands] == [Band.HIGH, Band.LOW]
    assert (mine.bands, mine.tries, mine.views) == (theirs.bands, theirs.tries, ())


@pytest.mark.parametrize("what", ["asked", "silent", "other answers", "asked and silent"])
@pytest.mark.parametrize("size", SIZES)
def test_who_has_not_revealed_cannot_tell_what_the_others_did(
    cast: Cast, client: Client, size: int, what: str
) -> None:
    """Byte for byte, in every size: whether the colleague asked, answered, answered otherwise or did nothing.

    The team's figures are left out: they are promised from five, and are about everybody.
    """
    round = crowd(cast, size, audience="reveal_together")
    ask(round, "Dan0", "Dan1") if what == "asked and silent" else None
    before = seen(round).pairs
    if what == "other answers":
        Rating.objects.filter(round=round).exclude(rater=me(round)).update(trust=10, purpose=20, need=1)
    if "silent" in what:
        is_silent(round, "Dan1", "Dan0")
    if "asked" in what:
        ask(round, "Dan1", "Dan0")
    assert seen(round).pairs == before


@pytest.mark.parametrize("size", SIZES)
def test_open_to_the_pair_hides_what_others_say_of_each_other(cast: Cast, size: int) -> None:
    round = crowd(cast, size, audience="open_to_pair")
    before = seen(round).pairs
    mine = me(round)
    others = Rating.objects.filter(round=round).exclude(rater=mine).exclude(about=mine)
    assert others.update(trust=10, purpose=20, need=1) == (size - 1) * (size - 2)
    assert seen(round).pairs == before


def test_the_page_is_the_same_whether_a_colleague_declines_or_has_not_looked(
    cast: Cast, client: Client
) -> None:
    round = crowd(cast, 3, audience="reveal_together")
    without_token = lambda html: b"".join(  # noqa: E731
        line for line in html.splitlines() if b"csrfmiddlewaretoken" not in line
    )
    before = without_token(page(round, client))
    reveals.ask(by=me(round, "Dan1"), colleague=me(round).public_id, now=OUT)
    assert without_token(page(round, client)) == before
    reveals.take_back(by=me(round, "Dan1"), colleague=me(round).public_id, now=OUT)
    assert without_token(page(round, client)) == before
    ask(round, "Dan0", "Dan1")
    assert without_token(page(round, client)) != before, "what I do myself is seen"
