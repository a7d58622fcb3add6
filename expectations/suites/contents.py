"""What is expected of what the rows say: spans, intervals, periods, and above all of what is about to be published."""

from collections.abc import Iterator

from expectations.rules.models import Severity, Words
from expectations.suites.expected import Expected, expect_of_rows
from extraction.catalogue import indicators
from warehouse.ddl import quoted
from warehouse.series import KEY

# A reviewer who says that the figure is right is believed, else one waiver would refuse every later night.
NOT_DECIDED = """observation_id NOT IN (SELECT observation_id FROM findings
            WHERE observation_id IS NOT NULL AND status IN ('waived', 'rejected'))"""

_KEY = ", ".join(KEY)


def content_expectations(run_id: str | None) -> Iterator[Expected]:
    """Yield what is expected of the rows of the figures, those of a run or all, and of the published series."""
    yield from _figures(run_id)
    yield from _findings()
    yield from _series()


def _critical(table: str, name: str, zh: str, en: str, query: str, severity: Severity = "critical") -> Expected:
    return Expected(table, name, severity, Words(zh=zh, en=en), query)


def _critical_of_rows(table: str, name: str, zh: str, en: str, shown: str, condition: str) -> Expected:
    return expect_of_rows(table, name, "critical", Words(zh=zh, en=en), shown, condition)


def _figures(run_id: str | None) -> Iterator[Expected]:
    of_the_run = f"WHERE run_id = {quoted(run_id)}" if run_id else ""
    yield _critical(
        "observations",
        "observations_span_is_true",
        "本次运行的每个数字，其字符位置所指正是所录文字",
        "The characters that each new figure points at are the figure's text",
        # substring() counts Unicode code points, as the offsets do
        f"""SELECT o.observation_id, o.char_start, o.char_end, o.obs_text,
            substring(d.text, o.char_start + 1, o.char_end - o.char_start) AS found
        FROM (FROM {{batch}} {of_the_run}) o LEFT JOIN (FROM documents {of_the_run}) d USING (document_id)
        WHERE o.char_start < 0 OR o.char_end <= o.char_start
            OR substring(d.text, o.char_start + 1, o.char_end - o.char_start) IS DISTINCT FROM o.obs_text""",
    )
    yield _critical_of_rows(
        "observations",
        "observations_interval_contains_the_value",
        "数值在其区间之内",
        "Each figure lies in its own interval",
        "observation_id, obs_text, value_low, obs_value, value_high",
        "printed_value IS NULL OR value_low > obs_value OR value_high < obs_value",
    )
    yield _critical_of_rows(
        "observations",
        "observations_are_as_printed_unless_corrected",
        "未经审核更正的数值与所印一致",
        "A figure that no reviewer corrected is as printed",
        "observation_id, obs_text, obs_value, printed_value, obs_status",
        "obs_status <> 'corrected' AND obs_value IS DISTINCT FROM printed_value",
    )
    yield _critical_of_rows(
        "observations",
        "observations_confidence_is_a_share",
        "置信度在0与1之间",
        "Confidence lies between 0 and 1",
        "observation_id, confidence",
        "confidence IS NULL OR confidence NOT BETWEEN 0 AND 1",
    )


def _findings() -> Iterator[Expected]:
    yield _critical(
        "findings",
        "findings_withhold_the_figures_they_accuse",
        "被认定有误的数字均已标为存疑",
        "Every figure that an open finding accuses is marked suspect",
        """SELECT f.finding_id, f.rule, f.message, o.obs_status
        FROM {batch} f JOIN named_figures o USING (observation_id)
        WHERE f.status = 'open' AND o.obs_status = 'normal'""",
    )
    yield _critical(
        "findings",
        "findings_relate_to_known_figures",
        "每条发现都指向已知的数字",
        "Every finding relates to figures that exist",
        """SELECT finding_id, rule, unknown FROM (SELECT finding_id, rule, unnest(related) AS unknown FROM {batch})
        SEMI JOIN unknown_figures ON hash(unknown) = id_hash
        UNION ALL SELECT finding_id, rule, NULL FROM {batch} WHERE related IS NULL OR len(related) = 0""",
    )


def _series() -> Iterator[Expected]:
    shares = ", ".join(quoted(entry.indicator) for entry in indicators() if entry.kind == "share")
    yield _unless_decided(
        "series_has_no_share_outside_0_to_100",
        "拟发布序列中，占比都在0到100%之间",
        "No share in series is outside 0 to 100 percent",
        "indicator, ref_area, time_start, time_end, obs_value, sentence",
        f"indicator IN ({shares}) AND (value_low > 100 OR value_high < 0)",
    )
    yield _critical(
        "series",
        "series_has_no_suspect_figure",
        "拟发布序列中，没有存疑或已否定的数字",
        "No figure in series is suspect or rejected",
        """SELECT s.indicator, s.ref_area, s.time_start, s.time_end, s.obs_value, o.obs_status
        FROM {batch} s JOIN observations o USING (observation_id) WHERE o.obs_status NOT IN ('normal', 'corrected')
        UNION ALL SELECT s.indicator, s.ref_area, s.time_start, s.time_end, s.obs_value, NULL
        FROM {batch} s SEMI JOIN unknown_figures ON hash(s.observation_id) = id_hash""",
    )
    yield _critical(
        "series",
        "series_has_no_figure_that_breaks_a_rule",
        "拟发布序列中，没有违反规则而尚未审定的数字",
        "No figure in series is held to be wrong by an open finding",
        """SELECT f.rule, f.message, s.indicator, s.ref_area, s.obs_value
        FROM {batch} s JOIN findings f USING (observation_id)
        WHERE f.status = 'open' AND s.obs_status <> 'corrected'""",
    )
    yield _critical(
        "series",
        "series_has_one_value_a_key",
        "同一指标、分项、地区、时期、单位只有一个值",
        "There is one value an indicator, breakdown, area, period and unit",
        # as for the keys of tables (`tables`)
        f"""SELECT {_KEY}, count(*) AS rows FROM {{batch}}
        WHERE (SELECT count(*) <> count(DISTINCT hash({_KEY})) FROM series) GROUP BY {_KEY} HAVING count(*) > 1""",
    )
    yield _unless_decided(
        "series_periods_are_in_order",
        "拟发布序列中，起始日不晚于截止日",
        "No period in series ends before it starts",
        "indicator, ref_area, time_start, time_end, obs_value",
        "time_start > time_end",
    )


def _unless_decided(name: str, zh: str, en: str, shown: str, condition: str) -> Expected:
    """Of `series`: no figure meets a condition, but those that a reviewer has decided on."""
    query = f"SELECT {shown} FROM {{batch}} WHERE {condition} AND {NOT_DECIDED}"
    return Expected("series", name, "critical", Words(zh=zh, en=en), query, condition=condition)
