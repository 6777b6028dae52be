"""The shapes of tables: quantities in rows, or records in rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from sidejump.report.cells import Cell
from sidejump.unit_text import unit_text

# Rows that a page shows of a table; the file has the rest.
MOST_ROWS = 200
# Columns of numbers beside those that name the row, so that a table fits on a sheet.
MOST_COLUMNS = 6
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


def _pieces(widths: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Ranges of columns that fit beside each other."""
    first, room = 0, most
    for place, width in enumerate(widths):
        if width > room and place > first:
            yield first, place
            first, room = place, most
        room -= width
    yield first, len(widths)


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
        widths = [max(cell.width for cell in row[begin:]) for row in rows]
    else:
        numbers = range(begin, begin + len(columns))
        widths = [max((row[place].width for row in rows), default=1) for place in numbers]
    most = MOST_COLUMNS
    if across:
        # What the quantities mean needs room beside them.
        most = FEW_RECORDS if max(widths) == 1 else FEW_RECORDS - 1
    pieces = list(_pieces(widths, most))
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
