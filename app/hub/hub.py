"""The hub: looking for models, opening a repository, reading a header before anything is downloaded, the token."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, TypeVar

from app.core.errors import Gated, HubGarbled, NotOnHub, TokenRefused
from app.core.network_guard import network_guard
from app.core.text import Text, text
from app.core.workers import Report, run_in_thread
from app.hub.answers import of_status
from app.hub.border import translated
from app.hub.client import Endpoint, within
from app.hub.names import repo_of, require_path, require_repo
from app.hub.offers import embeds, is_of_use, offers_of
from app.hub.page import Found, HubFile, Kind, Query, Repo
from app.hub.quiet import hub_library

LOOKED_FOR = ["gguf", "downloads", "likes", "gated", "lastModified", "tags", "pipeline_tag"]
SLOWEST_S = 60.0
MOST_FILES = 5_000
LARGEST = 1 << 46
BEGINNING_BYTES, LONGEST_BEGINNING = 1 << 21, 1 << 27

Answer = TypeVar("Answer")


class Hub:
    """Asks the hub what a person wants to know.

    Every method is work for a worker: a generator that yields None while it waits, can be closed at any time, and
    returns the answer.  *token* gives the access token, or nothing; it goes to the hub itself and nowhere else, and
    only for what is gated: nobody need know who searches.
    """

    def __init__(self, endpoint: Endpoint, token: Callable[[], str] = lambda: "") -> None:
        self.endpoint = endpoint
        self._token = token

    def search(self, query: Query) -> Generator[object, None, list[Found]]:
        """The repositories with GGUF files that *query* finds.

        Raises:
            HubError: it could not be asked.
        """
        named = repo_of(query.words) if "/" in query.words else None
        why = text("connection.search", words=query.words) if query.words else text("connection.browse")
        return (yield from self._asking(why, lambda api: [_found(info) for info in self._listed(api, query, named)]))

    def open(
        self, untrusted_repo: str, revision: str | None = None, *, folder: str = ""
    ) -> Generator[object, None, Repo]:
        """What a repository offers, at its newest commit or at *revision*; where *folder* is named, only there.

        Raises:
            HubError: it is not there, is private, or could not be asked.
        """
        repo = require_repo(untrusted_repo)
        why = text("connection.look", repo=repo)
        return (yield from self._asking(why, lambda api: self._read_repo(api, repo, revision, folder)))

    def look(
        self, repo: Repo, file: HubFile, into: Path, is_whole: Callable[[Path], bool]
    ) -> Generator[object, None, Path]:
        """Fetch the beginning of *file* into the file *into*, until *is_whole* says that its header is there.

        Raises:
            HubError: it could not be fetched.
            AppError: *is_whole* found it unreadable.
        """

        def fetch(api: Any) -> Path:
            into.write_bytes(b"")
            wanted = BEGINNING_BYTES
            while True:
                self._append(repo, file, into, min(wanted, file.size_bytes))
                if is_whole(into):
                    return into
                if wanted >= min(LONGEST_BEGINNING, file.size_bytes):
                    raise HubGarbled("no_header")
                wanted *= 2

        why = text("connection.header", file=file.name, repo=repo.name)
        return (yield from self._asking(why, fetch, with_token=repo.is_gated))

    def require_access(self, repo: str) -> Generator[object, None, None]:
        """See that the token, or nobody's, may read *repo*.

        Raises:
            Gated: its makers want their terms accepted first.
            TokenRefused: the hub does not know the token.
            HubError: it could not be asked.
        """
        token = self._token()
        why = text("connection.access", repo=repo)
        yield from self._asking(why, lambda api: api.auth_check(repo, token=token or False), with_token=True)

    def try_token(self, token: str) -> Generator[object, None, str]:
        """The name of the account whose access token this is.

        Raises:
            TokenRefused: the hub does not know it.
            HubError: it could not be asked.
        """
        if not token.isascii() or not token.strip().isprintable() or " " in token.strip() or not token.strip():
            raise TokenRefused

        def ask(api: Any) -> str:
            try:
                return str(api.whoami(token=token.strip())["name"])
            except NotOnHub:
                raise TokenRefused from None

        try:
            return (yield from self._asking(text("connection.token"), ask, with_token=True))
        except (NotOnHub, Gated):
            raise TokenRefused from None

    def page_of(self, repo: str) -> str:
        """The address of a repository's page, for a person to open in a browser."""
        return f"{self.endpoint.address}/{repo}"

    # --- asking ---

    def _asking(
        self, why: Text, question: Callable[[Any], Answer], *, with_token: bool = False
    ) -> Generator[object, None, Answer]:
        token = self._token() if with_token else ""

        def ask(report: Report) -> Answer:
            # Asked while waiting; a report of nothing tells whether anybody still wants the answer.
            check = within(SLOWEST_S, lambda: report(None))
            with translated(), network_guard.on(self.endpoint.errand(why), check), self.endpoint.library() as library:
                return question(library.HfApi(endpoint=self.endpoint.address, token=token or False))

        return (yield from run_in_thread(ask))

    def _listed(self, api: Any, query: Query, named: str | None) -> list[Any]:
        if named is not None:
            # Somebody who types or pastes a whole name means that one.
            return [api.model_info(named, expand=LOOKED_FOR)]
        filters = ["gguf"]
        if query.licence:
            filters.append(f"license:{query.licence}")
        if query.language:
            filters.append(query.language)
        found = api.list_models(
            filter=filters, search=query.words or None, sort=query.sort, limit=query.limit, gated=query.gated,
            expand=LOOKED_FOR,
        )  # fmt: skip
        return list(found)[: query.limit]

    def _read_repo(self, api: Any, repo: str, revision: str | None, folder: str) -> Repo:
        info = api.model_info(repo, revision=revision, expand=["gguf", "gated", "tags", "pipeline_tag", "sha"])
        if not isinstance(info.sha, str) or len(info.sha) != 40 or not info.sha.isalnum():
            raise HubGarbled
        facts = _found(info)
        files: list[HubFile] = []
        for entry in api.list_repo_tree(repo, folder or None, recursive=True, revision=info.sha):
            if len(files) >= MOST_FILES:
                break
            if getattr(entry, "size", None) is not None and is_of_use(str(entry.path)):
                files.append(_file(entry))
        is_embedder = embeds(str(info.pipeline_tag or ""), facts.architecture)
        return Repo(
            repo, info.sha, facts.licence, facts.is_gated, facts.languages, facts.context_tokens, facts.architecture,
            offers_of(files, repo, embeds=is_embedder),
        )  # fmt: skip

    def _append(self, repo: Repo, file: HubFile, into: Path, wanted: int) -> None:
        """Fetch what *into* lacks of the first *wanted* bytes."""
        library = hub_library()
        have = into.stat().st_size
        url = library.hf_hub_url(repo.name, file.path, revision=repo.commit, endpoint=self.endpoint.address)
        token = self._token() if repo.is_gated else ""
        headers = {"range": f"bytes={have}-{wanted - 1}", "accept-encoding": "identity"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        with self.endpoint.client() as client, client.stream("GET", url, headers=headers) as response:
            if response.status_code not in (200, 206):
                raise of_status(response)
            skipped = 0 if response.status_code == 206 else have
            with into.open("ab") as out:
                for block in response.iter_raw():
                    network_guard.is_waiting()
                    fresh = block[skipped:]
                    skipped = max(0, skipped - len(block))
                    out.write(fresh[: wanted - out.tell()])
                    if out.tell() >= wanted:
                        return  # a server that does not know ranges would send all of it


def _file(entry: Any) -> HubFile:
    size = entry.lfs.size if entry.lfs is not None else entry.size
    if not isinstance(size, int) or not 0 <= size <= LARGEST:
        raise HubGarbled
    path = str(require_path(str(entry.path)))
    return HubFile(path, size, entry.lfs.sha256 if entry.lfs is not None else "", str(entry.blob_id or ""))


def _found(info: Any) -> Found:
    """What we show of the library's own description of a repository."""
    tags = [str(tag) for tag in info.tags or []]
    gguf = info.gguf if isinstance(info.gguf, dict) else {}
    architecture = str(gguf.get("architecture") or "")
    licence = next((tag.removeprefix("license:") for tag in tags if tag.startswith("license:")), "")
    languages = tuple(tag for tag in tags if len(tag) == 2 and tag.isalpha() and tag.islower())
    name = str(info.id)
    kind = Kind.EMBEDDING if embeds(str(info.pipeline_tag or ""), architecture) else Kind.MODEL
    if "lora" in tags or "adapter" in tags:
        kind = Kind.ADAPTER
    changed = info.last_modified.date().isoformat() if info.last_modified else ""
    return Found(
        require_repo(name), licence, bool(info.gated), languages, _count(info.downloads), _count(info.likes), changed,
        architecture, _count(gguf.get("total")), _count(gguf.get("context_length")), kind,
    )  # fmt: skip


def _count(number: object) -> int:
    return number if isinstance(number, int) and 0 <= number < 1 << 60 else 0
