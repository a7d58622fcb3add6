"""Every row that is published against every expectation: what most nights do only for the rows that they touched."""

from collections.abc import Iterator

from warehouse.data_folder import DataFolder
from warehouse.errors import CasetallyError
from warehouse.integrity import Remark
from warehouse.reading import published_commit

_ADVICE = "`casetally rebuild` makes the warehouse again from the lake; should that not help, report it as a fault."


def check_published(data: DataFolder) -> Iterator[Remark]:
    """See that what is published keeps every expectation. Imports Great Expectations."""
    from expectations.validation import validate_published

    try:
        if not published_commit(data):
            return  # told already, as below
    except CasetallyError:
        return
    outcome = validate_published(data.warehouse)
    for failure in outcome.failures:
        yield Remark("fault", "published", str(failure), _ADVICE)
    if not outcome.failures:
        said = f"All {outcome.evaluated} expectations hold of every row that is published."
        yield Remark("ok", "published", said)
