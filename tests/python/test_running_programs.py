"""The program that the package runs: which one, and how it ends."""

import os
import pathlib
import signal
import subprocess
import sys
import time

import pytest

pytest.importorskip("sidejump._sidejump")
from sidejump import _sidejump, program as module  # noqa: E402
from sidejump.errors import RunError  # noqa: E402


def script(file, text, version=_sidejump.version):
    file.parent.mkdir(parents=True, exist_ok=True)
    told = f'if [ "$1" = --version ]; then echo "sidejump {version}"; exit; fi'
    file.write_text(f"#!/bin/sh\n{told}\n{text}")
    file.chmod(0o755)
    return file


def test_the_nearest_prefix_has_the_program(tmp_path, monkeypatch):
    outer = script(tmp_path / "bin" / "sidejump", "")
    package = tmp_path / "prefix" / "lib" / "python3" / "dist-packages" / "sidejump"
    assert module._beside(package) is None
    inner = script(tmp_path / "prefix" / "bin" / "sidejump", "")
    assert module._beside(package) == inner
    monkeypatch.setenv("SIDEJUMP_PROGRAM", str(outer))
    assert module.find_program() == outer


def test_programs_of_other_versions_are_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDEJUMP_PROGRAM", str(script(tmp_path / "sidejump", "", "0.0.1")))
    with pytest.raises(RunError, match='found "sidejump 0.0.1"'):
        module.find_program()
    script(tmp_path / "sidejump", "", "$(printf '\\377\\n2')")
    with pytest.raises(RunError, match='found "sidejump \ufffd"'):
        module.find_program()


def test_programs_that_cannot_run(tmp_path, monkeypatch):
    file = tmp_path / "sidejump"
    for message in ("No such file", "Permission denied"):
        monkeypatch.setenv("SIDEJUMP_PROGRAM", str(file))
        with pytest.raises(RunError, match=f"cannot run .*{message}"):
            module.run_program(["device"], file="device.toml")
        file.write_text("")


def python_that_runs(text, folder):
    """A Python that runs a program in a folder, which has started."""
    file = script(folder / "sidejump", text)
    run = "from sidejump.program import run_program; run_program(['device'], file='device.toml')"
    running = subprocess.Popen(
        [sys.executable, "-c", run], cwd=folder, stderr=subprocess.PIPE, text=True,
        start_new_session=True, env={**os.environ, "SIDEJUMP_PROGRAM": str(file)})
    wait_for(folder / "started")
    return running


COUNTS = """
count=0
trap 'count=$((count + 1)); echo $count >> signals' INT
trap 'echo term >> signals; exit' TERM
touch started
while [ $count -lt 2 ] && [ ! -e end ]; do sleep 0.05; done
sleep 0.2
touch ended
"""


@pytest.mark.parametrize("whole_group", [True, False])
def test_an_interrupt_is_told_once_and_waited_for(tmp_path, whole_group):
    """As the terminal does it, which signals all its processes, and as another process does it."""
    running = python_that_runs(COUNTS, tmp_path)
    (os.killpg if whole_group else os.kill)(running.pid, signal.SIGINT)
    wait_for(tmp_path / "signals")
    time.sleep(0.3)
    assert running.poll() is None
    (tmp_path / "end").touch()
    _, told = running.communicate(timeout=20)
    assert "KeyboardInterrupt" in told
    assert (tmp_path / "signals").read_text() == "1\n"
    assert (tmp_path / "ended").exists()


def test_other_exceptions_end_the_program(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDEJUMP_PROGRAM", str(script(tmp_path / "sidejump", COUNTS)))
    monkeypatch.chdir(tmp_path)

    def raise_it(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, raise_it)
    try:
        signal.setitimer(signal.ITIMER_REAL, 1.0)
        with pytest.raises(TimeoutError):
            module.run_program(["device"], file="device.toml")
    finally:
        signal.signal(signal.SIGALRM, before)
    assert pathlib.Path("signals").read_text() == "term\n"


def test_the_program_ends_where_python_is_killed(tmp_path):
    running = python_that_runs(COUNTS, tmp_path)
    running.kill()
    running.communicate(timeout=20)
    wait_for(tmp_path / "signals")
    assert (tmp_path / "signals").read_text() == "term\n"


# Starts another program, which ends of nothing, and does not end itself.
STARTS = """
(trap '' INT TERM; while :; do sleep 0.05; echo on >> running; done) &
trap '' INT TERM
touch started
wait
wait
"""


def test_a_second_interrupt_ends_what_the_program_has_started(tmp_path):
    running = python_that_runs(STARTS, tmp_path)
    wait_for(tmp_path / "running")
    running.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=20)
    assert "KeyboardInterrupt" in told
    time.sleep(0.2)
    (tmp_path / "running").unlink()
    time.sleep(0.4)
    assert not (tmp_path / "running").exists()


def wait_for(file):
    limit = time.monotonic() + 20
    while not file.exists():
        assert time.monotonic() < limit
        time.sleep(0.02)
