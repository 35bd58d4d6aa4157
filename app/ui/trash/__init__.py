"""The trash: what was deleted, to bring back or to delete for good."""
