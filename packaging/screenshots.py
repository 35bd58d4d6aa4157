"""Takes the pictures in resources/screenshots: every screen, light and dark, with the starter model.

.venv/bin/python packaging/screenshots.py
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Generator
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={ROOT / 'tests' / 'data' / 'screen.json'}")
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageDraw  # noqa: E402
from PySide6.QtCore import QEventLoop, QObject, QTimer, QUrl  # noqa: E402

from app.application import Application  # noqa: E402
from app.boundaries import BoundaryChoices  # noqa: E402
from app.core import settings as s  # noqa: E402
from app.core.paths import Home, resources  # noqa: E402
from app.core.scope import Scope  # noqa: E402
from app.core.workers import run_to_end  # noqa: E402
from app.hub import PretendHub, Release, pretend_hub  # noqa: E402
from app.models import ENDING, VOICE, InstalledModel, copy_in, this_system  # noqa: E402
from app.models.calibration import SHAPES, write_model  # noqa: E402
from app.personas import Card, as_png_file, new_card, picture_drawn  # noqa: E402
from app.ui.application import MainWindow, prepare_application  # noqa: E402
from app.vault import PretendKeyring  # noqa: E402
from app.voice import PretendAudio  # noqa: E402

PICTURES = ROOT / "resources" / "screenshots"
RECOGNIZER = ROOT / "tests" / "data" / "recognizer" / "encode.int8.onnx"
TALKS = [
    ("Aldous", ["I can't get started today.", "Tell me a joke."]),
    ("Marlow", ["Let's go on an adventure!", "I open the old door."]),
    ("Wren", ["Hello Wren, how are you?", "I'm tired because I slept badly.",
              "Give me three ideas for a quiet evening.", "*hugs you*"]),
]  # fmt: skip


def wait(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(2000):
        if condition():
            return
        wait(20)
    sys.exit("a screen did not come up")


def calm() -> Generator[object, None, bool]:
    """The machine has nothing else to do."""
    yield None
    return False


class Studio:
    """One window, and a camera."""

    def __init__(self, home: Path, theme: str, *, keyring: bool = True, application: Application | None = None) -> None:
        self.theme = theme
        self.application = application or Application(Home(home), keyring=PretendKeyring(available=keyring))
        self.application.settings.put(s.THEME, theme)
        self.window = MainWindow(self.application)
        wait(400)

    def shoot(self, name: str) -> None:
        wait(400)
        for toast in self.named("Toast"):
            toast.hide()
        self.window.root.grabWindow().save(str(PICTURES / f"{name}-{self.theme}.png"))

    def begin(self, passphrase: str = "") -> None:
        wait_until(lambda: not self.window.app.welcome.busy)
        self.window.app.welcome.begin(passphrase, passphrase)
        wait_until(lambda: self.window.app.chat is not None)
        self.application.settings.put(s.STYLE, "steady")

    def say(self, line: str) -> None:
        chat = self.window.app.chat
        chat.reply.send(line)
        wait_until(lambda: not chat.reply.busy)

    def sheet(self, name: str) -> QObject:
        return next(iter(self.named(name)))

    def named(self, name: str) -> list[QObject]:
        every = self.window.root.findChildren(QObject)
        return [found for found in every if found.metaObject().className().startswith(name)]

    def close(self) -> None:
        self.window.close()
        self.application.close()


def conversations(studio: Studio) -> None:
    chat = studio.window.app.chat
    studio.shoot("first-words")
    for name, lines in TALKS:
        chat.conversation.choose_persona(next(row.key for row in chat.recentPersonas.rows if row.name == name))
        for line in lines:
            studio.say(line)
        if name == "Marlow":
            studio.shoot("adventure")
    studio.shoot("conversation")


def sheets(studio: Studio) -> None:
    pictures = {
        "SettingsSheet": "settings",
        "HelpSheet": "help",
        "SamplingSheet": "words",
        "RecoverySheet": "recovery-code",
        "SecuritySheet": "security",
        "PrivacySheet": "privacy",
        "BackupSheet": "backup",
        "RotationSheet": "keys",
        "RestoreSheet": "restore",
    }
    for name, picture in pictures.items():
        sheet = studio.sheet(name)
        if name == "PrivacySheet":
            sheet.setProperty("folder", "~/.local/share/Inglenook")
        sheet.open()
        if name == "PrivacySheet":
            studio.window.app.privacy.test()
            wait_until(lambda: len(studio.window.app.privacy.findings.rows) > 0)
        studio.shoot(picture)
        sheet.close()
        wait(200)


def to_the_end(page: QObject) -> None:
    """Turn the long page inside *page* to its end."""
    pages = [item for item in page.findChildren(QObject) if item.metaObject().className() == "QQuickFlickable"]
    flick = max(pages, key=lambda item: item.property("contentHeight"))
    flick.setProperty("contentY", flick.property("contentHeight") - flick.property("height"))


def about(studio: Studio) -> None:
    """The end of the settings, after a click that found a newer version."""
    sheet, about = studio.sheet("SettingsSheet"), studio.window.app.about
    studio.application.settings.put(s.UPDATE_ADDRESS, "https://example.org/inglenook/latest.json")
    sheet.open()
    about.show(Release("0.2.0", "https://example.org/inglenook/0.2.0"))
    wait(400)
    part = next(item for item in sheet.findChildren(QObject) if item.metaObject().className().startswith("AboutPart"))
    part.setProperty("folder", "~/.local/share/Inglenook")
    to_the_end(sheet)
    studio.shoot("about")
    sheet.close()
    studio.application.settings.put(s.UPDATE_ADDRESS, "")
    about.refresh()
    wait(200)


def boundaries(studio: Studio) -> None:
    """The sheet, page by page, and what the app says beside a conversation."""
    sheet, chat = studio.sheet("BoundariesSheet"), studio.window.app.chat
    store = studio.application.session.boundaries.store
    store.put(Scope(), BoundaryChoices(never=("spiders", "my ex, Daniel"), careful=("my father",)))
    sheet.open()
    for page, picture in enumerate(("boundaries", "boundaries-topics", "boundaries-rest", "boundaries-floor")):
        sheet.setProperty("page", page)
        studio.shoot(picture)
    sheet.close()
    wait(200)
    chat.reply.send("Honestly, am I talking to a real person?")
    studio.shoot("simulation")
    chat.reply.pause()
    chat.reply.send("A spider ran over my foot.")
    studio.shoot("paused")
    chat.notices.act("paused", False)
    chat.composer.keep_draft("")
    store.put(Scope(), BoundaryChoices())


CAST = [
    ("Ottilie", "Keeps the last lighthouse, and every storm in a drawer.", ["sea", "calm"]),
    ("Captain Rook", "Sails for nobody and answers to nobody.", ["adventure", "sea"]),
    ("The Archivist", "Knows where everything is, and why.", ["mystery", "mentor"]),
    ("Mira Solheim", "Paints doors that were not there before.", ["fantasy", "slow burn"]),
    ("Dr. Emmeline Harrow", "A physician with a very long memory.", ["mystery"]),
    ("Bramble", "A hedge witch who barters in rumours.", ["fantasy", "comedy"]),
    ("Kestrel", "A courier between towns that do not speak.", ["adventure"]),
    ("Old Tam", "Has told this story before, and better each time.", ["calm", "comedy"]),
]  # fmt: skip
BOOK = {
    "entries": [
        {"keys": ["lamp", "light"], "comment": "The lamp", "content": "The lamp burns whale oil and never goes out.",
         "enabled": True, "extensions": {}},
        {"keys": ["storm"], "comment": "Storms", "content": "Storms come from the west, with a green sky.",
         "enabled": True, "extensions": {"sticky": 4}},
        {"keys": ["island", "/isles?/i"], "comment": "The island", "content": "Nobody has lived there for forty years.",
         "enabled": True, "extensions": {}},
    ]
}  # fmt: skip


def ottilie() -> Card:
    """A character as somebody else would have written it."""
    return new_card(
        {
            "name": "Ottilie",
            "description": "{{char}} is sixty and has kept the lighthouse for half of her life. She is dry, patient,"
            " and collects storms: each has a drawer, a date and a name. She likes guests who can be quiet.",
            "personality": "dry, patient, exact, kinder than she sounds",
            "scenario": "A storm is coming, and {{user}} knocks at the door of the lighthouse.",
            "first_mes": "*turns the lamp a little higher and opens the door* You are wet, {{user}}. Sit by the stove"
            " before you say anything.",
            "alternate_greetings": ["*does not look up from the drawer* Is it the green one? I have waited for it."],
            "mes_example": "<START>\n{{user}}: Are you never lonely?\n{{char}}: There is a difference between alone and"
            " lonely. I have had thirty years to measure it.",
            "creator_notes": "Keeps the last lighthouse, and every storm in a drawer.",
            "tags": ["sea", "calm", "slow burn"],
            "creator": "a lighthouse",
            "character_version": "1.1",
            "character_book": BOOK,
        }
    )


def companions(studio: Studio, folder: Path) -> None:
    """The gallery, a card before it comes in, the editor, lore, and what one does with a conversation."""
    app, window = studio.window.app, studio.window.root
    window.resize(1180, 820)
    importer, personas = studio.application.session.importer, studio.application.session.personas
    for name, line, tags in CAST[1:]:
        importer.draw_picture(personas.add(new_card({"name": name, "creator_notes": line, "tags": tags})))
    card = folder / "ottilie.png"
    cover = picture_drawn("Ottilie", resources() / "fonts" / "Inter-SemiBold.otf")
    card.write_bytes(as_png_file(ottilie(), cover, {}))
    app.personas.bringing.take([QUrl.fromLocalFile(str(card))])
    wait_until(lambda: app.personas.bringing.name == "Ottilie")
    wait_until(lambda: "about" not in app.personas.bringing.cost)
    studio.shoot("card")
    studio.sheet("PreviewSheet").close()
    app.personas.bringing.keep()
    wait_until(lambda: app.chat.conversation.name == "Ottilie")
    for line in ("*sits down by the stove*", "Is that a storm, out there past the lamp?"):
        studio.say(line)
    last = app.chat.conversation.messages.rows[0].key
    app.chat.reply.regenerate(last)
    wait_until(lambda: not app.chat.reply.busy)
    app.details.places.name_place(app.chat.conversation.messages.rows[-1].key, "At the door")
    studio.shoot("card-conversation")
    app.personas.gallery.toggle_favourite(app.chat.conversation.persona.id)
    for sheet, picture, page in (
        ("GallerySheet", "gallery", None), ("DetailsSheet", "direction", 0), ("DetailsSheet", "map", 3),
        ("LorebookSheet", "lore", None),
    ):  # fmt: skip
        opened = studio.sheet(sheet)
        if page is not None:
            opened.setProperty("page", page)
        opened.open()
        if sheet == "LorebookSheet":
            app.lorebook.open_book(0)
            app.lorebook.open_entry(0)
            opened.setProperty("page", 1)
            studio.shoot("lore-entry")
            opened.setProperty("page", 2)
            wait(200)
            app.lorebook.activation.try_text("The lamp has gone out on the island.")
        studio.shoot(picture)
        opened.close()
        wait(300)
    app.details.trace.explain(app.chat.conversation.messages.rows[0].key)
    studio.shoot("receipt")
    studio.sheet("TraceSheet").close()
    wait(300)
    app.personas.editor.edit(app.chat.conversation.persona.id)
    editor = studio.sheet("EditorSheet")
    editor.open()
    app.personas.editor.trial.say("Good evening")
    wait_until(lambda: not app.personas.editor.trial.busy)
    studio.shoot("editor")
    editor.close()
    wait(300)
    app.details.participants.let_in(personas.named("Marlow").id)
    app.details.participants.choose_order(1)
    studio.say("What do you both see?")
    wait_until(lambda: not app.chat.reply.busy)
    studio.shoot("together")
    window.resize(1080, 740)
    app.chat.conversation.choose_persona(personas.named("Wren").id)


CHAPTER = (
    "Ada came in out of the rain and told of Biscuit, who fears no thunder. She had just left Hull for Leeds, and was"
    " not sure yet whether she would stay."
)
MEMORABLE = (
    "My name is Ada.", "My dog is called Biscuit, and I love thunderstorms.", "I live in Hull.",
    "I have a dentist appointment on Friday.", "I moved to Leeds.", "Do you remember the name of my dog?",
)  # fmt: skip


def memories(studio: Studio) -> None:
    """What Wren learned in one conversation: by subject, one memory open, the story, the self-test, the choices."""
    app, opened = studio.window.app, studio.application.session
    app.chat.conversation.begin()
    for line in MEMORABLE:
        studio.say(line)
    conversation_id = app.chat.conversation.id
    opened.conversations.memories.extract_pending(conversation_id)
    way = opened.conversations.store.tree.path(conversation_id)
    opened.memory.stories.add(
        conversation_id, way[0].id, way[4].id, CHAPTER, made_by="Starter",
    )  # fmt: skip
    sheet = studio.sheet("MemorySheet")
    sheet.open()
    wait(300)
    app.memory.show_closed(True)
    wait(300)
    listed = next(
        each for each in studio.named("QQuickListView") if each.property("count") == len(app.memory.memories.rows)
    )
    item = next(each for each in listed.property("contentItem").childItems() if "Biscuit" in str(each.property("text")))
    item.setProperty("isOpen", True)
    studio.shoot("memories")
    for page, picture in ((1, "memory-story"), (3, "memory-test"), (4, "memory-choices")):
        sheet.setProperty("page", page)
        if page == 3:
            app.memory.exam.run()
            wait_until(lambda: not app.memory.exam.running)
        studio.shoot(picture)
    sheet.setProperty("page", 0)
    sheet.close()
    wait(300)
    deleted(studio)


def deleted(studio: Studio) -> None:
    """The trash, with a memory and a conversation in it; both come back."""
    app, opened = studio.window.app, studio.application.session
    opened.trash.put_memories([opened.memory.facts.of(app.chat.conversation.persona.id)[0].id])
    opened.trash.put_conversation(app.chat.conversation.id)
    sheet = studio.sheet("TrashSheet")
    sheet.open()
    wait(300)
    studio.shoot("trash")
    sheet.close()
    wait(300)
    for _ in range(2):
        app.trash.undo()
    wait(300)


def fill(hub: PretendHub) -> None:
    """Some repositories; one has files of real sizes, which are holes beyond their headers."""
    for name, billions, downloads, licence in (
        ("hearth/hearth-8b-GGUF", 8, 41_200, "apache-2.0"),
        ("hearth/hearth-12b-roleplay-GGUF", 12, 18_730, "apache-2.0"),
        ("lantern/Lantern-24B-Stories-GGUF", 24, 9_410, "llama3.1"),
    ):
        facts = {"architecture": "llama", "total": billions * 10**9, "context_length": 131_072}
        tags = ["gguf", f"license:{licence}", "en"]
        hub.add(name, {}, tags=tags, gguf=facts, downloads=downloads, gated="llama" in licence and "auto")
    facts = {"architecture": "llama", "total": 3_200_000_000, "context_length": 131_072}
    hub.add("hearth/hearth-3b-GGUF", {}, tags=["gguf", "license:apache-2.0", "en"], gguf=facts, downloads=55_310)
    for quant, share in (("Q4_K_M", 1.0), ("Q8_0", 1.7)):
        path = hub.folder / "hearth" / "hearth-3b-GGUF" / f"hearth-3b-{quant}.gguf"
        for _ in write_model(SHAPES["3b"], path, header_only=True):
            pass
        os.truncate(path, round(path.stat().st_size * share))


def models(studio: Studio, hub: PretendHub) -> None:
    manager, sheet = studio.window.app.models, studio.sheet("ModelsSheet")
    sheet.open()
    wait_until(lambda: not manager.recommended.measuring and len(manager.recommended.cards.rows) > 5)
    studio.shoot("models")
    sheet.setProperty("page", 1)
    manager.search.search("hearth", 1, 0, 0, False, False)
    wait_until(lambda: not manager.search.searching)
    studio.shoot("models-search")
    manager.search.opened.open("hearth/hearth-3b-GGUF")
    wait_until(lambda: not manager.search.opened.opening)
    studio.shoot("models-offers")
    hub.misbehave({"at": "/cdn/", "method": "GET", "do": "slow", "value": 40_000_000})
    for offer in list(manager.search.opened.offers.rows):
        manager.search.opened.get(offer.key)
        wait_until(lambda key=offer.key: any(row.name == key for row in manager.downloads.rows.rows))
        wait_until(lambda: manager.search.opened.offers.rows[0].standing != "asking")
    manager.downloads.pause(manager.downloads.rows.rows[1].key)
    wait_until(lambda: "left" in manager.downloads.rows.rows[0].line)
    sheet.setProperty("page", 2)
    studio.shoot("models-downloads")
    for row in list(manager.downloads.rows.rows):
        manager.downloads.cancel(row.key)
    sheet.setProperty("page", 3)
    studio.shoot("models-shelf")
    with_packs(studio)
    sheet.setProperty("page", 4)
    manager.network.refresh()
    studio.shoot("models-network")
    sheet.close()
    wait(300)


def with_packs(studio: Studio) -> None:
    """The end of the registry, after a graphics pack was brought in."""
    packs = studio.application.packs
    cuda = packs.offers[0]
    (studio.application.home.packs / cuda.key).mkdir(parents=True)
    with (studio.application.home.packs / cuda.key / cuda.libraries[-1]).open("wb") as library:
        library.truncate(cuda.unpacked_bytes)
    studio.window.app.models.packs.refresh()
    wait(200)
    to_the_end(studio.sheet("InstalledPage"))
    studio.shoot("models-packs")


def invented_packs(folder: Path) -> Path:
    """The list of packs that a release brings along."""
    told = [
        {"kind": kind, "name": name, "system": this_system(), "file": f"inglenook-1.0.0-linux-x64-{kind}{ENDING}",
         "size_bytes": size, "sha256": digit * 64, "libraries": [library],
         "files": [{"path": library, "size_bytes": 2 * size, "sha256": digit * 64}]}
        for kind, name, size, library, digit in (
            ("cuda", "NVIDIA cards (CUDA)", 611_000_000, "libggml-cuda.so", "a"),
            ("rocm", "AMD cards (ROCm)", 938_000_000, "libggml-hip.so", "b"),
        )
    ]  # fmt: skip
    known = folder / "packs.json"
    known.write_text(json.dumps(told), "utf-8")
    return known


def session(theme: str, folder: Path) -> None:
    with pretend_hub(folder / f"hub-{theme}") as hub:
        fill(hub)
        application = Application(
            Home(folder / f"keyring-{theme}"), keyring=PretendKeyring(), endpoint=hub.endpoint, busy=calm,
            packs=invented_packs(folder),
        )  # fmt: skip
        with_a_hub(theme, application, hub)
    with_a_passphrase(theme, folder)
    with_sound(theme, folder)
    with_pictures(theme, folder)


def with_sound(theme: str, folder: Path) -> None:
    """How a companion sounds, what there is to speak and understand with, and a call; nothing is heard of it."""
    home, audio = Home(folder / f"sound-{theme}"), PretendAudio()
    home.prepare()
    voice = InstalledModel("Kristin", "/voices/kristin.onnx", 63_000_000, 1, "piper", 0, False, kind=VOICE)
    home.registry.write_text(json.dumps([asdict(voice)]), "utf-8")
    studio = Studio(
        home.root, theme, application=Application(home, keyring=PretendKeyring(), busy=calm, audio=audio)
    )  # fmt: skip
    studio.begin()
    app, application = studio.window.app, studio.application
    studio.window.root.resize(1180, 820)
    run_to_end(copy_in(application.registry, RECOGNIZER, application.models.folder))
    studio.say("Hello Wren, how are you?")
    profile = studio.sheet("ProfileSheet")
    profile.show_page(6)
    studio.shoot("voice")
    profile.close()
    manager = studio.sheet("ModelsSheet")
    manager.show_page(5)
    studio.shoot("voices")
    manager.close()
    wait(300)
    studio.sheet("ChatScreen").begin_call()
    audio.quiet(0.2)
    audio.hear("I went to the lake this morning and it was quite still")
    audio.quiet(1)
    wait_until(lambda: audio.is_playing)
    audio.quiet(0.5)
    wait_until(lambda: app.chat.actions.call.state == "speaking")
    studio.shoot("call")
    studio.close()


def with_pictures(theme: str, folder: Path) -> None:
    """A picture on its way, in the conversation, and large."""
    studio = Studio(folder / f"pictures-{theme}", theme)
    studio.begin()
    studio.window.root.resize(1180, 820)
    chat, night_picture = studio.window.app.chat, folder / "night.png"
    night(night_picture)
    studio.say("Hello Wren, how are you?")
    chat.composer.attachments.add_files([QUrl.fromLocalFile(str(night_picture))])
    wait_until(lambda: chat.composer.attachments.count == 1)
    chat.composer.attachments.put_alt(
        chat.composer.attachments.rows.rows[0].key, "Mountains at night, under many stars."
    )
    chat.composer.restored.emit("This is where I walked tonight.")
    studio.shoot("picture-attached")
    studio.say("This is where I walked tonight.")
    chat.composer.restored.emit("")
    studio.shoot("picture")
    row = next(row for row in chat.conversation.messages.rows if row.is_mine and row.attachments)
    viewer = studio.sheet("PictureSheet")
    viewer.show(row.attachments[0])
    studio.shoot("picture-large")
    studio.close()


def with_a_hub(theme: str, application: Application, hub: PretendHub) -> None:
    studio = Studio(application.home.root, theme, application=application)
    studio.shoot("welcome")
    studio.begin()
    conversations(studio)
    sheets(studio)
    about(studio)
    boundaries(studio)
    memories(studio)
    companions(studio, application.home.root.parent)
    presence(studio, application.home.root.parent)
    models(studio, hub)
    studio.window.root.resize(430, 740)
    studio.shoot("narrow")
    studio.close()


def presence(studio: Studio, folder: Path) -> None:
    """A companion with a background, their profile, their expressions, a new group, and every key."""
    app, window = studio.window.app, studio.window.root
    window.resize(1360, 880)
    app.chat.conversation.choose_persona(next(row.key for row in app.chat.recentPersonas.rows if row.name == "Marlow"))
    scene = folder / "night.png"
    night(scene)
    app.presence.background.scope.choose(1)
    app.presence.background.take(QUrl.fromLocalFile(str(scene)))
    wait_until(lambda: app.presence.scene != "")
    app.presence.background.look(10, 70)
    wait(600)
    studio.shoot("background")
    profile = studio.sheet("ProfileSheet")
    for page, picture in ((0, "profile"), (2, "first-words-set"), (3, "manner")):
        profile.setProperty("page", page)
        profile.open()
        if page == 2:
            app.presence.firstWords.add()
        studio.shoot(picture)
    profile.close()
    app.presence.background.choose_kind(0)
    app.personas.editor.edit(app.chat.conversation.companion)
    editor = studio.sheet("EditorSheet")
    editor.open()
    editor.setProperty("page", 2)
    wait(800)
    studio.shoot("expressions")
    editor.close()
    for sheet, picture in (("GroupSheet", "group-new"), ("KeysSheet", "shortcuts")):
        opened = studio.sheet(sheet)
        opened.open()
        if sheet == "GroupSheet":
            for row in app.chat.groups.candidates.rows[:2]:
                app.chat.groups.toggle(row.key)
        studio.shoot(picture)
        opened.close()
        wait(300)
    window.resize(1080, 740)
    app.chat.conversation.choose_persona(next(row.key for row in app.chat.recentPersonas.rows if row.name == "Wren"))


def night(file: Path) -> None:
    """A landscape at night, drawn here."""
    image = Image.new("RGB", (1600, 1000))
    draw = ImageDraw.Draw(image)
    for y in range(1000):
        draw.line([(0, y), (1600, y)], fill=(24 + y // 10, 30 + y // 14, 74 + y // 12))
    for star in range(70):
        x, y = (star * 271) % 1600, (star * 97) % 520
        draw.ellipse([(x, y), (x + 3, y + 3)], fill=(250, 244, 220))
    draw.polygon(
        [(0, 1000), (0, 760), (400, 600), (700, 820), (1100, 560), (1600, 900), (1600, 1000)], fill=(22, 30, 56)
    )
    image.save(file)


def with_a_passphrase(theme: str, folder: Path) -> None:
    secret = "tractor velvet onion"
    studio = Studio(folder / f"passphrase-{theme}", theme, keyring=False)
    wait_until(lambda: not studio.window.app.welcome.busy)
    studio.sheet("WelcomeScreen").setProperty("choosing", True)
    studio.shoot("welcome-passphrase")
    studio.begin(secret)
    studio.close()
    studio = Studio(folder / f"passphrase-{theme}", theme, keyring=False)
    wait_until(lambda: studio.window.app.stage == "unlock")
    studio.window.app.unlock.unlock("not the right one")
    wait_until(lambda: not studio.window.app.unlock.busy)
    studio.shoot("unlock")
    studio.close()


if __name__ == "__main__":
    prepare_application(sys.argv[:1])
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for look in ("light", "dark"):
            session(look, Path(folder))
