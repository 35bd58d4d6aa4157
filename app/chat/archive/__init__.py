"""Chats of other programs, read without losing a line that can be read, and written for them and for people."""
