#!/usr/bin/python3
"""Tests of `sidejump rashba` from outside.

usage: test_rashba.py PROGRAM SOURCE_DIRECTORY
"""

import csv
import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import h5py

try:
    import jsonschema
    import tomllib
except ImportError:  # without them schemas are not tested
    jsonschema = tomllib = None

PROGRAM = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()

CHARGE, HBAR, ELECTRON_MASS = 1.602176634e-19, 1.054571817646e-34, 9.1093837015e-31

GAS = """[gas]
effective_mass = 0.05
carrier_density = "1e12 1/cm^2"
rashba = "10 meV nm"
[[impurity]]
potential = "delta"
scattering_time = "1 ps"
"""
COULOMB = """[gas]
effective_mass = 0.067
fermi_energy = "12 meV"
rashba = "3 meV nm"
[[impurity]]
potential = "screened-coulomb"
permittivity = 12.9
distance = "15 nm"
density = "5e11 1/cm^2"
[study]
frequency = { from = "10 GHz", to = "1 THz", count = 7, spacing = "logarithmic" }
[spin_modes]
wavenumber = { from = "0 1/um", to = "1 1/um", count = 3 }
"""


class Rashba(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.here = pathlib.Path(self.folder.name)

    def run_program(self, *arguments):
        return subprocess.run([PROGRAM, *arguments], cwd=self.here, text=True, capture_output=True, timeout=300)

    def run_file(self, text, *arguments, command="rashba"):
        (self.here / "gas.toml").write_text(text)
        return self.run_program(command, "gas.toml", *arguments)

    def run_json(self, text):
        run = self.run_file(text, "--json")
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def test_static_field(self):
        result = self.run_json(GAS)
        response = result["response"]
        drude = 1e16 * CHARGE**2 * 1e-12 / (0.05 * ELECTRON_MASS)
        self.assertAlmostEqual(result["findings"]["mobility"]["value"] / (1e4 * CHARGE * 1e-12 / (0.05 * ELECTRON_MASS)),
                               1.0, delta=0.01)
        self.assertAlmostEqual(response["conductivity_xx"]["real"][0] / drude, 1.0, delta=0.01)
        # S_y = -m alpha tau e E/(2 pi hbar^3), twice our alpha being that of the publications.
        alpha = 10e-3 * CHARGE * 1e-9
        spin = -0.05 * ELECTRON_MASS * alpha * 1e-12 * CHARGE * 1e3 / (2 * math.pi * HBAR**3)
        self.assertAlmostEqual(response["spin_y"]["real"][0] / spin, 1.0, delta=1e-8)
        self.assertLess(abs(response["spin_current_yz"]["real"][0]), 1e-10)
        self.assertAlmostEqual(response["rotation"]["real"][0], -1.0, delta=1e-10)
        self.assertAlmostEqual(response["acceleration"]["real"][0], 1.0, delta=1e-10)
        self.assertAlmostEqual(result["findings"]["universal_spin_current"]["value"], CHARGE * 1e3 / (8 * math.pi))
        self.assertEqual(result["input"]["study"]["electric_field"], "1000 V/m")
        saved = json.loads((self.here / "gas-results" / "rashba.json").read_text())
        self.assertEqual(saved, result)

    def test_frequencies_and_spin_modes(self):
        result = self.run_json(COULOMB)
        response = result["response"]
        self.assertEqual(len(response["frequency"]["values"]), 7)
        self.assertLess(result["certificate"]["spin_torque"]["value"], 1e-9)
        for k in range(7):
            terms = sum(response[name]["real"][k] for name in ("field_term", "collision_term", "retardation_term"))
            self.assertAlmostEqual(terms, response["spin_current_yz"]["real"][k], delta=1e-12)
            drives = response["rotation"]["imaginary"][k] + response["acceleration"]["imaginary"][k]
            self.assertAlmostEqual(drives, response["spin_current_yz"]["imaginary"][k], delta=1e-12)
        with open(self.here / "gas-results" / "response.csv") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 7)
        self.assertAlmostEqual(float(rows[3]["conductivity_xx_imaginary [S]"]) / response["conductivity_xx"]["imaginary"][3],
                               1.0, delta=1e-10)
        with h5py.File(self.here / "gas-results" / "response.h5") as file:
            self.assertEqual(file["spin_y"].dims[0][0].name, "/frequency")
            self.assertEqual(file["spin_y"].attrs["unit"], "1/m^2")
            self.assertEqual(list(file["spin_y"][:, 1]), response["spin_y"]["imaginary"])
        with open(self.here / "gas-results" / "spin_modes.csv") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([row["mode"] for row in rows], ["1", "2", "3", "4"] * 3)
        # Spins precess between collisions: at q = 0 those of S_z in two modes, and none has a relaxation time.
        self.assertAlmostEqual(float(rows[1]["rate_imaginary [1/s]"]) / float(rows[2]["rate_imaginary [1/s]"]), -1.0,
                               delta=1e-6)
        self.assertIsNone(result["findings"]["spin_relaxation_time_z"]["value"])

    def test_relaxation_of_spins(self):
        result = self.run_json(GAS.replace("1 ps", "0.05 ps") + '[spin_modes]\nwavenumber = "0 1/um"\n')
        times = {axis: result["findings"][f"spin_relaxation_time_{axis}"]["value"] * 1e-12 for axis in "xyz"}
        rates = [mode["rate"][0] for mode in result["spin_modes"]["points"][0]["modes"]]
        # The conserved number, the two spins in the plane, S_z.
        for rate, expected in zip(rates, (0.0, 1 / times["x"], 1 / times["y"], 1 / times["z"])):
            self.assertAlmostEqual(rate / 1e12, expected / 1e12, delta=1e-9)
        self.assertAlmostEqual(result["findings"]["longest_spin_relaxation_time"]["value"] * 1e-12 / times["x"], 1.0,
                               delta=1e-9)
        for a in range(3):
            self.assertAlmostEqual(result["spin_relaxation"]["rates"][a][a] * times["xyz"[a]], 1.0, delta=1e-9)

    def test_table_for_a_person(self):
        run = self.run_file(GAS)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertRegex(run.stdout, r"spin_current_yz +e/8pi +0 ")
        self.assertRegex(run.stdout, r"rotation +e/8pi +-1 ")
        self.assertIn("Certificate", run.stdout)
        self.assertIn("wrote gas-results/rashba.json", run.stderr)

    def test_table_of_a_potential(self):
        (self.here / "squares.tsv").write_text("# q, |U|^2\n" + "".join(f"{q / 10}\t{math.exp(-q / 5)}\n" for q in range(8)))
        text = GAS.replace('"delta"', '"table"\ntable = "squares.tsv"')
        result = self.run_json(text)
        self.assertLess(abs(result["response"]["spin_current_yz"]["real"][0]), 1e-10)
        self.assertGreater(result["findings"]["transport_time"]["value"], 1.0)
        (self.here / "squares.tsv").write_text("0 1\n0.1 0.9\n0.2 0.7\n0.4 0.2\n")
        run = self.run_file(text)
        self.assertEqual(run.returncode, 2, run.stderr)
        self.assertIn("impurity[0].table: expected a table up to the momentum transfer 0.5", run.stderr)
        self.assertIn("found one that ends at 0.4 1/nm", run.stderr)
        (self.here / "squares.tsv").write_text("0 1\n0.1 0.9\n0.05 0.7\n")
        run = self.run_file(text)
        self.assertEqual(run.returncode, 2, run.stderr)
        self.assertIn("squares.tsv:3: expected momentum transfers that increase", run.stderr)

    def test_spin_orbit_impurities_have_a_spin_current(self):
        result = self.run_json(GAS.replace('"delta"\nscattering_time = "1 ps"',
                                           '"phase-shifts"\ndensity = "1e10 1/cm^2"\n'
                                           'waves = [0.6, { aligned = 0.3, antialigned = -0.1 }]'))
        self.assertGreater(abs(result["response"]["spin_current_yz"]["real"][0]), 1e-3)
        self.assertNotIn("spin_torque", result["certificate"])

    def test_directions_that_are_too_few(self):
        smooth = '[[impurity]]\npotential = "gaussian"\nrange = "20 um"\ntransport_time = "1 ps"\n'
        run = self.run_file(GAS[:GAS.index("[[impurity]]")] + smooth)
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertIn("impurities scatter by smaller angles", run.stderr)
        # Beside others they look as if they were enough.
        run = self.run_file(GAS + smooth)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("scattering is 1.0e+00, at most 1e-05 is expected", run.stderr)

    def test_weakly_metallic_gases_are_warned_of(self):
        run = self.run_file(GAS.replace("1 ps", "0.02 ps"))
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("e_F tau/hbar is 1.4", run.stderr)

    def test_mistakes_are_told(self):
        for old, new, message in (
                ('"1 ps"', '"-1 ps"', "impurity[0].scattering_time: expected a quantity in (0, 1e+09]"),
                ('carrier_density = "1e12 1/cm^2"', 'fermi_energy = "-1 meV"',
                 "gas.fermi_energy: expected a Fermi energy above -0.0328"),
                ('carrier_density = "1e12 1/cm^2"\n', "", "carrier_density"),
                ('scattering_time = "1 ps"\n', "", "scattering_time"),
                ("rashba =", "rashbar =", 'did you mean "rashba"'),
                ('"10 meV nm"', '"10 meV"', "gas.rashba: expected a quantity"),
                ('"delta"', '"gaussian"', "impurity[0].range: missing key")):
            self.assertIn(old, GAS)
            for command in ("rashba", "validate"):
                run = self.run_file(GAS.replace(old, new), command=command)
                self.assertEqual(run.returncode, 2, run.stderr)
                self.assertIn("gas.toml:", run.stderr)
                self.assertIn(message, run.stderr)
                self.assertEqual(run.stdout, "")
            self.assertFalse((self.here / "gas-results").exists())
        run = self.run_program("rashba", "none.toml")
        self.assertEqual(run.returncode, 2)
        self.assertIn("none.toml: cannot be read", run.stderr)

    def test_examples_of_the_reference_page(self):
        page = (SOURCE / "docs/reference/rashba.md").read_text()
        texts = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
        self.assertEqual(len(texts), 3)
        texts.append((SOURCE / "examples/rashba-null/gas.toml").read_text())
        schema = json.loads(self.run_program("schema", "rashba").stdout)
        for text in texts:
            run = self.run_file(text, command="validate")
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertIn("gas.toml: valid, an electron gas of ", run.stdout)
            echo = json.loads(self.run_file(text, "--json", command="validate").stdout)
            if jsonschema and tomllib:
                validator = jsonschema.Draft202012Validator(schema)
                validator.validate(tomllib.loads(text))
                validator.validate(echo)
        if jsonschema and tomllib:
            self.assertFalse(validator.is_valid(tomllib.loads(GAS.replace('"delta"', '"dleta"'))))

    def test_the_example_runs(self):
        result = self.run_json((SOURCE / "examples/rashba-null/gas.toml").read_text())
        self.assertLess(abs(result["response"]["spin_current_yz"]["real"][0]), 1e-10)
        self.assertGreater(abs(result["response"]["spin_y"]["real"][0]), 1e9)
        self.assertEqual(result["warnings"], [])

    def test_sweep(self):
        (self.here / "base.toml").write_text(GAS)
        (self.here / "study.toml").write_text("""[sweep]
base = "base.toml"
outputs = ["spin_current_yz.real", "spin_y.real", "transport_time", "conductivity_xx.imaginary"]
[[sweep.axis]]
name = "alpha"
path = "gas.rashba"
values = ["1 meV nm", "10 meV nm"]
[[sweep.axis]]
name = "f"
path = "study.frequency"
values = ["0 GHz", "100 GHz"]
""")
        checked = self.run_program("validate", "study.toml")
        self.assertEqual(checked.stdout, "study.toml: valid, a study of the electron gas base.toml with 4 points over "
                                         "alpha, f and 4 outputs\n", checked.stderr)
        swept = self.run_program("sweep", "study.toml", "--csv", "--threads", "2")
        self.assertEqual(swept.returncode, 0, swept.stderr)
        result = self.run_json(GAS + '[study]\nfrequency = ["0 Hz", "100 GHz"]\n')
        with open(self.here / "study.csv") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([row["alpha [meV nm]"] for row in rows], ["1", "1", "10", "10"])
        for row, k in ((rows[2], 0), (rows[3], 1)):
            self.assertAlmostEqual(float(row["spin_y.real [1/m^2]"]) / result["response"]["spin_y"]["real"][k], 1, 9)
            self.assertAlmostEqual(float(row["transport_time [ps]"]), result["findings"]["transport_time"]["value"], 9)
            self.assertAlmostEqual(float(row["conductivity_xx.imaginary [S]"]),
                                   result["response"]["conductivity_xx"]["imaginary"][k], 12)
        for row in rows[::2]:
            self.assertLess(abs(float(row["spin_current_yz.real"])), 1e-9)
        # Without the axis a point has no single frequency.
        (self.here / "base.toml").write_text(GAS + '[study]\nfrequency = ["0 Hz", "100 GHz"]\n')
        text = (self.here / "study.toml").read_text()
        (self.here / "study.toml").write_text(text[:text.rindex("[[")])
        refused = self.run_program("sweep", "study.toml", "--force")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("base.toml: study.frequency: expected one frequency", refused.stderr)
        self.assertIn("found 2 of them", refused.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
