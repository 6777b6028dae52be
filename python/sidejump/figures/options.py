"""What a reader may ask of figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sidejump.result import unknown_name

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class FigureError(ValueError):
    """What was asked for cannot be drawn; the text says what can."""


@dataclass(frozen=True)
class Options:
    """Choices; those that are not made are made from the data.

    Attributes
    ----------
    quantities : tuple of str
        What is drawn; all that the figure shows by itself if empty.
    x : str
        What it is drawn against.
    log : str
        ``"x"``, ``"y"``, ``"xy"`` or ``"none"``: logarithmic axes; None to choose.
    width : str
        ``"single"`` or ``"double"``, 86 or 178 mm.
    """

    quantities: tuple[str, ...] = ()
    x: str | None = None
    log: str | None = None
    width: str | None = None

    def __post_init__(self) -> None:
        if self.width not in (None, "single", "double"):
            raise FigureError(f'width: expected "single" or "double", found "{self.width}"')
        if self.log == "none":
            object.__setattr__(self, "log", "")
        if self.log not in (None, "", "x", "y", "xy"):
            raise FigureError(f'log: expected "x", "y", "xy" or "none", found "{self.log}"')

    def chosen(self, known: Sequence[str], where: str) -> list[str]:
        """The quantities asked for, of those known, or ratios `a/b` of two of them.

        Raises
        ------
        FigureError
            If one is not known.
        """
        for name in self.quantities:
            parts = [name] if name in known else name.split("/", 1)
            for part in parts:
                if part not in known:
                    raise FigureError(unknown_name(part, known, where))
        return list(self.quantities)


@dataclass(frozen=True)
class Sketch:
    """A figure that can be drawn.

    Attributes
    ----------
    name : str
        Short, for names of files.
    title : str
        What it shows.
    quantities : tuple of str
        Names of what it draws.
    log : str
        The axes, ``"x"``, ``"y"`` or both, whose logarithm may be asked for.
    """

    name: str
    title: str
    draw: Callable[[], Figure]
    quantities: tuple[str, ...] = ()
    log: str = ""
