"""Results as text, for `print`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sidejump.result_html import value_text
from sidejump.unit_text import unit_text

if TYPE_CHECKING:
    from sidejump.result import Result


def text_of(result: Result) -> str:
    """The numbers of a result with their units, its tables, warnings and the checks that fail."""
    rows = [
        (name, value_text(found), unit_text(found.unit), found.meaning)
        for name, found in result.quantities.items()
    ]
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(3)]
    lines = [repr(result)]
    lines += [
        f"  {name:{widths[0]}}  {value:>{widths[1]}}  {unit:{widths[2]}}  {meaning}".rstrip()
        for name, value, unit, meaning in rows
    ]
    if result.tables:
        lines.append(f"tables: {', '.join(result.tables)}")
    lines += [f"warning: {warning}" for warning in result.warnings]
    lines += [f"finding: {finding}" for finding in result.findings]
    lines += [
        f"check {name} not passed: {check['meaning']}"
        for name, check in result.checks.items()
        if check["passed"] is False
    ]
    return "\n".join(lines)
