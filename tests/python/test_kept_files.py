"""Files of results: how long they are kept, and which ones are read."""

import copy
import os
import pickle
import weakref

import inputs
import numpy as np
import pytest

from sidejump.figures import FigureError

sj = pytest.importorskip("sidejump")
pytest.importorskip("sidejump._sidejump")


def study():
    axes = {"impurity[0].concentration": [0.01, 0.02]}
    return sj.Sweep(sj.Alloy.from_toml(inputs.ALLOY), axes, ["resistivity"])


def test_tables_outlive_their_result(source):
    gas = sj.ElectronGas.from_file(source / "docs/tutorials/quantum-well.toml")
    assert len(gas.solve().tables["response"]) > 0
    assert len(study().run().tables["sweep"]["resistivity"]) == 2


def test_copies_have_read_the_tables():
    for make in (lambda result: pickle.loads(pickle.dumps(result)), copy.deepcopy, copy.copy):
        result = study().run()
        expected = result["resistivity"].value.tolist()
        other = make(result)
        del result
        assert other["resistivity"].value.tolist() == expected
        assert other.tables["sweep"]["resistivity"].value.tolist() == expected


def test_temporary_files_go_with_the_tables():
    result = study().run()
    folder = result.folder
    tables = result.tables
    del result
    assert folder.exists()
    del tables
    assert not folder.exists()


def test_other_results_may_lie_in_the_folder(source, tmp_path):
    sj.Alloy.from_toml(inputs.ALLOY).coefficients(out=tmp_path)
    gas = sj.ElectronGas.from_file(source / "docs/tutorials/quantum-well.toml")
    assert gas.solve(out=tmp_path).kind == "rashba"


def test_devices_are_solved_as_they_were_read(source, tmp_path, monkeypatch):
    file = tmp_path / "device.toml"
    file.write_text(inputs.DEVICE)
    monkeypatch.chdir(tmp_path)
    device = sj.Device.from_file("device.toml")
    study = sj.Sweep(tmp_path / "device.toml", {"region[0].spin_hall_angle": [0.1]}, ["R"])
    os.makedirs("other")
    monkeypatch.chdir(tmp_path / "other")
    try:
        assert np.isfinite(device.solve()["R"].value[0])
    except sj.RunError as error:
        if "without devices" in str(error):
            pytest.skip(str(error))
        raise
    file.write_text(inputs.DEVICE.replace("0.1", "0.2"))
    for run in (device.solve, study.run):
        with pytest.raises(sj.InputError, match="has changed since it was read"):
            run()


def test_a_result_has_its_own_numbers_after_a_later_run(tmp_path):
    path = "impurity[0].concentration"
    alloy = sj.Alloy.from_toml(inputs.ALLOY)
    first = sj.sweep(alloy, {path: [0.01, 0.02]}, ["resistivity"], out=tmp_path / "x.h5")
    loaded = sj.load(tmp_path / "x.h5")
    sj.sweep(alloy, {path: [0.03, 0.04, 0.05]}, ["spin_hall_angle"], out=tmp_path / "x.h5",
             force=True)
    for result in (first, loaded):
        assert result["impurity_0_concentration"].value.tolist() == [0.01, 0.02]
        assert result["resistivity"].shape == (2,)
        assert not result.has_its_file
        result.report(tmp_path / "r.html", figures=False)
        assert "x.h5" not in (tmp_path / "r.html").read_text().split("<h2", 1)[1]


def test_tables_of_a_later_run_are_refused(source, tmp_path):
    gas = sj.ElectronGas.from_file(source / "docs/tutorials/quantum-well.toml")
    result = gas.solve(out=tmp_path)
    with open(tmp_path / "response.csv", "a") as file:
        file.write("\n")
    with pytest.raises(sj.ResultFileError, match="response.csv: has been written anew"):
        result.tables["response"]
    (tmp_path / "response.csv").unlink()
    with pytest.raises(FileNotFoundError, match="response.csv: no longer there"):
        result.tables["response"]


def solved(device):
    try:
        return device.solve()
    except sj.RunError as error:
        if "without devices" in str(error):
            pytest.skip(str(error))
        raise


@pytest.mark.parametrize("other", [lambda result: pickle.loads(pickle.dumps(result)),
                                   copy.deepcopy])
def test_copies_go_without_temporary_files(other, tmp_path):
    result = solved(sj.Device.from_toml(inputs.DEVICE))
    assert "fields" in [name for name, _, _ in result.figures()]
    made = other(result)
    folder = result.folder
    del result
    assert not folder.exists()
    assert made.path is None and made.field_files == []
    assert made["R"].shape == (1,)
    made.report(tmp_path / "r.html", figures=False)
    with pytest.raises(FigureError, match="fields.*are no longer there"):
        made.plot("fields")


def test_copies_that_share_their_tables_keep_the_files():
    result = study().run()
    other = copy.copy(result)
    path = result.path
    del result
    assert other.path == path and path.exists() and other.has_its_file


def test_forked_processes_leave_the_files():
    result = study().run()
    child = os.fork()
    if child == 0:
        try:
            # As at the end of a process: each finalizer is called.
            weakref.finalize._exitfunc()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert result.path.exists()
