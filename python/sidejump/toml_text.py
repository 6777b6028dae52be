"""Values of Python as the text of an input file."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def _text(text: str) -> str:
    # JSON escapes the same characters in the same way, all but DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)


def _number(value: float) -> str:
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    text = repr(float(value))  # numpy 2 writes the type of its numbers
    return text if re.search(r"[.e]", text) else text + ".0"


def _value(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        entries = (f"{_key(name)} = {_value(entry)}" for name, entry in value.items())
        return "{ " + ", ".join(entries) + " }" if value else "{}"
    return "[" + ", ".join(_value(element) for element in value) + "]"


def _is_list_of_tables(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(element, Mapping) for element in value)
    )


def _section(name: str, table: Mapping[str, Any], lines: list[str]) -> None:
    """The entries of a table, then the tables in it under headings of their own."""
    nested = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            nested.append((key, value, False))
        elif _is_list_of_tables(value) and not name:
            nested += [(key, element, True) for element in value]
        else:
            lines.append(f"{_key(key)} = {_value(value)}")
    for key, value, is_element in nested:
        heading = f"{name}.{_key(key)}" if name else _key(key)
        lines.append("")
        lines.append(f"[[{heading}]]" if is_element else f"[{heading}]")
        _section(heading, value, lines)


def element_text(heading: str, table: Mapping[str, Any]) -> str:
    """One table of a list of tables; those in it stand on one line each."""
    entries = (f"{_key(key)} = {_value(value)}\n" for key, value in table.items())
    return f"[[{heading}]]\n" + "".join(entries)


def toml_text(values: Mapping[str, Any]) -> str:
    """Nested dictionaries, lists, texts, numbers and truth values as TOML.

    Examples
    --------
    >>> print(toml_text({"host": {"fermi_wavenumber": "1.36 1/angstrom"}}), end="")
    [host]
    fermi_wavenumber = "1.36 1/angstrom"
    """
    lines: list[str] = []
    _section("", values, lines)
    return "\n".join(lines).lstrip("\n") + "\n"
