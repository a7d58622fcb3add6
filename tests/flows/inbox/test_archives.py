"""ZIP archives are read by name, within bounds, and what they could do harm with is refused."""

import hashlib
import io
import struct
import zipfile

import pytest

from flows.inbox import Limits, Opener, Source, scan
from flows.inbox.stores import store_at


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def source(inbox, **limits):
    return Source(store_at(str(inbox)), Limits(**{"document_bytes": 10_000_000, **limits}))


def pack(path, entries, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)


def gbk_archive(name, content):
    """An archive as Chinese Windows packs it: the name in GBK, with no mark that says so."""
    packed = io.BytesIO()
    raw = name.encode("gbk")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x" * len(raw), content)
    return packed.getvalue().replace(b"x" * len(raw), raw)


def uris(listing):
    return [document.uri for document in listing.documents]


def reasons(listing):
    return {document.uri: document.reason for document in listing.unreadable}


def test_the_documents_of_an_archive_have_the_archives_name_before_their_own(inbox):
    pack(inbox / "2024.zip", {"二月/b.txt": "b", "a.md": "a", "二月/": "", "__MACOSX/a.md": "x", "style.css": "x"})
    listing = scan(source(inbox))
    assert (uris(listing), listing.passed_over) == (["2024.zip!/a.md", "2024.zip!/二月/b.txt"], 1)


def test_a_document_in_an_archive_is_known_by_the_hash_of_its_own_bytes(inbox):
    pack(inbox / "z.zip", {"a.txt": "same"})
    (inbox / "b.txt").write_text("same")
    listing = scan(source(inbox))
    assert (uris(listing), listing.copies) == (["b.txt"], ["z.zip!/a.txt"])
    assert listing.documents[0].document_id == hashlib.sha256(b"same").hexdigest()


@pytest.mark.parametrize("name", ["湖北/工作报告.txt", "镕基.txt", "執行.txt"])
def test_a_name_in_gbk_is_decoded(inbox, name):
    (inbox / "a.zip").write_bytes(gbk_archive(name, "text"))
    assert uris(scan(source(inbox))) == [f"a.zip!/{name}"]


def test_a_backslash_parts_folders_but_not_the_bytes_of_a_chinese_sign(inbox):
    # The second byte of 乗 in GBK is a backslash.
    (inbox / "a.zip").write_bytes(gbk_archive("x\\乗.txt", "text"))
    assert uris(scan(source(inbox))) == ["a.zip!/x/乗.txt"]


def test_a_name_that_the_packer_states_in_an_extra_field_is_taken(inbox):
    info = zipfile.ZipInfo("????.txt")
    stated = "报告.txt".encode()
    info.extra = struct.pack("<HHBI", 0x7075, 5 + len(stated), 1, 0) + stated
    with zipfile.ZipFile(inbox / "a.zip", "w") as archive:
        archive.writestr(info, "text")
    assert uris(scan(source(inbox))) == ["a.zip!/报告.txt"]


def test_bytes_and_side_file_of_a_document_come_out_of_the_archive(inbox):
    pack(inbox / "a.zip", {"x/r.txt": "text", "x/r.meta.yaml": "outlet: 某报\n", "r.meta.yaml": "outlet: 另报\n"})
    document = scan(source(inbox)).documents[0]
    with Opener(source(inbox)) as opener:
        assert opener.content(document.place, document.size) == b"text"
        assert opener.side_file(document.place) == "outlet: 某报\n".encode()


@pytest.mark.parametrize("name", ["../../etc/a.txt", "/etc/a.txt", "C:/a.txt", "x/../../a.txt", "..\\a.txt"])
def test_a_name_that_leads_out_of_the_archive_is_refused(inbox, name):
    pack(inbox / "a.zip", {name: "text"})
    listing = scan(source(inbox))
    assert uris(listing) == []
    assert set(reasons(listing).values()) == {"its name leads out of its archive; pack it again under a plain name"}


def test_a_link_in_an_archive_is_not_followed(inbox):
    link = zipfile.ZipInfo("passwd.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(inbox / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    listing = scan(source(inbox))
    assert uris(listing) == []
    assert listing.warnings == ["a.zip!/passwd.txt: a link in an archive is not followed; pack the file itself."]


def test_a_file_that_inflates_out_of_proportion_is_refused_and_the_others_are_read(inbox):
    pack(inbox / "a.zip", {"bomb.txt": b"\0" * 5_000_000, "fine.txt": "text"})
    listing = scan(source(inbox))
    assert uris(listing) == ["a.zip!/fine.txt"]
    assert "more than 200 times its packed size" in reasons(listing)["a.zip!/bomb.txt"]


def test_an_archive_inflates_to_no_more_than_its_bound_in_all(inbox):
    pack(inbox / "a.zip", {f"{number}.txt": bytes([65 + number]) * 400_000 for number in range(4)})
    listing = scan(source(inbox, archive_bytes=1_000_000))
    assert uris(listing) == ["a.zip!/0.txt", "a.zip!/1.txt"]
    assert set(reasons(listing)) == {"a.zip!/2.txt", "a.zip!/3.txt"}
    assert "inflates to more than 1000000 bytes (CASETALLY_MAX_ARCHIVE_BYTES)" in reasons(listing)["a.zip!/2.txt"]


def test_a_size_that_the_directory_understates_is_found_out(inbox):
    pack(inbox / "a.zip", {"a.txt": b"0123456789" * 100})
    whole = (inbox / "a.zip").read_bytes()
    (inbox / "a.zip").write_bytes(whole.replace(struct.pack("<I", 1000), struct.pack("<I", 10)))
    assert "damaged in its archive" in reasons(scan(source(inbox)))["a.zip!/a.txt"]


def test_an_archive_within_an_archive_is_not_opened(inbox):
    inner = io.BytesIO()
    pack(inner, {"a.txt": "text"})
    pack(inbox / "a.zip", {"inner.zip": inner.getvalue()})
    assert reasons(scan(source(inbox))) == {"a.zip!/inner.zip": "an archive within an archive is not opened; unpack it"}


def test_an_encrypted_file_in_an_archive_is_refused(inbox):
    pack(inbox / "a.zip", {"a.txt": "text"})
    whole = bytearray((inbox / "a.zip").read_bytes())
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        whole[whole.index(mark) + flags] |= 1
    (inbox / "a.zip").write_bytes(whole)
    assert "encrypted in its archive" in reasons(scan(source(inbox)))["a.zip!/a.txt"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\3\4" + b"\0" * 40])
def test_what_is_no_archive_is_told_by_its_name(inbox, content):
    (inbox / "a.zip").write_bytes(content)
    assert "no whole ZIP archive" in reasons(scan(source(inbox)))["a.zip"]


def test_an_archive_cut_short_is_told_by_its_name(inbox):
    pack(inbox / "a.zip", {"a.txt": "text"})
    (inbox / "a.zip").write_bytes((inbox / "a.zip").read_bytes()[:-30])
    assert "no whole ZIP archive" in reasons(scan(source(inbox)))["a.zip"]
