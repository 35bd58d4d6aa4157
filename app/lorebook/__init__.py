"""What the world contains: lorebooks, and which of their entries wake for what was just said."""

from app.lorebook.entry import Entry, Filter, InsertPosition, Logic, read_entry
from app.lorebook.formats import FORMS, book_of, read_book, write_book
from app.lorebook.rules import FAULTS, ScanRules
from app.lorebook.scan import Activation, ActivationReason, EntryVerdict, ScanContext, ScanLine, activate
from app.lorebook.store import Lorebook, LorebookId, LorebookStore, check_book, entries_of
from app.lorebook.timing import PastActivation, Timed, timed

__all__ = [
    "FAULTS",
    "FORMS",
    "Activation",
    "ActivationReason",
    "Entry",
    "EntryVerdict",
    "Filter",
    "InsertPosition",
    "Logic",
    "Lorebook",
    "LorebookId",
    "LorebookStore",
    "PastActivation",
    "ScanContext",
    "ScanLine",
    "ScanRules",
    "Timed",
    "activate",
    "book_of",
    "check_book",
    "entries_of",
    "read_book",
    "read_entry",
    "timed",
    "write_book",
]  # fmt: skip
