"""Hugging Face, politely: searching, reading a header before a download, and downloads that are not lost.

The only room that reaches the network, and only for what a person asked for: each errand names its reason and passes
the network guard.  ``hub_library`` is imported with the first of them.
"""

from app.hub.client import Endpoint
from app.hub.fetch import Fetching, State, fetch
from app.hub.hub import Hub
from app.hub.names import repo_of, require_path, require_repo
from app.hub.pace import Cap
from app.hub.page import SORTS, Found, HubFile, Kind, Offer, Query, Repo
from app.hub.part import PART, Part, Source
from app.hub.pretend import PretendHub, pretend_hub
from app.hub.quants import describe_quantization, quant_of
from app.hub.quiet import hub_library
from app.hub.updates import Release, latest_release, read_release

__all__ = [
    "PART",
    "SORTS",
    "Cap",
    "Endpoint",
    "Fetching",
    "Found",
    "Hub",
    "HubFile",
    "Kind",
    "Offer",
    "Part",
    "PretendHub",
    "Query",
    "Release",
    "Repo",
    "Source",
    "State",
    "describe_quantization",
    "fetch",
    "hub_library",
    "latest_release",
    "pretend_hub",
    "quant_of",
    "read_release",
    "repo_of",
    "require_path",
    "require_repo",
]
