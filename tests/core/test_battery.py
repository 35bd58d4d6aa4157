"""Whether the machine runs on its battery, where the system does not say."""

from __future__ import annotations

import psutil
import pytest

from app.models import machine


@pytest.mark.parametrize("error", [FileNotFoundError("/sys/class/power_supply"), PermissionError(), RuntimeError()])
def test_a_sandbox_that_hides_the_battery_has_none(monkeypatch, error):
    def hidden() -> None:
        raise error

    monkeypatch.setattr(psutil, "sensors_battery", hidden, raising=False)
    assert not machine.is_on_battery()
