"""Results read from the files of the program."""

import json

import h5py
import inputs
import numpy as np
import pytest

import sidejump
from sidejump import results


@pytest.fixture(scope="module")
def alloy(run):
    return sidejump.load(run("coefficients", "alloy", inputs.ALLOY) / "result.json")


def test_numbers_of_the_file(alloy):
    data = json.loads(alloy.path.read_text())
    for name, entry in data["results"].items():
        assert float(alloy[name]) == entry["value"], name
        assert alloy[name].unit == entry["unit"]
    assert alloy.kind == "coefficients"
    assert alloy.to_dict() == data
    assert alloy.input["host"]["name"] == "Cu"
    assert alloy.program["name"] == "sidejump"
    assert alloy.warnings == data["warnings"]
    assert all(check["passed"] for check in alloy.checks.values())


def test_a_folder_with_one_result_stands_for_it(alloy):
    assert sidejump.load(alloy.folder).path == alloy.path


def test_infinite_numbers_have_their_sign(run):
    # Equal s1/2 and p1/2 phase shifts conserve helicity: kappa = (D_2 - D_0)/3 with D_0 infinite.
    helicity = inputs.DOUBLET.replace("phase_shift = 0 }", 'phase_shift = "90 degree" }', 1)
    result = sidejump.load(run("coefficients", "helicity", helicity))
    assert float(result["spin_diffusion_longitudinal"]) == np.inf
    assert float(result["swapping"]) == -np.inf


def test_temperatures_make_arrays(run):
    result = sidejump.load(run("thermal", "resonance", inputs.RESONANCE))
    np.testing.assert_array_equal(result["temperature"], [1, 10, 50, 200])
    assert result["temperature"].unit == "K"
    expected = [point["results"]["seebeck"]["value"] for point in result.data["results"]]
    np.testing.assert_array_equal(result["seebeck"], expected)
    assert result["seebeck"].unit == "V/K"


def test_lists_of_the_response(run):
    result = sidejump.load(run("response", "response", inputs.RESPONSE))
    np.testing.assert_array_equal(result["hanle.field"], [-2, -1, 0, 1, 2])
    assert result["hanle.signal"].unit == "s/m"
    conductivity = result["dynamics.charge_conductivity"]
    assert conductivity.shape == (3,)
    entry = result.data["dynamics"][1]["charge_conductivity"]
    assert conductivity.value[1] == complex(entry["real"], entry["imaginary"])
    assert result["modes.lifetime"].value[0] == np.inf  # of the charge


def test_tables_of_impurities_are_read_when_asked_for(run):
    result = sidejump.load(run("impurity", "levels", inputs.LEVELS))
    table = result.tables["Ir-l2-j1.5.tsv"]
    assert table["energy"].unit == "eV"
    at_fermi_energy = np.interp(0.0, table["energy"], table["phase_shift"])
    assert at_fermi_energy == pytest.approx(float(result["Ir.phase_shift_l2_j1.5"][0]), abs=1e-3)


def test_sweep(run):
    path = run("sweep", "map", inputs.MAP, alloy=inputs.ALLOY)
    result = sidejump.load(path)
    assert result.axes == result.dimensions == ["eta_0", "eta_2"]
    assert result.outputs[0] == "spin_hall_angle"
    with h5py.File(path) as file:
        for name in result.names():
            np.testing.assert_array_equal(result[name].value, file[name][()])
    assert result["eta_0"].unit == "degree"
    assert result["spin_diffusion_transverse"].unit == "m2/s"
    assert result["spin_hall_angle"].shape == (19, 13)


def test_superconductor_and_gas(run):
    layers = sidejump.load(run("superconductor", "bilayer", inputs.BILAYER))
    np.testing.assert_array_equal(layers["temperature"], [0.2, 0.5])
    assert layers.tables["fields"]["node_pair_potential"].shape[0] == 2
    gas = sidejump.load(run("rashba", "gas", inputs.GAS))
    assert gas["frequency"].unit == "Hz"
    assert gas["spin_current_yz"].value.dtype == complex
    assert gas["spin_modes.rate"].shape[0] == 4
    table = gas.tables["response"]
    np.testing.assert_allclose(gas["spin_y"].value.real, table["spin_y_real"], rtol=1e-11)


def test_load_all(run, tmp_path, alloy):
    run("thermal", "resonance", inputs.RESONANCE)
    kinds = {result.kind for result in sidejump.load_all(run.folder)}
    assert {"coefficients", "thermal"} <= kinds
    with pytest.raises(sidejump.ResultFileError, match="expected one result, found .*load_all"):
        sidejump.load(run.folder)
    with pytest.raises(sidejump.ResultFileError, match="found none in it"):
        sidejump.load_all(tmp_path)


def test_unknown_names(alloy):
    with pytest.raises(KeyError, match='did you mean "spin_hall_angle"'):
        alloy["spin_hal_angle"]
    with pytest.raises(KeyError, match="there are"):
        alloy["x"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r":1:2: expected JSON"),
        ("[1]", "expected an object, found a list"),
        ('{"a": 1}', "expected a result of sidejump .*found entries a"),
        ('{"program": {"name": "sidejump"}, "kind": "x"}', "found a result of kind x"),
        ("\udcff\udcfe", "JSON or HDF5, found neither"),
    ],
)
def test_files_that_are_no_results(tmp_path, text, message):
    path = tmp_path / "result.json"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(sidejump.ResultFileError, match=message) as caught:
        sidejump.load(path)
    assert str(path) in str(caught.value)


def test_inputs_are_no_results(tmp_path):
    for text, command in [("[host]", "coefficients"), ("[sweep]", "sweep"), ("x =", "coefficients"),
                          ("[model]\n[[data]]", "fit"), ("[geometry]", "device")]:
        path = tmp_path / "input.toml"
        path.write_text(text)
        with pytest.raises(sidejump.ResultFileError, match=f"`sidejump {command} {path}` makes"):
            sidejump.load(path)


def test_hdf5_files_that_are_no_sweeps(run, tmp_path):
    path = tmp_path / "other.h5"
    with h5py.File(path, "w") as file:
        file["x"] = [1.0]
    with pytest.raises(sidejump.ResultFileError, match="found an HDF5 file with x"):
        sidejump.load(path)
    damaged = tmp_path / "damaged.h5"
    damaged.write_bytes(path.read_bytes()[:100])
    with pytest.raises(sidejump.ResultFileError, match="damaged"):
        sidejump.load(damaged)


def test_damaged_files_are_named(run, alloy, tmp_path):
    path = tmp_path / "result.json"
    for results in ({}, {"results": []}, {"results": "x"}):
        data = {**alloy.data, "kind": "coefficients", **results}
        if not results:
            del data["results"]
        path.write_text(json.dumps(data))
        with pytest.raises(sidejump.ResultFileError, match="result.json: damaged"):
            repr(sidejump.load(path))
    path.write_text('{"a":' + 100000 * "[" + 100000 * "]" + "}")
    with pytest.raises(sidejump.ResultFileError, match="result.json: damaged: RecursionError"):
        sidejump.load(path)
    path.unlink()
    swept = run("sweep", "map", inputs.MAP, alloy=inputs.ALLOY)
    copied = tmp_path / "copied.h5"
    for damage in (lambda file: file.attrs.pop("outputs"), lambda file: file.pop("eta_0"),
                   lambda file: file.attrs.modify("input", "{")):
        copied.write_bytes(swept.read_bytes())
        with h5py.File(copied, "a") as file:
            damage(file)
        with pytest.raises(sidejump.ResultFileError, match="copied.h5: damaged"):
            sidejump.load(copied)


def test_files_that_are_replaced_while_they_are_read(alloy, tmp_path, monkeypatch):
    path = tmp_path / "result.json"
    path.write_text(json.dumps(alloy.data))
    replaced = {**alloy.data, "warnings": ["later"]}
    read, times = results._read_json, 0

    def replacing(file):
        nonlocal times
        found, times = read(file), times + 1
        if times in when:
            path.write_text(json.dumps(replaced) + times * " ")
        return found

    monkeypatch.setattr(results, "_read_json", replacing)
    when = [1]
    found = sidejump.load(path)
    assert found.warnings == ["later"] and found.has_its_file
    times, when = 0, [1, 2]
    with pytest.raises(sidejump.ResultFileError, match="written anew"):
        sidejump.load(path)


def test_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such file or folder"):
        sidejump.load(tmp_path / "result.json")


def test_results_in_memory(alloy):
    copy = sidejump.from_data("coefficients", alloy.data)
    assert copy["resistivity"] == alloy["resistivity"]
    assert copy.path is None and copy.folder is None
    made = sidejump.from_data("impurity", {"impurities": []}, {"t": {"x": ([1, 2], "m"), "y": [3]}})
    assert made.tables["t"]["x"] == sidejump.Quantity(np.array([1, 2]), "m")
    mine = np.array([1.0, 2.0])
    made = sidejump.from_data("thermal", {"results": []}, {"t": {"x": mine, "y": (mine, "m")}})
    assert made.tables["t"]["y"].unit == "m"
    mine[0] = 3.0
    assert made.tables["t"]["x"].value.tolist() == [1.0, 2.0]
    with pytest.raises(TypeError, match="found a Quantity"):
        sidejump.from_data("thermal", {}, {"t": {"x": (sidejump.Quantity(mine, "m"), "cm")}})
    with pytest.raises(TypeError, match="item assignment"):
        copy.quantities["resistivity"] = 0.0
    with pytest.raises(TypeError, match="name of a number, found 0"):
        copy[0]
    with pytest.raises(ValueError, match='did you mean "thermal"'):
        sidejump.from_data("therml", {})


def test_notebook_display(alloy):
    page = alloy._repr_html_()
    assert "<td>spin_hall_angle</td>" in page
    assert "m²/s" in page
    for warning in alloy.warnings:
        assert "slow spin mode" in warning
        assert "slow spin mode" in page
    assert "CoefficientsResult" in repr(alloy)


def test_quantity():
    length = sidejump.Quantity(8.2e-8, "m", "a length")
    assert f"{length:.3g}" == "8.2e-08 m"
    assert float(length) == 8.2e-8
    assert length.to("m") is length
    lengths = sidejump.Quantity(np.array([1.0, 2.0]), "m")
    np.testing.assert_array_equal(np.sqrt(lengths), np.sqrt([1.0, 2.0]))
    assert [float(each) for each in lengths] == [1.0, 2.0]
    assert lengths != sidejump.Quantity(np.array([1.0, 2.0]), "s")
    assert str(sidejump.Quantity(3.0, "1")) == "3"
