"""What a picture shows, in a sentence: by a small model with eyes, in a process of its own.

Only the sentence goes further, so that a model without eyes can be told of a picture, who does not see it hears of it,
and nobody needs the picture kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from app.core import settings as s
from app.core.clean_text import visible_text
from app.core.errors import ModelNotInRegistry
from app.core.settings import Settings
from app.engine import LoadPlan, MediaItem, Sampling, ask_child, open_model
from app.models.chat_model import ChatOptions, ChatPrompt, Token
from app.models.local_chat_model import LocalChatModel
from app.models.registry import InstalledModel, ModelRegistry
from app.templates import ChatMessage, ImagePart, Role, TextDelta, TextPart

WHAT = "Describe this picture in one plain sentence: who or what is in it, what happens, and the mood. Name nobody."
MOOD = "In a few words, how does the person in this picture seem, and where are they? Guess no age, name, or origin."
LOOKS = "Describe in two plain sentences how the figure in this picture looks: hair, face, clothes, colours."
LONGEST_CHARS = 300
LONGEST_TOKENS = 80
PICTURE_TOKENS = 256
WINDOW = 2048
_END = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture to be looked at: three bytes for each pixel, row by row."""

    width: int
    height: int
    rgb: bytes

    def __repr__(self) -> str:
        return f"<Pixels {self.width} x {self.height}>"


class PictureDescriber:
    """Describes with the model that was chosen for it, else with the smallest that has eyes."""

    def __init__(self, registry: ModelRegistry, settings: Settings) -> None:
        self._registry, self._settings = registry, settings

    @property
    def model(self) -> InstalledModel | None:
        """Which one describes; None where none has eyes."""
        seeing = self._seeing
        chosen = self._settings.text(s.DESCRIBER)
        named = next((model for model in seeing if model.name == chosen), None)
        return named or min(seeing, key=lambda model: model.total_bytes, default=None)

    @property
    def _seeing(self) -> list[InstalledModel]:
        return [model for model in self._registry.models() if model.sees]

    def describe(self, pixels: Pixels, question: str = WHAT, name: str = "") -> Generator[object, None, str]:
        """A sentence about *pixels*, by the model called *name* where one is named.

        Yields while it waits; closing it ends the process.

        Raises:
            ModelNotInRegistry: no model here has eyes, or the one that is named has none.
            EngineError: the one there is cannot look at it.
        """
        model = self.model if not name else self._registry.find(name)
        if model is not None and not model.sees:
            model = None
        if model is None:
            raise ModelNotInRegistry("no_eyes")
        return (yield from ask_child(_described, model.path, model.projector, pixels, question))


def _described(model: str, projector: str, pixels: Pixels, question: str) -> str:
    """In a process of its own: load, look, say it, and be gone with the picture."""
    engine = open_model(Path(model), LoadPlan(context_tokens=WINDOW))
    try:
        for _ in engine.open_senses(Path(projector), PICTURE_TOKENS, lambda item: shrunk(pixels, item)):
            pass
        chat = LocalChatModel(engine)
        digest = hashlib.sha256(pixels.rgb).digest()
        picture = ImagePart(digest, width=pixels.width, height=pixels.height)
        prompt = ChatPrompt((ChatMessage(Role.USER, [picture, TextPart(f"\n{question}")]),))
        said = ""
        for event in chat.chat(prompt, ChatOptions(Sampling(temperature=0.2, top_p=0.9), LONGEST_TOKENS)):
            if isinstance(event, Token):
                said += "".join(delta.text for delta in event.deltas if isinstance(delta, TextDelta))
        return in_one_sentence(said)
    finally:
        engine.close()


def shrunk(pixels: Pixels, item: MediaItem) -> bytes:
    """*pixels* as large as *item* wants them."""
    if (item.width, item.height) == (pixels.width, pixels.height):
        return pixels.rgb
    import numpy as np

    rgb = np.frombuffer(pixels.rgb, np.uint8).reshape(pixels.height, pixels.width, 3)
    rows = np.arange(item.height) * pixels.height // item.height
    columns = np.arange(item.width) * pixels.width // item.width
    return rgb[rows][:, columns].tobytes()


def in_one_sentence(said: str) -> str:
    """What a model has said of a picture, as one short line."""
    line = " ".join(visible_text(said).split()).strip("\"'“”*_ ")
    if len(line) <= LONGEST_CHARS:
        return line
    kept = ""
    for sentence in _END.split(line):
        if len(kept) + len(sentence) > LONGEST_CHARS:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or f"{line[:LONGEST_CHARS].rpartition(' ')[0]}…"
