"""When a companion speaks first: what the person set for whoever is open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.presence import EVERY_DAY, FirstWord, FirstWordKind
from app.session import Session
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

KINDS = (FirstWordKind.GREETING, FirstWordKind.REMINDER, FirstWordKind.PLAN)
USUAL_MIN = 8 * 60


@dataclass(frozen=True, slots=True)
class FirstWordRow:
    """One of them; *days* has a bit for each weekday, Monday the lowest."""

    key: int
    kind: int
    days: int
    hour: int
    minute: int
    words: str
    is_on: bool

    def __repr__(self) -> str:
        return f"<FirstWordRow {self.key}>"


@QmlElement
@QmlUncreatable("made by Python")
class FirstWordsViewModel(QObject):  # type: ignore[operator]
    """Every change holds at once."""

    changed = Signal()

    def __init__(self, session: Session, notifier: Notifier, where: Where, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._first_words = session.first_words
        self._notifier = notifier
        self._where = where
        self._rows: ListModel[FirstWordRow] = ListModel(FirstWordRow, self)
        self.refresh()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(list, constant=True)
    def kinds(self) -> list[str]:
        return [self.tr("Greets you"), self.tr("Reminds you"), self.tr("Asks about a plan for the day")]

    @Property(list, constant=True)
    def weekdays(self) -> list[str]:
        """Their short names, Monday first."""
        system = QLocale.system()
        return [system.dayName(day, QLocale.FormatType.ShortFormat) for day in range(1, 8)]

    @Slot()
    def add(self) -> None:
        """A greeting in the morning, to begin with."""
        persona, _ = self._where()
        with self._notifier.guarding():
            self._first_words.put(FirstWord(0, persona.id, FirstWordKind.GREETING, EVERY_DAY, USUAL_MIN, ""))
        self.refresh()

    @Slot(int)
    def remove(self, key: int) -> None:
        """Do it no more."""
        with self._notifier.guarding():
            self._first_words.remove(key)
        self.refresh()

    @Slot(int, int)
    def put_kind(self, key: int, kind: int) -> None:
        """What it is about."""
        self._put(key, kind=KINDS[kind])

    @Slot(int, int, int)
    def put_time(self, key: int, hour: int, minute: int) -> None:
        """When it is, by the clock on the wall."""
        self._put(key, minute=max(0, min(23, hour)) * 60 + max(0, min(59, minute)))

    @Slot(int, int)
    def turn_day(self, key: int, day: int) -> None:
        """Do it on that weekday, 0 for Monday, or not any more."""
        found = self._find(key)
        if found is not None:
            self._put(key, days=found.days ^ (1 << day))

    @Slot(int, str)
    def put_words(self, key: int, words: str) -> None:
        """What to remind of."""
        self._put(key, words=words)

    @Slot(int, bool)
    def turn(self, key: int, is_on: bool) -> None:
        """Let it rest, or take it up again."""
        self._put(key, is_on=is_on)

    def refresh(self) -> None:
        """Show what is set for whoever is talked to."""
        persona, _ = self._where()
        with self._notifier.guarding():
            self._rows.show(
                [
                    FirstWordRow(
                        each.id, KINDS.index(each.kind), each.days, each.minute // 60, each.minute % 60, each.words,
                        each.is_on,
                    )
                    for each in self._first_words.of(persona.id)
                ]
            )  # fmt: skip
        self.changed.emit()

    def _find(self, key: int) -> FirstWord | None:
        return next((each for each in self._first_words.of(self._where()[0].id) if each.id == key), None)

    def _put(self, key: int, **changes: object) -> None:
        with self._notifier.guarding():
            found = self._find(key)
            if found is not None:
                self._first_words.put(replace(found, **changes))  # type: ignore[arg-type]
        self.refresh()
