"""Tables of a report, from the content of a result."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sidejump.report.cells import Cell, cell, quantity_cell
from sidejump.report.grids import Column, Row, Table, quantity_table, record_grid, title_text
from sidejump.report.leaves import Leaf, Matrix, Part, Records, Series, parts_of
from sidejump.unit_text import unit_text

# Entries that say which record it is, and stand at the left of what else is said of it.
LABELS = frozenset(
    "name temperature wavenumber frequency time field magnetic_field angle phase energy parameter "
    "position from to kind J parity l j".split()
)


def _joined(title: str, name: str) -> str:
    return f"{title}: {title_text(name).lower()}" if title else title_text(name)


def _series_tables(title: str, series: list[Series]) -> Iterator[Table]:
    """Series of the same length beside each other; the first one names the rows."""
    for length in dict.fromkeys(len(each.values) for each in series):
        together = [each for each in series if len(each.values) == length]
        columns = [
            Column(each.name, unit_text(each.unit), each.meaning,
                   all(cell(value).numeric for value in each.values))
            for each in together
        ]
        rows = [[cell(each.values[place]) for each in together] for place in range(length)]
        if length == 1:
            found = [Row(each.name, [cell(each.values[0])], each.unit, each.meaning)
                     for each in together]
            yield quantity_table(title, ["value"], found)
        elif len(together) > 1:
            yield from record_grid(title, columns[:1], columns[1:], rows)
        else:
            number = Column("number", code=False)
            yield from record_grid(title, [number], columns,
                             [[cell(place + 1), *row] for place, row in enumerate(rows)])


def _matrix_table(title: str, matrix: Matrix) -> Table:
    names = "xyz" if len(matrix.rows) == 3 else [str(n + 1) for n in range(len(matrix.rows))]
    unit = unit_text(matrix.unit)
    columns = [Column("", code=False, numeric=False)]
    columns += [Column(names[n] if n < len(names) else str(n + 1), unit)
                for n in range(len(matrix.rows[0]))]
    rows = [[Cell(name), *map(cell, row)] for name, row in zip(names, matrix.rows)]
    return Table(title, columns, rows, notes=[matrix.meaning] if matrix.meaning else [])


def mapping_tables(title: str, data: dict[str, Any]) -> Iterator[Table]:
    """The tables of an object: its single values in one, then what else it has."""
    parts = list(parts_of(data))
    leaves = [part for part in parts if isinstance(part, Leaf)]
    if leaves:
        rows = [Row(leaf.name, [quantity_cell(leaf.value)], leaf.unit, leaf.meaning)
                for leaf in leaves]
        yield quantity_table(title, ["value"], rows)
    yield from _series_tables(title, [part for part in parts if isinstance(part, Series)])
    for part in parts:
        if isinstance(part, Records):
            yield from record_tables(_joined(title, part.name), part.records)
        elif isinstance(part, Matrix):
            yield _matrix_table(_joined(title, part.name), part)


def _columns_of(found: list[dict[str, Leaf]], names: list[str]) -> list[Column]:
    columns = []
    for name in names:
        leaves = [each[name] for each in found if name in each]
        unit = next((leaf.unit for leaf in leaves if leaf.unit), "")
        numeric = all(quantity_cell(leaf.value).numeric for leaf in leaves)
        columns.append(Column(name, unit_text(unit), leaves[0].meaning, numeric))
    return columns


def _record_rows(found: list[dict[str, Leaf]], names: list[str]) -> list[list[Cell]]:
    return [[quantity_cell(each[name].value) if name in each else Cell("") for name in names]
            for each in found]


def record_tables(
    title: str, records: list[dict[str, Any]], labels: Collection[str] = LABELS
) -> Iterator[Table]:
    """The tables of a list of objects, a row for each; lists in them have tables of their own.

    Parameters
    ----------
    labels
        The entries that name a row.
    """
    if len(records) == 1:
        yield from mapping_tables(title, records[0])
        return
    if all({"name", "value"} <= record.keys() for record in records):
        yield from mapping_tables(title, {str(record["name"]): record for record in records})
        return
    parts: list[list[Part]] = [list(parts_of(record)) for record in records]
    found = [{part.name: part for part in each if isinstance(part, Leaf)} for each in parts]
    names = list(dict.fromkeys(name for each in found for name in each))
    heads = [name for name in names if name in labels]
    groups: dict[str, list[str]] = {}
    for name in names:
        if name not in heads:
            groups.setdefault(name.partition(".")[0] if "." in name else "", []).append(name)
    # What has a few entries only stands with the others.
    main = [name for group, members in groups.items() if not group or len(members) <= 3
            for name in members]
    tables: list[Table] = []
    for group, members in [("", main), *groups.items()]:
        if members and (members is main or (group and len(members) > 3)):
            head = _joined(title, group) if group else title
            columns = _columns_of(found, heads), _columns_of(found, members)
            tables += record_grid(head, *columns, _record_rows(found, [*heads, *members]))
    left_out = sorted({part.name for each in parts for part in each
                       if isinstance(part, (Matrix, Series))})
    if left_out and tables:
        tables[-1].notes.append(f"Not shown here, but in the file: {', '.join(left_out)}.")
    yield from tables
    yield from _nested_tables(title, records, parts, heads)


def _nested_tables(
    title: str, records: list[dict[str, Any]], parts: list[list[Part]], labels: list[str]
) -> Iterator[Table]:
    nested: dict[str, list[dict[str, Any]]] = {}
    for record, each in zip(records, parts):
        known = {name: record[name] for name in labels if name in record}
        for part in each:
            if isinstance(part, Records):
                rows = nested.setdefault(part.name, [])
                rows += [{**known, **inner} for inner in part.records]
    for name, rows in nested.items():
        yield from record_tables(_joined(title, name), rows)
