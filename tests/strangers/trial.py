"""Reads one kind of bent files after another, each within a limit of time, all within a limit of memory.

python -m tests.strangers.trial KIND COUNT SEED    prints what was wrong, one line each

What once went wrong lies in ``corpus/KIND`` and is read first.
"""

from __future__ import annotations

import html
import json
import random
import re
import resource
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from app.chat import read_chats
from app.chat.archive.sillytavern import write_jsonl
from app.core.errors import AppError
from app.core.paths import Home, resources
from app.core.settings import SETTINGS, DeviceSettingsBackend, Settings, Storage
from app.core.translation import explain
from app.engine import read_header
from app.engine.variants import recall
from app.lorebook import ScanContext, ScanLine, ScanRules, activate, entries_of, read_book, write_book
from app.models import TOY_MODEL, ModelRegistry, StarterModel, template_in
from app.models.download import read_list
from app.models.plan_history import PlanHistory
from app.personas import as_v3, check_card, picture_shown, read_card, thumb_of
from app.personas.cards.byaf import as_byaf_file
from app.personas.cards.write import as_charx_file, as_json_file, as_png_file
from app.templates import ChatFormat, ChatMessage, Role, Sandbox
from app.ui.markdown import Block, GrowingText, Kind, as_told, blocks
from app.vault import ConnectionLog
from tests.strangers.bending import book_file, card_file, chat_file
from tests.strangers.unkind import markdown_file, picture_file, state_file, template_file

MOST_BYTES = 3 << 30
SECONDS = 20
CORPUS = Path(__file__).parent / "corpus"
SANDBOX = Sandbox()
TALK = [
    ChatMessage(Role.SYSTEM, "PERSONA"),
    ChatMessage(Role.ASSISTANT, "GREETING"),
    ChatMessage(Role.USER, "FIRST"),
    ChatMessage(Role.SYSTEM, "NOTE"),
]
STARTER = resources() / TOY_MODEL
MODEL = STARTER.read_bytes()
WORD = re.compile(r"[^\s!-/:-@\[-`{-~]{3,}")
WORD_PART = re.compile(r"[^\s!-/:-@\[-`{-~]+")
TAG = re.compile(r"</?(?:i|b|s|code|br)>")


def use_card(content: bytes) -> None:
    incoming = read_card(content)
    card = incoming.card
    with suppress(AppError):
        check_card(card)
    told = as_v3(card)
    assert as_v3(read_card(as_json_file(card)).card) == told
    for write in (as_png_file, as_charx_file, as_byaf_file):
        again = read_card(write(card, incoming.picture, incoming.files))
        assert again.card.name
    assert json.dumps(as_v3(read_card(as_png_file(card, incoming.picture, incoming.files)).card)["data"]["name"])
    _scan(entries_of(card.book or {}, "c"))


def use_book(content: bytes) -> None:
    book = read_book(content, "N")
    _scan(entries_of(book, "b"))
    for form in ("world-info", "v3"):
        assert len(read_book(write_book(book, form))["entries"]) == len(book["entries"])


def use_chat(content: bytes) -> None:
    for chat in read_chats(content):
        assert all(line.versions and line.shown is not None for line in chat.lines)
        "".join(write_jsonl(chat)).encode("utf-8", "surrogatepass")


def use_template(content: bytes) -> None:
    chat_format = ChatFormat(content.decode("utf-8", "replace"), bos="<s>", eos="</s>", sandbox=SANDBOX)
    for parts in (TALK, TALK[1:], TALK * 12):
        written = "".join(segment.text for segment in chat_format.render(parts))
        assert all(part.text in written for part in parts), "a word is missing in the prompt"
    chat_format.reader()


def use_markdown(content: bytes) -> None:
    text = content.decode("utf-8", "surrogatepass")
    growing = GrowingText()
    step = max(9, len(text) // 12)
    for end in range(0, len(text) + step, step):
        found = growing.set(text[:end])
    for shown in (found, blocks(text)):
        letters = _letters_of(shown)
        missing = [word for word in WORD.findall(as_told(text)) if word not in letters]
        assert not missing, "a word is not shown"


def _letters_of(found: list[Block]) -> str:
    told = [
        block.mark + block.text if block.kind is Kind.CODE else html.unescape(TAG.sub("", block.text))
        for block in found
    ]
    return "".join(WORD_PART.findall("".join(told)))


def use_state(content: bytes) -> None:
    name, _, told = content.partition(b"\n")
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.prepare()
        (home.root / name.decode()).write_bytes(told)
        settings = Settings(DeviceSettingsBackend(home.device_settings))
        for setting in SETTINGS:
            if setting.storage is Storage.DEVICE:
                settings.get(setting)
        registry = ModelRegistry(home.registry, StarterModel(STARTER))
        assert registry.models()[0].is_starter
        registry.removed()
        for download in read_list(home.downloads):
            assert download.files
        plans = PlanHistory(home.plans)
        for key in ("k", "flash x", "pace x"):
            plans.recall(key), plans.flash(key), plans.speed(key), plans.is_suspect(key)
        recall(home.engine)
        for line in ConnectionLog(home.ledger)._read_pending():
            assert 0 <= abs(line.at) < 2**63


def use_header(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.gguf"
        path.write_bytes(content)
        header = read_header(path)
        assert header.name is not None
        template_in(path)


def use_picture(content: bytes) -> None:
    assert picture_shown(content, 640)
    thumb_of(content)


def header_file(chance: random.Random) -> bytes:
    """The beginning of a model, damaged."""
    end = 6000
    head = bytearray(MODEL[:end])
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(head) - 8)
        match chance.randrange(4):
            case 0:
                del head[place:]
                head += bytes(16)
            case 1:
                head[place] ^= 1 << chance.randrange(8)
            case 2:
                head[place : place + 8] = chance.choice([b"\xff" * 8, bytes(8), b"\xff\xff\xff\x7f" + bytes(4)])
            case _:
                head[place:place] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 40)))
    return bytes(head) + MODEL[end:]


def _scan(entries) -> None:
    lines = [ScanLine("Ada", "the lamp " + "a" * 300 + "!"), ScanLine("Bo", "xxxxxxxxxxxxxxxxxxxxxxxx oil")]
    found = activate(entries, ScanContext(lines, 2, budget_tokens=500), ScanRules())
    assert len(found.verdicts) == len(entries)


KINDS = {
    "card": (card_file, use_card), "book": (book_file, use_book), "chat": (chat_file, use_chat),
    "template": (template_file, use_template), "markdown": (markdown_file, use_markdown),
    "state": (state_file, use_state), "header": (header_file, use_header), "picture": (picture_file, use_picture),
}  # fmt: skip


def main(kind: str, count: int, seed: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    make, use = KINDS[kind]
    wrong = read = 0
    kept = sorted((CORPUS / kind).glob("*"))
    for number in range(-len(kept), count):
        content = kept[number].read_bytes() if number < 0 else make(random.Random(f"{seed}/{kind}/{number}"))
        signal.alarm(SECONDS)
        try:
            use(content)
            read += 1
        except AppError as error:
            if explain(error) == error.text.code:
                print(f"{kind} {number}: an error without words")
                wrong += 1
        except BaseException as error:  # that is what is looked for
            print(f"{kind} {number}: {type(error).__name__} {str(error)[:200]}")
            wrong += 1
        finally:
            signal.alarm(0)
    SANDBOX.close()
    print(f"{read} of {count + len(kept)} could be read, {wrong} went wrong")
    return 1 if wrong else 0


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} s")


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, _too_long)
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
