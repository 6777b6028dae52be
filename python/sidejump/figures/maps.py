"""Maps: numbers as colours, currents as arrows."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.colors import Normalize, TwoSlopeNorm
from numpy.typing import NDArray

from sidejump.figures.style import DIVERGING, ROUNDING, SEQUENTIAL


def on_grid(
    x: NDArray[Any], y: NDArray[Any], values: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Values at the nodes of a rectangular grid as a matrix (y, x); NaN where there is no node."""
    columns, at_x = np.unique(np.round(x, 9), return_inverse=True)
    rows, at_y = np.unique(np.round(y, 9), return_inverse=True)
    matrix = np.full((len(rows), len(columns)), np.nan)
    matrix[at_y, at_x] = values
    return columns, rows, matrix


def signed_limits(values: NDArray[Any]) -> tuple[float, float]:
    """Limits of the same size on both sides of zero."""
    finite = np.abs(values[np.isfinite(values)])
    size = float(finite.max()) if finite.size and finite.max() > 0 else 1.0
    return -size, size


def two_signs(values: NDArray[Any]) -> bool:
    """Whether there are numbers of either sign, beyond a hundredth of the largest."""
    defined = values[~np.isnan(values)]
    if defined.size == 0:
        return False
    low, high = float(defined.min()), float(defined.max())
    return low < -0.01 * high and high > -0.01 * low


def norm_of(values: NDArray[Any], signed: bool) -> Any:
    """From the least to the largest number; of those with a sign, as far on both sides of zero."""
    if signed:
        low, high = signed_limits(values)
        return TwoSlopeNorm(0.0, low, high)
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return Normalize(0.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    # Rounding does not fill the colours.
    if high - low <= ROUNDING * max(abs(low), abs(high)):
        low, high = sorted((0.9 * low, 1.1 * low))
    return Normalize(low, high)


def limits_of(along: NDArray[Any]) -> tuple[float, float]:
    """From the first to the last place."""
    return float(np.min(along)), float(np.max(along))


def colour_map(
    axis: Any,
    x: NDArray[Any],
    y: NDArray[Any],
    values: NDArray[Any],
    label: str,
    signed: bool = False,
    colours: str | None = None,
    limits: tuple[float, float] | None = None,
    cut: bool = False,
) -> Any:
    """A map with its colour bar.

    Parameters
    ----------
    values : array
        Of shape (len(y), len(x)); NaN is left grey.
    signed : bool
        Whether zero is the neutral colour in the middle.
    limits : pair of numbers
        Of the colours; the values' own if left out.
    cut : bool
        Whether values beyond the limits are left out of the colours, which the bar then tells.
    """
    keys: dict[str, Any] = {}
    signed = signed and (limits is not None or two_signs(values))
    if signed:
        low, high = limits or signed_limits(values)
        keys["norm"] = TwoSlopeNorm(0.0, low, high)
    elif limits is not None:
        keys["vmin"], keys["vmax"] = limits
    else:
        keys["norm"] = norm_of(values, False)
    finite = np.isfinite(values)
    shown: Any = np.ma.MaskedArray(values, mask=~finite)  # type: ignore[no-untyped-call]
    smooth = bool(finite.all()) and min(len(x), len(y)) > 1
    image = axis.pcolormesh(
        x,
        y,
        shown,
        cmap=colours or (DIVERGING if signed else SEQUENTIAL),
        shading="gouraud" if smooth and colours is None else "nearest",
        rasterized=True,
        **keys,
    )
    axis.set_facecolor("#dddddd")
    ends = "neither" if not cut else ("both" if signed else "max")
    bar = axis.figure.colorbar(image, ax=axis, label=label, extend=ends, shrink=0.9, pad=0.03)
    bar.outline.set_visible(False)
    for spine in axis.spines.values():
        spine.set_visible(False)
    return image


def arrows(
    axis: Any,
    x: NDArray[Any],
    y: NDArray[Any],
    u: NDArray[Any],
    v: NDArray[Any],
    size: tuple[float, float],
    most: int = 16,
) -> bool:
    """Arrows of a current on a grid (y, x), as it runs in the picture; none, and False, if there is
    no current.

    Parameters
    ----------
    size : pair of numbers
        Inches that the axes take about.
    most : int
        Arrows along each axis at most.
    """
    step_x, step_y = (max(1, -(-len(along) // most)) for along in (x, y))
    across, up = x[step_x // 2 :: step_x], y[step_y // 2 :: step_y]
    pick = (slice(step_y // 2, None, step_y), slice(step_x // 2, None, step_x))
    # In inches, so that arrows are along the lines of the current where axes are out of scale.
    a, b = u[pick] * size[0] / np.ptp(x), v[pick] * size[1] / np.ptp(y)
    current, length = np.hypot(u[pick], v[pick]), np.hypot(a, b)
    finite = current[np.isfinite(current)]
    if finite.size == 0 or finite.max() <= 0.0:
        return False
    # Not of the corners where a current goes in.
    largest = min(float(finite.max()), 2.0 * float(np.quantile(finite, 0.9)) or float(finite.max()))
    # Weak currents are drawn longer than they are, those that are rounding not at all.
    keep = np.nan_to_num(current) > 0.01 * largest
    pitch = 0.9 * min(size[0] / len(across), size[1] / len(up), 0.25)
    share = np.sqrt(np.minimum(current[keep] / largest, 1.0)) * pitch / length[keep]
    at_x, at_y = np.meshgrid(across, up)
    axis.quiver(
        at_x[keep],
        at_y[keep],
        a[keep] * share,
        b[keep] * share,
        angles="uv",
        scale_units="inches",
        scale=1.0,
        units="inches",
        width=0.014,
        headwidth=3.8,
        headlength=4.2,
        headaxislength=3.8,
        minlength=0.5,
        pivot="mid",
        color="black",
        edgecolor="white",
        linewidth=0.35,
    )
    return True
