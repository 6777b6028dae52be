"""The tables of a fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sidejump.report.cells import Cell, cell, is_number
from sidejump.report.grids import Column, Row, Table, quantity_table
from sidejump.report.listing import without_folders
from sidejump.report.tables import mapping_tables

_PREFIXES = {"f": 1e-15, "p": 1e-12, "n": 1e-9, "u": 1e-6, "µ": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6}


def _intervals(parameter: dict[str, Any]) -> dict[float, dict[str, Any]]:
    """The intervals by their level of confidence."""
    intervals = parameter.get("intervals") or []
    return {each["level"]: each for each in intervals if each.get("level") is not None}


def _end(interval: dict[str, Any], side: str) -> Cell:
    """An end of an interval; what bounds the parameter there is told if the data do not."""
    found, kind = cell(interval.get(side)), interval.get(f"{side}_end", "crossed")
    return found if kind == "crossed" else Cell(found.shown + f" ({kind})", found.order, True)


def _parameters(parameters: dict[str, Any]) -> Table:
    levels = list(dict.fromkeys(
        level for parameter in parameters.values() for level in _intervals(parameter)))
    heads = ["value", "standard error"]
    for level in levels:
        heads += [f"{100 * level:g} % from", f"{100 * level:g} % to"]
    rows = []
    for name, parameter in parameters.items():
        cells = [cell(parameter.get("value")),
                 cell(parameter["standard_error"]) if "standard_error" in parameter else Cell("")]
        for level in levels:
            interval = _intervals(parameter).get(level)
            cells += [Cell(""), Cell("")] if interval is None else [
                _end(interval, "low"), _end(interval, "high")]
        rows.append(Row(name, cells, parameter.get("unit", "1"), str(parameter.get("status", ""))))
    return quantity_table("Parameters", heads, rows)


def _rounded(value: Any) -> Cell:
    """A correlation: three decimals, sorted by all of them."""
    if not is_number(value):
        return cell(value)
    return Cell(f"{round(value, 3) + 0.0:.3f}".replace("-", "−"), repr(float(value)), True)


def _correlation(names: list[str], matrix: list[list[Any]]) -> Table:
    columns = [Column("", numeric=False, code=False), *(Column(name) for name in names)]
    rows = [[Cell(name), *map(_rounded, row)] for name, row in zip(names, matrix)]
    return Table("Correlation", columns, rows)


def _curves(curves: list[dict[str, Any]]) -> Table:
    heads = ("data", "file", "points", "root mean square of residuals", "Durbin-Watson",
             "runs test, p")
    columns = [Column(head, numeric=place > 1, code=False) for place, head in enumerate(heads)]
    rows = []
    for curve in curves:
        spread = cell(curve.get("root_mean_square"))
        rows.append([
            Cell(str(curve.get("label", ""))),
            Cell(without_folders(str(curve.get("file", "")))),
            cell(len(curve["y"]["values"])),
            Cell(spread.shown + f"\u00a0{curve['y'].get('unit', '')}", spread.order, True),
            cell(curve.get("durbin_watson")),
            cell(curve.get("runs_test", {}).get("p")),
        ])
    return Table("Data", columns, rows)


def _in_unit_of_data(data: dict[str, Any]) -> dict[str, Any]:
    """The quality, the noise with the prefix that the data have where all have the same one."""
    quality = dict(data.get("quality", {}))
    noise = quality.get("noise", {})
    told = {str(curve.get("y", {}).get("unit", "")) for curve in data.get("curves", [])}
    if len(told) != 1 or not is_number(noise.get("value")):
        return quality
    unit = told.pop()
    prefix, plain = unit[:1], unit[1:].replace("Ω", "ohm").lower()
    if prefix in _PREFIXES and plain == str(noise.get("unit", "")).lower():
        value = noise["value"] / _PREFIXES[prefix]
        quality["noise"] = {**noise, "value": value, "unit": prefix + noise["unit"]}
    return quality


def _searches(data: dict[str, Any]) -> dict[str, Any]:
    """The searches, the values of the optima with the units of the parameters."""
    searches = dict(data.get("searches", {}))
    units = {name: each.get("unit", "1") for name, each in data["parameters"].items()}
    searches["optima"] = [
        {**optimum, "values": {
            name: {"value": value, "unit": units.get(name, "")}
            for name, value in optimum.get("values", {}).items()
        }}
        for optimum in searches.get("optima", [])
    ]
    return searches


def fit_tables(data: dict[str, Any]) -> Iterator[Table]:
    """The tables of the content of `fit.json`; profiles and curves are for its figures."""
    yield _parameters(data["parameters"])
    yield from mapping_tables("Quality of the fit", _in_unit_of_data(data))
    correlation = data.get("correlation") or {}
    if len(correlation.get("names", [])) > 1:
        yield _correlation(correlation["names"], correlation["matrix"])
    if data.get("curves"):
        yield _curves(data["curves"])
    yield from mapping_tables("Model", data.get("model", {}))
    yield from mapping_tables("Searches", _searches(data))
