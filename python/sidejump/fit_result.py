"""The result of a fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from sidejump.quantities import Quantity
from sidejump.result import Result, unknown_name
from sidejump.result_numbers import array, number, quantity
from sidejump.tables import Table, read_csv, unchanged

# What of a curve is in the unit of its data.
_MEASURED = ("y", "sigma", "fit", "residual")


class FitResult(Result):
    """`fit.json` of `sidejump fit`: parameters by name, fitted, tied and fixed ones.

    `NAME.standard_error` is the error of a fitted one, `interval(NAME)` its interval. Correlations
    and curves are in `data`; the table `curve` has the data and the fit. Where curves differ in
    their units, its columns `x_unit` and `y_unit` tell them row by row.
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
            elif isinstance(entry, (int, float)):
                found[name] = Quantity(number(entry))
        return found

    def _table_readers(self) -> dict[str, Callable[[], Table]]:
        file = self.folder / "curve.csv" if self.folder is not None else None
        return {"curve": unchanged(file, _curve)} if file is not None and file.exists() else {}

    def interval(self, name: str, level: float | None = 0.6827) -> Quantity:
        """Ends of the interval of a parameter, by the profile likelihood.

        Parameters
        ----------
        name : str
            A fitted parameter.
        level : float or None
            One of the confidence levels of the fit, which are 0.6827 and 0.9545 unless `levels`
            asks for others; None of the interval of Delta chi^2 = 1.

        Returns
        -------
        Quantity
            Lower and upper end. Infinite, with its sign, where the data do not limit the parameter
            on that side; `data["parameters"][name]["intervals"]` says how far it was followed.

        Raises
        ------
        KeyError
            If there is no such parameter.
        ValueError
            If it has no interval of this level.

        Examples
        --------
        >>> import sidejump as sj
        >>> fitted = sj.load("tunnelling-results")  # doctest: +SKIP
        >>> low, high = fitted.interval("spin_lifetime", 0.9545)  # doctest: +SKIP
        """
        entries = self.data["parameters"]
        if name not in entries:
            raise KeyError(unknown_name(name, list(entries), "among the parameters of this fit"))
        entry = entries[name]
        found = entry.get("intervals") or []
        for interval in found:
            if interval["level"] == level:
                ends = array([interval["low"], interval["high"]])
                followed = [interval[end] == "crossed" for end in ("low_end", "high_end")]
                ends = np.where(followed, ends, [-np.inf, np.inf])
                return Quantity(ends, entry["unit"], f"interval of {name}")
        levels = ", ".join(str(interval["level"]) for interval in found) or "none"
        raise ValueError(
            f"{name} ({entry['status']}): expected a level of its intervals ({levels}), found "
            f"{level}"
        )

    @property
    def findings(self) -> list[str]:
        return [str(told) for told in self.data.get("findings", [])]


def _curve(file: Path) -> Table:
    """The table of the curves, with the units of its columns where all rows have the same."""
    columns = dict(read_csv(file))
    for unit, names in (("x_unit", ("x",)), ("y_unit", _MEASURED)):
        told = set(np.asarray(columns[unit].value).tolist()) if unit in columns else set()
        if len(told) == 1:
            (common,) = told
            for name in names:
                if name in columns:
                    columns[name] = Quantity(columns[name].value, str(common))
    return Table(columns)
