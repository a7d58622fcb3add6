"""What several expectations look up, gathered once: temporary tables on the connection that the suites run on."""

from collections.abc import Iterator

from warehouse.ddl import quoted

# To find figures by their ids is to look through all of them: once, and not for each reference or rule. An id whose
# hash no figure has is unknown; of 10^12 that are, one would be taken for known where there are 10,000,000 figures.
_UNKNOWN_FIGURES = """
CREATE OR REPLACE TEMP TABLE unknown_figures AS
SELECT DISTINCT id_hash FROM (
    SELECT hash(observation_id) AS id_hash FROM (
        SELECT observation_id FROM findings UNION ALL SELECT unnest(related) FROM findings
        UNION ALL SELECT observation_id FROM confirmations UNION ALL SELECT observation_id FROM series
        UNION ALL SELECT change_of FROM observations WHERE {judged}
    ) WHERE observation_id IS NOT NULL
) ANTI JOIN (SELECT hash(observation_id) AS id_hash FROM observations) USING (id_hash)
"""
_NAMED_FIGURES = """
CREATE OR REPLACE TEMP TABLE named_figures AS
SELECT observation_id, obs_status, rowid AS place FROM observations SEMI JOIN (
    SELECT observation_id FROM findings UNION SELECT unnest(related) FROM findings
) named USING (observation_id)
"""
# Texts are wide: only those of the run are read.
_TOLD_FINDINGS = """
CREATE OR REPLACE TEMP TABLE told_findings AS
WITH told AS (
    SELECT rowid AS place, rule, message, report_id, observation_id AS accused,
        coalesce(observation_id, related[1]) AS shown
    FROM findings WHERE last_run_id = {run} AND status = 'open'
), places AS (
    SELECT place FROM named_figures SEMI JOIN (SELECT shown FROM told) ON observation_id = shown
), figures AS (
    SELECT observation_id, obs_text, sentence FROM observations SEMI JOIN places ON observations.rowid = place
)
SELECT t.rule, t.message, CASE WHEN t.accused IS NOT NULL THEN f.obs_text END AS accused, f.sentence, d.uri
FROM told t LEFT JOIN figures f ON f.observation_id = t.shown
LEFT JOIN reports r ON r.report_id = t.report_id LEFT JOIN documents d ON d.document_id = r.document_id
ORDER BY t.place
"""


def preparations(run_id: str, *, only_the_night: bool = False) -> Iterator[str]:
    """Yield the statements to run before the expectations of a run.

    ``unknown_figures`` holds the hashes of ids that something refers to and no figure has, ``named_figures`` the
    figures that findings name, ``told_findings`` the open findings of the run as the rules' expectations show them.

    Args:
        run_id: The run.
        only_the_night: Whether what is judged is the slice of a night; what its older figures change may not be in it.
    """
    yield _UNKNOWN_FIGURES.format(judged=f"run_id = {quoted(run_id)}" if only_the_night else "true")
    yield _NAMED_FIGURES
    yield _TOLD_FINDINGS.format(run=quoted(run_id))
