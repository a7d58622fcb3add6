"""Groups of things linked to each other, directly or through others."""

from collections.abc import Iterable


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
