"""The tables of a sweep."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from sidejump.datasets import dimensions_of_axis
from sidejump.report.cells import Cell, cell, number_text
from sidejump.report.grids import MOST_ROWS, Column, Table
from sidejump.report.tables import record_tables
from sidejump.unit_text import unit_text

if TYPE_CHECKING:
    from sidejump.quantities import Quantity
    from sidejump.result_kinds import SweepResult


def _numbers(quantity: Quantity) -> np.ndarray[Any, Any]:
    return np.asarray(quantity.value).ravel()


def sweep_tables(result: SweepResult) -> list[Table]:
    """Axes and outputs of a study with their ranges, and its points if they are few."""
    axes, outputs = result.data["axes"], result.data["outputs"]
    found = []
    heads = [Column(name, numeric=name in ("values", "smallest", "largest", "not defined"),
                    code=False) for name in
             ("name", "values", "smallest", "largest", "not defined", "unit", "meaning")]
    for title, names in (("Axes", axes), ("Outputs", outputs)):
        rows = []
        for name in names:
            quantity = result[name]
            numbers = _numbers(quantity)
            if numbers.dtype.kind in "if":
                defined = numbers[~np.isnan(numbers)]
                span = [cell(float(edge)) for edge in (defined.min(), defined.max())] \
                    if len(defined) else [cell(None), cell(None)]
                missing = len(numbers) - len(defined)
            else:
                span, missing = [Cell("text"), Cell("text")], 0
            rows.append([Cell(name), cell(len(numbers)), *span, cell(missing),
                         Cell(unit_text(quantity.unit)), Cell(quantity.meaning)])
        found.append(Table(title, heads, rows, quantities=True))
    points = int(result.data["points"])
    if points <= MOST_ROWS:
        found += _points(result, axes, outputs, points)
    else:
        place = f", which are in {result.path.name}" if result.path is not None else ""
        found[-1].notes.append(f"{number_text(points)} points{place}.")
    return found


def _points(result: SweepResult, axes: list[str], outputs: list[str], points: int) -> list[Table]:
    dimensions = result.data["dimensions"]
    shape = result[outputs[0]].shape
    places = np.indices(shape).reshape(len(shape), -1) if shape else np.zeros((1, 1), int)

    def value(name: str, point: int) -> Any:
        numbers = np.asarray(result[name].value)
        if name in outputs:
            return numbers.reshape(-1)[point].item()
        along = [dimensions.index(one) for one in dimensions_of_axis(result, name)]
        return numbers[tuple(places[along, point])].item()

    def entry(name: str, point: int) -> dict[str, Any]:
        found = value(name, point)
        if isinstance(found, float) and math.isnan(found):
            found = None
        return {"value": found, "unit": result[name].unit}

    # Axes with several values name the points.
    records = [{name: entry(name, point) for name in [*axes, *outputs]} for point in range(points)]
    return list(record_tables("Points", records, labels=axes))
