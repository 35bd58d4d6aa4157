"""Looking for models, against a hub of our own that answers as the real one does; the client is the real library."""

from __future__ import annotations

import inspect

import pytest

from app.core import errors
from app.core.errors import (
    AppError,
    Gated,
    HubBusy,
    HubGarbled,
    ModelCutShort,
    ModelUnreadable,
    NotOnHub,
    Offline,
    RedirectedElsewhere,
    TokenRefused,
    Unreachable,
)
from app.core.network_guard import network_guard
from app.core.text import Text
from app.core.translation import say, sentence
from app.engine import read_beginning
from app.hub import Endpoint, Hub, Kind, Query
from app.hub.border import translated
from app.hub.pretend import ACCEPTED_TOKEN, TOKEN
from app.hub.quiet import hub_library
from tests.driving import run
from tests.engine.tiny import write_model
from tests.hub.conftest import REPO

GGUF = b"GGUF" + bytes(4000)


def test_a_search_finds_what_has_gguf_files_and_says_what_is_known_of_it(hub, server):
    server.add(
        REPO, {"model-Q4_K_M.gguf": GGUF}, tags=["gguf", "license:apache-2.0", "en", "de"], downloads=12, likes=3,
        gguf={"architecture": "llama", "total": 8_000_000_000, "context_length": 4096},
    )  # fmt: skip
    server.add("maker/pictures", {"x.bin": b"x"}, tags=["diffusers"])
    (found,) = run(hub.search(Query("model")))
    assert (found.repo, found.licence, found.languages) == (REPO, "apache-2.0", ("en", "de"))
    assert (found.parameters, found.context_tokens, found.downloads, found.likes) == (8_000_000_000, 4096, 12, 3)
    assert not found.is_gated


def test_filters_and_order_reach_the_hub(hub, server):
    server.add("a/one", {}, tags=["gguf", "license:mit", "en"], downloads=1)
    server.add("a/two", {}, tags=["gguf", "license:mit", "de"], downloads=2, gated="auto")
    server.add("a/three", {}, tags=["gguf", "license:apache-2.0"], downloads=3)
    names = lambda query: [found.repo for found in run(hub.search(query))]  # noqa: E731
    assert names(Query(sort="downloads")) == ["a/three", "a/two", "a/one"]
    assert names(Query(sort="downloads", licence="mit")) == ["a/two", "a/one"]
    assert names(Query(licence="mit", language="en")) == ["a/one"]
    assert names(Query(gated=True)) == ["a/two"]
    assert len(names(Query(limit=2))) == 2


def test_a_whole_name_or_a_pasted_address_finds_just_that(hub, server):
    server.add(REPO, {}, tags=["gguf"])
    server.add("maker/model-GGUF-2", {}, tags=["gguf"])
    for words in (REPO, f"https://huggingface.co/{REPO}", f"https://huggingface.co/{REPO}/tree/main"):
        assert [found.repo for found in run(hub.search(Query(words)))] == [REPO]


def test_a_repository_is_opened_at_one_commit_with_sizes_and_hashes(hub, server):
    server.add(
        REPO,
        {"big-Q4_K_M.gguf": GGUF, "mmproj-F16.gguf": GGUF + b"x", "README.md": b"hello", "tiny-Q8_0.gguf": b"GGUF"},
        tags=["gguf", "license:mit"], gguf={"architecture": "llama", "context_length": 8192},
    )  # fmt: skip
    repo = run(hub.open(REPO))
    assert len(repo.commit) == 40
    assert (repo.licence, repo.context_tokens) == ("mit", 8192)
    small, big, projector = repo.offers
    assert (big.name, big.quant, big.size_bytes) == ("big-Q4_K_M", "Q4_K_M", len(GGUF))
    assert len(big.parts[0].sha256) == 64
    assert small.parts[0].sha256 == ""
    assert len(small.parts[0].git_sha1) == 40
    assert projector.kind is Kind.PROJECTOR
    assert big.projector is not None
    assert repo.offer("q4_k_m") == big


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ({"do": "status", "value": 429, "headers": {"Retry-After": "7"}}, HubBusy),
        ({"do": "status", "value": 500}, Unreachable),
        ({"do": "status", "value": 403}, Gated),
        ({"do": "status", "value": 404}, NotOnHub),
        ({"do": "html"}, HubGarbled),
        ({"do": "garbage"}, HubGarbled),
        ({"do": "garbage", "value": "[1, 2]"}, HubGarbled),
        ({"do": "garbage", "value": '{"id": 7}'}, HubGarbled),
        ({"do": "garbage", "value": '[{"id": "../../etc/passwd"}]'}, AppError),
    ],
    ids=str,
)
def test_what_the_hub_answers_wrongly_is_said_in_plain_words(hub, server, deed, error):
    server.add(REPO, {"x-Q4_0.gguf": GGUF})
    server.misbehave({"at": "/api/models/", **deed})
    with pytest.raises(error) as raised:
        run(hub.open(REPO))
    assert say(raised.value).endswith(".")
    if error is HubBusy:
        assert raised.value.wait_s == 7


def test_a_name_that_would_lead_out_of_its_folder_is_refused(hub, server):
    for path in (
        "../../out.gguf",
        "/etc/x.gguf",
        "a/../../x.gguf",
        "con.gguf",
        "a\\b.gguf",
        "x\u0000.gguf",
        "a:b.gguf",
    ):
        server.add(REPO, {}, also=[{"type": "file", "oid": "0" * 40, "size": 5000, "path": path}])
        with pytest.raises(AppError):
            run(hub.open(REPO))


def test_what_is_missing_or_private_is_said(hub):
    with pytest.raises(NotOnHub):
        run(hub.open("nobody/nothing"))
    for name in ("no", "a/b/c", "../x", "a/b--c", ""):
        with pytest.raises(NotOnHub):
            run(hub.open(name))


def test_gated_models_are_explained_and_a_token_that_may_opens_them(endpoint, server):
    server.add(REPO, {"x-Q4_0.gguf": GGUF}, gated="manual")
    assert run(Hub(endpoint).open(REPO)).is_gated
    for token, error in (("", Gated), (TOKEN, Gated), ("hf_wrong", TokenRefused)):
        with pytest.raises(error):
            run(Hub(endpoint, lambda token=token: token).require_access(REPO))
    run(Hub(endpoint, lambda: ACCEPTED_TOKEN).require_access(REPO))


def test_a_token_is_tried_before_it_is_kept(hub):
    assert run(hub.try_token(ACCEPTED_TOKEN)) == "somebody"
    for wrong in ("hf_wrong", "", "two words", "hf_\nx", "ümlaut"):
        with pytest.raises(TokenRefused):
            run(hub.try_token(wrong))


def test_a_header_is_read_before_anything_else_is_downloaded(hub, server, tmp_path):
    model = write_model(tmp_path / "tiny.gguf")
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    repo = run(hub.open(REPO))
    file = repo.offers[0].parts[0]

    def is_whole(path):
        try:
            read_beginning(path, file.size_bytes)
        except ModelCutShort:
            return False
        return True

    beginning = run(hub.look(repo, file, tmp_path / "look", is_whole))
    assert read_beginning(beginning, file.size_bytes).architecture == "llama"


def test_a_header_that_is_none_or_lies_is_refused_within_bounds(hub, server, tmp_path):
    server.add(REPO, {"x-Q4_0.gguf": b"GGUF\x03\0\0\0" + b"\xff" * 16 + bytes(9000)})
    repo = run(hub.open(REPO))
    file = repo.offers[0].parts[0]
    with pytest.raises(ModelUnreadable):
        run(hub.look(repo, file, tmp_path / "look", lambda path: bool(read_beginning(path, file.size_bytes))))
    with pytest.raises(HubGarbled):
        run(hub.look(repo, file, tmp_path / "look", lambda path: False))


# --- what leaves the machine ---


def test_nothing_but_what_is_needed_is_told_to_the_hub(endpoint, server, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_stray")
    server.add(REPO, {"x-Q4_0.gguf": GGUF})
    run(Hub(endpoint).open(REPO))
    run(Hub(endpoint).search(Query("model")))
    requests = server.requests()
    assert requests
    for request in requests:
        assert "authorization" not in request["headers"]
        assert request["headers"]["user-agent"] == "Inglenook"
        assert "agent-harnesses" not in request["path"]
        assert "telemetry" not in request["path"]


def test_every_connection_is_written_down_with_why_and_how_much(hub, server):
    server.add(REPO, {"x-Q4_0.gguf": GGUF})
    noted = {}
    network_guard.keep_log(lambda connection: noted.__setitem__(connection.key, connection))
    try:
        run(hub.open(REPO))
    finally:
        network_guard.keep_log(lambda connection: None)
    (connection,) = noted.values()
    assert connection.host == "127.0.0.1"
    assert sentence(connection.why) == f"Looking at {REPO}"
    assert connection.sent > 100
    assert connection.received > 500
    assert not connection.is_open


def test_the_offline_switch_holds(hub, server):
    server.add(REPO, {"x-Q4_0.gguf": GGUF})
    network_guard.go_offline()
    try:
        with pytest.raises(Offline):
            run(hub.open(REPO))
    finally:
        network_guard.go_online()
    assert server.requests() == []


def test_going_offline_breaks_off_what_is_under_way(hub, server):
    server.add(REPO, {"x-Q4_0.gguf": GGUF})
    server.misbehave({"at": "/api/models/", "do": "silence"})
    work = hub.open(REPO)
    while not any(line.connection.is_open for line in network_guard._lines):
        next(work)
    network_guard.go_offline()
    try:
        with pytest.raises((Offline, HubGarbled, Unreachable)):
            run(work)
    finally:
        network_guard.go_online()


def test_a_question_can_be_given_up_at_any_time(hub, server):
    server.add(REPO, {"x-Q4_0.gguf": GGUF})
    server.misbehave({"at": "/api/models/", "do": "silence"})
    work = hub.open(REPO)
    for _ in range(10):
        next(work)
    work.close()


def test_a_redirect_to_elsewhere_is_not_followed(hub, server):
    server.add(REPO, {"x-Q4_0.gguf": GGUF})
    for place in ("http://127.0.0.1:1/api/models", "http://example.org/", "https://evil.hf.co.example.org/x"):
        server.misbehave({"at": "/api/models/", "do": "status", "value": 307, "headers": {"Location": place}})
        with pytest.raises(RedirectedElsewhere):
            run(hub.open(REPO))


def test_an_errand_reaches_the_hub_and_its_places_only():
    errand = Endpoint("https://huggingface.co").errand(Text("connection.browse"))
    for host in ("huggingface.co", "cdn-lfs.huggingface.co", "cas-bridge.xethub.hf.co"):
        assert errand.may_reach(host, 443)
    for host in ("example.org", "nothuggingface.co", "huggingface.co.example.org", "localhost", "evilhf.co"):
        assert not errand.may_reach(host, 443)
    mirror = Endpoint("https://mirror.example").errand(Text("connection.browse"))
    assert mirror.may_reach("mirror.example", 443)
    assert not mirror.may_reach("other.example", 443)


def test_a_token_does_not_go_to_an_unencrypted_mirror(server):
    with pytest.raises(TokenRefused):
        run(Hub(Endpoint("http://mirror.example"), lambda: ACCEPTED_TOKEN).require_access(REPO))


def test_nobody_need_know_who_searches(endpoint, server):
    server.add(REPO, {"x-Q4_0.gguf": GGUF})
    hub = Hub(endpoint, lambda: ACCEPTED_TOKEN)
    run(hub.search(Query("model")))
    repo = run(hub.open(REPO))
    run(hub.look(repo, repo.offers[0].parts[0], server.folder / "look", lambda path: True))
    assert [request for request in server.requests() if "authorization" in request["headers"]] == []


def test_every_error_of_the_library_becomes_one_of_ours():
    import httpx2

    response = httpx2.Response(418, request=httpx2.Request("GET", "http://x"))
    library = hub_library().errors
    for name, kind in inspect.getmembers(library, inspect.isclass):
        if not issubclass(kind, Exception) or not kind.__module__.endswith("errors"):
            continue
        error = kind.__new__(kind)
        error.args = ("words",)
        if issubclass(kind, library.HfHubHTTPError):
            error.response = response
        with pytest.raises(errors.AppError) as raised, translated():
            raise error
        assert isinstance(raised.value, errors.HubError), name
