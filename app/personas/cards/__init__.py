"""The file formats people keep characters in: read without losing anything, written so that any program reads them."""
