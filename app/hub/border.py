"""What goes wrong in the hub's library and on the way to the hub, in our own words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import httpx2

from app.core.errors import (
    AppError,
    Gated,
    HubError,
    HubGarbled,
    NotOnHub,
    Offline,
    Unreachable,
)
from app.core.network_guard import NetworkRefused
from app.hub.answers import of_status
from app.hub.client import Stopped
from app.hub.quiet import hub_library


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn whatever the library and the network raise in the block into ``HubError``.

    The cause is dropped: it could carry a token or an address.
    """
    try:
        yield
    except (AppError, Stopped, NetworkRefused):
        raise
    except TimeoutError:
        raise Unreachable("slow") from None
    except httpx2.HTTPStatusError as error:
        raise of_status(error.response) from None
    except (httpx2.DecodingError, httpx2.RemoteProtocolError, httpx2.InvalidURL, httpx2.UnsupportedProtocol):
        raise HubGarbled from None
    except (httpx2.HTTPError, httpx2.StreamError, OSError) as error:
        raise _of_library(error) or Unreachable() from None
    except Exception as error:  # noqa: BLE001 - the border of the room
        # The library stumbles over answers that are none: a missing key, a list for a number.
        raise _of_library(error) or HubGarbled() from None


def _of_library(error: Exception) -> HubError | None:
    """What an exception of the library means; None for what is none of its own."""
    known = hub_library().errors
    if isinstance(error, known.OfflineModeIsEnabled | known.LocalEntryNotFoundError):
        return Offline()
    response = getattr(error, "response", None)
    if isinstance(error, known.GatedRepoError):
        return Gated()
    if isinstance(error, known.RepositoryNotFoundError) and response is not None and response.status_code == 401:
        return of_status(response)
    if isinstance(error, known.RepositoryNotFoundError | known.RevisionNotFoundError | known.RemoteEntryNotFoundError):
        return NotOnHub()
    if isinstance(error, known.DisabledRepoError):
        return NotOnHub("taken_down")
    if isinstance(error, known.HfHubHTTPError) and response is not None:
        return of_status(response)
    if isinstance(error, known.HFValidationError):
        return NotOnHub("name")
    return None
