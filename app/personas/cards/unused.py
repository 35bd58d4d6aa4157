"""What a card holds that is kept, but that nothing is done with here: said before it is brought in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.core.text import text
from app.macros import includes_itself
from app.personas.cards.assets import DEFAULT, is_main_icon, path_in
from app.personas.cards.card import Card, text_of
from app.personas.cards.incoming import ImportNote, NoteKind

INCLUDED = {
    "description": "description", "personality": "personality", "scenario": "scenario", "mesexamples": "mes_example",
    "charprompt": "system_prompt",
}  # fmt: skip
"""Macros that stand for a field."""
USED = ("emotion", "expression", "background")
"""What is shown besides the portrait."""


def unused_in(card: Card, files: Mapping[str, bytes]) -> Iterator[ImportNote]:
    """What to say about *card*, which came with *files*."""
    itself = includes_itself({macro: card.text(name) for macro, name in INCLUDED.items()})
    if itself:
        yield ImportNote(NoteKind.MENDED, text("import_note.includes_itself", fields=", ".join(itself)))
    scripts = card.extensions.get("regex_scripts")
    if isinstance(scripts, list) and scripts:
        yield ImportNote(NoteKind.UNUSED, text("import_note.scripts", count=len(scripts)))
    addresses = [text_of(asset.get("uri")) for asset in card.assets]
    away = [uri for uri in addresses if uri.lower().startswith(("http:", "https:"))]
    if away:
        yield ImportNote(NoteKind.UNUSED, text("import_note.remote_files", count=len(away)))
    inside = [path for uri in addresses if (path := path_in(uri)) is not None]
    gone = [path for path in inside if path not in files]
    if gone:
        yield ImportNote(NoteKind.LOST, text("import_note.missing_files", count=len(gone)))
    addressed = {DEFAULT, *away}
    others = [
        asset
        for asset in card.assets
        if not is_main_icon(asset)
        and text_of(asset.get("uri")) not in addressed
        and text_of(asset.get("type")) not in USED
    ]
    if others:
        yield ImportNote(NoteKind.UNUSED, text("import_note.other_pictures", count=len(others)))
    world = text_of(card.extensions.get("world"))
    if world and card.book is None:
        yield ImportNote(NoteKind.UNUSED, text("import_note.linked_lorebook", name=world))
    modules = [path for path in files if path.endswith((".risum", ".lua", ".js"))]
    if modules:
        yield ImportNote(NoteKind.UNUSED, text("import_note.module", names=", ".join(modules[:3])))
