"""How sizes, times and speeds of models are said in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.text import Text
from app.core.translation import sentence
from app.core.words import N_, gigabytes
from app.models import VERDICTS, DownloadStage, Rating, Suitability, paced, summed
from app.templates import Checked

STANDINGS = {
    DownloadStage.WAITING: "coming",
    DownloadStage.RUNNING: "coming",
    DownloadStage.PAUSED: "stopped",
    DownloadStage.FAILED: "stopped",
}


WORDS_A_TOKEN = 0.75
"""In English, as tokenizers of today cut it."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Models", text)


def size(count: int) -> str:
    """Bytes, as everywhere in the app."""
    return gigabytes(count)


def number(count: int) -> str:
    """A count with the separators of the person's language."""
    return QLocale().toString(count)


def verdict(judgement: Suitability) -> str:
    """The one word."""
    return sentence(VERDICTS[judgement.verdict])


def offer(name: str, size_bytes: int, judgement: Suitability) -> str:
    """A better model than the starter, for somebody who has never heard of any: how fast, and how much to fetch."""
    if judgement.fastest <= 0:
        return _tr("A far better model fits this computer: {}, {} to download.").format(name, size(size_bytes))
    words = WORDS_A_TOKEN * (judgement.slowest + judgement.fastest) / 2
    pace = str(max(1, round(words))) if words >= 1 else QLocale().toString(words, "f", 1)
    return _tr("A far better model for this computer: {}, about {} words a second, {} to download.").format(
        name, pace, size(size_bytes)
    )


def summary(judgement: Suitability, measured: float = 0.0) -> str:
    """The sum, the speed and what is given up, in sentences."""
    if judgement.verdict is Rating.NOT:
        parts = [sentence(summed(judgement))]
        if judgement.if_others_close:
            parts.append(sentence(Text("suitability.close_others")))
        return " ".join(parts)
    return " ".join(
        [
            sentence(summed(judgement)),
            sentence(paced(judgement, measured)),
            plan(judgement),
            *map(sentence, judgement.gives_up),
        ]
    )


def may_get(judgement: Suitability) -> bool:
    """Whether it makes sense to download it: it runs, or would if other programs were closed."""
    return judgement.verdict is not Rating.NOT or judgement.if_others_close


def standing(stage: DownloadStage) -> str:
    """How a card shows a download: ``coming``, ``stopped``, or nothing when it is done."""
    return STANDINGS.get(stage, "")


def plan(judgement: Suitability) -> str:
    """How it would be loaded."""
    where = _tr("on the graphics card") if judgement.plan.gpu_layers else _tr("on the processor")
    return _tr("Would run {}, with a context of {} tokens.").format(where, number(judgement.plan.context_tokens))


def duration(seconds: float) -> str:
    """How long, roughly."""
    if seconds < 90:
        return _tr("{} s").format(round(seconds))
    if seconds < 5400:
        return _tr("{} min").format(round(seconds / 60))
    return _tr("{} h").format(QLocale().toString(seconds / 3600, "f", 1))


def speed(bytes_a_second: float) -> str:
    """How fast a download is."""
    return _tr("{} MB/s").format(QLocale().toString(bytes_a_second / 1e6, "f", 1))


ADAPTED = {
    "folds_system": N_("who the companion is stands in your first message"),
    "opens_turn": N_("a short line of yours stands before the first message"),
    "joins_turns": N_("messages in a row are joined"),
    "joins_notes": N_("notes and lore are joined to your messages"),
    "joins_last_note": N_("a note at the very end is joined to your last message"),
}
THINKS = {
    "none": N_("Does not think before it speaks"),
    "can be off": N_("Can think before it speaks; that is off unless you ask for it"),
    "always": N_("Always thinks before it speaks; that is folded away"),
}


def chat_format(checked: Checked) -> list[str]:
    """What is to be known of a model's chat format, a line each."""
    if checked.bound:
        return [
            _tr("Its chat format asks for far more time or memory than a prompt takes, so a plain transcript is used")
        ]
    if checked.refused:
        return [_tr("Has no usable chat format of its own: a plain transcript is used, and answers may be worse")]
    changes = [_tr(ADAPTED[name]) for name in checked.adapted]
    lines = [_tr("Chat format: its own") + (_tr(", changed so that it fits: ") + "; ".join(changes) if changes else "")]
    if checked.lost:
        lines.append(_tr("Lost in its chat format: {}").format("; ".join(checked.lost)))
    return [*lines, _tr(THINKS[checked.thinking])]
