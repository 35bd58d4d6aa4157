"""The small language inside cards and lorebooks: ``{{char}}``, ``{{random::a::b}}``, ``{{time}}`` and the rest."""

from app.macros.expand import expand, includes_itself
from app.macros.scene import Scene

__all__ = ["Scene", "expand", "includes_itself"]
