"""Fits of measured curves."""

from __future__ import annotations

import os
import re
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sidejump import _sidejump
from sidejump.array_values import Collector, real_numbers
from sidejump.errors import InputError, mistake
from sidejump.fit_result import FitResult
from sidejump.inputs import Input
from sidejump.kept import in_folder
from sidejump.locations import Location, make_folder, path_text, whole_path
from sidejump.program import run_program
from sidejump.quantities import Quantity
from sidejump.result import Result
from sidejump.told import without_lines_of
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
) -> FitResult:
    """Fits a model to measured curves, as ``sidejump fit`` does.

    Parameters
    ----------
    file : path, optional
        A fit file; or else the sections of one:
    model : mapping
        Section ``[model]``; its ``base`` may be an `Alloy` or another input.
    data : mapping or sequence of mappings
        Sections ``[[data]]``. In place of a file and its columns, `x`, `y` and `sigma` may be arrays
        with a unit: a `Quantity`, or a pair (array, unit). One number with a unit is the `sigma` of
        all points.
    parameter : mapping or sequence of mappings
        Sections ``[[parameter]]``.
    background, settings : mapping, optional
        Sections ``[background]`` and ``[fit]``.
    out : path, optional
        The folder for the files of the result; beside them are those of the arrays.

    Returns
    -------
    FitResult
        Values with their units by the names of the parameters, and ``NAME.standard_error``;
        ``interval(NAME)`` has the intervals.

    Warns
    -----
    UserWarning
        Of a search that was given up, of residuals that are no noise, and of what the data cannot
        tell; these are the ``warnings`` and the ``findings`` of the result.

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
    sections: dict[str, Any] = {
        "model": model,
        "data": data,
        "parameter": parameter,
        "background": background,
        "fit": settings,
    }
    given = {name: section for name, section in sections.items() if section is not None}
    if file is not None:
        if given:
            raise TypeError(f"fit: expected a file alone, found {', '.join(given)} beside it")
        name = path_text(file)
        return _told(in_folder("fit", out, lambda folder: _run(name, folder, {})))
    if not {"model", "data", "parameter"} <= set(given):
        raise TypeError("fit: expected either a file, or model, data and parameter")
    files: dict[str, str] = {}
    given["model"] = _with_base(given["model"], files)
    given["data"] = [
        _with_columns(curve, number, files) for number, curve in enumerate(_listed(given["data"]))
    ]
    given["parameter"] = _listed(given["parameter"])
    plain = Collector("fit", lambda path: False).plain(given)
    judged = _sidejump.Document.from_values(plain, "fit").values()
    with without_lines_of("fit"):
        result = in_folder("fit", out, lambda folder: _run_sections(judged, files, folder))
    if out is None and result.folder is not None:
        # The files go with the result; what stood in their place remains.
        stood = {os.fspath(result.folder / name): _argument(name) for name in files}
        result.data = _with_texts(result.data, stood)
    return _told(result)


def _told(result: Result) -> FitResult:
    """The result, whose warnings and findings become warnings of Python."""
    assert isinstance(result, FitResult)
    for text in [*result.warnings, *result.findings]:
        warnings.warn(text, stacklevel=3)
    return result


def _argument(file: str) -> str:
    """The argument of which a file was made."""
    number = re.search(r"\d+", file)
    return f"data[{int(number.group()) - 1}]" if number else "model.base"


def _with_texts(value: Any, texts: Mapping[str, str]) -> Any:
    """A value with other texts in the place of some."""
    if isinstance(value, dict):
        return {key: _with_texts(entry, texts) for key, entry in value.items()}
    if isinstance(value, list):
        return [_with_texts(entry, texts) for entry in value]
    return texts.get(value, value) if isinstance(value, str) else value


def _run(file: str, folder: Path, called: Mapping[str, str]) -> None:
    run_program(["fit", file, "--out", os.fspath(folder)], file=file, called=called)


def _run_sections(sections: dict[str, Any], files: Mapping[str, str], folder: Path) -> None:
    """Runs a fit of sections, whose files are kept beside the result, which names them."""
    make_folder(folder)
    whole = {name: os.path.abspath(folder / name) for name in files}
    for name, text in files.items():
        Path(whole[name]).write_text(text, encoding="utf-8")
    for section, key in [(sections["model"], "base"), *((one, "file") for one in sections["data"])]:
        if isinstance(section.get(key), str):
            section[key] = whole.get(section[key], section[key])
    with tempfile.TemporaryDirectory(prefix="sidejump-") as place:
        file = os.path.join(place, "fit.toml")
        Path(file).write_text(toml_text(sections), encoding="utf-8")
        try:
            _run(file, folder, {file: "fit", **{path: name for name, path in whole.items()}})
        except InputError as error:
            raise _in_arrays(error, sections["data"]) from None


def _in_arrays(error: InputError, curves: Sequence[Mapping[str, Any]]) -> InputError:
    """The error of a file that was made of arrays, with the place in them."""
    written = re.fullmatch(r"data-(\d+)\.tsv", error.file)
    cell = re.fullmatch(r"column (\d+): (.*)", error.message)
    if written is None or cell is None:
        return error
    number = int(written.group(1)) - 1
    column = int(cell.group(1))
    keys = {"x": "x", "y": "y", "sigma_column": "sigma"}
    name = next(keys[key] for key in keys if curves[number].get(key, {}).get("column") == column)
    return _mistake(f"data[{number}].{name}[{error.line - 1}]", cell.group(2))


def _listed(
    sections: Mapping[str, Any] | Sequence[Mapping[str, Any]],
) -> list[Mapping[str, Any]]:
    return [sections] if isinstance(sections, Mapping) else list(sections)


def _with_base(model: Mapping[str, Any], files: dict[str, str]) -> Mapping[str, Any]:
    """The section of the model, with an input in it as a file."""
    base = model.get("base")
    if not isinstance(base, Input):
        return _with_whole_path(model, "base")
    files["base.toml"] = toml_text(base._as_table())
    return {**model, "base": "base.toml"}


def _with_whole_path(section: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A section whose file is found from any folder."""
    path = section.get(key)
    if not isinstance(path, (str, os.PathLike)):
        return section
    return {**section, key: whole_path(path_text(path))}


def _mistake(place: str, message: str) -> InputError:
    return mistake("fit", place, message)


def _with_unit(given: Any) -> tuple[Any, str] | None:
    """Numbers and unit of a `Quantity` or a pair; None of anything else."""
    if isinstance(given, Quantity):
        return given.value, given.unit
    if isinstance(given, (list, tuple)) and len(given) == 2 and isinstance(given[1], str):
        return given[0], given[1]
    return None


def _measured(curve: str, name: str, given: Any) -> tuple[NDArray[Any], str] | None:
    """Numbers and unit of an array with a unit; None of anything else."""
    place = f"{curve}.{name}"
    found = _with_unit(given)
    if found is None:
        if isinstance(given, (np.ndarray, Sequence)) and not isinstance(given, str):
            raise _mistake(place, f'expected numbers with a unit, as in ({name}, "1")')
        return None
    values, unit = found
    try:
        numbers = np.atleast_1d(real_numbers(values))
    except (TypeError, ValueError) as error:
        raise _mistake(place, str(error)) from None
    if numbers.size == 0:
        raise _mistake(place, "expected numbers, found an array without elements")
    if numbers.ndim != 1:
        shape = numbers.shape
        raise _mistake(place, f"expected an array of one dimension, found the shape {shape}")
    return numbers, unit


def _with_columns(
    curve: Mapping[str, Any], number: int, files: dict[str, str]
) -> Mapping[str, Any]:
    """A section [[data]], with its arrays in a file."""
    if "file" in curve:
        return _with_whole_path(curve, "file")
    place = f"data[{number}]"
    sigma = _with_unit(curve.get("sigma"))
    names = ["x", "y", "sigma"]
    if sigma is not None and np.ndim(sigma[0]) == 0:
        names.remove("sigma")  # one of all points is no column, but a text of the file
        curve = {**curve, "sigma": Quantity(*sigma)}
    columns = {
        name: found
        for name in names
        if (found := _measured(place, name, curve.get(name)))
    }
    if not {"x", "y"} <= set(columns):
        raise _mistake(place, "expected a file, or arrays x and y with units")
    sizes = {name: values.size for name, (values, _) in columns.items()}
    if len(set(sizes.values())) > 1:
        raise _mistake(place, f"expected arrays of one length, found {sizes}")
    file = f"data-{number + 1}.tsv"
    text = StringIO()
    np.savetxt(text, np.column_stack([values for values, _ in columns.values()]), fmt="%.17g",
               delimiter="\t")
    files[file] = text.getvalue()
    section: dict[str, Any] = {**curve, "file": file}
    for column, (name, (_, unit)) in enumerate(columns.items(), start=1):
        section["sigma_column" if name == "sigma" else name] = {"column": column, "unit": unit}
    if "sigma" in columns:
        del section["sigma"]
    return section
