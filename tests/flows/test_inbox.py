"""The inbox lists each content once, in a settled order, and says what it passed over."""

import hashlib
import os
from datetime import date

import pytest

from flows.errors import UsageError
from flows.inbox import scan, stated_metadata


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def write(folder, name, content=b"some text"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def listed(inbox, **options):
    return scan(inbox, maximum_bytes=1000, **options)


def uris(listing):
    return [document.uri for document in listing.documents]


def test_documents_are_found_at_any_depth_in_the_order_of_their_uris(inbox):
    for name in ("b.txt", "2024/二月/a.md", "2024/C.TXT"):
        write(inbox, name, name.encode())
    assert uris(listed(inbox)) == ["2024/C.TXT", "2024/二月/a.md", "b.txt"]


def test_a_document_is_known_by_the_hash_of_its_bytes(inbox):
    write(inbox, "a.txt", b"x")
    assert listed(inbox).documents[0].document_id == hashlib.sha256(b"x").hexdigest()


def test_the_same_content_under_two_names_is_one_document_under_the_first(inbox):
    write(inbox, "b.txt")
    write(inbox, "a.md")
    listing = listed(inbox)
    assert (uris(listing), listing.copies) == (["a.md"], ["b.txt"])


def test_other_files_are_counted_but_side_files_and_hidden_names_are_not(inbox):
    for name in ("page.pdf", "a.meta.yaml", ".hidden.txt", ".git/a.txt"):
        write(inbox, name)
    listing = listed(inbox)
    assert (uris(listing), listing.passed_over) == ([], 1)


def test_the_data_folder_inside_the_inbox_is_not_looked_into(inbox):
    write(inbox, "data/quarantine/x.reason.txt")
    assert uris(listed(inbox, skip=[inbox / "data"])) == []


def test_links_that_lead_out_of_the_inbox_are_not_followed(inbox, tmp_path):
    (inbox / "out.txt").symlink_to(write(tmp_path, "secret.txt"))
    (inbox / "folder").symlink_to(tmp_path)
    listing = listed(inbox)
    assert uris(listing) == []
    assert [warning.partition(":")[0] for warning in listing.warnings] == ["folder", "out.txt"]


def test_a_link_within_the_inbox_is_a_copy(inbox):
    (inbox / "z.txt").symlink_to(write(inbox, "a.txt"))
    assert listed(inbox).copies == ["z.txt"]


def test_a_link_that_leads_nowhere_is_unreadable(inbox):
    (inbox / "gone.txt").symlink_to(inbox / "nowhere.txt")
    assert [document.uri for document in listed(inbox).unreadable] == ["gone.txt"]


def test_a_pipe_with_a_documents_name_is_not_opened(inbox):
    os.mkfifo(inbox / "pipe.txt")
    assert listed(inbox).warnings == ["pipe.txt: it is no regular file and was passed over."]


def test_a_document_above_the_limit_is_unreadable_and_one_at_the_limit_is_not(inbox):
    write(inbox, "long.txt", b"x" * 1001)
    write(inbox, "full.txt", b"x" * 1000)
    listing = listed(inbox)
    assert uris(listing) == ["full.txt"]
    assert "larger than 1000 bytes" in listing.unreadable[0].reason


def test_a_file_name_in_gb18030_becomes_its_chinese_name(inbox):
    raw = os.fsencode(inbox) + b"/" + "年报.txt".encode("gb18030")
    with open(raw, "wb") as file:
        file.write(b"x")
    assert uris(listed(inbox)) == ["年报.txt"]


def test_a_missing_inbox_is_a_mistake_of_the_user(tmp_path):
    with pytest.raises(UsageError, match="does not exist; name a folder"):
        listed(tmp_path / "nowhere")


def test_an_inbox_that_is_a_file_is_a_mistake_of_the_user(tmp_path):
    with pytest.raises(UsageError, match="is not a folder"):
        listed(write(tmp_path, "a.txt"))


def test_the_side_file_lies_beside_its_document_and_its_problems_name_it(inbox):
    write(inbox, "2024/a.txt")
    write(inbox, "2024/a.meta.yaml", b"outlet: Daily\nauthor: someone\n")
    stated, problems = stated_metadata(listed(inbox).documents[0], date(2026, 11, 23))
    assert stated.outlet == "Daily"
    assert problems == [
        "2024/a.meta.yaml: 'author' is not one of published_on, outlet, url, title and was passed over."
    ]
