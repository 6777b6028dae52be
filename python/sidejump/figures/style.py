"""The look of figures: sizes of publications, colours that all readers tell apart, files that are
the same bytes each time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from cycler import cycler
from matplotlib.figure import Figure

from sidejump.figures.options import Options
from sidejump.whole_files import whole_file

MILLIMETRE = 1 / 25.4
# Of one and of two columns of a journal, in inches.
WIDTHS = {"single": 86 * MILLIMETRE, "double": 178 * MILLIMETRE}

# Okabe and Ito, without the yellow, which is too light for lines.
BLUE, VERMILLION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, SKY, BLACK, GREY = "#E69F00", "#56B4E9", "#000000", "#777777"
COLOURS = [BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK]
# Lines differ by more than colour, for prints in grey.
DASHES: list[Any] = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)), (0, (8, 2))]
MARKERS = ["o", "s", "^", "D", "v", "P", "X"]

# Perceptually uniform; the diverging one is pale where nothing happens.
SEQUENTIAL, DIVERGING, CYCLIC = "viridis", "RdBu_r", "twilight"

RC = {
    "font.size": 8,
    "axes.titlesize": 8,
    "axes.labelsize": 8,
    "legend.fontsize": 7,
    "legend.frameon": False,
    "legend.handlelength": 2.4,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.minor.width": 0.4,
    "ytick.minor.width": 0.4,
    "lines.linewidth": 1.3,
    "lines.markersize": 3.5,
    "axes.prop_cycle": cycler(color=COLOURS) + cycler(linestyle=DASHES),
    "axes.formatter.limits": (-4, 7),
    "axes.formatter.useoffset": False,
    "axes.formatter.use_mathtext": True,
    "image.cmap": SEQUENTIAL,
    "figure.dpi": 150,
    "savefig.dpi": 300,
    "figure.constrained_layout.use": True,
    "svg.hashsalt": "sidejump",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "mathtext.fontset": "dejavusans",
}

# Differences of numbers below this part of them are rounding.
ROUNDING = 1e-9

# Of files: nothing in them tells when they were made.
_METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": "sidejump"},
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": "sidejump"},
    "png": {"Software": "sidejump"},
}
FORMATS = tuple(_METADATA)


# The look of matplotlib is that of all threads: without it one would put back what another has set.
_LOOK = threading.RLock()


@contextmanager
def styled() -> Iterator[None]:
    """Figures that are made or saved within have the look of sidejump; one thread at a time."""
    with _LOOK, matplotlib.rc_context(RC):
        yield


def panels(
    count: int, options: Options, height: float = 58.0, columns: int | None = None, **keys: Any
) -> tuple[Figure, list[Any]]:
    """A figure with panels side by side, and below each other from a second row on.

    Parameters
    ----------
    count : int
        Panels.
    height : float
        Height of a row in millimetres.
    columns : int
        Panels of a row; chosen by the width if left out.
    keys
        For `Figure.subplots`.
    """
    width = options.width or ("single" if count == 1 else "double")
    if columns is None:
        columns = 1 if width == "single" else min(count, 2 if count in (2, 4) else 3)
    rows = -(-count // columns)
    figure = Figure(figsize=(WIDTHS[width], rows * height * MILLIMETRE))
    made = figure.subplots(rows, columns, squeeze=False, **keys)
    axes = list(made.flat)
    for empty in axes[count:]:
        empty.remove()
    if count > 1:
        for place, axis in enumerate(axes[:count]):
            axis.set_title(f"({chr(ord('a') + place)})" if count <= 26 else "", loc="left")
    return figure, axes[:count]


def titled(axis: Any, text: str) -> None:
    """Puts a title behind the letter of the panel."""
    letter = axis.get_title(loc="left")
    axis.set_title(f"{letter} {text}".strip(), loc="left")


def legend_above(axis: Any, **keys: Any) -> None:
    """A legend above the axes and the letter of the panel, where it covers nothing."""
    lift = 1.1 if axis.get_title(loc="left") else 1.0
    axis.legend(loc="lower right", bbox_to_anchor=(1.0, lift), borderaxespad=0.2, **keys)


def without_rounding(axis: Any, *shown: Any) -> None:
    """Gives the vertical axis room around numbers that differ by no more than rounding.

    Otherwise the axis would be stretched until the rounding fills it.
    """
    joined = np.concatenate([np.ravel(np.asarray(values, dtype=float)) for values in shown])
    finite = joined[np.isfinite(joined)]
    largest = float(np.abs(finite).max()) if finite.size else 0.0
    if largest > 0.0 and np.ptp(finite) <= ROUNDING * largest:
        axis.set_ylim(*sorted((0.9 * finite[0], 1.1 * finite[0])))


def save(figure: Figure, path: Path, file_format: str, dpi: int | None = None) -> None:
    """Writes a figure; the file has its name only when it is whole."""
    with styled(), whole_file(path) as file:
        figure.savefig(
            file,
            format=file_format,
            dpi=dpi or RC["savefig.dpi"],
            metadata=_METADATA[file_format],
        )
