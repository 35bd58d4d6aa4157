"""What a person can do about boundaries: the dial, topics, mature levels, and the time spent here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.boundaries import (
    LEVEL_STEPS,
    BoundaryChoices,
    Level,
    Theme,
    is_mature,
    level_label,
    level_meaning,
    level_of,
    step_label,
    step_meaning,
    theme_label,
)
from app.core.scope import Scope
from app.core.translation import sentence
from app.session import Session
from app.ui.boundaries.mature_lock import MatureLockViewModel
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

ORDER = tuple(Level)


@dataclass(frozen=True, slots=True)
class SliderRow:
    """One slider: where it stands, what that is called, and what it means."""

    key: str
    label: str
    step: int
    step_label: str
    means: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day and how long one was here."""

    key: str
    minutes: str


@QmlElement
@QmlUncreatable("made by Python")
class BoundariesViewModel(QObject):  # type: ignore[operator]
    """Shows and changes what is welcome: everywhere, with one companion, or in one conversation."""

    changed = Signal()
    bounded = Signal()
    """Something holds otherwise now."""
    matureWanted = Signal(str)

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
        self._application = application
        self._boundaries = session.boundaries
        self._conversations = session.conversations
        self._time_spent = session.time_spent
        self._lock = MatureLockViewModel(application, session, dispatcher, self)
        self._lock.turned.connect(self._turned)
        self._notifier = notifier
        self._where = where
        self._reach = 0
        self._wanted: BoundaryChoices | None = None
        self._sliders: ListModel[SliderRow] = ListModel(SliderRow, self)
        self._days: ListModel[DayRow] = ListModel(DayRow, self)

    # --- for whom ---

    @Property(list, notify=changed)
    def reaches(self) -> list[str]:
        """Whom a choice can be for, from the widest."""
        return self._named_reaches()

    def _named_reaches(self) -> list[str]:
        persona, conversation_id = self._where()
        named = [self.tr("Everywhere"), self.tr("With {}").format(persona.name)]
        return [*named, self.tr("In this conversation")] if conversation_id is not None else named

    @Property(int, notify=changed)
    def reach(self) -> int:
        return self._reach

    @Slot(int)
    def choose_reach(self, reach: int) -> None:
        """Show what was chosen for these."""
        self._reach = reach
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what holds."""
        self._reach = min(self._reach, len(self._named_reaches()) - 1)
        self._lock.refresh()
        steps = self._steps_at(self._at)
        self._sliders.show(
            [
                SliderRow(
                    theme.value, sentence(theme_label(theme)), steps[theme],
                    sentence(step_label(theme, steps[theme])), sentence(step_meaning(theme, steps[theme])),
                )
                for theme in Theme
            ]
        )  # fmt: skip
        self._days.show([DayRow(day, self.tr("{} min").format(minutes)) for day, minutes in self._time_spent.latest()])
        self.changed.emit()

    # --- the dial ---

    @Property(list, notify=changed)
    def levels(self) -> list[str]:
        """The levels there are; where there is something wider, also what holds there."""
        named = [sentence(level_label(level)) for level in ORDER]
        wider = (
            self.tr("As everywhere"),
            self.tr("As everywhere"),
            self.tr("As with {}").format(self._where()[0].name),
        )
        return named if self._reach == 0 else [wider[self._reach], *named]

    @Property(int, notify=changed)
    def level(self) -> int:
        """Which of ``levels`` stands; -1 for a mixture of one's own."""
        mine, first = self._mine, 0 if self._reach == 0 else 1
        if mine.level is None and not mine.steps and self._reach:
            return 0
        held = level_of(self._steps_at(self._at))
        return ORDER.index(held) + first if held is not None else -1

    @Property(str, notify=changed)
    def levelMeans(self) -> str:  # noqa: N802 - seen from QML
        """What the level welcomes."""
        held = level_of(self._steps_at(self._at))
        return sentence(level_meaning(held)) if held is not None else self.tr("Your own mix.")

    @Property(QObject, constant=True)
    def sliders(self) -> QObject:
        return self._sliders

    @Slot(int)
    def choose_level(self, level: int) -> None:
        """Set the dial; a mature level is asked about first."""
        first = 0 if self._reach == 0 else 1
        chosen: Level | None = ORDER[level - first] if level >= first else None
        self._put(replace(self._mine, level=chosen, steps={}))

    @Slot(str, int)
    def slide(self, key: str, step: int) -> None:
        """Move one slider."""
        self._put(replace(self._mine, steps={**self._mine.steps, Theme(key): step}))

    @Slot()
    def choose_mature(self) -> None:
        """The person has said yes to what was asked about."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._keep(wanted)

    def _put(self, wishes: BoundaryChoices) -> None:
        held, wanted = self._steps_at(self._at), self._steps_of(wishes)
        raises = any(wanted[theme] > held[theme] for theme in Theme)
        locked = self._boundaries.holds_mature_back
        asks = is_mature(wanted) and (not is_mature(held) or (locked and raises))
        if asks and locked:
            self.refresh()
            self._lock.say_locked()
        elif asks:
            self._wanted = wishes
            self.matureWanted.emit(self.tr("You are 18 or older and want stories for adults here."))
        else:
            self._keep(wishes)

    def _steps_of(self, wishes: BoundaryChoices) -> dict[Theme, int]:
        steps = dict(LEVEL_STEPS[wishes.level]) if wishes.level is not None else dict(self._above())
        return steps | dict(wishes.steps)

    def _keep(self, wishes: BoundaryChoices) -> None:
        with self._notifier.guarding():
            self._boundaries.store.put(self._at, wishes)
        self.bounded.emit()
        self.refresh()

    # --- topics ---

    @Property(str, notify=changed)
    def never(self) -> str:
        return "\n".join(self._mine.never)

    @Property(str, notify=changed)
    def careful(self) -> str:
        return "\n".join(self._mine.careful)

    @Slot(str)
    def put_never(self, lines: str) -> None:
        """Topics never to touch, one on each line."""
        self._keep(replace(self._mine, never=_lines(lines)))

    @Slot(str)
    def put_careful(self, lines: str) -> None:
        """Topics to treat with care, one on each line."""
        self._keep(replace(self._mine, careful=_lines(lines)))

    # --- what is closed ---

    @Property(bool, notify=changed)
    def seemsYoung(self) -> bool:  # noqa: N802 - seen from QML
        """Whether romance and mature levels are closed with this companion."""
        return self._conversations.replies.moderation_context(*self._where()).is_young

    @Property(bool, notify=changed)
    def isStarter(self) -> bool:  # noqa: N802 - seen from QML
        """Whether the starter answers, which reads neither the dial nor topics."""
        return self._application.model.answers_as_starter

    @Property(MatureLockViewModel, constant=True)
    def lock(self) -> MatureLockViewModel:
        return self._lock

    def _turned(self) -> None:
        self.bounded.emit()
        self.refresh()

    # --- the time spent ---

    @Property(QObject, constant=True)
    def days(self) -> QObject:
        return self._days

    @Slot()
    def forget_time(self) -> None:
        """Forget how long one was here."""
        with self._notifier.guarding():
            self._time_spent.forget()
        self.refresh()

    # --- where ---

    @property
    def _at(self) -> Scope:
        persona, conversation_id = self._where()
        return (Scope(), Scope(persona.id), Scope(persona.id, conversation_id))[self._reach]

    @property
    def _mine(self) -> BoundaryChoices:
        return self._boundaries.store.of(self._at)

    def _above(self) -> dict[Theme, int]:
        """What would hold here if nothing were chosen for it."""
        persona, _ = self._where()
        wider = (None, Scope(), Scope(persona.id))[self._reach]
        return self._steps_at(wider) if wider is not None else dict(LEVEL_STEPS[Level.OPEN])

    def _steps_at(self, reach: Scope) -> dict[Theme, int]:
        """What holds at *reach*, whatever is locked."""
        return dict(self._boundaries.store.bounds(reach.persona, reach.conversation_id).steps)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
