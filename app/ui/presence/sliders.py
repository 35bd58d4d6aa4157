"""How a companion is, between two ends: sliders that are made here for the model that answers."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.workers import Priority
from app.session import Session
from app.steering import Axis, MadeSlider, Making, Slider, preview, read_axes
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.presence.scope_choice import ScopeChoice
from app.ui.task_runner import TaskRunner
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

VALUES = (-1.0, -0.5, 0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class SliderRow:
    """One slider: its two ends in words, where it stands in percent from -100 to 100.

    *effect* is ``works``, ``none`` where it shows no effect on this model, or ``missing`` where none was made for it.
    """

    key: str
    minus: str
    plus: str
    percent: int
    effect: str
    facts: str
    is_own: bool


@QmlElement
@QmlUncreatable("made by Python")
class SlidersViewModel(QObject):  # type: ignore[operator]
    """Everything holds from the next reply on."""

    changed = Signal()
    chosen = Signal()
    """Something else is added to the model's states from now on."""

    def __init__(
        self,
        session: Session,
        application: Application,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sliders = session.sliders
        self._application = application
        self._notifier = notifier
        self._where = where
        self._scope_choice = ScopeChoice(where, self.tr("For every companion"), self)
        self._scope_choice.chosen.connect(self.refresh)
        self._found: list[Slider] = []
        self._waiting: list[Axis] = []
        self._share = 0.0
        self._preview: list[str] = []
        self._rows: ListModel[SliderRow] = ListModel(SliderRow, self)
        # A message goes first: making one steps aside, and begins again when nobody waits.
        self._making = TaskRunner(application.engine_worker, dispatcher, self, priority=Priority.IDLE)
        self._making.changed.connect(self.changed)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(ScopeChoice, constant=True)
    def scope(self) -> ScopeChoice:
        """For whom it is chosen."""
        return self._scope_choice

    @Property(bool, notify=changed)
    def isMissing(self) -> bool:  # noqa: N802 - seen from QML
        """Whether any of ours was not made for this model yet."""
        return any(slider.made is None for slider in self._found)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._making.is_busy

    @Property(str, notify=changed)
    def doing(self) -> str:
        """How far the making is."""
        left = len(self._waiting)
        return self.tr("Making sliders for this model: {} %, {} to go").format(round(100 * self._share), left + 1)

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._making.trouble

    @Property(list, notify=changed)
    def previews(self) -> list[str]:
        """What the model says at five places of the slider that was asked for."""
        return self._preview

    @Slot(int, int)
    def put(self, row: int, percent: int) -> None:
        """Let a slider stand there."""
        with self._notifier.guarding():
            self._sliders.store.put(self._scope_choice.scope, self._found[row].axis, percent / 100)
        self.refresh()
        self.chosen.emit()

    @Slot()
    def make(self) -> None:
        """Make, one after the other, what is missing for the model that answers."""
        self._waiting = [slider.axis for slider in self._found if slider.made is None]
        self._make_next()

    @Slot(str, str)
    def make_own(self, plus: str, minus: str) -> None:
        """Make one from two descriptions of the person's own."""
        try:
            axis = Axis("", plus.strip(), minus.strip())
        except ValueError:
            self._making.say(self.tr("Describe both ends in a few words."))
            return
        self._waiting = [axis]
        self._make_next()

    @Slot(int)
    def remove(self, row: int) -> None:
        """Delete a slider of the person's own."""
        with self._notifier.guarding():
            self._sliders.store.forget(self._found[row].axis)
        self.refresh()
        self.chosen.emit()

    @Slot(int)
    def show(self, row: int) -> None:
        """Let the model answer the same at five places of a slider."""
        made, application = self._found[row].made, self._application
        if made is None:
            return
        slider = made

        def work() -> Generator[object, None, list[str]]:
            model = yield from application.model.ensure()
            return (yield from preview(model, slider, VALUES, read_axes().said[0]))

        def shown(texts: list[str]) -> None:
            self._preview = [" ".join(text.split()) for text in texts]
            self.changed.emit()

        self._preview, self._share, self._waiting = [], 0.0, []
        self._making.ask(work, shown, self._stepped)

    @Slot()
    def stop(self) -> None:
        """Make none of them."""
        self._waiting = []
        self._making.give_up()

    @Slot()
    def refresh(self) -> None:
        """Another conversation is open, another model answers, or one was made."""
        self._scope_choice.changed.emit()
        with self._notifier.guarding():
            self._found = self._sliders.sliders(self._scope_choice.scope)
        self._rows.show([self._row(slider) for slider in self._found])
        self.changed.emit()

    def _make_next(self) -> None:
        if not self._waiting:
            return
        axis, application, sliders = self._waiting.pop(0), self._application, self._sliders

        def work() -> Generator[object, None, MadeSlider]:
            model = yield from application.model.ensure()
            return (yield from sliders.make(model, axis))

        def made(_: MadeSlider) -> None:
            self.refresh()
            self._make_next()

        self._share = 0.0
        self._making.ask(work, made, self._stepped)

    def _stepped(self, event: object) -> None:
        if isinstance(event, Making) and event.share >= 0:
            self._share = event.share
            self.changed.emit()

    def _row(self, slider: Slider) -> SliderRow:
        made = slider.made
        effect = "missing" if made is None else "works" if made.shows else "none"
        minus, plus = self._ends(slider.axis)
        return SliderRow(
            f"{slider.axis.plus}|{slider.axis.minus}",
            minus,
            plus,
            round(100 * slider.value),
            effect,
            self._facts(made),
            not slider.axis.key,
        )

    def _ends(self, axis: Axis) -> tuple[str, str]:
        ours = {
            "warmth": (self.tr("cool"), self.tr("warm")), "play": (self.tr("serious"), self.tr("playful")),
            "talk": (self.tr("terse"), self.tr("talkative")), "assurance": (self.tr("hesitant"), self.tr("assured")),
            "form": (self.tr("casual"), self.tr("formal")), "tenderness": (self.tr("dry"), self.tr("tender")),
        }  # fmt: skip
        return ours.get(axis.key, (axis.minus, axis.plus))

    def _facts(self, made: MadeSlider | None) -> str:
        if made is None:
            return self.tr("not made for this model yet")
        if not made.shows:
            return self.tr("shows no effect on this model")
        low, high = made.interval
        return self.tr("{} of {} told apart ({} to {} %)").format(
            made.wins, made.pairs, round(100 * low), round(100 * high)
        )
