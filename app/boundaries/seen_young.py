"""Whether a picture, by the words in which somebody described it, shows anybody who may be under 18.

Wider than what is asked of a text: of a picture one sees nobody's age, and a describing model says "girl" of a woman as
of a child.  What is closed by it is closed for a few turns, so that too much costs little.
"""

from __future__ import annotations

import re

from app.boundaries.age_cues import age_mentions
from app.boundaries.normalize import normalize

_YOUNG = re.compile(
    r"\b(?:child(?:ren|hood)?|kids?|bab(?:y|ies)|newborns?|toddlers?|infants?|boys?|girls?|teen\w*|minors?|pupils?"
    r"|school\w*|kindergart\w+|preschool\w*|adolescents?|youngsters?|youths?|little (?:ones?|sister|brother)"
    r"|students?|juniors?)\b"
)


_PICTURE = re.compile(
    r"\b(?:picture[sd]?|photo\w*|images?|pics?|snapshots?|selfies?|portraits?|drawings?|paintings?|screenshots?)\b"
)


def speaks_of_a_picture(text: str) -> bool:
    """Whether *text* may be about a picture that was shown before, or about somebody young in one."""
    plain = normalize(text)
    return bool(_PICTURE.search(plain) or _YOUNG.search(plain))


def seems_to_show_young(description: str) -> bool:
    """Whether *description* of a picture mentions somebody who is, or may be, under 18."""
    plain = normalize(description)
    return bool(_YOUNG.search(plain) or next(iter(age_mentions(plain)), None))
