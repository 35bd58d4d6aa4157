"""Cases for the floor, composed from lists at run time: cues of age and neutral cues of romance, nothing explicit.

Each file was written independently of the detector and of the others.  ``first`` to ``eighth`` taught the detector what
its signs weigh; ``fourth``, ``sixth`` and ``eighth`` had measured it before.  ``apart`` was used once, to measure what
ships; what it gave stands in resources/help/06-boundaries.md.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One message with what stands before it."""

    text: str  # the message, reply or description that is checked
    kind: str  # the group, in a few words
    companion: str = ""  # a companion's description that stands before; "" says nothing about age
    before: tuple[str, ...] = ()  # messages that came before, oldest first
