"""Companions: the gallery, bringing them in, making and changing them."""
