"""The palette: everybody, every conversation and everything one can do, found by a few letters."""
