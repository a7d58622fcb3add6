"""What several expectations look up, gathered once: temporary tables on the connection that the suites run on."""

from collections.abc import Iterator

from warehouse.ddl import quoted

# To find figures by their ids is to look through all of them: once, and not for each reference or rule.
_UNKNOWN_FIGURES = """
CREATE OR REPLACE TEMP TABLE unknown_figures AS
SELECT DISTINCT observation_id FROM (
    SELECT observation_id FROM findings UNION ALL SELECT unnest(related) FROM findings
    UNION ALL SELECT observation_id FROM confirmations UNION ALL SELECT observation_id FROM series
    UNION ALL SELECT change_of FROM observations WHERE {judged}
) ANTI JOIN observations USING (observation_id) WHERE observation_id IS NOT NULL
"""
_NAMED_FIGURES = """
CREATE OR REPLACE TEMP TABLE named_figures AS
SELECT observation_id, obs_text, sentence, obs_status FROM observations SEMI JOIN (
    SELECT observation_id FROM findings UNION SELECT unnest(related) FROM findings
) named USING (observation_id)
"""
_TOLD_FINDINGS = """
CREATE OR REPLACE TEMP TABLE told_findings AS
SELECT f.rule, f.message, o.obs_text AS accused, s.sentence, d.uri
FROM findings f LEFT JOIN named_figures o USING (observation_id)
LEFT JOIN named_figures s ON s.observation_id = coalesce(f.observation_id, f.related[1])
LEFT JOIN reports r ON r.report_id = f.report_id LEFT JOIN documents d ON d.document_id = r.document_id
WHERE f.last_run_id = {run} AND f.status = 'open'
"""


def preparations(run_id: str, *, only_the_night: bool = False) -> Iterator[str]:
    """Yield the statements to run before the expectations of a run.

    ``unknown_figures`` holds the ids that something refers to and no figure has, ``named_figures`` the figures that
    findings name, ``told_findings`` the open findings of the run as the rules' expectations show them.

    Args:
        run_id: The run.
        only_the_night: Whether what is judged is the slice of a night; what its older figures change may not be in it.
    """
    yield _UNKNOWN_FIGURES.format(judged=f"run_id = {quoted(run_id)}" if only_the_night else "true")
    yield _NAMED_FIGURES
    yield _TOLD_FINDINGS.format(run=quoted(run_id))
