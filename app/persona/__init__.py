"""Who you talk to."""

from app.persona.persona import Persona, PersonaId
from app.persona.starters import Sketch, starter_sketches
from app.persona.store import PersonaStore

__all__ = ["Persona", "PersonaId", "PersonaStore", "Sketch", "starter_sketches"]
