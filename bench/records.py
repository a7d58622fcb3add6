"""What a benchmark of a target hands on: what was wanted, what was reached, and how far apart the two are."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Measured:
    """One ratio to a reference measured in the same run.

    Attributes:
        title: What is compared with what.
        wanted: The ratio that was set.
        reached: The ratio that was measured; None where it could not be, and `details` of the target say why.
        unit: What the ratio counts: times, percent …
        at_least: Whether more is better.
    """

    title: str
    wanted: float
    reached: float | None
    unit: str = "times"
    at_least: bool = True

    @property
    def passed(self) -> bool:
        """Whether the bar is kept."""
        if self.reached is None:
            return False
        return self.reached >= self.wanted if self.at_least else self.reached <= self.wanted

    @property
    def outcome(self) -> str:
        """PASS, or the distance: how many times better it must get."""
        if self.reached is None:
            return "not measured"
        if self.passed:
            return "PASS"
        more, less = (self.wanted, self.reached) if self.at_least else (self.reached, self.wanted)
        return f"{more / less:.2f} times short" if less > 0 else "short"


@dataclass(frozen=True)
class Target:
    """One of the seven targets with the ratios that it is made of, and what else is good to know.

    Attributes:
        number: Its number, 1 to 7.
        title: What it is about.
        measured: Its ratios.
        size: The size at which it was measured, and the one that was set where that is another.
        details: What else was measured.
    """

    number: int
    title: str
    measured: tuple[Measured, ...]
    size: str
    details: dict[str, float | int | str] = field(default_factory=dict)

    @property
    def outcome(self) -> str:
        """PASS if every ratio keeps its bar."""
        return "PASS" if self.measured and all(each.passed for each in self.measured) else "not yet"
