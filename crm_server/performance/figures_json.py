"""One group's figures as plain values for JSON and CSV, each with what it is computed over."""

from typing import Any

from crm_server.performance.figures import MINIMUM, Figures
from crm_server.performance.shares import Share


def as_json(figures: Figures, by: str = "service") -> dict[str, Any]:
    """The group's name under what groups it. Hours to two decimals, shares between 0 and 1 to four; null where there is nothing to compute from."""
    return {
        by: figures.name,
        "n": figures.n,
        "closed": figures.closed,
        "open": figures.open,
        "with_target": figures.with_target,
        "median_hours": _hours(figures.median_hours),
        "p90_hours": _hours(figures.p90_hours),
        "on_time_share": _share(figures.on_time),
        "median_hours_with_open": _hours(figures.honest_median_hours),
        "p90_hours_with_open": _hours(figures.honest_p90_hours),
        "kept_target_share": _share(figures.kept_promises),
        "due": figures.due,
        "overdue": figures.overdue,
        "satisfied_share": _share(figures.satisfied),
        "satisfied_interval": _interval(figures.satisfied),
        "mean_rating": round(figures.mean_rating, 2) if figures.mean_rating is not None else None,
        "response_rate": _share(figures.response),
        "verified_fixed_share": _share(figures.verified_fixed),
        "reopened_share": _share(figures.reopened),
        "closed_as_fixed_share": _share(figures.closed_as_fixed),
        "enough": figures.enough,
        "computed_over": computed_over(figures),
    }


def computed_over(figures: Figures) -> dict[str, Any]:
    """How many cases stand behind each figure, and which ones."""
    closed = {"n": figures.closed, "cases": "closed"}
    every = {"n": figures.n, "cases": "closed, and open ones counted as at least that long (Kaplan-Meier)"}
    flags = "the table's own on-time column" if figures.flagged else _PROMISED
    return {
        "as_of": figures.as_of.isoformat(),
        "median_hours": closed,
        "p90_hours": closed,
        "median_hours_with_open": every,
        "p90_hours_with_open": every,
        "on_time_share": {"n": figures.on_time.over, "cases": flags},
        "kept_target_share": {
            "n": figures.kept_promises.over,
            "cases": f"too few due yet: {figures.due} of {figures.with_target}"
            if figures.too_few_due
            else f"{_PROMISED}, and open ones as at least that long",
        },
        "satisfied_share": {
            "n": figures.satisfied.over,
            "cases": "ratings; 4 and 5 of 5 count, interval is Wilson's 95 %",
        },
        "response_rate": {"n": figures.response.over, "cases": "residents who were asked"},
        "verified_fixed_share": {"n": figures.verified_fixed.over, "cases": "residents who said yes, partly or no"},
        "reopened_share": {"n": figures.reopened.over, "cases": "closed at least once"},
        "closed_as_fixed_share": {"n": figures.closed_as_fixed.over, "cases": "closed, with a known outcome"},
        "enough": {"n": MINIMUM, "cases": "the fewest that are enough"},
    }


_PROMISED = "with a target, closed or past it"


def _hours(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _share(share: Share) -> float | None:
    return None if share.value is None else round(share.value, 4)


def _interval(share: Share) -> list[float] | None:
    return [round(bound, 4) for bound in share.interval] if share.interval else None
