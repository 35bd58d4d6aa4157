"""Showing the recovery code once, and having two groups of it typed back."""
