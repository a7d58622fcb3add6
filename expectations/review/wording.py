"""What the review pages call things, in Chinese and English, and how they write figures, periods and places."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from expectations.rules import declared_rules
from expectations.rules.models import Words
from expectations.wording import BETWEEN_LANGUAGES

SEVERITIES = {
    "critical": Words(zh="严重", en="critical"),
    "warning": Words(zh="警告", en="warning"),
    "info": Words(zh="提示", en="info"),
}
STATUSES = {
    "open": Words(zh="待审", en="open"),
    "accepted": Words(zh="已更正", en="accepted"),
    "rejected": Words(zh="已否定", en="rejected"),
    "waived": Words(zh="已放行", en="waived"),
}
FIGURE_STATUSES = {
    "normal": Words(zh="正常", en="normal"),
    "suspect": Words(zh="存疑", en="suspect"),
    "corrected": Words(zh="已更正", en="corrected"),
    "rejected": Words(zh="已否定", en="rejected"),
}
VERDICTS = {
    "accept": Words(zh="采纳建议", en="accept the proposal"),
    "edit": Words(zh="改为他值", en="give the right value"),
    "reject": Words(zh="否定此数", en="take the figure out"),
    "waive": Words(zh="暂予放行", en="let it pass until a day"),
    "unsure": Words(zh="不能判定", en="cannot tell, leave it open"),
}
KEYS = {"accept": "a", "edit": "e", "reject": "r", "waive": "w", "unsure": "u"}
REASONS = (
    Words(zh="扫描丢失小数点或数字", en="lost point or digit in the scan"),
    Words(zh="单位有误", en="wrong unit"),
    Words(zh="原文如此，来源自相矛盾", en="printed so, the source contradicts itself"),
    Words(zh="与原件核对无误", en="checked against the original"),
    Words(zh="口径或时期不同", en="another definition or period"),
    Words(zh="读取有误", en="misread by the extraction"),
    Words(zh="需查原件", en="the original must be looked up"),
)
UNITS = {
    "CNY": "元", "percent": "%", "percentage_point": "个百分点", "case": "件", "person": "人", "person_time": "人次",
    "case_time": "件次", "occurrence": "次", "organization": "家", "day": "天", "month": "个月", "year": "年",
    "square_metre": "平方米", "item": "项", "multiple": "倍",
}  # fmt: skip
QUALIFIERS = {
    "exact": "", "about": "约", "nearly": "近", "over": "超", "under": "不足", "at_least": "至少", "at_most": "至多",
}  # fmt: skip
# How `expectations.accusations` begins the proof at the end of a finding's sentence.
_PROOF_ZH = re.compile(r"(?:孰误尚不能断定：|“[^”]*”(?:应为|可能是)“).*$", re.DOTALL)
_PROOF_EN = re.compile(
    r'(?:Which is wrong cannot be told; perhaps |"[^"]*"(?: should be| may be|: proposed|: perhaps) ").*$', re.DOTALL
)  # the last two as nights of version 0.1 wrote them
SURE = 0.95  # below, a suggestion is a candidate, not a proposal
NOT_STATED = "未述"


def rule_title(rule_id: str) -> Words:
    """What a rule demands; its id where no such rule is declared any more."""
    return _titles().get(rule_id) or Words(zh=rule_id, en="no longer declared")


def message(text: str | None) -> Words:
    """The two languages of a finding's sentence; the same twice where it has but one."""
    zh, _, en = (text or "—").partition(BETWEEN_LANGUAGES)
    return Words(zh=zh or "—", en=en or zh or "—")


def contradiction_and_proof(text: str | None) -> tuple[Words, Words | None]:
    """A finding's sentence in two: what contradicts what, and what speaks for the proposal, if it has such an end."""
    said = message(text)
    proofs = [_PROOF_ZH.search(said.zh), _PROOF_EN.search(said.en)]
    if proofs[0] is None or proofs[1] is None or not proofs[0].start() or not proofs[1].start():
        return said, None
    contradiction = Words(zh=said.zh[: proofs[0].start()], en=said.en[: proofs[1].start()].rstrip())
    return contradiction, Words(zh=proofs[0][0], en=proofs[1][0])


def value(number: Decimal | None, unit: str | None) -> str:
    """A value with its unit, such as ``21,370,000件``; what is not known is a dash."""
    return "—" if number is None else f"{plain(number)}{UNITS.get(unit or '', unit or '')}"


def scaled(number: Decimal | None, unit: str | None) -> str:
    """A value as a newspaper would print it, such as ``2137万件``; empty where that is no shorter."""
    if number is None or abs(number) < 10_000:
        return ""
    power, sign = (8, "亿") if abs(number) >= 10**8 else (4, "万")
    return f"{plain(number.scaleb(-power))}{sign}{UNITS.get(unit or '', unit or '')}"


def confidence(share: float) -> str:
    """How sure a suggestion is; never a whole hundred."""
    return "> 99%" if share > 0.99 else f"{share:.0%}"


def interval(low: Decimal | None, high: Decimal | None) -> str:
    """What a print allows, in base units; an open end is told."""
    if low is None and high is None:
        return "—"
    if low == high and low is not None:
        return plain(low)
    if low is None:
        return f"≤ {plain(high)}" if high is not None else "—"
    return f"≥ {plain(low)}" if high is None else f"{plain(low)} – {plain(high)}"


def plain(number: Decimal) -> str:
    """A number with its thousands apart and no zeros behind."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def period(start: date | None, end: date | None) -> str:
    """A period as short as it can be told."""
    if end is None:
        return f"{start}起" if start else NOT_STATED
    if start is None:
        return f"至{end}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}年" if start.year == end.year else f"{start.year}–{end.year}年"
    return str(start) if start == end else f"{start} – {end}"


def moment(at: datetime | None) -> str:
    """A moment in UTC, to the minute."""
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "—"


def name_of(row: Mapping[str, Any]) -> Words:
    """The indicator of a figure: as catalogued, else as the text words it."""
    label = row.get("indicator_label") or "未归入指标"
    return Words(zh=row.get("name_zh") or label, en=row.get("name_en") or "not catalogued")


def _titles() -> dict[str, Words]:
    return {rule.id: rule.title for rule in declared_rules()}
