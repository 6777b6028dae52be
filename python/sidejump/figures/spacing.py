"""How the numbers of an axis are spaced."""

from __future__ import annotations

from typing import Any

import numpy as np
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
