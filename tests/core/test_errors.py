"""An error comes out of a child process whole: its class, its case and its arguments, not only its code."""

from __future__ import annotations

import pickle

from app.core.errors import EngineUnusable, NoRecognizer


def test_an_error_sent_between_processes_arrives_with_its_case_and_arguments():
    error = EngineUnusable("missing", name="Wren", bytes=3)

    received = pickle.loads(pickle.dumps(error))

    assert type(received) is EngineUnusable
    assert received.text == error.text
    assert (received.case, received.arguments) == ("missing", {"name": "Wren", "bytes": 3})


def test_an_error_without_arguments_arrives_as_it_was_raised():
    assert pickle.loads(pickle.dumps(NoRecognizer("broken"))).text == NoRecognizer("broken").text
