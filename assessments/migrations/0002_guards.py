"""What a check on one row cannot say, said by triggers, on SQLite and PostgreSQL alike.

- An answer about a colleague belongs to an item on trust or purpose of the round's instrument (never to a practice,
  which is about the team), and is one of its points or "can't say".
- An answer about the team's practices belongs to one of them, and its scores are theirs, each 0 to 100 or none.
- A rating, its rater and its colleague belong to one round; what hangs together belongs to one organisation.
- An instrument that a round has used does not change, and nothing is added to it or moved out of it.
  (Deleting it is what Round.instrument protects from; erasing an organisation must remain possible.)
- Nothing moves to another organisation.
- Nobody leads in a cohort and facilitates it; nobody is admin and facilitator in one organisation.
- A promise names facilitators of its own cohort, when it is made, and nobody afterwards or instead.
- A round goes from draft to open to closed to released, and never back; once open, its audience does not widen.
"""

from django.db import migrations

WIDTH = (
    "CASE {0}.audience WHEN 'team_only' THEN 0 WHEN 'facilitator_only' THEN 1 "
    "WHEN 'reveal_together' THEN 2 ELSE 3 END"
)

STEP = "CASE {0}.status WHEN 'draft' THEN 0 WHEN 'open' THEN 1 WHEN 'closed' THEN 2 ELSE 3 END"
LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_instrument i "
    "WHERE i.id = {0}.instrument_id AND i.locked_at IS NOT NULL)"
)
# The items of the practices that a participant is asked about; trust and purpose are asked about colleagues.
OF_PRACTICES = """assessments_participant p
    JOIN assessments_round r ON r.id = p.round_id
    JOIN assessments_instrument i ON i.id = r.instrument_id
    JOIN assessments_scale s ON s.instrument_id = i.id AND s.key NOT IN ('trust', 'purpose')"""
TENANTS = [
    "cohort",
    "event",
    "instrument",
    "item",
    "leader",
    "mail",
    "mailtext",
    "mailwording",
    "membership",
    "named",
    "participant",
    "practiceanswers",
    "rating",
    "reveal",
    "role",
    "round",
    "scale",
]

# Each: name, table, when, and the condition that must never be. {each} unpacks a JSON object into key and value.
RULES = [
    (
        "answer_off_the_scale",
        "assessments_rating",
        "INSERT OR UPDATE OF answers",
        """{not_a_table} OR EXISTS (
            SELECT 1 FROM {each} WHERE NOT EXISTS (
                SELECT 1 FROM assessments_round r
                JOIN assessments_instrument i ON i.id = r.instrument_id
                JOIN assessments_item t ON t.instrument_id = i.id
                JOIN assessments_scale s ON s.id = t.scale_id AND s.key IN ('trust', 'purpose')
                WHERE r.id = NEW.round_id AND t.key = given.key AND ({cant_say} OR {on_the_scale})))""",
    ),
    (
        "rating_across_rounds",
        "assessments_rating",
        "INSERT OR UPDATE OF round_id, rater_id, about_id",
        """NOT EXISTS (
            SELECT 1 FROM assessments_participant a, assessments_participant b, assessments_round r
            WHERE a.id = NEW.rater_id AND b.id = NEW.about_id AND r.id = NEW.round_id
            AND a.round_id = r.id AND b.round_id = r.id AND r.organisation_id = NEW.organisation_id)""",
    ),
    (
        "reveal_across_rounds",
        "assessments_reveal",
        "INSERT OR UPDATE OF participant_id, colleague_id",
        """NOT EXISTS (
            SELECT 1 FROM assessments_participant a, assessments_participant b
            WHERE a.id = NEW.participant_id AND b.id = NEW.colleague_id AND a.round_id = b.round_id
            AND a.organisation_id = NEW.organisation_id)""",
    ),
    (
        "practice_answer_off_the_scale",
        "assessments_practiceanswers",
        "INSERT OR UPDATE OF answers",
        f"""{{not_a_table}} OR EXISTS (
            SELECT 1 FROM {{each}} WHERE NOT EXISTS (
                SELECT 1 FROM {OF_PRACTICES} JOIN assessments_item t ON t.scale_id = s.id
                WHERE p.id = NEW.participant_id AND t.key = given.key AND ({{cant_say}} OR {{on_the_scale}})))""",  # noqa: S608
    ),
    (
        "practice_score_off_the_scale",
        "assessments_practiceanswers",
        "INSERT OR UPDATE OF scores",
        f"""{{no_scores}} OR EXISTS (
            SELECT 1 FROM {{each_score}} WHERE NOT EXISTS (
                SELECT 1 FROM {OF_PRACTICES}
                WHERE p.id = NEW.participant_id AND s.key = given.key AND {{is_score}}))""",  # noqa: S608
    ),
    (
        "practices_across_organisations",
        "assessments_practiceanswers",
        "INSERT OR UPDATE OF participant_id",
        """NOT EXISTS (
            SELECT 1 FROM assessments_participant p
            WHERE p.id = NEW.participant_id AND p.organisation_id = NEW.organisation_id)""",
    ),
    (
        "participant_across_organisations",
        "assessments_participant",
        "INSERT OR UPDATE OF round_id, leader_id",
        """NOT EXISTS (
            SELECT 1 FROM assessments_round r, assessments_leader l
            WHERE r.id = NEW.round_id AND l.id = NEW.leader_id
            AND r.organisation_id = NEW.organisation_id AND l.organisation_id = NEW.organisation_id)""",
    ),
    (
        "round_across_organisations",
        "assessments_round",
        "INSERT OR UPDATE OF cohort_id, instrument_id",
        """NOT EXISTS (
            SELECT 1 FROM assessments_cohort c, assessments_instrument i
            WHERE c.id = NEW.cohort_id AND i.id = NEW.instrument_id
            AND c.organisation_id = NEW.organisation_id AND i.organisation_id = NEW.organisation_id)""",
    ),
    (
        "membership_across_organisations",
        "assessments_membership",
        "INSERT OR UPDATE OF cohort_id, leader_id",
        """NOT EXISTS (
            SELECT 1 FROM assessments_cohort c, assessments_leader l
            WHERE c.id = NEW.cohort_id AND l.id = NEW.leader_id
            AND c.organisation_id = NEW.organisation_id AND l.organisation_id = NEW.organisation_id)""",
    ),
    (
        "role_across_organisations",
        "assessments_role",
        "INSERT OR UPDATE OF cohort_id, organisation_id",
        """NEW.cohort_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM assessments_cohort c
            WHERE c.id = NEW.cohort_id AND c.organisation_id = NEW.organisation_id)""",
    ),
    (
        "mail_across_organisations",
        "assessments_mail",
        "INSERT OR UPDATE OF round_id, participant_id",
        """NEW.round_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM assessments_round r
            WHERE r.id = NEW.round_id AND r.organisation_id = NEW.organisation_id)
        OR NEW.participant_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM assessments_participant p
            WHERE p.id = NEW.participant_id AND p.round_id = NEW.round_id
            AND p.organisation_id = NEW.organisation_id)""",
    ),
    (
        "named_across_cohorts",
        "assessments_named",
        "INSERT",
        """NOT EXISTS (
            SELECT 1 FROM assessments_participant p
            JOIN assessments_round r ON r.id = p.round_id
            JOIN assessments_role o ON o.cohort_id = r.cohort_id
            WHERE p.id = NEW.participant_id AND o.id = NEW.role_id
            AND p.organisation_id = NEW.organisation_id AND o.organisation_id = NEW.organisation_id)""",
    ),
    (
        "named_after_the_promise",
        "assessments_named",
        "INSERT",
        "EXISTS (SELECT 1 FROM assessments_participant p WHERE p.id = NEW.participant_id AND p.promise <> '')",
    ),
    ("named_otherwise", "assessments_named", "UPDATE OF participant_id, role_id", "1 = 1"),
    (
        "leads_and_facilitates_by_role",
        "assessments_role",
        "INSERT OR UPDATE OF user_id, cohort_id, kind",
        """NEW.kind = 'facilitator' AND EXISTS (
            SELECT 1 FROM assessments_membership m JOIN assessments_leader l ON l.id = m.leader_id
            WHERE m.cohort_id = NEW.cohort_id AND m.left_at IS NULL AND l.user_id = NEW.user_id)""",
    ),
    (
        "leads_and_facilitates_by_membership",
        "assessments_membership",
        "INSERT OR UPDATE OF cohort_id, leader_id, left_at",
        """NEW.left_at IS NULL AND EXISTS (
            SELECT 1 FROM assessments_role o JOIN assessments_leader l ON l.user_id = o.user_id
            WHERE l.id = NEW.leader_id AND o.cohort_id = NEW.cohort_id AND o.kind = 'facilitator')""",
    ),
    (
        "leads_and_facilitates_by_account",
        "assessments_leader",
        "UPDATE OF user_id",
        """EXISTS (
            SELECT 1 FROM assessments_role o JOIN assessments_membership m ON m.cohort_id = o.cohort_id
            WHERE m.leader_id = NEW.id AND m.left_at IS NULL
            AND o.user_id = NEW.user_id AND o.kind = 'facilitator')""",
    ),
    (
        "admin_and_facilitator",
        "assessments_role",
        "INSERT OR UPDATE OF user_id, kind, organisation_id",
        """EXISTS (
            SELECT 1 FROM assessments_role o
            WHERE o.organisation_id = NEW.organisation_id AND o.user_id = NEW.user_id AND o.kind <> NEW.kind
            AND o.id <> COALESCE(NEW.id, -1))""",
    ),
    ("used_instrument_changed", "assessments_instrument", "UPDATE", "OLD.locked_at IS NOT NULL"),
    ("used_scale_changed", "assessments_scale", "INSERT OR UPDATE", LOCKED.format("NEW")),
    ("used_scale_moved_out", "assessments_scale", "UPDATE", LOCKED.format("OLD")),
    ("used_item_changed", "assessments_item", "INSERT OR UPDATE", LOCKED.format("NEW")),
    ("used_item_moved_out", "assessments_item", "UPDATE", LOCKED.format("OLD")),
    (
        "scale_across_organisations",
        "assessments_scale",
        "INSERT OR UPDATE OF instrument_id",
        """NOT EXISTS (
            SELECT 1 FROM assessments_instrument i
            WHERE i.id = NEW.instrument_id AND i.organisation_id = NEW.organisation_id)""",
    ),
    (
        "item_across_instruments",
        "assessments_item",
        "INSERT OR UPDATE OF instrument_id, scale_id",
        """NOT EXISTS (
            SELECT 1 FROM assessments_scale s
            WHERE s.id = NEW.scale_id AND s.instrument_id = NEW.instrument_id
            AND s.organisation_id = NEW.organisation_id)""",
    ),
    (
        "round_went_back",
        "assessments_round",
        "UPDATE OF status",
        f"{STEP.format('NEW')} < {STEP.format('OLD')}",
    ),
    (
        "audience_widened",
        "assessments_round",
        "UPDATE OF audience",
        f"OLD.status <> 'draft' AND {WIDTH.format('NEW')} > {WIDTH.format('OLD')}",
    ),
    *(
        (
            f"{table}_moved_to_another_organisation",
            f"assessments_{table}",
            "UPDATE OF organisation_id",
            "NEW.organisation_id <> OLD.organisation_id",
        )
        for table in TENANTS
    ),
]

SQLITE = {
    "not_a_table": "json_type(NEW.answers) <> 'object'",
    "each": "json_each(NEW.answers) given",
    "cant_say": "given.value = 'cant_say'",
    "on_the_scale": "given.type = 'integer' AND given.value BETWEEN 1 AND i.points",
    "no_scores": "json_type(NEW.scores) <> 'object'",
    "each_score": "json_each(NEW.scores) given",
    "is_score": "(given.type = 'null' OR given.type IN ('integer', 'real') AND given.value BETWEEN 0 AND 100)",
}
POSTGRESQL = {
    "not_a_table": "jsonb_typeof(NEW.answers) <> 'object'",
    "each": "jsonb_each(NEW.answers) given",
    "cant_say": "given.value = '\"cant_say\"'",
    "on_the_scale": "given.value::text IN (SELECT point::text FROM generate_series(1, i.points) point)",
    "no_scores": "jsonb_typeof(NEW.scores) <> 'object'",
    "each_score": "jsonb_each(NEW.scores) given",
    "is_score": "CASE jsonb_typeof(given.value) WHEN 'null' THEN true "
    "WHEN 'number' THEN given.value::text::float BETWEEN 0 AND 100 ELSE false END",
}


def add(apps, schema_editor):
    for name, table, moment, never in RULES:
        if schema_editor.connection.vendor == "sqlite":
            _add_sqlite(schema_editor, name, table, moment, never.format(**SQLITE))
        else:
            _add_postgresql(schema_editor, name, table, moment, never.format(**POSTGRESQL))


def remove(apps, schema_editor):
    for name, table, moment, _ in RULES:
        if schema_editor.connection.vendor == "sqlite":
            for kind in moment.split(" OR "):
                schema_editor.execute(f"DROP TRIGGER {name}_{kind.split()[0].lower()}")
        else:
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")


def _add_sqlite(schema_editor, name, table, moment, never):
    """A trigger of SQLite has one moment, so a rule about two becomes two."""
    for kind in moment.split(" OR "):
        schema_editor.execute(
            f"CREATE TRIGGER {name}_{kind.split()[0].lower()} BEFORE {kind} ON {table} WHEN {never} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def _add_postgresql(schema_editor, name, table, moment, never):
    schema_editor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF ({never}) THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN NEW; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_tables")]

    operations = [migrations.RunPython(add, remove, elidable=False)]
