#!/usr/bin/python3
"""Tests of `sidejump sweep` from outside: files, interruption, several processes, mistakes.

usage: test_sweep.py PROGRAM SOURCE_DIRECTORY
SIDEJUMP_TEST_MPI=skip leaves out the tests under mpirun, =absent says that the program has no MPI.
"""

import csv
import json
import math
import os
import pathlib
import pty
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

try:
    import h5py
except ImportError:
    h5py = None
try:
    import jsonschema
    import tomllib
except ImportError:
    jsonschema = tomllib = None

PROGRAM = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()
EXAMPLE = SOURCE / "examples" / "phase-shift-map"
MPI = os.environ.get("SIDEJUMP_TEST_MPI")
MPIRUN = None if MPI else shutil.which("mpirun")
MPI_ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1",
                   "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                   "OMPI_MCA_hwloc_base_binding_policy": "none",
                   "OMPI_MCA_rmaps_base_oversubscribe": "1"}

ALLOY = """[host]
name = "Cu"
[[impurity]]
name = "X"
concentration = 0.01
channels = [ { l = 0, j = 0.5, phase_shift = 0.2 },
             { l = 1, j = 0.5, phase_shift = "90 degree" },
             { l = 1, j = 1.5, phase_shift = 0.1 } ]
"""
ETA_0 = "impurity[0].channels[0].phase_shift"
ETA_2 = "impurity[0].channels[2].phase_shift"
CONCENTRATION = "impurity[0].concentration"


def axis(path, values, name=None):
    named = f'name = "{name}"\n' if name else ""
    return f'[[sweep.axis]]\npath = "{path}"\n{named}{values}\n'


def study(*axes, outputs=("spin_hall_angle", "resistivity"), combine="grid"):
    return (f'[sweep]\nbase = "alloy.toml"\ncombine = "{combine}"\n'
            f"outputs = {json.dumps(list(outputs))}\n" + "".join(axes))


def linear(start, end, points):
    return f"linear = {{ from = {json.dumps(start)}, to = {json.dumps(end)}, points = {points} }}"


SMALL = study(axis(ETA_0, linear(-1, 1, 5), "eta_0"), axis(ETA_2, "values = [0.1, 0.2, 0.3]", "eta_2"))
# The general way, with a few hundred thousand points a second: long enough to be interrupted.
SLOW = study(axis("host.effective_mass", linear(0.5, 2, 300), "mass"),
             axis(ETA_0, linear("-80 degree", "80 degree", 300), "eta_0"))
# Half of the points have more impurities than electrons.
FAILING = study(axis(CONCENTRATION, linear(0.5, 1.5, 4), "n"), axis(ETA_0, linear(0.1, 0.2, 3)))


class Sweep(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.here = pathlib.Path(folder.name)
        (self.here / "alloy.toml").write_text(ALLOY)

    def write(self, text, name="study.toml"):
        (self.here / name).write_text(text)
        return name

    def run_program(self, *arguments, **options):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.here, text=True,
                              capture_output=True, timeout=120, **options)

    def sweep(self, text=SMALL, *arguments, code=0, **options):
        run = self.run_program("sweep", self.write(text), *arguments, **options)
        self.assertEqual(run.returncode, code, run.stderr)
        return run

    def files(self):
        return sorted(name for name in os.listdir(self.here) if not name.endswith(".toml"))

    def reference(self, text, *arguments):
        """The bytes of an uninterrupted run."""
        self.sweep(text, "--out", "reference.h5", "--threads", "1", *arguments)
        content = (self.here / "reference.h5").read_bytes()
        (self.here / "reference.h5").unlink()
        return content


class Results(Sweep):
    @unittest.skipIf(h5py is None, "needs h5py")
    def test_file_explains_itself(self):
        run = self.sweep()
        self.assertIn("points    15", run.stdout)
        self.assertIn("wrote study.h5", run.stderr)
        self.assertEqual(self.files(), ["study.h5"])
        with h5py.File(self.here / "study.h5") as file:
            self.assertEqual(file.attrs["program"], "sidejump")
            self.assertRegex(file.attrs["version"], r"^\d+\.\d+\.\d+$")
            self.assertEqual(file.attrs["study"], SMALL)
            self.assertEqual(file.attrs["base"], ALLOY)
            self.assertEqual(json.loads(file.attrs["input"])["impurity"][0]["name"], "X")
            self.assertEqual((file.attrs["points"], file.attrs["failed"]), (15, 0))
            self.assertEqual(list(file.attrs["axes"]), ["eta_0", "eta_2"])
            angle = file["spin_hall_angle"]
            self.assertEqual(angle.shape, (5, 3))
            self.assertEqual([d.label for d in angle.dims], ["eta_0", "eta_2"])
            self.assertEqual(list(angle.dims[1][0]), [0.1, 0.2, 0.3])
            self.assertEqual(file["resistivity"].attrs["units"], "ohm m")
            self.assertEqual(file["resistivity"].attrs["description"], "1/sigma_c")
            self.assertEqual(file["eta_0"].attrs["path"], ETA_0)
            self.assertTrue(h5py.h5ds.is_scale(file["eta_0"].id))

    @unittest.skipIf(h5py is None, "needs h5py")
    def test_numbers_are_those_of_the_command(self):
        self.sweep()
        with h5py.File(self.here / "study.h5") as file:
            for i, eta in enumerate(file["eta_0"]):
                (self.here / "one.toml").write_text(
                    ALLOY.replace("0.2 }", f"{float(eta)!r} }}"))
                printed = json.loads(self.run_program("coefficients", "one.toml", "--json").stdout)
                for name in ["spin_hall_angle", "resistivity"]:
                    self.assertEqual(file[name][i, 0], printed["results"][name]["value"])

    @unittest.skipIf(h5py is None, "needs h5py")
    def test_units_words_and_zip(self):
        self.sweep(study(axis(ETA_0, linear("-90 degree", "90 degree", 3), "eta_0"),
                         axis("kinetics.moments", 'values = ["two-moment", 2, "full"]', "moments"),
                         combine="zip"))
        with h5py.File(self.here / "study.h5") as file:
            self.assertEqual(file["eta_0"].attrs["units"], "degree")
            self.assertEqual(list(file["eta_0"]), [-90, 0, 90])
            self.assertEqual([word.decode() for word in file["moments"]],
                             ["two-moment", "2", "full"])
            self.assertEqual(file["moments"].dims[0].label, "point")
            self.assertEqual(list(file["point"]), [0, 1, 2])

    @unittest.skipIf(h5py is None, "needs h5py")
    def test_random_axes_fill_their_range(self):
        values = "random = { from = 1e-3, to = 1e-2, points = 64, seed = 4 }"
        self.sweep(study(axis(ETA_0, values, "a"), axis(CONCENTRATION, values, "b")))
        with h5py.File(self.here / "study.h5") as file:
            self.assertEqual(file["resistivity"].shape, (64,))
            for name in "ab":
                bins = sorted(int((x - 1e-3) / 9e-3 * 64) for x in file[name])
                self.assertEqual(bins, list(range(64)))

    @unittest.skipIf(h5py is None, "needs h5py")
    def test_thermal_outputs(self):
        self.sweep(study(axis("thermal.temperature", 'values = ["10 K", "300 K"]', "T"),
                         outputs=["seebeck", "thermal.resistivity"]))
        with h5py.File(self.here / "study.h5") as file:
            self.assertEqual(file["seebeck"].attrs["units"], "V/K")
            self.assertEqual(file["thermal.resistivity"].attrs["command"], "thermal")
            seebeck = list(file["seebeck"])
        for temperature, expected in zip([10, 300], seebeck):
            (self.here / "one.toml").write_text(
                ALLOY + f'[thermal]\ntemperature = "{temperature} K"\n')
            printed = json.loads(self.run_program("thermal", "one.toml", "--json").stdout)
            self.assertEqual(printed["results"][0]["results"]["seebeck"]["value"], expected)

    def test_table_as_text(self):
        self.sweep(SMALL, "--csv")
        with open(self.here / "study.csv", newline="") as file:
            rows = list(csv.reader(file))
        self.assertEqual(rows[0], ["eta_0", "eta_2", "spin_hall_angle", "resistivity [ohm m]"])
        self.assertEqual(len(rows), 16)
        self.assertEqual(rows[5][:2], ["-0.5", "0.2"])
        if h5py:
            with h5py.File(self.here / "study.h5") as file:
                self.assertEqual(float(rows[5][3]), file["resistivity"][1, 1])

    def test_summary_as_json(self):
        summary = json.loads(self.sweep(SMALL, "--json").stdout)
        self.assertEqual((summary["end"], summary["points"], summary["failed"]), ("complete", 15, 0))
        self.assertLess(summary["outputs"]["spin_hall_angle"]["min"], 0)
        self.assertEqual(summary["outputs"]["resistivity"]["unit"], "ohm m")

    def test_quiet(self):
        self.assertEqual(self.sweep(SMALL, "-q").stderr, "")

    def test_threads_do_not_matter(self):
        expected = self.reference(SLOW)
        self.sweep(SLOW, "--threads", "3")
        self.assertEqual((self.here / "study.h5").read_bytes(), expected)

    def test_tutorial_shows_the_files_as_they_are(self):
        page = (SOURCE / "docs" / "tutorials" / "first-sweep.md").read_text()
        self.assertIn("```toml\n" + (EXAMPLE / "study.toml").read_text() + "```", page)
        self.assertIn((SOURCE / "docs" / "tutorials" / "read_sweep.py").read_text(), page)

    @unittest.skipIf(jsonschema is None, "needs jsonschema and tomllib")
    def test_schema(self):
        schema = json.loads(self.run_program("schema", "study").stdout)
        validator = jsonschema.Draft202012Validator(schema)
        validator.check_schema(schema)
        for text in [SMALL, SLOW, FAILING, (EXAMPLE / "study.toml").read_text()]:
            validator.validate(tomllib.loads(text))
        for mistake in [SMALL.replace("outputs", "output"), SMALL.replace("linear", "lineal"),
                        SMALL.replace("points = 5", "points = 1"),
                        SMALL + "linear = { from = 1, to = 2, points = 3 }"]:
            self.assertFalse(validator.is_valid(tomllib.loads(mistake)))


class Failures(Sweep):
    def test_failed_points_are_kept_with_their_message(self):
        run = self.sweep(FAILING, code=1)
        self.assertIn("6 of 12 points failed", run.stderr)
        if h5py:
            with h5py.File(self.here / "study.h5") as file:
                self.assertEqual(file.attrs["failed"], 6)
                self.assertEqual(list(file["failed_index"]), [6, 7, 8, 9, 10, 11])
                message = file["message"][3].decode()
                self.assertIn("n = 1.5, ", message)
                self.assertIn("impurity[0].concentration: expected a finite number in [1e-15, 1], "
                              "found the number 1.5", message)
                self.assertTrue(all(math.isnan(x) for x in file["resistivity"][2]))
                self.assertTrue(all(math.isfinite(x) for x in file["resistivity"][1]))
        again = self.sweep(FAILING, code=1)
        self.assertIn("nothing to do", again.stderr)
        self.assertIn("6 of 12 points failed", again.stderr)

    def test_mistakes_exit_2_and_leave_nothing(self):
        for text, expected in [
                (SMALL.replace("phase_shift", "phase_shitf"), 'did you mean "phase_shift"?'),
                (SMALL.replace("spin_hall_angle", "spin_hal_angle"), "sweep.outputs[0]: expected"),
                (SMALL.replace("alloy.toml", "other.toml"), "study.toml:2: sweep.base: expected"),
                (SMALL.replace("values = [0.1, 0.2, 0.3]", "values = []"), "found a list of 0"),
                (study(axis(ETA_0, "values = [1, 2]"), axis(ETA_2, "values = [1]"), combine="zip"),
                 "expected 2 values"),
                (study(axis(ETA_0, "values = [1, 2]"), outputs=["seebeck"]), "thermal.temperature"),
                (study(axis(ETA_0, "values = [1]"), axis(ETA_0, "values = [1]")),
                 "a parameter that no other axis sets"),
                ("[sweep", "not valid TOML")]:
            run = self.sweep(text, code=2)
            self.assertEqual(run.stdout, "")
            self.assertRegex(run.stderr, r"^sidejump: error: [^\n]+\n$")
            self.assertIn(expected, run.stderr)
            self.assertEqual(self.files(), [])
        run = self.run_program("sweep", "missing.toml")
        self.assertEqual(run.returncode, 2)

    def test_more_than_one_temperature(self):
        (self.here / "alloy.toml").write_text(ALLOY + '[thermal]\ntemperature = ["1 K", "2 K"]\n')
        run = self.sweep(study(axis(ETA_0, "values = [1, 2]"), outputs=["seebeck"]), code=2)
        self.assertIn("alloy.toml: thermal.temperature: expected one temperature", run.stderr)

    def test_does_not_touch_files_of_others(self):
        (self.here / "study.h5").write_text("mine")
        run = self.sweep(code=2)
        self.assertIn("study.h5: expected a file of this study or none", run.stderr)
        self.assertIn("--out", run.stderr)
        self.assertEqual((self.here / "study.h5").read_text(), "mine")
        self.sweep(SMALL, "--force")
        run = self.sweep(SMALL.replace("0.3]", "0.4]"), code=2)
        self.assertIn("the result of another study", run.stderr)
        (self.here / "new.h5.journal").write_text("mine, too")
        run = self.sweep(SMALL, "--out", "new.h5", code=2)
        self.assertIn("new.h5.journal: expected a file of this study", run.stderr)
        self.assertEqual((self.here / "new.h5.journal").read_text(), "mine, too")
        (self.here / "table.csv").write_text("mine")
        self.sweep(SMALL, "--out", "table.h5", "--csv", code=2)
        self.assertEqual((self.here / "table.csv").read_text(), "mine")

    def test_full_disk(self):
        expected = self.reference(SLOW)
        def limit(size):
            return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        size = len(expected)
        # In the journal, at its very begin, and in the result file.
        for blocks in [size // 2, 40, size - 1]:
            run = self.sweep(SLOW, code=1, preexec_fn=limit(blocks))
            self.assertRegex(run.stderr, r"^sidejump: error: cannot write [^\n]*: [^\n]+\n$")
            self.assertNotIn("study.h5", self.files())
            self.assertNotIn("study.h5.partial", self.files())
        self.sweep(SLOW)
        self.assertEqual((self.here / "study.h5").read_bytes(), expected)
        self.assertEqual(self.files(), ["study.h5"])

    def test_folder_that_cannot_be_made(self):
        (self.here / "file").write_text("")
        for out in ["file/study.h5", "file/deeper/study.h5"]:
            run = self.sweep(SMALL, "--out", out, code=1)
            self.assertRegex(run.stderr, r"^sidejump: error: [^\n]*: Not a directory[^\n]*\n$")
            self.assertEqual(self.files(), ["file"])


class Interruption(Sweep):
    def start(self, text=SLOW, *arguments):
        return subprocess.Popen([PROGRAM, "sweep", self.write(text), *arguments], cwd=self.here,
                                text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def wait_for_journal(self, process, size=100_000):
        journal = self.here / "study.h5.journal"
        while process.poll() is None:
            if journal.exists() and journal.stat().st_size > size:
                return
            time.sleep(0.001)

    def test_killed_at_any_moment(self):
        expected = self.reference(SLOW)
        begin = time.monotonic()
        self.sweep(SLOW)
        duration = time.monotonic() - begin
        (self.here / "study.h5").unlink()
        chance = random.Random(1)
        kills = 0
        for _ in range(60):
            process = self.start(SLOW, "--threads", str(chance.choice([1, 2])))
            try:
                process.communicate(timeout=chance.uniform(0.0, 0.6 * duration))
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                kills += 1
            if (self.here / "study.h5").exists():
                break
            journal = self.here / "study.h5.journal"
            if journal.exists() and chance.random() < 0.3 and journal.stat().st_size > 200:
                os.truncate(journal, journal.stat().st_size - chance.randrange(1, 100))
        self.assertGreater(kills, 0)
        self.sweep(SLOW)
        self.assertEqual((self.here / "study.h5").read_bytes(), expected)
        self.assertEqual(self.files(), ["study.h5"])

    def test_asked_to_end(self):
        expected = self.reference(SLOW)
        for number, code in [(signal.SIGINT, 130), (signal.SIGTERM, 143)]:
            process = self.start()
            self.wait_for_journal(process)
            process.send_signal(number)
            _, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, code, errors)
            self.assertRegex(errors, r"interrupted with \d+ of 90000 points done; the same command")
            self.assertEqual(self.files(), ["study.h5.journal"])
            run = self.sweep(SLOW)
            self.assertRegex(run.stdout, r"computed  \d{4,} before, \d+ now")
            self.assertEqual((self.here / "study.h5").read_bytes(), expected)
            (self.here / "study.h5").unlink()

    def test_one_run_at_a_time(self):
        process = self.start()
        self.wait_for_journal(process)
        process.send_signal(signal.SIGSTOP)
        run = self.sweep(SLOW, code=1)
        self.assertIn("another run is working on study.h5.journal", run.stderr)
        process.send_signal(signal.SIGCONT)
        self.assertEqual(process.wait(timeout=60), 0)
        process.communicate()
        self.assertIn("nothing to do", self.sweep(SLOW).stderr)

    def test_journal_of_another_study(self):
        process = self.start()
        self.wait_for_journal(process)
        process.kill()
        process.communicate()
        before = (self.here / "study.h5.journal").read_bytes()
        run = self.sweep(SMALL, code=2)
        self.assertIn("the journal of another study", run.stderr)
        self.assertEqual((self.here / "study.h5.journal").read_bytes(), before)
        self.sweep(SMALL, "--force")
        self.assertEqual(self.files(), ["study.h5"])

    def test_killed_between_result_and_end(self):
        self.sweep(SMALL, "--csv")
        table = (self.here / "study.csv").read_bytes()
        (self.here / "study.csv").unlink()
        run = self.sweep(SMALL, "--csv")
        self.assertIn("nothing to do", run.stderr)
        self.assertEqual((self.here / "study.csv").read_bytes(), table)

    def test_progress_on_a_terminal(self):
        text = SLOW.replace("points = 300", "points = 2000")
        leader, follower = pty.openpty()
        process = subprocess.Popen([PROGRAM, "sweep", self.write(text), "--threads", "1"],
                                   cwd=self.here, stdout=subprocess.DEVNULL, stderr=follower)
        os.close(follower)
        shown = b""
        deadline = time.monotonic() + 60
        while b" left" not in shown and time.monotonic() < deadline:
            try:
                shown += os.read(leader, 4096)
            except OSError:
                break
        process.kill()
        process.wait()
        os.close(leader)
        self.assertRegex(shown.decode(), r"[\d,]+ of 4,000,000 points \([\d.]+ %\), "
                                         r"[\de.+]+ points/s, \d+ \w+ left")


@unittest.skipIf(MPIRUN is None, "needs mpirun and a program with MPI")
class Processes(Sweep):
    def mpirun(self, ranks, *arguments, text=SLOW):
        return subprocess.run([MPIRUN, "--oversubscribe", "-n", str(ranks), PROGRAM, "sweep",
                               self.write(text), *arguments], cwd=self.here, text=True,
                              capture_output=True, timeout=120, env=MPI_ENVIRONMENT)

    def test_number_of_processes_does_not_matter(self):
        expected = self.reference(SLOW)
        for ranks in [1, 2, 3]:
            run = self.mpirun(ranks)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual((self.here / "study.h5").read_bytes(), expected)
            (self.here / "study.h5").unlink()

    def test_mistakes_are_told_once(self):
        run = self.mpirun(3, text=SMALL.replace("alloy.toml", "none.toml"))
        self.assertEqual(run.returncode, 2)
        self.assertEqual(run.stderr.count("sidejump: error:"), 1)

    def test_failed_points_and_files_of_others(self):
        run = self.mpirun(2, text=FAILING)
        self.assertEqual(run.returncode, 1)
        self.assertEqual(run.stderr.count("6 of 12 points failed"), 1)
        run = self.mpirun(2, text=SMALL)
        self.assertEqual(run.returncode, 2, "rank 0 refuses, nobody waits for ever")

    def test_full_disk(self):
        expected = self.reference(SLOW)
        size = len(expected) // 2
        # Open MPI makes larger files than that for its shared memory.
        environment = {**MPI_ENVIRONMENT, "OMPI_MCA_btl": "self,tcp", "PMIX_MCA_gds": "hash"}
        run = subprocess.run([MPIRUN, "--oversubscribe", "-n", "3", "bash", "-c",
                              f"ulimit -f {size // 1024}; exec {PROGRAM} sweep {self.write(SLOW)}"],
                             cwd=self.here, text=True, capture_output=True, timeout=120,
                             env=environment)
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("cannot write study.h5.journal", run.stderr)
        run = self.mpirun(2)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual((self.here / "study.h5").read_bytes(), expected)


@unittest.skipIf(MPI != "absent", "for programs without MPI")
class WithoutMpi(Sweep):
    def test_refuses_to_run_many_times(self):
        run = self.sweep(SMALL, code=1, env={**os.environ, "OMPI_COMM_WORLD_SIZE": "2"})
        self.assertIn("built without MPI", run.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
