"""All kinds of check that a rule may declare."""

from typing import Annotated

from pydantic import Field

from expectations.rules import checks, periods, relations, sentences

Check = Annotated[
    checks.RangeCheck
    | checks.AreaSizeCheck
    | checks.WrittenHedgeCheck
    | checks.WholeNumberCheck
    | checks.PartOfWholeCheck
    | checks.SliceOfWholeCheck
    | checks.AreaOfAreaCheck
    | checks.TotalOfPartsCheck
    | checks.MentionsAgreeCheck
    | checks.PeriodOrderCheck
    | checks.PeriodPublishedCheck
    | relations.RatioCheck
    | relations.NamedSumCheck
    | relations.SentenceSumCheck
    | relations.SentencePartCheck
    | relations.GrowthCheck
    | relations.ThresholdCheck
    | relations.OrderCheck
    | relations.ChargeCheck
    | relations.DebtCheck
    | relations.HeadlineCheck
    | periods.ContainedPeriodCheck
    | periods.PeriodsAddUpCheck
    | periods.StockCarriedCheck
    | periods.StreakCheck
    | periods.PowerOfTenCheck
    | relations.MirrorCheck
    | relations.PeersCheck
    | relations.WrittenScaleCheck
    | relations.DecimalsHabitCheck
    | relations.NearCopyCheck
    | relations.VanishedCheck
    | relations.FreshnessCheck
    | relations.DirectionCheck
    | sentences.ToldOrderCheck
    | sentences.ToldChangeCheck
    | sentences.ToldMultipleCheck
    | sentences.CaseFlowCheck
    | sentences.SharesCheck
    | sentences.FirstOfListCheck,
    Field(discriminator="kind"),
]
