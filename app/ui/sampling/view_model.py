"""What a person can do about how words are chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.scope import Scope
from app.core.translation import sentence
from app.core.words import N_
from app.engine import Sampling
from app.models import KNOBS, PRESETS, SamplingParameter, sampling_for
from app.personas import Persona
from app.session import Session
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

TEXTS = ("banned", "bias", "grammar")
AS_ELSEWHERE = N_("As set above")


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One number: what it means and what holds without a change, and its *value* as text."""

    key: str
    label: str
    about: str
    value: str


@QmlElement
@QmlUncreatable("made by Python")
class SamplingViewModel(QObject):  # type: ignore[operator]
    """Shows and changes the numbers for everybody, a companion, a model, or a companion on a model."""

    changed = Signal()
    troubleChanged = Signal()

    def __init__(
        self,
        application: Application,
        session: Session,
        notifier: Notifier,
        who: Callable[[], Persona],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._choice = session.word_choice
        self._notifier = notifier
        self._who = who
        self._reach = 0
        self._trouble = ""
        self._knobs: ListModel[ParameterRow] = ListModel(ParameterRow, self)

    # --- for whom ---

    @Property(list, notify=changed)
    def reaches(self) -> list[str]:
        """Whom a change can be for, from the most general."""
        persona, model = self._who().name, self._application.model.name
        return [
            self.tr("Every companion, on every model"),
            self.tr("Every companion, on {}").format(model),
            self.tr("{}, on every model").format(persona),
            self.tr("{}, on {}").format(persona, model),
        ]

    @Property(int, notify=changed)
    def reach(self) -> int:
        return self._reach

    @Slot(int)
    def choose_reach(self, reach: int) -> None:
        """Show what was changed for these."""
        self._reach = reach
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the numbers in force."""
        self._say("")
        mine, below = self._choice.of(self._where), self._below()
        self._knobs.show([self._row(knob, mine, below) for knob in KNOBS])
        self.changed.emit()

    # --- what holds ---

    @Property(QObject, constant=True)
    def knobs(self) -> QObject:
        return self._knobs

    @Property(list, notify=changed)
    def manners(self) -> list[str]:
        """The manners there are; where there is something above, also its own."""
        labels = list(map(sentence, s.STYLE.choice_labels))
        return labels if self._reach == 0 else [self.tr(AS_ELSEWHERE), *labels]

    @Property(int, notify=changed)
    def manner(self) -> int:
        if self._reach == 0:
            return list(PRESETS).index(self._application.settings.text(s.STYLE))
        own = self._choice.of(self._where).get("manner")
        return 1 + list(PRESETS).index(str(own)) if own in PRESETS else 0

    @Slot(int)
    def choose_manner(self, place: int) -> None:
        """Let these choose words in this manner."""
        with self._notifier.guarding():
            if self._reach == 0:
                self._application.settings.put(s.STYLE, list(PRESETS)[place])
            else:
                self._choice.put(self._where, "manner", list(PRESETS)[place - 1] if place else None)
        self.refresh()

    @Property(str, notify=changed)
    def banned(self) -> str:
        return self._text("banned")

    @Property(str, notify=changed)
    def bias(self) -> str:
        return self._text("bias")

    @Property(str, notify=changed)
    def grammar(self) -> str:
        return self._text("grammar")

    @Property(bool, notify=changed)
    def isChanged(self) -> bool:  # noqa: N802 - seen from QML
        return bool(self._choice.of(self._where))

    @Property(str, notify=troubleChanged)
    def trouble(self) -> str:
        return self._trouble

    # --- changing ---

    @Slot(str, str)
    def put(self, key: str, text: str) -> None:
        """Set one number or text; an empty one takes the change back."""
        knob = next((knob for knob in KNOBS if knob.key == key), None)
        value: object = text
        if knob is not None and text.strip():
            value = _number(text, whole=knob.is_whole)
            if text.strip() == _shown(_in_force(knob, self._choice.of(self._where), self._below())):
                return  # it was only looked at
        trouble = ""
        with self._notifier.guarding():
            try:
                self._choice.put(self._where, key, value)
            except ValueError:
                trouble = self._why(key, knob)
        self.refresh()
        self._say(trouble)

    @Slot(str)
    def take_back(self, key: str) -> None:
        """Take back what was changed of one."""
        self.put(key, "")

    @Slot()
    def reset(self) -> None:
        """Take back everything that was changed for these."""
        with self._notifier.guarding():
            self._choice.reset(self._where)
        self.refresh()

    def _row(self, knob: SamplingParameter, mine: dict[str, object], below: Sampling) -> ParameterRow:
        about = sentence(knob.help)
        usual = _shown(getattr(below, knob.key))
        if knob.key in mine:
            # Said where one reads what it is; an empty field takes the change back.
            about = f"{about} {self.tr('Changed; the default is {}.').format(usual)}"
        return ParameterRow(knob.key, sentence(knob.label), about, _shown(_in_force(knob, mine, below)))

    @property
    def _where(self) -> Scope:
        persona, model = int(self._who().id), self._application.model.name
        return (Scope(), Scope(model=model), Scope(persona), Scope(persona, model=model))[self._reach]

    def _below(self) -> Sampling:
        """What would hold if nothing were changed here."""
        above = self._choice.above(self._where)
        return sampling_for(self._application.settings.text(s.STYLE), self._application.model.facts, above)

    def _text(self, key: str) -> str:
        return str(self._choice.of(self._where).get(key, ""))

    def _why(self, key: str, knob: SamplingParameter | None) -> str:
        if knob is not None:
            return self.tr("{} goes from {} to {}.").format(sentence(knob.label), _shown(knob.low), _shown(knob.high))
        return self.tr("Write one word and number per line, such as: suddenly -5")

    def _say(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self.troubleChanged.emit()


def _in_force(knob: SamplingParameter, mine: dict[str, object], below: Sampling) -> object:
    return mine.get(knob.key, getattr(below, knob.key))


def _shown(number: object) -> str:
    return f"{number:g}" if isinstance(number, int | float) else str(number)


def _number(text: str, *, whole: bool) -> object:
    """What was typed, with a comma or a point."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return text
    return int(number) if whole and number == int(number) else number
