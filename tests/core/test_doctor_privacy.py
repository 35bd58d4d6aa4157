"""The self-test finds what it should: a test that cannot fail proves nothing."""

from __future__ import annotations

import base64
import os

import pytest

from app.core.paths import Home
from app.diagnostics import stored
from app.diagnostics.privacy import _encrypted, _leads_outside, _permissions, _searched, entropy, spellings


@pytest.mark.parametrize("spelling", range(7))
def test_a_phrase_is_found_however_it_is_spelled(tmp_path, spelling):
    (tmp_path / "leak").write_bytes(os.urandom(3000) + spellings("tin otter flute")[spelling] + os.urandom(3000))
    assert not _searched("", tmp_path, "tin otter flute").is_fine


@pytest.mark.parametrize("before", [b"", b"a", b"ab", b"abc"])
def test_a_phrase_within_base64_is_found_wherever_it_begins(tmp_path, before):
    (tmp_path / "leak").write_bytes(base64.b64encode(before + b"a secret: tin otter flute, said at noon"))
    assert not _searched("", tmp_path, "tin otter flute").is_fine


def test_where_nothing_leaked_nothing_is_found(tmp_path):
    (tmp_path / "noise").write_bytes(os.urandom(3_000_000))
    assert _searched("", tmp_path, "tin otter flute").is_fine


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_a_file_that_others_may_open_is_named(tmp_path):
    tmp_path.chmod(0o700)
    (tmp_path / "open").write_text("")
    (tmp_path / "open").chmod(0o644)
    found = _permissions("", tmp_path)
    assert not found.is_fine
    assert "open" in found.found


def test_a_plain_database_is_noticed(tmp_path):
    home = Home(tmp_path)
    home.prepare()
    home.vault.mkdir(exist_ok=True)
    (home.vault / "vault.db").write_bytes(b"SQLite format 3\x00" + os.urandom(100_000))
    assert not next(iter(_encrypted("", home))).is_fine


def test_noise_has_eight_bits_and_text_far_fewer():
    assert entropy(os.urandom(100_000)) > 7.9
    assert entropy(b"the quick brown fox " * 500) < 5
    assert entropy(b"") == 0


def test_only_what_leads_outside_counts():
    assert _leads_outside("socket.getaddrinfo", ("example.org", 80))
    assert _leads_outside("socket.connect", (None, ("192.0.2.1", 80)))
    assert not _leads_outside("socket.connect", (None, "/run/user/bus"))
    assert not _leads_outside("open", ("x", "r", 0))


def test_everything_that_is_kept_is_listed_with_what_opens_it(vault, home):
    places = stored(home, home.models)
    assert any(place.where.endswith("vault.db") and place.size_bytes > 0 for place in places)
    assert all(place.opened_by for place in places)
