"""The settings screen, made from the declarations in ``app.core.settings``."""
