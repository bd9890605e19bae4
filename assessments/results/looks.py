"""Who looks at what, as the promise asks it: the one place where a `Look` is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ..models import Participant, Round
from ..models.participants import FROM_A_FILE
from ..promise.audience import Audience, PairDetail, pair_detail
from ..promise.look import Look
from ..promise.reader import Reader
from ..promise.stage import Stage


def facilitators_look(round: Round) -> Look:
    """`round` comes with `promised_to_reader`, from `Round.objects.with_promise_to`; without it there is no look."""
    return _look(Reader.FACILITATOR, round, promised=bool(round.promised_to_reader))  # type: ignore[attr-defined]


def leaders_look(me: Participant, now: datetime) -> Look:
    """What a round brings is promised to the leaders on its roster, each of them, from a day on that was promised too:
    that day releases it, whoever has forgotten to. `me` comes with its round and cohort."""
    look = _look(Reader.LEADER, me.round, promised=True)
    return replace(look, stage=Stage.RELEASED) if me.round.is_out(now) else look


def importers_look(round: Round) -> Look:
    """Who brings in a file has read every answer in it. Of a round that promised anybody anything there is more."""
    from_a_file = not round.participants.exclude(promise=FROM_A_FILE).exists()
    return _look(Reader.FACILITATOR, round, promised=from_a_file)


@dataclass(frozen=True)
class WhoSees:
    """Who will ever see what is said about a colleague, besides whoever says it."""

    facilitator: bool
    colleague: bool
    colleague_roughly: bool


def who_sees(round: Round) -> WhoSees:
    audience = Audience(round.audience)
    colleague = pair_detail(Reader.LEADER, audience)
    return WhoSees(
        facilitator=pair_detail(Reader.FACILITATOR, audience) is PairDetail.VIEWS,
        colleague=colleague is PairDetail.VIEWS,
        colleague_roughly=colleague is PairDetail.BAND,
    )


def _look(reader: Reader, round: Round, *, promised: bool) -> Look:
    return Look(reader, Audience(round.audience), Stage(round.status), promised)
