"""The companion's face as it follows what is said, and what stands behind the conversation."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.events import Changed
from app.core.paths import resources
from app.core.text import text
from app.core.translation import sentence
from app.core.workers import Priority
from app.manner import read_feelings
from app.personas import PersonaId
from app.presence import NEUTRAL, BackgroundKind, Feeling, MeaningClassifier, cues_in, drawn_face, feeling_of
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier
from app.ui.presence.adapters import AdaptersViewModel
from app.ui.presence.background import BackgroundViewModel
from app.ui.presence.first_words import FirstWordsViewModel
from app.ui.presence.floating import FloatingViewModel
from app.ui.presence.manner import MannerViewModel
from app.ui.presence.sliders import SlidersViewModel
from app.ui.presence.voice import VoiceViewModel
from app.ui.task_runner import TaskRunner
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

GLANCE_MS = 500
"""A growing reply is looked at so often."""
GROWING_CHARS = 600
PROVIDER = "image://portraits"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen, as addresses of pictures."""

    name: str = ""
    face: str = ""
    blink: str = ""
    speak: str = ""
    whole: str = ""
    scene: str = ""
    strength: float = 0.0

    def __repr__(self) -> str:
        return "<Seen>"


@QmlElement
@QmlUncreatable("made by Python")
class PresenceViewModel(QObject):  # type: ignore[operator]
    """What is seen of whoever is talked to, or, where several are, of who spoke last."""

    changed = Signal()
    saidChanged = Signal()

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = application.settings
        self._notifier = notifier
        self._where = where
        self._cues = cues_in(resources() / "words" / "feelings.toml")
        self._by_meaning = MeaningClassifier(self._cues)
        self._expression = NEUTRAL
        self._speaker: PersonaId | None = None
        self._said = ""
        self._is_busy = False
        self._stamp = 0
        self._seen = Seen()
        self._asking = TaskRunner(application.engine_worker, dispatcher, self, priority=Priority.IDLE)
        self._glance = QTimer(self, singleShot=True, interval=GLANCE_MS)
        self._glance.timeout.connect(self._look)
        self.adapters_view = AdaptersViewModel(session, application, dispatcher, notifier, where, self)
        self.sliders_view = SlidersViewModel(session, application, dispatcher, notifier, where, self)
        self.manner_view = MannerViewModel(session, application, dispatcher, notifier, where, self)
        self._voice = VoiceViewModel(session, application, notifier, where, self)
        self._background = BackgroundViewModel(session, application, dispatcher, notifier, where, self)
        self._background.chosen.connect(self._renew)
        self._floating = FloatingViewModel(application.settings, notifier, self)
        self._first_words = FirstWordsViewModel(session, notifier, where, self)
        session.vault.changes.listen("persona", to=dispatcher.to(self._hear))
        self._draw()

    # --- what is shown ---

    @Property(AdaptersViewModel, constant=True)
    def adapters(self) -> AdaptersViewModel:
        return self.adapters_view

    @Property(SlidersViewModel, constant=True)
    def sliders(self) -> SlidersViewModel:
        return self.sliders_view

    @Property(MannerViewModel, constant=True)
    def manner(self) -> MannerViewModel:
        return self.manner_view

    @Property(VoiceViewModel, constant=True)
    def voice(self) -> VoiceViewModel:
        return self._voice

    @Property(BackgroundViewModel, constant=True)
    def background(self) -> BackgroundViewModel:
        return self._background

    @Property(FirstWordsViewModel, constant=True)
    def firstWords(self) -> FirstWordsViewModel:  # noqa: N802 - seen from QML
        return self._first_words

    @Property(FloatingViewModel, constant=True)
    def floating(self) -> FloatingViewModel:
        return self._floating

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._seen.name

    @Property(str, notify=changed)
    def face(self) -> str:
        """Where the picture of the face is; empty where there is none."""
        return self._seen.face

    @Property(str, notify=changed)
    def blink(self) -> str:
        """The same with closed eyes, for who is drawn."""
        return self._seen.blink

    @Property(str, notify=changed)
    def speak(self) -> str:
        """The same with an open mouth, for who is drawn."""
        return self._seen.speak

    @Property(str, notify=changed)
    def whole(self) -> str:
        """The portrait as it is, where it is a picture."""
        return self._seen.whole

    @Property(str, notify=changed)
    def expression(self) -> str:
        """What is seen on the face, in a word."""
        return sentence(text(f"expression.{self._expression}"))

    @Property(bool, notify=changed)
    def isBusy(self) -> bool:  # noqa: N802 - seen from QML
        """Whether they are about to say something."""
        return self._is_busy

    @Property(bool, notify=changed)
    def isBeside(self) -> bool:  # noqa: N802 - seen from QML
        """Whether the face is wanted beside the conversation."""
        return self._settings.switch(s.FACE)

    @Slot(bool)
    def put_beside(self, wanted: bool) -> None:
        """Show the face beside the conversation, or not."""
        with self._notifier.guarding():
            self._settings.put(s.FACE, wanted)
        self.changed.emit()

    @Property(str, notify=changed)
    def scene(self) -> str:
        """Where the picture behind the conversation is; empty where there is none."""
        return self._seen.scene

    @Property(float, notify=changed)
    def strength(self) -> float:
        """How much of that picture is seen, from 0 to 1."""
        return self._seen.strength

    @Property(str, notify=saidChanged)
    def said(self) -> str:
        """What was said last."""
        return self._said

    # --- what happens ---

    def show(self, said: str, speaker: PersonaId | None, *, is_busy: bool) -> None:
        """*said* is the last that *speaker* said, as far as it has come; None for whoever the conversation is with."""
        is_other, is_turn = speaker != self._speaker, is_busy != self._is_busy
        is_new = said != self._said or is_other
        if not is_new and not is_turn:
            return
        self._said, self._speaker, self._is_busy = said, speaker, is_busy
        if is_busy:
            if not self._glance.isActive():
                self._glance.start()
        else:
            self._glance.stop()
            self._asking.give_up()
            self._expression = feeling_of(said, self._cues).expression
        if is_other or is_turn or not is_busy:
            self._draw()
        self.saidChanged.emit()

    def show_felt(self, feeling: str) -> None:
        """Somebody seems to feel *feeling*: it is seen on the face until an answer shows something else."""
        face = read_feelings().faces.get(feeling)
        if face is not None and face != self._expression:
            self._expression = face
            self._draw()

    @Slot()
    def refresh(self) -> None:
        """Another conversation, or another setting."""
        self._background.refresh()
        self.adapters_view.refresh()
        self._first_words.refresh()
        self._floating.changed.emit()
        self._draw()

    def ask_model(self) -> None:
        """A reply has ended: where no word of it tells what is felt, an embedding model may."""
        model = self._session.memory.embedder
        if model is None or not self._said or feeling_of(self._said, self._cues).is_clear:
            return
        said = self._said
        self._asking.ask(lambda: self._by_meaning.feeling(said, model), self._feel)

    def _look(self) -> None:
        self._feel(feeling_of(self._said[-GROWING_CHARS:], self._cues))

    def _feel(self, feeling: Feeling) -> None:
        # What has begun to be said is not neutral because its last words are.
        if feeling.expression == NEUTRAL and self._is_busy:
            return
        if feeling.expression != self._expression:
            self._expression = feeling.expression
            self._draw()

    def _hear(self, changed: object) -> None:
        assert isinstance(changed, Changed)
        if self._session.vault.is_open and changed.may_concern("persona", self._where()[0].id, self._speaker or 0):
            self._renew()

    def _renew(self) -> None:
        """A picture may be another under the same name."""
        self.manner_view.looks_view.changed.emit()
        self._stamp += 1
        self._draw()

    def _draw(self) -> None:
        """Find out what there is to see: not at every word, for the vault is asked."""
        if not self._session.vault.is_open:
            return
        with self._notifier.guarding():
            self._seen = self._look_up()
        self.changed.emit()

    def _look_up(self) -> Seen:
        host, conversation_id = self._where()
        persona = host
        if self._speaker not in (None, host.id) and self._session.personas.has(self._speaker):
            persona = self._session.personas.get(self._speaker)
        face = blink = speak = whole = scene = ""
        shows = self._session.expressions
        if shows.own(persona):
            face = f"{PROVIDER}/face/{persona.id}/{self._expression}/{self._stamp}"
        elif (drawn := drawn_face(persona.portrait, self._expression)) is not None:
            face = QUrl.fromLocalFile(str(drawn)).toString()
            closed = drawn_face(persona.portrait, self._expression, blinks=True)
            blink = QUrl.fromLocalFile(str(closed)).toString()
            mouth = drawn_face(persona.portrait, self._expression, speaks=True)
            speak = QUrl.fromLocalFile(str(mouth)).toString()
        if self._session.personas.picture(host.id) is not None:
            whole = f"{PROVIDER}/whole/{host.id}/{self._stamp}"
        behind = self._session.backgrounds.of(host, conversation_id)
        if behind.kind is BackgroundKind.PORTRAIT:
            scene = f"{PROVIDER}/scene/portrait-{host.id}/{behind.blur}/{self._stamp}"
        elif behind.kind is BackgroundKind.PICTURE and behind.picture is not None:
            scene = f"{PROVIDER}/scene/{behind.picture}/{behind.blur}/{self._stamp}"
        return Seen(persona.display_name, face, blink, speak, whole, scene, behind.strength / 100)
