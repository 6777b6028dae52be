"""What the page of a report says; test_report_page.py has it in a browser."""

import base64
import hashlib
import html.parser
import json
import math
import os
import re
import shutil
import subprocess
import tomllib
from collections import Counter

import inputs
import numpy as np
import pytest

import sidejump
from sidejump.report import command, page, write_report
from sidejump.report.listing import input_listing


class Page(html.parser.HTMLParser):
    """Elements with their attributes, and the text of a page."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self.texts = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


@pytest.fixture(scope="module")
def alloy(run):
    return sidejump.load(run("coefficients", "alloy", inputs.ALLOY))


@pytest.fixture(scope="module")
def whole(alloy):
    """A page with figures, on the same result twice."""
    return page([alloy, alloy])


@pytest.fixture
def results(run, tmp_path):
    """A folder with a copy of a result of each of several commands."""
    folder = tmp_path / "results"
    for name, kind, text in (("alloy", "coefficients", inputs.ALLOY),
                             ("resonance", "thermal", inputs.RESONANCE),
                             ("levels", "impurity", inputs.LEVELS)):
        shutil.copytree(run(kind, name, text), folder / name)
    return folder


def changed(result, folder, change):
    """A result whose file was changed."""
    data = json.loads(result.path.read_text())
    change(data)
    (folder / "result.json").write_text(json.dumps(data))
    return sidejump.load(folder)


def test_all_numbers_are_there_in_full(alloy, whole):
    found = [attributes.get("data-order") for _, attributes in Page(whole).elements]
    for name, entry in alloy.data["results"].items():
        assert repr(entry["value"]) in found, name
    text = Page(whole).text
    for check in alloy.data["checks"].values():
        assert check["statement"] in text
    for entry in alloy.data["approximations"]:
        assert entry["statement"] in text
        assert entry["standing"] in text
    for warning in alloy.warnings:
        assert warning in text


def test_infinite_and_undefined_numbers(run):
    # Equal s1/2 and p1/2 phase shifts conserve helicity: D_0 is infinite, swapping is - infinite.
    helicity = inputs.DOUBLET.replace("phase_shift = 0 }", 'phase_shift = "90 degree" }', 1)
    text = page([sidejump.load(run("coefficients", "helicity", helicity))], figures=False)
    row = re.search(r'<code>swapping.*?data-order="(.*?)">(.*?)</td>', text, re.DOTALL)
    assert row.groups() == ("-inf", "−∞")


KINDS = {
    "coefficients": ("alloy", inputs.ALLOY),
    "thermal": ("resonance", inputs.RESONANCE),
    "response": ("response", inputs.RESPONSE),
    "impurity": ("levels", inputs.LEVELS),
    "superconductor": ("bilayer", inputs.BILAYER),
    "rashba": ("gas", inputs.GAS),
}


@pytest.mark.parametrize("kind", KINDS)
def test_input_and_numbers_of_each_kind(run, kind):
    result = sidejump.load(run(kind, *KINDS[kind]))

    def rounded(value):
        if isinstance(value, dict):
            return {key: rounded(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [rounded(inner) for inner in value]
        number, space, unit = value.partition(" ") if isinstance(value, str) else ("", "", "")
        return (float(f"{float(number):.12g}"), unit) if space and number[-1:].isdigit() else value

    assert rounded(tomllib.loads(input_listing(result.input))) == rounded(result.input)
    # Each number is on the page.
    written = page([result], figures=False)
    for name in result.names():
        if name.endswith("temperature"):  # stands in the heads of columns
            continue
        for value in np.ravel(result[name].value).astype(complex):
            if math.isfinite(value.real) and value.real != 0:
                assert f'data-order="{value.real!r}"' in written, name


def test_points_of_a_sweep(run):
    result = sidejump.load(run("sweep", "line", inputs.LINE, alloy=inputs.ALLOY))
    text = page([result], figures=False)
    assert " ".join(result.data["study"].split()) in Page(text).text
    assert "effective_mass = 1.0  # default" in text
    for output in result.outputs:
        for value in result[output].value.ravel():
            assert math.isnan(value) or f'data-order="{float(value)!r}"' in text


def test_nothing_from_outside(whole):
    for tag, attributes in Page(whole).elements:
        assert tag not in ("img", "iframe", "object", "embed", "audio", "video", "base")
        for name in ("src", "href", "xlink:href", "action", "srcset"):
            target = attributes.get(name, "#")
            assert target is None or target.startswith(("#", "data:")), (tag, target)
    assert not re.search(r"url\((?!#)|@import", whole)


def test_identifiers_are_unique_and_lead_somewhere(whole):
    elements = Page(whole).elements
    count = Counter(attributes["id"] for _, attributes in elements if "id" in attributes)
    assert max(count.values()) == 1
    for _, attributes in elements:
        for name in ("href", "xlink:href", "aria-labelledby"):
            target = attributes.get(name, "")
            if target.startswith("#") or name == "aria-labelledby" and target:
                assert target.lstrip("#") in count, target


def test_text_of_files_is_no_markup(alloy, tmp_path):
    evil = "<script>alert('x')</script><b>&\"'"

    def change(data):
        data["input"]["host"]["name"] = evil
        data["alloy"]["host"] = evil
        data["warnings"].append(evil)
        data["results"][evil] = {"value": 1.0, "unit": evil, "meaning": evil}
        data["checks"][evil] = {"residual": 0.0, "tolerance": 1.0, "passed": True,
                                "statement": evil}
        data["approximations"].append({"name": evil, "standing": evil, "statement": evil})
        data["program"]["version"] = evil

    (tmp_path / "<b>folder&").mkdir()
    result = changed(alloy, tmp_path / "<b>folder&", change)
    text = page([result, alloy], title=evil, figures=False)
    scripts = [attributes for tag, attributes in Page(text).elements if tag == "script"]
    assert len(scripts) == 1
    assert not any(tag == "b" for tag, _ in Page(text).elements)
    assert "<script>alert" not in text
    assert text.count("&lt;script&gt;alert") >= 8


def test_the_script_is_the_only_one_allowed(whole):
    script = re.search(r"<script>(.*)</script>", whole, re.DOTALL).group(1)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', whole).group(1)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_failed_checks_are_told_in_words(alloy, tmp_path):
    def change(data):
        data["checks"]["onsager"].update(residual=1.0, passed=False)

    text = Page(page([changed(alloy, tmp_path, change)], figures=False)).text
    assert "✗ failed" in text
    assert "1 of 4 checks failed" in text


def test_where_it_comes_from(results, alloy):
    text = Page(write_report(results, figures=False).read_text()).text
    for result in sidejump.load_all(results):
        content = result.path.read_bytes()
        assert hashlib.sha256(content).hexdigest() in text
        assert f"{len(content)} bytes" in text
        assert str(result.path.relative_to(results)) in text
    assert str(results) not in text
    assert "sidejump " + alloy.program["version"] in text


def test_the_same_results_give_the_same_page(alloy, whole):
    assert page([alloy, sidejump.load(alloy.path)]) == whole


def test_place_and_title(results, tmp_path, capsys, monkeypatch):
    assert command.main([str(results), "--no-figures"]) == 0
    assert capsys.readouterr().out == f"{results / 'report.html'}\n"
    monkeypatch.chdir(tmp_path)
    paths = [str(results / "alloy"), str(results / "levels")]
    assert command.main([*paths, "--no-figures", "--title", "Cu & Ce"]) == 0
    text = (tmp_path / "report.html").read_text()
    assert "<title>Cu &amp; Ce</title>" in text
    assert text.count('<section class="result"') == 2
    assert command.main([paths[0], "--no-figures", "--out", "new/page.html"]) == 0
    assert sorted(os.listdir(tmp_path / "new")) == ["page.html"]
    (tmp_path / "plain").touch()
    assert (tmp_path / "new" / "page.html").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_mistakes_name_place_and_what_was_expected(results, tmp_path, capsys):
    empty = tmp_path / "empty"
    empty.mkdir()
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    whole = (results / "alloy" / "result.json").read_text()
    (damaged / "result.json").write_text(whole[: len(whole) // 2])
    other = tmp_path / "other"
    other.mkdir()
    (other / "result.json").write_text(json.dumps({**json.loads(whole), "checks": [1]}))
    cases = [([str(other)], str(other / "result.json"), "expected the entries of a result of"),
             ([str(empty)], str(empty), "expected a folder with results"),
             ([str(damaged)], str(damaged / "result.json"), "expected JSON"),
             ([str(results), str(tmp_path / "none")], str(tmp_path / "none"), "no such file"),
             ([str(results), "--out", str(empty)], str(empty), "found a folder"),
             ([""], "", "found an empty text"),
             ([str(results), "--out", ""], "--out", "expected a file")]
    for arguments, place, expected in cases:
        assert command.main([*arguments, "--no-figures"]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert place in printed.err and expected in printed.err
        assert printed.err.startswith("sidejump: error: ") and printed.err.count("\n") == 1
    assert not list(empty.iterdir())


def test_what_was_there_stays_if_writing_fails(alloy, tmp_path, monkeypatch):
    place = tmp_path / "report.html"
    place.write_text("old")

    def fail(*paths):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_report(alloy, place, figures=False)
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert place.read_text() == "old"


def test_the_program_hands_over(program, results, tmp_path):
    run = subprocess.run([program, "report", results, "--out", tmp_path / "-p.html", "--no-figures",
                          "--title=-t"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout == f"{tmp_path / '-p.html'}\n"
    assert "<title>-t</title>" in (tmp_path / "-p.html").read_text()
    missing = subprocess.run([program, "report", tmp_path / "none"], capture_output=True, text=True)
    assert missing.returncode == 2
    assert f"{tmp_path / 'none'}: no such file or folder" in missing.stderr


def test_in_python(alloy, run, tmp_path):
    assert alloy.report(tmp_path / "one.html", title="One", figures=False).exists()
    changed_copy = sidejump.from_data("coefficients", {**alloy.data, "warnings": ["by hand"]})
    gas = run("rashba", "gas", inputs.GAS)
    place = sidejump.write_report([changed_copy, gas], tmp_path / "two.html", figures=False)
    text = place.read_text()
    assert text.count('<section class="result"') == 2
    assert "by hand" in text
    with pytest.raises(ValueError, match="at least one result"):
        page([])
