"""Putting a backup in the vault's place."""
