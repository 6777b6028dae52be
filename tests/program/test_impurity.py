#!/usr/bin/python3
"""Tests of `sidejump impurity` from outside, and of models in the other commands.

usage: test_impurity.py PROGRAM SOURCE_DIRECTORY
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv[1])

HOST = '[host]\nname = "Cu"\n'
LEVELS = """[[impurity]]
name = "Ir 5d"
concentration = 0.01
model = "resonant-levels"
[[impurity.resonant-levels.levels]]
l = 2
electrons = 7.0
width = "0.8 eV"
spin_orbit = "0.5 eV"
[[impurity.channels]]
l = 1
j = 0.5
phase_shift = 0.1
"""
MOMENT = """[[impurity]]
name = "Ce"
concentration = 0.01
model = "anderson-hartree-fock"
[impurity.anderson-hartree-fock]
level = "-1 eV"
repulsion = "3 eV"
width = "0.2 eV"
"""


class Impurity(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.here = pathlib.Path(self.folder.name)

    def run_program(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.here, text=True,
                              capture_output=True, timeout=120)

    def run_json(self, *arguments):
        run = self.run_program(*arguments, "--json")
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def write(self, name, text):
        (self.here / name).write_text(text)
        return name

    def test_prints_what_the_model_found(self):
        run = self.run_program("impurity", self.write("a.toml", HOST + LEVELS + MOMENT))
        self.assertEqual(run.returncode, 0, run.stderr)
        for text in ["resonant level", "Hartree-Fock, m = +1/2", "critical_repulsion_over_width",
                     "passed   Friedel", "Friedel sum", "Ir 5d: model resonant-levels"]:
            self.assertIn(text, run.stdout)
        self.assertIn("static moment", run.stderr)
        result = json.loads((self.here / "a-results" / "impurity.json").read_text())
        self.assertEqual([species["model"] for species in result["impurities"]],
                         ["resonant-levels", "anderson-hartree-fock"])
        written = {path.name for path in (self.here / "a-results").iterdir()}
        self.assertEqual(written, {*result["files"], "impurity.json"})
        self.assertIn("Ir_5d-l2-j2.5.tsv", written)
        self.assertEqual(self.run_json("impurity", "a.toml"), result)

    def test_tables_give_the_same_alloy_again(self):
        self.write("a.toml", HOST + LEVELS + '[thermal]\ntemperature = "300 K"\n')
        self.run_json("impurity", "a.toml")
        channels = "".join(
            f'[[impurity.channels]]\nl = {l}\nj = {j}\n'
            f'phase_shift = {{ table = "a-results/Ir_5d-l{l}-j{j}.tsv" }}\n'
            for l, j in [(2, 1.5), (2, 2.5), (1, 0.5)])
        self.write("b.toml", HOST + '[[impurity]]\nname = "Ir"\nconcentration = 0.01\n' + channels
                   + '[thermal]\ntemperature = "300 K"\n')
        model = self.run_json("coefficients", "a.toml")["results"]
        tables = self.run_json("coefficients", "b.toml")["results"]
        for name, entry in model.items():
            self.assertAlmostEqual(tables[name]["reduced"], entry["reduced"], delta=1e-10, msg=name)
        model = self.run_json("thermal", "a.toml")["results"][0]["results"]
        tables = self.run_json("thermal", "b.toml")["results"][0]["results"]
        for name in ["resistivity", "spin_hall_conductivity", "lorenz_number"]:
            self.assertAlmostEqual(tables[name]["value"] / model[name]["value"], 1.0, delta=1e-3,
                                   msg=name)

    def test_table_of_a_moment_gives_it_again(self):
        self.write("a.toml", HOST + MOMENT.replace('"Ce"', '"Ce/La\\n2"'))
        result = self.run_json("impurity", "a.toml")
        channel = result["impurities"][0]["states"][0]["channels"][0]
        self.write("b.toml", HOST + '[[impurity]]\nconcentration = 0.01\n[[impurity.channels]]\n'
                   f'l = 1\nj = 0.5\nphase_shift = {{ table = "a-results/{result["files"][0]}" }}\n'
                   f'dipole_return = {channel["dipole_return"]}\n')
        model = self.run_json("coefficients", "a.toml")["results"]
        table = self.run_json("coefficients", "b.toml")["results"]
        for name, entry in model.items():
            self.assertAlmostEqual(table[name]["reduced"], entry["reduced"], delta=1e-9, msg=name)

    def test_no_table_replaces_another(self):
        species = "".join(MOMENT.replace('"Ce"', f'"{name}"') for name in ["a", "a", "a-2", "a/2"])
        self.write("a.toml", HOST + species)
        files = self.run_json("impurity", "a.toml")["files"]
        self.assertEqual(len(set(files)), 4)
        self.write("a.toml", HOST + MOMENT + '[spectrum]\ntemperature = ["1 K", "1000 mK"]\n')
        run = self.run_program("impurity", "a.toml")
        self.assertEqual(run.returncode, 2)
        self.assertIn("each temperature once", run.stderr)

    def test_temperatures_and_energies(self):
        self.write("a.toml", HOST + MOMENT + '[spectrum]\ntemperature = ["0 K", "100 K"]\n'
                   'lowest = "-0.5 eV"\nhighest = "0.5 eV"\npoints = 11\n')
        result = self.run_json("impurity", "a.toml")
        self.assertEqual(result["files"], ["Ce-l1-j0.5.tsv", "Ce-l1-j0.5-100K.tsv"])
        rows = [line.split() for line in
                (self.here / "a-results" / "Ce-l1-j0.5-100K.tsv").read_text().splitlines()
                if not line.startswith("#")]
        self.assertEqual(len(rows), 11)
        self.assertAlmostEqual(float(rows[0][0]), -0.5)
        self.assertAlmostEqual(float(rows[-1][0]), 0.5)
        states = result["impurities"][0]["states"]
        self.assertEqual([state["temperature"]["value"] for state in states], [0, 100])

    def test_mistakes_exit_2_and_write_nothing(self):
        for spectrum, message in [
                ('temperature = "-1 K"', "spectrum.temperature: expected"),
                ('lowest = "1 eV"\nhighest = "0 eV"', "spectrum.highest: expected an energy above"),
                ('lowest = "-50 eV"', "band bottom"),
                ('points = 2', "spectrum.points")]:
            self.write("a.toml", HOST + MOMENT + "[spectrum]\n" + spectrum + "\n")
            run = self.run_program("impurity", "a.toml")
            self.assertEqual(run.returncode, 2, spectrum)
            self.assertIn(message, run.stderr)
            self.assertEqual(run.stderr.count("\n"), 1, run.stderr)
            self.assertFalse((self.here / "a-results").exists())

    def test_response_and_validate_take_models(self):
        self.write("a.toml", HOST + LEVELS)
        self.assertEqual(self.run_program("response", "a.toml").returncode, 0)
        run = self.run_program("validate", "a.toml")
        self.assertIn("3 channels", run.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
