"""Figures as files, and the command that makes them."""

import json
import re
import subprocess
import sys

import inputs
import matplotlib
import pytest

import sidejump
from sidejump import command
from sidejump.figures import style
from sidejump.figures.command import main

matplotlib.use("Agg")

OF_COEFFICIENTS = {"spin-hall", "spin-diffusion", "lengths", "rates", "side-jump"}


def test_files_are_the_same_each_time(run, tmp_path):
    path = run("sweep", "again", inputs.MAP, alloy=inputs.ALLOY)
    for ending in style.FORMATS:
        contents = []
        for name in ("a", "b"):
            out = tmp_path / f"{name}.{ending}"
            style.save(sidejump.load(path).plot(), out, ending, 60)
            contents.append(out.read_bytes())
        assert contents[0] == contents[1], ending
        assert len(contents[0]) > 1000
    assert b"<dc:date>" not in (tmp_path / "a.svg").read_bytes()


def test_half_written_figures_replace_nothing(run, tmp_path, monkeypatch):
    figure = sidejump.load(run("coefficients", "half", inputs.ALLOY)).plot()
    out = tmp_path / "a.svg"
    out.write_text("old")

    def fail(file, **_):
        file.write(b"<svg")
        raise OSError("disk full")

    monkeypatch.setattr(figure, "savefig", fail)
    with pytest.raises(OSError, match="disk full"):
        style.save(figure, out, "svg")
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_command_writes_and_names_files(run, tmp_path, capsys):
    folder = run("coefficients", "command", inputs.ALLOY)
    assert main([str(folder), "--out", str(tmp_path / "all"), "--format", "png", "--dpi", "50"]) == 0
    printed = capsys.readouterr().out.split()
    assert printed == [str(path) for path in map(type(tmp_path), printed)]
    assert {path.name for path in (tmp_path / "all").iterdir()} == {
        f"{name}.png" for name in OF_COEFFICIENTS}
    one = tmp_path / "one.pdf"
    assert main([f"--out={one}", "--json", "--figure=rates", "--", str(folder)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == [{"file": str(one), "name": "rates", "title": "collision rates"}]
    assert one.read_bytes().startswith(b"%PDF")
    assert main([str(folder), "--list"]) == 0
    assert re.match(r"spin-hall +spin Hall effect", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--quantity", "resistivty"], 'no "resistivty" in these results: did you mean "resistivity"'),
        (["--figure", "rate"], 'did you mean "rates"'),
        (["--format", "gif"], "--format: expected svg, pdf, png, found gif"),
        (["--out", "x.gif"], "expected a folder or a file that ends in .svg, .pdf, .png"),
        (["--out", "x.svg", "--format", "pdf"], "expected the ending .pdf of --format, found .svg"),
        (["--log", "z"], 'log: expected "x", "y", "xy" or "none", found "z"'),
        (["--width", "3"], 'width: expected "single" or "double", found "3"'),
        (["--dpi", "5"], "--dpi: expected a number from 20 to 2400, found 5"),
        (["--x", "concentration"], "expected several results"),
        (["--colour", "red"], "unrecognized arguments: --colour"),
    ],
)
def test_mistakes_in_the_command(run, tmp_path, monkeypatch, capsys, arguments, message):
    monkeypatch.chdir(tmp_path)
    folder = run("coefficients", "mistakes", inputs.ALLOY)
    assert main([str(folder), *arguments]) == 2
    told = capsys.readouterr()
    assert message in told.err and told.err.startswith("sidejump: error: ")
    assert not told.out and not list(tmp_path.iterdir())


def test_mistakes_in_files(tmp_path, capsys):
    assert main([str(tmp_path / "none.json")]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    other = tmp_path / "other.json"
    other.write_text("{}")
    assert main([str(other)]) == 2
    assert f"{other}: expected a result of sidejump" in capsys.readouterr().err


def test_missing_packages_are_named(run, monkeypatch, capsys):
    alloy = run("coefficients", "missing", inputs.ALLOY)
    study = run("sweep", "unread", inputs.LINE, alloy=inputs.ALLOY)
    for module, missing, arguments in (("report.command", "jinja2", [alloy, "--no-figures"]),
                                       ("figures.command", "h5py", [study, "--list"])):
        with monkeypatch.context() as changed:
            for name in [name for name in sys.modules if name.startswith("sidejump.report")]:
                changed.delitem(sys.modules, name)
            changed.setitem(sys.modules, missing, None)
            assert command.run(module, [str(argument) for argument in arguments]) == 1
        told = capsys.readouterr().err
        assert told.startswith(f"sidejump: error: this needs the Python package {missing}, ")
        assert told.count("\n") == 1


def test_the_program_hands_over(program, run, tmp_path):
    folder = run("coefficients", "handed", inputs.ALLOY)
    ended = subprocess.run(
        [program, "plot", folder, "-o", "a.svg", "--figure", "rates", "--width", "double"],
        cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == "a.svg\n"
    assert (tmp_path / "a.svg").stat().st_size > 1000
    ended = subprocess.run([program, "plot", folder, "--quantity", "x"], capture_output=True, text=True)
    assert ended.returncode == 2 and 'no "x" in these results' in ended.stderr
