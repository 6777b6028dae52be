"""The result of a fit."""

from __future__ import annotations

from collections.abc import Callable

from sidejump.quantities import Quantity
from sidejump.result import Result
from sidejump.result_numbers import number, quantity
from sidejump.tables import Table, tables_in


class FitResult(Result):
    """`fit.json` of `sidejump fit`: parameters by name, fitted, tied and fixed ones.

    `NAME.standard_error` is the error of a fitted one. Intervals, correlations and curves are in
    `data`; the table `curve` has the data and the fit.
    """

    kind = "fit"

    def _quantities(self) -> dict[str, Quantity]:
        found = {}
        for name, entry in self.data["parameters"].items():
            meaning = str(entry.get("meaning", entry["status"]))
            found[name] = Quantity(number(entry["value"]), entry["unit"], meaning)
            if entry.get("standard_error") is not None:
                error = number(entry["standard_error"])
                found[f"{name}.standard_error"] = Quantity(error, entry["unit"], f"of {name}")
        for name, entry in self.data["quality"].items():
            if isinstance(entry, dict):
                found[name] = quantity(entry)
            elif entry is not None:
                found[name] = Quantity(number(entry))
        return found

    def _table_readers(self) -> dict[str, Callable[[], Table]]:
        return tables_in(self.folder, ("curve.csv",))
