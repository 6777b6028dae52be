"""A plane through the middle of a mesh in space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sidejump.figures.vtu import Mesh

# Edges of the cells of VTK by their type, as pairs of corners.
_EDGES = {
    10: [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)],
    12: [
        *[(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4)],
        *[(0, 4), (1, 5), (2, 6), (3, 7)],
    ],
    13: [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (0, 3), (1, 4), (2, 5)],
    14: [(0, 1), (1, 2), (2, 3), (3, 0), (0, 4), (1, 4), (2, 4), (3, 4)],
}


@dataclass(frozen=True)
class Slice:
    """Polygons in which a plane cuts cells, and the mean of each field on them.

    Attributes
    ----------
    polygons : list of array
        (corners, 2) each, in the two coordinates `axes`.
    normal : int
        The coordinate that is `place` on the plane.
    """

    polygons: list[NDArray[Any]]
    fields: dict[str, NDArray[Any]]
    axes: tuple[int, int]
    normal: int
    place: float

    @property
    def x(self) -> NDArray[Any]:
        return np.concatenate([polygon[:, 0] for polygon in self.polygons])

    @property
    def y(self) -> NDArray[Any]:
        return np.concatenate([polygon[:, 1] for polygon in self.polygons])

    def sampled(self, values: NDArray[Any], x: NDArray[Any], y: NDArray[Any]) -> NDArray[Any]:
        """Values of the polygons at the points of a grid, as (y, x); NaN outside."""
        low = np.array([polygon.min(axis=0) for polygon in self.polygons])
        high = np.array([polygon.max(axis=0) for polygon in self.polygons])
        found = np.full((len(y), len(x)), np.nan)
        for row, b in enumerate(y):
            for column, a in enumerate(x):
                inside = (low[:, 0] <= a) & (a <= high[:, 0]) & (low[:, 1] <= b) & (b <= high[:, 1])
                if inside.any():
                    found[row, column] = values[inside].mean()
        return found


def _place(mesh: Mesh, normal: int) -> float:
    """A plane near the middle that goes through cells, not between them."""
    along = np.unique(np.round(mesh.points[:, normal], 15))
    middle = (along[0] + along[-1]) / 2
    below = along[along <= middle][-1]
    above = along[along > middle]
    return float(below + 0.4 * (above[0] - below)) if above.size else float(middle)


def slice_through(mesh: Mesh) -> Slice:
    """The plane through the middle, across the shortest side."""
    normal = int(np.argmin(np.ptp(mesh.points, axis=0)))
    axes = tuple(axis for axis in range(3) if axis != normal)
    place = _place(mesh, normal)
    height = mesh.points[:, normal] - place
    polygons: list[NDArray[Any]] = []
    rows: dict[str, list[Any]] = {name: [] for name in mesh.fields}
    for kind, cells in mesh.cells.items():
        sides = height[cells] > 0
        for cell in cells[sides.any(axis=1) & ~sides.all(axis=1)]:
            pairs = [(cell[a], cell[b]) for a, b in _EDGES[kind]]
            pairs = [(a, b) for a, b in pairs if (height[a] > 0) != (height[b] > 0)]
            share = np.array([height[a] / (height[a] - height[b]) for a, b in pairs])
            first, second = (np.array([pair[k] for pair in pairs]) for k in (0, 1))
            start, end = mesh.points[first], mesh.points[second]
            corners = (start + share[:, None] * (end - start))[:, axes]
            around = corners - corners.mean(axis=0)
            polygons.append(corners[np.argsort(np.arctan2(around[:, 1], around[:, 0]))])
            for name, values in mesh.fields.items():
                weight = share if values.ndim == 1 else share[:, None]
                at = values[first] + weight * (values[second] - values[first])
                rows[name].append(at.mean(axis=0))
    fields = {name: np.array(values) for name, values in rows.items()}
    return Slice(polygons, fields, (axes[0], axes[1]), normal, place)
