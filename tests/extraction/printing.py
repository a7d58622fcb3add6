"""Prints numbers in every form that the reports use, for tests that read them back."""

from decimal import Decimal

DIGITS = "零一二三四五六七八九"
SECTIONS = ((10**8, "亿"), (10**4, "万"))
PLACES = ((1000, "千"), (100, "百"), (10, "十"))


def grouped(value: Decimal) -> str:
    """1234567.5 as 1,234,567.5."""
    return f"{value:,f}"


def plain(value: Decimal) -> str:
    """1234567.5 as 1234567.5."""
    return f"{value:f}"


def full_width(printed: str) -> str:
    """Digits and stops at their full width."""
    return printed.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789.,%"})


def scaled(value: Decimal, power: int, word: str) -> str:
    """A value in 万 or 亿: 1205000 as 120.5万."""
    return f"{value.scaleb(-power).normalize():f}{word}"


def in_chinese(value: int) -> str:
    """A whole number in Chinese numerals: 31000 as 三万一千."""
    if value < 10:
        return DIGITS[value]
    for size, word in SECTIONS:
        if value >= size:
            high, low = divmod(value, size)
            gap = "零" if 0 < low < size // 10 else ""
            return in_chinese(high) + word + gap + (in_chinese(low) if low else "")
    for size, word in PLACES:
        if value >= size:
            high, low = divmod(value, size)
            gap = "零" if 0 < low < size // 10 else ""
            lead = "" if (size, high) == (10, 1) else DIGITS[high]
            return lead + word + gap + (in_section(low) if low else "")
    return ""


def in_section(value: int) -> str:
    """The places behind a higher one, where ten is 一十: 110 as 一百一十."""
    return ("一" if 10 <= value < 20 else "") + in_chinese(value)
