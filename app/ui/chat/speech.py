"""What is said and what is done, set apart: marks in a block's HTML that the theme gives their colours.

Characters speak between quotation marks and act between asterisks.  A quotation may hold an emphasis, and one that is
not closed yet, as in a reply that still grows, goes on to the end of its block.
"""

from __future__ import annotations

import re

SPEECH, ACTION, END = '<font color="speech">', '<font color="action">', "</font>"
"""No stranger's words can be taken for these: what they write stands here with its angle brackets escaped."""

PAIRS = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』"}
PIECE = re.compile(r'<[^<>]*>|&\w+;|["“”„«»「」『』]|[^<>&"“”„«»「」『』]+|.', re.DOTALL)
MOST_QUOTES = 400
"""A block with more of them is left in one colour."""
CODE, END_CODE = "<code>", "</code>"


def coloured(text: str) -> str:
    """*text*, a block's HTML, with its speech and its actions marked; every word of it as it was."""
    marked = _with_speech(text) if any(sign in text for sign in PAIRS) else text
    return marked.replace("<i>", f"<i>{ACTION}").replace("</i>", f"{END}</i>")


def _with_speech(text: str) -> str:
    pieces = PIECE.findall(text)
    if sum(piece in PAIRS for piece in pieces) > MOST_QUOTES:
        return text  # no conversation: somebody's table, or somebody's trick
    out: list[str] = []
    place = 0
    last, in_code = "", False
    while place < len(pieces):
        piece = pieces[place]
        in_code = piece == CODE or (in_code and piece != END_CODE)
        opens = piece in PAIRS and not in_code and _opens(last, piece)
        end = _end_of_speech(pieces, place) if opens else 0
        if not end:
            out.append(piece)
            place += 1
        else:
            out += [SPEECH, *pieces[place:end], END]
            place = end
        last = next((each for each in reversed(pieces[max(0, place - 4) : place]) if not each.startswith("<")), last)
    return "".join(out)


def _opens(last: str, sign: str) -> bool:
    """Whether a quotation can begin after *last*: not inside a word, nor behind a number for inches."""
    return not last or last[-1].isspace() or (not last[-1].isalnum() and last[-1] not in ".,!?…") or sign not in '"»'


def _end_of_speech(pieces: list[str], start: int) -> int:
    """Where the quotation that begins at *start* ends; 0 where an emphasis begun in it ends outside, or the other way
    round: marks must not cross."""
    closes, depth = PAIRS[pieces[start]], 0
    for place in range(start + 1, len(pieces)):
        piece = pieces[place]
        if piece in closes:
            return 0 if depth else place + 1
        if piece == "<br>" and depth == 0 and pieces[place - 1] == "<br>":
            return 0  # another paragraph
        if piece.startswith("</"):
            depth -= 1
        elif piece.startswith("<") and piece != "<br>":
            depth += 1
        if depth < 0:
            return 0
    return 0 if depth else len(pieces)
