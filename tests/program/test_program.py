#!/usr/bin/python3
"""Tests of the program from outside: exit codes, streams, files, schema.

usage: test_program.py PROGRAM SOURCE_DIRECTORY
"""

import json
import math
import os
import pathlib
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
EXAMPLE = SOURCE / "examples" / "cerium-alloy" / "alloy.toml"

RESULT_NAMES = """transport_rate spin_relaxation_rate skew_rate swap_rate omega_c omega_cs omega_sc
omega_0 omega_1 omega_2 drude_diffusion charge_diffusion spin_hall_diffusion
spin_hall_diffusion_dressed slow_mode_weight slow_mode_precession theta_sh spin_hall_angle
spin_hall_angle_skew spin_hall_angle_side_jump spin_diffusion_0 spin_diffusion_1 spin_diffusion_2
spin_diffusion_longitudinal spin_diffusion_transverse swapping charge_conductivity resistivity
spin_hall_conductivity spin_hall_conductivity_skew spin_hall_conductivity_side_jump mean_free_path
spin_diffusion_length_longitudinal spin_diffusion_length_transverse""".split()


class Program(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.here = pathlib.Path(self.folder.name)

    def run_program(self, *arguments, **options):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.here, text=True,
                              capture_output=True, timeout=120, **options)

    def alloy(self, text):
        path = self.here / "alloy.toml"
        path.write_text(text)
        return path

    def test_help_everywhere(self):
        for command in [[], ["impurity"], ["coefficients"], ["thermal"], ["response"], ["validate"], ["verify"],
                        ["schema"], ["reference"],
                        ["sweep"], ["report"]]:
            run = self.run_program(*command, "--help")
            self.assertEqual(run.returncode, 0, command)
            self.assertIn("Usage", run.stdout)
        self.assertRegex(self.run_program("--version").stdout, r"^sidejump \d+\.\d+\.\d+\n$")

    def test_coefficients_prints_a_table_and_writes_the_result(self):
        run = self.run_program("coefficients", EXAMPLE)
        self.assertEqual(run.returncode, 0, run.stderr)
        for name in RESULT_NAMES:
            self.assertIn(name, run.stdout)
        self.assertIn("slow spin mode", run.stderr)
        result = json.loads((self.here / "alloy-results" / "result.json").read_text())
        self.assertEqual(sorted(result["results"]), sorted(RESULT_NAMES))

    def test_json_alone_on_stdout(self):
        run = self.run_program("coefficients", EXAMPLE, "--json", "--out", "out")
        self.assertEqual(run.returncode, 0, run.stderr)
        printed = json.loads(run.stdout)
        self.assertEqual(printed, json.loads((self.here / "out" / "result.json").read_text()))
        self.assertEqual(list(printed), ["program", "input", "alloy", "results", "approximations",
                                         "checks", "warnings"])
        for name, entry in printed["results"].items():
            self.assertGreaterEqual(set(entry), {"value", "unit", "reduced"}, name)
        for check in printed["checks"].values():
            self.assertTrue(check["passed"])
            self.assertLess(check["residual"], 1e-12)

    def test_units(self):
        text = EXAMPLE.read_text()
        angstrom = json.loads(self.run_program("coefficients", EXAMPLE, "--json").stdout)
        other = self.alloy(text.replace("1.36 1/angstrom", "13.6 1/nm")
                           .replace('"90 degree"', repr(math.pi / 2)))
        nanometre = json.loads(self.run_program("coefficients", other, "--json").stdout)
        for name, entry in angstrom["results"].items():
            self.assertAlmostEqual(nanometre["results"][name]["value"] / entry["value"], 1, 12)

    def test_quiet(self):
        for arguments in [["-q", "coefficients", EXAMPLE], ["coefficients", EXAMPLE, "-q"]]:
            run = self.run_program(*arguments)
            self.assertEqual((run.returncode, run.stderr), (0, ""))

    def test_input_mistakes_exit_2_and_write_nothing(self):
        path = self.alloy(EXAMPLE.read_text().replace('"1.36 1/angstrom"', "1.36"))
        for command in ["coefficients", "validate"]:
            run = self.run_program(command, path)
            self.assertEqual(run.returncode, 2)
            self.assertEqual(run.stdout, "")
            self.assertEqual(len(run.stderr.splitlines()), 1)
            self.assertIn('host.fermi_wavenumber: needs a unit, e.g. "1.36 1/angstrom"', run.stderr)
            self.assertIn("alloy.toml:6", run.stderr)
        self.assertEqual(os.listdir(self.here), ["alloy.toml"])

    def test_mistakes_on_the_command_line_exit_2(self):
        for arguments in [[], ["coefficient"], ["coefficients"], ["coefficients", "a", "--wrong"],
                          ["reference", "nothing"], ["coefficients", EXAMPLE, "--out", ""], ["coefficients", "missing.toml"],
                          ["coefficients", self.here]]:
            run = self.run_program(*arguments)
            self.assertEqual(run.returncode, 2, arguments)
            self.assertEqual(run.stdout, "")
            self.assertRegex(run.stderr, r"^sidejump: error: [^\n]+\n$")

    def test_failed_write_exits_1_and_keeps_what_was_there(self):
        (self.here / "file").write_text("in the way")
        run = self.run_program("coefficients", EXAMPLE, "--out", "file")
        self.assertEqual(run.returncode, 1)
        self.assertEqual(run.stdout, "")
        self.assertIn("file", run.stderr)
        self.assertEqual((self.here / "file").read_text(), "in the way")

    def test_full_stdout_is_a_failure(self):
        if not pathlib.Path("/dev/full").exists():
            self.skipTest("no /dev/full")
        with open("/dev/full", "w") as full:
            run = subprocess.run([PROGRAM, "coefficients", EXAMPLE, "--out", "out"], cwd=self.here,
                                 stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(run.returncode, 1)

    def test_results_outside_the_expansion_exit_1_and_write_nothing(self):
        path = self.alloy("""[host]
name = "Cu"
[[impurity]]
concentration = 0.3
channels = [ { l = 0, j = 0.5, phase_shift = 0.99 }, { l = 1, j = 0.5, phase_shift = -0.77 },
  { l = 1, j = 1.5, phase_shift = 1.07 }, { l = 2, j = 1.5, phase_shift = 0.54 },
  { l = 2, j = 2.5, phase_shift = -1.31 }, { l = 3, j = 2.5, phase_shift = -1.52 },
  { l = 3, j = 3.5, phase_shift = -1.52 } ]
""")
        run = self.run_program("coefficients", path)
        self.assertEqual((run.returncode, run.stdout), (1, ""))
        self.assertIn("charge diffusion constant is -0.0", run.stderr)
        self.assertEqual(os.listdir(self.here), ["alloy.toml"])

    def test_tutorial_shows_the_files_as_they_are(self):
        page = (SOURCE / "docs" / "tutorials" / "first-alloy.md").read_text()
        self.assertIn("```toml\n" + EXAMPLE.read_text() + "```", page)
        self.assertIn((SOURCE / "docs" / "tutorials" / "read_result.py").read_text(), page)

    def test_readme_shows_what_the_program_prints(self):
        table = self.run_program("coefficients", EXAMPLE).stdout
        shown = [line for block in (SOURCE / "README.md").read_text().split("```")[1::2]
                 if block.startswith("\n") for line in block.splitlines() if line.startswith("  ")]
        self.assertGreater(len(shown), 10)
        for line in shown:
            self.assertIn(line.removesuffix("..."), table)

    def test_thermal(self):
        text = EXAMPLE.read_text().replace('"90 degree"', '{ position = "5 meV", width = "2 meV" }')
        path = self.alloy(text + '\n[thermal]\ntemperature = ["1 K", "300 K"]\n')
        run = self.run_program("thermal", path, "--json", "--out", "out")
        self.assertEqual(run.returncode, 0, run.stderr)
        printed = json.loads(run.stdout)
        self.assertEqual(printed, json.loads((self.here / "out" / "thermal.json").read_text()))
        self.assertEqual([entry["temperature"]["value"] for entry in printed["results"]], [1, 300])
        cold = printed["results"][0]["results"]
        static = json.loads(self.run_program("coefficients", path, "--json").stdout)["results"]
        self.assertAlmostEqual(cold["resistivity"]["value"] / static["resistivity"]["value"], 1, 2)
        self.assertIn("temperature (K)", self.run_program("thermal", path).stdout)
        if tomllib and jsonschema:
            schema = json.loads(self.run_program("schema").stdout)
            jsonschema.Draft202012Validator(schema).validate(tomllib.loads(path.read_text()))

    def test_response(self):
        text = EXAMPLE.read_text()
        path = self.alloy(text + """
[response]
wavenumbers = ["1e6 1/m", "1e8 1/m"]
frequencies = ["0 Hz", "1 THz"]
magnetic_field = ["0 T", "0 T", "1 T"]
[response.hanle]
distance = "50 nm"
fields = ["0 T", "10 T"]
""")
        run = self.run_program("response", path, "--json", "--out", "out")
        self.assertEqual(run.returncode, 0, run.stderr)
        printed = json.loads(run.stdout)
        self.assertEqual(printed, json.loads((self.here / "out" / "response.json").read_text()))
        self.assertEqual(len(printed["susceptibility"]), 4)
        self.assertEqual(len(printed["hanle"]), 2)
        self.assertEqual(printed["modes"][0]["name"], "charge")
        self.assertIn("spin_decay_length_transverse", printed["results"])
        table = self.run_program("response", path).stdout
        self.assertIn("Hanle effect", table)
        self.assertFalse([line for line in table.splitlines() if line.endswith(" ")])

    def test_response_needs_no_section_and_tells_mistakes(self):
        run = self.run_program("response", EXAMPLE)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("pseudospin, nearly conserved", run.stdout)
        text = EXAMPLE.read_text().replace('"full"', '"two-moment"').replace('"kinetic"', '"published"')
        run = self.run_program("response", self.alloy(text), "--out", "nothing")
        self.assertEqual(run.returncode, 2)
        self.assertIn("kinetics.form", run.stderr)
        path = self.alloy(EXAMPLE.read_text() + '[response]\nwavenumbers = "0 1/m"\n')
        run = self.run_program("response", path, "--out", "nothing")
        self.assertEqual(run.returncode, 2)
        self.assertIn("response.wavenumbers", run.stderr)
        self.assertFalse((self.here / "nothing").exists())

    def test_thermal_needs_its_section(self):
        run = self.run_program("thermal", EXAMPLE)
        self.assertEqual((run.returncode, run.stdout), (2, ""))
        self.assertIn("thermal: missing section", run.stderr)

    def test_validate(self):
        run = self.run_program("validate", EXAMPLE)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertIn("valid, an alloy of 1 impurity species with 3 channels in Cu", run.stdout)
        echo = json.loads(self.run_program("validate", EXAMPLE, "--json").stdout)
        self.assertEqual(echo["impurity"][0]["channels"][1]["off_shell_exponent"], 1.0)
        self.assertEqual(sorted(os.listdir(self.here)), [])

    def test_verify(self):
        run = self.run_program("verify")
        self.assertEqual(run.returncode, 0, run.stdout)
        for word in ["expected", "found", "error", "gold standards reproduced"]:
            self.assertIn(word, run.stdout)
        report = json.loads(self.run_program("verify", "--json").stdout)
        self.assertEqual(report["failed"], 0)
        self.assertGreater(len(report["standards"]), 90)

    @unittest.skipIf(jsonschema is None or tomllib is None, "needs jsonschema and tomllib")
    def test_schema_accepts_the_examples_and_refuses_mistakes(self):
        schema = json.loads(self.run_program("schema").stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        examples = sorted(SOURCE.glob("examples/*/alloy*.toml"))
        self.assertTrue(examples)
        for path in examples:
            validator.validate(tomllib.loads(path.read_text()))
        good = tomllib.loads(EXAMPLE.read_text())
        for mistake in [lambda a: a["host"].update(fermi_wavenumber=1.36),
                        lambda a: a["host"].update(colour="red"),
                        lambda a: a.pop("impurity"),
                        lambda a: a["impurity"][0].update(concentration=0),
                        lambda a: a["impurity"][0]["channels"][0].pop("phase_shift"),
                        lambda a: a["kinetics"].update(moments="some"),
                        lambda a: a["kinetics"].update(moments=0),
                        lambda a: a["host"].update(fermi_wavenumber="1.36"),
                        lambda a: a.update(host={}),
                        lambda a: a["impurity"][0].update(density="1e26 1/m3"),
                        lambda a: a["impurity"][0].pop("concentration"),
                        lambda a: a["impurity"][0]["channels"][0].update(j=1),
                        lambda a: a["impurity"][0]["channels"][0].update(phase_shift="hello")]:
            bad = json.loads(json.dumps(good))
            mistake(bad)
            self.assertFalse(validator.is_valid(bad))
        echo = json.loads(self.run_program("validate", EXAMPLE, "--json").stdout)
        validator.validate(echo)

    def test_every_example_runs(self):
        for path in sorted(SOURCE.glob("examples/*/alloy*.toml")):
            run = self.run_program("coefficients", path, "--json", "--out", "out")
            self.assertEqual(run.returncode, 0, f"{path}: {run.stderr}")

    def test_reference_pages_are_current(self):
        for subject in ["input", "results", "thermal", "response", "sweep", "outputs", "device",
                        "superconductor", "rashba", "fit"]:
            page = self.run_program("reference", subject)
            self.assertEqual(page.returncode, 0)
            committed = (SOURCE / "docs" / "reference" / f"{subject}.md").read_text()
            self.assertIn(page.stdout.strip(), committed,
                          "run docs/reference/generate.sh PROGRAM")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
