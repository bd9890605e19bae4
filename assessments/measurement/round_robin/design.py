"""What a pattern of ratings, complete or with holes, lets one know: degrees of freedom, and noise in effects."""

from dataclasses import dataclass

import numpy as np

from assessments.measurement.round_robin.cells import (
    Array,
    Mask,
    NotDefined,
    exchange,
    identity,
    who_rated,
    who_was_rated,
)


@dataclass(frozen=True)
class Leak:
    """How much of the pairs' mean squares D and E a mean square of persons contains: mean · D + difference · E.

    A person's effect is a mean over a few pairs, so part of what is special to pairs stays in it.
    """

    mean: Array
    difference: Array

    def of(self, pair_mean: Array, pair_difference: Array) -> Array:
        """The noise that these mean squares of pairs, D and E, leave in a mean square of persons."""
        return self.mean * pair_mean + self.difference * pair_difference


@dataclass(frozen=True)
class Design:
    """What one pattern of ratings allows; arrays (...), one value per team, or () where all teams share it.

    n: people on the roster. df_perceiver, df_target, df_crossed: degrees of freedom of perceivers, of
    targets, of both in one person. df_pair_mean, df_pair_difference: of D and of E. returned: the share of
    ratings that were returned; only these tell of dyadic reciprocity. perceiver, target, crossed: the leak
    of pairs into each kind of mean product. each_perceiver, each_target: the leak into one person's effect,
    (..., n), or (..., 1) where all have the same; NaN for a person without such an effect.
    """

    n: int
    df_perceiver: Array
    df_target: Array
    df_crossed: Array
    df_pair_mean: Array
    df_pair_difference: Array
    returned: Array
    perceiver: Leak
    target: Leak
    crossed: Leak
    each_perceiver: Leak
    each_target: Leak


def complete_design(n: int) -> Design:
    """What do complete ratings of a team of n allow?

    Leaks D/(2(n − 2)) + E/(2n) into perceivers and targets, D/(2(n − 2)) − E/(2n) into their product; n(n −
    3)/2 degrees of freedom for D and (n − 1)(n − 2)/2 for E.
    Errors: NotDefined below four people.
    Reference: Warner, Kenny & Stoto (1979); Bond & Lashley (1996), Psychometrika 61.
    Checked: TripleR's standard errors, 1e-12; equal to `design` of a pattern without holes.
    """
    if n < 4:
        raise NotDefined(f"a round robin needs at least 4 people, not {n}")
    persons = np.asarray(n - 1.0)
    direct = Leak(np.asarray(1 / (2 * (n - 2))), np.asarray(1 / (2 * n)))
    each = Leak(direct.mean[None], direct.difference[None])
    return Design(
        n=n,
        df_perceiver=persons,
        df_target=persons,
        df_crossed=persons,
        df_pair_mean=np.asarray(n * (n - 3) / 2),
        df_pair_difference=np.asarray((n - 1) * (n - 2) / 2),
        returned=np.asarray(1.0),
        perceiver=direct,
        target=direct,
        crossed=Leak(direct.mean, -direct.difference),
        each_perceiver=each,
        each_target=each,
    )


def design(there: Mask, solve: Array) -> Design:
    """What do these ratings allow? there (..., n, n), True where a rating is; solve: `least_squares(there)`.

    The leaks are the noise variances of least-squares effects, worked out for this very pattern; each
    missing rating costs the pairs one degree of freedom, and those who rated nobody (were rated by nobody)
    are no perceivers (targets). Where the ratings fall apart into groups that do not rate each other,
    effects cannot be compared: NaN.
    Checked: equal to `complete_design` without holes, 1e-12; in simulation with 10 % and 20 % of holes and
    with two who rate nobody, the standard errors and F-tests that rest on it
    (tests/measurement/test_round_robin_missing.py).
    """
    n = there.shape[-1]
    gave, received = who_rated(there), who_was_rated(there)
    own = solve @ identity(there).gram() @ solve
    back = solve @ exchange(there).gram() @ solve
    perceiver = _each(own, back, gave, slice(0, n), slice(0, n))
    target = _each(own, back, received, slice(n, 2 * n), slice(n, 2 * n))
    crossed = _each(own, back, gave & received, slice(0, n), slice(n, 2 * n))
    ratings = there.sum(axis=(-2, -1))
    df_pairs = ratings - (gave.sum(axis=-1) + received.sum(axis=-1) - 1.0)
    return Design(
        n=n,
        df_perceiver=gave.sum(axis=-1) - 1.0,
        df_target=received.sum(axis=-1) - 1.0,
        df_crossed=(gave & received).sum(axis=-1) - 1.0,
        df_pair_mean=(df_pairs - 1) / 2,
        df_pair_difference=(df_pairs + 1) / 2,
        returned=(there & there.mT).sum(axis=(-2, -1)) / np.maximum(ratings, 1),
        perceiver=_pooled(perceiver),
        target=_pooled(target),
        crossed=_pooled(crossed),
        each_perceiver=perceiver,
        each_target=target,
    )


def least_squares(there: Mask) -> Array:
    """(Z′Z)⁻¹ under mean-zero perceiver and target effects, (..., 2n + 1, 2n + 1); a person without ratings is 0.

    NaN where the ratings fall apart into groups that do not rate each other.
    """
    gave, received = who_rated(there), who_was_rated(there)
    none, once = np.zeros(gave.shape), np.zeros((*gave.shape[:-1], 1))
    absent = np.concatenate([~gave, ~received, once], axis=-1)
    normal = identity(there).gram() + absent[..., None] * np.eye(absent.shape[-1])
    for sides in ([gave, none, once], [none, received, once]):
        zero_sum = np.concatenate(sides, axis=-1)
        normal = normal + zero_sum[..., :, None] * zero_sum[..., None, :]
    connected = _connected(there)[..., None, None]
    return np.where(
        connected, np.linalg.inv(np.where(connected, normal, np.eye(2 * there.shape[-1] + 1))), np.nan
    )


def _connected(there: Mask) -> Mask:
    """Can every two raters be compared, because a chain of people whom both rated links them? (...)."""
    given = there.astype(np.float32)
    gave = who_rated(there)
    linked = given @ given.mT > 0
    for _ in range(there.shape[-1].bit_length()):
        steps = linked.astype(np.float32)
        linked, before = steps @ steps > 0, linked
        if (linked == before).all():
            break
    apart = gave[..., :, None] & gave[..., None, :] & ~linked
    return np.asarray(gave.any(axis=-1) & ~apart.any(axis=(-2, -1)))


def _each(own: Array, back: Array, has: Mask, rows: slice, columns: slice) -> Leak:
    """Per person, scaled up by k/(k − 1) for k effects that are centred on their own mean."""
    k = has.sum(axis=-1, keepdims=True)
    scale = np.where(has, k / np.maximum(k - 1, 1), np.nan)
    one, other = (scale * np.diagonal(part[..., rows, columns], axis1=-2, axis2=-1) for part in (own, back))
    return Leak((one + other) / 2, (one - other) / 2)


def _pooled(each: Leak) -> Leak:
    """The mean over those who have such an effect; NaN where nobody has."""
    known = ~np.isnan(each.mean)
    count = np.where(known.any(axis=-1), known.sum(axis=-1), np.nan)
    return Leak(np.nansum(each.mean, axis=-1) / count, np.nansum(each.difference, axis=-1) / count)
