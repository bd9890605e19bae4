"""Simulated teams of every size that the drawings promise to be readable at, always the same."""

from datetime import UTC, datetime
from functools import cache
from itertools import pairwise

import numpy as np

from assessments.measurement.instrument import DEFAULT
from assessments.measurement.pairs import Noise
from assessments.measurement.scoring import scale_scores
from assessments.measurement.simulation import draw_answers, draw_needs, draw_teams, leave_holes
from assessments.measurement.spectrum import Spectrum, spectrum
from assessments.results.people import Person
from assessments.results.spectrum import RoundFacts, TeamSpectrum

LEADERS = {3: 3, 45: 10, 66: 12, 435: 30, 1431: 54, 4950: 100}  # people by pairs
FIRST = (
    "Ada",
    "Ben",
    "Cleo",
    "Dev",
    "Eva",
    "Finn",
    "Grace",
    "Hana",
    "Ines",
    "Jonas",
    "Kofi",
    "Luca",
    "Mei",
    "Nils",
)
LAST = (
    "Okafor",
    "Lindqvist",
    "Moreau",
    "Raman",
    "Andersen",
    "Gallagher",
    "Moyo",
    "Larsen",
    "Duarte",
    "Weber",
    "Sato",
)
NOISE = Noise(sem=DEFAULT.default_sem, ratings=0, is_default=True)
CLOSED = datetime(2026, 9, 1, tzinfo=UTC)
ROUND = RoundFacts("r0und", "Spring", "Board", CLOSED, "The default, version 1", simulated=True)


@cache
def team(pairs: int) -> TeamSpectrum:
    """Every twentieth rating is missing, so that some pairs are one-sided."""
    n = LEADERS[pairs]
    rng = np.random.default_rng(n)
    truth = draw_teams(rng, n)
    trust, purpose = scale_scores(draw_answers(rng, truth), DEFAULT.points)
    holes = np.isnan(leave_holes(rng, trust, 0.05))
    trust[holes] = purpose[holes] = np.nan
    return of(spectrum(trust, purpose, draw_needs(rng, truth), NOISE, NOISE, DEFAULT.borders))


def of(drawn: Spectrum, *names: str) -> TeamSpectrum:
    """A team with these people, or as many others as it needs."""
    people = tuple(person(i, name) for i, name in enumerate(names or _names(drawn.n)))
    answers = np.full((drawn.n, drawn.n, 4), np.nan)
    return TeamSpectrum(ROUND, people, drawn, (answers, answers))


def views(trust: list[list[float]], purpose: list[list[float]] | None = None) -> Spectrum:
    """The spectrum of two small matrices, rows the raters; trust alone stands for both."""
    up = np.array(trust, dtype=float)
    across = up if purpose is None else np.array(purpose, dtype=float)
    return spectrum(up, across, None, NOISE, NOISE, DEFAULT.borders)


def person(place: int, name: str) -> Person:
    words = name.split()
    return Person(f"{place:02d}k3q9zx7w", name, words[0][0] + words[-1][0], "Director", words[0])


def _names(n: int) -> list[str]:
    names = [f"{FIRST[i % len(FIRST)]} {LAST[(3 * i + i // len(FIRST)) % len(LAST)]}" for i in range(n)]
    assert all(one != other for one, other in pairwise(sorted(names)))
    return names
