"""Inputs and results stay what they are, whatever the current folder becomes."""

import os
import pickle
import subprocess

import inputs
import numpy as np
import pytest

sj = pytest.importorskip("sidejump")
pytest.importorskip("sidejump._sidejump")

CONCENTRATION = "impurity[0].concentration"
TABLE = "impurity[0].channels[0].phase_shift.table"
TABULATED = inputs.ALLOY.replace(
    "phase_shift = 0.1 ", 'phase_shift = { table = "eta.tsv", energy_unit = "eV" } ')
STUDY = """
[sweep]
base = "sub/alloy.toml"
outputs = ["resistivity"]
[[sweep.axis]]
path = "impurity[0].concentration"
values = [0.01]
"""
WIRE = ('conductivity = "1e7 S/m"\nspin_diffusion_length = "200 nm"\nspin_hall_angle = 0.1\n')
OF_ALLOY = inputs.DEVICE.replace(WIRE, 'alloy = "Cu"\n')


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Two folders with files of the same names; the current one is the first."""
    for place, phase_shift in (("one", 0.1), ("two", 0.9)):
        (tmp_path / place / "sub").mkdir(parents=True)
        (tmp_path / place / "study.toml").write_text(STUDY)
        (tmp_path / place / "sub" / "alloy.toml").write_text(TABULATED)
        for folder in (tmp_path / place, tmp_path / place / "sub"):
            rows = "".join(f"{energy} {phase_shift}\n" for energy in (-1, 0, 1))
            (folder / "eta.tsv").write_text(rows)
    monkeypatch.chdir(tmp_path / "one")
    return tmp_path


def resistivity(alloy):
    return float(alloy.coefficients()["resistivity"])


def without_devices(error):
    if "without devices" in str(error):
        pytest.skip(str(error))
    raise error


MADE = {
    "file": lambda: sj.Alloy.from_file("sub/alloy.toml"),
    "text": lambda: sj.Alloy.from_toml(TABULATED),
    "named text": lambda: sj.Alloy.from_toml(TABULATED, "sub/alloy.toml"),
    "keywords": lambda: sj.Alloy(**sj.Alloy.from_toml(TABULATED)._document.values()),
    "changed": lambda: sj.Alloy.from_file("sub/alloy.toml").with_values({TABLE: "eta.tsv"}),
    "unpickled": lambda: pickle.loads(pickle.dumps(sj.Alloy.from_file("sub/alloy.toml"))),
    "values": lambda: sj.Alloy(**sj.Alloy.from_file("sub/alloy.toml").to_dict()),
    "its text": lambda: sj.Alloy.from_toml(sj.Alloy.from_file("sub/alloy.toml").to_toml()),
}


@pytest.mark.parametrize("made", MADE)
def test_alloys_read_the_tables_of_their_folder(made, folders, monkeypatch):
    expected = resistivity(sj.Alloy.from_toml(inputs.ALLOY))
    alloy = MADE[made]()
    assert resistivity(alloy) == pytest.approx(expected, rel=1e-12)
    monkeypatch.chdir(folders / "two")
    assert resistivity(alloy) == pytest.approx(expected, rel=1e-12)
    over = alloy.with_values({CONCENTRATION: np.array([0.01, 0.02])}).coefficients()
    assert over["resistivity"].value[0] == pytest.approx(expected, rel=1e-12)


STUDIES = {
    "of a path": lambda: sj.Sweep("sub/alloy.toml", {CONCENTRATION: [0.01]}, ["resistivity"]),
    "of an alloy": lambda: sj.Sweep(
        sj.Alloy.from_file("sub/alloy.toml"), {CONCENTRATION: [0.01]}, ["resistivity"]),
    "over tables": lambda: sj.Sweep(sj.Alloy.from_toml(TABULATED), {TABLE: ["eta.tsv"]},
                                    ["resistivity"]),
    "of a file": lambda: sj.Sweep.from_file("study.toml"),
}


@pytest.mark.parametrize("made", STUDIES)
def test_studies_read_the_files_of_their_folder(made, folders, monkeypatch):
    study = STUDIES[made]()
    monkeypatch.chdir(folders / "two")
    expected = resistivity(sj.Alloy.from_toml(inputs.ALLOY))
    assert study.run()["resistivity"].value[0] == pytest.approx(expected, rel=1e-12)


def test_results_are_read_from_where_they_were_written(source, folders, monkeypatch):
    study = sj.sweep(sj.Alloy.from_toml(inputs.ALLOY), {CONCENTRATION: [0.01]}, ["resistivity"],
                     out="study.h5")
    gas = sj.ElectronGas.from_file(source / "docs/tutorials/quantum-well.toml").solve(out="gas")
    monkeypatch.chdir(folders / "two")
    assert study["resistivity"].shape == (1,)
    assert len(gas.tables["response"]) > 0
    assert study.path == folders / "one" / "study.h5"


def test_messages_name_files_as_they_were_named(folders, program, monkeypatch):
    """The whole paths by which files are found stay out of them."""
    (folders / "one" / "sub" / "eta.tsv").write_text("-1 0.1\nwrong\n")
    ended = subprocess.run([program, "coefficients", "sub/alloy.toml"], capture_output=True,
                           text=True)
    told = ended.stderr.strip().removeprefix("sidejump: error: ")
    assert told.startswith("sub/eta.tsv:2: ")
    made = [MADE["file"](), MADE["named text"]()]
    study = sj.Sweep.from_file("study.toml")
    monkeypatch.chdir(folders / "two")
    for alloy in made:
        with pytest.raises(sj.InputError) as found:
            alloy.coefficients()
        assert str(found.value) == told and found.value.file == "sub/eta.tsv"
        assert repr(alloy) == "<Alloy sub/alloy.toml>"
    with pytest.raises(sj.InputError) as found:
        study.run()
    assert str(folders) not in str(found.value) and "sub/eta.tsv" in str(found.value)
    (folders / "two" / "broken.toml").write_text(inputs.ALLOY.replace("0.01", '"much"'))
    with pytest.raises(sj.InputError, match=r"^broken.toml:\d+: impurity"):
        sj.Alloy.from_file("broken.toml").check()
    with pytest.raises(sj.InputError, match="^sub/none.toml: cannot be read"):
        sj.Alloy.from_file("sub/none.toml")
    with pytest.raises(sj.InputError, match="^Alloy:2: not valid TOML"):
        sj.Alloy.from_toml("\n[host\n")


def test_units_in_messages_are_no_paths(monkeypatch):
    monkeypatch.chdir("/")
    alloy = sj.Alloy.from_toml(inputs.ALLOY.replace("1.36 1/angstrom", "1.36 /angstrm"))
    with pytest.raises(sj.InputError, match="^Alloy:4: host.fermi_wavenumber: .*/angstrm"):
        alloy.check()


def test_files_are_looked_for_beside_links(folders, program):
    """As the program does it, and not beside what they lead to."""
    os.symlink(folders / "two" / "sub" / "alloy.toml", "sub/link.toml")
    os.symlink(folders / "two" / "study.toml", "link.toml")
    expected = resistivity(sj.Alloy.from_toml(inputs.ALLOY))
    assert resistivity(sj.Alloy.from_file("sub/link.toml")) == pytest.approx(expected, rel=1e-12)
    found = sj.Sweep.from_file("link.toml").run()
    assert found["resistivity"].value[0] == pytest.approx(expected, rel=1e-12)


def test_links_to_studies_of_devices(tmp_path, program):
    axis = '[[sweep.axis]]\npath = "region[0].spin_hall_angle"\nvalues = [0.1]\n'
    study = '[sweep]\nbase = "device.toml"\noutputs = ["R"]\n' + axis
    for place, conductivity in (("real", "1e7 S/m"), ("link", "2e7 S/m")):
        (tmp_path / place).mkdir()
        text = inputs.DEVICE.replace("1e7 S/m", conductivity)
        (tmp_path / place / "device.toml").write_text(text)
    (tmp_path / "real" / "study.toml").write_text(study)
    os.symlink(tmp_path / "real" / "study.toml", tmp_path / "link" / "study.toml")
    try:
        found = sj.Sweep.from_file(tmp_path / "link" / "study.toml").run()
    except sj.RunError as error:
        without_devices(error)
    of_file = sj.Device.from_file(tmp_path / "link" / "device.toml").solve()
    assert found["R"].value[0] == pytest.approx(of_file["R"].value[0], rel=1e-12)


def test_devices_take_alloys(folders, monkeypatch):
    sections = sj.Device.from_toml(OF_ALLOY).to_dict()
    alloy = sj.Alloy.from_file("sub/alloy.toml")
    made = [sj.Device(**sections, alloy=given) for given in (
        {"Cu": alloy}, [{"name": "Cu", **alloy.to_dict()}])]
    monkeypatch.chdir(folders / "two")
    for device in made:
        table = device.with_defaults()["alloy"][0]["impurity"][0]["channels"][0]["phase_shift"]
        assert table["table"] == str(folders / "one" / "sub" / "eta.tsv")
    with pytest.raises(ValueError, match="found arrays for impurity"):
        sj.Device(**sections, alloy={
            "Cu": alloy.with_values({CONCENTRATION: np.array([0.01, 0.02])})})
    with pytest.raises(sj.InputError, match="Device: alloy: expected a list"):
        sj.Device(**sections, alloy={"name": "Cu", "host": {}}).check()


def test_studies_of_devices_in_memory_go_on(tmp_path):
    """The study that is in the result is the same in each run."""
    study = sj.Sweep(sj.Device.from_toml(inputs.DEVICE), {"region[0].spin_hall_angle": [0.1, 0.2]},
                     ["R"])
    try:
        first = study.run(out=tmp_path / "study.h5")
    except sj.RunError as error:
        without_devices(error)
    again = study.run(out=tmp_path / "study.h5")
    assert dict(again.quantities) == dict(first.quantities)
    assert 'base = "device.toml"' in again.data["study"]
    assert again.data["base"] == inputs.DEVICE


def test_messages_of_devices_in_memory_name_them(tmp_path):
    study = sj.Sweep(sj.Device.from_toml(inputs.DEVICE.replace('"left"', '"lft"', 1), "wire"),
                     {"region[0].spin_hall_angle": [0.1]}, ["R"])
    with pytest.raises((sj.InputError, sj.RunError)) as found:
        study.run()
    if isinstance(found.value, sj.RunError):
        without_devices(found.value)
    assert found.value.file == "wire" and "device.toml" not in str(found.value)
    assert found.value.line == 23
    of_keywords = sj.Device(**study._base.to_dict())
    with pytest.raises(sj.InputError, match="^Device: measure") as found:
        sj.Sweep(of_keywords, {"region[0].spin_hall_angle": [0.1]}, ["R"]).run()
    assert found.value.line == 0


def test_points_of_devices_that_fail_are_undefined(tmp_path):
    study = sj.Sweep(sj.Device.from_toml(inputs.DEVICE),
                     {"region[0].conductivity": ["1e7 S/m", "-1 S/m"]}, ["R"])
    try:
        found = study.run(out=tmp_path / "study.h5")
    except sj.RunError as error:
        without_devices(error)
    assert np.isnan(found["R"].value).tolist() == [False, True]
    assert "1 of 2 points failed" in found.warnings


def test_inputs_need_no_folder(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    made = sj.Alloy.from_toml(inputs.ALLOY)
    monkeypatch.chdir(tmp_path)
    assert resistivity(made) == resistivity(sj.Alloy.from_toml(inputs.ALLOY))


@pytest.mark.parametrize("out", ["file", "file/below"])
def test_folders_that_cannot_be_made_are_refused(out, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    alloy = sj.Alloy.from_toml(inputs.ALLOY)
    for run in (
        alloy.coefficients, alloy.response, alloy.impurity, alloy.with_values(
            {"thermal": {"temperature": "1 K"}}).thermal,
        sj.ElectronGas.from_toml(inputs.GAS).solve,
        sj.Superconductor.from_toml(inputs.BILAYER).solve,
        lambda out: sj.sweep(alloy, {CONCENTRATION: [0.1]}, ["resistivity"], out=f"{out}/study.h5"),
    ):
        with pytest.raises(sj.InputError, match=f"^{out}.*expected a folder for out= that can be"):
            run(out=out)
