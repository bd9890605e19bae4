"""Look: who looks at which round, as far as the promise needs to know."""

from dataclasses import dataclass

from assessments.promise.audience import Audience
from assessments.promise.reader import Reader
from assessments.promise.stage import Stage


@dataclass(frozen=True)
class Look:
    """`promised`: the leaders of the round were promised that this very reader sees it; a new role widens nothing."""

    reader: Reader
    audience: Audience
    stage: Stage
    promised: bool
