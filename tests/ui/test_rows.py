"""Lists that change only what changed."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from app.ui.list_model import ListModel


@dataclass(frozen=True)
class Row:
    key: int
    some_text: str


def rows_of(model):
    return [(row.key, row.some_text) for row in model.rows]


def test_a_list_keeps_the_promises_of_its_kind(qtmodeltester):
    model = ListModel(Row)
    model.show([Row(1, "a"), Row(2, "b")])
    qtmodeltester.check(model)
    assert {bytes(name.data()) for name in model.roleNames().values()} == {b"key", b"someText"}


def test_a_changed_row_tells_only_the_role_that_changed(qtbot):
    model = ListModel(Row)
    model.show([Row(1, "a")])
    with qtbot.waitSignal(model.dataChanged) as told:
        model.show([Row(1, "b")])
    assert list(told.args[2]) == [next(role for role, name in model.roleNames().items() if name == b"someText")]


def test_a_row_that_goes_elsewhere_is_moved_and_stays_itself(qtbot):
    """Its delegate lives on, and what has the keyboard's focus in it keeps it."""
    model, gone = ListModel(Row), []
    model.rowsRemoved.connect(lambda *told: gone.append(told))
    model.show([Row(1, "a"), Row(2, "b"), Row(3, "c")])
    with qtbot.waitSignal(model.rowsMoved):
        model.show([Row(1, "a"), Row(3, "c"), Row(2, "b")])
    assert gone == []
    assert rows_of(model) == [(1, "a"), (3, "c"), (2, "b")]


lists = st.lists(st.integers(0, 8), unique=True, max_size=8)


class Mirror:
    """What somebody knows of a list who hears of its changes only, as a view does."""

    def __init__(self, model) -> None:
        self.model, self.rows, self.changes = model, list(model.rows), 0
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.rowsMoved.connect(self._moved)
        model.dataChanged.connect(self._changed)

    def _inserted(self, _, first, last):
        self.changes += 1
        self.rows[first:first] = self.model.rows[first : last + 1]

    def _removed(self, _, first, last):
        self.changes += 1
        del self.rows[first : last + 1]

    def _moved(self, _, first, last, __, to):
        self.changes += 1
        moved = self.rows[first : last + 1]
        del self.rows[first : last + 1]
        to -= len(moved) if to > last else 0
        self.rows[to:to] = moved

    def _changed(self, first, last, _):
        self.rows[first.row() : last.row() + 1] = self.model.rows[first.row() : last.row() + 1]


@given(lists, lists)
def test_whatever_is_shown_next_is_what_stands_there_and_what_the_view_was_told(first, second):
    model = ListModel(Row)
    model.show([Row(key, "x") for key in first])
    mirror = Mirror(model)
    model.show([Row(key, "y") for key in second])
    assert rows_of(model) == [(key, "y") for key in second]
    assert mirror.rows == list(model.rows)


def test_a_page_that_slides_on_and_one_from_elsewhere_are_told_in_two_words_each():
    model = ListModel(Row)
    model.show([Row(key, "x") for key in range(200)])
    mirror = Mirror(model)
    model.show([Row(key, "x") for key in range(2, 202)])
    assert mirror.changes == 2
    model.show([Row(key, "x") for key in range(500, 700)])
    assert mirror.changes == 4
    assert mirror.rows == list(model.rows)
