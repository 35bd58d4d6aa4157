"""Companions on the left, a conversation on the right."""
