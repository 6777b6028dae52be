"""What the axes and legends of figures are called where an input has several of a kind."""

import inputs
import numpy as np
import pytest

from sidejump.figures import draw
from sidejump.figures.compare import path_label

sj = pytest.importorskip("sidejump")
pytest.importorskip("sidejump._sidejump")

IRON = """
[[impurity]]
name = "Fe"
concentration = 0.02
channels = [ { l = 0, j = 0.5, phase_shift = 0.3 },
             { l = 1, j = 0.5, phase_shift = { position = "1 meV", width = "5 meV" } } ]
"""
CERIUM_SHIFT = "impurity[0].channels[1].phase_shift"
IRON_LEVEL = "impurity[1].channels[1].phase_shift.position"
AMOUNTS = {f"impurity[{i}].concentration": np.linspace(0.01, 0.05, n)
           for i, n in ((0, 9), (1, 3))}


def alloy(changes=None):
    return sj.Alloy.from_toml(inputs.ALLOY + IRON).with_values(changes or {})


def over(axes, outputs):
    """Results over all combinations of two axes."""
    (one, ones), (other, others) = axes.items()
    column = sj.Quantity(ones.value[:, None], ones.unit) if isinstance(ones, sj.Quantity) else (
        ones[:, None])
    return alloy({one: column, other: others}).coefficients(outputs=outputs)


def legend(axis):
    return [text.get_text() for text in axis.get_legend().get_texts()]


def test_axes_of_two_species_are_told_apart():
    swept = sj.sweep(alloy(), AMOUNTS, ["spin_hall_angle"])
    for result in (swept, over(AMOUNTS, ["spin_hall_angle"])):
        axis = result.plot().axes[0]
        assert axis.get_xlabel() == "concentration of Ce"
        assert legend(axis)[0] == "concentration of Fe = 0.01"
        assert "against concentration of Ce" in result.figures()[0][1]
    shifts = {f"impurity[{i}].channels[1].phase_shift": np.linspace(0.0, 1.5, 8) for i in (0, 1)}
    axis = sj.sweep(alloy(), shifts, ["resistivity"]).plot("map").axes[0]
    assert axis.get_xlabel() == "phase shift of Ce,\nchannels[1] (rad)"
    assert axis.get_ylabel() == "phase shift of Fe,\nchannels[1] (rad)"


def test_results_that_differ_in_one_species():
    results = [alloy({"impurity[1].concentration": amount}).coefficients()
               for amount in (0.01, 0.02, 0.03)]
    drawn = draw(results, "spin-hall")[0]
    assert drawn.figure.axes[0].get_xlabel() == "concentration of Fe"
    assert drawn.title.endswith("against concentration of Fe")


def test_long_names_stand_once():
    axes = {CERIUM_SHIFT: np.linspace(0.0, 1.5, 9),
            IRON_LEVEL: sj.Quantity(np.array([-5.0, 0.0, 5.0]), "meV")}
    figure = over(axes, ["spin_hall_angle", "resistivity"]).plot()
    assert figure.axes[0].get_legend() is None
    assert legend(figure.axes[1]) == ["−5 meV", "0 meV", "5 meV"]
    title = figure.axes[1].get_legend().get_title().get_text()
    assert title.replace("\n", " ") == "phase shift position of Fe, channels[1]"
    both = over(axes, ["spin_hall_angle", "spin_hall_angle_skew"]).plot().axes[0]
    assert legend(both)[:2] == ["total", "skew"]
    assert legend(both)[2].replace("\n", " ") == "phase shift position of Fe, channels[1]"


def test_the_owner_of_a_path():
    given = {"region": [{"name": "wire"}, {"name": "lead"}], "contact": [{"boundary": "left"}],
             "layer": [{"metal": "S"}, {"metal": "F"}, {"metal": "S"}],
             "impurity": [{"name": "Ce", "levels": [{}, {}]}, {"name": "Ce"}]}
    for path, label in (
        ("region[1].spin_hall_angle", "spin Hall angle of lead"),
        ("contact[0].current", "current"),
        ("layer[1].thickness", "thickness of F"),
        ("layer[2].thickness", "thickness, layer[2]"),
        ("impurity[0].levels[1].energy", "energy, impurity[0], levels[1]"),
        ("impurity[1].channels[0].phase_shift", "phase shift, impurity[1], channels[0]"),
        ("region[1].name", "name"), ("nowhere[3].some_thing", "some thing"),
        ("region[7].thing", "thing"),
    ):
        assert path_label(path, given).replace("$", "") == label
        assert "[" not in path_label(path) or "channels" in path
