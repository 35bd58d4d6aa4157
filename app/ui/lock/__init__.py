"""Locking: by hand, after a while, with the screen, before sleep."""
