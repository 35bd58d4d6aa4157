"""Memories without a window."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def knowing(run):
    """A home where the starter model was told two things."""
    run("chat", "--once", "My dog is called Biscuit.")
    run("chat", "--once", "I moved to Leeds.")
    return run


def test_what_was_said_is_listed_and_found(knowing):
    listed = knowing("memory", "list").stdout
    assert "The person has a dog called Biscuit." in listed
    assert "lives in Leeds." in listed
    found = json.loads(knowing("memory", "search", "what", "is", "my", "dog", "called", "--json").stdout)
    assert "Biscuit" in found["memories"][0]["text"]
    assert any(hit["mine"] and "Biscuit" in hit["text"] for hit in found["said"])


def test_it_is_forgotten_for_good_with_its_words(knowing):
    every = json.loads(knowing("memory", "list", "--json").stdout)
    number = next(each["number"] for each in every if "Biscuit" in each["text"])
    assert knowing("memory", "forget", str(number), "--words-too", "--yes").returncode == 0
    assert "Biscuit" not in knowing("memory", "list", "--all").stdout
    assert "Biscuit" not in knowing("memory", "search", "dog").stdout
    assert knowing("memory", "forget", str(number), "--yes").returncode == 1


def test_it_goes_out_and_comes_in(knowing, tmp_path):
    file = tmp_path / "m.json"
    assert knowing("memory", "export", str(file)).returncode == 0
    assert knowing("memory", "export", str(file)).returncode == 1, "nothing is written over unasked"
    came = knowing("memory", "import", str(file), "--persona", "Marlow")
    assert came.stdout.startswith("2 memories imported.")
    assert "Biscuit" in knowing("memory", "list", "--persona", "Marlow").stdout
    (tmp_path / "bad.json").write_text("{")
    refused = knowing("memory", "import", str(tmp_path / "bad.json"))
    assert refused.returncode == 1
    assert "cannot be read" in refused.stderr


def test_it_can_be_told_something_in_plain_words(run):
    run("memory", "add", "Ada keeps bees.")
    assert "Ada keeps bees." in run("memory", "list").stdout
