"""pip and CMake give the same package; its types are complete."""

import ast
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile

import pytest

pytest.importorskip("sidejump._sidejump")
import sidejump  # noqa: E402

PACKAGE = pathlib.Path(sidejump.__file__).parent
BUILD = PACKAGE.parents[1]


def files_of(names):
    """Those of the package, from its folder on."""
    return {name.split("sidejump/", 1)[1] for name in names if "__pycache__" not in name}


@pytest.fixture(scope="module")
def copied(source, tmp_path_factory):
    """A copy of the files that are tracked, in which one may build; and their names."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=source, capture_output=True)
    if tracked.returncode != 0:
        pytest.skip("not in a repository")
    copy = tmp_path_factory.mktemp("copy") / "source"
    names = tracked.stdout.decode().split("\0")[:-1]
    for name in names:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, copy / name)
    return copy, names


@pytest.fixture(scope="module")
def wheel(copied, tmp_path_factory):
    """A wheel of what has been built."""
    here = tmp_path_factory.mktemp("wheel")
    copy, _ = copied
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", ".", "--no-build-isolation", "--no-deps",
         "--wheel-dir", here], cwd=copy, check=True, capture_output=True,
        env={**os.environ, "SIDEJUMP_BUILD": str(BUILD), "PYTHONPATH": ""})
    return next(here.glob("*.whl"))


def test_pip_and_cmake_give_the_same_package(wheel, tmp_path):
    if not (BUILD / "cmake_install.cmake").exists():
        pytest.skip("an installed package")
    subprocess.run(["cmake", "--install", BUILD / "python", "--prefix", tmp_path], check=True,
                   capture_output=True)
    installed = [str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()]
    with zipfile.ZipFile(wheel) as packed:
        of_wheel = [name for name in packed.namelist() if name.startswith("sidejump/")]
    assert files_of(of_wheel) == files_of(installed)
    assert {"__init__.py", "py.typed", "_sidejump.pyi"} <= files_of(of_wheel)


def test_the_wheel_works_where_it_is_installed(wheel, source, tmp_path):
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path)
    script = ("import sidejump; "
              "a = sidejump.Alloy.from_file('examples/cerium-alloy/alloy.toml'); "
              "print(sidejump.__file__, float(a.coefficients()['spin_hall_angle']))")
    ended = subprocess.run([sys.executable, "-B", "-c", script], cwd=source, check=True, text=True,
                           capture_output=True, env={**os.environ, "PYTHONPATH": str(tmp_path)})
    place, angle = ended.stdout.split()
    assert place == str(tmp_path / "sidejump" / "__init__.py")
    assert float(angle) == pytest.approx(-0.0608097, abs=1e-7)


def test_types_are_complete(source):
    mypy = "/usr/bin/mypy" if os.path.exists("/usr/bin/mypy") else shutil.which("mypy")
    if mypy is None:
        pytest.skip("mypy is not installed")
    ended = subprocess.run([mypy, "--strict", "--no-incremental", "python/sidejump"], cwd=source,
                           text=True, capture_output=True)
    assert ended.returncode == 0, ended.stdout


def test_the_stub_declares_what_the_extension_has(source):
    declared = ast.parse((source / "python/sidejump/_sidejump.pyi").read_text()).body
    names = {node.name for node in declared if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    assert names == {name for name in vars(sidejump._sidejump) if not name.startswith("_")} - {
        "version"}


def test_the_stub_has_the_arguments_of_the_extension(source):
    declared = ast.parse((source / "python/sidejump/_sidejump.pyi").read_text()).body
    for node in declared:
        there = getattr(sidejump._sidejump, getattr(node, "name", ""), None)
        functions = [(node, there)] if isinstance(node, ast.FunctionDef) else [
            (method, getattr(there, method.name)) for method in getattr(node, "body", [])
            if isinstance(method, ast.FunctionDef) and not method.decorator_list]
        for function, found in functions:
            told = re.search(r"\((.*)\) ->", found.__doc__).group(1)
            names = re.findall(r"(?:^|, )(\w+):", told)
            assert [one.arg for one in function.args.args] == names, function.name


def test_a_source_distribution_can_be_compiled(copied, tmp_path):
    """It has all that CMake reads for the extension."""
    copy, names = copied
    subprocess.run([sys.executable, "setup.py", "-q", "sdist", "--dist-dir", tmp_path], cwd=copy,
                   check=True, capture_output=True, env={**os.environ, "PYTHONPATH": ""})
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as packed:
        there = {name.split("/", 1)[1] for name in packed.getnames() if "/" in name}
    needed = ("CMakeLists.txt", "setup.py", "pyproject.toml", "README.md", "LICENSE", "cmake/",
              "sidejump/", "python/", "cli/")
    assert {name for name in names if name.startswith(needed)} <= there


def test_another_python_gets_no_extension(copied, tmp_path):
    """An extension that was built for another Python is none for this one."""
    built = tmp_path / "python" / "sidejump"
    built.mkdir(parents=True)
    (built / "_sidejump.cpython-39-x86_64-linux-gnu.so").touch()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "cmake").write_text("#!/bin/sh\n")
    (tmp_path / "bin" / "cmake").chmod(0o755)
    ended = subprocess.run(
        [sys.executable, "setup.py", "-q", "build", "--build-base", tmp_path / "build"],
        cwd=copied[0], text=True, capture_output=True,
        env={**os.environ, "SIDEJUMP_BUILD": str(tmp_path), "PYTHONPATH": "",
             "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"})
    assert ended.returncode != 0 and "expected the extension for this Python" in ended.stderr


def test_public_names_are_there_and_explained():
    for name in sidejump.__all__:
        assert getattr(sidejump, name).__doc__, name
