"""Files of results: how long they are kept, and which ones are read."""

import copy
import os
import pickle

import inputs
import numpy as np
import pytest

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
