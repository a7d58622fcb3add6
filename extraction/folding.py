"""One spelling for the many ways a sign is printed, character for character.

Folding never changes the length of a text, so an offset in the folded text is the offset in the
text as it came.
"""

import re
from functools import cache

import opencc

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
CHINESE_PUNCTUATION = dict(zip(map(ord, "，。；：！？（）【】"), "，。；：！？（）【】", strict=True))
ONE_SPELLING = (
    FULL_WIDTH
    | CHINESE_PUNCTUATION
    | str.maketrans(
        {
            "\u00a0": " ",
            "\u2002": " ",
            "\u2003": " ",
            "\u202f": " ",
            "\u3000": " ",
            "\t": " ",
            "﹪": "%",
            "『": "“",
            "』": "”",
            "「": "“",
            "」": "”",
            "﹐": "，",
            "―": "—",
            "–": "—",
            "﹣": "-",
            "〜": "~",
            "∼": "~",
            "∶": ":",
            ";": "；",
            "!": "！",
            "?": "？",
            "(": "（",
            ")": "）",
            "〔": "（",
            "〕": "）",
            "\u2028": "\n",
            "\u2029": "\n",
            "\x0b": "\n",
            "\x0c": "\n",
            "\r": "\n",
            "\x85": "\n",
        }
    )
)
OTHERWISE = re.compile(
    "[" + "".join(re.escape(chr(sign)) for sign, new in ONE_SPELLING.items() if new not in (sign, chr(sign))) + "]+"
)
# Each pattern begins with the sign itself, so that the text is searched for it at full speed.
GROUPING_COMMA = re.compile(r"，(?<=[０-９]，)(?=[０-９]{3}(?![０-９]))")
COMMA = re.compile(r",(?:(?!\d{3}(?!\d))|(?<!\d,))")
# A stop behind the number of a list or section stays one; so does a decimal point that a line ends with.
FULL_STOP = re.compile(r"\.(?=\s|$)(?<!^\d\.)(?<!^\d\d\.)(?<!\n\d\.)(?<!\n\d\d\.)(?!(?<=\d\.)\n{1,2}\d+%)")
COLON = re.compile(r":(?:(?!\d)|(?<!\d:))")
STRAIGHT_QUOTES = re.compile(r'"([^"\n]*)"')


# Signs that words of the simplifier change though it leaves them alone: 沉 in 沈默, not in 沈阳.
CHANGED_IN_WORDS = "哩坏沈甦瞭藉衹覆"
HAN_SIGNS = range(0x2E80, 0xFB00)
BEYOND = "\U00010000-\U0010ffff"  # all of these are left to the simplifier


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _traditional() -> re.Pattern[str]:
    """A sign that the simplifier may change: texts without one, which are most, are not handed to it."""
    signs = [chr(code) for code in HAN_SIGNS if not 0xD800 <= code < 0xE000]
    simplified = _simplifier().convert("\n".join(signs)).split("\n")
    changed = [sign for sign, new in zip(signs, simplified, strict=True) if sign != new]
    return re.compile(f"[{''.join(changed)}{CHANGED_IN_WORDS}{BEYOND}]")


def fold(text: str) -> str:
    """Give the text in simplified characters, half-width digits and Chinese punctuation, same length.

    ``１４．１８万件`` becomes ``14.18万件``, ``個`` becomes ``个``; a half-width comma, stop or colon of
    running text becomes the Chinese sign, one inside a number or a time of day stays.
    """
    folded = GROUPING_COMMA.sub(",", text)
    folded = OTHERWISE.sub(lambda found: found[0].translate(ONE_SPELLING), folded)
    folded = COMMA.sub("，", folded)
    folded = FULL_STOP.sub("。", folded)
    folded = COLON.sub("：", folded)
    folded = STRAIGHT_QUOTES.sub(r"“\1”", folded)
    return _simplified(folded)


def _simplified(text: str) -> str:
    if _traditional().search(text) is None:
        return text
    simplified: str = _simplifier().convert(text)
    if len(simplified) == len(text):
        return simplified
    signs = [_simplifier().convert(sign) for sign in text]
    return "".join(new if len(new) == 1 else old for new, old in zip(signs, text, strict=True))
