"""How the numbers of an axis are spaced, and where its ticks are."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.ticker import (
    FixedLocator,
    FuncFormatter,
    LogLocator,
    MaxNLocator,
    NullFormatter,
)
from numpy.typing import NDArray


def log_spaced(x: NDArray[Any]) -> bool:
    """Whether positive numbers are spaced evenly in their logarithm."""
    x = np.unique(x[np.isfinite(x)])
    if x.size < 4 or x[0] <= 0 or x[-1] / x[0] < 20:
        return False
    steps = np.diff(np.log(x))
    return bool(steps.max() < 2.5 * np.median(steps) and steps.min() > 0.4 * np.median(steps))


def zero_and_decades(x: NDArray[Any]) -> float | None:
    """The smallest number above 0 where the numbers are 0 and some that span decades, else None."""
    x = np.unique(x[np.isfinite(x)])
    if x.size < 4 or x[0] != 0 or x[-1] / x[1] < 50 or np.ptp(np.diff(x)[1:]) < 0.5 * x[1]:
        return None
    return float(x[1])


def tick_text(value: float, _: Any = None) -> str:
    """A number on a logarithmic axis: as it is if it is short, else with its power of ten."""
    if value == 0.0 or 1e-3 <= abs(value) < 1e4:
        return f"{value:.6g}".replace("-", "−")
    digits, _, power = f"{value:.5e}".partition("e")
    digits = digits.rstrip("0").rstrip(".").replace("-", "−")
    ten = rf"10^{{{int(power)}}}"
    return rf"${ten}$" if digits == "1" else rf"${digits}\times{ten}$"


def _few_decades(axis: Any, low: float, high: float) -> None:
    """Ticks between the powers of ten of a `matplotlib.axis.Axis` that shows few of these."""
    if not 0.0 < low < high < 1000.0 * low:
        return
    powers = np.floor(np.log10(high) + 1e-9) - np.ceil(np.log10(low) - 1e-9) + 1
    if high < 5.0 * low:
        axis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    elif high < 100.0 * low:
        axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0), numticks=9))
    elif powers < 3:
        axis.set_major_locator(LogLocator(subs=(1.0, 3.0), numticks=9))
    else:
        return
    axis.set_major_formatter(FuncFormatter(tick_text))
    axis.set_minor_formatter(NullFormatter())


def colour_bar_ticks(bar: Any, norm: Any) -> None:
    """Readable ticks of a colour bar whose colours are logarithmic."""
    bar.ax.yaxis.set_major_locator(LogLocator(numticks=6))
    _few_decades(bar.ax.yaxis, norm.vmin, norm.vmax)


def ticks_beside_zero(axis: Any, least: float, most: float) -> None:
    """Ticks of a `matplotlib.axis.Axis` from 0 on, linear up to `least`, logarithmic from there."""
    decades = 10.0 ** np.arange(np.ceil(np.log10(least) - 1e-9), np.log10(most) + 1e-9)
    if len(decades) < 3:
        decades = np.sort(np.concatenate([decades, 3.0 * decades, decades[:1] / 3.0]))
    # The number after 0 would stand upon it.
    decades = decades[(decades > 1.8 * least) & (decades <= most)]
    axis.set_major_locator(FixedLocator([0.0, *decades]))
    axis.set_major_formatter(FuncFormatter(tick_text))


def log_ticks(axes: Any) -> None:
    """Readable ticks on logarithmic axes of less than three decades, once all is drawn."""
    if axes.get_xscale() == "log":
        _few_decades(axes.xaxis, *sorted(axes.get_xlim()))
    if axes.get_yscale() == "log":
        _few_decades(axes.yaxis, *sorted(axes.get_ylim()))
