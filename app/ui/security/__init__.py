"""The keys, the locking, the backups and the end of everything: what a person decides about their vault."""
