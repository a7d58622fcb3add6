"""Nights whose lake lies in object storage, or in a folder of its own, through the command line."""

import shutil
import signal
import subprocess
import sys
import zlib

import pytest
from command_line import COUNTY, MISPRINT, PROVINCE, casetally, environment, figures, findings, write_inbox
from storage_server import KEYS, keys_of, storage_server

KILL = """
import os, signal
from warehouse.bucket_lake import BucketLake
count = BucketLake._count_night
def count_and_die(*given):
    {counts} and count(*given)
    os.kill(os.getpid(), signal.SIGKILL)
BucketLake._count_night = count_and_die
"""
WAIT = """
import sys, time
from flows import way
read = way.read_new
def wait_and_read(*arguments):
    print("reading", flush=True)
    sys.stdin.readline()
    read(*arguments)
way.read_new = wait_and_read
"""
CUT_BEFORE_THE_MANIFEST, CUT_BEFORE_THE_MOVE = KILL.format(counts=False), KILL.format(counts=True)


@pytest.fixture(scope="module")
def storage():
    with storage_server() as client:
        yield client


@pytest.fixture
def bucket(storage, request):
    name = f"b{zlib.crc32(request.node.name.encode())}"
    storage.create_bucket(Bucket=name)
    return name


@pytest.fixture
def settings(storage, bucket):
    endpoint = storage.meta.endpoint_url
    return {**KEYS, "CASETALLY_LAKE": f"s3://{bucket}/lake", "CASETALLY_S3_ENDPOINT": endpoint}


@pytest.fixture
def user(tmp_path):
    """A folder whose inbox holds what the first of two nights reads."""
    write_inbox(tmp_path / "user/inbox", county=COUNTY, misprint=MISPRINT)
    (tmp_path / "user/inbox/county.meta.yaml").write_text("published_on: 2025-01-17\n")
    return tmp_path / "user"


def night(user, settings, **more):
    run = casetally("run", cwd=user, **settings, **more)
    assert run.returncode == 0, run.stderr
    return run


def told_by_doctor(user, settings):
    """What is not well."""
    said = casetally("doctor", cwd=user, **settings).stdout.splitlines()
    return [line for line in said[:-1] if not line.startswith("ok ")]


def two_nights(user, settings):
    night(user, settings)
    write_inbox(user / "inbox", province=PROVINCE)
    night(user, settings)


def committed(storage, bucket):
    return keys_of(storage, bucket, "lake/_commits/")


def test_two_nights_are_published_from_a_bucket_as_from_a_folder_and_again_from_the_bucket_alone(
    user, settings, storage, bucket, second_night, tmp_path
):
    two_nights(user, settings)
    assert not (user / "data/lake").exists()
    assert figures(user / "data") == figures(second_night / "data")
    assert findings(user / "data") == findings(second_night / "data")
    assert len(committed(storage, bucket)) == 2
    assert {key.split("/")[1] for key in keys_of(storage, bucket)} >= {"_commits", "documents", "observations", "runs"}
    empty = tmp_path / "empty"
    empty.mkdir()
    rebuilt = casetally("rebuild", cwd=empty, **settings)
    assert rebuilt.stdout == "Built data/warehouse.duckdb again from the lake's 2 nights.\n", rebuilt.stderr
    assert figures(empty / "data") == figures(second_night / "data")
    assert told_by_doctor(user, settings) == []
    assert "Nothing is new" in night(user, settings).stdout


def test_reading_and_keeping_need_no_folder_but_the_one_that_is_published(user, settings, storage, bucket):
    for path in (user / "inbox").iterdir():
        storage.put_object(Bucket=bucket, Key=f"inbox/{path.name}", Body=path.read_bytes())
    night(user, {**settings, "CASETALLY_INBOX": f"s3://{bucket}/inbox"})
    shutil.rmtree(user / "data" / "work")
    assert "Nothing is new" in night(user, {**settings, "CASETALLY_INBOX": f"s3://{bucket}/inbox"}).stdout


@pytest.mark.parametrize(
    ("fault", "nights"), [(CUT_BEFORE_THE_MANIFEST, 1), (CUT_BEFORE_THE_MOVE, 2)], ids=["before it counts", "after"]
)
def test_a_run_killed_at_its_commit_is_completed_by_the_next(
    user, settings, storage, bucket, second_night, fault, nights
):
    night(user, settings)
    write_inbox(user / "inbox", province=PROVINCE)
    assert casetally("run", cwd=user, code=fault, **settings).returncode == -signal.SIGKILL
    assert len(committed(storage, bucket)) == nights
    assert "_lock.json" in "".join(keys_of(storage, bucket))
    assert "left its lock" in casetally("doctor", "--fast", cwd=user, **settings).stdout
    night(user, settings)
    assert figures(user / "data") == figures(second_night / "data")
    assert len(committed(storage, bucket)) == 2


def test_of_two_runs_at_once_the_second_is_told_who_writes_and_loses_nothing(user, settings, tmp_path, second_night):
    other = tmp_path / "other"
    write_inbox(other / "inbox", province=PROVINCE)
    begin = "from flows.cli import main\nif __name__ == '__main__':\n    sys.exit(main(['run']))\n"
    (user / "start.py").write_text(f"{WAIT}\n{begin}")
    first = subprocess.Popen(
        [sys.executable, "start.py"], cwd=user, env=environment(user, **settings), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert first.stdout.readline() == "reading\n"
    refused = casetally("run", cwd=other, **settings)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert f"another run is writing to this lake (process {first.pid} on " in refused.stderr
    first.communicate("\n")
    assert first.returncode == 0
    night(other, settings)
    assert figures(other / "data") == figures(second_night / "data")


def test_a_damaged_object_is_told_by_its_address(user, settings, storage, bucket):
    night(user, settings)
    key = keys_of(storage, bucket, "lake/observations/")[0]
    body = storage.get_object(Bucket=bucket, Key=key)["Body"].read()
    storage.put_object(Bucket=bucket, Key=key, Body=body[:-1] + b"?")
    doctor = casetally("doctor", cwd=user, **settings)
    assert doctor.returncode == 1
    assert f"s3://{bucket}/{key}: this file is damaged" in doctor.stdout
    rebuilt = casetally("rebuild", cwd=user, **settings)
    assert rebuilt.returncode == 1
    assert f"s3://{bucket}/{key}: this file of the lake is missing or damaged" in rebuilt.stderr


def test_tidy_packs_a_lake_in_a_bucket(user, settings, storage, bucket):
    two_nights(user, settings)
    done = casetally("tidy", cwd=user, **settings, CASETALLY_TIDY_NIGHTS="1")
    assert f"which are kept in s3://{bucket}/lake/_replaced for 14 days." in done.stdout
    assert len(keys_of(storage, bucket, "lake/_packs/")) == 1
    assert told_by_doctor(user, settings) == []


def test_a_lake_in_a_folder_of_its_own_is_shared_by_data_folders(user, second_night, tmp_path):
    settings = {"CASETALLY_LAKE": str(tmp_path / "shared")}
    two_nights(user, settings)
    assert not (user / "data/lake").exists()
    assert casetally("rebuild", "--data", "again", cwd=user, **settings).returncode == 0
    assert figures(user / "again") == figures(user / "data") == figures(second_night / "data")


@pytest.mark.parametrize(
    ("lake", "said"),
    [
        ("ftp://x/y", "CASETALLY_LAKE is ftp://x/y, where no lake can lie: name a folder, or object storage as s3://"),
        ("s3://nowhere/x", "s3://nowhere/x: the storage of the lake failed (The specified bucket does not exist)"),
    ],
)
def test_a_lake_that_cannot_be_is_told_in_a_sentence(user, settings, lake, said):
    run = casetally("run", cwd=user, **{**settings, "CASETALLY_LAKE": lake})
    assert run.returncode in (1, 2)
    assert said in run.stderr
    assert run.stderr.count("\n") == 1


def test_an_empty_bucket_holds_no_lake_to_build_from(user, settings, bucket):
    run = casetally("rebuild", cwd=user, **settings)
    assert run.stderr == f"s3://{bucket}/lake: there is no lake here to build from; name it with CASETALLY_LAKE.\n"
    assert run.returncode == 2
