"""The withheld and corrected figures that analysts' views speak of, read from where they are kept together."""

REPORTED_MARKS = """(
    FROM marked_figures ANTI JOIN (SELECT report_id FROM reports WHERE duplicate_of IS NOT NULL) USING (report_id)
    WHERE measure = 'level' AND scope = 'aggregate' AND indicator IS NOT NULL AND ref_area IS NOT NULL
        AND coalesce(time_start, time_end) IS NOT NULL
)"""
"""Those of them that the view ``reported_levels`` shows, as a table in SQL."""
