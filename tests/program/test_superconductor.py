#!/usr/bin/python3
"""Tests of `sidejump superconductor` from outside.

usage: test_superconductor.py PROGRAM SOURCE_DIRECTORY
SIDEJUMP_TEST_MPI=skip or =absent leaves out the tests under mpirun.
"""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

PROGRAM = os.path.abspath(sys.argv[1])
MPIRUN = None if os.environ.get("SIDEJUMP_TEST_MPI") else shutil.which("mpirun")
MPI_ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                   "OMPI_MCA_hwloc_base_binding_policy": "none", "OMPI_MCA_rmaps_base_oversubscribe": "1"}

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


class Program(unittest.TestCase):
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


class Superconductor(Program):
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

    def test_current_at_rest_of_a_half_strip(self):
        """A Zeeman field makes a current without a phase gradient: dI/dh = 2 dS_z/dq."""
        step = 1e-3
        text = """units = "reduced"
[structure]
kind = "layers"
phase_gradient = GRADIENT
[[metal]]
name = "S"
pair_potential = 1.0
exchange_field = [0.0, 0.0, FIELD]
[[layer]]
name = "alloy"
metal = "S"
thickness = 1.0
cells = 8
spin_hall_angle = 0.1
spin_orbit_rate = 2.0
[[layer]]
name = "pure"
metal = "S"
thickness = 1.0
cells = 8
[study]
temperature = 0.2
[solver]
grid_check = false
"""
        results = [self.run_json(text.replace("GRADIENT", repr(gradient)).replace("FIELD", repr(field)))["points"]
                   for gradient, field in ((0.0, step), (step, 0.0))]
        by_field = results[0]["current_across"]["values"][0] / step
        by_gradient = 2 * results[1]["spin_z"]["values"][0] / step
        self.assertGreater(abs(by_field), 1e-3)
        self.assertAlmostEqual(by_field / by_gradient, 1.0, delta=1e-5)
        # No charge flows from layer to layer: its rounding is no divergence.
        self.assertLess(self.run_json(text.replace("GRADIENT", "0.5").replace("FIELD", "0.0"))
                        ["certificate"]["charge_divergence"]["value"], 1e-6)

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

    def test_warnings_of_an_alloy_come_once(self):
        result = self.run_json("""[structure]
kind = "bulk"
metal = "A"
[[metal]]
name = "A"
critical_temperature = "1 K"
[metal.alloy.host]
name = "Al"
[[metal.alloy.impurity]]
concentration = 0.01
channels = [{ l = 0, j = 0.5, phase_shift = 0.8 }, { l = 1, j = 0.5, phase_shift = -0.4 },
            { l = 1, j = 1.5, phase_shift = 0.2 }]
[study]
temperature = "0.5 K"
""")
        warnings = result["warnings"]
        self.assertTrue(any("weak spin-orbit coupling" in warning for warning in warnings), warnings)
        self.assertEqual(len(warnings), len(set(warnings)))

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

    def test_spectral_current_adds_up_to_the_current(self):
        text = JUNCTION.replace('kind = "current-phase"', 'kind = "spectrum"').replace(
            "phases = [0.0, 1.0, 1.6, 2.2, 3.0]",
            "energies = { from = 0, to = 150, count = 1501 }\nbroadening = 0.02")
        text = text.replace('metal = "S"\n[study]', 'metal = "S"\nphase = 1.5\n[study]')
        # The current is the same in all links to the tolerance of the solutions at the energies.
        result = self.run_json(text.replace("[solver]\n", "[solver]\nnewton_tolerance = 1e-12\n"))
        temperature = result["points"]["temperature"]["values"][0]
        current = result["points"]["current_left"]["values"][0]
        self.assertGreater(current, 0.1)
        with h5py.File(self.here / "wire-results" / "fields.h5") as file:
            energy = file["energy"][:]
            spectral = file["spectral_current"][:]
        # Both signs of energies; the broadening stands for frequencies that are larger by as much.
        integrals = 2.0 * np.trapz(np.tanh(0.5 * energy / temperature)[:, None] * spectral, energy, axis=0)
        self.assertLess(np.ptp(integrals), 1e-8 * current)
        # Of a current exp(-sqrt(2 omega)), pi T the lowest frequency.
        expected = 1.0 - 0.02 / np.sqrt(2.0 * np.pi * temperature)
        self.assertAlmostEqual(integrals[0] / current, expected, delta=5e-4)

    def check_certificate(self, result):
        for law, check in result["certificate"].items():
            self.assertLessEqual(check["value"], check["limit"], law)

    def test_critical_temperature(self):
        text = BULK.replace("temperature = [0.5, 0.9]", 'kind = "critical-temperature"').replace(
            "critical_temperature = 1.0", "critical_temperature = 1.0\nexchange_field = [0, 0, 0.5]\nspin_orbit_rate = 4.0")
        result = self.run_json(text)
        findings = {finding["name"]: finding["value"] for finding in result["findings"]}
        self.assertAlmostEqual(findings["critical_temperature"], 0.9660244295, delta=1e-8)
        self.assertAlmostEqual(findings["transition_temperature"], 0.9660244295, delta=1e-5)
        self.assertEqual(list(result["certificate"]), ["square", "equation", "anticommutator", "transition",
                                                       "frequencies", "spin_balance"])
        self.check_certificate(result)

    def test_fold_of_a_branch(self):
        text = BULK.replace("critical_temperature = 1.0", "critical_temperature = 1.0\nexchange_field = [0, 0, 1.0]").replace(
            "temperature = [0.5, 0.9]",
            'kind = "branch"\ntemperature = 0.1\nparameter = "exchange-field"\nfrom = 0.5\nto = 2.0')
        result = self.run_json(text)
        folds = [finding["value"] for finding in result["findings"] if finding["name"] == "fold"]
        self.assertTrue(folds and 1.3 < folds[0] < 1.8, folds)
        self.assertGreater(len(result["points"]["parameter"]["values"]), 10)
        self.check_certificate(result)

    def test_grid_of_a_branch(self):
        study = 'kind = "branch"\ntemperature = 0.3\nparameter = "temperature"\nfrom = 1.0\nto = 1.2\npoints = 4'
        result = self.run_json(BILAYER.replace("temperature = 0.3", study))
        self.check_certificate(result)
        changes = np.array(result["points"]["pair_potential"]["grid_changes"])
        values = np.array(result["points"]["pair_potential"]["values"])
        self.assertGreaterEqual(result["certificate"]["grid"]["value"], np.abs(changes).max() / values.max())
        self.assertGreater(np.abs(changes).max(), 0.0)

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

    def test_studies_that_cannot_be_are_mistakes(self):
        branch = ('kind = "branch"\ntemperature = 2.0\nparameter = "temperature"\nfrom = FROM\nto = TO')
        for first, last, message in ((1.0, 0.1, "there is one at 0.475"), (-1.0, 0.1, "a factor > 0"),
                                     (0.1, 0.0, "a factor > 0")):
            run = self.run_program(BULK.replace("temperature = [0.5, 0.9]", branch.replace("FROM", repr(first))
                                                .replace("TO", repr(last))))
            self.assertEqual(run.returncode, 2, run.stderr)
            self.assertIn("wire.toml:", run.stderr)
            self.assertIn(message, run.stderr)
            self.assertFalse((self.here / "wire-results").exists())
        run = self.run_program(JUNCTION.replace("1.0, 1.6, 2.2", "1.6, 1.0, 2.2"))
        self.assertEqual(run.returncode, 2, run.stderr)
        self.assertIn("study.phases: expected phases that increase", run.stderr)

    def test_the_certificate_judges(self):
        text = JUNCTION.replace('kind = "current-phase"', 'kind = "equilibrium"').replace(
            "phases = [0.0, 1.0, 1.6, 2.2, 3.0]\n", "").replace("grid_check = false", "").replace(
            "cells = 24\nedge_refinement = 6", "cells = 2").replace('[right]\nmetal = "S"', '[right]\nmetal = "S"\nphase = 1.5')
        run = self.run_program(text)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("grid is ", run.stderr)
        self.assertIn("current changes most; try more `cells`", run.stderr)
        self.assertIn("TOO LARGE, at most 5e-02 is expected", run.stdout)
        saved = json.loads((self.here / "wire-results" / "superconductor.json").read_text())
        self.assertGreater(saved["certificate"]["grid"]["value"], saved["certificate"]["grid"]["limit"])
        self.assertIn("current changes most", saved["warnings"][-1])

    def test_sweep_over_a_field(self):
        (self.here / "base.toml").write_text(BILAYER)
        (self.here / "study.toml").write_text("""[sweep]
base = "base.toml"
outputs = ["pair_potential", "spin_z", "current_across", "certificate.charge_divergence"]
[[sweep.axis]]
name = "h"
path = "metal[1].exchange_field[2]"
values = [0.0, 2.0]
""")
        checked = subprocess.run([PROGRAM, "validate", "study.toml"], cwd=self.here, text=True, capture_output=True)
        self.assertEqual(checked.stdout, "study.toml: valid, a study of the superconductor base.toml with 2 points over h "
                                         "and 4 outputs\n", checked.stderr)
        swept = subprocess.run([PROGRAM, "sweep", "study.toml", "--csv"], cwd=self.here, text=True, capture_output=True)
        self.assertEqual(swept.returncode, 0, swept.stderr)
        points = self.run_json(BILAYER)["points"]
        with h5py.File(self.here / "study.h5") as file:
            for name in ("pair_potential", "spin_z", "current_across"):
                self.assertEqual(file[name][1], points[name]["values"][0], name)
            self.assertEqual(file["spin_z"].attrs["command"], "superconductor")
        with open(self.here / "study.csv") as file:
            self.assertEqual([row["h"] for row in csv.DictReader(file)], ["0", "2"])

    def test_planes_are_no_devices(self):
        (self.here / "base.toml").write_text(PLANE.replace("[study]", '[[region]]\nempty = true\ncircle = { centre = '
                                                                      "[0.25, 0.25], radius = 0.3 }\n[study]"))
        (self.here / "study.toml").write_text('[sweep]\nbase = "base.toml"\noutputs = ["nodes"]\n[[sweep.axis]]\n'
                                              'name = "T"\npath = "study.temperature"\nvalues = [0.5]\n')
        checked = subprocess.run([PROGRAM, "validate", "study.toml"], cwd=self.here, text=True, capture_output=True)
        self.assertIn("a study of the superconductor base.toml", checked.stdout, checked.stderr)

    def test_reciprocity(self):
        certificate = self.run_json(BILAYER + "[solver]\nreciprocity_check = true\ngrid_check = false\n")["certificate"]
        self.assertLess(certificate["reciprocity"]["value"], 1e-6)


@unittest.skipIf(MPIRUN is None, "needs mpirun and a program with MPI")
class Processes(Program):
    SPECTRUM = JUNCTION.replace('kind = "current-phase"', 'kind = "spectrum"').replace(
        "phases = [0.0, 1.0, 1.6, 2.2, 3.0]", "largest_energy = 12.0\nbroadening = 0.2")

    def mpirun(self, text, *arguments):
        (self.here / "wire.toml").write_text(text)
        return subprocess.run([MPIRUN, "--oversubscribe", "-n", "2", PROGRAM, "superconductor", "wire.toml", *arguments],
                              cwd=self.here, text=True, capture_output=True, timeout=120, env=MPI_ENVIRONMENT)

    def test_share_the_energies_of_a_spectrum(self):
        self.assertEqual(self.run_program(self.SPECTRUM, "--out", "alone").returncode, 0)
        run = self.mpirun(self.SPECTRUM, "--out", "two")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(run.stderr.count("wrote two/spectrum.csv"), 1)
        for name in ("spectrum.csv", "points.csv", "superconductor.json"):
            self.assertEqual((self.here / "two" / name).read_bytes(), (self.here / "alone" / name).read_bytes(), name)

    def test_tell_a_mistake_once(self):
        run = self.mpirun(self.SPECTRUM.replace("thickness = 1.0", "thickness = -1.0"))
        self.assertEqual(run.returncode, 2)
        self.assertEqual(run.stderr.count("layer[0].thickness"), 1)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
