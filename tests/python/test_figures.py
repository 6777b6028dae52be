"""Figures: what they show is what the files hold, labels say what it is in which unit."""

import h5py
import inputs
import matplotlib
import numpy as np
import pytest
from matplotlib.collections import QuadMesh

import sidejump
from sidejump.figures import FigureError, draw, sketches
from sidejump.figures.coefficients import bar_text
from sidejump.figures.labels import plain, scale_for, words
from sidejump.figures.options import Options
from sidejump.unit_text import unit_text

matplotlib.use("Agg")


def labels(figure):
    """The labels of all axes, colour bars included."""
    return [text for axis in figure.axes for text in (axis.get_xlabel(), axis.get_ylabel()) if text]


def has(figure, text):
    return any(text in label.replace("\n", " ") for label in labels(figure))


def by_name(result, **options):
    return {name: figure for name, _, figure in result.figures(**options)}


KINDS = {
    "coefficients": (inputs.ALLOY, {"spin-hall", "spin-diffusion", "lengths", "rates", "side-jump"}),
    "thermal": (inputs.RESONANCE, {"transport", "spin-hall", "spin-transport"}),
    "response": (
        inputs.RESPONSE,
        {"lengths", "hanle", "susceptibility", "modes", "evolution", "injection", "dynamics"},
    ),
    "impurity": (inputs.LEVELS, {"phase-shifts-Ir"}),
    "superconductor": (inputs.BILAYER, {"curves", "profiles"}),
    "rashba": (inputs.GAS, {"spectrum", "terms", "spin-modes"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn(run, kind):
    text, names = KINDS[kind]
    result = sidejump.load(run(kind, f"{kind}-figures", text))
    figures = by_name(result)
    assert set(figures) == names
    for name, figure in figures.items():
        assert figure.axes, name
        for axis in figure.axes:
            assert axis.get_ylabel() or axis.get_shared_y_axes().get_siblings(axis), name
            assert axis.has_data(), name
        figure.canvas.draw()
    assert labels(result.plot()) == labels(next(iter(figures.values())))


def test_labels_have_quantity_and_unit(run):
    thermal = sidejump.load(run("thermal", "resonance-labels", inputs.RESONANCE))
    transport = by_name(thermal)["transport"]
    for label in ("temperature (K)", "resistivity (nΩ m)", "Seebeck coefficient (µV/K)"):
        assert has(transport, label), labels(transport)
    response = by_name(sidejump.load(run("response", "response-labels", inputs.RESPONSE)))
    assert has(response["hanle"], "magnetic field (T)")
    assert has(response["modes"], "decay rate (1/ps)")
    phases = by_name(sidejump.load(run("impurity", "levels-labels", inputs.LEVELS)))
    assert has(phases["phase-shifts-Ir"], "energy from the Fermi energy (eV)")


def test_bars_are_the_numbers_of_the_file(run):
    result = sidejump.load(run("coefficients", "bars", inputs.ALLOY))
    axis = by_name(result)["spin-hall"].axes[1]
    heights = [bar.get_height() for bar in axis.patches]
    names = ["spin_hall_conductivity" + part for part in ("", "_skew", "_side_jump")]
    np.testing.assert_allclose(heights, [float(result[name]) * 1e-6 for name in names])
    assert axis.get_ylabel() == "spin Hall conductivity (MS/m)"


def test_several_alloys_are_drawn_against_what_differs(run):
    concentrations = [0.001, 0.003, 0.01]
    folders = [
        run("coefficients", f"c-{c}", inputs.ALLOY.replace("0.01", str(c))) for c in concentrations
    ]
    results = [sidejump.load(folder) for folder in reversed(folders)]
    figure = draw(results, "spin-hall")[0].figure
    line = figure.axes[0].lines[0]
    np.testing.assert_array_equal(line.get_xdata(), concentrations)
    angles = [float(result["spin_hall_angle"]) for result in reversed(results)]
    np.testing.assert_allclose(line.get_ydata(), angles)
    assert figure.axes[0].get_xlabel() == "concentration"
    shifts = [sidejump.load(run("coefficients", f"s-{s}", inputs.ALLOY.replace("0.05", str(s))))
              for s in (0.1, 0.2)]
    assert "phase shift, channels[2] (rad)" in labels(draw(shifts, "spin-hall")[0].figure)
    against = draw(results, x="resistivity", quantities="spin_hall_angle")[0].figure.axes[0]
    np.testing.assert_allclose(against.lines[0].get_ydata(), angles)
    assert against.get_xlabel() == "resistivity (nΩ m)"
    with pytest.raises(FigureError, match="no \"temperature\" in which the inputs differ"):
        draw(results, x="temperature")


def test_lines_of_a_sweep(run):
    path = run("sweep", "line", inputs.LINE, alloy=inputs.ALLOY)
    figure = sidejump.load(path).plot(log="xy", quantities=["spin_hall_angle", "resistivity"])
    with h5py.File(path) as file:
        n, angle, resistivity = (file[k][()] for k in ("n", "spin_hall_angle", "resistivity"))
    (above, below), (line,) = figure.axes[0].lines, figure.axes[1].lines
    # Negative numbers are dashed on a logarithmic axis.
    assert np.isnan(above.get_ydata()).all() and below.get_linestyle() == "--"
    np.testing.assert_allclose(below.get_ydata(), -angle)
    np.testing.assert_allclose(line.get_xdata(), n)
    np.testing.assert_allclose(line.get_ydata(), resistivity * 1e9)
    assert [axis.get_xscale() for axis in figure.axes] == ["log", "log"]
    assert figure.axes[1].get_ylabel() == "resistivity (nΩ m)"


def test_map_of_a_sweep(run):
    path = run("sweep", "map-figure", inputs.MAP, alloy=inputs.ALLOY)
    ratio = "spin_diffusion_longitudinal/spin_diffusion_transverse"
    figure = sidejump.load(path).plot(quantities=["spin_hall_angle", ratio])
    with h5py.File(path) as file:
        angle = file["spin_hall_angle"][()]
        quotient = file["spin_diffusion_longitudinal"][()] / file["spin_diffusion_transverse"][()]
    meshes = [c for axis in figure.axes for c in axis.collections if isinstance(c, QuadMesh)]
    maps = [mesh for mesh in meshes if mesh.get_array().size == angle.size]
    np.testing.assert_allclose(np.asarray(maps[0].get_array()).reshape(13, 19), angle.T)
    finite = np.isfinite(quotient.T)
    drawn = np.asarray(maps[1].get_array()).reshape(13, 19)
    np.testing.assert_allclose(drawn[finite], quotient.T[finite])
    # Zero is neutral: as far from the least as from the largest.
    assert maps[0].norm.vmin == -maps[0].norm.vmax and maps[0].norm(0.0) == 0.5
    assert maps[1].norm(1.0) == pytest.approx(0.5)
    for label in (r"phase shift $\eta_{0}$ (°)", "spin Hall angle", "$D_L$/$D_T$"):
        assert label in labels(figure)


def test_three_axes_and_samples(run):
    axis = '[[sweep.axis]]\nname = "n"\npath = "impurity[0].concentration"\n'
    three = inputs.MAP.replace(
        "[[sweep.axis]]", axis + "values = [0.001, 0.01, 0.1]\n[[sweep.axis]]", 1)
    result = sidejump.load(run("sweep", "three", three, alloy=inputs.ALLOY))
    figures = by_name(result)
    assert set(figures) == {f"maps-{name}" for name in result.outputs}
    titles = [a.get_title(loc="left") for a in figures["maps-spin_hall_angle"].axes]
    assert titles[:3] == [f"({k}) concentration $n$ = {n}" for k, n in zip("abc", (0.001, 0.01, 0.1))]
    random = inputs.LINE.replace("logarithmic = { from = 1e-3, to = 0.1, points = 9 }",
                                 "random = { from = 0.01, to = 0.1, points = 50 }")
    random += ('[[sweep.axis]]\nname = "eta"\npath = "impurity[0].channels[0].phase_shift"\n'
               'random = { from = "0 rad", to = "0.2 rad", points = 50 }\n')
    samples = sidejump.load(run("sweep", "random", random, alloy=inputs.ALLOY))
    cloud = by_name(samples, quantities="resistivity")["samples"]
    assert sum(bar.get_height() for bar in cloud.axes[0].patches) == 50
    np.testing.assert_array_equal(cloud.axes[1].lines[0].get_xdata(), samples["n"])


def test_failed_points_are_gaps(run):
    path = run("sweep", "gaps", inputs.LINE, alloy=inputs.ALLOY)
    result = sidejump.load(path)
    columns = {name: (result[name].value.copy(), result[name].unit) for name in result.names()}
    columns["resistivity"][0][4] = np.nan
    failed = sidejump.from_data("sweep", result.data, {"sweep": columns})
    (line,) = failed.plot(quantities="resistivity").axes[0].lines
    assert np.isnan(line.get_ydata()).nonzero()[0].tolist() == [4]


def test_error_bands(run):
    text = inputs.BILAYER.replace("grid_check = false", "grid_check = true")
    result = sidejump.load(run("superconductor", "checked", text))
    figure = by_name(result, quantities="pair_potential")["curves"]
    (band,) = figure.axes[0].collections
    values, change = (result[n].value for n in ("pair_potential", "pair_potential.grid_change"))
    drawn = np.concatenate([path.vertices[:, 1] for path in band.get_paths()])
    assert drawn.max() == pytest.approx((values + abs(change)).max())


def test_profiles_and_spectra_are_those_of_the_file(run):
    layers = sidejump.load(run("superconductor", "profiles", inputs.BILAYER))
    line = by_name(layers)["profiles"].axes[0].lines[0]
    fields = layers.tables["fields"]
    np.testing.assert_allclose(line.get_ydata(), fields["node_pair_potential"].value[0])
    gas = sidejump.load(run("rashba", "spectra", inputs.GAS))
    terms = by_name(gas)["terms"].axes[0]
    drawn = {each.get_label(): each.get_ydata() for each in terms.lines}
    np.testing.assert_allclose(drawn["sum"], gas["spin_current_yz"].value.real)
    np.testing.assert_allclose(drawn["rotation"] + drawn["acceleration"], drawn["sum"], atol=1e-9)
    assert has(by_name(gas)["spin-modes"], "angular frequency (rad/")


@pytest.fixture
def device(run):
    try:
        return run("device", "wire", inputs.DEVICE), run("device", "fields", inputs.HANLE)
    except AssertionError as error:
        if "without" in str(error):
            pytest.skip("the program solves no devices")
        raise


def test_devices(device):
    wire, fields = (sidejump.load(folder) for folder in device)
    figures = by_name(wire)
    assert set(figures) == {"fields", "cut-middle", "contacts"}
    assert has(figures["fields"], "$x$ (µm)") and has(figures["fields"], "$y$ (µm)")
    potential = figures["cut-middle"].axes[0]
    table = wire.tables["cuts"]
    np.testing.assert_allclose(
        potential.lines[0].get_ydata(), table["middle_potential"].value[0, :, 0] * 1e3)
    assert potential.get_ylabel() == "charge potential (mV)"
    study = by_name(fields)["study"].axes[0]
    np.testing.assert_array_equal(study.lines[0].get_xdata(), fields["magnetic_field"])
    np.testing.assert_allclose(study.lines[0].get_ydata(), fields["R"])
    assert study.get_xlabel() == "magnetic field (T)" and "(Ω)" in study.get_ylabel()


def test_fits(run, source):
    folder = source / "examples" / "hanle-graphene"
    text = (folder / "tunnelling.toml").read_text().replace('file = "', f'file = "{folder}/')
    result = sidejump.load(run("fit", "hanle", text))
    assert result["spin_lifetime"].unit == "ps"
    assert float(result["spin_lifetime.standard_error"]) > 0
    figures = by_name(result)
    assert set(figures) == {"fit", "profiles", "correlation"}
    curve = result.data["curves"][0]
    above, below = figures["fit"].axes
    np.testing.assert_allclose(above.lines[0].get_ydata(), curve["y"]["values"])
    np.testing.assert_allclose(below.lines[0].get_ydata(), curve["residuals"])
    assert has(figures["fit"], "magnetic field (T)") and has(figures["fit"], "residual (Ω)")
    assert has(figures["profiles"], "spin lifetime (ps)")
    # Numbers stay inside their cells, and cells are square, but for whole pixels.
    correlation = figures["correlation"]
    correlation.canvas.draw()
    axis = correlation.axes[0]
    cell = axis.get_window_extent().width / len(result.data["correlation"]["names"])
    assert axis.get_window_extent().height == pytest.approx(
        axis.get_window_extent().width, abs=2.0)
    assert all(text.get_window_extent().width < 0.95 * cell for text in axis.texts)
    assert cell > 0.1 * correlation.bbox.width


def test_infinite_numbers_have_the_last_colour(run):
    path = run("sweep", "infinite", inputs.MAP, alloy=inputs.ALLOY)
    result = sidejump.load(path)
    assert np.isposinf(result["spin_diffusion_longitudinal"]).sum() == 2
    figure = result.plot(quantities="spin_diffusion_longitudinal")
    drawn = np.asarray(figure.axes[0].collections[0].get_array()).reshape(13, 19)
    infinite = np.isposinf(result["spin_diffusion_longitudinal"].value.T)
    assert np.isfinite(drawn).all() and (drawn[infinite] == drawn.max()).all()


def test_names_of_figures_are_different(run):
    result = sidejump.load(run("rashba", "twice", inputs.GAS))
    names = [sketch.name for sketch in sketches([result, result], Options())]
    assert len(set(names)) == len(names) == 6


def test_numbers_on_bars():
    assert [bar_text(value) for value in (82.0, 84.7, 0.0, -0.1, 640.4, -12345.0, np.inf)] == [
        "82.0", "84.7", "0", "−0.100", "640", "−1.23e+04", "∞"]


def test_prefixes():
    assert scale_for("m", [8.2e-8]).label("length") == "length (nm)"
    assert scale_for("m", [8.2e-8])(8.2e-8) == pytest.approx(82.0)
    assert scale_for("1/s", [9.3e12]).unit == "1/ps"
    assert scale_for("1/s", [9.3e12])(9.3e12) == pytest.approx(9.3)
    assert scale_for("J", [1.602176634e-22]).unit == "meV"
    assert scale_for("J", [1.602176634e-22])(1.602176634e-22) == pytest.approx(1.0)
    assert scale_for("m2/s", [2e-5]).unit == "10⁻⁶ m²/s"
    assert scale_for("nm", [4e3]).unit == "µm" and scale_for("nm", [4e3])(4e3) == pytest.approx(4.0)
    assert scale_for("1", [0.002]).unit == "10⁻³"
    assert scale_for("K", [4e6]).unit == "10⁶ K"
    assert scale_for("rad", [1e-4]).factor == 1.0
    assert scale_for("T", [np.nan, 0.0]).unit == "T"
    assert scale_for("S/m", [1e-3, 1e9], log=True).unit == "kS/m"


def test_names():
    assert words("spin_hall_angle") == "spin Hall angle"
    assert words("thermal.spin_nernst_angle") == "spin Nernst angle"
    assert words("R_nl") == r"$R_{\mathrm{nl}}$"
    assert plain(words("R_nl")) == "R_nl" and plain(words("eta_0")) == "eta_0"
    assert unit_text("cm^2/(V s)") == "cm²/(V s)" and unit_text("uohm cm") == "µΩ cm"
    assert unit_text("1/angstrom") == "1/Å" and unit_text("1") == ""
