"""Spoils one printed number of a text as scanning does it: code of its own, apart from what finds such errors."""

import random
import re
from dataclasses import dataclass

LOOK_ALIKE = {"0": "8", "1": "7", "3": "8", "5": "6", "6": "5", "7": "1", "8": "03", "9": "4", "4": "9"}
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SCALE = re.compile(r"(?<=\d)[万亿]")
CHANNELS = ("point_lost", "digit_replaced", "digit_lost", "digit_added", "scale", "digits_swapped", "point_shifted")


@dataclass(frozen=True)
class Planted:
    """One misprint in one text."""

    document: str
    start: int
    end: int
    channel: str
    before: str
    after: str

    @property
    def spoilt_end(self) -> int:
        """Where the spoilt print ends in the spoilt text."""
        return self.start + len(self.after)


def plant(document: str, text: str, spans: list[tuple[int, int]], chance: random.Random) -> tuple[str, Planted] | None:
    """Return the text with one of its figures spoilt, and what was done; None when no figure can be.

    Args:
        document: The name of the text.
        text: The text.
        spans: The figures that may be spoilt, each a number with its unit.
        chance: What draws figure, channel and place, in this order.
    """
    choices = [(span, forms) for span in spans if (forms := spoilt_forms(text[slice(*span)]))]
    if not choices:
        return None
    (start, end), forms = chance.choice(choices)
    channel = chance.choice([channel for channel in CHANNELS if channel in forms])
    after = chance.choice(sorted(forms[channel]))
    return text[:start] + after + text[end:], Planted(document, start, end, channel, text[start:end], after)


def spoilt_forms(printed: str) -> dict[str, set[str]]:
    """Return every form that one scanning error gives a print, by channel; another value each, and well formed."""
    number = NUMBER.search(printed)
    if number is None:
        return {}
    head, digits, tail = printed[: number.start()], number[0], printed[number.end() :]
    forms = {
        channel: {f"{head}{form}{tail}" for form in found if _well_formed(form) and float(form) != float(digits)}
        for channel, found in _spoilt_digits(digits).items()
    }
    forms["scale"] = {
        printed[: at.start()] + other + printed[at.end() :]
        for at in SCALE.finditer(printed)
        for other in ({"万": ("", "亿"), "亿": ("", "万")}[at[0]])
    }
    return {channel: found for channel, found in forms.items() if found}


def _spoilt_digits(digits: str) -> dict[str, set[str]]:
    places = [at for at, sign in enumerate(digits) if sign != "."]
    plain = digits.replace(".", "")
    return {
        "point_lost": {plain} if "." in digits else set(),
        "digit_replaced": {
            digits[:at] + other + digits[at + 1 :] for at in places for other in LOOK_ALIKE.get(digits[at], "")
        },
        "digit_lost": {digits[:at] + digits[at + 1 :] for at in places},
        "digit_added": {digits[:at] + digits[at] + digits[at:] for at in places},
        "digits_swapped": {
            digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            for at in places
            if digits[at + 1 : at + 2].isdigit()
        },
        "point_shifted": {f"{plain[:at]}.{plain[at:]}" for at in range(1, len(plain))} if "." in digits else set(),
    }


def _well_formed(digits: str) -> bool:
    whole, point, rest = digits.partition(".")
    return bool(whole) and (not point or bool(rest)) and not re.match("0[0-9]", digits) and bool(float(digits))
