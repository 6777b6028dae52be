#!/usr/bin/python3
"""Tests of `sidejump fit` from outside.

usage: test_fit.py PROGRAM SOURCE_DIRECTORY
"""

import csv
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

try:
    import jsonschema
    import tomllib
except ImportError:  # without them schemas are not tested
    jsonschema = tomllib = None

PROGRAM = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()
EXAMPLES = SOURCE / "examples" / "hanle-graphene"

# rho(T) = residual + Kondo part, which needs no quadrature to make data of.
FIT = """[model]
kind = "kondo-resistivity"
[[data]]
file = "data.csv"
label = "sample"
x = { column = "T" }
y = { column = "rho", unit = "nohm m" }
[[parameter]]
name = "residual_resistivity"
start = "5 nohm m"
[[parameter]]
name = "kondo_resistivity"
start = "2 nohm m"
min = "0 nohm m"
max = "100 nohm m"
[[parameter]]
name = "kondo_temperature"
start = "5 K"
min = "0.1 K"
max = "100 K"
scale = "logarithmic"
"""
# Of what is asked of the best fit alone.
NO_PROFILES = "[fit.profile]\nskip = true\n"


def kondo(temperature, residual=10.0, amplitude=3.0, scale=8.0):
    return residual + amplitude * (
        1 + (temperature / scale) ** 2 * (2 ** (1 / 0.22) - 1)) ** -0.22


def rows(noise=0.01, seed=1, **truth):
    generator = random.Random(seed)
    temperatures = [0.5 * 1.12 ** i for i in range(40)]
    return [(t, kondo(t, **truth) + generator.gauss(0, noise)) for t in temperatures]


class Fit(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.here = pathlib.Path(self.folder.name)
        self.data(rows())

    def data(self, lines, header="T [K],rho"):
        self.write("data.csv", "\n".join([header] + [",".join(map(str, line)) for line in lines]))

    def write(self, name, text):
        (self.here / name).write_text(text + "\n")

    def write_bytes(self, name, content):
        (self.here / name).write_bytes(content)

    def run_program(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.here, text=True,
                              capture_output=True, timeout=600)

    def fit(self, text=FIT):
        self.write("fit.toml", text)
        run = self.run_program("fit", "fit.toml", "--json")
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def refused(self, text, *expected):
        self.write("fit.toml", text)
        for command in ["fit", "validate"]:
            run = self.run_program(command, "fit.toml")
            self.assertEqual(run.returncode, 2, f"{run.stdout}{run.stderr}")
            self.assertEqual(run.stdout, "")
            self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
            for part in expected:
                self.assertIn(part, run.stderr)

    def value(self, result, name):
        return result["parameters"][name]["value"]


class Recovery(Fit):
    def test_parameters_are_recovered(self):
        result = self.fit()
        for name, truth in [("residual_resistivity", 10), ("kondo_resistivity", 3),
                            ("kondo_temperature", 8)]:
            entry = result["parameters"][name]
            self.assertLess(abs(entry["value"] - truth), 4 * entry["standard_error"], name)
            interval = entry["intervals"][1]
            self.assertEqual(interval["low_end"], "crossed")
            self.assertTrue(interval["low"] < entry["value"] < interval["high"])
        # The noise is estimated.
        self.assertTrue(result["quality"]["noise"]["estimated"])
        self.assertAlmostEqual(result["quality"]["noise"]["value"], 0.01e-9, delta=0.004e-9)

    def test_known_sigma_gives_chi_squared(self):
        result = self.fit(FIT.replace('label =', 'sigma = "0.01 nohm m"\nlabel ='))
        quality = result["quality"]
        self.assertEqual(quality["degrees_of_freedom"], 37)
        self.assertAlmostEqual(quality["reduced_chi_squared"] * 37, quality["chi_squared"])
        # 37 +- 5 standard deviations
        self.assertLess(abs(quality["chi_squared"] - 37), 5 * math.sqrt(74))
        self.assertAlmostEqual(quality["aic"], quality["chi_squared"] + 6)

    def test_column_of_sigma_is_the_same(self):
        text = FIT + NO_PROFILES
        constant = self.fit(text.replace('label =', 'sigma = "0.01 nohm m"\nlabel ='))
        self.data([(*row, 0.01) for row in rows()], "T [K],rho,error (nohm m)")
        column = self.fit(text.replace('[[parameter]]',
                                       'sigma_column = { column = 3 }\n[[parameter]]', 1))
        self.assertEqual(constant["quality"], column["quality"])
        self.assertEqual(constant["parameters"], column["parameters"])

    def test_units_of_data_do_not_matter(self):
        one = self.fit(FIT + NO_PROFILES)
        self.data([(1e3 * t, rho / 1e3) for t, rho in rows()], "T [mK],rho (uohm m)")
        other = self.fit(FIT.replace(', unit = "nohm m"', "") + NO_PROFILES)
        for name in one["parameters"]:
            self.assertAlmostEqual(self.value(one, name), self.value(other, name), places=6)
        self.assertEqual(other["curves"][0]["x"]["unit"], "mK")

    def test_curves_share_parameters_or_have_their_own(self):
        text = FIT + FIT[FIT.index("[[data]]"):FIT.index("[[parameter]]")].replace(
            "data.csv", "other.csv").replace("sample", "other")
        lines = rows(seed=2, residual=20.0)
        self.write("other.csv", "\n".join(["T [K],rho"] + [f"{t},{rho}" for t, rho in lines]))
        result = self.fit(text.replace('start = "5 nohm m"', 'start = "5 nohm m"\nper_set = true')
                          + NO_PROFILES)
        self.assertAlmostEqual(self.value(result, "residual_resistivity[sample]"), 10, delta=0.1)
        self.assertAlmostEqual(self.value(result, "residual_resistivity[other]"), 20, delta=0.1)
        self.assertAlmostEqual(self.value(result, "kondo_temperature"), 8, delta=0.5)

    def test_ties_and_fixed_values(self):
        tied = FIT.replace('name = "residual_resistivity"\nstart = "5 nohm m"',
                           'name = "residual_resistivity"\ntied_to = "kondo_resistivity"\n'
                           'factor = 2\noffset = "4 nohm m"')
        result = self.fit(tied)
        self.assertAlmostEqual(self.value(result, "residual_resistivity"),
                               2 * self.value(result, "kondo_resistivity") + 4)
        own = result["parameters"]["residual_resistivity"]
        other = result["parameters"]["kondo_resistivity"]
        self.assertEqual(own["status"], "tied")
        self.assertEqual(own["unit"], "nohm m")
        self.assertAlmostEqual(own["standard_error"], 2 * other["standard_error"])
        for one, another in zip(own["intervals"], other["intervals"], strict=True):
            self.assertAlmostEqual(one["low"], 2 * another["low"] + 4)
            self.assertAlmostEqual(one["high"], 2 * another["high"] + 4)
        fixed = self.fit(FIT.replace('start = "5 nohm m"', 'start = "10 nohm m"\nfixed = true'))
        self.assertAlmostEqual(self.value(fixed, "residual_resistivity"), 10)
        self.assertEqual(fixed["quality"]["fitted"], 2)

    # Starts of any size, and bounds far away, are no scale of the answer.
    def test_start_does_not_matter(self):
        # Only its own profile could know of it, beside the best fit.
        profile = '[fit.profile]\nparameters = ["residual_resistivity"]\nlevels = [0.6827]\n'
        expected = self.fit(FIT + profile)
        for start in ['"0 nohm m"', '"5 ohm m"', '"1e-9 nohm m"', '"0 nohm m"\nmax = "1 ohm m"']:
            found = self.fit(FIT.replace('"5 nohm m"', start + '\nunit = "nohm m"') + profile)
            self.assertEqual(found["warnings"], expected["warnings"], start)
            for name, entry in expected["parameters"].items():
                other = found["parameters"][name]
                self.assertEqual(other["status"], "fitted", (start, name))
                self.assertLess(abs(other["value"] - entry["value"]),
                                1e-3 * entry["standard_error"], (start, name))
                self.assertAlmostEqual(other["standard_error"] / entry["standard_error"], 1,
                                       delta=1e-3, msg=(start, name))
                for one, another in zip(entry["intervals"], other["intervals"], strict=True):
                    for end in ["low", "high"]:
                        self.assertLess(abs(one[end] - another[end]),
                                        1e-2 * entry["standard_error"], (start, name))

    # A constant of 10 ohm m is 3e9 times the curve, and the noise s is 1.4e4 times its rounding d:
    # 2 s d sqrt(40) in the sum of squares, as a parameter makes it that is 0.03 of its error off.
    def test_constant_in_the_data_does_not_matter(self):
        text = FIT.replace('start = "5 nohm m"', 'start = "10 nohm m"\nfixed = true') + (
            "[background]\n" + NO_PROFILES)
        expected = self.fit(text)
        self.data([(t, 1e10 + rho) for t, rho in rows()])
        found = self.fit(text)
        self.assertEqual(found["findings"], [])
        self.assertAlmostEqual(found["quality"]["noise"]["value"]
                               / expected["quality"]["noise"]["value"], 1, delta=1e-3)
        for name in ["kondo_resistivity", "kondo_temperature"]:
            entry, other = expected["parameters"][name], found["parameters"][name]
            error = entry["standard_error"]
            self.assertLess(abs(other["value"] - entry["value"]), 0.03 * error, name)
            self.assertAlmostEqual(other["standard_error"] / error, 1, delta=0.02, msg=name)

    # The detector's polarisation is the injector's where it is not given, and so is on the
    # abscissa with it: the resistance goes with its square.
    def test_input_that_follows_the_abscissa(self):
        polarisations = [0.05 * i for i in range(1, 11)]
        self.data([(p, 4 * p * p) for p in polarisations], "P [1],R [ohm]")
        result = self.fit("""[model]
kind = "hanle"
x = "polarisation"
values = { magnetic_field = "0 T", distance = "2 um", width = "2 um", \
           diffusion_constant = "0.02 m^2/s", spin_lifetime = "300 ps" }
[[data]]
file = "data.csv"
x = { column = "P" }
y = { column = "R" }
[[parameter]]
name = "sheet_conductivity"
start = "1 mS"
""".replace(" \\\n          ", ""))
        for value, fitted in zip(result["curves"][0]["y"]["values"], result["curves"][0]["fit"],
                                 strict=True):
            self.assertAlmostEqual(fitted / value, 1, places=8)

    def test_background_is_part_of_the_fit(self):
        self.data([(t, rho + 0.2 + 0.01 * t) for t, rho in rows()])
        text = FIT.replace('start = "5 nohm m"', 'start = "10 nohm m"\nfixed = true')
        result = self.fit(text + "[background]\norder = 1\n")
        self.assertAlmostEqual(self.value(result, "background_0"), 0.2, delta=0.05)
        self.assertAlmostEqual(self.value(result, "background_1"), 0.01, delta=0.001)
        self.assertTrue(result["parameters"]["background_1"]["background"])

    def test_outliers_do_not_draw_a_robust_loss(self):
        lines = rows()
        lines[7] = (lines[7][0], 30.0)
        self.data(lines)
        drawn = self.fit(FIT + NO_PROFILES)
        robust = self.fit(FIT + '[fit]\nloss = "soft-l1"\nloss_scale = "0.02 nohm m"\n'
                          + NO_PROFILES)
        self.assertLess(abs(self.value(robust, "kondo_temperature") - 8), 0.5)
        self.assertGreater(abs(self.value(drawn, "kondo_temperature") - 8), 0.5)
        self.assertIsNone(robust["quality"]["aic"])

    def test_loss_below_the_noise_is_told(self):
        robust = self.fit(FIT + '[fit]\nloss = "huber"\nloss_scale = "1e-4 nohm m"\n'
                          + NO_PROFILES)
        self.assertTrue(any("loss_scale is below" in warning for warning in robust["warnings"]))
        wide = self.fit(FIT + '[fit]\nloss = "huber"\nloss_scale = "1 nohm m"\n' + NO_PROFILES)
        self.assertEqual(wide["warnings"], [])
        plain = self.fit(FIT + NO_PROFILES)
        for name, entry in wide["parameters"].items():
            self.assertAlmostEqual(entry["standard_error"]
                                   / plain["parameters"][name]["standard_error"], 1, places=4)

    def test_exact_data_have_no_intervals(self):
        self.data(rows(noise=0))
        result = self.fit()
        self.assertTrue(any("exact" in finding for finding in result["findings"]))
        self.assertEqual(result["warnings"], [])
        for key, nothing in [("intervals", []), ("standard_error", None), ("error_alone", None)]:
            self.assertEqual(result["parameters"]["kondo_temperature"][key], nothing)

    def test_points_outside_the_range_are_left_out(self):
        result = self.fit(FIT.replace("label =", 'x_min = "1 K"\nx_max = "20 K"\nlabel ='))
        values = result["curves"][0]["x"]["values"]
        self.assertTrue(min(values) >= 1 and max(values) <= 20)

    def test_files(self):
        self.write("fit.toml", FIT)
        run = self.run_program("fit", "fit.toml", "--out", "out")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("kondo_temperature", run.stdout)
        result = json.loads((self.here / "out" / "fit.json").read_text())
        with open(self.here / "out" / "curve.csv", newline="") as file:
            table = list(csv.DictReader(file))
        curve = result["curves"][0]
        self.assertEqual([float(row["y"]) for row in table], curve["y"]["values"])
        for row in table:
            self.assertAlmostEqual(float(row["y"]) - float(row["fit"]), float(row["residual"]))
        self.assertEqual(result["kind"], "fit")

    # Before anything is computed, as fits may take long.
    def test_results_that_cannot_be_written(self):
        self.write("taken", "")
        self.write("fit.toml", FIT)
        run = self.run_program("fit", "fit.toml", "--out", "taken/deeper")
        self.assertEqual((run.returncode, run.stdout), (1, ""))
        self.assertRegex(run.stderr, "cannot write results into .*/taken: Not a directory")

    def test_input_forms(self):
        text = FIT + NO_PROFILES
        plain = self.fit(text)
        self.write("data.csv", "\n".join(f"{t}\t{rho}" for t, rho in rows()))
        numbered = self.fit(text.replace('"T"', '1, unit = "K"').replace('"rho"', "2"))
        self.assertEqual(plain["parameters"], numbered["parameters"])
        self.write("data.csv", "# from the cryostat\n# T(K)  rho\n" + "\n".join(
            f"  {t}   {rho}" for t, rho in rows()))
        self.assertEqual(self.fit(text)["parameters"], plain["parameters"])

    @unittest.skipIf(jsonschema is None, "no jsonschema")
    def test_schema(self):
        schema = json.loads(self.run_program("schema", "fit").stdout)
        validator = jsonschema.Draft202012Validator(schema)
        validator.validate(tomllib.loads(FIT))
        for path in EXAMPLES.glob("*.toml"):
            validator.validate(tomllib.loads(path.read_text()))
        with self.assertRaises(jsonschema.ValidationError):
            validator.validate(tomllib.loads(FIT.replace("kind", "knd")))


ALLOY = """[host]
name = "Cu"
[[impurity]]
name = "X"
concentration = 0.01
channels = [ { l = 0, j = 0.5, phase_shift = "10 degree" },
             { l = 1, j = 0.5, phase_shift = "SHIFT degree" },
             { l = 1, j = 1.5, phase_shift = "20 degree" } ]
"""
COMMAND = """[model]
kind = "command"
base = "alloy.toml"
output = "spin_relaxation_rate"
x = "impurity[0].concentration"
[[data]]
file = "data.csv"
x = { column = "concentration", unit = "1" }
y = { column = "rate", unit = "1/ps" }
[[parameter]]
name = "impurity[0].channels[1].phase_shift"
start = "50 degree"
min = "25 degree"
max = "80 degree"
"""


class Command(Fit):
    def setUp(self):
        super().setUp()
        self.write("alloy.toml", ALLOY.replace("SHIFT", "50"))
        lines = []
        for concentration in [0.005, 0.01, 0.02, 0.03]:
            self.write("true.toml", ALLOY.replace("SHIFT", "37").replace("0.01", str(concentration)))
            run = self.run_program("coefficients", "true.toml", "--json")
            self.assertEqual(run.returncode, 0, run.stderr)
            rate = json.loads(run.stdout)["results"]["spin_relaxation_rate"]["value"]
            lines.append((concentration, rate / 1e12))
        self.data(lines, "concentration,rate")

    def test_phase_shift_is_found_from_rates_of_relaxation(self):
        result = self.fit(COMMAND)
        entry = result["parameters"]["impurity[0].channels[1].phase_shift"]
        self.assertAlmostEqual(entry["value"], 37, places=5)
        self.assertEqual(entry["unit"], "degree")
        self.assertEqual(result["model"]["kind"], "spin_relaxation_rate")
        # Profiles of commands are made on request.
        self.assertEqual(entry["intervals"], [])

    def test_mistakes(self):
        self.refused(COMMAND.replace("alloy.toml", "none.toml"), "fit.toml:3", "model.base")
        self.refused(COMMAND.replace("spin_relaxation_rate", "spin_relaxation_rat"), "model.output",
                     'did you mean "spin_relaxation_rate"?')
        self.refused(COMMAND.replace("concentration", "concentratio", 1), "model.x",
                     "the path of a parameter in")
        self.refused(COMMAND.replace("channels[1]", "channels[7]"), "parameter[0].name")
        self.refused(COMMAND + '[fit.profile]\nparameters = ["impurity"]\n',
                     "fit.profile.parameters", "a parameter that is fitted")
        self.refused(COMMAND.replace('output = "spin_relaxation_rate"\n', ""),
                     'kind = "command" needs output')
        self.refused(COMMAND.replace("50 degree", "50 m").replace("25 degree", "25 m").replace(
            "80 degree", "80 m"), "fit.toml:12", "parameter[0].start", "alloy.toml")
        self.refused(COMMAND.replace('"concentration", unit = "1"', '"concentration", unit = "m"'),
                     "fit.toml:8", "data[0].x.unit", "impurity[0].concentration in")

    # `resistivity` is that of coefficients, at zero temperature.
    def test_output_that_does_not_depend_on_the_abscissa(self):
        self.data([(10, 1), (20, 2), (30, 3)], "T,rho")
        self.refused(COMMAND.replace("spin_relaxation_rate", "resistivity").replace(
            "impurity[0].concentration", "thermal.temperature").replace(
            '"concentration", unit = "1"', '"T", unit = "K"').replace(
            '"rate", unit = "1/ps"', '"rho", unit = "ohm m"'),
            "fit.toml:4", "model.output", "thermal.temperature",
            'did you mean "thermal.resistivity"?')
        self.refused(FIT.replace("[[data]]", 'base = "alloy.toml"\n[[data]]', 1), "model.base",
                     'kind = "kondo-resistivity"')


class BadInput(Fit):
    def test_files_and_columns(self):
        self.refused(FIT.replace("data.csv", "none.csv"), "fit.toml:4", "data[0].file",
                     "a data file that can be read")
        self.refused(FIT.replace('"rho"', '"rh"'), "fit.toml:7", "data[0].y.column",
                     'did you mean "rho"?')
        self.refused(FIT.replace('"rho"', "3"), "data[0].y.column", "which has 2", "number 3")
        self.refused(FIT.replace(', unit = "nohm m"', ""), "the unit of the column", "data.csv")
        self.refused(FIT.replace('"nohm m"', '"K"', 1), "a unit that converts to ohm m", '"K"')

    def test_odd_files_and_ranges(self):
        self.refused(FIT.replace("data.csv", "."), "fit.toml:4", "data[0].file", "a directory")
        self.refused(FIT.replace("label =", 'x_min = "9 K"\nx_max = "2 K"\nlabel ='),
                     "data[0].x_max", "x_min 9 K, x_max 2 K")
        self.refused(FIT.replace('"nohm m"', '"Foo"', 1), '"Foo", which is not a known unit')
        self.refused(FIT + '[fit.profile]\nparameters = ["kondo_temperature", '
                     '"kondo_temperature"]\n', "fit.profile.parameters")

    def test_cells(self):
        lines = rows()
        lines[3] = (lines[3][0], "nan")
        self.data(lines)
        self.refused(FIT, "data.csv:5", "column 2 (rho)", 'found "nan"', "by empty cells")
        lines[3] = (lines[3][0], "1,5", )
        self.data(lines)
        self.refused(FIT, "data.csv:5", "expected 2 columns, as line 1 has", "taken for the header",
                     "skip_lines", "found 3")
        self.data([])
        self.refused(FIT, "data.csv", "expected rows of numbers")

    # Curves of one table need not have the same number of points.
    def test_rows_with_empty_cells_are_left_out(self):
        text = FIT + NO_PROFILES
        self.data(rows()[:-1])
        shorter = self.fit(text)["curves"][0]["y"]["values"]
        self.data([*rows()[:-1], ("", "")])
        self.assertEqual(self.fit(text)["curves"][0]["y"]["values"], shorter)
        lines = rows()
        lines[3] = (lines[3][0], "")
        self.data(lines)
        self.write("fit.toml", text)
        run = self.run_program("fit", "fit.toml", "--json")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(len(json.loads(run.stdout)["curves"][0]["x"]["values"]), len(rows()) - 1)
        self.assertIn("1 row of data.csv left out, as cells are empty (line 5)", run.stderr)
        self.data([("1", "")] * 9)
        self.refused(FIT, "rows without empty cells", "none of the 9")

    def test_fields_in_oersted(self):
        self.data([(b, 1) for b in range(9)], "B (Oe),R (ohm)")
        self.refused("""[model]
kind = "hanle"
[[data]]
file = "data.csv"
x = { column = "B" }
y = { column = "R" }
[[parameter]]
name = "spin_lifetime"
start = "500 ps"
""", "fit.toml:5", "data[0].x.column", '"Oe", a unit of H', 'write "G"')

    def test_bytes_that_are_not_utf_8(self):
        text = (self.here / "data.csv").read_text()
        self.write_bytes("data.csv", text.replace("T [K]", "\u00b0 [K]").encode("cp1252"))
        self.refused(FIT.replace('"T"', "1"), "data.csv:1: not UTF-8", "0xB0", "Windows-1252")
        self.write_bytes("data.csv", text.encode("utf-16"))
        self.refused(FIT, "data.csv:1: ", "the byte order mark of UTF-16", "save it as UTF-8")
        self.write_bytes("data.csv", text.encode("utf-16-le"))
        self.refused(FIT, "data.csv:1: ", "a NUL byte", "save it as UTF-8")
        self.write_bytes("fit.toml", FIT.replace("sample", "\u00b5").encode("cp1252"))
        run = self.run_program("fit", "fit.toml")
        self.assertEqual(run.returncode, 2)
        self.assertIn("fit.toml:5: not UTF-8", run.stderr)

    # Where they are not read, they do no harm.
    def test_comments_in_other_encodings(self):
        text = (self.here / "data.csv").read_text()
        expected = self.fit()
        self.write_bytes("data.csv", ("# 90\u00b0\n" + text).encode("cp1252"))
        self.assertEqual(self.value(self.fit(), "kondo_temperature"),
                         self.value(expected, "kondo_temperature"))

    def test_units_that_are_not_known(self):
        self.data(rows(), "T [K],rho (n\u03a9m)")
        self.refused(FIT.replace(', unit = "nohm m"', ""), "fit.toml:7", "data[0].y.column",
                     '"n\u03a9m", which is not a known unit; write "n\u03a9 m"')
        self.fit()  # the unit that is given says what is meant
        self.data(rows())
        for unit in ["1e-4", "10^-8 ohm m"]:
            self.refused(FIT.replace('"nohm m"', f'"{unit}"', 1), "a factor is no unit")

    def test_decimal_commas(self):
        expected = self.fit()
        lines = [[str(cell).replace(".", ",") for cell in row] for row in rows()]
        self.write("data.csv", "\n".join(["T [K];rho"] + [";".join(row) for row in lines]))
        self.refused(FIT, "data.csv:2", "column 1 (T)", 'decimal = ","')
        text = FIT.replace("label =", 'decimal = ","\nlabel =')
        self.assertEqual(self.value(self.fit(text), "kondo_temperature"),
                         self.value(expected, "kondo_temperature"))
        self.refused(text.replace("label =", 'delimiter = "comma"\nlabel ='),
                     "fit.toml:5", "data[0].decimal")

    def test_lines_above_the_header(self):
        expected = self.fit()
        self.write("data.csv", "Sample: X-12\nDate: 1\n" + (self.here / "data.csv").read_text())
        self.refused(FIT, "data.csv:4", "as line 1 has", "skip_lines")
        self.assertEqual(
            self.value(self.fit(FIT.replace("label =", "skip_lines = 2\nlabel =")),
                       "kondo_temperature"), self.value(expected, "kondo_temperature"))

    def test_fixed_with_bounds(self):
        text = FIT.replace("max = \"100 K\"", "max = \"100 K\"\nfixed = true")
        self.assertEqual(self.fit(text)["parameters"]["kondo_temperature"]["status"], "fixed")
        self.refused(text.replace("5 K", "500 K", 1), "fit.toml:18", "within the bounds")

    def test_data_outside_the_range_of_the_model(self):
        self.data([(-5, 1), *rows()])
        self.refused(FIT, "data.csv:2", "column 1 (T)", "a value >= 0", "found -5")

    def test_ties_outside_the_range_of_the_model(self):
        self.refused(FIT.replace('name = "residual_resistivity"\nstart = "5 nohm m"',
                                 'name = "residual_resistivity"\ntied_to = "kondo_resistivity"\n'
                                 'factor = -0.5'),
                     "fit.toml:10", "parameter[0].tied_to", "a value >= 0 of residual_resistivity")

    def test_start_without_value(self):
        # Contacts that take up nothing and inject nothing.
        self.data([(100 * i, 1 / i) for i in range(1, 9)], "L (nm),R (ohm)")
        self.refused("""[model]
kind = "lateral-spin-valve"
values = { resistivity = "20 nohm m", cross_section = "6000 nm^2" }
[[data]]
file = "data.csv"
x = { column = "L" }
y = { column = "R" }
[[parameter]]
name = "spin_diffusion_length"
start = "500 nm"
""", "fit.toml:8", "parameter[0]", "a value at 100 nm of set 1")

    # The magnetoresistance is even in the imaginary part.
    def test_start_where_nothing_changes_to_first_order(self):
        self.data([(d, 1e-4 * d / (1 + d * d)) for d in range(1, 20)], "d [nm],ratio [1]")
        self.refused("""[model]
kind = "spin-hall-magnetoresistance"
values = { conductivity = "2e6 S/m", spin_diffusion_length = "1.5 nm", \
           mixing_conductance = "4e14 S/m^2" }
[[data]]
file = "data.csv"
x = { column = "d" }
y = { column = "ratio" }
[[parameter]]
name = "spin_hall_angle"
start = 0.05
[[parameter]]
name = "imaginary_mixing_conductance"
start = "0 S/m^2"
""".replace(" \\\n          ", ""), "fit.toml:13", "parameter[1].start", "to first order")

    def test_counts(self):
        self.data(rows()[:3])
        self.refused(FIT, "more data points than fitted parameters", "3 points and 3 parameters")

    def test_models_and_inputs(self):
        self.refused(FIT.replace("kondo-resistivity", "kondo-resistivit"), "fit.toml:2",
                     "model.kind", 'did you mean "kondo-resistivity"?')
        self.refused(FIT.replace('"kondo_temperature"', '"kondo_temperatur"'),
                     "parameter[2].name", 'did you mean "kondo_temperature"?')
        self.refused(FIT.replace('"kondo_temperature"', '"temperature"').replace("logarithmic",
                                                                                 "linear"),
                     "parameter[2].name", "not on the abscissa")
        without = FIT[:FIT.index('[[parameter]]\nname = "kondo_temperature"')]
        self.refused(without, "fit.toml:3", "data[0].values", "kondo_temperature (K)")
        self.refused(FIT.replace('label =', 'values = { kondo_temperature = "3 K" }\nlabel ='),
                     "parameter[2].name", "`values` gives as well")

    def test_bounds(self):
        self.refused(FIT.replace('start = "5 K"', 'start = "500 K"'), "parameter[2].start",
                     "within the bounds", "500 K")
        self.refused(FIT.replace('min = "0.1 K"', 'min = "200 K"'), "a max above min")
        self.refused(FIT.replace('start = "5 nohm m"', 'start = "0 nohm m"\nmax = "0 nohm m"'),
                     "fit.toml:11", "parameter[0].max", "a max above min")
        self.refused(FIT.replace('start = "5 K"', "start = 5"), "needs a unit", "converts to K")
        self.refused(FIT.replace('start = "5 K"', 'start = "5 m"'), "converts to K")
        self.refused(FIT.replace('min = "0 nohm m"\n', "") + "[fit.multi_start]\nstarts = 4\n",
                     "parameter[0]", "min and max")

    def test_ties(self):
        circle = FIT.replace('name = "residual_resistivity"\nstart = "5 nohm m"',
                             'name = "residual_resistivity"\ntied_to = "phonon_amplitude"') + (
            '[[parameter]]\nname = "phonon_amplitude"\ntied_to = "residual_resistivity"\n')
        self.refused(circle, "parameter[0].tied_to", "circle",
                     "residual_resistivity -> phonon_amplitude -> residual_resistivity")
        self.refused(circle.replace('tied_to = "phonon_amplitude"',
                                    'tied_to = "kondo_temperature"'),
                     "a parameter that converts to ohm m")

    def test_sigma_and_loss(self):
        self.refused(FIT.replace("label =", 'sigma = "0 nohm m"\nlabel ='), "above zero")
        self.refused(FIT.replace("label =", 'sigma = "1 nohm m"\nweight = 2\nlabel ='), "weight",
                     "standard deviations")
        self.refused(FIT + '[fit]\nloss = "huber"\n', "fit.loss_scale")
        self.refused(FIT + '[fit]\nloss = "huber"\nloss_scale = 2\n', "needs a unit")
        self.refused(FIT.replace("label =", 'sigma = "0.01 nohm m"\nlabel =') +
                     '[fit]\nloss = "huber"\nloss_scale = "2 nohm m"\n',
                     "fit.loss_scale", "a plain number, of standard deviations")


class Graphene(Fit):
    def example(self, name):
        run = self.run_program("fit", EXAMPLES / f"{name}.toml", "--json")
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    # Sosenko, Wei and Aji: 514.3 ps, 0.01879 m^2/s, P = 0.1930 from the magnitude of the difference
    # of the curves, with contacts that take up no spin.
    def test_tunnelling_device_has_the_published_lifetime(self):
        result = self.example("tunnelling")
        for name, published in [("spin_lifetime", 514.3), ("diffusion_constant", 0.01879),
                                ("polarisation", 0.1930)]:
            entry = result["parameters"][name]
            self.assertLess(abs(entry["value"] - published), entry["standard_error"], name)
        # Two curves with a shared background tell what their difference does.
        self.assertTrue(any("runs test" in warning for warning in result["warnings"]))

    # The same: 78 ps without contacts that take up spin; 130 ps with them, and 100 s all the same.
    def test_transparent_device_has_no_lifetime(self):
        text = (EXAMPLES / "transparent-difference.toml").read_text()
        self.write("transparent_L3.0um.tsv", (EXAMPLES / "transparent_L3.0um.tsv").read_text())
        tunnelling = text.replace('name = "contact_length"', 'name = "contact_length"\nfixed = true')
        tunnelling = tunnelling.replace('start = "1 um"\nmin = "1 nm"\nmax = "10 mm"\n',
                                        'start = "1 km"\n')
        lifetime = self.fit(tunnelling)["parameters"]["spin_lifetime"]
        self.assertLess(abs(lifetime["value"] - 78), lifetime["standard_error"])
        result = self.fit(text)
        lifetime = result["parameters"]["spin_lifetime"]
        low, high = lifetime["intervals"][1]["low"], lifetime["intervals"][1]["high"]
        self.assertTrue(low < 78 and 130 < high)
        self.assertEqual(lifetime["intervals"][1]["high_end"], "bound")
        self.assertGreater(high / low, 1e6)
        self.assertTrue(any("spin_lifetime in 2 ranges" in finding
                            for finding in result["findings"]),
                        result["findings"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
