"""Numbers with their unit and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    zero_shift,
)
from sidejump.unit_text import numbers_text, unit_text

Value = float | complex | NDArray[Any]

_MASKED = (
    "expected an array without a mask, found a masked one; its compressed() or filled() is without"
)


def refuse_units_and_masks(values: Any) -> None:
    """Refuses what numpy would take for plain numbers.

    Raises
    ------
    TypeError
        If it is a quantity, or a list of such.
    ValueError
        If it is masked.
    """
    listed = values if isinstance(values, (list, tuple)) else [values]
    if any(isinstance(one, Quantity) for one in listed):
        raise TypeError("expected numbers without a unit, found a Quantity; its to() converts")
    if any(isinstance(one, np.ma.MaskedArray) for one in listed):
        raise ValueError(_MASKED)


def _operator(operation: np.ufunc) -> Callable[[Quantity, Any], Quantity]:
    def applied(one: Quantity, other: Any) -> Any:
        return _applied(operation, "__call__", (one, other), {})

    return applied


def _mirrored(operation: np.ufunc) -> Callable[[Quantity, Any], Quantity]:
    def applied(one: Quantity, other: Any) -> Any:
        return _applied(operation, "__call__", (other, one), {})

    return applied


def _comparison(operation: np.ufunc) -> Callable[[Quantity, Any], Any]:
    return _operator(operation)


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number, or an array of numbers, with a unit.

    Sums, differences, products, quotients and whole powers, of two of them or of one and numbers,
    have a unit; so has the larger or smaller of two. ``<`` and the like convert, too. Numbers are
    of unit 1, but for a single 0, inf or NaN, which fits every unit. Units with an offset, such as
    degC, have none of these but comparisons. Everything else in numpy takes it as an array, whose
    unit is that of `unit`; plain arrays take no unit, neither in place nor as ``out=``, and masked
    ones are refused.

    ``==`` with one on the left tells whether all numbers are the same and NaN where the others are,
    as one bool: 1 m is 100 cm, up to the rounding of the conversion, and is never 1 s.
    `numpy.equal` compares one by one, as it does arrays, and refuses units that do not convert; so
    does ``==`` with an array on the left.

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
        refuse_units_and_masks(self.value)
        if not isinstance(self.unit, str):
            raise TypeError(f"expected a unit as a text, found {self.unit!r}")
        if not self.unit.strip():
            object.__setattr__(self, "unit", "1")

    def to(self, unit: str) -> Quantity:
        """The same in another unit; converted by the units of the program.

        Raises
        ------
        ImportError
            If the compiled module of the package is not there.
        ValueError
            If the units do not convert.
        """
        if unit == self.unit:
            return self
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

    @property
    def _numbers(self) -> NDArray[Any]:
        found = np.asarray(self.value)
        # Of large integers numpy makes objects.
        large = isinstance(self.value, int) and found.dtype.kind == "O"
        return found.astype(float) if large else found

    @property
    def _data(self) -> Any:
        """What masked arrays on the left of an operation ask for, to take it without its unit."""
        raise ValueError(_MASKED)

    def __array__(self, dtype: DTypeLike = None) -> NDArray[Any]:
        return np.asarray(self._numbers, dtype=dtype)

    def __float__(self) -> float:
        return float(self._numbers)

    def __complex__(self) -> complex:
        return complex(self._numbers)

    __add__, __radd__ = _operator(np.add), _mirrored(np.add)
    __sub__, __rsub__ = _operator(np.subtract), _mirrored(np.subtract)
    __mul__, __rmul__ = _operator(np.multiply), _mirrored(np.multiply)
    __truediv__, __rtruediv__ = _operator(np.true_divide), _mirrored(np.true_divide)
    __pow__, __rpow__ = _operator(np.power), _mirrored(np.power)
    __mod__, __rmod__ = _operator(np.remainder), _mirrored(np.remainder)
    __matmul__, __rmatmul__ = _operator(np.matmul), _mirrored(np.matmul)

    __lt__ = _comparison(np.less)
    __le__ = _comparison(np.less_equal)
    __gt__ = _comparison(np.greater)
    __ge__ = _comparison(np.greater_equal)

    def __pos__(self) -> Quantity:
        return self

    def __neg__(self) -> Quantity:
        if self._numbers.dtype.kind not in "ifc":
            return self * -1  # which is of a type with signs
        return Quantity(np.negative(self._numbers)[()], common_scale(self.unit))

    def __abs__(self) -> Quantity:
        return Quantity(np.abs(self._numbers)[()], common_scale(self.unit))

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def __array_ufunc__(self, operation: np.ufunc, method: str, *given: Any, **options: Any) -> Any:
        """What numpy makes of this: the one place where operations find their unit."""
        return _applied(operation, method, given, options)

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place: Any) -> Quantity:
        return Quantity(self._numbers[place], self.unit, self.meaning)

    def __iter__(self) -> Iterator[Quantity]:
        for place in range(len(self)):
            yield self[place]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (int, float, complex, np.number, np.ndarray)):
            other = _fitting(_as_quantity(other), self.unit)
        if not isinstance(other, Quantity):
            return NotImplemented
        mine = self._numbers
        try:
            others = other.to(self.unit)._numbers
        except ValueError:
            return False
        numbers = {mine.dtype.kind, others.dtype.kind} <= set("iufc")
        if other.unit == self.unit or mine.shape != others.shape or not numbers:
            return np.array_equal(mine, others, equal_nan=numbers)
        shift = zero_shift(other.unit, self.unit)  # of which numbers in an offset have the rounding
        return np.allclose(mine, others, rtol=_ROUNDING, atol=_ROUNDING * shift, equal_nan=True)

    __hash__ = None  # type: ignore[assignment]

    def __format__(self, specification: str) -> str:
        """The numbers, each by the specification, and the unit."""
        number = numbers_text(self._numbers, specification)
        unit = unit_text(self.unit)
        return f"{number} {unit}" if unit else number

    def __str__(self) -> str:
        return format(self)

    def _repr_html_(self) -> str:
        meaning = f' title="{escape(self.meaning, quote=True)}"' if self.meaning else ""
        return f"<span{meaning}>{escape(str(self))}</span>"


# Of numbers that are the same but for a conversion.
_ROUNDING = 4 * float(np.finfo(float).eps)
# In the unit of what stands first; of those in the second line numbers with an offset have none.
_ORDERED = (np.maximum, np.minimum, np.fmax, np.fmin)
_ALIKE = (np.add, np.subtract, np.hypot, np.remainder, np.fmod)
_COMPARING = (
    np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal,
)  # fmt: skip
_UNITS = {np.multiply: product_unit, np.matmul: product_unit, np.true_divide: quotient_unit}


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
    if any(isinstance(one, np.ma.MaskedArray) for one in given):
        raise ValueError(_MASKED)
    values, unit = list(given), ""
    if len(given) == 2 and method in ("__call__", "outer"):
        values, unit = _of_two(operation, *given)
    plain = [one._numbers if isinstance(one, Quantity) else one for one in values]
    found = getattr(operation, method)(*plain, **options)
    return Quantity(found[()], unit) if unit and not outputs else found


def _of_two(operation: np.ufunc, first: Any, second: Any) -> tuple[list[Any], str]:
    """The two in units that go together, and the unit of the result; empty of a plain one."""
    one, other = _as_quantity(first), _as_quantity(second)
    if _are_numbers(one) != _are_numbers(other):
        raise TypeError(f"expected two numbers, found {_told(first)} and {_told(second)}")
    if operation in _UNITS:
        return [one, other], _UNITS[operation](common_scale(one.unit), common_scale(other.unit))
    if operation is np.power:
        exponent = other.to("1").value
        integer = one._numbers.dtype.kind in "iu"  # of which numpy has no inverse
        base = one._numbers.astype(float) if integer else one._numbers
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
    return given._numbers.dtype.kind in "biufc"


def _as_quantity(given: Any) -> Quantity:
    """What has a unit as it is; all else with unit 1."""
    if isinstance(given, Quantity):
        return given
    plain = (int, list, tuple)  # arrays of which would hide quantities and large numbers
    value: Any = given if isinstance(given, plain) else np.asanyarray(given)
    return Quantity(value)


def _told(given: Any) -> str:
    """What is said of one that is no number: not all the numbers of an array."""
    if isinstance(given, Quantity):
        return f"a Quantity of type {given._numbers.dtype} in {given.unit}"
    return f"an array of type {given.dtype}" if isinstance(given, np.ndarray) else repr(given)


def _fitting(number: Quantity, unit: str) -> Quantity:
    """A single 0, inf or NaN without unit in a unit, if that has no offset; all else as it is."""
    value = number._numbers
    if number.unit != "1" or value.ndim or value.dtype.kind not in "iuf":
        return number
    fits = (value == 0 or not np.isfinite(value)) and not has_offset(unit)
    return Quantity(number.value, unit) if fits else number
