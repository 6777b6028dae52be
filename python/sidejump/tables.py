"""Tables that lie beside a result: CSV, TSV and HDF5."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sidejump.quantities import Quantity


class ResultFileError(ValueError):
    """A file that is no result of sidejump, or is damaged; the text names it."""


@contextmanager
def damages_told(place: object) -> Iterator[None]:
    """Says of a content that is not that of its kind of result that it is damaged."""
    try:
        yield
    except ResultFileError:
        raise
    except (
        AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError,
    ) as error:  # fmt: skip
        told = f"{type(error).__name__}: {error}"
        raise ResultFileError(f"{place}: damaged: {told}") from None


class Table(Mapping[str, Quantity]):
    """Columns by name, each an array with its unit; of HDF5 files all numbers and texts."""

    def __init__(
        self, columns: Mapping[str, Quantity], attributes: Mapping[str, Any] | None = None
    ) -> None:
        self._columns = dict(columns)
        self.attributes = dict(attributes or {})

    def __getitem__(self, name: str) -> Quantity:
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __repr__(self) -> str:
        parts = (f"{name} [{column.unit}]" for name, column in self._columns.items())
        return f"<Table {', '.join(parts)}>"


class LazyTables(Mapping[str, Table]):
    """Tables by name, each read when it is first asked for.

    Attributes
    ----------
    files_are_temporary : bool
        Whether the files are there only as long as this; its copies have read all of them.
    """

    def __init__(
        self,
        readers: Mapping[str, Callable[[], Table]],
        read: Mapping[str, Table] | None = None,
    ) -> None:
        self._readers = dict(readers)
        self._read = dict(read or {})  # those that have been
        self.files_are_temporary = False

    def __getstate__(self) -> dict[str, Any]:
        if self.files_are_temporary:
            for name in self:
                self[name]
        return self.__dict__

    def __getitem__(self, name: str) -> Table:
        if name not in self._read:
            self._read[name] = self._readers[name]()
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._readers | self._read)

    def __len__(self) -> int:
        return len(self._readers | self._read)

    def __repr__(self) -> str:
        return f"<Tables {', '.join(self) or 'none'}>"


def as_table(columns: Mapping[str, Any]) -> Table:
    """A table from copies of arrays, quantities or pairs (array, unit)."""

    def column(values: Any) -> Quantity:
        if isinstance(values, tuple) and len(values) == 2 and isinstance(values[1], str):
            values = Quantity(*values)
        elif not isinstance(values, Quantity):
            values = Quantity(values)
        return Quantity(np.array(values), values.unit, values.meaning)

    return Table({name: column(values) for name, values in columns.items()})


def _numbers(cells: list[str], path: Path, name: str) -> NDArray[Any]:
    try:
        return np.array([float(cell) if cell else np.nan for cell in cells])
    except ValueError:
        try:
            return np.array(cells)
        except ValueError as error:
            raise ResultFileError(f"{path}: column {name}: {error}") from None


def read_csv(path: Path) -> Table:
    """A CSV file whose first row has names such as ``current [A]``."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    if not rows:
        raise ResultFileError(f"{path}: expected a table with a heading, found an empty file")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise ResultFileError(
                f"{path}:{number}: expected {len(rows[0])} columns, found {len(row)}"
            )
    columns = {}
    for place, heading in enumerate(rows[0]):
        found = re.fullmatch(r"(.*?)(?: \[(.*)\])?", heading)
        assert found is not None
        name, unit = found.group(1), found.group(2) or "1"
        columns[name] = Quantity(_numbers([row[place] for row in rows[1:]], path, name), unit)
    return Table(columns)


def read_phase_shifts(path: Path) -> Table:
    """A table of phase shifts that `sidejump impurity` wrote: energy, phase_shift, inelastic."""
    try:
        return Table(phase_shift_columns(path))
    except ValueError as error:
        raise ResultFileError(f"{path}: expected a table of phase shifts: {error}") from None


def phase_shift_columns(source: Path | list[str]) -> dict[str, Quantity]:
    """The columns of a table of phase shifts, from its file or its lines."""
    rows = np.loadtxt(source, comments="#", ndmin=2)
    if rows.shape[1] < 2:
        raise ValueError(f"expected 2 or 3 columns, found {rows.shape[1]}")
    inelastic = rows[:, 2] if rows.shape[1] > 2 else np.ones(len(rows))
    return {
        "energy": Quantity(rows[:, 0], "eV", "from the Fermi energy"),
        "phase_shift": Quantity(rows[:, 1], "rad", "eta"),
        "inelastic": Quantity(inelastic, "1", "|s|"),
    }


def text_of(value: Any) -> str:
    """Text of an attribute, which is bytes in some HDF5 files."""
    return value.decode() if isinstance(value, bytes) else str(value)


def table_of(file: Any) -> Table:
    """All data sets of an open HDF5 file, with their units; text comes as an array of `str`."""
    import h5py

    columns = {}
    for name, data in file.items():
        if not isinstance(data, h5py.Dataset):
            continue
        text = h5py.check_string_dtype(data.dtype) is not None
        unit = data.attrs.get("unit", data.attrs.get("units", "1"))
        meaning = data.attrs.get("meaning", data.attrs.get("description", ""))
        values = np.asarray(data.asstr()[()], dtype=str) if text else np.asarray(data[()])
        columns[name] = Quantity(values, text_of(unit), text_of(meaning))
    return Table(columns, dict(file.attrs))


def read_hdf5(path: Path) -> Table:
    """All data sets of an HDF5 file: `table_of` it."""
    import h5py

    try:
        with h5py.File(path) as file:
            return table_of(file)
    except OSError as error:
        if not path.exists():
            raise
        raise ResultFileError(f"{path}: expected an HDF5 file: {error}") from None


@dataclass(frozen=True)
class FileState:
    """What tells whether a file is still the one that it was."""

    path: Path
    state: tuple[int, ...]

    @classmethod
    def of(cls, path: Path) -> FileState:
        """That of now; of a file that is not there the empty one."""
        return cls(path, _state(path))

    @property
    def lasts(self) -> bool:
        """Whether the file is there and has not been written since."""
        return bool(self.state) and _state(self.path) == self.state

    def judge(self) -> None:
        """Refuses a file that has been written since.

        Raises
        ------
        FileNotFoundError
            If it is no longer there.
        ResultFileError
            If it is another one.
        """
        if not self.path.exists():
            raise FileNotFoundError(f"{self.path}: no longer there")
        if not self.lasts:
            raise ResultFileError(
                f"{self.path}: has been written anew since the result beside it was loaded; load "
                "that again"
            )


def _state(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def unchanged(path: Path, read: Callable[[Path], Table]) -> Callable[[], Table]:
    """How a file is read later on, if it still is as it is now."""
    return partial(_read_unchanged, FileState.of(path), read)


def _read_unchanged(file: FileState, read: Callable[[Path], Table]) -> Table:
    file.judge()
    return read(file.path)


def tables_in(folder: Path | None, files: Iterable[str]) -> dict[str, Callable[[], Table]]:
    """How those of the files are read that are there, by their names.

    The names of CSV and HDF5 files go without what is behind the dot.
    """
    readers: dict[str, Callable[[], Table]] = {}
    if folder is None:
        return readers
    for name in files:
        path = folder / name
        if not path.exists():
            continue
        if path.suffix == ".tsv":
            readers[name] = unchanged(path, read_phase_shifts)
        else:
            readers[path.stem] = unchanged(path, read_hdf5 if path.suffix == ".h5" else read_csv)
    return readers
