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


class Among(models.Func):
    """Is this account among those in a table's column, in a row of which `holds` is true?"""

    output_field = models.BooleanField()

    def __init__(self, table: str, column: str, holds: str, account: models.F) -> None:
        found = f"SELECT 1 FROM {table} p WHERE p.{column} = %(expressions)s AND {holds}"  # noqa: S608
        super().__init__(account, template=f"EXISTS ({found})")


class OfTheRater(models.Expression):
    """One value from the other ratings of the same rater, as SQL: built by the ORM, three of these cost 1 ms a page."""

    def __init__(self, what: str, rest: str, output_field: models.Field) -> None:
        super().__init__(output_field=output_field)
        of_the_rater = "m.rater_id = assessments_rating.rater_id AND NOT m.apart"
        self.sql = f"(SELECT {what} FROM assessments_rating m WHERE {of_the_rater} {rest})"  # noqa: S608

    def as_sql(self, compiler: object, connection: object) -> tuple[str, tuple[str | int, ...]]:
        return self.sql, ()


def _open(order: str) -> OfTheRater:
    rest = f"AND NOT m.whole AND m.position {order} assessments_rating.position ORDER BY m.position LIMIT 1"
    return OfTheRater("m.public_id", rest, models.CharField())


COLLEAGUES = OfTheRater("COUNT(*)", "", models.IntegerField())
ANSWERED = OfTheRater("COUNT(*)", "AND m.whole", models.IntegerField())
BEFORE = OfTheRater(
    "m.public_id",
    "AND m.position < assessments_rating.position ORDER BY m.position DESC LIMIT 1",
    models.CharField(),
)
AFTER = models.functions.Coalesce(_open(">"), _open("<"))
