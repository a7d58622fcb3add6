"""What a reviewer sent from the browser: read within bounds, taken for nothing but words."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import parse_qsl

from starlette.requests import Request

from expectations.decisions import VERDICTS, DecisionRefused, Intent
from expectations.decisions.values import read_value

LONGEST_FORM = 16_384
MOST_FIELDS = 30


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form.

    Raises:
        DecisionRefused: It is longer than any form of ours, or not a form.
    """
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > LONGEST_FORM:
            raise DecisionRefused("The form is too long; shorten the reason.")
    try:
        fields = parse_qsl(content.decode("ascii"), max_num_fields=MOST_FIELDS, errors="replace")
    except ValueError as error:
        raise DecisionRefused("The form cannot be read; load the page again.") from error
    return dict(fields)


def read_intent(form: Mapping[str, str], finding_id: str) -> Intent:
    """Return what the form says about a finding.

    Raises:
        DecisionRefused: The verdict, the value or the day is none.
    """
    verdict = next((verdict for verdict in VERDICTS if verdict == form.get("verdict")), None)
    if verdict is None:
        raise DecisionRefused("请选择一个决定。 Choose one of the verdicts.")
    value = form.get("value", "") if verdict == "edit" else ""
    return Intent(
        finding_id=finding_id,
        verdict=verdict,
        reviewer=form.get("reviewer", ""),
        reason=": ".join(words for words in (form.get("reason", ""), form.get("words", "")) if words.strip()),
        value=read_value(value) if value else None,
        until=_day(form.get("until", "")) if verdict == "waive" else None,
        observation_id=(form.get("figure") or None) if verdict in ("edit", "reject") else None,
        seen_hash=form.get("seen_hash", ""),
        only_this=form.get("only_this") == "yes",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DecisionRefused(f"{text[:20]!r} is no day; give one such as 2027-03-31") from error
