"""Documents that harm the process that reads them, and documents of every format, in a whole night."""

import io
import os
import subprocess
import sys
import zipfile

import docx
import pytest
from command_line import COUNTY, MISPRINT, PROVINCE, ROOT, casetally, environment, rows, write_inbox

DEADLY, SLOW, GREEDY = "本文终止进程。", "本文永不读完。", "本文占用内存。"
HARM = f"""
import os, time
from flows import reading
extract = reading.extract_document
def harm(text, **known):
    if text == {DEADLY!r}:
        os._exit(1)
    if text == {SLOW!r}:
        time.sleep(1000)
    if text == {GREEDY!r}:
        bytearray(8_000_000_000)
    return extract(text, **known)
reading.extract_document = harm
"""


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """A night with one document of each kind of harm among others in its batch."""
    folder = tmp_path_factory.mktemp("harm")
    write_inbox(folder / "inbox", a=COUNTY, b=DEADLY, c=SLOW, d=GREEDY, e=PROVINCE)
    run = casetally("run", cwd=folder, code=HARM, CASETALLY_DOCUMENT_SECONDS="20", CASETALLY_WORKERS="1")
    return folder, run


def reason(night, name):
    told = [path.read_text(encoding="utf-8") for path in (night[0] / "data/quarantine").glob("*.reason.txt")]
    return next(text.splitlines()[1] for text in told if text.startswith(name))


def test_the_others_are_published(night):
    assert night[1].returncode == 1
    assert rows(night[0] / "data", "select uri from documents order by uri") == [("a.txt",), ("e.txt",)]


def test_a_document_that_ends_its_process_is_quarantined(night):
    assert reason(night, "b.txt").startswith("reading it ended the process that read it, twice")


def test_a_document_that_takes_for_ever_is_quarantined(night):
    assert reason(night, "c.txt").startswith("reading it takes longer than 20 seconds (CASETALLY_DOCUMENT_SECONDS)")


def test_a_document_that_needs_too_much_memory_is_quarantined(night):
    wanted = "reading it needs more than 4000000000 bytes of memory (CASETALLY_DOCUMENT_MEMORY_BYTES)"
    assert reason(night, "d.txt").startswith(wanted)


def test_documents_of_all_formats_are_published_with_what_they_came_as(tmp_path):
    inbox = tmp_path / "inbox"
    write_inbox(inbox, plain=f"---\noutlet: 某报\n---\n{COUNTY}")
    (inbox / "wide.txt").write_bytes(MISPRINT.encode("utf-16"))
    (inbox / "page.html").write_text(f"<html><body><p>{PROVINCE}</p></body></html>", encoding="gb18030")
    document, content = docx.Document(), io.BytesIO()
    document.add_paragraph("丽水市中级人民法院2024年受理案件4200件。")
    document.save(content)
    with zipfile.ZipFile(inbox / "all.zip", "w") as archive:
        archive.writestr("二月/report.docx", content.getvalue())
        archive.writestr("二月/report.meta.yaml", "published_on: 2025-02-03\n")
    assert casetally("run", cwd=tmp_path).returncode == 0
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert rows(tmp_path / "data", "select uri, media_type, encoding from documents order by uri") == [
        ("all.zip!/二月/report.docx", word, "binary"),
        ("page.html", "text/html", "gb18030"),
        ("plain.txt", "text/plain", "utf-8"),
        ("wide.txt", "text/plain", "utf-16-le"),
    ]
    day = "select published_on::varchar, published_basis from documents where uri like '%.docx'"
    assert rows(tmp_path / "data", day) == [("2025-02-03", "metadata")]
    untrue = (
        "select count(*) from observations o join documents d using (document_id) "
        "where substr(d.text, o.char_start + 1, o.char_end - o.char_start) <> o.obs_text"
    )
    assert rows(tmp_path / "data", untrue) == [(0,)]
    assert rows(tmp_path / "data", "select count(distinct document_id) from observations") == [(4,)]


MEASURED = """
import resource, sys
from flows.inbox import Limits, Source, scan
from flows.inbox.stores import store_at
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
listing = scan(Source(store_at(sys.argv[1]), Limits(document_bytes=20_000_000)))
print(listing.unreadable[0].reason)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_line_of_a_gigabyte_is_refused_in_bounded_memory(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with (inbox / "line.txt").open("wb") as file:
        os.truncate(file.fileno(), 1_000_000_000)
    told = subprocess.run(
        [sys.executable, "-c", MEASURED, str(inbox)],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    reason, kilobytes = told.stdout.splitlines()
    assert reason == "it is larger than 20000000 bytes (CASETALLY_MAX_DOCUMENT_BYTES); split it"
    assert int(kilobytes) < 64_000
