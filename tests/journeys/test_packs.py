"""Bringing graphics packs in, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.engine import ScriptedEngine, use_packs
from app.engine.packs import MOST_TRIES, TRIES
from tests.engine.stub_card import NAME, compile_card, write_list, write_pack
from tests.journeys.test_models import open_models
from tests.pilot import Role


@pytest.fixture
def file(tmp_path):
    return tmp_path / "inglenook-1-linux-x64-cuda.inglenookpack"


@pytest.fixture
def begin(start, tmp_path, file):
    """Start the window of a release that has one pack."""
    known = write_list(tmp_path / "packs.json", write_pack(file, compile_card(tmp_path / "made")))

    def begin(*, fresh: bool = True):
        pilot = start(opener=lambda *_: ScriptedEngine(), packs=known)
        if fresh:
            pilot.click("I am 18 or older: begin")
        pilot.wait_for(Role.EditableText, "Message")
        return pilot

    yield begin
    use_packs([])


def test_a_pack_that_is_opened_is_tried_and_used_after_starting_again(begin, qtbot, file):
    pilot = begin()
    again = []
    pilot.app.relaunchWanted.connect(again.append)
    pilot.app.arrivals.add([file])
    pilot.wait_for(Role.Dialog, "Models")
    pilot.wait_for(Role.AlertMessage, f"The pack is here. It works with {NAME}.")
    pilot.wait_for(Role.Button, "Restart Inglenook for this to take effect")
    pilot.tab_to("Restart Inglenook for this to take effect")
    pilot.press(Qt.Key.Key_Space)
    assert again == [False]
    pilot = begin(fresh=False)
    packs = open_models(pilot, "On this computer").packs
    assert "in use" in packs.packs.rows[0].facts
    pilot.wait_for(Role.Button, "Remove: NVIDIA cards (CUDA)")
    pilot.tab_to("Remove: NVIDIA cards (CUDA)")
    pilot.press(Qt.Key.Key_Space)
    assert pilot.application.packs.here() == []


def test_another_file_is_refused_in_a_sentence_and_nothing_changes(begin, file):
    pilot = begin()
    file.write_bytes(b"PK\3\4 no pack")
    pilot.app.arrivals.add([file])
    said = "This is not a graphics pack for this version of Inglenook."
    pilot.qtbot.waitUntil(lambda: said in pilot.app.models.packs.trouble, timeout=30_000)
    assert pilot.application.packs.here() == []


def test_bringing_one_in_can_be_cancelled_and_another_waits_for_its_turn(begin, file):
    pilot = begin()
    pilot.app.arrivals.add([file])
    pilot.app.arrivals.add([file])
    pilot.wait_for(Role.AlertMessage, "One pack is being imported. Open the other one after that.")
    pilot.click("Cancel")
    pilot.wait_for(Role.Button, "Add a graphics pack…")
    pilot.qtbot.waitUntil(lambda: not list(pilot.application.home.packs.glob("*")), timeout=30_000)
    assert pilot.application.packs.here() == []


def test_a_pack_that_brought_the_app_down_can_be_tried_again(begin, file):
    pilot = begin()
    pilot.app.arrivals.add([file])
    pilot.wait_for(Role.AlertMessage, f"The pack is here. It works with {NAME}.")
    (pack,) = pilot.application.packs.here()
    (pilot.application.home.packs / pack.key / TRIES).write_text(str(MOST_TRIES), "ascii")
    pilot = begin(fresh=False)
    open_models(pilot, "On this computer")
    pilot.wait_for(Role.Button, "Try again: NVIDIA cards (CUDA)")
    pilot.tab_to("Try again: NVIDIA cards (CUDA)")
    pilot.press(Qt.Key.Key_Space)
    assert pilot.application.packs.waits_for_a_start


def test_where_a_release_has_no_packs_nothing_is_said_of_them(chatting):
    open_models(chatting, "On this computer")
    chatting.wait_for(Role.Button, "Add a GGUF file…")
    assert chatting.find(Role.Button, "Add a graphics pack…") is None
