"""The input of a result as a listing in the manner of TOML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

# Lists longer than this go on in further lines.
LINE_WIDTH = 100
# Digits of a number in a quantity: enough to read, without what conversion of units has left.
DIGITS = 12
# What stands behind an entry that was not given.
DEFAULT = "  # default"

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
# A file in a folder counted from the root, in a text: at its start, or behind a space or quote.
_ROOTED_PATH = re.compile(r"(?<![^\s\"'(=])/(?:[^\s/\"'()]+/)+([^\s/\"'():,]+)")


def without_folders(text: str) -> str:
    """A text with files named without the folders of the machine they are on.

    Examples
    --------
    >>> without_folders("mesh /home/me/work/two.msh: 30 cells, 5 m/s")
    'mesh …/two.msh: 30 cells, 5 m/s'
    """
    if text.startswith("/") and "\n" not in text:
        return f"…/{PurePosixPath(text).name}"
    return _ROOTED_PATH.sub(r"…/\1", text)


def _readable(text: str) -> str:
    """A quantity without the digits of rounding: "1.0000000000000001e-07 m" is "1e-07 m"."""
    number, space, unit = text.partition(" ")
    if not _NUMBER.fullmatch(number):
        return without_folders(text)
    return f"{float(number):.{DIGITS}g}{space}{unit}"


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(_readable(value), ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return '""'
    if isinstance(value, list):
        return "[" + ", ".join(_value(part) for part in value) + "]"
    if isinstance(value, dict):
        if not value:
            return "{}"
        parts = (f"{_key(name)} = {_value(part)}" for name, part in value.items())
        return "{ " + ", ".join(parts) + " }"
    return repr(value)


def _assignment(name: str, value: Any) -> Iterator[str]:
    line = f"{_key(name)} = {_value(value)}"
    if len(line) <= LINE_WIDTH or not isinstance(value, list):
        yield line
        return
    yield f"{_key(name)} = ["
    pending = ""
    for part in value:
        text = _value(part) + ","
        if pending and len(pending) + 1 + len(text) > LINE_WIDTH - 4:
            yield "    " + pending
            pending = text
        else:
            pending = f"{pending} {text}" if pending else text
    yield "    " + pending
    yield "]"


def _has_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(p, dict) for p in value)


def _is_list_of_tables(value: Any) -> bool:
    if not _has_tables(value):
        return False
    # Short objects, such as channels, are read more easily in a line each.
    return any(len(_value(part)) > LINE_WIDTH - 5 for part in value) or any(
        isinstance(inner, (dict, list)) for part in value for inner in part.values()
    )


def _given_inside(given: dict[str, Any] | None, name: str, place: int | None) -> Any:
    """What was given of a table, or of one of a list of tables; None if that cannot be told."""
    if given is None:
        return None
    inner = given.get(name, {} if place is None else [])
    if place is None:
        return inner if isinstance(inner, dict) else None
    if not isinstance(inner, list):
        return None
    inner = inner[place] if place < len(inner) else {}
    return inner if isinstance(inner, dict) else None


def _lines(table: dict[str, Any], path: str, given: dict[str, Any] | None) -> Iterator[str]:
    below: list[tuple[str, Any]] = []
    for name, value in table.items():
        tables = _is_list_of_tables(value) if given is None else _has_tables(value)
        if (isinstance(value, dict) and value) or tables:
            below.append((name, value))
            continue
        first, *rest = _assignment(name, value)
        yield first if given is None or name in given else f"{first}{DEFAULT}"
        yield from rest
    for name, value in below:
        head = f"{path}.{_key(name)}" if path else _key(name)
        for place, part in enumerate(value if isinstance(value, list) else [value]):
            yield ""
            yield f"[[{head}]]" if isinstance(value, list) else f"[{head}]"
            inside = _given_inside(given, name, place if isinstance(value, list) else None)
            yield from _lines(part, head, inside)


def input_listing(data: dict[str, Any], given: dict[str, Any] | None = None) -> str:
    """The listing of an input: TOML, with files named without their folders.

    Parameters
    ----------
    data
        The entry `input` of a result.
    given
        The input as it was given, if that is known: all other entries are marked as defaults.
    """
    return "\n".join(_lines(data, "", given)).strip("\n")
