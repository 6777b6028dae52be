"""Results of sweeps and over arrays: ratios along axes, words, warnings, single points, threads."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import h5py
import inputs
import matplotlib
import numpy as np
import pytest

from sidejump.figures import style
from sidejump.report.page import page

sj = pytest.importorskip("sidejump")
pytest.importorskip("sidejump._sidejump")

CONCENTRATION = "impurity[0].concentration"
PHASE_SHIFT = "impurity[0].channels[0].phase_shift"
MOMENTS = "kinetics.moments"


def alloy(changes=None):
    return sj.Alloy.from_toml(inputs.ALLOY).with_values(changes or {})


def test_ratios_run_along_the_dimensions_of_both():
    amounts, shifts = np.array([1e-4, 1e-3, 1e-2]), np.array([0.1, 0.2, 0.3])
    swept = sj.sweep(alloy(), {CONCENTRATION: amounts, PHASE_SHIFT: shifts}, ["resistivity"])
    over = alloy({CONCENTRATION: amounts[:, None], PHASE_SHIFT: shifts}).coefficients(
        outputs=["resistivity"])
    for result in (swept, over):
        resistivity = result["resistivity"].value
        found = result["resistivity/impurity_0_concentration"]
        np.testing.assert_allclose(found.value, resistivity / amounts[:, None], rtol=1e-14)
        assert found.unit == "ohm m"
        other = result["impurity_0_channels_0_phase_shift/impurity_0_concentration"].value
        np.testing.assert_allclose(other, shifts / amounts[:, None], rtol=1e-14)
        turned = result["impurity_0_concentration/resistivity/impurity_0_channels_0_phase_shift"]
        np.testing.assert_allclose(turned.value, amounts[:, None] / resistivity / shifts)
        assert result["impurity_0_concentration/impurity_0_concentration"].shape == (3,)
        # The resistivity is proportional to the amount of an impurity, up to its square.
        np.testing.assert_allclose(found.value, found.value[:1].repeat(3, axis=0), rtol=0.01)


def test_ratios_over_zipped_axes_and_several_dimensions():
    values = np.array([[0.01, 0.02], [0.03, 0.04]])
    result = alloy({CONCENTRATION: values}).coefficients(outputs=["resistivity"])
    found = result["resistivity/impurity_0_concentration"].value
    np.testing.assert_allclose(found, result["resistivity"].value / values)
    zipped = sj.sweep(alloy(), {CONCENTRATION: [0.01, 0.02], PHASE_SHIFT: [0.1, 0.2]},
                      ["resistivity"], combine="zip")
    found = zipped["resistivity/impurity_0_concentration"].value
    np.testing.assert_allclose(found, zipped["resistivity"].value / np.array([0.01, 0.02]))


def test_there_are_no_ratios_over_words():
    swept = sj.sweep(alloy(), {MOMENTS: ["full", "two-moment"]}, ["resistivity"])
    assert "resistivity" in swept and "resistivity/resistivity" in swept
    assert "resistivity/kinetics_moments" not in swept
    with pytest.raises(TypeError, match="found a Quantity of type float64 in ohm m and"):
        swept["resistivity/kinetics_moments"]


def test_ratios_of_ratios_are_taken_from_the_left():
    result = alloy().coefficients()
    chain = "resistivity/mean_free_path/seebeck"
    assert chain not in result
    chain = "resistivity/mean_free_path/spin_hall_angle"
    expected = (float(result["resistivity"]) / float(result["mean_free_path"])
                / float(result["spin_hall_angle"]))
    assert float(result[chain]) == pytest.approx(expected) and chain in result


@pytest.mark.parametrize("moments", [["full"], ["two-moment", "full"]])
def test_axes_of_words_are_shown(moments):
    result = sj.sweep(alloy(), {CONCENTRATION: [0.01, 0.02], MOMENTS: moments}, ["resistivity"])
    text = page([result])
    for word in moments:
        assert f">{word}<" in text
    assert "could be drawn" not in text
    shown = moments[0] if len(moments) == 1 else "2 values"
    assert shown in str(result) and shown in result._repr_html_()
    assert str(result["kinetics_moments"][0]) == moments[0]
    assert result.to_dict()["coords"]["kinetics_moments"]["data"].tolist() == moments


def test_warnings_of_a_file_are_those_of_its_result(tmp_path):
    study = sj.Sweep(alloy(), {CONCENTRATION: [0.01, 0.02]}, ["resistivity"])
    made = study.run(out=tmp_path / "x.h5")
    assert made.warnings == sj.load(tmp_path / "x.h5").warnings == study.check()
    told = ["point 1: a law does not hold", "point 2: neither"]
    with h5py.File(tmp_path / "x.h5", "a") as changed:
        changed.attrs["warnings"] = told
    loaded = sj.load(tmp_path / "x.h5")
    assert loaded.warnings == told
    text = page([loaded], figures=False)
    assert all(warning in text for warning in told)


def test_at_least_one_output():
    for made in (alloy(), alloy({CONCENTRATION: np.array([0.1, 0.2])})):
        with pytest.raises(ValueError, match="outputs: expected at least one name, found none"):
            made.evaluate([])
    with pytest.raises(ValueError, match="outputs: expected at least one name, found none"):
        made.coefficients(outputs=[])


def test_single_points_are_drawn_as_bars():
    result = alloy().evaluate(["spin_hall_angle", "resistivity"])
    figure = result.plot()
    heights = [[bar.get_height() for bar in axis.patches] for axis in figure.axes]
    assert heights[0] == [pytest.approx(float(result["spin_hall_angle"]))]
    assert len(heights) == 2
    assert "could be drawn" not in page([result])


def test_temperatures_have_the_name_they_have_without_arrays():
    temperatures = sj.Quantity(np.array([4.0, 10.0]), "K")
    over = alloy().thermal(temperatures)
    listed = alloy().thermal(["4 K", "10 K"])
    assert over["temperature"] == temperatures == listed["temperature"]
    np.testing.assert_allclose(over["seebeck"].value, listed["seebeck"].value, rtol=1e-9)
    assert over.plot(x="temperature").axes[0].get_xlabel() == "temperature (K)"
    assert "thermal_temperature" in alloy({"thermal.temperature": temperatures}).evaluate(
        ["thermal.seebeck"])
    with pytest.raises(sj.InputError, match="an array of them .*found a list of 2"):
        alloy({CONCENTRATION: np.array([0.1, 0.2])}).thermal(["4 K", "10 K"])


def test_large_results_in_memory_name_no_file(tmp_path):
    result = alloy({CONCENTRATION: np.linspace(0.001, 0.01, 300)}).coefficients(
        outputs=["resistivity"])
    text = page([result], figures=False)
    assert "300 points." in text and "which are in" not in text
    sj.sweep(alloy(), {CONCENTRATION: np.linspace(0.001, 0.01, 300)}, ["resistivity"],
             out=tmp_path / "many.h5")
    assert "300 points, which are in many.h5." in page([sj.load(tmp_path / "many.h5")],
                                                       figures=False)


def test_drawing_threads_leave_the_look_of_others():
    expected = dict(matplotlib.rcParams)
    inside, leave = threading.Event(), threading.Event()

    def first():
        with style.styled():
            inside.set()
            leave.wait(10)

    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(first)
        assert inside.wait(10)

        def second():
            with style.styled():
                leave.set()

        other = threads.submit(second)
        # Without a lock the second one begins, and ends after the first one.
        assert not leave.wait(0.3)
        leave.set()
        one.result(), other.result()
    assert dict(matplotlib.rcParams) == expected


def test_files_have_the_permissions_of_new_ones(tmp_path, monkeypatch):
    import os

    monkeypatch.setattr(os, "umask", None)  # which is of all threads
    (tmp_path / "new").write_text("")
    expected = (tmp_path / "new").stat().st_mode
    result = alloy().coefficients()
    result.report(tmp_path / "page.html", figures=False)
    style.save(result.plot(), tmp_path / "figures" / "x.png", "png")
    for file in ("page.html", "figures/x.png"):
        assert (tmp_path / file).stat().st_mode == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures", "new", "page.html"]
    shutil.rmtree(tmp_path / "figures")
    with pytest.raises(KeyError):
        style.save(result.plot(), tmp_path / "figures" / "x.png", "jxl")
    assert list((tmp_path / "figures").iterdir()) == []
