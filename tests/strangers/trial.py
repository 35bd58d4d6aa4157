"""Reads one kind of bent files after another, each within a limit of time, all within a limit of memory.

python -m tests.strangers.trial KIND COUNT SEED    prints what was wrong, one line each
"""

from __future__ import annotations

import json
import random
import resource
import signal
import sys
from contextlib import suppress

from app.conversation import read_chats
from app.conversation.chats.sillytavern import write_jsonl
from app.core.errors import AppError
from app.lorebook import Line, Rules, Situation, awake, entries_of, read_book, write_book
from app.persona import as_v3, check_card, read_card
from app.persona.cards.byaf import as_byaf_file
from app.persona.cards.write import as_charx_file, as_json_file, as_png_file
from tests.strangers.bending import book_file, card_file, chat_file

MOST_BYTES = 3 << 30
SECONDS = 20


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


def _scan(entries) -> None:
    lines = [Line("Ada", "the lamp " + "a" * 300 + "!"), Line("Bo", "xxxxxxxxxxxxxxxxxxxxxxxx oil")]
    found = awake(entries, Situation(lines, 2, budget_tokens=500), Rules())
    assert len(found.verdicts) == len(entries)


KINDS = {"card": (card_file, use_card), "book": (book_file, use_book), "chat": (chat_file, use_chat)}


def main(kind: str, count: int, seed: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    make, use = KINDS[kind]
    wrong = read = 0
    for number in range(count):
        content = make(random.Random(f"{seed}/{kind}/{number}"))
        signal.alarm(SECONDS)
        try:
            use(content)
            read += 1
        except AppError as error:
            if not (error.say.strip() and error.advice.strip()):
                print(f"{kind} {number}: an error without words")
                wrong += 1
        except BaseException as error:  # that is what is looked for
            print(f"{kind} {number}: {type(error).__name__} {str(error)[:200]}")
            wrong += 1
        finally:
            signal.alarm(0)
    print(f"{read} of {count} could be read, {wrong} went wrong")
    return 1 if wrong else 0


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {SECONDS} s")


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, _too_long)
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
