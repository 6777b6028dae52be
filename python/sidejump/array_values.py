"""Arrays in the place of numbers of an input, and quantities in the place of texts."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sidejump.errors import InputError, mistake
from sidejump.quantities import Quantity, refuse_units_and_masks


@dataclass(frozen=True, eq=False)
class ArrayValue:
    """The values of one parameter: numbers, with their unit or none."""

    values: NDArray[np.float64]
    unit: str

    def first(self) -> float | str:
        """The first of them as it would stand in a file."""
        return as_written(float(self.values.flat[0]), self.unit)


def real_numbers(values: Any) -> NDArray[Any]:
    """An array of whatever numpy makes one of.

    Raises
    ------
    TypeError
        If it has a unit.
    ValueError
        If it is masked, or anything but real numbers.
    """
    refuse_units_and_masks(values)
    found = np.asarray(values)
    if found.dtype.kind not in "iuf":
        raise ValueError(f"expected real numbers, found an array of type {found.dtype}")
    return found


def as_written(value: float, unit: str) -> float | str:
    """A number with a unit as it stands in a file."""
    return f"{float(value)!r} {unit}" if unit else value


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
        return mistake(self.called, path, message)

    def plain(self, value: Any, path: str = "") -> Any:
        """The value with nothing in it but what a file can hold."""
        if isinstance(value, Quantity):
            unit = "" if value.unit == "1" else value.unit
            return self._numbers(value.value, unit, path)
        if isinstance(value, np.generic):
            # item() leaves numbers of more than 64 bits as they are.
            value = float(value) if isinstance(value, np.floating) else value.item()
        if isinstance(value, str):
            return self._text(value, path)
        if isinstance(value, np.ndarray):
            return self._numbers(value, "", path)
        if isinstance(value, Mapping):
            prefix = f"{path}." if path else ""
            return {
                self.plain(key, path): self.plain(entry, f"{prefix}{key}")
                for key, entry in value.items()
            }
        if isinstance(value, (list, tuple)):
            return [self.plain(entry, f"{path}[{i}]") for i, entry in enumerate(value)]
        if isinstance(value, os.PathLike):
            return self._text(os.fspath(value), path)
        as_table = getattr(value, "_as_table", None)  # another input
        return as_table() if as_table is not None else value

    def _text(self, text: str, path: str) -> str:
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise self.fail(path, f"expected a text that UTF-8 can hold, found {text!r}") from None
        return text

    def _numbers(self, given: Any, unit: str, path: str) -> Any:
        try:
            values = real_numbers(given)
        except ValueError as error:
            raise self.fail(path, str(error)) from None
        if values.ndim == 0:
            if unit or values.dtype.kind == "f":
                return as_written(float(values), unit)
            return values.item()
        if not self.broadcasts(path):
            return [self._numbers(element, unit, path) for element in values]
        if values.size == 0:
            raise self.fail(path, "expected numbers, found an array without elements")
        # A copy: the input does not change, and other threads read it.
        copied = np.array(values, dtype=np.float64, order="C")
        copied.setflags(write=False)
        self.arrays[path] = ArrayValue(copied, unit)
        return self.arrays[path].first()
