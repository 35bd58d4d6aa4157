"""Settings: declared once, kept where they belong, never out of bounds."""

from __future__ import annotations

import threading

import pytest

from app.core import settings as s
from app.core.settings import DeviceSettingsBackend, Settings


def test_a_setting_has_its_default_until_it_is_stored(settings):
    assert settings.text(s.THEME) == "system"
    settings.put(s.THEME, "dark")
    assert settings.text(s.THEME) == "dark"


def test_what_is_personal_lies_in_the_vault_and_not_in_the_plain_file(settings, home):
    settings.put(s.YOUR_NAME, "Quentin Featherstone")
    settings.put(s.TEXT_SIZE, 18)

    assert b"Quentin" not in home.device_settings.read_bytes()
    assert b"18" in home.device_settings.read_bytes()
    assert settings.text(s.YOUR_NAME) == "Quentin Featherstone"


@pytest.mark.parametrize(("setting", "value"), [(s.TEXT_SIZE, 500), (s.TEXT_SIZE, "big"), (s.THEME, "pink")])
def test_a_value_out_of_bounds_is_refused(settings, setting, value):
    with pytest.raises(ValueError, match=setting.key):
        settings.put(setting, value)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"theme": 3, "text_size": 9000}', "\0\0"])
def test_a_damaged_device_file_counts_as_empty(home, content):
    home.device_settings.write_text(content)
    settings = Settings(DeviceSettingsBackend(home.device_settings))
    assert settings.text(s.THEME) == "system"
    assert settings.number(s.TEXT_SIZE) == 16


def test_several_threads_write_the_device_file_without_losing_it(home):
    settings = Settings(DeviceSettingsBackend(home.device_settings))
    failed: list[Exception] = []

    def write(setting, value) -> None:
        try:
            for _ in range(50):
                settings.put(setting, value)
        except Exception as error:
            failed.append(error)

    threads = [
        threading.Thread(target=write, args=given)
        for given in ((s.TEXT_SIZE, 18), (s.THEME, "dark"), (s.MODEL_NAME, "a"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    again = Settings(DeviceSettingsBackend(home.device_settings))
    assert (again.number(s.TEXT_SIZE), again.text(s.THEME), again.text(s.MODEL_NAME)) == (18, "dark", "a")


class CountingBackend:
    """Keeps values, and counts how often it is asked."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.asked = 0

    def get(self, key):
        self.asked += 1
        return self.values.get(key)

    def put(self, key, value) -> None:
        self.values[key] = value


def test_a_setting_is_read_once_until_something_is_put():
    backend = CountingBackend()
    settings = Settings(backend)
    assert [settings.text(s.THEME) for _ in range(5)] == ["system"] * 5
    assert backend.asked == 1
    settings.put(s.TEXT_SIZE, 20)
    assert (settings.number(s.TEXT_SIZE), settings.text(s.THEME)) == (20, "system")


def test_what_the_vault_held_is_not_known_once_it_is_closed():
    settings = Settings(CountingBackend())
    assert settings.text(s.YOUR_NAME) == ""
    settings.open_vault(CountingBackend())
    settings.put(s.YOUR_NAME, "Quentin")
    assert settings.text(s.YOUR_NAME) == "Quentin"
    settings.close_vault()
    assert settings.text(s.YOUR_NAME) == ""


@pytest.mark.logs
def test_who_subscribed_hears_of_each_change_and_one_that_fails_loses_only_itself():
    settings = Settings(CountingBackend())
    heard = []

    def fail(setting) -> None:
        raise ZeroDivisionError

    settings.subscribe(fail)
    settings.subscribe(lambda setting: heard.append((setting.key, settings.get(setting))))
    settings.put(s.THEME, "dark")
    assert heard == [("theme", "dark")]
