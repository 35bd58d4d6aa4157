"""What was lived together: facts with their sources, the running story, and everything ever said, found again.

Facts are learned by rule at once and by a model when nobody waits; what contradicts an older one closes it.  What is
shown decides what is known: a memory of an abandoned branch is not recalled on another.
"""

from app.memory.embedding import EmbeddingService
from app.memory.embedding_store import EmbeddingStore
from app.memory.extract_by_model import BEGINS, GRAMMAR, begins, read_answer
from app.memory.extract_rules import extract_facts
from app.memory.fact import Fact, FactCandidate, FactId, OnWay, SaidBy, candidate, named
from app.memory.fact_kinds import SLOTS, THEM, YOU, fact_kind, sentence
from app.memory.files import HOW_SAID, ImportedFact, as_json_file, as_text_file, read_memories
from app.memory.forgetting import Forgetting
from app.memory.journal import JournalStore, Page, PageId, page_by_rule
from app.memory.lexicon import Lexicon
from app.memory.memory import Memory, Viewpoint
from app.memory.message_retriever import Hit, MessageRetriever, Question
from app.memory.options import MemoryOptions
from app.memory.retrieved_item import RetrievedItem
from app.memory.store import FactStore
from app.memory.summaries import BY_RULE, ChapterId, SpokenLine, Summary, SummaryStore, in_short, shortened, to_merge

__all__ = [
    "BEGINS",
    "BY_RULE",
    "GRAMMAR",
    "HOW_SAID",
    "SLOTS",
    "THEM",
    "YOU",
    "ChapterId",
    "EmbeddingService",
    "EmbeddingStore",
    "Fact",
    "FactCandidate",
    "FactId",
    "FactStore",
    "Forgetting",
    "Hit",
    "ImportedFact",
    "JournalStore",
    "Lexicon",
    "Memory",
    "MemoryOptions",
    "MessageRetriever",
    "OnWay",
    "Page",
    "PageId",
    "Question",
    "RetrievedItem",
    "SaidBy",
    "SpokenLine",
    "Summary",
    "SummaryStore",
    "Viewpoint",
    "as_json_file",
    "as_text_file",
    "begins",
    "candidate",
    "extract_facts",
    "fact_kind",
    "in_short",
    "named",
    "page_by_rule",
    "read_answer",
    "read_memories",
    "sentence",
    "shortened",
    "to_merge",
]  # fmt: skip
