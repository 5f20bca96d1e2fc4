"""What an administrator runs before the first migration, and what is said when it was not."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def said(*arguments: str) -> str:
    output = StringIO()
    call_command("database", *arguments, stdout=output)
    return output.getvalue()


def test_the_statements_name_this_sites_logins_and_database_and_hold_no_password():
    printed = said("--sql")
    app, owner = settings.DATABASES["default"], settings.DATABASES["owner"]
    assert f'CREATE ROLE "{app["USER"]}" LOGIN' in printed
    assert f'REVOKE ALL ON DATABASE "{owner["NAME"]}" FROM PUBLIC;' in printed
    assert "REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;" in printed
    assert "password" not in printed.lower()


def test_they_may_be_run_again():
    with connections["owner"].cursor() as cursor:
        for statement in said("--sql").split(";\n"):
            if statement.strip():
                cursor.execute(statement)
    assert said() == "The database is as it must be.\n"


@pytest.mark.parametrize(
    ("undone", "missing"),
    [
        ("GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO PUBLIC", "set_config"),
        ("DROP EXTENSION pg_trgm CASCADE", "pg_trgm"),
    ],
)
def test_what_is_missing_is_said_in_words(undone, missing):
    with connections["owner"].cursor() as cursor:
        cursor.execute(undone)
    with pytest.raises(CommandError, match=missing):
        said()
