"""Phase shifts over energy, with the levels of the impurity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from sidejump.figures.labels import scale_for
from sidejump.figures.lines import Line
from sidejump.figures.options import FigureError, Options, Sketch
from sidejump.figures.panels import line_figure
from sidejump.figures.style import COLOURS, DASHES, GREY, panels, styled, titled

if TYPE_CHECKING:
    from sidejump.result import Result
    from sidejump.tables import Table

_SHELLS = "spdfghi"


def channel_name(orbital: int, total: float) -> str:
    """Such as d5/2."""
    letter = _SHELLS[orbital] if orbital < len(_SHELLS) else f"l={orbital} "
    return f"{letter}{round(2 * total)}/2"


@dataclass(frozen=True)
class _Channel:
    """A table of phase shifts: which channel at which temperature."""

    name: str
    temperature: str
    weight: int  # 2 j + 1
    table: Table

    @property
    def shift(self) -> NDArray[Any]:
        return np.asarray(self.table["phase_shift"].value)

    @property
    def energy(self) -> NDArray[Any]:
        return np.asarray(self.table["energy"].value)


def _channels(result: Result, species: str) -> list[_Channel]:
    found = []
    for file in result.data.get("files", []):
        match = re.fullmatch(re.escape(species) + r"-l(\d+)-j([\d.]+?)(?:-(.+)K)?\.tsv", file)
        if match and file in result.tables:
            total = float(match[2])
            found.append(
                _Channel(
                    channel_name(int(match[1]), total),
                    f"{match[3] or 0} K",
                    round(2 * total + 1),
                    result.tables[file],
                )
            )
    return found


def _window(energy: NDArray[Any], curves: Sequence[NDArray[Any]]) -> tuple[float, float]:
    """The energies between which most of the phase shifts turns, with a margin; all, if that is
    most of them."""
    low, high = float(energy[-1]), float(energy[0])
    for curve in curves:
        rise = np.abs(np.diff(curve))
        if rise.sum() < 0.3:  # rad: no resonance
            continue
        share = np.cumsum(rise) / rise.sum()
        first, last = (int(np.searchsorted(share, level)) for level in (0.1, 0.9))
        low = min(low, float(energy[first]))
        high = max(high, float(energy[min(last + 1, len(energy) - 1)]))
    if low >= high:
        return float(energy[0]), float(energy[-1])
    margin = 1.5 * (high - low)
    low, high = min(low - margin, -margin), max(high + margin, margin)
    return max(low, float(energy[0])), min(high, float(energy[-1]))


# Where a phase shift, which is known up to pi, leaps by more there is a gap in its line.
_LEAP = 0.3 * np.pi


def _states(
    table: Table, weight: int, limits: tuple[float, float]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Energies, and the states per energy that a phase shift stands for (Friedel)."""
    energy, shift = np.asarray(table["energy"].value), np.asarray(table["phase_shift"].value)
    low, high = limits
    if low <= energy[0]:
        low += 0.02 * (high - low)  # the step at the bottom of the band
    grid = np.linspace(low, high, 1201)
    return grid, weight / np.pi * np.gradient(np.interp(grid, energy, shift), grid)


def _draw(result: Result, species: dict[str, Any], options: Options) -> Figure:
    channels = _channels(result, species["name"])
    temperatures = list(dict.fromkeys(channel.temperature for channel in channels))
    shown = [channel for channel in channels if np.max(np.abs(channel.shift)) > 0.02] or channels
    if len(temperatures) > 1:
        # Those that stay as they are would hide the others.
        shown = [channel for channel in shown if np.ptp(channel.shift) > 0.02] or shown
    names = list(dict.fromkeys(channel.name for channel in shown))
    elastic = all(np.all(np.asarray(c.table["inelastic"].value) > 1 - 1e-9) for c in shown)
    first = [channel for channel in shown if channel.temperature == temperatures[0]] or shown
    limits = _window(first[0].energy, [channel.shift for channel in first])
    scale = scale_for("eV", np.array(limits))
    with styled():
        figure, axes = panels(2, options, height=66)
        for channel in shown:
            colour = names.index(channel.name)
            dash = colour if len(temperatures) == 1 else temperatures.index(channel.temperature)
            look = {
                "color": COLOURS[colour % len(COLOURS)],
                "linestyle": DASHES[dash % len(DASHES)],
            }
            energy, shift = channel.energy, channel.shift
            gap = np.append(np.abs(np.diff(shift)) > _LEAP, False)
            told = channel.name if channel.temperature == temperatures[0] else ""
            axes[0].plot(scale(energy), np.where(gap, np.nan, shift) / np.pi, label=told, **look)
            if elastic:
                grid, states = _states(channel.table, channel.weight, limits)
                axes[1].plot(scale(grid), states / scale.factor, **look)
            else:
                axes[1].plot(scale(energy), np.asarray(channel.table["inelastic"].value), **look)
        levels = species["levels"] or (species["states"] or [{"levels": []}])[0]["levels"]
        for axis in axes:
            for level in levels:
                place = level["energy"]["value"]
                if limits[0] < place < limits[1]:
                    axis.axvline(scale(place), color=GREY, lw=0.7, ls=":")
            axis.axvline(0.0, color="black", lw=0.6)
            axis.set_xlim(*scale(np.array(limits)))
            axis.set_xlabel(scale.label("energy from the Fermi energy"))
        axes[0].set_ylabel(r"phase shift $\eta$ ($\pi$ rad)")
        axes[1].set_ylabel(
            f"states of the impurity (1/{scale.unit})" if elastic else "elastic part $|s|$"
        )
        titled(axes[0], species["name"])
        if levels:
            titled(axes[1], "dotted: levels")
        axes[0].legend()
        if len(temperatures) > 1:
            handles = [
                Line2D([], [], color=GREY, ls=DASHES[k % len(DASHES)])
                for k in range(len(temperatures))
            ]
            axes[1].legend(handles, temperatures)
    return figure


def _draw_temperatures(
    result: Result, species: str, names: Sequence[str], options: Options
) -> Figure:
    drawn = []
    for name in names:
        own, values = name[len(species) + 1 :], np.asarray(result[name].value)
        channel = re.fullmatch(r"phase_shift_l(\d+)_j([\d.]+)", own)
        if channel:
            told = channel_name(int(channel[1]), float(channel[2]))
            drawn.append(Line("phase_shift", values, result[name].unit, of=told))
        else:
            drawn.append(Line(own, values, result[name].unit))
    temperature = result[f"{species}.temperature"]
    return line_figure("temperature", np.asarray(temperature.value), "K", drawn, options)


def sketches(result: Result, options: Options) -> list[Sketch]:
    """Phase shifts and the states they stand for; findings against temperature."""
    if options.x is not None:
        raise FigureError("x: phase shifts are drawn against energy, nothing else")
    chosen = options.chosen(result.names(), "in this result")
    found = []
    for species in result.data["impurities"]:
        name = species["name"]
        if not chosen and _channels(result, name):
            title = f"phase shifts of {name} over energy"
            draw = partial(_draw, result, species, options)
            found.append(Sketch(f"phase-shifts-{name}", title, draw, ("phase_shift",)))
        if len(result[f"{name}.temperature"]) < 2:
            continue
        varying = [
            key
            for key in chosen or result.names()
            if key.startswith(name + ".")
            and not key.endswith(".temperature")
            and result[key].shape == result[f"{name}.temperature"].shape
            and np.ptp(np.nan_to_num(np.asarray(result[key].value))) > 0
        ]
        if varying:
            title = f"levels and phase shifts of {name} against temperature"
            call = partial(_draw_temperatures, result, name, varying, options)
            found.append(Sketch(f"temperature-{name}", title, call, tuple(varying), "xy"))
    return found
