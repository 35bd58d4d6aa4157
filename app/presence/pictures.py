"""Pictures of a companion's feelings: the files of kind *emotion* that their card names.

They come with CHARX and V3 cards, or as a folder or ZIP of sprites as SillyTavern keeps them (``joy.png``,
``joy-2.png``), and go out again with the card.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from app.core.errors import AppError, FileTooLarge, FileUnreadable, NoSuchPicture, PictureUnreadable
from app.core.paths import resources
from app.personas import (
    Persona,
    PersonaId,
    PersonaStore,
    asset_path_in,
    default_icon,
    picture_kind,
    picture_shown,
    read_file,
    text_of,
    unpacked,
)
from app.presence.expressions import EXPRESSIONS, NEUTRAL, expression_called, shown_for
from app.vault import BlobId, BlobKind, Blobs

KINDS = ("emotion", "expression")
FOLDER = "assets/emotion/images"
MOST_PICTURES = 500
MOST_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a set of pictures: how many feelings have one now, and the files that could not be placed."""

    count: int
    strange: tuple[str, ...]


def drawn_face(who: str, expression: str, *, blinks: bool = False, speaks: bool = False) -> Path | None:
    """The drawing of *who*, a starter's key, with *expression*; None for who was not drawn."""
    form = "-blink" if blinks else "-speak" if speaks else ""
    file = resources() / "faces" / f"{who}-{expression}{form}.svg"
    return file if who.isalnum() and file.is_file() else None


class ExpressionPictures:
    """Which picture shows which feeling of a companion.  Slow: off the Qt thread, but for ``there``."""

    def __init__(self, personas: PersonaStore, blobs: Blobs) -> None:
        self._personas = personas
        self._blobs = blobs

    def own(self, persona: Persona) -> dict[str, BlobId]:
        """The pictures that *persona*'s card names, by their feeling."""
        files = self._personas.files(persona.id)
        found: dict[str, BlobId] = {}
        for asset in persona.card.assets:
            if text_of(asset.get("type")) not in KINDS:
                continue
            path, label = asset_path_in(asset.get("uri")), expression_called(text_of(asset.get("name")))
            if path in files and label is not None:
                found.setdefault(label, files[path])
        return found

    def there(self, persona: Persona) -> set[str]:
        """The feelings that can be shown: all of them for who is drawn, and has no pictures of their own."""
        own = set(self.own(persona))
        return own or (set(EXPRESSIONS) if drawn_face(persona.portrait, NEUTRAL) is not None else set())

    def picture(self, persona: Persona, expression: str) -> bytes:
        """Their own picture that shows *expression*, or what is nearest to it, as it is kept; empty for none.

        Raises:
            BlobDamaged: the file is gone, or is not what was written.
        """
        own = self.own(persona)
        label = shown_for(expression, own)
        return self._blobs.read(own[label]) if label is not None else b""

    def assign(self, persona: PersonaId, expression: str, picture: bytes) -> None:
        """Let *picture* show *expression*.

        Raises:
            PictureUnreadable: it is none; nothing was changed.
        """
        self._keep(persona, {expression: picture})

    def remove(self, persona: PersonaId, expression: str) -> None:
        """Let *expression* have no picture; an earlier version of the companion has it still.

        Raises:
            NoSuchPicture: it has none.
        """
        card = self._personas.get(persona).card
        kept = [each for each in card.assets if not _shows(each, expression)]
        if len(kept) == len(card.assets):
            raise NoSuchPicture
        self._personas.change(persona, card.with_("assets", kept))

    def bring(self, persona: PersonaId, place: Path) -> Brought:
        """Take in the sprites in the folder or ZIP at *place*: of several for one feeling the first by name.

        Raises:
            FileUnreadable, FileTooLarge, CardEncrypted: it cannot be read; nothing was changed.
            NoSuchPicture: no file in it is named as a feeling is.
        """
        chosen: dict[str, bytes] = {}
        strange: list[str] = []
        for name, content in sorted(_files_at(place)):
            label = expression_called(PurePosixPath(name).stem)
            if not picture_kind(content):
                continue
            if label is None:
                strange.append(PurePosixPath(name).name)
            else:
                chosen.setdefault(label, content)
        if not chosen:
            raise NoSuchPicture("sprites")
        unreadable = self._keep(persona, chosen)
        return Brought(len(chosen) - len(unreadable), tuple(strange + unreadable))

    def _keep(self, persona: PersonaId, chosen: Mapping[str, bytes]) -> list[str]:
        """Keep pictures by their feelings; returns the feelings whose picture could not be read, unless all are."""
        found = self._personas.get(persona)
        taken = set(self._personas.files(persona))
        assets: list[Any] = [*found.card.assets] or [default_icon()]
        made: dict[str, BlobId] = {}
        unreadable: list[str] = []
        try:
            for label, picture in chosen.items():
                try:
                    picture_shown(picture, 64)
                except PictureUnreadable:
                    unreadable.append(label)
                    continue
                ext = picture_kind(picture)
                path = next(name for name in _names(label, ext) if name not in taken)
                made[path] = self._blobs.put(BlobKind.PICTURE, picture, persona=persona)
                assets = [each for each in assets if not _shows(each, label)]
                assets.append({"type": "emotion", "uri": f"embeded://{path}", "name": label, "ext": ext})
            if not made:
                raise PictureUnreadable
            self._personas.change(persona, found.card.with_("assets", assets), files=made)
        except BaseException:
            for blob in made.values():
                self._blobs.forget(blob)
            raise
        return unreadable


def _names(label: str, ext: str) -> Iterator[str]:
    yield f"{FOLDER}/{label}.{ext}"
    number = 2
    while True:
        yield f"{FOLDER}/{label}-{number}.{ext}"
        number += 1


def _shows(asset: Any, expression: str) -> bool:
    is_one = isinstance(asset, dict) and text_of(asset.get("type")) in KINDS
    return is_one and expression_called(text_of(asset.get("name"))) == expression


def _files_at(place: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a folder, not below it, or of a ZIP, whatever folders are inside."""
    if not place.is_dir():
        yield from unpacked(read_file(place, MOST_BYTES)).items()
        return
    try:
        paths = [path for path in sorted(place.iterdir()) if path.is_file()]
    except OSError:
        raise FileUnreadable("gone") from None
    if len(paths) > MOST_PICTURES:
        raise FileTooLarge
    left = MOST_BYTES
    for path in paths:
        try:
            content = read_file(path, left)
        except AppError:
            if left <= 0:
                raise
            continue
        left -= len(content)
        yield path.name, content
