"""Figures of numbers that tempt one to draw them wrongly."""

import inputs
import matplotlib
import numpy as np
import pytest

import sidejump
from sidejump.figures import FigureError, draw
from sidejump.figures.families import family_lines
from sidejump.figures.labels import scale_for
from sidejump.figures.maps import norm_of
from sidejump.figures.options import Options
from sidejump.figures.lines import Line
from sidejump.figures.panels import line_figure
from sidejump.quantities import Quantity
from sidejump.report.sweeps import sweep_tables

matplotlib.use("Agg")

CONCENTRATION, FIRST, SECOND = np.array([0.01, 0.02, 0.03]), np.array([1.0, 2.0]), np.arange(3.0)


def over_arrays(shape, dimensions, arrays):
    """Resistivities 1, 2, ... over arrays by name, with the dimensions along which each runs."""
    columns = {name: (values, "1") for name, (values, _) in arrays.items()}
    columns["resistivity"] = (np.arange(1.0, np.prod(shape) + 1).reshape(shape), "ohm m")
    data = {"program": {"name": "sidejump", "version": "0"}, "input": {}, "axes": list(arrays),
            "outputs": ["resistivity"], "dimensions": dimensions,
            "coordinates": {name: along for name, (_, along) in arrays.items()},
            "points": int(np.prod(shape)), "failed": 0}
    return sidejump.from_data("sweep", data, {"sweep": columns})


def lines(figure):
    return [(line.get_xdata().tolist(), line.get_ydata().tolist()) for line in figure.axes[0].lines]


def test_arrays_that_share_a_dimension():
    result = over_arrays((2, 3), ["first", "dim_1"], {
        "concentration": (CONCENTRATION, ["dim_1"]), "first": (FIRST, ["first"]),
        "second": (SECOND, ["dim_1"])})
    rows = [[float(cell.order) for cell in row] for row in sweep_tables(result)[-1].rows]
    assert rows == [[c, f, s, 3 * i + k + 1.0] for i, f in enumerate(FIRST)
                    for k, (c, s) in enumerate(zip(CONCENTRATION, SECOND))]
    for options, x in (({}, CONCENTRATION), ({"x": "second"}, SECOND)):
        assert lines(draw([result], **options)[0].figure) == [
            (x.tolist(), [1.0, 2.0, 3.0]), (x.tolist(), [4.0, 5.0, 6.0])]


def test_arrays_of_two_dimensions():
    values = CONCENTRATION + np.array([[0.0], [0.005]])
    both = ["dim_0", "dim_1"]
    alone = over_arrays((2, 3), both, {"concentration": (values, both)})
    [(x, y)] = lines(draw([alone])[0].figure)
    assert x == sorted(values.ravel()) and y == [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]
    result = over_arrays((2, 3), both, {"concentration": (values, both),
                                        "second": (SECOND, ["dim_1"])})
    # Nothing says which points a line would join.
    assert draw([result])[0].figure.axes[0].lines[0].get_linestyle() == "None"
    rows = [[float(cell.order) for cell in row] for row in sweep_tables(result)[-1].rows]
    assert rows[4] == [values[1, 1], 1.0, 5.0]


def test_a_constant_beside_an_array():
    sj = pytest.importorskip("sidejump.alloy")
    made = sj.Alloy.from_toml(inputs.ALLOY).with_values({
        "impurity[0].channels[0].phase_shift": np.array([0.1]),
        "impurity[0].concentration": CONCENTRATION})
    result = made.coefficients(outputs=["resistivity"])
    assert result.dimensions == ["impurity_0_concentration"]
    [(x, y)] = lines(result.plot())
    assert x == CONCENTRATION.tolist() and len(set(y)) == 3


def test_undefined_numbers():
    result = over_arrays((3,), ["concentration"], {"concentration": (CONCENTRATION,
                                                                     ["concentration"])})
    columns = {name: (result[name].value, result[name].unit) for name in result.names()}
    columns["resistivity"] = (np.full(3, np.nan), "ohm m")
    failed = sidejump.from_data("sweep", result.data, {"sweep": columns})
    with pytest.raises(FigureError, match="resistivity: not defined at any point"):
        failed.plot()
    for signed in (True, False):
        assert np.isfinite([getattr(norm_of(np.full((2, 2), np.nan), signed), end)
                            for end in ("vmin", "vmax")]).all()


@pytest.mark.parametrize("unit", ["m-1", "m^-1", "m2", "m**2", "m.m", "m·m", "m²", "V-1", "nm-1"])
def test_powers_take_no_prefix(unit):
    scale = scale_for(unit, [1e-3])
    assert float(scale(1e-3)) == pytest.approx(1.0) and scale.unit.startswith("10⁻³ ")


def test_units_with_more_behind_take_a_prefix():
    assert scale_for("V/m", [2e3]).unit == "kV/m" and scale_for("A m-1", [2e3]).unit == "kA m⁻¹"


def test_rounding_does_not_fill_an_axis():
    x, noise = np.linspace(0.0, 1e-6, 50), 1e-15 * np.random.default_rng(1).standard_normal(50)
    for value in (1e9, -1e9):
        field = ("charge_current", Quantity(x, "m"), Quantity(value * (1.0 + noise), "A/m^2"))
        figure = family_lines([field], None, "position", Options())
        figure.canvas.draw()
        (axis,) = figure.axes
        low, high = axis.get_ylim()
        assert low < value * 1e-9 < high and high - low > 0.1
        assert axis.yaxis.get_offset_text().get_text() == ""


def test_rounding_does_not_fill_the_colours():
    values = 1.75 * (1.0 + 1e-14 * np.random.default_rng(2).standard_normal((4, 4)))
    norm = norm_of(values, False)
    assert np.ptp(norm(values)) < 1e-9 and 0.0 < norm(values).min() and norm(values).max() < 1.0
    assert norm_of(np.zeros((2, 2)), False).vmin == 0.0


def test_complex_fields_show_both_parts():
    x, values = np.linspace(0.0, 1e-6, 5), np.array([1 - 2j, 2 - 1j, 3 + 0j, 2 + 1j, -1 + 2j])
    figure = family_lines([("spin_potential_y", Quantity(x, "m"), Quantity(values, "V"))], None,
                          "position", Options())
    real, imaginary = figure.axes[0].lines[:2]
    np.testing.assert_allclose(real.get_ydata(), values.real)
    np.testing.assert_allclose(imaginary.get_ydata(), values.imag)
    assert imaginary.get_linestyle() == "--" and "imaginary" in figure.axes[0].get_title(loc="left")


def test_a_legend_covers_no_number(run):
    results = [sidejump.load(run("coefficients", name, text))
               for name, text in (("covered", inputs.ALLOY), ("covering", inputs.DOUBLET))]
    for each in draw(results, width="single"):
        each.figure.canvas.draw()
        (legend,) = [axis.get_legend() for axis in each.figure.axes if axis.get_legend()]
        box = legend.get_window_extent()
        for axis in each.figure.axes:
            for text in axis.texts:
                assert not box.overlaps(text.get_window_extent()), (each.name, text.get_text())


def test_a_disc_without_its_ends_and_its_units(run, source):
    text = (source / "examples/vortex-torque/disc.toml").read_text()
    text = text.replace("cells = 40", "cells = 20").replace("cells = 20\n\n[study]",
                                                            "cells = 10\n\n[study]")
    result = sidejump.load(run("superconductor", "disc", text))
    (figure,) = [each.figure for each in draw([result], figure="profiles")]
    assert [text.get_text() for text in figure.texts] == ["reduced units"]
    drawn = {axis.get_ylabel().replace("\n", " "): axis.lines[0] for axis in figure.axes}
    for label in ("spin orbit torque $y$", "spin Hall divergence $y$"):
        values = np.abs(drawn[label].get_ydata())
        # Both fall from the core on.
        assert np.all(np.diff(values) < 1e-3 * values.max()) and values[0] == values.max()
    assert drawn[r"pair potential $|\Delta|$"].get_xdata()[0] == 0.0


def run_device(run, name, text):
    try:
        return run("device", name, text)
    except AssertionError as error:
        if "without" in str(error):
            pytest.skip("the program solves no devices")
        raise


def test_amplitudes_have_their_signs(run):
    text = inputs.DEVICE.replace(
        "spin_hall_angle", 'diffusion_constant = "50 cm^2/s"\nspin_hall_angle') + (
        '[study]\nkind = "ac"\nfrequencies = ["10 GHz", "100 GHz"]\n')
    result = sidejump.load(run_device(run, "amplitudes", text))
    figures = {each.name: each.figure for each in draw([result])}
    table = result.tables["cuts"]
    potential = figures["cut-middle"].axes[0]
    for row, (kind, dash) in enumerate((("potential", "-"), ("potential_imaginary", "--"))):
        np.testing.assert_allclose(potential.lines[row].get_ydata() * 1e-3,
                                   table[f"middle_{kind}"].value[0, :, 0], atol=1e-12)
    # No spin is on the line in the middle: what the solver leaves of it is not drawn.
    assert not any("spin potential" in axis.get_ylabel() for axis in figures["cut-middle"].axes)
    assert any("real part" in axis.get_title(loc="left") + axis.get_ylabel()
               for axis in figures["fields-1"].axes)


def test_contacts_of_amplitudes_have_both_parts(run):
    text = inputs.DEVICE.replace(
        "spin_hall_angle", 'diffusion_constant = "50 cm^2/s"\nspin_hall_angle') + (
        '[study]\nkind = "ac"\nfrequencies = ["100 GHz"]\n')
    result = sidejump.load(run_device(run, "contacts", text))
    (figure,) = [each.figure for each in draw([result], figure="contacts")]
    potential, current = figure.axes
    found = complex(result["contact.left.potential"][0])
    assert [bar.get_width() * 1e-3 for bar in potential.patches][::2] == pytest.approx(
        [found.real, found.imag])
    assert sorted(bar.get_width() for bar in current.patches) == pytest.approx([-1, 0, 0, 1])


def test_many_outputs_go_in_several_figures():
    angles = np.linspace(-1.0, 1.0, 5)
    units = {"resistivity": "ohm m", "spin_hall_angle": "1", "spin_hall_angle_skew": "1",
             "spin_diffusion_0": "m2/s", "omega_c": "1", "omega_cs": "1", "transport_rate": "1/s",
             "mean_free_path": "m", "swapping": "m2/s"}
    path = "impurity[0].channels[1].phase_shift"
    columns = {name: (angles + 2, unit) for name, unit in units.items()}
    columns["angle"] = (angles, "rad")
    data = {"program": {"name": "sidejump", "version": "0"}, "input": {}, "axes": ["angle"],
            "paths": {"angle": path}, "outputs": list(units), "dimensions": ["angle"],
            "points": 5, "failed": 0}
    found = draw([sidejump.from_data("sweep", data, {"sweep": columns})])
    assert [each.name for each in found] == [
        "spin-hall", "spin-diffusion", "lengths", "rates", "side-jump", "resistivity-and-more"]
    assert found[0].figure.axes[0].get_ylabel() == "spin Hall angle"
    axis = found[4].figure.axes[0]
    assert axis.get_ylabel() == "side-jump coefficient"
    assert [text.get_text() for text in axis.get_legend().get_texts()] == [
        r"$\Omega_c$", r"$\Omega_{cs}$"]
    assert all(len(each.figure.axes) <= 4 for each in found)


def test_results_against_a_result():
    concentrations = np.array([0.03, 0.01, 0.02])
    sweep = over_arrays((2, 3), ["first", "concentration"], {
        "first": (FIRST, ["first"]), "concentration": (concentrations, ["concentration"])})
    columns = {name: (sweep[name].value, "1") for name in sweep.axes}
    shape = sweep["resistivity"].shape
    columns["resistivity"] = (np.arange(6.0).reshape(shape) + 1, "ohm m")
    columns["spin_hall_angle"] = (-np.arange(6.0).reshape(shape), "1")
    data = {**sweep.data, "outputs": ["resistivity", "spin_hall_angle"]}
    result = sidejump.from_data("sweep", data, {"sweep": columns})
    axis = result.plot(x="resistivity").axes[0]
    assert axis.get_xlabel() == "resistivity (Ω m)" and axis.get_ylabel() == "spin Hall angle"
    # All points, and no line from one to the next.
    assert lines(axis.figure) == [([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [0, -1, -2, -3, -4, -5])]
    assert axis.lines[0].get_linestyle() == "None"
    with pytest.raises(TypeError, match=r"plot\(\) got an unexpected keyword"):
        result.plot(quantity="resistivity")
    with pytest.raises(FigureError, match="among the axes and outputs of this sweep"):
        result.plot(x="resistance")


def covered(axis):
    """Points of lines behind the legend."""
    box = axis.get_legend().get_window_extent()
    places = np.concatenate([axis.transData.transform(line.get_xydata()) for line in axis.lines])
    return [place for place in places if box.contains(*place)]


def test_a_legend_of_two_parts_has_room():
    x = np.linspace(0.0, 4.0, 41)
    drawn = [Line(f"{name}_diffusion", x * k, "m2/s", of=part)
             for k, name in enumerate(("charge", "spin", "swap"), 1)
             for part in ("real", "imaginary")]
    figure = line_figure("frequency", x, "THz", drawn, Options())
    figure.canvas.draw()
    [axis] = figure.axes
    assert len(axis.lines) == 6 and not covered(axis)


@pytest.mark.parametrize("log", ["none", "y"])
def test_a_legend_without_a_free_corner_has_room(log):
    x = np.linspace(-1.0, 1.0, 41)
    drawn = [Line(f"{name}_ratio", 0.3 + k * np.exp(-((3 * x) ** 2)) + (1 - x) / 4, "1")
             for k, name in enumerate(("full_longitudinal", "full_transverse",
                                       "two_moment_longitudinal", "two_moment_transverse"))]
    other = Line("length", x**2, "m")
    figure = line_figure("angle", x, "rad", [*drawn, other], Options(log=log))
    figure.canvas.draw()
    axis = figure.axes[0]
    assert len(axis.lines) == 4
    assert not covered(axis)


def test_ticks_of_a_few_decades_can_be_read():
    def shown(axis):
        axis.figure.canvas.draw()
        low, high = sorted(axis.get_view_interval())
        boxes = [text.get_window_extent() for text, place in zip(
            axis.get_ticklabels(), axis.get_majorticklocs()) if low <= place <= high]
        assert all(one.x1 < other.x0 for one, other in zip(boxes, boxes[1:]))
        return [text.get_text() for text, place in zip(
            axis.get_ticklabels(), axis.get_majorticklocs()) if low <= place <= high]

    def over(x):
        return line_figure("depth", x, "1", [Line("spin", x, "1")], Options()).axes[0].xaxis

    assert shown(over(np.geomspace(0.004, 0.1, 9))) == ["0.005", "0.01", "0.02", "0.05", "0.1"]
    assert shown(over(np.array([0.0, 0.01, 0.1, 1.0, 8.0]))) == ["0", "0.1", "1"]
    assert shown(over(np.append(0.0, np.geomspace(0.05, 3.0, 9)))) == [
        "0", "0.1", "0.3", "1", "3"]
