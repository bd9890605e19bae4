"""What is planned for a round: in which time zone, and when it is reminded of."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from assessments.models import Cohort, Round


def test_a_cohort_has_its_own_time_zone_or_that_of_the_site() -> None:
    with override_settings(TIME_ZONE="Asia/Tokyo"):
        assert Cohort().zone.key == "Asia/Tokyo"
        assert Cohort(time_zone="Europe/Vienna").zone.key == "Europe/Vienna"


@pytest.mark.parametrize("name", ["Vienna", "../../etc/passwd", "UTC+1"])
def test_what_is_no_time_zone_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="not a time zone"):
        Cohort._meta.get_field("time_zone").clean(name, None)


@pytest.mark.parametrize("days", [[], [0], [1, 3, 7], [60]])
def test_reminders_come_whole_days_before_the_closing(days: Any) -> None:
    Round._meta.get_field("reminders").run_validators(days)


@pytest.mark.parametrize("days", [{"1": 1}, "1", [-1], [61], [1.5], ["1"], [True], [None], [1, 1], [[1]]])
def test_other_reminders_are_refused(days: Any) -> None:
    with pytest.raises(ValidationError, match="reminder"):
        Round._meta.get_field("reminders").run_validators(days)
