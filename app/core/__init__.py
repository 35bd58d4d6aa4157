"""Words and small tools every room shares; imports none of ours.

Each module here is its own door: import ``app.core.errors``, ``app.core.workers`` and so on.
"""
