"""Every row that is published, at which most nights look only where they touched it. Imports Great Expectations."""

from collections.abc import Iterator

from warehouse.data_folder import DataFolder
from warehouse.errors import CasetallyError
from warehouse.integrity import Remark
from warehouse.kept import not_kept_yet, unlike_their_definitions
from warehouse.reading import connect, published_commit

_ADVICE = "`casetally rebuild` makes the warehouse again from the lake; should that not help, report it as a fault."


def check_published(data: DataFolder) -> Iterator[Remark]:
    """See that what nights keep is what would be computed, and that every expectation holds of every row."""
    from expectations.validation import validate_published

    try:
        if not published_commit(data):
            return  # told already, as below
    except CasetallyError:
        return
    with connect(data) as connection:
        lacking = not_kept_yet(connection)
        unlike = [] if lacking else list(unlike_their_definitions(connection))
    if lacking:
        yield Remark("ok", "kept", f"An earlier version published this: the next night makes {', '.join(lacking)}.")
        return
    for name in unlike:
        yield Remark("fault", "kept", f"{name} holds other rows than are computed from all figures.", _ADVICE)
    if not unlike:
        yield Remark("ok", "kept", "The tables that nights keep hold what is computed from all figures.")
    outcome = validate_published(data.warehouse)
    for failure in outcome.failures:
        yield Remark("fault", "published", str(failure), _ADVICE)
    if not outcome.failures:
        said = f"All {outcome.evaluated} expectations hold of every row that is published."
        yield Remark("ok", "published", said)
