"""Bytes become text exactly, or a reason why not."""

from pathlib import Path

import opencc
import pytest

from flows.decoding import UnreadableBytes, decode

SAMPLES = Path(__file__).parents[2] / "samples"
TEXT = "本院去年受理案件12件，\r\n结案11件。"


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        pytest.param(TEXT.encode("utf-8"), TEXT, "utf-8", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode("utf-8"), TEXT, "utf-8", id="UTF-8 with a byte order mark"),
        pytest.param(TEXT.encode("gb18030"), TEXT, "gb18030", id="GB18030"),
        pytest.param("法官𠮷某".encode("gb18030"), "法官𠮷某", "gb18030", id="GB18030 of four bytes"),
        pytest.param(TEXT.encode("utf-16"), TEXT, "utf-16-le", id="UTF-16 with a byte order mark"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT, "utf-16-be", id="UTF-16 from the big end"),
        pytest.param(TEXT.encode("utf-16-le"), TEXT, "utf-16-le", id="UTF-16 without a mark"),
        pytest.param(TEXT.encode("utf-16-be"), TEXT, "utf-16-be", id="UTF-16 from the big end without a mark"),
        pytest.param(b"12 cases\f\x1a", "12 cases\f\x1a", "utf-8", id="harmless control characters"),
    ],
)
def test_text_is_decoded_as_it_came(content, text, encoding):
    decoded = decode(content)
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "holds no text", id="empty"),
        pytest.param(b"\xef\xbb\xbf", "holds no text", id="only a byte order mark"),
        pytest.param(" \n　\n".encode(), "holds no text", id="only blanks"),
        pytest.param(b"%PDF\x00\x01", "byte 4 is zero", id="binary"),
        pytest.param(b"\xff\xfeA", "UTF-16 but broken at byte 2", id="UTF-16 cut in a sign"),
        pytest.param(b"\x89PNG\x00\x00\x00\x0dIHDR", "byte 4 is zero", id="an image"),
        pytest.param(b"\x93\x00\xe7\x00\x81\x00\xf6\x00", "byte 1 is zero", id="binary with zeros on one side"),
        pytest.param(b"\x81 \xff\xff", "neither UTF-8 nor GB18030", id="no encoding we know"),
        pytest.param(b"\x01\x02\x03 cases", "3 control characters", id="control characters"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(content, reason):
    with pytest.raises(UnreadableBytes, match=reason):
        decode(content)


def test_broken_utf8_is_not_taken_for_gb18030():
    whole = ("全国法院受理执行案件，" * 5).encode("utf-8")
    broken = whole[:40] + whole[41:]
    with pytest.raises(UnreadableBytes, match="UTF-8 but broken at byte 39"):
        decode(broken)


def sample(name):
    return (SAMPLES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["press/ningxia-press-conference.txt", "bankruptcy/wuxi-white-paper.txt"])
@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs"])
def test_big5_is_not_taken_for_gb18030(name, encoding):
    content = opencc.OpenCC("s2t").convert(sample(name)).encode(encoding, errors="ignore")
    with pytest.raises(
        UnreadableBytes, match="its encoding is not known: as GB18030 it makes no sense; save it as UTF"
    ):
        decode(content)


@pytest.mark.parametrize("script", ["s2t", "t2s"], ids=["traditional", "simplified"])
def test_a_report_in_gb18030_is_read_in_either_script(script):
    text = opencc.OpenCC(script).convert(sample("press/ningxia-press-conference.txt"))
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("鳜鱼鼋鼍" * 12, id="48 rare characters"),
        pytest.param("12 cases, 120 € " * 50, id="hardly a Chinese character"),
    ],
)
def test_a_text_too_short_to_judge_is_read(text):
    assert decode(text.encode("gb18030")).text == text
