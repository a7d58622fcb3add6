"""What of the present conditions is news: only what is new, what is due to be told again, and what was cured."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flows.alerts.conditions import Condition, Kind
from flows.alerts.state import AlertState, Known
from flows.alerts.wording import plain


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told after a night."""

    new: tuple[Condition, ...] = ()
    still: tuple[Condition, ...] = ()
    cured: tuple[Kind, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything to tell."""
        return bool(self.new or self.still or self.cured)


def update(
    state: AlertState, present: Sequence[Condition], judged: Collection[Kind], day: date, remind_days: int
) -> News:
    """Bring the state up to what holds now, and return what is to be told; `mark_told` follows when it was.

    Args:
        state: What was remembered; changed in place.
        present: The conditions that hold, each of a kind in ``judged``.
        judged: The kinds that could be judged; those of other kinds stand as they stood.
        day: The day of the night.
        remind_days: After how many days a standing condition is told again; 0 for never.
    """
    before = {known.fingerprint: known for known in state.conditions}
    now = {condition.fingerprint: condition for condition in present}
    kinds_now = {condition.kind for condition in present}
    kinds_told = {known.kind for known in state.conditions if known.told and known.kind in judged}
    cured = sorted((kinds_told | set(state.untold_cures)) - kinds_now)
    state.conditions = [known for known in state.conditions if known.kind not in judged or known.fingerprint in now]
    state.conditions += [_known(now[name], day) for name in now if name not in before]
    state.untold_cures = cured
    state.judged_on = day
    untold = {known.fingerprint for known in state.conditions if known.told is None}
    due = {known.fingerprint for known in state.conditions if _is_due(known, day, remind_days)}
    return News(
        new=tuple(condition for name, condition in now.items() if name in untold),
        still=tuple(condition for name, condition in now.items() if name in due),
        cured=tuple(cured),
    )


def mark_told(state: AlertState, news: News, day: date) -> None:
    """Remember that the news reached at least one channel."""
    told = {condition.fingerprint for condition in (*news.new, *news.still)}
    for known in state.conditions:
        if known.fingerprint in told:
            known.told = day
    state.untold_cures = []


def _known(condition: Condition, day: date) -> Known:
    return Known(kind=condition.kind, fingerprint=condition.fingerprint, since=day, detail=plain(condition.detail))


def _is_due(known: Known, day: date, remind_days: int) -> bool:
    return bool(remind_days and known.told and (day - known.told).days >= remind_days)
