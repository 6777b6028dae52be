"""Numbers with their unit and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sidejump.unit_text import unit_text

Value = float | complex | NDArray[Any]


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number, or an array of numbers, with a unit.

    Sums, differences, products and quotients, of two of them or of one and numbers, have a unit;
    numbers are of unit 1. Everything else in numpy takes it as an array, whose unit is that of
    `unit`.

    Attributes
    ----------
    value : float, complex or array
        In the unit. NaN where a result is not defined, infinite where it has no limit.
    unit : str
        UDUNITS-2 syntax, such as ``"m2/s"``; ``"1"`` of a pure number.
    meaning : str
        What it is, in a few words; may be empty.
    """

    value: Value
    unit: str = "1"
    meaning: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.value, str) and not isinstance(self.value, np.generic):
            raise TypeError(
                f'expected a number and its unit, as in Quantity(3, "nm"), found the text '
                f"{self.value!r}"
            )

    def to(self, unit: str) -> Quantity:
        """The same in another unit; converted by the units of the program.

        Raises
        ------
        ImportError
            If the compiled module of the package is not there.
        ValueError
            If the units do not convert, or the array is masked.
        """
        if unit == self.unit:
            return self
        if isinstance(self.value, np.ma.MaskedArray):
            raise ValueError("expected an array without a mask, found a masked one")
        convert = import_module("sidejump._sidejump").convert_units
        converted = convert(np.real(self.value), self.unit, unit)
        if np.iscomplexobj(self.value):
            # Of units with an offset only the real part has it.
            converted = converted + 1j * (
                convert(np.imag(self.value), self.unit, unit) - convert(0.0, self.unit, unit)
            )
        single = converted.item() if np.ndim(converted) == 0 else converted
        return Quantity(single, unit, self.meaning)

    @property
    def shape(self) -> tuple[int, ...]:
        return np.shape(self.value)

    def __array__(self, dtype: DTypeLike = None) -> NDArray[Any]:
        return np.asarray(self.value, dtype=dtype)

    def __float__(self) -> float:
        return float(np.asarray(self.value))

    def __complex__(self) -> complex:
        return complex(np.asarray(self.value))

    def __add__(self, other: Any) -> Quantity:
        return _combined(np.add, self, other)

    def __radd__(self, other: Any) -> Quantity:
        return _combined(np.add, other, self)

    def __sub__(self, other: Any) -> Quantity:
        return _combined(np.subtract, self, other)

    def __rsub__(self, other: Any) -> Quantity:
        return _combined(np.subtract, other, self)

    def __mul__(self, other: Any) -> Quantity:
        return _combined(np.multiply, self, other)

    def __rmul__(self, other: Any) -> Quantity:
        return _combined(np.multiply, other, self)

    def __truediv__(self, other: Any) -> Quantity:
        return _combined(np.true_divide, self, other)

    def __rtruediv__(self, other: Any) -> Quantity:
        return _combined(np.true_divide, other, self)

    def __neg__(self) -> Quantity:
        return Quantity(-np.asarray(self.value)[()], self.unit)

    def __abs__(self) -> Quantity:
        return Quantity(np.abs(np.asarray(self.value))[()], self.unit)

    def __array_ufunc__(self, operation: np.ufunc, method: str, *given: Any, **options: Any) -> Any:
        """What numpy does where an array or a number of its own stands before this."""
        if operation in _WITH_UNITS and method == "__call__" and not options:
            return _combined(operation, *given)
        plain = [np.asarray(one.value) if isinstance(one, Quantity) else one for one in given]
        return getattr(operation, method)(*plain, **options)

    def __len__(self) -> int:
        return len(np.asarray(self.value))

    def __getitem__(self, place: Any) -> Quantity:
        return Quantity(np.asarray(self.value)[place], self.unit, self.meaning)

    def __iter__(self) -> Iterator[Quantity]:
        for place in range(len(self)):
            yield self[place]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Quantity):
            return NotImplemented
        same = np.array_equal(np.asarray(self.value), np.asarray(other.value), equal_nan=True)
        return self.unit == other.unit and same

    __hash__ = None  # type: ignore[assignment]

    def __format__(self, specification: str) -> str:
        if np.ndim(self.value) == 0:
            number = format(np.asarray(self.value).item(), specification or ".6g")
        else:
            number = np.array2string(np.asarray(self.value), precision=6, threshold=8)
        unit = unit_text(self.unit)
        return f"{number} {unit}" if unit else number

    def __str__(self) -> str:
        return format(self)

    def _repr_html_(self) -> str:
        meaning = f' title="{escape(self.meaning, quote=True)}"' if self.meaning else ""
        return f"<span{meaning}>{escape(str(self))}</span>"


_WITH_UNITS = (np.add, np.subtract, np.multiply, np.true_divide)


def _combined(operation: np.ufunc, first: Any, second: Any) -> Quantity:
    """A sum, difference, product or quotient with its unit.

    Raises
    ------
    ValueError
        If the units of a sum or difference do not convert.
    """
    one, other = (
        given if isinstance(given, Quantity) else Quantity(given) for given in (first, second)
    )
    if operation in (np.add, np.subtract):
        other, unit = other.to(one.unit), one.unit
    elif operation is np.true_divide:
        unit = quotient_unit(one.unit, other.unit)
    elif "1" in (one.unit, other.unit):
        unit = one.unit if other.unit == "1" else other.unit
    else:
        unit = f"({one.unit}) ({other.unit})"
    return Quantity(operation(np.asarray(one.value), np.asarray(other.value))[()], unit)


def quotient_unit(above: str, below: str) -> str:
    """The unit of a quotient."""
    if above == below:
        return "1"
    return above if below == "1" else f"({above})/({below})"
