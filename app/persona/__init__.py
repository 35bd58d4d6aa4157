"""Who you talk to: companions, the cards they come in and go out as, and their portraits."""

from app.persona.cards.byaf import as_byaf_file, byaf_scenarios
from app.persona.cards.card import Card, DepthNote, Tree, as_v2, as_v3, new_card, number, text_of, texts_of
from app.persona.cards.incoming import Fate, Incoming, Note
from app.persona.cards.picture import drawn as picture_drawn
from app.persona.cards.picture import shown as picture_shown
from app.persona.cards.picture import thumb_of
from app.persona.cards.read import read_card
from app.persona.cards.variants import with_macros
from app.persona.cards.write import as_png_file
from app.persona.keeping import FORMS, Brought, Fidelity, Keeper, cards_in, file_name, read_file, write_file
from app.persona.persona import Glance, Persona, PersonaId, Version
from app.persona.profiles import Profile, ProfileId, ProfileStore
from app.persona.starters import Sketch, starter_sketches
from app.persona.store import PersonaStore, check_card

__all__ = [
    "FORMS",
    "Brought",
    "Card",
    "DepthNote",
    "Fate",
    "Fidelity",
    "Glance",
    "Incoming",
    "Keeper",
    "Note",
    "Persona",
    "PersonaId",
    "PersonaStore",
    "Profile",
    "ProfileId",
    "ProfileStore",
    "Sketch",
    "Tree",
    "Version",
    "as_byaf_file",
    "as_png_file",
    "as_v2",
    "as_v3",
    "byaf_scenarios",
    "cards_in",
    "check_card",
    "file_name",
    "new_card",
    "number",
    "picture_drawn",
    "picture_shown",
    "read_card",
    "read_file",
    "starter_sketches",
    "text_of",
    "texts_of",
    "thumb_of",
    "with_macros",
    "write_file",
]
