"""Figures of results: the right picture of each without being told.

The options of `draw` and of `Result.plot` are `quantities` (a name or several), `x`, `log`
(``"x"``, ``"y"``, ``"xy"`` or ``"none"``), `width` (``"single"`` or ``"double"``) and `figure`, the
short name of one figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sidejump.figures.labels import plain
from sidejump.figures.options import FigureError, Options, Sketch
from sidejump.result import unknown_name

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sidejump.result import Result

__all__ = ["Drawn", "FigureError", "Sketch", "draw", "draw_one", "sketches"]

# Kinds whose results are drawn together, by the module that does.
_TOGETHER = {"coefficients": "coefficients", "thermal": "thermal"}
# Kinds that are drawn each by itself.
_ALONE = {
    "response": "response",
    "impurity": "impurity",
    "device": "device",
    "superconductor": "superconductor",
    "rashba": "rashba",
    "sweep": "sweep",
    "fit": "fit",
}


@dataclass(frozen=True)
class Drawn:
    """A figure with a short name, for files, and a title."""

    name: str
    title: str
    figure: Figure


def _module(kind: str) -> Callable[..., list[Sketch]]:
    found: Callable[..., list[Sketch]] = import_module(f"sidejump.figures.{kind}").sketches
    return found


def sketches(results: Sequence[Result], options: Options) -> list[Sketch]:
    """The figures that can be drawn of results, the most telling one first.

    Results of alloys are drawn together, the others one by one.

    Raises
    ------
    FigureError
        If nothing can be drawn, or what was asked for is not there.
    """
    found: list[Sketch] = []
    for kind, module in _TOGETHER.items():
        members = [result for result in results if result.kind == kind]
        if members:
            made = _module(module)(members, options)
            found += _named(made, members[0].title if len(members) < len(results) else "")
    for result in results:
        if result.kind in _ALONE:
            made = _module(_ALONE[result.kind])(result, options)
            found += _named(made, result.title if len(results) > 1 else "")
    if not found:
        kinds = ", ".join(sorted({result.kind for result in results})) or "no result"
        raise FigureError(f"nothing to draw of {kinds}")
    return _apart(found)


def _apart(found: Sequence[Sketch]) -> list[Sketch]:
    """With a number behind names that stand there before: folders may have the same name."""
    seen: dict[str, int] = {}
    made = []
    for each in found:
        seen[each.name] = seen.get(each.name, 0) + 1
        behind = f"-{seen[each.name]}" if seen[each.name] > 1 else ""
        made.append(replace(each, name=each.name + behind))
    return made


def _named(made: Iterable[Sketch], title: str) -> list[Sketch]:
    """The names with the title of the result before them."""
    before, told = (f"{title}-", f"{title}: ") if title else ("", "")
    return [
        replace(each, name=before + each.name, title=told + plain(each.title))
        for each in made
    ]


def refuse_ignored(found: Sequence[Sketch], named: bool, log: str | None) -> None:
    """Refuses a logarithm that a figure that was asked for by its name, or all figures, would
    ignore.

    Raises
    ------
    FigureError
        If there is such a figure.
    """
    if log in (None, "none"):
        return
    deaf = [sketch for sketch in found if set(log or "") - set(sketch.log)]
    if not deaf or not named and len(deaf) < len(found):
        return
    taken = " and ".join(deaf[0].log) or "none"
    raise FigureError(
        f'log = "{log}": axes of the figure {deaf[0].name} whose logarithm can be drawn: {taken}'
    )


def _options(
    quantities: str | Iterable[str] = (),
    x: str | None = None,
    log: str | None = None,
    width: str | None = None,
) -> Options:
    names = (quantities,) if isinstance(quantities, str) else tuple(quantities)
    return Options(names, x, log, width)


def draw(results: Sequence[Result], figure: str | None = None, **options: Any) -> list[Drawn]:
    """Draws results.

    Parameters
    ----------
    results : sequence of Result
    figure : str
        The short name of one figure; all if left out.
    options
        `quantities`, `x`, `log`, `width`.

    Raises
    ------
    FigureError
        If nothing can be drawn, or what was asked for is not there, or an option would be ignored.
    """
    found = sketches(results, _options(**options))
    if figure is not None:
        names = [sketch.name for sketch in found]
        if figure not in names:
            told = unknown_name(figure, names, "among the figures")
            raise FigureError(f"{told}{_lost(results, figure)}")
        found = [sketch for sketch in found if sketch.name == figure]
    refuse_ignored(found, figure is not None, options.get("log"))
    return [Drawn(sketch.name, sketch.title, sketch.draw()) for sketch in found]


def _lost(results: Sequence[Result], figure: str) -> str:
    """What is said of a figure whose files went with those of a run."""
    lost = any(getattr(result, "has_lost_fields", False) for result in results)
    if "fields" not in figure or not lost:
        return ""
    return "; the files of the fields are no longer there, or of a later run"


def draw_one(result: Result, figure: str | None = None, **options: Any) -> Figure:
    """The figure that says most of a result, or the one of that name."""
    found = sketches([result], _options(**options))
    name = figure if figure is not None else found[0].name
    return draw([result], name, **options)[0].figure
