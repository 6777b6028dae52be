"""One result: numbers by name with their units, tables, checks and warnings."""

from __future__ import annotations

import copy
import difflib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import numpy as np

from sidejump.quantities import Quantity
from sidejump.tables import FileState, LazyTables, Table, damages_told

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Self = TypeVar("Self", bound="Result")

# The names of the files, which results may also go without.
FILE_NAMES = {
    "coefficients": "result.json",
    "thermal": "thermal.json",
    "response": "response.json",
    "impurity": "impurity.json",
    "device": "device.json",
    "superconductor": "superconductor.json",
    "rashba": "rashba.json",
    "fit": "fit.json",
}


def ratio(above: Quantity, below: Quantity, name: str) -> Quantity:
    """One quantity over another; infinite over infinite is not a number."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = above / below
    value = np.asarray(found.value)
    return Quantity(value if value.ndim else value.item(), found.unit, name)


def unknown_name(name: str, known: Sequence[str], where: str) -> str:
    """What is said of a name that is not there."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f'no "{name}" {where}: did you mean "{close[0]}"?'
    listed = ", ".join(known[:12]) + (" ..." if len(known) > 12 else "")
    return f'no "{name}" {where}; there {"is" if len(known) == 1 else "are"} {listed or "none"}'


class Result:
    """What one command found: numbers by name with their units, tables, checks and warnings.

    Attributes
    ----------
    kind : str
        The command: ``"coefficients"``, ``"thermal"``, ``"response"``, ``"impurity"``,
        ``"device"``, ``"superconductor"``, ``"rashba"``, ``"sweep"`` ...
    path : Path or None
        The file; None of a result that was made in memory, and of a copy of one whose files are
        temporary, as they go with the first one.
    data : dict
        The content of the file.
    tables : mapping of str to Table
        Tables that lie beside it, read when they are asked for.
    """

    kind: ClassVar[str] = ""

    def __init__(
        self,
        data: dict[str, Any],
        path: Path | None = None,
        tables: Mapping[str, Table] | None = None,
    ) -> None:
        self.data = data
        self.path = path
        self.tables: Mapping[str, Table] = (
            tables if tables is not None else LazyTables(self._table_readers())
        )
        self._found: dict[str, Quantity] | None = None
        self._file = FileState.of(path) if path is not None else None

    # What a kind of result defines.

    def _quantities(self) -> dict[str, Quantity]:
        """All numbers by name."""
        return {}

    def _table_readers(self) -> dict[str, Callable[[], Table]]:
        """How the tables beside the file are read, by name."""
        return {}

    # What all have.

    def __copy__(self: Self) -> Self:
        """With the same tables, which keep temporary files, too."""
        made = type(self).__new__(type(self))
        made.__dict__.update(self.__dict__)
        return made

    def __getstate__(self) -> dict[str, Any]:
        if isinstance(self.tables, LazyTables) and self.tables.files_are_temporary:
            return {**self.__dict__, "path": None, "_file": None}
        return self.__dict__

    @property
    def has_its_file(self) -> bool:
        """Whether the file is there, and nothing has been written to it since it was loaded."""
        return self._file is not None and self._file.lasts

    @property
    def folder(self) -> Path | None:
        """Where the file is."""
        return self.path.parent if self.path is not None else None

    @property
    def quantities(self) -> Mapping[str, Quantity]:
        """All numbers by name.

        Raises
        ------
        ResultFileError
            If the file has not the content of its kind.
        """
        if self._found is None:
            with damages_told(self.path or self.kind):
                self._found = self._quantities()
            for found in self._found.values():
                if isinstance(found.value, np.ndarray):
                    found.value.setflags(write=False)
        return MappingProxyType(self._found)

    def names(self) -> list[str]:
        """What the brackets take."""
        return list(self.quantities)

    def __getitem__(self, name: str) -> Quantity:
        """A number by its name, or a ratio of two: `result["seebeck/resistivity"]`.

        Raises
        ------
        KeyError
            If there is no such number; the text says what is near.
        """
        if not isinstance(name, str):
            raise TypeError(f"expected the name of a number, found {name!r}")
        if name not in self.quantities and "/" in name:
            above, _, below = name.rpartition("/")
            return self._ratio(above, below, name)
        try:
            return self.quantities[name]
        except KeyError:
            told = unknown_name(name, self.names(), f"in this {self.kind} result")
            raise KeyError(told) from None

    def _ratio(self, above: str, below: str, name: str) -> Quantity:
        """One of the numbers over another one."""
        return ratio(self[above], self[below], name)

    def __contains__(self, name: object) -> bool:
        if name in self.quantities or not isinstance(name, str) or "/" not in name:
            return name in self.quantities
        try:
            self[name]
        except (KeyError, TypeError, ValueError):  # of words, or of units with an offset
            return False
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self.quantities)

    def __len__(self) -> int:
        return len(self.quantities)

    @property
    def input(self) -> dict[str, Any]:
        """What was computed: the input with all defaults, quantities as text with a unit."""
        found: dict[str, Any] = self.data.get("input", {})
        return found

    @property
    def program(self) -> dict[str, Any]:
        """Name and version of the program."""
        found: dict[str, Any] = self.data.get("program", {})
        return found

    @property
    def warnings(self) -> list[str]:
        return list(self.data.get("warnings", []))

    @property
    def findings(self) -> list[str]:
        """What the data of a fit cannot tell; results of other kinds have none."""
        return []

    @property
    def checks(self) -> dict[str, dict[str, Any]]:
        """Laws that the result was tested on.

        Each has `value`, `limit`, `passed` (None if the law has no meaning here) and `meaning`.
        """
        found = {}
        for name, check in {
            **self.data.get("checks", {}),
            **self.data.get("certificate", {}),
        }.items():
            value = check.get("residual", check.get("value"))
            limit = check.get("tolerance", check.get("limit"))
            found[name] = {
                "value": value,
                "limit": limit,
                "passed": None if value is None or limit is None else bool(value <= limit),
                "meaning": check.get("statement", check.get("meaning", "")),
            }
        return found

    @property
    def title(self) -> str:
        """A short name: that of the folder of `result.json`, of a sweep that of its file."""
        if self.path is None:
            return self.kind
        place = self.path.resolve()
        return place.parent.name if place.name in FILE_NAMES.values() else place.stem

    def to_dict(self) -> dict[str, Any]:
        """The content of the file, as a copy."""
        return copy.deepcopy(self.data)

    def figures(
        self,
        quantities: str | Iterable[str] = (),
        x: str | None = None,
        log: str | None = None,
        width: str | None = None,
    ) -> list[tuple[str, str, Figure]]:
        """All figures that can be drawn: a short name, a title, and the figure of each.

        The parameters are those of `plot`.
        """
        from sidejump.figures import draw

        found = draw([self], quantities=quantities, x=x, log=log, width=width)
        return [(drawn.name, drawn.title, drawn.figure) for drawn in found]

    def plot(
        self,
        figure: str | None = None,
        quantities: str | Iterable[str] = (),
        x: str | None = None,
        log: str | None = None,
        width: str | None = None,
    ) -> Figure:
        """The figure that says most, or the one that is asked for.

        Parameters
        ----------
        figure : str
            The short name of one of `figures()`.
        quantities : str or iterable of str
            What is drawn, by names of results; ``"a/b"`` is the ratio of two.
        x : str
            What it is drawn against: an axis or an output of a sweep.
        log : str
            ``"x"``, ``"y"``, ``"xy"`` or ``"none"``: logarithmic axes; chosen by the numbers if
            left out.
        width : str
            ``"single"`` or ``"double"``, 86 or 178 mm.

        Raises
        ------
        FigureError
            If nothing can be drawn, or what was asked for is not there.
        """
        from sidejump.figures import draw_one

        return draw_one(self, figure, quantities=quantities, x=x, log=log, width=width)

    def report(
        self, out: str | os.PathLike[str], title: str | None = None, figures: bool = True
    ) -> Path:
        """Writes one page of HTML on the result; see `sidejump.write_report`.

        Returns
        -------
        Path
            The page.
        """
        from sidejump.report.page import write_report

        return write_report(self, out, title, figures)

    def __repr__(self) -> str:
        place = f" {self.path}" if self.path is not None else ""
        told = len(self.warnings) + len(self.findings)
        warned = f", {told} warning{'s' if told > 1 else ''}" if told else ""
        counts = f"{len(self)} quantities, {len(self.tables)} tables{warned}"
        return f"<{type(self).__name__}{place}: {counts}>"

    def __str__(self) -> str:
        from sidejump.result_text import text_of

        return text_of(self)

    def _repr_html_(self) -> str:
        from sidejump.result_html import table_of

        return table_of(self)
