"""Arrays in the place of numbers of an input, and quantities in the place of texts."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sidejump.errors import InputError
from sidejump.quantities import Quantity


@dataclass(frozen=True, eq=False)
class ArrayValue:
    """The values of one parameter: numbers, with their unit or none."""

    values: NDArray[np.float64]
    unit: str

    def first(self) -> float | str:
        """The first of them as it would stand in a file."""
        return as_written(float(self.values.flat[0]), self.unit)


def as_written(value: float, unit: str) -> float | str:
    """A number with a unit as it stands in a file."""
    return f"{value!r} {unit}" if unit else value


class Collector:
    """Goes through the values of an input: finds arrays, and writes quantities as texts.

    Parameters
    ----------
    called : str
        The input, for messages.
    broadcasts : callable
        Whether an array at a path stands for the values of a parameter, and not for a list.
    """

    def __init__(self, called: str, broadcasts: Callable[[str], bool]) -> None:
        self.called = called
        self.broadcasts = broadcasts
        self.arrays: dict[str, ArrayValue] = {}

    def fail(self, path: str, message: str) -> InputError:
        return InputError(f"{self.called}: {path}: {message}", self.called, 0, path, message)

    def plain(self, value: Any, path: str = "") -> Any:
        """The value with nothing in it but what a file can hold."""
        if isinstance(value, Quantity):
            unit = "" if value.unit == "1" else value.unit
            return self._numbers(np.asarray(value.value), unit, path)
        if isinstance(value, np.ndarray):
            return self._numbers(value, "", path)
        if isinstance(value, Mapping):
            prefix = f"{path}." if path else ""
            return {key: self.plain(entry, f"{prefix}{key}") for key, entry in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.plain(entry, f"{path}[{i}]") for i, entry in enumerate(value)]
        if isinstance(value, os.PathLike):
            return os.fspath(value)
        as_table = getattr(value, "_as_table", None)  # another input
        return as_table() if as_table is not None else value

    def _numbers(self, values: NDArray[Any], unit: str, path: str) -> Any:
        if values.dtype.kind not in "iuf":
            raise self.fail(path, f"expected real numbers, found an array of type {values.dtype}")
        if values.ndim == 0:
            number = values.item()
            return as_written(float(number), unit) if unit else number
        if not self.broadcasts(path):
            return [self._numbers(element, unit, path) for element in map(np.asarray, values)]
        if values.size == 0:
            raise self.fail(path, "expected numbers, found an array without elements")
        self.arrays[path] = ArrayValue(np.ascontiguousarray(values, dtype=np.float64), unit)
        return self.arrays[path].first()
