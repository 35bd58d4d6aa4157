"""What the hub's answers mean that are no success."""

from __future__ import annotations

import httpx2

from app.core.errors import Gated, HubBusy, HubError, HubGarbled, NotOnHub, TokenRefused, Unreachable
from app.hub.quiet import hub_library

LONGEST_WAIT_S = 3600.0
WRONG_TOKEN = "Invalid credentials in Authorization header"  # noqa: S105 - the hub's own words


def is_passing(response: httpx2.Response) -> bool:
    """Whether the hub is only busy, or out of order for now."""
    return response.status_code == 429 or response.status_code >= 500


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
        return Gated("refused")
    if response.status_code >= 500:
        return Unreachable("hub_fails")
    return HubGarbled()


def wait_s(response: httpx2.Response) -> float:
    """How long the hub asks to wait, in seconds: by ``Retry-After``, else by its rate limit's header."""
    after = response.headers.get("retry-after", "")
    if after.isdigit():
        return min(float(after), LONGEST_WAIT_S)
    limit = hub_library().utils.parse_ratelimit_headers(response.headers)
    return min(float(limit.reset_in_seconds), LONGEST_WAIT_S) if limit is not None else HubBusy.wait_s
