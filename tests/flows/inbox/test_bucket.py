"""An inbox in object storage, against a real S3 API on loopback."""

import zlib

import boto3
import pytest
from moto.server import ThreadedMotoServer

from flows.errors import UsageError
from flows.inbox import Limits, Memory, Opener, Source, scan
from flows.inbox.bucket import Bucket
from flows.inbox.stores import store_at

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def client(endpoint, monkeypatch, request):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", endpoint_url=endpoint)
    client.create_bucket(Bucket=bucket_of(request))
    return client


@pytest.fixture
def put(client, request):
    return lambda key, content: client.put_object(Bucket=bucket_of(request), Key=key, Body=content)


@pytest.fixture
def source(client, endpoint, request):
    return Source(store_at(f"s3://{bucket_of(request)}/reports/", endpoint), Limits(document_bytes=1000))


def bucket_of(request):
    return f"b{zlib.crc32(request.node.name.encode())}"


def uris(listing):
    return [document.uri for document in listing.documents]


def test_documents_are_found_at_any_depth_below_the_prefix(put, source):
    for key in ("reports/2024/二月/a.md", "reports/b.txt", "elsewhere/c.txt", "reports/.hidden/d.txt", "reports/x.css"):
        put(key, key.encode())
    put("reports/2024/", b"")
    listing = scan(source)
    assert (uris(listing), listing.passed_over) == (["2024/二月/a.md", "b.txt"], 1)


def test_bytes_and_side_file_are_fetched(put, source):
    put("reports/a.txt", b"text")
    put("reports/b.txt", b"other")
    put("reports/a.meta.yaml", b"outlet: x\n")
    first, second = scan(source).documents
    with Opener(source) as opener:
        assert opener.content(first.place, first.size) == b"text"
        assert opener.side_file(first.place) == b"outlet: x\n"
        assert opener.side_file(second.place) is None


def test_an_object_that_was_hashed_before_is_not_fetched_again(put, source, tmp_path, monkeypatch):
    put("reports/a.txt", b"text")
    put("reports/b.txt", b"before")
    scan(source, memory=Memory(tmp_path / "objects.json"))
    put("reports/b.txt", b"after!")
    fetched = []
    opened = Bucket.open
    monkeypatch.setattr(Bucket, "open", lambda store, key: fetched.append(key) or opened(store, key))
    listing = scan(source, memory=Memory(tmp_path / "objects.json"))
    assert (fetched, uris(listing)) == (["b.txt"], ["a.txt", "b.txt"])


@pytest.mark.parametrize("kept", ["", "[]", '{"x": 1', '{"a": {"contents": 3}}'])
def test_a_memory_that_is_damaged_is_no_memory(put, source, tmp_path, kept):
    put("reports/a.txt", b"text")
    (tmp_path / "objects.json").write_text(kept)
    assert uris(scan(source, memory=Memory(tmp_path / "objects.json"))) == ["a.txt"]


def test_a_bucket_that_is_not_there_is_a_mistake_of_the_user(client, endpoint):
    with pytest.raises(UsageError, match="The inbox s3://nowhere/x"):
        scan(Source(store_at("s3://nowhere/x", endpoint), Limits(document_bytes=1000)))


def test_a_storage_that_does_not_answer_is_told_in_a_sentence(client):
    with pytest.raises(UsageError, match=r"cannot be listed .*CASETALLY_S3_ENDPOINT"):
        scan(Source(store_at("s3://bucket/x", "http://127.0.0.1:9"), Limits(document_bytes=1000)))
