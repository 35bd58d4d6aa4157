"""Which voice a companion speaks with, and what of a reply is spoken: chosen as every other part of their manner."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.core.scope import Scope
from app.manner import MannerChoices
from app.models import VOICE, InstalledModel
from app.voice import SYSTEM, VoiceStyle, Wanted

PACES = range(60, 161)
"""In hundredths of the voice's own."""
PITCHES = range(-6, 7)
"""In semitones."""
SAME = ""
"""The narrator speaks with the companion's voice."""


class VoiceTrait(enum.Enum):
    """One thing that can be chosen.  The values stand in vaults."""

    VOICE = "voice"
    SPEAKER = "voice_speaker"
    PACE = "voice_pace"
    PITCH = "voice_pitch"
    NARRATOR = "voice_narrator"
    SPOKEN = "voice_spoken"
    ALWAYS = "voice_always"


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """What holds for a companion in a conversation; *voice* is empty for the first there is."""

    voice: str = ""
    speaker: int = 0
    pace: int = 100
    pitch: int = 0
    narrator: str = SAME
    spoken: Wanted = Wanted.BOTH
    is_always: bool = False


@dataclass(frozen=True, slots=True)
class Voices:
    """With which voices a companion is heard."""

    companion: VoiceStyle
    narrator: VoiceStyle


class VoiceChoices:
    """*installed* gives the models that are here, *has_system* tells whether the system itself can speak."""

    def __init__(
        self,
        manner: MannerChoices,
        installed: Callable[[], list[InstalledModel]],
        has_system: Callable[[], bool],
    ) -> None:
        self._manner, self._installed, self._has_system = manner, installed, has_system

    def put(self, scope: Scope, trait: VoiceTrait, value: str | None) -> None:
        """Let *trait* be *value* from the next piece on; None leaves it to what holds more widely."""
        self._manner.put(scope, trait.value, value)

    def holding(self, persona: int | None, conversation_id: int | None) -> VoiceChoice:
        """What holds; a value that is none any more counts as not chosen."""
        kept = self._manner.holding(persona, conversation_id)
        spoken = kept.get(VoiceTrait.SPOKEN.value, "")
        return VoiceChoice(
            kept.get(VoiceTrait.VOICE.value, ""),
            _number(kept, VoiceTrait.SPEAKER, range(2000), 0),
            _number(kept, VoiceTrait.PACE, PACES, 100),
            _number(kept, VoiceTrait.PITCH, PITCHES, 0),
            kept.get(VoiceTrait.NARRATOR.value, SAME),
            Wanted(spoken) if spoken in {each.value for each in Wanted} else Wanted.BOTH,
            kept.get(VoiceTrait.ALWAYS.value) == "yes",
        )

    def available(self) -> list[str]:
        """The names of the voices that there are, the system's last."""
        named = [model.name for model in self._installed() if model.kind == VOICE]
        return [*named, *([SYSTEM] if self._has_system() else [])]

    def speakers(self, voice: str) -> tuple[str, ...]:
        """Who speaks in *voice*; nobody by name where it is the voice of one."""
        model = self._model(voice)
        return model.speakers if model is not None else ()

    def voices(self, persona: int | None, conversation_id: int | None) -> Voices | None:
        """With which voices a companion is heard; None where there is none at all."""
        choice = self.holding(persona, conversation_id)
        style = self._style(choice.voice, choice.speaker, choice)
        if style is None:
            return None
        narrator = self._style(choice.narrator, 0, VoiceChoice(pace=choice.pace)) if choice.narrator else None
        return Voices(style, narrator or style)

    def _style(self, voice: str, speaker: int, choice: VoiceChoice) -> VoiceStyle | None:
        model = self._model(voice)
        if model is None and (voice != SYSTEM or not self._has_system()):
            # The one that was chosen is gone, or none was: whatever there is.
            available = self.available()
            if not available:
                return None
            model, voice, speaker = self._model(available[0]), available[0], 0
        return VoiceStyle(model.path if model is not None else SYSTEM, speaker, choice.pace / 100, float(choice.pitch))

    def _model(self, name: str) -> InstalledModel | None:
        voices = (model for model in self._installed() if model.kind == VOICE)
        return next((model for model in voices if model.name == name), None) if name else None


def _number(kept: Mapping[str, str], trait: VoiceTrait, span: range, usual: int) -> int:
    told = kept.get(trait.value, "")
    number = int(told) if told.lstrip("-").isdecimal() and len(told) < 8 else usual
    return number if number in span else usual
