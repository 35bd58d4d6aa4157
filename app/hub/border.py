"""What goes wrong in the hub's library and on the way to the hub, in our own words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import httpx2

from app.core.errors import (
    AppError,
    Gated,
    HubBusy,
    HubError,
    HubGarbled,
    NotOnHub,
    Offline,
    TokenRefused,
    Unreachable,
)
from app.core.network import NetworkRefused
from app.hub.client import Stopped, hub_library

LONGEST_WAIT_S = 3600.0
WRONG_TOKEN = "Invalid credentials in Authorization header"  # noqa: S105 - the hub's own words


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
        raise Unreachable("The model hub is too slow to answer.") from None
    except httpx2.HTTPStatusError as error:
        raise of_status(error.response) from None
    except (httpx2.DecodingError, httpx2.RemoteProtocolError, httpx2.InvalidURL, httpx2.UnsupportedProtocol):
        raise HubGarbled from None
    except (httpx2.HTTPError, httpx2.StreamError, OSError) as error:
        raise _of_library(error) or Unreachable() from None
    except Exception as error:  # noqa: BLE001 - the border of the room
        # The library stumbles over answers that are none: a missing key, a list for a number.
        raise _of_library(error) or HubGarbled() from None


def of_status(response: httpx2.Response) -> HubError:
    """What an answer of the hub that is no success means."""
    code = response.headers.get("x-error-code", "")
    if response.status_code == 429:
        busy = HubBusy()
        busy.wait_s = wait_s(response)
        return busy
    if code == "GatedRepo":
        return Gated()
    if response.status_code == 401 and response.headers.get("x-error-message") == WRONG_TOKEN:
        return TokenRefused()
    if response.status_code in (401, 404, 410) or code in ("RepoNotFound", "EntryNotFound", "RevisionNotFound"):
        return NotOnHub()
    if response.status_code == 403:
        return Gated(
            "The hub does not let us have this model.",
            "Its makers may want their terms accepted on its page, or your access token may not be allowed to read it.",
        )
    if response.status_code >= 500:
        return Unreachable("The model hub does not work just now.", "Try again in some minutes.")
    return HubGarbled()


def wait_s(response: httpx2.Response) -> float:
    """How long the hub asks to wait, in seconds: by ``Retry-After``, else by its rate limit's header."""
    after = response.headers.get("retry-after", "")
    if after.isdigit():
        return min(float(after), LONGEST_WAIT_S)
    limit = hub_library().utils.parse_ratelimit_headers(response.headers)
    return min(float(limit.reset_in_seconds), LONGEST_WAIT_S) if limit is not None else HubBusy.wait_s


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
        return NotOnHub("The hub has taken this model down.", "Choose another model.")
    if isinstance(error, known.HfHubHTTPError) and response is not None:
        return of_status(response)
    if isinstance(error, known.HFValidationError):
        return NotOnHub("This is not the name of a model on the hub.", "A name looks like maker/model.")
    return None
