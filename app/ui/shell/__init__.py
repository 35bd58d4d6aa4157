"""The window's frame: which stage it shows, and what it says in passing."""
