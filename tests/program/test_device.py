#!/usr/bin/python3
"""Tests of `sidejump device` from outside.

usage: test_device.py PROGRAM SOURCE_DIRECTORY [CLASS_OF_TESTS...]

SIDEJUMP_TEST_MPI=skip leaves out the tests under mpirun.
"""

import base64
import csv
import json
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree
import zlib

PROGRAM = os.path.abspath(sys.argv[1])
MPIRUN = None if os.environ.get("SIDEJUMP_TEST_MPI") else shutil.which("mpirun")
MPI_ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1",
                   "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                   "OMPI_MCA_hwloc_base_binding_policy": "none",
                   "OMPI_MCA_rmaps_base_oversubscribe": "1"}
SOURCE = pathlib.Path(sys.argv[2])
try:
    import h5py
except ImportError:
    h5py = None
try:
    import jsonschema
    import tomllib
except ImportError:
    jsonschema = None

GEOMETRY = """[geometry]
axes = "xy"

[geometry.wire]
length = "1 um"
width = "200 nm"
thickness = "50 nm"
"""
MESH = '[mesh]\nelement_size = "50 nm"\n'
METAL = """[[region]]
name = "wire"
conductivity = "1e7 S/m"
spin_diffusion_length = "200 nm"
spin_hall_angle = 0.1
"""
LEFT = '[[contact]]\nboundary = "left"\ncurrent = "1 mA"\n'
RIGHT = '[[contact]]\nboundary = "right"\npotential = "0 V"\n'
MEASURE = """[[measure]]
name = "resistance"
voltage = [ "left", "right" ]
per_current_of = "left"
"""
WIRE = GEOMETRY + MESH + METAL + LEFT + RIGHT + MEASURE
CUT = '[[output.cut]]\nname = "across"\nfrom = [ "500 nm", "-100 nm" ]\nto = [ "500 nm", "100 nm" ]\npoints = 11\n'
SPIN_VALVE = """[geometry]
axes = "x"

[geometry.wire]
length = "2 um"
width = "100 nm"
thickness = "50 nm"

[mesh]
element_size = "50 nm"

[[region]]
name = "wire"
conductivity = "1e7 S/m"
spin_diffusion_length = "500 nm"
spin_relaxation_time = "20 ps"

[[contact]]
boundary = "left"
current = "1 mA"
area_resistance = "1e-13 ohm m2"
polarisation = 0.4
magnetisation = [0, 1, 0]

[[contact]]
boundary = "right"
potential = "0 V"
area_resistance = "1e-13 ohm m2"
polarisation = 0.4
magnetisation = [0, 1, 0]

[[measure]]
name = "resistance"
voltage = [ "left", "right" ]
per_current_of = "left"
"""
FIELDS = '[study]\nkind = "field-sweep"\nfields = [ "-1 T", "0 T", "0.3 T", "1 T" ]\n'
# corners, and a signal much smaller than the potentials; adapted to 1e-4
H_BAR = (SOURCE / "docs/tutorials/h-bar.toml").read_text()
DROP = '[[measure]]\nname = "drop"\nvoltage = [ "left_front", "left_back" ]\n'

# two lifetimes of spins behind a square pulse
PULSE = """[study]
kind = "transient"
duration = "100 ps"
output_times = { from = "0 s", to = "100 ps", count = 41 }
relative_tolerance = 1e-6

[[study.pulse]]
contact = "left"
shape = "square"
start = "5 ps"
width = "20 ps"
"""
# two boxes that do not touch, a contact on the first one
ISLANDS = """[geometry]
axes = "xy"

[geometry.boxes]
boxes = [ { region = "a", from = ["0 nm", "0 nm"], to = ["100 nm", "100 nm"] },
          { region = "b", from = ["200 nm", "0 nm"], to = ["300 nm", "100 nm"] } ]
patches = [ { boundary = "left", from = ["0 nm", "0 nm"], to = ["0 nm", "100 nm"] } ]
""" + "".join(f"""
[[region]]
name = "{name}"
conductivity = "1e7 S/m"
spin_diffusion_length = "100 nm"
""" for name in "ab") + '[[contact]]\nboundary = "left"\npotential = "0 V"\n'
# two squares of two triangles each
GMSH = """$MeshFormat
2.2 0 8
$EndMeshFormat
$PhysicalNames
4
1 1 "left"
1 2 "right"
2 3 "first"
2 4 "second"
$EndPhysicalNames
$Nodes
6
1 0 0 0
2 1 0 0
3 2 0 0
4 0 1 0
5 1 1 0
6 2 1 0
$EndNodes
$Elements
6
1 1 2 1 1 1 4
2 1 2 2 2 3 6
3 2 2 3 3 1 2 5
4 2 2 3 3 1 5 4
5 2 2 4 4 2 3 6
6 2 2 4 4 2 6 5
$EndElements
"""
GMSH_DEVICE = """[geometry.gmsh]
file = "mesh.msh"
length_unit = "um"
lengths_across = "50 nm"
""" + "".join(f"""
[[region]]
name = "{name}"
conductivity = "1e7 S/m"
spin_diffusion_length = "500 nm"
""" for name in ("first", "second")) + LEFT + RIGHT + MEASURE


def changed(text, *replacements):
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return text


class Device(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.here = pathlib.Path(self.folder.name)

    def write(self, name, text):
        (self.here / name).write_text(text)
        return name

    def run_program(self, *arguments, program=PROGRAM):
        return subprocess.run([program, *map(str, arguments)], cwd=self.here, text=True,
                              capture_output=True, timeout=120)

    def device(self, text, *arguments):
        run = self.run_program("device", self.write("d.toml", text), *arguments)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run

    def results(self, text):
        run = self.device(text, "--json")
        document = json.loads(run.stdout)
        self.assertEqual(document, json.loads((self.here / "d-results/device.json").read_text()))
        return document["results"]

    def assert_close_tables(self, *folders):
        """The same numbers to some times the tolerance of a transient, NaN at the same places."""
        one, other = (list(csv.DictReader((self.here / folder / "study.csv").read_text().splitlines()))
                      for folder in folders)
        self.assertEqual(len(one), len(other))
        for name in one[0]:
            found, expected = ([float(row[name]) for row in rows] for rows in (one, other))
            self.assertEqual([x != x for x in found], [x != x for x in expected], name)
            numbers = [(x, y) for x, y in zip(found, expected) if x == x]
            largest = max(abs(y) for _, y in numbers)
            for x, y in numbers:
                self.assertAlmostEqual(x, y, delta=1e-5 * largest + 1e-14, msg=name)

    def mistake(self, text, *messages):
        """The file is refused in one line, with exit code 2, and without any result."""
        shutil.rmtree(self.here / "d-results", ignore_errors=True)
        run = self.run_program("device", self.write("d.toml", text))
        self.assertEqual(run.returncode, 2, run.stderr)
        for message in messages:
            self.assertIn(message, run.stderr)
        self.assertEqual(run.stderr.count("\n"), 1, run.stderr)
        self.assertEqual(run.stdout, "")
        self.assertEqual([path for path in self.here.rglob("*-results/*")], [])


class Results(Device):
    def test_table_and_json_agree(self):
        run = self.device(WIRE)
        document = json.loads((self.here / "d-results/device.json").read_text())
        result, = document["results"]
        rows = {line.split()[0]: line.split()[1:] for line in run.stdout.splitlines() if line.strip()}
        found = result["measures"]["resistance"]
        self.assertEqual(found["unit"], "ohm")
        self.assertAlmostEqual(float(rows["resistance"][0]) / found["value"], 1, delta=1e-5)
        for name, contact in result["contacts"].items():
            potential, current, *spins = map(float, rows[name])
            self.assertAlmostEqual(potential, contact["potential"]["value"], delta=1e-7)
            self.assertAlmostEqual(current, contact["current"]["value"], delta=1e-9)
            for axis, spin in zip("xyz", spins):
                self.assertAlmostEqual(spin, contact["spin_current"]["value"][axis], delta=1e-9)
            self.assertAlmostEqual(contact["area"]["value"], 200e-9 * 50e-9, delta=1e-20)
        heat = result["heat"]["value"]["wire"]
        self.assertAlmostEqual(float(rows["wire"][0]) / heat, 1, delta=1e-5)
        # what the contacts put in is heat
        self.assertAlmostEqual(heat / (1e-3 * result["contacts"]["left"]["potential"]["value"]), 1, delta=1e-6)
        self.assertLess(result["charge_balance"], 1e-9)
        self.assertEqual(run.stdout.count("direct"), 1)

    def test_an_ohmic_wire(self):
        result, = self.results(changed(WIRE, ("spin_hall_angle = 0.1\n", "")))
        self.assertAlmostEqual(result["measures"]["resistance"]["value"], 10.0, delta=1e-8)

    def test_a_common_potential_changes_nothing(self):
        grounded, = self.results(WIRE)
        lifted, = self.results(changed(WIRE, ('potential = "0 V"', 'potential = "1000 V"')))
        for name, contact in grounded["contacts"].items():
            other = lifted["contacts"][name]
            self.assertAlmostEqual(other["potential"]["value"] - 1000, contact["potential"]["value"], delta=1e-11)
            self.assertAlmostEqual(other["current"]["value"], contact["current"]["value"], delta=1e-14)
        self.assertAlmostEqual(lifted["heat"]["value"]["wire"] / grounded["heat"]["value"]["wire"], 1, delta=1e-10)

    def test_contacts_take_heat(self):
        result, = self.results(changed(WIRE, (LEFT, LEFT + 'area_resistance = "1e-14 ohm m2"\n')))
        power = 1e-3 * result["contacts"]["left"]["potential"]["value"]
        heat = result["heat"]["value"]["wire"] + result["contact_heat"]["value"]
        self.assertAlmostEqual(heat / power, 1, delta=1e-9)
        self.assertGreater(result["contact_heat"]["value"], 0.9e-6)

    def test_device_json_explains_itself(self):
        self.device(WIRE)
        document = json.loads((self.here / "d-results/device.json").read_text())
        self.assertEqual(list(document), ["program", "input", "convention", "mesh_axes", "results", "warnings"])
        self.assertEqual(document["program"]["name"], "sidejump")
        self.assertEqual(document["input"]["mesh"]["grading"], 1.5)
        self.assertIn("hbar/2e", document["convention"])
        self.assertEqual(document["mesh_axes"], "xy")

    def test_field_sweep_in_csv(self):
        results = self.results(SPIN_VALVE + FIELDS)
        with open(self.here / "d-results/study.csv") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([float(row["magnetic_field [T]"]) for row in rows], [-1, 0, 0.3, 1])
        for row, result in zip(rows, results):
            self.assertEqual(float(row["magnetic_field [T]"]), result["magnetic_field"]["value"])
            self.assertAlmostEqual(float(row["resistance [ohm]"]) / result["measures"]["resistance"]["value"],
                                   1, delta=1e-11)
            spin = result["contacts"]["left"]["spin_current"]["value"]["y"]
            self.assertAlmostEqual(float(row["left spin current y [A]"]), spin, delta=1e-14)
        values = [float(row["resistance [ohm]"]) for row in rows]
        self.assertAlmostEqual(values[0] / values[3], 1, delta=1e-9)  # even in the field
        self.assertNotAlmostEqual(values[1], values[3], delta=1e-4)

    def test_no_resistance_over_rounding(self):
        # no current at the middle of the upper side, which has the mean potential of both ends
        symmetric = """[geometry]
axes = "xy"
[geometry.boxes]
boxes = [ { region = "film", from = ["0 nm", "0 nm"], to = ["300 nm", "100 nm"] } ]
patches = [ { boundary = "left", from = ["0 nm", "0 nm"], to = ["0 nm", "100 nm"] },
            { boundary = "right", from = ["300 nm", "0 nm"], to = ["300 nm", "100 nm"] },
            { boundary = "top", from = ["100 nm", "100 nm"], to = ["200 nm", "100 nm"] } ]
[mesh]
element_size = "30 nm"
""" + METAL.replace('"wire"', '"film"').replace("spin_hall_angle = 0.1\n", "") + """
[[contact]]
boundary = "left"
potential = "0.5 V"
[[contact]]
boundary = "right"
potential = "-0.5 V"
[[contact]]
boundary = "top"
potential = "0 V"
""" + "".join(f'[[measure]]\nname = "over_{name}"\nvoltage = ["left", "right"]\nper_current_of = "{name}"\n'
              for name in ["left", "top"])
        run = self.device(symmetric, "--json")
        result, = json.loads(run.stdout)["results"]
        self.assertGreater(result["measures"]["over_left"]["value"], 0)
        self.assertIsNone(result["measures"]["over_top"]["value"])
        self.assertIn('measure "over_top" has no value: the current of "top"', run.stderr)
        self.assertNotIn("over_left", run.stderr)
        lifted = self.device(symmetric.replace('"0 V"', '"1 uV"'), "--json")
        result, = json.loads(lifted.stdout)["results"]
        self.assertNotEqual(result["measures"]["over_top"]["value"], None)
        self.assertNotIn("has no value", lifted.stderr)

    def test_no_csv_for_one_point(self):
        self.device(WIRE)
        written = {path.name for path in (self.here / "d-results").iterdir()}
        self.assertEqual(written, {"device.json", "fields.vtu"})

    def test_surfaces(self):
        surfaces = ('[[surface]]\nname = "middle"\naxis = "x"\nposition = "1.01 um"\n'
                    '[[surface]]\nname = "end"\naxis = "x"\nposition = "2 um"\nregion = "wire"\n')
        run = self.device(SPIN_VALVE + surfaces)
        result, = json.loads((self.here / "d-results/device.json").read_text())["results"]
        table = run.stdout[run.stdout.index("\nsurface "):]
        row, = [line.split() for line in table.splitlines() if line.startswith("middle")]
        middle, end = result["surfaces"]["middle"], result["surfaces"]["end"]
        self.assertAlmostEqual(middle["current"]["value"], 1e-3, delta=1e-11)
        self.assertAlmostEqual(middle["area"]["value"], 100e-9 * 50e-9, delta=1e-22)
        self.assertAlmostEqual(float(row[1]) / middle["area"]["value"], 1, delta=1e-5)
        self.assertAlmostEqual(float(row[2]) / middle["current"]["value"], 1, delta=1e-5)
        self.assertAlmostEqual(float(row[4]) / middle["spin_current"]["value"]["y"], 1, delta=1e-5)
        out = result["contacts"]["right"]["spin_current"]["value"]["y"]
        self.assertAlmostEqual(end["spin_current"]["value"]["y"] / -out, 1, delta=1e-2)

        results = self.results(SPIN_VALVE + surfaces + FIELDS)
        with open(self.here / "d-results/study.csv") as file:
            rows = list(csv.DictReader(file))
        for row, result in zip(rows, results):
            surface = result["surfaces"]["middle"]
            self.assertAlmostEqual(float(row["surface middle current [A]"]) / surface["current"]["value"],
                                   1, delta=1e-11)
            self.assertAlmostEqual(float(row["surface middle spin current y [A]"]),
                                   surface["spin_current"]["value"]["y"], delta=1e-14)

    def test_alternating_current(self):
        text = SPIN_VALVE + '[study]\nkind = "ac"\nfrequencies = [ "0 Hz", "10 GHz" ]\n' + CUT.replace(
            '"500 nm", "-100 nm"', '"0 nm"').replace('"500 nm", "100 nm"', '"2 um"')
        still, fast = self.results(text)
        steady, = self.results(SPIN_VALVE)
        value = still["measures"]["resistance"]["value"]
        self.assertAlmostEqual(value["real"] / steady["measures"]["resistance"]["value"], 1, delta=1e-10)
        self.assertAlmostEqual(value["imaginary"], 0, delta=1e-12)
        self.assertEqual(fast["frequency"], {"value": 1e10, "unit": "Hz"})
        self.assertGreater(abs(fast["measures"]["resistance"]["value"]["imaginary"]), 1e-5)
        if h5py:
            self.device(text)
            with h5py.File(self.here / "d-results/cuts.h5") as cuts:
                self.assertEqual(cuts["across_potential_imaginary"].shape, (2, 11, 4))
                self.assertEqual(list(cuts["study_parameter"][:]), [0, 1e10])

    def test_magnetisation_of_a_contact_turns(self):
        text = SPIN_VALVE + '[study]\nkind = "angle-sweep"\ncontact = "right"\naxis = [1, 0, 0]\n' \
                            'angles = [ "0 degree", "90 degree", "180 degree" ]\n'
        parallel, across, opposite = (r["measures"]["resistance"]["value"] for r in self.results(text))
        self.assertLess(parallel, across)
        self.assertLess(across, opposite)

    @unittest.skipIf(h5py is None, "needs h5py")
    def test_line_cuts(self):
        self.device(WIRE + CUT)
        with h5py.File(self.here / "d-results/cuts.h5") as cuts:
            self.assertIn("hbar/2e", cuts.attrs["convention"])
            self.assertEqual(cuts.attrs["mesh_axes"], "xy")
            self.assertEqual(json.loads(cuts.attrs["input"])["geometry"]["axes"], "xy")
            self.assertEqual(cuts["across_position"].shape, (11, 3))
            self.assertEqual(cuts["across_position"].attrs["unit"], "m")
            self.assertEqual(cuts["across_current"].shape, (1, 11, 12))
            self.assertEqual(cuts["across_potential"].attrs["unit"], "V")
            self.assertEqual(list(cuts["across_potential"].attrs["columns"]),
                             ["charge", "spin x", "spin y", "spin z"])
            self.assertEqual(cuts["across_current"].attrs["columns"][7], "spin z along y")
            y, u_z = cuts["across_position"][:, 1], cuts["across_potential"][0, :, 3]
            # the spin Hall effect: E along x, u_z odd in y and negative at positive y
            self.assertAlmostEqual(y[-1], 100e-9, delta=1e-18)
            self.assertLess(u_z[-1], 0)
            self.assertAlmostEqual(u_z[0] / u_z[-1], -1, delta=1e-6)
            area = 200e-9 * 50e-9
            self.assertAlmostEqual(cuts["across_current"][0, 5, 0] * area, 1e-3, delta=1e-5)

    @unittest.skipIf(h5py is None, "needs h5py")
    def test_cuts_are_nan_outside(self):
        self.device(WIRE + CUT.replace('to = [ "500 nm", "100 nm"', 'to = [ "500 nm", "300 nm"'))
        with h5py.File(self.here / "d-results/cuts.h5") as cuts:
            values = cuts["across_potential"][0, :, 0]
        self.assertEqual([value == value for value in values], [True] * 6 + [False] * 5)

    def test_fields_for_paraview(self):
        self.device(WIRE)
        root = xml.etree.ElementTree.parse(self.here / "d-results/fields.vtu").getroot()
        self.assertEqual((root.tag, root.get("type")), ("VTKFile", "UnstructuredGrid"))
        self.assertGreater(len(root.findall(".//DataArray")), 3)
        self.results(SPIN_VALVE + FIELDS)
        files = [r["fields"] for r in self.results(SPIN_VALVE + FIELDS)]
        for name in files:
            xml.etree.ElementTree.parse(self.here / "d-results" / name)
        self.assertEqual(len(set(files)), 4)

    def test_fields_have_the_extent_of_the_device(self):
        for order in (1, 2, 3):
            self.device(WIRE + f"[solver]\norder = {order}\n")
            root = xml.etree.ElementTree.parse(self.here / "d-results/fields.vtu").getroot()
            text = root.find(".//Points/DataArray").text.strip()
            # One compressed block behind a header of four integers.
            blocks, size, _, _ = struct.unpack("<4I", base64.b64decode(text[:24]))
            self.assertEqual(blocks, 1)
            data = zlib.decompress(base64.b64decode(text[24:]))
            self.assertEqual(len(data), size)
            numbers = struct.unpack(f"<{size // 4}f", data)
            for axis, (low, high) in enumerate([(0, 1e-6), (-1e-7, 1e-7)]):
                self.assertAlmostEqual(min(numbers[axis::3]), low, delta=1e-12)
                self.assertAlmostEqual(max(numbers[axis::3]), high, delta=1e-12)

    def test_old_results_go(self):
        self.results(SPIN_VALVE + FIELDS)
        self.assertTrue((self.here / "d-results/study.csv").exists())
        time.sleep(1.1)
        self.device(WIRE)
        self.assertEqual(sorted(path.name for path in (self.here / "d-results").iterdir()),
                         ["device.json", "fields.vtu"])

    def test_no_fields(self):
        document = self.results(WIRE + "[output]\nfields = false\n")
        self.assertNotIn("fields", document[0])
        self.assertEqual([path.name for path in (self.here / "d-results").iterdir()], ["device.json"])

    def test_a_mesh_adapted_to_a_measure(self):
        bar = changed(H_BAR, ("relative_error = 1e-4", "relative_error = 1e-2")) + DROP
        run = self.device(bar)
        document = json.loads((self.here / "d-results/device.json").read_text())
        adaptation = document["adaptation"]
        self.assertTrue(adaptation["reached"])
        self.assertEqual(adaptation["relative_error"], 1e-2)
        rounds = adaptation["rounds"]
        self.assertGreater(len(rounds), 1)
        self.assertEqual(run.stderr.count("estimated relative error"), len(rounds))
        self.assertEqual(rounds[-1]["unknowns"], document["results"][0]["solver"]["unknowns"])
        for before, after in zip(rounds, rounds[1:]):
            self.assertLess(before["cells"], after["cells"])
        for name in "nonlocal", "drop":
            measure = rounds[-1]["measures"][name]
            value = document["results"][0]["measures"][name]["value"]
            self.assertAlmostEqual(measure["value"], value, delta=1e-9 * abs(value))
            self.assertLess(measure["relative"], 1e-2)
            self.assertAlmostEqual(measure["estimated_error"],
                                   abs(measure["corrected"] - measure["value"]), delta=1e-12)
        # The estimate against a mesh that has a tenth of the error.
        better = self.device(bar.replace("1e-2 }", "1e-3 }"), "--json")
        best = json.loads(better.stdout)["results"][0]["measures"]
        for name in "nonlocal", "drop":
            measure = rounds[-1]["measures"][name]
            self.assertLess(abs(measure["value"] - best[name]["value"]),
                            2.5 * measure["estimated_error"])
        quiet = self.device(bar, "--quiet")
        self.assertEqual(quiet.stderr, "")
        self.assertIn("adapted to", quiet.stdout)

    def test_a_study_on_an_adapted_mesh(self):
        limits = 'relative_error = 1e-4, measure = [ "nonlocal" ], most_rounds = 1'
        study = changed(H_BAR, ("relative_error = 1e-4", limits), ("spin_hall_angle = 0.1",
                        'spin_hall_angle = 0.1\nspin_relaxation_time = "10 ps"')) + DROP + FIELDS
        run = self.device(study)
        self.assertIn("warning: the mesh was refined up to most_rounds only", run.stderr)
        self.assertIn("stopped by most_rounds", run.stdout)
        document = json.loads((self.here / "d-results/device.json").read_text())
        self.assertEqual(document["adaptation"]["stopped_by"], "most_rounds")
        self.assertEqual(list(document["adaptation"]["rounds"][0]["measures"]), ["nonlocal"])
        self.assertEqual({result["solver"]["unknowns"] for result in document["results"]},
                         {document["adaptation"]["rounds"][-1]["unknowns"]})

    def test_out_and_quiet(self):
        run = self.device(WIRE, "--out", "somewhere/else")
        self.assertIn("wrote somewhere/else/device.json", run.stderr)
        self.assertTrue((self.here / "somewhere/else/device.json").exists())
        self.assertFalse((self.here / "d-results").exists())
        run = self.run_program("-q", "device", "d.toml")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertIn("resistance", run.stdout)

    def test_an_alloy(self):
        text = changed(WIRE, (METAL, """[[alloy]]
name = "CuBi"
[alloy.host]
fermi_wavenumber = "1.36 1/angstrom"
[[alloy.impurity]]
concentration = 1e-4
channels = [ { l = 0, j = 0.5, phase_shift = 0.3 }, { l = 1, j = 0.5, phase_shift = 1.1 },
             { l = 1, j = 1.5, phase_shift = -0.2 } ]
[[region]]
name = "wire"
alloy = "CuBi"
"""))
        run = self.device(text)
        self.assertIn('warning: region "wire", alloy "CuBi"', run.stderr)
        inside = json.loads((self.here / "d-results/device.json").read_text())
        self.assertEqual(len(inside["warnings"]), run.stderr.count("warning"))
        start, end = text.index("[alloy.host]"), text.index("[[region]]")
        self.write("alloy.toml", text[start:end].replace("alloy.", ""))
        outside = self.results(text[:start] + 'file = "alloy.toml"\n' + text[end:])
        self.assertEqual(outside[0]["measures"], inside["results"][0]["measures"])

    def test_quadrilaterals_of_gmsh(self):
        elements = ("$Elements\n4\n1 1 2 1 1 1 4\n2 1 2 2 2 3 6\n3 3 2 3 3 1 2 5 4\n4 3 2 4 4 2 3 6 5\n"
                    "$EndElements\n")
        self.write("mesh.msh", GMSH[:GMSH.index("$Elements")] + elements)
        result, = self.results(GMSH_DEVICE)
        self.assertAlmostEqual(result["measures"]["resistance"]["value"], 4.0, delta=1e-8)

    def test_quadrilaterals_may_start_anywhere(self):
        elements = ("$Elements\n4\n1 1 2 1 1 1 4\n2 1 2 2 2 3 6\n3 3 2 3 3 2 5 4 1\n4 3 2 4 4 6 5 2 3\n"
                    "$EndElements\n")
        self.write("mesh.msh", GMSH[:GMSH.index("$Elements")] + elements)
        for order in (1, 3):
            result, = self.results(GMSH_DEVICE + f"[mesh]\nrefinements = 1\n[solver]\norder = {order}\n")
            self.assertAlmostEqual(result["measures"]["resistance"]["value"], 4.0, delta=1e-8)

    def test_triangles_of_gmsh(self):
        self.write("mesh.msh", GMSH)
        result, = self.results(GMSH_DEVICE)
        # 2 um long, 1 um wide, 50 nm thick
        self.assertAlmostEqual(result["measures"]["resistance"]["value"], 4.0, delta=1e-8)
        through, = result["between_regions"]
        self.assertEqual((through["from"], through["to"]), ("first", "second"))
        self.assertAlmostEqual(through["current"]["value"], 1e-3, delta=1e-10)

    def test_validate_and_schema(self):
        run = self.run_program("validate", self.write("d.toml", WIRE))
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("valid, a device", run.stdout)
        schema = json.loads(self.run_program("schema", "device").stdout)
        self.assertIn("geometry", schema["properties"])


class Transients(Device):
    def rows(self, folder="d-results"):
        return list(csv.DictReader((self.here / folder / "study.csv").read_text().splitlines()))

    def test_a_row_for_each_output_time(self):
        results = self.results(SPIN_VALVE + PULSE + CUT.replace('"500 nm", "-100 nm"', '"0 nm"')
                               .replace('"500 nm", "100 nm"', '"2 um"'))
        rows = self.rows()
        self.assertEqual(len(rows), 41)
        self.assertAlmostEqual(float(rows[-1]["time [s]"]), 100e-12, delta=1e-20)
        currents = [r["contacts"]["left"]["current"]["value"] for r in results]
        self.assertEqual([abs(c) > 1e-4 for c in currents], [2 <= i < 10 for i in range(41)])
        self.assertAlmostEqual(currents[2], 1e-3, delta=1e-12)
        spins = [abs(r["contacts"]["right"]["spin_current"]["value"]["y"]) for r in results]
        self.assertEqual(spins[0], 0)
        self.assertGreater(max(spins), 0)
        self.assertLess(spins[-1], 0.05 * max(spins))
        self.assertEqual(len(set(r["fields"] for r in results)), 41)
        if h5py is not None:
            with h5py.File(self.here / "d-results/cuts.h5") as cuts:
                self.assertEqual(cuts["across_potential"].shape, (41, 11, 4))
        self.assertEqual(sorted(p.name for p in (self.here / "d-results").iterdir()
                                if not p.name.startswith("fields")),
                         ["cuts.h5", "device.json", "study.csv"])

    def interrupted(self, text, end, *arguments):
        """Runs until the journal has some points, and ends the program."""
        process = subprocess.Popen([PROGRAM, "device", self.write("d.toml", text), *arguments],
                                   cwd=self.here, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        journal = self.here / "d-results/device.journal"
        for _ in range(3000):
            if process.poll() is not None or (journal.exists()
                                              and journal.read_bytes().count(b"\n") > 14):
                break
            time.sleep(0.01)
        process.send_signal(end)
        _, errors = process.communicate(timeout=60)
        self.assertTrue(journal.exists(), errors)
        self.assertFalse((self.here / "d-results/device.json").exists())
        return process.returncode, errors

    # So many cells that it takes some seconds.
    LONG = changed(SPIN_VALVE, ('element_size = "50 nm"', 'element_size = "10 nm"'))

    def without_solver(self, folder):
        document = json.loads((self.here / folder / "device.json").read_text())
        for result in document["results"]:
            del result["solver"]
        return document

    def test_goes_on_after_a_kill(self):
        text = self.LONG + PULSE + "[output]\nfields = false\n"
        self.interrupted(text, signal.SIGKILL)
        run = self.run_program("device", "d.toml")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("went on with an interrupted run", run.stderr)
        self.assertEqual(sorted(p.name for p in (self.here / "d-results").iterdir()),
                         ["device.json", "study.csv"])
        self.assertEqual(self.run_program("device", "d.toml", "--out", "whole").returncode, 0)
        self.assertEqual((self.here / "d-results/study.csv").read_text(),
                         (self.here / "whole/study.csv").read_text())
        self.assertEqual(self.without_solver("d-results"), self.without_solver("whole"))

    def test_says_how_to_go_on(self):
        code, errors = self.interrupted(self.LONG + PULSE + "[output]\nfields = false\n",
                                        signal.SIGTERM)
        self.assertEqual(code, 128 + signal.SIGTERM)
        self.assertIn("of 41 points done; the same command goes on from the last checkpoint", errors)
        changed_text = changed(self.LONG + PULSE, ('"20 ps"\n', '"21 ps"\n'))
        run = self.device_fails(changed_text)
        self.assertEqual(run.returncode, 1)
        self.assertIn("holds an interrupted run of another device file", run.stderr)
        self.assertTrue((self.here / "d-results/device.journal").exists())
        run = self.device(SPIN_VALVE + FIELDS, "--force")
        self.assertNotIn("went on", run.stderr)

    def test_a_stop_before_the_first_output(self):
        late = PULSE.replace('output_times = { from = "0 s", to = "100 ps", count = 41 }',
                             'output_times = [ "99 ps", "100 ps" ]')
        process = subprocess.Popen([PROGRAM, "device", self.write("d.toml", self.LONG + late)],
                                   cwd=self.here, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE, text=True)
        for _ in range(3000):
            if process.poll() is not None or (self.here / "d-results/device.lock").exists():
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 128 + signal.SIGTERM, errors)
        self.assertIn("0 of 2 points done; the same command starts from the beginning", errors)
        self.assertFalse((self.here / "d-results").exists())

    def test_a_stop_loses_no_output(self):
        text = self.LONG + PULSE + "[output]\nfields = false\n"
        _, errors = self.interrupted(text, signal.SIGTERM)
        done, = re.findall(r"interrupted with (\d+) of 41", errors)
        run = self.device(text)
        self.assertIn(f"went on with an interrupted run: {done} of 41 points were there", run.stderr)
        self.device(text, "--out", "whole")
        self.assert_close_tables("d-results", "whole")

    def test_a_damaged_checkpoint_is_refused(self):
        text = self.LONG + PULSE + "[output]\nfields = false\n"
        self.interrupted(text, signal.SIGKILL)
        state = self.here / "d-results/device.state"
        whole = state.read_bytes()
        state.write_bytes(whole[:-5])
        run = self.device_fails(text)
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertIn("device.state is damaged; --force begins anew", run.stderr)
        state.write_bytes(whole[:-5] + b"12345")
        self.assertIn("damaged", self.device_fails(text).stderr)
        state.write_bytes(whole)
        self.assertIn("went on", self.device(text).stderr)

    def test_a_stop_while_the_mesh_is_adapted(self):
        study = changed(H_BAR, ("relative_error = 1e-4", "relative_error = 1e-8"),
                        ("spin_hall_angle = 0.1", 'spin_hall_angle = 0.1\nspin_relaxation_time = "10 ps"')) + FIELDS
        process = subprocess.Popen([PROGRAM, "device", self.write("d.toml", study)], cwd=self.here,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        first = process.stderr.readline()
        self.assertIn("estimated relative error", first)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 128 + signal.SIGTERM, errors)
        self.assertIn("interrupted with 0 of 4 points done", errors)
        self.assertFalse((self.here / "d-results").exists())

    def device_fails(self, text):
        return self.run_program("device", self.write("d.toml", text))

    def test_series_go_on_as_well(self):
        sweep = '[study]\nkind = "field-sweep"\nfields = { from = "-1 T", to = "1 T", count = 80 }\n'
        text = self.LONG + sweep
        self.interrupted(text, signal.SIGKILL)
        self.assertIn("went on", self.device(text).stderr)
        self.device(text, "--out", "whole")
        self.assertEqual((self.here / "d-results/study.csv").read_text(),
                         (self.here / "whole/study.csv").read_text())
        self.assertEqual({p.name for p in (self.here / "d-results").iterdir()},
                         {p.name for p in (self.here / "whole").iterdir()})


def example_devices():
    for path in [*SOURCE.glob("examples/*/*.toml"), *SOURCE.glob("docs/tutorials/*.toml")]:
        if path.read_text().count("\n[geometry") or path.read_text().startswith("[geometry"):
            yield path


class Examples(Device):
    def test_the_documentation_runs_every_example(self):
        paths = sorted(example_devices())
        self.assertGreater(len(paths), 7)
        for path in paths:
            beside = [*path.parent.glob("*.md"), *path.parent.glob("*.py")]
            self.assertTrue(any(re.search(rf"^\$ .*{path.name}|^[^#]*\"{path.name}\"",
                                          page.read_text(), re.MULTILINE) for page in beside), path)

    @unittest.skipIf(jsonschema is None, "needs jsonschema and tomllib")
    def test_examples_fit_the_schema(self):
        schema = json.loads(self.run_program("schema", "device").stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for path in example_devices():
            document = tomllib.loads(path.read_text())
            validator.validate(document)
            run = self.run_program("validate", path, "--json")
            self.assertEqual(run.returncode, 0, run.stderr)
        self.assertFalse(validator.is_valid({**document, "regions": []}))


class Reciprocity(Device):
    """A middle wire with a spin Hall effect across a channel, in space, on a coarse mesh."""

    def resistances(self, name, *replacements):
        text = (SOURCE / "examples/spin-absorption-3d" / name).read_text()
        result, = self.results(changed(text, ('edge_size = "4 nm"', 'edge_size = "20 nm"'), *replacements))
        return {name: measure["value"] for name, measure in result["measures"].items()}

    def test_inverse_and_direct_spin_hall_effect(self):
        inverse = self.resistances("inverse.toml")["inverse"]
        reversed_ = self.resistances("direct.toml", ("magnetisation = [1", "magnetisation = [-1"))
        self.assertGreater(inverse, 0)
        self.assertAlmostEqual(reversed_["direct"] / inverse, 1, delta=1e-5)

    def test_the_channel_shunts_the_wire(self):
        alone = 1 / (5e6 * 100e-9 * 20e-9)  # ohm per length
        factors = []
        for conductivity in ["5e6 S/m", "5e7 S/m"]:
            wire = self.resistances("direct.toml", ('"5e7 S/m"', f'"{conductivity}"'))["wire"]
            factors.append((wire - 200e-9 * alone) / (100e-9 * alone))
        self.assertGreater(1, factors[0])
        self.assertGreater(factors[0], factors[1])
        # no less than beside a channel without resistance, where only the edges are left
        self.assertGreater(factors[1], 4 * 0.6931471806 / 3.1415926536 * 20e-9 / 100e-9)


class Mistakes(Device):
    def test_names(self):
        self.mistake(changed(WIRE, ('name = "wire"', 'name = "wir"')),
                     'd.toml:11: region[0].name: expected a region of the mesh (wire), found "wir"', "did you mean")
        self.mistake(changed(WIRE, ('boundary = "left"', 'name = "left"\nboundary = "lef"')),
                     "contact[0].boundary", "expected a boundary of the mesh", "did you mean")
        self.mistake(changed(WIRE, ('[ "left", "right" ]', '[ "left", "top" ]')),
                     'measure[0].voltage[1]: expected the name of a [[contact]] (left, right), found "top"')
        self.mistake(WIRE + '[[interface]]\nbetween = [ "wire", "b" ]\nconductance = "1e14 S/m2"\n',
                     "interface[0].between[1]")
        self.mistake(changed(WIRE, (METAL, '[[region]]\nname = "wire"\nalloy = "CuBi"\n')),
                     'region[0].alloy: expected the name of an [[alloy]] (there is none), found "CuBi"')

    def test_regions(self):
        self.mistake(changed(ISLANDS, ('[[region]]\nname = "b"\nconductivity = "1e7 S/m"\n'
                                       'spin_diffusion_length = "100 nm"\n', "")),
                     'expected a [[region]] for each region of the mesh, found none for "b"')
        self.mistake(ISLANDS, 'no contact fixes the potential of the part made of "b"')

    def test_a_current_into_a_part_without_a_way_out(self):
        patch = '{ boundary = "left", from = ["0 nm", "0 nm"], to = ["0 nm", "100 nm"] }'
        right = patch.replace('"left"', '"right"').replace('"0 nm", "0 nm"', '"300 nm", "0 nm"').replace(
            '"0 nm", "100 nm"', '"300 nm", "100 nm"')
        self.mistake(changed(ISLANDS, (patch, patch + ",\n            " + right))
                     + '[[contact]]\nboundary = "right"\ncurrent = "1 mA"\n',
                     'no contact gives the part made of "b" its potential')

    def test_contacts(self):
        self.mistake(changed(WIRE, ('potential = "0 V"', 'potential = "0 V"\ncurrent = "1 A"')),
                     "contact[1].current: expected one drive")
        self.mistake(changed(WIRE, ('potential = "0 V"', 'current = "1 mA"')),
                     "the currents of all contacts add up to 0.002 A")
        self.mistake(changed(WIRE, (LEFT + RIGHT, ""), (MEASURE, "")), "no contact fixes the potential")
        self.mistake(WIRE + LEFT.replace("boundary", 'name = "again"\nboundary'), "at most one contact")
        self.mistake(changed(WIRE, ('current = "1 mA"', 'current = "1 mA"\npolarisation = 0.4')),
                     "contact[0].polarisation: needs a `magnetisation`")
        self.mistake(changed(WIRE, ('current = "1 mA"', 'current = "1 mA"\ninjected_polarisation = [1, 1, 0]')),
                     "a vector no longer than 1")
        self.mistake(changed(WIRE, ('potential = "0 V"', "spin_sink = true")), "a contact that takes charge")

    def test_media(self):
        self.mistake(changed(WIRE, ("spin_hall_angle = 0.1", "magnetisation = [0, 1, 0]\npolarisation = 1.5")),
                     "region[0].polarisation: expected a finite number in (-1, 1), found the number 1.5")
        self.mistake(changed(WIRE, ("spin_hall_angle = 0.1", "swapping = 2.0")), "region[0].swapping")
        self.mistake(changed(WIRE, ("spin_hall_angle", "spin_hal_angle")), "unknown key", "did you mean")

    def test_fields_need_a_diffusion_constant(self):
        for study in [FIELDS, '[magnetic_field]\ninduction = "0.1 T"\n',
                      '[study]\nkind = "ac"\nfrequencies = [ "1 GHz" ]\n']:
            self.mistake(WIRE + study, "region[0].diffusion_constant: missing key",
                         'a diffusion_constant or a spin_relaxation_time in the region "wire"')

    def test_studies(self):
        self.mistake(WIRE + '[study]\nkind = "field-sweep"\n', "study.fields: missing key")
        self.mistake(WIRE + '[study]\nkind = "steady"\nfields = [ "1 T" ]\n', "study.fields: not used")
        self.mistake(WIRE + '[study]\nkind = "angle-sweep"\nregion = "wire"\naxis = [0, 0, 1]\nangles = [ 1.0 ]\n',
                     "study.region: expected a region with a magnetisation")

    def test_surfaces(self):
        surface = '[[surface]]\nname = "s"\naxis = "x"\nposition = "1.5 um"\n'
        self.mistake(WIRE + surface, "surface[0].position: expected a plane that meets the device, which reaches "
                     "from 0 m to 1e-06 m along x, found 1.5e-06 m")
        self.mistake(WIRE + changed(surface, ('"x"', '"z"')), "surface[0].axis: expected an axis of the mesh")

    def test_geometry(self):
        self.mistake(changed(WIRE, ('"1 um"', '"1 s"')), "geometry.wire.length: expected a quantity")
        self.mistake(changed(WIRE, ('"1 um"', "1.0")), "geometry.wire.length: needs a unit")
        self.mistake(changed(WIRE, ('axes = "xy"', 'axes = "xy"\nthin = "x"')), "geometry.thin")
        self.mistake(changed(WIRE, ('axes = "xy"', 'axes = "xy"\napplied_field = [ "1 V/m", "0 V/m", "0 V/m" ]')),
                     "geometry.applied_field")
        self.mistake(WIRE + '[geometry.strip]\nlength = "1 um"\nwidth = "1 um"\nthickness = "1 um"\n',
                     "expected exactly one of")

    def test_adaptive_meshes(self):
        adapt = MESH + "[mesh.adapt]\n"
        error = adapt + "relative_error = 1e-3\n"
        self.mistake(changed(WIRE, (MESH, adapt)), "mesh.adapt", "relative_error", "missing")
        self.mistake(changed(WIRE, (MESH, adapt + "relative_error = 0\n")), "relative_error")
        self.mistake(changed(WIRE, (MESH, error), (MEASURE, "")), "mesh.adapt",
                     "a [[measure]] to adapt the mesh to")
        self.mistake(changed(WIRE, (MESH, error + 'measure = [ "resistence" ]\n')),
                     "the name of a [[measure]]", "resistance")
        self.mistake(changed(WIRE, (MESH, error + "measure = []\n")), "at least one")
        self.mistake(changed(WIRE, (MESH, error + "fraction = 2\n")), "fraction")
        self.mistake(SPIN_VALVE.replace("[[region]]", "[mesh.adapt]\nrelative_error = 1e-3\n"
                                        "[[region]]"), "mesh.adapt", "quadrilaterals", "a line")

    def test_mesh_files(self):
        self.mistake(GMSH_DEVICE, "mesh.msh", "No such file")
        self.write("mesh.msh", WIRE)
        self.mistake(GMSH_DEVICE, "expected a mesh file of Gmsh, which begins with $MeshFormat")
        self.write("mesh.msh", GMSH)
        self.mistake(changed(GMSH_DEVICE, ('name = "second"', 'name = "third"')),
                     'expected a region of the mesh (first, second), found "third"')
        self.mistake(GMSH_DEVICE + MESH, "`refinements` and `adapt` alone")

    def test_no_file(self):
        run = self.run_program("device", "none.toml")
        self.assertEqual(run.returncode, 2)
        self.assertIn("none.toml: cannot be read", run.stderr)
        self.assertEqual(self.run_program("device").returncode, 2)

    def test_a_place_for_results_that_is_none(self):
        self.write("d.toml", WIRE)
        self.write("plain", "")
        run = self.run_program("device", "d.toml", "--out", "plain")
        self.assertEqual(run.returncode, 1)
        self.assertIn("plain", run.stderr)
        self.assertEqual(run.stdout, "")

    def test_program_without_devices(self):
        shutil.copy(PROGRAM, self.here / "sidejump")
        run = self.run_program("device", self.write("d.toml", WIRE), program=self.here / "sidejump")
        self.assertEqual(run.returncode, 1)
        self.assertIn("without devices", run.stderr)
        self.assertIn("scripts/install-dependencies device", run.stderr)
        run = self.run_program("device", self.write("d.toml", WIRE.replace('"1 um"', "1.0")),
                               program=self.here / "sidejump")
        self.assertEqual(run.returncode, 2)


STUDY = """[sweep]
base = "d.toml"
outputs = ["resistance", "contact.right.spin_current_y", "unknowns"]

[[sweep.axis]]
name = "length"
path = "geometry.wire.length"
linear = { from = "0.5 um", to = "2.5 um", points = 40 }
"""


class Sweep(Device):
    def sweep(self, text=STUDY, *arguments, base=SPIN_VALVE, code=0, program=PROGRAM):
        self.write("d.toml", base)
        run = self.run_program("sweep", self.write("study.toml", text), *arguments, program=program)
        self.assertEqual(run.returncode, code, run.stderr)
        return run

    def content(self, name="study.h5"):
        return (self.here / name).read_bytes()

    def files(self):
        return sorted(path.name for path in self.here.iterdir() if path.suffix != ".toml")

    def test_points_equal_the_device_command(self):
        text = STUDY.replace("points = 40", "points = 2") + '[[sweep.axis]]\nname = "P"\n' \
            'path = "contact[1].polarisation"\nvalues = [0.4, -0.4]\n'
        run = self.sweep(text, "--csv", "--json")
        summary = json.loads(run.stdout)
        self.assertEqual((summary["points"], summary["failed"], summary["workers"]), (4, 0, 1))
        self.assertEqual(self.files(), ["study.csv", "study.h5"])
        with open(self.here / "study.csv") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 4)
        left, right = SPIN_VALVE.rsplit("polarisation = 0.4", 1)
        for row in rows:
            single, = self.results(changed(left, ('length = "2 um"', f'length = "{row["length [um]"]} um"'))
                                   + f"polarisation = {row['P']}" + right)
            self.assertEqual(float(row["resistance [ohm]"]), single["measures"]["resistance"]["value"])
            self.assertEqual(float(row["contact.right.spin_current_y [A]"]),
                             single["contacts"]["right"]["spin_current"]["value"]["y"])
            self.assertEqual(float(row["unknowns"]), single["solver"]["unknowns"])

    @unittest.skipIf(h5py is None, "needs h5py")
    def test_file_explains_itself(self):
        self.sweep(STUDY.replace("points = 40", "points = 2"))
        with h5py.File(self.here / "study.h5") as file:
            self.assertEqual(file.attrs["base"], SPIN_VALVE)
            self.assertEqual(json.loads(file.attrs["input"])["geometry"]["axes"], "x")
            self.assertEqual(file["length"].attrs["units"], "um")
            self.assertEqual(file["length"].attrs["description"], "Length along x.")
            self.assertEqual(file["resistance"].attrs["units"], "ohm")
            self.assertEqual(file["resistance"].attrs["command"], "device")
            self.assertEqual(file["resistance"].dims[0][0].name, "/length")
            self.assertIn("potential of left less that of right", file["resistance"].attrs["description"])

    def test_goes_on_after_a_kill(self):
        self.sweep(STUDY, "--out", "reference.h5", "--csv")
        run = subprocess.Popen([PROGRAM, "sweep", "study.toml", "--csv"], cwd=self.here,
                               stderr=subprocess.DEVNULL)
        journal = self.here / "study.h5.journal"
        while run.poll() is None and not (journal.exists() and journal.stat().st_size > 300):
            time.sleep(0.002)
        run.kill()
        run.wait()
        self.assertFalse((self.here / "study.h5").exists())
        report = json.loads(self.sweep(STUDY, "--csv", "--json").stdout)
        self.assertGreater(report["done_before"], 0)
        self.assertLess(report["done_before"], 40)
        self.assertEqual(self.content(), self.content("reference.h5"))
        self.assertEqual(self.content("study.csv"), self.content("reference.csv"))

    def test_changed_alloys_are_another_study(self):
        alloy = (SOURCE / "examples/cerium-alloy/alloy.toml").read_text()
        self.write("metal.toml", alloy)
        base = changed(SPIN_VALVE, ('conductivity = "1e7 S/m"\nspin_diffusion_length = "500 nm"\n'
                                    'spin_relaxation_time = "20 ps"\n', 'alloy = "metal"\n'),
                       ("[[region]]", '[[alloy]]\nname = "metal"\nfile = "metal.toml"\n[[region]]'))
        text = changed(STUDY, ("points = 40", "points = 2"))
        run = self.sweep(text, base=base)
        self.assertIn("warning: point 0 of 2: region \"wire\"", run.stderr)
        self.write("metal.toml", alloy + "\n# another one\n")
        run = self.sweep(text, base=base, code=2)
        self.assertIn("another study", run.stderr)
        run = self.sweep(text, "--out", "metal.toml", base=base, code=2)
        self.assertIn("expected a file that the study does not read", run.stderr)

    def test_mesh_files(self):
        self.write("mesh.msh", GMSH)
        text = changed(STUDY, ('"geometry.wire.length"', '"geometry.gmsh.lengths_across"'),
                       ('linear = { from = "0.5 um", to = "2.5 um", points = 40 }',
                        'values = ["50 nm", "100 nm"]'))
        self.sweep(text, "--csv", base=GMSH_DEVICE)
        with open(self.here / "study.csv") as file:
            thin, thick = (float(row["resistance [ohm]"]) for row in csv.DictReader(file))
        self.assertAlmostEqual(thin / thick, 2, delta=1e-9)
        self.write("mesh.msh", GMSH.replace("6 2 1 0", "6 2.0 1 0"))
        self.assertIn("another study", self.sweep(text, base=GMSH_DEVICE, code=2).stderr)

    def test_files_in_other_folders(self):
        for folder in ["studies", "devices", "devices/files"]:
            (self.here / folder).mkdir()
        self.write("devices/files/short.msh", GMSH)
        self.write("devices/files/long.msh", changed(GMSH, ("3 2 0 0", "3 3 0 0"), ("6 2 1 0", "6 3 1 0")))
        alloy = (SOURCE / "examples/cerium-alloy/alloy.toml").read_text()
        self.write("devices/files/metal.toml", alloy)
        metal = '[[region]]\nname = "second"\nconductivity = "1e7 S/m"\nspin_diffusion_length = "500 nm"\n'
        self.write("devices/d.toml", changed(GMSH_DEVICE, ("mesh.msh", "files/short.msh"), (
            metal, '[[alloy]]\nname = "metal"\nfile = "files/metal.toml"\n'
                   '[[region]]\nname = "second"\nalloy = "metal"\n')))
        self.write("studies/study.toml", """[sweep]
base = "../devices/d.toml"
outputs = ["resistance"]
[[sweep.axis]]
name = "mesh"
path = "geometry.gmsh.file"
values = ["files/short.msh", "files/long.msh", "files/none.msh"]
[[sweep.axis]]
name = "n"
path = "alloy[0].impurity[0].concentration"
values = [0.02, 2]
""")
        run = self.run_program("sweep", "studies/study.toml", "--csv")
        self.assertEqual(run.returncode, 1, run.stderr)
        with open(self.here / "study.csv") as file:
            rows = {(row["mesh"], row["n"]): row["resistance [ohm]"] for row in csv.DictReader(file)}
        self.assertEqual(sum(value == "nan" for value in rows.values()), 4)
        self.write("devices/files/metal.toml", re.sub(r"concentration = \S+", "concentration = 0.02", alloy))
        device = (self.here / "devices/d.toml").read_text()
        for name in ["short", "long"]:
            self.write("devices/d.toml", device.replace("short", name))
            single, = json.loads(self.run_program("device", "devices/d.toml", "--json").stdout)["results"]
            self.assertEqual(float(rows[f"files/{name}.msh", "0.02"]), single["measures"]["resistance"]["value"])
        self.assertIn("../devices/d.toml", run.stderr)

    def test_points_that_fail(self):
        text = changed(STUDY, ("linear = { from = \"0.5 um\", to = \"2.5 um\", points = 40 }",
                               'values = ["1 um", "-1 um"]'))
        run = self.sweep(text, "--csv", "--threads", "2", code=1)
        self.assertIn("1 of 2 points failed", run.stderr)
        self.assertIn("length = -1 um: d.toml:5: geometry.wire.length: expected", run.stderr)
        self.assertIn("1 of 2 threads were used", run.stderr)
        self.assertIn("-1,nan,nan,nan", (self.here / "study.csv").read_text())

    def test_tutorial_shows_the_files_as_they_are(self):
        tutorials = SOURCE / "docs" / "tutorials"
        page = (tutorials / "first-device.md").read_text()
        for name in ["distance-study.toml", "fit_length.py"]:
            self.assertIn((tutorials / name).read_text(), page, name)

    def test_program_without_devices(self):
        shutil.copy(PROGRAM, self.here / "sidejump")
        run = self.sweep(code=1, program=self.here / "sidejump")
        self.assertIn("without devices", run.stderr)

    @unittest.skipIf(MPIRUN is None, "needs mpirun and a program with MPI")
    def test_on_several_processes(self):
        text = changed(STUDY, ("points = 40", "points = 4"))
        self.sweep(text)
        run = subprocess.run([MPIRUN, "--oversubscribe", "-n", "2", PROGRAM, "sweep", "study.toml", "--out",
                              "two.h5", "--json"], cwd=self.here, text=True, capture_output=True, timeout=120,
                             env=MPI_ENVIRONMENT)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(json.loads(run.stdout)["workers"], 2)
        self.assertEqual(self.content(), self.content("two.h5"))


@unittest.skipIf(MPIRUN is None, "needs mpirun and a program with MPI")
class OnSeveralProcesses(Device):
    def mpirun(self, text, *arguments):
        return subprocess.run([MPIRUN, "--oversubscribe", "-n", "2", PROGRAM, "device",
                               self.write("d.toml", text), *arguments], cwd=self.here, text=True,
                              capture_output=True, timeout=120, env=MPI_ENVIRONMENT)

    def test_same_numbers(self):
        alone, = self.results(WIRE)
        run = self.mpirun(WIRE, "--out", "two", "--json")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(run.stderr.count("wrote"), 1)
        together, = json.loads(run.stdout)["results"]
        for name in ["left", "right"]:
            for what in ["potential", "current"]:
                self.assertAlmostEqual(together["contacts"][name][what]["value"],
                                       alone["contacts"][name][what]["value"], delta=1e-12, msg=name)
        self.assertAlmostEqual(together["measures"]["resistance"]["value"]
                               / alone["measures"]["resistance"]["value"], 1, delta=1e-9)
        self.assertAlmostEqual(together["heat"]["value"]["wire"] / alone["heat"]["value"]["wire"], 1, delta=1e-9)
        xml.etree.ElementTree.parse(self.here / "two" / together["fields"])

    def test_fields_of_all_processes(self):
        run = self.mpirun(WIRE, "--out", "two")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(sorted(path.name for path in (self.here / "two").iterdir()),
                         ["device.json", "fields_0.0.vtu", "fields_0.1.vtu", "fields_0.pvtu"])
        record = xml.etree.ElementTree.parse(self.here / "two/fields_0.pvtu").getroot()
        self.assertEqual([piece.get("Source") for piece in record.iter("Piece")],
                         ["fields_0.0.vtu", "fields_0.1.vtu"])
        for name in ["fields_0.0.vtu", "fields_0.1.vtu"]:
            xml.etree.ElementTree.parse(self.here / "two" / name)
        # what a run on more processes has left goes
        stale = self.here / "two/fields_0.2.vtu"
        stale.write_text("")
        os.utime(stale, (1e9, 1e9))
        self.assertEqual(self.mpirun(WIRE, "--out", "two").returncode, 0)
        self.assertFalse(stale.exists())
        self.assertTrue((self.here / "two/fields_0.1.vtu").exists())

    def test_goes_on_with_another_number_of_processes(self):
        text = Transients.LONG + PULSE + "[output]\nfields = false\n"
        process = subprocess.Popen([MPIRUN, "--oversubscribe", "-n", "2", PROGRAM, "device",
                                    self.write("d.toml", text)], cwd=self.here, env=MPI_ENVIRONMENT,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        state = self.here / "d-results/device.state"
        for _ in range(3000):
            if process.poll() is not None or state.exists():
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        for _ in range(500):
            if not (self.here / "d-results/device.lock").exists():
                break
            time.sleep(0.01)
        run = self.device(text)
        self.assertIn("went on with an interrupted run", run.stderr)
        self.device(text, "--out", "whole")
        self.assert_close_tables("d-results", "whole")

    def test_a_mistake_is_told_once(self):
        run = self.mpirun(changed(WIRE, ('name = "wire"', 'name = "wir"')))
        self.assertEqual(run.returncode, 2)
        self.assertEqual(run.stderr.count("expected a region of the mesh"), 1)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
