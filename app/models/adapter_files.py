"""For which of the models here an adapter's file was made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.core.errors import AdapterUnusable, EngineError
from app.engine import Header, check_adapter, read_header


def base_of(adapter: Header, models: Iterable[Path]) -> Path:
    """The first of the *models* that *adapter* can change.

    Raises:
        AdapterUnusable: it is none, it is incomplete, or it was made for none of them.
    """
    for path in models:
        try:
            check_adapter(adapter, read_header(path))
        except AdapterUnusable as error:
            if error.case != "other_model":
                raise
        except EngineError:
            continue  # a model that cannot be read is no reason to refuse an adapter
        else:
            return path
    raise AdapterUnusable("no_model")
