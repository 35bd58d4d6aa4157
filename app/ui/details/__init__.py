"""One conversation as a whole: how it is directed, its places, its branches, what was said in it, its files."""
