"""Numbers with their unit and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sidejump.unit_algebra import (
    common_scale,
    converted,
    has_offset,
    power_unit,
    product_unit,
    quotient_unit,
)
from sidejump.unit_text import unit_text

Value = float | complex | NDArray[Any]


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number, or an array of numbers, with a unit.

    Sums, differences, products, quotients and whole powers, of two of them or of one and numbers,
    have a unit; so has the larger or smaller of two. ``<`` and the like convert, too. Numbers are
    of unit 1, but for a single 0, inf or NaN, which fits every unit. Units with an offset, such as
    degC, have none of these but comparisons. Everything else in numpy takes it as an array, whose
    unit is that of `unit`; plain arrays take no unit, neither in place nor as ``out=``.

    ``==`` tells whether all numbers are the same and NaN where the others are, as one bool: 1 m is
    100 cm, up to the rounding of the conversion, and is never 1 s. `numpy.equal` compares one by
    one, as it does arrays, and refuses units that do not convert.

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
        found = converted(np.real(self.value), self.unit, unit)
        if np.iscomplexobj(self.value):
            # Of units with an offset only the real part has it.
            found = found + 1j * (
                converted(np.imag(self.value), self.unit, unit) - converted(0.0, self.unit, unit)
            )
        single = found.item() if np.ndim(found) == 0 else found
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
        return _quantity(np.add, self, other)

    def __radd__(self, other: Any) -> Quantity:
        return _quantity(np.add, other, self)

    def __sub__(self, other: Any) -> Quantity:
        return _quantity(np.subtract, self, other)

    def __rsub__(self, other: Any) -> Quantity:
        return _quantity(np.subtract, other, self)

    def __mul__(self, other: Any) -> Quantity:
        return _quantity(np.multiply, self, other)

    def __rmul__(self, other: Any) -> Quantity:
        return _quantity(np.multiply, other, self)

    def __truediv__(self, other: Any) -> Quantity:
        return _quantity(np.true_divide, self, other)

    def __rtruediv__(self, other: Any) -> Quantity:
        return _quantity(np.true_divide, other, self)

    def __pow__(self, other: Any) -> Quantity:
        return _quantity(np.power, self, other)

    def __rpow__(self, other: Any) -> Quantity:
        return _quantity(np.power, other, self)

    def __neg__(self) -> Quantity:
        return self * -1

    def __abs__(self) -> Quantity:
        return Quantity(np.abs(np.asarray(self.value))[()], common_scale(self.unit))

    def __lt__(self, other: Any) -> Any:
        return _applied(np.less, "__call__", (self, other), {})

    def __le__(self, other: Any) -> Any:
        return _applied(np.less_equal, "__call__", (self, other), {})

    def __gt__(self, other: Any) -> Any:
        return _applied(np.greater, "__call__", (self, other), {})

    def __ge__(self, other: Any) -> Any:
        return _applied(np.greater_equal, "__call__", (self, other), {})

    def __bool__(self) -> bool:
        return bool(np.asarray(self.value))

    def __array_ufunc__(self, operation: np.ufunc, method: str, *given: Any, **options: Any) -> Any:
        """What numpy makes of this: the one place where operations find their unit."""
        return _applied(operation, method, given, options)

    def __len__(self) -> int:
        return len(np.asarray(self.value))

    def __getitem__(self, place: Any) -> Quantity:
        return Quantity(np.asarray(self.value)[place], self.unit, self.meaning)

    def __iter__(self) -> Iterator[Quantity]:
        for place in range(len(self)):
            yield self[place]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (int, float, complex, np.number)):
            other = _fitting(Quantity(np.asarray(other)), self.unit)
        if not isinstance(other, Quantity):
            return NotImplemented
        mine = np.asarray(self.value)
        try:
            others = np.asarray(other.to(self.unit).value)
        except ValueError:
            return False
        if mine.shape != others.shape or not {mine.dtype.kind, others.dtype.kind} <= set("iufc"):
            return np.array_equal(mine, others)
        rounding = 0.0 if other.unit == self.unit else _ROUNDING
        return np.allclose(mine, others, rtol=rounding, atol=0.0, equal_nan=True)

    __hash__ = None  # type: ignore[assignment]

    def __format__(self, specification: str) -> str:
        """The numbers, each by the specification, and the unit."""
        values = np.asarray(self.value)
        if values.ndim == 0:
            number = format(values.item(), specification or _shortest(values))
        elif specification:
            shown: Any = {"all": lambda value: format(value, specification)}
            number = np.array2string(values, threshold=8, formatter=shown)
        else:
            number = np.array2string(values, precision=6, threshold=8)
        unit = unit_text(self.unit)
        return f"{number} {unit}" if unit else number

    def __str__(self) -> str:
        return format(self)

    def _repr_html_(self) -> str:
        meaning = f' title="{escape(self.meaning, quote=True)}"' if self.meaning else ""
        return f"<span{meaning}>{escape(str(self))}</span>"


def _shortest(values: NDArray[Any]) -> str:
    """The format of a number, or of a word."""
    return ".6g" if values.dtype.kind in "iufc" else ""


# Of numbers that are the same but for a conversion.
_ROUNDING = 4 * float(np.finfo(float).eps)
# In the unit of what stands first; of those in the second line numbers with an offset have none.
_ORDERED = (np.maximum, np.minimum, np.fmax, np.fmin)
_ALIKE = (np.add, np.subtract, np.hypot, np.remainder, np.fmod)
_COMPARING = (
    np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal,
)  # fmt: skip
_UNITS = {np.multiply: product_unit, np.matmul: product_unit, np.true_divide: quotient_unit}


def _quantity(operation: np.ufunc, first: Any, second: Any) -> Quantity:
    """The sum, difference, product, quotient or power of two, of which one is a quantity."""
    found: Quantity = _applied(operation, "__call__", (first, second), {})
    return found


def _applied(
    operation: np.ufunc, method: str, given: tuple[Any, ...], options: dict[str, Any]
) -> Any:
    """What an operation of numpy makes of quantities and plain numbers.

    Raises
    ------
    TypeError
        If it is to write into an array, or one of two is no number.
    ValueError
        If units do not convert, have an offset, or an array is masked.
    """
    quantities = [one for one in given if isinstance(one, Quantity)]
    outputs = [one for one in options.get("out") or () if one is not None]
    pure = all(one.unit == "1" for one in quantities)
    if method == "at" or (outputs and not pure) or any(isinstance(o, Quantity) for o in outputs):
        raise TypeError(
            "expected a result of its own, as in c = a + b, for a Quantity; found in-place or "
            "out=, which would lose its unit"
        )
    if any(isinstance(getattr(one, "value", one), np.ma.MaskedArray) for one in given):
        raise ValueError("expected an array without a mask, found a masked one")
    values, unit = list(given), ""
    if len(given) == 2 and method in ("__call__", "outer"):
        values, unit = _of_two(operation, *given)
    plain = [np.asarray(one.value) if isinstance(one, Quantity) else one for one in values]
    found = getattr(operation, method)(*plain, **options)
    return Quantity(found[()], unit) if unit and not outputs else found


def _of_two(operation: np.ufunc, first: Any, second: Any) -> tuple[list[Any], str]:
    """The two in units that go together, and the unit of the result; empty of a plain one."""
    one, other = (
        given if isinstance(given, Quantity) else Quantity(np.asarray(given))
        for given in (first, second)
    )
    if _are_numbers(one) != _are_numbers(other):
        raise TypeError(f"expected two numbers, found {first!r} and {second!r}")
    if operation in _UNITS:
        return [one, other], _UNITS[operation](common_scale(one.unit), common_scale(other.unit))
    if operation is np.power:
        exponent = other.to("1").value
        integer = np.asarray(one.value).dtype.kind in "iu"  # of which numpy has no inverse
        base = np.asarray(one.value, dtype=float) if integer else one.value
        return [base, exponent], power_unit(common_scale(one.unit), exponent)
    if operation in _ALIKE:
        one, other = (replace(each, unit=common_scale(each.unit)) for each in (one, other))
    alike = operation in (*_ORDERED, *_ALIKE, *_COMPARING)
    if not alike and not (isinstance(first, Quantity) and isinstance(second, Quantity)):
        return [one, other], ""
    one = _fitting(one, other.unit)
    other = _fitting(other, one.unit).to(one.unit)
    return [one, other], one.unit if alike and operation not in _COMPARING else ""


def _are_numbers(given: Quantity) -> bool:
    return np.asarray(given.value).dtype.kind in "biufc"


def _fitting(number: Quantity, unit: str) -> Quantity:
    """A single 0, inf or NaN without unit in a unit, if that has no offset; all else as it is."""
    value = np.asarray(number.value)
    if number.unit != "1" or value.ndim or value.dtype.kind not in "iuf":
        return number
    fits = (value == 0 or not np.isfinite(value)) and not has_offset(unit)
    return Quantity(number.value, unit) if fits else number
