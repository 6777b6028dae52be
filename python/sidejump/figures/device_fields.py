"""Maps of the potentials in a device, with the currents as arrows; a slice of one in space."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sidejump.figures.families import family_lines
from sidejump.figures.labels import scale_for, words, wrapped
from sidejump.figures.maps import arrows, limits_of, norm_of
from sidejump.figures.options import Options, Sketch
from sidejump.figures.slices import Slice, slice_through
from sidejump.figures.style import DIVERGING, SEQUENTIAL, WIDTHS, panels, styled, titled
from sidejump.figures.vtu import Mesh, read_vtu
from sidejump.quantities import Quantity

if TYPE_CHECKING:
    from sidejump.device_result import DeviceResult

_POTENTIALS = ("charge_potential", "spin_potential_x", "spin_potential_y", "spin_potential_z")


@dataclass(frozen=True)
class _Picture:
    """What is drawn of a device: its points in two coordinates, and how they are joined."""

    x: NDArray[Any]
    y: NDArray[Any]
    triangles: NDArray[Any]
    fields: dict[str, NDArray[Any]]
    axes: tuple[int, int]

    def sampled(self, values: NDArray[Any], x: NDArray[Any], y: NDArray[Any]) -> NDArray[Any]:
        """Values at the points of a grid, as (y, x); NaN outside.

        Cells have points of their own, so that fields may leap where regions meet.
        """
        corners = np.stack([self.x[self.triangles], self.y[self.triangles]], axis=-1)
        low, high = corners.min(axis=1), corners.max(axis=1)
        found = np.full((len(y), len(x)), np.nan)
        for row, b in enumerate(y):
            level = np.flatnonzero((low[:, 1] <= b) & (b <= high[:, 1]))
            for column, a in enumerate(x):
                near = level[(low[level, 0] <= a) & (a <= high[level, 0])]
                first, second, third = (corners[near, k] for k in range(3))
                (ux, uy), (vx, vy) = (second - first).T, (third - first).T
                wx, wy = a - first[:, 0], b - first[:, 1]
                area = ux * vy - uy * vx
                s, t = (wx * vy - wy * vx) / area, (ux * wy - uy * wx) / area
                inside = np.flatnonzero((s >= -1e-9) & (t >= -1e-9) & (s + t <= 1 + 1e-9))
                if inside.size:
                    k = inside[0]
                    weights = np.array([1 - s[k] - t[k], s[k], t[k]])
                    found[row, column] = weights @ values[self.triangles[near[k]]]
        return found


def _triangles(mesh: Mesh) -> NDArray[Any]:
    parts = [mesh.cells[5]] if 5 in mesh.cells else []
    if 9 in mesh.cells:
        corners = mesh.cells[9]
        parts += [corners[:, [0, 1, 2]], corners[:, [0, 2, 3]]]
    return np.concatenate(parts)


def _picture(mesh: Mesh) -> _Picture | Slice:
    if mesh.dimension == 3:
        return slice_through(mesh)
    points = mesh.points
    return _Picture(points[:, 0], points[:, 1], _triangles(mesh), mesh.fields, (0, 1))


def shown_potentials(fields: dict[str, NDArray[Any]]) -> list[str]:
    """The charge potential, and the spin potentials that are not zero."""
    spins = [name for name in _POTENTIALS[1:] if name in fields]
    size = max((float(np.abs(fields[name]).max()) for name in spins), default=0.0)
    return ["charge_potential"] + [
        name for name in spins if size > 0 and np.abs(fields[name]).max() > 1e-4 * size
    ]


def _flow(
    picture: _Picture | Slice, name: str, lengths: tuple[float, float]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]] | None:
    """A current on a regular grid."""
    values = picture.fields.get(name)
    if values is None:
        return None
    ratio = lengths[0] / lengths[1]
    columns = int(np.clip(round(14 * np.sqrt(ratio)), 5, 36))
    rows = int(np.clip(round(columns / ratio), 3, 36))
    edges = [
        np.linspace(along.min(), along.max(), count + 1)
        for along, count in ((picture.x, columns), (picture.y, rows))
    ]
    gx, gy = ((edge[1:] + edge[:-1]) / 2 for edge in edges)
    u, v = (picture.sampled(values[:, axis], gx, gy) for axis in picture.axes)
    return gx, gy, u, v


def _maps(result: DeviceResult, path: Path, options: Options) -> Figure:
    """A map of each potential, arrows for the current of charge or of that spin."""
    mesh = read_vtu(path)
    picture = _picture(mesh)
    names = shown_potentials(picture.fields)
    letters = str(result.data.get("mesh_axes", "xyz"))
    lengths = (float(np.ptp(picture.x)), float(np.ptp(picture.y)))
    where = scale_for("m", picture.x, picture.y)
    flat = lengths[0] > 3 * lengths[1]
    # A long device is drawn in full width, one map below the other; very thin ones out of scale.
    columns = 1 if flat or options.width == "single" else None
    inches = WIDTHS[options.width or ("double" if len(names) > 1 or flat else "single")]
    equal = lengths[0] < 12 * lengths[1] and lengths[1] < 6 * lengths[0]
    height = 58.0
    if flat:
        height = np.clip(inches * 25.4 * 0.78 * lengths[1] / lengths[0] + 16, 32, 70)
    across = 0.8 * inches / (1 if columns == 1 or len(names) == 1 else min(len(names), 3))
    up = across * lengths[1] / lengths[0] if equal else height / 25.4 - 0.5
    size = (across, up) if up < 2.0 or not equal else (2.0 * lengths[0] / lengths[1], 2.0)
    chosen = Options(width=options.width or ("double" if flat else None))
    with styled():
        figure, axes = panels(len(names), chosen, height=height, columns=columns)
        for axis, name in zip(axes, names):
            values = picture.fields[name]
            scale = scale_for("V", values)
            signed = name != "charge_potential"
            norm = norm_of(scale(values), signed)
            colours = DIVERGING if signed else SEQUENTIAL
            if isinstance(picture, Slice):
                image: Any = PolyCollection(
                    [where(polygon) for polygon in picture.polygons],
                    array=scale(values),
                    cmap=colours,
                    norm=norm,
                    edgecolors="face",
                    linewidths=0.2,
                    rasterized=True,
                )
                axis.add_collection(image)
            else:
                image = axis.tripcolor(
                    where(picture.x),
                    where(picture.y),
                    picture.triangles,
                    scale(values),
                    shading="gouraud",
                    cmap=colours,
                    norm=norm,
                    rasterized=True,
                )
            # Of amplitudes both the colours and the arrows are where the drive has its phase.
            real = ", real part" if f"{name}_imaginary" in picture.fields else ""
            label = scale.label(words(name) + real)
            beside = scale.unit if flat else wrapped(label)
            bar = figure.colorbar(image, ax=axis, label=beside, pad=0.02)
            bar.outline.set_visible(False)
            current = name.replace("potential", "current")
            flow = _flow(picture, current, lengths)
            told = [label] if flat else []
            if flow is not None and arrows(
                axis, where(flow[0]), where(flow[1]), flow[2], flow[3], size, most=99
            ):
                told.append(f"arrows: {words(current)}")
            titled(axis, "; ".join(told))
            axis.set_xlim(*limits_of(where(picture.x)))
            axis.set_ylim(*limits_of(where(picture.y)))
            axis.set_aspect("equal" if equal else "auto")
            axis.set_xlabel(where.label(f"${letters[picture.axes[0]]}$"))
            axis.set_ylabel(where.label(f"${letters[picture.axes[1]]}$"))
            for spine in axis.spines.values():
                spine.set_visible(False)
        if isinstance(picture, Slice):
            at = where(picture.place)
            figure.suptitle(f"${letters[picture.normal]}$ = {at:.3g} {where.unit}", fontsize=8)
    return figure


def _profile(result: DeviceResult, path: Path, options: Options) -> Figure:
    """A line: potentials and currents against the coordinate."""
    mesh = read_vtu(path)
    letters = str(result.data.get("mesh_axes", "x"))
    where = Quantity(mesh.points[:, 0], "m")

    def whole(name: str) -> NDArray[Any]:
        imaginary = mesh.fields.get(f"{name}_imaginary")
        values = mesh.fields[name]
        values = values if imaginary is None else values + 1j * imaginary
        return values if values.ndim == 1 else values[:, 0]

    fields = [(name, where, Quantity(whole(name), "V")) for name in shown_potentials(mesh.fields)]
    for name in ("charge_current", "spin_current_x", "spin_current_y", "spin_current_z"):
        if name in mesh.fields:
            values = whole(name)
            size = float(np.abs(mesh.fields["charge_current"]).max()) or 1.0
            if np.abs(values).max() > 1e-6 * size:
                fields.append((name, where, Quantity(values, "A/m^2")))
    return family_lines(fields, None, f"position ${letters[0]}$", options)


def field_sketches(result: DeviceResult, options: Options) -> list[Sketch]:
    """A figure of the fields; of a study those of its first, middle and last point."""
    files = result.field_files
    if not files:
        return []
    chosen = sorted({0, len(files) // 2, len(files) - 1})
    line = len(str(result.data.get("mesh_axes", ""))) == 1
    found = []
    for place in chosen:
        title = "potentials and currents"
        key = "fields"
        if len(files) > 1:
            key = f"fields-{place}"
            if result.parameter is not None:
                value = result[result.parameter]
                scale = scale_for(value.unit, value.value)
                number = float(scale(value.value)[place])
                title += f" at {words(result.parameter)} {number:.4g} {scale.unit}"
        draw = partial(_profile if line else _maps, result, files[place], options)
        found.append(Sketch(key, title, draw, _POTENTIALS))
    return found
