"""What an expression of time does in its clause: whether it dates figures, an event, a document or a step."""

from extraction.catalogue.time_words import time_words
from extraction.sentences import Clauses
from extraction.statements import HAS_BEGUN, holds_figure
from extraction.time_expressions import THE_DAY, TimeExpression, TimeKind

TIME_OF_DAY = 5  # signs that may stand between a day and its comma: 上午8时
FURTHEST = 60  # signs behind a time in which its clause says what happened then
BEGINS = "开始"  # 行动从12月1日开始
SAME = "当"  # 当天, 当日, 当月
FROM = "起"  # 2019年1月1日起，该院集中管辖环资案件。截至11月底，…


def dates_cases(text: str, expression: TimeExpression) -> bool:
    """Whether a time only tells how old the cases are that were dealt with: 清理1999年至2008年的积案."""
    return time_words().old_cases.match(text, expression.end) is not None


def tells_manner(text: str, expression: TimeExpression, sentence: tuple[int, int]) -> bool:
    """Whether 当天 or 当月 only says how fast cases were handled: 当天立案、当天审结的达412件."""
    if not expression.text.startswith(SAME):
        return False
    return any(
        found.start() <= expression.start < found.end() for found in time_words().manner.finditer(text, *sentence)
    )


def names_document(text: str, expression: TimeExpression, told: bool) -> bool:
    """Whether a year is part of the name of a document and another period was told: 晒出2019年度白皮书."""
    is_year = expression.kind is TimeKind.SPAN and expression.first is not None and expression.first.month is None
    return is_year and told and time_words().document.match(text, expression.end) is not None


def is_step(expression: TimeExpression, figures: list[int], since: int) -> bool:
    """Whether 到 leads from the figures of one year or month to those of another: 2017年为7件，到2021年已达9件."""
    last = expression.last
    if expression.kind is not TimeKind.UNTIL or expression.word not in ("到", "至") or last is None:
        return False
    return last.edge is None and last.day is None and holds_figure(figures, since, expression.start)


def only_begins(printed: str, figures: list[int]) -> bool:
    """Whether a time only says when something began, and how much came of it is told later."""
    deed = HAS_BEGUN.search(printed) is not None
    return printed.endswith(BEGINS) or ((deed or printed.endswith(FROM)) and not figures)


def told_until(clauses: Clauses, expression: TimeExpression) -> int:
    """Where the clause of a time ends; 2020年9月，… tells what happened in the clause after."""
    clause_end = clauses.end(expression.start)
    if clause_end <= expression.end + TIME_OF_DAY:
        clause_end = clauses.end(clause_end)
    return min(clause_end, expression.end + FURTHEST)


def tells_no_figure(expression: TimeExpression, words: str, figures: list[int], following: int) -> bool:
    """Whether a time is only that of an announcement or event: figures told after it are not its own.

    Args:
        expression: The time.
        words: The words behind it, up to the end of its clause.
        figures: Where the figures of its sentence stand.
        following: Where the next time of the sentence begins.
    """
    if holds_figure(figures, expression.end, expression.end + len(words)):
        return False
    if expression.kind is TimeKind.DAY:
        if expression.word in THE_DAY:
            return False
        announced = time_words().announcement.search(words) is not None and time_words().deed.search(words) is None
        return announced or time_words().in_force.search(words) is not None
    if expression.kind is not TimeKind.SPAN:
        return False
    is_month = expression.first is not None and expression.first.month is not None
    speaks_of_figures = holds_figure(figures, expression.end, following) and not is_month
    return not speaks_of_figures and time_words().happening.search(words) is not None
