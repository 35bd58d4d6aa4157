"""Characters of other programs: BYAF, old Backyard pictures, WEBP, JSON and YAML of many kinds."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile

import pytest
from PIL import Image

from app.chat import read_chats
from app.chat.archive.backyard import as_messages
from app.core.errors import FileUnreadable, NoCard
from app.personas import Card, as_byaf_file, read_card
from app.personas.cards.variants import read_yaml
from tests.personas import cards as made
from tests.personas.test_cards import files_of, zipped

WHEN = "2025-06-13T12:00:00.000Z"
CHARACTER = {
    "schemaVersion": 1, "id": "abc", "name": "Otti", "displayName": "Ottilie", "isNSFW": True,
    "persona": "{character} keeps the lamp for {user}.", "createdAt": WHEN, "updatedAt": WHEN,
    "loreItems": [{"key": "lamp, light", "value": "It burns."}], "images": [{"path": "images/main.png", "label": ""}],
}  # fmt: skip


def scenario(**more) -> dict:
    return {
        "schemaVersion": 1, "title": "Storm", "model": "m", "narrative": "A storm, {user}.",
        "formattingInstructions": "Be {character}.", "minP": 0.2, "minPEnabled": False, "temperature": 0.7,
        "repeatPenalty": 1.1, "repeatLastN": 64, "topK": 40, "topP": 0.8, "promptTemplate": "ChatML", "grammar": None,
        "canDeleteExampleMessages": False,
        "exampleMessages": [{"characterID": "abc", "text": "#{character}: Evening."}],
        "firstMessages": [{"characterID": "abc", "text": "Come in, {user}."}], "messages": [], **more,
    }  # fmt: skip


CHAT = [
    {"type": "human", "createdAt": WHEN, "updatedAt": WHEN, "text": "Hello"},
    {"type": "ai", "outputs": [
        {"createdAt": WHEN, "updatedAt": WHEN, "activeTimestamp": "2025-06-13T12:02:00.000Z", "text": "Evening."},
        {"createdAt": WHEN, "updatedAt": WHEN, "activeTimestamp": "2025-06-13T12:01:00.000Z", "text": "Hm."}]},
]  # fmt: skip


def byaf(*scenarios: dict) -> bytes:
    names = [f"scenarios/{number}.json" for number in range(len(scenarios))]
    manifest = {"schemaVersion": 1, "createdAt": WHEN, "characters": ["characters/abc/character.json"],
                "scenarios": names, "author": {"name": "Ada"}}  # fmt: skip
    told = {"manifest.json": manifest, "characters/abc/character.json": CHARACTER}
    told |= dict(zip(names, scenarios, strict=True))
    files = {name: json.dumps(each).encode() for name, each in told.items()}
    return zipped({**files, "characters/abc/images/main.png": made.picture()})


def test_byaf_comes_in_as_a_card():
    incoming = read_card(
        byaf(scenario(), scenario(title="Calm", firstMessages=[{"characterID": "abc", "text": "Oh."}]))
    )
    card = incoming.card
    assert (card.name, card.display_name, card.text("creator")) == ("Ottilie", "Otti", "Ada")
    assert card.text("description") == "{{char}} keeps the lamp for {{user}}."
    assert card.greetings == ("Come in, {{user}}.", "Oh.")
    assert card.text("mes_example") == "<START>\n{{char}}: Evening."
    assert card.entries[0]["keys"] == ["lamp", "light"]
    assert incoming.picture == made.picture()


RULES = {
    "manifest": {"schemaVersion": int, "createdAt": str, "characters": list, "scenarios": list},
    "character": {"schemaVersion": int, "id": str, "name": str, "displayName": str, "isNSFW": bool, "persona": str,
                  "createdAt": str, "updatedAt": str, "loreItems": list, "images": list},
    "scenario": {"schemaVersion": int, "formattingInstructions": str, "minP": (int, float), "minPEnabled": bool,
                 "temperature": (int, float), "repeatPenalty": (int, float), "repeatLastN": (int, float),
                 "topK": (int, float), "topP": (int, float), "exampleMessages": list, "canDeleteExampleMessages": bool,
                 "firstMessages": list, "narrative": str, "promptTemplate": (str, type(None)),
                 "grammar": (str, type(None)), "messages": list},
}  # fmt: skip
MAY_BE = {"manifest": {"author", "$schema"}, "character": {"$schema"},
          "scenario": {"title", "model", "backgroundImage", "$schema"}}  # fmt: skip


def hold(kind: str, told: dict) -> None:
    """The rules of the published schema of *kind*, told again in our own words."""
    assert RULES[kind].keys() <= told.keys()
    assert told.keys() <= RULES[kind].keys() | MAY_BE[kind]
    for name, wanted in RULES[kind].items():
        assert isinstance(told[name], wanted), name
    assert told["schemaVersion"] == 1


def check_archive(archive: bytes) -> tuple[dict, list[dict]]:
    files = files_of(archive)
    manifest = json.loads(files["manifest.json"])
    hold("manifest", manifest)
    (path,) = manifest["characters"]
    assert re.fullmatch(r"characters/[^/]+/character\.json", path)
    character = json.loads(files[path])
    hold("character", character)
    for item in character["loreItems"]:
        assert item.keys() == {"key", "value"}
    for image in character["images"]:
        assert re.fullmatch(r"images/[^/]+\.(png|jpe?g|webp|gif)", image["path"])
        assert f"{path.rpartition('/')[0]}/{image['path']}" in files
    assert manifest["scenarios"]
    scenarios = []
    for name in manifest["scenarios"]:
        assert re.fullmatch(r"scenarios/[^/]+\.json", name)
        each = json.loads(files[name])
        hold("scenario", each)
        assert len(each["firstMessages"]) <= 1
        assert each["promptTemplate"] in (None, "general", "ChatML", "Llama3", "Gemma2", "CommandR", "MistralInstruct")
        for message in each["messages"]:
            wanted = {"human": {"type", "createdAt", "updatedAt", "text"}, "ai": {"type", "outputs"}}
            assert message.keys() == wanted[message["type"]]
            for output in message.get("outputs", ()):
                assert output.keys() == {"createdAt", "updatedAt", "text", "activeTimestamp"}
        scenarios.append(each)
    return character, scenarios


def test_byaf_goes_out_by_the_rules_and_as_it_came():
    incoming = read_card(byaf(scenario(), scenario(title="Calm")))
    character, scenarios = check_archive(as_byaf_file(incoming.card, incoming.picture, incoming.files))
    assert {**character, "updatedAt": WHEN} == {**CHARACTER, "loreItems": CHARACTER["loreItems"]}
    for name in (
        "narrative",
        "formattingInstructions",
        "firstMessages",
        "model",
        "minP",
        "topK",
        "promptTemplate",
        "title",
    ):
        assert scenarios[0][name] == scenario()[name]
    assert scenarios[0]["exampleMessages"] == [{"characterID": "abc", "text": "Evening."}]
    assert scenarios[1]["title"] == "Calm"


def test_any_card_goes_out_as_byaf_by_the_rules():
    for tree in (made.v3(), made.v2(), made.fields(), {"name": "X"}):
        check_archive(as_byaf_file(Card(tree), made.picture("JPEG"), {}))
    back = read_card(as_byaf_file(Card(made.v3()), made.picture(), {})).card
    assert back.greetings == Card(made.v3()).greetings
    assert back.text("scenario") == "A storm is coming."


def test_the_chats_of_byaf_come_in_by_themselves_and_go_out_again():
    archive = byaf(scenario(messages=CHAT), scenario())
    assert any("chats" in str(note) for note in read_card(archive).notes)
    (chat,) = read_chats(archive)
    assert [line.shown.text for line in chat.lines] == ["Come in, {{user}}.", "Hello", "Evening."]
    assert [version.text for version in chat.lines[2].versions] == ["Evening.", "Hm."]
    out = as_byaf_file(Card(made.v3()), made.picture(), {}, as_messages(chat), "Again")
    check_archive(out)
    (again,) = read_chats(out)
    assert [line.shown.text for line in again.lines][-2:] == ["Hello", "Evening."]
    assert (again.title, len(again.lines[-1].versions)) == ("Again", 2)


@pytest.mark.parametrize(
    "damage",
    [
        lambda files: {**files, "manifest.json": b"[]"},
        lambda files: {**files, "manifest.json": b'{"characters": ["../../etc/passwd"], "scenarios": []}'},
        lambda files: {**files, "manifest.json": b'{"characters": [7], "scenarios": 3}'},
        lambda files: {name: content for name, content in files.items() if "character.json" not in name},
        lambda files: {**files, "characters/abc/character.json": b"7"},
        lambda files: {**files, "scenarios/0.json": b"{"},
    ],
)
def test_a_bad_archive_says_so(damage):
    with pytest.raises((NoCard, FileUnreadable)):
        read_card(zipped(damage(files_of(byaf(scenario())))))


BACKYARD = {"version": 4, "character": {
    "aiName": "Otti", "aiDisplayName": "Ottilie", "aiPersona": "{character} keeps the lamp.", "scenario": "A storm.",
    "basePrompt": "Be kind to {user}.", "customDialogue": "#{character}: Evening.", "firstMessage": "Come in.",
    "loreItems": [{"id": "1", "key": "lamp", "value": "It burns."}], "Chat": []}}  # fmt: skip


def with_exif(kind: str, told: bytes) -> bytes:
    exif = Image.Exif()
    exif[0x0131] = "camp fire"
    exif.get_ifd(0x8769)[0x9286] = told
    out = io.BytesIO()
    Image.new("RGB", (40, 60), (90, 60, 30)).save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
@pytest.mark.parametrize(
    "written",
    [
        base64.b64encode,
        lambda told: b"ASCII\0\0\0" + base64.b64encode(told),
        lambda told: told,
        lambda told: ",".join(str(each) for each in told).encode(),
    ],
    ids=["base64", "charset", "plain", "numbers"],
)
def test_a_card_in_the_data_of_a_picture(kind, written):
    card = read_card(with_exif(kind, written(json.dumps(BACKYARD).encode()))).card
    assert (card.name, card.display_name) == ("Ottilie", "Otti")
    assert card.text("description") == "{{char}} keeps the lamp."
    assert card.text("system_prompt") == "Be kind to {{user}}."
    assert card.entries[0]["content"] == "It burns."


def test_a_webp_with_another_ending_is_read_by_what_it_is():
    incoming = read_card(with_exif("WEBP", json.dumps(made.v2()).encode()))
    assert incoming.card.name == "Ottilie"


@pytest.mark.parametrize(
    "told",
    [
        {"char_name": "Otti", "char_persona": "Keeps the lamp.", "char_greeting": "Hello."},
        {"name": "Otti", "context": "Keeps the lamp.", "greeting": "Hello."},
        {"participant__name": "Otti", "title": "Keeps the lamp.", "greeting": "Hello.", "definition": "x"},
        {"character": {"name": "Otti", "title": "Keeps the lamp.", "greeting": "Hello."}},
        {"kind": "character", "name": "Otti", "greeting": "Hello.",
         "persona": {"kind": "text", "attributes": {"text": ["Keeps the lamp."]}}},
    ],
    ids=["pygmalion", "ooba", "cai", "cai tools", "agnai"],
)  # fmt: skip
def test_json_of_other_programs(told):
    incoming = read_card(json.dumps(told).encode())
    assert (incoming.card.name, incoming.card.text("description"), incoming.card.greetings) == (
        "Otti", "Keeps the lamp.", ("Hello.",),
    )  # fmt: skip
    assert told in incoming.card.extensions.values()


def test_yaml_of_text_generation_webui():
    card = read_card(b"name: Otti\ngreeting: |-\n  Hello.\n  You!\ncontext: 'Keeps: the lamp. 2024-01-01'\n").card
    assert (card.name, card.greetings) == ("Otti", ("Hello.\nYou!",))


@pytest.mark.parametrize(
    "content",
    [
        b"a: &a [1,1]\nname: *a\ncontext: x",
        b"!!python/object/apply:os.system ['true']",
        b"a: [",
        b"\xff: x",
        b"- a\n- b",
    ],
)
def test_yaml_that_would_do_more_than_say_something_is_refused(content):
    with pytest.raises((FileUnreadable, NoCard)):
        read_yaml(content)
    with pytest.raises((FileUnreadable, NoCard)):
        read_card(content)


def test_zip_readers_find_our_archives_whole():
    with zipfile.ZipFile(io.BytesIO(as_byaf_file(Card(made.v3()), made.picture(), {}))) as archive:
        assert archive.testzip() is None
