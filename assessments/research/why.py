"""In words: why something is not known."""

from assessments.measurement.knowable import Cause, Unknown

REASONS = {
    Cause.TEAM_TOO_SMALL: "cannot be known from fewer than {need} people",
    Cause.TOO_MANY_HOLES: "too many ratings are missing: at most {need} may be",
    Cause.NO_VARIANCE: "people do not differ in this by more than noise would make them",
    Cause.LOW_RELIABILITY: "who differs from whom cannot be told well enough (reliability below .60)",
}
ONE_VIEW = "one of the two views is missing"
ONE_ITEM = "one item tells nothing of its noise, so there is no interval, no flag and no certainty"
NO_VIEW = "neither has rated the other"
FOUR_PEOPLE = "the social relations model needs at least 4 people"
ONE_TEAM = "there is nothing to pool: fewer than two teams can be used"
NEGATIVE = "estimated below zero ({raw:.4g}), so taken as none; correlations with it are blank"
UNDEFINED = "not defined: a variance in it is not positive, or too few ratings"


def why(unknown: Unknown) -> str:
    return REASONS[unknown.reason].format(need=unknown.need)
