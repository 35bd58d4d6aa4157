"""Finding, downloading and keeping models, in the real window, against a hub on this machine."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl

from app.core import settings as s
from app.core.translation import sentence
from app.engine import MediaKind, ScriptedEngine
from app.hub.pretend import ACCEPTED_TOKEN, pretend_hub
from app.models import read_catalogue
from app.vault import PretendKeyring
from tests.engine.eyes import write_pair
from tests.engine.tiny import write_model
from tests.journeys.test_conversation import say, shown
from tests.pilot import Role

REPO = "maker/tiny-GGUF"
WAIT_MS = 30_000


@pytest.fixture
def server(tmp_path):
    with pretend_hub(tmp_path / "hub") as running:
        yield running


@pytest.fixture
def model(tmp_path):
    return write_model(tmp_path / "tiny.gguf", window=8192)


@pytest.fixture
def scripted():
    return ScriptedEngine()


@pytest.fixture
def begin(start, scripted, server):
    """Start the window; on an empty home also pass the welcome."""

    def begin(*, fresh: bool = True):
        pilot = start(opener=lambda *_: scripted, endpoint=server.endpoint)
        if fresh:
            pilot.click("I am 18 or older: begin")
        pilot.wait_for(Role.EditableText, "Message")
        return pilot

    return begin


def fill(server, model):
    """Every model of the catalogue, with a small file in the place of each."""
    from app.application import CATALOGUE
    from app.core.paths import resources

    for entry in read_catalogue(resources() / CATALOGUE):
        server.add(entry.repo, {f"{entry.id}-{entry.quant}.gguf": model}, tags=["gguf", "license:apache-2.0"])


def open_models(pilot, page: str):
    pilot.click("Models")
    pilot.wait_for(Role.Dialog, "Models")
    pilot.click(page, Role.PageTab)
    return pilot.app.models


def until(pilot, happened):
    pilot.qtbot.waitUntil(happened, timeout=WAIT_MS)


def test_measuring_this_computer_steps_aside_for_a_reply_and_begins_again(start, scripted, server):
    begun, given_up = [], []

    def probe(threads, *, on_card):
        begun.append(on_card)
        try:
            while len(begun) < 2:
                yield None
        finally:
            given_up.append(len(begun) < 2)
        return 25e9

    pilot = start(opener=lambda *_: scripted, endpoint=server.endpoint, speed_probe=probe)
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    until(pilot, lambda: len(begun) == 1)
    assert pilot.app.models.recommended.measuring
    say(pilot, "Hello.")
    until(pilot, lambda: len(shown(pilot)) == 2 and not pilot.app.chat.reply.busy)
    until(pilot, lambda: not pilot.app.models.recommended.measuring)
    assert given_up == [True, False]


def test_two_clicks_from_the_first_start_to_a_download_and_the_model_takes_over_when_one_agrees(
    begin, server, model, scripted
):
    fill(server, model)
    server.misbehave({"at": "/cdn/", "do": "slow", "value": 150_000})
    pilot = begin()  # the first click
    until(pilot, lambda: pilot.app.models.recommended.suggestion != "")
    assert "words a second" in pilot.app.models.recommended.suggestion
    pilot.click("Download")  # the second
    downloads = pilot.app.models.downloads
    until(pilot, lambda: downloads.active == 1)
    pilot.click("Done")
    scripted.will_say("I am still here.")
    say(pilot, "Are you there?")
    assert shown(pilot)[-1] == "I am still here."
    server.misbehave()
    pilot.app.models.downloads.pause(downloads.rows.rows[0].key)
    until(pilot, lambda: downloads.rows.rows[0].stage == "paused")
    downloads.resume(downloads.rows.rows[0].key)
    until(pilot, lambda: downloads.ready > 0)
    assert pilot.app.chat.isStarter
    pilot.click("Talk with it")
    until(pilot, lambda: not pilot.app.chat.isStarter)
    assert pilot.app.chat.modelName.startswith("gemma")


def test_the_catalogue_is_judged_and_shows_the_sum(begin, server):
    pilot = begin()
    models = open_models(pilot, "For you")
    until(pilot, lambda: not models.recommended.measuring and len(models.recommended.cards.rows) >= 8)
    first = models.recommended.cards.rows[0]
    assert first.is_recommended
    assert "of weights" in first.summary
    assert "free now" in first.summary
    assert "tokens a second" in first.summary
    assert server.requests() == []  # looking asks nobody anything


def test_searching_opening_and_downloading_from_the_hub(begin, server, model):
    server.add(REPO, {"tiny-Q4_0.gguf": model, "tiny-Q8_0.gguf": model}, tags=["gguf", "license:mit"], downloads=7)
    server.add("other/thing", {}, tags=["gguf"])
    pilot = begin()
    models = open_models(pilot, "Search")
    pilot.write("Search Hugging Face for models, or paste an address", "tiny")
    pilot.press(Qt.Key.Key_Return)
    until(pilot, lambda: [row.name for row in models.search.results.rows] == [REPO])
    pilot.click(f"Open: {REPO}")
    until(pilot, lambda: len(models.search.opened.offers.rows) == 2 and not models.search.opened.opening)
    offer = models.search.opened.offers.rows[0]
    assert offer.verdict_words
    assert "Licence: mit" in models.search.opened.facts
    pilot.click(f"Download {offer.title}")
    until(pilot, lambda: models.downloads.ready > 0)
    assert pilot.application.registry.find(offer.key).origin.source == REPO
    standing = lambda: next(row for row in models.search.opened.offers.rows if row.key == offer.key).standing  # noqa: E731
    until(pilot, lambda: standing() == "here")
    other = next(row for row in models.search.opened.offers.rows if row.key != offer.key)
    models.search.opened.get(other.key)  # the same bytes by another name
    until(pilot, lambda: any("already" in row.trouble for row in models.search.opened.offers.rows))


def test_what_the_hub_answers_wrongly_is_one_sentence(begin, server, model):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    pilot = begin()
    models = open_models(pilot, "Search")
    server.misbehave({"at": "/api/models", "do": "html"})
    models.search.search("tiny", 0, 0, 0, False, False)
    until(pilot, lambda: models.search.trouble != "")
    assert "not an answer from the model hub" in models.search.trouble
    server.misbehave({"at": "/api/models/", "do": "status", "value": 500})
    models.search.opened.open(REPO)
    until(pilot, lambda: models.search.opened.trouble != "")
    pilot.click("← Back to results")
    pilot.wait_for(Role.EditableText, "Search Hugging Face for models, or paste an address")
    server.misbehave()
    models.search.search("nothing like it", 0, 0, 0, False, False)
    until(pilot, lambda: models.search.isEmpty)


def test_a_gated_model_asks_for_the_token_and_then_comes(begin, server, model):
    server.add(REPO, {"tiny-Q4_0.gguf": model}, gated="manual", tags=["gguf", "license:llama3.1"])
    pilot = begin()
    models = open_models(pilot, "Search")
    models.search.opened.open(REPO)
    until(pilot, lambda: len(models.search.opened.offers.rows) == 1 and not models.search.opened.opening)
    assert "terms" in models.search.opened.facts
    models.search.opened.get("tiny-Q4_0")
    pilot.wait_for(Role.EditableText, "Access token")
    assert models.network.wantedBy.endswith(REPO)
    pilot.write("Access token", "hf_wrong")
    pilot.click("Try and keep it")
    until(pilot, lambda: "does not accept" in models.network.tokenTrouble)
    assert not models.network.hasToken
    pilot.click("Access token", Role.EditableText)
    pilot.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    pilot.type(ACCEPTED_TOKEN)
    pilot.click("Try and keep it")
    until(pilot, lambda: models.network.hasToken)
    until(pilot, lambda: models.downloads.ready > 0)  # it goes on with what it was wanted for
    assert ACCEPTED_TOKEN.encode() not in b"".join(
        path.read_bytes() for path in pilot.application.home.root.rglob("*") if path.is_file()
    )


def test_a_download_goes_on_after_the_window_was_closed(begin, start, server, model):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    server.misbehave({"at": "/cdn/", "do": "slow", "value": 150_000})
    pilot = begin()
    models = pilot.app.models
    models.search.opened.open(REPO)
    until(pilot, lambda: len(models.search.opened.offers.rows) == 1 and not models.search.opened.opening)
    models.search.opened.get("tiny-Q4_0")
    until(pilot, lambda: len(models.downloads.rows.rows) == 1 and models.downloads.rows.rows[0].share > 0)
    start.close()
    server.misbehave()
    pilot = begin(fresh=False)
    until(pilot, lambda: pilot.app.models.downloads.ready > 0)


def test_a_locked_app_goes_on_with_a_download_that_needs_no_token(start, scripted, server, model):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    server.misbehave({"at": "/cdn/", "do": "slow", "value": 150_000})
    given = {"opener": lambda *_: scripted, "endpoint": server.endpoint}
    secret = "tractor velvet onion"
    pilot = start(keyring=PretendKeyring(available=False), **given)
    until(pilot, lambda: not pilot.app.welcome.busy)
    pilot.app.welcome.begin(secret, secret)
    pilot.wait_for(Role.EditableText, "Message")
    models = pilot.app.models
    models.search.opened.open(REPO)
    until(pilot, lambda: len(models.search.opened.offers.rows) == 1 and not models.search.opened.opening)
    models.search.opened.get("tiny-Q4_0")
    until(pilot, lambda: len(models.downloads.rows.rows) == 1 and models.downloads.rows.rows[0].share > 0)
    start.close()
    server.misbehave()
    pilot = start(keyring=PretendKeyring(available=False), **given)
    until(pilot, lambda: pilot.app.models.downloads.ready > 0)
    assert pilot.app.stage == "unlock"
    assert pilot.application.home.ledger.exists()
    pilot.app.unlock.unlock(secret)
    pilot.wait_for(Role.EditableText, "Message")
    assert not pilot.application.home.ledger.exists()
    whys = [sentence(entry.why) for entry in pilot.application.connection_log.entries()]
    assert f"Downloading tiny-Q4_0.gguf from {REPO}" in whys
    pilot.click("Talk with it")
    until(pilot, lambda: not pilot.app.chat.isStarter)


def test_the_offline_switch_refuses_and_is_heard_at_once(begin, server):
    pilot = begin()
    models = open_models(pilot, "Network")
    pilot.click("Stay offline", Role.CheckBox)
    until(pilot, lambda: models.network.offline)
    models.search.search("x", 0, 0, 0, False, False)
    until(pilot, lambda: "stay offline" in models.search.trouble)
    assert server.requests() == []
    pilot.click("Stay offline", Role.CheckBox)
    until(pilot, lambda: not models.network.offline)
    models.search.search("x", 0, 0, 0, False, False)
    until(pilot, lambda: models.search.isEmpty)
    models.network.refresh()
    assert "Searching for “x”" in [row.why for row in models.network.ledger.rows]
    models.network.clear()
    assert models.network.isEmpty


def test_a_model_is_added_renamed_checked_deleted_and_brought_back(begin, model):
    pilot = begin()
    models = open_models(pilot, "On this computer")
    models.installed.add(QUrl.fromLocalFile(str(model)), True)
    until(pilot, lambda: len(models.installed.models.rows) == 2)
    pilot.click("More about tiny")
    pilot.click("Rename tiny")
    pilot.wait_for(Role.EditableText, "Name")
    pilot.type("evening")
    pilot.click("Save")
    until(pilot, lambda: models.installed.models.rows[1].key == "evening")
    pilot.click("Use evening")
    until(pilot, lambda: pilot.app.chat.modelName == "evening")
    models.installed.check("evening")
    until(pilot, lambda: not models.installed.busy)
    models.installed.judge("evening")
    until(pilot, lambda: "of weights" in models.installed.models.rows[1].details)
    models.installed.take_away("evening")
    until(pilot, lambda: len(models.installed.models.rows) == 1)
    assert pilot.app.chat.isStarter
    pilot.click("Undo: evening")
    until(pilot, lambda: len(models.installed.models.rows) == 2)
    until(pilot, lambda: pilot.app.chat.modelName == "evening")
    models.installed.take_away("evening")
    until(pilot, lambda: models.installed.freeable != "")
    pilot.click(f"Delete for good ({models.installed.freeable})")
    until(pilot, lambda: models.installed.freeable == "")


def test_a_model_is_given_eyes_and_sees_what_one_shows(begin, tmp_path):
    text, projector = write_pair(tmp_path / "pair", "gemma3", window=4096)
    aside = projector.rename(tmp_path / "eyes.gguf")
    pilot = begin()
    models = open_models(pilot, "On this computer")
    models.installed.add(QUrl.fromLocalFile(str(text)), False)
    until(pilot, lambda: len(models.installed.models.rows) == 2)
    assert not models.installed.models.rows[1].sees
    pilot.click("More about text")
    pilot.wait_for(Role.Button, "Give text eyes…")
    models.installed.give_eyes("text", QUrl.fromLocalFile(str(text)))
    until(pilot, lambda: models.installed.trouble != "")
    models.installed.give_eyes("text", QUrl.fromLocalFile(str(aside)))
    until(pilot, lambda: models.installed.models.rows[1].sees)
    pilot.click("Use text")
    until(pilot, lambda: pilot.application.model.takes_in(MediaKind.IMAGE))
    pilot.click("Let text do without eyes")
    until(pilot, lambda: not models.installed.models.rows[1].sees)


def test_models_of_other_programs_are_found_on_request_and_adopted(begin, model, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    theirs = tmp_path / "person" / ".lmstudio" / "models" / "maker" / "theirs.gguf"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(model.read_bytes())
    pilot = begin()
    models = open_models(pilot, "On this computer")
    pilot.click("Find models from other programs")
    until(pilot, lambda: len(models.installed.external.rows.rows) == 1)
    pilot.click("Use: theirs")
    until(pilot, lambda: "theirs" in [row.key for row in models.installed.models.rows])
    models.installed.take_away("theirs")
    pilot.application.models.prune()
    assert theirs.exists()


def test_the_wheel_turns_a_page(begin):
    pilot = begin()
    models = open_models(pilot, "For you")
    until(pilot, lambda: len(models.recommended.cards.rows) >= 8)
    card = f"{models.recommended.cards.rows[0].name}, {models.recommended.cards.rows[0].verdict_words}"
    before = pilot.wait_for(Role.Grouping, card).rect().y()
    pilot.wheel(-240)
    until(pilot, lambda: (found := pilot.find(Role.Grouping, card)) is None or found.rect().y() < before)


def test_the_pages_can_be_turned_with_the_arrow_keys(begin):
    pilot = begin()
    open_models(pilot, "For you")
    pilot.press(Qt.Key.Key_Right)
    until(pilot, lambda: pilot.focused() == "Search")
    pilot.wait_for(Role.EditableText, "Search Hugging Face for models, or paste an address")
    pilot.press(Qt.Key.Key_Left)
    until(pilot, lambda: pilot.focused() == "For you")


def test_a_suggestion_that_was_put_off_does_not_come_back(begin, server):
    pilot = begin()
    until(pilot, lambda: pilot.app.models.recommended.suggestion != "")
    pilot.click("Not now")
    until(pilot, lambda: pilot.app.models.recommended.suggestion == "")
    assert pilot.application.settings.switch(s.SUGGESTION_PUT_OFF)


def test_a_model_is_chosen_in_the_line_under_the_companions_name(begin, model):
    pilot = begin()
    pilot.app.models.installed.add(QUrl.fromLocalFile(str(model)), True)
    until(pilot, lambda: not pilot.app.models.installed.busy)
    pilot.click("Choose a model")
    pilot.click("tiny", Role.MenuItem)
    until(pilot, lambda: pilot.app.chat.modelName == "tiny")
    until(pilot, lambda: pilot.app.chat.reply.status == "")
    pilot.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    pilot.click("Get more models…", Role.MenuItem)
    pilot.wait_for(Role.Button, "Done")
