"""The same rooms without a window: chat, models, vault, doctor."""

from app.cli.commands import home_of, parser, run, with_new_names

__all__ = ["home_of", "parser", "run", "with_new_names"]
