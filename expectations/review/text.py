"""Untrusted text made safe to look at: what cannot be seen is named, and nothing is endless.

Escaping is the templates' affair; this is about signs that a browser would obey though they are no markup.
"""

import unicodedata

LONGEST = 20_000
CUT = "……〔以下略 cut〕"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
_HARMLESS = frozenset("\n\t")


def shown(text: str, longest: int = LONGEST) -> str:
    """Return a text whose control and format signs (overrides of direction, joiners) are replaced by their names."""
    cut = text if len(text) <= longest else text[:longest] + CUT
    if cut.isprintable():
        return cut
    return "".join(f"⟦U+{ord(sign):04X}⟧" if _is_invisible(sign) else sign for sign in cut)


def shortened(text: str, longest: int) -> str:
    """Return the beginning of a text in one line, with an ellipsis where something is left out."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _is_invisible(sign: str) -> bool:
    return sign not in _HARMLESS and unicodedata.category(sign) in _INVISIBLE
