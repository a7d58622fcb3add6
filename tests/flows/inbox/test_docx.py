"""A DOCX is read in its own order: paragraphs, headings, tables, notes; what is deleted in it is not."""

import io
import zipfile

import docx
import pytest

from flows.decoding import UnreadableBytes
from flows.inbox.formats import read_text
from flows.inbox.kinds import DOCX

HEAD = '<?xml version="1.0" encoding="UTF-8"?>{}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def packed(body, declaration=""):
    """The least that is a DOCX, with the given markup in its body."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{HEAD.format(declaration)}{body}</w:body></w:document>")
    return content.getvalue()


def read(content):
    return read_text(content, DOCX).text


def test_paragraphs_and_tables_keep_their_order():
    document = docx.Document()
    document.add_heading("工作报告", 1)
    document.add_paragraph("2024年受理案件14.18万件。")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ("刑事", "4860件", "民事", "7.19万件"), strict=True
    ):
        cell.text = text
    document.add_paragraph("完。")
    content = io.BytesIO()
    document.save(content)
    assert read(content.getvalue()).splitlines() == [
        "工作报告", "2024年受理案件14.18万件。", "刑事\t4860件", "民事\t7.19万件", "完。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<w:p><w:r><w:t>14.</w:t></w:r><w:r><w:t>18万件</w:t></w:r></w:p>", "14.18万件", id="runs"),
        pytest.param(
            "<w:p><w:ins><w:r><w:t>新增12件</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>",
            "新增12件",
            id="tracked changes",
        ),
        pytest.param(
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>", "控件", id="controls"
        ),
        pytest.param(
            "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>", "甲\n乙\t丙", id="breaks"
        ),
        pytest.param(
            "<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>3</w:t></w:r></w:p>", "3", id="instructions of a field"
        ),
    ],
)
def test_what_is_printed_is_read(body, text):
    assert read(packed(body)) == text


BOMB = "<!DOCTYPE x [" + '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"no archive", "no whole DOCX document", id="no archive"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "encrypted, or an old Word document", id="encrypted"
        ),
        pytest.param(packed("<w:p>"), "no whole DOCX document", id="broken XML"),
        pytest.param(packed("<w:p><w:r><w:t> </w:t></w:r></w:p>"), "holds no text", id="nothing in it"),
        pytest.param(
            packed("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", BOMB), "entity amplification factor exceeded", id="XML bomb"
        ),
        pytest.param(packed("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", OUTSIDE), "declares a document type", id="entity"),
        pytest.param(packed("<w:p>" * 5000 + "</w:p>" * 5000), "no whole DOCX document", id="deep"),
        pytest.param(packed("<w:p/>" * 9_000_000), "inflates to more than 50000000 bytes", id="ZIP bomb"),
    ],
)
def test_a_docx_that_is_none_gets_a_reason(content, reason):
    with pytest.raises(UnreadableBytes, match=reason):
        read(content)
