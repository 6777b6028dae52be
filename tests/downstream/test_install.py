#!/usr/bin/python3
"""An installation: programs that use its library, and the installed program itself.

usage: test_install.py CMAKE BUILD_DIRECTORY SOURCE_DIRECTORY COMPILER
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

CMAKE, BUILD, SOURCE, COMPILER = sys.argv[1:5]
BUILD = str(pathlib.Path(BUILD).resolve())
SOURCE = pathlib.Path(SOURCE).resolve()
ALLOY = SOURCE / "examples/cerium-alloy/alloy.toml"
SYSTEM = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
OPTIONS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-O0"]


def run(*command, **keywords):
    return subprocess.run([str(word) for word in command], text=True, capture_output=True,
                          **{"env": SYSTEM, **keywords})


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.here = pathlib.Path(cls.folder.name)
        cls.prefix = cls.here / "prefix"
        installed = run(CMAKE, "--install", BUILD, "--prefix", cls.prefix)
        assert installed.returncode == 0, installed.stderr
        cls.config = next(cls.prefix.rglob("sidejump-config.cmake")).parent
        cls.libraries = cls.config.parent.parent

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def configure(self, project, name, *options):
        return run(CMAKE, "-S", project, "-B", self.here / name, "-G", "Ninja",
                   f"-DCMAKE_PREFIX_PATH={self.prefix}", f"-DCMAKE_CXX_COMPILER={COMPILER}",
                   f"-DCMAKE_CXX_FLAGS={' '.join(OPTIONS)}",
                   "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", *options)

    def project(self, find, target):
        """A project of one line of code with a call of find_package."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.here))
        (folder / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.25)\nproject(downstream LANGUAGES CXX)\n"
            f"{find}\nadd_executable(main main.cpp)\ntarget_link_libraries(main {target})\n")
        (folder / "main.cpp").write_text("int main() {}\n")
        return folder

    def expected(self):
        found = run(self.prefix / "bin/sidejump", "coefficients", ALLOY, "--json", "--out",
                    self.here / "results", check=True)
        return json.loads(found.stdout)["results"]["spin_hall_angle"]["value"]

    def builds_and_finds(self, name, *options):
        """Builds examples/cpp-library, runs it and compares it with the program."""
        configured = self.configure(SOURCE / "examples/cpp-library", name, *options)
        self.assertEqual(configured.returncode, 0, configured.stderr)
        built = run(CMAKE, "--build", self.here / name)
        self.assertEqual(built.returncode, 0, built.stdout + built.stderr)
        program = self.here / name / "spin_hall_angle"
        found = run(program)
        self.assertEqual((found.returncode, found.stderr), (0, ""))
        angle = float(re.search(r"spin Hall angle: (\S+)", found.stdout)[1])
        self.assertAlmostEqual(angle / self.expected(), 1.0, places=10)
        self.assertEqual(run(program, ALLOY).stdout, found.stdout.split("largest")[0])
        # An exception of the library is caught by its type.
        mistaken = run(program, "CMakeLists.txt", cwd=SOURCE)
        self.assertEqual((mistaken.returncode, mistaken.stdout), (2, ""))
        self.assertRegex(mistaken.stderr, r"^CMakeLists.txt:1: not valid TOML")
        # Our warnings are ours alone.
        [compiled] = json.loads((self.here / name / "compile_commands.json").read_text())
        warnings = set(re.findall(r"-W[\w-]+", compiled["command"]))
        self.assertLessEqual(warnings, set(OPTIONS))
        return program

    def test_static(self):
        program = self.builds_and_finds("static", "-DLINK_SHARED=OFF")
        self.assertNotIn("libsidejump", run("ldd", program).stdout)

    def test_shared(self):
        program = self.builds_and_finds("shared", "-DLINK_SHARED=ON")
        libraries = run("ldd", program).stdout
        self.assertRegex(libraries, r"libsidejump\.so\.\d+\.\d+ => " + str(self.libraries))
        self.assertNotIn("not found", libraries)

    def test_from_the_build_tree(self):
        project = self.project("find_package(sidejump 0.1 REQUIRED)", "sidejump::shared")
        run_ = self.configure(project, "tree", f"-DCMAKE_PREFIX_PATH={BUILD}")
        self.assertEqual(run_.returncode, 0, run_.stderr)

    def test_the_headers_of_all_layers_can_be_included(self):
        headers = sorted((self.prefix / "include").rglob("*.hpp"))
        self.assertGreater(len(headers), 100)
        layers = {header.relative_to(self.prefix / "include/sidejump").parts[0]
                  for header in headers}
        self.assertEqual("device_fem" in layers, (self.config / "sidejump-device.cmake").exists())
        for header in headers:
            for name in re.findall(r'#include "(.*)"', header.read_text()):
                self.assertTrue((self.prefix / "include" / name).exists(), f"{header}: {name}")

    def test_parts_and_versions(self):
        for find, message in [
                ("find_package(sidejump 0.2 REQUIRED)", "requested version \"0.2\""),
                ("find_package(sidejump REQUIRED COMPONENTS quantum)", "has no part \"quantum\"")]:
            found = self.configure(self.project(find, "sidejump::shared"), "refused")
            self.assertNotEqual(found.returncode, 0)
            self.assertIn(message, " ".join(found.stderr.split()))
            shutil.rmtree(self.here / "refused")
        find = "find_package(sidejump REQUIRED COMPONENTS device)"
        found = self.configure(self.project(find, "sidejump::device_sweep"), "device")
        if (self.config / "sidejump-device.cmake").exists():
            self.assertEqual(found.returncode, 0, found.stderr)
        else:
            self.assertIn("has no part \"device\"", " ".join(found.stderr.split()))

    def test_missing_dependencies_are_told(self):
        # Neither ends the configuring of a project that can do without, nor changes its variables.
        left = ("if(sidejump_FOUND OR CMAKE_MODULE_PATH)\n"
                "  message(FATAL_ERROR \"${sidejump_FOUND} ${CMAKE_MODULE_PATH}\")\nendif()\n"
                "message(STATUS \"why: ${sidejump_NOT_FOUND_MESSAGE}\")")
        project = self.project(f"find_package(sidejump QUIET)\n{left}", "")
        found = self.configure(project, "without", "-DCMAKE_DISABLE_FIND_PACKAGE_GSL=ON")
        self.assertEqual(found.returncode, 0, found.stderr)
        project = self.project("find_package(sidejump REQUIRED)", "sidejump::sidejump")
        found = self.configure(project, "needed", "-DCMAKE_DISABLE_FIND_PACKAGE_GSL=ON")
        self.assertIn("GSL is not found", " ".join(found.stderr.split()))
        if not (self.config / "sidejump-device.cmake").exists():
            return
        for need in ["OPTIONAL_COMPONENTS", "COMPONENTS"]:
            project = self.project(f"find_package(sidejump REQUIRED COMPONENTS static {need} device)"
                                   "\nmessage(STATUS \"device: ${sidejump_device_FOUND}\")",
                                   "sidejump::sidejump")
            found = self.configure(project, need, "-DCMAKE_DISABLE_FIND_PACKAGE_deal.II=ON")
            if need == "COMPONENTS":
                self.assertIn("devices need deal.II", " ".join(found.stderr.split()))
            else:
                self.assertEqual(found.returncode, 0, found.stderr)
                self.assertIn("device: FALSE", found.stdout)

    def test_the_package_can_be_found_twice(self):
        parts = "COMPONENTS static OPTIONAL_COMPONENTS device"
        project = self.project(f"find_package(sidejump REQUIRED {parts})\n"
                               f"find_package(sidejump REQUIRED {parts})", "sidejump::sidejump")
        found = self.configure(project, "twice")
        self.assertEqual(found.returncode, 0, found.stderr)

    def test_nothing_points_at_where_it_was_built(self):
        for file in self.config.iterdir():
            text = file.read_text()
            for place in [str(SOURCE), BUILD]:
                self.assertNotIn(place, text, file)

    def test_programs_run_from_any_prefix(self):
        moved = self.here / "moved"
        shutil.copytree(self.prefix, moved, symlinks=True)
        found = run(moved / "bin/sidejump", "--quiet", "coefficients", ALLOY, "-o",
                    self.here / "moved-results")
        self.assertEqual((found.returncode, found.stderr), (0, ""))
        if (moved / "bin/sidejump-device").exists():
            found = run(moved / "bin/sidejump", "device", SOURCE / "examples/valet-fert/stack.toml",
                        "--json", "-o", self.here / "stack-results",
                        env={**SYSTEM, "OMPI_ALLOW_RUN_AS_ROOT": "1",
                             "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"})
            self.assertEqual(found.returncode, 0, found.stderr)
        for program in (moved / "bin").iterdir():
            self.assertNotIn("not found", run("ldd", program).stdout)
            self.assertNotRegex(run("readelf", "-d", program).stdout, "R(UN)?PATH")

    def test_manual_and_completion(self):
        share = self.prefix / "share"
        self.assertTrue((share / "man/man1/sidejump-coefficients.1.gz").exists())
        self.assertTrue((share / "man/man5/sidejump-alloy.5.gz").exists())
        for place in ["bash-completion/completions/sidejump", "zsh/vendor-completions/_sidejump",
                      "fish/vendor_completions.d/sidejump.fish"]:
            self.assertIn("coefficients", (share / place).read_text())

    def test_python_package(self):
        package = next(self.prefix.rglob("sidejump/__init__.py"), None)
        if package is None:
            self.skipTest("built without the Python package")
        found = run("/usr/bin/python3", "-B", "-c", "import sidejump; print(sidejump.__file__)",
                    env={**SYSTEM, "PYTHONPATH": str(package.parent.parent)})
        self.assertEqual((found.stdout, found.stderr), (f"{package}\n", ""))
        # The program hands over to it.
        program = self.prefix / "bin/sidejump"
        run(program, "coefficients", ALLOY, "-o", self.here / "reported", check=True)
        made = run(program, "report", "--no-figures", self.here / "reported")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn("spin Hall angle", (self.here / "reported/report.html").read_text())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
