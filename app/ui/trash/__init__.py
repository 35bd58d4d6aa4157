"""The bin: what was deleted, to bring back or to delete for good."""
