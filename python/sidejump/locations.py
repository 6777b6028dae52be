"""Where files are: paths that are given, and those that inputs name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sidejump import _sidejump
from sidejump.errors import InputError, mistake

Location = str | os.PathLike[str]

# Keys whose texts name other files.
_FILE_KEYS = ("file", "table")


def path_text(path: Location) -> str:
    """A path as the program takes it.

    Raises
    ------
    TypeError
        If it is no path, or one of bytes.
    ValueError
        If it is not UTF-8, which messages and results are, or no path of any file.
    """
    text: Any = os.fspath(path)
    if not isinstance(text, str):
        raise TypeError(f"expected a path as a text, found {text!r}")
    if "\0" in text:
        raise ValueError(f"expected a path without NUL, found {text!r}")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"expected a path in UTF-8, found {text!r}") from None
    return text


def whole_path(path: str) -> str:
    """A path from any folder: the current one is put before it, links and dots are left."""
    if os.path.isabs(path):
        return path
    try:
        return os.path.join(os.getcwd(), path)
    except FileNotFoundError:  # the current folder is no longer there, and so no file in it
        return path


def make_folder(folder: Path) -> None:
    """Makes a folder for results where there is none.

    Raises
    ------
    InputError
        If that cannot be.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise no_folder(os.fspath(folder), error.strerror or str(error)) from None


def no_folder(out: str, reason: str) -> InputError:
    """The mistake of results that have no folder."""
    message = f"expected a folder for out= that can be made or written into, found: {reason}"
    return mistake(out, "", message)


def unchanged(document: _sidejump.Document) -> str:
    """The path of the file from which a document was read.

    Raises
    ------
    InputError
        If the file is no longer what has been read.
    """
    if _sidejump.Document.from_file(document.name).text != document.text:
        message = "has changed since it was read; from_file() reads it again"
        raise mistake(document.name, "", message)
    return document.name


def with_whole_paths(value: Any, folder: Path) -> Any:
    """The values of an input with the whole paths of the files that it looks for from a folder."""
    if isinstance(value, dict):
        return {
            key: os.fspath(folder / entry)
            if key in _FILE_KEYS and isinstance(entry, str)
            else with_whole_paths(entry, folder)
            for key, entry in value.items()
        }
    if isinstance(value, list):
        return [with_whole_paths(element, folder) for element in value]
    return value
