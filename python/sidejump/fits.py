"""Fits of measured curves."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sidejump.kept import Location, in_folder
from sidejump.program import run_program
from sidejump.quantities import Quantity
from sidejump.result import Result
from sidejump.toml_text import toml_text


def fit(
    file: Location | None = None,
    *,
    model: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    parameter: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    background: Mapping[str, Any] | None = None,
    settings: Mapping[str, Any] | None = None,
    out: Location | None = None,
) -> Result:
    """Fits a model to measured curves, as ``sidejump fit`` does.

    Parameters
    ----------
    file : path, optional
        A fit file; or else the sections of one:
    model : mapping
        Section ``[model]``.
    data : mapping or sequence of mappings
        Sections ``[[data]]``. In place of a file and its columns, `x`, `y` and `sigma` may be arrays
        with a unit: a `Quantity`, or a pair (array, unit).
    parameter : mapping or sequence of mappings
        Sections ``[[parameter]]``.
    background, settings : mapping, optional
        Sections ``[background]`` and ``[fit]``.
    out : path, optional
        The folder for the files of the result.

    Returns
    -------
    Result
        Values with their units by the names of the parameters, and ``NAME.standard_error``;
        `findings` in its data say what the data cannot tell.

    Raises
    ------
    InputError
        With the messages of the program: fewer points than parameters, a point that is no number,
        a column without unit, bounds that leave the start value out, and so on.
    RunError
        If no minimum is found, or there is no program.

    Notes
    -----
    The keys are those of a `fit file <../reference/fit.html>`_; paths in them are taken from the
    current folder.

    Examples
    --------
    >>> import sidejump as sj
    >>> result = sj.fit("tunnelling.toml")  # doctest: +SKIP
    >>> result["spin_lifetime"]  # doctest: +SKIP
    """
    if (file is None) == (model is None):
        raise TypeError("fit: expected either a file, or model, data and parameter")
    if file is not None:
        return _run(os.fspath(file), out)
    if data is None or parameter is None:
        raise TypeError("fit: expected data and parameter beside model")
    with tempfile.TemporaryDirectory(prefix="sidejump-") as place:
        folder = Path(place)
        sections: dict[str, Any] = {
            "model": _absolute(model or {}, "base"),
            "data": [
                _curve(curve, folder, number) for number, curve in enumerate(_listed(data), start=1)
            ],
            "parameter": [dict(one) for one in _listed(parameter)],
            "background": background,
            "fit": settings,
        }
        path = folder / "fit.toml"
        path.write_text(
            toml_text({key: value for key, value in sections.items() if value is not None}),
            encoding="utf-8",
        )
        return _run(os.fspath(path), out)


def _run(path: str, out: Location | None) -> Result:
    return in_folder(
        "fit", out, lambda folder: run_program(["fit", path, "--out", os.fspath(folder)], file=path)
    )


def _listed(
    sections: Mapping[str, Any] | Sequence[Mapping[str, Any]],
) -> Sequence[Mapping[str, Any]]:
    return [sections] if isinstance(sections, Mapping) else sections


def _absolute(section: Mapping[str, Any], key: str) -> dict[str, Any]:
    """A section whose file is found from any folder."""
    found = dict(section)
    if isinstance(found.get(key), (str, os.PathLike)):
        found[key] = os.path.abspath(found[key])
    return found


def _measured(name: str, given: Any) -> tuple[np.ndarray[Any, Any], str] | None:
    """Numbers and unit of an array with a unit; None of anything else."""
    if isinstance(given, Quantity):
        return np.atleast_1d(np.asarray(given.value, dtype=float)), given.unit
    if isinstance(given, Sequence) and not isinstance(given, str) and len(given) == 2:
        values, unit = given
        if isinstance(unit, str):
            return np.atleast_1d(np.asarray(values, dtype=float)), unit
    if isinstance(given, (np.ndarray, Sequence)) and not isinstance(given, str):
        raise ValueError(f"fit: {name}: expected numbers with a unit, as in ({name}, \"1\")")
    return None


def _curve(curve: Mapping[str, Any], folder: Path, number: int) -> dict[str, Any]:
    """A section [[data]], with its arrays in a file."""
    section = _absolute(curve, "file")
    if "file" in section:
        return section
    columns = {
        name: found for name in ("x", "y", "sigma") if (found := _measured(name, section.get(name)))
    }
    if not {"x", "y"} <= set(columns):
        raise ValueError(f"fit: data[{number - 1}]: expected a file, or arrays x and y with units")
    sizes = {name: values.size for name, (values, _) in columns.items()}
    if len(set(sizes.values())) > 1:
        raise ValueError(f"fit: data[{number - 1}]: expected arrays of one length, found {sizes}")
    path = folder / f"data-{number}.tsv"
    np.savetxt(path, np.column_stack([values for values, _ in columns.values()]), fmt="%.17g",
               delimiter="\t")
    section["file"] = os.fspath(path)
    for place, (name, (_, unit)) in enumerate(columns.items(), start=1):
        section["sigma_column" if name == "sigma" else name] = {"column": place, "unit": unit}
    if "sigma" in columns:
        del section["sigma"]
    return section
