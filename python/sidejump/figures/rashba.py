"""An electron gas in a field: spectra, what its spin current is made of, its spin modes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure

from sidejump.figures.coefficients import bar_text, bars
from sidejump.figures.labels import scale_for, words
from sidejump.figures.lines import parts
from sidejump.figures.options import FigureError, Options, Sketch
from sidejump.figures.panels import line_figure
from sidejump.figures.style import BLACK, COLOURS, GREY, MARKERS, panels, styled, titled
from sidejump.unit_text import unit_text

if TYPE_CHECKING:
    from sidejump.result import Result

_SPECTRUM = ("conductivity_xx", "spin_current_yz", "polarisation_y")
# What the spin current is the sum of.
_SUMS = {
    "by what drives it": ("rotation", "acceleration", "side_jump"),
    "term by term": ("field_term", "collision_term", "retardation_term"),
}


def _spectrum(result: Result, names: Sequence[str], options: Options) -> Figure:
    frequency = result["frequency"]
    lines = [line for n in names for line in parts(n, result[n].value, result[n].unit)]
    return line_figure("frequency", np.asarray(frequency.value), frequency.unit, lines, options)


def _shares(result: Result, names: Sequence[str]) -> list[tuple[str, Any]]:
    """Amplitudes by name, without those that are zero."""
    values = [(name, np.atleast_1d(np.asarray(result[name].value))) for name in names]
    return [(name, value) for name, value in values if np.any(value)]


def _terms_over_frequency(result: Result, options: Options) -> Figure:
    """Real and imaginary part of the terms and of their sum, a row for each way to divide it."""
    frequency = np.asarray(result["frequency"].value)
    positive = frequency > 0
    scale = scale_for("Hz", frequency[positive], log=True)
    total = np.asarray(result["spin_current_yz"].value)
    unit = unit_text(result["spin_current_yz"].unit)
    with styled():
        figure, axes = panels(4, options, height=56, columns=1 if options.width == "single" else 2)
        for number, (title, names) in enumerate(_SUMS.items()):
            for place, (part, sign) in enumerate((("real", "Re"), ("imaginary", "Im"))):
                axis = axes[2 * number + place]
                pick = np.real if part == "real" else np.imag
                for order, (name, values) in enumerate(_shares(result, names)):
                    axis.plot(
                        scale(frequency[positive]),
                        pick(values)[positive],
                        ls=("--", "-.", ":")[order],
                        color=COLOURS[order],
                        label=words(name),
                    )
                axis.plot(
                    scale(frequency[positive]), pick(total)[positive], "-", color=BLACK, label="sum"
                )
                axis.axhline(0.0, color=GREY, lw=0.5, zorder=0)
                axis.set(xscale="log", xlabel=scale.label("frequency"))
                axis.set_ylabel(f"{sign} $q_{{yz}}$ ({unit})")
                titled(axis, title)
            axes[2 * number + 1].legend()
    return figure


def _terms_at_rest(result: Result, options: Options) -> Figure:
    """Bars of the terms at the only frequency, and of their sum."""
    total = np.atleast_1d(np.asarray(result["spin_current_yz"].value))[0].real
    unit = unit_text(result["spin_current_yz"].unit)
    with styled():
        figure, axes = panels(2, options, height=60, sharey=True)
        for axis, (title, names) in zip(axes, _SUMS.items()):
            shares = [(name, value[0].real) for name, value in _shares(result, names)]
            values = [value for _, value in shares] + [total]
            colours = [COLOURS[k % len(COLOURS)] for k in range(len(shares))] + [BLACK]
            drawn = axis.bar(range(len(values)), values, 0.7, color=colours)
            axis.bar_label(
                drawn,
                [bar_text(value if abs(value) > 1e-6 else 0.0) for value in values],
                fontsize=6,
                padding=1,
            )
            axis.set_xticks(
                range(len(values)), [words(n).replace(" ", "\n") for n, _ in shares] + ["sum"]
            )
            axis.axhline(0.0, color=GREY, lw=0.6)
            axis.margins(y=0.15)
            titled(axis, title)
        axes[0].set_ylabel(f"spin current $q_{{yz}}$ ({unit})")
    return figure


def _modes(result: Result, options: Options) -> Figure:
    """Rates of the modes of number and spin against the wavenumber."""
    q = np.asarray(result["spin_modes.wavenumber"].value)
    rates = np.asarray(result["spin_modes.rate"].value)
    q_scale, scale = scale_for("1/m", q), scale_for("1/s", rates)
    precesses = np.abs(rates.imag).max() > 1e-6 * np.abs(rates).max()
    with styled():
        figure, axes = panels(2 if precesses else 1, options, height=62)
        # The imaginary part is an angle in a time.
        panels_of = (
            (rates.real, scale.label("decay rate")),
            (rates.imag, f"angular frequency ({scale.unit.replace('1/', 'rad/', 1)})"),
        )
        for axis, (values, text) in zip(axes, panels_of):
            for mode in range(rates.shape[1]):
                axis.plot(
                    q_scale(q),
                    scale(values[:, mode]),
                    ls="",
                    marker=MARKERS[mode % len(MARKERS)],
                    color=COLOURS[mode % len(COLOURS)],
                    label=f"mode {mode + 1}",
                )
            axis.set_xlabel(q_scale.label("wavenumber $q$"))
            axis.set_ylabel(text)
            axis.axhline(0.0, color=GREY, lw=0.5, zorder=0)
        axes[0].legend()
    return figure


def _terms_sketch(result: Result, many: bool, options: Options) -> Sketch:
    terms = _terms_over_frequency if many else _terms_at_rest
    names = ("spin_current_yz", *(name for sums in _SUMS.values() for name in sums))
    title = "the terms of the spin current and how they cancel"
    return Sketch("terms", title, partial(terms, result, options), names)


def sketches(result: Result, options: Options) -> list[Sketch]:
    """Spectra, the terms that cancel, and spin modes; whichever the result has."""
    if options.x is not None:
        raise FigureError("x: results of a gas are drawn against frequency or wavenumber")
    many = len(result["frequency"]) > 1
    over_frequency = [
        name
        for name in result.names()
        if name != "frequency" and result[name].shape == result["frequency"].shape
    ]
    chosen = options.chosen(over_frequency, "among the amplitudes of this result")
    found = []
    if chosen:
        if not many:
            raise FigureError("quantity: the result has one frequency, nothing to draw against")
        title = ", ".join(words(name) for name in chosen)
        draw = partial(_spectrum, result, chosen, options)
        return [Sketch("spectrum", f"{title} against frequency", draw, tuple(chosen), "xy")]
    if many:
        found.append(
            Sketch(
                "spectrum",
                "conductivity, spin current and spin polarisation against frequency",
                partial(_spectrum, result, _SPECTRUM, options),
                _SPECTRUM,
                "xy",
            )
        )
    terms = [np.abs(np.asarray(result[name].value)).max() for name in _SUMS["term by term"]]
    if many or max(terms) > 1e-9:
        found.append(_terms_sketch(result, many, options))
    if "spin_modes.rate" in result:
        draw = partial(_modes, result, options)
        found.append(Sketch("spin-modes", "modes of number and spin", draw, ("spin_modes.rate",)))
    if not found:
        numbers = [name for name in result.names() if not result[name].shape]
        draw = partial(bars, [result], numbers, "", options)
        found.append(Sketch("numbers", "the gas in numbers", draw, tuple(numbers)))
    return found


