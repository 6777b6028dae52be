"""The axes of a sweep: what they are called, and which stand for the dimensions of a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from sidejump.datasets import dimensions_of_axis
from sidejump.figures.compare import path_label
from sidejump.figures.labels import words
from sidejump.quantities import Quantity
from sidejump.result_kinds import SweepResult
from sidejump.tables import Table


def axis_label(result: SweepResult, name: str) -> str:
    """The name of an axis, and what parameter it is where that is not the same."""
    if name in ("sample", "point"):
        return name
    path = str(result.data.get("paths", {}).get(name, name))
    # The name that a path gets which is given none.
    made = re.sub(r"[^A-Za-z0-9]+", "_", path).strip("_")
    if name in (path, made, path.split(".")[-1]):
        return path_label(path, result.input)
    if len(name) > 12:
        return words(name)
    symbol = f"${name}$" if len(name) == 1 else words(name)
    return f"{path_label(path, channels=False)} {symbol}"


def axis_unit(result: SweepResult, name: str) -> str:
    """The unit of an axis; phase shifts without one are in radians."""
    path = str(result.data.get("paths", {}).get(name, name))
    unit = result[name].unit
    return "rad" if unit == "1" and path.endswith("phase_shift") else unit


def changes(result: SweepResult, name: str) -> bool:
    """Whether an axis has more than one value."""
    values = np.asarray(result[name].value)
    return bool(np.any(values != values.flat[0]))


def with_axes_for_dimensions(result: SweepResult, x: str | None) -> SweepResult:
    """Results over arrays with an axis for each dimension, all points in one if there is none.

    Of several arrays that run along a dimension the first stands for it, or `x`. Where an array
    runs along several dimensions, arrays and outputs become lists of points.
    """
    dimensions = result.dimensions
    if dimensions in (["sample"], ["point"]) or all(name in result for name in dimensions):
        return result
    runs = {name: dimensions_of_axis(result, name) for name in result.axes}
    alone = {}
    for dimension in dimensions:
        found = [name for name, along in runs.items() if along == [dimension]]
        alone[dimension] = [name for name in found if changes(result, name)] or found
    if all(len(along) == 1 for along in runs.values()) and all(alone.values()):
        names = [x if x is not None and x in found else found[0] for found in alone.values()]
        called = dict(zip(dimensions, names))
        runs_now = {name: [called[along[0]]] for name, along in runs.items()}
        named = {**result.data, "dimensions": names, "coordinates": runs_now}
        return SweepResult(named, result.path, {"sweep": result.tables["sweep"]})
    return _points(result)


def against_output(result: SweepResult, x: str) -> SweepResult:
    """The points of a sweep at which an output is finite, with it in the place of the axes."""
    flat = _points(result)
    outputs = [name for name in flat.outputs if name != x]
    finite = np.isfinite(np.asarray(flat[x].value))
    columns = {}
    for name in [x, *outputs]:
        whole = flat[name]
        columns[name] = Quantity(np.asarray(whole.value)[finite], whole.unit, whole.meaning)
    data = {**flat.data, "axes": [x], "outputs": outputs}
    return SweepResult(data, flat.path, {"sweep": Table(columns)})


def _points(result: SweepResult) -> SweepResult:
    """Axes and outputs as lists of points, along none of which a line leads."""
    dimensions = result.dimensions
    runs = {name: dimensions_of_axis(result, name) for name in result.axes}
    shape = np.asarray(result[result.outputs[0]].value).shape
    columns = {}
    for name in [*result.axes, *result.outputs]:
        whole = result[name]
        values = np.asarray(whole.value)
        if name in runs:
            lengths = [
                length if dimension in runs[name] else 1
                for dimension, length in zip(dimensions, shape)
            ]
            values = np.broadcast_to(values.reshape(lengths), shape)
        columns[name] = Quantity(values.reshape(-1), whole.unit, whole.meaning)
    data: dict[str, Any] = {**result.data, "dimensions": ["point"], "apart": True}
    data.pop("coordinates", None)
    return SweepResult(data, result.path, {"sweep": Table(columns)})


def squeezed(result: SweepResult, dimensions: Sequence[str]) -> SweepResult:
    """The sweep without its axes of one value."""
    columns = {name: result[name] for name in result.axes}
    for name in result.outputs:
        whole = result[name]
        columns[name] = type(whole)(np.squeeze(np.asarray(whole.value)), whole.unit, whole.meaning)
    data = {**result.data, "dimensions": list(dimensions), "axes": list(dimensions)}
    return SweepResult(data, result.path, {"sweep": Table(columns)})
