"""What the world contains: lorebooks, and which of their entries wake for what was just said."""

from app.lorebook.entry import Entry, Filter, Logic, Place, read_entry
from app.lorebook.formats import FORMS, book_of, read_book, write_book
from app.lorebook.rules import FAULTS, Rules
from app.lorebook.scan import Awake, Line, Situation, Verdict, Why, awake
from app.lorebook.store import Lorebook, LorebookId, LorebookStore, check_book, entries_of
from app.lorebook.timing import Timed, Woke, timed

__all__ = [
    "FAULTS", "FORMS", "Awake", "Entry", "Filter", "Line", "Logic", "Lorebook", "LorebookId", "LorebookStore", "Place",
    "Rules", "Situation", "Timed", "Verdict", "Why", "Woke", "awake", "book_of", "check_book", "entries_of",
    "read_book", "read_entry", "timed", "write_book",
]  # fmt: skip
