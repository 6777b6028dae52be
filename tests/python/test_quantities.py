"""Quantities: their units in sums, comparisons, powers and arrays, and how they are written."""

import math

import numpy as np
import pytest

sj = pytest.importorskip("sidejump")
pytest.importorskip("sidejump._sidejump")

LENGTHS = sj.Quantity(np.array([1.0, 2.0]), "m")
NANOMETRE, METRE = sj.Quantity(1.0, "nm"), sj.Quantity(0.5, "m")


def test_arrays_take_no_unit_in_place():
    plain = np.ones(2)
    with pytest.raises(TypeError, match="in-place or out="):
        plain += LENGTHS
    with pytest.raises(TypeError, match="in-place or out="):
        plain *= LENGTHS
    for write in (
        lambda: np.multiply(LENGTHS, 2.0, out=plain), lambda: np.sqrt(LENGTHS, out=plain),
        lambda: np.add(1.0, 2.0, out=LENGTHS), lambda: np.add.at(plain, [0], LENGTHS),
        lambda: np.add.reduce(LENGTHS, out=np.zeros(())),
    ):
        with pytest.raises(TypeError, match="in-place or out="):
            write()
    plain += sj.Quantity(1.0)
    assert plain.tolist() == [2.0, 2.0]
    found = np.zeros(2)
    assert np.add(sj.Quantity(LENGTHS.value), 1.0, out=found) is found
    assert found.tolist() == [2.0, 3.0]


def test_comparisons_convert():
    assert NANOMETRE < METRE and METRE > NANOMETRE
    assert NANOMETRE <= METRE and not METRE <= NANOMETRE and METRE >= sj.Quantity(50.0, "cm")
    assert not np.greater(NANOMETRE, METRE) and np.less(NANOMETRE, METRE)
    assert np.equal(sj.Quantity(1.0, "m"), sj.Quantity(100.0, "cm"))
    assert np.not_equal(LENGTHS, sj.Quantity(100.0, "cm")).tolist() == [False, True]
    assert (LENGTHS > sj.Quantity(150.0, "cm")).tolist() == [False, True]
    half = sj.Quantity(np.array([150.0]), "cm")
    assert np.less.outer(LENGTHS, half).tolist() == [[True], [False]]
    assert sj.Quantity(20.0, "degC") > sj.Quantity(290.0, "K")
    assert sorted([METRE, NANOMETRE])[0] is NANOMETRE
    time = sj.Quantity(1.0, "s")
    for compare in (
        lambda: METRE < time, lambda: np.greater(METRE, time), lambda: np.equal(METRE, time),
        lambda: METRE < 1, lambda: np.float64(1) < METRE, lambda: np.equal([1.0, 2.0], LENGTHS),
        lambda: sj.Quantity(20.0, "degC") > 0, lambda: np.arctan2(METRE, time),
    ):
        with pytest.raises(ValueError, match="does not convert"):
            compare()
    with pytest.raises(ValueError, match="does not convert"):
        np.equal(np.float64(1), NANOMETRE)


def test_what_is_no_number_is_refused():
    for wrong in (None, "1 m", np.array(["1"])):
        for use in (lambda other: METRE < other, lambda other: METRE + other,
                    lambda other: LENGTHS * other):
            with pytest.raises(TypeError, match="expected two numbers"):
                use(wrong)
    words = sj.Quantity(np.array(["full", "two-moment"]))
    assert np.equal(words, "full").tolist() == [True, False]
    assert METRE != None  # noqa: E711


def test_zero_and_infinity_have_every_unit():
    assert METRE > 0 and METRE < np.inf and not METRE < math.nan
    assert (LENGTHS >= 0).all() and np.maximum(0, LENGTHS) == LENGTHS
    assert sum(LENGTHS) == sj.Quantity(3.0, "m")
    assert sj.Quantity(0.0, "m") == 0


def test_equality_is_of_all_numbers_and_units():
    assert sj.Quantity(1.0, "m") == sj.Quantity(100.0, "cm")
    assert sj.Quantity(0.7, "m") == sj.Quantity(70.0, "cm")  # but for the last digit
    assert sj.Quantity(1.0, "m") != sj.Quantity(1.0, "s")
    assert LENGTHS == sj.Quantity([1.0, 2.0], "m") and LENGTHS != LENGTHS[0]
    assert sj.Quantity(math.nan, "m") == sj.Quantity(math.nan, "m")
    assert sj.Quantity(0.7, "m") != sj.Quantity(np.nextafter(0.7, 1), "m")
    assert sj.Quantity(0.5) == 0.5 and sj.Quantity(0.5) == np.float64(0.5)
    assert NANOMETRE != 1 and NANOMETRE != "1 nm"
    plain = np.array([1.0, 2.0])
    assert (sj.Quantity(plain) == plain) is True and (LENGTHS == plain) is False
    assert sj.Quantity(2**53) != sj.Quantity(2**53 + 1)
    for given in np.random.default_rng(1).uniform(0, 100, 100):
        warm = sj.Quantity(given, "degC")
        for unit in ("K", "degF"):
            assert warm == warm.to(unit) and warm.to(unit) == warm
    assert sj.Quantity(20.0, "degC") != sj.Quantity(20.0 + 1e-11, "degC").to("K")
    words = sj.Quantity(np.array(["full", "two-moment"]))
    assert words == sj.Quantity(np.array(["full", "two-moment"])) and words[0] != words[1]


@pytest.mark.parametrize("unit", ["degC", "degF", "celsius", "degree_Celsius", "K @ 5"])
def test_units_with_an_offset_have_no_sums(unit):
    warm, cool = sj.Quantity(20.0, unit), sj.Quantity(10.0, unit)
    for combine in (
        lambda: warm - cool, lambda: warm + cool, lambda: warm + sj.Quantity(1.0, "K"),
        lambda: sj.Quantity(300.0, "K") - warm, lambda: 0 + warm, lambda: 2 * warm,
        lambda: warm / cool, lambda: warm**2, lambda: -warm, lambda: abs(warm),
    ):
        with pytest.raises(ValueError, match=r'offset.*to\("K"\)'):
            combine()
    assert (warm.to("K") - cool.to("K")).unit == "K"
    assert np.maximum(warm, cool) == warm


def test_powers():
    assert LENGTHS**2 == sj.Quantity(np.array([1e4, 4e4]), "cm2")
    assert (sj.Quantity(2, "m") ** -1).to("1/m") == sj.Quantity(0.5, "1/m")
    assert (METRE**1).unit == "m" and (METRE**0) == sj.Quantity(1.0)
    assert np.power(METRE, 2).unit == "m^2"
    assert 2 ** sj.Quantity(3.0) == 8 and sj.Quantity(4.0) ** 0.5 == 2
    assert (sj.Quantity(3.0, "m2/s") ** 2).to("m4/s2") == sj.Quantity(9.0, "m4/s2")
    for exponent in (0.5, np.array([1, 2])):
        with pytest.raises(ValueError, match="expected a whole number as the exponent"):
            METRE**exponent
    with pytest.raises(ValueError, match="does not convert"):
        2**METRE
    with pytest.raises(ValueError, match="expected a whole number"):
        METRE**math.inf


def test_signs_remainders_and_large_numbers():
    assert (-sj.Quantity(complex(1, math.inf), "m")).value == complex(-1, -math.inf)
    assert (-sj.Quantity(np.uint8(200), "m")).value == -200
    assert +METRE == METRE and METRE % sj.Quantity(30.0, "cm") == sj.Quantity(0.2, "m")
    assert LENGTHS @ LENGTHS == sj.Quantity(5.0, "m2")
    assert [1, 1] @ LENGTHS == sj.Quantity(3.0, "m")
    assert sj.Quantity(10**20, "m") + METRE == sj.Quantity(1e18, "hm")


def test_two_units_are_never_mixed():
    assert np.maximum(NANOMETRE, METRE) == METRE
    assert np.hypot(sj.Quantity(3.0, "m"), sj.Quantity(400.0, "cm")) == sj.Quantity(5.0, "m")
    assert np.arctan2(sj.Quantity(1.0, "m"), sj.Quantity(100.0, "cm")) == pytest.approx(np.pi / 4)
    assert np.add(LENGTHS, sj.Quantity(100.0, "cm"), where=[True, True]).value.tolist() == [2, 3]
    assert np.multiply.outer(LENGTHS, LENGTHS).unit == "m m"


def test_masked_arrays_and_second_units_are_refused():
    masked = np.ma.array([1.0, 1e9], mask=[0, 1])
    for use in (
        lambda: sj.Quantity(masked, "m"), lambda: LENGTHS + masked, lambda: LENGTHS == masked,
        lambda: masked + LENGTHS, lambda: masked * LENGTHS, lambda: masked > LENGTHS,
    ):
        with pytest.raises(ValueError, match="found a masked one"):
            use()
    for value in (METRE, [METRE, NANOMETRE]):
        with pytest.raises(TypeError, match=r"found a Quantity; its to\(\) converts"):
            sj.Quantity(value, "cm")
    for unit in (None, 3):
        with pytest.raises(TypeError, match="expected a unit as a text"):
            sj.Quantity(1.0, unit)
    assert (sj.Quantity(3.0, "") * METRE).to("cm") == sj.Quantity(150.0, "cm")


def test_truth():
    assert METRE and not sj.Quantity(0.0, "m")
    with pytest.raises(ValueError, match="ambiguous"):
        bool(LENGTHS)


def test_formats():
    assert f"{LENGTHS:.1f}" == "[1.0 2.0] m"
    assert f"{sj.Quantity(np.array([1.25, -3e5]), 'm2/s'):.1e}" == "[1.2e+00 -3.0e+05] m²/s"
    assert f"{sj.Quantity(np.array([1 + 2j])):.1f}" == "[1.0+2.0j]"
    assert str(LENGTHS) == "[1. 2.] m"
    words = sj.Quantity(np.array(["full", "two-moment"]))
    assert str(words[0]) == "full" and "two-moment" in str(words)
    assert str(sj.Quantity(3.0, "1")) == "3"
    assert str(METRE**2) == "0.25 m²" and str(1 / sj.Quantity(2.0, "s")) == "0.5 1/s"
    assert str((METRE / sj.Quantity(0.5, "s")) ** 2) == "1 (m/s)²"
