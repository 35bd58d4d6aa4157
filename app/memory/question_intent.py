"""Words of a question that tell which slot it asks about."""

from __future__ import annotations

import re

HINTS = (
    ("name", re.compile(r"\b(?:my name|i called|call me|who i am|who am i)\b", re.IGNORECASE)),
    ("job", re.compile(r"\b(?:job|work|living|trade|profession|career)\b", re.IGNORECASE)),
    ("home", re.compile(r"\b(?:live|home|city|town|address|house)\b", re.IGNORECASE)),
    ("birthday", re.compile(r"\b(?:birthday|born)\b", re.IGNORECASE)),
    ("plan", re.compile(r"\b(?:plan|plans|planned|coming up|appointment|remind|schedule|tomorrow|weekend|next week|do i have)\b", re.IGNORECASE)),
    ("hobby", re.compile(r"\b(?:hobb(?:y|ies)|free time|spare time|fond of|like to do|enjoy)\b", re.IGNORECASE)),
    ("like", re.compile(r"\b(?:do i like|what i like|fond of|into|enjoy|i love)\b", re.IGNORECASE)),
    ("dislike", re.compile(r"\b(?:dislike|don't i like|hate|can't stand)\b", re.IGNORECASE)),
    ("favourite", re.compile(r"\bfavou?rite|like (?:best|most)|love (?:best|most)\b", re.IGNORECASE)),
    ("age", re.compile(r"\bhow old|my age\b", re.IGNORECASE)),
    ("origin", re.compile(r"\bfrom\b|\bgrew? up\b", re.IGNORECASE)),
    ("wish", re.compile(r"\b(?:dream|wish|bucket list|hope)\b", re.IGNORECASE)),
    ("allergy", re.compile(r"\ballerg", re.IGNORECASE)),
    ("language", re.compile(r"\b(?:language|speak)\b", re.IGNORECASE)),
    ("workplace", re.compile(r"\bwhere (?:do|did) i work\b", re.IGNORECASE)),
)  # fmt: skip


def asked_about(text: str) -> set[str]:
    """The slots that *text* seems to ask about."""
    return {key for key, pattern in HINTS if pattern.search(text)}
