"""Figures as SVG inside a page."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from sidejump.report.listing import without_folders

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sidejump.result import Result

_REFERENCE = re.compile(r'(\bid="|\bhref="#|url\(#)')
_HEAD = re.compile(r"\A.*?(?=<svg\b)", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_OPENING = re.compile(r"<svg\b[^>]*>")


@dataclass(frozen=True)
class Drawing:
    """A figure of a result.

    Attributes
    ----------
    svg : Markup
        The element, with identifiers that no other figure of the page has.
    """

    name: str
    title: str
    svg: Markup


def svg_element(figure: Figure, title: str, mark: str) -> Markup:
    """A figure as an SVG element that scales with the page.

    Parameters
    ----------
    figure
        Drawn anew; it keeps its size in inches as its largest size on the page.
    title
        What a screen reader says of it.
    mark
        Put before all identifiers.
    """
    from sidejump.figures.style import styled

    stream = io.StringIO()
    # Text is drawn as paths, so that it looks the same where its font is not; the same figure
    # gives the same text.
    with styled():
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    text = _METADATA.sub("", _HEAD.sub("", stream.getvalue()))
    text = _REFERENCE.sub(rf"\g<1>{mark}-", text)
    view = re.search(r'viewBox="([^"]+)"', text)
    width, height = view.group(1).split()[2:] if view else ("360", "270")
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height}" style="width: {float(width):g}pt" role="img" '
        f'aria-label="{escape(title)}">'
    )
    return Markup(_OPENING.sub(lambda _: opening, text, count=1).strip())


def drawings(result: Result, mark: str) -> tuple[list[Drawing], str]:
    """The figures of a result, and what went wrong with them; empty if nothing did.

    Parameters
    ----------
    mark
        Tells the results of a page apart.
    """
    from sidejump.figures import FigureError, sketches
    from sidejump.figures.options import Options

    # A report without a figure is better than none: whatever drawing raises is told on the page.
    try:
        planned = sketches([result], Options())
    except FigureError as error:
        return [], str(error)
    except Exception as error:  # noqa: BLE001
        return [], _told(error)
    found, wrong = [], []
    for number, sketch in enumerate(planned, start=1):
        try:
            svg = svg_element(sketch.draw(), sketch.title, f"{mark}-f{number}")
        except Exception as error:  # noqa: BLE001
            wrong.append(f"{sketch.name}: {_told(error)}")
        else:
            found.append(Drawing(sketch.name, sketch.title, svg))
    return found, "; ".join(wrong)


def _told(error: Exception) -> str:
    text = without_folders(str(error).strip())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
