"""From persona, history and what is recalled: one list of tokens."""

from app.prompt.assemble import Prompt, assemble
from app.prompt.layout import Layout, lay_out
from app.prompt.window import Window

__all__ = ["Layout", "Prompt", "Window", "assemble", "lay_out"]
