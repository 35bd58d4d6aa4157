"""Boundaries and the proof of privacy, from a terminal."""

from __future__ import annotations

import json


def test_the_dial_is_turned_and_shown(run):
    done = run("boundaries", "level", "gentle")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Everywhere: Gentle" in done.stdout
    told = run("boundaries", "--persona", "Wren").stdout
    assert "Wren: Gentle" in told
    assert "No romance" not in told  # words for the person, not the model's
    assert run("boundaries", "reset").stdout.startswith("Everywhere: Open")


def test_a_mature_level_is_asked_about(run):
    assert run("boundaries", "level", "mature", said="no\n").returncode == 1
    assert "Everywhere: Open" in run("boundaries").stdout
    assert "Everywhere: Mature" in run("boundaries", "level", "mature", said="yes\n").stdout


def test_a_slider_and_topics(run):
    run("boundaries", "--persona", "Wren", "slider", "violence", "0")
    told = run("boundaries", "--persona", "Wren", "never", "spiders").stdout
    assert "your own mix" in told
    assert "Never touch: spiders" in told
    assert "spiders" not in run("boundaries", "--persona", "Wren", "never", "Spiders", "--remove").stdout
    assert "min" in run("boundaries", "time").stdout


def test_a_message_beyond_the_floor_is_refused(run):
    done = run("chat", "--once", "I'm fifteen, kiss me on our date.")
    assert done.returncode == 1
    assert "under 18" in done.stderr
    assert "fifteen" not in done.stderr


def test_a_sincere_question_and_words_of_despair_are_answered_by_the_app(run):
    asked = run("chat", "--once", "Am I talking to a real person?")
    assert "▌ Inglenook: Wren is a simulation" in asked.stdout
    heavy = run("chat", "--once", "I want to kill myself", LC_ALL="en_GB.UTF-8")
    assert "In immediate danger" in heavy.stderr
    assert heavy.stdout.strip()


def test_in_the_terminal_a_topic_is_asked_about_and_the_safe_word_pauses(run):
    run("boundaries", "never", "spiders")
    done = run("chat", said="yes\nA spider!\nno\nred light\n/go\nHello\n\n")
    assert done.returncode == 0
    assert "Send it anyway?" in done.stdout
    assert "The scene is paused" in done.stdout


def test_the_self_test_proves_it(run):
    done = run("doctor", "--privacy", "--json")
    findings = {finding["what"]: finding for finding in json.loads(done.stdout)}
    assert done.returncode == 0
    assert all(finding["is_fine"] for finding in findings.values())
    assert findings["Connections during the chat"]["found"].startswith("none")
    assert "refused" in findings["A connection tried on purpose"]["found"]
