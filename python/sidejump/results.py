"""Results of the program, read from its files.

`load` reads one, `load_all` all below a folder. None of it needs the compiled module.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sidejump.result import FILE_NAMES, Result, unknown_name
from sidejump.tables import FileState, ResultFileError, Table, as_table, damages_told

__all__ = ["from_data", "load", "load_all"]


def kind_of(data: Mapping[str, Any]) -> str | None:
    """The kind of result that the content of a JSON file is of; None if it is none of ours."""
    program = data.get("program")
    if not isinstance(program, dict) or program.get("name") != "sidejump":
        return None
    if isinstance(data.get("kind"), str):
        return str(data["kind"])
    marks = {
        "device": ("mesh_axes", "results"),
        "superconductor": ("points", "certificate"),
        "rashba": ("response", "findings"),
        "response": ("spatial_decay", "results"),
        "impurity": ("impurities",),
        "coefficients": ("alloy", "results"),
    }
    for kind, entries in marks.items():
        if all(entry in data for entry in entries):
            return kind
    results = data.get("results")
    if isinstance(results, list) and all("temperature" in entry for entry in results):
        return "thermal"
    return None


def from_data(
    kind: str, data: dict[str, Any], tables: Mapping[str, Mapping[str, Any]] | None = None
) -> Result:
    """A result in memory.

    Parameters
    ----------
    kind : str
        As `Result.kind`.
    data : dict
        What the file of the result would hold.
    tables : mapping
        Tables by name, each columns by name: arrays, quantities or pairs (array, unit).

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    from sidejump.result_kinds import KINDS

    if kind not in KINDS:
        raise ValueError(unknown_name(kind, sorted(KINDS), "among the kinds of results"))
    made = {name: as_table(columns) for name, columns in (tables or {}).items()}
    return KINDS[kind](data, None, made)


def _command_of(path: Path) -> str:
    """The command that takes an input file, by its sections."""
    try:
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        sections = {}
    commands = {
        "sweep": ("sweep",),
        "fit": ("model", "data"),
        "rashba": ("gas",),
        "superconductor": ("structure", "metal"),
        "device": ("geometry",),
    }
    for command, names in commands.items():
        if all(name in sections for name in names):
            return command
    return "coefficients"


def _read_json(path: Path) -> dict[str, Any]:
    if path.suffix == ".toml":
        raise ResultFileError(
            f"{path}: expected a result of sidejump, found an input: "
            f"`sidejump {_command_of(path)} {path}` makes a result of it"
        )
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except json.JSONDecodeError as error:
        raise ResultFileError(
            f"{path}:{error.lineno}:{error.colno}: expected JSON: {error.msg}"
        ) from None
    except UnicodeDecodeError:
        raise ResultFileError(
            f"{path}: expected a result of sidejump, JSON or HDF5, found neither"
        ) from None
    if not isinstance(data, dict):
        raise ResultFileError(f"{path}: expected an object, found a {type(data).__name__}")
    return data


def _load_file(path: Path) -> Result:
    """The result in a file; once more where that is replaced while it is read."""
    state, found = FileState.of(path), _read_file(path)
    if not state.lasts:
        state, found = FileState.of(path), _read_file(path)
        state.judge()
    return found


def _read_file(path: Path) -> Result:
    with damages_told(path):
        return _read_result(path)


def _read_result(path: Path) -> Result:
    from sidejump.result_kinds import KINDS, SweepResult

    with open(path, "rb") as file:
        start = file.read(8)
    if start == b"\x89HDF\r\n\x1a\n":
        return SweepResult.read(path)
    data = _read_json(path)
    kind = kind_of(data)
    if kind is None or kind not in KINDS:
        found = f"a result of kind {kind}" if kind else f"entries {', '.join(list(data)[:6])}"
        raise ResultFileError(
            f"{path}: expected a result of sidejump ({', '.join(sorted(KINDS))}), found {found}"
        )
    return KINDS[kind](data, path)


def _results_below(folder: Path) -> list[Result]:
    results = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix not in (".json", ".h5", ".hdf5"):
            continue
        try:
            results.append(_load_file(path))
        except ResultFileError:
            if path.name in FILE_NAMES.values():
                raise
    return results


def load_all(*paths: str | os.PathLike[str]) -> list[Result]:
    """The results in files and below folders, in the order of the paths.

    Below a folder files that are no results are passed over.

    Raises
    ------
    FileNotFoundError
        If a path is not there.
    ResultFileError
        If a file is no result of sidejump, or a folder has none.
    """
    results = []
    for given in paths:
        path = Path(given)
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file or folder")
        if path.is_dir():
            found = _results_below(path)
            if not found:
                raise ResultFileError(f"{path}: expected a folder with results, found none in it")
            results += found
        else:
            results.append(_load_file(path))
    return results


def load(path: str | os.PathLike[str]) -> Result:
    """The result in a file, or the only one below a folder.

    Parameters
    ----------
    path
        `result.json`, `thermal.json` ..., the HDF5 file of a sweep, or a folder.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ResultFileError
        If it is no result of sidejump, or the folder has several, which `load_all` takes.
    """
    results = load_all(path)
    if len(results) > 1:
        names = ", ".join(str(result.path) for result in results[:6])
        raise ResultFileError(
            f"{path}: expected one result, found {len(results)}: {names}"
            f"{' ...' if len(results) > 6 else ''}; load_all takes them all"
        )
    return results[0]
