"""In words: why something is not shown."""

from assessments.measurement.disclosure import Reason, Withheld

REASONS = {
    Reason.TEAM_TOO_SMALL: "cannot be known from fewer than {need} people",
    Reason.TOO_MANY_HOLES: "too many ratings are missing: at most {need} may be",
    Reason.TOO_FEW_ANSWERED: "fewer than {need} people have answered",
    Reason.NO_VARIANCE: "people do not differ in this by more than noise would make them",
    Reason.LOW_RELIABILITY: "who differs from whom cannot be told well enough (reliability below .60)",
    Reason.NOT_IN_AUDIENCE: "not for this reader",
}
ONE_VIEW = "one of the two views is missing"
NO_VIEW = "neither has rated the other"
FOUR_PEOPLE = "the social relations model needs at least 4 people"
ONE_TEAM = "there is nothing to pool: fewer than two teams can be used"
NEGATIVE = "estimated below zero ({raw:.4g}), so taken as none; correlations with it are blank"
UNDEFINED = "not defined: a variance in it is not positive, or too few ratings"


def why(withheld: Withheld) -> str:
    return REASONS[withheld.reason].format(need=withheld.need)
