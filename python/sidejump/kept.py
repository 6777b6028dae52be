"""Results whose files are kept as long as they are."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable
from pathlib import Path

from sidejump.result import Result
from sidejump.results import load

Location = str | os.PathLike[str]


def in_folder(name: str, out: Location | None, run: Callable[[Path], object]) -> Result:
    """The result that a run leaves in a folder.

    Parameters
    ----------
    name : str
        Of the folder where none is asked for: a temporary one, which goes with the result.
    out : path, optional
        The folder that is asked for.
    run : callable
        Computes, and writes into the folder.
    """
    if out is not None:
        run(Path(out))
        return load(out)
    parent = tempfile.mkdtemp(prefix="sidejump-")
    try:
        folder = Path(parent) / name
        run(folder)
        result = load(folder)
    except BaseException:
        shutil.rmtree(parent, ignore_errors=True)
        raise
    weakref.finalize(result, shutil.rmtree, parent, True)
    return result
