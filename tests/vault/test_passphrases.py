"""Passphrases: which are refused and why, what is suggested, and what a guess costs."""

from __future__ import annotations

import math

import pytest

from app.core.errors import WeakPassphrase
from app.core.paths import resources
from app.core.translation import advice, say
from app.vault import passphrase, strengthen_passphrase, suggest_passphrase, unlock
from app.vault.keyfile import KEY_FILE, PASSPHRASE, KeyFile
from app.vault.keys import create_keys, set_passphrase
from app.vault.strength import check_strength

GOOD = "tractor velvet onion"


@pytest.mark.parametrize(
    ("weak", "why"),
    [("1234567890", "many people use"), ("password12", "many people use"), ("qwertyuiop", "many people use"),
     ("abcdeabcde", "repeats itself"), ("Passw0rd!!", "in place of letters"), ("letmein2024", "many people use"),
     ("     abcde", ""), ("aaaaabbbbc", ""), ("short", "fewer than ten"), ("monkeymonkey", "repeats itself"),
     ("12/04/1987", "A date"), ("", "fewer than ten")],
)  # fmt: skip
def test_what_would_be_guessed_first_is_refused_and_told_why(weak, why):
    with pytest.raises(WeakPassphrase) as found:
        check_strength(weak)
    assert why in say(found.value)
    assert "five unrelated words" in advice(found.value)


@pytest.mark.parametrize(
    "strong", [GOOD, "correct horse battery staple", "Zq7#vPm2!kLw", "ヴェルベット トラクター 玉葱 風車"]
)
def test_what_would_not_is_taken(strong):
    check_strength(strong)


def test_a_suggested_one_is_strong_and_never_the_same():
    found = {suggest_passphrase() for _ in range(50)}
    assert len(found) == 50
    for each in found:
        assert len(each.split()) == 6
        check_strength(each)


def test_the_words_that_are_suggested_are_many_short_and_apart():
    words = (resources() / "words" / "passphrase.txt").read_text("ascii").split()
    assert len(set(words)) == len(words)
    assert 6 * math.log2(len(words)) > 50
    assert all(word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in words)


class Machine:
    """A machine whose guesses take as long as is said, by the memory that they fill."""

    def __init__(self, monkeypatch, *seconds_at_64_mib: float) -> None:
        self._seconds, self.guesses = list(seconds_at_64_mib), []
        monkeypatch.setattr(passphrase, "_taken_s", self._taken_s)
        monkeypatch.setattr(passphrase, "COSTS_KIB", (262_144, 131_072, 65_536))

    def _taken_s(self, cost) -> float:
        self.guesses.append(cost.memory_kib)
        busy = self._seconds.pop(0) if len(self._seconds) > 1 else self._seconds[0]
        return busy * cost.memory_kib / 65_536


def test_one_slow_try_beside_other_work_lowers_nothing(monkeypatch):
    machine = Machine(monkeypatch, 0.9, 0.2)
    assert passphrase.calibrated().memory_kib == 262_144
    assert machine.guesses == [262_144, 262_144]


def test_a_slow_machine_gets_what_it_can_bear(monkeypatch):
    Machine(monkeypatch, 0.5)
    assert passphrase.calibrated().memory_kib == 131_072
    Machine(monkeypatch, 9.0)
    assert passphrase.calibrated().memory_kib == 65_536


def cost_of(home) -> int:
    return KeyFile.load(home.vault / KEY_FILE).slots_of(PASSPHRASE)[0].argon2.memory_kib


def test_a_cost_that_was_chosen_on_a_busy_machine_is_raised_later(home, monkeypatch):
    key = create_keys(home.vault, passphrase=GOOD)
    assert cost_of(home) == 65_536
    Machine(monkeypatch, 0.1)
    assert strengthen_passphrase(home.vault, key, GOOD)
    assert cost_of(home) == 262_144
    assert unlock(home.vault, passphrase=GOOD).database_key() == key.database_key()
    assert not strengthen_passphrase(home.vault, key, GOOD)


def test_it_stays_where_the_machine_cannot_bear_more(home, monkeypatch):
    key = create_keys(home.vault, passphrase=GOOD)
    Machine(monkeypatch, 5.0)
    before = (home.vault / KEY_FILE).read_bytes()
    assert not strengthen_passphrase(home.vault, key, GOOD)
    assert (home.vault / KEY_FILE).read_bytes() == before


def test_a_passphrase_that_was_changed_meanwhile_is_not_brought_back(home, monkeypatch):
    from app.core.errors import WrongSecret

    key = create_keys(home.vault, passphrase=GOOD)
    set_passphrase(home.vault, key, "gravel harp window tulip")
    Machine(monkeypatch, 0.1)
    with pytest.raises(WrongSecret):
        strengthen_passphrase(home.vault, key, GOOD)
    unlock(home.vault, passphrase="gravel harp window tulip")


def test_a_recovery_code_that_is_added_while_the_cost_is_raised_stays(home, monkeypatch):
    from app.vault import add_recovery_slot, new_recovery_code

    key = create_keys(home.vault, passphrase=GOOD)
    Machine(monkeypatch, 0.1)
    code = new_recovery_code()
    genuine = passphrase.Argon2.derive

    def while_it_is_derived(cost, secret):
        if cost.memory_kib == 262_144:
            add_recovery_slot(home.vault, key, code)  # as the window does, on another thread
        return genuine(cost, secret)

    monkeypatch.setattr(passphrase.Argon2, "derive", while_it_is_derived)
    assert strengthen_passphrase(home.vault, key, GOOD)
    assert cost_of(home) == 262_144
    assert unlock(home.vault, recovery_code=code).database_key() == key.database_key()


def test_one_hopeless_try_is_enough(monkeypatch):
    machine = Machine(monkeypatch, 9.0)
    passphrase.calibrated()
    assert machine.guesses == [262_144, 131_072, 65_536]


@pytest.mark.parametrize("blank", [" " * 12, " " * 200, "\t" * 11])
def test_blanks_are_no_passphrase(blank):
    with pytest.raises(WeakPassphrase):
        check_strength(blank)
