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
