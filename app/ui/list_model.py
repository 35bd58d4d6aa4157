"""A list model of frozen rows: roles are the fields of a dataclass, changes touch only what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

RowT = TypeVar("RowT")
AnyIndex = QModelIndex | QPersistentModelIndex
FIRST_ROLE = int(Qt.ItemDataRole.UserRole)
NOWHERE = QModelIndex()


class ListModel(QAbstractListModel, Generic[RowT]):
    """Rows of one dataclass *kind*; each field is a role of the same name in camelCase.

    The field ``key`` tells rows apart when a new list is shown.
    """

    def __init__(self, kind: type[RowT], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
        self._rows: list[RowT] = []

    @property
    def rows(self) -> Sequence[RowT]:
        return self._rows

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802 - Qt's
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = FIRST_ROLE) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        number = role - FIRST_ROLE
        return getattr(self._rows[index.row()], self._names[number]) if 0 <= number < len(self._names) else None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's
        return {FIRST_ROLE + number: QByteArray(camel(name).encode()) for number, name in enumerate(self._names)}

    def replace(self, row: int, new: RowT) -> None:
        """Show *new* in place of what is at *row*, telling only the roles that differ."""
        old = self._rows[row]
        if old is new:
            return
        roles = [
            FIRST_ROLE + number for number, name in enumerate(self._names) if getattr(old, name) != getattr(new, name)
        ]
        if roles:
            self._rows[row] = new
            self.dataChanged.emit(self.index(row), self.index(row), roles)

    def insert(self, row: int, *new: RowT) -> None:
        """Add *new* before *row*."""
        # One signal for a whole run: each costs the window's thread a wait for the interpreter.
        self.beginInsertRows(NOWHERE, row, row + len(new) - 1)
        self._rows[row:row] = new
        self.endInsertRows()

    def remove(self, row: int, count: int = 1) -> None:
        """Take out *count* rows from *row* on."""
        self.beginRemoveRows(NOWHERE, row, row + count - 1)
        del self._rows[row : row + count]
        self.endRemoveRows()

    def move(self, row: int, to: int) -> None:
        """Bring the row at *row* up to *to*; what has the focus in it keeps it."""
        self.beginMoveRows(NOWHERE, row, row, NOWHERE, to)
        self._rows.insert(to, self._rows.pop(row))
        self.endMoveRows()

    def reset(self, new: Sequence[RowT]) -> None:
        """Show quite another list, such as what a search found; where the reader was is lost."""
        self.beginResetModel()
        self._rows = list(new)
        self.endResetModel()

    def show(self, new: Sequence[RowT]) -> None:
        """Show the list *new*, keeping the rows whose keys are in it.

        What is gone goes first: a page that slides on by two rows costs two removals and two insertions.
        """
        wanted = {self._key(item) for item in new}
        end = len(self._rows)
        while end > 0:
            start = end
            while start > 0 and self._key(self._rows[start - 1]) not in wanted:
                start -= 1
            if start < end:
                self.remove(start, end - start)
            end = start - 1
        here = {self._key(row) for row in self._rows}
        row = 0
        while row < len(new):
            run = row
            while run < len(new) and self._key(new[run]) not in here:
                run += 1
            if run > row:
                self.insert(row, *new[row:run])
                row = run
                continue
            self._put(row, new[row])
            row += 1
        if len(self._rows) > len(new):  # a key that stood twice
            self.remove(len(new), len(self._rows) - len(new))

    def _put(self, row: int, item: RowT) -> None:
        """Let *item*, whose key was here before, stand at *row*."""
        if row < len(self._rows) and self._key(self._rows[row]) == self._key(item):
            self.replace(row, item)
        elif (place := self._later(item, row)) is not None:
            self.move(place, row)
            self.replace(row, item)
        else:  # the same key for the second time
            self.insert(row, item)

    def _later(self, item: RowT, after: int) -> int | None:
        """Where the row of *item* is below *after*."""
        key = self._key(item)
        return next((place for place in range(after + 1, len(self._rows)) if self._key(self._rows[place]) == key), None)

    @staticmethod
    def _key(row: RowT) -> object:
        return getattr(row, "key", row)


def camel(name: str) -> str:
    """``is_last`` as QML writes it: ``isLast``."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
