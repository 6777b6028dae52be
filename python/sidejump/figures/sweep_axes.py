"""What the axes of a sweep are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sidejump.figures.compare import path_label
from sidejump.figures.labels import words

if TYPE_CHECKING:
    from sidejump.result_kinds import SweepResult


def axis_label(result: SweepResult, name: str) -> str:
    """The name of an axis, and what parameter it is where that is not the same."""
    if name in ("sample", "point"):
        return name
    path = str(result.data.get("paths", {}).get(name, name))
    # The name that a path gets which is given none.
    made = re.sub(r"[^A-Za-z0-9]+", "_", path).strip("_")
    if name in (path, made, path.split(".")[-1]):
        return path_label(path)
    if len(name) > 12:
        return words(name)
    symbol = f"${name}$" if len(name) == 1 else words(name)
    return f"{path_label(path, channels=False)} {symbol}"


def axis_unit(result: SweepResult, name: str) -> str:
    """The unit of an axis; phase shifts without one are in radians."""
    path = str(result.data.get("paths", {}).get(name, name))
    unit = result[name].unit
    return "rad" if unit == "1" and path.endswith("phase_shift") else unit
