"""The same over TLS, as the real hub speaks it."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.core.errors import Offline, Unreachable
from app.core.network_guard import network_guard
from app.hub import Fetching, Hub, Query, Source, fetch
from app.hub.pretend import pretend_hub
from tests.driving import run
from tests.hub.conftest import REPO

MEGABYTE = 1 << 20
NAME = "model-Q4_K_M.gguf"


@pytest.fixture
def certificate(tmp_path):
    """One that signs itself, for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path.write_bytes(
        signed.public_bytes(encoding) + key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
    )
    return path


@pytest.fixture
def server(tmp_path, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pretend_hub(tmp_path / "hub", certificate=certificate) as running:
        yield running


@pytest.fixture
def body():
    return b"GGUF" + random.Random(1).randbytes(8 * MEGABYTE - 4)


def test_searching_and_downloading_go_through_the_gate(server, body, tmp_path):
    server.add(REPO, {NAME: body}, tags=["gguf"])
    noted = {}
    network_guard.keep_log(lambda connection: noted.__setitem__(connection.key, connection))
    try:
        hub = Hub(server.endpoint)
        assert [found.repo for found in run(hub.search(Query("model")))] == [REPO]
        repo = run(hub.open(REPO))
        run(fetch(server.endpoint, Source(REPO, repo.commit), repo.offers[0].parts[0], tmp_path / NAME))
    finally:
        network_guard.keep_log(lambda connection: None)
    assert (tmp_path / NAME).read_bytes() == body
    assert sum(connection.received for connection in noted.values()) > len(body)
    assert not any(connection.is_open for connection in noted.values())


def test_a_certificate_that_nobody_signed_is_refused(server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    server.add(REPO, {NAME: b"GGUF" + bytes(5000)})
    with pytest.raises(Unreachable):
        run(Hub(server.endpoint).open(REPO))
    assert server.requests() == []


@pytest.mark.parametrize("moment", range(3))
def test_going_offline_in_the_middle_leaves_nothing_wrong_behind(server, body, tmp_path, moment):
    """What is still under way is encrypted; it must not be taken for the file."""
    server.add(REPO, {NAME: body})
    repo = run(Hub(server.endpoint).open(REPO))
    given = (server.endpoint, Source(REPO, repo.commit), repo.offers[0].parts[0], tmp_path / NAME)
    server.misbehave({"at": "/cdn/", "method": "GET", "do": "slow", "value": 12 * MEGABYTE})

    def switch_off() -> None:
        for event in fetch(*given):
            if isinstance(event, Fetching) and event.done > (moment + 1) * MEGABYTE:
                network_guard.go_offline()

    try:
        with pytest.raises(Offline):
            switch_off()
    finally:
        network_guard.go_online()
    server.misbehave()
    run(fetch(*given))
    assert (tmp_path / NAME).read_bytes() == body
