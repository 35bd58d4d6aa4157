"""Who you talk to: companions, the cards they come in and go out as, and their portraits."""

from app.personas.cards.archive import unpacked
from app.personas.cards.assets import default_icon
from app.personas.cards.assets import path_in as asset_path_in
from app.personas.cards.byaf import as_byaf_file, byaf_scenarios
from app.personas.cards.card import Card, DepthNote, Tree, as_v2, as_v3, new_card, number, text_of, texts_of
from app.personas.cards.incoming import ImportNote, NoteKind, ParsedCard
from app.personas.cards.picture import generated_avatar as picture_drawn
from app.personas.cards.picture import shown as picture_shown
from app.personas.cards.picture import thumb_of
from app.personas.cards.read import read_card
from app.personas.cards.variants import with_macros
from app.personas.cards.write import as_png_file
from app.personas.importer import (
    FORMS,
    CardImporter,
    Fidelity,
    ImportResult,
    cards_in,
    file_name,
    read_file,
    write_file,
)
from app.personas.persona import Persona, PersonaId, PersonaSummary, PersonaVersion
from app.personas.profiles import Profile, ProfileId, ProfileStore
from app.personas.starters import StarterPersona, starter_sketches
from app.personas.store import PersonaStore, check_card
from app.vision import kind_of as picture_kind
from app.vision import opened as picture_opened

__all__ = [
    "FORMS",
    "Card",
    "CardImporter",
    "DepthNote",
    "Fidelity",
    "ImportNote",
    "ImportResult",
    "NoteKind",
    "ParsedCard",
    "Persona",
    "PersonaId",
    "PersonaStore",
    "PersonaSummary",
    "PersonaVersion",
    "Profile",
    "ProfileId",
    "ProfileStore",
    "StarterPersona",
    "Tree",
    "as_byaf_file",
    "as_png_file",
    "as_v2",
    "as_v3",
    "asset_path_in",
    "byaf_scenarios",
    "cards_in",
    "check_card",
    "default_icon",
    "file_name",
    "new_card",
    "number",
    "picture_drawn",
    "picture_kind",
    "picture_opened",
    "picture_shown",
    "read_card",
    "read_file",
    "starter_sketches",
    "text_of",
    "texts_of",
    "thumb_of",
    "unpacked",
    "with_macros",
    "write_file",
]
