#!/usr/bin/python3
"""Tests of what `sidejump sweep` does with files that are there: none is lost, none is taken for
another.

usage: test_sweep_files.py PROGRAM SOURCE_DIRECTORY
"""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
import unittest

import test_sweep as common
from test_sweep import ALLOY, ETA_0, FAILING, PROGRAM, SLOW, SMALL, axis, study

TABLE = "-1 0.1\n0 0.2\n1 0.3\n"


class Files(common.Sweep):
    def content(self, name):
        return (self.here / name).read_bytes()

    def interrupted(self, text, *arguments):
        """Runs until there are some results in the journal, then asks the run to end."""
        journal = self.here / "study.h5.journal"
        process = subprocess.Popen([PROGRAM, "sweep", self.write(text), *arguments],
                                   cwd=self.here, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while process.poll() is None and not (journal.exists()
                                              and journal.stat().st_size > 100_000):
            time.sleep(0.001)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 143)
        self.assertTrue(journal.exists())


class Names(Files):
    def test_table_beside_the_result(self):
        for out, table in [("run.h5", "run.csv"), ("run.hdf5", "run.csv"), ("run.1", "run.1.csv"),
                           ("run", "run.csv")]:
            self.sweep(SMALL, "--out", out, "--csv")
            self.assertEqual(self.files(), sorted([out, table]))
            self.assertEqual(self.content(out)[1:4], b"HDF")
            for name in [out, table]:
                (self.here / name).unlink()

    def test_result_named_like_a_table(self):
        for arguments in [["--csv"], ["--csv", "--force"], []]:
            run = self.sweep(SMALL, "--out", "run.csv", *arguments, code=2)
            self.assertIn("run.csv: expected an HDF5 file after --out", run.stderr)
            self.assertEqual(self.files(), [])

    def test_folder_for_a_file(self):
        run = self.sweep(SMALL, "--out", "new/", code=2)
        self.assertIn("new/: expected the name of the result file after --out", run.stderr)
        (self.here / "old").mkdir()
        run = self.sweep(SMALL, "--out", "old", "--force", code=2)
        self.assertIn("old: expected an ordinary file or none, found a folder", run.stderr)
        self.assertEqual(self.files(), ["old"])

    def test_force_keeps_what_the_study_reads(self):
        (self.here / "eta.tsv").write_text(TABLE)
        (self.here / "alloy.toml").write_text(
            ALLOY.replace("phase_shift = 0.2", 'phase_shift = { table = "eta.tsv" }'))
        os.link(self.here / "alloy.toml", self.here / "link.h5")
        before = {name: self.content(name) for name in ["alloy.toml", "eta.tsv"]}
        text = study(axis(common.ETA_2, "values = [0.1, 0.2]"))
        for out in ["study.toml", "./alloy.toml", "eta.tsv", "link.h5"]:
            run = self.sweep(text, "--out", out, "--force", code=2)
            self.assertIn("expected a file that the study does not read", run.stderr)
        for extra in [".journal", ".partial"]:
            os.link(self.here / "eta.tsv", self.here / f"run.h5{extra}")
            run = self.sweep(text, "--out", "run.h5", "--force", code=2)
            self.assertIn(f"run.h5{extra}: expected a file that the study", run.stderr)
            (self.here / f"run.h5{extra}").unlink()
        os.link(self.here / "eta.tsv", self.here / "run.csv")
        self.sweep(text, "--out", "run.h5", "--csv", "--force", code=2)
        self.assertEqual({name: self.content(name) for name in before}, before)
        self.assertEqual((self.here / "study.toml").read_text(), text)

    def test_odd_files_are_left_alone(self):
        os.mkfifo(self.here / "pipe.h5")
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(self.here / "socket.h5"))
        (self.here / "target").write_text("mine")
        (self.here / "link.h5").symlink_to("target")
        (self.here / "dangling.h5").symlink_to("nowhere")
        for out, kind in [("pipe.h5", "a pipe"), ("link.h5", "a symbolic link"),
                          ("dangling.h5", "a symbolic link"), ("socket.h5", "a socket")]:
            run = self.sweep(SMALL, "--out", out, "--force", code=2)
            self.assertIn(f"{out}: expected an ordinary file or none, found {kind}", run.stderr)
        self.assertEqual((self.here / "target").read_text(), "mine")
        (self.here / "run.h5.journal").symlink_to("target")
        self.sweep(SMALL, "--out", "run.h5", "--force", code=2)

    def test_partial_file_of_somebody_else(self):
        (self.here / "study.h5.partial").write_text("mine")
        run = self.sweep(SMALL, code=2)
        self.assertIn("study.h5.partial: expected a file of this study", run.stderr)
        self.assertEqual(self.content("study.h5.partial"), b"mine")
        self.assertEqual(self.files(), ["study.h5.partial"])

    def test_partial_files_of_a_killed_run_do_not_stay(self):
        expected = self.reference(SLOW)
        self.interrupted(SLOW)
        for name in ["study.h5.partial", "study.csv.partial"]:
            (self.here / name).write_text("half")
        self.sweep(SLOW)
        self.assertEqual(self.content("study.h5"), expected)
        self.assertEqual(self.files(), ["study.h5"])


class Tables(Files):
    def test_table_of_a_complete_result_is_its_own(self):
        self.sweep(SMALL, "--csv")
        table = self.content("study.csv")
        self.assertIn("nothing to do", self.sweep(SMALL, "--csv").stderr)
        for damaged in [bytes(len(table)), table[:-1], table.replace(b"-0.5", b"-0.6")]:
            (self.here / "study.csv").write_bytes(damaged)
            run = self.sweep(SMALL, "--csv", code=2)
            self.assertIn("found a table with other contents than this result", run.stderr)
            self.assertEqual(self.content("study.csv"), damaged)
            self.assertEqual(self.files(), ["study.csv", "study.h5"])
        self.sweep(SMALL, "--csv", "--force")
        self.assertEqual(self.content("study.csv"), table)

    def test_old_table_beside_a_new_result_is_told(self):
        self.sweep(SMALL, "--csv")
        text = SMALL.replace("0.3]", "0.4]")
        run = self.sweep(text, "--force")
        self.assertIn("study.csv was there before and is not the table of this result", run.stderr)
        self.sweep(text, "--csv", code=2)

    def test_two_runs_at_once_do_not_mix(self):
        self.sweep(SLOW)
        self.write(SLOW)
        runs = [subprocess.Popen([PROGRAM, "sweep", "study.toml", "--csv"], cwd=self.here,
                                 stderr=subprocess.PIPE, text=True) for _ in range(6)]
        ends = [(run.communicate(timeout=60)[1], run.returncode) for run in runs]
        for errors, code in ends:
            self.assertIn(code, (0, 1))
            self.assertIn("another run is working" if code else "nothing to do", errors)
        self.assertTrue(any(code == 0 for _, code in ends))
        self.sweep(SLOW, "--csv")
        self.assertNotIn(b"\0", self.content("study.csv"))
        self.assertEqual(self.files(), ["study.csv", "study.h5"])

    def test_complete_result_waits_for_no_other_run(self):
        self.sweep(FAILING, code=1)
        self.assertEqual(self.files(), ["study.h5"])
        run = self.sweep(FAILING, "--json", code=1)
        self.assertIn('"end": "already done"', run.stdout)
        self.assertIn("6 of 12 points failed", run.stderr)


class Force(Files):
    def test_goes_on_after_an_interruption(self):
        expected = self.reference(SLOW)
        (self.here / "study.h5").write_text("an older result")
        self.interrupted(SLOW, "--force")
        self.assertEqual(self.content("study.h5"), b"an older result")
        run = self.sweep(SLOW, "--force")
        self.assertRegex(run.stdout, r"computed  \d{4,} before")
        self.assertEqual(self.content("study.h5"), expected)
        self.assertEqual(self.files(), ["study.h5"])

    def test_comes_before_the_old_result(self):
        self.sweep(SLOW)
        self.interrupted(SLOW, "--force")
        run = self.sweep(SLOW)
        self.assertRegex(run.stdout, r"computed  \d{4,} before")
        self.assertEqual(self.files(), ["study.h5"])

    def test_begins_anew_after_an_ordinary_run(self):
        self.interrupted(SLOW)
        self.assertNotIn(" before", self.sweep(SLOW, "--force").stdout)


class Races(Files):
    def test_result_that_appears_meanwhile_is_kept(self):
        journal = self.here / "study.h5.journal"
        process = subprocess.Popen([PROGRAM, "sweep", self.write(SLOW)], cwd=self.here, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while process.poll() is None and not (journal.exists()
                                              and journal.stat().st_size > 100_000):
            time.sleep(0.001)
        process.send_signal(signal.SIGSTOP)
        (self.here / "study.h5").write_text("theirs")
        process.send_signal(signal.SIGCONT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 1, errors)
        self.assertIn("cannot write study.h5: File exists", errors)
        self.assertEqual(self.content("study.h5"), b"theirs")
        (self.here / "study.h5").unlink()
        self.assertIn("0 now", self.sweep(SLOW).stdout)

    def test_damaged_journal(self):
        expected = self.reference(SLOW)
        self.interrupted(SLOW)
        with open(self.here / "study.h5.journal", "r+b") as file:
            file.seek(5000)
            file.write(b"damage")
        run = self.sweep(SLOW)
        self.assertRegex(run.stderr, r"the journal of study.h5 was damaged: up to \d+ points were")
        self.assertEqual(self.content("study.h5"), expected)


class Machine(Files):
    def test_full_stdout(self):
        for arguments in [["--json"], []]:
            with open("/dev/full", "w") as full:
                run = subprocess.run([PROGRAM, "sweep", self.write(SMALL), "--force", *arguments],
                                     cwd=self.here, stdout=full, stderr=subprocess.PIPE, text=True)
            self.assertEqual(run.returncode, 1, run.stderr)
            self.assertIn("cannot write to stdout: No space left on device", run.stderr)

    def test_fewer_threads_than_asked_for(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        if self.run_program("--version", preexec_fn=limit).returncode != 0:
            self.skipTest("needs a program that runs in 4 GB of addresses")
        run = self.sweep(SMALL, "--threads", "4000", "--json", preexec_fn=limit)
        self.assertIn('"end": "complete"', run.stdout)

    @unittest.skipIf(os.geteuid() != 0, "needs to give up rights")
    def test_result_that_may_not_be_read(self):
        self.sweep()
        (self.here / "study.h5").chmod(0)
        self.here.chmod(0o777)
        run = self.sweep(SMALL, code=1, user=65534)
        self.assertIn("cannot read study.h5: Permission denied", run.stderr)
        (self.here / "study.h5").chmod(0o644)
        self.here.chmod(0o755)
        self.assertIn("nothing to do", self.sweep(SMALL, user=65534).stderr)

    def test_bytes_do_not_depend_on_the_folder(self):
        self.sweep(FAILING, code=1)
        (self.here / "else").mkdir()
        run = subprocess.run([PROGRAM, "sweep", "../study.toml"], cwd=self.here / "else",
                             capture_output=True)
        self.assertEqual(run.returncode, 1)
        self.assertEqual(self.content("else/study.h5"), self.content("study.h5"))

    @unittest.skipIf(common.h5py is None, "needs h5py")
    def test_messages_are_text(self):
        name = "é" * 300
        (self.here / "alloy.toml").write_text(ALLOY + f"# {name}\n")
        text = study(axis(ETA_0, f'values = ["1 degree", "{name}", "\\u0007 x"]', "eta_0"))
        self.sweep(text, code=1)
        with common.h5py.File(self.here / "study.h5") as file:
            messages = file["message"].asstr()[:]
        self.assertEqual(len(messages), 2)
        self.assertIn("eta_0 = é", messages[0])
        self.assertIn("eta_0 = \\x07 x: ", messages[1])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
