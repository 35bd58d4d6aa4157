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

from app.boundaries.word_forms import folded, sentences


class CrisisKind(enum.Enum):
    """What help is for."""

    SUICIDE = "suicide"
    """Suicide and self-harm."""
    ABUSE = "abuse"
    """Violence by somebody close, and sexual violence."""


_I = r"\b(?:i|i'm|im|i've|ive|i'd|id|i'll|ill|me|my|myself)\b"
_HARM = r"(?! (?:shaving|cooking|chopping|on (?:a|the|some)|off|some slack|peeling|slicing|while|when|playing|training|opening|gardening|at (?:football|soccer|work|the gym|rugby|practice|training|sport\w*)|in the (?:gym|garden|kitchen)|doing|moving|lifting|falling|with (?:a|the) (?:kitchen|bread|paper|can|hammer)))"
SUICIDE = re.compile(
    r"\b(?:kill(?:ing)? my ?self|end(?:ing)? my (?:own )?life|tak(?:e|ing) my (?:own )?life|unalive my ?self|kms"
    r"|(?:i|i'd|i'll|and|to|just) end it all(?! with)|(?:i|i'm|im|i am|i'd|i just|i really|i still)\b[^.!?]{0,12} (?:want|wanna|wish|ready|hope|hoping|planning|plan|going) (?:to |i could (?:just )?)?(?:die|be dead)(?! (?:of|on|for|laughing|before|in|at|with|from|a|like))"
    r"|i(?:'d| would) rather (?:be dead|die)(?! than)|(?:feel|felt) like dying|i should (?:just )?die|wish (?:that )?i(?: was| were|'d been| had been|'d| had)? (?:dead|never (?:been )?born|not alive|didn't exist)"
    r"|i(?: just| really)* (?:don't|dont|do not) (?:want|wanna|wish) (?:to )?(?:live|be alive|exist|wake up)(?: any ?more| ever again)?(?! (?:in|at|with|near|when|if|for|late|early|so|here|there|like|alone|by))"
    r"|i (?:don't|dont|do not) want to be here any ?more|(?:no|don't see (?:a|any)|don't see a) (?:reason|point) (?:to|in|for me to) (?:keep )?(?:live|living|going on|go on|being alive)"
    r"|(?:i'm|i am|i'd be|everyone(?: would be|'s| is|'d be)|they(?:'d| would) be) better off (?:dead|without me)|(?:i'm|i am|im|i feel|feeling|i've been) (?:so |really |very )?suicidal"
    r"|(?:i have|i've|having|had|my|i had|i get|i keep having) (?:\w+ )?(?:suicidal )?(?:thoughts?|thinking) (?:about|of) (?:suicide|killing my ?self|ending (?:it|my life))|suicidal thoughts|(?:thinking|think|thought) (?:about|of) (?:suicide|killing my ?self|ending (?:it all|my life))"
    r"|commit(?:ting)? suicide|(?:my|a) suicide (?:note|plan)|i can't go on(?: living| like this| any ?more)?(?=[.!,]|$)|life (?:isn't|is not|ain't) worth (?:living|it)|nobody would (?:miss me|care if i (?:died|was gone))"
    r"|i (?:just )?want (?:it|everything) (?:all )?to end|(?:want|wish) to disappear for ?ever|i can't do this any ?more, i want out|took (?:a|the) whole (?:bottle|pack) of pills"
    r"|(?:hurt|hurting|harm|harming|cut|cutting|burn|burning|burnt|burned|starv(?:e|ing)) my ?self"
    + _HARM
    + r"|i(?:'ve)? (?:relapsed|cut again|relapsed and cut)|self[- ]?harm\w*|(?:i|i've|i'm|im)[^.!?]{0,14} overdos(?:e|ed|ing)\b(?! on (?:chocolate|sugar|coffee|tv|cake|sweets|candy|memes|series|netflix))"
    r"|i(?:'m| am| want to| will| could| might|'ll)? (?:going to |gonna |just )?jump(?:ing)? off (?:a|the|this) (?:bridge|roof|building))"
)
_CLOSE = r"(?:he|she|husband|wife|partner|boyfriend|girlfriend|dad|father|mom|mum|mother|stepdad|stepfather|stepmother|uncle|brother|ex|coach|priest|someone|somebody|a man|a guy|a stranger|man|guy)"
_NOT_GAMES = r"(?! (?:up|with (?:a|the|his|her) (?:question|idea|snowball|pillow|pop|bill|puns?|news|smile|look)|with (?:kindness|love)|as|deeply|so much|at|by \d|by (?:two|three|one|a)|for \d|to it|to the|in (?:chess|cards|the (?:race|game|finals?|quiz))|every time we|on the (?:back|shoulder)|out of|like|\d))"
ABUSE = re.compile(
    rf"\b{_CLOSE}\b[^.!?]{{0,24}}\b(?:hits|hit|beats|beat|chokes|choked|slaps|slapped|punches|punched|kicks|kicked|strangled|strangles|hurts|pushed|pushes|shoved|shoves|threw|throws)(?: on)? (?:me|us)\b{_NOT_GAMES}"
    rf"|\b{_CLOSE}\b[^.!?]{{0,24}}\b(?:rapes|raped|molests|molested|abuses|abused|assaulted|assaults|groped|gropes|stalks|stalked|trafficked|groomed) (?:me|us)\b|\bforce[sd] (?:himself|herself|themselves) on me\b"
    rf"|\b{_CLOSE}\b[^.!?]{{0,24}}\b(?:threatens|threatened) to (?:kill|hurt|hit) (?:me|us)\b|\b(?:touched|touches|kissed|kisses|forced|forces|made) me (?:\w+ ){{0,4}}?(?:against my will|when i (?:said no|didn't want)|to (?:have sex|touch|kiss|undress|sleep with))"
    r"|\b(?:i was|i've been|ive been|i have been|i got|i am being|i'm being|im being|i keep (?:getting|being)|i was being) (?:being )?(?:raped|molested|abused|sexually (?:abused|assaulted|harassed)|assaulted(?! by (?:the|a) (?:smell|sound|noise|heat))|beaten(?! (?:at|in|to|by \d|again at))|trafficked|groomed|stalked)"
    r"|\b(?:my|an?) (?:\w+ )?(?:abusive|violent) (?:husband|wife|partner|boyfriend|girlfriend|father|mother|dad|mum|mom|home|household|relationship|marriage|ex)\b|\b(?:husband|wife|partner|boyfriend|girlfriend|father|mother|dad|stepdad) (?:gets|is|becomes|turned|was) (?:so |very |really )?(?:violent|abusive)\b"
    r"|\b(?:afraid|scared|terrified|frightened) (?:of|to go home to) my (?:husband|wife|partner|boyfriend|girlfriend|father|mother|dad|stepdad|ex)\b"
    r"|\b(?:husband|wife|partner|boyfriend|girlfriend|father|mother|dad|stepdad|he|she) (?:won't|doesn't|will not) let me (?:leave(?= (?:the house|him|her|home)|$|[.!?,])|out of the house|see my (?:family|friends))|\b(?:controls|takes) all my money\b"
)
NOT_MEANT = re.compile(
    r"\b(?:killing me|kill for a|dying (?:to|for|of (?:laughter|boredom))|to die for|die laughing|hope to die|suicide squad|not suicidal|bungee"
    r"|never (?:hurt|harm|kill) myself|would(?:n't| not| never) (?:hurt|harm|kill) myself)\b"
)
TOLD_OF_OTHERS = re.compile(r"\*[^*]*\*|[\"“][^\"”]*[\"”]")


def classify_crisis(text: str) -> CrisisKind | None:
    """What kind of help *text* may call for.  What stands as action or speech of a story is passed over."""
    plain = folded(TOLD_OF_OTHERS.sub(" ", text))
    plain = NOT_MEANT.sub(" ", plain)
    if SUICIDE.search(plain):
        return CrisisKind.SUICIDE
    done = DONE_TO_A_CHILD.search(plain) and OWN_YOUTH.search(plain) and not LIKED.search(plain)
    return CrisisKind.ABUSE if done or ABUSE.search(plain) else None


_OLDER = (
    r"(?:teacher|coach|trainer|tutor|neighbou?r|grandfather|grandpa|cousin|pastor|babysitter|boss|counsellor|doctor)"
)
DONE_TO_A_CHILD = re.compile(
    rf"\b(?:{_CLOSE[3:-1]}|{_OLDER[3:-1]})\b[^.!?]{{0,30}}\b(?:touched|touches|kissed|kisses|had sex with|has sex with|slept with|undressed) me\b"
)
OWN_YOUTH = re.compile(
    r"\b(?:i'm|im|i am|i was|when i was|at) (?:only |just |about |barely )?(?:\d{1,2}|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven)teen)\b"
    r"|\bas a (?:child|kid|teen\w*|little)|\bwhen i was (?:a|little|small|young)"
)
LIKED = re.compile(
    r"\b(?:loved it|liked it|i (?:love|like|want|wanted) (?:him|her|it|more)|in love|crush|dating|girlfriend|romantic|flirt)"
)
TOLD_AS_PLAY = re.compile(r"\*[^*]+\*|\b(?:role-?play|pretend|imagine|let's play|be my|kiss me|our date|you are my)\b")


def without_disclosures(text: str) -> str:
    """*text* without the sentences that tell of violence done to somebody: those are heard, whatever the minors filter finds.

    Where anything is played or wished for, nothing is left out.
    """
    plain = folded(text)
    if TOLD_AS_PLAY.search(plain) or LIKED.search(plain):
        return text
    own = OWN_YOUTH.search(plain) is not None
    told = [sentence for _, sentence in sentences(text)]
    kept = [
        sentence
        for sentence in told
        if classify_crisis(sentence) is not CrisisKind.ABUSE and not (own and DONE_TO_A_CHILD.search(folded(sentence)))
    ]
    return text if len(kept) == len(told) else " ".join(kept)


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line: for what, how it is called and reached, where that stands officially, and when it was read there."""

    country: str
    needs: frozenset[CrisisKind]
    name: str
    reach: str
    source: str
    read_on: str


def read_lines(path: Path) -> list[HelpLine]:
    """The lines in the file at *path*."""
    data = tomllib.loads(path.read_text("utf-8"))
    return [
        HelpLine(
            line["country"], frozenset(CrisisKind(need) for need in line["for"]),
            line["name"], line["reach"], line["source"], str(line["read_on"]),
        )
        for line in data["line"]
    ]  # fmt: skip


OTHERWISE = {"UK": "GB", "EL": "GR"}
"""How people write a country, where the standard (ISO 3166) has other letters."""


def lines_for(every: Sequence[HelpLine], country: str, need: CrisisKind) -> list[HelpLine]:
    """The lines of *country* (two letters) for *need*; none where we know of none."""
    wanted = OTHERWISE.get(country.upper(), country.upper())
    return [line for line in every if line.country == wanted and need in line.needs]


def country_of(locale: str) -> str:
    """The country in the name of a locale, as ``de_AT.UTF-8``; empty where it names none."""
    found = re.match(r"[A-Za-z]{2,3}(?:[_-][A-Za-z]{4})?[_-]([A-Za-z]{2})(?![A-Za-z])", locale)
    return found.group(1).upper() if found else ""
