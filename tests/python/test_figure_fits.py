"""Figures of fits: what their axes are called, how they are scaled, which options they take."""

import matplotlib
import numpy as np
import pytest

import sidejump
from sidejump.figures import FigureError, draw
from sidejump.figures.labels import given_scale, scale_for, words

matplotlib.use("Agg")

X = np.geomspace(1.5, 300.0, 12)


def fit(names=("", ""), minus=None, sigma=1e-3, error=1e-9, y=X):
    """A fit that leaves residuals of the size `error`."""
    column = {"y": {"column": names[1]}, "minus": {"column": minus}} if minus else {}
    curve = {"label": "set 1", "file": "data.tsv", "fit": list(y),
             "x": {"name": names[0], "unit": "K", "values": list(X)},
             "y": {"name": names[1], "unit": "mOhm", "values": list(y)},
             "residuals": list(error * np.cos(X)), "sigma": [sigma] * len(X),
             "grid": {"x": list(X), "y": list(y)}}
    profile = {"unit": "S/m2", "scale": "logarithmic", "delta": [4.0, 1.0, 0.0, 1.0, 4.0],
               "values": {"conductance": [2e14, 3e14, 5e14, 8e14, 2.4e15]}}
    interval = {"level": 0.6827, "threshold": 1.0, "low": 3e14, "high": 8e14}
    parameter = {"value": 5e14, "unit": "S/m2", "status": "fitted", "intervals": [interval]}
    data = {"program": {"name": "sidejump", "version": "0"}, "input": {"data": [column]},
            "model": {"x": "magnetic_field", "ordinate": "non-local resistance"},
            "parameters": {"conductance": parameter}, "quality": {}, "curves": [curve],
            "profiles": {"conductance": profile}}
    return sidejump.from_data("fit", data)


@pytest.mark.parametrize(("names", "minus", "labels"), [
    (("", ""), None, ("magnetic field (K)", "non-local resistance (mΩ)")),
    (("t_Pt", "ΔR_NL"), None, (r"$t_{\mathrm{Pt}}$ (K)", r"$ΔR_{\mathrm{NL}}$ (mΩ)")),
    (("T", "R (parallel)"), "R (antiparallel)",
     ("T (K)", "difference of non-local resistance (mΩ)")),
    (("T", "R_P"), "R_AP", ("T (K)", r"$R_{P}$ − $R_{\mathrm{AP}}$ (mΩ)")),
])
def test_axes_are_called_by_columns_or_model(names, minus, labels):
    above, below = fit(names, minus).plot().axes
    assert (below.get_xlabel(), above.get_ylabel().replace("\n", " ")) == labels


def test_error_bars_set_the_scale_of_small_residuals():
    _, below = fit().plot().axes
    assert below.get_ylabel() == "residual (µΩ)"
    [bars] = below.collections
    np.testing.assert_allclose([np.ptp(bar[:, 1]) for bar in bars.get_segments()], 2.0)


def test_logarithms_are_drawn_or_refused():
    axes = fit().plot("fit", log="x").axes
    assert [(axis.get_xscale(), axis.get_yscale()) for axis in axes] == 2 * [("log", "linear")]
    assert fit().plot("fit", log="y").axes[0].get_yscale() == "log"
    with pytest.raises(FigureError, match="log: y of the data is -2 and not above 0"):
        fit(y=X - 3.5).plot("fit", log="y")
    with pytest.raises(FigureError, match="of the figure profiles whose logarithm can be drawn: x"):
        fit().plot("profiles", log="y")
    assert len(draw([fit()], log="y")) == 2  # one of them takes it
    assert fit().plot("profiles", log="none").axes[0].get_xscale() == "linear"


def test_levels_stand_where_no_curve_is():
    figure = fit().plot("profiles")
    figure.canvas.draw()
    [axis] = figure.axes
    [label] = axis.texts
    assert label.get_window_extent().x0 >= axis.get_window_extent().x1
    ticks = [text.get_text() for text in axis.get_xticklabels()]
    low, high = axis.get_xlim()
    shown = [text for text, place in zip(ticks, axis.get_xticks()) if low <= place <= high]
    assert axis.get_xlabel() == "conductance (10¹² S/m²)"
    assert shown == ["200", "500", "1000", "2000"]


def test_units_and_names_of_tables():
    assert scale_for("mOhm", [5e3]).label("R") == "R (Ω)"
    assert given_scale("ps", [5e3]).unit == "ps" and given_scale("S/m2", [3.0]).unit == "S/m²"
    assert words("debye_temperature") == "Debye temperature"
