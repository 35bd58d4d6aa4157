"""How a companion sounds: which voice, how quick and how high, what of a reply is spoken, and when."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.call import PACES, PITCHES, VoiceChoice, VoiceTrait
from app.core.paths import resources
from app.models import VOICES, CatalogueVoice, read_voices
from app.session import Session
from app.ui.notifier import Notifier
from app.ui.presence.scope_choice import ScopeChoice
from app.ui.where import Where
from app.voice import SYSTEM, Wanted

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

SPOKEN = list(Wanted)


@QmlElement
@QmlUncreatable("made by Python")
class VoiceViewModel(QObject):  # type: ignore[operator]
    """Everything holds from the next reply on."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        application: Application,
        notifier: Notifier,
        where: Where,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices, self._read_aloud = session.voice_choices, session.read_aloud
        self._registry = application.registry
        self._notifier = notifier
        self._where = where
        self._scope_choice = ScopeChoice(where, self.tr("For every companion"), self)
        self._scope_choice.chosen.connect(self.changed)

    @Property(ScopeChoice, constant=True)
    def scope(self) -> ScopeChoice:
        """For whom it is chosen."""
        return self._scope_choice

    @property
    def _choice(self) -> VoiceChoice:
        scope = self._scope_choice.scope
        return self._choices.holding(scope.persona, scope.conversation_id)

    @Property(bool, notify=changed)
    def hasVoice(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is anything to speak with."""
        return bool(self._choices.available())

    @Property(list, notify=changed)
    def voices(self) -> list[str]:
        """The voices to choose from, in words."""
        return self._names()

    @Property(int, notify=changed)
    def voice(self) -> int:
        """The place of the one that speaks."""
        available = self._choices.available()
        chosen = self._choice.voice
        return available.index(chosen) if chosen in available else 0

    @Slot(int)
    def choose(self, index: int) -> None:
        """Speak with this voice."""
        self._put(VoiceTrait.VOICE, self._choices.available()[index])
        self._put(VoiceTrait.SPEAKER, "0")

    @Property(list, notify=changed)
    def speakers(self) -> list[str]:
        """Who speaks in that voice, where it is the voice of several."""
        chosen = self._choice.voice
        return list(self._choices.speakers(chosen or next(iter(self._choices.available()), "")))

    @Property(int, notify=changed)
    def speaker(self) -> int:
        return self._choice.speaker

    @Slot(int)
    def choose_speaker(self, index: int) -> None:
        """Let this one of several speak."""
        self._put(VoiceTrait.SPEAKER, str(index))

    @Property(list, notify=changed)
    def narrators(self) -> list[str]:
        """Who may read what is done and seen."""
        return [self.tr("The same voice"), *self._names()]

    @Property(int, notify=changed)
    def narrator(self) -> int:
        available = self._choices.available()
        chosen = self._choice.narrator
        return 1 + available.index(chosen) if chosen in available else 0

    @Slot(int)
    def choose_narrator(self, index: int) -> None:
        """Let this voice be the narrator's."""
        self._put(VoiceTrait.NARRATOR, self._choices.available()[index - 1] if index else "")

    @Property(int, notify=changed)
    def pace(self) -> int:
        """In hundredths of the voice's own."""
        return self._choice.pace

    @Property(list, constant=True)
    def paces(self) -> list[int]:
        """From the slowest to the quickest."""
        return [PACES.start, PACES.stop - 1]

    @Slot(int)
    def put_pace(self, pace: int) -> None:
        """Speak as quickly as this."""
        self._put(VoiceTrait.PACE, str(pace))

    @Property(int, notify=changed)
    def pitch(self) -> int:
        """In semitones."""
        return self._choice.pitch

    @Property(list, constant=True)
    def pitches(self) -> list[int]:
        """From the lowest to the highest."""
        return [PITCHES.start, PITCHES.stop - 1]

    @Slot(int)
    def put_pitch(self, pitch: int) -> None:
        """Speak higher or lower by so much."""
        self._put(VoiceTrait.PITCH, str(pitch))

    @Property(list, constant=True)
    def kinds(self) -> list[str]:
        """What of a reply can be spoken."""
        return [self.tr("Everything"), self.tr("Only dialogue"), self.tr("Only narration")]

    @Property(int, notify=changed)
    def kind(self) -> int:
        return SPOKEN.index(self._choice.spoken)

    @Slot(int)
    def choose_kind(self, index: int) -> None:
        """Speak this part of a reply."""
        self._put(VoiceTrait.SPOKEN, SPOKEN[index].value)

    @Property(bool, notify=changed)
    def isAlways(self) -> bool:  # noqa: N802 - seen from QML
        """Whether every reply is read as it comes."""
        return self._choice.is_always

    @Slot(bool)
    def put_always(self, wanted: bool) -> None:
        """Read every reply as it comes, or only on a click."""
        self._put(VoiceTrait.ALWAYS, "yes" if wanted else "no")
        persona, conversation_id = self._where()
        self._read_aloud.prepare(persona.id, conversation_id)

    @Slot()
    def sample(self) -> None:
        """Hear how it sounds."""
        persona, conversation_id = self._where()
        words = self.tr('*{} looks up and smiles.* "There you are. I was hoping that you would come."')
        with self._notifier.guarding():
            self._read_aloud.sample(persona.id, conversation_id, words.format(persona.display_name))

    @Slot()
    def refresh(self) -> None:
        """Something was chosen, or a voice came."""
        self.changed.emit()

    def _put(self, trait: VoiceTrait, value: str) -> None:
        with self._notifier.guarding():
            self._choices.put(self._scope_choice.scope, trait, value)
        self.changed.emit()

    @cached_property
    def _catalogue(self) -> list[CatalogueVoice]:
        # Only this page asks for it; reading it belongs to no start.
        return read_voices(resources() / VOICES)

    def _names(self) -> list[str]:
        return [self._named(name) for name in self._choices.available()]

    def _named(self, name: str) -> str:
        """What a voice is called: the system's by what it is, one of the catalogue as it is called there."""
        if name == SYSTEM:
            return self.tr("System voice")
        origins = (model.origin for model in self._registry.models() if model.name == name)
        known = (
            voice.name for origin in origins for voice in self._catalogue if voice.is_of(origin.source, origin.file)
        )
        return next(known, name)
