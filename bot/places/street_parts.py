"""One street name, several streets: houses of a name that stand apart are different parts."""

from collections import defaultdict
from collections.abc import Sequence

GAP_LAT, GAP_LONG = 0.0045, 0.006
"""Cells of about 500 metres; houses in cells that touch belong together."""

Cell = tuple[int, int]


def parts_of_streets(houses: Sequence[tuple[int, float, float]]) -> list[int]:
    """A part number for each (street, lat, long), counted from 0 within its street."""
    by_street: dict[int, dict[Cell, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row, (street, lat, long) in enumerate(houses):
        by_street[street][int(lat // GAP_LAT), int(long // GAP_LONG)].append(row)
    parts = [0] * len(houses)
    for cells in by_street.values():
        for part, together in enumerate(_connected(set(cells))):
            for cell in together:
                for row in cells[cell]:
                    parts[row] = part
    return parts


def _connected(cells: set[Cell]) -> list[list[Cell]]:
    groups = []
    while cells:
        frontier, group = [cells.pop()], []
        while frontier:
            lat, long = cell = frontier.pop()
            group.append(cell)
            near = {(lat + i, long + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & cells
            cells -= near
            frontier.extend(near)
        groups.append(group)
    return groups
