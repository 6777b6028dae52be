"""Fits from Python."""

import numpy as np
import pytest

import sidejump as sj

MODEL = {"kind": "kondo-resistivity"}
PARAMETERS = [
    {"name": "residual_resistivity", "start": "5 nohm m"},
    {"name": "kondo_resistivity", "start": "2 nohm m"},
    {"name": "kondo_temperature", "start": "5 K", "min": "0.1 K", "scale": "logarithmic"},
]


def curve(noise=0.01):
    temperature = np.geomspace(0.5, 50, 60)
    part = (1 + (temperature / 8) ** 2 * (2 ** (1 / 0.22) - 1)) ** -0.22
    return temperature, 10 + 3 * part + np.random.default_rng(1).normal(0, noise, temperature.size)


def test_arrays_with_units_are_fitted(program):
    x, y = curve()
    result = sj.fit(model=MODEL, parameter=PARAMETERS,
                    data={"x": (x, "K"), "y": sj.Quantity(y, "nohm m"),
                          "sigma": (np.full_like(x, 0.01), "nohm m")})
    for name, truth in [("residual_resistivity", 10), ("kondo_resistivity", 3),
                        ("kondo_temperature", 8)]:
        error = result[name + ".standard_error"].value
        assert abs(result[name].value - truth) < 4 * error
    assert result["degrees_of_freedom"].value == 57


def test_files_are_fitted_as_the_program_does(program, source):
    result = sj.fit(source / "examples/hanle-graphene/tunnelling.toml")
    # Sosenko, Wei and Aji: 514.3 ps
    error = result["spin_lifetime.standard_error"].value
    assert abs(result["spin_lifetime"].value - 514.3) < error
    assert result["spin_lifetime"].unit == "ps"


def test_sums_of_squares_have_a_unit(program):
    x, y = curve()
    result = sj.fit(model=MODEL, parameter=PARAMETERS, data={"x": (x, "K"), "y": (y, "nohm m")},
                    settings={"profile": {"skip": True}})
    squares = result["residual_sum_of_squares"].to("nohm^2 m^2").value
    residuals = result.tables["curve"]["residual"].to("nohm m").value
    assert np.isclose(squares, np.sum(residuals**2))


def test_mistakes_are_those_of_the_program(program):
    x, y = curve()
    with pytest.raises(sj.InputError, match="more data points than fitted parameters"):
        sj.fit(model=MODEL, parameter=PARAMETERS, data={"x": (x[:3], "K"), "y": (y[:3], "nohm m")})
    y[4] = np.nan
    with pytest.raises(sj.InputError, match="expected a finite number"):
        sj.fit(model=MODEL, parameter=PARAMETERS, data={"x": (x, "K"), "y": (y, "nohm m")})
    with pytest.raises(sj.InputError, match="within the bounds"):
        sj.fit(model=MODEL, data={"x": (x, "K"), "y": (curve()[1], "nohm m")},
               parameter=[*PARAMETERS[:2], {**PARAMETERS[2], "min": "6 K"}])
    with pytest.raises(ValueError, match="with a unit"):
        sj.fit(model=MODEL, parameter=PARAMETERS, data={"x": x, "y": (y, "nohm m")})
    for wrong, told in ((x[:0], "without elements"), (sj.Quantity(x, "K"), "found a Quantity")):
        with pytest.raises(sj.InputError, match=r"^fit: data\[0\]\.x: .*" + told):
            sj.fit(model=MODEL, parameter=PARAMETERS,
                   data={"x": (wrong, "mK"), "y": (y, "nohm m")})
    with pytest.raises(ValueError, match="one length"):
        sj.fit(model=MODEL, parameter=PARAMETERS, data={"x": (x[:5], "K"), "y": (y, "nohm m")})
    with pytest.raises(TypeError):
        sj.fit(model=MODEL)
