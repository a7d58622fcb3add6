"""The inbox lists each content once, in a settled order, and says what it passed over."""

import hashlib
import os

import pytest

from flows.errors import UsageError
from flows.inbox import Limits, Source, scan, source_of
from flows.inbox.stores import store_at
from flows.settings import load_settings


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
    return scan(Source(store_at(str(inbox)), Limits(document_bytes=1000)), **options)


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
    for name in ("page.js", "a.meta.yaml", ".hidden.txt", ".git/a.txt"):
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


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        pytest.param("a.doc", "it is an old Word document, which is not read; save it as DOCX, PDF or", id="old Word"),
        pytest.param(
            "a.xlsx", "it is a spreadsheet, which is not read; save it as a table in a DOCX", id="spreadsheet"
        ),
        pytest.param("a.JPG", "it is an image without text; install casetally[ocr]", id="image"),
        pytest.param("a.rar", "it is an archive of another kind, which is not read; save it as a ZIP", id="archive"),
    ],
)
def test_a_document_of_a_kind_that_is_not_read_is_told_with_what_to_do(inbox, name, advice):
    write(inbox, name)
    listing = listed(inbox)
    assert (uris(listing), [document.uri for document in listing.unreadable]) == ([], [name])
    assert listing.unreadable[0].reason.startswith(advice)


def test_what_a_browser_saved_beside_a_page_is_passed_over(inbox):
    for name in ("页.html", "页_files/logo.png", "页_files/frame.html", "b_files/scan.png"):
        write(inbox, name, name.encode())
    listing = listed(inbox)
    assert (uris(listing), listing.passed_over) == (["页.html"], 2)
    assert [document.uri for document in listing.unreadable] == ["b_files/scan.png"]


def test_a_folder_may_be_named_by_its_address(inbox):
    write(inbox, "a.txt")
    assert uris(listed(inbox.as_uri())) == ["a.txt"]


@pytest.mark.parametrize("address", ["ftp://host/folder", "s3:///prefix", "file://elsewhere/folder"])
def test_an_address_of_another_kind_is_a_mistake_of_the_user(address):
    with pytest.raises(UsageError, match=r"cannot be read: name a folder, or object storage as s3://bucket/prefix"):
        listed(address)


def test_page_images_are_documents_where_they_are_read(inbox):
    write(inbox, "scan.png")
    assert uris(scan(Source(store_at(str(inbox)), Limits(document_bytes=1000), ocr=True))) == ["scan.png"]


def test_to_ask_for_page_images_without_the_extra_is_a_mistake_of_the_user(monkeypatch):
    monkeypatch.setattr("flows.inbox.source.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"CASETALLY_OCR is true, but casetally\[ocr\] is not installed"):
        source_of(load_settings(ocr=True))
