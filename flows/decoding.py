"""Bytes to text: UTF-8, UTF-16 or GB18030, or a sentence that says why none of them."""

from dataclasses import dataclass

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UTF16_SAMPLE = 65_536  # bytes that tell whether a text without a mark is in UTF-16
# Tab, line feed, vertical tab, form feed, carriage return; 0x1A once ended DOS files.
_HARMLESS_CONTROLS = frozenset("\t\n\v\f\r\x1a\x85")
_MAXIMUM_CONTROL_SHARE = 0.01
# Characters that every report uses, the same in simplified and traditional script. Of the Chinese characters of 61
# whole reports they are at least 19 in 100 (2026-11-23); of the same reports in Big5, read as GB18030, less than 1.
_COMMON = frozenset("的一是不在了有和人法院案件年月日中大上公全市高行事理分以用成")
_MINIMUM_COMMON_SHARE = 0.04
_MINIMUM_READABLE_SHARE = 0.7  # of the signs of a text in UTF-16: Chinese ones and ASCII; the rest is punctuation
_ENOUGH_CHINESE = 50  # fewer characters tell nothing


class UnreadableBytes(ValueError):
    """The bytes are no text that can be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A document's text, as it came but for a byte order mark, and the encoding it came in."""

    text: str
    encoding: str


def decode(content: bytes) -> DecodedText:
    """Read a document's bytes as text. Line ends stay as they are: offsets count them.

    Raises:
        UnreadableBytes: The bytes are empty, binary, or in another encoding. Nothing is guessed or replaced.
    """
    decoded = _decode_utf16(content)
    if decoded is None and b"\x00" in content:
        raise UnreadableBytes(f"it is binary: byte {content.index(0)} is zero; save it as plain text in UTF-8")
    decoded = decoded or _decode_utf8(content) or _decode_gb18030(content)
    if not decoded.text.strip():
        raise UnreadableBytes("it holds no text; take it out of the inbox or fill it")
    _refuse_control_characters(decoded.text)
    return decoded


def _decode_utf16(content: bytes) -> DecodedText | None:
    encoding = _UTF16_MARKS.get(content[:2]) or _utf16_without_mark(content)
    if encoding is None:
        return None
    try:
        return DecodedText(content.decode(encoding).removeprefix("\ufeff"), encoding)
    except UnicodeDecodeError as error:
        raise UnreadableBytes(f"it is UTF-16 but broken at byte {error.start}; save it as UTF-8") from error


def _utf16_without_mark(content: bytes) -> str | None:
    """The byte order in which the text is plain: signs of ASCII have their zero bytes all on one side."""
    sample = content[:_UTF16_SAMPLE]
    if len(content) % 2 or b"\x00" not in sample:
        return None
    zeros = sample[0::2].count(0), sample[1::2].count(0)
    if min(zeros):
        return None
    encoding = "utf-16-le" if zeros[1] else "utf-16-be"
    text = sample.decode(encoding, errors="replace")
    readable = sum(sign.isascii() or _is_chinese(sign) for sign in text)
    plain = readable >= _MINIMUM_READABLE_SHARE * len(text) and _is_plausible_chinese(text)
    return encoding if plain else None


def _decode_utf8(content: bytes) -> DecodedText | None:
    body = content.removeprefix(_UTF8_MARK)
    try:
        return DecodedText(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(body):
            offset = error.start + len(content) - len(body)
            raise UnreadableBytes(f"it is UTF-8 but broken at byte {offset}; save it again as UTF-8") from error
        return None


def _is_mostly_utf8(body: bytes) -> bool:
    # Broken UTF-8 often passes as GB18030 and comes out as wrong characters, so it is told apart first:
    # genuine GB18030 read as UTF-8 is nearly all errors.
    tolerant = body.decode("utf-8", errors="replace")
    broken = tolerant.count("\ufffd")
    beyond_ascii = sum(character > "\x7f" for character in tolerant) - broken
    return beyond_ascii > 4 * broken


def _decode_gb18030(content: bytes) -> DecodedText:
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UnreadableBytes(f"it is neither UTF-8 nor GB18030 (byte {error.start}); save it as UTF-8") from error
    if not _is_plausible_chinese(text):
        raise UnreadableBytes("its encoding is not known: as GB18030 it makes no sense; save it as UTF-8")
    return DecodedText(text, "gb18030")


def _is_plausible_chinese(text: str) -> bool:
    # Most bytes of Big5 are valid GB18030 and come out as rare characters.
    chinese = [character for character in text if _is_chinese(character)]
    common = sum(character in _COMMON for character in chinese)
    return len(chinese) < _ENOUGH_CHINESE or common >= _MINIMUM_COMMON_SHARE * len(chinese)


def _is_chinese(character: str) -> bool:
    # Private use: where GB18030 puts bytes that no standard character has.
    return "\u3400" <= character <= "\u9fff" or "\ue000" <= character <= "\uf8ff" or character > "\uffff"


def _refuse_control_characters(text: str) -> None:
    controls = sum(character < " " and character not in _HARMLESS_CONTROLS for character in text)
    if controls > _MAXIMUM_CONTROL_SHARE * len(text):
        raise UnreadableBytes(f"it looks binary: {controls} control characters; save it as plain text in UTF-8")
