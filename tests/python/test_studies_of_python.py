"""Studies and fits whose values are those of Python."""

import inputs
import numpy as np
import pytest

sj = pytest.importorskip("sidejump")
pytest.importorskip("sidejump._sidejump")

CONCENTRATION = "impurity[0].concentration"


def alloy():
    return sj.Alloy.from_toml(inputs.ALLOY)


@pytest.mark.parametrize("values, expected", [
    ([np.float32(0.5), np.float64(0.25)], [0.5, 0.25]),
    ([sj.Quantity(0.5), sj.Quantity(np.float64(0.25))], [0.5, 0.25]),
    (0.5, [0.5]),
    (sj.Quantity(0.5), [0.5]),
    (np.array(0.5), [0.5]),
    ({"linear": {"from": 0.25, "to": sj.Quantity(0.5), "points": np.int64(2)}}, [0.25, 0.5]),
])
def test_axes_take_the_values_that_inputs_take(values, expected):
    found = sj.sweep(alloy(), {CONCENTRATION: values}, ["resistivity"])
    assert found["impurity_0_concentration"].value.tolist() == expected
    single = alloy().with_values({CONCENTRATION: expected[0]}).coefficients()
    assert found["resistivity"].value[0] == float(single["resistivity"])


def test_axes_take_arrays_of_texts():
    expected = ["full", "two-moment"]
    for values in (np.array(expected), np.array(expected, dtype=object)):
        found = sj.sweep(alloy(), {"kinetics.moments": values}, ["spin_diffusion_longitudinal"])
        assert found["kinetics_moments"].value.tolist() == expected
    with pytest.raises(sj.InputError, match="complex"):
        sj.sweep(alloy(), {CONCENTRATION: np.array([1j])}, ["resistivity"])


def device():
    return sj.Device.from_toml(inputs.DEVICE), {"region[0].spin_hall_angle": [0.1, 0.2]}, ["R"]


@pytest.mark.parametrize("arguments, message", [
    ({"processes": 2}, "processes: expected 1, because only studies of devices"),
    ({"processes": "2"}, "processes: expected a number of processes, found '2'"),
    ({"processes": 0}, "processes: expected a number of processes from 1"),
    ({"threads": "2"}, "threads: expected a number of threads, found '2'"),
])
def test_no_argument_of_studies_is_ignored(arguments, message):
    with pytest.raises(ValueError, match=message):
        sj.sweep(alloy(), {CONCENTRATION: [0.1]}, ["resistivity"], **arguments)


def test_devices_judge_processes():
    made, axes, outputs = device()
    for processes in ("2", 0, 1.5):
        with pytest.raises(ValueError, match="processes: expected a number of processes"):
            made.solve(processes=processes)
        with pytest.raises(ValueError, match="processes: expected a number of processes"):
            sj.sweep(made, axes, outputs, processes=processes)
    with pytest.raises(ValueError, match="threads: expected 1, because the points of a device"):
        sj.sweep(made, axes, outputs, threads=2)


def test_studies_of_devices_hand_arguments_over(tmp_path, monkeypatch):
    given = tmp_path / "given"
    script = tmp_path / "sidejump"
    script.write_text(f"""#!/bin/sh
if [ "$1" = --version ]; then echo "sidejump {sj.__version__}"; exit; fi
echo "$@" > {given}
exit 1
""")
    script.chmod(0o755)
    monkeypatch.setenv("SIDEJUMP_PROGRAM", str(script))
    with pytest.raises(sj.RunError):
        sj.sweep(*device(), out=tmp_path / "study.h5", threads=1, csv=True, force=True)
    assert given.read_text().endswith(f"--out {tmp_path}/study.h5 --force --csv\n")


def test_sweeps_write_tables(tmp_path):
    sj.sweep(alloy(), {CONCENTRATION: [0.1]}, ["resistivity"], out=tmp_path / "study.h5", csv=True)
    assert (tmp_path / "study.csv").exists()


def test_other_values_of_axes_are_refused():
    with pytest.raises(sj.InputError, match=r"Sweep: sweep.axis\[0\].values\[0\]: .*complex"):
        sj.Sweep(alloy(), {CONCENTRATION: [1j]}, ["resistivity"])
    with pytest.raises(ValueError, match="outputs: expected a list of names"):
        sj.Sweep(alloy(), {CONCENTRATION: [0.1]}, "resistivity")


MODEL = {"kind": "kondo-resistivity"}
PARAMETERS = [
    {"name": "residual_resistivity", "start": sj.Quantity(5.0, "nohm m")},
    {"name": "kondo_resistivity", "start": "2 nohm m"},
    {"name": "kondo_temperature", "start": sj.Quantity(np.float64(5.0), "K"), "min": "0.1 K",
     "scale": "logarithmic"},
]


def curve():
    temperature = np.geomspace(0.5, 50, 30)
    part = (1 + (temperature / 8) ** 2 * (2 ** (1 / 0.22) - 1)) ** -0.22
    noise = np.random.default_rng(1).normal(0, 0.01, temperature.size)
    return {"x": (temperature, "K"), "y": (10 + 3 * part + noise, "nohm m"),
            "sigma": (np.full_like(temperature, 0.01), "nohm m")}


def test_fits_name_files_that_are_there(program, tmp_path):
    found = sj.fit(model=MODEL, parameter=PARAMETERS, data=curve(), out=tmp_path / "out")
    file = found.data["curves"][0]["file"]
    assert file == str(tmp_path / "out" / "data-1.tsv")
    assert np.array_equal(np.loadtxt(file)[:, 0], curve()["x"][0])


def test_fits_remember_no_temporary_files(program):
    """What stood in the place of files is there when these are gone."""
    found = sj.fit(model=MODEL, parameter=PARAMETERS, data=curve())
    assert found.data["curves"][0]["file"] == "data[0]"
    assert found.input["data"][0]["file"] == "data[0]"
    rates = alloy().with_values({CONCENTRATION: np.array([0.01, 0.02])}).coefficients()
    found = sj.fit(
        model={"kind": "command", "base": alloy(), "output": "resistivity", "x": CONCENTRATION},
        data=[{"x": (np.array([0.01, 0.02]), "1"), "y": rates["resistivity"]}] * 2,
        parameter={"name": "impurity[0].channels[0].phase_shift", "start": 0.2})
    assert [one["file"] for one in found.data["curves"]] == ["data[0]", "data[1]"]
    assert found.input["model"]["base"] == "model.base"


@pytest.mark.parametrize("sigma", [
    sj.Quantity(0.01, "nohm m"), (0.01, "nohm m"), sj.Quantity(np.array(1e-5), "uohm m")])
def test_one_error_stands_for_all(program, sigma):
    expected, found = (
        sj.fit(model=MODEL, parameter=PARAMETERS, data={**curve(), "sigma": given})
        for given in (curve()["sigma"], sigma))
    for name in expected:
        assert found[name].value == pytest.approx(expected[name].value, rel=1e-6)


def test_messages_of_fits_name_no_temporary_files(program):
    with pytest.raises(sj.InputError) as told:
        sj.fit(model={"kind": "kondo"}, parameter=PARAMETERS, data=curve())
    assert told.value.file == "fit" and "/tmp" not in str(told.value)
    data = curve()
    data["y"][0][3] = np.nan
    with pytest.raises(sj.InputError) as told:
        sj.fit(model=MODEL, parameter=PARAMETERS, data=data)
    assert 'fit: data[0].y[3]: expected a finite number, found "nan"' in str(told.value)


@pytest.mark.parametrize("column, message", [
    ((np.ones((2, 15)), "K"), "one dimension"),
    ((np.ma.masked_greater(np.linspace(0, 1, 30), 0.5), "K"), "masked"),
    ((np.ones(30) * 1j, "K"), "complex"),
])
def test_columns_of_fits_are_plain(column, message):
    with pytest.raises(ValueError, match=message):
        sj.fit(model=MODEL, parameter=PARAMETERS, data={**curve(), "x": column})


def test_fits_take_a_file_alone():
    with pytest.raises(TypeError, match="found data beside it"):
        sj.fit("fit.toml", data=curve())


def test_the_model_of_a_fit_may_be_an_input(program, tmp_path):
    path = "impurity[0].channels[1].phase_shift"
    concentrations = np.array([0.005, 0.01, 0.02, 0.03])
    rates = alloy().with_values({CONCENTRATION: concentrations, path: "37 degree"}).coefficients()
    (tmp_path / "alloy.toml").write_text(inputs.ALLOY)
    found = [
        sj.fit(
            model={"kind": "command", "base": base, "output": "spin_relaxation_rate",
                   "x": CONCENTRATION},
            data={"x": (concentrations, "1"), "y": rates["spin_relaxation_rate"],
                  "sigma": (np.full(4, 1e-4), "1/ps")},
            parameter={"name": path, "start": "50 degree", "min": "25 degree", "max": "80 degree"})
        for base in (alloy(), tmp_path / "alloy.toml")
    ]
    for result in found:
        assert abs(result[path].value - 37) < 1e-6
        assert result[path] == found[0][path]
    with pytest.raises(ValueError, match="found arrays"):
        sj.fit(model={"kind": "command", "base": alloy().with_values({CONCENTRATION: np.ones(2)})},
               data=curve(), parameter=PARAMETERS)
