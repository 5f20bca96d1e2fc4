"""Tests of what pages are made of need no tenant and no database."""

import pytest


@pytest.fixture(autouse=True)
def _start_in_no_tenant() -> None:
    """In place of the fixture of that name for the whole suite, which looks at the database."""
