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


def _is_list_of_tables(value: Any) -> bool:
    if not isinstance(value, list) or not value:
        return False
    if not all(isinstance(part, dict) for part in value):
        return False
    # Short objects, such as channels, are read more easily in a line each.
    return any(len(_value(part)) > LINE_WIDTH - 5 for part in value) or any(
        isinstance(inner, (dict, list)) for part in value for inner in part.values()
    )


def _lines(table: dict[str, Any], path: str) -> Iterator[str]:
    below: list[tuple[str, Any]] = []
    for name, value in table.items():
        if (isinstance(value, dict) and value) or _is_list_of_tables(value):
            below.append((name, value))
        else:
            yield from _assignment(name, value)
    for name, value in below:
        place = f"{path}.{_key(name)}" if path else _key(name)
        for part in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{place}]]" if isinstance(value, list) else f"[{place}]"
            yield from _lines(part, place)


def input_listing(data: dict[str, Any]) -> str:
    """The listing of an input: TOML, with files named without their folders.

    Parameters
    ----------
    data
        The entry `input` of a result.
    """
    return "\n".join(_lines(data, "")).strip("\n")
