"""Devices: curves of a study, cuts along lines, maps of potentials with the currents as arrows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sidejump.figures.coefficients import bar_text, bars
from sidejump.figures.device_fields import field_sketches
from sidejump.figures.families import Family, family_lines
from sidejump.figures.labels import scale_for, words
from sidejump.figures.lines import Line, parts
from sidejump.figures.options import FigureError, Options, Sketch
from sidejump.figures.panels import line_figure
from sidejump.figures.style import COLOURS, GREY, ROUNDING, legend_above, panels, styled
from sidejump.quantities import Quantity

if TYPE_CHECKING:
    from sidejump.device_result import DeviceResult

_POTENTIALS = ("charge_potential", *(f"spin_potential_{axis}" for axis in "xyz"))
_CURRENTS = ("charge_current", *(f"spin_current_{axis}" for axis in "xyz"))


def _study(result: DeviceResult, x: str, names: Sequence[str], options: Options) -> Figure:
    """Measures, or other numbers, against what the study varies."""
    along = result[x]
    lines: list[Line] = []
    for name in names:
        lines += parts(name, result[name].value, result[name].unit)
    label = {"magnetic_field": "magnetic field"}.get(x, words(x))
    return line_figure(x, np.asarray(along.value), along.unit, lines, options, label)


def _adaptation(result: DeviceResult, options: Options) -> Figure:
    """Measures against the size of the mesh, with the band of the estimated error."""
    rounds = result.data["adaptation"]["rounds"]
    unknowns = np.array([one["unknowns"] for one in rounds], dtype=float)
    lines = []
    for name in rounds[0]["measures"]:
        found = [one["measures"][name] for one in rounds]

        def number(entry: Any) -> float:
            value = entry.get("value") if isinstance(entry, dict) else entry
            return np.nan if value is None else float(value)

        lines.append(
            Line(
                name,
                np.array([number(entry["value"]) for entry in found]),
                result[name].unit,
                error=np.abs([number(entry["estimated_error"]) for entry in found]),
            )
        )
    return line_figure("unknowns", unknowns, "1", lines, options, "unknowns")


def _along(position: NDArray[Any]) -> tuple[NDArray[Any], str]:
    """Where on a cut: the coordinate that changes, or the way from its start."""
    changing = np.flatnonzero(np.ptp(position, axis=0) > 0)
    if len(changing) == 1:
        return position[:, changing[0]], str(changing[0])
    return np.linalg.norm(position - position[0], axis=1), ""


def _cut(result: DeviceResult, cut: str, options: Options) -> Figure:
    """Potentials, and the currents that are not zero, along a line."""
    table = result.tables["cuts"]
    position, axis = _along(np.asarray(table[f"{cut}_position"].value))
    axes = str(result.data.get("mesh_axes", "xyz"))
    where = Quantity(position, "m")
    label = f"position ${axes[int(axis)]}$" if axis else "way along the cut"
    fields = []
    for kind, columns in (
        ("potential", _POTENTIALS),
        ("current", [f"{name}_along_{way}" for way in "xyz" for name in _CURRENTS]),
    ):
        values = np.asarray(table[f"{cut}_{kind}"].value)
        imaginary = f"{cut}_{kind}_imaginary"
        if imaginary in table:
            values = values + 1j * np.asarray(table[imaginary].value)
        # Spin that is less beside the charge is what the solver leaves of none.
        least = 1e-10 * np.nanmax(np.abs(values), initial=0.0)
        for sort in ("charge", "spin"):
            mine = [k for k, name in enumerate(columns) if name.startswith(sort)]
            size = np.nanmax(np.abs(values[..., mine]), initial=0.0)
            for k in mine:
                if np.nanmax(np.abs(values[..., k]), initial=0.0) > max(1e-6 * size, least):
                    unit = table[f"{cut}_{kind}"].unit
                    fields.append((columns[k], where, Quantity(values[..., k], unit)))
    family = None
    if result.parameter is not None:
        parameter = result[result.parameter]
        family = Family(words(result.parameter), np.asarray(parameter.value), parameter.unit)
    return family_lines(fields, family, label, options)


def _contacts(result: DeviceResult, options: Options) -> Figure:
    """Currents and potentials of the contacts, at the only point."""
    contacts = list(result.data["results"][0]["contacts"])
    rows = {
        "potential": [f"contact.{name}.potential" for name in contacts],
        "current": [f"contact.{name}.current" for name in contacts],
    }
    with styled():
        figure, axes = panels(2, options, height=60)
        for axis, (title, names) in zip(axes, rows.items()):
            values = np.array([np.asarray(result[name].value)[0] for name in names])
            scale = scale_for(result[names[0]].unit, values)
            sides = [("real part", values.real)]
            if np.iscomplexobj(values):
                sides.append(("imaginary part", values.imag))
            # What rounding leaves of no current.
            least = ROUNDING * np.abs(values).max()
            sides = [(part, np.where(np.abs(side) < least, 0.0, side)) for part, side in sides]
            height = 0.6 / len(sides)
            for number, (part, side) in enumerate(sides):
                places = np.arange(len(names)) - (number - (len(sides) - 1) / 2) * height
                drawn = axis.barh(places, scale(side), height, color=COLOURS[number], label=part)
                told = [bar_text(value) for value in scale(side)]
                axis.bar_label(drawn, told, fontsize=6, padding=2)
            if len(sides) > 1 and axis is axes[0]:
                legend_above(axis)
            axis.set_yticks(range(len(names)), [name.replace("_", " ") for name in contacts])
            axis.axvline(0.0, color=GREY, lw=0.6)
            axis.margins(x=0.2)
            axis.set_xlabel(scale.label(f"{title} of the contact"))
    return figure


def _currents(result: DeviceResult, names: Sequence[str]) -> list[str]:
    """Those of the contacts that are not zero."""
    found = [name for name in names if name.startswith("contact.") and "current" in name]
    sizes = {name: float(np.nanmax(np.abs(result[name].value), initial=0.0)) for name in found}
    largest = max(sizes.values(), default=0.0)
    return [name for name in found if largest > 0 and sizes[name] > 1e-6 * largest]


def sketches(result: DeviceResult, options: Options) -> list[Sketch]:
    """Curves of the study, maps of the fields, cuts; whichever the result has."""
    names = [name for name in result.names() if name != result.parameter]
    chosen = options.chosen(names + ["charge_potential"], "in this result")
    x = options.x or result.parameter
    if options.x is not None:
        Options((options.x,)).chosen(result.names(), "in this result")
    many = len(result.data["results"]) > 1
    found: list[Sketch] = []
    if many and x is not None:
        drawn = chosen or list(result.data["results"][0]["measures"])
        drawn = drawn or _currents(result, names)
        title = f"{', '.join(words(name) for name in drawn[:4])} against {words(x)}"
        draw: Any = partial(_study, result, x, drawn, options)
        found.append(Sketch("study", title, draw, tuple(drawn), "xy"))
    if options.x is not None and not found:
        raise FigureError(f"x = {options.x}: expected a study of several points")
    if chosen or options.x is not None:
        return found or [_bars(result, chosen, options)]
    found += field_sketches(result, options)
    if "cuts" in result.tables:
        for name in result.tables["cuts"]:
            if name.endswith("_position"):
                cut = name.removesuffix("_position")
                draw = partial(_cut, result, cut, options)
                found.append(Sketch(f"cut-{cut}", f"along the cut {cut}", draw))
    if len(result.data.get("adaptation", {}).get("rounds", [])) > 1:
        draw = partial(_adaptation, result, options)
        found.append(Sketch("adaptation", "measures while the mesh was adapted", draw, log="xy"))
    if _currents(result, names) and not many:
        draw = partial(_contacts, result, options)
        found.append(Sketch("contacts", "potentials and currents of the contacts", draw))
    return found


def _bars(result: DeviceResult, names: Sequence[str], options: Options) -> Sketch:
    """Numbers of the only point."""
    draw = partial(bars, [result], names, "", options)
    return Sketch("quantities", ", ".join(words(name) for name in names), draw, tuple(names))
