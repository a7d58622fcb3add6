"""Which function writes the SQL of which kind of check."""

from collections.abc import Callable
from typing import Any

from expectations.checks import (
    editions,
    growths,
    lists,
    mentions,
    peers,
    periods,
    ratios,
    sentences,
    single,
    stories,
    sums,
    totals,
    wholes,
)
from expectations.checks.query import Query, written_out
from expectations.rules import checks, relations
from expectations.rules import periods as over_time
from expectations.rules import sentences as told

WRITERS: dict[type[checks.Parameters], Callable[[Any], Query]] = {
    checks.RangeCheck: single.range_query,
    checks.AreaSizeCheck: single.area_size_query,
    checks.WrittenHedgeCheck: single.written_hedge_query,
    checks.WholeNumberCheck: single.whole_number_query,
    checks.PeriodOrderCheck: single.period_order_query,
    checks.PeriodPublishedCheck: single.period_published_query,
    checks.PartOfWholeCheck: wholes.part_query,
    checks.SliceOfWholeCheck: wholes.slice_query,
    checks.AreaOfAreaCheck: wholes.area_query,
    checks.TotalOfPartsCheck: totals.total_query,
    checks.MentionsAgreeCheck: mentions.mentions_query,
    relations.RatioCheck: ratios.ratio_query,
    relations.NamedSumCheck: sums.named_sum_query,
    relations.SentenceSumCheck: sums.sentence_sum_query,
    relations.SentencePartCheck: sums.sentence_part_query,
    relations.GrowthCheck: growths.growth_query,
    relations.ThresholdCheck: stories.threshold_query,
    relations.OrderCheck: stories.order_query,
    relations.ChargeCheck: stories.charge_query,
    relations.DebtCheck: stories.debt_query,
    relations.HeadlineCheck: stories.headline_query,
    over_time.ContainedPeriodCheck: periods.contained_period_query,
    over_time.PeriodsAddUpCheck: periods.periods_query,
    over_time.StockCarriedCheck: periods.stock_query,
    over_time.StreakCheck: periods.streak_query,
    over_time.PowerOfTenCheck: periods.power_of_ten_query,
    relations.MirrorCheck: peers.mirror_query,
    relations.PeersCheck: peers.peers_query,
    relations.WrittenScaleCheck: peers.scale_query,
    relations.DecimalsHabitCheck: peers.habit_query,
    relations.NearCopyCheck: editions.near_copy_query,
    relations.VanishedCheck: editions.vanished_query,
    relations.FreshnessCheck: editions.freshness_query,
    relations.DirectionCheck: editions.direction_query,
    told.ToldOrderCheck: sentences.told_order_query,
    told.ToldChangeCheck: sentences.told_change_query,
    told.ToldMultipleCheck: sentences.told_multiple_query,
    told.CaseFlowCheck: lists.case_flow_query,
    told.SharesCheck: lists.shares_query,
    told.FirstOfListCheck: lists.first_of_list_query,
}


def query_for(check: checks.Parameters) -> Query:
    """Return the SQL of a declared check, ready to run on the table ``figures``."""
    return written_out(WRITERS[type(check)](check))
