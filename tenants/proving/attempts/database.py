"""What a council's database role can get at, whatever words reach the database: each table of the other by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import DatabaseError

from tenants.isolation.current import PUBLIC, in_public, in_tenant
from tenants.isolation.roles import tenant_role
from tenants.models import Tenant
from tenants.proving.attempts.pages import SEARCHED_BY, openable
from tenants.proving.checks import Check
from tenants.proving.finding import routes
from tenants.proving.ground import Ground
from tenants.proving.lookalikes import MARKER, fingerprints, tables_of
from tenants.provisioning.grants import READ_BY_TENANTS

REFUSALS = {"InsufficientPrivilege", "SyntaxError", "UndefinedFunction", "FeatureNotSupported", "ActiveSqlTransaction"}
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
OPEN_TO_ALL = {PUBLIC, "pg_catalog", "information_schema", "pg_toast"}

# Words as they might be smuggled into a statement. {role} and {schema} are the other council's.
INJECTED = (
    "SELECT 1; SELECT * FROM {schema}.jobs_job",
    "SELECT 1; SET ROLE {role}",
    "SELECT 1; RESET ROLE",
    "SELECT 1; SET search_path = {schema}",
    "SELECT 'x' UNION SELECT sentence FROM {schema}.audit_auditentry",
    "SELECT (SELECT string_agg(email, ',') FROM {schema}.identity_user)",
    "SELECT set_config('role', '{role}', false)",
    "SELECT pg_catalog.set_config('search_path', '{schema}', false)",
    "SELECT set_config('role', '{role}', true), (SELECT count(*) FROM {schema}.identity_user)",
    "SELECT * FROM ts_stat('SELECT to_tsvector(email) FROM {schema}.identity_user')",
    "SELECT query_to_xml('SELECT * FROM {schema}.identity_user', true, true, '')",
    "SELECT table_to_xml('{schema}.identity_user', true, true, '')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY {schema}.identity_user TO STDOUT",
    "COPY jobs_job FROM PROGRAM 'id'",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "CREATE VIEW mine AS SELECT * FROM {schema}.identity_user",
    "UPDATE pg_settings SET setting = '{role}' WHERE name = 'role'",
    "ALTER TABLE jobs_job DISABLE TRIGGER ALL",
    "GRANT {role} TO CURRENT_USER",
    "INSERT INTO public.tenants_tenant DEFAULT VALUES",
)
# The same through the pages: typed into whatever takes words.
TYPED = (
    "x' UNION SELECT sentence FROM {schema}.audit_auditentry --",
    "x'; SET ROLE {role}; --",
    "x') OR set_config('role', '{role}', false) IS NOT NULL --",
    "%' OR EXISTS (SELECT 1 FROM {schema}.identity_user) --",
)
WHO_REACHES = """
    SELECT count(*), coalesce(sum((has_schema_privilege(r.oid, n.oid, 'USAGE')
                                   OR has_schema_privilege(r.oid, n.oid, 'CREATE'))::int), 0)
      FROM pg_roles r CROSS JOIN pg_namespace n
     WHERE r.rolname = ANY (%s) AND n.nspname = ANY (%s) AND r.rolname <> %s || n.nspname
"""
# Functions that run with their owner's rights: callable from another tenant, or on a search path that the caller sets.
LENT_RIGHTS = """
    SELECT DISTINCT p.proname::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      JOIN pg_roles r ON r.rolname = ANY (%s) OR r.rolname = session_user
     WHERE p.prosecdef AND r.rolname <> %s || n.nspname
       AND has_schema_privilege(r.oid, n.oid, 'USAGE') AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
"""
LOOSE_PATH = """
    SELECT DISTINCT proname::text FROM pg_proc
     WHERE prosecdef AND NOT coalesce(array_to_string(proconfig, ','), '') ~ 'search_path='
"""


def attempts(ground: Ground) -> Iterator[Check]:
    yield every_table(ground, ground.visitor, ground.marked, "db.tables")
    yield injected(ground)
    yield typed_into_pages(ground)
    yield catalogue()
    if ground.council:
        yield every_table(ground, ground.visitor, ground.council, "db.tables_of_this_council")
        yield every_table(ground, ground.council, ground.marked, "db.tables_by_this_council")


def every_table(ground: Ground, by: Tenant, of: Tenant, code: str) -> Check:
    """Each table of one tenant, read by the role of another, by the full name; and what the catalogue grants."""
    check = Check(code, "Every table of the other council, read and written with this one's database role")
    tables = tables_of(of.schema_name)
    with in_tenant(by):
        check.expect(
            answer_to("SELECT current_user::text") == [(tenant_role(by.schema_name),)], "the role is another's"
        )
        for table in tables:
            said = refusal(f'SELECT 1 FROM "{of.schema_name}"."{table}" LIMIT 1')
            check.expect(said == "InsufficientPrivilege", f"{table} was read: {said or 'no refusal'}")
        for right in RIGHTS:
            held = answer_to(
                "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'p')"
                " AND has_table_privilege(oid, %s)",
                of.schema_name,
                right,
            )
            check.tried += len(tables) - 1
            check.expect(not held, f"{right} is granted on {', '.join(name for (name,) in held)}")
    with in_public():
        for table in tables:
            said = refusal(f'SELECT 1 FROM "{of.schema_name}"."{table}" LIMIT 1')
            check.expect(
                said == "InsufficientPrivilege", f"{table} was read by the login alone: {said or 'no refusal'}"
            )
    check.counts = {"tables": len(tables)}
    return check


def injected(ground: Ground) -> Check:
    """Statements that an attacker would write, had they found a way to the database as this council."""
    check = Check("db.injected", "SQL that was smuggled in, run with this council's database role")
    names = {"schema": ground.marked.schema_name, "role": tenant_role(ground.marked.schema_name)}
    with in_tenant(ground.visitor):
        for words in INJECTED:
            said = refusal(words.format(**names))
            check.expect(said in REFUSALS, f"{words}: {said or 'no refusal'}")
            here = answer_to("SELECT current_user::text, current_schema()::text")
            there = [(tenant_role(ground.visitor.schema_name), ground.visitor.schema_name)]
            check.expect(here == there, f"{words}: afterwards the connection was {here}")
        # A whole statement may go back to the login, which then reaches nothing.
        with transaction.atomic():
            answer_to("RESET ROLE")
            said = refusal(f"SELECT 1 FROM {names['schema']}.identity_user")
            check.expect(said == "InsufficientPrivilege", f"after RESET ROLE: {said or 'no refusal'}")
            transaction.set_rollback(True)
    return check


def typed_into_pages(ground: Ground) -> Check:
    """The same words typed into whatever a page or an operation takes."""
    check = Check("db.typed", "SQL typed into pages and operations")
    names = {"schema": ground.marked.schema_name, "role": tenant_role(ground.marked.schema_name)}
    browser = ground.signed_in(ground.visitor, ground.dana)
    before = fingerprints(ground.marked.schema_name)
    for route in openable(routes("council")):
        if route.names_a_row:
            continue
        for words in TYPED:
            answer = browser.ask("get", route.address, dict.fromkeys(SEARCHED_BY, words.format(**names)))
            shown = MARKER in answer.told or answer.status >= 500
            check.expect(not shown, f"{route.pattern} answered {answer.status} to {words}")
    check.expect(fingerprints(ground.marked.schema_name) == before, "rows of the other council changed")
    return check


def catalogue() -> Check:
    """By the database's own account: no tenant's role reaches another's schema, and none inherits or lends rights."""
    check = Check(
        "db.catalogue", "What the database itself says that each tenant's role may reach, of all tenants here"
    )
    with in_public():
        schemas = list(Tenant.objects.values_list("schema_name", flat=True))
        prefix = str(settings.TENANT_ROLE_PREFIX)
        roles = [tenant_role(schema) for schema in schemas]
        [(pairs, reached)] = answer_to(WHO_REACHES, roles, [*schemas, *_templates()], prefix)
        check.tried += int(pairs)
        check.expect(reached == 0, f"{reached} roles reach a schema that is not theirs")
        [(inherits,)] = answer_to(
            "SELECT count(*) FROM pg_auth_members m"
            " JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member"
            " WHERE r.rolname = ANY (%s) AND u.rolname = session_user AND m.inherit_option",
            roles,
        )
        check.expect(inherits == 0, f"the application's login inherits {inherits} tenants' rights")
        [(powerful,)] = answer_to(
            "SELECT count(*) FROM pg_roles WHERE (rolname = ANY (%s) OR rolname = session_user)"
            " AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication)",
            roles,
        )
        check.expect(powerful == 0, f"{powerful} roles have rights over the whole database")
        lent = answer_to(LENT_RIGHTS, roles, prefix)
        check.expect(not lent, f"functions lend the owner's rights to another tenant: {', '.join(n for (n,) in lent)}")
        loose = answer_to(LOOSE_PATH)
        check.expect(not loose, f"functions lend rights on any search path: {', '.join(n for (n,) in loose)}")
        open_tables = answer_to(
            "SELECT relname FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm') AND EXISTS ("
            "SELECT 1 FROM pg_roles r WHERE r.rolname = ANY (%s)"
            " AND has_table_privilege(r.oid, pg_class.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))",
            roles,
        )
        check.expect(not open_tables, f"tenants may write the registry's {', '.join(n for (n,) in open_tables)}")
    check.counts = {"tenants": len(schemas), "tables of the registry that tenants read": len(READ_BY_TENANTS)}
    return check


def _templates() -> list[str]:
    return [name for (name,) in answer_to("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'template\\_%%'")]


def answer_to(statement: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters) if parameters else None)
        return cursor.fetchall() if cursor.description else []


def refusal(statement: str) -> str:
    """The kind of refusal that the database gives a statement; empty where it did as it was told."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return type(error.__cause__ or error).__name__
    return ""


def whole_statement_is_refused(ground: Ground) -> bool:
    """Whether even `SET ROLE`, as a whole statement, is refused: so where each tenant has a login of its own."""
    with in_tenant(ground.visitor):
        return refusal(f"SET ROLE {tenant_role(ground.marked.schema_name)}") == "InsufficientPrivilege"
