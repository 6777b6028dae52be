"""Inputs in Python: results are those of the program, and so are the messages."""

import copy
import json
import pickle
import re
import subprocess
import sys
import threading

import inputs
import numpy as np
import pytest

sj = pytest.importorskip("sidejump")
pytest.importorskip("sidejump._sidejump")

HOST = {"name": "Cu", "fermi_wavenumber": "1.36 1/angstrom"}
CHANNELS = [
    {"l": 0, "j": 0.5, "phase_shift": 0.1},
    {"l": 1, "j": 0.5, "phase_shift": "90 degree"},
    {"l": 1, "j": 1.5, "phase_shift": 0.05},
]


def alloy(**changes):
    impurity = {"name": "Ce", "concentration": 0.01, "channels": CHANNELS, **changes}
    return sj.Alloy(host=HOST, impurity=impurity)


def of_program(program, command, folder, text):
    """The JSON that the program prints."""
    file = folder / "input.toml"
    file.write_text(text)
    ended = subprocess.run(
        [program, "--quiet", command, file, "--json", "--out", folder / "out"],
        capture_output=True, text=True, timeout=300)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def without_files(data):
    """Without the names of files that are beside the result."""
    return {key: value for key, value in data.items() if key != "files"}


ALLOY_COMMANDS = {
    "coefficients": (inputs.ALLOY, sj.Alloy.coefficients),
    "thermal": (inputs.RESONANCE, sj.Alloy.thermal),
    "response": (inputs.ALLOY, sj.Alloy.response),
    "impurity": (inputs.RESONANCE, sj.Alloy.impurity),
}


@pytest.mark.parametrize("command", ALLOY_COMMANDS)
def test_results_are_those_of_the_program(command, program, tmp_path):
    text, method = ALLOY_COMMANDS[command]
    expected = of_program(program, command, tmp_path, text)
    for made in (sj.Alloy.from_toml(text), sj.Alloy.from_file(tmp_path / "input.toml")):
        result = method(made, out=tmp_path / "python")
        assert without_files(result.data) == without_files(expected)
        assert result.kind == command
    written = {file.name: file.read_bytes() for file in (tmp_path / "python").iterdir()}
    assert written == {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}


def test_keywords_are_what_a_file_says(program, tmp_path):
    expected = of_program(program, "coefficients", tmp_path, inputs.ALLOY)
    assert alloy().coefficients().data == expected
    assert sj.Alloy.from_toml(alloy().to_toml()).coefficients().data == expected
    assert alloy().check() == []
    assert alloy().with_defaults() == expected["input"]


def test_superconductors_and_gases_are_those_of_the_program(program, source, tmp_path):
    for command, kind, file in (
        ("superconductor", sj.Superconductor, "docs/tutorials/film.toml"),
        ("rashba", sj.ElectronGas, "docs/tutorials/quantum-well.toml"),
    ):
        text = (source / file).read_text()
        (tmp_path / command).mkdir()
        expected = of_program(program, command, tmp_path / command, text)
        made = kind.from_file(source / file)
        assert made.check() == kind(**made.to_dict()).check()
        assert made.solve().data == expected
        result = kind(**made.to_dict()).solve(out=tmp_path / command / "python")
        assert result.data["input"] == expected["input"]
        names = {file.name for file in (tmp_path / command / "python").iterdir()}
        assert names == {file.name for file in (tmp_path / command / "out").iterdir()}


def test_devices_are_checked_as_the_program_does(program, source, tmp_path):
    device = sj.Device.from_file(source / "docs/tutorials/first-device.toml")
    assert device.check() == []
    made = sj.Device(**device.to_dict())
    ended = subprocess.run(
        [program, "--quiet", "validate", source / "docs/tutorials/first-device.toml", "--json"],
        capture_output=True, text=True)
    assert made.with_defaults() == json.loads(ended.stdout)


def test_devices_are_solved_by_the_program(source, tmp_path):
    device = sj.Device.from_file(source / "docs/tutorials/first-device.toml")
    try:
        solved = device.solve()
    except sj.RunError as error:
        if "without devices" in str(error):
            pytest.skip(str(error))
        raise
    again = sj.Device(**device.to_dict()).solve(out=tmp_path / "out")
    assert solved.data["results"] == again.data["results"]
    assert (tmp_path / "out" / "device.json").exists()


def test_sweeps_are_those_of_the_program(program, tmp_path):
    concentrations = np.array([0.001, 0.01, 0.1])
    angles = np.array([10.0, 20.0])
    made = sj.Sweep(
        base=sj.Alloy.from_toml(inputs.ALLOY),
        axes={
            "impurity[0].concentration": concentrations,
            "impurity[0].channels[0].phase_shift": sj.Quantity(angles, "degree"),
        },
        outputs=["spin_hall_angle", "resistivity"],
    )
    result = made.run()
    assert made.check() == result.warnings != []
    assert result["spin_hall_angle"].shape == (3, 2)
    (tmp_path / "Alloy").write_text(inputs.ALLOY)
    (tmp_path / "study.toml").write_text(made.to_toml())
    subprocess.run([program, "--quiet", "sweep", tmp_path / "study.toml", "--out",
                    tmp_path / "study.h5"], check=True, capture_output=True)
    expected = sj.load(tmp_path / "study.h5")
    assert dict(result.quantities) == dict(expected.quantities)
    from_file = sj.Sweep.from_file(tmp_path / "study.toml").run(out=tmp_path / "again.h5")
    assert dict(from_file.quantities) == dict(expected.quantities)
    assert np.array_equal(result["impurity_0_concentration"].value, concentrations)


def test_sweeps_of_superconductors_and_gases(source):
    film = sj.Superconductor.from_file(source / "docs/tutorials/film.toml")
    fields = np.array([0.0, 0.1])
    found = sj.sweep(film, {"metal[0].exchange_field": fields}, ["critical_temperature"])
    for field, value in zip(fields, found["critical_temperature"].value):
        single = film.with_values({"metal[0].exchange_field": float(field)}).solve()
        assert value == float(single["critical_temperature"])
    gas = sj.ElectronGas.from_file(source / "docs/tutorials/quantum-well.toml")
    coupling = sj.Quantity(np.array([1.0, 5.0]), "meV nm")
    found = sj.sweep(gas, {"gas.rashba": coupling}, ["polarisation_y.real"])
    assert found["gas_rashba"].unit == "meV nm"
    assert found["polarisation_y.real"].value[1] == gas.solve()["polarisation_y"].value[0].real
    with pytest.raises(sj.InputError, match='"rashb" is unknown; did you mean "rashba"'):
        sj.sweep(gas, {"gas.rashb": coupling}, ["polarisation_y.real"])


def test_sweeps_of_devices(source):
    device = sj.Device.from_file(source / "docs/tutorials/first-device.toml")
    made = sj.Device(**device.to_dict())
    path = "geometry.lateral_spin_valve.detector.position"
    study = sj.Sweep(made, {path: sj.Quantity(np.array([0.6, 1.0]), "um")}, ["R_nl"])
    try:
        found = study.run()
    except sj.RunError as error:
        if "without devices" in str(error):
            pytest.skip(str(error))
        raise
    first, second = found["R_nl"].value
    assert abs(first) > abs(second) > 0
    from_file = sj.sweep(source / "docs/tutorials/first-device.toml", {path: ["1 um"]}, ["R_nl"])
    assert from_file["R_nl"].value[0] == second
    with pytest.raises(sj.InputError, match='^Sweep: .*in Device, found "mes.element_size"'):
        sj.Sweep(made, {"mes.element_size": ["20 nm", "10 nm"]}, ["R_nl"]).run()


MISTAKES = {
    "unknown key": ('name = "Ce"', 'nam = "Ce"'),
    "wrong type": ("concentration = 0.01", 'concentration = "much"'),
    "missing unit": ('"1.36 1/angstrom"', "1.36"),
    "wrong dimension": ('"1.36 1/angstrom"', '"1.36 kg"'),
    "wrong channel": ("l = 0, j = 0.5", "l = 0, j = 1.5"),
    "no TOML": ("[host]", "[host"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_messages_are_those_of_the_program(mistake, program, tmp_path):
    file = tmp_path / "input.toml"
    file.write_text(inputs.ALLOY.replace(*MISTAKES[mistake]))
    ended = subprocess.run([program, "coefficients", file], capture_output=True, text=True,
                           cwd=tmp_path)
    assert ended.returncode == 2
    told = ended.stderr.strip().removeprefix("sidejump: error: ")
    with pytest.raises(sj.InputError) as found:
        sj.Alloy.from_file(file).coefficients()
    assert str(found.value) == told
    assert isinstance(found.value, ValueError)
    error = found.value
    line = f":{error.line}" if error.line else ""
    key = f"{error.key}: " if error.key else ""
    assert told == f"{error.file}{line}: {key}{error.message}"
    assert str(pickle.loads(pickle.dumps(error))) == told


def test_failures_of_runs_are_told_as_by_the_program(program, tmp_path):
    text = inputs.RESONANCE.replace("[thermal]", "[thermal]\ntolerance = 1e-8")
    text = re.sub(r"temperature = .*", 'temperature = "1e6 K"', text)
    file = tmp_path / "input.toml"
    file.write_text(text)
    ended = subprocess.run([program, "thermal", file], capture_output=True, text=True, cwd=tmp_path)
    assert ended.returncode == 1, ended.stderr
    with pytest.raises(sj.RunError) as found:
        sj.Alloy.from_file(file).thermal()
    assert str(found.value) == ended.stderr.strip().removeprefix("sidejump: error: ")
    assert isinstance(found.value, RuntimeError)


def test_values_of_other_types_are_refused_by_their_key():
    with pytest.raises(sj.InputError, match=re.escape(
            "Alloy: impurity[0].concentration: expected a number, a text, true or false, a list or "
            "a table, found (1+2j) of type complex")):
        alloy(concentration=1 + 2j).check()
    with pytest.raises(sj.InputError, match="did you mean \"channels\""):
        alloy(chanels=[]).check()
    with pytest.raises(sj.InputError, match="expected keys that are texts"):
        alloy(channels=[{1: 2}]).check()
    with pytest.raises(sj.InputError, match="an integer of at most 64 bits"):
        alloy(concentration=10**30).check()
    with pytest.raises(sj.InputError, match='path of a parameter, found "impurity\\[7\\]'):
        alloy().with_values({"impurity[7].concentration": 0.1})
    with pytest.raises(sj.InputError, match="no.toml"):
        sj.Alloy.from_file("no.toml")


def test_numbers_of_numpy_and_quantities_are_numbers():
    expected = alloy().coefficients().data
    channels = copy.deepcopy(CHANNELS)
    channels[0]["l"] = np.int64(0)
    channels[0]["phase_shift"] = np.float64(0.1)
    channels[1]["phase_shift"] = sj.Quantity(90.0, "degree")
    channels[2]["phase_shift"] = np.array(0.05)
    assert alloy(concentration=sj.Quantity(0.01), channels=tuple(channels)).coefficients(
    ).data == expected


def test_inputs_are_copied_and_pickled():
    for made in (alloy(), sj.Alloy.from_toml(inputs.ALLOY),
                 alloy(concentration=np.array([0.1, 0.2]))):
        expected = made.coefficients()
        for other in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
            found = other.coefficients()
            assert dict(found.quantities) == dict(expected.quantities)
            assert repr(other) == repr(made)


def test_other_threads_of_python_go_on():
    """The interpreter counts on while one thread computes."""
    long = alloy().with_values({"impurity[0].concentration": np.linspace(0.001, 0.01, 400_000)})
    counted = []
    computing = threading.Thread(target=lambda: long.coefficients(threads=1))
    computing.start()
    while computing.is_alive():
        counted.append(1)
        computing.join(0.001)
    assert len(counted) > 10


def test_an_interrupt_ends_a_long_run():
    script = """
import _thread, threading, numpy as np, sidejump as sj
alloy = sj.Alloy(host={"fermi_wavenumber": "1.36 1/angstrom"}, impurity={"concentration": 0.01,
    "channels": [{"l": 0, "j": 0.5, "phase_shift": 0.1}, {"l": 1, "j": 0.5, "phase_shift": 1.5}]})
threading.Timer(1.0, _thread.interrupt_main).start()
try:
    alloy.thermal(sj.Quantity(np.linspace(1.0, 2.0, 10_000_000), "K"), outputs=["seebeck"])
except KeyboardInterrupt:
    print("interrupted")
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                           timeout=60)
    assert ended.stdout == "interrupted\n", ended.stderr


def test_notebooks_show_units():
    shown = alloy().coefficients()._repr_html_()
    assert "resistivity" in shown and "Ω m" in shown and "m²/s" in shown
    assert "1.36 1/angstrom" in alloy()._repr_html_()


def test_units_convert_as_in_the_program():
    length = alloy().coefficients()["mean_free_path"]
    assert float(length.to("nm")) == pytest.approx(1e9 * float(length), rel=1e-14)
    assert np.allclose(sj.Quantity(np.array([0.0, 20.0]), "degC").to("K").value, [273.15, 293.15])
    with pytest.raises(ValueError, match='"m" does not convert to "1/m"'):
        sj.Quantity(1.0, "m").to("1/m")
    with pytest.raises(ValueError, match="unknown unit"):
        sj.Quantity(1.0, "furlon").to("m")
