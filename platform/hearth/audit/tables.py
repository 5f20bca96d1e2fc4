"""How the audit stands in the database: a table for each month, and a chain that the database itself forges.

- `audit_auditentry` is partitioned by month of `created_at`. Months are made ahead by `audit_make_months`, which the
  tenant's role may call though it may make no table; what falls in no month goes to a table of its own, so that no act
  ever fails for want of one, and moves to its month when that is made.
- Each entry is linked to the one before as its transaction commits, by a deferred trigger: the tenant's chain is
  locked for the length of a commit, not of a transaction. The function runs as the owner; the tenant's role may write
  no link.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

MONTHS_AHEAD = 3

FUNCTIONS = """
CREATE FUNCTION {schema}.audit_link_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    place bigint;
    before bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || TG_TABLE_SCHEMA, 0));
    SELECT position + 1, hash INTO place, before
      FROM {schema}.audit_auditlink ORDER BY position DESC LIMIT 1;
    IF NOT FOUND THEN
        place := 1;
        before := decode(repeat('00', 32), 'hex');
    END IF;
    INSERT INTO {schema}.audit_auditlink (id, created_at, version, position, previous, hash)
    VALUES (NEW.id, NEW.created_at, 1, place, before, sha256(before || int8send(place) || NEW.digest));
    RETURN NULL;
END $$;

CREATE FUNCTION {schema}.audit_make_months(ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET lock_timeout = '5s' AS $$
DECLARE
    begins timestamptz;
    ends timestamptz;
    month text;
    holder text;
    made integer := 0;
BEGIN
    FOR step IN 0..least(ahead, 24) LOOP
        begins := date_trunc('month', now()) + make_interval(months => step);
        ends := begins + interval '1 month';
        month := 'audit_auditentry_' || to_char(begins, 'YYYY_MM');
        CONTINUE WHEN to_regclass(format('{schema}.%I', month)) IS NOT NULL;
        EXECUTE format('CREATE TABLE {schema}.%I (LIKE {schema}.audit_auditentry INCLUDING CONSTRAINTS)', month);
        FOR holder IN
            SELECT DISTINCT quote_ident(r.rolname)
              FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
             WHERE c.oid = to_regclass(format('{schema}.%I', month)) AND a.grantee <> c.relowner
        LOOP
            EXECUTE format('REVOKE ALL ON {schema}.%I FROM ', month) || holder;
        END LOOP;
        LOCK TABLE {schema}.audit_auditentry_other IN ACCESS EXCLUSIVE MODE;
        EXECUTE format('WITH moved AS (DELETE FROM {schema}.audit_auditentry_other'
            ' WHERE created_at >= %L AND created_at < %L RETURNING *) INSERT INTO {schema}.%I SELECT * FROM moved',
            begins, ends, month);
        EXECUTE format('ALTER TABLE {schema}.audit_auditentry ATTACH PARTITION {schema}.%I'
            ' FOR VALUES FROM (%L) TO (%L)', month, begins, ends);
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;
"""

AROUND = """
CREATE TABLE {schema}.audit_auditentry_other PARTITION OF {schema}.audit_auditentry DEFAULT;
SELECT {schema}.audit_make_months({ahead});
CREATE CONSTRAINT TRIGGER audit_linked AFTER INSERT ON {schema}.audit_auditentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.audit_link_entry();
"""

KEY = ", CONSTRAINT {table}_pkey PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at)"


class CreateAuditEntry(migrations.CreateModel):
    """Make the table of entries, its months, and the trigger that links each entry. The links' own table is there."""

    reversible = False  # the audit goes only with its whole schema, when a tenant is removed

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        words, values = schema_editor.table_sql(model)
        if words.count(" PRIMARY KEY") != 1 or not words.endswith(")"):
            raise ValueError(f"The table of entries is made in another way than was expected: {words}")
        key = KEY.format(table=model._meta.db_table)
        schema = schema_editor.quote_name(schema_editor.connection.schema_name)
        schema_editor.execute(words.replace(" PRIMARY KEY", "")[:-1] + key, values or None)
        schema_editor.deferred_sql.extend(schema_editor._model_indexes_sql(model))
        schema_editor.execute(FUNCTIONS.replace("{schema}", schema), None)
        schema_editor.execute(AROUND.format(schema=schema, ahead=MONTHS_AHEAD), None)
