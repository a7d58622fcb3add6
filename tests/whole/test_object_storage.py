"""A whole night over an inbox in object storage, against a real S3 API on loopback."""

import pytest
from command_line import COUNTY, PROVINCE, casetally, figures, rows, write_inbox
from storage_server import KEYS, storage_server


@pytest.fixture
def storage():
    with storage_server() as client:
        client.create_bucket(Bucket="reports")
        yield client


def test_a_night_reads_a_bucket_as_it_reads_a_folder_and_the_next_finds_nothing_new(storage, tmp_path):
    settings = {**KEYS, "CASETALLY_INBOX": "s3://reports/2025", "CASETALLY_S3_ENDPOINT": storage.meta.endpoint_url}
    for name, text in (("county", COUNTY), ("province", PROVINCE)):
        storage.put_object(Bucket="reports", Key=f"2025/{name}.txt", Body=text.encode())
    storage.put_object(Bucket="reports", Key="2025/scan.png", Body=b"\x89PNG")
    runs = [casetally("run", cwd=tmp_path, **settings) for _ in range(2)]
    assert [run.returncode for run in runs] == [1, 1]
    assert "Nothing new could be read." in runs[1].stdout
    assert "scan.png: it is an image without text" in runs[0].stdout
    assert [path.suffix for path in (tmp_path / "data/quarantine").glob("*.png")] == [".png"]
    assert rows(tmp_path / "data", "select uri from documents order by uri") == [("county.txt",), ("province.txt",)]
    write_inbox(tmp_path / "folder/inbox", county=COUNTY, province=PROVINCE)
    assert casetally("run", cwd=tmp_path / "folder").returncode == 0
    assert figures(tmp_path / "data") == figures(tmp_path / "folder/data")
    assert not any("secret-of-ours" in run.stdout + run.stderr for run in runs)
