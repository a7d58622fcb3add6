"""`casetally review show`: the card of a finding on the terminal."""

from collections.abc import Iterator

from expectations.decisions import DecisionRefused, read_decisions
from expectations.review import wording
from expectations.review.cards import MEMBERS_SHOWN, Card, make_cards
from expectations.review.history import History, histories
from expectations.review.queue import find_finding
from expectations.review.text import shortened, shown
from flows.errors import UsageError
from flows.review_deciding import whole_id
from flows.settings import Settings
from flows.tables import person_console, print_pairs
from warehouse.data_folder import DataFolder
from warehouse.reading import connect

LONGEST = 600


def show_command(settings: Settings, finding: str) -> int:
    """Print the card of a finding.

    Raises:
        UsageError: There is no such finding, or several begin so.
        NoWarehouse: Nothing has been published in the data folder.
    """
    data = DataFolder(settings.data)
    with connect(data) as connection:
        try:
            row = find_finding(connection, whole_id(connection, finding))
        except DecisionRefused as refusal:
            raise UsageError(f"{refusal}.") from refusal
        if row is None:
            raise UsageError(f"{finding}: there is no such finding; `casetally review list` shows them.")
        [card] = make_cards(connection, [row])
        history = histories(connection, read_decisions(data.decisions), [row])[row["finding_id"]]
    print_pairs([(name, shown(text)) for name, text in _lines(card, history)], person_console())
    return 0


def _lines(card: Card, history: History) -> Iterator[tuple[str, str]]:
    finding = card.finding
    said, proof = wording.contradiction_and_proof(finding["message"])
    yield "finding", f"{finding['finding_id']} ({finding['severity']}, {finding['status']})"
    yield "rule", f"{finding['rule']}: {wording.rule_title(finding['rule']).en}"
    yield "says", said.zh
    yield "", said.en
    for member in card.members[:MEMBERS_SHOWN]:
        accused = member["observation_id"] == finding["observation_id"]
        interval = wording.interval(member["value_low"], member["value_high"])
        yield "accused" if accused else "figure", f"{member['obs_text']} [{interval}] {member['observation_id']}"
        yield "", f"{member['uri']}, {member['published_on'] or 'undated'}: {_in_short(member['sentence'])}"
    yield "candidates", ", ".join(finding["candidates"] or ()) or "none"
    if proof:
        yield "proof", proof.zh
        yield "", proof.en
    for other in card.same_figure:
        yield "goes along", f"{other['other'][:12]} {other['rule']} ({other['status']})"
    for name, decisions in (("decided", history.own), ("on the fact", history.fact)):
        for decision in decisions:
            yield name, f"{decision.decided_at:%Y-%m-%d} {decision.reviewer}: {decision.verdict}, {decision.reason}"
    if history.rule:
        yield "on the rule", ", ".join(f"{verdict} {count}" for verdict, count in history.rule.items())


def _in_short(sentence: str | None) -> str:
    return shortened(sentence or "", LONGEST)
