"""Results whose files are kept as long as they are."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable
from pathlib import Path

from sidejump.locations import Location, path_text, whole_path
from sidejump.result import FILE_NAMES, Result
from sidejump.results import load
from sidejump.tables import LazyTables
from sidejump.told import without_options


def in_folder(name: str, out: Location | None, run: Callable[[Path], object]) -> Result:
    """The result that a run leaves in a folder.

    Parameters
    ----------
    name : str
        The kind of result. Its folder has this name where none is asked for: a temporary one, which
        goes with the tables of the result.
    out : path, optional
        The folder that is asked for, or of a sweep the file.
    run : callable
        Computes, and writes into the folder.
    """
    if out is not None:
        place = Path(path_text(out))
        # The tables beside it are read later, when another folder may be the current one.
        found = Path(whole_path(os.fspath(place)))
        with without_options(out):
            run(place)
        return load(found / FILE_NAMES[name] if name in FILE_NAMES else found)
    parent = tempfile.mkdtemp(prefix="sidejump-")
    try:
        folder = Path(parent) / name
        run(folder)
        result = load(folder)
    except BaseException:
        shutil.rmtree(parent, ignore_errors=True)
        raise
    if isinstance(result.tables, LazyTables):
        result.tables.files_are_temporary = True
    weakref.finalize(result.tables, _remove, parent, os.getpid())
    return result


def _remove(folder: str, owner: int) -> None:
    """Removes a folder, but not where the end of a forked process would take it from its parent."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
