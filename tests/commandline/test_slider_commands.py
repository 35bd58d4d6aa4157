"""Sliders, from a terminal; the toy has none, and says so."""

from __future__ import annotations


def test_sliders_are_listed_made_and_set(run):
    listed = run("sliders", "list")
    assert listed.returncode == 0
    assert listed.stdout.count("not made for this model yet") == 6
    made = run("sliders", "make", "--plus", "very polite", "--minus", "blunt")
    assert made.returncode == 0, made.stderr
    assert "very polite / blunt" in made.stdout
    assert run("sliders", "set", "0.5", "very polite / blunt", "--persona", "Wren").returncode == 0
    assert run("chat", "--once", "Hello").returncode == 0
    assert run("sliders", "show", "very polite / blunt").returncode == 0
    assert run("sliders", "remove", "very polite / blunt").returncode == 0
    assert "very polite" not in run("sliders", "list").stdout


def test_wrong_wishes_are_told(run):
    for wish, said in (
        (("show", "nothing"), "There is no slider called nothing."),
        (("remove", "warmth"), "The sliders that come along stay."),
        (("make", "--plus", "polite"), "A slider has two ends"),
    ):
        done = run("sliders", *wish)
        assert (done.returncode, said in done.stderr) == (1, True), done.stderr
    assert run("sliders", "set", "3", "warmth").returncode == 2
