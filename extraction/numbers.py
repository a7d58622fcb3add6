"""Printed numbers, read exactly: Arabic and Chinese numerals with 万 and 亿."""

import re
from dataclasses import dataclass
from decimal import Decimal

HAN_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
INNER_HEDGES = "余多几来"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
HAN = r"[零〇一二两三四五六七八九十百千万亿]"
# 1亿2000万 | 40余万 | 2.2万亿 | 九百多万 | 两亿余 | 三十五点六
ARABIC_NUMBER = rf"{ARABIC}(?:[{INNER_HEDGES}]?[十百千万亿]){{0,9}}(?:(?<=亿){ARABIC}万)?[{INNER_HEDGES}]?"
HAN_NUMBER = (
    rf"(?<!{HAN}){HAN}{{1,39}}(?:[{INNER_HEDGES}][十百千万亿]{{1,3}})?"
    rf"(?:点[零〇一二三四五六七八九]{{1,9}}[万亿]{{0,2}})?[{INNER_HEDGES}]?"
)
_PART = re.compile(rf"({ARABIC})((?:[{INNER_HEDGES}]?[十百千万亿])*)")
_PLAIN_ARABIC = re.compile(r"(\d{1,12}(?:\.(\d{1,6}))?)([十百千万亿])?")  # most are: digits, decimals and multiplier
_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(7))
_PLACES = {sign: len(str(factor)) - 1 for sign, factor in MULTIPLIERS.items()}
_FACTORS = {sign: Decimal(factor) for sign, factor in MULTIPLIERS.items()}
_PLAIN = str.maketrans("", "", "," + INNER_HEDGES)


class UnreadableNumber(ValueError):
    """A string that is no number; nothing is guessed or taken as zero."""


@dataclass(slots=True)
class PrintedNumber:
    """A number as read.

    Attributes:
        value: The number, exactly.
        step: The value of its last printed place: 100 in 14.18万.
        significant_step: The value of its last printed place that is not zero: 1000 in 3000.
    """

    value: Decimal
    step: Decimal
    significant_step: Decimal


def read_number(printed: str) -> PrintedNumber:
    """Read one printed number, such as ``14.18万``, ``40余万`` or ``九百多万``, hedges aside.

    Raises:
        UnreadableNumber: A sign is not understood.
    Source: GB/T 15835-2011 出版物上数字用法.
    """
    if printed[:1].isdecimal():
        return _read_arabic(printed)
    return _read_han(printed)


def _read_arabic(printed: str) -> PrintedNumber:
    if found := _PLAIN_ARABIC.fullmatch(printed):
        digits, decimals, multiplier = found.groups()
        value, step = Decimal(digits), _STEPS[len(decimals) if decimals else 0]
        if multiplier:
            factor = _FACTORS[multiplier]
            value, step = value * factor, step * factor
        if digits[-1] != "0":
            return PrintedNumber(value, step, step)
        if decimals or not value:
            return PrintedNumber(value, step, _significant(value, step))
        places = len(digits) - len(digits.rstrip("0")) + (_PLACES[multiplier] if multiplier else 0)
        return PrintedNumber(value, step, Decimal(1).scaleb(places))
    value = step = Decimal(0)
    at = 0
    while part := _PART.match(printed, at):
        digits = Decimal(part[1].replace(",", ""))
        multiplier = 1
        for sign in part[2].translate(_PLAIN):
            multiplier *= MULTIPLIERS[sign]
        value += digits * multiplier
        step = Decimal(1).scaleb(int(digits.as_tuple().exponent)) * multiplier
        at = part.end()
    if at == 0 or printed[at:].strip(INNER_HEDGES):
        raise UnreadableNumber(f"cannot read {printed!r} as a number: {printed[at:]!r} is not understood")
    return PrintedNumber(value, step, _significant(value, step))


def _read_han(printed: str) -> PrintedNumber:
    plain = printed.translate(_PLAIN)
    whole, point, rest = plain.partition("点")
    digits = rest.rstrip("万亿")
    if not whole or (point and not digits):
        raise UnreadableNumber(f"cannot read {printed!r} as a number: it has no digits")
    if odd := [sign for sign in digits if sign not in HAN_DIGITS]:
        raise UnreadableNumber(f"cannot read {printed!r} as a number: {odd[0]!r} is not understood")
    if not point:
        value, step = _read_han_whole(whole)
        return PrintedNumber(value, step, _significant(value, step))
    multiplier = 1
    for sign in rest[len(digits) :]:
        multiplier *= MULTIPLIERS[sign]
    value = _read_han_whole(whole)[0] + Decimal("0." + "".join(str(HAN_DIGITS[sign]) for sign in digits))
    step = Decimal(1).scaleb(-len(digits)) * multiplier
    return PrintedNumber(value * multiplier, step, _significant(value * multiplier, step))


def _read_han_whole(signs: str) -> tuple[Decimal, Decimal]:
    if all(sign in HAN_DIGITS for sign in signs):
        return Decimal("".join(str(HAN_DIGITS[sign]) for sign in signs)), Decimal(1)
    total = section = digit = spoken = 0
    step = 1
    for before, sign in zip(" " + signs, signs, strict=False):
        if sign in HAN_DIGITS:
            digit, step = HAN_DIGITS[sign], 1
            spoken = MULTIPLIERS.get(before, 1) // 10  # 三万五 leaves out 千
        elif sign not in MULTIPLIERS:
            raise UnreadableNumber(f"cannot read {signs!r} as a number: {sign!r} is not understood")
        elif MULTIPLIERS[sign] < 10**4:
            section, digit, step = section + (digit or 1) * MULTIPLIERS[sign], 0, MULTIPLIERS[sign]
        else:
            total = _times(total, section + digit, MULTIPLIERS[sign])
            section, digit, step = 0, 0, MULTIPLIERS[sign] * (step if step < MULTIPLIERS[sign] else 1)
    if digit and spoken:
        digit, step = digit * spoken, spoken
    return Decimal(total + section + digit), Decimal(step)


def _times(total: int, section: int, multiplier: int) -> int:
    """What was read so far, up to 万 or 亿: all of it so many times (一万二千亿), or its last part (三亿二千万)."""
    if total > multiplier and section:
        return total + section * multiplier
    return (total + section or 1) * multiplier


def _significant(value: Decimal, step: Decimal) -> Decimal:
    """The value of the last place that is not zero."""
    if not value:
        return step
    trimmed = value.normalize()
    return max(step, Decimal(1).scaleb(int(trimmed.as_tuple().exponent)))
