"""Superconductors: curves over the points of a study, profiles, maps of planes, states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sidejump.figures.coefficients import bars
from sidejump.figures.families import Family, family_lines
from sidejump.figures.labels import scale_for, words
from sidejump.figures.lines import Line
from sidejump.figures.options import FigureError, Options, Sketch
from sidejump.figures.panels import line_figure
from sidejump.figures.superconductor_maps import plane_sketches, states_sketches
from sidejump.figures.style import styled
from sidejump.quantities import Quantity

if TYPE_CHECKING:
    from sidejump.result import Result

# What the points of a study may run over, and what names it.
_AXES = {"phase": "phase difference", "parameter": "parameter", "temperature": "temperature"}
# Fields that are sums of what flows into a node.
_BALANCES = ("spin_orbit_torque", "spin_hall_divergence")
_NOT_DRAWN = ("temperature", "phase", "parameter", "nodes")


def _axis(result: Result, options: Options) -> str | None:
    """What the points are drawn against; None if there is but one point."""
    names = [name for name in result.names() if result[name].shape and len(result[name]) > 1]
    if options.x is not None:
        options.__class__((options.x,)).chosen(names, "among the numbers of the points")
        return options.x
    for name in _AXES:
        if name in names and np.ptp(np.asarray(result[name].value)) > 0:
            return name
    return None


def _rounding(name: str, values: NDArray[Any], unit: str) -> bool:
    """Whether a field along a chain is what rounding left of zero.

    Such a field goes up and down from node to node; and a current is the same everywhere unless it
    is none.
    """
    largest = float(np.nanmax(np.abs(values), initial=0.0))
    if largest == 0.0 or (unit == "1" and largest < 1e-10):
        return True
    if len(values) < 8 or np.ptp(values) < 0.5 * largest:
        return False
    way = float(np.abs(np.diff(values)).sum() / np.ptp(values))
    return way > (2.5 if name == "link_current" else 4.0)


def _curves(result: Result, x: str, names: Sequence[str], options: Options) -> Figure:
    """Numbers against the parameter, a line for each temperature where phases run."""
    along = np.asarray(result[x].value)
    lines = []
    for name in names:
        values = np.asarray(result[name].value)
        change = f"{name}.grid_change"
        error = np.abs(np.asarray(result[change].value)) if change in result else None
        sets: list[tuple[str, Any]] = [("", slice(None))]
        if x == "phase" and np.ptp(np.asarray(result["temperature"].value)) > 0:
            temperature = result["temperature"]
            scale = scale_for(temperature.unit, temperature.value)
            sets = [
                (f"T = {scale(t):.3g} {scale.unit}".strip(), np.asarray(temperature.value) == t)
                for t in np.unique(np.asarray(temperature.value))
            ]
        lines += [
            Line(
                name,
                values[mine],
                result[name].unit,
                of=text,
                error=None if error is None else error[mine],
                x=along[mine],
            )
            for text, mine in sets
        ]
    label = _AXES.get(x) or words(x)
    if x == "parameter":
        label = words(str(result.input.get("study", {}).get("parameter", "parameter")))
        label = label.replace("-", " ")
        if label != "phase":
            label += "\nover that of the file"
    return line_figure(x, along, result[x].unit, lines, options, label)


def _between_ends(position: Quantity, values: Quantity) -> tuple[Quantity, Quantity]:
    """What leaves a ring of a disc, without the ends, where it is not that of the metal.

    The node on the axis is held, the ring around it has half a step, and the ring at the edge takes
    up the current that ends there.
    """
    first = 2 if float(np.asarray(position.value)[0]) == 0.0 else 1
    return position[first:-1], values[:, first:-1]


def _profiles(result: Result, names: Sequence[str], options: Options) -> Figure:
    """Fields along a chain of layers or the radius of a disc, a line for each point."""
    table = result.tables["fields"]
    x = _axis(result, Options())
    points = len(result["temperature"])
    temperature = np.asarray(result["temperature"].value)
    # Of several temperatures at many phases the first.
    rows = temperature == temperature[0] if x == "phase" else np.ones(points, dtype=bool)
    family = None
    if x is not None and points > 1:
        family = Family(words(x), np.asarray(result[x].value)[rows], result[x].unit)
    sets = []
    radial = "node_r" in table
    for name in names:
        part, own = name.split("_", 1)
        place = "node" if part == "node" else "link"
        position = table[f"{place}_{'r' if radial else 'x'}"]
        values = table[name][rows]
        if radial and own.startswith(_BALANCES):
            position, values = _between_ends(position, values)
        sets.append((own, position, values))
    return family_lines(sets, family, "radius $r$" if radial else "position $x$", options)


def _profile_names(result: Result) -> list[str]:
    """Fields of a chain that are not zero, in the order of telling."""
    table = result.tables["fields"]
    order = (
        "node_pair_potential",
        "node_spin_density",
        "node_current_density_across",
        "link_current",
        "link_spin_current",
        "node_spin_orbit_torque",
        "node_spin_hall_divergence",
    )
    found = []
    for start in order:
        mine = [n for n in table if n == start or n[:-2] == start and n[-2:] in ("_x", "_y", "_z")]
        values = {name: np.atleast_2d(np.asarray(table[name].value)) for name in mine}
        size = max((float(np.nanmax(np.abs(v), initial=0)) for v in values.values()), default=0)
        found += [
            name
            for name, rows in values.items()
            if np.nanmax(np.abs(rows), initial=0) > 1e-9 * size
            and not all(_rounding(name, row, table[name].unit) for row in rows)
            and np.count_nonzero(rows.any(axis=0)) > 2  # not of two reservoirs alone
        ]
    return found


def _of_reduced_units(draw: Callable[[], Figure]) -> Figure:
    """The figure, which says below that its numbers are in reduced units."""
    figure = draw()
    with styled():
        figure.supxlabel("reduced units", fontsize=7, x=0.99, ha="right")
    return figure


def sketches(result: Result, options: Options) -> list[Sketch]:
    """Curves over the points, profiles or maps, and densities of states; whichever there are."""
    found = _sketches(result, options)
    if result.input.get("units") == "reduced":
        return [replace(one, draw=partial(_of_reduced_units, one.draw)) for one in found]
    return found


def _sketches(result: Result, options: Options) -> list[Sketch]:
    x = _axis(result, options)
    numbers = [
        name
        for name in result.names()
        if name not in _NOT_DRAWN and not name.endswith(".grid_change") and result[name].shape
    ]
    fields = result.tables["fields"] if "fields" in result.tables else None
    in_fields = [name for name in fields or () if name.startswith(("node_", "link_"))]
    chosen = options.chosen([*numbers, *in_fields], "in this result")
    found: list[Sketch] = []
    plane = fields is not None and "node_y" in fields
    if fields is not None and "density_of_states" in fields and not chosen:
        found += states_sketches(result, options)
    if x is not None:
        names = [n for n in chosen if n in numbers] if chosen else []
        if not chosen:
            sizes = {n: float(np.nanmax(np.abs(result[n].value), initial=0)) for n in numbers}
            names = [n for n in numbers if n != x and sizes[n] > 1e-9 * _of_kind(n, sizes)]
            names = [n for n in names if _varies(np.asarray(result[n].value))] or names[:1]
            if x == "phase":
                if "current_right" in names and "current_left" in names:
                    names.remove("current_right")  # the same, counted the other way
                names.sort(key=lambda name: not name.startswith("current"))
        if names:
            title = f"{', '.join(words(name) for name in names)} against {words(x)}"
            draw = partial(_curves, result, x, names, options)
            found.append(Sketch("curves", title, draw, tuple(names), "xy"))
    if options.x is not None and found:
        return [sketch for sketch in found if sketch.name == "curves"]  # what takes it
    if plane:
        found += plane_sketches(result, options, [n for n in chosen if n in in_fields])
    elif in_fields:
        names = [n for n in chosen if n in in_fields] if chosen else _profile_names(result)
        if names:
            draw = partial(_profiles, result, names, options)
            found.append(Sketch("profiles", "fields against position", draw, tuple(names)))
    scalars = [name for name in result.names() if not result[name].shape]
    if not found and scalars:
        draw = partial(bars, [result], scalars, "", options)
        found.append(Sketch("numbers", "results", draw, tuple(scalars)))
    if not found:
        what = ", ".join(chosen) or "this result"
        raise FigureError(f"{what}: one number at one point, nothing to draw it against")
    return found


def _varies(values: NDArray[Any]) -> bool:
    finite = values[np.isfinite(values)]
    return bool(finite.size and np.ptp(finite) > 1e-9 * np.abs(finite).max())


def _of_kind(name: str, sizes: dict[str, float]) -> float:
    """The size of the largest number of the same kind: of all components, or all currents."""
    start = name.split("_")[0]
    return max(size for other, size in sizes.items() if other.split("_")[0] == start) or np.inf
