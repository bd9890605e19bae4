"""What is asked of a file: how options become a layout, and which cannot be meant."""

from __future__ import annotations

from typing import Any

import pytest

from assessments.files.problems import BadFile
from assessments.files.words import sentences

from .asked import laid_out


def refused(**changed: Any) -> str:
    with pytest.raises(BadFile) as error:
        laid_out(**changed)
    (sentence,) = sentences(error.value)
    return sentence


def test_a_column_whose_name_holds_a_comma_stands_in_quotes() -> None:
    asked = laid_out(scales=['trust="likes, a lot", l2', "purpose=m=1"])
    assert asked.scales == {"trust": ("likes, a lot", "l2"), "purpose": ("m=1",)}


def test_a_scale_or_an_item_is_turned_round() -> None:
    assert laid_out(turned=["trust", "m2"]).turned == {"l1", "l2", "m2"}
    assert refused(turned=["l3"]) == (
        "“l3” cannot be turned round: it is neither a scale nor a column of one."
    )


def test_two_scales_may_share_an_item_and_nothing_else_is_used_twice() -> None:
    assert laid_out(scales=["trust=l1,l2", "both=l1,m1"]).items == ("l1", "l2", "m1")
    assert refused(scales=["trust=l1,group"]) == "A column has one meaning; used twice: group."
    assert refused(scales=["trust=l1,l1"]) == "A column has one meaning; used twice: l1."


@pytest.mark.parametrize("scale", ["trust", "=l1", "trust=", "trust=l1,,l2", 'trust="l1', "trust=\u200b"])
def test_a_scale_has_a_name_and_columns(scale: str) -> None:
    assert refused(scales=[scale]).endswith("does not name a scale and its columns, as in trust=COL,COL.")


def test_a_scale_is_named_once() -> None:
    assert refused(scales=["trust=l1", "trust =l2"]) == "Two scales have the same name: trust."


@pytest.mark.parametrize(
    ("low", "high"),
    [(5, 5), (5, 0), (0, 101), (0, 10**21), (0, 1e300), (0, float("inf")), (float("nan"), 5)],
)
def test_a_range_that_no_instrument_has(low: float, high: float) -> None:
    assert refused(low=low, high=high) == (
        "The range goes from a lower to a higher number, over at most 101 points."
    )


def test_a_range_goes_in_whole_steps() -> None:
    assert laid_out(low=0.5, high=5.5).points == 6
    assert refused(low=0, high=2.5) == "The highest answer must lie a whole number of steps above the lowest."


@pytest.mark.parametrize("option", [{"rater": "a\0"}, {"teams": ["\udcff"]}, {"missing": ["\0"]}])
def test_what_is_no_text_is_refused(option: dict[str, Any]) -> None:
    assert refused(**option).endswith("is not text.")
