"""Random samples: how outputs are spread, and against each axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from sidejump.figures.labels import scale_for, words, wrapped
from sidejump.figures.options import Options
from sidejump.figures.style import BLUE, GREY, VERMILLION, WIDTHS, panels, styled, titled
from sidejump.figures.sweep_axes import axis_label

if TYPE_CHECKING:
    from sidejump.result_kinds import SweepResult


def samples(result: SweepResult, names: Sequence[str], options: Options) -> Figure:
    """A row for each output: its histogram, then the samples against each axis of numbers."""
    numeric = [a for a in result.axes if np.asarray(result[a].value).dtype.kind in "fiu"]
    against = [options.x] if options.x is not None else numeric[:3]
    columns = 1 + len(against)
    with styled():
        wide = Options(width=options.width or ("double" if columns > 1 else "single"))
        figure, axes = panels(len(names) * columns, wide, height=48, columns=columns)
        figure.set_figwidth(WIDTHS[wide.width or "double"])
        for row, name in enumerate(names):
            values = np.asarray(result[name].value)
            scale = scale_for(result[name].unit, values)
            label = wrapped(scale.label(words(name)), 28)
            shown = scale(values)
            finite = shown[np.isfinite(shown)]
            first = axes[row * columns]
            first.hist(finite, bins="auto" if finite.size < 20000 else 100, color=BLUE)
            for level in np.quantile(finite, (0.16, 0.5, 0.84)) if finite.size else ():
                first.axvline(level, color=VERMILLION, lw=0.8, ls="--")
            titled(first, "dashed: 16, 50, 84 %")
            first.set_xlabel(label)
            first.set_ylabel("samples")
            for axis, key in zip(axes[row * columns + 1 : (row + 1) * columns], against):
                x = result[key]
                x_scale = scale_for(x.unit, x.value)
                many = len(values) > 2000
                axis.plot(
                    x_scale(x.value),
                    shown,
                    ls="",
                    marker=".",
                    ms=1.5 if many else 3,
                    color=BLUE,
                    alpha=0.4 if many else 0.8,
                    mew=0,
                    rasterized=many,
                )
                axis.set_xlabel(x_scale.label(axis_label(result, key)))
                axis.set_ylabel(label)
                if finite.size and finite.min() < 0 < finite.max():
                    axis.axhline(0.0, color=GREY, lw=0.5)
    return figure
