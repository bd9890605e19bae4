"""A round's pairs from its ratings: the numbers by hand, and nothing for whom it was not promised."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import numpy as np
import pytest

from assessments.actions import cohorts, roles, rounds
from assessments.measurement.pairs import GapFlag
from assessments.measurement.spectrum import Concern, Pair, Zone
from assessments.models import Round, User
from assessments.promise.withheld import Reason, Withheld
from assessments.results import spectrum
from assessments.results.spectrum import TeamSpectrum

from .. import people
from ..people import BEFORE, NOW, Cast, leader, participant
from .crowd import as_read, crowd, is_silent, lies


def read(cast: Cast, round: Round | None = None, reader: User | None = None) -> TeamSpectrum:
    team = spectrum.for_round(as_read(round or cast.closed, reader or cast.fay))
    assert isinstance(team, TeamSpectrum)
    return team


def pair(team: TeamSpectrum, one: str, other: str) -> Pair:
    ids = {person.first_name: person.public_id for person in team.people}
    found = team.find(ids[one], ids[other])
    assert found is not None
    return found


def numbers(found: Pair) -> dict[str, tuple[float | None, ...]]:
    """Views, score and gap on each scale."""
    scales = {"trust": found.trust, "purpose": found.purpose}
    return {key: (scale.ab, scale.ba, scale.score, scale.gap) for key, scale in scales.items()}


def test_the_numbers_of_a_team(cast: Cast) -> None:
    """tests/people.py SAID: a point p of 1..7 is 100·(p − 1)/6, a pair the mean of two views."""
    team = read(cast)
    assert numbers(pair(team, "Ada", "Ben")) == {
        "trust": pytest.approx((500 / 6, 400 / 6, 75, 100 / 6)),
        "purpose": pytest.approx((50, 200 / 6, 250 / 6, 100 / 6)),
    }
    assert numbers(pair(team, "Ada", "Cleo")) == {
        "trust": pytest.approx((100, 100, 100, 0)),
        "purpose": pytest.approx((100, 500 / 6, 550 / 6, 100 / 6)),
    }
    assert numbers(pair(team, "Ben", "Cleo")) == {
        "trust": pytest.approx((100 / 6, 200 / 6, 25, -100 / 6)),
        "purpose": pytest.approx((0, 100 / 6, 50 / 6, -100 / 6)),
    }


def test_zones_need_and_priority(cast: Cast) -> None:
    team = read(cast)
    found = {names: pair(team, *names) for names in (("Ada", "Ben"), ("Ada", "Cleo"), ("Ben", "Cleo"))}
    assert {names: (one.zone, one.need, one.concern) for names, one in found.items()} == {
        ("Ada", "Ben"): (Zone.TRUST_LED, 4.0, None),
        ("Ada", "Cleo"): (Zone.PARTNERSHIP, 4.0, None),
        ("Ben", "Cleo"): (Zone.COLLABORATION, 4.0, Concern.LOW),
    }
    assert team.spectrum.zone_counts() == {
        Zone.PARTNERSHIP: 1,
        Zone.COLLABORATION: 1,
        Zone.TRUST_LED: 1,
        Zone.PURPOSE_LED: 0,
        Zone.DEVELOPING: 0,
    }


def test_from_few_ratings_the_instruments_noise_stands_in(cast: Cast) -> None:
    noise = read(cast).spectrum.noise_trust
    assert (noise.sem, noise.ratings, noise.is_default) == (pytest.approx(100 * 0.41 / 6), 6, True)


def test_who_is_in_it(cast: Cast) -> None:
    team = read(cast)
    shown = [(person.name, person.initials, person.title) for person in team.people]
    assert shown == [
        ("Ada Okafor", "AO", "Director"),
        ("Ben Larsen", "BL", "Director"),
        ("Cleo Martin", "CM", "Director"),
    ]
    facts = (team.round.name, team.round.cohort_name, team.round.closed_at, team.round.simulated)
    assert facts == ("Spring", "Board", BEFORE + timedelta(days=14), False)


def test_a_round_is_read_as_it_happened(cast: Cast) -> None:
    before = read(cast)
    ada = cohorts.change_leader(
        by=cast.olu, leader=leader("Ada Okafor"), name="Ada Obi", title="Chair", email=cast.ada.email, now=NOW
    )
    cohorts.leave(by=cast.olu, cohort=cast.cohort, leader=ada, now=NOW)
    assert read(cast).people == before.people


def test_without_contact_nothing_counts(cast: Cast) -> None:
    kept = people.rating(cast.closed, "Ada", "Ben")
    assert (kept.need, len(kept.answers)) == (4, 8)
    lies(cast.closed, "Ada", "Ben", trust=None, purpose=None, not_enough_contact=True, need=1)
    found = pair(read(cast), "Ada", "Ben")
    assert numbers(found) == {
        "trust": (None, pytest.approx(400 / 6), None, None),
        "purpose": (None, pytest.approx(200 / 6), None, None),
    }
    assert (found.zone, found.need, found.certainty, found.position) == (None, 4.0, None, None)


def test_one_sided_and_missing_pairs_are_marked(cast: Cast) -> None:
    is_silent(cast.closed, "Ada", "Ben")
    is_silent(cast.closed, "Ada", "Cleo")
    is_silent(cast.closed, "Cleo", "Ada")
    drawn = read(cast).spectrum
    assert (drawn.one_sided.tolist(), drawn.missing.tolist(), drawn.complete.tolist()) == (
        [True, False, False],
        [False, True, False],
        [False, False, True],
    )


def test_a_view_on_one_scale_only_gives_no_zone(cast: Cast) -> None:
    lies(cast.closed, "Ada", "Ben", purpose=None)
    found = pair(read(cast), "Ada", "Ben")
    assert (found.trust.score, found.purpose.score, found.zone) == (pytest.approx(75), None, None)
    assert read(cast).spectrum.one_sided.tolist() == [True, False, False]


def test_need_is_the_mean_or_the_one_there_is(cast: Cast) -> None:
    lies(cast.closed, "Ada", "Ben", need=5)
    lies(cast.closed, "Ben", "Ada", need=2)
    lies(cast.closed, "Ada", "Cleo", need=None)
    lies(cast.closed, "Ben", "Cleo", need=None)
    lies(cast.closed, "Cleo", "Ben", need=None)
    np.testing.assert_equal(read(cast).spectrum.need, [3.5, 4.0, np.nan])


def test_views_and_gaps_know_who_is_who(cast: Cast) -> None:
    """`ab` is what the one who stands first on the roster says, in whatever order the two are asked for."""
    team = read(cast)
    assert pair(team, "Ben", "Ada") == pair(team, "Ada", "Ben")
    assert pair(team, "Ben", "Ada").trust.flag == GapFlag.NONE


def test_find_and_key(cast: Cast) -> None:
    team = read(cast)
    ada, ben = (participant(cast.closed, name).public_id for name in ("Ada", "Ben"))
    autumn = participant(cast.open, "Ben").public_id
    assert team.key(0, 1) == f"{ada}-{ben}"
    assert [team.find(*two) for two in ((ada, ada), (ada, autumn), (ada, "nobody"), ("", ""))] == [None] * 4


def test_where_a_dot_takes_its_colour() -> None:
    steps = [spectrum.step(position) for position in (None, 0.0, 9.99, 10.0, 55.0, 99.9, 100.0)]
    assert steps == [None, 0, 0, 1, 5, 9, 9]


def withheld(round: Round, reader: User) -> Reason:
    found = spectrum.for_round(as_read(round, reader))
    assert isinstance(found, Withheld)
    assert asdict(found) == {"reason": found.reason, "need": None}
    return found.reason


def test_an_open_round_has_no_results(cast: Cast) -> None:
    assert cast.open.ratings.exclude(trust=None).exists()
    assert withheld(cast.open, cast.fay) == Reason.ROUND_OPEN


def test_team_only_shows_no_pair_even_when_closed(cast: Cast) -> None:
    assert withheld(crowd(cast, 6, audience="team_only"), cast.fay) == Reason.NOT_IN_AUDIENCE


def test_every_other_audience_shows_pairs_to_the_facilitator(cast: Cast) -> None:
    for audience in ("facilitator_only", "reveal_together", "open_to_pair"):
        winter = people.open_round(cast.cohort, audience, audience=audience)
        assert len(read(cast, rounds.close(by=cast.fay, round=winter, now=NOW)).spectrum.a) == 3


def test_who_came_after_the_promise_sees_none_of_it(cast: Cast) -> None:
    """The leaders of both rounds were promised Fay's eyes only."""
    late = roles.make_facilitator(
        by=cast.olu, cohort=cast.cohort, email="max@harbour.example", name="Max Ito", now=NOW + timedelta(1)
    ).user
    assert read(cast, reader=cast.fay).people != ()
    assert [withheld(round, late) for round in (cast.closed, cast.open)] == [Reason.CAME_LATER] * 2


def test_nobody_else_reaches_the_round_at_all(cast: Cast) -> None:
    for other in (cast.ada, cast.olu, cast.zoe, cast.nobody):
        assert not Round.objects.facilitated_by(other).filter(pk=cast.closed.pk).exists()
