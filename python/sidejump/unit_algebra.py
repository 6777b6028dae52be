"""Units of sums, products and powers, and which units have an offset."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np

# Scales of temperature whose zero is not that of the kelvin, and units with a zero of their own.
_SHIFTED = re.compile(r".*@.*|(deg|°)[CF]|([Cc]elsius|[Ff]ahrenheit)")
_NAME = re.compile(r"[^\W\d]+")


def converted(values: Any, unit: str, wanted: str) -> Any:
    """Real numbers of one unit in another one, by the units of the program.

    Raises
    ------
    ImportError
        If the compiled module of the package is not there.
    ValueError
        If the units do not convert.
    """
    return import_module("sidejump._sidejump").convert_units(values, unit, wanted)


@lru_cache(maxsize=256)
def has_offset(unit: str) -> bool:
    """Whether 0 of a unit is not nothing, as of degC: such numbers have no sums or multiples.

    Examples
    --------
    >>> has_offset("degC"), has_offset("K"), has_offset("W/degC")
    (True, False, False)
    """
    if _SHIFTED.fullmatch(unit):
        return True
    try:
        return bool(converted(0.0, unit, "K") != 0.0)
    except (ImportError, ValueError):
        return False


def zero_shift(unit: str, wanted: str) -> float:
    """In a unit how far away the zeros of another one and of the kelvin are; 0 without offsets.

    Examples
    --------
    >>> zero_shift("m", "cm"), round(zero_shift("K", "degC"), 2)
    (0.0, 273.15)
    """
    if not (has_offset(unit) or has_offset(wanted)):
        return 0.0
    shift = abs(converted(0.0, unit, wanted))
    with suppress(ValueError):
        shift = max(shift, abs(converted(0.0, "K", wanted)))
    return float(shift)


def _factor(unit: str) -> str:
    """A unit as a factor of another one."""
    return unit if _NAME.fullmatch(unit) else f"({unit})"


def quotient_unit(above: str, below: str) -> str:
    """The unit of a quotient.

    Examples
    --------
    >>> quotient_unit("m", "s"), quotient_unit("1", "m s"), product_unit("m2", "kg")
    ('m/s', '1/(m s)', '(m2) kg')
    """
    if above == below:
        return "1"
    if below == "1":
        return above
    return f"{above if above == '1' else _factor(above)}/{_factor(below)}"


def product_unit(one: str, other: str) -> str:
    """The unit of a product."""
    if "1" in (one, other):
        return one if other == "1" else other
    return f"{_factor(one)} {_factor(other)}"


def common_scale(unit: str) -> str:
    """The unit itself, if its numbers have sums and multiples.

    Raises
    ------
    ValueError
        If it has an offset.
    """
    if has_offset(unit):
        raise ValueError(
            f"numbers in {unit}, whose zero is an offset, have no sums, differences or multiples: "
            'convert them first, as in to("K")'
        )
    return unit


def power_unit(unit: str, exponent: Any) -> str:
    """The unit of a power.

    Raises
    ------
    ValueError
        If the exponent of a unit is not one whole number.
    """
    number = np.asarray(exponent)
    if unit == "1" or (number.ndim == 0 and number == 0):
        return "1"
    whole = number.ndim == 0 and number.dtype.kind in "iuf" and np.isfinite(number)
    if not whole or number != np.round(number):
        raise ValueError(
            f"expected a whole number as the exponent of a quantity in {unit}, found {exponent!r}"
        )
    return unit if number == 1 else f"{_factor(unit)}^{int(number)}"
