"""Tells a reprint from another report: by the shingles of its text and by its figures.

Two reports are the same release when most of the shorter text stands in the longer one and their figures
agree. A yearly text in which only the figures are new is a report of its own.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from zlib import crc32

SHINGLE = 4  # signs
SHORTEST = 40  # signs; of a shorter text only the same text is a reprint
BANDS = 20
ROWS_OF_A_BAND = 2
TELLING_DIGITS = (4, 3)  # of numbers that hardly two releases share by chance; for one half of the bands and the other
LEAST_CONTAINMENT = 0.7
LEAST_LIKENESS = 0.4
LEAST_CONTAINMENT_WITHOUT_FIGURES = 0.9
LEAST_SHARED_FIGURES = 0.9
MOST_FIGURES_OF_ITS_OWN = 0.25

RUN = re.compile(rb"(?s:.{%d})" % (2 * SHINGLE))
SIGNS = re.compile(r"\w+")
NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?![\d年月日号时])")
YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
SIXTY_FOUR_BITS = (1 << 64) - 1
EMPTY = 1 << 64  # above every hash
ODD = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio: spreads what crc32 gives over 64 bits
BIT_WIDTH_OF_A_KEY = 63


@dataclass(frozen=True)
class Features:
    """What a text is compared by, each worked out when it is first asked for."""

    text: str

    @cached_property
    def signs(self) -> str:
        """Its letters, digits and characters; punctuation and blanks are no part of it."""
        return "".join(SIGNS.findall(self.text))

    @cached_property
    def numerals(self) -> frozenset[str]:
        """The numbers it prints, those of dates left out."""
        return frozenset(found.replace(",", "") for found in NUMERAL.findall(self.text))

    @cached_property
    def years(self) -> frozenset[str]:
        """The years it names."""
        return frozenset(YEAR.findall(self.text))

    @cached_property
    def shingles(self) -> frozenset[bytes]:
        """All runs of `SHINGLE` signs, two bytes a sign."""
        signs = self.signs.encode("utf-16-le")
        return frozenset(chain.from_iterable(RUN.findall(signs, 2 * at) for at in range(SHINGLE)))


def features_of(text: str) -> Features:
    """The features of a report's cleaned text."""
    return Features(text)


def band_keys(features: Features) -> tuple[int, ...]:
    """The keys of a text, of which a reprint most likely shares one; none for a text too short to tell.

    Each joins `ROWS_OF_A_BAND` places of the text's MinHash signature with one of its figures, so that the
    same words with other figures give other keys. The keys hang on nothing but the text.
    """
    if len(features.signs) < SHORTEST:
        return ()
    signature = _signature(features.shingles, BANDS * ROWS_OF_A_BAND)
    telling = [_telling(features.numerals, digits) for digits in TELLING_DIGITS]
    keys = []
    for band in range(BANDS):
        seed = (2 * band + 1) * ODD & SIXTY_FOUR_BITS
        figure = min([(value ^ seed) * ODD & SIXTY_FOUR_BITS for value in telling[band % 2]], default=0)
        places = signature[band * ROWS_OF_A_BAND : (band + 1) * ROWS_OF_A_BAND]
        key = band
        for value in (*places, figure):
            key = ((key ^ value) * ODD + (value >> 29)) & SIXTY_FOUR_BITS
        keys.append(key >> (64 - BIT_WIDTH_OF_A_KEY))
    return tuple(keys)


def _telling(numerals: frozenset[str], digits: int) -> list[int]:
    """The hashes of the figures of so many digits or more."""
    return [crc32(each.encode()) for each in numerals if sum(sign.isdecimal() for sign in each) >= digits]


def is_reprint(original: Features, later: Features) -> bool:
    """Whether a later text is the same release as an earlier one, lightly edited."""
    if original.years and later.years and not original.years & later.years:
        return False
    if (original.numerals or later.numerals) and not _figures_agree(original, later):
        return False
    if min(len(original.signs), len(later.signs)) < SHORTEST:
        return False
    shared = len(original.shingles & later.shingles)
    fewer, more = sorted((len(original.shingles), len(later.shingles)))
    if not original.numerals:
        return shared >= LEAST_CONTAINMENT_WITHOUT_FIGURES * fewer
    return shared >= LEAST_CONTAINMENT * fewer and shared >= LEAST_LIKENESS * (fewer + more - shared)


def _figures_agree(original: Features, later: Features) -> bool:
    """Whether the figures of the shorter list stand in the other, and the later text adds few of its own."""
    shared = len(original.numerals & later.numerals)
    fewer = min(len(original.numerals), len(later.numerals))
    added = len(later.numerals) - shared
    return (
        fewer > 0 and shared >= LEAST_SHARED_FIGURES * fewer and added <= MOST_FIGURES_OF_ITS_OWN * len(later.numerals)
    )


def _signature(shingles: frozenset[bytes], places: int) -> list[int]:
    """The least hash of the shingles that fall on each place; an empty place takes that of the next, round the end.

    One hash a shingle. Source: Li, Owen, Zhang, One Permutation Hashing (2012); Shrivastava, Li,
    Densifying One Permutation Hashing via Rotation (2014).
    """
    least = [EMPTY] * places
    for sum_of_shingle in map(crc32, shingles):
        value = sum_of_shingle * ODD & SIXTY_FOUR_BITS
        if value < least[value % places]:
            least[value % places] = value
    for place in range(2 * places - 1, -1, -1):
        if least[place % places] == EMPTY:
            least[place % places] = least[(place + 1) % places]
    return least
