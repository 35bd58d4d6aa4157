"""What is told after a commit reaches everybody who listens for it."""

from __future__ import annotations

import pytest

from app.core.events import Changed, ChangeNotifier


def test_only_who_listens_for_a_kind_is_told_of_it():
    changes, heard = ChangeNotifier(), []
    changes.listen("memory", "message", to=lambda changed: heard.append(changed.kinds))
    changes.announce(Changed(frozenset({"setting"})))
    changes.announce(Changed(frozenset({"message", "setting"})))
    assert heard == [frozenset({"message", "setting"})]


@pytest.mark.logs
def test_a_listener_that_raises_loses_only_itself(caplog):
    changes, heard = ChangeNotifier(), []
    changes.listen("message", to=lambda changed: 1 / 0)
    changes.listen("message", to=heard.append)
    changes.announce(Changed(frozenset({"message"})))
    assert len(heard) == 1
    assert "a listener failed" in caplog.text


def test_who_caused_a_change_need_not_hear_of_it():
    changes, heard = ChangeNotifier(), []
    screen, other = object(), object()
    changes.listen("memory", to=lambda changed: heard.append("screen"), besides=screen)
    changes.listen("memory", to=lambda changed: heard.append("other"), besides=other)
    with changes.caused_by(screen):
        assert changes.origin is screen
        changes.announce(Changed(frozenset({"memory"}), origin=changes.origin))
    assert changes.origin is None
    changes.announce(Changed(frozenset({"memory"})))
    assert heard == ["other", "screen", "other"]


def test_a_change_names_what_it_may_concern():
    named = Changed(frozenset({"persona", "memory"}), frozenset({1, 2}), of="persona")
    assert named.may_concern("persona", 2, 3)
    assert not named.may_concern("persona", 3)
    assert named.may_concern("memory", 3)  # the numbers are those of companions
    assert not named.may_concern("conversation", 1)
    assert Changed(frozenset({"persona"})).may_concern("persona", 3)
    assert named.ids_of("memory") == frozenset()


def test_a_commit_says_which_and_who(vault):
    heard = []
    vault.changes.listen("conversation", to=heard.append)
    new = []
    with vault.changes.caused_by("a screen"), vault.write("conversation", ids=new):
        new.append(7)  # known only in the transaction
    assert heard == [Changed(frozenset({"conversation"}), frozenset({7}), "a screen", "conversation")]
