"""What was lived together: facts with their sources, the running story, and everything ever said, found again.

Facts are learned by rule at once and by a model when nobody waits; what contradicts an older one closes it.  What is
shown decides what is known: a memory of an abandoned branch is not recalled on another.
"""

from app.memory.embedding_store import Meanings
from app.memory.extract_by_model import BEGINS, GRAMMAR, begins, read_answer
from app.memory.extract_rules import told_in
from app.memory.fact import Fact, FactId, Lesson, OnWay, Reach, SaidBy, lesson, named
from app.memory.fact_kinds import SLOTS, THEM, YOU, sentence, slot_of
from app.memory.files import HOW_SAID, Brought, as_json_file, as_text_file, read_memories
from app.memory.forgetting import Forgetting
from app.memory.journal import JournalStore, Page, PageId, page_by_rule
from app.memory.lexicon import Families
from app.memory.memory import Here, Memory
from app.memory.message_retriever import Archive, Hit, Question
from app.memory.options import Choices
from app.memory.retrieved_item import Memo
from app.memory.store import FactStore
from app.memory.summaries import BY_RULE, Chapter, ChapterId, Line, StoryStore, in_short, shortened, to_merge

__all__ = [
    "BEGINS",
    "BY_RULE",
    "GRAMMAR",
    "HOW_SAID",
    "SLOTS",
    "THEM",
    "YOU",
    "Archive", "Brought",
    "Chapter",
    "ChapterId",
    "Choices",
    "Fact",
    "FactId",
    "FactStore",
    "Families",
    "Forgetting",
    "Here",
    "Hit",
    "JournalStore",
    "Lesson",
    "Line",
    "Meanings",
    "Memo",
    "Memory",
    "OnWay",
    "Page",
    "PageId",
    "Question",
    "Reach",
    "SaidBy",
    "StoryStore",
    "as_json_file",
    "as_text_file",
    "begins",
    "in_short",
    "lesson",
    "named",
    "page_by_rule",
    "read_answer",
    "read_memories",
    "sentence",
    "shortened",
    "slot_of",
    "to_merge",
    "told_in",
]  # fmt: skip
