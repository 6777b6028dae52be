#!/usr/bin/python3
"""Tests of `sidejump fit` where values are small, at a bound, or not determined.

usage: test_fit_bounds.py PROGRAM SOURCE_DIRECTORY
"""

import math
import random
import sys
import unittest

import test_fit as common
from test_fit import EXAMPLES, FIT, NO_PROFILES

SHEET_CONDUCTIVITY = """
[[parameter]]
name = "sheet_conductivity"
start = "0.5 mS"
"""
ONLY_A_PRODUCT = """[model]
kind = "hanle"
values = { distance = "2.1 um", width = "2.2 um", spin_lifetime = "511 ps", \
diffusion_constant = "0.0183 m^2/s" }
[[data]]
file = "tunnelling_L2.1um.tsv"
x = { column = "magnetic field" }
y = { column = "nonlocal resistance (parallel field)" }
[background]
[[parameter]]
name = "polarisation"
start = 0.1
scale = "logarithmic"
""" + SHEET_CONDUCTIVITY


class Graphene(common.Fit):
    every = 1  # so many rows of the data

    def setUp(self):
        super().setUp()
        name = "tunnelling_L2.1um.tsv"
        header, *rows = (EXAMPLES / name).read_text().splitlines()
        self.write(name, "\n".join([header, *rows[::self.every]]))
        self.text = (EXAMPLES / "tunnelling.toml").read_text()
        self.without_conductivity = self.text.replace(', sheet_conductivity = "0.5 mS"', "")


class Tunnelling(Graphene):
    # On a linear scale, with nothing known of the order of magnitude.
    def test_start_does_not_matter(self):
        # The others hardly know of it.
        text = self.text + """[fit.profile]
parameters = ["spin_lifetime"]
levels = [0.6827]
"""
        expected = self.fit(text)["parameters"]
        written = 'start = "300 ps"\nmin = "10 ps"\nmax = "100 ns"\nscale = "logarithmic"'
        self.assertIn(written, self.text)
        for start in ["10 ns", "100 us", "1 s"]:
            result = self.fit(text.replace(written, f'start = "{start}"\nunit = "ps"'))
            self.assertTrue(result["searches"]["converged"])
            for name, entry in expected.items():
                other = result["parameters"][name]
                self.assertEqual(other["status"], "fitted", (start, name))
                error = entry["standard_error"]
                self.assertLess(abs(other["value"] - entry["value"]), 1e-2 * error, (start, name))
                self.assertAlmostEqual(other["standard_error"] / error, 1, delta=1e-3,
                                       msg=(start, name))
                for one, another in zip(entry["intervals"], other["intervals"], strict=True):
                    for end in ["low", "high"]:
                        self.assertLess(abs(one[end] - another[end]), 2e-2 * error, (start, name))


class OnlyAProduct(Graphene):
    every = 5

    # P^2/sigma is determined, each of them by nothing: neither on a linear scale nor on a
    # logarithmic one is there a limit.
    def test_scale_does_not_matter_for_what_is_not_determined(self):
        for scale in ["linear", "logarithmic"]:
            result = self.fit(ONLY_A_PRODUCT + f'scale = "{scale}"\n')
            for name in ["polarisation", "sheet_conductivity"]:
                entry = result["parameters"][name]
                self.assertIsNone(entry["standard_error"])
                self.assertEqual(entry["status"], "fitted")
                for interval in entry["intervals"]:
                    self.assertEqual(interval["low_end"], "open", (scale, name))
            self.assertEqual(result["parameters"]["sheet_conductivity"]["low"], 0)
            self.assertIn("only a combination", result["findings"][0])
            # They rise together, by as much as one likes.
            correlation = result["correlation"]
            self.assertEqual(correlation["names"],
                             ["polarisation", "sheet_conductivity", "background_0"])
            self.assertEqual(correlation["matrix"][:2], [[None] * 3] * 2)
            self.assertEqual(correlation["matrix"][2][:2], [None] * 2)
            self.assertAlmostEqual(correlation["matrix"][2][2], 1)
            self.assertNotIn("correlation of",
                             self.run_program("fit", "fit.toml").stdout)

    def test_bound_where_the_search_rests_determines_nothing(self):
        result = self.fit(self.without_conductivity + SHEET_CONDUCTIVITY
                          + 'min = "0.4 mS"\nmax = "0.6 mS"\n' + NO_PROFILES)
        for name in ["polarisation", "sheet_conductivity"]:
            self.assertEqual(result["parameters"][name]["status"], "fitted")
            self.assertIsNone(result["parameters"][name]["standard_error"])
        self.assertFalse(any("bound" in warning for warning in result["warnings"]))
        self.assertTrue(any("only a combination of polarisation, sheet_conductivity" in finding
                            for finding in result["findings"]))


VALVE = """[model]
kind = "lateral-spin-valve"
values = { resistivity = "20 nohm m", cross_section = "6000 nm^2", \
interface_resistance = "1 ohm", spin_diffusion_length = "400 nm" }
[[data]]
file = "data.csv"
x = { column = "L" }
y = { column = "R" }
[[parameter]]
name = "interface_polarisation"
start = 0.5
"""


class OpenEnds(common.Fit):
    # The polarisation of the model lies between -1 and 1, without the ends.
    def test_may_be_bounds(self):
        self.data([(100 * i, 2.0 ** -i) for i in range(1, 9)], "L (nm),R (mohm)")
        self.write("fit.toml", VALVE.replace("start = 0.5", "start = 0.1\nmin = 0\nmax = 1"))
        run = self.run_program("validate", "fit.toml")
        self.assertEqual(run.returncode, 0, run.stderr)

    # Signals above those of a polarisation near 1: the fit goes towards 1, which the model leaves
    # out, and the data set no limit on that side.
    def test_end_of_the_range_is_told_as_that(self):
        generator = random.Random(2)
        lengths = [100 + 50 * i for i in range(15)]
        self.data([(length, 4.1 * math.exp(-length / 400) * (1 + generator.gauss(0, 0.01)))
                   for length in lengths], "L (nm),R (ohm)")
        for scale in ["linear", "logarithmic"]:
            result = self.fit(VALVE + f'scale = "{scale}"\n')
            entry = result["parameters"]["interface_polarisation"]
            self.assertEqual(entry["high"], 1)
            self.assertGreater(entry["value"], 0.999)
            self.assertEqual(entry["status"], "at end of range", scale)
            self.assertEqual(entry["intervals"][0]["high_end"], "open")
            self.assertEqual(entry["intervals"][0]["low_end"], "crossed")
            self.assertIn("interface_polarisation is at the end of its range", result["warnings"])


class Ties(common.Fit):
    # The best fit would have a residual resistivity below zero, which is tied to what is fitted.
    def test_range_of_what_is_tied_bounds_the_search(self):
        self.data(common.rows(residual=-1.0, amplitude=4.0, noise=0.02))
        text = FIT.replace('name = "residual_resistivity"\nstart = "5 nohm m"',
                           'name = "residual_resistivity"\ntied_to = "kondo_resistivity"\n'
                           'factor = -1\noffset = "2.5 nohm m"')
        result = self.fit(text.replace('min = "0 nohm m"\nmax = "100 nohm m"', ""))
        entry = result["parameters"]["kondo_resistivity"]
        self.assertAlmostEqual(entry["value"], 2.5, places=9)
        self.assertEqual(entry["status"], "at bound")
        self.assertAlmostEqual(entry["high"], 2.5, places=9)
        self.assertIn("kondo_resistivity is at the end of the range of residual_resistivity, which "
                      "is tied to it: errors of the others are those with it held there",
                      result["warnings"])
        self.assertGreaterEqual(self.value(result, "residual_resistivity"), 0)

    def test_each_curve_has_its_own_limit(self):
        text = FIT + FIT[FIT.index("[[data]]"):FIT.index("[[parameter]]")].replace(
            "data.csv", "other.csv").replace("sample", "other")
        self.data(common.rows(residual=-1.0, amplitude=4.0, noise=0.02))
        self.write("other.csv", "\n".join(
            ["T [K],rho"] + [f"{t},{rho}" for t, rho in common.rows(residual=1.5, amplitude=1.0)]))
        text = text.replace('min = "0 nohm m"\nmax = "100 nohm m"', "per_set = true")
        text = text.replace('name = "residual_resistivity"\nstart = "5 nohm m"',
                            'name = "residual_resistivity"\ntied_to = "kondo_resistivity"\n'
                            'factor = -1\noffset = "2.5 nohm m"\nper_set = true')
        result = self.fit(text + NO_PROFILES)
        self.assertAlmostEqual(self.value(result, "kondo_resistivity[sample]"), 2.5, places=9)
        self.assertAlmostEqual(self.value(result, "kondo_resistivity[other]"), 1, delta=0.1)


class NarrowBounds(Graphene):
    # A change of the curves by rounding is no sign that they do not change to first order.
    def test_bounds_next_to_the_start(self):
        whole = self.fit(self.text + NO_PROFILES)
        error = whole["parameters"]["polarisation"]["standard_error"]
        for width in ["1 mT", "1 nT", "1 pT", "1e-15 T"]:
            result = self.fit(self.text.replace("[background]", f"""[[parameter]]
name = "field_offset"
start = "0 T"
min = "-{width}"
max = "{width}"
[background]""") + NO_PROFILES)
            entry = result["parameters"]["polarisation"]
            self.assertAlmostEqual(entry["value"], 0.1956, delta=0.0005)
            # The offset moves the curves, polarisation makes them larger: one tells nothing of the
            # other.
            self.assertAlmostEqual(entry["standard_error"] / error, 1, delta=0.01, msg=width)


class Rows(common.Fit):
    def test_empty_cells_outside_of_the_range_are_not_missed(self):
        lines = common.rows()
        self.data([("0.1", ""), *lines, ("900", "")])
        self.write("fit.toml", NO_PROFILES
                   + FIT.replace("label =", 'x_min = "0.2 K"\nx_max = "500 K"\nlabel ='))
        run = self.run_program("fit", "fit.toml", "--json")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertNotIn("left out", run.stderr)
        self.data([("0.1", ""), ("0.3", ""), *lines])
        run = self.run_program("fit", "fit.toml", "--json")
        self.assertIn("1 row of data.csv left out, as cells are empty (line 3)", run.stderr)


class Residuals(common.Fit):
    # A bound keeps the curve below all points.
    def test_residuals_of_one_sign_are_told(self):
        generator = random.Random(3)
        self.data([(t, common.kondo(t, residual=13) + generator.gauss(0, 0.05))
                   for t in range(1, 31)])
        text = FIT[:FIT.index("[[parameter]]")].replace(
            "[[data]]", 'values = { kondo_resistivity = "3 nohm m", kondo_temperature = "8 K" }\n'
            "[[data]]")
        result = self.fit(text + """[[parameter]]
name = "residual_resistivity"
start = "5 nohm m"
max = "10 nohm m"
""")
        self.assertAlmostEqual(result["curves"][0]["runs_test"]["p"], 2.0 ** -29)
        self.assertIsNone(result["curves"][0]["runs_test"]["z"])
        self.assertTrue(any("runs test" in warning for warning in result["warnings"]))
        self.assertIn("residual_resistivity is at its bound", result["warnings"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
