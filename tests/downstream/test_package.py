#!/usr/bin/python3
"""The Debian packages, unpacked into an empty folder.

usage: test_package.py CPACK BUILD_DIRECTORY SOURCE_DIRECTORY
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

CPACK, BUILD, SOURCE = sys.argv[1:4]
SOURCE = pathlib.Path(SOURCE).resolve()
SYSTEM = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}


def output(*command, **keywords):
    return subprocess.run([str(word) for word in command], text=True, capture_output=True,
                          check=True, **keywords).stdout


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        here = pathlib.Path(cls.folder.name)
        # Fast to compress.
        made = subprocess.run([CPACK, "--config", f"{BUILD}/CPackConfig.cmake", "-B", here / "made",
                               "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip"],
                              text=True, capture_output=True)
        assert made.returncode == 0, made.stdout + made.stderr
        cls.packages = {package.name.split("_")[0]: package
                        for package in (here / "made").glob("*.deb")}
        cls.root = here / "root"
        for package in cls.packages.values():
            output("dpkg", "-x", package, cls.root)
        cls.program = cls.root / "usr/bin/sidejump"

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def field(self, package, name):
        return output("dpkg-deb", "-f", self.packages[package], name).strip()

    def test_fields(self):
        version = output(self.program, "--version").split()[1]
        library = f"libsidejump{version.rsplit('.', 1)[0]}"
        self.assertEqual(set(self.packages), {"sidejump", library, "libsidejump-dev"})
        for package, section in [("sidejump", "science"), (library, "libs"),
                                 ("libsidejump-dev", "libdevel")]:
            self.assertEqual(self.field(package, "Version"), f"{version}-1")
            self.assertEqual(self.field(package, "Section"), section)
            self.assertRegex(self.field(package, "Maintainer"), "^The sidejump developers <")
            documents = {file.name for file in (self.root / "usr/share/doc" / package).iterdir()}
            self.assertEqual(documents, {"copyright", "changelog.gz", "changelog.Debian.gz"})
        for needed in ["libc6", "libgsl", "libhdf5", "libudunits2"]:
            self.assertIn(needed, self.field("sidejump", "Depends"))
            self.assertIn(needed, self.field(library, "Depends"))
        for needed in ["numpy", "matplotlib", "h5py", "jinja2"]:
            self.assertIn(f"python3-{needed}", self.field("sidejump", "Depends"))
        self.assertIn(f"{library} (= {version}-1)", self.field("libsidejump-dev", "Depends"))

    def test_files_are_in_their_package(self):
        files = {package: output("dpkg-deb", "-c", path)
                 for package, path in self.packages.items()}
        for package, listing in files.items():
            self.assertEqual("./usr/bin/sidejump\n" in listing, package == "sidejump")
            self.assertEqual("sidejump-config.cmake" in listing, package == "libsidejump-dev")
            self.assertEqual(".hpp" in listing, package == "libsidejump-dev")
            self.assertEqual("libsidejump.so.0" in re.sub(" -> .*", "", listing),
                             package not in ("sidejump", "libsidejump-dev"))
        for part in ["man/man1/sidejump.1.gz", "bash-completion/completions/sidejump"]:
            self.assertIn(part, files["sidejump"])

    def test_programs_are_stripped(self):
        for program in (self.root / "usr/bin").iterdir():
            self.assertNotIn(".symtab", output("readelf", "-S", "-W", program))

    def test_the_program_runs(self):
        with tempfile.TemporaryDirectory() as here:
            text = output(self.program, "--quiet", "coefficients",
                          SOURCE / "examples/cerium-alloy/alloy.toml", cwd=here, env=SYSTEM)
        self.assertIn("spin_hall_angle                       -0.0608097", text)
        if (self.root / "usr/bin/sidejump-device").exists():
            with tempfile.TemporaryDirectory() as here:
                environment = {**SYSTEM, "OMPI_ALLOW_RUN_AS_ROOT": "1",
                               "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
                output(self.program, "device", SOURCE / "examples/valet-fert/stack.toml", cwd=here,
                       env=environment)

    def test_the_python_package_is_found(self):
        package = next(self.root.rglob("sidejump/__init__.py"), None)
        if package is None:
            self.skipTest("built without the Python package")
        self.assertEqual(package.parent.parent, self.root / "usr/lib/python3/dist-packages")
        output("/usr/bin/python3", "-B", "-c", "import sidejump",
               env={**SYSTEM, "PYTHONPATH": str(package.parent.parent)})
        with tempfile.TemporaryDirectory() as here:
            output(self.program, "coefficients", SOURCE / "examples/cerium-alloy/alloy.toml",
                   "-o", "results", cwd=here, env=SYSTEM)
            page = output(self.program, "report", "--no-figures", "results", cwd=here, env=SYSTEM)
            self.assertTrue((pathlib.Path(here) / page.strip()).exists(), page)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
