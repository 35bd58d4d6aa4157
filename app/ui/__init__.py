"""The only room that knows Qt: the window, its screens, and how work reaches them."""
