"""How full the context is, in few letters."""

from __future__ import annotations

import pytest

from app.ui.chat.reply_stats import context_taken, in_thousands


@pytest.mark.parametrize(
    ("tokens", "shown"), [(0, "0"), (640, "640"), (1900, "1.9k"), (8192, "8k"), (32768, "33k"), (131072, "131k")]
)
def test_a_number_of_tokens_in_short(qapp, tokens, shown):
    assert in_thousands(tokens) == shown


def test_a_reply_takes_its_prompt_and_itself():
    assert context_taken({"prompt_tokens": 100, "tokens": 20}) == 120
    assert context_taken({}) == 0
