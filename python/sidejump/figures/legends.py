"""Legends that cover no line: in a free corner, or above the lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sidejump.figures.style import MILLIMETRE

# Millimetres in the font of legends: of a letter, a row, a handle with its gap, what is around the
# rows and between columns, and what labels and ticks take beside the axes of a panel.
_LETTER, _ROW, _HANDLE, _AROUND, _BESIDE = 1.28, 4.2, 8.0, 2.5, 15.0
_PLACES = {
    "upper right": (1.0, 1.0),
    "upper left": (0.0, 1.0),
    "lower left": (0.0, 0.0),
    "lower right": (1.0, 0.0),
    "center left": (0.0, 0.5),
    "center right": (1.0, 0.5),
    "lower center": (0.5, 0.0),
    "upper center": (0.5, 1.0),
}
# Of the height of a panel, what its legend may take from its lines.
_MOST = 0.5


def _points(axes: Any) -> NDArray[Any]:
    """Points along lines and bands, close to each other, in parts of the axes."""
    axes.get_xlim(), axes.get_ylim()  # which are set when they are asked for
    to_parts = axes.transScale + axes.transLimits
    rows = [np.column_stack(line.get_data(orig=False)) for line in axes.lines
            if line.get_transform() == axes.transData]
    rows += [path.vertices for band in axes.collections for path in band.get_paths()]
    found = [np.empty((0, 2))]
    steps = np.linspace(0.0, 1.0, 12)[:, None, None]
    with np.errstate(all="ignore"):
        for row in rows:
            parts = to_parts.transform(np.asarray(row, dtype=float))
            between = parts[:-1] + steps * np.diff(parts, axis=0)
            found += [parts, between.reshape(-1, 2)]
    joined = np.concatenate(found)
    return np.asarray(joined[np.isfinite(joined).all(axis=1)])


def _letters(text: str) -> int:
    """Letters of a text as it is drawn: a command of a formula is one, what is round it none."""
    return len(re.sub(r"\$[^$]*\$", lambda found: re.sub(
        r"\\math\w+|[${}_^]", "", re.sub(r"\\(?!math)[a-zA-Z]+", "x", found[0])), text))


def _size(axes: Any, texts: Sequence[str], columns: int) -> tuple[float, float]:
    """Width and height of a legend, roughly, in parts of the axes."""
    rows_of_panels, panels = axes.get_subplotspec().get_geometry()[:2]
    inches = axes.figure.get_size_inches()
    width = inches[0] / MILLIMETRE / panels - _BESIDE
    height = inches[1] / MILLIMETRE / rows_of_panels - _BESIDE
    rows = -(-len(texts) // columns)
    across = lines = 0.0
    for first in range(0, len(texts), rows):
        column = [text.split("\n") for text in texts[first : first + rows]]
        letters = max(_letters(line) for text in column for line in text)
        across += _AROUND + _HANDLE + _LETTER * letters
        lines = max(lines, sum(len(text) for text in column))
    return across / width, (_AROUND + _ROW * lines) / height


def legend_clear_of_lines(
    axes: Any, handles: Sequence[Any] | None = None, texts: Sequence[str] | None = None
) -> None:
    """Gives axes, whose scales and limits are set, a legend that covers none of their lines.

    Where no corner is free, the vertical axis gets room above the lines.

    Parameters
    ----------
    handles, texts : sequences
        Of the legend; those of what is labelled if left out.
    """
    if handles is None or texts is None:
        handles, texts = axes.get_legend_handles_labels()
    if not texts:
        return
    points = _points(axes)
    width, height = _size(axes, texts, 1)
    for place, (right, top) in _PLACES.items():
        low_x, low_y = right * (1.0 - width), top * (1.0 - height)
        x, y = points[:, 0], points[:, 1]
        if not np.any((x > low_x) & (x < low_x + width) & (y > low_y) & (y < low_y + height)):
            axes.legend(handles, texts, loc=place)
            return
    columns = 2 if len(texts) > 2 and _size(axes, texts, 2)[0] < 1.0 else 1
    share = min(_size(axes, texts, columns)[1], _MOST)
    scale = axes.yaxis.get_transform()
    low, high = scale.transform(np.array(axes.get_ylim(), dtype=float))
    # Above the lines, which may end below the limit of the axis.
    top = low + (high - low) * min(1.0, float(points[:, 1].max(initial=0.0)))
    high = max(high, low + (top - low) / (1.0 - share))
    axes.set_ylim(*scale.inverted().transform(np.array([low, high])))
    axes.legend(handles, texts, loc="upper left", ncols=columns, columnspacing=1.0)
