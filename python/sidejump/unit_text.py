"""How numbers and units are typeset: superscripts, the ohm, micro."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPELLINGS = {"ohm": "Ω", "degree": "°", "angstrom": "Å", "N_F": "N_F", "pi": "π"}


def superscript(number: int) -> str:
    """An integer as it stands behind a unit."""
    return str(number).translate(_SUPERSCRIPTS)


def numbers_text(values: NDArray[Any], specification: str = "") -> str:
    """Numbers, each by the specification; of words and of more than a few the usual text."""
    if values.ndim == 0:
        shortest = ".6g" if values.dtype.kind in "iufc" else ""
        return format(values.item(), specification or shortest)
    if specification:
        shown: Any = {"all": lambda value: format(value, specification)}
        return np.array2string(values, threshold=8, formatter=shown)
    return np.array2string(values, precision=6, threshold=8)


def unit_text(unit: str) -> str:
    """A unit in UDUNITS-2 syntax as one reads it; empty for a pure number.

    Examples
    --------
    >>> unit_text("m2/s"), unit_text("uohm cm"), unit_text("cm^2/(V s)"), unit_text("(m/s)^2")
    ('m²/s', 'µΩ cm', 'cm²/(V s)', '(m/s)²')
    """
    if unit in ("", "1"):
        return ""
    if unit == "e/8pi":
        return "e/8π"

    def symbol(found: re.Match[str]) -> str:
        letters, power = found.group(1), found.group(2)
        if letters.startswith("u") and letters[1:] in _PREFIXED:
            letters = "µ" + letters[1:]
        for spelling, sign in _SPELLINGS.items():
            if letters.endswith(spelling) and len(letters) <= len(spelling) + 1:
                letters = letters[: -len(spelling)] + sign
        return letters + (superscript(int(power)) if power else "")

    return re.sub(r"([A-Za-zµ_°]+|\)(?=\^))(?:\^?(-?\d+))?", symbol, unit)


# What takes a prefix.
_PREFIXED = frozenset({"m", "s", "K", "T", "A", "V", "W", "J", "Hz", "eV", "ohm", "S", "N", "rad"})
