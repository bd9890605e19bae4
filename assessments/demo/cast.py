"""Who is in the demo and what happens to them: names, rounds and remarks, all invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..models import Round

ORGANISATION = "Northwind"
DOMAIN = "@northwind.example"
FACILITATOR = "Fay Andersen"
ADMIN = "Olu Balogun"

Two = tuple[str, str]  # who says it, about whom


NO_CHANGE = (0.0,) * 5


@dataclass(frozen=True)
class DemoRound:
    """`stages` is there for a round still open: how many colleagues each has answered wholly, in their own order;
    who has `begun` is in the middle of one more."""

    name: str
    days_ago: int
    change: tuple[float, float] = (0.0, 0.0)  # of trust and shared purpose since the round before, in points
    habits: tuple[float, ...] = NO_CHANGE  # of each practice since the round before, in points
    audience: str = Round.Audience.FACILITATOR_ONLY
    silent: tuple[str, ...] = ()
    unanswered: tuple[Two, ...] = ()
    strangers: tuple[Two, ...] = ()
    comments: Mapping[Two, str] = field(default_factory=dict)
    cannot_judge: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # items of practices, by leader
    stages: Mapping[str, int] | None = None
    begun: tuple[str, ...] = ()
    asked: tuple[Two, ...] = ()  # who has asked to reveal the pair with whom, once results were out
    shown: tuple[Two, ...] = ()  # who has agreed to show theirs in the room


@dataclass(frozen=True)
class DemoCohort:
    """`uneven`: the first thinks far more of the second than the second of the first. `habits`: where each of the
    team's practices stands before the first round, in points, in the instrument's order."""

    name: str
    leaders: Mapping[str, str]
    rounds: tuple[DemoRound, ...]
    habits: tuple[float, ...]
    uneven: Two | None = None


EXECUTIVE = DemoCohort(
    name="Executive Team",
    leaders={
        "Ada Okafor": "Chief Executive Officer",
        "Ben Lindqvist": "Chief Financial Officer",
        "Cleo Martin": "Chief Marketing Officer",
        "Dev Raman": "Chief Technology Officer",
        "Elif Aydın": "Chief People Officer",
        "Finn Gallagher": "Director, Sales",
        "Grace Moyo": "Chief Operating Officer",
        "Hana Levi": "General Counsel",
        "Ines Duarte": "Director, Strategy",
        "Jonas Weber": "Director, Supply Chain",
        "Kenji Sato": "Director, Product",
        "Luca Romano": "Director, Customer Service",
    },
    uneven=("Ben Lindqvist", "Elif Aydın"),
    habits=(4.4, 4.6, 5.3, 3.5, 4.5),
    rounds=(
        DemoRound("First look", 400, silent=("Hana Levi",), strangers=(("Kenji Sato", "Hana Levi"),)),
        DemoRound(
            "After the offsite",
            250,
            audience=Round.Audience.REVEAL_TOGETHER,
            asked=(
                ("Ada Okafor", "Ben Lindqvist"),
                ("Ben Lindqvist", "Ada Okafor"),
                ("Ada Okafor", "Grace Moyo"),
                ("Grace Moyo", "Ada Okafor"),
                ("Ada Okafor", "Cleo Martin"),
                ("Dev Raman", "Ada Okafor"),
                ("Ines Duarte", "Kenji Sato"),
                ("Kenji Sato", "Ines Duarte"),
            ),
            shown=(
                ("Ada Okafor", "Grace Moyo"),
                ("Grace Moyo", "Ada Okafor"),
                ("Ada Okafor", "Ben Lindqvist"),
            ),
            change=(0.25, 0.4),
            habits=(0.5, 0.1, 0.1, 0.1, 0.0),
            unanswered=(("Dev Raman", "Finn Gallagher"),),
            strangers=(("Kenji Sato", "Hana Levi"),),
        ),
        DemoRound(
            "One year on",
            35,
            audience=Round.Audience.OPEN_TO_PAIR,
            change=(0.25, 0.25),
            habits=(0.6, 0.1, 0.1, 0.2, 0.0),
            unanswered=(("Jonas Weber", "Cleo Martin"), ("Jonas Weber", "Hana Levi")),
            cannot_judge={"Luca Romano": ("J1",)},
            strangers=(("Luca Romano", "Hana Levi"),),
            comments={
                (
                    "Elif Aydın",
                    "Ben Lindqvist",
                ): "I hear about budget cuts in my area after they are decided.",
                ("Ben Lindqvist", "Elif Aydın"): "I never have to ask twice. We should talk more often.",
                (
                    "Ada Okafor",
                    "Grace Moyo",
                ): "Since the offsite we settle things before they reach the meeting.",
                ("Dev Raman", "Kenji Sato"): "Same goals on paper. In planning week we still pull apart.",
            },
        ),
        DemoRound(
            "Before the merger",
            6,
            change=(0.1, 0.1),
            stages={
                "Ada Okafor": 4,
                "Ben Lindqvist": 11,
                "Cleo Martin": 11,
                "Dev Raman": 8,
                "Grace Moyo": 11,
                "Ines Duarte": 11,
                "Jonas Weber": 2,
            },
            begun=("Ada Okafor", "Luca Romano"),
        ),
    ),
)

PRODUCT = DemoCohort(
    name="Product Leadership",
    leaders={
        "Amara Nwosu": "Head of Design",
        "Bruno Keller": "Head of Platform",
        "Chloe Tremblay": "Head of Research",
        "Diego Fuentes": "Head of Mobile",
        "Esther Cohen": "Head of Data",
        "Farid Haddad": "Head of Quality",
        "Gita Iyer": "Head of Growth",
        "Hugo Lindberg": "Head of Payments",
        "Mei Tanaka": "Head of Product Operations",
    },
    habits=(5.0, 4.4, 4.9, 4.6, 5.4),
    rounds=(
        DemoRound("First look", 240),
        DemoRound(
            "After the reorganisation",
            130,
            change=(-0.25, -0.1),
            habits=(-0.6, -0.2, 0.0, -0.4, 0.0),
            silent=("Hugo Lindberg",),
        ),
        DemoRound(
            "Half a year on",
            57,
            change=(0.4, 0.4),
            habits=(0.3, 0.5, 0.1, 0.2, 0.0),
            audience=Round.Audience.FACILITATOR_ONLY,
            comments={
                ("Gita Iyer", "Esther Cohen"): "You shared your doubts early, and that helped me with mine.",
                (
                    "Diego Fuentes",
                    "Bruno Keller",
                ): "Let us agree on the release date before we both announce it.",
            },
        ),
    ),
)

REGIONS = DemoCohort(
    name="Regional Directors",
    leaders={
        "Agnes Virtanen": "Region North",
        "Babak Rahimi": "Region South",
        "Carmen Ortega": "Region West",
        "Daniel Osei": "Region East",
        "Sofia Marinova": "Key Accounts",
        "Tariq Mansour": "Partners",
    },
    habits=(4.0, 5.0, 5.2, 4.4, 3.6),
    rounds=(
        DemoRound("First look", 210),
        DemoRound("After the spring talks", 120, change=(0.1, 0.2)),
        DemoRound("Half a year on", 27, change=(0.2, 0.2), audience=Round.Audience.TEAM_ONLY),
    ),
)

FOUNDERS = DemoCohort(
    name="Founders",
    leaders={
        "Leila Amrani": "Chair",
        "Oskar Nilsson": "Board",
        "Priya Sharma": "Board",
    },
    habits=(5.0, 5.2, 5.6, 4.2, 4.0),
    rounds=(DemoRound("First look", 60, audience=Round.Audience.OPEN_TO_PAIR),),
)

COHORTS = (EXECUTIVE, PRODUCT, REGIONS, FOUNDERS)


def address(name: str) -> str:
    return f"{name.split()[0].lower()}{DOMAIN}"
