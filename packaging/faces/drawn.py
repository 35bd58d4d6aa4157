"""The faces of the three companions that ship, drawn from numbers: every feeling, the eyes closed, the mouth open."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from features import FEATURES, Features

from app.presence import NEUTRAL

WIDTH, HEIGHT = 480, 560
CENTRE = WIDTH / 2


SPEAKING = 0.55
"""How far a mouth opens that speaks; one that is open wider stays so."""


def drawn_face(who: str, expression: str, *, blinks: bool = False, speaks: bool = False) -> bytes:
    """An SVG of *who*, a starter's key, on no ground; empty where nobody drew them."""
    draw = FACES.get(who)
    if draw is None:
        return b""
    features = FEATURES.get(expression, FEATURES[NEUTRAL])
    if blinks:
        features = replace(features, lid=0.0)
    if speaks:
        features = replace(features, open=max(features.open + 0.2, SPEAKING))
    parts = draw(features)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
    return f"{head}{parts}</svg>".encode()


def _path(way: str, **looks: object) -> str:
    told = " ".join(f'{name.rstrip("_").replace("_", "-")}="{value}"' for name, value in looks.items())
    return f'<path d="{way}" {told}/>'


def _ellipse(x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1.0) -> str:
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{max(rx, 0.1):.1f}" ry="{max(ry, 0.1):.1f}" fill="{fill}"'
        f' fill-opacity="{opacity:.2f}"/>'
    )


def _line(way: str, colour: str, width: float) -> str:
    return _path(way, fill="none", stroke=colour, stroke_width=width, stroke_linecap="round", stroke_linejoin="round")


def _tipped(parts: str, told: Features, y: float) -> str:
    """*parts* tipped about the neck, which stands at *y*."""
    return f'<g transform="rotate({7 * told.lean:.1f} {CENTRE} {y})">{parts}</g>'


def _eye(
    x: float, y: float, size: float, told: Features, skin: str, ink: str = "#2b1a12", white: str = "#ffffff"
) -> str:
    """An eye of *size* pixels across half of it; closed it is a line that bends as the mouth does."""
    if told.lid < 0.25:
        bend = size * (0.55 if told.smile > 0 else -0.35)
        return _line(f"M{x - size} {y + 2} Q{x} {y - bend:.1f} {x + size} {y + 2}", ink, 5)
    high = size * min(told.lid, 1.25)
    seen_x, seen_y = x + 0.32 * size * told.look_x, y + 0.3 * size * told.look_y
    parts = _ellipse(x, y, size, high, white) if white else ""
    parts += _ellipse(seen_x, seen_y, 0.68 * size, min(0.68 * size, 0.92 * high), ink)
    parts += _ellipse(seen_x + 0.2 * size, seen_y - 0.24 * min(size, high), 0.17 * size, 0.17 * size, "#ffffff")
    if told.lid < 0.95:
        # Gladness lifts the cheek over the eye from below; all else lets the lid down from above.
        way = 1 if told.smile > 0.3 else -1
        cut = y + way * (high - (1 - told.lid) * size)
        half = (size + 1) * math.sqrt(max(0.0, 1 - ((cut - y) / (high + 1)) ** 2))
        left, right, bend = x - half, x + half, cut - way * 7
        arc = f"A{size + 1:.1f} {high + 1:.1f} 0 {int((cut - y) * way < 0)} {int(way > 0)} {left:.1f} {cut:.1f}"
        parts += _path(f"M{left:.1f} {cut:.1f} Q{x} {bend:.1f} {right:.1f} {cut:.1f} {arc} Z", fill=skin)
        parts += _line(f"M{left:.1f} {cut:.1f} Q{x} {bend:.1f} {right:.1f} {cut:.1f}", ink, 3.5)
    return parts


def _brow(x: float, y: float, width: float, told: Features, colour: str, thick: float, side: int) -> str:
    """A brow over the eye at *x*; *side* is 1 for the one on the right, whose inner end lies left."""
    rise = -16 * told.brow
    inner, outer = y + rise + 13 * told.frown, y + rise - 3 * told.frown
    left, right = (inner, outer) if side > 0 else (outer, inner)
    top = (left + right) / 2 - 9 - 3 * max(told.brow, 0)
    return _line(f"M{x - width} {left:.1f} Q{x} {top:.1f} {x + width} {right:.1f}", colour, thick)


def _mouth(x: float, y: float, width: float, told: Features, ink: str, inside: str = "#6d2f2f", lip: float = 5) -> str:
    bend = 20 * told.smile
    side = y - 0.35 * bend
    if told.open < 0.12:
        return _line(f"M{x - width} {side:.1f} Q{x} {y + bend:.1f} {x + width} {side:.1f}", ink, lip)
    low = y + bend + 34 * told.open
    narrow = width * (0.95 if abs(told.smile) > 0.3 else 0.55)
    upper = y + 0.35 * bend
    return _path(
        f"M{x - narrow:.1f} {side:.1f} Q{x} {upper:.1f} {x + narrow:.1f} {side:.1f}"
        f" Q{x} {low + 8:.1f} {x - narrow:.1f} {side:.1f} Z",
        fill=inside, stroke=ink, stroke_width=lip - 1, stroke_linejoin="round",
    )  # fmt: skip


def _blush(told: Features, y: float, apart: float, colour: str, size: float = 24) -> str:
    if told.blush <= 0:
        return ""
    return "".join(_ellipse(CENTRE + side * apart, y, size, 0.62 * size, colour, 0.55 * told.blush) for side in (-1, 1))


def _tears(told: Features, y: float, apart: float) -> str:
    if told.tears <= 0:
        return ""
    long = 14 + 26 * told.tears
    return "".join(
        _path(
            f"M{CENTRE + side * apart} {y} q-9 {0.6 * long:.1f} 0 {long:.1f} q9 -{0.4 * long:.1f} 0 -{long:.1f} Z",
            fill="#8ec7ea", fill_opacity=0.85,
        )
        for side in ((-1, 1) if told.tears > 0.5 else (1,))
    )  # fmt: skip


def _wren(told: Features) -> str:
    """A small brown bird on a twig, from the front."""
    brown, dark, pale, beak = "#9b5c3c", "#7a4630", "#f3dfc4", "#4a2b1d"
    body = _path("M340 330 L432 196 L398 372 Z", fill=dark)
    body += _ellipse(CENTRE, 388, 138, 142, brown) + _ellipse(CENTRE, 420, 92, 108, pale)
    body += _path("M112 330 Q78 430 150 494 Q176 430 150 340 Z", fill=dark)
    body += _path("M368 330 Q402 430 330 494 Q304 430 330 340 Z", fill=dark)
    body += _line("M96 522 Q240 498 384 522", dark, 20)
    body += _line("M208 500 V530 M196 532 h24 M272 500 V530 M260 532 h24", beak, 9)
    head = _ellipse(CENTRE, 226, 124, 114, brown)
    head += _path("M178 132 Q204 84 240 104 Q276 84 302 132 Z", fill=dark)
    head += _ellipse(CENTRE - 58, 262, 54, 44, pale, 0.55) + _ellipse(CENTRE + 58, 262, 54, 44, pale, 0.55)
    head += _blush(told, 272, 74, "#e2725b", 26)
    for side in (-1, 1):
        head += _eye(CENTRE + side * 52, 218, 23, told, brown, white="#fff8ec")
        head += _brow(CENTRE + side * 54, 178, 40, told, pale, 13, side)
    head += _tears(told, 244, 56)
    # A beak smiles by its corners, and opens.
    gap, corner = 40 * told.open, 262 - 8 * told.smile
    if gap > 4:
        head += _path(f"M204 {corner:.1f} L276 {corner:.1f} L{CENTRE} {286 + gap:.1f} Z", fill="#8a3b34")
        edge = corner + gap * 0.5
        head += _path(
            f"M210 {edge:.1f} Q{CENTRE} {300 + gap:.1f} 270 {edge:.1f} L{CENTRE} {318 + gap:.1f} Z", fill=beak
        )
    top, low = 228 - 6 * told.smile, 268 + 6 * told.smile
    head += _path(
        f"M200 {corner:.1f} Q{CENTRE} {top:.1f} 280 {corner:.1f}"
        f" Q{CENTRE} {low:.1f} {CENTRE} 304 Q{CENTRE} {low:.1f} 200 {corner:.1f} Z",
        fill=beak,
    )
    return body + _tipped(head, told, 330)


def _aldous(told: Features) -> str:
    """An old gentleman with round glasses and a white beard."""
    skin, hair, frame = "#f0d3b8", "#e8e8e6", "#3e2f23"
    body = _path("M30 560 Q46 436 150 414 L330 414 Q434 436 450 560 Z", fill="#37474f")
    body += _path("M176 416 L240 520 L304 416 Z", fill="#eceff1") + _path(
        "M226 456 h28 l14 72 l-28 32 l-28 -32 Z", fill="#8d3b3b"
    )
    body += _path("M150 414 L196 560 H120 Z M330 414 L284 560 H360 Z", fill="#2c3a41")
    head = _ellipse(CENTRE - 112, 236, 20, 30, "#e6c3a4") + _ellipse(CENTRE + 112, 236, 20, 30, "#e6c3a4")
    head += _ellipse(CENTRE, 218, 112, 136, skin)
    head += _path("M128 214 Q110 96 168 84 Q148 130 142 220 Z M352 214 Q370 96 312 84 Q332 130 338 220 Z", fill=hair)
    head += _path(
        "M128 250 Q132 440 240 458 Q348 440 352 250"
        " Q330 306 300 300 Q270 292 240 296 Q210 292 180 300 Q150 306 128 250 Z",
        fill="#f7f7f5",
    )
    head += _blush(told, 268, 76, "#e07a6a", 24)
    for side in (-1, 1):
        x = CENTRE + side * 50
        head += _eye(x, 216, 19, told, skin, "#2b2320")
        head += (
            f'<circle cx="{x}" cy="216" r="38" fill="#ffffff" fill-opacity="0.16" stroke="{frame}" stroke-width="7"/>'
        )
        head += _brow(x, 160, 36, told, "#d2d2cf", 14, side)
    head += _line("M228 210 Q240 202 252 210", frame, 7)
    head += _line("M152 208 L128 200 M328 208 L352 200", frame, 6)
    head += _tears(told, 252, 52)
    head += _line("M240 226 Q258 262 236 268", "#cfa98a", 7)
    # The mouth lies in the beard, under a moustache that lifts with a smile.
    lift = 10 * told.smile
    head += _mouth(CENTRE, 326, 34, told, "#b98a78", lip=5)
    top, tip, low = 276 - 0.4 * lift, 306 - lift, 326 - 0.6 * lift
    head += _path(
        f"M{CENTRE} 286 Q206 {top:.1f} 168 {tip:.1f} Q204 {low:.1f} {CENTRE} 306"
        f" Q276 {low:.1f} 312 {tip:.1f} Q274 {top:.1f} {CENTRE} 286 Z",
        fill="#dfdfdc",
    )
    return body + _tipped(head, told, 420)


def _marlow(told: Features) -> str:
    """A teller of adventures in a green hood."""
    skin, hood, deep, hair = "#e2b48c", "#2f5d50", "#203f37", "#5a3a28"
    body = _path("M24 560 Q36 410 150 372 L330 372 Q444 410 456 560 Z", fill=hood)
    body += _path("M150 372 Q240 470 330 372 L346 420 Q240 520 134 420 Z", fill="#264c42")
    body += f'<circle cx="{CENTRE}" cy="452" r="17" fill="#e6b35a" stroke="#8d6424" stroke-width="5"/>'
    head = _path("M240 22 Q86 88 96 268 Q104 394 200 424 L280 424 Q376 394 384 268 Q394 88 240 22 Z", fill=hood)
    head += _path("M240 84 Q128 122 134 262 Q144 372 240 396 Q336 372 346 262 Q352 122 240 84 Z", fill=deep)
    head += _path("M240 118 Q156 138 158 250 Q166 352 240 376 Q314 352 322 250 Q324 138 240 118 Z", fill=skin)
    head += _blush(told, 284, 54, "#d9694f", 22)
    for side in (-1, 1):
        head += _eye(CENTRE + side * 40, 240, 17, told, skin)
        head += _brow(CENTRE + side * 41, 204, 26, told, hair, 9, side)
    head += _tears(told, 268, 42)
    head += _line("M240 252 Q250 284 232 288", "#b98459", 6)
    head += _mouth(CENTRE, 322, 30, told, "#8d4a35")
    head += _path("M240 114 Q150 130 154 252 Q166 176 232 164 Q300 168 326 252 Q330 132 240 114 Z", fill=hair)
    return body + _tipped(head, told, 400)


FACES: dict[str, Callable[[Features], str]] = {"wren": _wren, "aldous": _aldous, "marlow": _marlow}
