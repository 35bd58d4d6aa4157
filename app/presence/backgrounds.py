"""What stands behind a conversation: nothing, the companion's portrait, or a picture; how blurred and how strong."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from app.core.clock import Clock, now
from app.core.errors import PictureUnreadable
from app.core.scope import Scope, ScopeLevel
from app.personas import Persona, PersonaStore, asset_path_in, picture_shown, text_of
from app.vault import BlobId, BlobKind, Blobs, Vault

BLUR, STRENGTH = 20, 35
"""As usual, in percent."""


class BackgroundKind(enum.Enum):
    """The values stand in vaults."""

    NONE = "none"
    PORTRAIT = "portrait"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Background:
    """*blur* and *strength* go from 0 to 100; *picture* is the file of one that was chosen."""

    kind: BackgroundKind = BackgroundKind.NONE
    blur: int = BLUR
    strength: int = STRENGTH
    picture: BlobId | None = None


class Backgrounds:
    """Owns the ``background`` table."""

    def __init__(self, vault: Vault, personas: PersonaStore, blobs: Blobs, clock: Clock = now) -> None:
        self._vault = vault
        self._personas = personas
        self._blobs = blobs
        self._clock = clock

    def of(self, persona: Persona, conversation_id: int | None) -> Background:
        """What holds there: the narrowest that was chosen, else the picture that came with the card, else nothing."""
        for level in (ScopeLevel.CONVERSATION, ScopeLevel.COMPANION):
            if level is ScopeLevel.CONVERSATION and conversation_id is None:
                continue
            chosen = self.chosen(Scope(persona.id, conversation_id).at(level))
            if chosen is not None:
                return chosen
        brought = self._brought(persona)
        if brought is not None:
            return Background(BackgroundKind.PICTURE, picture=brought)
        return self.chosen(Scope()) or Background()

    def chosen(self, scope: Scope) -> Background | None:
        """What was chosen for just *scope*."""
        row = self._vault.read_one(
            "SELECT kind, blur, strength, blob_id FROM background WHERE persona_id IS ? AND conversation_id IS ?",
            (_persona_of(scope), scope.conversation_id),
        )
        return Background(BackgroundKind(row[0]), row[1], row[2], row[3]) if row is not None else None

    def choose(self, scope: Scope, background: Background, picture: bytes = b"") -> None:
        """Let *background* hold for *scope*; *picture* is a new one, else that of *background* stays.

        Raises:
            PictureUnreadable: it is none; nothing was changed.
        """
        blob = background.picture
        if picture:
            picture_shown(picture, 64)
            blob = self._blobs.put(
                BlobKind.PICTURE, picture, persona=_persona_of(scope), conversation=scope.conversation_id
            )
        if background.kind is BackgroundKind.PICTURE and blob is None:
            raise PictureUnreadable
        before = self.chosen(scope)
        with self._vault.write("background") as db:
            db.execute(
                "DELETE FROM background WHERE persona_id IS ? AND conversation_id IS ?",
                (_persona_of(scope), scope.conversation_id),
            )
            db.execute(
                "INSERT INTO background(persona_id, conversation_id, kind, blob_id, blur, strength, changed_ms)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    _persona_of(scope), scope.conversation_id, background.kind.value, blob, background.blur,
                    background.strength, self._clock(),
                ),
            )  # fmt: skip
        self._let_go(before)

    def clear(self, scope: Scope) -> None:
        """Let what holds more widely hold for *scope*."""
        before = self.chosen(scope)
        if before is None:
            return
        with self._vault.write("background") as db:
            db.execute(
                "DELETE FROM background WHERE persona_id IS ? AND conversation_id IS ?",
                (_persona_of(scope), scope.conversation_id),
            )
        self._let_go(before)

    def _let_go(self, before: Background | None) -> None:
        """Delete the picture of *before*, unless it stands elsewhere too, or came with a card."""
        if before is None or before.picture is None:
            return
        used = "SELECT 1 FROM background WHERE blob_id = ?1 UNION ALL SELECT 1 FROM persona_file WHERE blob_id = ?1"
        if self._vault.read_one(f"{used} LIMIT 1", (before.picture,)) is None:
            self._blobs.forget(before.picture)

    def picture(self, blob: BlobId) -> bytes:
        """The picture as it was chosen.

        Raises:
            BlobDamaged: the file is gone, or is not what was written.
        """
        return self._blobs.read(blob)

    def _brought(self, persona: Persona) -> BlobId | None:
        """The background that came with a card."""
        named = [asset for asset in persona.card.assets if text_of(asset.get("type")) == "background"]
        if not named:
            return None
        files = self._personas.files(persona.id)
        named.sort(key=lambda asset: text_of(asset.get("name")) != "main")
        paths = (asset_path_in(asset.get("uri")) for asset in named)
        return next((files[path] for path in paths if path in files), None)


def _persona_of(scope: Scope) -> int | None:
    # A conversation may be with several, and is told by its own number.
    return None if scope.conversation_id is not None else scope.persona
