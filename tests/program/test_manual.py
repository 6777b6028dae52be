#!/usr/bin/python3
"""The manual and the completion of shells, which follow from the declared command line.

usage: test_manual.py PROGRAM
"""

import contextlib
import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())


def output(*arguments):
    return subprocess.run([PROGRAM, *arguments], check=True, text=True, capture_output=True).stdout


def commands():
    """Names of all commands, as --help lists them."""
    listed = output("--help").split("Subcommands:\n")[1].split("\n\n")[0]
    return re.findall(r"^  (\w+)", listed, re.MULTILINE)


def options(command):
    """Names of all options of a command, as its --help lists them, and of all its choices."""
    text = output(command, "--help")
    return (set(re.findall(r"(?<![\w>-])--?\w[\w-]*(?=[ ,\n])", text.split("Options:\n")[1]))
            | {"-q", "--quiet", "-h", "--help"})


class Manual(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        output("man", "--out", cls.folder.name)
        cls.pages = {page.name: page for page in pathlib.Path(cls.folder.name).glob("man?/*")}

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def read(self, page):
        """A page as man shows it, in one line; fails if the formatter warns."""
        run = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-P-c", self.pages[page]],
                             text=True, capture_output=True)
        self.assertEqual((run.returncode, run.stderr), (0, ""), page)
        text = re.sub("\x1b\\[[0-9;]*m|.\b", "", run.stdout)
        return " ".join(re.sub("[\u2010-]\n +", "-", text).split())

    def test_man_shows_a_page_on_a_terminal(self):
        with tempfile.TemporaryDirectory() as folder:
            pager = pathlib.Path(folder) / "man"
            pager.write_text("#!/bin/sh\necho \"man $*\"\nhead -c 3\n")
            pager.chmod(0o755)
            reader, terminal = pty.openpty()
            subprocess.run([PROGRAM, "man", "coefficients"], check=True, stdout=terminal,
                           env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"})
            os.close(terminal)
            shown = b""
            with contextlib.suppress(OSError):  # how a terminal ends
                while part := os.read(reader, 1000):
                    shown += part
            os.close(reader)
        self.assertEqual(shown.decode().split(), ["man", "-l", "-", ".TH"])
        self.assertTrue(output("man", "coefficients").startswith(".TH"))

    def test_there_is_a_page_of_every_command_and_file(self):
        names = {"sidejump.1"} | {f"sidejump-{name}.1" for name in commands()}
        files = {name for name in self.pages if name.endswith(".5")}
        self.assertEqual(set(self.pages) - files, names)
        self.assertLessEqual({f"sidejump-{name}.5" for name in
                              ["alloy", "study", "device", "superconductor", "rashba"]}, files)

    @unittest.skipUnless(shutil.which("groff"), "needs groff")
    def test_pages_name_every_option_and_no_formatter_warns(self):
        for command in commands():
            page = self.read(f"sidejump-{command}.1")
            for option in options(command):
                self.assertIn(option, page, command)
        for command in commands():
            self.assertIn(f"sidejump-{command}(1)", self.read("sidejump.1"))

    @unittest.skipUnless(shutil.which("groff"), "needs groff")
    def test_pages_of_files_name_every_key(self):
        for page in self.pages:
            if not page.endswith(".5"):
                continue
            text = self.read(page)
            name = page.removeprefix("sidejump-").removesuffix(".5")
            schema = json.loads(output("schema", name))
            for section, content in schema["properties"].items():
                name = f"[{section}]" if content.get("type") in ("object", "array") else section
                self.assertTrue(f"{name}" in text, f"{page}: {section}")
                for key in content.get("properties", {}):
                    self.assertTrue(f" {key} " in text or f".{key}]" in text,
                                    f"{page}: {section}.{key}")

    @unittest.skipUnless(shutil.which("mandoc"), "needs mandoc")
    def test_mandoc_finds_no_mistake(self):
        for page in self.pages.values():
            found = subprocess.run(["mandoc", "-Tlint", "-W", "warning", page], text=True,
                                   capture_output=True)
            # A date would differ from build to build.
            left = [line for line in (found.stdout + found.stderr).splitlines()
                    if "missing date" not in line]
            self.assertEqual(left, [])

    @unittest.skipUnless(shutil.which("man") and shutil.which("groff"), "needs man")
    def test_man_shows_them(self):
        run = subprocess.run(["man", "--warnings", "-l", self.pages["sidejump-sweep.1"]],
                             text=True, capture_output=True)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertIn("--threads NUMBER", run.stdout)

    def test_one_page_is_printed(self):
        self.assertEqual(output("man"), self.pages["sidejump.1"].read_text())
        self.assertEqual(output("man", "sweep"), self.pages["sidejump-sweep.1"].read_text())
        self.assertEqual(output("man", "alloy-file"), self.pages["sidejump-alloy.5"].read_text())
        run = subprocess.run([PROGRAM, "man", "nothing"], text=True, capture_output=True)
        self.assertEqual(run.returncode, 2)
        self.assertIn("nothing not in", run.stderr)


class Completion(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.here = pathlib.Path(self.folder.name)
        for name in ["copper.toml", "cobalt.toml", "map.h5", "notes.txt", "two words.toml"]:
            (self.here / name).touch()
        (self.here / "collection").mkdir()

    def tearDown(self):
        self.folder.cleanup()

    def bash(self, *words):
        """What bash offers for the last of the words."""
        script = (f"source <('{PROGRAM}' completion bash)\n"
                  'COMP_WORDS=(sidejump "$@")\nCOMP_CWORD=$#\n_sidejump\n'
                  'printf "%s\\n" "${COMPREPLY[@]}"\n')
        run = subprocess.run(["bash", "-u", "-c", script, "bash", *words], cwd=self.here, text=True,
                             capture_output=True, check=True)
        self.assertEqual(run.stderr, "")
        return set(run.stdout.split("\n")) - {""}

    def test_commands(self):
        self.assertEqual(self.bash(""), set(commands()))
        self.assertEqual(self.bash("--quiet", "resp"), {"response"})
        self.assertEqual(self.bash("--v"), {"--version"})

    def test_options_of_every_command(self):
        for command in commands():
            self.assertEqual(self.bash(command, "-"), options(command), command)
        self.assertEqual(self.bash("sweep", "x.toml", "--th"), {"--threads"})

    def test_choices(self):
        self.assertEqual(self.bash("schema", ""),
                         set(re.search(r"\{(.*)\}", output("schema", "--help"))[1].split(",")))
        self.assertEqual(self.bash("completion", ""), {"bash", "zsh", "fish"})
        self.assertEqual(self.bash("completion", "bash", ""), set())

    def test_files(self):
        self.assertEqual(self.bash("coefficients", ""),
                         {"copper.toml", "cobalt.toml", "two words.toml", "collection"})
        self.assertEqual(self.bash("coefficients", "--json", "cop"), {"copper.toml"})
        self.assertEqual(self.bash("coefficients", "-o", ""), {"collection"})
        self.assertEqual(self.bash("coefficients", "-o", "collection", "cop"), {"copper.toml"})
        self.assertEqual(self.bash("sweep", "--out", ""), {"map.h5", "collection"})
        self.assertEqual(self.bash("sweep", "--threads", ""), set())

    def test_values_behind_an_equals_sign(self):
        self.assertEqual(self.bash("sweep", "--out", "=", "ma"), {"map.h5"})
        self.assertEqual(self.bash("sweep", "--out", "="), {"map.h5", "collection"})
        self.assertEqual(self.bash("sweep", "--out", "=", "map.h5", "cop"), {"copper.toml"})

    def test_it_is_registered(self):
        script = f"source <('{PROGRAM}' completion bash); complete -p sidejump"
        run = subprocess.run(["bash", "-c", script], text=True, capture_output=True, check=True)
        self.assertEqual(run.stdout, "complete -F _sidejump sidejump\n")

    @unittest.skipUnless(shutil.which("fish"), "needs fish")
    def test_fish(self):
        def offers(line):
            script = f"{PROGRAM} completion fish | source; complete -C '{line}'"
            run = subprocess.run(["fish", "-c", script], text=True, capture_output=True,
                                 check=True, cwd=self.here)
            self.assertEqual(run.stderr, "")
            return {line.split("\t")[0] for line in run.stdout.splitlines()}
        self.assertEqual(offers("sidejump resp"), {"response"})
        self.assertEqual(offers("sidejump completion "), {"bash", "zsh", "fish"})
        self.assertIn("--threads", offers("sidejump sweep --"))
        self.assertNotIn("--threads", offers("sidejump schema --"))
        self.assertIn("copper.toml", offers("sidejump coefficients co"))

    @unittest.skipUnless(shutil.which("zsh"), "needs zsh")
    def test_zsh(self):
        script = ("autoload -Uz compinit; compinit -u -D\n"
                  f"source <('{PROGRAM}' completion zsh)\nprint $_comps[sidejump]\n")
        run = subprocess.run(["zsh", "-f", "-c", script], text=True, capture_output=True,
                             check=True, cwd=self.here)
        self.assertEqual((run.stdout, run.stderr), ("_sidejump\n", ""))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
