"""What the tests of this room ask for: one layout, and files that fit it."""

from __future__ import annotations

from typing import Any

import pytest

from assessments.files.layout import Layout, lay_out
from assessments.files.problems import BadFile
from assessments.files.ratings import Ratings, read
from assessments.files.words import sentences

HEADER = "who,whom,group,l1,l2,m1,m2"
TWO = f"{HEADER}\nAda,Ben,a,0,5,3,3\nBen,Ada,a,1,2,3,4\n"


def laid_out(**changed: Any) -> Layout:
    typed = {"rater": "who", "about": "whom", "teams": ["group"], "low": 0, "high": 5}
    return lay_out(**(typed | {"scales": ["trust=l1,l2", "purpose=m1,m2"]} | changed))


def ratings(data: str | bytes, **changed: Any) -> Ratings:
    return read(data.encode() if isinstance(data, str) else data, laid_out(**changed), "file")


def problems(data: str | bytes, **changed: Any) -> list[str]:
    with pytest.raises(BadFile) as refused:
        ratings(data, **changed)
    return sentences(refused.value)
