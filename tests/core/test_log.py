"""Private text never passes into a log."""

from __future__ import annotations

import logging

from app.core.log import describe, start_logging


def whisper(words: str) -> None:
    raise ValueError(f"could not render {words}")


def test_an_exception_is_written_by_type_and_place_alone(tmp_path):
    start_logging(tmp_path)
    log = logging.getLogger("app.test")
    try:
        whisper("my deepest secret")
    except ValueError as error:
        log.info("failed: %s", describe(error))
        log.info("with traceback", exc_info=True)

    written = (tmp_path / "inglenook.log").read_text("utf-8")
    start_logging(None)
    assert "ValueError" in written
    assert "whisper" in written
    assert "secret" not in written
