"""SQL that is written by hand, because it stands in statements that every page makes.

Each has a twin of Django's own in tests/models/test_sql.py, which must find the same. Nothing that anybody typed comes
near it: what is put in are columns and values that Django quotes.
"""

from __future__ import annotations

from django.db import models


class NamedByAll(models.Func):
    """Was a role named to every participant of a round who has been promised something? (round, role)"""

    output_field = models.BooleanField()
    arg_joiner = (
        " AND p.promise <> '' AND NOT EXISTS ("
        "SELECT 1 FROM assessments_named n WHERE n.participant_id = p.id AND n.role_id = "
    )
    template = "NOT EXISTS (SELECT 1 FROM assessments_participant p WHERE p.round_id = %(expressions)s))"
