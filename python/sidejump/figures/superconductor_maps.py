"""Maps of superconductors: planes with their currents, densities of states."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sidejump.figures.labels import Scale, scale_for, words
from sidejump.figures.maps import arrows, colour_map, on_grid
from sidejump.figures.options import Options, Sketch
from sidejump.figures.style import COLOURS, CYCLIC, DASHES, panels, styled, titled

from sidejump.unit_text import unit_text

if TYPE_CHECKING:
    from sidejump.result import Result


Grid = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]

# The map of the local density of states at the first energy, beside those of fields.
_STATES = "density_of_states"


def _tiled(grid: Grid) -> Grid:
    """Two by two cells of a periodic plane, and the row and column that close them."""
    x, y, values = grid
    whole = [
        np.append(along, along + len(along) * step)
        for along, step in ((x, x[1] - x[0]), (y, y[1] - y[0]))
    ]
    x, y = (np.append(two, two[-1] + two[1] - two[0]) for two in whole)
    return x, y, np.pad(np.tile(values, (2, 2)), ((0, 1), (0, 1)), mode="wrap")


class _Plane:
    """The fields of a plane at one point of the study; of a periodic one those of four cells."""

    def __init__(self, result: Result, point: int) -> None:
        self.table = result.tables["fields"]
        self.point = point
        self.periodic = bool(result.input.get("structure", {}).get("periodic", False))

    def grid(self, name: str) -> Grid:
        values = np.asarray(self.table[name].value)
        row = values[0] if name == _STATES else values[self.point]
        start = "spectrum" if name == _STATES else "node"
        x, y = (np.asarray(self.table[f"{start}_{axis}"].value) for axis in "xy")
        found = on_grid(x, y, row)
        return _tiled(found) if self.periodic else found

    def arrows(self, name: str) -> tuple[NDArray[Any], NDArray[Any]] | None:
        """The components of a vector in the plane, None if it has none."""
        if f"{name}_x" not in self.table:
            return None
        u, v = self.grid(f"{name}_x")[2], self.grid(f"{name}_y")[2]
        return (u, v) if np.nanmax(np.hypot(u, v), initial=0.0) > 1e-10 else None


def _arrows_of(name: str) -> tuple[str, str]:
    """The vector that is drawn on a map, and what it is called."""
    if name == "node_pair_potential":
        return "node_current_density", "current"
    if name == "node_spin_density_x":
        return "node_spin_orbit_torque", "torque"
    return "", ""


def _map(axis: Any, plane: _Plane, name: str, where: Scale) -> None:
    """One map, with arrows if there is a vector that belongs to it."""
    x, y, values = plane.grid(name)
    own = name.removeprefix("node_")
    if own == "phase":
        # It has no meaning where there is no pair potential.
        size = plane.grid("node_pair_potential")[2]
        values = np.where(size > 1e-6 * np.nanmax(size), values / np.pi, np.nan)
        scale, label = Scale(1.0, "π rad"), "phase"
    elif name == _STATES:
        energy = plane.table["energy"]
        scale, label = Scale(), f"$N/N_0$ at $E$ = {float(energy[0]):.3g} {unit_text(energy.unit)}"
    else:
        scale, label = scale_for(plane.table[name].unit, values), words(own)
    colour_map(
        axis,
        where(x),
        where(y),
        scale(values),
        scale.label(label.strip()),
        signed=own not in ("pair_potential", "phase", _STATES),
        colours=CYCLIC if own == "phase" else None,
        limits=(-1.0, 1.0) if own == "phase" else None,
    )
    vector, told = _arrows_of(name)
    flow = plane.arrows(vector) if vector else None
    if flow is not None:
        size_in_inches = (1.7, 1.7 * np.ptp(y) / np.ptp(x))
        if arrows(axis, where(x), where(y), *flow, size=size_in_inches):
            titled(axis, f"arrows: {told}")
    axis.set(aspect="equal", xlabel=where.label("$x$"), ylabel=where.label("$y$"))


def _plane(result: Result, names: Sequence[str], point: int, options: Options) -> Figure:
    """Maps of the fields; currents and torques as arrows."""
    plane = _Plane(result, point)
    table = plane.table
    where = scale_for(table["node_x"].unit, table["node_x"].value, table["node_y"].value)
    with styled():
        figure, axes = panels(len(names), options, height=58)
        for axis, name in zip(axes, names):
            _map(axis, plane, name, where)
    return figure


def plane_sketches(result: Result, options: Options, chosen: Sequence[str]) -> list[Sketch]:
    """A figure for each point of the study."""
    table = result.tables["fields"]
    points = len(np.asarray(table["node_pair_potential"].value))
    periodic = bool(result.input.get("structure", {}).get("periodic", False))

    def size(name: str, point: int) -> float:
        return float(np.nanmax(np.abs(np.asarray(table[name].value)[point])))

    found = []
    for point in range(points):
        names = list(chosen)
        if not names:
            # The phase of a periodic plane leaps at the borders of its cells.
            names = ["node_pair_potential"] + ([] if periodic else ["node_phase"])
            spins = [f"node_spin_density_{axis}" for axis in "zxy"]
            largest = max(size(name, point) for name in spins)
            names += [name for name in spins if largest > 0 and size(name, point) > 1e-6 * largest]
            names += [_STATES] if _STATES in table else []
        title = "pair potential, current, spin and states in the plane"
        if chosen:
            title = f"{', '.join(words(name.removeprefix('node_')) for name in names)} in the plane"
        key = "plane" if points == 1 else f"plane-{point + 1}"
        if points > 1:
            title += f", point {point + 1}"
        draw = partial(_plane, result, names, point, options)
        found.append(Sketch(key, title, draw, tuple(names)))
    return found


def _chain_states(result: Result, options: Options) -> Figure:
    """The density of states over energy and position; its spin parts where there are any."""
    table = result.tables["fields"]
    x, energy = np.asarray(table["spectrum_x"].value), np.asarray(table["energy"].value)
    where, scale = scale_for(table["spectrum_x"].unit, x), scale_for(table["energy"].unit, energy)
    total = np.asarray(table["density_of_states"].value)
    spin = np.asarray(table["density_of_states_spin"].value)
    maps = [("density of states, $N/N_0$", total, False)]
    for axis, name in enumerate("xyz"):
        if np.abs(spin[..., axis]).max() > 1e-6 * np.abs(total).max():
            text = rf"$(N_\uparrow - N_\downarrow)/2N_0$ along ${name}$"
            maps.append((text, spin[..., axis], True))
    with styled():
        figure, axes = panels(len(maps), options, height=64)
        for panel, (label, values, signed) in zip(axes, maps):
            # Peaks at the edge of the gap would leave the rest without contrast.
            top = float(np.nanpercentile(np.abs(values), 99)) if len(energy) > 4 else None
            largest = float(np.nanmax(np.abs(values)))
            cut = top if top and largest > 1.5 * top else None
            limits = None if cut is None else ((-cut, cut) if signed else (0.0, cut))
            colour_map(
                panel, where(x), scale(energy), values, label, signed, None, limits, cut is not None
            )
            panel.set_xlabel(where.label("radius $r$" if "node_r" in table else "position $x$"))
            panel.set_ylabel(scale.label("energy $E$"))
    return figure


def _state_lines(result: Result, options: Options) -> Figure:
    """The density of states at the two ends and in the middle, both spins."""
    table = result.tables["fields"]
    energy = np.asarray(table["energy"].value)
    x, y = np.asarray(table["spectrum_x"].value), np.asarray(table["spectrum_y"].value)
    scale = scale_for(table["energy"].unit, energy)
    where = scale_for(table["spectrum_x"].unit, x, y)
    total = np.asarray(table["density_of_states"].value)
    spin = np.asarray(table["density_of_states_spin"].value)
    plane = np.ptp(y) > 0
    centre = np.argmin((x - x.mean()) ** 2 + (y - y.mean()) ** 2)
    places = [0, int(centre)] if plane else list(dict.fromkeys([0, len(x) // 2, len(x) - 1]))
    strongest = int(np.argmax(np.abs(spin).max(axis=(0, 1))))
    split = np.abs(spin).max() > 1e-6 * np.abs(total).max()
    with styled():
        figure, (axis,) = panels(1, options, height=66)
        for number, place in enumerate(places):
            at = f"{where(x[place]):.3g}" + (f", {where(y[place]):.3g}" if plane else "")
            told = f"{'(' + at + ')' if plane else 'x = ' + at} {where.unit}".strip()
            if not split:
                axis.plot(
                    scale(energy),
                    total[:, place],
                    ls=DASHES[number],
                    color=COLOURS[number],
                    label=told,
                )
                continue
            for sign, dash in ((1, "-"), (-1, "--")):
                axis.plot(
                    scale(energy),
                    total[:, place] + sign * spin[:, place, strongest],
                    ls=dash,
                    color=COLOURS[number],
                    label=told if sign > 0 else "",
                )
        axis.set_xlabel(scale.label("energy $E$"))
        axis.set_ylabel("density of states, $N/N_0$")
        axis.set_ylim(0, None)
        if split:
            titled(axis, f"solid and dashed: spins along and against ${'xyz'[strongest]}$")
        axis.legend()
    return figure


def _plane_states(result: Result, options: Options) -> Figure:
    """The local density of states of a plane at up to three energies."""
    table = result.tables["fields"]
    x, y = np.asarray(table["spectrum_x"].value), np.asarray(table["spectrum_y"].value)
    energy = np.asarray(table["energy"].value)
    total = np.asarray(table["density_of_states"].value)
    where = scale_for(table["spectrum_x"].unit, x, y)
    scale = scale_for(table["energy"].unit, energy)
    rows = list(dict.fromkeys([0, len(energy) // 2, len(energy) - 1]))
    with styled():
        figure, axes = panels(len(rows), options, height=58)
        for axis, row in zip(axes, rows):
            gx, gy, values = on_grid(x, y, total[row])
            colour_map(axis, where(gx), where(gy), values, "density of states, $N/N_0$", False)
            titled(axis, f"$E$ = {scale(energy[row]):.3g} {scale.unit}".strip())
            axis.set(aspect="equal", xlabel=where.label("$x$"), ylabel=where.label("$y$"))
    return figure


def states_sketches(result: Result, options: Options) -> list[Sketch]:
    """Maps of the density of states, and lines at some places."""
    table = result.tables["fields"]
    names = ("density_of_states", "density_of_states_spin")
    plane = np.ptp(np.asarray(table["spectrum_y"].value)) > 0
    energies, places = np.asarray(table["density_of_states"].value).shape
    found = []
    if plane and energies == 1:
        return []  # a panel of the plane
    if plane:
        draw: Any = partial(_plane_states, result, options)
        found.append(Sketch("states", "density of states in the plane", draw, names))
    elif places > 1 and energies > 1:
        draw = partial(_chain_states, result, options)
        found.append(Sketch("states", "density of states over energy and position", draw, names))
    if energies > 1:
        draw = partial(_state_lines, result, options)
        found.append(Sketch("states-lines", "density of states at some places", draw, names))
    return found


