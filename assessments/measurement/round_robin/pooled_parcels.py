"""Several teams together, each with a scale measured by two parcels: stable parts apart from error."""

from collections.abc import Sequence

import numpy as np

from assessments.measurement.round_robin.analysis import reliability
from assessments.measurement.round_robin.cells import Array
from assessments.measurement.round_robin.latent import UnstableParts, error_of, error_part
from assessments.measurement.round_robin.parts import covariance_parts, positive_sum, variance_parts
from assessments.measurement.round_robin.pooled import moment, weights_of
from assessments.measurement.round_robin.results import Latent, LatentReliability, PooledLatent


def pool_parcels(teams: Sequence[Latent]) -> PooledLatent:
    """What is one scale about in several teams, error aside?

    Stable parts as in `pool`; error is what the pooled parts of single parcels hold beyond them, so that a negative
    estimate in one team does not count as nothing. Shares, correlations and reliability are of the pooled parts.
    Missing: teams with holes count with their MINQUE estimates.
    Errors: ValueError without any team.
    Reference: as `analyse_parcels` and `pool`.
    Checked: one team pooled equals itself; two times the same team too; weighted means by hand on 6 teams.
    """
    weights = weights_of(teams)
    perceiver = moment(teams, weights, lambda team: team.perceiver_variance)
    target = moment(teams, weights, lambda team: team.target_variance)
    relationship = moment(teams, weights, lambda team: team.relationship_variance)
    crossed = moment(teams, weights, lambda team: team.perceiver_target_covariance)
    dyadic = moment(teams, weights, lambda team: team.dyadic_covariance)
    unstable = _unstable(teams, weights)
    error = error_of(unstable)
    variances, errors = zip(perceiver, target, relationship, strict=True)
    shares = variance_parts(variances, errors, rest=error)
    size = float(np.mean([team.n for team in teams]))
    stable = (perceiver[0], target[0], relationship[0], dyadic[0])
    return PooledLatent(
        teams=len(teams),
        people=sum(team.n for team in teams),
        mean_size=size,
        perceiver_variance=shares[0][0],
        target_variance=shares[1][0],
        relationship_variance=shares[2][0],
        error_variance=error_part(error, positive_sum(variances)),
        perceiver_target_covariance=covariance_parts(*crossed, perceiver[0], target[0])[0],
        dyadic_covariance=covariance_parts(*dyadic, relationship[0], relationship[0])[0],
        reliability=_reliability(stable, unstable, size),
    )


def _unstable(teams: Sequence[Latent], weights: Array) -> UnstableParts:
    kinds = (
        np.array([weights @ np.array([getattr(team.unstable, kind) for team in teams]) / weights.sum()])
        for kind in UnstableParts._fields
    )
    return UnstableParts(*kinds)


def _reliability(
    stable: tuple[Array, Array, Array, Array], unstable: UnstableParts, size: float
) -> LatentReliability:
    """Of the parcels' mean, which holds half of what is unstable, in a team of the mean size."""
    perceiver, target, relationship, dyadic = (
        part + own / 2 for part, own in zip(stable, unstable, strict=True)
    )
    noise = (relationship * (size - 1) + dyadic) / (size * (size - 2))
    return LatentReliability(
        *reliability(stable[0], perceiver + noise),
        *reliability(stable[1], target + noise),
        *reliability(stable[2], relationship),
    )
