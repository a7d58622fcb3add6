"""An S3 API on loopback for tests, and buckets in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "secret-of-ours", "AWS_DEFAULT_REGION": "us-east-1"}


@contextmanager
def storage_server() -> Iterator[Any]:
    """A client of a storage that serves while the block runs."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        yield client_of(server)
    finally:
        server.stop()


def client_of(server: ThreadedMotoServer) -> Any:
    """A client for a test's own look at the objects."""
    host, port = server.get_host_and_port()
    names = {"aws_access_key_id": "test", "aws_secret_access_key": "x", "region_name": "us-east-1"}
    return boto3.client("s3", endpoint_url=f"http://{host}:{port}", **names)


def keys_of(client: Any, bucket: str, below: str = "") -> list[str]:
    """The keys of a bucket, in order."""
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=below)
    return sorted(entry["Key"] for page in pages for entry in page.get("Contents", ()))
