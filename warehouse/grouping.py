"""Groups of reports linked to each other, directly or through others, and the originals in each."""

from collections.abc import Iterable

from extraction.fingerprints import Features, features_of, is_reprint


def groups_of(links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The group of everything that a link names; a group goes by the least number in it."""
    above: dict[int, int] = {}
    for one, other in links:
        first, second = sorted((_top(above, one), _top(above, other)))
        above[second] = first
    return {member: _top(above, member) for member in above}


def _top(above: dict[int, int], member: int) -> int:
    """The least number of the member's group so far; the way there is made shorter."""
    above.setdefault(member, member)
    while above[member] != member:
        above[member] = above[above[member]]
        member = above[member]
    return member


class Group:
    """The originals of one group, told as its reports come in the order of their publication."""

    def __init__(self, place: int) -> None:
        """Begin with no report of the group at this place."""
        self.place = place
        self._originals: list[tuple[str, Features]] = []
        self._by_text: dict[str, str] = {}

    def original_of(self, report_id: str, text_id: str, text: str) -> str | None:
        """The report that this one is a reprint of; None for an original."""
        if text_id in self._by_text:
            return self._by_text[text_id]
        features = features_of(text)
        found = next((name for name, original in self._originals if is_reprint(original, features)), None)
        if found is None:
            self._originals.append((report_id, features))
        self._by_text[text_id] = found or report_id
        return found
