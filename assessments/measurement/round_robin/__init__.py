"""The social relations model: what ratings in a team are about: who rates, who is rated, what is special to the two."""

from assessments.measurement.round_robin.analysis import analyse, analyse_many
from assessments.measurement.round_robin.bivariate import analyse_two
from assessments.measurement.round_robin.cells import NotDefined, NotLinked
from assessments.measurement.round_robin.known import (
    KnownRoundRobin,
    PersonEffects,
    Reciprocity,
    everything,
    known,
)
from assessments.measurement.round_robin.latent import analyse_parcels
from assessments.measurement.round_robin.pooled import pool, pool_two
from assessments.measurement.round_robin.pooled_parcels import pool_parcels
from assessments.measurement.round_robin.results import (
    Bivariate,
    Fit,
    FTest,
    FTests,
    Latent,
    Part,
    Persons,
    Pooled,
    PooledBivariate,
    PooledLatent,
    Reliability,
    RoundRobin,
)
from assessments.measurement.round_robin.shares import Share, Shares
from assessments.measurement.round_robin.team_change import TeamChange, team_change

__all__ = [
    "Bivariate",
    "FTest",
    "FTests",
    "Fit",
    "KnownRoundRobin",
    "Latent",
    "NotDefined",
    "NotLinked",
    "Part",
    "PersonEffects",
    "Persons",
    "Pooled",
    "PooledBivariate",
    "PooledLatent",
    "Reciprocity",
    "Reliability",
    "RoundRobin",
    "Share",
    "Shares",
    "TeamChange",
    "analyse",
    "analyse_many",
    "analyse_parcels",
    "analyse_two",
    "everything",
    "known",
    "pool",
    "pool_parcels",
    "pool_two",
    "team_change",
]
