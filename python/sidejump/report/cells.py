"""How a report shows a value: what is read, and the number it is sorted by."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

# Digits of a number on the page; the file has all of them.
DIGITS = 6
# Below this a number has a power of ten.
SMALL = 1e-3


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes
    ----------
    shown : str
        What is read; text that is not Markup is escaped by the template.
    order : str
        The number the cell is sorted by, in full; empty if it is none.
    numeric : bool
        Whether it belongs to a column of numbers.
    """

    shown: str
    order: str = ""
    numeric: bool = False

    @property
    def length(self) -> float:
        """Letters that stand on one line: all of a number, the longest word of a text."""
        if not self.numeric:
            return max((len(word) for word in self.shown.split()), default=0)
        raised = sum(map(len, _RAISED.findall(self.shown)))
        return len(Markup(self.shown).striptags()) - (1 - _RAISED_SIZE) * raised


# What stands above the line, which is smaller.
_RAISED, _RAISED_SIZE = re.compile("<sup>(.*?)</sup>"), 0.75

UNDEFINED = Cell(Markup('<span class="undefined">not defined</span>'), "", True)


def number_text(value: float) -> Markup:
    """A number with six digits; powers of ten as such.

    Examples
    --------
    >>> number_text(-0.0608097303), number_text(64.0)
    (Markup('−0.0608097'), Markup('64'))
    >>> print(number_text(9.301079e12).unescape().replace("\\u00a0", " "))
    9.30108 × 10<sup>12</sup>
    """
    if math.isnan(value):
        return Markup(UNDEFINED.shown)
    if math.isinf(value):
        return Markup("∞" if value > 0 else "−∞")
    text = f"{value + 0.0:.{DIGITS}g}"
    if 0.0 < abs(value) < SMALL and "e" not in text:
        digits, _, power = f"{value:.{DIGITS - 1}e}".partition("e")
        text = f"{digits.rstrip('0').rstrip('.')}e{power}"
    if isinstance(value, int) and abs(value) < 10**9:
        text = str(value)
    mantissa, _, power = text.partition("e")
    shown = mantissa.replace("-", "−")
    if power:
        # The spaces do not break.
        exponent = str(int(power)).replace("-", "−")
        return Markup(f"{shown}\u00a0×\u00a010<sup>{exponent}</sup>")
    return Markup(shown)


def complex_text(real: float, imaginary: float) -> Markup:
    """A complex number; without its imaginary part where that is zero."""
    if imaginary == 0.0:
        return number_text(real)
    sign = "−" if imaginary < 0 else "+"
    return number_text(real) + Markup(f" {sign} ") + number_text(abs(imaginary)) + Markup("\u00a0i")


def is_number(value: Any) -> bool:
    """Whether a value of JSON is a number; true and false are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_complex(value: Any) -> bool:
    """Whether a value of JSON is a complex number, an object with two numbers."""
    return (
        isinstance(value, dict)
        and is_number(value.get("real"))
        and is_number(value.get("imaginary"))
    )


def cell(value: Any) -> Cell:
    """The cell of a value as it stands in JSON: number, complex, text, truth, null or a vector."""
    if value is None:
        return UNDEFINED
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if is_number(value):
        return Cell(number_text(value), "" if math.isnan(value) else repr(float(value)), True)
    if is_complex(value):
        real, imaginary = value["real"], value["imaginary"]
        return Cell(complex_text(real, imaginary), repr(float(real)), True)
    if isinstance(value, list):
        shown = Markup(", ").join(escape(cell(part).shown) for part in value)
        return Cell(Markup("(") + shown + Markup(")"), "", True)
    return Cell(str(value))


def quantity_cell(entry: dict[str, Any]) -> Cell:
    """The cell of an object with `value`, which may be infinite."""
    if entry.get("value") is None and entry.get("infinite"):
        return cell(math.inf)
    return cell(entry.get("value"))
