"""Reading a card, whatever form it comes in: what it is shows in its bytes, not in its name."""

from __future__ import annotations

import contextlib
from typing import Any

from app.core.clean_text import as_utf8
from app.core.errors import CardEncrypted, CardError, FileError, FileTooLarge, FileUnreadable, NoCard, PictureUnreadable
from app.core.text import text
from app.personas.cards import picture as pictures
from app.personas.cards.archive import HEAD, unpacked
from app.personas.cards.assets import main_icon, path_in
from app.personas.cards.byaf import card_of_byaf, chat_in, is_byaf, scenarios_of
from app.personas.cards.card import V1_FIELDS, Card, as_v3
from app.personas.cards.exif import comments_in
from app.personas.cards.incoming import ImportNote, NoteKind, ParsedCard
from app.personas.cards.json_text import read_json
from app.personas.cards.png import (
    ASSET,
    KEYWORDS,
    SIGNATURE,
    PngText,
    Room,
    asset_path,
    chunks_of,
    decoded,
    text_in,
    unpacked_text,
    without_card,
)
from app.personas.cards.unused import unused_in
from app.personas.cards.variants import card_of_variant, read_yaml
from app.vision import kind_of, opened

MOST_BYTES = 512 << 20
CARD_FILE = "card.json"
MOST_YAML_HEAD = 4096


def read_card(content: bytes) -> ParsedCard:
    """The card in *content*.

    Raises:
        FileError: there is none, or it cannot be read; the error says why.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge
    incoming = _read(as_utf8(content))
    card = incoming.card
    card.require_size()
    notes = [*incoming.notes, *unused_in(card, incoming.files)]
    if card.version > 3:
        notes.append(ImportNote(NoteKind.UNUSED, text("import_note.newer_version", version=f"{card.version:g}")))
    if incoming.picture and not _can_be_seen(incoming.picture):
        notes.append(ImportNote(NoteKind.LOST, text("import_note.no_picture")))
    return ParsedCard(card, incoming.kind, incoming.picture, incoming.files, tuple(dict.fromkeys(notes)))


def _read(content: bytes) -> ParsedCard:
    if content.startswith(SIGNATURE):
        try:
            return _from_png(content)
        except NoCard:
            return _from_exif(content)
    if content.startswith(HEAD):
        return _from_archive(content, "charx")
    if kind_of(content):
        return _from_picture(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") or content.startswith(b"rcc||"):
        return ParsedCard(_card_of_json(content), "json")
    if b":" in content[:MOST_YAML_HEAD]:
        with contextlib.suppress(FileUnreadable):
            found = card_of_variant(read_yaml(content))
            if found is not None:
                return ParsedCard(found, "yaml")
    raise NoCard("format")


def card_of(told: Any) -> Card:
    """The card that some JSON is.

    Raises:
        NoCard: it is none.
    """
    card = Card(told) if isinstance(told, dict) else Card()
    has_text = any(card.text(name).strip() for name in V1_FIELDS if name != "name")
    if not card.is_wrapped and not has_text and isinstance(told, dict):
        found = card_of_variant(told)
        if found is None:
            raise NoCard
        return found
    is_other = card.tree.get("spec") == "lorebook_v3" or card.tree.get("type") == "risuChat"
    if is_other or not (has_text or card.text("name").strip()):
        raise NoCard
    return card


def _card_of_json(content: bytes) -> Card:
    try:
        return card_of(read_json(content))
    except NoCard:
        raise NoCard("other_json") from None


# --- PNG ---


def _from_png(content: bytes) -> ParsedCard:
    notes: list[ImportNote] = []
    texts: list[PngText] = []
    files: dict[str, bytes] = {}
    room = Room()
    for chunk in chunks_of(content):
        if not chunk.is_whole:
            notes.append(ImportNote(NoteKind.MENDED, text("import_note.cut_short")))
        told = text_in(chunk, room)
        if told is None:
            continue
        if chunk.is_whole and not chunk.is_sound:
            notes.append(ImportNote(NoteKind.MENDED, text("import_note.wrong_checksum")))
        if told.keyword.lower().startswith(ASSET):
            files[asset_path(told.keyword)] = unpacked_text(told.value)
        else:
            texts.append(told)
    if not texts:
        raise NoCard
    if len(texts) > len({told.keyword.lower() for told in texts}):
        notes.append(ImportNote(NoteKind.MENDED, text("import_note.several_times")))
    return ParsedCard(_first_card(texts), "png", without_card(content), files, tuple(notes))


def _first_card(texts: list[PngText]) -> Card:
    """The first of *texts* that is a card, those of V3 first."""
    wrong: FileError = NoCard()
    for told in sorted(texts, key=lambda told: KEYWORDS.index(told.keyword.lower())):
        try:
            return card_of(read_json(decoded(told.value)))
        except (CardError, FileUnreadable) as error:
            if not isinstance(wrong, CardEncrypted):
                wrong = error
    raise wrong


# --- archives ---


def _from_archive(content: bytes, kind: str, around: bytes = b"") -> ParsedCard:
    files = unpacked(content)
    if is_byaf(files):
        card, picture = card_of_byaf(files)
        chats = sum(bool(chat_in(scenario)) for scenario in scenarios_of(files))
        notes = (ImportNote(NoteKind.UNUSED, text("import_note.chats", count=chats)),) if chats else ()
        kept = {path: told for path, told in files.items() if kind_of(told) and told != picture}
        return ParsedCard(card, "byaf", _bare(picture), kept, notes)
    if CARD_FILE not in files:
        raise NoCard
    card = card_of(read_json(files.pop(CARD_FILE)))
    icon = main_icon(as_v3(card)["data"].get("assets"))
    picture = files.get(path_in(icon.get("uri")) or "", b"") if icon is not None else b""
    return ParsedCard(card, kind, _bare(picture or around or _any_icon(files)), files)


def _bare(picture: bytes) -> bytes:
    """*picture* without a card of its own."""
    return without_card(picture) if picture.startswith(SIGNATURE) else picture


def _any_icon(files: dict[str, bytes]) -> bytes:
    seen = [path for path in files if kind_of(files[path])]
    return files[min(seen, key=lambda path: ("icon" not in path, len(path)))] if seen else b""


# --- other pictures ---


def _from_picture(content: bytes) -> ParsedCard:
    """A picture that is no PNG: an archive may stand behind it."""
    if HEAD in content:
        with contextlib.suppress(FileUnreadable):
            return _from_archive(content, "charx", content[: content.index(HEAD)])
    return _from_exif(content)


def _from_exif(content: bytes) -> ParsedCard:
    """A picture whose EXIF data holds the card."""
    for comment in comments_in(content):
        with contextlib.suppress(FileUnreadable):
            return ParsedCard(card_of(read_json(comment)), "exif", _without_exif(content))
    raise NoCard


def _without_exif(picture: bytes) -> bytes:
    """*picture* without what was hidden in it: a card there may hold whole chats."""
    if picture.startswith(SIGNATURE):
        return b"".join([SIGNATURE, *(chunk.raw for chunk in chunks_of(picture) if chunk.kind != b"eXIf")])
    try:
        return pictures.as_png(picture)
    except PictureUnreadable:
        return b""


def _can_be_seen(picture: bytes) -> bool:
    try:
        opened(picture)
    except PictureUnreadable:
        return False
    return True
