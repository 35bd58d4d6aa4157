"""For whom something holds, and what holds where several scopes say something."""

from __future__ import annotations

import pytest

from app.core.scope import Scope, ScopeLevel

HERE = Scope(1, 2, "m")


@pytest.mark.parametrize(
    ("scope", "level"),
    [
        (Scope(), ScopeLevel.EVERYONE),
        (Scope(model="m"), ScopeLevel.EVERYONE),
        (Scope(1), ScopeLevel.COMPANION),
        (Scope(1, 2), ScopeLevel.CONVERSATION),
        (Scope(None, 2), ScopeLevel.CONVERSATION),
    ],
)
def test_how_far_it_reaches(scope, level):
    assert scope.level is level


def test_it_can_reach_less_far_or_further():
    assert HERE.at(ScopeLevel.EVERYONE) == Scope(model="m")
    assert HERE.at(ScopeLevel.COMPANION) == Scope(1, model="m")
    assert HERE.at(ScopeLevel.CONVERSATION) == HERE


def test_the_most_particular_comes_last_and_decides():
    assert HERE.widest_first() == [
        Scope(), Scope(model="m"), Scope(1), Scope(1, model="m"), Scope(1, 2), HERE,
    ]  # fmt: skip


@pytest.mark.parametrize("scope", [Scope(), Scope(1), Scope(None, 2), Scope(1, model="m")])
def test_each_scope_holds_once(scope):
    found = scope.widest_first()
    assert len(found) == len(set(found))
    assert found[0] == Scope()
    assert found[-1] == scope
