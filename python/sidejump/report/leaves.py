"""What the content of a result consists of: single values, series, records and matrices.

Results differ in their entries, but all are made of the same: a quantity is an object with `value`
and `unit`, a complex number one with `real` and `imaginary`, a series one with `values` or with
lists. So the tables of a report need no list of the entries of each kind, and show new ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sidejump.report.cells import is_complex, is_number

# A list of numbers up to this long is a vector and stands in one cell.
VECTOR = 3


@dataclass(frozen=True)
class Leaf:
    """A single value; `value` is an object with the entry `value`, which may be infinite."""

    name: str
    value: dict[str, Any]
    unit: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Series:
    """Values that belong to an index."""

    name: str
    values: list[Any]
    unit: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Records:
    """Objects of one structure."""

    name: str
    records: list[dict[str, Any]]


@dataclass(frozen=True)
class Matrix:
    """Rows of numbers."""

    name: str
    rows: list[list[Any]]
    unit: str = ""
    meaning: str = ""


Part = Leaf | Series | Records | Matrix

# What an object with a value has, beside which further entries are values of their own.
_OF_QUANTITIES = frozenset("value unit meaning name infinite undefined reduced".split())


def _is_single(value: Any) -> bool:
    return value is None or isinstance(value, (str, bool)) or is_number(value) or is_complex(value)


def _list_parts(name: str, values: list[Any], unit: str, meaning: str) -> Iterator[Part]:
    if not values:
        return
    if all(_is_single(value) for value in values):
        if len(values) <= VECTOR:
            yield Leaf(name, {"value": values}, unit, meaning)
        else:
            yield Series(name, values, unit, meaning)
    elif all(isinstance(value, dict) for value in values):
        yield Records(name, values)
    elif all(isinstance(value, list) for value in values):
        yield Matrix(name, values, unit, meaning)


def _quantity_parts(name: str, entry: dict[str, Any]) -> Iterator[Part]:
    unit, meaning, value = entry.get("unit", ""), entry.get("meaning", ""), entry["value"]
    if isinstance(value, dict) and not is_complex(value):
        for component, inner in value.items():
            yield Leaf(f"{name}.{component}", {"value": inner}, unit, meaning)
    elif isinstance(value, list):
        yield from _list_parts(name, value, unit, meaning)
    else:
        yield Leaf(name, entry, unit, meaning)
    for key, further in entry.items():
        if key not in _OF_QUANTITIES and _is_single(further):
            # A part of the value is no quantity of its unit, nor is a truth.
            plain = key == "relative" or not is_number(further)
            yield Leaf(f"{name}.{key}", {"value": further}, "" if plain else unit)


def _series_parts(name: str, entry: dict[str, Any]) -> Iterator[Part]:
    unit, meaning = entry.get("unit", ""), entry.get("meaning", "")
    if isinstance(entry.get("real"), list):
        pairs = zip(entry["real"], entry["imaginary"])
        values: list[Any] = [{"real": real, "imaginary": imaginary} for real, imaginary in pairs]
    else:
        values = entry["values"]
    yield Series(name, values, unit, meaning)


def _is_quantity(value: dict[str, Any]) -> bool:
    return "value" in value


def _is_series(value: dict[str, Any]) -> bool:
    return isinstance(value.get("values"), list) or isinstance(value.get("real"), list)


def _is_named(value: dict[str, Any]) -> bool:
    """Whether the objects of an object have one structure: they are records with names then."""
    inner = list(value.values())
    if not all(isinstance(part, dict) and part for part in inner):
        return False
    if any(_is_quantity(part) or _is_series(part) or is_complex(part) for part in inner):
        return False
    return all(part.keys() == inner[0].keys() for part in inner)


def parts_of(data: dict[str, Any], prefix: str = "") -> Iterator[Part]:
    """The parts of an object, those of objects in it with dots in their names.

    Parameters
    ----------
    data
        An object of a result.
    prefix
        What stands before the names.
    """
    for key, value in data.items():
        name = prefix + key
        if key in ("unit", "meaning") and isinstance(value, str):
            continue
        if is_complex(value):
            yield Leaf(name, {"value": value}, value.get("unit", ""), value.get("meaning", ""))
        elif _is_single(value):
            yield Leaf(name, {"value": value})
        elif isinstance(value, list):
            yield from _list_parts(name, value, data.get("unit", ""), data.get("meaning", ""))
        elif _is_quantity(value):
            yield from _quantity_parts(name, value)
        elif _is_series(value):
            yield from _series_parts(name, value)
        elif value and _is_named(value):
            yield Records(name, [{"name": each, **inner} for each, inner in value.items()])
        else:
            yield from parts_of(value, name + ".")
