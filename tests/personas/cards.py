"""Cards for tests, as other programs write them."""

from __future__ import annotations

import base64
import io
import json
import struct
import zlib

from PIL import Image

from app.personas.cards.png import chunk_of, text_chunk


def picture(kind: str = "PNG", size=(60, 90), colour=(150, 80, 40)) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def fields(**more) -> dict:
    """The fields of V2, with something in each."""
    return {
        "name": "Ottilie",
        "description": "Ottilie keeps the lighthouse.\r\nShe is forty.",
        "personality": "dry, patient",
        "scenario": "A storm is coming.",
        "first_mes": "*lights the lamp* Come in, {{user}}.",
        "mes_example": "<START>\n{{user}}: Hello\n{{char}}: Evening.",
        "creator_notes": "Best with long replies.",
        "system_prompt": "{{original}} Write in the past tense.",
        "post_history_instructions": "",
        "alternate_greetings": ["Who is there?", "The door was open."],
        "tags": ["Sea", "calm"],
        "creator": "a\nb@example.org",
        "character_version": "1.2",
        "extensions": {"talkativeness": "0.5", "chub": {"id": 7}, "depth_prompt": {"prompt": "Terse.", "depth": 2}},
        **more,
    }


def v2(**more) -> dict:
    return {"spec": "chara_card_v2", "spec_version": "2.0", "data": fields(**more)}


def v3(**more) -> dict:
    return {"spec": "chara_card_v3", "spec_version": "3.0", "data": fields(group_only_greetings=[], **more)}


def text(keyword: str, tree: object) -> bytes:
    """A text chunk with a card."""
    return text_chunk(keyword, base64.b64encode(json.dumps(tree).encode()))


def in_png(*chunks: bytes, base: bytes | None = None, early: bool = False) -> bytes:
    """A PNG with *chunks* right before its end, or before its picture."""
    png = base or picture()
    place = png.index(b"IDAT") - 4 if early else png.rindex(b"IEND") - 4
    return png[:place] + b"".join(chunks) + png[place:]


def bad_sum(chunk: bytes) -> bytes:
    """*chunk* with a wrong check sum."""
    return chunk[:-4] + b"\0\0\0\1"


def huge_claim(kind: bytes, body: bytes) -> bytes:
    """A chunk that says it is 200 MB long."""
    return struct.pack(">I", 200 << 20) + kind + body


def packed_text(keyword: str, tree: object) -> bytes:
    """A ``zTXt`` chunk with a card."""
    told = zlib.compress(base64.b64encode(json.dumps(tree).encode()))
    return chunk_of(b"zTXt", keyword.encode() + b"\0\0" + told)


def international_text(keyword: str, tree: object) -> bytes:
    """An ``iTXt`` chunk with a card in plain JSON."""
    return chunk_of(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + json.dumps(tree).encode())
