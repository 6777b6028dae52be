"""Results as tables for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from sidejump.quantities import Quantity
from sidejump.unit_text import superscript, unit_text

if TYPE_CHECKING:
    from sidejump.result import Result

_ROWS = 60


def number_text(value: complex | float | str) -> str:
    """Six digits, with a power of ten where it is needed."""
    if isinstance(value, (str, np.str_)):
        return str(value)
    if isinstance(value, complex):
        sign = "−" if value.imag < 0 else "+"
        return f"{number_text(value.real)} {sign} {number_text(abs(value.imag))} i"
    if np.isnan(value):
        return "undefined"
    if np.isinf(value):
        return "∞" if value > 0 else "−∞"
    digits, _, power = f"{value:.6g}".partition("e")
    text = digits.replace("-", "−")
    return f"{text} × 10{superscript(int(power))}" if power else text


def value_text(quantity: Quantity) -> str:
    """A number, or the range of an array."""
    values = np.asarray(quantity.value)
    if values.ndim == 0 or values.size == 1:
        return number_text(values.reshape(-1)[0].item())
    size = " × ".join(str(length) for length in values.shape)
    if values.dtype.kind not in "fiu" or not np.isfinite(values).any():
        return f"{size} values"
    finite = values[np.isfinite(values)]
    least, largest = number_text(finite.min().item()), number_text(finite.max().item())
    return f"{size} values, {least} to {largest}" if least != largest else f"{size} times {least}"


def table_of(result: Result) -> str:
    """The numbers of a result, its warnings and the checks that fail, as HTML."""
    rows = []
    for name in result.names()[:_ROWS]:
        found = result[name]
        cells = (name, value_text(found), unit_text(found.unit), found.meaning)
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    left_out = len(result) - _ROWS
    if left_out > 0:
        rows.append(f'<tr><td colspan="4">and {left_out} more</td></tr>')
    notes = [f"<li>{escape(told)}</li>" for told in [*result.warnings, *result.findings]]
    notes += [
        f"<li>check {escape(name)} not passed: {escape(check['meaning'])}</li>"
        for name, check in result.checks.items()
        if check["passed"] is False
    ]
    warnings = f"<ul>{''.join(notes)}</ul>" if notes else ""
    title = f" {result.title}" if result.title != result.kind else ""
    return (
        f"<div><strong>{escape(result.kind)}</strong>{escape(title)}"
        "<table><thead><tr><th>quantity</th><th>value</th><th>unit</th><th>description</th></tr>"
        f"</thead><tbody>{''.join(rows)}</tbody></table>{warnings}</div>"
    )
