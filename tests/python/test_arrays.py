"""Arrays in the place of numbers: every point is what the input with its numbers gives."""

import re

import inputs
import numpy as np
import pytest

sj = pytest.importorskip("sidejump")
pytest.importorskip("sidejump._sidejump")

PHASE_SHIFT = "impurity[0].channels[1].phase_shift"
CONCENTRATION = "impurity[0].concentration"


def alloy(text=inputs.ALLOY):
    return sj.Alloy.from_toml(text)


def bits(values):
    return np.asarray(values, dtype=float).view(np.uint64).tolist()


def test_points_are_single_alloys_bit_by_bit():
    angles = np.linspace(-170.0, 170.0, 7)
    concentrations = np.logspace(-5, -1, 4)
    found = alloy().with_values({
        PHASE_SHIFT: sj.Quantity(angles[:, None], "degree"), CONCENTRATION: concentrations,
    }).coefficients(errors="nan")
    assert found.shape == (7, 4) and found.is_fast
    assert found.dimensions == [PHASE_SHIFT.replace("[", "_").replace("].", "_"),
                                "impurity_0_concentration"]
    assert np.array_equal(found["impurity_0_concentration"].value, concentrations)
    for i, angle in enumerate(angles):
        for k, concentration in enumerate(concentrations):
            single = alloy().with_values(
                {PHASE_SHIFT: f"{angle!r} degree", CONCENTRATION: float(concentration)})
            try:
                expected = single.coefficients()
            except sj.RunError:
                assert np.isnan(found["spin_hall_angle"].value[i, k])
                continue
            for name in found.outputs:
                value = float(expected[name])
                if name == "swapping" and np.isinf(value):
                    continue
                assert bits([found[name].value[i, k]]) == bits([value]), (name, angle)
                assert found[name].unit == expected[name].unit


def test_all_arguments_of_the_fast_way():
    text = inputs.ALLOY.replace("phase_shift = 0.05", "phase_shift = 0.05, inelastic = 0.9")
    path = "impurity[0].channels[2].inelastic"
    values = np.array([0.2, 0.7, 1.0])
    found = alloy(text).with_values({path: values}).coefficients()
    assert found.is_fast
    for i, value in enumerate(values):
        single = alloy(text).with_values({path: float(value)}).coefficients()
        assert bits([found["spin_relaxation_rate"].value[i]]) == bits(
            [float(single["spin_relaxation_rate"])])


@pytest.mark.parametrize("path, values", [
    ("host.fermi_wavenumber", sj.Quantity(np.array([1.2, 1.36]), "1/angstrom")),
    ("host.effective_mass", np.array([1.0, 1.5])),
    ("impurity[0].channels[0].off_shell_exponent", np.array([0.0, 0.5])),
])
def test_any_number_may_be_an_array(path, values):
    found = alloy().with_values({path: values}).coefficients()
    assert not found.is_fast
    for i in range(2):
        single = alloy().with_values({path: values[i]}).coefficients()
        for name in ("spin_hall_conductivity", "mean_free_path"):
            assert bits([found[name].value[i]]) == bits([float(single[name])])


def test_temperatures_are_broadcast_against_other_arrays():
    temperatures = np.array([5.0, 50.0])
    concentrations = np.array([[0.01], [0.02], [0.03]])
    base = alloy(inputs.RESONANCE)
    found = base.with_values({CONCENTRATION: concentrations}).thermal(
        sj.Quantity(temperatures, "K"))
    assert found["seebeck"].shape == (3, 2) and found["seebeck"].unit == "V/K"
    for i, (concentration,) in enumerate(concentrations):
        single = base.with_values({CONCENTRATION: concentration}).thermal(["5 K", "50 K"])
        assert bits(found["seebeck"].value[i]) == bits(single["seebeck"].value)


def test_numbers_of_other_commands():
    found = alloy().with_values({CONCENTRATION: np.array([0.01, 0.02])}).evaluate(
        ["spin_decay_length_longitudinal", "spin_hall_angle"])
    assert found.outputs == ["spin_decay_length_longitudinal", "spin_hall_angle"]
    single = alloy().response()["spin_decay_length_longitudinal"]
    assert bits([found["spin_decay_length_longitudinal"].value[0]]) == bits([float(single)])


def test_threads_do_not_change_results():
    made = alloy().with_values({PHASE_SHIFT: np.linspace(-1.5, 1.5, 10_001)})
    one = made.coefficients(threads=1)
    for threads in (2, 3, None):
        other = made.coefficients(threads=threads)
        for name in one.outputs:
            assert bits(one[name].value) == bits(other[name].value)


def test_only_what_is_asked_for():
    made = alloy().with_values({CONCENTRATION: np.array([0.01, 0.02])})
    assert made.coefficients(outputs=["resistivity"]).outputs == ["resistivity"]
    with pytest.raises(sj.InputError, match="did you mean"):
        made.evaluate(["resistivty"])


def test_lists_and_arrays_of_the_sections_of_lists_stay_lists():
    made = sj.Alloy(
        host={"fermi_wavenumber": "1.36 1/angstrom"},
        impurity={"concentration": 0.01, "channels": [{"l": 0, "j": 0.5, "phase_shift": 0.1}]},
        thermal={"temperature": ["1 K", "2 K"]},
        spectrum={"temperature": sj.Quantity(np.array([0.0, 4.0]), "K")},
    )
    assert made.arrays == {}
    assert made.to_dict()["spectrum"]["temperature"] == ["0.0 K", "4.0 K"]


FAILURES = {
    "NaN": (CONCENTRATION, np.array([0.1, np.nan, -1.0]), "a finite number", "[1]"),
    "range": (CONCENTRATION, np.array([[0.1, 0.2], [2.0, 0.1]]), "found the number 2", "[1, 0]"),
    "angle": (PHASE_SHIFT, np.array([0.1, 1e6]), "a number of radians", "[1]"),
    "unit": (PHASE_SHIFT, sj.Quantity(np.array([0.1, 0.2]), "m"), "an angle with a unit", "[0]"),
    "no unit": ("host.fermi_wavenumber", np.array([1.0, 2.0]), "needs a unit", "[0]"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_the_first_point_that_fails_is_named(failure):
    path, values, message, place = FAILURES[failure]
    with pytest.raises(sj.InputError) as found:
        alloy().with_values({path: values}).coefficients()
    assert message in str(found.value)
    assert str(found.value).endswith(f"(at {place} of the arrays)")
    assert found.value.key == path


def test_failing_points_may_be_undefined():
    found = alloy().with_values({CONCENTRATION: np.array([np.nan, 0.01, 7.0])}).coefficients(
        errors="nan")
    assert np.isnan(found["resistivity"].value).tolist() == [True, False, True]
    assert "2 of 3 points failed" in found.warnings


def test_arrays_that_do_not_go_together():
    with pytest.raises(sj.InputError, match=re.escape(
            f"found that {CONCENTRATION} has (2,), {PHASE_SHIFT} has (3,)")):
        alloy().with_values(
            {CONCENTRATION: np.array([0.1, 0.2]), PHASE_SHIFT: np.ones(3)}).coefficients()
    for values, message in ((np.array(["a"]), "array of type <U1"),
                            (np.array([1j]), "array of type complex128"),
                            (np.array([]), "array without elements")):
        with pytest.raises(sj.InputError, match=re.escape(message)):
            alloy().with_values({CONCENTRATION: values})
    made = alloy().with_values({CONCENTRATION: np.array([0.1, 0.2])})
    with pytest.raises(ValueError, match="errors: expected"):
        made.coefficients(errors="ignore")
    with pytest.raises(ValueError, match="threads: expected"):
        made.coefficients(threads=0)
    for method in (made.response, made.impurity):
        with pytest.raises(ValueError, match=re.escape(CONCENTRATION)):
            method()
    with pytest.raises(ValueError, match="belong to the axes"):
        sj.Sweep(made, {}, ["resistivity"])


def test_as_datasets():
    found = alloy().with_values({
        PHASE_SHIFT: sj.Quantity(np.array([[10.0], [20.0], [30.0]]), "degree"),
        CONCENTRATION: np.array([0.01, 0.02]),
    }).coefficients(outputs=["resistivity"])
    data = found.to_dict()
    angle, concentration = "impurity_0_channels_1_phase_shift", "impurity_0_concentration"
    assert data["dims"] == {angle: 3, concentration: 2}
    assert data["coords"][angle]["attrs"]["units"] == "degree"
    assert data["coords"][angle]["data"].tolist() == [10.0, 20.0, 30.0]
    resistivity = data["data_vars"]["resistivity"]
    assert resistivity["dims"] == [angle, concentration]
    assert resistivity["attrs"]["units"] == "ohm m" and resistivity["data"].shape == (3, 2)
    try:
        import xarray  # noqa: F401
    except ImportError:
        with pytest.raises(ImportError, match="needs the package xarray"):
            found.to_xarray()
    else:
        assert found.to_xarray()[angle].attrs["units"] == "degree"


def test_warnings_name_their_points():
    found = alloy().with_values({CONCENTRATION: np.array([0.01, 0.02])}).coefficients()
    assert any(warning.startswith("at [") for warning in found.warnings)
