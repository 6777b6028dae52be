"""Maps of sweeps over two axes, and rows of them over three."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator, ScalarFormatter
from numpy.typing import NDArray

from sidejump.figures.labels import scale_for, words, wrapped
from sidejump.figures.maps import norm_of, two_signs
from sidejump.figures.options import Options
from sidejump.figures.spacing import colour_bar_ticks, log_spaced, log_ticks
from sidejump.figures.style import DIVERGING, SEQUENTIAL, panels, styled, titled
from sidejump.figures.sweep_axes import axis_label, axis_unit

if TYPE_CHECKING:
    from sidejump.result_kinds import SweepResult


def _cut(values: NDArray[Any], options: Options) -> tuple[NDArray[Any], str]:
    """The values with those beyond most of the others cut off, and the ends that were."""
    finite = np.isfinite(values)
    if not finite.any():
        return values, "neither"
    body = values[finite]
    if _decades(body) and options.log != "":
        infinite = np.isposinf(values)
        return np.where(infinite, body.max(), values), "max" if infinite.any() else "neither"
    low, high = np.quantile(body, (0.01, 0.99))
    middle = max(abs(low), abs(high))
    largest = high if body.max() > 4 * middle else body.max()
    least = low if -body.min() > 4 * middle else body.min()
    above, below = bool(np.nanmax(values) > largest), bool(np.nanmin(values) < least)
    word = {(0, 0): "neither", (1, 0): "max", (0, 1): "min", (1, 1): "both"}
    return np.clip(values, least, largest), word[(int(above), int(below))]


def _decades(body: NDArray[Any]) -> bool:
    """Whether positive numbers are best told by their logarithm: most are small against the
    largest."""
    return bool(body.min() > 0 and body.max() > 8 * max(body.min(), 0.75 * np.median(body)))


def _about_one(values: NDArray[Any]) -> tuple[tuple[Any, str, bool] | None, str]:
    """Colours of a ratio that is above one here and below one there: neutral where it is one."""
    body = values[np.isfinite(values)]
    if body.size == 0 or body.min() <= 0 or body.min() >= 1 or body.max() <= 1:
        return None, "neither"
    octaves = np.abs(np.log2(body))
    most = float(2 ** min(octaves.max(), max(np.ceil(np.quantile(octaves, 0.98)), 0.25)))
    above, below = values.max() > most, body.min() < 1 / most
    ends = {(0, 0): "neither", (1, 0): "max", (0, 1): "min", (1, 1): "both"}[(above, below)]
    return (LogNorm(1 / most, most), DIVERGING, True), ends


def _norm(values: NDArray[Any], options: Options) -> tuple[Any, str, bool]:
    """Colours of the values: signed about zero, logarithmic over decades, or plain."""
    body = values[np.isfinite(values)]
    if body.size == 0:
        return None, SEQUENTIAL, False
    if two_signs(values):
        return norm_of(values, True), DIVERGING, False
    if _decades(body) and options.log != "":
        return LogNorm(float(body.min()), float(body.max())), SEQUENTIAL, True
    return norm_of(values, False), SEQUENTIAL, False


def _draw(
    axis: Any,
    x: NDArray[Any],
    y: NDArray[Any],
    values: NDArray[Any],
    colours: tuple[Any, str, bool],
) -> Any:
    norm, name, _ = colours
    axis.set_facecolor("#bbbbbb")  # of points that failed, or have no value
    shown = np.where(np.isnan(values), np.nan, np.clip(values, -1e300, 1e300))
    image = axis.pcolormesh(
        x, y, shown, norm=norm, cmap=name, shading="nearest", rasterized=True
    )
    interior = values[1:-1, 1:-1]
    middle = 1.0 if isinstance(norm, LogNorm) else 0.0
    if name == DIVERGING and min(interior.shape) > 6 and two_signs(interior - middle):
        # Not on the border, where a symmetry may leave rounding.
        axis.contour(x[1:-1], y[1:-1], interior, levels=[middle], colors="black", linewidths=0.6)
    if log_spaced(x):
        axis.set_xscale("log")
    if log_spaced(y):
        axis.set_yscale("log")
    log_ticks(axis)
    for spine in axis.spines.values():
        spine.set_visible(False)
    return image


def _angles(axis: Any, result: SweepResult, x: str, y: str) -> None:
    """Ticks of angles at multiples of 45 degrees; axes of two alike angles to scale."""
    for name, which in ((x, axis.xaxis), (y, axis.yaxis)):
        if result[name].unit == "degree" and 90 <= np.ptp(np.asarray(result[name].value)) <= 360:
            which.set_major_locator(MultipleLocator(45))
    if result[x].unit == result[y].unit == "degree":
        axis.set_aspect("equal")


def _octaves(bar: Any, most: float) -> None:
    """Ticks of a ratio at powers of two."""
    count = int(np.floor(np.log2(most) + 1e-9))
    if count < 1:
        bar.ax.yaxis.set_major_formatter(ScalarFormatter())
        bar.ax.yaxis.set_minor_formatter(ScalarFormatter())
        return
    powers = range(-count, count + 1)
    bar.set_ticks(
        [2.0**k for k in powers], labels=[f"{2**k}" if k >= 0 else f"1/{2**-k}" for k in powers]
    )
    bar.ax.minorticks_off()


def _labels(
    axis: Any, result: SweepResult, x: str, y: str, scales: Sequence[Any], length: int = 34
) -> None:
    """Labels of both axes, on two lines if they are longer."""
    axis.set_xlabel(wrapped(scales[0].label(axis_label(result, x)), length))
    axis.set_ylabel(wrapped(scales[1].label(axis_label(result, y)), length))


def maps(result: SweepResult, names: Sequence[str], options: Options) -> Figure:
    """A map of each output over both axes; black lines where a signed one is zero."""
    x, y = result.dimensions
    if options.x == y:
        x, y = y, x
    turned = x == result.dimensions[0]
    at = [np.asarray(result[name].value, dtype=float) for name in (x, y)]
    scales = [
        scale_for(axis_unit(result, name), place, log=log_spaced(place))
        for name, place in zip((x, y), at)
    ]
    with styled():
        two = 2 if len(names) > 3 and options.width != "single" else None
        three = len(names) == 3 and options.width != "single"
        figure, axes = panels(len(names), options, height=44 if three else 60, columns=two)
        for axis, name in zip(axes, names):
            values = np.asarray(result[name].value)
            values = values.T if turned else values
            colours, ends = _about_one(values) if "/" in name else (None, "neither")
            scale = scale_for("1")
            if colours is None:
                values, ends = _cut(values, options)
                log = _norm(values, options)[2]
                scale = scale_for(result[name].unit, values, log=log)
                colours = _norm(scale(values), options)
            image = _draw(axis, scales[0](at[0]), scales[1](at[1]), scale(values), colours)
            bar = figure.colorbar(image, ax=axis, extend=ends, shrink=0.85, pad=0.03)
            bar.set_label(wrapped(scale.label(words(name)), 24 if three else 34))
            bar.outline.set_visible(False)
            if colours[1] == DIVERGING and colours[2]:
                _octaves(bar, float(colours[0].vmax))
            elif colours[2]:
                colour_bar_ticks(bar, colours[0])
            _labels(axis, result, x, y, scales, 24 if three else 34)
            _angles(axis, result, x, y)
    return figure


def small_maps(result: SweepResult, name: str, options: Options) -> Figure:
    """Maps of one output over the last two axes, one for each of up to nine values of the first."""
    first, x, y = result.dimensions
    values, ends = _cut(np.asarray(result[name].value), options)
    colours = _norm(values, options)
    scale = scale_for(result[name].unit, values, log=colours[2])
    colours = _norm(scale(values), options)
    rows = np.unique(np.linspace(0, len(values) - 1, min(len(values), 9)).round().astype(int))
    at = [np.asarray(result[key].value, dtype=float) for key in (x, y)]
    scales = [
        scale_for(axis_unit(result, key), place, log=log_spaced(place))
        for key, place in zip((x, y), at)
    ]
    outer = np.asarray(result[first].value)
    numeric = outer.dtype.kind in "fiu"
    outer_scale = scale_for(result[first].unit, outer if numeric else ())
    label = axis_label(result, first)
    long = len(label) > 24
    with styled():
        figure, axes = panels(len(rows), options, height=52, sharex=True, sharey=True)
        for axis, row in zip(axes, rows):
            image = _draw(
                axis, scales[0](at[0]), scales[1](at[1]), scale(values[row]).T, colours
            )
            told = f"{outer_scale(outer[row]):.4g} {outer_scale.unit}" if numeric else outer[row]
            told = str(told).strip().replace("-", "−" if numeric else "-")
            titled(axis, told if long else f"{label} = {told}")
            _labels(axis, result, x, y, scales)
            axis.label_outer()
            _angles(axis, result, x, y)
        bar = figure.colorbar(image, ax=axes, extend=ends, shrink=0.8, pad=0.02)
        if colours[2]:
            colour_bar_ticks(bar, colours[0])
        if long:
            figure.suptitle(label, fontsize=8)
        bar.set_label(wrapped(scale.label(words(name)), 40))
        bar.outline.set_visible(False)
    return figure
