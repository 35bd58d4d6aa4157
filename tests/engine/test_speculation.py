"""Guessing ahead changes how fast something is said, never what: with equal seeds every word is the same."""

from __future__ import annotations

import contextlib

import pytest

from app.core.errors import EngineError, ModelUnreadable
from app.engine import LoadPlan, Sampling, TextChunk, open_model
from app.engine.speculation import BatchCosts, Depth, FreeDrafter, PromptLookup, Speculation
from tests.driving import run
from tests.engine.kinds import KINDS, write_kind
from tests.engine.tiny import write_mamba

GREEDY = Sampling(temperature=0, repeat_penalty=1.0)
PLAN = LoadPlan(context_tokens=1024, batch_tokens=64)
TALE = "bade fuge kolo misa runo tepa vilo "
LENGTH = 40


class Free(BatchCosts):
    """Reading a batch costs no more than reading one: guessing always pays."""

    def of(self, size: int) -> float:
        return 1.0


class Cheap(BatchCosts):
    """Each token more costs a fifth of the first."""

    def of(self, size: int) -> float:
        return 0.8 + 0.2 * size


class Costly(BatchCosts):
    """Each token of a batch costs as much as one alone: guessing never pays."""

    def of(self, size: int) -> float:
        return float(size)


class Told(FreeDrafter):
    """Speculation what it was told will be said, and every *wrong*-th time something else."""

    def __init__(self, prompt: list[int], answer: list[int], wrong: int) -> None:
        self._prompt, self._answer, self._wrong = prompt, answer, wrong
        self.asked = 0

    def propose(self, tokens, count):
        yield None
        self.asked += 1
        place = len(tokens) - len(self._prompt)
        coming = self._answer[place : place + count]
        return [(token + 1) % 100 if (place + at) % self._wrong == 0 else token for at, token in enumerate(coming)]


@pytest.fixture(scope="module", params=sorted(KINDS))
def path(request, tmp_path_factory):
    return write_kind(request.param, tmp_path_factory.mktemp("kinds"))


@pytest.fixture(scope="module")
def llama_path(tmp_path_factory):
    return write_kind("llama", tmp_path_factory.mktemp("kinds"))


@contextlib.contextmanager
def opened(path):
    engine = open_model(path, PLAN)
    try:
        yield engine
    finally:
        engine.close()


def spoken(engine, tokens, sampling: Sampling = GREEDY, length: int = LENGTH) -> str:
    return "".join(step.text for step in engine.stream(tokens, sampling, length) if isinstance(step, TextChunk))


class Recording(Told):
    """Guesses nothing, and keeps what is said."""

    def __init__(self, prompt: list[int]) -> None:
        super().__init__(prompt, [], 1)
        self.said: list[int] = []

    def propose(self, tokens, count):
        yield None
        self.said = tokens[len(self._prompt) :]
        return []


def plain(path, sampling: Sampling) -> tuple[list[int], str, list[int]]:
    """A prompt, what is answered without any guess, and its tokens but for the last."""
    with opened(path) as engine:
        tokens = engine.tokenize(TALE * 20, special=False)[:100]
        recording = Recording(tokens)
        engine.speculation = Speculation(recording, only_by_chance=False)
        return tokens, spoken(engine, tokens, sampling), recording.said


@pytest.mark.parametrize("sampling", [GREEDY, Sampling(seed=11), Sampling(seed=12, temperature=1.2, top_k=0)])
@pytest.mark.parametrize("wrong", [1, 3, 1000])
def test_with_equal_seeds_the_same_is_said_however_many_guesses_are_wrong(path, sampling, wrong):
    tokens, text, answer = plain(path, sampling)
    with opened(path) as engine:
        told = Told(tokens, answer, wrong)
        engine.speculation = Speculation(told, costs=Free(), only_by_chance=False)
        assert spoken(engine, tokens, sampling) == text
        assert bool(told.asked) is engine.facts.can_take_back
        # What was guessed and not said is nowhere: what follows is as after a plain reply.
        again = spoken(engine, tokens, sampling)
    assert again == text


@pytest.mark.parametrize("sampling", [GREEDY, Sampling(seed=11)])
def test_where_the_same_words_must_come_again_nothing_is_guessed(llama_path, sampling):
    """A batch is rounded in another way; how large it is depends on how quick the machine is just now."""
    tokens, text, answer = plain(llama_path, sampling)
    with opened(llama_path) as engine:
        told = Told(tokens, answer, 1000)
        engine.speculation = Speculation(told, costs=Free())
        assert spoken(engine, tokens, sampling) == text
        assert told.asked == 0
        spoken(engine, tokens, Sampling())
        assert told.asked > 0


def test_right_guesses_are_read_in_fewer_batches(llama_path):
    tokens, text, answer = plain(llama_path, GREEDY)
    with opened(llama_path) as engine:
        told = Told(tokens, answer, 1000)
        engine.speculation = Speculation(told, costs=Free(), only_by_chance=False)
        assert spoken(engine, tokens) == text
        assert told.asked < LENGTH / 2


def test_a_reply_broken_off_ahead_of_itself_leaves_only_what_was_said(llama_path):
    tokens, text, answer = plain(llama_path, GREEDY)
    with opened(llama_path) as engine:
        engine.speculation = Speculation(Told(tokens, answer, 1000), costs=Free(), only_by_chance=False)
        speaking = engine.stream(tokens, GREEDY, LENGTH)
        said = ""
        while len(engine.tokenize(said, special=False)) < 3:
            step = next(speaking)
            said += step.text if isinstance(step, TextChunk) else ""
        speaking.close()
        assert engine.held_tokens <= len(tokens) + 4
        # And what was begun is gone on with as if nothing had been guessed.
        assert "".join(
            step.text for step in engine.stream(tokens, GREEDY, LENGTH, go_on=True) if isinstance(step, TextChunk)
        ) == text  # fmt: skip


def test_a_banned_phrase_is_avoided_in_the_same_way(llama_path):
    tokens, text, _ = plain(llama_path, GREEDY)
    banned = Sampling(temperature=0, repeat_penalty=1.0, banned=(text[6:12],))
    tokens, around, answer = plain(llama_path, banned)
    assert banned.banned[0].casefold() not in around.casefold()
    with opened(llama_path) as engine:
        engine.speculation = Speculation(Told(tokens, answer, 4), costs=Free(), only_by_chance=False)
        assert spoken(engine, tokens, banned) == around


def test_a_smaller_model_guesses_and_changes_no_word(llama_path, monkeypatch):
    """Here it is the same model: of what is most likely it guesses everything right."""
    monkeypatch.setattr("app.engine.draft_model.LIKELY", 0.0)
    tokens, text, _ = plain(llama_path, GREEDY)
    with opened(llama_path) as engine:
        engine.speculation = Speculation(Told(tokens, [], 1), costs=Free(), only_by_chance=False)
        run(engine.assist(llama_path))
        run(engine.prefill_draft(tokens))
        assert spoken(engine, tokens) == text
        assert engine.speculation.acceptance > 0.9
        engine.clear_cache()
        assert spoken(engine, tokens, Sampling(seed=5)) == plain(llama_path, Sampling(seed=5))[1]


def test_one_that_fails_is_done_without_and_the_reply_is_whole(llama_path):
    class Failing(Told):
        is_closed = False

        def propose(self, tokens, count):
            yield None
            raise EngineError("decoding")

        def close(self) -> None:
            self.is_closed = True

    tokens, text, _ = plain(llama_path, GREEDY)
    with opened(llama_path) as engine:
        failing = Failing(tokens, [], 1)
        engine.speculation = Speculation(failing, costs=Free(), only_by_chance=False)
        assert spoken(engine, tokens) == text
        assert failing.is_closed


def test_a_load_that_is_broken_off_leaves_no_second_model(llama_path):
    with opened(llama_path) as engine:
        loading = engine.assist(llama_path)
        next(loading)
        loading.close()
        run(engine.assist(llama_path))
        assert spoken(engine, engine.tokenize(TALE * 20, special=False)[:100]) == plain(llama_path, GREEDY)[1]


def test_a_model_with_other_words_is_refused_and_nothing_changes(llama_path, tmp_path):
    tokens, text, _ = plain(llama_path, GREEDY)
    other = write_mamba(tmp_path / "mamba.gguf")
    with opened(llama_path) as engine:
        with pytest.raises(ModelUnreadable):
            run(engine.assist(other))
        assert spoken(engine, tokens) == text


# --- what guesses, and how deep ---


def guessed(drafter, tokens, count=4):
    return run(drafter.propose(tokens, count))


def test_what_stood_after_the_same_words_is_guessed():
    lookup = PromptLookup()
    assert guessed(lookup, [1, 2, 3, 4, 5, 6, 9, 1, 2, 3]) == [4, 5, 6, 9]
    assert guessed(lookup, [1, 2, 3, 4, 5, 6, 9, 1, 2, 3, 4]) == [5, 6, 9, 1]
    assert guessed(lookup, [1, 2, 3, 4, 5, 6, 9, 1, 2, 3, 4, 7]) == []


def test_what_was_taken_back_is_guessed_no_more():
    lookup = PromptLookup()
    guessed(lookup, [1, 2, 3, 4, 1, 2])
    assert guessed(lookup, [1, 2, 3, 8, 1, 2, 3]) == [8, 1, 2, 3]


def test_it_is_guessed_deep_where_guesses_are_right_and_a_batch_is_cheap():
    depth = Depth(Cheap())
    for _ in range(40):
        depth.found(4, 4)
    deep = depth.choose(0.0)
    for _ in range(20):
        depth.found(0, 4)
    assert deep > 3
    assert depth.choose(0.0) < deep


def test_nothing_is_guessed_where_it_never_pays():
    depth = Depth(Costly())
    for _ in range(40):
        depth.found(4, 4)
    assert depth.choose(0.0) == 0


def test_what_loses_is_tried_ever_more_seldom():
    depth = Depth(Costly())
    tries = [depth.tries() for _ in range(2000)]
    assert tries[0]
    assert sum(tries[:200]) > sum(tries[1000:1200])
    assert sum(tries) < 10


def test_how_often_it_would_have_been_right_is_learned_without_reading_a_guess():
    speculation = Speculation(costs=Costly())
    tale = [1, 2, 3, 4, 5, 6, 7, 8]
    read = [run(speculation.guess((tale * 8)[:length], 8)) for length in range(9, 40)]
    assert sum(map(len, read)) <= 2  # now and then one is tried all the same
    assert speculation.acceptance > 0.9


def test_costs_of_sizes_not_met_yet_lie_beyond_the_smaller_ones():
    costs = BatchCosts()
    costs.note(1, 1.0)
    costs.note(2, 1.5)
    assert costs.of(3) == pytest.approx(2.0)
    costs.note(3, 1.6)
    assert costs.of(3) == pytest.approx(1.6)
