"""Who the person is in a conversation: a name, a description, a portrait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from app.boundaries import check_described, seems_young
from app.core import limits
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, now
from app.core.errors import TooYoung
from app.personas.persona import PersonaId
from app.vault import Row, Vault

ProfileId = NewType("ProfileId", int)
CHANGE = "profile"
COLUMNS = "id, name, description, changed_ms, length(thumb) > 0"


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile; *portrait* names its picture, empty for none."""

    id: ProfileId
    name: str
    description: str
    portrait: str

    def __repr__(self) -> str:
        return f"<Profile {self.id}>"


class ProfileStore:
    """Owns the ``profile`` table, and who uses which."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock

    def all(self) -> list[Profile]:
        """Every profile, by name."""
        return sorted(
            (_profile(row) for row in self._vault.read(f"SELECT {COLUMNS} FROM profile WHERE deleted_ms IS NULL")),
            key=lambda profile: (profile.name.casefold(), profile.id),
        )

    def get(self, profile: int) -> Profile | None:
        """One profile; None where it is gone."""
        row = self._vault.read_one(f"SELECT {COLUMNS} FROM profile WHERE id = ? AND deleted_ms IS NULL", (profile,))
        return _profile(row) if row is not None else None

    def add(self, name: str, description: str = "") -> ProfileId:
        """A new profile.

        Raises:
            TooYoung, MinorsFilterTriggered: it says that the person is under 18; nothing was kept.
        """
        check_profile(name, description)
        with self._vault.write(CHANGE) as db:
            db.execute(
                "INSERT INTO profile(name, description, thumb, changed_ms) VALUES (?, ?, x'', ?)",
                (replace_surrogates(name.strip()), replace_surrogates(description), self._clock()),
            )
            return ProfileId(db.last_insert_rowid())

    def change(self, profile: ProfileId, name: str, description: str) -> None:
        """Let a profile say something else.

        Raises:
            TooYoung, MinorsFilterTriggered: it says that the person is under 18; nothing was changed.
        """
        check_profile(name, description)
        with self._vault.write(CHANGE) as db:
            db.execute(
                "UPDATE profile SET name = ?, description = ?, changed_ms = ? WHERE id = ?",
                (replace_surrogates(name.strip()), replace_surrogates(description), self._clock(), profile),
            )

    def put_picture(self, profile: ProfileId, thumb: bytes) -> None:
        """Give a profile a portrait: a small PNG."""
        with self._vault.write(CHANGE) as db:
            db.execute("UPDATE profile SET thumb = ?, changed_ms = ? WHERE id = ?", (thumb, self._clock(), profile))

    def thumb(self, profile: int) -> bytes:
        """The portrait, as PNG."""
        row = self._vault.read_one("SELECT thumb FROM profile WHERE id = ?", (profile,))
        return bytes(row[0]) if row is not None else b""

    def move_to_trash(self, profile: ProfileId) -> None:
        """Put a profile into the trash; who used it uses the usual one until ``restore``."""
        self._mark_deleted(profile, self._clock())

    def restore(self, profile: ProfileId) -> None:
        """Undo ``move_to_trash``."""
        self._mark_deleted(profile, None)

    def _mark_deleted(self, profile: ProfileId, at: int | None) -> None:
        with self._vault.write(CHANGE) as db:
            db.execute("UPDATE profile SET deleted_ms = ? WHERE id = ?", (at, profile))

    def trashed(self) -> list[tuple[ProfileId, str, int]]:
        """What lies in the trash: its number, name and since when, the latest first."""
        sql = "SELECT id, name, deleted_ms FROM profile WHERE deleted_ms IS NOT NULL ORDER BY deleted_ms DESC, id DESC"
        return [(ProfileId(row[0]), row[1], row[2]) for row in self._vault.read(sql)]

    def remove(self, profile: ProfileId) -> None:
        """Delete a profile for good; who used it uses the usual one."""
        with self._vault.secure_delete(CHANGE) as db:
            db.execute("DELETE FROM profile WHERE id = ?", (profile,))

    # --- who uses which ---

    def of_persona(self, persona: PersonaId) -> ProfileId | None:
        """The profile for one companion."""
        return self._of("persona", persona)

    def of_talk(self, conversation_id: int | None) -> ProfileId | None:
        """The profile for one conversation."""
        return self._of("conversation", conversation_id)

    def for_persona(self, persona: PersonaId, profile: ProfileId | None) -> None:
        """Let *profile* be who the person is with one companion; None for the usual."""
        self._use("persona", persona, profile)

    def for_talk(self, conversation_id: int, profile: ProfileId | None) -> None:
        """Let *profile* be who the person is in one conversation; None for the usual."""
        self._use("conversation", conversation_id, profile)

    def holding(self, persona: PersonaId, conversation_id: int | None, usual: int) -> Profile | None:
        """Who the person is: the conversation's choice, else the companion's, else the *usual*; None for nobody."""
        for chosen in (self.of_talk(conversation_id), self.of_persona(persona), usual or None):
            if chosen is not None and (found := self.get(chosen)) is not None:
                return found
        return None

    def _of(self, table: str, key: int | None) -> ProfileId | None:
        row = self._vault.read_one(f"SELECT profile_id FROM {table} WHERE id = ?", (key,))
        return ProfileId(row[0]) if row is not None and row[0] is not None else None

    def _use(self, table: str, key: int, profile: ProfileId | None) -> None:
        with self._vault.write(CHANGE) as db:
            db.execute(f"UPDATE {table} SET profile_id = ? WHERE id = ?", (profile, key))


def check_profile(name: str, description: str) -> None:
    """The minors filter's door for who the person says they are.

    Raises:
        TooYoung, MinorsFilterTriggered: they are under 18 in it.
    """
    limits.require_chars(f"{name}{description}", limits.FIELD, "profile")
    if seems_young(f"I am {name.strip()}.\n{description}"):
        raise TooYoung
    check_described(description)


def _profile(row: Row) -> Profile:
    portrait = f"profile/{row[0]}/{row[3]}" if row[4] else ""
    return Profile(ProfileId(row[0]), row[1], row[2], portrait)
