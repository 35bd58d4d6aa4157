"""How words are chosen: the manner and every number behind it."""
