"""Companions and conversations, in and out, from a terminal."""

from __future__ import annotations

import json

from tests.personas import cards as made


def test_cards_come_in_with_a_report_and_go_out_again(run, tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    card = made.v3(extensions={"regex_scripts": [{}]})
    (folder / "ottilie.png").write_bytes(made.in_png(made.text("ccv3", card)))
    (folder / "cat.png").write_bytes(made.picture())

    looked = run("personas", "import", "--look", str(folder / "ottilie.png"))
    assert (looked.returncode, looked.stdout.splitlines()[0]) == (0, "Ottilie")
    assert "Scripts that rewrite text (1)" in looked.stdout

    done = run("personas", "import", str(folder))
    assert done.returncode == 1  # one of them is no card
    assert "ok    Ottilie" in done.stdout
    assert "There is no character in this file." in done.stdout
    assert "was here already" in run("personas", "import", str(folder / "ottilie.png")).stdout

    listed = json.loads(run("personas", "list", "--json").stdout)
    assert [each["name"] for each in listed] == ["Wren", "Aldous", "Marlow", "Ottilie"]
    assert "Ottilie" in run("personas", "list", "--tag", "SEA").stdout
    assert "Wren" not in run("personas", "list", "--tag", "sea").stdout
    assert json.loads(run("personas", "show", "ottilie", "--json").stdout) == card

    for form in ("png", "charx", "json", "byaf"):
        out = tmp_path / f"out.{form}"
        assert run("personas", "export", "Ottilie", str(out)).returncode == 0
        again = run("personas", "export", "Ottilie", str(out))
        assert again.returncode == 1  # it is not written over
    assert run("personas", "export", "Ottilie", str(out), "--replace").returncode == 0
    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == card
    done = run("personas", "export", "Nobody", str(tmp_path / "x.png"))
    assert (done.returncode, done.stderr.startswith("inglenook: There is no companion called Nobody.")) == (1, True)


def test_a_companion_greets_in_the_terminal_too(run, tmp_path):
    (tmp_path / "sable.json").write_text(
        json.dumps(made.v2(name="Sable", first_mes="You're late, {{user}}.", alternate_greetings=["Get aboard."])),
        "utf-8",
    )
    assert run("personas", "import", str(tmp_path / "sable.json")).returncode == 0
    done = run("chat", "--persona", "Sable", said="yes\nI know.\n\n")
    assert "Sable> You're late.\nyou> " in done.stdout
    assert done.stdout.count("Sable> ") == 2
    (listed,) = json.loads(run("conversations", "list", "--json").stdout)
    out = tmp_path / "out.txt"
    assert run("conversations", "export", str(listed["number"]), str(out)).returncode == 0
    assert "You're late" in out.read_text("utf-8")


def test_chats_come_in_and_go_out(run, tmp_path):
    chat = tmp_path / "chat.json"
    chat.write_text(json.dumps({"data_visible": [["", "Hello"], ["Hi", "How are you?"]]}), "utf-8")
    bad = tmp_path / "bad.json"
    bad.write_text("{}", "utf-8")
    done = run("conversations", "import", str(chat), str(bad), "--persona", "Wren")
    assert done.returncode == 1
    assert f"ok    {chat}: 3 messages" in done.stdout
    assert "No chat was found in this file." in done.stdout
    (listed,) = json.loads(run("conversations", "list", "--json").stdout)
    assert (listed["companion"], listed["title"]) == ("Wren", "chat")
    assert run("conversations", "list", "--persona", "Aldous").stdout == ""
    for form in ("jsonl", "txt", "md", "html", "byaf"):
        out = tmp_path / f"out.{form}"
        assert run("conversations", "export", str(listed["number"]), str(out)).returncode == 0
        assert out.stat().st_size > 30
    assert run("conversations", "export", "99", str(tmp_path / "y.txt")).returncode == 1
    assert run("conversations", "export", str(listed["number"]), str(tmp_path / "y.doc")).returncode == 1


def test_a_face_is_given_in_the_terminal(run, tmp_path):
    folder = tmp_path / "faces"
    folder.mkdir()
    for name in ("joy.png", "castle.png"):
        (folder / name).write_bytes(made.picture())
    done = run("personas", "expressions", "Wren", "--import", str(folder))
    assert done.returncode == 0
    assert "1 expression has a picture now." in done.stdout
    assert "castle.png" in done.stdout
    assert run("personas", "expressions", "Wren", "--set", "anger", str(folder / "castle.png")).returncode == 0
    assert run("personas", "expressions", "Wren", "--remove", "joy").returncode == 0
    listed = run("personas", "expressions", "Wren").stdout
    assert "Wren has 1 picture of their own." in listed
    assert "anger            own picture" in listed
    done = run("personas", "expressions", "Wren", "--set", "bliss", str(folder / "joy.png"))
    assert done.returncode == 1
    assert "There is no expression called bliss." in done.stderr


def test_a_time_to_speak_first_is_set_in_the_terminal(run):
    told = ("--add", "8:30", "--kind", "reminder", "--days", "mon,fri", "--about", "water the ferns")
    done = run("personas", "first-words", "Wren", *told)
    assert "08:30  reminder  mon,fri  water the ferns" in done.stdout
    number = done.stdout.split()[0]
    assert run("personas", "first-words", "Wren", "--remove", number).stdout == ""
    assert run("personas", "first-words", "Wren", "--add", "25:00").returncode == 2


def test_a_group_is_begun_in_the_terminal(run):
    done = run("conversations", "group", "Aldous", "Marlow", "--title", "The round table")
    assert done.stdout.startswith("Started as number ")
    assert "The round table" in run("conversations", "list").stdout
    assert run("conversations", "group", "Aldous").returncode == 1
