"""The tables `text311 evaluate` prints, and the same as a section of the model card."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from bot.nlu.evaluation import Group, Scores


def print_tables(scores: Scores, console: Console) -> None:
    console.print(_table("All", ("figure", "value"), headline(scores)))
    for title, groups in (
        ("Types", scores.by_type),
        ("Length", scores.by_length),
        ("Confidence", scores.by_confidence),
    ):
        console.print(_table(title, _GROUP, [_cells(group) for group in groups]))
    console.print(
        _table("Taken for another", ("label", "taken for", "n"), [(a, b, str(n)) for a, b, n in scores.confused])
    )


def markdown(title: str, scores: Scores) -> str:
    """A section of the model card."""
    parts = [f"### {title}", _pipe(("figure", "value"), headline(scores))]
    for name, groups in (
        ("type", scores.by_type),
        ("length", scores.by_length),
        ("confidence from", scores.by_confidence),
    ):
        parts.append(_pipe((name, *_GROUP[1:]), [_cells(group) for group in groups]))
    parts.append(_pipe(("label", "taken for", "n"), [(a, b, str(n)) for a, b, n in scores.confused[:12]]))
    return "\n\n".join(parts) + "\n"


def headline(scores: Scores) -> list[tuple[str, str]]:
    return [
        ("messages", f"{scores.n:,}"),
        ("right type first", f"{scores.top1:.3f}"),
        ("right type among three", f"{scores.top3:.3f}"),
        ("right, of the most confident 80 %", f"{scores.confident:.3f}"),
        ("calibration error", f"{scores.calibration_error:.3f}"),
        ("read back (not abstained)", f"{scores.read_back:.3f}"),
        ("right, of those read back", f"{scores.read_back_right:.3f}"),
    ]


_GROUP = ("", "n", "first", "among three", "mean confidence")


def _cells(group: Group) -> tuple[str, ...]:
    return (group.name, str(group.n), f"{group.top1:.2f}", f"{group.top3:.2f}", f"{group.confidence:.2f}")


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    table = Table(title=title, title_justify="left")
    for i, name in enumerate(head):
        table.add_column(name, justify="left" if i == 0 else "right")
    for row in rows:
        table.add_row(*row)
    return table


def _pipe(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" if i == 0 else "---:" for i in range(len(head))), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
