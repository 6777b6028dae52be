#!/usr/bin/python3
"""Tests of `sidejump superconductor` from outside.

usage: test_superconductor.py PROGRAM SOURCE_DIRECTORY
"""

import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

PROGRAM = os.path.abspath(sys.argv[1])

BULK = """units = "reduced"
[structure]
kind = "bulk"
metal = "S"
[[metal]]
name = "S"
critical_temperature = 1.0
[study]
temperature = [0.5, 0.9]
"""
BILAYER = """units = "reduced"
[structure]
kind = "layers"
phase_gradient = 0.2
[[metal]]
name = "S"
critical_temperature = 1.0
[[metal]]
name = "F"
exchange_field = [0.0, 1.0, 2.0]
spin_hall_angle = 0.05
[[layer]]
metal = "S"
thickness = 3.0
cells = 16
[[layer]]
metal = "F"
thickness = 1.0
cells = 8
[[interface]]
between = ["S", "F"]
law = "tunnel"
conductance = 0.5
[study]
temperature = 0.3
"""
JUNCTION = """units = "reduced"
[structure]
kind = "layers"
[[metal]]
name = "S"
pair_potential = 50.0
[[metal]]
name = "N"
[[layer]]
metal = "N"
thickness = 1.0
cells = 24
edge_refinement = 6
[left]
metal = "S"
[right]
metal = "S"
[study]
kind = "current-phase"
temperature = 5.0
self_consistent = false
phases = [0.0, 1.0, 1.6, 2.2, 3.0]
[solver]
grid_check = false
"""
PLANE = """units = "reduced"
[structure]
kind = "plane"
metal = "S"
width = 2.0
height = 2.0
cells = [4, 4]
[[structure.vortex]]
at = [1.0, 1.0]
[[metal]]
name = "S"
critical_temperature = 1.0
spin_hall_angle = 0.1
exchange_field = [0.2, 0.0, 0.0]
[study]
temperature = 0.5
[solver]
grid_check = false
stable = false
matsubara_accuracy = 1e-4
"""
LATTICE = (PLANE.replace("cells = [4, 4]", "cells = [6, 6]\nperiodic = true\nflux_quanta = 1")
           .replace("2.0", "5.0").replace('[[structure.vortex]]\nat = [1.0, 1.0]\n', ""))


class Superconductor(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.here = pathlib.Path(self.folder.name)

    def run_program(self, text, *arguments):
        (self.here / "wire.toml").write_text(text)
        return subprocess.run([PROGRAM, "superconductor", "wire.toml", *arguments], cwd=self.here, text=True,
                              capture_output=True, timeout=300)

    def run_json(self, text):
        run = self.run_program(text, "--json")
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def test_gap_of_a_bulk_metal(self):
        result = self.run_json(BULK)
        gap = result["points"]["pair_potential"]["values"]
        for found, expected in zip(gap, (0.956885, 0.526342)):
            self.assertAlmostEqual(found / 1.763877, expected, delta=2e-6)
        with open(self.here / "wire-results" / "points.csv") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([float(row["temperature"]) for row in rows], [0.5, 0.9])
        self.assertAlmostEqual(float(rows[1]["pair_potential"]), gap[1], delta=1e-10)
        saved = json.loads((self.here / "wire-results" / "superconductor.json").read_text())
        self.assertEqual(saved, result)

    def test_units_of_a_real_metal(self):
        result = self.run_json("""[structure]
kind = "bulk"
metal = "Nb"
phase_gradient = "0.003 1/nm"
[[metal]]
name = "Nb"
critical_temperature = "9 K"
diffusion = "5 cm^2/s"
conductivity = "1e7 S/m"
[study]
temperature = "2 K"
""")
        points = result["points"]
        self.assertEqual(points["pair_potential"]["unit"], "K")
        self.assertEqual(points["free_energy"]["unit"], "J/m^3")
        self.assertEqual(points["current_across"]["unit"], "A/m^2")
        # Of a dirty metal far below the depairing current: (pi/2) sigma (Delta/e) q tanh(Delta/2T).
        charge, boltzmann = 1.602176634e-19, 1.380649e-23
        gap = points["pair_potential"]["values"][0]
        expected = np.pi / 2 * 1e7 * gap * boltzmann / charge * 3e6 * np.tanh(gap / (2 * 2.0))
        self.assertAlmostEqual(points["current_across"]["values"][0] / expected, 1.0, delta=0.01)

    def test_certificate_and_fields_of_a_bilayer(self):
        result = self.run_json(BILAYER)
        certificate = {name: check["value"] for name, check in result["certificate"].items()}
        for law, limit in (("square", 1e-12), ("equation", 1e-10), ("anticommutator", 1e-12), ("gap_equation", 1e-7),
                           ("charge_divergence", 1e-6), ("spin_balance", 1e-7), ("grid", 0.1)):
            self.assertLess(certificate[law], limit, law)
        with h5py.File(self.here / "wire-results" / "fields.h5") as file:
            x = file["node_x"][:]
            gap = file["node_pair_potential"][0]
            self.assertEqual(file["node_pair_potential"].dims[1][0].name, "/node_x")
            self.assertEqual(len(x), 26)
            self.assertGreater(gap[x < 2.9].min(), 1.0)
            self.assertEqual(gap[x > 3.0].max(), 0.0)
            self.assertGreater(np.abs(file["node_spin_density_z"][0]).max(), 1e-3)

    def test_current_of_a_junction(self):
        result = self.run_json(JUNCTION)
        left = np.array(result["points"]["current_left"]["values"])
        right = np.array(result["points"]["current_right"]["values"])
        self.assertLess(np.abs(left + right).max(), 1e-9)
        self.assertLess(abs(left[0]), 1e-9)
        findings = {finding["name"]: finding["value"] for finding in result["findings"]}
        self.assertGreaterEqual(findings["critical_current"], left.max() - 1e-9)
        self.assertTrue(1.0 < findings["critical_phase"] < 2.2)

    def test_spectrum_of_a_junction(self):
        text = JUNCTION.replace('kind = "current-phase"', 'kind = "spectrum"').replace(
            "phases = [0.0, 1.0, 1.6, 2.2, 3.0]", "largest_energy = 12.0\nbroadening = 0.05")
        result = self.run_json(text)
        minigap = result["findings"][0]
        self.assertEqual(minigap["name"], "minigap")
        self.assertAlmostEqual(minigap["value"], 3.0, delta=0.15)  # 3.12 for an infinite pair potential
        with h5py.File(self.here / "wire-results" / "fields.h5") as file:
            energy = file["energy"][:]
            states = file["density_of_states"][:]
        self.assertEqual(states.shape, (len(energy), 25))
        self.assertLess(states[energy < 2.0].max(), 0.1)
        self.assertGreater(states[energy > 3.0].max(), 1.0)

    def test_critical_temperature(self):
        text = BULK.replace("temperature = [0.5, 0.9]", 'kind = "critical-temperature"').replace(
            "critical_temperature = 1.0", "critical_temperature = 1.0\nexchange_field = [0, 0, 0.5]\nspin_orbit_rate = 4.0")
        findings = {finding["name"]: finding["value"] for finding in self.run_json(text)["findings"]}
        self.assertAlmostEqual(findings["critical_temperature"], 0.9660244295, delta=1e-8)
        self.assertAlmostEqual(findings["transition_temperature"], 0.9660244295, delta=1e-5)

    def test_fold_of_a_branch(self):
        text = BULK.replace("critical_temperature = 1.0", "critical_temperature = 1.0\nexchange_field = [0, 0, 1.0]").replace(
            "temperature = [0.5, 0.9]",
            'kind = "branch"\ntemperature = 0.1\nparameter = "exchange-field"\nfrom = 0.5\nto = 2.0')
        result = self.run_json(text)
        folds = [finding["value"] for finding in result["findings"] if finding["name"] == "fold"]
        self.assertTrue(folds and 1.3 < folds[0] < 1.8, folds)
        self.assertGreater(len(result["points"]["parameter"]["values"]), 10)

    def test_vortex_in_a_plane(self):
        result = self.run_json(PLANE)
        self.assertLess(result["certificate"]["charge_divergence"]["value"], 1e-5)
        text = (self.here / "wire-results" / "plane.vtu").read_text()
        self.assertIn('NumberOfPoints="25" NumberOfCells="16"', text)
        self.assertIn('Name="spin_orbit_torque" NumberOfComponents="3"', text)
        with open(self.here / "wire-results" / "fields.csv") as file:
            rows = list(csv.DictReader(file))
        centre = [row for row in rows if float(row["x"]) == 1.0 and float(row["y"]) == 1.0][0]
        self.assertLess(float(centre["pair_potential"]), 1e-6)

    def test_vortex_lattice(self):
        result = self.run_json(LATTICE)
        self.assertLess(result["certificate"]["charge_divergence"]["value"], 1e-5)
        with open(self.here / "wire-results" / "fields.csv") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 36)
        gaps = {(float(row["x"]), float(row["y"])): float(row["pair_potential"]) for row in rows}
        self.assertLess(gaps[(2.5, 2.5)], 1e-6)
        self.assertGreater(gaps[(0.0, 0.0)], 1.0)
        # The lattice is square: a quarter turn about the vortex.
        self.assertAlmostEqual(gaps[(0.0, 2.5)], gaps[(2.5, 0.0)], delta=1e-6)

    def test_states_in_the_core_of_a_vortex(self):
        text = LATTICE.replace("temperature = 0.5", 'kind = "spectrum"\ntemperature = 0.5\nbroadening = 0.05\n'
                               "energies = [0.0, 0.7, 2.0]")
        self.run_json(text)
        with h5py.File(self.here / "wire-results" / "fields.h5") as file:
            states = file["density_of_states"][:]
            x = file["spectrum_x"][:]
            y = file["spectrum_y"][:]
        centre = [n for n in range(len(x)) if x[n] == 2.5 and y[n] == 2.5][0]
        self.assertEqual(states.shape, (3, 36))
        for at_energy in states[:, centre]:
            self.assertAlmostEqual(at_energy, 1.0, delta=1e-6)
        self.assertLess(states[0].min(), 0.9)

    def test_mistakes_are_told(self):
        for text, message in (
                (BULK.replace("critical_temperature = 1.0", ""), "critical_temperature"),
                (BULK.replace('metal = "S"', 'metal = "X"'), '"X"'),
                (BILAYER.replace("conductance = 0.5", "conductance = -0.5"), "conductance"),
                (JUNCTION.replace('[right]\nmetal = "S"\n', ""), "right")):
            run = self.run_program(text)
            self.assertEqual(run.returncode, 2, run.stderr)
            self.assertIn("wire.toml:", run.stderr)
            self.assertIn(message, run.stderr)
            self.assertFalse((self.here / "wire-results").exists())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
