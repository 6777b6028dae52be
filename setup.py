"""The Python package for pip: CMake compiles its extension.

SIDEJUMP_BUILD names a build folder to take it from; without it one is made, build/python.
"""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

from setuptools import Extension, find_packages, setup
from setuptools.command.build_ext import build_ext

SOURCE = Path(__file__).resolve().parent


class CMakeExtension(build_ext):
    """Builds the target _sidejump."""

    def build_extension(self, ext):
        build = Path(os.environ.get("SIDEJUMP_BUILD") or self.configured())
        name = "_sidejump" + sysconfig.get_config_var("EXT_SUFFIX")
        built = build / "python" / "sidejump" / name
        if not built.exists() or "SIDEJUMP_BUILD" not in os.environ:
            subprocess.run(["cmake", "--build", build, "--target", "_sidejump"], check=True)
        if not built.exists():
            sys.exit(f"{build}: expected the extension for this Python, {built}, found none")
        self.copy_file(str(built), str(Path(self.get_ext_fullpath(ext.name))))

    def configured(self):
        """A build folder with the extension alone."""
        build = SOURCE / "build" / "python"
        subprocess.run(
            ["cmake", "-S", SOURCE, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
             "-DCMAKE_UNITY_BUILD=ON", "-DSIDEJUMP_PYTHON=ON", "-DSIDEJUMP_DEVICE=OFF",
             "-DSIDEJUMP_BUILD_TESTS=OFF", "-DSIDEJUMP_BUILD_BENCHMARKS=OFF",
             f"-DPython3_EXECUTABLE={sys.executable}"],
            check=True)
        return build

    def copy_file(self, infile, outfile, *arguments, **options):
        Path(outfile).parent.mkdir(parents=True, exist_ok=True)
        return super().copy_file(infile, outfile, *arguments, **options)


version = re.search(r"project\(sidejump VERSION ([0-9.]+)", (SOURCE / "CMakeLists.txt").read_text())
setup(
    version=version.group(1),
    packages=find_packages("python"),
    package_dir={"": "python"},
    package_data={"": ["py.typed", "*.pyi", "*.html", "*.css", "*.js", "*.mplstyle"]},
    ext_modules=[Extension("sidejump._sidejump", sources=[])],
    cmdclass={"build_ext": CMakeExtension},
)
