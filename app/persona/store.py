"""Keeps personas in the vault."""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.boundaries import check_described
from app.core.clock import Clock, now
from app.core.errors import LastPersona, NoSuchPersona
from app.persona.persona import Persona, PersonaId
from app.persona.starters import Sketch
from app.vault import Row, Vault

COLUMNS = "id, name, tagline, description, nutshell, portrait, openers"


class PersonaStore:
    """Owns the ``persona`` table."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock

    def all(self) -> list[Persona]:
        """Every persona, oldest first."""
        return [_persona(row) for row in self._vault.read(f"SELECT {COLUMNS} FROM persona ORDER BY id")]

    def get(self, persona_id: PersonaId) -> Persona:
        """One persona.

        Raises:
            NoSuchPersona: it is gone.
        """
        row = self._vault.read_one(f"SELECT {COLUMNS} FROM persona WHERE id = ?", (persona_id,))
        if row is None:
            raise NoSuchPersona
        return _persona(row)

    def named(self, name: str) -> Persona:
        """The persona called *name*, whatever its capitals.

        Raises:
            NoSuchPersona: nobody is called that.
        """
        wanted = name.casefold()
        for persona in self.all():
            if persona.name.casefold() == wanted:
                return persona
        raise NoSuchPersona(f"There is no companion called {name}.")

    def remove(self, persona_id: PersonaId) -> None:
        """Delete a persona for good, with all conversations, drafts and pictures.

        Raises:
            LastPersona: there would be nobody left to talk to.
        """
        with self._vault.erasing("persona", "conversation") as db:
            if db.execute("SELECT count(*) FROM persona").fetchall() == [(1,)]:
                raise LastPersona
            db.execute(
                "INSERT OR IGNORE INTO starter_removed(starter) SELECT starter FROM persona"
                " WHERE id = ? AND starter IS NOT NULL",
                (persona_id,),
            )
            db.execute("DELETE FROM persona WHERE id = ?", (persona_id,))

    def bring_back_starters(self, sketches: Iterable[Sketch]) -> None:
        """Add the companions that ship and were deleted, as they were at first."""
        with self._vault.write("persona") as db:
            db.execute("DELETE FROM starter_removed")
        self.add_starters(sketches)

    @property
    def misses_starters(self) -> bool:
        """Whether a companion that ships was deleted."""
        return self._vault.read_one("SELECT 1 FROM starter_removed LIMIT 1") is not None

    def add_starters(self, sketches: Iterable[Sketch]) -> None:
        """Add the companions that ship, unless they were added before.

        Raises:
            FloorCrossed: one of them is described beyond the floor; nothing was added.
        """
        known = {
            row[0]
            for row in self._vault.read(
                "SELECT starter FROM persona WHERE starter IS NOT NULL UNION SELECT starter FROM starter_removed"
            )
        }
        missing = [sketch for sketch in sketches if sketch.key not in known]
        if not missing:
            return
        for sketch in missing:  # the door of every companion, ours among them
            check_described(f"{sketch.name}. {sketch.tagline}. {sketch.description}")
        with self._vault.write("persona") as db:
            for sketch in missing:
                db.execute(
                    "INSERT INTO persona(name, tagline, description, nutshell, portrait, openers, starter, created_ms)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (sketch.name, sketch.tagline, sketch.description, sketch.nutshell, sketch.key,
                     json.dumps(sketch.openers), sketch.key, self._clock()),
                )  # fmt: skip


def _persona(row: Row) -> Persona:
    return Persona(PersonaId(row[0]), row[1], row[2], row[3], row[4], row[5], tuple(json.loads(row[6])))
