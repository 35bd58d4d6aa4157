"""Lorebooks: the books, their entries, and a try-out that says what wakes and why."""
