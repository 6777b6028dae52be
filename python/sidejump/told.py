"""Messages of the program in the words of Python."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sidejump.errors import InputError, RunError


@contextmanager
def without_options() -> Iterator[None]:
    """Names the arguments of Python in place of the options of the program."""
    try:
        yield
    except InputError as error:
        raise InputError(
            _arguments(str(error)), error.file, error.line, error.key, _arguments(error.message)
        ) from None
    except RunError as error:
        raise RunError(_arguments(str(error))) from None


def _arguments(text: str) -> str:
    return text.replace("--out", "out=").replace("--force", "force=True")


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
        raise InputError(
            str(error) + more, error.file, error.line, error.key, error.message + more
        ) from None
