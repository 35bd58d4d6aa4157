"""Where help is: recognises talk of suicide, self-harm or abuse, and says where people listen.

It never ends a talk, is kept nowhere and counted nowhere.  It knows first-person English and errs on the side of
showing once more: a card that was not needed costs a glance.
"""

from __future__ import annotations

import enum
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.boundaries.words_of import folded
from app.core.words import N_


class Need(enum.Enum):
    """What help is for."""

    SUICIDE = "suicide"
    """Suicide and self-harm."""
    ABUSE = "abuse"
    """Violence by somebody close, and sexual violence."""


_I = r"\b(?:i|i'm|im|i've|ive|i'd|i'll|me|my|myself)\b"
SUICIDE = re.compile(
    r"\b(?:kill(?:ing)? my ?self|end(?:ing)? my (?:own )?life|tak(?:e|ing) my (?:own )?life|end(?:ing)? it all"
    r"|(?:want|wanna|wish|going|ready|hope|hoping|plan|planning) (?:to |i could (?:just )?)(?:die|be dead)"
    r"|wish (?:that )?i (?:was|were) (?:dead|never born|not alive)|(?:don't|dont|do not) (?:want|wanna|wish) (?:to )?"
    r"(?:live|be alive|exist|wake up|be here)(?: any ?more| ever again)?(?! (?:in|at|with|near|when|if|for|late|early))"
    r"|no (?:reason|point) (?:to|in|for me to) (?:live|living|going on|go on)"
    r"|better off (?:dead|without me)|(?:i'm|i am|im|feeling|feel) (?:so |really |very )?suicidal"
    r"|(?:thinking|thoughts?|think) (?:about|of) (?:suicide|killing my ?self|ending (?:it|my life))"
    r"|commit(?:ting)? suicide|suicide (?:note|plan)|can't go on(?: living| like this| any ?more)?[.!]?$"
    r"|(?:hurt|hurting|harm|harming|cut|cutting|burn|burning|starv(?:e|ing)) my ?self"
    r"(?! (?:shaving|cooking|chopping|on (?:a|the|some)|off|some slack|peeling|slicing|while|when|playing|training|with"
    r" (?:a|the) (?:kitchen|bread|paper)|opening|gardening))"
    r"|self[- ]?harm\w*|overdos(?:e|ed|ing) on|jump(?:ing)? off (?:a|the) (?:bridge|roof|building)"
    r"|unalive my ?self|kms\b|kys\b)"
)
ABUSE = re.compile(
    r"\b(?:(?:he|she|they|husband|wife|partner|boyfriend|girlfriend|dad|father|mom|mum|mother|stepdad|stepfather"
    r"|uncle|brother|ex|boss|teacher|coach)\b[^.!?]{0,30}\b"
    r"(?:hits|hit|beats|beat|chokes|choked|slaps|slapped|punches|punched|rapes|raped|molests|molested|abuses|abused"
    r"|assaulted|assaults|strangled|strangles|threatens to kill|threatened to kill|hurts|forces|forced|touches|touched"
    r"|kicks|kicked|shoves|shoved)(?: on| up)? (?:me|us)\b(?! (?:up|with (?:a|the) (?:question|idea)|with his|with her"
    r"|as"
    r"|deeply|so much|at (?:chess|cards|tennis|golf|darts|pool)|to it|with kindness))"
    r"|i (?:was|got|am|am being|have been|'ve been|keep getting|keep being) (?:being )?(?:raped|molested|abused"
    r"|sexually (?:abused|assaulted)|assaulted|beaten|trafficked|groomed)"
    r"|i'?(?:m|ve been) being (?:abused|beaten|hurt)|(?:abusive|violent) (?:husband|wife|partner|boyfriend|girlfriend"
    r"|father|mother|dad|mum|mom|home|household|relationship|marriage)\b"
    r"|afraid (?:of|to go home to) my (?:husband|wife|partner|boyfriend|girlfriend|father|mother|dad|stepdad)"
    r"|(?:won't|doesn't|will not) let me (?:leave|out of the house|see my (?:family|friends)))"
)
NOT_MEANT = re.compile(
    r"\b(?:killing me|kill for a|dying (?:to|for|of (?:laughter|boredom))|to die for|die laughing"
    r"|suicide squad|not suicidal|never (?:hurt|harm|kill) myself|would(?:n't| not| never) (?:hurt|harm|kill) myself)\b"
)
TOLD_OF_OTHERS = re.compile(r"\*[^*]*\*|[\"“][^\"”]*[\"”]")


def needed(text: str) -> Need | None:
    """What kind of help *text* may call for.  What stands as action or speech of a story is passed over."""
    plain = folded(TOLD_OF_OTHERS.sub(" ", text))
    plain = NOT_MEANT.sub(" ", plain)
    if SUICIDE.search(plain):
        return Need.SUICIDE
    return Need.ABUSE if ABUSE.search(plain) else None


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line: for what, how it is called and reached, where that stands officially, and when it was read there."""

    country: str
    needs: frozenset[Need]
    name: str
    reach: str
    source: str
    read_on: str


KIND = {
    Need.SUICIDE: N_("That sounds heavy. Whatever you decide to write here, you do not have to carry it alone:"),
    Need.ABUSE: N_("Nobody may do that to you, and it is not your fault. There are people who can help:"),
}
ELSEWHERE = N_("your local emergency number")
NOT_KEPT = N_("This note is kept nowhere, and nothing of it leaves this computer.")


def read_lines(path: Path) -> list[HelpLine]:
    """The lines in the file at *path*."""
    data = tomllib.loads(path.read_text("utf-8"))
    return [
        HelpLine(
            line["country"], frozenset(Need(need) for need in line["for"]),
            line["name"], line["reach"], line["source"], str(line["read_on"]),
        )
        for line in data["line"]
    ]  # fmt: skip


def lines_for(every: Sequence[HelpLine], country: str, need: Need) -> list[HelpLine]:
    """The lines of *country* (two letters) for *need*; none where we know of none."""
    return [line for line in every if line.country == country.upper() and need in line.needs]


def country_of(locale: str) -> str:
    """The country in the name of a locale, as ``de_AT.UTF-8``; empty where it names none."""
    found = re.match(r"[A-Za-z]{2,3}(?:[_-][A-Za-z]{4})?[_-]([A-Za-z]{2})(?![A-Za-z])", locale)
    return found.group(1).upper() if found else ""
