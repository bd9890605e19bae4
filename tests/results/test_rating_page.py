"""The page on which one colleague is rated: the instrument's questions, with what was said or typed."""

from __future__ import annotations

from assessments.actions import roles
from assessments.models import Rating
from assessments.results import cohorts, promised, rating_page
from assessments.results.rating_page import RatingPage

from .. import people
from ..people import Cast, rating


def page(kept: Rating, *rest: object) -> RatingPage:
    return rating_page.page(kept, kept.round.instrument.definition(), *rest)  # type: ignore[arg-type]


def chosen(shown: RatingPage) -> dict[str, list[str]]:
    questions = {question.key: question for question in (*shown.questions, shown.need)}
    return {
        key: [point.value for point in question.points if point.chosen]
        + ["can’t say"] * bool(question.cant_say)
        for key, question in questions.items()
    }


def test_what_was_said_is_chosen(cast: Cast) -> None:
    people.say(cast.open, "Ada", "Cleo", comment="Soon.", need=2)
    Rating.objects.filter(pk=rating(cast.open, "Ada", "Cleo").pk).update(answers={"T1": 6, "T2": "cant_say"})
    shown = page(rating(cast.open, "Ada", "Cleo"))
    nothing = {key: [] for key in ("T3", "T4", "P1", "P2", "P3", "P4")}
    assert chosen(shown) == {"T1": ["6"], "T2": ["can’t say"], "need": ["2"]} | nothing
    assert (shown.comment, shown.not_enough_contact, shown.facilitators) == ("Soon.", False, "Fay Andersen")


def test_the_questions_are_about_the_colleague(cast: Cast) -> None:
    shown = page(rating(cast.open, "Ada", "Ben"))
    texts = [shown.stem, *(question.text for question in shown.questions), shown.need.text]
    assert [text for text in texts if "{" in text] == []
    assert all("Ben" in question.text for question in shown.questions if question.key.startswith("T"))
    assert [question.key for question in shown.questions] == ["T1", "T2", "T3", "T4", "P1", "P2", "P3", "P4"]
    assert [point.label for point in shown.questions[0].points][:2] == ["Not at all", "Very little"]
    assert (shown.questions[0].cant_say, shown.need.cant_say) == (False, None)


def test_what_was_typed_comes_back_with_what_is_wrong(cast: Cast) -> None:
    typed = {"T1": "3", "T2": "cant_say", "T3": "9", "need": "7", "comment": "x", "not_enough_contact": "on"}
    shown = page(rating(cast.open, "Ada", "Ben"), typed, {"T3": ["Not a point."], "comment": ["Too long."]})
    nothing = {key: [] for key in ("T3", "T4", "P1", "P2", "P3", "P4", "need")}
    assert chosen(shown) == {"T1": ["3"], "T2": ["can’t say"]} | nothing
    assert (shown.comment, shown.comment_errors, shown.not_enough_contact) == ("x", ("Too long.",), True)
    assert {question.key: question.errors for question in shown.questions if question.errors} == {
        "T3": ("Not a point.",)
    }


def test_facilitators_as_a_reader_would_say_them(cast: Cast) -> None:
    crew = people.cohort(cast.organisation, "Crew of two", "Dan A", "Eva B")
    round = people.open_round(crew, "Winter")

    def said() -> str:
        return promised.names(round)

    assert said() == "your facilitator"
    people.facilitator(crew, "Fay Andersen")
    assert said() == "Fay Andersen"
    for name in ("Max Ito", "Uma Roy"):
        roles.make_facilitator(
            by=None,
            cohort=crew,
            email=people.address(name),
            name=name,
            now=people.NOW,
        )
    assert said() == "Fay Andersen, Max Ito and Uma Roy"
    assert promised.facilitators(round).names == (
        "Fay Andersen (fay@harbour.example), Max Ito (max@harbour.example) and Uma Roy (uma@harbour.example)"
    )


def test_a_facilitators_cohorts_with_their_rounds(cast: Cast) -> None:
    found = cohorts.facilitated_by(cast.fay)
    shown = [(one.cohort.name, [round.name for round in one.rounds], str(one.open_round)) for one in found]
    assert shown == [("Board", ["Autumn", "Spring"], "Autumn")]
    assert cohorts.facilitated_by(cast.ada) == []
