"""Figures in words for people. Pure. Number and unit hold together by a no-break space."""

from crm_server.performance.figures import MINIMUM, Figures
from crm_server.performance.shares import Share

NOTHING = "–"
TOO_FEW_DUE = "too few due yet"
JOIN = "\u00a0"
HOURS_A_DAY = 24


def duration(hours: float | None) -> str:
    """`35 min`, `5.2 hours`, `3.4 days`: two digits say as much as such figures know."""
    if hours is None:
        return NOTHING
    if hours < 1:
        return f"{hours * 60:.0f}{JOIN}min"
    if hours < 2 * HOURS_A_DAY:
        return f"{hours:.1f}{JOIN}hours" if hours < 10 else f"{hours:.0f}{JOIN}hours"
    days = hours / HOURS_A_DAY
    return f"{days:.1f}{JOIN}days" if days < 10 else f"{days:,.0f}{JOIN}days"


def percent(share: Share) -> str:
    return NOTHING if share.value is None else f"{share.value * 100:.0f}%"


def on_time(figures: Figures) -> str:
    """A share that can be quoted, or that there is none yet."""
    return TOO_FEW_DUE if figures.too_few_due else percent(figures.kept_promises)


def on_time_of(figures: Figures) -> str:
    """What stands behind `on_time`."""
    if figures.too_few_due:
        return f"{figures.due:,} of {figures.with_target:,} due"
    return f"of {figures.kept_promises.over:,} closed or due"


def certainty(share: Share) -> str:
    """`62 to 91%`: where the true share lies, 95 times of 100."""
    if share.interval is None:
        return ""
    low, high = share.interval
    return f"{low * 100:.0f} to {high * 100:.0f}%"


def counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def few(number: int) -> bool:
    """There is something, but too little to judge by."""
    return 0 < number < MINIMUM


def hours_changed(now: float | None, before: float | None) -> str:
    """Better, worse or about the same, in words, so that no colour is needed; empty where one is missing."""
    if now is None or before is None:
        return ""
    if abs(now - before) <= 0.05 * before:
        return "about the same"
    return "faster" if now < before else "slower"


def share_changed(now: Share, before: Share) -> str:
    """Only a change that chance does not explain (the intervals do not overlap) is called one."""
    if now.interval is None or before.interval is None:
        return ""
    if now.interval[0] > before.interval[1]:
        return "higher"
    return "lower" if now.interval[1] < before.interval[0] else "no clear change"
