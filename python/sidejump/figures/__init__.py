"""Figures of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sidejump.result import Result


@dataclass(frozen=True)
class Drawn:
    """A figure with a short name, for files, and a title."""

    name: str
    title: str
    figure: Figure


def draw(results: Sequence[Result], **options: Any) -> list[Drawn]:
    """All figures of the results."""
    raise NotImplementedError


def draw_one(result: Result, **options: Any) -> Figure:
    """The figure that says most."""
    return draw([result], **options)[0].figure
