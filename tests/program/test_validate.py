#!/usr/bin/python3
"""Tests of `sidejump validate` from outside: all kinds of files, said by name, and their mistakes.

usage: test_validate.py PROGRAM SOURCE_DIRECTORY
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    import jsonschema
except ImportError:
    jsonschema = None
try:
    import tomllib
except ImportError:
    tomllib = None

PROGRAM = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()
DEVICES = os.path.exists(os.path.join(os.path.dirname(PROGRAM), "sidejump-device"))

ALLOY = (SOURCE / "examples/cerium-alloy/alloy.toml").read_text()
# of one angle: the points of a sweep are single states
DEVICE = (SOURCE / "examples/valet-fert/stack.toml").read_text().replace(', "180 degree"', "")
ALLOY_STUDY = """[sweep]
base = "alloy.toml"
outputs = ["spin_hall_angle", "resistivity"]

[[sweep.axis]]
name = "n"
path = "impurity[0].concentration"
logarithmic = { from = 1e-4, to = 1e-2, points = 7 }

[[sweep.axis]]
name = "mass"
path = "host.effective_mass"
values = [1.0, 1.5]
"""
DEVICE_STUDY = """[sweep]
base = "device.toml"
outputs = ["contact.bottom.current"]

[[sweep.axis]]
name = "size"
path = "mesh.element_size"
values = ["2 nm", "1 nm", "0.5 nm"]
"""


def changed(text, old, new):
    assert old in text, old
    return text.replace(old, new)


class Validate(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.here = pathlib.Path(folder.name)
        for name, text in [("alloy.toml", ALLOY), ("device.toml", DEVICE)]:
            (self.here / name).write_text(text)

    def run_program(self, *arguments, program=PROGRAM):
        return subprocess.run([program, *map(str, arguments)], cwd=self.here, text=True,
                              capture_output=True, timeout=120)

    def valid(self, text, *arguments):
        (self.here / "file.toml").write_text(text)
        run = self.run_program("--quiet", "validate", "file.toml", *arguments)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertEqual(sorted(os.listdir(self.here)), ["alloy.toml", "device.toml", "file.toml"])
        return run.stdout

    def mistake(self, text, *messages):
        (self.here / "file.toml").write_text(text)
        run = self.run_program("validate", "file.toml")
        self.assertEqual((run.returncode, run.stdout), (2, ""))
        self.assertRegex(run.stderr, r"^sidejump: error: [^\n]+\n$")
        for message in messages:
            self.assertIn(message, run.stderr)
        return run.stderr

    def fits(self, schema, document):
        if jsonschema:
            validator = jsonschema.Draft202012Validator(
                json.loads(self.run_program("schema", schema).stdout))
            validator.validate(document)

    def test_alloys(self):
        self.assertEqual(self.valid(ALLOY),
                         "file.toml: valid, an alloy of 1 impurity species with 3 channels in Cu\n")
        self.fits("alloy", json.loads(self.valid(ALLOY, "--json")))
        self.mistake(changed(ALLOY, "concentration", "concentraton"), "file.toml:", "unknown key")

    def test_devices(self):
        self.assertIn("file.toml: valid, a device of 3 regions with 2 contacts", self.valid(DEVICE))
        self.fits("device", json.loads(self.valid(DEVICE, "--json")))
        self.mistake(changed(DEVICE, "element_size", "element_siz"), "file.toml:", "unknown key")

    def test_devices_of_built_in_shapes_are_checked_with_their_mesh(self):
        self.mistake(changed(DEVICE, 'boundary = "bottom"', 'boundary = "buttom"\nname = "bottom"'),
                     "file.toml:", 'found "buttom"')

    def test_studies_of_alloys(self):
        self.assertEqual(self.valid(ALLOY_STUDY),
                         "file.toml: valid, a study of the alloy alloy.toml with 14 points over n, "
                         "mass and 2 outputs\n")
        document = json.loads(self.valid(ALLOY_STUDY, "--json"))
        self.assertEqual(document["sweep"]["combine"], "grid")
        self.assertEqual(document["sweep"]["axis"][0]["logarithmic"]["points"], 7)
        self.fits("study", document)

    @unittest.skipUnless(DEVICES, "needs sidejump-device")
    def test_studies_of_devices(self):
        self.assertEqual(self.valid(DEVICE_STUDY),
                         "file.toml: valid, a study of the device device.toml with 3 points over "
                         "size and 1 output\n")
        document = json.loads(self.valid(DEVICE_STUDY, "--json"))
        self.assertEqual(document["sweep"]["base"], "device.toml")
        self.fits("study", document)

    def test_mistakes_of_studies_are_those_of_the_sweep(self):
        studies = [(changed(ALLOY_STUDY, "concentration", "concentratoin"),
                    'did you mean "concentration"?'),
                   (changed(ALLOY_STUDY, "resistivity", "resistvity"), "file.toml:3: sweep.outputs[1]"),
                   (changed(ALLOY_STUDY, "alloy.toml", "none.toml"), "file.toml:2: sweep.base"),
                   (changed(ALLOY_STUDY, "[[sweep.axis]]", "[[sweep.axes]]"), "unknown key")]
        if DEVICES:
            studies += [(changed(DEVICE_STUDY, "element_size", "element_siz"),
                         'did you mean "element_size"?'),
                        (changed(DEVICE_STUDY, "contact.bottom", "contact.botom"), "file.toml:3: sweep.outputs[0]"),
                        (changed(DEVICE_STUDY, '"2 nm", "1 nm", "0.5 nm"', '"2 s", "1 s"'),
                         "sweep.axis[0]")]
        for text, message in studies:
            told = self.mistake(text, message)
            run = self.run_program("sweep", "file.toml")
            self.assertEqual((run.returncode, run.stderr), (2, told))

    def test_a_mistake_in_the_base(self):
        (self.here / "alloy.toml").write_text(changed(ALLOY, "concentration", "concentratoin"))
        self.mistake(ALLOY_STUDY, "alloy.toml:", "unknown key")
        (self.here / "device.toml").write_text(changed(DEVICE, "element_size", "element_siz"))
        if DEVICES:
            self.mistake(DEVICE_STUDY, "device.toml:", "unknown key")

    def test_superconductors(self):
        page = (SOURCE / "docs/reference/superconductor.md").read_text()
        texts = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
        kinds = [re.search(r'kind = "(\w+)"', text)[1] for text in texts]
        self.assertEqual(kinds, ["layers", "layers", "disc", "plane", "plane", "bulk"])
        schema = json.loads(self.run_program("schema", "superconductor").stdout)
        for text, kind in zip(texts, kinds):
            self.assertIn(f'valid, a superconducting structure of kind "{kind}"', self.valid(text))
            echo = json.loads(self.valid(text, "--json"))
            self.assertEqual(echo["structure"]["kind"], kind)
            if jsonschema and tomllib:
                jsonschema.Draft202012Validator(schema).validate(tomllib.loads(text))
        self.mistake(changed(texts[0], '"Nb", "CuBi"', '"Nb", "CuBy"'), 'did you mean "CuBi"?')

    def test_what_is_no_file_or_no_toml(self):
        self.mistake("[sweep", "not valid TOML")
        run = self.run_program("validate", "none.toml")
        self.assertEqual(run.returncode, 2)
        self.assertIn("none.toml: cannot be read", run.stderr)

    def test_files_of_other_commands(self):
        for text, found, commands in [
                (ALLOY, "an alloy file", ["fit", "sweep", "device", "rashba"]),
                (DEVICE, "a device file", ["coefficients"]),
                (ALLOY_STUDY, "a study file", ["fit", "superconductor"])]:
            (self.here / "file.toml").write_text(text)
            for command in commands:
                run = self.run_program(command, "file.toml")
                self.assertEqual(run.returncode, 2)
                self.assertRegex(run.stderr, f"file.toml: expected an? .*, found {found}, which")

    def test_options_that_no_command_has(self):
        for arguments, expected in [
                (["validate", "x", "--jsn"], 'option "--jsn"; did you mean "--json"'),
                (["-v"], 'unknown option "-v"')]:
            run = self.run_program(*arguments)
            self.assertEqual(run.returncode, 2)
            self.assertIn(expected, run.stderr)

    def test_program_without_devices(self):
        shutil.copy(PROGRAM, self.here / "sidejump")
        program = self.here / "sidejump"
        (self.here / "file.toml").write_text(DEVICE_STUDY)
        run = self.run_program("validate", "file.toml", program=program)
        self.assertEqual((run.returncode, run.stdout), (1, ""))
        self.assertIn("without devices", run.stderr)
        (self.here / "file.toml").write_text(ALLOY_STUDY)
        self.assertEqual(self.run_program("validate", "file.toml", program=program).returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
