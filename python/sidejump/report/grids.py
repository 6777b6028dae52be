"""The shapes of tables: quantities in rows, or records in rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from sidejump.report.cells import Cell
from sidejump.unit_text import unit_text

# Rows that a page shows of a table; the file has the rest.
MOST_ROWS = 200
# Columns of numbers beside those that name the row.
MOST_COLUMNS = 6
# Letters that fit beside each other on a window of 1100 pixels, and those that the space between
# columns and the sign of a column that can be sorted take.
ROOM, _BETWEEN, _SORTABLE = 120.0, 2.7, 2.0
# Records up to this many are columns where they have more entries than that.
FEW_RECORDS = 5


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
    notes : list of str
        What stands below.
    """

    title: str
    columns: list[Column]
    rows: list[list[Cell]]
    quantities: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def meanings(self) -> list[Column]:
        """The columns of which the text below says what they are."""
        if self.quantities:
            return []
        return [column for column in self.columns if column.meaning not in ("", column.name)]

    @property
    def form(self) -> str:
        """Classes of the element: whether its rows may be folded, whether it fills the page."""
        if not self.quantities:
            return ""
        folds = sum(column.numeric for column in self.columns) == 1
        full = any(column.name == "meaning" for column in self.columns)
        return f"quantities{' folds' if folds else ''}{' full' if full else ''}"


@dataclass(frozen=True)
class Row:
    """A quantity: its name, the cells of its values, its unit and its meaning."""

    name: str
    cells: list[Cell]
    unit: str = ""
    meaning: str = ""


def title_text(name: str) -> str:
    """A key as a title: `spin_evolution` is Spin evolution."""
    text = name.replace("_", " ").replace(".", ": ").strip()
    return text[:1].upper() + text[1:]


def quantity_table(title: str, heads: Sequence[str], rows: Sequence[Row]) -> Table:
    """One quantity in each row, with one value or several beside each other.

    Parameters
    ----------
    heads
        Of the columns of values.
    """
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


def _record_head(labels: Sequence[Column], row: Sequence[Cell]) -> Markup:
    parts = []
    for column, shown in zip(labels, row):
        unit = Markup("\u00a0") + escape(column.unit) if column.unit else Markup()
        parts.append(escape(column.name) + Markup(" ") + escape(shown.shown) + unit)
    return Markup(", ").join(parts)


def _column_width(head: str, cells: Sequence[Cell]) -> float:
    """Letters that a column takes; its head breaks behind underscores, dots and spaces."""
    longest = max((len(part) for part in re.split(r"(?<=[_. ])", head)), default=0)
    return max([longest + _SORTABLE, *(cell.length for cell in cells)]) + _BETWEEN


def _pieces(widths: Sequence[float], room: float, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of columns that fit beside each other, one of them at least, `most` at most."""
    first, left = 0, room
    for place, width in enumerate(widths):
        if place > first and (width > left or place - first == most):
            yield first, place
            first, left = place, room
        left -= width
    yield first, len(widths)


def _beside(columns: Sequence[Column]) -> float:
    """Letters that names, units and meanings take beside the values of quantities."""
    names = max(len(column.name) for column in columns)
    units = max(len(column.unit) for column in columns)
    words = [word for column in columns for word in column.meaning.split()]
    meanings = max(map(len, words)) if words else -_BETWEEN
    return names + units + meanings + 3 * _BETWEEN


def record_grid(
    title: str, labels: list[Column], columns: list[Column], rows: list[list[Cell]]
) -> list[Table]:
    """Records in rows, or in columns if they are few with many entries; wide ones in parts.

    Parameters
    ----------
    labels
        The first columns, which name the row and are in all parts.
    columns
        The further ones.
    rows
        Cells of labels and columns.
    """
    begin = len(labels)
    across = 1 < len(rows) <= FEW_RECORDS and len(columns) > max(len(rows), MOST_COLUMNS)
    if across:
        widths = [
            _column_width(_record_head(labels, row[:begin]).striptags(), row[begin:])
            for row in rows
        ]
        pieces = list(_pieces(widths, ROOM - _beside(columns), FEW_RECORDS))
    else:
        each = [
            _column_width(column.name, [row[place] for row in rows])
            for place, column in enumerate([*labels, *columns])
        ]
        pieces = list(_pieces(each[begin:], ROOM - sum(each[:begin]), MOST_COLUMNS))
    tables = []
    for number, (first, last) in enumerate(pieces, start=1):
        part = f"{title} ({number} of {len(pieces)})" if len(pieces) > 1 else title
        if across:
            heads = [_record_head(labels, row[:begin]) or f"{place}"
                     for place, row in enumerate(rows[first:last], start=first + 1)]
            found = [
                Row(column.name, [row[place] for row in rows[first:last]], column.unit,
                    column.meaning)
                for place, column in enumerate(columns, start=begin)
            ]
            tables.append(quantity_table(part, heads, found))
            continue
        shown = [[*row[:begin], *row[begin + first : begin + last]] for row in rows[:MOST_ROWS]]
        table = Table(part, [*labels, *columns[first:last]], shown)
        if len(rows) > MOST_ROWS:
            table.notes.append(f"The first {MOST_ROWS} of {len(rows)} rows; the file has all.")
        tables.append(table)
    return tables
