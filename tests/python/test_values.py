"""Values of inputs: copies, all types of numpy, and what is refused."""

import pickle
import re
import tomllib

import inputs
import numpy as np
import pytest

sj = pytest.importorskip("sidejump")
pytest.importorskip("sidejump._sidejump")
from sidejump.toml_text import toml_text  # noqa: E402

CONCENTRATION = "impurity[0].concentration"
PHASE_SHIFT = "impurity[0].channels[1].phase_shift"


def alloy(changes=None):
    return sj.Alloy.from_toml(inputs.ALLOY).with_values(changes or {})


def test_extended_numbers_are_numbers():
    for number in (np.longdouble(0.02), np.array(np.longdouble(0.02)), np.float32(0.5),
                   np.array(3, dtype=np.int8), np.longdouble(1)):
        found = alloy({CONCENTRATION: number}).to_dict()["impurity"][0]["concentration"]
        assert found == float(number) and type(found) in (int, float)
    made = sj.Alloy(host={"fermi_wavenumber": np.longdouble(1)}, impurity=[])
    with pytest.raises(sj.InputError, match="needs a unit"):
        made.check()
    with pytest.raises(sj.InputError, match="of type clongdouble|of type complex256|longcomplex"):
        alloy({CONCENTRATION: np.clongdouble(1)})


def test_inputs_do_not_change_with_the_arrays_of_the_caller():
    values = np.array([0.01, 0.02])
    made = alloy({CONCENTRATION: values})
    expected = made.coefficients()["resistivity"].value.copy()
    values[:] = 0.5
    made.arrays[CONCENTRATION][:] = 0.9
    pickle.loads(pickle.dumps(made)).arrays[CONCENTRATION][:] = 0.9
    assert np.array_equal(made.coefficients()["resistivity"].value, expected)
    assert made.arrays[CONCENTRATION].tolist() == [0.01, 0.02]


def test_results_do_not_change():
    found = alloy({CONCENTRATION: np.array([0.01, 0.02])}).coefficients()
    with pytest.raises(ValueError, match="read-only"):
        found["resistivity"].value[0] = 5
    single = alloy().coefficients()
    single.to_dict()["results"].clear()
    assert "results" in single.data and single.data["results"]


def test_masks_and_imaginary_parts_are_refused():
    masked = np.ma.array([0.01, 999.0], mask=[False, True])
    with pytest.raises(sj.InputError, match=re.escape(f"{CONCENTRATION}: ") + ".*masked"):
        alloy({CONCENTRATION: masked})
    with pytest.raises(sj.InputError, match="masked"):
        sj.Sweep(alloy(), {CONCENTRATION: masked}, ["resistivity"])
    with pytest.raises(sj.InputError, match="complex"):
        alloy({CONCENTRATION: sj.Quantity(1j)})


def test_complex_quantities_convert():
    assert sj.Quantity(np.array([1 + 2j]), "m").to("cm").value.tolist() == [100 + 200j]
    assert complex(sj.Quantity(1 + 2j, "m").to("cm")) == 100 + 200j
    assert np.allclose(sj.Quantity(np.array([1 + 2j]), "degC").to("K").value, [274.15 + 2j])


@pytest.mark.parametrize("path", ["impurity[00].channels[01].phase_shift", PHASE_SHIFT])
def test_paths_are_the_same_however_they_are_written(path):
    over = alloy({PHASE_SHIFT: np.array([0.1, 0.2])})
    assert over.with_values({path: 0.3}).arrays == {}
    changed = over.with_values({path: np.array([0.4, 0.5, 0.6])})
    assert list(changed.arrays) == [PHASE_SHIFT]
    assert changed.coefficients()["resistivity"].shape == (3,)
    assert alloy({path: np.ones(2), "impurity[0].channels": []}).arrays == {}


def test_inputs_in_other_inputs(tmp_path):
    over = alloy({CONCENTRATION: np.array([0.01, 0.02])})
    with pytest.raises(ValueError, match=re.escape(CONCENTRATION)):
        sj.Superconductor(metal=[{"alloy": over}])
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "eta.tsv").write_text("-1 0.1\n0 0.2\n1 0.3\n")
    (folder / "alloy.toml").write_text(inputs.ALLOY.replace(
        "phase_shift = 0.1 ", 'phase_shift = { table = "eta.tsv", energy_unit = "eV" } '))
    nested = sj.Superconductor(metal=[{"alloy": sj.Alloy.from_file(folder / "alloy.toml")}])
    channel = nested.to_dict()["metal"][0]["alloy"]["impurity"][0]["channels"][0]
    assert channel["phase_shift"]["table"] == str(folder / "eta.tsv")


def test_texts_and_paths_that_utf8_cannot_hold():
    with pytest.raises(sj.InputError, match="UTF-8"):
        alloy({"host.name": "\ud800"})
    with pytest.raises(sj.InputError, match="UTF-8"):
        sj.Alloy.from_toml('name = "\ud800"')
    with pytest.raises(sj.InputError, match="UTF-8"):
        sj.Sweep("alloy.toml", {"host.name": ["\ud800"]}, ["resistivity"])
    for use in (sj.Alloy.from_file, sj.Sweep.from_file, lambda path: alloy().coefficients(out=path),
                lambda path: alloy().thermal(["4 K"], out=path)):
        for path, kind, told in (("\udcff", ValueError, "UTF-8"),
                                 ("q\0y/z", ValueError, "without NUL"),
                                 (b"alloy.toml", TypeError, "as a text")):
            with pytest.raises(kind, match=told):
                use(path)
    with pytest.raises(TypeError, match="path of a parameter as a text, found 3"):
        alloy({3: 0.1})


def test_texts_of_inputs_are_toml():
    for text in ("a\x7fb", 'a"b', "a\\b", "a\nb\0"):
        assert tomllib.loads(toml_text({text: text})) == {text: text}


def test_dates_are_told_by_their_place():
    made = sj.Alloy.from_toml(inputs.ALLOY + "\n[kinetics]\nside_jump = 2020-01-01\n")
    changed = made.with_values({CONCENTRATION: 0.1})
    for use in (made.to_dict, changed.to_toml, changed.check):
        with pytest.raises(sj.InputError, match="kinetics.*date"):
            use()


@pytest.mark.parametrize("arguments, message", [
    ({"threads": 2.0}, "threads: expected a number of threads, found 2.0"),
    ({"threads": 2**40}, "threads: expected"),
    ({"threads": -3}, "threads: expected"),
    ({"errors": "foo"}, 'errors: expected "raise" or "nan"'),
    ({"outputs": "resistivity"}, "outputs: expected .* found 'resistivity'"),
    ({"outputs": ["nonsense"]}, "nonsense"),
])
def test_arguments_are_judged_with_and_without_arrays(arguments, message):
    for made in (alloy(), alloy({CONCENTRATION: np.array([0.1, 0.2])})):
        with pytest.raises((ValueError, sj.InputError), match=message):
            made.coefficients(**arguments)


def test_one_point_that_can_be_read_is_enough():
    values = np.full(1000, np.nan)
    values[777] = 0.01
    found = alloy({CONCENTRATION: values}).coefficients(errors="nan")
    assert np.flatnonzero(np.isfinite(found["resistivity"].value)).tolist() == [777]
    with pytest.raises(sj.InputError, match=re.escape("(at [0] of the arrays)")):
        alloy({CONCENTRATION: np.full(1000, np.nan)}).coefficients(errors="nan")
    with pytest.raises(sj.InputError, match="found the number 2$"):
        alloy({CONCENTRATION: 2.0}).evaluate(["resistivity"])


def test_the_input_of_results_over_arrays_says_so():
    found = alloy({CONCENTRATION: np.array([0.01, 0.03])}).coefficients()
    assert found.input["impurity"][0]["concentration"] == "2 values, 0.01 to 0.03"
    assert found.input["host"]["fermi_wavenumber"] == "1.36 1/angstrom"


def test_sums_and_products_have_units():
    length, time = sj.Quantity(np.array([1.0, 2.0]), "m"), sj.Quantity(2.0, "s")
    for found, value, unit in (
        (length * 2, [2, 4], "m"), (np.float64(2) * length, [2, 4], "m"),
        (np.array([1, 2]) * length, [1, 4], "m"), (length / time, [0.5, 1], "m/s"),
        (length / length, [1, 1], "1"), (1 / time, 0.5, "1/s"),
        (length * time, [2, 4], "m s"), (length - length, [0, 0], "m"),
        (length + sj.Quantity(50.0, "cm"), [1.5, 2.5], "m"), (-length, [-1, -2], "m"),
        (abs(-length), [1, 2], "m"), (sj.Quantity(0.5) + 1, 1.5, "1"),
    ):
        assert isinstance(found, sj.Quantity)
        assert found.unit == unit and np.array_equal(found.value, value)
    for wrong in (lambda: length + 1, lambda: np.float64(1) + length, lambda: length - time):
        with pytest.raises(ValueError, match="does not convert"):
            wrong()
    assert type(np.sqrt(length)) is np.ndarray
