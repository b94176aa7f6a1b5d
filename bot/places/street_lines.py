"""The line of a street from its houses and crossings: no order of numbers is trusted, only who stands near whom."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

TOGETHER: Final = 45.0
"""Metres; houses this near, on both sides, are one point of the line."""
FARTHEST: Final = 230.0
"""Metres between neighbouring points of a line; beyond that the street is not drawn."""

Spot = tuple[float, float]
"""Metres east and north of some corner."""


@dataclass(slots=True)
class _Node:
    """Houses of one spot; the two sides of the street count the same however many stand there."""

    seed: Spot
    crossing: bool = False
    sides: tuple[list[Spot], list[Spot]] = field(default_factory=lambda: ([], []))

    @property
    def middle(self) -> Spot:
        if self.crossing:
            return self.seed
        return _mean([_mean(side) for side in self.sides if side])

    @property
    def weight(self) -> int:
        return 9 if self.crossing else sum(map(len, self.sides))


def street_lines(
    houses: Iterable[tuple[int, Spot]], crossings: Sequence[Spot], *, coarse: float = 1.0
) -> list[list[Spot]]:
    """Lines through the houses (number and spot) and exactly through the crossings, longest first.

    `coarse` makes fewer points, for a map from far away.
    """
    nodes = _nodes(houses, crossings, TOGETHER * coarse)
    if len(nodes) < 2:
        return []
    neighbors = _pruned(nodes, _tree([node.middle for node in nodes], FARTHEST * coarse))
    return [_smooth(nodes, path) for path in _paths([node.middle for node in nodes], neighbors)]


def _nodes(houses: Iterable[tuple[int, Spot]], crossings: Sequence[Spot], together: float) -> list[_Node]:
    nodes: list[_Node] = []
    for spot in crossings:
        if all(math.dist(spot, node.seed) > together / 2 for node in nodes):
            nodes.append(_Node(spot, crossing=True))
    for number, spot in houses:
        near = min(nodes, key=lambda node: math.dist(node.seed, spot), default=None)
        if near is None or math.dist(near.seed, spot) > together:
            nodes.append(near := _Node(spot))
        near.sides[number % 2].append(spot)
    return nodes


def _mean(spots: Sequence[Spot]) -> Spot:
    return sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots)


def _tree(spots: Sequence[Spot], farthest: float) -> list[set[int]]:
    """The shortest way to join what stands near each other (Prim), one tree for each piece of the street."""
    at = np.array(spots)
    neighbors: list[set[int]] = [set() for _ in spots]
    gaps, parent = np.full(len(at), np.inf), np.full(len(at), -1)
    left = np.ones(len(at), dtype=np.bool_)
    for _ in spots:
        one = int(np.argmin(np.where(left, gaps, np.inf))) if np.isfinite(gaps[left]).any() else int(np.argmax(left))
        left[one] = False
        if parent[one] >= 0 and gaps[one] <= farthest:
            neighbors[one].add(int(parent[one]))
            neighbors[int(parent[one])].add(one)
        reach = np.hypot(*(at - at[one]).T)
        nearer = left & (reach < gaps)
        gaps[nearer], parent[nearer] = reach[nearer], one
    return neighbors


def _pruned(nodes: Sequence[_Node], neighbors: list[set[int]]) -> list[set[int]]:
    """Without twigs of a house or two: a back yard is not a street."""
    for one, node in enumerate(nodes):
        if len(neighbors[one]) == 1 and node.weight < 3:
            (stem,) = neighbors[one]
            if len(neighbors[stem]) > 2:
                neighbors[stem].discard(one)
                neighbors[one].clear()
    return neighbors


def _paths(spots: Sequence[Spot], neighbors: list[set[int]]) -> list[list[int]]:
    """Each tree as its longest path and what branches off it."""
    found: list[list[int]] = []
    while ends := [one for one, near in enumerate(neighbors) if len(near) == 1]:
        path = _farthest(spots, neighbors, _farthest(spots, neighbors, ends[0])[-1])
        for one, two in itertools.pairwise(path):
            neighbors[one].discard(two)
            neighbors[two].discard(one)
        found.append(path)
    return sorted(found, key=lambda path: -_length(spots, path))


def _farthest(spots: Sequence[Spot], neighbors: Sequence[set[int]], start: int) -> list[int]:
    """The longest path from there."""
    best, longest = [start], 0.0
    waiting: list[tuple[list[int], float]] = [([start], 0.0)]
    while waiting:
        path, length = waiting.pop()
        if length > longest:
            best, longest = path, length
        waiting += [
            ([*path, other], length + math.dist(spots[path[-1]], spots[other]))
            for other in neighbors[path[-1]] - set(path[-2:])
        ]
    return best


def _length(spots: Sequence[Spot], path: Sequence[int]) -> float:
    return sum(math.dist(spots[one], spots[two]) for one, two in itertools.pairwise(path))


def _smooth(nodes: Sequence[_Node], path: Sequence[int]) -> list[Spot]:
    """Between crossings a point moves towards its neighbours; gaps in one side's numbers make it wobble."""
    line = [nodes[one].middle for one in path]
    smoothed = list(line)
    for at in range(1, len(path) - 1):
        if not nodes[path[at]].crossing:
            (ax, ay), (bx, by), (cx, cy) = line[at - 1], line[at], line[at + 1]
            smoothed[at] = ((ax + 2 * bx + cx) / 4, (ay + 2 * by + cy) / 4)
    return smoothed
