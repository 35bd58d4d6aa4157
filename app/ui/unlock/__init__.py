"""Opening the vault with a passphrase or the recovery code."""
