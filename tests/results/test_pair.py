"""One pair in words: who sees more, how sure that is, what is missing, and what to try next."""

from __future__ import annotations

from assessments.actions import cohorts, roles, rounds
from assessments.measurement.pairs import GAP_LIMIT, HEADLINE_LIMIT, GapFlag
from assessments.models import Round
from assessments.promise.withheld import Reason, Withheld
from assessments.results import pair as pair_read
from assessments.results import spectrum
from assessments.results.pair import Comment, PairPage
from assessments.results.spectrum import TeamSpectrum

from .. import people
from ..people import ADA_ABOUT_BEN, BEFORE, BEN_ABOUT_ADA, NOW, Cast
from .crowd import as_read, crowd, is_silent, lies

SEM = 100 * 0.41 / 6
NOTABLE, HEADLINE = GAP_LIMIT * SEM, HEADLINE_LIMIT * SEM  # 18.9 and 24.9


def page(cast: Cast, one: str = "Ada", other: str = "Ben", round: Round | None = None) -> PairPage:
    read = as_read(round or cast.closed, cast.fay)
    team = spectrum.for_round(read)
    assert isinstance(team, TeamSpectrum)
    ids = (read.participants.get(name__startswith=name).public_id for name in (one, other))
    found = pair_read.page(team, read.instrument.definition(), *ids)
    assert found is not None
    return found


def sentences(cast: Cast) -> tuple[str, ...]:
    return tuple(scale.gap for scale in page(cast).scales)


def views(cast: Cast, ada: float | None, ben: float | None) -> None:
    """Trust as Ada sees it and as Ben does; on purpose they agree."""
    lies(cast.closed, "Ada", "Ben", trust=ada, purpose=60)
    lies(cast.closed, "Ben", "Ada", trust=ben, purpose=60)


SENTENCES = {
    0: "Within this sitting no difference can be told in how they see trust; one of up to 25 points is possible.",
    NOTABLE - 0.1: "Within this sitting no difference can be told in how they see trust; "
    "one of up to 44 points is possible.",
    NOTABLE + 0.1: "Ada sees more trust than Ben does, by more than the noise of this sitting.",
    HEADLINE - 0.1: "Ada sees more trust than Ben does, by more than the noise of this sitting.",
    HEADLINE + 0.1: "Ada sees far more trust than Ben does: well beyond the noise of this sitting.",
    -NOTABLE - 0.1: "Ben sees more trust than Ada does, by more than the noise of this sitting.",
    -HEADLINE - 0.1: "Ben sees far more trust than Ada does: well beyond the noise of this sitting.",
}
MISSING = {
    (70, None): "Only Ada’s view is there; Ben has not said enough about trust.",
    (None, 70): "Only Ben’s view is there; Ada has not said enough about trust.",
    (None, None): "Neither has said enough about trust.",
}


def test_who_sees_more(cast: Cast) -> None:
    said, uneven = {}, {}
    for gap in SENTENCES:
        views(cast, 50 + gap / 2, 50 - gap / 2)
        said[gap], on_purpose = sentences(cast)
        assert on_purpose == SENTENCES[0].replace("trust", "shared purpose")
        uneven[gap] = [scale.uneven for scale in page(cast).scales]
    assert said == SENTENCES
    assert uneven == {gap: [abs(gap) > NOTABLE, False] for gap in SENTENCES}


def test_who_shares_a_first_name_goes_by_the_full_one(cast: Cast) -> None:
    board = people.cohort(cast.organisation, "Two Annas", "Anna Berg", "Carl Holm")
    other = cohorts.add_leader(
        by=None, organisation=cast.organisation, name="Anna Holm", email="holm@harbour.example"
    )
    cohorts.join(by=None, cohort=board, leader=other, now=BEFORE)
    people.facilitator(board, cast.fay.name)
    opened = people.open_round(board, "Winter")
    opened.ratings.update(trust=20, purpose=60, answered_at=NOW, whole=True)
    opened.ratings.filter(rater__name="Anna Berg").update(trust=100)
    round = rounds.close(by=cast.fay, round=opened, now=NOW)
    assert page(cast, "Anna Berg", "Anna Holm", round).scales[0].gap == (
        "Anna Berg sees far more trust than Anna Holm does: well beyond the noise of this sitting."
    )
    assert page(cast, "Anna Berg", "Carl Holm", round).scales[0].gap == (
        "Anna Berg sees far more trust than Carl does: well beyond the noise of this sitting."
    )


def test_where_a_gap_comes_from(cast: Cast) -> None:
    """Dan0 rates everyone 30 higher; only about Dan1 he says as little as the others do about him."""
    round = crowd(cast, 8)
    names = [f"Dan{i}" for i in range(8)]
    for i, rater in enumerate(names):
        for about in names[:i] + names[i + 1 :]:
            trust = 80 if rater == "Dan0" else 50
            lies(round, rater, about, trust=trust, purpose=60)
    lies(round, "Dan1", "Dan2", trust=90)
    generous, own, none = (page(cast, *two, round) for two in (names[:2], names[1:3], names[2:4]))
    assert (
        generous.scales[0].sources[0] == "Of the 30 points, about 23 are probably how the two rate everyone."
    )
    assert generous.scales[0].sources[2].endswith("which is within the noise of this sitting.")
    assert own.scales[0].sources[2].endswith("about these two alone, beyond the noise of this sitting.")
    assert none.scales[0].sources == ()
    flags = [one.pair.trust.own_flag for one in (generous, own, none)]
    assert flags == [GapFlag.NONE, GapFlag.HEADLINE, GapFlag.NONE]


def test_in_a_small_team_all_of_a_gap_stays_with_the_pair(cast: Cast) -> None:
    views(cast, 80, 40)
    assert page(cast).scales[0].sources == (
        "As far as can be told it is about these two, not about how either rates everyone.",
    )


def test_what_is_missing(cast: Cast) -> None:
    said = {}
    for ada, ben in MISSING:
        views(cast, ada, ben)
        said[ada, ben] = sentences(cast)[0]
        shown = page(cast)
        assert (shown.zone, shown.meaning, shown.sureness, shown.step) == ("No zone", "", "", None)
        assert ([tip.title for tip in shown.tips], len(shown.notes)) == (["Hear the other view first"], 1)
    assert said == MISSING


def test_in_whatever_order_the_two_are_asked_for(cast: Cast) -> None:
    assert page(cast, "Ben", "Ada") == page(cast, "Ada", "Ben")
    assert page(cast, "Ben", "Ada").key == page(cast).key


def test_how_sure(cast: Cast) -> None:
    clear = page(cast, "Ben", "Cleo")
    assert (clear.zone, clear.sureness, clear.step) == ("Collaboration", "clear", 1)
    near = page(cast, "Ada", "Ben")  # trust exactly at the border of 75
    assert (near.zone, near.sureness) == ("Trust-led", "borderline, close to developing")


def test_no_zone_is_clear_of_two_who_are_divided(cast: Cast) -> None:
    views(cast, 100, 33)
    found = page(cast)
    assert (found.zone, found.sureness) == ("Developing: both", "the two are divided")
    assert found.meaning == (
        "That is only where the two lie on average: they describe two different relationships."
    )


def test_what_comes_first_in_a_developing_pair(cast: Cast) -> None:
    def zone(trust: float, purpose: float) -> str:
        for rater, about in (("Ada", "Ben"), ("Ben", "Ada")):
            lies(cast.closed, rater, about, trust=trust, purpose=purpose)
        return page(cast).zone

    assert zone(55, 70) == "Developing: trust first"
    assert zone(70, 55) == "Developing: shared purpose first"
    assert zone(60, 60) == "Developing: both"


def test_need_in_the_instruments_words(cast: Cast) -> None:
    assert page(cast).need == "Often"
    is_silent(cast.closed, "Ada", "Ben")
    lies(cast.closed, "Ben", "Ada", need=1)
    assert page(cast).need == "Not at all"
    is_silent(cast.closed, "Ben", "Ada")
    assert page(cast).need == ""


def test_a_priority_says_so(cast: Cast) -> None:
    assert page(cast, "Ben", "Cleo").notes == (
        "They need to work closely and sit low: this conversation is worth having early.",
    )
    assert page(cast, "Ada", "Cleo").notes == ()
    lies(cast.closed, "Ben", "Cleo", need=3)
    assert page(cast, "Ben", "Cleo").notes == ()
    views(cast, 100, 33)
    assert page(cast).notes == (
        "The two describe two different relationships: this conversation comes before any other.",
    )


def tips(cast: Cast, trust: float, purpose: float, gap: float = 0) -> list[str]:
    for rater, about, half in (("Ada", "Ben", gap / 2), ("Ben", "Ada", -gap / 2)):
        lies(cast.closed, rater, about, trust=trust + half, purpose=purpose)
    return [tip.title for tip in page(cast).tips]


def test_trust_comes_first(cast: Cast) -> None:
    even, trust = "Start with what each of them sees", "Build trust first"
    then, purpose = "Then find the purpose they share", "Find the purpose they share"
    assert tips(cast, 40, 40) == [trust, then]
    assert tips(cast, 40, 90) == [trust]
    assert tips(cast, 90, 40) == [purpose]
    assert tips(cast, 90, 90) == ["Keep it, and use it"]
    assert tips(cast, 40, 40, gap=HEADLINE + 1) == [even, trust, then]
    assert tips(cast, 80, 90, gap=NOTABLE + 1) == [even, "Keep it, and use it"]


def test_high_on_both_but_not_in_every_view_still_has_something_to_try(cast: Cast) -> None:
    """Trust 77.5 of views 100 and 55: not a partnership, since one of the two does not see it."""
    assert tips(cast, 77.5, 90, gap=45) == ["Start with what each of them sees"]


def tries(cast: Cast, place: int = 0) -> tuple[str, ...]:
    return page(cast).tips[place].tries


def test_the_lowest_answers_say_where_to_begin(cast: Cast) -> None:
    tips(cast, 40, 90)
    answers = {"T1": 6, "T2": 2, "T3": 3, "T4": 6, "P1": 7, "P2": 7, "P3": 7, "P4": 7}
    for rater, about in (("Ada", "Ben"), ("Ben", "Ada")):
        lies(cast.closed, rater, about, answers=answers)
    assert [one.split(":")[0] for one in tries(cast)] == ["Judgement, 17 of 100", "Disclosure, 33 of 100"]
    lies(cast.closed, "Ben", "Ada", answers=answers | {"T2": 7, "T4": 1})
    assert [one.split(":")[0] for one in tries(cast)] == ["Disclosure, 33 of 100", "Goodwill, 42 of 100"]


def test_without_answers_to_single_questions_there_is_still_something_to_try(cast: Cast) -> None:
    tips(cast, 40, 90)
    for rater, about in (("Ada", "Ben"), ("Ben", "Ada")):
        lies(cast.closed, rater, about, answers={})
    assert len(tries(cast)) == 2


def test_who_sees_less_begins(cast: Cast) -> None:
    tips(cast, 60, 60, gap=HEADLINE + 1)  # Ada sees more
    assert tries(cast)[0].startswith("Let Ben begin, who sees less:")
    tips(cast, 60, 60, gap=-HEADLINE - 1)
    assert tries(cast)[0].startswith("Let Ada begin, who sees less:")


def test_purpose_ahead_of_trust_is_called_fragile(cast: Cast) -> None:
    tips(cast, 40, 60)
    assert "fragile" in page(cast).tips[0].why
    tips(cast, 60, 40)
    assert "fragile" not in page(cast).tips[0].why


def test_comments_where_they_were_promised(cast: Cast) -> None:
    def comments(round: Round) -> tuple[Comment, ...] | Withheld:
        ids = (people.participant(round, name).public_id for name in ("Ada", "Ben"))
        return pair_read.comments(as_read(round, cast.fay), *ids)

    assert comments(cast.closed) == (
        Comment("Ada", "Ben", ADA_ABOUT_BEN),
        Comment("Ben", "Ada", BEN_ABOUT_ADA),
    )
    lies(cast.open, "Ada", "Ben", comment="Not yet.")
    assert comments(cast.open) == Withheld(Reason.ROUND_OPEN)
    Round.objects.filter(pk=cast.closed.pk).update(audience="team_only")
    assert comments(cast.closed) == Withheld(Reason.NOT_IN_AUDIENCE)


def test_comments_alone_are_withheld_from_who_came_later(cast: Cast) -> None:
    """Asked for without the pair's page, which has refused already: the comments ask for themselves."""
    late = roles.make_facilitator(
        by=cast.olu, cohort=cast.cohort, email="max@harbour.example", name="Max Ito", now=NOW
    ).user
    ids = tuple(people.participant(cast.closed, name).public_id for name in ("Ada", "Ben"))
    assert pair_read.comments(as_read(cast.closed, cast.fay), *ids) != ()  # what could leak
    assert pair_read.comments(as_read(cast.closed, late), *ids) == Withheld(Reason.CAME_LATER)


def test_comments_are_of_these_two(cast: Cast) -> None:
    lies(cast.closed, "Ada", "Cleo", comment="About Cleo.")
    lies(cast.closed, "Cleo", "Ben", comment="About Ben.")
    ids = (people.participant(cast.closed, name).public_id for name in ("Ada", "Cleo"))
    assert pair_read.comments(as_read(cast.closed, cast.fay), *ids) == (
        Comment("Ada", "Cleo", "About Cleo."),
    )


def test_no_such_pair(cast: Cast) -> None:
    read = as_read(cast.closed, cast.fay)
    team = spectrum.for_round(read)
    assert isinstance(team, TeamSpectrum)
    ada = people.participant(cast.closed, "Ada").public_id
    stranger = people.participant(cast.zoes_closed, "Yan").public_id
    for two in ((ada, stranger), (ada, ada), ("", ada)):
        assert pair_read.page(team, read.instrument.definition(), *two) is None
