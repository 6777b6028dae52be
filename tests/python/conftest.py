"""What the tests of the Python package share: the program, and results that it made.

SIDEJUMP_PROGRAM is the program, SIDEJUMP_SOURCE the folder of the source; ctest sets both.
"""

import os
import pathlib
import subprocess

import pytest

SOURCE = pathlib.Path(os.environ.get("SIDEJUMP_SOURCE", pathlib.Path(__file__).parents[2]))


@pytest.fixture(scope="session")
def program():
    found = os.environ.get("SIDEJUMP_PROGRAM")
    if not found:
        pytest.skip("SIDEJUMP_PROGRAM is not set")
    return found


@pytest.fixture(scope="session")
def source():
    return SOURCE


class Runner:
    """Runs the program, and keeps what it has made."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.made = {}

    def __call__(self, command, name, text, **files):
        """The folder of the results of an input, or the file of a sweep."""
        key = (command, name)
        if key not in self.made:
            here = self.folder / name
            here.mkdir()
            for file, content in files.items():
                (here / f"{file}.toml").write_text(content)
            (here / "input.toml").write_text(text)
            out = here / ("study.h5" if command == "sweep" else "out")
            ended = subprocess.run(
                [self.program, "--quiet", command, here / "input.toml", "--out", out],
                capture_output=True, text=True, timeout=300)
            assert ended.returncode == 0, ended.stderr
            self.made[key] = out
        return self.made[key]


@pytest.fixture(scope="session")
def run(program, tmp_path_factory):
    return Runner(program, tmp_path_factory.mktemp("results"))
