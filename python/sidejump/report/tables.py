"""Tables of a report, from the content of a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sidejump.report.cells import Cell, cell, quantity_cell
from sidejump.report.leaves import Leaf, Matrix, Part, Records, Series, parts_of
from sidejump.unit_text import unit_text

# Rows that a page shows of a table; the file has the rest.
MOST_ROWS = 200
# Columns beside those that name the row, so that a table fits on a sheet.
MOST_COLUMNS = 6
# Entries that say which record it is, and stand at the left of what else is said of it.
LABELS = frozenset(
    "name temperature wavenumber frequency time field magnetic_field angle phase energy parameter "
    "position from to kind J parity l j".split()
)


@dataclass(frozen=True)
class Column:
    """The head of a column; the unit is typeset, empty for a pure number."""

    name: str
    unit: str = ""
    meaning: str = ""
    numeric: bool = True
    code: bool = True


@dataclass
class Table:
    """A table as the template shows it.

    Attributes
    ----------
    quantities : bool
        Whether each row is one quantity, with its value, unit and meaning.
    labels : int
        How many columns at the left name the row.
    notes : list of str
        What stands below.
    """

    title: str
    columns: list[Column]
    rows: list[list[Cell]]
    quantities: bool = False
    labels: int = 1
    notes: list[str] = field(default_factory=list)

    @property
    def meanings(self) -> list[Column]:
        """The columns of which the text below says what they are."""
        return [column for column in self.columns if column.meaning and not self.quantities]


@dataclass
class _Row:
    """A quantity: its name, the cells of its values, unit and meaning."""

    name: str
    cells: list[Cell]
    unit: str
    meaning: str


def title_text(name: str) -> str:
    """A key as a title: `spin_evolution` is Spin evolution."""
    text = name.replace("_", " ").replace(".", ": ").strip()
    return text[:1].upper() + text[1:]


def _joined(title: str, name: str) -> str:
    return f"{title}: {title_text(name).lower()}" if title else title_text(name)


def _quantities(title: str, heads: Sequence[str], rows: Sequence[_Row]) -> Table:
    """One quantity in each row, with one value or several beside each other."""
    meanings = any(row.meaning for row in rows)
    units = any(unit_text(row.unit) for row in rows)
    columns = [Column("quantity", numeric=False, code=False)]
    columns += [Column(head, code=False) for head in heads]
    columns += [Column("unit", numeric=False, code=False)] if units else []
    columns += [Column("meaning", numeric=False, code=False)] if meanings else []
    body = []
    for row in rows:
        line = [Cell(row.name), *row.cells]
        line += [Cell(unit_text(row.unit))] if units else []
        line += [Cell(row.meaning)] if meanings else []
        body.append(line)
    return Table(title, columns, body, quantities=True)


def _grid(title: str, labels: list[Column], columns: list[Column], rows: list[list[Cell]]) -> list[Table]:
    """Records as rows; as columns if there are few of them with many entries; wide ones in parts."""
    if 1 < len(rows) < 6 and len(columns) > max(len(rows), MOST_COLUMNS):
        heads = []
        for row in rows:
            names = [f"{head.name} {c.shown}{' ' if head.unit else ''}{head.unit}"
                     for head, c in zip(labels, row)]
            heads.append(", ".join(names) or f"{len(heads) + 1}")
        found = [
            _Row(column.name, [row[place] for row in rows], column.unit, column.meaning)
            for place, column in enumerate(columns, start=len(labels))
        ]
        return [_quantities(title, heads, found)]
    tables = []
    pieces = range(0, max(len(columns), 1), MOST_COLUMNS)
    for number, first in enumerate(pieces, start=1):
        begin, end = len(labels) + first, len(labels) + first + MOST_COLUMNS
        part = f"{title} ({number} of {len(pieces)})" if len(pieces) > 1 else title
        shown = [[*row[: len(labels)], *row[begin:end]] for row in rows[:MOST_ROWS]]
        table = Table(part, [*labels, *columns[first : first + MOST_COLUMNS]], shown,
                      labels=len(labels))
        if len(rows) > MOST_ROWS:
            table.notes.append(f"The first {MOST_ROWS} of {len(rows)} rows; the file has all.")
        tables.append(table)
    return tables


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
            found = [_Row(each.name, [cell(each.values[0])], each.unit, each.meaning)
                     for each in together]
            yield _quantities(title, ["value"], found)
        elif len(together) > 1:
            yield from _grid(title, columns[:1], columns[1:], rows)
        else:
            number = Column("number", code=False)
            yield from _grid(title, [number], columns,
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
        rows = [_Row(leaf.name, [quantity_cell(leaf.value)], leaf.unit, leaf.meaning)
                for leaf in leaves]
        yield _quantities(title, ["value"], rows)
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


def record_tables(title: str, records: list[dict[str, Any]]) -> Iterator[Table]:
    """The tables of a list of objects: a row for each; what they have in lists, in tables of its own."""
    if len(records) == 1:
        yield from mapping_tables(title, records[0])
        return
    if all({"name", "value"} <= record.keys() for record in records):
        yield from mapping_tables(title, {str(record["name"]): record for record in records})
        return
    parts: list[list[Part]] = [list(parts_of(record)) for record in records]
    found = [{part.name: part for part in each if isinstance(part, Leaf)} for each in parts]
    names = list(dict.fromkeys(name for each in found for name in each))
    labels = [name for name in names if name in LABELS]
    groups: dict[str, list[str]] = {}
    for name in names:
        if name not in labels:
            groups.setdefault(name.partition(".")[0] if "." in name else "", []).append(name)
    # What has a few entries only stands with the others.
    main = [name for group, members in groups.items() if not group or len(members) <= 3
            for name in members]
    tables: list[Table] = []
    for group, members in [("", main), *groups.items()]:
        if members and (members is main or (group and len(members) > 3)):
            rows = _record_rows(found, [*labels, *members])
            tables += _grid(_joined(title, group) if group else title, _columns_of(found, labels),
                            _columns_of(found, members), rows)
    left_out = sorted({part.name for each in parts for part in each
                       if isinstance(part, (Matrix, Series))})
    if left_out and tables:
        tables[-1].notes.append(f"Not shown here, but in the file: {', '.join(left_out)}.")
    yield from tables
    yield from _nested_tables(title, records, parts, labels)


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
