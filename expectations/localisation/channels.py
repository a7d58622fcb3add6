"""The ways in which a scan spoils a printed number, and their inverses: what may have been printed instead."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from extraction.numbers import MULTIPLIERS

LOST_POINT, REPLACED, LOST, ADDED, SCALE, SWAPPED, SHIFTED = (
    "lost_point",
    "digit_replaced",
    "digit_lost",
    "digit_added",
    "scale",
    "digits_swapped",
    "point_shifted",
)
_DECLARED = yaml.safe_load(files(__package__).joinpath("channels.yaml").read_text(encoding="utf-8"))
WEIGHTS: dict[str, float] = _DECLARED["weights"]
LOOK_ALIKE: list[str] = _DECLARED["look_alike"]
SHARE_OF_LOOK_ALIKES: float = _DECLARED["share_of_look_alikes"]
NAMES = {
    LOST_POINT: ("小数点脱落", "lost decimal point"),
    REPLACED: ("一位数字误认", "one digit misread"),
    LOST: ("漏掉一位数字", "one digit lost"),
    ADDED: ("多出一位数字", "one digit too many"),
    SCALE: ("“万”“亿”有误", "万 or 亿 lost, added or mistaken"),
    SWAPPED: ("相邻数字颠倒", "neighbouring digits swapped"),
    SHIFTED: ("小数点错位", "decimal point shifted"),
}
DIGITS = "0123456789"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FOLDED = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
HAN_SCALE = re.compile("[万亿]")
TEXTS_KEPT = 1024  # reports print 1件 and 3.1% again and again


@dataclass(frozen=True, slots=True)
class Print:
    """What may have been printed.

    Attributes:
        text: The number with its unit.
        channel: How the scan made what we read of it.
        probability: How probably the scan would do just that, weighed by how many such numbers there are.
    """

    text: str
    channel: str
    probability: float


@lru_cache(TEXTS_KEPT)
def possible_prints(obs_text: str) -> tuple[Print, ...]:
    """Return all prints that one scanning error turns into a text, the likelier of equal texts once."""
    plain = obs_text.translate(FOLDED)
    number = NUMBER.search(plain)
    found: dict[str, Print] = {}
    if number is not None:
        before, digits, after = plain[: number.start()], number[0], plain[number.end() :]
        for text, channel, share in _spoilt(digits):
            _keep(found, Print(f"{before}{text}{after}", channel, WEIGHTS[channel] * share))
    for text, share in _rescaled(plain, number.end() if number else None):
        _keep(found, Print(text, SCALE, WEIGHTS[SCALE] * share))
    found.pop(plain, None)
    return tuple(found.values())


def _keep(found: dict[str, Print], entry: Print) -> None:
    known = found.get(entry.text)
    if known is None or known.probability < entry.probability:
        found[entry.text] = entry


def _spoilt(printed: str) -> list[tuple[str, str, float]]:
    """Each inverse of a channel within the digits, with its share of the channel."""
    digits = printed.replace(",", "")
    forms = [*_with_point(digits), *_replaced(digits), *_changed_length(digits), *_swapped(digits)]
    return [form for form in forms if _well_formed(form[0])]


def _well_formed(digits: str) -> bool:
    whole = digits.partition(".")[0]
    return bool(whole) and not digits.endswith(".") and (len(whole) == 1 or whole[0] != "0") and bool(float(digits))


def _with_point(digits: str) -> list[tuple[str, str, float]]:
    whole, point, rest = digits.partition(".")
    plain = whole + rest
    channel = SHIFTED if point else LOST_POINT
    forms = [(f"{plain[:at]}.{plain[at:]}", channel, 1.0) for at in range(1, len(plain))]
    return [form for form in forms if form[0] != digits] + ([(plain, SHIFTED, 0.2)] if point else [])


def _replaced(digits: str) -> list[tuple[str, str, float]]:
    count = sum(sign != "." for sign in digits)
    forms = []
    for at, sign in enumerate(digits):
        if sign == ".":
            continue
        alike = {other for group in LOOK_ALIKE if sign in group for other in group} - {sign}
        for other in DIGITS.replace(sign, ""):
            share = SHARE_OF_LOOK_ALIKES / len(alike) if other in alike else (1 - SHARE_OF_LOOK_ALIKES) / 9
            share = share if alike else 1 / 9
            forms.append((digits[:at] + other + digits[at + 1 :], REPLACED, share / count))
    return forms


def _changed_length(digits: str) -> list[tuple[str, str, float]]:
    """A digit lost had ten possible values; one added makes the shorter number ten times as likely beforehand."""
    count = sum(sign != "." for sign in digits)
    forms = [
        (digits[:at] + sign + digits[at:], LOST, 1 / (count + 1) / 10)
        for at in range(len(digits) + 1)
        for sign in DIGITS
    ]
    for at, sign in enumerate(digits):
        if sign != "." and count > 1:
            doubled = sign in (digits[at - 1 : at], digits[at + 1 : at + 2])
            forms.append((digits[:at] + digits[at + 1 :], ADDED, (3 if doubled else 1) / count / 3))
    return forms


def _swapped(digits: str) -> list[tuple[str, str, float]]:
    pairs = [at for at in range(len(digits) - 1) if "." not in digits[at : at + 2] and digits[at] != digits[at + 1]]
    return [
        (digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :], SWAPPED, 1 / max(1, len(digits) - 1))
        for at in pairs
    ]


def _rescaled(text: str, number_end: int | None) -> list[tuple[str, float]]:
    """万 or 亿 put back, taken away, or one for the other."""
    forms = []
    for found in HAN_SCALE.finditer(text):
        at, other = found.start(), "亿" if found[0] == "万" else "万"
        forms.append((text[:at] + other + text[at + 1 :], 1 / 3))
        if number_end is not None or at > 1:
            forms.append((text[:at] + text[at + 1 :], 1 / 6))
    if number_end is not None and text[number_end : number_end + 1] not in MULTIPLIERS:
        shares = (("万", 1 / 6), ("亿", 1 / 6 if "元" in text else 1 / 30))  # hardly anything but money is told in 亿
        forms += [(text[:number_end] + scale + text[number_end:], share) for scale, share in shares]
    elif number_end is not None and text[number_end] == "万":
        forms.append((f"{text[: number_end + 1]}亿{text[number_end + 1 :]}", 1 / 6))
    return forms
