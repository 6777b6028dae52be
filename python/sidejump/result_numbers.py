"""Numbers of JSON files."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sidejump.quantities import Quantity, Value


def number(entry: Any) -> float | complex:
    """A number of a JSON file: bare, or an object with `value`, or `real` and `imaginary`.

    NaN for null, infinite where the object says so.
    """
    if isinstance(entry, Mapping):
        if "real" in entry:
            return complex(number(entry["real"]), number(entry["imaginary"]))
        value = entry.get("value")
        return math.inf if value is None and entry.get("infinite") else number(value)
    return math.nan if entry is None else float(entry)


def array(entries: Any) -> NDArray[Any]:
    """Numbers of a JSON file as an array, null as NaN."""
    return np.array([number(entry) for entry in entries])


def quantity(entry: Mapping[str, Any], meaning: str = "") -> Quantity:
    """A number, or a list of numbers, with the unit and the meaning beside it."""
    listed = entry.get("values", entry.get("value"))
    value: Value
    if isinstance(entry.get("real"), list):
        value = array(entry["real"]) + 1j * array(entry["imaginary"])
    else:
        value = array(listed) if isinstance(listed, list) else number(entry)
    return Quantity(value, str(entry.get("unit", "1")), str(entry.get("meaning", meaning)))


def together(entries: list[Any]) -> Quantity:
    """The same number of several points as an array; units are those of the first that has one."""
    units = (entry["unit"] for entry in entries if isinstance(entry, Mapping) and "unit" in entry)
    meanings = (
        entry["meaning"] for entry in entries if isinstance(entry, Mapping) and "meaning" in entry
    )
    return Quantity(array(entries), next(units, "1"), next(meanings, ""))
