"""What Python says of results, and of mistakes that the program finds."""

import json
import subprocess
import sys

import numpy as np
import pytest

import sidejump as sj
from sidejump.fit_result import FitResult


@pytest.fixture
def alloy(source):
    return sj.Alloy.from_file(source / "examples/cerium-alloy/alloy.toml")


def fit_result(tmp_path, units=("mOhm", "mOhm"), findings=()):
    rows = "".join(f"c{i},1,T,2,1.5,0.5,{unit}\n" for i, unit in enumerate(units))
    (tmp_path / "curve.csv").write_text("curve,x,x_unit,y,fit,residual,y_unit\n" + rows)
    ends = {"low": 1.0, "high": 3.0, "low_end": "crossed", "high_end": "open"}
    data = {"parameters": {"tau": {"value": 2.0, "unit": "ps", "status": "fitted",
                                   "standard_error": 1.0,
                                   "intervals": [{"level": 0.6827, **ends}]}},
            "quality": {}, "warnings": ["given up"], "findings": list(findings)}
    return FitResult(data, tmp_path / "fit.json")


def test_curves_of_a_fit_have_their_units(tmp_path):
    curve = fit_result(tmp_path).tables["curve"]
    assert {name: curve[name].unit for name in ("x", "y", "fit", "residual")} == {
        "x": "T", "y": "mOhm", "fit": "mOhm", "residual": "mOhm"}
    mixed = fit_result(tmp_path, units=("ohm", "mOhm")).tables["curve"]
    assert mixed["x"].unit == "T" and mixed["y"].unit == "1"
    assert list(mixed["y_unit"].value) == ["ohm", "mOhm"]


def test_intervals_go_by_name(tmp_path):
    fit = fit_result(tmp_path)
    assert fit.interval("tau").unit == "ps"
    assert list(fit.interval("tau", 0.6827).value) == [1.0, np.inf]
    with pytest.raises(ValueError, match="level of its intervals"):
        fit.interval("tau", 0.5)
    with pytest.raises(KeyError, match='did you mean "tau"'):
        fit.interval("tua")


def test_results_tell_their_warnings_and_numbers(tmp_path, alloy):
    fit = fit_result(tmp_path, findings=["tau is at its bound"])
    assert "2 warnings" in repr(fit)
    assert "warning: given up" in str(fit) and "finding: tau is at its bound" in str(fit)
    result = alloy.coefficients()
    told = str(result)
    assert all(name in told for name in result.names())
    assert result["carrier_density"].meaning
    assert "object at" not in repr(result.tables)
    assert "<strong>coefficients</strong><table" in result._repr_html_()


def test_names_without_arrays_are_single_numbers(alloy):
    found = alloy.evaluate(["spin_hall_angle"])
    assert found["spin_hall_angle"].shape == ()
    assert float(found["spin_hall_angle"]) == float(alloy.coefficients()["spin_hall_angle"])
    assert not any("[]" in warning for warning in found.warnings)
    with pytest.raises(sj.InputError, match="nonsense"):
        alloy.evaluate(["nonsense"])


def test_arrays_where_one_value_belongs_are_told_where_to_go():
    gas = sj.ElectronGas(gas={"effective_mass": 0.05, "carrier_density": "1e12 1/cm^2",
                              "rashba": sj.Quantity([1.0, 2.0], "meV nm")},
                         study={"electric_field": "1 kV/m", "frequency": "0 Hz"})
    for judge in (gas.check, gas.solve):
        with pytest.raises(sj.InputError, match="sj.Sweep takes many"):
            judge()


def test_studies_name_arguments_and_no_options(tmp_path, alloy):
    def study(points):
        return {"impurity[0].concentration": np.linspace(0.001, 0.01, points)}

    out = tmp_path / "map.h5"
    sj.sweep(alloy, study(2), ["resistivity"], out=out)
    with pytest.raises((sj.InputError, sj.RunError), match="force=True") as found:
        sj.sweep(alloy, study(3), ["resistivity"], out=out)
    assert "--" not in str(found.value) and "out=" in str(found.value)
    again = sj.sweep(alloy, study(3), ["resistivity"], out=out, force=True)
    assert again["resistivity"].shape == (3,)


def test_names_of_files_are_no_options(tmp_path):
    file = tmp_path / "x--out.toml"
    file.write_text("wrong = 1\n")
    with pytest.raises(sj.InputError, match=r"/x--out\.toml:1: wrong"):
        sj.Alloy.from_file(file).coefficients(out=tmp_path)


def test_results_in_a_folder_know_their_file(tmp_path, alloy):
    for found in (alloy.coefficients(out=tmp_path), alloy.impurity(out=tmp_path)):
        assert found.has_its_file and found.path == sj.load(found.path).path
    assert found.path == tmp_path / "impurity.json"
    page = tmp_path / ("a" * 250 + ".html")
    assert found.report(page, figures=False) == page


def test_quantities_take_numbers_and_give_plain_ones():
    with pytest.raises(TypeError, match="3 nm"):
        sj.Quantity("3 nm")
    assert json.loads(json.dumps(sj.Quantity(3.0, "km").to("m").value)) == pytest.approx(3000)
    assert type(sj.Quantity(np.array(1 + 2j), "m").to("mm").value) is complex


def test_texts_of_arrays_say_that_they_have_the_first_value(alloy):
    varied = alloy.with_values({"impurity[0].concentration": np.array([0.001, 0.01])})
    text = varied.to_toml()
    assert "# impurity[0].concentration: the first of an array of 2" in text
    assert sj.Alloy.from_toml(text).check() is not None
    assert not alloy.to_toml().startswith("# impurity[0]")


def test_the_package_shows_its_names_and_version():
    assert sj.__version__.count(".") == 2
    shown = subprocess.run([sys.executable, "-c", "import sidejump; print(*dir(sidejump))"],
                           capture_output=True, text=True, check=True).stdout.split()
    assert "TYPE_CHECKING" not in shown and {"Alloy", "__version__"} <= set(shown)
    assert [name for name in shown if not name.startswith("__")] == sorted(sj.__all__)


def test_fits_warn_and_their_data_are_judged(program):
    x = np.linspace(1.0, 50.0, 20)
    model = {"kind": "kondo-resistivity"}
    parameter = [{"name": name, "start": start} for name, start in [
        ("residual_resistivity", "5 nohm m"), ("kondo_resistivity", "2 nohm m"),
        ("kondo_temperature", sj.Quantity(5.0, "K"))]]
    # The curves of this model fall with the temperature: those of a line are no noise beside them.
    with pytest.warns(UserWarning):
        sj.fit(model=model, parameter=parameter, data={"x": (x, "K"), "y": (x, "nohm m")})
    with pytest.raises(sj.InputError, match=r"data\[0\]\.x") as found:
        sj.fit(model=model, parameter=parameter, data={"x": x, "y": (x, "nohm m")})
    assert found.value.key == "data[0].x"


def test_lines_of_texts_that_nobody_has_seen_are_left_out(alloy, tmp_path):
    axes = {"impurity[0].concentrations": [0.001, 0.01]}
    with pytest.raises(sj.InputError, match="^Sweep: sweep") as found:
        sj.sweep(alloy, axes, ["resistivity"])
    assert found.value.line == 0 and found.value.key == "sweep.axis[0].path"
    written = tmp_path / "study.toml"
    base = tmp_path / "alloy.toml"
    base.write_text(alloy.to_toml())
    written.write_text(sj.Sweep(base, axes, ["resistivity"]).to_toml())
    with pytest.raises(sj.InputError, match=r"study\.toml:\d+: "):
        sj.Sweep.from_file(written).run()
