"""Bringing characters in from files, and writing them out: all of one, or nothing of it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import (
    AppError,
    FileInTheWay,
    FileTooLarge,
    FileUnreadable,
    FileUnwritable,
    PictureUnreadable,
    VaultError,
)
from app.core.files import FOR_OTHERS, replacing
from app.core.paths import resources
from app.personas.cards import picture as pictures
from app.personas.cards.assets import default_icon, is_main_icon, path_in
from app.personas.cards.byaf import as_byaf_file
from app.personas.cards.card import Card, as_v3
from app.personas.cards.incoming import ParsedCard
from app.personas.cards.png import without_card
from app.personas.cards.read import MOST_BYTES, read_card
from app.personas.cards.write import as_charx_file, as_json_file, as_png_file
from app.personas.persona import Persona, PersonaId
from app.personas.store import PersonaStore, check_card
from app.vault import BlobId, BlobKind, Blobs
from app.vision import kind_of

ENDINGS = (".png", ".apng", ".json", ".charx", ".byaf", ".yaml", ".yml", ".jpg", ".jpeg", ".webp")
FORMS = ("png", "charx", "json", "byaf", "json-v2")
NAME_BYTES = 150
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{name}{at}" for name in ("COM", "LPT") for at in range(1, 10))}
"""Names that Windows keeps for itself."""
FONT = "fonts/Inter-SemiBold.otf"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file: the companion it is now, or why it is none; *twin* is the one that was there before."""

    path: Path
    persona: PersonaId | None = None
    error: AppError | None = None
    incoming: ParsedCard | None = None
    is_duplicate: bool = False


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How a card came in: what was counted, and whether all of it comes out again just as it came."""

    fields: int
    entries: int
    files: int
    is_whole: bool


class CardImporter:
    """Files of characters into the vault and out of it.  Slow: off the Qt thread."""

    def __init__(self, personas: PersonaStore, blobs: Blobs) -> None:
        self._personas = personas
        self._blobs = blobs

    def keep(self, incoming: ParsedCard, *, folder: str = "") -> PersonaId:
        """Keep what came as a new companion.

        Raises:
            MinorsFilterTriggered: it is described beyond the minors filter; nothing was kept.
            DiskFull, VaultBusy: it could not be kept; nothing was.
        """
        check_card(incoming.card)
        made: list[BlobId] = []
        try:
            thumb, picture = b"", None
            if incoming.picture:
                picture = self._put(incoming.picture, made)
                with contextlib.suppress(PictureUnreadable):
                    thumb = pictures.thumb_of(incoming.picture)
            files = {path: self._put(content, made) for path, content in incoming.files.items()}
            if not thumb:
                thumb = pictures.thumb_of(
                    pictures.generated_avatar(incoming.card.name, resources() / FONT), pictures.COVER_CROP
                )
            return self._personas.add(
                incoming.card, thumb=thumb, picture=picture, files=files, folder=folder, check=False
            )
        except BaseException:
            for blob in made:
                with contextlib.suppress(AppError):  # the next start sweeps what belongs to nobody
                    self._blobs.forget(blob)
            raise

    def fidelity(self, persona: PersonaId, incoming: ParsedCard) -> Fidelity:
        """Compare what was kept, and what would be written of it, with what came."""
        kept = self._personas.get(persona)
        told = as_v3(incoming.card)
        again = read_card(self.as_file(kept, "json")).card
        files = {path: self._blobs.read(blob) for path, blob in self._personas.files(persona).items()}
        is_same_picture = not incoming.picture or self.picture_of(persona) == incoming.picture
        is_whole = as_v3(kept.card) == told == as_v3(again) and files == dict(incoming.files) and is_same_picture
        return Fidelity(len(told["data"]), len(incoming.card.entries), len(incoming.files), is_whole)

    def _put(self, content: bytes, made: list[BlobId]) -> BlobId:
        made.append(self._blobs.put(BlobKind.PICTURE, content))
        return made[-1]

    def import_files(self, paths: Iterable[Path], *, folder: str = "") -> Iterator[ImportResult]:
        """Keep the characters in the files at *paths*, one after another; yields each that is done.

        One that cannot be used does not keep the others out; one that is here already is not kept twice.

        Raises:
            DiskFull, VaultBusy: the rest could not be kept.
        """
        for path in paths:
            try:
                incoming = read_card(read_file(path))
                twin = self.duplicate_of(incoming.card)
                persona = twin if twin is not None else self.keep(incoming, folder=folder)
                yield ImportResult(path, persona, None, incoming, twin is not None)
            except VaultError:
                raise
            except AppError as error:
                yield ImportResult(path, None, error)

    def duplicate_of(self, card: Card) -> PersonaId | None:
        """The companion that is this very card already."""
        told = as_v3(card)
        return next((found.id for found in self._personas.with_name(card.name) if as_v3(found.card) == told), None)

    # --- out ---

    def picture_of(self, persona: PersonaId) -> bytes:
        """The portrait's own file; for who has none, one that was drawn."""
        blob = self._personas.picture(persona)
        if blob is not None:
            return self._blobs.read(blob)
        found = self._personas.get(persona)
        shipped = resources() / "portraits" / f"{found.portrait}.png"
        return shipped.read_bytes() if shipped.is_file() else pictures.generated_avatar(found.name, resources() / FONT)

    def give_picture(self, persona: PersonaId, picture: bytes, crop: tuple[float, float, float] | None = None) -> None:
        """Let *picture* be the portrait, of which *crop* is shown small; see ``thumb_of``.

        Raises:
            PictureUnreadable: it is none; nothing was changed.
        """
        thumb = pictures.thumb_of(picture, crop)
        self._let_go_of_icon(persona)
        clean = without_card(picture) if kind_of(picture) == "png" else picture
        self._personas.put_picture(persona, thumb, self._blobs.put(BlobKind.PICTURE, clean))

    def _let_go_of_icon(self, persona: PersonaId) -> None:
        """The portrait is another now: a file that the card named as it is a picture beside it from here on."""
        card = self._personas.get(persona).card
        assets = card.fields.get("assets")
        if not isinstance(assets, list) or not any(is_main_icon(each) and path_in(each.get("uri")) for each in assets):
            return
        new = [
            {**each, "name": "earlier"} if is_main_icon(each) and path_in(each.get("uri")) else each for each in assets
        ]
        new.append(default_icon())
        self._personas.change(persona, card.with_("assets", new), is_step=False)

    def draw_picture(self, persona: PersonaId) -> None:
        """Give who has no portrait a plain one."""
        found = self._personas.get(persona)
        thumb = pictures.thumb_of(pictures.generated_avatar(found.name, resources() / FONT), pictures.COVER_CROP)
        self._personas.put_picture(persona, thumb, None)

    def as_file(self, persona: Persona, form: str) -> bytes:
        """The companion as a file of one of ``FORMS``."""
        if form.startswith("json"):
            return as_json_file(persona.card, v2=form == "json-v2")
        files = {path: self._blobs.read(blob) for path, blob in self._personas.files(persona.id).items()}
        picture = self.picture_of(persona.id)
        write: Callable[[Card, bytes, Mapping[str, bytes]], bytes] = {
            "png": as_png_file, "charx": as_charx_file, "byaf": as_byaf_file,
        }[form]  # fmt: skip
        return write(persona.card, picture, files)

    def write(self, persona: Persona, form: str, path: Path, *, replace: bool = False) -> None:
        """Write the companion to *path*, where anybody can read it.

        Raises:
            FileInTheWay: there is a file already, and it is not to be replaced.
            FileUnwritable: it could not be written; nothing is left.
        """
        write_file(path, self.as_file(persona, form), replace=replace)


def read_file(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """The content of a file that somebody else made.

    Raises:
        FileTooLarge, FileUnreadable: it cannot be used.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except OSError:
        raise FileUnreadable("gone") from None
    if len(content) > most_bytes:
        raise FileTooLarge
    return content


def write_file(path: Path, content: bytes, *, replace: bool) -> None:
    """Write *content* to *path* for other programs: all of it or nothing.

    Raises:
        FileInTheWay: there is a file already, and it is not to be replaced.
        FileUnwritable: it could not be written.
    """
    try:
        if path.exists() and not replace:
            raise FileInTheWay
        with replacing(path, FOR_OTHERS) as out:
            out.write(content)
    except OSError:
        raise FileUnwritable from None


def cards_in(folder: Path) -> list[Path]:
    """The files in *folder* and below it that may be cards, by name."""
    found = (Path(where) / name for where, _, names in os.walk(folder) for name in names)
    return sorted(path for path in found if path.suffix.lower() in ENDINGS)


def file_name(name: str, form: str) -> str:
    """A file name for a companion called *name*, which every system takes."""
    plain = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in name)
    short = " ".join(plain.split()).encode("utf-8")[:NAME_BYTES].decode("utf-8", "ignore").strip()
    if not short or short.upper() in RESERVED:
        short = f"companion {short}".strip()
    return f"{short}.{form.partition('-')[0]}"
