"""Brings a database to the newest schema: numbered, one transaction each, forward only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import apsw

from app.core.errors import VaultDamaged, VaultTooNew
from app.vault.database import integrity_problem

MIGRATIONS = Path(__file__).parent / "migrations"


def steps() -> list[tuple[int, str]]:
    """The number and the SQL of every migration, in order."""
    files = sorted(MIGRATIONS.glob("[0-9]*.sql"))
    return [(int(file.name.split("_")[0]), file.read_text("utf-8")) for file in files]


def newest() -> int:
    """The schema this version writes."""
    return steps()[-1][0]


def migrate(connection: apsw.Connection, before: Callable[[], None] = lambda: None) -> None:
    """Apply what is missing; *before* is called first when there is anything to lose.

    Raises:
        VaultTooNew: a later version wrote the database; nothing is touched.
        VaultDamaged: the result does not hold together; the step is rolled back.
    """
    have = int(connection.pragma("user_version") or 0)
    if have > newest():
        raise VaultTooNew
    if 0 < have < newest():
        before()
    # A step may change what SQLite otherwise guards: how a table gives its numbers.
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 0)
    try:
        for number, sql in steps():
            if number > have:
                with connection:
                    connection.execute(sql).fetchall()
                    if integrity_problem(connection, thorough=False):
                        raise VaultDamaged
                    connection.pragma("user_version", number)
    finally:
        connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
