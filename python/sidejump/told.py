"""Messages of the program in the words of Python."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sidejump.errors import InputError, RunError, reworded
from sidejump.locations import Location, no_folder, path_text


# What is said of folders that cannot be made, before a run and in it.
_NO_FOLDER = re.compile(
    r"cannot write results into .*: ([^:]*)$|cannot create directories: (.*) \[.*\]$"
)


@contextmanager
def with_names(names: Mapping[str, str]) -> Iterator[None]:
    """Names files as they were named here, and those beside them likewise.

    Parameters
    ----------
    names : mapping of str to str
        By the whole paths of files what they are called.
    """
    try:
        yield
    except InputError as error:
        text, file, message = (
            _renamed(told, names) for told in (str(error), error.file, error.message)
        )
        raise InputError(text, file, error.line, error.key, message) from None
    except RunError as error:
        raise RunError(_renamed(str(error), names)) from None


def _renamed(text: str, names: Mapping[str, str]) -> str:
    known = dict(names)
    for path, name in names.items():
        folder = os.path.dirname(path)
        if folder not in ("", "/"):  # with which texts begin that are no paths
            known.setdefault(f"{folder}/", os.path.join(os.path.dirname(name), ""))
    # The longest first, and only where a path begins.
    paths = "|".join(re.escape(path) for path in sorted(known, key=len, reverse=True))
    return re.sub(rf"(?<![^\s\"'(])(?:{paths})", lambda found: known[found.group()], text)


@contextmanager
def without_options(out: Location | None) -> Iterator[None]:
    """Names the arguments of Python in place of the options of the program.

    Where there can be no folder for `out`, that is wrong, and nothing else.
    """
    try:
        yield
    except InputError as error:
        raise reworded(error, _arguments) from None
    except RunError as error:
        reason = _NO_FOLDER.search(str(error))
        if out is None or reason is None:
            raise RunError(_arguments(str(error))) from None
        raise no_folder(path_text(out), reason.group(1) or reason.group(2)) from None


def _arguments(text: str) -> str:
    found = re.sub(r"(?<![\w./-])--out(?![\w./-])", "out=", text)
    return re.sub(r"(?<![\w./-])--force(?![\w./-])", "force=True", found)


@contextmanager
def without_lines_of(called: str) -> Iterator[None]:
    """Leaves out the lines of a text that was made of arguments, which nobody has seen."""
    try:
        yield
    except InputError as error:
        if error.file != called or not error.line:
            raise
        text = str(error).replace(f"{called}:{error.line}: ", f"{called}: ", 1)
        raise InputError(text, called, 0, error.key, error.message) from None


@contextmanager
def without_arrays_of(called: str) -> Iterator[None]:
    """Says where arrays belong, if a list was found in the place of a number.

    Parameters
    ----------
    called : str
        The input, as in "a device".
    """
    try:
        yield
    except InputError as error:
        if "found a list of" not in error.message:
            raise
        more = f"; {called} takes one value there, sj.Sweep takes many"
        raise reworded(error, lambda text: text + more) from None
