"""Files as strangers, broken disks and worse make them: from a fixed seed, the same every time."""

from __future__ import annotations

import copy
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from app.personas import Card
from app.personas.cards.png import chunk_of
from app.personas.cards.write import as_charx_file, as_png_file
from tests.personas import cards as made
from tests.personas.test_other_forms import byaf, scenario, with_exif

ODD: list[Any] = [
    None, True, False, 0, -1, 10**18, 1e300, "", " ", "x" * 10_000, [], {}, [None], {"a": None}, [[[]]], "\ud800",
    "\x00", "{{char}}" * 500, "<START>" * 500, {"": ""}, [1, "a", {}, []], "../../../etc/passwd", "é" * 300,
]  # fmt: skip
SLOW = ["/(a+)+$/", "/(.*a){25}/", "/((a|aa)+)+$/", "/(x+x+)+y/", "/[/", "/(?P<a>/i", "/" + "(" * 500 + "/"]


def book(chance: random.Random) -> dict:
    """A lorebook with something of everything."""
    return {
        "name": "N", "scan_depth": 5, "token_budget": 100, "recursive_scanning": True, "extensions": {},
        "entries": [
            {"keys": ["lamp", chance.choice(SLOW)], "secondary_keys": ["oil"], "content": "@@depth 2\nIt burns.",
             "enabled": True, "insertion_order": 3, "position": "before_char", "constant": False, "selective": True,
             "extensions": {"position": 4, "selectiveLogic": 0, "probability": 50, "depth": 2, "sticky": 3,
                            "group": "g",
                            "delay_until_recursion": 2, "character_filter": {"names": ["x"]}, "triggers": ["normal"]}}
            for _ in range(3)
        ],
    }  # fmt: skip


def card(chance: random.Random) -> dict:
    assets = [{"type": "icon", "uri": "ccdefault:", "name": "main", "ext": "png"},
              {"type": "emotion", "uri": "__asset:1", "name": "joy", "ext": "png"}]  # fmt: skip
    return made.v3(character_book=book(chance), assets=assets, nickname="Otti")


def world(chance: random.Random) -> dict:
    one = {"content": "It burns.", "order": 3, "position": 4, "depth": 2, "selectiveLogic": 1}
    return {"entries": {str(at): {"uid": at, "key": ["lamp", chance.choice(SLOW)], **one} for at in range(3)}}


def chat(chance: random.Random) -> list[dict]:
    line = {"name": "Wren", "is_user": False, "mes": "Hello", "send_date": 1687177200000, "swipe_id": 1,
            "swipes": ["Hi", "Hello"], "swipe_info": [{"extra": {"reasoning": "x"}}, {}],
            "extra": {"reasoning": "x", "bookmark_link": "b"}}  # fmt: skip
    head = {"user_name": "Ada", "chat_metadata": {"note_prompt": "x", "note_depth": 3, "note_role": 1}}
    return [head, line, {**line, "is_user": True, "mes": "Well"}, line]


def places(told: Any, way: tuple = ()) -> list[tuple]:
    """The way to everything inside *told*."""
    found = [way] if way else []
    if isinstance(told, dict):
        return found + [each for key in told for each in places(told[key], (*way, key))]
    if isinstance(told, list):
        return found + [each for at in range(len(told)) for each in places(told[at], (*way, at))]
    return found


def bent(told: Any, chance: random.Random) -> Any:
    """*told* with a few of its values of the wrong type, missing, or far too many."""
    told = copy.deepcopy(told)
    for _ in range(chance.randrange(1, 4)):
        ways = places(told)
        if not ways:
            return told
        *above, last = chance.choice(ways)
        holder = told
        for step in above:
            holder = holder[step]
        match chance.randrange(4):
            case 0 if isinstance(holder, dict):
                del holder[last]
            case 1 if isinstance(holder[last], list) and holder[last]:
                holder[last] = holder[last] * chance.choice([200, 2000])
            case _:
                holder[last] = copy.deepcopy(chance.choice(ODD))
    return told


def damaged(content: bytes, chance: random.Random) -> bytes:
    """*content* as a download, a disk or a hand damages it."""
    out = bytearray(content)
    for _ in range(chance.randrange(1, 4)):
        if len(out) < 4:
            break
        place = chance.randrange(len(out))
        match chance.randrange(5):
            case 0:
                del out[place:]
            case 1:
                out[place] ^= 1 << chance.randrange(8)
            case 2:
                del out[place : place + chance.randrange(1, 200)]
            case 3:
                out[place:place] = out[place : place + chance.randrange(1, 200)]
            case _:
                out[place : place + 4] = chance.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"])
    return bytes(out)


def bomb(chance: random.Random) -> bytes:
    """An archive that unpacks to gigabytes, or whose names lead out of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("card.json", json.dumps(made.v3()))
        if chance.random() < 0.5:
            for number in range(8):
                archive.writestr(f"assets/{number}.bin", bytes(90 << 20))
        else:
            for name in ("../../evil.png", "/etc/passwd", "C:\\x", "a/../../b", "x" * 5000, "nul\0l"):
                archive.writestr(zipfile.ZipInfo(name.replace("\0", "_")), b"x")
    return out.getvalue()


def nested(chance: random.Random) -> bytes:
    depth = chance.choice([150, 2_000, 200_000])
    return chance.choice([b"[" * depth + b"]" * depth, b'{"a":' * depth + b"1" + b"}" * depth])


def packed_bomb(_: random.Random) -> bytes:
    """A text chunk that unpacks to a gigabyte."""
    packed = zlib.compressobj(9)
    body = b"".join(packed.compress(bytes(1 << 20)) for _ in range(300)) + packed.flush()
    return made.in_png(chunk_of(b"zTXt", b"chara\0\0" + body))


def dumped(told: Any) -> bytes:
    return json.dumps(told).encode()


def card_file(chance: random.Random) -> bytes:
    """One file that may be a card."""
    tree = bent(card(chance), chance)
    whole = Card(tree if isinstance(tree, dict) else {})
    ways: list[Callable[[], bytes]] = [
        lambda: dumped(tree),
        lambda: made.in_png(made.text(chance.choice(["chara", "ccv3"]), tree)),
        lambda: made.in_png(made.bad_sum(made.text("ccv3", tree))),
        lambda: made.in_png(made.huge_claim(b"tEXt", b"chara\0e30="), made.text("chara", tree)),
        lambda: made.in_png(made.packed_text("chara", tree)),
        lambda: damaged(as_png_file(whole, made.picture(), {"1": made.picture()}), chance),
        lambda: damaged(as_charx_file(whole, made.picture(), {"1": made.picture()}), chance),
        lambda: as_charx_file(whole, made.picture(chance.choice(["WEBP", "JPEG"])), {}),
        lambda: damaged(byaf(bent(scenario(), chance)), chance),
        lambda: byaf(bent(scenario(), chance), bent(scenario(), chance)),
        lambda: with_exif(chance.choice(["PNG", "WEBP", "JPEG"]), dumped(tree)[:60_000]),
        lambda: made.picture(chance.choice(["WEBP", "JPEG"])) + as_charx_file(whole, made.picture(), {}),
        lambda: damaged(dumped(tree), chance),
        lambda: dumped(chance.choice(ODD)),
    ]
    rare: list[Callable[[], bytes]] = [lambda: bomb(chance), lambda: nested(chance), lambda: packed_bomb(chance)]
    return chance.choice(rare)() if chance.random() < 0.03 else chance.choice(ways)()


def book_file(chance: random.Random) -> bytes:
    """One file that may be a lorebook."""
    if chance.random() < 0.03:
        return nested(chance)
    tree = bent(chance.choice([world(chance), book(chance), {"spec": "lorebook_v3", "data": book(chance)},
                               {"kind": "memory", "entries": [{"keywords": ["a"], "entry": "b", "weight": 1}]},
                               {"lorebookVersion": 5, "entries": [{"keys": ["a"], "text": "b", "contextConfig": {}}]}]),
                chance)  # fmt: skip
    return dumped(tree) if chance.random() < 0.8 else damaged(dumped(tree), chance)


def chat_file(chance: random.Random) -> bytes:
    """One file that may be a chat."""
    if chance.random() < 0.03:
        return nested(chance)
    others: list[Any] = [
        {"data_visible": [["a", "b"]]}, {"messages": [{"msg": "a", "userId": "u"}]},
        {"histories": {"histories": [{"msgs": [{"src": {"is_human": True}, "text": "a"}]}]}},
        {"prompt": "{{[INPUT]}}a", "actions": ["{{[OUTPUT]}}b"],
         "savedsettings": {"chatname": "A", "chatopponent": "B"}},
        {"type": "risuChat", "data": {"message": [{"role": "user", "data": "a", "time": 5}]}},
    ]  # fmt: skip
    if chance.random() < 0.4:
        return dumped(bent(chance.choice(others), chance))
    lines = [bent(line, chance) for line in chat(chance)]
    text = b"\n".join(dumped(line) for line in lines)
    return text if chance.random() < 0.7 else damaged(text, chance)
