"""Keeps personas in the vault."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from app.boundaries import check_card_texts
from app.core.clock import Clock, Milliseconds, now
from app.core.errors import LastPersona, NoSuchPersona, TooMuch
from app.macros import Scene, expand
from app.personas.cards.card import Card
from app.personas.derived_fields import nutshell_of, openers_of, tagline_of, tags_text
from app.personas.persona import Persona, PersonaId, PersonaSummary, PersonaVersion
from app.personas.starters import StarterPersona
from app.vault import BlobId, Connection, Row, Vault

CHANGE = "persona"
FULL = (
    "SELECT p.id, p.name, p.tagline, p.portrait, c.card, p.places_exactly, p.starter"
    " FROM persona p JOIN persona_card c ON c.persona_id = p.id"
)
GLANCES = (
    "SELECT p.id, p.name, p.tagline, p.portrait, p.tags, p.creator, p.folder, p.is_favourite, p.created_ms,"
    " ifnull((SELECT at_ms FROM last_talked WHERE persona_id = p.id), 0) FROM persona p"
)
NEW_FILE = "INSERT INTO persona_file(persona_id, path, blob_id) VALUES (?, ?, ?)"
KEPT_VERSIONS = 100
MINUTE_MS = 60_000
NO_FILES: Mapping[str, BlobId] = {}


class PersonaStore:
    """Owns the ``persona`` table and those of what belongs to it."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock

    # --- reading ---

    def all(self) -> list[Persona]:
        """Every persona, oldest first, with everything; ``summaries`` is for lists."""
        return [_persona(row) for row in self._vault.read(f"{FULL} WHERE p.deleted_ms IS NULL ORDER BY p.id")]

    def summaries(self) -> list[PersonaSummary]:
        """What a list shows of every persona, oldest first."""
        return [_glance(row) for row in self._vault.read(f"{GLANCES} WHERE p.deleted_ms IS NULL ORDER BY p.id")]

    def summary(self, persona: PersonaId) -> PersonaSummary:
        """What a list shows of one.

        Raises:
            NoSuchPersona: it is gone.
        """
        row = self._vault.read_one(f"{GLANCES} WHERE p.id = ?", (persona,))
        if row is None:
            raise NoSuchPersona
        return _glance(row)

    def first(self) -> PersonaId:
        """The oldest: there always is one."""
        return PersonaId(self._vault.read("SELECT min(id) FROM persona WHERE deleted_ms IS NULL")[0][0])

    def has(self, persona: PersonaId) -> bool:
        """Whether it is there, and not in the trash."""
        sql = "SELECT 1 FROM persona WHERE id = ? AND deleted_ms IS NULL"
        return self._vault.read_one(sql, (persona,)) is not None

    def get(self, persona_id: PersonaId) -> Persona:
        """One persona, also one that lies in the trash.

        Raises:
            NoSuchPersona: it is gone.
        """
        row = self._vault.read_one(f"{FULL} WHERE p.id = ?", (persona_id,))
        if row is None:
            raise NoSuchPersona
        return _persona(row)

    def named(self, name: str) -> Persona:
        """The persona called *name*, whatever its capitals; the oldest of several.

        Raises:
            NoSuchPersona: nobody is called that.
        """
        wanted = name.casefold()
        for found, called in self._vault.read("SELECT id, name FROM persona WHERE deleted_ms IS NULL ORDER BY id"):
            if called.casefold() == wanted:
                return self.get(PersonaId(found))
        raise NoSuchPersona("named", name=name)

    def with_name(self, name: str) -> list[Persona]:
        """Every persona of just this name."""
        return [
            _persona(row)
            for row in self._vault.read(f"{FULL} WHERE p.name = ? AND p.deleted_ms IS NULL ORDER BY p.id", (name,))
        ]

    # --- adding and changing ---

    def add(
        self,
        card: Card,
        *,
        thumb: bytes = b"",
        picture: BlobId | None = None,
        files: Mapping[str, BlobId] | None = None,
        folder: str = "",
        check: bool = True,
    ) -> PersonaId:
        """Keep *card* as a new companion, with the blobs of its picture and files: all of it or nothing.

        *check* may be left out only for what passed the minors filter's door a moment ago.

        Raises:
            MinorsFilterTriggered: it is described beyond the minors filter; nothing was added.
        """
        if check:
            check_card(card)
        with self._vault.write(CHANGE) as db:
            persona = self._insert(db, card, starter=None, portrait="")
            db.execute("UPDATE persona SET folder = ? WHERE id = ?", (folder, persona))
            if thumb:
                self._put_picture(db, persona, thumb, picture)
            for path, blob in (files or {}).items():
                db.execute("UPDATE blob SET persona_id = ? WHERE id = ?", (persona, blob))
                db.execute(NEW_FILE, (persona, path, blob))
        return persona

    def change(
        self, persona: PersonaId, card: Card, *, is_step: bool = True, files: Mapping[str, BlobId] = NO_FILES
    ) -> None:
        """Keep *card* as what the companion is now, with more *files*; how it was before is kept as a version.

        What is no *step* of its own, such as a key in a longer text, adds none within a minute of the last.

        Raises:
            MinorsFilterTriggered: it is described beyond the minors filter; nothing was changed.
            NoSuchPersona: it is gone.
        """
        before = self.get(persona).card
        if before == card:
            return
        check_card(card, is_sized=_is_too_large(before))
        told = card.with_("modification_date", self._clock() // 1000) if card.version >= 3 else card
        with self._vault.write(CHANGE, ids=[persona]) as db:
            latest = db.execute("SELECT max(made_ms) FROM persona_version WHERE persona_id = ?", (persona,)).fetchone()
            if is_step or latest is None or self._clock() - (latest[0] or 0) > MINUTE_MS:
                db.execute(
                    "INSERT INTO persona_version(persona_id, card, made_ms) VALUES (?, ?, ?)",
                    (persona, json.dumps(before.tree), self._clock()),
                )
            db.execute(
                "DELETE FROM persona_version WHERE persona_id = ?1 AND id NOT IN"
                " (SELECT id FROM persona_version WHERE persona_id = ?1 ORDER BY id DESC LIMIT ?2)",
                (persona, KEPT_VERSIONS),
            )
            db.execute("UPDATE persona_card SET card = ? WHERE persona_id = ?", (json.dumps(told.tree), persona))
            for path, blob in files.items():
                db.execute(NEW_FILE, (persona, path, blob))
            db.execute(
                "UPDATE persona SET name = ?, tagline = ?, tags = ?, creator = ? WHERE id = ?",
                (told.name, tagline_of(told), tags_text(told.tags), told.text("creator"), persona),
            )

    def versions(self, persona: PersonaId) -> list[PersonaVersion]:
        """How the companion was before each change, the latest first."""
        rows = self._vault.read(
            "SELECT id, made_ms, card FROM persona_version WHERE persona_id = ? ORDER BY id DESC", (persona,)
        )
        return [PersonaVersion(row[0], Milliseconds(row[1]), Card(json.loads(row[2]))) for row in rows]

    def put_picture(self, persona: PersonaId, thumb: bytes, picture: BlobId | None) -> None:
        """Give the companion another portrait."""
        with self._vault.write(CHANGE, ids=[persona]) as db:
            old = "SELECT blob_id FROM persona_picture WHERE persona_id = ?1"
            db.execute(f"DELETE FROM blob WHERE id = ({old}) AND id IS NOT ?2", (persona, picture))
            self._put_picture(db, persona, thumb, picture)

    def thumb(self, persona: PersonaId) -> bytes:
        """The portrait, small, as PNG; empty where there is none."""
        row = self._vault.read_one("SELECT thumb FROM persona_picture WHERE persona_id = ?", (persona,))
        return bytes(row[0]) if row is not None else b""

    def picture(self, persona: PersonaId) -> BlobId | None:
        """The portrait's own file."""
        row = self._vault.read_one("SELECT blob_id FROM persona_picture WHERE persona_id = ?", (persona,))
        return BlobId(row[0]) if row is not None and row[0] is not None else None

    def files(self, persona: PersonaId) -> dict[str, BlobId]:
        """What else came with the card, by its path there."""
        sql = "SELECT path, blob_id FROM persona_file WHERE persona_id = ? ORDER BY blob_id"
        rows = self._vault.read(sql, (persona,))
        return {row[0]: BlobId(row[1]) for row in rows}

    def set_favourite(self, persona: PersonaId, *, wanted: bool) -> None:
        """Let the companion stand among the favourites, or not any more."""
        with self._vault.write(CHANGE, ids=[persona]) as db:
            db.execute("UPDATE persona SET is_favourite = ? WHERE id = ?", (wanted, persona))

    def say_age(self, persona: PersonaId, *, is_adult: bool) -> None:
        """Answer how old a companion is whose description leaves it open.  What contradicts an adult still decides."""
        card = self.get(persona).card
        self.change(persona, card.with_extension("inglenook", {**card.ours, "age": "adult" if is_adult else "young"}))

    def put_into(self, personas: Sequence[PersonaId], folder: str) -> None:
        """Put companions into *folder*; an empty name takes them out of theirs."""
        with self._vault.write(CHANGE, ids=personas) as db:
            db.executemany("UPDATE persona SET folder = ? WHERE id = ?", [(folder.strip(), each) for each in personas])

    def place_exactly(self, persona: PersonaId, *, wanted: bool) -> None:
        """Let lore and notes stand where the card wants them, or where they cost nothing."""
        with self._vault.write(CHANGE, ids=[persona]) as db:
            db.execute("UPDATE persona SET places_exactly = ? WHERE id = ?", (wanted, persona))

    def move_to_trash(self, persona: PersonaId) -> None:
        """Put a persona into the trash, with all conversations; ``restore`` undoes it until ``remove``.

        Raises:
            LastPersona: there would be nobody left to talk to.
        """
        with self._vault.write(CHANGE, "conversation", "memory", ids=[persona]) as db:
            others = db.execute("SELECT 1 FROM persona WHERE deleted_ms IS NULL AND id <> ? LIMIT 1", (persona,))
            if others.fetchone() is None:
                raise LastPersona
            # Its conversations go and come with it (triggers ``persona_into_bin`` and ``persona_out_of_bin``).
            db.execute(
                "UPDATE persona SET deleted_ms = ? WHERE id = ? AND deleted_ms IS NULL", (self._clock(), persona)
            )

    def restore(self, persona: PersonaId) -> None:
        """Undo ``move_to_trash``."""
        with self._vault.write(CHANGE, "conversation", "memory", ids=[persona]) as db:
            db.execute("UPDATE persona SET deleted_ms = NULL WHERE id = ?", (persona,))

    def trashed(self) -> list[tuple[PersonaId, str, Milliseconds]]:
        """Who lies in the trash, with their names and since when, the latest first."""
        sql = "SELECT id, name, deleted_ms FROM persona WHERE deleted_ms IS NOT NULL ORDER BY deleted_ms DESC, id DESC"
        return [(PersonaId(row[0]), row[1], Milliseconds(row[2])) for row in self._vault.read(sql)]

    def remove(self, persona_id: PersonaId) -> None:
        """Delete a persona for good, with all conversations, drafts and pictures.

        Raises:
            LastPersona: there would be nobody left to talk to.
        """
        with self._vault.secure_delete(CHANGE, "conversation", "memory", ids=[persona_id]) as db:
            others = db.execute("SELECT 1 FROM persona WHERE deleted_ms IS NULL AND id <> ? LIMIT 1", (persona_id,))
            if others.fetchone() is None:
                raise LastPersona
            db.execute(
                "INSERT OR IGNORE INTO starter_removed(starter) SELECT starter FROM persona"
                " WHERE id = ? AND starter IS NOT NULL",
                (persona_id,),
            )
            db.execute("DELETE FROM persona WHERE id = ?", (persona_id,))

    def sweep(self) -> None:
        """At start: what an import that was cut short left behind belongs to nobody."""
        with self._vault.write("blob") as db:
            # What messages show belongs to several of them, and goes with the last.
            db.execute(
                "DELETE FROM blob WHERE persona_id IS NULL AND conversation_id IS NULL AND message_id IS NULL"
                " AND NOT EXISTS (SELECT 1 FROM media WHERE media.blob_id = blob.id)"
            )

    # --- the companions that ship ---

    def bring_back_starters(self, sketches: Iterable[StarterPersona]) -> None:
        """Add the companions that ship and were deleted, as they were at first."""
        for (persona,) in self._vault.read(
            "SELECT id FROM persona WHERE starter IS NOT NULL AND deleted_ms IS NOT NULL"
        ):
            self.restore(PersonaId(persona))
        with self._vault.write(CHANGE) as db:
            db.execute("DELETE FROM starter_removed")
        self.add_starters(sketches)

    @property
    def misses_starters(self) -> bool:
        """Whether a companion that ships was deleted."""
        sql = (
            "SELECT 1 FROM starter_removed UNION ALL"
            " SELECT 1 FROM persona WHERE starter IS NOT NULL AND deleted_ms IS NOT NULL LIMIT 1"
        )
        return self._vault.read_one(sql) is not None

    def add_starters(self, sketches: Iterable[StarterPersona]) -> None:
        """Add the companions that ship, unless they were added before.

        Raises:
            MinorsFilterTriggered: one of them is described beyond the minors filter; nothing was added.
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
        cards = [sketch.card for sketch in missing]
        for card in cards:  # the door of every companion, ours among them
            check_card(card)
        with self._vault.write(CHANGE) as db:
            for sketch, card in zip(missing, cards, strict=True):
                self._insert(db, card, starter=sketch.key, portrait=sketch.key)

    # --- rows ---

    def _insert(self, db: Connection, card: Card, *, starter: str | None, portrait: str) -> PersonaId:
        db.execute(
            "INSERT INTO persona(name, tagline, portrait, starter, tags, creator, created_ms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (card.name, tagline_of(card), portrait, starter, tags_text(card.tags), card.text("creator"), self._clock()),
        )
        persona = PersonaId(db.last_insert_rowid())
        # As escapes: a text may hold half letters, which are kept as they came.
        db.execute("INSERT INTO persona_card(persona_id, card) VALUES (?, ?)", (persona, json.dumps(card.tree)))
        return persona

    def _put_picture(self, db: Connection, persona: PersonaId, thumb: bytes, picture: BlobId | None) -> None:
        db.execute("UPDATE blob SET persona_id = ? WHERE id = ?", (persona, picture))
        db.execute(
            "INSERT OR REPLACE INTO persona_picture(persona_id, thumb, blob_id) VALUES (?, ?, ?)",
            (persona, thumb, picture),
        )
        # The time in the name lets the window know that it is another picture.
        name = f"vault/{persona}/{self._clock()}"
        db.execute("UPDATE persona SET portrait = ? WHERE id = ?", (name, persona))


def check_card(card: Card, *, is_sized: bool = False) -> None:
    """The minors filter's door for a card: who is described, and everything that would be said of them or by them.

    Raises:
        MinorsFilterTriggered: nothing of it may be kept.
    """
    if not is_sized:
        card.require_size()
    core = ". ".join(part for part in (card.name, *(card.text(name) for name in WHO)) if part)
    fields = {name: card.text(name) for name in ("description", "personality", "scenario")}
    scene = Scene(card.display_name, "you", fields=fields, holds_still=True)
    describing = [text for name in WHO if (text := card.text(name))]
    others = [text for text in card.every_text() if text not in describing]

    def both_ways(texts: list[str]) -> list[str]:
        """As it is written, and as a model reads it, whatever macros take it apart."""
        read = [expand(text, scene) for text in texts]
        return [*read, *(text for text, told in zip(texts, read, strict=True) if text != told)]

    check_card_texts(expand(core, scene), both_ways(describing), both_ways(others))


def _is_too_large(card: Card) -> bool:
    """Whether *card*, which is kept already, is larger than what comes in: then it may be changed all the same."""
    try:
        card.require_size()
    except TooMuch:
        return True
    return False


WHO = ("creator_notes", "description", "personality", "scenario")


def _persona(row: Row) -> Persona:
    card = Card(json.loads(row[4]))
    return Persona(
        PersonaId(row[0]), row[1], row[2], card.text("description"), nutshell_of(card), row[3], openers_of(card), card,
        row[6] or "", bool(row[5]),
    )  # fmt: skip


def _glance(row: Row) -> PersonaSummary:
    return PersonaSummary(
        PersonaId(row[0]), row[1], row[2], row[3], tuple(json.loads(row[4])), row[5], row[6], bool(row[7]),
        Milliseconds(row[8]), Milliseconds(row[9]),
    )  # fmt: skip
