"""A model that is no engine: it answers messages, and can do nothing else.  The whole app speaks through the seam."""

from __future__ import annotations

import pytest

from app.core import settings as s
from app.core.workers import Finished
from app.engine import ModelFacts
from app.generation import Conversations, KvSnapshots
from app.models import CachePrefix, Capability, ChatModel, ModelRegistry, ModelSession, StarterModel, Token, never_over
from app.templates import TextDelta
from app.vault import Blobs


class PlainModel:
    """Has no tokens, no cache and no template; as one on another machine would."""

    capabilities: frozenset[Capability] = frozenset()
    facts = ModelFacts("Plain", "elsewhere", 4096, 4096, None, "", "", {}, parameters=7_000_000_000)

    def __init__(self) -> None:
        self.asked = []

    def identity(self, changes=None):
        return "plain"

    def count_tokens(self, text):
        return len(text) // 4

    def prompt_tokens(self, prompt):
        return sum(self.count_tokens(message.text) for message in prompt.messages)

    def chat(self, prompt, options, is_over=never_over):
        self.asked.append((prompt, options))
        yield Token(0, (TextDelta("I hear you."),))
        yield Token(0, (), is_last=True)

    def prefill(self, prompt, *, stable=None, only_stable=False, may_shift=False):
        raise AssertionError("what is only being written is read by nobody who did not say that they can")
        yield

    def unread_tokens(self, prompt):
        return self.prompt_tokens(prompt)

    def prefill_seconds(self, tokens):
        return 0.0

    def clear_cache(self):
        pass

    def read_prefix(self):
        return CachePrefix()

    def save(self, most_bytes):
        raise AssertionError

    saves_tokens = restore = save

    def close(self):
        pass


class PlainSession(ModelSession):
    """Keeps a model that needs no loading."""

    def __init__(self, registry, settings, home, model: ChatModel) -> None:
        super().__init__(registry, settings, home)
        self._plain = model

    loaded = property(lambda self: self._plain)
    is_ready = True

    def ensure(self):
        return self._plain
        yield

    def warn_of(self, answers_as):
        return iter(())


@pytest.fixture
def plain():
    return PlainModel()


@pytest.fixture
def conversations(store, worker, settings, home, starter, plain, vault):
    session = PlainSession(ModelRegistry(home.registry, StarterModel(starter)), settings, home.root, plain)
    snapshots = KvSnapshots(vault, Blobs(vault), lambda: 1 << 30)
    return Conversations(store, worker, session, settings, "You are {name}. {description}", snapshots)


def finished(job):
    assert job is not None
    assert job.wait(20)
    assert isinstance(job.end, Finished), job.end
    return job.end.value


def test_it_answers_from_messages_alone(conversations, store, wren, plain):
    first = conversations.replies.say(wren, None, "I had a long day.")
    finished(first.job)
    finished(conversations.replies.say(wren, first.conversation_id, "And you?").job)
    assert [line.text for line in store.tree.path(first.conversation_id)][-1] == "I hear you."
    prompt, options = plain.asked[-1]
    assert [message.role.value for message in prompt.messages] == ["system", "user", "assistant", "user"]
    assert prompt.messages[-1].text == "And you?"
    assert prompt.answers_as == wren.display_name
    assert wren.display_name in options.own


def test_what_is_being_written_leaves_for_nobody(conversations, wren, plain, settings):
    settings.put(s.EAGER, True)
    first = conversations.replies.say(wren, None, "I had a long day.")
    finished(first.job)
    asked = len(plain.asked)
    assert finished(conversations.prefill.typing(wren, first.conversation_id, "I never told any")) == 0
    assert finished(conversations.prefill.warm_up(wren, first.conversation_id, keep=True)) == 0
    assert len(plain.asked) == asked
